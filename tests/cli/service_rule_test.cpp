// A service rule with working hours, gone the whole way that a person who tests it goes: a register
// with a profile and a calendar, lines of another system imported, the due times read back. One
// business day, Monday to Friday 08:30 to 17:00 in New York; what is opened at or after 17:00 counts
// as the next business day at 08:30, what is opened before 08:30 or on a closed day from the next
// opening. What is expected is computed here, without the calendars of the program.
#include <fmt/core.h>

#include <chrono>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "cli/transcript.hpp"
#include "support/test.hpp"

using cmt::testing::Terminal;
using Json = nlohmann::json;

namespace {

namespace chrono = std::chrono;
using Day = chrono::sys_days;

// A time on the wall in New York.
struct Wall {
  Day day;
  int minute = 0;  // since midnight
};

// From the second Sunday of March to the first of November, at two in the morning.
int offset_hours(const Wall& wall) {
  const auto year = chrono::year_month_day{wall.day}.year();
  const Day begins = year / chrono::March / chrono::Sunday[2];
  const Day ends = year / chrono::November / chrono::Sunday[1];
  const auto at = wall.day + chrono::minutes{wall.minute};
  return at >= begins + chrono::hours{2} && at < ends + chrono::hours{2} ? -4 : -5;
}

std::string iso_day(Day day) {
  const chrono::year_month_day date{day};
  return fmt::format("{:04}-{:02}-{:02}", int{date.year()}, unsigned{date.month()}, unsigned{date.day()});
}

std::string iso(const Wall& wall, int second = 0) {
  return fmt::format("{}T{:02}:{:02}:{:02}-{:02}:00", iso_day(wall.day), wall.minute / 60,
                     wall.minute % 60, second, -offset_hours(wall));
}

// Independence Day and Thanksgiving of the years of the test, as the register's file has them.
const std::set<std::string> holidays = {"2025-07-04", "2025-11-27", "2026-07-03", "2026-11-26"};

bool is_business_day(Day day) {
  const unsigned weekday = chrono::weekday{day}.iso_encoding();
  return weekday <= 5 && holidays.count(iso_day(day)) == 0;
}

Day next_business_day(Day day) {
  do day += chrono::days{1};
  while (!is_business_day(day));
  return day;
}

Wall expected(Wall opened) {
  constexpr int opens = 8 * 60 + 30, closes = 17 * 60;
  if (!is_business_day(opened.day) || opened.minute >= closes)
    opened = {next_business_day(opened.day), opens};
  else if (opened.minute < opens)
    opened.minute = opens;
  return {next_business_day(opened.day), opened.minute};
}

void write(const std::filesystem::path& path, const std::string& text) {
  std::filesystem::create_directories(path.parent_path());
  std::ofstream{path, std::ios::binary} << text;
}

std::string holiday_file() {
  std::string out = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//example//EN\r\n";
  for (const auto& holiday : holidays) {
    std::string compact = holiday;
    std::erase(compact, '-');
    out += fmt::format("BEGIN:VEVENT\r\nUID:{0}\r\nDTSTART;VALUE=DATE:{0}\r\nSUMMARY:closed\r\nEND:VEVENT\r\n", compact);
  }
  return out + "END:VCALENDAR\r\n";
}

const char* const settings =
    "organization: City desk\nprocess: small\ntimezone: America/New_York\nlanguages: [en]\nprofile: {}\n"
    "calendar:\n  week: {{mon-fri: \"08:30-17:00\"}}\n  holidays: [calendars/us.ics]\n";

// The register, as docs/deadlines.md says to make it.
void prepare(Terminal& terminal, const std::string& profile) {
  REQUIRE(terminal.cmt({"init", ".", "--name", "City desk", "--timezone", "America/New_York"}).code == 0);
  write(terminal.folder() / "cmt.yaml", fmt::format(fmt::runtime(settings), profile));
  write(terminal.folder() / "calendars/us.ics", holiday_file());
}

struct Opening {
  Wall at;
  int second = 0;
};

// Every kind of minute of every kind of day, and both changes of the clock.
std::vector<Opening> openings() {
  std::vector<Opening> out;
  const int minutes[] = {0, 95, 8 * 60 + 29, 8 * 60 + 30, 8 * 60 + 31, 10 * 60 + 15, 16 * 60 + 59, 17 * 60, 17 * 60 + 1, 23 * 60 + 59};
  for (const Day first : {Day{chrono::year{2025} / 3 / 5}, Day{chrono::year{2025} / 6 / 30},
                          Day{chrono::year{2025} / 10 / 30}, Day{chrono::year{2025} / 11 / 24},
                          Day{chrono::year{2025} / 12 / 29}, Day{chrono::year{2026} / 7 / 1}})
    for (int day = 0; day < 8; ++day)
      for (const int minute : minutes)
        out.push_back({{first + chrono::days{day}, minute}, static_cast<int>(out.size() % 60)});
  return out;
}

std::string line_of(std::size_t n, const std::string& received_at) {
  return fmt::format("{{\"received_at\": \"{}\", \"medium\": \"web\", \"external_refs\": [\"desk:{}\"]}}\n",
                     received_at, n);
}

// "final" of each complaint of `list --json`, by its reference.
std::map<std::string, std::map<std::string, std::string>> due_times(const std::string& list) {
  std::map<std::string, std::map<std::string, std::string>> out;
  const Json document = Json::parse(list);
  for (const auto& one : document.at("complaints"))
    for (const auto& due : one.at("due"))
      out[one.at("external_refs").at(0)][due.at("code")] = due.at("due");
  return out;
}

}  // namespace

