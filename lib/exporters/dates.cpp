#include "exporters/dates.hpp"

#include "calendar/solar_hijri.hpp"

namespace cmt::exporters {
namespace {

constexpr std::size_t date_length = 10;  // 2026-11-20

void show(reports::Cell& cell, std::string_view language) {
  if (const auto* date = std::get_if<reports::Date>(&cell)) {
    std::string shown = shown_date(date->iso, language);
    if (shown != date->iso) cell = std::move(shown);
  }
}

}  // namespace

std::string shown_date(std::string_view iso, std::string_view language) {
  if (!calendar::is_solar_hijri(language)) return std::string{iso};
  const auto date = parse_date(iso.substr(0, date_length));
  const bool is_moment = iso.size() > date_length && iso[date_length] == 'T';
  if (!date || (iso.size() > date_length && !is_moment)) return std::string{iso};
  std::string out = calendar::shown_date(*date, language);
  if (is_moment) out += " " + std::string{iso.substr(date_length + 1)};
  return out;
}

reports::Report with_shown_dates(const reports::Report& report) {
  reports::Report out = report;
  if (!calendar::is_solar_hijri(report.language)) return out;
  for (auto& measure : out.measures) show(measure.value, report.language);
  for (auto& table : out.tables) {
    for (auto& row : table.rows)
      for (auto& cell : row) show(cell, report.language);
    if (table.total)
      for (auto& cell : *table.total) show(cell, report.language);
  }
  return out;
}

}  // namespace cmt::exporters
