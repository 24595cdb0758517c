// ISO 10003:2018: the way of a dispute, step by step.
#include "dispute/dispute.hpp"

#include "dispute/disputes.hpp"

using namespace cmt;
using namespace cmt::test;

namespace {

const Rules rules = rules_of(Process::full);

Messages refusal(const Quarrel& dispute, DisputeBody body, std::string_view at = "2026-07-01",
                 const Rules& given = rules) {
  return refused<Dispute>(dispute, dispute_event(at, std::move(body)), given);
}
Messages refusal(DisputeStatus status, DisputeBody body, std::string_view at = "2026-07-01") {
  return refusal(dispute_that_is(status), std::move(body), at);
}
DisputeState state_after(const Quarrel& dispute, const std::vector<DisputeBody>& bodies) {
  std::vector<dossier::Event<Dispute>> events;
  for (const auto& body : bodies) events.push_back(dispute_event("2026-07-01", body));
  return Disputes::replay(after<Dispute>(dispute, events, rules), rules);
}
Quarrel resolved_as(Resolution kind) { return after_events(way_to_result(kind), rules); }

std::set<std::string> with(std::set<std::string> more) {
  more.insert({"arranged", "legal-reviewed", "closed", "discontinued", "noted"});
  return more;
}

}  // namespace

TEST_CASE("ISO 10003 from every status of a dispute exactly the steps of the table are possible") {
  using enum DisputeStatus;
  const auto on = [](DisputeBody body) { return dispute_event("2026-07-01", std::move(body)); };
  check_table<Dispute>(
      {{offered, with({"informed", "declined", "notice-received", "out-of-jurisdiction"})},
       {consent_pending,
        with({"informed", "consented", "declined", "notice-received", "out-of-jurisdiction"})},
       {open, with({"evaluated", "out-of-jurisdiction"})},
       {evaluating, with({"positioned", "out-of-jurisdiction"})},
       {positioned, with({"positioned", "session-held", "submitted", "resolved", "out-of-jurisdiction"})},
       {resolving, with({"positioned", "session-held", "submitted", "resolved", "out-of-jurisdiction"})},
       {DisputeStatus::resolved,
        with({"recommendation-answered", "method-changed", "review-sought", "review-decided",
              "implementation-planned"})},
       {implementing, with({"implementation-done"})},
       {closed, {"noted"}},
       {declined, {"noted"}},
       {discontinued, {"noted"}},
       {out_of_jurisdiction, {"noted"}}},
      dispute_that_is,
      {on(DisputeReferred{}), on(arranged()), on(informed()), on(Consented{Side::complainant, {}}),
       on(Declined{Side::complainant, {"X"}}), on(notice()), on(evaluated()), on(position()),
       on(session_held()), on(submitted()), on(result()), on(answer(Side::complainant)),
       on(MethodChanged{Method::advisory, {"X"}}), on(ReviewSought{Side::complainant, {"X"}}),
       on(ReviewDecided{true, {"X"}}), on(implementation()), on(implementation_done()),
       on(LegalReviewed{{"X"}}), on(ended()), on(Discontinued{{"X"}}), on(OutOfJurisdiction{{"X"}}),
       on(DisputeNoted{{"X"}})},
      rules);
}

TEST_CASE("ISO 10003 7.2 a dispute names the complaint and the body") {
  CHECK(refused<Dispute>({dispute_id(), {}, {}}, dispute_event("2026-05-01", DisputeReferred{}), rules) ==
        Messages{"complaint is missing", "body is missing"});
}

TEST_CASE("ISO 10003 7.2 an arrangement arranges something") {
  CHECK(refusal(DisputeStatus::offered, Arranged{}) == Messages{"nothing is arranged"});
}

TEST_CASE("ISO 10003 7.2 the method of a result is not changed afterwards") {
  CHECK(refusal(DisputeStatus::resolved, arranged(Method::advisory)) ==
        Messages{"the method cannot change once there is a result"});
  CHECK(refusal(DisputeStatus::resolved, arranged(Method::hybrid)).empty());
}