TEST_CASE("the service rule is exact to the minute from the imported line to every list") {
  Terminal terminal;
  terminal.now = "2026-07-10T12:00:00-04:00";
  prepare(terminal, "service-day");
  const auto all = openings();
  std::string lines;
  for (std::size_t i = 0; i < all.size(); ++i) lines += line_of(i, iso(all[i].at, all[i].second));
  write(terminal.folder() / "desk.jsonl", lines);
  REQUIRE(terminal.cmt({"import", "--format", "jsonl", "desk.jsonl"}).code == 0);

  const auto list = terminal.cmt({"list", "--json"});
  REQUIRE(list.code == 0);
  const auto found = due_times(list.out);
  REQUIRE(found.size() == all.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Wall due = expected(all[i].at);
    // What is moved to an opening has no seconds; what keeps its time of day keeps them.
    const bool is_moved = !is_business_day(all[i].at.day) || all[i].at.minute < 510 || all[i].at.minute >= 1020;
    INFO(iso(all[i].at, all[i].second));
    CHECK(found.at(fmt::format("desk:{}", i)).at("final") == iso(due, is_moved ? 0 : all[i].second));
  }

  // The other ways to read a due time agree.
  const Json document = Json::parse(list.out);
  const Json& last = document.at("complaints").back();
  const std::string id = last.at("id");
  const std::string due = last.at("due").at(0).at("due");
  CHECK(Json::parse(terminal.cmt({"show", id, "--json"}).out).at("due") == last.at("due"));
  CHECK(Json::parse(terminal.cmt({"explain", id, "--json"}).out).at("clocks").at(0).at("due") == due);
  const Json morning = Json::parse(terminal.cmt({"due", "--json", "--within", "all"}).out);
  CHECK(morning.at("due").size() == all.size());
  for (const auto& errand : morning.at("due"))
    if (errand.at("id") == id) CHECK(errand.at("due") == due);
  const auto exported = terminal.cmt({"export", "--format", "jsonl", "ref:" + last.at("external_refs").at(0).get<std::string>()});
  CHECK(Json::parse(exported.out).at("due") == last.at("due"));
}

