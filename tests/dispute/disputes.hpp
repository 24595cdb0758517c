// Disputes built in memory; every event is complete.
#pragma once
#include "dispute/dispute.hpp"
#include "support/dossier_cases.hpp"

namespace cmt::test {

using namespace cmt::dispute;
using Quarrel = dossier::Dossier<Dispute>;
using Disputes = dossier::Steps<Dispute>;

inline dossier::Event<Dispute> dispute_event(std::string_view at, DisputeBody body,
                                             std::string by = "sara") {
  return dossier_event<Dispute>(at, std::move(body), std::move(by));
}

inline Arranged arranged(Method method = Method::hybrid) {
  Arranged out;
  out.type = DisputeType::non_legal;
  out.initiator = Initiator::complainant;
  out.provider = ProviderKind::ombudsman;
  out.method = method;
  out.officer = "leila";
  return out;
}
inline Informed informed() {
  return {{"In writing"}, {"A recommendation"}, {"Nothing"}, {"90 days"}, {"A court stays open"}};
}
inline NoticeReceived notice() {
  NoticeReceived out;
  out.claim = {"The whole price"};
  out.reply_by = day("2027-01-31");
  return out;
}
inline Evaluated evaluated() { return {4, {"Precedent"}, {}, true}; }
inline Positioned position(Stance stance = Stance::offer) { return {stance, {"Half"}, {}, "sara"}; }
inline SessionHeld session_held() { return {"mediation", {"both"}, {"Close"}}; }
inline Submitted submitted() { return {Side::organization, {"Statement"}}; }
inline Resolved result(Resolution kind = Resolution::settlement) {
  return {kind, {"Pay half"}, Favour::complainant, {}};
}
inline RecommendationAnswered answer(Side side, bool accepted = true) {
  return {side, accepted, {accepted ? "" : "Too much"}, day("2026-07-01"), day("2026-07-01")};
}
inline ImplementationPlanned implementation() { return {{{{"Pay"}, "omid", day("2026-08-01")}}}; }
inline ImplementationDone implementation_done(int number = 1) { return {number, "sara"}; }
inline DisputeEnded ended() {
  DisputeEnded out;
  out.action_needed = false;
  out.result = {"Paid"};
  return out;
}

inline Quarrel after_events(const std::vector<DisputeBody>& bodies, const Rules& rules) {
  std::vector<dossier::Event<Dispute>> events{dispute_event("2026-05-01", DisputeReferred{})};
  for (const auto& body : bodies) events.push_back(dispute_event("2026-06-01", body));
  return after<Dispute>({dispute_id(), {complaint_id, "Ombudsman", true}, {}}, events, rules);
}

// The way of a dispute as far as the result; `method` and what is resolved vary.
inline std::vector<DisputeBody> way_to_result(Resolution kind = Resolution::settlement,
                                              Method method = Method::hybrid) {
  return {arranged(method), informed(), Consented{Side::complainant, {}}, Consented{Side::organization, {}},
          notice(), evaluated(), position(), session_held(), result(kind)};
}

inline Quarrel dispute_that_is(DisputeStatus status) {
  using enum DisputeStatus;
  const Rules rules = rules_of(Process::full);
  std::vector<DisputeBody> bodies;
  auto way = way_to_result();
  const auto first = [&](std::size_t count) {
    bodies.assign(way.begin(), way.begin() + static_cast<std::ptrdiff_t>(count));
  };
  switch (status) {
    case offered: break;
    case consent_pending: first(2); break;
    case open: first(5); break;
    case evaluating: first(6); break;
    case positioned: first(7); break;
    case resolving: first(8); break;
    case resolved: first(9); break;
    case implementing: first(9), bodies.push_back(implementation()); break;
    case closed:
      first(9), bodies.push_back(implementation()), bodies.push_back(implementation_done()),
          bodies.push_back(ended());
      break;
    case declined: bodies = {Declined{Side::complainant, {"not given"}}}; break;
    case discontinued: bodies = {Discontinued{{"Settled"}}}; break;
    case out_of_jurisdiction: bodies = {OutOfJurisdiction{{"A business"}}}; break;
  }
  return after_events(bodies, rules);
}

}  // namespace cmt::test
