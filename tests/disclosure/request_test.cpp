// ISO 10002:2018, 8.1: requests for one's own record.
#include "disclosure/request.hpp"

#include "support/dossier_cases.hpp"

using namespace cmt;
using namespace cmt::disclosure;
using namespace cmt::test;

namespace {

using Requests = dossier::Steps<Request>;
using Asked = dossier::Dossier<Request>;

const std::string id = LetterId::draw('R', [] { return std::uint64_t{7}; }).text();
const std::string other_party = LetterId::draw('P', [] { return std::uint64_t{9}; }).text();
const Rules rules = rules_of(Process::full);

dossier::Event<Request> on(std::string_view at, RequestBody body) { return dossier_event<Request>(at, std::move(body), "sara"); }

RequestReceived asked() { return {"post", {complaint_id}, {}, {"All that you have"}}; }
IdentityVerified made_sure() { return {{}, {"Called back"}}; }
RequestAnswered sent() { return {"post", {}, "html", std::string(64, 'a'), {}}; }

Asked begun(RequestKind kind = RequestKind::copy) { return {id, {party_id, kind}, {}}; }
Asked with_events(std::vector<dossier::Event<Request>> events, RequestKind kind = RequestKind::copy) {
  events.insert(events.begin(), on("2026-03-02", asked()));
  return after<Request>(begun(kind), events, rules);
}

Asked request_that_is(RequestStatus status) {
  switch (status) {
    case RequestStatus::open: return with_events({});
    case RequestStatus::verified: return with_events({on("2026-03-03", made_sure())});
    case RequestStatus::answered: return with_events({on("2026-03-03", made_sure()), on("2026-03-04", sent())});
    case RequestStatus::refused: return with_events({on("2026-03-03", RequestRefused{{"A court has it"}, "post"})});
    case RequestStatus::withdrawn: break;
  }
  return with_events({on("2026-03-03", RequestWithdrawn{{"Found"}})});
}

RequestState state_of(const Asked& request) { return Requests::replay(request, rules); }

}  // namespace

TEST_CASE("8.1 from every status of a request exactly the steps of the table are possible") {
  using enum RequestStatus;
  check_table<Request>({{open, {"verified", "refused", "withdrawn", "noted"}},
                        {verified, {"verified", "answered", "refused", "withdrawn", "noted"}},
                        {answered, {"noted"}},
                        {refused, {"noted"}},
                        {withdrawn, {"noted"}}},
                       request_that_is,
                       {on("2026-04-02", asked()), on("2026-04-02", made_sure()), on("2026-04-02", sent()),
                        on("2026-04-02", RequestRefused{{"X"}, "post"}), on("2026-04-02", RequestWithdrawn{{"X"}}),
                        on("2026-04-02", RequestNoted{{"X"}})},
                       rules);
}

TEST_CASE("8.1 a request says whose data it is about, how it came and which cases") {
  CHECK(refused<Request>({id, {}, {}}, on("2026-03-02", RequestReceived{}), rules) ==
        Messages{"medium is missing", "complaints is missing", "party is missing", "kind is missing"});
}

TEST_CASE("8.1 whoever asks for somebody else has an authority, and nobody asks so for themselves") {
  auto body = asked();
  body.representative = process::Representative{other_party, "", ""};
  CHECK_FALSE(refused<Request>(begun(), on("2026-03-02", body), rules).empty());
  body.representative = process::Representative{other_party, "Power of attorney", ""};
  CHECK(refused<Request>(begun(), on("2026-03-02", body), rules).empty());
  body.representative = process::Representative{party_id, "Power of attorney", ""};
  CHECK(refused<Request>(begun(), on("2026-03-02", body), rules) == Messages{"nobody acts for themselves"});
}

TEST_CASE("8.1 nothing is answered before it was made sure who asks") {
  CHECK(refused<Request>(with_events({}), on("2026-03-04", sent()), rules) ==
        Messages{"request answer is not possible while " + id + " is `open`"});
  CHECK(refused<Request>(request_that_is(RequestStatus::verified), on("2026-03-04", sent()), rules).empty());
}

TEST_CASE("8.1 of data that were sent format and digest are on record, of other requests what was done") {
  auto answer = sent();
  answer.sha256.clear();
  CHECK(refused<Request>(request_that_is(RequestStatus::verified), on("2026-03-04", answer), rules) ==
        Messages{"what was sent is not on record"});
  const auto erasure = with_events({on("2026-03-03", made_sure())}, RequestKind::erasure);
  CHECK(refused<Request>(erasure, on("2026-03-04", RequestAnswered{"post", {}, {}, {}, {}}), rules) ==
        Messages{"what was done is not on record"});
  CHECK(refused<Request>(erasure, on("2026-03-04", RequestAnswered{"post", {}, {}, {}, {"The words went"}}), rules).empty());
}

TEST_CASE("8.1 an answer is due so many days after the request came, and late the day after") {
  Rules ten = rules;
  ten.request_days = 10;
  const auto open = request_that_is(RequestStatus::open);
  CHECK(state_of(open).due == day("2026-04-01"));
  const auto state = Requests::replay(open, ten);
  CHECK(state.due == day("2026-03-12"));
  CHECK_FALSE(state.is_late(day("2026-03-12")));
  CHECK(state.is_late(day("2026-03-13")));
  CHECK(state.days(day("2026-03-13")) == 11);
}

TEST_CASE("8.1 what was answered in time is not late afterwards, and what was taken back never is") {
  const auto answered = state_of(request_that_is(RequestStatus::answered));
  CHECK(answered.days(day("2027-01-01")) == 2);
  CHECK_FALSE(answered.is_late(day("2027-01-01")));
  CHECK_FALSE(state_of(request_that_is(RequestStatus::withdrawn)).is_late(day("2027-01-01")));
  CHECK(state_of(with_events({on("2026-03-03", made_sure()), on("2026-05-04", sent())})).is_late(day("2027-01-01")));
}

TEST_CASE("8.1 who made sure is whoever put it on record, or a person who is named") {
  CHECK(state_of(request_that_is(RequestStatus::verified)).verified_by == "sara");
  CHECK(state_of(with_events({on("2026-03-03", IdentityVerified{"omid", {"Passport"}})})).verified_by == "omid");
}