TEST_CASE("ISO 10003 7.2 the complainant is told of process, outcomes, cost, time and rights") {
  CHECK(refusal(DisputeStatus::offered, Informed{}) ==
        Messages{"process is missing", "outcomes is missing", "cost is missing", "time is missing",
                 "rights is missing"});
}

TEST_CASE("ISO 10003 4.6 each side agrees once") {
  const Quarrel agreed = after_events({informed(), Consented{Side::complainant, {}}}, rules);
  CHECK(refusal(agreed, Consented{Side::complainant, {}}) == Messages{"the complainant agreed already"});
  CHECK(refusal(agreed, Consented{Side::organization, {}}).empty());
}

TEST_CASE("ISO 10003 4.6 a dispute is opened only when both sides agreed") {
  CHECK(refusal(DisputeStatus::offered, notice()) ==
        Messages{"the complainant did not agree to the process",
                 "the organization did not agree to the process"});
  CHECK(refusal(after_events({informed(), Consented{Side::complainant, {}}}, rules), notice()) ==
        Messages{"the organization did not agree to the process"});
}

TEST_CASE("ISO 10003 7.3 a court or a regulator acts whether the sides agree or not") {
  CHECK(refusal(after_events({arranged(Method::litigation)}, rules), notice()).empty());
  Arranged by_regulator = arranged();
  by_regulator.initiator = Initiator::regulator;
  CHECK(refusal(after_events({by_regulator}, rules), notice()).empty());
}

TEST_CASE("ISO 10003 7.3 the reply is not due before the notice came") {
  NoticeReceived late = notice();
  late.reply_by = day("2026-06-30");
  CHECK(refusal(after_events({arranged(Method::litigation)}, rules), late) ==
        Messages{"the reply was due on 2026-06-30, before the notice came"});
}

TEST_CASE("ISO 10003 7.4.1 merits are 1 to 5") {
  Evaluated beyond = evaluated();
  beyond.merits = 6;
  CHECK(refusal(DisputeStatus::open, beyond) == Messages{"merits are 6, not 1 to 5"});
}

TEST_CASE("ISO 10003 7.4.2 an offer says what is offered") {
  Positioned silent = position();
  silent.offer = {};
  CHECK(refusal(DisputeStatus::evaluating, silent) == Messages{"what is offered is not said"});
  silent.stance = Stance::accept;
  CHECK(refusal(DisputeStatus::evaluating, silent).empty());
}

TEST_CASE("ISO 10003 7.4.2 a position is within the authority of somebody on the staff list") {
  Rules staffed = rules;
  staffed.staff = {{"sara", "", "", {}, Money::parse("50.00", "EUR"), true}};
  Positioned offer = position();
  offer.amount = Money::parse("50.00", "EUR");
  CHECK(refusal(dispute_that_is(DisputeStatus::evaluating), offer, "2026-07-01", staffed).empty());
  offer.amount = Money::parse("50.01", "EUR");
  CHECK(refusal(dispute_that_is(DisputeStatus::evaluating), offer, "2026-07-01", staffed) ==
        Messages{"50.01 EUR is above the authority of 'sara', 50.00 EUR"});
  offer.authority = "nobody";
  CHECK(refusal(dispute_that_is(DisputeStatus::evaluating), offer, "2026-07-01", staffed) ==
        Messages{"'nobody' is not on the staff list"});
}

TEST_CASE("ISO 10003 7.5 nothing is heard, submitted or resolved by a method that nobody knows") {
  const Quarrel unknown = after_events({informed(), Consented{Side::complainant, {}},
                                        Consented{Side::organization, {}}, notice(), evaluated(), position()},
                                       rules);
  for (const DisputeBody& body : {DisputeBody{session_held()}, DisputeBody{submitted()}, DisputeBody{result()}})
    CHECK(refusal(unknown, body) == Messages{"how the dispute is resolved is not said"});
}

