// ISO 10002:2018, 7.2: what a receipt must say, and what becomes of what is not a complaint.
#include "process/7_2_receipt.hpp"

#include "support/builders.hpp"
#include "support/test.hpp"

using namespace cmt;
using namespace cmt::test;

namespace {

// Why a receipt is refused.
std::vector<std::string> objections_to(const Event& first, const Rules& rules = full_rules()) {
  Complaint complaint = new_complaint();
  complaint.summary.clear();
  complaint.history = {first};
  std::vector<std::string> out;
  for (const auto& refusal : refusals_of_receipt(complaint, rules))
    out.push_back(refusal.rule + ": " + refusal.message.english());
  return out;
}
std::vector<std::string> objections_to(Received body) {
  return objections_to(event_on("2026-03-02T09:00:00Z", std::move(body)));
}

// A complaint in which a decision was communicated and the outcome is on record.
Complaint answered() { return complaint_that_is(Status::communicated); }

State after(const Complaint& complaint, Body body) {
  return replay(with(complaint, {std::move(body)}), full_rules());
}

}  // namespace

TEST_CASE("7.2 a complete receipt is accepted and makes the complaint new") {
  CHECK(objections_to(received()) == nothing);
  CHECK(replay(new_complaint(), full_rules()).status == Status::fresh);
}

TEST_CASE("7.2 a receipt without one of its required fields is refused, naming the field") {
  const auto without = [](auto remove) {
    Received body = received();
    remove(body);
    return objections_to(body);
  };
  CHECK(without([](Received& e) { e.medium.clear(); }) == only("T1: medium is missing"));
  CHECK(without([](Received& e) { e.language.clear(); }) == only("T1: language is missing"));
  CHECK(without([](Received& e) { e.description = {}; }) == only("T1: description is missing"));
  CHECK(without([](Received& e) { e.complainant.clear(); }) == only("T1: complainant is missing"));
  CHECK(without([](Received& e) { e.recurring.reset(); }) == only("T1: recurring is missing"));
  CHECK(without([](Received& e) { e.remedy_sought.reset(); }) ==
        only("T1: remedy_sought is missing"));
  CHECK(without([](Received& e) { e.remedy_sought->requested.reset(); }) ==
        only("T1: remedy_sought is missing"));
  CHECK(without([](Received& e) { e.immediate_action.reset(); }) ==
        only("T1: immediate_action is missing"));
  CHECK(without([](Received& e) { e.immediate_action->taken.reset(); }) ==
        only("T1: immediate_action is missing"));
}

TEST_CASE("7.2 a receipt that lacks several fields is told all of them at once") {
  CHECK(objections_to(Received{}).size() == 7);
}

TEST_CASE("7.2 the small process asks for the same at receipt") {
  CHECK(objections_to(event_on("2026-03-02", Received{}), small_rules()).size() == 7);
}

TEST_CASE("7.2 a summary stands for the description") {
  Received body = received();
  body.description = {};
  CHECK(missing_at_intake(body, "Card payment taken twice").empty());
}

TEST_CASE("7.2 an anonymous complaint needs no complainant") {
  Received body = received();
  body.complainant.clear();
  body.anonymous = true;
  CHECK(objections_to(body) == nothing);
}

TEST_CASE("7.2 an anonymous complaint that names a complainant is refused") {
  Received body = received();
  body.anonymous = true;
  CHECK(objections_to(body) == only("T1: an anonymous complaint has no complainant"));
}

TEST_CASE("7.2 a complaint passed on by somebody names who passed it on") {
  for (const std::string medium : {"regulator", "third-party"}) {
    Received body = received();
    body.medium = medium;
    CHECK(objections_to(body) ==
          only("T1: a complaint that came by " + medium + " names who passed it on"));
    body.referred_by = "The ombudsman";
    CHECK(objections_to(body) == nothing);
  }
}

TEST_CASE("7.2 the medium `other` is named in words") {
  Received body = received();
  body.medium = "other";
  CHECK(objections_to(body) == only("T1: the medium `other` is named in words"));
  body.received_via = "A note under the door";
  CHECK(objections_to(body) == nothing);
}

TEST_CASE("7.2 the time of receipt is known") {
  CHECK(objections_to(event_at(When{}, received())) ==
        only("T1: the time of receipt is not known"));
}

