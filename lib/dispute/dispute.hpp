// ISO 10003:2018: a dispute, a complaint that goes to somebody outside, from the referral to the end.
//
// The record begins with `cmt refer`. The short way is `referred` and `closed`; the whole way tells
// the complainant about the process before they agree, and keeps the notice, the position, what was
// exchanged, the result, and how it was carried out. The complaint stays `referred` meanwhile.
#pragma once
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "dossier/dossier.hpp"
#include "process/complaint.hpp"

namespace cmt::dispute {

using process::may;
using process::must;
using process::Text;

enum class DisputeStatus {
  offered,
  consent_pending,
  open,
  evaluating,
  positioned,
  resolving,
  resolved,
  implementing,
  closed,
  declined,
  discontinued,
  out_of_jurisdiction,
};
inline constexpr auto dispute_status_names =
    names<DisputeStatus>({{DisputeStatus::offered, "offered"},
                          {DisputeStatus::consent_pending, "consent-pending"},
                          {DisputeStatus::open, "open"},
                          {DisputeStatus::evaluating, "evaluating"},
                          {DisputeStatus::positioned, "positioned"},
                          {DisputeStatus::resolving, "resolving"},
                          {DisputeStatus::resolved, "resolved"},
                          {DisputeStatus::implementing, "implementing"},
                          {DisputeStatus::closed, "closed"},
                          {DisputeStatus::declined, "declined"},
                          {DisputeStatus::discontinued, "discontinued"},
                          {DisputeStatus::out_of_jurisdiction, "out-of-jurisdiction"}});
constexpr bool is_open(DisputeStatus status) { return status < DisputeStatus::closed; }

enum class DisputeType { legal, non_legal };
inline constexpr auto dispute_type_names =
    names<DisputeType>({{DisputeType::legal, "legal"}, {DisputeType::non_legal, "non-legal"}});

enum class Initiator { complainant, organization, regulator };
inline constexpr auto initiator_names = names<Initiator>({{Initiator::complainant, "complainant"},
                                                          {Initiator::organization, "organization"},
                                                          {Initiator::regulator, "regulator"}});

enum class ProviderKind { adr, ombudsman, arbitration, regulator, court, mediator };
inline constexpr auto provider_kind_names =
    names<ProviderKind>({{ProviderKind::adr, "adr"},
                         {ProviderKind::ombudsman, "ombudsman"},
                         {ProviderKind::arbitration, "arbitration"},
                         {ProviderKind::regulator, "regulator"},
                         {ProviderKind::court, "court"},
                         {ProviderKind::mediator, "mediator"}});

enum class Method { facilitative, advisory, determinative, hybrid, litigation };
inline constexpr auto method_names = names<Method>({{Method::facilitative, "facilitative"},
                                                    {Method::advisory, "advisory"},
                                                    {Method::determinative, "determinative"},
                                                    {Method::hybrid, "hybrid"},
                                                    {Method::litigation, "litigation"}});

enum class Side { complainant, organization };
inline constexpr auto side_names =
    names<Side>({{Side::complainant, "complainant"}, {Side::organization, "organization"}});

enum class Stance { accept, offer, contest };
inline constexpr auto stance_names = names<Stance>(
    {{Stance::accept, "accept"}, {Stance::offer, "offer"}, {Stance::contest, "contest"}});

enum class Resolution { settlement, recommendation, decision, no_agreement };
inline constexpr auto resolution_names =
    names<Resolution>({{Resolution::settlement, "settlement"},
                       {Resolution::recommendation, "recommendation"},
                       {Resolution::decision, "decision"},
                       {Resolution::no_agreement, "no-agreement"}});

enum class Favour { complainant, organization, both, neither };
inline constexpr auto favour_names = names<Favour>({{Favour::complainant, "complainant"},
                                                    {Favour::organization, "organization"},
                                                    {Favour::both, "both"},
                                                    {Favour::neither, "neither"}});

constexpr const auto& names_for(DisputeType) { return dispute_type_names; }
constexpr const auto& names_for(Initiator) { return initiator_names; }
constexpr const auto& names_for(ProviderKind) { return provider_kind_names; }
constexpr const auto& names_for(Method) { return method_names; }
constexpr const auto& names_for(Side) { return side_names; }
constexpr const auto& names_for(Stance) { return stance_names; }
constexpr const auto& names_for(Resolution) { return resolution_names; }
constexpr const auto& names_for(Favour) { return favour_names; }

// The results that a method can have: mediation ends in a settlement or in none, an adviser
// recommends, an arbiter decides; what parties agree on is always possible.
constexpr bool fits(Method method, Resolution result) {
  switch (method) {
    case Method::facilitative:
      return result == Resolution::settlement || result == Resolution::no_agreement;
    case Method::advisory:
      return result != Resolution::decision;
    case Method::determinative:
    case Method::litigation:
      return result == Resolution::decision || result == Resolution::settlement;
    case Method::hybrid:
      break;
  }
  return true;
}

// ---- the record ---------------------------------------------------------------------------------

struct DisputeHead {
  std::string complaint, body;
  std::optional<bool> consent;
};
template <class V>
void describe(V& v, DisputeHead& e) {
  v(must("complaint", "the complaint it came from", "@complaint"), e.complaint);
  v(must("body", "the outside body"), e.body);
  v(may("consent", "whether the complainant agrees to share the data"), e.consent);
}

struct DisputeReferred {};
template <class V>
void describe(V&, DisputeReferred&) {}

// Who deals with it and how; given with the referral or later, and anew when it changes.
struct Arranged {
  std::optional<DisputeType> type;
  std::optional<Initiator> initiator;
  std::optional<ProviderKind> provider;
  std::optional<bool> accredited;
  std::optional<Method> method;
  std::optional<Money> fee_complainant, fee_organization;
  std::string officer;
  Text confidentiality;
};
template <class V>
void describe(V& v, Arranged& e) {
  v(may("type", "whether it is about rights that a court could decide"), e.type);
  v(may("initiator", "who took it outside"), e.initiator);
  v(may("provider", "what kind of body it is"), e.provider);
  v(may("accredited", "whether the body is accredited for such disputes"), e.accredited);
  v(may("method", "how it is resolved"), e.method);
  v(may("fee_complainant", "what the complainant pays for it"), e.fee_complainant);
  v(may("fee_organization", "what the organization pays for it"), e.fee_organization);
  v(may("officer", "who acts for the organization; nobody who decided the complaint"), e.officer);
  v(may("confidentiality", "what may be used again, and by whom"), e.confidentiality);
}

// What the complainant was told before they agreed.
struct Informed {
  Text process, outcomes, cost, time, rights;
};
template <class V>
void describe(V& v, Informed& e) {
  v(must("process", "how the process goes"), e.process);
  v(must("outcomes", "how it can end, and whom that binds"), e.outcomes);
  v(must("cost", "what it costs them"), e.cost);
  v(must("time", "how long it takes, and the limits that they must keep"), e.time);
  v(must("rights", "what else they can do, and what they give up"), e.rights);
}

struct Consented {
  std::optional<Side> side;
  std::string evidence;
};
template <class V>
void describe(V& v, Consented& e) {
  v(must("side", "who agrees to the process"), e.side);
  v(may("evidence", "what shows it"), e.evidence);
}

struct Declined {
  std::optional<Side> side;
  Text reason;
};
template <class V>
void describe(V& v, Declined& e) {
  v(must("side", "who does not agree to the process"), e.side);
  v(must("reason", "why, or `not given`"), e.reason);
}

struct NoticeReceived {
  Text claim;
  std::optional<Money> amount;
  std::optional<Date> reply_by, acknowledged_on;
};
template <class V>
void describe(V& v, NoticeReceived& e) {
  v(must("claim", "what is claimed"), e.claim);
  v(may("amount", "how much is claimed"), e.amount);
  v(must("reply_by", "until when the body awaits the position"), e.reply_by);
  v(may("acknowledged_on", "when the notice was acknowledged to the body"), e.acknowledged_on);
}

struct Evaluated {
  std::optional<int> merits;
  Text risk;
  std::string legal_opinion;
  std::optional<bool> direct_offer;
};
template <class V>
void describe(V& v, Evaluated& e) {
  v(must("merits", "strength of the claim, 1 weak to 5 strong"), e.merits);
  v(must("risk", "what it may cost: money, precedent, reputation"), e.risk);
  v(may("legal_opinion", "where the opinion of a lawyer is kept"), e.legal_opinion);
  v(must("direct_offer", "whether an offer to the complainant would be better"), e.direct_offer);
}

struct Positioned {
  std::optional<Stance> stance;
  Text offer;
  std::optional<Money> amount;
  std::string authority;
};
template <class V>
void describe(V& v, Positioned& e) {
  v(must("stance", "accept the claim, offer something, or contest it"), e.stance);
  v(may("offer", "what is offered, or the reasons for contesting"), e.offer);
  v(may("amount", "its amount"), e.amount);
  v(must("authority", "who may bind the organization to it"), e.authority);
}

struct SessionHeld {
  std::string kind;
  std::vector<std::string> present;
  Text summary;
};
template <class V>
void describe(V& v, SessionHeld& e) {
  v(must("kind", "mediation, hearing, call"), e.kind);
  v(may("present", "who took part"), e.present);
  v(must("summary", "what came of it"), e.summary);
}

struct Submitted {
  std::optional<Side> side;
  Text document;
};
template <class V>
void describe(V& v, Submitted& e) {
  v(must("side", "who submitted it"), e.side);
  v(must("document", "what it is and where it is kept"), e.document);
}

struct Resolved {
  std::optional<Resolution> result;
  Text text;
  std::optional<Favour> in_favour_of;
  std::optional<Money> amount;
};
template <class V>
void describe(V& v, Resolved& e) {
  v(must("result", "how it ended"), e.result);
  v(must("text", "its terms"), e.text);
  v(may("in_favour_of", "whom a recommendation or decision favours"), e.in_favour_of);
  v(may("amount", "what it awards"), e.amount);
}

struct RecommendationAnswered {
  std::optional<Side> side;
  std::optional<bool> accepted;
  Text reasons;
  std::optional<Date> told_provider_on, told_other_on;
};
template <class V>
void describe(V& v, RecommendationAnswered& e) {
  v(must("side", "who answers the recommendation"), e.side);
  v(must("accepted", "whether they accept it"), e.accepted);
  v(may("reasons", "why not"), e.reasons);
  v(may("told_provider_on", "when the body was told"), e.told_provider_on);
  v(may("told_other_on", "when the other side was told"), e.told_other_on);
}

struct MethodChanged {
  std::optional<Method> method;
  Text reason;
};
template <class V>
void describe(V& v, MethodChanged& e) {
  v(must("method", "the next method to try"), e.method);
  v(must("reason", "why"), e.reason);
}

struct ReviewSought {
  std::optional<Side> side;
  Text ground;
};
template <class V>
void describe(V& v, ReviewSought& e) {
  v(must("side", "who asks that the decision be reviewed"), e.side);
  v(must("ground", "which principle or procedure was not followed"), e.ground);
}

struct ReviewDecided {
  std::optional<bool> stands;
  Text text;
};
template <class V>
void describe(V& v, ReviewDecided& e) {
  v(must("stands", "whether the decision stands; if not, it is decided anew"), e.stands);
  v(must("text", "the result of the review"), e.text);
}

struct DisputeAction {
  Text action;
  std::string owner;
  std::optional<Date> due;
};
template <class V>
void describe(V& v, DisputeAction& e) {
  v(must("action", "what is to be done"), e.action);
  v(must("owner", "who does it"), e.owner);
  v(must("due", "until when"), e.due);
}

struct ImplementationPlanned {
  std::vector<DisputeAction> actions;
};
template <class V>
void describe(V& v, ImplementationPlanned& e) {
  v(must("actions", "what carries the result out"), e.actions);
}

struct ImplementationDone {
  std::optional<int> action;
  std::string checked_by;
};
template <class V>
void describe(V& v, ImplementationDone& e) {
  v(must("action", "number of the action, from 1"), e.action);
  v(must("checked_by", "who checked that it is done; not who does it"), e.checked_by);
}

struct LegalReviewed {
  Text text;
};
template <class V>
void describe(V& v, LegalReviewed& e) {
  v(must("text", "how it stands, and whether to go on"), e.text);
}

struct DisputeEnded {
  std::optional<bool> action_needed;
  Text result, lessons;
  std::optional<Money> fee, legal, award;
  std::vector<std::string> actions;
};
template <class V>
void describe(V& v, DisputeEnded& e) {
  v(may("action_needed", "whether the result must be carried out"), e.action_needed);
  v(may("result", "how the dispute ended"), e.result);
  v(may("lessons", "what was learned"), e.lessons);
  v(may("fee", "fees paid"), e.fee);
  v(may("legal", "cost of lawyers"), e.legal);
  v(may("award", "what was paid to the complainant"), e.award);
  v(may("actions", "actions that follow from it", "@action"), e.actions);
}

struct Discontinued {
  Text reason;
};
template <class V>
void describe(V& v, Discontinued& e) {
  v(must("reason", "why it goes no further"), e.reason);
}

struct OutOfJurisdiction {
  Text reason;
};
template <class V>
void describe(V& v, OutOfJurisdiction& e) {
  v(must("reason", "why the body does not deal with it"), e.reason);
}

struct DisputeNoted {
  Text text;
};
template <class V>
void describe(V& v, DisputeNoted& e) {
  v(must("text", "the note"), e.text);
}

using DisputeBody =
    std::variant<DisputeReferred, Arranged, Informed, Consented, Declined, NoticeReceived, Evaluated,
                 Positioned, SessionHeld, Submitted, Resolved, RecommendationAnswered, MethodChanged,
                 ReviewSought, ReviewDecided, ImplementationPlanned, ImplementationDone, LegalReviewed,
                 DisputeEnded, Discontinued, OutOfJurisdiction, DisputeNoted>;

struct ActionState {
  DisputeAction plan;
  std::optional<When> done;
};

struct DisputeState : dossier::Progress {
  DisputeStatus status = DisputeStatus::offered;
  std::string complaint, body, officer;
  std::optional<bool> consent_to_share;
  std::optional<DisputeType> type;
  std::optional<Initiator> initiator;
  std::optional<ProviderKind> provider;
  std::optional<Method> method;
  bool complainant_agrees = false, organization_agrees = false;
  std::optional<Date> noticed_on, reply_by, litigation_since, legal_reviewed_on;
  std::optional<Positioned> position;
  std::optional<Resolved> result;
  std::optional<Date> resolved_on;
  std::optional<bool> complainant_accepts, organization_accepts;  // a recommendation
  bool review_open = false;
  std::vector<ActionState> actions;

