// An event of a history as people read it.
#pragma once
#include <string>

#include "cli/moments.hpp"
#include "cli/world.hpp"
#include "process/events.hpp"
#include "process/rules.hpp"

namespace cmt::cli {

// "2026-11-20 09:12  assigned    sara  owner: omid" and further lines; ends in a line break.
std::string timeline_entry(const World& world, const process::Event& event,
                           const process::Rules& rules, const std::string& language, DateForm form,
                           int width);

// The local time of an event: "2026-11-20 09:12", "2026-11-20", "date unknown"; with the date
// in its form.
std::string local_time(const When& when, const TimeZone& zone, DateForm form);

// What an event says, on one line: "outcome: upheld; remedies: R47 120.00 EUR".
std::string event_facts(const process::Event& event);

}  // namespace cmt::cli