TEST_CASE("7.2 the receipt says who received it") {
  CHECK(objections_to(event_on("2026-03-02", received(), "")) ==
        only("T1: who received it is missing"));
}

TEST_CASE("7.2 a complaint is not registered before it was received") {
  Event first = event_on("2026-03-02T09:00:00Z", received());
  first.recorded_at = moment("2026-03-02T08:59:59Z");
  CHECK(objections_to(first) ==
        only("T1: it was put on record at 2026-03-02T08:59:59Z, before it was received, "
             "2026-03-02T09:00:00Z"));
  first.recorded_at = moment("2026-03-02T09:00:00Z");
  CHECK(objections_to(first) == nothing);
}

TEST_CASE("7.2 an imported receipt is not judged") {
  CHECK(objections_to(imported(event_at(When{}, Received{}))) == nothing);
}

TEST_CASE("7.2 a history that does not begin with a receipt is refused") {
  CHECK(objections_to(event_on("2026-03-02", noted())) ==
        only("T1: the first event of a history is `received`"));
}

TEST_CASE("7.2 a second receipt in one history is refused") {
  CHECK(objections(new_complaint(), received()) ==
        only("transition: new is not possible while 2026-7K3QX4M is `new`"));
}

// ---- T4 reject ----------------------------------------------------------------------------------

TEST_CASE("7.2 a new or assessed matter that is no complaint is rejected") {
  for (const Status status : {Status::fresh, Status::assessed})
    CHECK(status_after(complaint_that_is(status), rejected()) == Status::rejected);
}

TEST_CASE("7.2 a rejection records the outcome as out of scope and ends the cycle") {
  const State state = replay(complaint_that_is(Status::rejected), full_rules());
  CHECK(state.cycle().outcome == Outcome::out_of_scope);
  CHECK(state.cycle().end == Status::rejected);
  CHECK(state.cycle().ended == when("2026-03-03T09:00:00Z"));
}

TEST_CASE("7.2 a rejection has a reason, words and a notice to the complainant") {
  for (const Rules& rules : {full_rules(), small_rules()}) {
    Rejected body = rejected();
    body.reason.clear();
    CHECK(objections(new_complaint(), body, rules) == only("T4: reason is missing"));
    body = rejected();
    body.text = {};
    CHECK(objections(new_complaint(), body, rules) == only("T4: text is missing"));
    body = rejected();
    body.notice_medium.clear();
    CHECK(objections(new_complaint(), body, rules) == only("T4: notice_medium is missing"));
  }
}

// ---- T23, T25 merge and unmerge -----------------------------------------------------------------

TEST_CASE("7.2 a duplicate is merged into the complaint that carries the work") {
  const Complaint complaint = new_complaint();
  CHECK(status_after(complaint, merged()) == Status::merged);
  CHECK(after(complaint, merged()).merged_into == other_id().text());
}

TEST_CASE("7.2 a complaint cannot be merged into itself") {
  CHECK(objections(new_complaint(), Merged{complaint_id}) ==
        only("T23: a complaint cannot be merged into itself"));
}

TEST_CASE("7.2 a merge names the other complaint") {
  CHECK(objections(new_complaint(), Merged{}) == only("T23: into is missing"));
}

namespace {

std::vector<std::string> refusals_of_merge_with(Complaint master) {
  master.id = other_id();
  const Rules rules = full_rules();
  std::vector<std::string> out;
  for (const auto& refusal :
       refusals_of_merge(replay(new_complaint(), rules), replay(master, rules)))
    out.push_back(refusal.rule + ": " + refusal.message.english());
  return out;
}

}  // namespace

TEST_CASE("7.2 two complaints of one complainant can be merged") {
  CHECK(refusals_of_merge_with(new_complaint()) == nothing);
}

TEST_CASE("7.2 complaints of two complainants are never merged: each is owed an answer") {
  Received body = received();
  body.complainant = LetterId::draw('P', [] { return std::uint64_t{2}; }).text();
  CHECK(refusals_of_merge_with(new_complaint(body)) ==
        only("T23: " + other_id().text() + " has another complainant; each is owed an answer"));
}

TEST_CASE("7.2 two anonymous complaints are not merged: nobody knows whether the person is one") {
  Received body = received();
  body.complainant.clear();
  body.anonymous = true;
  const Rules rules = full_rules();
  const State anonymous = replay(new_complaint(body), rules);
  CHECK(refusals_of_merge(anonymous, anonymous).size() == 1);
}

