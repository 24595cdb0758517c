// K05, K08 and K10.
#include "reports/response_times.hpp"

#include "reports/durations.hpp"
#include "reports/wording.hpp"

namespace cmt::reports {
namespace {

using process::Cycle;
using process::Status;

// The measures of one set of durations; `K08` is the median, `K08.mean` and `K08.p90` the others.
struct Named {
  std::string id, name, basis;
};

std::string note_of(const Durations& durations, const Scope& scope) {
  std::string note = sentence(scope, "durations.counted", "Times known: {n}.",
                              static_cast<std::int64_t>(durations.count()));
  if (durations.unknown() > 0)
    note +=
        " " + sentence(scope, "durations.unknown", "Left out, because a date is not known: {n}.",
                       static_cast<std::int64_t>(durations.unknown()));
  if (durations.negative() > 0)
    note += " " + sentence(scope, "durations.negative",
                           "Left out, because they end before the receipt: {n}.",
                           static_cast<std::int64_t>(durations.negative()));
  return note;
}

Measure median(const Durations& durations, const Named& named, const Scope& scope) {
  auto measure = durations.percentile_measure(
      named.id, statistic_name(named.name, word(scope, "median", "Median")), days(scope),
      named.basis, 50);
  measure.note = note_of(durations, scope);
  return measure;
}

Measure mean(const Durations& durations, const Named& named, const Scope& scope) {
  return durations.mean_measure(named.id + ".mean",
                                statistic_name(named.name, word(scope, "mean", "Mean")),
                                days(scope), named.basis);
}

Measure percentile_90(const Durations& durations, const Named& named, const Scope& scope) {
  return durations.percentile_measure(
      named.id + ".p90",
      statistic_name(named.name, word(scope, "percentile_90", "p90")), days(scope),
      named.basis, 90);
}

}  // namespace

std::vector<Measure> acknowledgement_times(const Population& population, const Scope& scope) {
  Durations durations;
  for (const std::size_t index : population.received) {
    const Case& one = population.counted[index];
    const Cycle& first = one.state->cycles.front();
    if (first.acknowledged)
      durations.add(one.id(), one.received, scope.zone.date_of(*first.acknowledged));
  }
  const Named named{"K05", word(scope, "acknowledgement_time", "Time to acknowledgement"), "R"};
  return {median(durations, named, scope), percentile_90(durations, named, scope)};
}

std::vector<Measure> first_response_times(const Population& population, const Scope& scope) {
  Durations durations;
  for (const Milestone& decision : decisions(population, scope).in_period)
    if (decision.cycle->number == 1)
      durations.add(decision.of->id(), decision.of->received, decision.date);
  const Named named{"K08", word(scope, "first_response_time", "First response time"), "D"};
  return {median(durations, named, scope), mean(durations, named, scope),
          percentile_90(durations, named, scope)};
}

std::vector<Measure> handling_times(const Population& population, const Scope& scope) {
  Durations durations;
  for (const Milestone& closing : closings(population, scope).in_period)
    if (closing.of->state->status == Status::closed && closing.cycle == &closing.of->state->cycle())
      durations.add(closing.of->id(), closing.of->received, closing.date);
  const Named named{"K10", word(scope, "handling_time", "Total handling time"), "X"};
  return {median(durations, named, scope), percentile_90(durations, named, scope)};
}

}  // namespace cmt::reports
