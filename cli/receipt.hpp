// What every receipt of a complaint has in common, however it came (7.2).
#pragma once
#include <string>

#include "process/events.hpp"
#include "records/settings.hpp"

namespace cmt::cli {

// A line about the complaint that holds no personal data, when nobody wrote one.
std::string neutral_summary(const process::Received& received, const records::Settings& settings);

}  // namespace cmt::cli
