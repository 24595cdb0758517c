#include "reports/objectives.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "framework/measures.hpp"
#include "framework/objective.hpp"
#include "reports/frame.hpp"
#include "reports/inputs.hpp"
#include "reports/kpi.hpp"
#include "reports/wording.hpp"
#include "statistics/wide.hpp"

namespace cmt::reports {
namespace {

using framework::Comparison;
using framework::ObjectivePeriod;
using framework::ObjectiveSet;
using framework::ObjectiveState;
using statistics::Wide;

constexpr std::int64_t kFewest = 5;  // cases: fewer are not judged

enum class Verdict { met, not_met, too_few, not_ended };

// A number as a quotient in the unit of its measure; per cent for a share.
struct Quotient {
  Wide numerator = 0, denominator = 1;  // above 0
};
std::optional<Quotient> quotient_of(const Cell& cell) {
  if (const auto* count = std::get_if<std::int64_t>(&cell)) return Quotient{*count, 1};
  if (const auto* ratio = std::get_if<Ratio>(&cell); ratio && ratio->denominator > 0)
    return Quotient{ratio->numerator, ratio->denominator};
  if (const auto* share = std::get_if<Percent>(&cell); share && share->whole > 0)
    return Quotient{Wide{100} * share->part, share->whole};
  return std::nullopt;
}
// Negative, zero, positive: as a is less than b, the same, more.
int order(const Quotient& a, const Quotient& b) {
  const Wide left = a.numerator * b.denominator, right = b.numerator * a.denominator;
  return left < right ? -1 : left > right ? 1 : 0;
}

// How many cases a share, mean or percentile rests on; nothing for a count, which is what it is.
std::optional<std::int64_t> cases_behind(const Measure& measure) {
  if (const auto* share = std::get_if<Percent>(&measure.value)) return share->whole;
  if (std::holds_alternative<Ratio>(measure.value)) return measure.denominator;
  if (measure.numerator || measure.records.empty()) return std::nullopt;
  return static_cast<std::int64_t>(measure.records.size());
}

// One period of one objective with its figure.
struct Reached {
  const ObjectiveState* objective = nullptr;
  ObjectivePeriod due;
  Measure measure;
  Verdict verdict = Verdict::not_ended;
};

Verdict verdict_of(const Measure& measure, const ObjectiveSet& terms, bool is_over) {
  if (!is_over) return Verdict::not_ended;
  const auto figure = quotient_of(measure.value);
  const auto target = framework::target_value(terms.target);
  const auto behind = cases_behind(measure);
  if (!figure || !target || (behind && *behind < kFewest)) return Verdict::too_few;
  const int side = order(*figure, {*target, 1000});
  const bool is_met = terms.comparison == Comparison::at_most ? side <= 0 : side >= 0;
  return is_met ? Verdict::met : Verdict::not_met;
}

// The measures of a period, of all complaints or of one unit; each set computed once.
class Figures {
 public:
  Figures(const Cases& cases, const Scope& scope) : cases_(cases), scope_(scope) {}

  Result<Measure> of(const ObjectivePeriod& due) {
    const bool is_unit = due.terms->level == framework::Level::unit;
    const std::string unit = is_unit ? due.terms->of : std::string{};
    auto& found = figures_[{*due.period.from, *due.period.to, unit}];
    if (!found) {
      Scope within = scope_;
      within.period = due.period;
      auto made = measures_of(is_unit ? of_unit(unit) : cases_, within);
      if (!made) return std::move(made).failure();
      found = std::move(*made);
    }
    for (const Measure& one : *found)
      if (one.id == due.terms->measure) return one;
    Measure none;  // such as K26.money where nothing was paid
    none.id = due.terms->measure;
    none.value = Ratio{0, 0};
    return none;
  }

 private:
  const Cases& of_unit(const std::string& unit) {
    const auto found = units_.find(unit);
    if (found != units_.end()) return found->second;
    const auto& all = cases_.kept(scope_);
    Cases::Kept kept{{}, all};
    for (const Facts* one : all->facts)
      if (one->unit.text() == unit) kept.facts.push_back(one);
    return units_.emplace(unit, Cases{std::move(kept)}).first->second;
  }

