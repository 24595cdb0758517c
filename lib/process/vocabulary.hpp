// The closed sets of the process, each with its one table of names. Sets that a register may extend
// (media, categories, remedies, causes) are value lists instead: core/lists.hpp.
#pragma once
#include "core/names.hpp"

namespace cmt::process {

// ISO 10002:2018, 3.2: only a complaint is counted; the other kinds are feedback.
enum class Kind { complaint, enquiry, service_request, suggestion, praise };
inline constexpr auto kind_names = names<Kind>({{Kind::complaint, "complaint"},
                                                {Kind::enquiry, "enquiry"},
                                                {Kind::service_request, "service-request"},
                                                {Kind::suggestion, "suggestion"},
                                                {Kind::praise, "praise"}});

// Where the work is. Computed by replaying the history, never stored.
enum class Status {
  fresh,  // "new"
  assessed,
  investigating,
  pending_complainant,
  proposed,
  decided,
  communicated,
  remedying,
  contested,
  referred,
  closed,
  withdrawn,
  merged,
  rejected,
  voided,  // "void"
};
inline constexpr auto status_names =
    names<Status>({{Status::fresh, "new"},
                   {Status::assessed, "assessed"},
                   {Status::investigating, "investigating"},
                   {Status::pending_complainant, "pending-complainant"},
                   {Status::proposed, "proposed"},
                   {Status::decided, "decided"},
                   {Status::communicated, "communicated"},
                   {Status::remedying, "remedying"},
                   {Status::contested, "contested"},
                   {Status::referred, "referred"},
                   {Status::closed, "closed"},
                   {Status::withdrawn, "withdrawn"},
                   {Status::merged, "merged"},
                   {Status::rejected, "rejected"},
                   {Status::voided, "void"}});

constexpr bool is_open(Status status) { return status < Status::closed; }

enum class Outcome {
  upheld,
  partly_upheld,
  not_upheld,
  no_finding,
  out_of_scope,
  withdrawn,
  lapsed,
  external,
};
inline constexpr auto outcome_names = names<Outcome>({{Outcome::upheld, "upheld"},
                                                      {Outcome::partly_upheld, "partly-upheld"},
                                                      {Outcome::not_upheld, "not-upheld"},
                                                      {Outcome::no_finding, "no-finding"},
                                                      {Outcome::out_of_scope, "out-of-scope"},
                                                      {Outcome::withdrawn, "withdrawn"},
                                                      {Outcome::lapsed, "lapsed"},
                                                      {Outcome::external, "external"}});

// An outcome that a person can find (7.7); the others follow from how the case ended.
constexpr bool is_finding(Outcome outcome) { return outcome <= Outcome::no_finding; }
constexpr bool is_upheld(Outcome outcome) { return outcome <= Outcome::partly_upheld; }

enum class Complexity { simple, standard, complex };
inline constexpr auto complexity_names = names<Complexity>({{Complexity::simple, "simple"},
                                                            {Complexity::standard, "standard"},
                                                            {Complexity::complex, "complex"}});

enum class Priority { p1, p2, p3, p4 };
inline constexpr auto priority_names = names<Priority>(
    {{Priority::p1, "P1"}, {Priority::p2, "P2"}, {Priority::p3, "P3"}, {Priority::p4, "P4"}});

enum class Depth { desk, standard, full };
inline constexpr auto depth_names =
    names<Depth>({{Depth::desk, "desk"}, {Depth::standard, "standard"}, {Depth::full, "full"}});

// What was said to a yes-or-no question; a source that does not say is `unknown`.
enum class Answer { yes, no, unknown };
inline constexpr auto answer_names =
    names<Answer>({{Answer::yes, "true"}, {Answer::no, "false"}, {Answer::unknown, "unknown"}});

enum class ClosureReason {
  accepted,
  implemented,
  lapsed,
  exhausted,
  external_decision,
  unknown,  // only for imported records: the source says that it ended, not why
};
inline constexpr auto closure_reason_names =
    names<ClosureReason>({{ClosureReason::accepted, "accepted"},
                          {ClosureReason::implemented, "implemented"},
                          {ClosureReason::lapsed, "lapsed"},
                          {ClosureReason::exhausted, "exhausted"},
                          {ClosureReason::external_decision, "external-decision"},
                          {ClosureReason::unknown, "unknown"}});

enum class LinkType { duplicate_of, linked, same_cause, follows, caused_by, split_from };
inline constexpr auto link_type_names = names<LinkType>({{LinkType::duplicate_of, "duplicate-of"},
                                                         {LinkType::linked, "linked"},
                                                         {LinkType::same_cause, "same-cause"},
                                                         {LinkType::follows, "follows"},
                                                         {LinkType::caused_by, "caused-by"},
                                                         {LinkType::split_from, "split-from"}});

// How the person complained about was treated (objectivity, 4.7).
enum class StaffStep { informed, heard, result };
inline constexpr auto staff_step_names = names<StaffStep>({{StaffStep::informed, "informed"},
                                                           {StaffStep::heard, "heard"},
                                                           {StaffStep::result, "result"}});

// What was found on a promise of the charter that was said to be broken (ISO 10001:2018).
enum class PromiseResult { broken, kept, limitation_applies, not_determined };
inline constexpr auto promise_result_names =
    names<PromiseResult>({{PromiseResult::broken, "broken"},
                          {PromiseResult::kept, "kept"},
                          {PromiseResult::limitation_applies, "limitation-applies"},
                          {PromiseResult::not_determined, "not-determined"}});

// How strictly a register runs the process (docs/process.md).
enum class Process { small, full };
inline constexpr auto process_names =
    names<Process>({{Process::small, "small"}, {Process::full, "full"}});

}  // namespace cmt::process
