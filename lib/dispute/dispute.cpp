#include "dispute/dispute.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "dossier/define_steps.hpp"

namespace cmt::dispute {
namespace {

using enum DisputeStatus;
using Set = dossier::StatusSet<DisputeStatus>;

template <class E>
constexpr std::size_t of = dossier::index_of<DisputeBody, E>();

constexpr Set unended{offered,    consent_pending, open,     evaluating,
                      positioned, resolving,       resolved, implementing};
constexpr Set any{offered,  consent_pending, open,   evaluating, positioned,   resolving,
                  resolved, implementing,    closed, declined,   discontinued, out_of_jurisdiction};

constexpr dossier::Transition<Dispute> table[] = {
    {"D1", of<DisputeReferred>, {}, offered, "refer", "ISO 10003 7.2", "", "the body and the complaint"},
    {"D2", of<Arranged>, unended, {}, "dispute arrange", "ISO 10003 7.2", "", "something that is arranged"},
    {"D3", of<Informed>, Set(offered, consent_pending), consent_pending, "dispute inform",
     "ISO 10003 7.2", "", "process, outcomes, cost, time and rights told"},
    {"D4", of<Consented>, Set(consent_pending), {}, "dispute consent", "ISO 10003 7.2", "",
     "a side that did not agree yet"},
    {"D5", of<Declined>, Set(offered, consent_pending), declined, "dispute decline", "ISO 10003 7.2",
     "", "who does not agree, and why"},
    {"D6", of<NoticeReceived>, Set(offered, consent_pending), open, "dispute notice", "ISO 10003 7.3",
     "", "both sides agreed, unless a court or regulator acts; reply date not before the notice"},
    {"D7", of<Evaluated>, Set(open), evaluating, "dispute evaluate", "ISO 10003 7.4.1", "",
     "merits 1 to 5, risk, whether a direct offer is better"},
    {"D8", of<Positioned>, Set(evaluating, positioned), positioned, "dispute position",
     "ISO 10003 7.4.2", "", "stance; what is offered; within somebody's authority"},
    {"D8a", of<Positioned>, Set(resolving), {}, "dispute position", "ISO 10003 7.4.2", "", "as D8"},
    {"D9", of<SessionHeld>, Set(positioned, resolving), resolving, "dispute session",
     "ISO 10003 7.5.1", "", "the method is known"},
    {"D10", of<Submitted>, Set(positioned, resolving), resolving, "dispute submit",
     "ISO 10003 7.5.2", "", "the method is known"},
    {"D11", of<Resolved>, Set(positioned, resolving), resolved, "dispute resolve", "ISO 10003 7.5",
     "", "a result that the method can have; whom a decision favours"},
    {"D12", of<RecommendationAnswered>, Set(resolved), {}, "dispute answer", "ISO 10003 7.5.4", "",
     "a recommendation; reasons when rejected; provider and other side told"},
    {"D13", of<MethodChanged>, Set(resolved), resolving, "dispute change-method", "ISO 10003 7.5",
     "", "no agreement, or a recommendation that was rejected"},
    {"D14", of<ReviewSought>, Set(resolved), {}, "dispute review", "ISO 10003 7.5.5", "",
     "a decision that is not under review"},
    {"D15", of<ReviewDecided>, Set(resolved), {}, "dispute review-result", "ISO 10003 7.5.5", "",
     "a review that was asked for", true},
    {"D16", of<ImplementationPlanned>, Set(resolved), implementing, "dispute implement",
     "ISO 10003 7.6", "", "a settlement, an accepted recommendation, or a decision that stands"},
    {"D17", of<ImplementationDone>, Set(implementing), {}, "dispute done", "ISO 10003 7.6", "",
     "an action that is not done, checked by another person"},
    {"D18", of<LegalReviewed>, unended, {}, "dispute legal-review", "ISO 10003 7.5", "", "text"},
    {"D19", of<DisputeEnded>, unended, closed, "dispute close", "ISO 10003 7.7", "",
     "the result; nothing left open"},
    {"D20", of<Discontinued>, unended, discontinued, "dispute discontinue", "ISO 10003 7.7", "",
     "reason"},
    {"D21", of<OutOfJurisdiction>, Set(offered, consent_pending, open, evaluating, positioned, resolving),
     out_of_jurisdiction, "dispute out-of-jurisdiction", "ISO 10003 7.7", "", "reason"},
    {"D22", of<DisputeNoted>, any, {}, "dispute note", "ISO 10003 7", "", "text"},
};

std::optional<Date> day_of(const DisputeJudgement& j) { return dossier::day_of(j.event.at, j.rules); }

// A court or an authority acts whether the sides agree or not.
bool needs_consent(const DisputeState& state) {
  return state.method != Method::litigation && state.initiator != Initiator::regulator;
}

void need_method(DisputeJudgement& j) {
  if (!j.state.method)
    j.refuse(tr("how the dispute is resolved is not said"),
             fmt::format("cmt dispute arrange {} --method M", j.state.id));
}

}  // namespace

std::span<const dossier::Transition<Dispute>> Dispute::transitions() { return table; }

std::optional<Date> legal_review_due(const DisputeState& state) {
  if (!is_open(state.status) || !state.litigation_since) return std::nullopt;
  const Date from = std::max(state.legal_reviewed_on.value_or(*state.litigation_since),
                             *state.litigation_since);
  return from + std::chrono::days{legal_review_days};
}

Diagnostics refusals_of_officer(const std::string& officer, const process::State& complaint) {
  Diagnostics out;
  if (std::find(complaint.deciders.begin(), complaint.deciders.end(), officer) ==
      complaint.deciders.end())
    return out;
  Diagnostic refused;
  refused.rule = "D2";
  refused.clause = "ISO 10003 7.2";
  refused.message = tr("'{}' decided complaint {} and cannot act in the dispute about it",
                       officer, complaint.id.text());
  refused.hint = tr("name another officer");
  out.push_back(std::move(refused));
  return out;
}

void begin(DisputeState& state, const DisputeHead& head) {
  state.complaint = head.complaint;
  state.body = head.body;
  state.consent_to_share = head.consent;
}

void guard(DisputeJudgement&, const DisputeReferred&) {}
void apply(DisputeState&, const DisputeEvent&, const DisputeReferred&, const process::Rules&) {}

void guard(DisputeJudgement& j, const Arranged& arranged) {
  if (!arranged.type && !arranged.initiator && !arranged.provider && !arranged.accredited &&
      !arranged.method && !arranged.fee_complainant && !arranged.fee_organization &&
      arranged.officer.empty() && arranged.confidentiality.empty())
    j.refuse(tr("nothing is arranged"), tr("cmt dispute arrange --help lists what can be"));
  // What was agreed on one method is not agreed for another; a result comes of the method it had.
  const bool late = j.state.status == resolved || j.state.status == implementing;
  if (late && arranged.method && arranged.method != j.state.method)
    j.refuse(tr("the method cannot change once there is a result"),
             fmt::format("cmt dispute change-method {}", j.state.id));
}
void apply(DisputeState& state, const DisputeEvent& event, const Arranged& arranged,
           const process::Rules& rules) {
  if (arranged.type) state.type = arranged.type;
  if (arranged.initiator) state.initiator = arranged.initiator;
  if (arranged.provider) state.provider = arranged.provider;
  if (arranged.method) state.method = arranged.method;
  if (!arranged.officer.empty()) state.officer = arranged.officer;
  if (arranged.method == Method::litigation && !state.litigation_since)
    state.litigation_since = dossier::day_of(event.at, rules);
}

void guard(DisputeJudgement&, const Informed&) {}
void apply(DisputeState&, const DisputeEvent&, const Informed&, const process::Rules&) {}

void guard(DisputeJudgement& j, const Consented& consented) {
  const bool has = consented.side == Side::complainant ? j.state.complainant_agrees
                                                       : j.state.organization_agrees;
  if (consented.side && has)
    j.refuse(tr("the {} agreed already", name_of(side_names, *consented.side)));
}
void apply(DisputeState& state, const DisputeEvent&, const Consented& consented,
           const process::Rules&) {
  if (consented.side == Side::complainant) state.complainant_agrees = true;
  if (consented.side == Side::organization) state.organization_agrees = true;
}

void guard(DisputeJudgement&, const Declined&) {}
void apply(DisputeState&, const DisputeEvent&, const Declined&, const process::Rules&) {}

void guard(DisputeJudgement& j, const NoticeReceived& notice) {
  if (needs_consent(j.state)) {
    if (!j.state.complainant_agrees)
      j.refuse(tr("the complainant did not agree to the process"),
               j.state.status == offered
                   ? tr("cmt dispute inform {}, then cmt dispute consent", j.state.id)
                   : tr("cmt dispute consent {} complainant", j.state.id));
    if (!j.state.organization_agrees)
      j.refuse(tr("the organization did not agree to the process"),
               tr("cmt dispute consent {} organization", j.state.id));
  }
  const auto day = day_of(j);
  if (notice.reply_by && day && *notice.reply_by < *day)
    j.refuse(tr("the reply was due on {}, before the notice came", text(*notice.reply_by)));
}
void apply(DisputeState& state, const DisputeEvent& event, const NoticeReceived& notice,
           const process::Rules& rules) {
  state.noticed_on = dossier::day_of(event.at, rules);
  state.reply_by = notice.reply_by;
}

void guard(DisputeJudgement& j, const Evaluated& evaluated) {
  if (evaluated.merits && (*evaluated.merits < 1 || *evaluated.merits > 5))
    j.refuse(tr("merits are {}, not 1 to 5", *evaluated.merits));
}
void apply(DisputeState&, const DisputeEvent&, const Evaluated&, const process::Rules&) {}

void guard(DisputeJudgement& j, const Positioned& position) {
  if (position.stance == Stance::offer && position.offer.empty())
    j.refuse(tr("what is offered is not said"), tr("give it with --offer"));
  if (j.rules.staff.empty() || position.authority.empty()) return;
  const auto* person = j.rules.person(position.authority);
  if (!person) {
    j.refuse(tr("'{}' is not on the staff list", position.authority));
  } else if (person->authority && position.amount &&
             (person->authority->currency() != position.amount->currency() ||
              person->authority->ten_thousandths() < position.amount->ten_thousandths())) {
    j.refuse(tr("{} is above the authority of '{}', {}", position.amount->text(),
                position.authority, person->authority->text()),
             tr("somebody with a higher limit binds the organization (5.4)"));
  }
}
void apply(DisputeState& state, const DisputeEvent&, const Positioned& position,
           const process::Rules&) {
  state.position = position;
}

void guard(DisputeJudgement& j, const SessionHeld&) { need_method(j); }
void apply(DisputeState&, const DisputeEvent&, const SessionHeld&, const process::Rules&) {}

void guard(DisputeJudgement& j, const Submitted&) { need_method(j); }
void apply(DisputeState&, const DisputeEvent&, const Submitted&, const process::Rules&) {}

void guard(DisputeJudgement& j, const Resolved& resolving_event) {
  need_method(j);
  const auto& result = resolving_event.result;
  if (!result) return;
  if (j.state.method && !fits(*j.state.method, *result))
    j.refuse(tr("the method `{}` cannot end in `{}`", name_of(method_names, *j.state.method),
                name_of(resolution_names, *result)),
             tr("cmt dispute arrange {} --method M, if another one was used", j.state.id));
  const bool judged = *result == Resolution::recommendation || *result == Resolution::decision;
  if (judged && j.state.status == positioned)
    j.refuse(tr("nothing was submitted or heard"),
             tr("cmt dispute submit {}, or cmt dispute session", j.state.id));
  if (judged && !resolving_event.in_favour_of)
    j.refuse(tr("whom the {} favours is not said", name_of(resolution_names, *result)),
             tr("give it with --in-favour-of"));
}
void apply(DisputeState& state, const DisputeEvent& event, const Resolved& result,
           const process::Rules& rules) {
  state.result = result;
  state.resolved_on = dossier::day_of(event.at, rules);
  state.complainant_accepts.reset();
  state.organization_accepts.reset();
  state.review_open = false;
}

void guard(DisputeJudgement& j, const RecommendationAnswered& answer) {
  if (!j.state.result || j.state.result->result != Resolution::recommendation) {
    j.refuse(tr("there is no recommendation to answer"));
    return;
  }
  const auto& before = answer.side == Side::complainant ? j.state.complainant_accepts
                                                        : j.state.organization_accepts;
  if (answer.side && before)
    j.refuse(tr("the {} answered already", name_of(side_names, *answer.side)));
  if (answer.side != Side::organization) return;
  if (answer.accepted == false && answer.reasons.empty())
    j.refuse(tr("a recommendation is rejected with reasons"), tr("give them with --reasons"));
  if (!answer.told_provider_on || !answer.told_other_on)
    j.refuse(tr("the body and the complainant are told the answer"),
             tr("say when with --told-provider-on and --told-other-on"));
}
void apply(DisputeState& state, const DisputeEvent&, const RecommendationAnswered& answer,
           const process::Rules&) {
  if (answer.side == Side::complainant) state.complainant_accepts = answer.accepted;
  if (answer.side == Side::organization) state.organization_accepts = answer.accepted;
}

void guard(DisputeJudgement& j, const MethodChanged& change) {
  const bool failed =
      j.state.result && (j.state.result->result == Resolution::no_agreement || j.state.is_rejected());
  if (!failed)
    j.refuse(tr("another method is tried after no agreement, or a recommendation that was rejected"));
  if (change.method && change.method == j.state.method)
    j.refuse(tr("the method is {} already", name_of(method_names, *change.method)));
}
void apply(DisputeState& state, const DisputeEvent& event, const MethodChanged& change,
           const process::Rules& rules) {
  state.method = change.method;
  state.result.reset();
  state.resolved_on.reset();
  state.complainant_accepts.reset();
  state.organization_accepts.reset();
  if (change.method == Method::litigation && !state.litigation_since)
    state.litigation_since = dossier::day_of(event.at, rules);
}

void guard(DisputeJudgement& j, const ReviewSought&) {
  if (!j.state.result || j.state.result->result != Resolution::decision)
    j.refuse(tr("only a decision is reviewed"));
  else if (j.state.review_open)
    j.refuse(tr("the decision is under review already"));
}
void apply(DisputeState& state, const DisputeEvent&, const ReviewSought&, const process::Rules&) {
  state.review_open = true;
}

void guard(DisputeJudgement& j, const ReviewDecided&) {
  if (!j.state.review_open) j.refuse(tr("no review was asked for"), "cmt dispute review");
}
void apply(DisputeState& state, const DisputeEvent&, const ReviewDecided& decided,
           const process::Rules&) {
  state.review_open = false;
  if (decided.stands != false) return;
  state.status = resolving;  // it is decided anew
  state.result.reset();
  state.resolved_on.reset();
}

void guard(DisputeJudgement& j, const ImplementationPlanned&) {
  if (!j.state.result || !j.state.result->result) return;
  switch (*j.state.result->result) {
    case Resolution::settlement:
      break;
    case Resolution::recommendation:
      if (j.state.complainant_accepts != true || j.state.organization_accepts != true)
        j.refuse(tr("the recommendation was not accepted by both sides"),
                 fmt::format("cmt dispute answer {}", j.state.id));
      break;
    case Resolution::decision:
      if (j.state.review_open) j.refuse(tr("the decision is under review"));
      break;
    case Resolution::no_agreement:
      j.refuse(tr("without an agreement there is nothing to carry out"));
      break;
  }
}
void apply(DisputeState& state, const DisputeEvent&, const ImplementationPlanned& planned,
           const process::Rules&) {
  state.actions.clear();
  for (const auto& action : planned.actions) state.actions.push_back({action, {}});
}

void guard(DisputeJudgement& j, const ImplementationDone& done) {
  if (!done.action) return;
  const auto number = static_cast<std::size_t>(*done.action);
  if (number < 1 || number > j.state.actions.size()) {
    j.refuse(tr("there is no action {}", number),
             tr("there are {}: cmt dispute show {}", j.state.actions.size(), j.state.id));
    return;
  }
  const auto& action = j.state.actions[number - 1];
  if (action.done) j.refuse(tr("action {} is done already", number));
  if (!done.checked_by.empty() && done.checked_by == action.plan.owner)
    j.refuse(tr("'{}' carries action {} out and cannot check it", done.checked_by, number),
             tr("another person does"));
}
void apply(DisputeState& state, const DisputeEvent& event, const ImplementationDone& done,
           const process::Rules&) {
  const auto number = static_cast<std::size_t>(done.action.value_or(0));
  if (number >= 1 && number <= state.actions.size()) state.actions[number - 1].done = event.at;
}

void guard(DisputeJudgement&, const LegalReviewed&) {}
void apply(DisputeState& state, const DisputeEvent& event, const LegalReviewed&,
           const process::Rules& rules) {
  state.legal_reviewed_on = dossier::day_of(event.at, rules);
}

void guard(DisputeJudgement& j, const DisputeEnded& ending) {
  if (ending.result.empty()) j.refuse(tr("how the dispute ended is missing"), tr("give it with --result"));
  for (std::size_t i = 0; i < j.state.actions.size(); ++i)
    if (!j.state.actions[i].done)
      j.refuse(tr("action {} is not done", i + 1),
               tr("cmt dispute done {} {} --checked-by WHO", j.state.id, i + 1));
  if (j.state.review_open) j.refuse(tr("the decision is under review"));
  if (j.state.result && j.state.result->result == Resolution::recommendation &&
      !j.state.organization_accepts)
    j.refuse(tr("the organization did not answer the recommendation"),
             tr("cmt dispute answer {} organization", j.state.id));
  // The short way goes from the referral straight to the end; a dispute whose way is recorded has a
  // result before it is closed.
  if (j.full() && j.state.status != offered && j.state.status < resolved)
    j.refuse(tr("nothing was resolved: it is `{}`",
                name_of(dispute_status_names, j.state.status)),
             tr("cmt dispute resolve {}, or cmt dispute discontinue", j.state.id));
}
void apply(DisputeState&, const DisputeEvent&, const DisputeEnded&, const process::Rules&) {}

void guard(DisputeJudgement&, const Discontinued&) {}
void apply(DisputeState&, const DisputeEvent&, const Discontinued&, const process::Rules&) {}

void guard(DisputeJudgement&, const OutOfJurisdiction&) {}
void apply(DisputeState&, const DisputeEvent&, const OutOfJurisdiction&, const process::Rules&) {}

void guard(DisputeJudgement&, const DisputeNoted&) {}
void apply(DisputeState&, const DisputeEvent&, const DisputeNoted&, const process::Rules&) {}

}  // namespace cmt::dispute

template struct cmt::dossier::Steps<cmt::dispute::Dispute>;
