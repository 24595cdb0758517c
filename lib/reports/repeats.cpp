#include "reports/repeats.hpp"

#include <algorithm>
#include <map>

#include "process/completeness.hpp"
#include "reports/shares.hpp"
#include "reports/wording.hpp"

namespace cmt::reports {
namespace {

constexpr const char* kNotDetermined = "C99";

// A year before a day; of 29 February the 28th.
cmt::Date year_earlier(cmt::Date date) {
  const std::chrono::year_month_day day{date};
  const std::chrono::year_month_day before{day.year() - std::chrono::years{1}, day.month(),
                                           day.day()};
  return before.ok() ? cmt::Date{before} : cmt::Date{before.year() / before.month() / std::chrono::last};
}

}  // namespace

Measure repeat_complainants(const Population& population, const Scope& scope) {
  std::map<std::string, std::vector<cmt::Date>> receipts;
  for (const Case& one : population.counted)
    if (!one.whole().complainant.empty() && one.received && !one.state->is_split)
      receipts[one.whole().complainant].push_back(*one.received);
  Share share;
  for (auto& [complainant, dates] : receipts) {
    std::sort(dates.begin(), dates.end());
    bool is_in_period = false, is_repeat = false;
    for (std::size_t i = 0; i < dates.size(); ++i) {
      if (!is_in(scope.period, dates[i])) continue;
      is_in_period = true;
      is_repeat = is_repeat || (i > 0 && dates[i - 1] > year_earlier(dates[i]));
    }
    if (is_in_period) share.add(complainant, is_repeat);
  }
  Measure measure = std::move(share).measure(
      "K32", word(scope, "repeat_complainants", "Complainants with another complaint in 12 months"),
      "R");
  // The records behind it are complaints, not people.
  const std::vector<std::string> people(measure.records.begin(), measure.records.end());
  measure.records.clear();
  for (const std::size_t i : population.received)
    if (std::binary_search(people.begin(), people.end(), population.counted[i].whole().complainant))
      measure.records.push_back(population.counted[i].id());
  return measure;
}

Measure recurring_share(const Population& population, const Scope& scope) {
  Share share;
  for (const std::size_t i : population.received) {
    const process::State& state = population.counted[i].whole();
    const bool follows =
        std::any_of(state.links.begin(), state.links.end(), [](const process::Link& link) {
          return link.type == process::LinkType::follows;
        });
    share.add(state.id.text(), follows || state.recurring == process::Answer::yes);
  }
  return std::move(share).measure("K33", word(scope, "recurring_share", "Happened before"), "R");
}

Measure cause_found(const Population& population, const Scope& scope) {
  Share share;
  for (const Milestone& closing : population.closings.in_period) {
    const process::State& state = closing.of->whole();
    if (state.status != process::Status::closed || closing.cycle != &closing.of->state->cycle()) continue;
    if (process::needs_cause(state))
      share.add(closing.of->id(), !state.causes.empty() && state.causes.front() != kNotDetermined);
  }
  return std::move(share).measure("K35", word(scope, "cause_found", "Cause found"), "X");
}

}  // namespace cmt::reports
