// What `cmt check` finds: every source of findings is asked here, and what they say is put in order.
//
// A further source is a function that gives Findings, one call in `gather`, and a table of its rules
// in checks::tables().
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "cli/finding.hpp"
#include "cli/session.hpp"
#include "cli/subjects.hpp"

namespace cmt::cli {

// What is looked at, and how closely.
struct CheckScope {
  std::vector<std::string> targets;  // ids, starts of ids, or files of records; empty: everything
  bool second_reader = false;        // every file is also read by another YAML reader
  bool without_baseline = false;     // what check-baseline.yaml hides is given too
  bool is_staged = false;            // the session is git's index
  // In place of targets: the records that are staged, or differ from an earlier commit.
  std::optional<Subjects> changed = {};
  std::vector<Finding> found = {};  // by that comparison; with targets, only theirs are kept
};

struct Gathered {
  std::size_t records = 0;        // how many were looked at
  std::size_t silenced = 0;       // by an exception in cmt.yaml
  std::size_t in_baseline = 0;    // hidden by check-baseline.yaml
  std::vector<std::string> files; // paths of the records, in order
  std::vector<Finding> findings;  // by file, line, column and rule
};

// Reads and never writes. Fails when a target names nothing (refused) or the folder cannot be read.
Result<Gathered> gather(const World& world, const Session& session, CheckScope scope);

}  // namespace cmt::cli
