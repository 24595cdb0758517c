// Deadline profiles, those of the program and those of a register, and the calendars of cmt.yaml.
#include "records/profiles.hpp"

#include <algorithm>
#include <map>

#include <fmt/core.h>

#include "core/data.hpp"
#include "process/clocks.hpp"
#include "support/test.hpp"

using namespace cmt;
using namespace cmt::records;

namespace {

const std::string head = "profile: ours\nversions:\n  - version: \"1\"\n    limits:\n";

std::string limits_of(const std::string& bytes, const std::string& path = "profiles/ours.yaml") {
  const auto file = read_profile(path, bytes);
  if (!file) return file.diagnostics().front().message.english();
  std::string out;
  for (const auto& profile : file->profiles)
    for (const auto& version : profile.versions)
      out += profile.name + "@" + version.version + ": " + process::text_of(version.terms) + "\n";
  return out;
}

std::string one_limit(const std::string& limit) { return limits_of(head + "      - " + limit + "\n"); }

// The deadlines of a register whose files are these; cmt.yaml says which calendars it has.
Result<std::shared_ptr<const process::Deadlines>> deadlines(const std::string& settings,
                                                            std::map<std::string, std::string> files) {
  const auto read = read_settings("cmt.yaml", "organization: Shop\ntimezone: Europe/Paris\n" + settings);
  REQUIRE(read);
  std::vector<std::string> profiles;
  for (const auto& [path, bytes] : files)
    if (path.substr(0, 9) == "profiles/") profiles.push_back(path);
  return read_deadlines(*read, profiles, [files](const std::string& path) -> Result<std::string> {
    const auto found = files.find(path);
    if (found == files.end()) return unreadable(path, "no such file");
    return found->second;
  });
}

}  // namespace

TEST_CASE("every profile that the program brings can be read, and its terms written and read back") {
  const auto names = built_in_profiles();
  CHECK(names.size() >= 24);
  for (const auto& name : names) {
    INFO(name);
    const auto file = read_profile("profiles/" + name + ".yaml",
                                   std::string{data::file("profiles/" + name + ".yaml")});
    REQUIRE(file);
    for (const auto& profile : file->profiles) {
      CHECK(built_in_profile(profile.name) != nullptr);
      for (const char* language : {"en", "fa", "ru"}) CHECK(profile.titles.count(language) == 1);
      for (const auto& version : profile.versions)
        CHECK(process::parse_terms(process::text_of(version.terms)) == version.terms);
    }
    for (const auto& limit : file->notes.limits) {
      CHECK_FALSE(limit.source.empty());
      CHECK((limit.evidence == "verified" || limit.evidence == "unverified"));
    }
  }
}

TEST_CASE("a variant has the limits of its profile and its own in their place") {
  const auto* hardship = built_in_profile("au-asic/hardship");
  REQUIRE(hardship);
  const auto& terms = hardship->versions.back().terms;
  CHECK(terms.find(process::Clock::final)->term.within == calendar::Amount{21, calendar::Unit::days});
  CHECK(terms.find(process::Clock::ack) != nullptr);
  CHECK(built_in_profile("au-asic/moon") == nullptr);
  CHECK(built_in_profile("moon") == nullptr);
}

TEST_CASE("a limit has a clock, an amount and what else it asks") {
  CHECK(one_limit("{code: final, within: 15bd, from: registered, ends: close, roll: next, "
                  "stop_clock: true, extension: {within: 10bd}}") ==
        "ours@1: final 15bd from registered close roll-next stops +10bd\n");
  CHECK(one_limit("{code: ack, within: 1bd, count_from: same-day, ends: same-time}") ==
        "ours@1: ack 1bd same-day same-time\n");
}

TEST_CASE("what a limit cannot be is refused with its place") {
  CHECK(one_limit("{code: lunch, within: 1h}") == "code 'lunch' is not known");
  CHECK(one_limit("{code: ack, within: soon}") == "'soon' is not an amount of time");
  CHECK(one_limit("{code: ack}") == "`within` is missing");
  CHECK(one_limit("{code: ack, within: 1bd, form: received}") == "'form' is not known here");
  CHECK(one_limit("{code: ack, within: 1bd}\n      - {code: ack, within: 2bd}") ==
        "the clock ack has two limits");
}

TEST_CASE("7.5 a limit has a shorter amount for what may be dangerous") {
  CHECK(one_limit("{code: assess, within: 2bd, within_safety: 0bd}") == "ours@1: assess 2bd safety 0bd\n");
  CHECK(one_limit("{code: assess, within: 2bd, within_safety: now}") == "'now' is not an amount of time");
}

