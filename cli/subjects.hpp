// Which records a command looks at, where it is not the whole register.
#pragma once
#include <string>
#include <vector>

#include "cli/session.hpp"

namespace cmt::cli {

struct Subjects {
  std::vector<ComplaintId> complaints;
  std::vector<std::string> others;     // paths of parties and of records such as actions
  std::vector<std::string> strangers;  // paths of files that lie among records and are none
  bool settings = false;               // cmt.yaml and what it names

  bool names_records() const { return !complaints.empty() || !others.empty(); }
};

// What ids, starts of ids, and paths of files name; a start that begins with a letter and a dash, such as
// A-4T, is of no complaint. Fails when one names none or more than one (refused), or a record that is not
// there (unreadable).
Result<Subjects> subjects_of(const World& world, const Session& session,
                             const std::vector<std::string>& targets);
// The same where a command knows complaints alone.
Result<std::vector<ComplaintId>> complaints_of(const World& world, const Session& session,
                                               const std::vector<std::string>& targets);

// The records that paths of the register name, whether they are there or not; other paths are left out.
Subjects subjects_at(const std::vector<std::string>& paths);

Result<Subjects> all_subjects(const Session& session);

}  // namespace cmt::cli