  bool is_rejected() const {
    return complainant_accepts == false || organization_accepts == false;
  }
};

struct Dispute {
  static constexpr std::string_view name = "dispute", folder = "disputes",
                                    title = "A dispute that went outside", clause = "ISO 10003 7";
  static constexpr char letter = 'D';
  using Head = DisputeHead;
  using Body = DisputeBody;
  using Status = DisputeStatus;
  using State = DisputeState;
  static constexpr std::string_view event_names[] = {
      "referred",          "arranged",        "informed",
      "consented",         "declined",        "notice-received",
      "evaluated",         "positioned",      "session-held",
      "submitted",         "resolved",        "recommendation-answered",
      "method-changed",    "review-sought",   "review-decided",
      "implementation-planned", "implementation-done", "legal-reviewed",
      "closed",            "discontinued",    "out-of-jurisdiction",
      "noted"};
  static constexpr const auto& status_names() { return dispute_status_names; }
  static std::span<const dossier::Transition<Dispute>> transitions();
};
static_assert(std::size(Dispute::event_names) == std::variant_size_v<DisputeBody>);

// In court, how it stands is reviewed at least so often.
inline constexpr int legal_review_days = 90;
// When the next legal review is due; nothing for a dispute that is over or not in court.
std::optional<Date> legal_review_due(const DisputeState& state);

// Why the officer of a dispute cannot be who they are: they decided the complaint. The command that
// names an officer and `cmt check` ask the same.
Diagnostics refusals_of_officer(const std::string& officer, const process::State& complaint);

using DisputeEvent = dossier::Event<Dispute>;
using DisputeJudgement = dossier::Judgement<Dispute>;

void begin(DisputeState& state, const DisputeHead& head);

void guard(DisputeJudgement& j, const DisputeReferred&);
void guard(DisputeJudgement& j, const Arranged&);
void guard(DisputeJudgement& j, const Informed&);
void guard(DisputeJudgement& j, const Consented&);
void guard(DisputeJudgement& j, const Declined&);
void guard(DisputeJudgement& j, const NoticeReceived&);
void guard(DisputeJudgement& j, const Evaluated&);
void guard(DisputeJudgement& j, const Positioned&);
void guard(DisputeJudgement& j, const SessionHeld&);
void guard(DisputeJudgement& j, const Submitted&);
void guard(DisputeJudgement& j, const Resolved&);
void guard(DisputeJudgement& j, const RecommendationAnswered&);
void guard(DisputeJudgement& j, const MethodChanged&);
void guard(DisputeJudgement& j, const ReviewSought&);
void guard(DisputeJudgement& j, const ReviewDecided&);
void guard(DisputeJudgement& j, const ImplementationPlanned&);
void guard(DisputeJudgement& j, const ImplementationDone&);
void guard(DisputeJudgement& j, const LegalReviewed&);
void guard(DisputeJudgement& j, const DisputeEnded&);
void guard(DisputeJudgement& j, const Discontinued&);
void guard(DisputeJudgement& j, const OutOfJurisdiction&);
void guard(DisputeJudgement& j, const DisputeNoted&);

void apply(DisputeState&, const DisputeEvent&, const DisputeReferred&, const process::Rules&);
void apply(DisputeState&, const DisputeEvent&, const Arranged&, const process::Rules&);
void apply(DisputeState&, const DisputeEvent&, const Informed&, const process::Rules&);
void apply(DisputeState&, const DisputeEvent&, const Consented&, const process::Rules&);
void apply(DisputeState&, const DisputeEvent&, const Declined&, const process::Rules&);
void apply(DisputeState&, const DisputeEvent&, const NoticeReceived&, const process::Rules&);
void apply(DisputeState&, const DisputeEvent&, const Evaluated&, const process::Rules&);
void apply(DisputeState&, const DisputeEvent&, const Positioned&, const process::Rules&);
void apply(DisputeState&, const DisputeEvent&, const SessionHeld&, const process::Rules&);
void apply(DisputeState&, const DisputeEvent&, const Submitted&, const process::Rules&);
void apply(DisputeState&, const DisputeEvent&, const Resolved&, const process::Rules&);
void apply(DisputeState&, const DisputeEvent&, const RecommendationAnswered&, const process::Rules&);
void apply(DisputeState&, const DisputeEvent&, const MethodChanged&, const process::Rules&);
void apply(DisputeState&, const DisputeEvent&, const ReviewSought&, const process::Rules&);
void apply(DisputeState&, const DisputeEvent&, const ReviewDecided&, const process::Rules&);
void apply(DisputeState&, const DisputeEvent&, const ImplementationPlanned&, const process::Rules&);
void apply(DisputeState&, const DisputeEvent&, const ImplementationDone&, const process::Rules&);
void apply(DisputeState&, const DisputeEvent&, const LegalReviewed&, const process::Rules&);
void apply(DisputeState&, const DisputeEvent&, const DisputeEnded&, const process::Rules&);
void apply(DisputeState&, const DisputeEvent&, const Discontinued&, const process::Rules&);
void apply(DisputeState&, const DisputeEvent&, const OutOfJurisdiction&, const process::Rules&);
void apply(DisputeState&, const DisputeEvent&, const DisputeNoted&, const process::Rules&);

}  // namespace cmt::dispute