TEST_CASE("8.4 a return per period is no limit of a case") {
  const auto returns = [](const std::string& limit) {
    const auto file = read_profile("profiles/ours.yaml", head + "      - " + limit + "\n");
    if (!file) return file.diagnostics().front().message.english();
    const auto& version = file->profiles.front().versions.front();
    return fmt::format("{}; {}", process::text_of(version.terms),
                       version.returns ? fmt::format("{} {}", version.returns->months,
                                                     text(version.returns->term.within)) : "none");
  };
  CHECK(returns("{code: report, every: 3mo, within: 20d, from: period-end}") == "none; 3 20d");
  CHECK(returns("{code: report, every: 6mo, within: 1mo}") == "none; 6 1mo");
  CHECK(returns("{code: report, within: 3d, from: received}") == "report 3d from received; none");
  CHECK(returns("{code: report, within: 20d}") == "`every` is missing");
  CHECK(returns("{code: report, every: 4mo, within: 20d}") == "'4mo' is no part of a year");
  CHECK(returns("{code: report, every: 3d, within: 20d}") == "'3d' is no part of a year");
  CHECK(returns("{code: final, every: 3mo, within: 20d}") ==
        "only a report from the period-end comes again every so often");
  CHECK(returns("{code: report, every: 3mo, within: 20d}\n      - {code: report, every: 6mo, within: 1d}") ==
        "a profile has one return");
}

TEST_CASE("8.4 a variant shares the return of its profile and has none of its own") {
  const auto* hardship = built_in_profile("au-asic/hardship");
  REQUIRE(hardship);
  REQUIRE(hardship->versions.back().returns);
  CHECK(hardship->versions.back().returns->months == 6);
  CHECK(limits_of(head + "      - {code: ack, within: 1bd}\n    variants:\n      other:\n        limits:\n"
                  "          - {code: report, every: 3mo, within: 20d}\n") == "a variant has no return");
}

TEST_CASE("calendars are read when somebody counts by them, and once") {
  int reads = 0;
  const auto settings = read_settings("cmt.yaml", "organization: Shop\ntimezone: UTC\ncalendar:\n"
                                                  "  week: {mon: all-day}\n  holidays: [calendars/a.ics]\n");
  REQUIRE(settings);
  const auto made = read_deadlines(*settings, {}, [&](const std::string&) -> Result<std::string> {
    ++reads;
    return std::string{"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"};
  });
  REQUIRE(made);
  CHECK(reads == 0);
  const auto copy = (*made)->calendars;
  CHECK((*made)->calendars.all().size() == 1);
  CHECK(copy.all().size() == 1);
  CHECK(reads == 1);
}

TEST_CASE("a working week that changes on a day is read with its version") {
  const auto made = deadlines(
      "calendar:\n  week: {sat-wed: \"08:00-16:00\"}\n  changes:\n"
      "    - {version: \"1405\", from: 2026-03-21, week: {sat-thu: \"08:00-16:00\"}}\n"
      "    - {version: Ramadan, from: 2027-02-08, to: 2027-03-09, week: {sat-wed: \"09:00-13:00\"}}\n", {});
  REQUIRE(made);
  const auto& calendar = (*made)->calendars.all().front().calendar;
  CHECK_FALSE(calendar.is_working_day(*parse_date("2026-03-19")));  // Thursdays
  CHECK(calendar.is_working_day(*parse_date("2026-03-26")));
  CHECK(calendar.frames_on(*parse_date("2027-03-09")) == calendar::Frames{{540, 780}});
  CHECK(calendar.frames_on(*parse_date("2027-03-10")) == calendar::Frames{{480, 960}});
  CHECK(calendar.change_on(*parse_date("2027-03-10"))->version == "1405");
}

TEST_CASE("a profile stands in the file of its name") {
  CHECK(limits_of(head + "      - {code: ack, within: 1bd}\n", "profiles/other.yaml") ==
        "the profile is 'ours', the file is profiles/other.yaml");
}

TEST_CASE("versions stand in the order of the days from which they are in force") {
  const std::string first = "profile: ours\nversions:\n  - {version: a, limits: []}\n";
  CHECK(limits_of(first + "  - {version: b, effective_from: 2026-06-01, limits: []}\n") ==
        "ours@a: none\nours@b: none\n");
  CHECK(limits_of(first + "  - {version: b, limits: []}\n") ==
        "versions stand in the order of their effective_from");
}

TEST_CASE("a register's profile stands in for that of the program") {
  const auto made = deadlines("profile: iso\n", {{"profiles/iso.yaml", "profile: iso\nversions:\n  - version: own\n"
                                                  "    limits:\n      - {code: final, within: 5bd}\n"}});
  REQUIRE(made);
  CHECK((*made)->find("iso")->versions.front().version == "own");
  CHECK((*made)->find("small") != nullptr);
}

TEST_CASE("a profile that does not exist is refused, with those that do") {
  const auto made = deadlines("profile: moon\n", {});
  REQUIRE_FALSE(made);
  CHECK(made.diagnostics().front().message == "there is no deadline profile 'moon'");
  CHECK(made.diagnostics().front().hint.english().find("iso") != std::string::npos);
}

TEST_CASE("without a calendar the days of work are Monday to Friday in the register's zone") {
  const auto made = deadlines("", {});
  REQUIRE(made);
  const auto& calendar = (*made)->calendars.all().front().calendar;
  CHECK(calendar.zone.name() == "Europe/Paris");
  CHECK(calendar.is_working_day(*parse_date("2026-11-20")));
  CHECK_FALSE(calendar.is_working_day(*parse_date("2026-11-21")));
}

