// Dates and moments as people type and read them: the solar Hijri calendar beside ISO 8601.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "calendar/deadline.hpp"
#include "core/time.hpp"

namespace cmt::cli {

// A typed date in ISO 8601: what was a solar Hijri date (1405-08-29, also in Persian digits) is
// turned into it, and digits into ASCII; everything else stays as it is.
std::string iso_date(std::string_view typed);

// In which calendar dates of a case are shown.
enum class DateForm {
  iso,
  solar_hijri,
  both,  // "2026-11-20 (۱۴۰۵-۰۸-۲۹)": the handler reads the one, the complainant the other
};
// By the language of the register, and where one case is shown, that of its complainant.
DateForm date_form(std::string_view register_language, std::string_view complainant_language = {});

std::string shown_date(Date date, DateForm form);

// "09:12", with seconds where there are any.
std::string clock_time(const Instant& at, const TimeZone& zone);

// A due time for the same people: a date, and the time of day where it has one.
std::string shown_due(const calendar::Due& due, const TimeZone& zone, DateForm form);

// The moment at which a command looks at the register, and up to which histories are replayed when
// that is in the past.
struct View {
  Instant as_of;
  std::optional<Instant> replay_until;
};
// From `--as-of`: a time with an offset, or a date, whose end is meant; now, to the second, when
// nothing was typed.
Result<View> view_value(const std::string& as_of, const Instant& now, const TimeZone& zone);

}  // namespace cmt::cli
