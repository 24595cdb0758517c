#include "cli/moments.hpp"

#include <fmt/core.h>

#include "calendar/solar_hijri.hpp"
#include "core/fold.hpp"
#include "core/text.hpp"

namespace cmt::cli {

std::string iso_date(std::string_view typed) {
  if (const auto date = calendar::parse_solar_hijri(typed)) return text(*date);
  return ascii_digits(typed);
}

DateForm date_form(std::string_view register_language, std::string_view complainant_language) {
  if (calendar::is_solar_hijri(register_language)) return DateForm::solar_hijri;
  return calendar::is_solar_hijri(complainant_language) ? DateForm::both : DateForm::iso;
}

std::string shown_date(Date date, DateForm form) {
  const std::string hijri = form == DateForm::iso ? "" : calendar::text_solar_hijri(date, true);
  if (hijri.empty()) return text(date);
  return form == DateForm::both ? fmt::format("{} ({})", text(date), hijri) : hijri;
}

std::string clock_time(const Instant& at, const TimeZone& zone) {
  const std::string local = text(zone.at(at.utc));
  return local.substr(11, local.substr(17, 2) == "00" ? 5 : 8);
}

std::string shown_due(const calendar::Due& due, const TimeZone& zone, DateForm form) {
  if (!due.at) return shown_date(due.day, form);
  return shown_date(zone.date_of(*due.at), form) + " " + clock_time(*due.at, zone);
}

Result<View> view_value(const std::string& as_of, const Instant& now, const TimeZone& zone) {
  const Instant present = zone.at(std::chrono::floor<std::chrono::seconds>(now.utc));
  if (as_of.empty()) return View{present, std::nullopt};
  const auto when = parse_when(iso_date(as_of));
  if (!when || !when->is_known())
    return failure(FailureKind::usage,
                   tr("--as-of cannot be '{}'", truncate(printable_line(as_of), 40)),
                   tr("a time with an offset, or a date, whose end is meant"));
  View view;
  view.as_of = when->kind == When::Kind::exact
                   ? when->instant
                   : zone.at(zone.start_of(when->day + std::chrono::days{1}).utc -
                             std::chrono::seconds{1});
  if (view.as_of < present) view.replay_until = view.as_of;
  return view;
}

}  // namespace cmt::cli
