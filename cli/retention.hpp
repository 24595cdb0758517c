// What the retention schedule (8.1) asks of a whole register: what goes when, and what is held.
#pragma once
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "cli/session.hpp"
#include "disclosure/request.hpp"
#include "dispute/dispute.hpp"
#include "improvement/action.hpp"
#include "process/retention.hpp"

namespace cmt::cli {

// By the id of a complaint, the record that needs it and is not over: an action, a dispute or a request.
using NeededBy = std::map<std::string, std::string, std::less<>>;
void add_need(const improvement::ActionState& action, NeededBy& out);
void add_need(const dispute::DisputeState& dispute, NeededBy& out);
void add_need(const disclosure::RequestState& request, NeededBy& out);
// The record that needs the complaint; empty when none does.
std::string needed_by(const NeededBy& all, const std::string& complaint);

// The same of a register, read when it is first asked for; safe to use from several threads.
class Keepers {
 public:
  explicit Keepers(const Session& session) : session_(session) {}

  // Reads the records; the failure when one cannot be read.
  Result<Done> read() const;
  // The record that needs a complaint; empty when none does. What cannot be read needs none: `cmt check`
  // says so elsewhere, and who depends on it asks `read` first.
  std::string of(const std::string& complaint) const;

 private:
  const Session& session_;
  mutable std::once_flag is_read_;
  mutable NeededBy needed_by_;
  mutable std::optional<Failure> failed_;
};

// Something that the schedule lets go after a day, and that is still there.
struct Scheduled {
  std::string id;                     // of the complaint; of `complainant`, of the party
  process::Retained what = process::Retained::words;
  const process::RetentionRow* row = nullptr;
  Date until{};                       // the last day on which it is kept
  std::string held_by;                // what keeps it longer; empty: nothing
  std::vector<std::string> fields;    // of the events that take it out; of comments, the surveys
  std::vector<ComplaintId> complaints;  // that say so: the complaint, or those that name the party

  bool is_due(Date today) const { return held_by.empty() && until < today; }
};

// All of them, by day and id. Reads every record, and fails when one cannot be read: what is kept for a
// case that cannot be read must not go.
Result<std::vector<Scheduled>> load_schedule(const World& world, const Session& session);

// Whether the complaint that this one was merged into, if any, is open: read now.
Result<bool> is_master_open(const Session& session, const process::State& state);

// What of one complaint, read now, is due and held by nothing; nothing when it cannot be read.
std::optional<process::Disposal> due_of(const Session& session, const Keepers& keepers, const std::string& complaint,
                                        process::Retained what, Date today);

// The surveys that hold a comment on a complaint, by the id of the complaint. Reads every survey.
using CommentsOn = std::map<std::string, std::vector<std::string>, std::less<>>;
Result<CommentsOn> load_comments(const Session& session);

}  // namespace cmt::cli