TEST_CASE("ISO 10003 7.5 a result is one that the method can have") {
  using enum Resolution;
  const auto possible = [](Method method) {
    std::set<Resolution> out;
    for (const auto kind : {settlement, recommendation, decision, no_agreement}) {
      auto way = way_to_result(kind, method);
      way.pop_back();
      if (refusal(after_events(way, rules), result(kind)).empty()) out.insert(kind);
    }
    return out;
  };
  CHECK(possible(Method::facilitative) == std::set{settlement, no_agreement});
  CHECK(possible(Method::advisory) == std::set{settlement, recommendation, no_agreement});
  CHECK(possible(Method::determinative) == std::set{settlement, decision});
  CHECK(possible(Method::litigation) == std::set{settlement, decision});
  CHECK(possible(Method::hybrid) == std::set{settlement, recommendation, decision, no_agreement});
}

TEST_CASE("ISO 10003 7.5.2 nothing is recommended or decided unheard, and it favours somebody") {
  CHECK(refusal(DisputeStatus::positioned, result(Resolution::decision)) ==
        Messages{"nothing was submitted or heard"});
  Resolved open_question = result(Resolution::decision);
  open_question.in_favour_of.reset();
  CHECK(refusal(DisputeStatus::resolving, open_question) == Messages{"whom the decision favours is not said"});
  CHECK(refusal(DisputeStatus::positioned, result()).empty());
}

TEST_CASE("ISO 10003 7.5.4 only a recommendation is answered, by each side once") {
  CHECK(refusal(DisputeStatus::resolved, answer(Side::complainant)) ==
        Messages{"there is no recommendation to answer"});
  const Quarrel recommended = resolved_as(Resolution::recommendation);
  const Quarrel answered = after<Dispute>(
      recommended, {dispute_event("2026-07-01", answer(Side::complainant))}, rules);
  CHECK(refusal(answered, answer(Side::complainant)) == Messages{"the complainant answered already"});
}

TEST_CASE("ISO 10003 7.5.4 the organization says why it rejects, and tells the body and the complainant") {
  const Quarrel recommended = resolved_as(Resolution::recommendation);
  RecommendationAnswered silent = answer(Side::organization, false);
  silent.reasons = {};
  silent.told_provider_on.reset();
  CHECK(refusal(recommended, silent) == Messages{"a recommendation is rejected with reasons",
                                                "the body and the complainant are told the answer"});
  CHECK(refusal(recommended, answer(Side::organization, false)).empty());
  RecommendationAnswered theirs = answer(Side::complainant, false);
  theirs.reasons = {};
  theirs.told_provider_on.reset();
  theirs.told_other_on.reset();
  CHECK(refusal(recommended, theirs).empty());
}

TEST_CASE("ISO 10003 7.5.4 only a recommendation that both accept is carried out") {
  const Quarrel recommended = resolved_as(Resolution::recommendation);
  CHECK(refusal(recommended, implementation()) ==
        Messages{"the recommendation was not accepted by both sides"});
  CHECK(state_after(recommended, {answer(Side::complainant), answer(Side::organization), implementation()})
            .status == DisputeStatus::implementing);
}

TEST_CASE("ISO 10003 7.5 another method follows where the first one failed") {
  CHECK(refusal(DisputeStatus::resolved, MethodChanged{Method::advisory, {"X"}}) ==
        Messages{"another method is tried after no agreement, or a recommendation that was rejected"});
  const auto again = state_after(resolved_as(Resolution::no_agreement), {MethodChanged{Method::determinative, {"X"}}});
  CHECK(again.status == DisputeStatus::resolving);
  CHECK(again.method == Method::determinative);
  CHECK_FALSE(again.result);
  CHECK(state_after(resolved_as(Resolution::recommendation),
                    {answer(Side::complainant, false), MethodChanged{Method::determinative, {"X"}}})
            .status == DisputeStatus::resolving);
  CHECK(refusal(resolved_as(Resolution::no_agreement), MethodChanged{Method::hybrid, {"X"}}) ==
        Messages{"the method is hybrid already"});
}

