// Dates, moments and time zones.
//
// A Date is a calendar date without a zone. An Instant is a moment with the offset it was written
// with (RFC 3339). A When is what a record says of the time of an event: the moment, only the date,
// or that it is not known; nothing is invented between the three.
#pragma once
#include <chrono>
#include <compare>
#include <optional>
#include <string>
#include <string_view>

#include "core/result.hpp"

namespace cmt {

using Date = std::chrono::sys_days;

// "2026-11-20", in ASCII digits; nothing when the text is anything else or no such day exists.
std::optional<Date> parse_date(std::string_view text);
std::string text(Date date);

int year_of(Date date);
// "2026-11".
std::string month_of(Date date);

// A moment. Equality and order are those of the moment; the offset is only how it was written.
struct Instant {
  std::chrono::sys_time<std::chrono::nanoseconds> utc{};
  int offset_minutes = 0;
  bool operator==(const Instant& other) const { return utc == other.utc; }
  auto operator<=>(const Instant& other) const { return utc <=> other.utc; }
};

// RFC 3339 with an offset ("2026-11-20T09:12:00+03:30", "…Z"); seconds may have up to nine decimals
// and are never 60. Years are 1678 to 2261, what nanoseconds in 64 bits can say.
std::optional<Instant> parse_instant(std::string_view text);
std::string text(const Instant& instant);
// The date on the wall where the instant was written.
Date written_date(const Instant& instant);

struct When {
  enum class Kind { exact, day, unknown };
  Kind kind = Kind::unknown;
  Instant instant;  // exact
  Date day{};       // day
  bool operator==(const When& other) const;
  bool is_known() const { return kind != Kind::unknown; }
};

When exactly(Instant instant);
When on_day(Date day);
// An instant, a date or the word `unknown`.
std::optional<When> parse_when(std::string_view text);
std::string text(const When& when);

// A zone of the IANA database as the system has it.
class TimeZone {
 public:
  // "Europe/Paris", "UTC". Refused (usage) when the system does not know the name.
  static Result<TimeZone> find(std::string_view name);
  static TimeZone utc();

  std::string name() const;
  // What tells this edition of the zone's rules, as the system has them, from another; empty for UTC.
  std::string edition() const;
  Date date_of(const Instant& instant) const;
  // The local date of a When; nothing when it is not known.
  std::optional<Date> date_of(const When& when) const;
  // The first moment of a local day. Days before 1678 or after 2261 count as the first or last one
  // between, here and in `at_local`.
  Instant start_of(Date day) const;
  // The moment written with the offset in force there.
  Instant at(std::chrono::sys_time<std::chrono::nanoseconds> utc) const;
  // A wall-clock time of this zone: the earlier of two where clocks go back, the moment of the
  // change where they go forward.
  Instant at_local(Date day, int hour, int minute, int second = 0) const;

 private:
  const void* zone_ = nullptr;  // absl::TimeZone, which stays as long as the program runs; null: UTC
};

// A period of local dates, both ends included; an absent end is open.
struct Period {
  std::optional<Date> from, to;
  bool contains(Date date) const { return (!from || *from <= date) && (!to || date <= *to); }
};

// "2026", "2026-07", "2026-Q3", "2026-07-31": all the days of it.
std::optional<Period> parse_period(std::string_view text);

}  // namespace cmt