TEST_CASE("7.2 nothing is merged into a complaint that is itself merged: no chains") {
  const Complaint master = with(new_complaint(), {Merged{other_id(7).text()}});
  CHECK(refusals_of_merge_with(master) ==
        only("T23: " + other_id().text() + " is itself merged into " + other_id(7).text()));
}

TEST_CASE("7.2 nothing is merged into a void record") {
  CHECK(refusals_of_merge_with(complaint_that_is(Status::voided)) ==
        only("T23: " + other_id().text() + " is void"));
}

TEST_CASE("7.2 a complaint is not merged into an enquiry") {
  CHECK(refusals_of_merge_with(with(new_complaint(), {reclassified(Kind::enquiry)})) ==
        only("T23: the kind of " + other_id().text() + " is enquiry, not complaint"));
}

TEST_CASE("7.2 a merged complaint is a matter of its own again after unmerge") {
  const Complaint complaint = complaint_that_is(Status::merged);
  CHECK(status_after(complaint, unmerged()) == Status::fresh);
  const State state = after(complaint, unmerged());
  CHECK(state.merged_into.empty());
  CHECK_FALSE(state.cycle().ended);
  CHECK_FALSE(state.cycle().end);
  CHECK(state.cycles.size() == 1);
}

TEST_CASE("7.2 unmerging has a reason") {
  CHECK(objections(complaint_that_is(Status::merged), Unmerged{}) ==
        only("T25: reason is missing"));
}

TEST_CASE("7.2 a complaint that was assessed before it was merged can be assessed after unmerge") {
  const Complaint complaint = with(complaint_that_is(Status::assessed), {merged(), unmerged()});
  CHECK(objections(complaint, assessed()) == nothing);
}

// ---- T26 void -----------------------------------------------------------------------------------

TEST_CASE("7.2 a record made in error is void, also when it has ended") {
  for (const Status status : {Status::fresh, Status::proposed, Status::decided, Status::rejected,
                              Status::withdrawn, Status::merged})
    CHECK(status_after(complaint_that_is(status), voided()) == Status::voided);
}

TEST_CASE("7.2 a record is not void once a decision was communicated") {
  for (const Rules& rules : {full_rules(), small_rules()})
    for (const Status status : {Status::communicated, Status::remedying, Status::contested,
                                Status::referred, Status::closed})
      CHECK(objections(complaint_that_is(status), voided(), rules) ==
            only("T26: a decision was communicated, so the record cannot be void"));
}

TEST_CASE("7.2 a decision of an earlier cycle also keeps the record from being void") {
  const Complaint complaint = with(complaint_that_is(Status::closed), {reopened()});
  CHECK(objections(complaint, voided()).size() == 1);
}

TEST_CASE("7.2 voiding has a reason") {
  CHECK(objections(new_complaint(), Voided{}) == only("T26: reason is missing"));
}

// ---- T31 reclassify -----------------------------------------------------------------------------

TEST_CASE("7.2 what turns out to be an enquiry is reclassified and keeps its receipt and status") {
  const Complaint complaint = complaint_that_is(Status::investigating);
  CHECK(status_after(complaint, reclassified(Kind::enquiry)) == Status::investigating);
  const State state = after(complaint, reclassified(Kind::enquiry));
  CHECK(state.kind == Kind::enquiry);
  CHECK(state.received_at == when("2026-03-02T09:00:00Z"));
}

TEST_CASE("7.2 a second person agrees before a complaint becomes anything else") {
  for (const Rules& rules : {full_rules(), small_rules()})
    for (const std::string second : {"", "sara"}) {
      Reclassified body = reclassified(Kind::praise);
      body.second_person = second;
      CHECK(objections(new_complaint(), body, rules) ==
            only("T31: a second person agrees before a complaint becomes anything else"));
    }
}

TEST_CASE("7.2 an enquiry becomes a complaint without a second person") {
  Received receipt = received();
  receipt.kind = Kind::enquiry;
  Reclassified body = reclassified(Kind::complaint);
  body.second_person.clear();
  CHECK(objections(new_complaint(receipt), body) == nothing);
}

TEST_CASE("7.2 a complaint is not reclassified as a complaint") {
  CHECK(objections(new_complaint(), reclassified(Kind::complaint)) ==
        only("T31: its kind is complaint already"));
}

