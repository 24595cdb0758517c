#include "cli/errands.hpp"

#include <fmt/core.h>

#include "exporters/ics.hpp"

namespace cmt::cli {

using process::Errand;

std::string what(const Errand& errand) {
  return errand.subject.empty() ? errand.code : errand.code + " " + errand.subject;
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
