#include "core/time.hpp"

#include <absl/time/time.h>
#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <mutex>

namespace cmt {
namespace {

using std::chrono::nanoseconds;
using std::chrono::sys_time;

// Reads exactly `count` ASCII digits at `at`.
std::optional<int> digits(std::string_view text, std::size_t at, std::size_t count) {
  if (at + count > text.size()) return std::nullopt;
  int value = 0;
  for (std::size_t i = at; i < at + count; ++i) {
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

std::chrono::year_month_day civil(Date date) { return std::chrono::year_month_day{date}; }

// The whole days, in any offset, that nanoseconds in 64 bits can say.
constexpr Date first_day{std::chrono::year{1678} / 1 / 1};
constexpr Date last_day{std::chrono::year{2261} / 12 / 31};

}  // namespace

std::optional<Date> parse_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = digits(text, 0, 4), month = digits(text, 5, 2), day = digits(text, 8, 2);
  if (!year || !month || !day) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{*year},
                                         std::chrono::month{static_cast<unsigned>(*month)},
                                         std::chrono::day{static_cast<unsigned>(*day)}};
  if (!date.ok()) return std::nullopt;
  return Date{date};
}

std::string text(Date date) {
  const auto ymd = civil(date);
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(ymd.year()),
                     static_cast<unsigned>(ymd.month()), static_cast<unsigned>(ymd.day()));
}

int year_of(Date date) { return static_cast<int>(civil(date).year()); }

std::string month_of(Date date) { return text(date).substr(0, 7); }

std::optional<Instant> parse_instant(std::string_view text) {
  if (text.size() < 20 || (text[10] != 'T' && text[10] != 't') || text[13] != ':' ||
      text[16] != ':')
    return std::nullopt;
  const auto day = parse_date(text.substr(0, 10));
  const auto hour = digits(text, 11, 2), minute = digits(text, 14, 2), second = digits(text, 17, 2);
  if (!day || *day < first_day || *day > last_day || !hour || !minute || !second || *hour > 23 ||
      *minute > 59 || *second > 59)
    return std::nullopt;
  std::size_t at = 19;
  nanoseconds fraction{0};
  if (text[at] == '.') {
    std::int64_t unit = 100'000'000, value = 0;
    std::size_t count = 0;
    for (++at; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at, ++count, unit /= 10)
      value += unit * (text[at] - '0');
    if (count == 0 || count > 9) return std::nullopt;
    fraction = nanoseconds{value};
  }
  int offset = 0;
  if (at >= text.size()) return std::nullopt;
  if (text[at] == 'Z' || text[at] == 'z') {
    if (at + 1 != text.size()) return std::nullopt;
  } else {
    if (text.size() != at + 6 || (text[at] != '+' && text[at] != '-') || text[at + 3] != ':')
      return std::nullopt;
    const auto hours = digits(text, at + 1, 2), minutes = digits(text, at + 4, 2);
    if (!hours || !minutes || *hours > 23 || *minutes > 59) return std::nullopt;
    offset = (*hours * 60 + *minutes) * (text[at] == '-' ? -1 : 1);
  }
  const auto local = sys_time<nanoseconds>{*day} + std::chrono::hours{*hour} +
                     std::chrono::minutes{*minute} + std::chrono::seconds{*second} + fraction;
  return Instant{local - std::chrono::minutes{offset}, offset};
}

std::string text(const Instant& instant) {
  const auto local = instant.utc + std::chrono::minutes{instant.offset_minutes};
  const auto day = std::chrono::floor<std::chrono::days>(local);
  const auto since = std::chrono::duration_cast<std::chrono::seconds>(
      std::chrono::floor<std::chrono::seconds>(local) - day);
  const auto fraction = (local - std::chrono::floor<std::chrono::seconds>(local)).count();
  std::string out = fmt::format("{}T{:02}:{:02}:{:02}", text(Date{day}), since.count() / 3600,
                                since.count() / 60 % 60, since.count() % 60);
  if (fraction != 0) {
    std::string decimals = fmt::format(".{:09}", fraction);
    while (decimals.back() == '0') decimals.pop_back();
    out += decimals;
  }
  if (instant.offset_minutes == 0) return out + "Z";
  const int minutes = instant.offset_minutes < 0 ? -instant.offset_minutes : instant.offset_minutes;
  return out + fmt::format("{}{:02}:{:02}", instant.offset_minutes < 0 ? '-' : '+', minutes / 60,
                           minutes % 60);
}

Date written_date(const Instant& instant) {
  return std::chrono::floor<std::chrono::days>(instant.utc +
                                               std::chrono::minutes{instant.offset_minutes});
}

bool When::operator==(const When& other) const {
  if (kind != other.kind) return false;
  if (kind == Kind::exact) return instant == other.instant;
  return kind == Kind::unknown || day == other.day;
}

When exactly(Instant instant) { return {When::Kind::exact, instant, {}}; }
When on_day(Date day) { return {When::Kind::day, {}, day}; }

std::optional<When> parse_when(std::string_view text) {
  if (text == "unknown") return When{};
  if (const auto day = parse_date(text)) return on_day(*day);
  if (const auto instant = parse_instant(text)) return exactly(*instant);
  return std::nullopt;
}