TEST_CASE("7.2 a reclassification says as what and why") {
  Reclassified body = reclassified();
  body.kind.reset();
  CHECK(objections(new_complaint(), body) == only("T31: kind is missing"));
  body = reclassified();
  body.reason = {};
  CHECK(objections(new_complaint(), body) == only("T31: reason is missing"));
}

// ---- X3, X4, X5 link, attach, split -------------------------------------------------------------

TEST_CASE("8.2 two complaints are linked, also after the end") {
  for (const Status status : {Status::fresh, Status::closed})
    CHECK(objections(complaint_that_is(status), linked()) == nothing);
  const State state = after(new_complaint(), linked());
  REQUIRE(state.links.size() == 1);
  CHECK(state.links[0].to == other_id().text());
  CHECK(state.links[0].type == LinkType::same_cause);
}

TEST_CASE("8.2 a complaint cannot be linked to itself") {
  CHECK(objections(new_complaint(), Linked{complaint_id, LinkType::linked}) ==
        only("X3: a complaint cannot be linked to itself"));
}

TEST_CASE("8.2 the same link is not made twice, another kind of link is") {
  const Complaint complaint = with(new_complaint(), {linked()});
  CHECK(objections(complaint, linked()) ==
        only("X3: it is linked to " + other_id().text() + " as same-cause already"));
  CHECK(objections(complaint, Linked{other_id().text(), LinkType::follows}) == nothing);
}

TEST_CASE("8.2 a link says to what and how") {
  CHECK(objections(new_complaint(), Linked{}) ==
        std::vector<std::string>{"X3: to is missing", "X3: type is missing"});
}

TEST_CASE("7.2 a document is attached at any time with its place and digest") {
  for (const Status status : {Status::fresh, Status::closed})
    CHECK(objections(complaint_that_is(status), attached()) == nothing);
  CHECK(objections(new_complaint(), Attached{}) ==
        std::vector<std::string>{"X4: name is missing", "X4: file is missing",
                                 "X4: sha256 is missing"});
}

TEST_CASE("7.2 a complaint of several matters is split into parts") {
  CHECK(objections(new_complaint(), split_in_two()) == nothing);
  CHECK(after(new_complaint(), split_in_two()).split_into ==
        std::vector<std::string>{other_id(1).text(), other_id(2).text()});
}

TEST_CASE("7.2 a complaint cannot be a part of itself") {
  CHECK(objections(new_complaint(), Split{{other_id().text(), complaint_id}}) ==
        only("X5: a complaint cannot be a part of itself"));
}

TEST_CASE("7.2 a split names the parts") {
  CHECK(objections(new_complaint(), Split{}) == only("X5: into is missing"));
}

// ---- X6 correct ---------------------------------------------------------------------------------

TEST_CASE("4.9 every field that can be corrected is put right") {
  const auto right = [](const char* field, const char* value) {
    const Complaint complaint = complaint_that_is(Status::proposed);
    CHECK(objections(complaint, corrected(field, value)) == nothing);
    return after(complaint, corrected(field, value));
  };
  CHECK(right("summary", "Paid twice").summary == "Paid twice");
  CHECK(right("medium", "email").medium == "email");
  CHECK(right("language", "ru").language == "ru");
  CHECK(right("complainant", party_id).complainant == party_id);
  CHECK(right("category", "P35").category == "P35");
  CHECK(right("product", "Card").product == "Card");
  CHECK(right("unit", "Branch 4").unit == "Branch 4");
  CHECK(right("description", "Charged twice.").description == process::Text{"Charged twice."});
  CHECK(right("recurring", "true").recurring == Answer::yes);
  CHECK(right("reply_expected_by", "2026-04-01").reply_expected_by == day("2026-04-01"));
  CHECK(right("received_at", "2026-03-01").received_at == when("2026-03-01"));
  CHECK(right("severity", "4").severity == 4);
  CHECK(right("impact", "3").impact == 3);
  CHECK(right("outcome", "not-upheld").cycle().outcome == Outcome::not_upheld);
  CHECK(right("safety_suspected", "true").safety_suspected);
  CHECK(correctable_fields.size() == 16);
}

TEST_CASE("4.9 a corrected time of receipt moves the opening of the first cycle") {
  CHECK(after(new_complaint(), corrected("received_at", "2026-03-01")).cycle().opened ==
        when("2026-03-01"));
}

