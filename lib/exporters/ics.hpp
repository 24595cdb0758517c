// Due times for calendar programs: iCalendar (RFC 5545).
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/time.hpp"

namespace cmt::exporters {

// One due time. Nothing personal belongs into it: calendars are shared.
struct DueEvent {
  std::string uid;         // stable: the same case and clock have the same one for life
  std::string summary;
  std::string description;
  Date day;                // of a due time that is a whole day
  std::optional<Instant> at;
  bool is_overdue = false;
};

// One calendar of all-day and timed events; CRLF, lines folded at 75 octets between characters,
// times in UTC. `stamp` is the DTSTAMP of every event; `name` that of the calendar.
std::string ics(const std::vector<DueEvent>& events, const Instant& stamp, std::string_view name);

}  // namespace cmt::exporters
