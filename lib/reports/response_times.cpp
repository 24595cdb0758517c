// K05, K06, K08 and K10.
#include "reports/response_times.hpp"

#include <algorithm>

#include "reports/durations.hpp"
#include "reports/wording.hpp"

namespace cmt::reports {
namespace {

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
      named.id + ".p90", statistic_name(named.name, word(scope, "percentile_90", "p90")),
      days(scope), named.basis, 90);
}

// Whether the limit of the first response stands still while the complainant is asked.
bool stops(const Case& one) {
  return std::any_of(one.clocks.begin(), one.clocks.end(), [](const Reading& clock) {
    return clock.clock == process::Clock::final && clock.cycle == 1 && clock.stops;
  });
}

// Days between receipt and answer on which the complainant was waited for: of each wait those after
// its first day, its last one included, as the clocks count them.
std::int64_t days_waited(const Milestone& answer) {
  if (!answer.date() || !answer.of->received) return 0;
  std::int64_t waited = 0;
  cmt::Date until = *answer.of->received;  // no day counts twice
  for (const WaitFacts& wait : answer.cycle->waits) {
    const auto from = wait.from.date();
    const auto to = wait.to ? wait.to.date() : answer.date();
    if (!from || !to) continue;
    const auto first = std::max(*from, until);
    const auto last = std::min(*to, *answer.date());
    if (last <= first) continue;
    waited += (last - first).count();
    until = last;
  }
  return waited;
}

}  // namespace

std::vector<Measure> acknowledgement_times(const Population& population, const Scope& scope) {
  Durations durations;
  for (const std::size_t index : population.received) {
    const Case& one = population.counted[index];
    const CycleFacts& first = one.state->cycles.front();
    if (first.acknowledged)
      durations.add(one.id(), one.received, first.acknowledged.date());
  }
  const Named named{"K05", word(scope, "acknowledgement_time", "Time to acknowledgement"), "R"};
  return {median(durations, named, scope), percentile_90(durations, named, scope)};
}

std::vector<Measure> registration_lags(const Population& population, const Scope& scope) {
  Durations durations;
  std::int64_t imported = 0;
  for (const std::size_t index : population.received) {
    const Case& one = population.counted[index];
    if (one.state->is_imported)
      ++imported;
    else
      durations.add(one.id(), one.received, one.state->registered.date());
  }
  const Named named{"K06", word(scope, "registration_lag", "Time to registration"), "R"};
  std::vector<Measure> measures{median(durations, named, scope),
                                percentile_90(durations, named, scope)};
  if (imported > 0)
    measures.front().note += " " + sentence(scope, "registration_lag.imported",
                                            "Left out, because they were imported: {n}.", imported);
  return measures;
}

std::vector<Measure> first_response_times(const Population& population, const Scope& scope) {
  Durations durations;
  for (const Milestone& answer : population.answers.in_period)
    if (answer.cycle->number == 1) durations.add(answer.of->id(), answer.of->received, answer.date());
  const Named named{"K08", word(scope, "first_response_time", "First response time"), "D"};
  return {median(durations, named, scope), mean(durations, named, scope),
          percentile_90(durations, named, scope)};
}

std::vector<Measure> net_response_times(const Population& population, const Scope& scope) {
  Durations durations;
  std::int64_t shortened = 0;
  for (const Milestone& answer : population.answers.in_period) {
    if (answer.cycle->number != 1) continue;
    const std::int64_t waited = stops(*answer.of) ? days_waited(answer) : 0;
    if (waited > 0) ++shortened;
    durations.add(answer.of->id(), answer.of->received, answer.date(), waited);
  }
  const Named named{
      "K08.net", word(scope, "first_response_time.net", "First response time less waiting"), "D"};
  std::vector<Measure> measures{median(durations, named, scope), mean(durations, named, scope),
                                percentile_90(durations, named, scope)};
  measures.front().note +=
      " " + sentence(scope, "first_response_time.net.note",
                     "Waiting for the complainant was taken off, where the deadline profile stops "
                     "the clock for it: {n} of {m}.",
                     shortened, static_cast<std::int64_t>(durations.count()));
  return measures;
}

std::vector<Measure> handling_times(const Population& population, const Scope& scope) {
  Durations durations;
  for (const Milestone& closing : population.closings.in_period)
    if (closing.of->state->status == Status::closed && closing.cycle == &closing.of->state->cycle())
      durations.add(closing.of->id(), closing.of->received, closing.date());
  const Named named{"K10", word(scope, "handling_time", "Total handling time"), "X"};
  return {median(durations, named, scope), percentile_90(durations, named, scope)};
}

}  // namespace cmt::reports