  const Cases& cases_;
  const Scope& scope_;
  std::map<std::tuple<cmt::Date, cmt::Date, std::string>, std::optional<std::vector<Measure>>> figures_;
  std::map<std::string, Cases> units_;
};

// `only_ended`: those that ended in the period of the scope, instead of those that overlap it.
Result<std::vector<Reached>> results_of(const Cases& cases, const Scope& scope,
                                        bool only_ended) {
  const auto today = scope.zone.date_of(scope.as_of);
  Figures figures{cases, scope};
  std::vector<Reached> out;
  for (const ObjectiveState& objective : inputs_of(scope).objectives)
    for (const auto& due : framework::periods_of(objective)) {
      const bool is_over = *due.period.to < today;
      const bool overlaps = (!scope.period.from || *due.period.to >= *scope.period.from) &&
                            (!scope.period.to || *due.period.from <= *scope.period.to);
      if (*due.period.from > today || !overlaps) continue;
      if (only_ended && !(is_over && scope.period.contains(*due.period.to))) continue;
      auto measure = figures.of(due);
      if (!measure) return std::move(measure).failure();
      const Verdict verdict = verdict_of(*measure, *due.terms, is_over);
      out.push_back({&objective, due, std::move(*measure), verdict});
    }
  return out;
}

// Of those that ended in the period of the scope.
Measure attained(const std::vector<Reached>& results, const Scope& scope) {
  std::int64_t met = 0, judged = 0, few = 0;
  for (const Reached& one : results) {
    if (!scope.period.contains(*one.due.period.to)) continue;
    if (one.verdict == Verdict::too_few) ++few;
    if (one.verdict != Verdict::met && one.verdict != Verdict::not_met) continue;
    ++judged;
    if (one.verdict == Verdict::met) ++met;
  }
  Measure out = share_measure("K53", word(scope, "kpi.K53", "Objectives attained"), met, judged, "E");
  out.note = sentence(scope, "objectives.few", "Periods with too few cases to judge: {n}.", few);
  if (inputs_of(scope).objectives.empty()) {
    out.numerator = out.denominator = std::nullopt;
    out.value = Ratio{0, 0};
    out.unit.clear();
    out.note = word(scope, "needs.objectives", "Needs records of objectives.");
  }
  return out;
}

Code label_of(const Scope& scope, Verdict verdict) {
  switch (verdict) {
    case Verdict::met: return {"met", word(scope, "objective.met", "met")};
    case Verdict::not_met: return {"not-met", word(scope, "objective.not_met", "not met")};
    case Verdict::too_few: return {"too-few", word(scope, "objective.too_few", "too few cases")};
    case Verdict::not_ended: break;
  }
  return {"not-ended", word(scope, "objective.not_ended", "not yet ended")};
}

Code bound_of(const ObjectiveSet& terms) {
  const auto side = terms.comparison.value_or(Comparison::at_least);
  return {std::string{name_of(framework::comparison_names, side)}, side == Comparison::at_most ? "\u2264" : "\u2265"};
}
std::string unit_of(const Scope& scope, const ObjectiveSet& terms) {
  const auto* known = framework::find_measure(terms.measure);
  if (known && known->unit == framework::MeasureUnit::percent) return "%";
  return known && known->unit == framework::MeasureUnit::days ? days(scope) : std::string{};
}

// Whether the last period that could be judged was nearer to the target than the one before it.
Cell trend_of(const std::vector<const Reached*>& results, const Scope& scope) {
  std::vector<const Reached*> judged;
  for (const Reached* one : results)
    if (one->verdict == Verdict::met || one->verdict == Verdict::not_met) judged.push_back(one);
  if (judged.size() < 2) return Unknown{};
  const Reached &before = *judged[judged.size() - 2], &last = *judged.back();
  if (before.due.terms->measure != last.due.terms->measure) return Unknown{};
  int side = order(*quotient_of(last.measure.value), *quotient_of(before.measure.value));
  if (last.due.terms->comparison == Comparison::at_most) side = -side;
  if (side == 0) return Code{"same", word(scope, "objective.same", "unchanged")};
  return side > 0 ? Code{"better", word(scope, "objective.better", "better")}
                  : Code{"worse", word(scope, "objective.worse", "worse")};
}

std::vector<Column> head_columns(const Scope& scope) {
  return {{"id", word(scope, "objective", "Objective"), ColumnType::text},
          column(scope, "objective_title", "Title", ColumnType::text),
          column(scope, "measure", "Measure", ColumnType::text)};
}

// Every objective: where it stands by the last period that is over.
Table by_objective(const std::vector<Reached>& results, const Scope& scope) {
  Table table;
  table.key = "objectives";
  table.title = word(scope, "objectives.title", "Where the objectives stand");
  table.caption = word(scope, "objectives.caption",
                       "By the last period that is over, or by the one that runs. Trend: that period beside the "
                       "one before it that could be judged.");
  table.columns = head_columns(scope);
  table.columns.push_back(column(scope, "owner", "Owner", ColumnType::text));
  table.columns.push_back(column(scope, "bound", "Bound", ColumnType::text));
  table.columns.push_back(column(scope, "target", "Target", ColumnType::text));
  table.columns.push_back(column(scope, "actual", "Actual"));
  table.columns.push_back(column(scope, "unit_of_measure", "Unit", ColumnType::text));
  table.columns.push_back(column(scope, "verdict", "Verdict", ColumnType::text));
  table.columns.push_back(column(scope, "trend", "Trend", ColumnType::text));
  table.columns[7].key = "unit";
  std::vector<std::vector<const Reached*>> groups;
  for (const Reached& one : results) {
    if (groups.empty() || groups.back().front()->objective != one.objective) groups.emplace_back();
    groups.back().push_back(&one);
  }
  for (const auto& group : groups) {
    const Reached* last = group.front();
    for (const Reached* one : group)
      if (one->verdict != Verdict::not_ended) last = one;
    const ObjectiveSet& terms = *last->due.terms;
    table.rows.push_back({last->objective->id, last->objective->title, terms.measure, named(scope, terms.owner),
                          bound_of(terms), terms.target, last->measure.value, unit_of(scope, terms),
                          label_of(scope, last->verdict), trend_of(group, scope)});
  }
  return table;
}

Cell number_of(const std::optional<std::int64_t>& number) { return number ? Cell{*number} : Cell{Unknown{}}; }

// Every period of every objective, with the numbers that its figure was divided from.
Table by_period(const std::vector<Reached>& results, const Scope& scope) {
  Table table;
  table.key = "periods";
  table.title = word(scope, "objective_periods.title", "Period by period");
  table.caption = word(scope, "objective_periods.caption",
                       "The figure of a period that runs can still change. A share, mean or percentile of fewer "
                       "than five cases is not judged.");
  table.columns = head_columns(scope);
  table.columns.push_back(column(scope, "period_from", "From", ColumnType::date));
  table.columns.push_back(column(scope, "period_to", "To", ColumnType::date));
  table.columns.push_back(column(scope, "actual", "Actual"));
  table.columns.push_back(column(scope, "bound", "Bound", ColumnType::text));
  table.columns.push_back(column(scope, "target", "Target", ColumnType::text));
  table.columns.push_back(column(scope, "verdict", "Verdict", ColumnType::text));
  table.columns.push_back(column(scope, "numerator", "Numerator"));
  table.columns.push_back(column(scope, "denominator", "Denominator"));
  for (const Reached& one : results)
    table.rows.push_back({one.objective->id, one.objective->title, one.due.terms->measure,
                          Date{text(*one.due.period.from)}, Date{text(*one.due.period.to)},
                          one.measure.value, bound_of(*one.due.terms), one.due.terms->target,
                          label_of(scope, one.verdict), number_of(one.measure.numerator),
                          number_of(one.measure.denominator)});
  return table;
}

}  // namespace

Result<Measure> objectives_attained(const Cases& cases, const Scope& scope) {
  const auto results = results_of(cases, scope, true);
  if (!results) return results.failure();
  return attained(*results, scope);
}

Result<Report> objectives(const Cases& cases, const Scope& scope) {
  auto frame = frame_of("objectives", "Objectives", cases, scope);
  if (!frame) return std::move(frame).failure();
  Report report = std::move(frame->report);
  const auto results = results_of(cases, scope, false);
  if (!results) return results.failure();
  report.measures = {attained(*results, scope)};
  report.tables = {by_objective(*results, scope), by_period(*results, scope)};
  report.notes.push_back(word(scope, "objectives.note",
                              "Each figure is that of cmt report kpi for the period, of all complaints or of those "
                              "of the unit; a target is judged exactly, before rounding."));
  return report;
}

}  // namespace cmt::reports