TEST_CASE("a day in business hours and one business day part where a day begins") {
  Terminal terminal;
  terminal.now = "2026-07-10T12:00:00-04:00";
  prepare(terminal, "ours");
  write(terminal.folder() / "profiles/ours.yaml",
        "profile: ours\nversions:\n  - version: \"1\"\n    limits:\n"
        "      - {code: ack, within: 1bd}\n"                        // the whole next business day
        "      - {code: assess, within: 1bd, ends: close}\n"        // its close of business
        "      - {code: holding, within: 1bd, ends: same-time}\n"   // the same time of it
        "      - {code: final, within: 8bh}\n");                    // so much working time
  write(terminal.folder() / "desk.jsonl", line_of(0, "2026-06-02T10:15:00-04:00") + line_of(1, "2026-06-05T17:00:00-04:00"));
  REQUIRE(terminal.cmt({"import", "--format", "jsonl", "desk.jsonl"}).code == 0);
  auto found = due_times(terminal.cmt({"list", "--json"}).out);
  CHECK(found["desk:0"] == std::map<std::string, std::string>{{"ack", "2026-06-03"},
                                                              {"assess", "2026-06-03T17:00:00-04:00"},
                                                              {"holding", "2026-06-03T10:15:00-04:00"},
                                                              {"final", "2026-06-03T09:45:00-04:00"}});
  // Opened at closing on a Friday: by date Monday is the next business day, by hours it is the first.
  CHECK(found["desk:1"] == std::map<std::string, std::string>{{"ack", "2026-06-08"},
                                                              {"assess", "2026-06-08T17:00:00-04:00"},
                                                              {"holding", "2026-06-09T08:30:00-04:00"},
                                                              {"final", "2026-06-08T16:30:00-04:00"}});
}

TEST_CASE("public limits in hours, days and weeks are read back from imported lines") {
  Terminal terminal;
  terminal.now = "2026-07-10T12:00:00-04:00";
  prepare(terminal, "ours");
  write(terminal.folder() / "profiles/ours.yaml",
        "profile: ours\nversions:\n  - version: \"1\"\n    limits:\n      - {code: ack, within: 24h}\n"
        "      - {code: assess, within: 3bd}\n      - {code: holding, within: 21d}\n"
        "      - {code: final, within: 30d}\n");
  write(terminal.folder() / "profiles/later.yaml",
        "profile: later\nversions:\n  - version: \"1\"\n    limits:\n      - {code: ack, within: 15d}\n"
        "      - {code: holding, within: 60d}\n      - {code: final, within: 8w}\n");
  // The evening before the clocks go forward, and a Thursday before a holiday.
  write(terminal.folder() / "desk.jsonl", line_of(0, "2025-03-08T18:00:00-05:00") + line_of(1, "2026-07-02T16:00:00-04:00"));
  REQUIRE(terminal.cmt({"import", "--format", "jsonl", "desk.jsonl"}).code == 0);
  auto found = due_times(terminal.cmt({"list", "--json"}).out);
  CHECK(found["desk:0"] == std::map<std::string, std::string>{{"ack", "2025-03-09T19:00:00-04:00"},
                                                              {"assess", "2025-03-12"},
                                                              {"holding", "2025-03-29"},
                                                              {"final", "2025-04-07"}});
  CHECK(found["desk:1"] == std::map<std::string, std::string>{{"ack", "2026-07-03T16:00:00-04:00"},
                                                              {"assess", "2026-07-08"},
                                                              {"holding", "2026-07-23"},
                                                              {"final", "2026-08-01"}});
  // Lines that name no limits go by the register's profile, whichever that is.
  write(terminal.folder() / "cmt.yaml", fmt::format(fmt::runtime(settings), "later"));
  found = due_times(terminal.cmt({"list", "--json"}).out);
  CHECK(found["desk:0"] == std::map<std::string, std::string>{{"ack", "2025-03-23"},
                                                              {"holding", "2025-05-07"},
                                                              {"final", "2025-05-03"}});
}
