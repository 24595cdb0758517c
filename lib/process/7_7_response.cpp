#include "process/7_7_response.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <limits>

namespace cmt::process {
namespace {

void guard_remedies(Judgement& j, const std::vector<Remedy>& remedies) {
  for (const auto& remedy : remedies) {
    const ListValue* kind = j.rules.lists["remedies"].find(remedy.code);
    if (kind && kind->requires_field == "amount" && !remedy.amount)
      j.refuse(tr("remedy {} states an amount", remedy.code),
               tr("write it as --remedy '{}:120.00 EUR'", remedy.code));
    if (kind && kind->requires_field == "text" && remedy.text.empty())
      j.refuse(tr("remedy {} is named in words", remedy.code),
               tr("give them with --remedy-text"));
  }
}

// ISO 10001:2018: every promise said to be broken has a finding before the response is proposed; a
// broken one is a complaint that is right, and brings the remedy that was promised with it.
void guard_promises(Judgement& j, const ResponseProposed& proposed) {
  for (const auto& id : j.state.promises)
    if (std::none_of(proposed.promises.begin(), proposed.promises.end(),
                     [&](const PromiseFinding& one) { return one.promise == id; }))
      j.refuse(tr("nothing was found on promise {}", id),
               tr("give it with --promise {}=broken, kept, limitation-applies or "
                  "not-determined",
                  id));
  for (const auto& finding : proposed.promises) {
    const std::string& id = finding.promise;
    if (std::find(j.state.promises.begin(), j.state.promises.end(), id) == j.state.promises.end())
      j.refuse(tr("promise {} was not named at the assessment", id),
               tr("cmt assess {} --reason new-facts --promise {}", j.state.id.text(), id));
    if (finding.result == PromiseResult::broken) {
      if (proposed.outcome && !is_upheld(*proposed.outcome))
        j.refuse(tr("promise {} was broken, so the outcome is not {}", id,
                    name_of(outcome_names, *proposed.outcome)),
                 tr("upheld or partly-upheld"));
      else if (!proposed.points.empty() &&
               std::none_of(proposed.points.begin(), proposed.points.end(), [](const Point& point) {
                 return point.outcome && is_upheld(*point.outcome);
               }))
        j.refuse(tr("promise {} was broken, yet no point is upheld", id),
                 tr("the point about it is upheld or partly-upheld"));
      const Promise* promise = j.rules.promise(id);
      const bool is_offered =
          !promise || promise->remedies.empty() ||
          std::any_of(proposed.remedies.begin(), proposed.remedies.end(), [&](const Remedy& one) {
            return std::find(promise->remedies.begin(), promise->remedies.end(), one.code) !=
                   promise->remedies.end();
          });
      if (!is_offered && finding.no_remedy_reason.empty())
        j.refuse(tr("promise {} was broken, and its remedy {} is not offered", id,
                    promise->remedies.front()),
                 tr("offer it with --remedy, or say why not with --no-promise-remedy REASON"));
    }
    if (finding.result == PromiseResult::limitation_applies &&
        (finding.limitation.empty() || !finding.told.value_or(false)))
      j.refuse(tr("the limitation of promise {} is not quoted, or the customer had not "
                  "been told of it",
                  id),
               tr("quote it with --limitation, and say that they knew with --limitation-told"));
  }
}

// The sum, or the largest number there is: a sum too large is above every limit of authority.
std::int64_t add(std::int64_t a, std::int64_t b) {
  constexpr auto most = std::numeric_limits<std::int64_t>::max();
  return a > most - b ? most : a + b;
}

}  // namespace

std::vector<Money> total_of(const std::vector<RemedyState>& remedies) {
  std::vector<std::pair<std::string, std::int64_t>> sums;
  for (const RemedyState& one : remedies) {
    const auto& amount = one.remedy.amount;
    if (!amount) continue;
    const auto same = std::find_if(
        sums.begin(), sums.end(), [&](const auto& sum) { return sum.first == amount->currency(); });
    if (same == sums.end())
      sums.emplace_back(amount->currency(), amount->ten_thousandths());
    else
      same->second = add(same->second, amount->ten_thousandths());
  }
  std::vector<Money> out;
  for (const auto& [currency, sum] : sums) out.push_back(Money::of(sum, currency));
  return out;
}

void guard(Judgement& j, const ResponseProposed& proposed) {
  if (proposed.outcome && !is_finding(*proposed.outcome))
    j.refuse(tr("'{}' is not a finding", name_of(outcome_names, *proposed.outcome)),
             tr("one of: upheld, partly-upheld, not-upheld, no-finding"));
  guard_remedies(j, proposed.remedies);
  guard_promises(j, proposed);
  for (const auto& point : proposed.points)
    if (point.answer.empty() || !point.outcome)
      j.refuse(tr("a point that was raised has no answer or no outcome"),
               tr("every point is answered (7.7): give it with --point"));
  if (!j.full()) return;
  if (j.state.status == Status::assessed) {  // T6: a simple case is answered without investigation
    if (j.state.complexity != Complexity::simple)
      j.refuse(tr("only a simple complaint is answered without an investigation"),
               fmt::format("cmt investigate {}", j.state.id.text()));
    j.need(proposed.no_investigation_reason, msgid("the reason why there is no investigation"),
           "--no-investigation REASON");
    j.need(proposed.no_investigation_by, msgid("who decided that there is no investigation"),
           "--no-investigation-by WHO");
  } else {  // T9
    j.need(proposed.findings, msgid("the findings"), "--findings");
    if (proposed.evidence.empty())
      j.need(proposed.no_evidence_reason, msgid("the evidence"), msgid("--evidence, or --no-evidence REASON"));
  }
  j.need(proposed.reasons, msgid("an explanation for the complainant"), "--reasons");
  if (proposed.remedies.empty())
    j.need(proposed.no_remedy_reason, msgid("a remedy"), msgid("--remedy, or --no-remedy REASON"));
}

void apply(State& state, const Event&, const ResponseProposed& proposed, const Rules&) {
  auto& cycle = state.cycles.back();
  cycle.outcome = proposed.outcome;
  cycle.remedies = proposed.remedies;
  state.remedies.clear();
  state.promise_findings = proposed.promises;
  for (const auto& remedy : proposed.remedies) state.remedies.push_back({remedy, {}, {}, {}});
  if (proposed.cause) state.causes = proposed.cause->codes;
}

void guard(Judgement& j, const Decided&) {
  const std::string& approver = j.event.by;
  const StaffMember* person = j.rules.person(approver);
  const StaffMember* investigator = j.rules.person(j.state.investigator);
  const auto above = [&](const StaffMember* member) {
    if (!member || !member->authority) return false;
    for (const auto& sum : total_of(j.state.remedies))
      if (sum.currency() != member->authority->currency() ||
          sum.ten_thousandths() > member->authority->ten_thousandths())
        return true;
    return false;
  };
  if (above(person))
    j.refuse(tr("the remedies are above the authority of '{}', {}", approver,
                person->authority->text()),
             tr("somebody with a higher limit approves (5.4)"));
  if (!j.full()) return;
  if (approver == j.state.investigator &&
      (j.state.severity.value_or(1) >= 3 || above(investigator)))
    j.refuse(tr("'{}' investigated and cannot approve a case of severity {}", approver,
                j.state.severity.value_or(1)),
             tr("another person approves: cmt approve --by WHO"));
}

void apply(State& state, const Event& event, const Decided&, const Rules&) {
  state.approver = event.by;
  state.deciders.push_back(event.by);
  state.cycles.back().decided = event.at;
}

void guard(Judgement&, const Returned&) {}
void apply(State&, const Event&, const Returned&, const Rules&) {}

}  // namespace cmt::process
