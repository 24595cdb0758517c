// Two versions of one record that grew apart from a common one, put together: pure, bytes in and
// bytes out. docs/merging.md says what merges and what stays a conflict.
//
// Events that either side added are united in the order in which they were put on record; what
// merging gives does not depend on which side is ours. The result is read again and compared with
// what was meant, and the process is replayed over it: whatever is not as intended, or not legal
// together, is a conflict, never a loss.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/lists.hpp"
#include "process/rules.hpp"

namespace cmt::merge {

// Whole files. Without a base both sides made the file; a base that cannot be read, such as one with
// marks of an earlier conflict, counts as none.
struct Versions {
  std::optional<std::string> base;
  std::string ours, theirs;
};

struct Outcome {
  std::optional<std::string> bytes;  // absent: a conflict
  std::vector<std::string> reasons;  // why there is one: sentences without a full stop
};

// `path` is the record's own, complaints/YYYY/ID.yaml: its name is compared with the id.
Outcome merge_complaint(const std::string& path, const Versions& versions,
                        const process::Rules& rules);
// A record of another kind that is its history too: actions/ID.yaml, disputes/ID.yaml, …
// Precondition: records::dossier_kind_of(path).
Outcome merge_dossier(const std::string& path, const Versions& versions,
                      const process::Rules& rules);
// parties/ID.yaml.
Outcome merge_party(const std::string& path, const Versions& versions);

}  // namespace cmt::merge
