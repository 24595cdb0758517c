// ISO 10002:2018, 7.4: the acknowledgement is a milestone that any open complaint can reach.
#include "process/7_4_acknowledgement.hpp"

#include "support/builders.hpp"
#include "support/test.hpp"

using namespace cmt;
using namespace cmt::test;

TEST_CASE("7.4 an open complaint is acknowledged and keeps its status") {
  for (const Status status : {Status::fresh, Status::investigating, Status::referred})
    CHECK(status_after(complaint_that_is(status), acknowledged()) == status);
}

TEST_CASE("7.4 an ended complaint is not acknowledged") {
  CHECK(objections(complaint_that_is(Status::closed), acknowledged()) ==
        only("transition: ack is not possible while 2026-7K3QX4M is `closed`"));
}

TEST_CASE("7.4 an acknowledgement has a medium") {
  for (const Rules& rules : {full_rules(), small_rules()})
    CHECK(objections(new_complaint(), Acknowledged{}, rules) == only("T2: medium is missing"));
}

TEST_CASE("7.4 an acknowledgement has a date") {
  CHECK(objections(new_complaint(), event_at(When{}, acknowledged())) ==
        only("T2: the time is not known"));
}

TEST_CASE("7.4 an acknowledgement is not dated before the receipt") {
  Event early = event_on("2026-03-02T08:59:00Z", acknowledged());
  early.recorded_at = moment("2026-03-02T10:00:00Z");
  CHECK(objections(new_complaint(), early) ==
        only("T2: the acknowledgement is dated before the receipt, 2026-03-02T09:00:00Z"));
  early.at = when("2026-03-02T09:00:00Z");
  CHECK(objections(new_complaint(), early) == nothing);
}

TEST_CASE("7.4 the first acknowledgement is the milestone, a second one does not move it") {
  const Complaint complaint = with(new_complaint(), {acknowledged(), acknowledged()});
  CHECK(replay(complaint, full_rules()).cycle().acknowledged == when("2026-03-03T09:00:00Z"));
}

TEST_CASE("7.4 an acknowledgement put on record late keeps its own date") {
  Event late = event_on("2026-03-02T10:00:00Z", acknowledged());
  late.recorded_at = moment("2026-03-09T09:00:00Z");
  const Complaint complaint = complaint_that_is(Status::investigating);
  REQUIRE(objections(complaint, late) == nothing);
  const State state = replay(with(complaint, late), full_rules());
  CHECK(state.cycle().acknowledged == when("2026-03-02T10:00:00Z"));
  CHECK(state.status == Status::investigating);
}
