// The records besides complaints that reports count.
#pragma once
#include <optional>
#include <string>

#include "cli/session.hpp"
#include "reports/inputs.hpp"

namespace cmt::cli {

// As they stood at a moment, or now. With `survey` (an id as typed) only that one of the surveys. Fails
// for the first record that cannot be read: a figure without it would be wrong.
Result<reports::Inputs> load_inputs(const Session& session, const std::optional<Instant>& as_of,
                                    const std::string& survey);

}  // namespace cmt::cli