TEST_CASE("ISO 10003 7.5.5 only a decision is reviewed, one review at a time") {
  CHECK(refusal(DisputeStatus::resolved, ReviewSought{Side::organization, {"X"}}) ==
        Messages{"only a decision is reviewed"});
  const Quarrel under_review =
      after<Dispute>(resolved_as(Resolution::decision),
                     {dispute_event("2026-07-01", ReviewSought{Side::organization, {"Unheard"}})}, rules);
  CHECK(refusal(under_review, ReviewSought{Side::complainant, {"X"}}) ==
        Messages{"the decision is under review already"});
  CHECK(refusal(under_review, implementation()) == Messages{"the decision is under review"});
  CHECK(refusal(under_review, ended()) == Messages{"the decision is under review"});
  CHECK(refusal(DisputeStatus::resolved, ReviewDecided{true, {"X"}}) == Messages{"no review was asked for"});
  CHECK(state_after(under_review, {ReviewDecided{true, {"Stands"}}}).status == DisputeStatus::resolved);
  const auto anew = state_after(under_review, {ReviewDecided{false, {"Set aside"}}});
  CHECK(anew.status == DisputeStatus::resolving);
  CHECK_FALSE(anew.result);
}

TEST_CASE("ISO 10003 7.6 without an agreement there is nothing to carry out") {
  CHECK(refusal(resolved_as(Resolution::no_agreement), implementation()) ==
        Messages{"without an agreement there is nothing to carry out"});
}

TEST_CASE("ISO 10003 7.6 what carries a result out is done once and checked by another person") {
  CHECK(refusal(DisputeStatus::implementing, implementation_done(2)) == Messages{"there is no action 2"});
  CHECK(refusal(DisputeStatus::implementing, ImplementationDone{1, "omid"}) ==
        Messages{"'omid' carries action 1 out and cannot check it"});
  const Quarrel done = after<Dispute>(dispute_that_is(DisputeStatus::implementing),
                                      {dispute_event("2026-07-01", implementation_done())}, rules);
  CHECK(refusal(done, implementation_done()) == Messages{"action 1 is done already"});
}

TEST_CASE("ISO 10003 7.7 a dispute is closed with its result, once everything is done") {
  CHECK(refusal(DisputeStatus::implementing, ended()) == Messages{"action 1 is not done"});
  DisputeEnded silent = ended();
  silent.result = {};
  CHECK(refusal(DisputeStatus::resolved, silent) == Messages{"how the dispute ended is missing"});
}

TEST_CASE("ISO 10003 7.7 a recommendation is answered before a dispute about it is closed") {
  CHECK(refusal(resolved_as(Resolution::recommendation), ended()) ==
        Messages{"the organization did not answer the recommendation"});
}

TEST_CASE("ISO 10003 7.7 the short way goes from the referral to the end; a recorded way has a result first") {
  CHECK(refusal(DisputeStatus::offered, ended()).empty());
  CHECK(refusal(DisputeStatus::open, ended()) == Messages{"nothing was resolved: it is `open`"});
  CHECK(refusal(dispute_that_is(DisputeStatus::open), ended(), "2026-07-01", rules_of(Process::small)).empty());
}

TEST_CASE("ISO 10003 7.5 a dispute in court is reviewed every ninety days, while it lasts") {
  CHECK_FALSE(legal_review_due(Disputes::replay(dispute_that_is(DisputeStatus::resolved), rules)));
  const Quarrel in_court = after_events({arranged(Method::litigation)}, rules);
  CHECK(legal_review_due(Disputes::replay(in_court, rules)) == day("2026-08-30"));
  CHECK(legal_review_due(state_after(in_court, {LegalReviewed{{"Go on"}}})) == day("2026-09-29"));
  CHECK_FALSE(legal_review_due(state_after(in_court, {Discontinued{{"Settled"}}})));
}

TEST_CASE("ISO 10003 7.2 nobody who decided the complaint acts in the dispute about it") {
  process::State complaint{other_id(1), "Late"};
  complaint.deciders = {"reza"};
  REQUIRE(refusals_of_officer("reza", complaint).size() == 1);
  CHECK(refusals_of_officer("reza", complaint).front().message ==
        "'reza' decided complaint " + other_id(1).text() + " and cannot act in the dispute about it");
  CHECK(refusals_of_officer("leila", complaint).empty());
}
