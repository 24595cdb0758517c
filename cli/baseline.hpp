// What a register has agreed not to hear about: exceptions of cmt.yaml, and the baseline file of
// findings that were there before.
#pragma once
#include <string>
#include <vector>

#include "cli/findings.hpp"

namespace cmt::cli {

inline constexpr const char* baseline_path = "check-baseline.yaml";

// One for each finding, in their order: 32 hexadecimal digits that stay the same when lines move,
// come from what the finding says and are different within a run.
std::vector<std::string> fingerprints(const std::vector<Finding>& findings);

// Sets severities and takes out what is silenced; what is wrong with the exceptions is added.
void apply_settings(const records::Settings& settings, Date today, Gathered& gathered);

// Takes out errors and warnings of the baseline and adds its entries that no finding has any more
// (where `is_whole`). Failure: unreadable.
Result<Done> apply_baseline(const Session& session, bool is_whole, Gathered& gathered);

// The file for these findings: sorted, one map an entry.
std::string baseline_of(const Gathered& gathered);

}  // namespace cmt::cli
