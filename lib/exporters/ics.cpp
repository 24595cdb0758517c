#include "exporters/ics.hpp"

#include <fmt/core.h>

#include <chrono>

namespace cmt::exporters {
namespace {

constexpr std::size_t most_octets = 75;

// TEXT of RFC 5545, 3.3.11; control characters have no place in it.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\' || c == ';' || c == ',') out += '\\';
    if (c == '\n')
      out += "\\n";
    else if (static_cast<unsigned char>(c) >= 32 && c != 127)
      out += c;
  }
  return out;
}

// One content line, folded (3.1).
void add_line(std::string& out, std::string_view line) {
  std::size_t room = most_octets;
  while (line.size() > room) {
    std::size_t cut = room;
    while (cut > 1 && (static_cast<unsigned char>(line[cut]) & 0xC0U) == 0x80U) --cut;
    out += line.substr(0, cut);
    out += "\r\n ";
    line.remove_prefix(cut);
    room = most_octets - 1;  // the space that a continuation begins with
  }
  out += line;
  out += "\r\n";
}

std::string compact(Date day) {
  const std::chrono::year_month_day date{day};
  return fmt::format("{:04}{:02}{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

std::string compact(const Instant& at) {
  const auto day = std::chrono::floor<std::chrono::days>(at.utc);
  const auto seconds =
      std::chrono::duration_cast<std::chrono::seconds>(at.utc - std::chrono::sys_time<
          std::chrono::nanoseconds>{day}).count();
  return fmt::format("{}T{:02}{:02}{:02}Z", compact(Date{day}), seconds / 3600,
                     seconds / 60 % 60, seconds % 60);
}

}  // namespace

std::string ics(const std::vector<DueEvent>& events, const Instant& stamp, std::string_view name) {
  std::string out;
  add_line(out, "BEGIN:VCALENDAR");
  add_line(out, "VERSION:2.0");
  add_line(out, "PRODID:-//cmt//due times//EN");
  add_line(out, "X-WR-CALNAME:" + escaped(name));
  for (const auto& event : events) {
    add_line(out, "BEGIN:VEVENT");
    add_line(out, "UID:" + escaped(event.uid));
    add_line(out, "DTSTAMP:" + compact(stamp));
    if (event.at) {
      add_line(out, "DTSTART:" + compact(*event.at));
    } else {
      add_line(out, "DTSTART;VALUE=DATE:" + compact(event.day));
      add_line(out, "DTEND;VALUE=DATE:" + compact(event.day + std::chrono::days{1}));
    }
    add_line(out, "SUMMARY:" + escaped(event.summary));
    if (!event.description.empty()) add_line(out, "DESCRIPTION:" + escaped(event.description));
    add_line(out, "TRANSP:TRANSPARENT");
    if (event.is_overdue) add_line(out, "PRIORITY:1");
    add_line(out, "END:VEVENT");
  }
  add_line(out, "END:VCALENDAR");
  return out;
}

}  // namespace cmt::exporters
