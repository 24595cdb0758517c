#include "reports/analysis.hpp"
#include "reports/durations.hpp"
#include "reports/frame.hpp"
#include "reports/on_time.hpp"
#include "reports/remedy_mix.hpp"
#include "reports/wording.hpp"

namespace cmt::reports {
namespace {

// From the communication of the decision until a remedy is done, of what was done in the period:
// what GOST R 55541-2013 asks apart for money and for anything else.
std::vector<Measure> delivery_times(const Population& population, const Scope& scope) {
  Durations money, other;
  for (const Case& one : population.counted)
    for (const process::Cycle& cycle : one.whole().cycles)
      for (const auto& remedy : process::remedies_of(one.whole(), cycle)) {
        if (!remedy.done || !cycle.communicated) continue;
        const auto done = scope.zone.date_of(*remedy.done);
        if (!is_in(scope.period, done)) continue;
        (remedy.remedy.amount ? money : other)
            .add(one.id(), scope.zone.date_of(*cycle.communicated), done);
      }
  const std::string name = word(scope, "delivery_time", "From decision to remedy");
  const auto measure = [&](const Durations& times, const char* id, const char* key,
                           const char* fallback) {
    return times.percentile_measure(id, statistic_name(name, word(scope, key, fallback)),
                                    days(scope), "E", 50);
  };
  return {measure(money, "K26.days.money", "remedy_on_time.money", "Money"),
          measure(other, "K26.days.other", "remedy_on_time.other", "Not money")};
}

}  // namespace

Result<Report> remedies(const Cases& cases, const Scope& scope) {
  auto frame = frame_of("remedies", "Remedies", cases, scope);
  if (!frame) return std::move(frame).failure();
  Report report = std::move(frame->report);
  const Population& population = frame->population;
  report.measures = remedy_costs(population, scope);
  add(report, remedies_on_time(population, scope));
  add(report, delivery_times(population, scope));
  report.tables = {remedy_mix(population, scope)};
  return report;
}

}  // namespace cmt::reports
