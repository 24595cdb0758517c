// A complaint is its history; what is known of it at a moment is the State that replaying the
// history gives (process/replay.hpp). Nothing of a State is ever stored.
#pragma once
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "calendar/deadline.hpp"
#include "core/id.hpp"
#include "process/events.hpp"
#include "process/particulars.hpp"

namespace cmt::process {

inline constexpr int schema_version = 1;

struct Complaint {
  ComplaintId id;
  std::string summary;
  std::vector<Event> history;  // never empty in a record that was read
};

// A remedy offered in the current cycle, and how far it is.
struct RemedyState {
  Remedy remedy;
  std::optional<When> done, verified;
  std::string verified_by;
};

// A duty to report the case to an authority (7.5), and when it was done.
struct ReportDuty {
  Reportable duty;
  When since;                // when the assessment found it
  std::optional<When> done;
};

// A due date that was moved (T29).
struct Extension {
  std::string clock;  // name of the clock
  Date until;
  When at;            // when it was extended
  std::string reason;
};

// One round of handling: the first from receipt, a further one from each reopening (b.1).
struct Cycle {
  int number = 1;
  When opened;
  Code reopen_reason;
  std::optional<When> acknowledged, assessed, decided, communicated, accepted, contested, ended;
  std::optional<Outcome> outcome;
  std::optional<Outcome> told;  // the outcome as the complainant learned it, whatever came after
  std::optional<Status> end;    // closed, withdrawn, merged, rejected or void
  std::optional<ClosureReason> closure;
  std::vector<Remedy> remedies;  // as offered in this cycle
  std::vector<RemedyState> delivered;      // how far each was when the cycle was reopened
  std::optional<When> answered;            // the first decision communicated in it
  std::optional<When> remedy_started;      // whatever the complainant answered (T32)
  std::optional<When> held;                // the first holding reply
  std::optional<When> referred, reported;  // the first time in it
  std::vector<When> contacts;              // whenever the complainant was told something
  std::vector<calendar::Pause> waits;      // from a question to the complainant to the answer
  std::vector<Extension> extensions;       // in the order they were made
  std::vector<std::string> triggers;       // automatic escalations that fired
  std::optional<int> handling_minutes;     // of working time, as said at the closing
  std::optional<Money> external_cost;
};

// Where the complaint stood from a moment on; kind and status together, for stock and flow.
struct Stage {
  Instant from;
  Status status = Status::fresh;
  Kind kind = Kind::complaint;
};

struct Link {
  std::string to;
  LinkType type = LinkType::linked;
};

// Only `id` and `summary` need a value to begin with.
struct State {
  ComplaintId id;
  std::string summary;
  Status status = Status::fresh;
  Kind kind = Kind::complaint;

  // Receipt, with later corrections and the assessment's better knowledge.
  When received_at{};
  Instant registered_at{};
  std::string registered_by{};
  Code medium{};
  std::string language{}, complainant{};
  bool anonymous = false;
  Code category{};
  std::vector<Code> other_categories{};
  std::string product{}, unit{};
  std::vector<std::string> persons{};
  std::vector<std::string> external_refs{};
  Answer recurring = Answer::unknown;
  std::optional<Date> occurred_on{};  // day of the problem, where it is known
  std::optional<Date> reply_expected_by{};
  std::string source{};  // format it was imported from
  Instant imported_at{};
  std::vector<std::string> split_into{};
  Text description{};
  std::vector<Code> vulnerability{};

  // Handling.
  std::string owner{}, investigator{}, approver{};
  std::vector<std::string> deciders{};  // everyone who approved a decision or reviewed it
  std::optional<int> severity{}, impact{};
  std::optional<Complexity> complexity{};
  bool safety = false, action_needed = false, action_possible = false;
  bool safety_suspected = false;  // at receipt
  bool staff_misconduct = false;
  std::vector<Code> interest{};  // of the press, of a regulator
  std::vector<ReportDuty> reportable{};
  std::optional<Priority> priority{};
  bool priority_overridden = false;
  int level = 0;
  bool assessed_once = false, decision_communicated_once = false;
  std::optional<Date> reply_by{};  // of the last question to the complainant
  std::vector<RemedyState> remedies{};
  std::vector<Code> causes{};
  std::vector<std::string> promises{};  // said to be broken, at the last assessment
  std::vector<PromiseFinding> promise_findings{};  // of the last proposed response
  std::vector<Link> links{};
  std::string merged_into{}, dispute{};
  bool dispute_needs_action = false, dispute_decided = false;
  std::string profile{}, limits{};  // deadline profile, and its terms as the history has them
  std::optional<Date> referred_on{};  // when a body sent it on
  Particulars particulars{};

  std::vector<Cycle> cycles{};
  std::vector<Stage> stages{};
  When last_at{};                      // of the last event
  Instant last_recorded{};             // when the last event was put on record, as far as is known
  std::optional<When> last_step_at{};  // of the last event that changed the status

  const Cycle& cycle() const { return cycles.back(); }
  bool is_imported() const { return !source.empty(); }
};

// Whether the complainant learns by the event how it goes (7.3).
bool tells_complainant(const Event& event);

// The moment an event counts at: its own, the start of its day, or, when unknown, `fallback`.
Instant counted_at(const When& when, const TimeZone& zone, Instant fallback);

}  // namespace cmt::process
