// What there is to do, as commands show it.
#pragma once
#include <string>
#include <vector>

#include "process/agenda.hpp"

namespace cmt::cli {

// "remedy R02", "ack".
std::string what(const process::Errand& errand);

// How far the due time is: "3 days late", "today", "in 5 hours".
Message distance(const process::Errand& errand, const process::Rules& rules, const Instant& now);

// A calendar of the errands, iCalendar. Uids stay the same for as long as a case is open.
std::string calendar_of(const std::vector<process::Errand>& errands, const Instant& as_of, std::string_view name);

}  // namespace cmt::cli
