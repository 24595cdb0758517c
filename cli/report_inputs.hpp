// The records besides complaints that reports count.
#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "cli/session.hpp"
#include "reports/inputs.hpp"

namespace cmt::cli {

struct InputOptions {
  std::optional<Instant> as_of;  // as they stood then; now, when it is not set
  std::string survey;            // an id as typed: only that one of the surveys
  bool skip_invalid = false;     // name what cannot be read on standard error, and go on without it
};

struct LoadedInputs {
  reports::Inputs inputs;
  std::int64_t skipped = 0;  // records that could not be read
};

// Without skip_invalid it fails for the first record that cannot be read: a figure without it would be
// wrong.
Result<LoadedInputs> load_inputs(World& world, const Session& session, const InputOptions& options);

// What cmt.yaml says to reports: the organization, when a problem recurs, what complaints are divided by,
// and what an hour costs.
void take_settings(reports::Scope& scope, const records::Settings& settings);

}  // namespace cmt::cli