TEST_CASE("a calendar has its week, the holidays of its files and where they came from") {
  const auto made = deadlines(
      "calendar:\n  week: {sat-wed: \"08:00-12:00, 13:00-16:00\", thu: \"08:00-12:00\"}\n"
      "  holidays: [calendars/a.ics]\n",
      {{"calendars/a.ics", "BEGIN:VCALENDAR\r\nX-WR-CALNAME:Ours\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20261121\r\n"
                           "SUMMARY:Feast\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"}});
  REQUIRE(made);
  const auto& calendar = (*made)->calendars.all().front().calendar;
  CHECK(calendar.frames_on(*parse_date("2026-11-19")) == calendar::Frames{{480, 720}});
  CHECK(calendar.frames_on(*parse_date("2026-11-22")) == calendar::Frames{{480, 720}, {780, 960}});
  CHECK_FALSE(calendar.is_working_day(*parse_date("2026-11-20")));
  REQUIRE(calendar.holiday(*parse_date("2026-11-21")));
  CHECK(calendar.holiday(*parse_date("2026-11-21"))->name == "Feast");
  REQUIRE(calendar.sources.size() == 1);
  CHECK(calendar.sources[0].find("calendars/a.ics") == 0);
}

TEST_CASE("a file of holidays that is missing is named") {
  const auto made = deadlines("calendar:\n  week: {mon: all-day}\n  holidays: [calendars/a.ics]\n", {});
  REQUIRE(made);
  const auto read = (*made)->calendars.read();
  REQUIRE_FALSE(read);
  CHECK(read.diagnostics().front().at.file == "calendars/a.ics");
  CHECK((*made)->calendars.all().empty());
}

TEST_CASE("hours and days of a week are read, and nothing like them") {
  CHECK(parse_frames("09:00-17:00") == calendar::Frames{{540, 1020}});
  CHECK(parse_frames("00:00-24:00") == calendar::Frames{{0, 1440}});
  CHECK(parse_frames("closed") == calendar::Frames{});
  CHECK(parse_frames("all-day") == calendar::Frames{{0, 1440}});
  for (const char* text : {"", "9-17", "09:00-09:00", "17:00-09:00", "09:60-10:00", "09:00-24:01",
                           "09:00-12:00,12:00-13:00", "09:00-12:00, 11:00-13:00", "09:00"})
    CHECK(parse_frames(text) == std::nullopt);
  CHECK(parse_weekdays("sat-wed") == std::vector<std::size_t>{5, 6, 0, 1, 2});
  CHECK(parse_weekdays("thu") == std::vector<std::size_t>{3});
  CHECK(parse_weekdays("thursday").empty());
  CHECK(parse_weekdays("mon-").empty());
}

TEST_CASE("the calendars of cmt.yaml are refused with what is wrong in them") {
  const auto message = [](const std::string& calendars) {
    const auto read = read_settings("cmt.yaml", "organization: Shop\ntimezone: UTC\n" + calendars);
    return read ? std::string{"taken"} : read.diagnostics().front().message.english();
  };
  CHECK(message("calendar:\n  week: {mon-fri: \"9-5\"}\n") == "'9-5' are no hours");
  CHECK(message("calendar:\n  week: {monday: \"09:00-17:00\"}\n") == "'monday' is no day of the week");
  CHECK(message("calendar:\n  week: {mon: closed}\n") == "no day of the week has working hours");
  CHECK(message("calendars:\n  - name: night\n    week: {mon: all-day}\n") ==
        "a further calendar says which `products` or `units` it is for");
  CHECK(message("calendars:\n  - units: [a]\n    week: {mon: all-day}\n") == "a further calendar has a `name`");
  const auto change = [&](const std::string& changes) {
    return message("calendar:\n  week: {mon: all-day}\n  changes:\n" + changes);
  };
  CHECK(change("    - {version: a, from: 2026-01-01, week: {tue: all-day}}\n") == "taken");
  CHECK(change("    - {version: a, from: 2026-01-01, week: {tue: closed}}\n") ==
        "no day of the week has working hours");
  CHECK(change("    - {version: a, from: 2026-01-01, week: {tue: 9-5}}\n") == "'9-5' are no hours");
  CHECK(change("    - {version: a, from: 2026-01-02, to: 2026-01-01, week: {tue: all-day}}\n") ==
        "it ends on 2026-01-01, before it begins");
  CHECK(change("    - {version: a, from: 2026-01-02, week: {tue: all-day}}\n"
               "    - {version: b, from: 2026-01-02, week: {tue: all-day}}\n") ==
        "changes stand in the order of the days they begin");
  CHECK(change("    - {from: 2026-01-02, week: {tue: all-day}}\n") == "`changes` has no `version`");
  CHECK(change("    - {version: a, week: {tue: all-day}}\n") == "`changes` has no `from`");
  CHECK(message("reporting_year_begins: 13\n") == "the month is 1 to 12");
  CHECK(message("calendar:\n  timezone: Mars/Olympus\n  week: {mon: all-day}\n") != "taken");
}