TEST_CASE("4.9 a corrected severity or impact changes the priority that follows from them") {
  const Complaint complaint = complaint_that_is(Status::assessed);
  REQUIRE(replay(complaint, full_rules()).priority == Priority::p4);
  CHECK(after(complaint, corrected("severity", "4")).priority == Priority::p2);
  CHECK(after(complaint, corrected("impact", "4")).priority == Priority::p2);
}

TEST_CASE("4.9 a corrected severity leaves an overridden priority alone") {
  Assessed body = assessed();
  body.priority = Priority::p3;
  body.priority_reason = "The press asks.";
  const Complaint complaint = with(new_complaint(), {assigned(), body});
  CHECK(after(complaint, corrected("severity", "4")).priority == Priority::p3);
}

TEST_CASE("4.9 a complainant who became known ends the anonymity") {
  Received body = received();
  body.complainant.clear();
  body.anonymous = true;
  CHECK_FALSE(after(new_complaint(body), corrected("complainant", party_id)).anonymous);
}

TEST_CASE("4.9 a value that the field cannot have is refused") {
  const auto wrong = [](const std::string& field, const std::string& value) {
    CHECK(objections(complaint_that_is(Status::proposed), corrected(field, value)) ==
          only("X6: '" + value + "' is not right for " + field));
  };
  wrong("medium", "telex");
  wrong("category", "P99");
  wrong("complainant", "Sara");
  wrong("received_at", "yesterday");
  wrong("received_at", "unknown");
  wrong("reply_expected_by", "2026-02-30");
  wrong("recurring", "yes");
  wrong("safety_suspected", "yes");
  wrong("severity", "0");
  wrong("severity", "5");
  wrong("impact", "12");
  wrong("outcome", "lapsed");
  wrong("outcome", "won");
}

TEST_CASE("4.9 a field that is not the receipt's cannot be corrected") {
  CHECK(objections(new_complaint(), corrected("owner", "reza")) ==
        only("X6: field 'owner' cannot be corrected"));
}

TEST_CASE("4.9 a severity that was never set cannot be corrected") {
  CHECK(objections(new_complaint(), corrected("severity", "3")) ==
        only("X6: it was never assessed"));
}

TEST_CASE("4.9 an outcome that nobody found yet cannot be corrected") {
  CHECK(objections(new_complaint(), corrected("outcome", "upheld")) ==
        only("X6: nothing was decided yet"));
}

TEST_CASE("4.9 an outcome that was communicated is not corrected but decided anew") {
  CHECK(objections(answered(), corrected("outcome", "not-upheld")) ==
        only("X6: the decision was communicated; another one is a new decision"));
}

TEST_CASE("4.9 the small process lets a communicated outcome be corrected") {
  CHECK(objections(answered(), corrected("outcome", "not-upheld"), small_rules()) == nothing);
}

TEST_CASE("4.9 a closed case is given its cause without being reopened") {
  const Complaint complaint = complaint_that_is(Status::closed);
  CHECK(objections(complaint, corrected("cause", "C20")) == nothing);
  CHECK(after(complaint, corrected("cause", "C20")).status == Status::closed);
  CHECK(after(complaint, corrected("cause", "C20")).causes == std::vector<std::string>{"C20"});
  CHECK(objections(complaint, corrected("cause", "C999")) ==
        only("X6: 'C999' is not right for cause"));
}

TEST_CASE("4.9 a cause that nobody recorded yet cannot be corrected") {
  CHECK(objections(new_complaint(), corrected("cause", "C20")) ==
        only("X6: no cause was recorded yet"));
}

TEST_CASE("4.9 a correction says which field, the right value and why") {
  CHECK(objections(new_complaint(), Corrected{}) ==
        std::vector<std::string>{"X6: field is missing", "X6: value is missing",
                                 "X6: reason is missing"});
}

TEST_CASE("4.9 a closed complaint can still be corrected") {
  CHECK(objections(complaint_that_is(Status::closed), corrected("product", "Card")) == nothing);
}

// ---- X7 redact ----------------------------------------------------------------------------------

TEST_CASE("4.10 a redaction says what was removed and on what ground, and changes nothing else") {
  const Complaint complaint = complaint_that_is(Status::closed);
  CHECK(status_after(complaint, redacted()) == Status::closed);
  CHECK(objections(complaint, Redacted{}) ==
        std::vector<std::string>{"X7: field is missing", "X7: reason is missing"});
}