std::string text(const When& when) {
  switch (when.kind) {
    case When::Kind::exact:
      return text(when.instant);
    case When::Kind::day:
      return text(when.day);
    case When::Kind::unknown:
      break;
  }
  return "unknown";
}

namespace {

// UTC, which needs no database, is the null zone.
const absl::TimeZone& zone_of(const void* zone) { return *static_cast<const absl::TimeZone*>(zone); }

std::chrono::seconds offset_of(const void* zone, sys_time<nanoseconds> utc) {
  if (!zone) return {};
  const auto seconds = std::chrono::floor<std::chrono::seconds>(utc).time_since_epoch().count();
  return std::chrono::seconds{zone_of(zone).At(absl::FromUnixSeconds(seconds)).offset};
}

// The form of names of zones. The library takes paths and names of its own as well.
bool is_zone_name(std::string_view name) {
  const auto is_usual = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '/' || c == '_' ||
           c == '-' || c == '+';
  };
  return !name.empty() && name.front() != '/' && std::all_of(name.begin(), name.end(), is_usual) &&
         name != "localtime" && name.substr(0, 6) != "Fixed/";
}

// Where the zones lie that were asked for, for as long as the program runs.
const absl::TimeZone* loaded_zone(std::string_view name) {
  static std::mutex mutex;
  static std::map<std::string, absl::TimeZone, std::less<>> zones;
  const std::lock_guard lock{mutex};
  if (const auto known = zones.find(name); known != zones.end()) return &known->second;
  absl::TimeZone zone;
  if (!is_zone_name(name) || !absl::LoadTimeZone(absl::string_view{name.data(), name.size()}, &zone)) return nullptr;
  return &zones.emplace(name, zone).first->second;
}

}  // namespace

Result<TimeZone> TimeZone::find(std::string_view name) {
  TimeZone zone;
  if (name == "UTC") return zone;
  zone.zone_ = loaded_zone(name);
  if (!zone.zone_)
    return failure(FailureKind::usage, tr("time zone '{}' is not known", name),
                   tr("use a name of the IANA database such as Europe/Paris, Asia/Tehran or UTC"));
  return zone;
}

TimeZone TimeZone::utc() { return {}; }

std::string TimeZone::name() const { return zone_ ? zone_of(zone_).name() : "UTC"; }

std::string TimeZone::edition() const {
  if (!zone_) return {};
  std::error_code error;
  const std::filesystem::path file = std::filesystem::path{"/usr/share/zoneinfo"} / name();
  const auto written = std::filesystem::last_write_time(file, error);
  if (error) return "?";
  return fmt::format("{} {}", std::filesystem::file_size(file, error), written.time_since_epoch().count());
}

Instant TimeZone::at(sys_time<nanoseconds> utc) const {
  return {utc, static_cast<int>(offset_of(zone_, utc).count() / 60)};
}

Date TimeZone::date_of(const Instant& instant) const {
  return std::chrono::floor<std::chrono::days>(instant.utc + offset_of(zone_, instant.utc));
}

std::optional<Date> TimeZone::date_of(const When& when) const {
  switch (when.kind) {
    case When::Kind::exact:
      return date_of(when.instant);
    case When::Kind::day:
      return when.day;
    case When::Kind::unknown:
      break;
  }
  return std::nullopt;
}

Instant TimeZone::start_of(Date day) const { return at_local(day, 0, 0); }

Instant TimeZone::at_local(Date day, int hour, int minute, int second) const {
  const auto wall = std::clamp(day, first_day, last_day).time_since_epoch() +
                    std::chrono::hours{hour} + std::chrono::minutes{minute} +
                    std::chrono::seconds{second};
  if (!zone_) return {sys_time<nanoseconds>{wall}, 0};
  const auto seconds = std::chrono::floor<std::chrono::seconds>(wall).count();
  const auto moment = zone_of(zone_).At(absl::CivilSecond{1970, 1, 1} + seconds);
  const absl::Time found = moment.kind == absl::TimeZone::TimeInfo::SKIPPED ? moment.trans : moment.pre;
  return at(sys_time<nanoseconds>{std::chrono::seconds{absl::ToUnixSeconds(found)}});
}

std::optional<Period> parse_period(std::string_view text) {
  using std::chrono::months;
  const auto year = digits(text, 0, 4);
  if (!year || *year == 0) return std::nullopt;
  const auto whole = [](int y, unsigned month, int count) {
    const std::chrono::year_month first{std::chrono::year{y}, std::chrono::month{month}};
    const std::chrono::year_month next = first + months{count};
    return Period{Date{first / 1}, Date{next / 1} - std::chrono::days{1}};
  };
  if (text.size() == 4) return whole(*year, 1, 12);
  if (text.size() < 7 || text[4] != '-') return std::nullopt;
  if (text.size() == 7 && (text[5] == 'Q' || text[5] == 'q') && text[6] >= '1' && text[6] <= '4')
    return whole(*year, static_cast<unsigned>((text[6] - '1') * 3 + 1), 3);
  if (text.size() == 7) {
    const auto month = digits(text, 5, 2);
    if (!month || *month < 1 || *month > 12) return std::nullopt;
    return whole(*year, static_cast<unsigned>(*month), 1);
  }
  if (const auto day = parse_date(text)) return Period{*day, *day};
  return std::nullopt;
}

}  // namespace cmt
