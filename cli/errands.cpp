#include "cli/errands.hpp"

#include <fmt/core.h>

#include "exporters/ics.hpp"

namespace cmt::cli {

using process::Errand;

std::string what(const Errand& errand) {
  return errand.subject.empty() ? errand.code : errand.code + " " + errand.subject;
}

Message distance(const Errand& errand, const process::Rules& rules, const Instant& now) {
  const Date today = rules.zone.date_of(now);
  const long long days = (errand.due.day - today).count();
  if (errand.due.at && days >= -1 && days <= 1) {
    const auto minutes =
        std::chrono::duration_cast<std::chrono::minutes>(errand.due.at->utc - now.utc).count();
    const auto size = static_cast<unsigned long long>(minutes < 0 ? -minutes : minutes), hours = size / 60;
    if (minutes < 0)
      return size < 120 ? trn("{} minute late", "{} minutes late", size, size) : trn("{} hour late", "{} hours late", hours, hours);
    return size < 120 ? trn("in {} minute", "in {} minutes", size, size) : trn("in {} hour", "in {} hours", hours, hours);
  }
  const auto count = static_cast<unsigned long long>(days < 0 ? -days : days);
  if (days < 0) return trn("{} day late", "{} days late", count, count);
  if (days == 0) return errand.status == process::ClockStatus::overdue ? tr("late") : tr("today");
  if (days == 1) return tr("tomorrow");
  return trn("in {} day", "in {} days", count, count);
}

std::string calendar_of(const std::vector<Errand>& errands, const Instant& as_of, std::string_view name) {
  std::vector<exporters::DueEvent> events;
  for (const auto& errand : errands) {
    // Neither changes while the case is open; the number keeps two remedies or authorities apart.
    std::string uid = errand.of ? fmt::format("{}-{}-{}", errand.of->id.text(), errand.cycle, errand.code)
                                : "register-" + errand.code;
    if (!errand.subject.empty() && (errand.code == "remedy" || !errand.of)) uid += "-" + errand.subject;
    if (errand.number > 1) uid += fmt::format("-{}", errand.number);
    events.push_back({uid + "@cmt", errand.of ? fmt::format("{} {}", errand.of->id.text(), what(errand)) : what(errand),
                      errand.command, errand.due.day, errand.due.at, errand.status == process::ClockStatus::overdue});
  }
  return exporters::ics(events, as_of, name);
}

}  // namespace cmt::cli
