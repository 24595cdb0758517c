// An event of a history as people read it.
#pragma once
#include <string>

#include "cli/moments.hpp"
#include "cli/world.hpp"
#include "core/time.hpp"
#include "process/events.hpp"
#include "process/rules.hpp"
#include "yaml/value.hpp"

namespace cmt::cli {

// "2026-11-20 09:12  assigned    sara  owner: omid" and further lines; ends in a line break.
std::string timeline_entry(const World& world, const process::Event& event,
                           const process::Rules& rules, const std::string& language, DateForm form,
                           int width);

// The local time of an event: "2026-11-20 09:12", "2026-11-20", "date unknown"; with the date
// in its form.
std::string local_time(const When& when, const TimeZone& zone, DateForm form);

// The same for an event of a record of another kind (records/dossier.hpp).
std::string timeline_entry(const World& world, const yaml::Value& event, const When& at,
                           const std::string& by, const process::Rules& rules, DateForm form,
                           int width);

// What an event says, on one line: "outcome: upheld; remedies: R47 120.00 EUR".
std::string event_facts(const process::Event& event);
std::string event_facts(const yaml::Value& event);

}  // namespace cmt::cli
