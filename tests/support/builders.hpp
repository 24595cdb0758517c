// Complaints built in memory, for tests of what happens to them.
//
// Every event that a function here makes is complete: the full process accepts it in the status it
// belongs to. A test takes one and removes what it is about.
#pragma once
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "process/replay.hpp"
#include "support/limits.hpp"

namespace cmt::test {

using namespace cmt::process;

// ---- times --------------------------------------------------------------------------------------

// Precondition of the three: the text is well formed.
Date day(std::string_view text);
Instant moment(std::string_view text);
When when(std::string_view text);

// ---- rules --------------------------------------------------------------------------------------

void add_codes(Rules& rules, const char* list, std::initializer_list<const char*> codes);

// A register without a staff list, in UTC, with the values that the events below use and one value
// of every kind that asks for a further field.
Rules rules_of(Process process);
Rules small_rules();
Rules full_rules();

// ---- identifiers --------------------------------------------------------------------------------

inline const char* const complaint_id = "2026-7K3QX4M";
inline const char* const party_id = "P-4TZ8N2C";

// The n-th of other complaints.
ComplaintId other_id(std::uint64_t n = 1);

std::string dispute_id();

// ---- events, complete ---------------------------------------------------------------------------

Received received();

Acknowledged acknowledged();

Assessed assessed(int severity = 2, int impact = 1, Complexity complexity = Complexity::standard);

Assigned assigned(std::string owner = "sara");

Updated updated();

Noted noted();

Forwarded forwarded();

Extended extended(std::string_view until = "2026-03-20");

Rejected rejected();

Reclassified reclassified(Kind kind = Kind::enquiry);

Merged merged();
Unmerged unmerged();
Split split_in_two();
Linked linked();

Attached attached();

Voided voided();

Corrected corrected(std::string field, std::string value);

Redacted redacted();

InvestigationStarted investigation_started(std::string investigator = "omid");

InfoRequested info_requested(std::string_view reply_by = "2026-03-20");

InfoReceived info_received();

StaffInformed staff_informed(std::string person = "bahram");

Remedy remedy(std::string code);
Remedy compensation(std::string_view money);

// Upheld, with an apology; complete with and without an investigation before it.
ResponseProposed response_proposed();

Decided decided();
Returned returned();

DecisionCommunicated decision_communicated();

Accepted accepted();

Contested contested();

RemedyStarted remedy_started();
RemedyDone remedy_done(std::string code = "R52");
RemedyVerified remedy_verified(std::string code = "R52");

// Complete for each of the four ways in which a case is closed.
Closed closed(ClosureReason reason = ClosureReason::accepted);

Escalated escalated(int level = 1);

Referred referred();
DisputeClosed dispute_closed(bool action_needed);

Withdrawn withdrawn();

Reopened reopened();

// ---- histories ----------------------------------------------------------------------------------

Event event_at(When at, Body body, std::string by = "sara");
Event event_on(std::string_view at, Body body, std::string by = "sara");

Event imported(Event event);

// A complaint with one event; the body says what is unusual about its receipt.
Complaint received_on(std::string_view at, Received body = received());
// Received on 2026-03-02 at nine in the morning.
Complaint new_complaint(Received body = received());

// The same time of the day after the last event whose time is known.
When next_day(const Complaint& complaint);

// The event that a body makes on the day after the last one.
Event next(const Complaint& complaint, Body body, std::string by = "sara");

// The complaint with one more event, which nobody judges.
Complaint with(Complaint complaint, Event event);
// The same, an event a day.
Complaint with(Complaint complaint, std::vector<Body> bodies);

// A complaint that came to a status on the usual way, accepted at every step by the full process:
// owner sara, investigator omid, approver reza, an apology as the only remedy.
Complaint complaint_that_is(Status status, Complaint start = new_complaint());

// ---- what the process says ----------------------------------------------------------------------

// Why an event is refused, each as "T16: remedy R52 is not done"; empty when it is taken.
std::vector<std::string> objections(const Complaint& complaint, const Event& event,
                                    const Rules& rules = full_rules());
// The same for an event of the next day.
std::vector<std::string> objections(const Complaint& complaint, Body body,
                                    const Rules& rules = full_rules());

// The status after an event of the next day.
// Precondition: the full process accepts it.
Status status_after(const Complaint& complaint, Body body);

// No objection, and one.
const std::vector<std::string> nothing;
std::vector<std::string> only(std::string objection);

}  // namespace cmt::test
