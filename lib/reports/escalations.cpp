#include <algorithm>
#include <array>
#include <map>

#include "reports/analysis.hpp"
#include "reports/breakdown.hpp"
#include "reports/counting.hpp"
#include "reports/course.hpp"
#include "reports/received.hpp"
#include "reports/wording.hpp"

namespace cmt::reports {
namespace {

Table by_level(const Population& population, const Scope& scope) {
  std::array<std::int64_t, 4> counts{};
  for (const std::size_t i : population.received)
    ++counts[static_cast<std::size_t>(
        std::clamp(population.counted[i].whole().particulars.highest_level, 0, 3))];
  const auto whole = static_cast<std::int64_t>(population.received.size());
  Table table;
  table.key = "by_level";
  table.title = word(scope, "by_level.title", "Highest level reached");
  table.columns = {column(scope, "level", "Level", ColumnType::text),
                   column(scope, "count", "Count"), column(scope, "share", "Share")};
  for (std::size_t level = 0; level < counts.size(); ++level)
    table.rows.push_back({labelled(scope, "levels", std::to_string(level)), counts[level],
                          Percent{counts[level], whole}});
  table.total = Row{Unknown{}, whole, Percent{whole, whole}};
  table.chart = Chart{ChartKind::bars, "level", {"count"}};
  return table;
}

// Of the raises in the period: by what fired them, and a person's own decision.
Table by_trigger(const Population& population, const Scope& scope) {
  std::map<std::string, std::int64_t> counts;
  for (const Case& one : population.counted)
    for (const auto& raise : one.whole().particulars.raises)
      if (raise.to > raise.from && is_in(scope.period, scope.zone.date_of(raise.at)))
        ++counts[raise.trigger.empty() ? word(scope, "by_a_person", "by a person") : raise.trigger];
  Table table = counted("by_trigger", word(scope, "by_trigger.title", "What raised complaints"),
                        column(scope, "trigger", "Trigger", ColumnType::text), "", counts, 0, scope);
  table.caption = word(scope, "by_trigger.caption",
                       "Every raise to a higher level in the period; a complaint may have several.");
  return table;
}

Table by_unit_table(const Population& population, const Dimension& dimension, const Scope& scope) {
  std::map<std::string, std::pair<std::int64_t, std::int64_t>> counts;
  for (const std::size_t i : population.received) {
    const Case& one = population.counted[i];
    auto& [raised, whole] = counts[dimension.value(*one.state)];
    raised += one.whole().particulars.highest_level >= 2;
    ++whole;
  }
  const std::string key{dimension.key};
  Table table;
  table.key = "escalated_by_" + key;
  table.title = word(scope, "escalated_by.title", "Escalated by") + ": " +
                word(scope, key, dimension.heading);
  table.columns = {{key, word(scope, key, dimension.heading), ColumnType::text},
                   column(scope, "received", "Received"),
                   column(scope, "escalated_share", "Escalated"), column(scope, "share", "Share")};
  for (const auto& [value, count] : counts)
    if (count.first > 0)
      table.rows.push_back({value_label(dimension, value, scope), count.second, count.first,
                            Percent{count.first, count.second}});
  table.columns[2].key = "escalated";
  std::stable_sort(table.rows.begin(), table.rows.end(), [](const Row& a, const Row& b) {
    return std::get<std::int64_t>(a[2]) > std::get<std::int64_t>(b[2]);
  });
  table.shown = 15;
  return table;
}

}  // namespace

Result<Report> escalations(const Cases& cases, const Scope& scope) {
  auto frame = frame_of("escalations", "Escalations", cases, scope);
  if (!frame) return std::move(frame).failure();
  Report report = std::move(frame->report);
  const Population& population = frame->population;
  report.measures = {escalated_share(population, scope), wrongly_prioritised(population, scope)};
  add(report, referred(population, scope));
  report.tables = {by_level(population, scope), by_trigger(population, scope),
                   by_unit_table(population, by_category, scope)};
  if (has_values(by_unit, population))
    report.tables.push_back(by_unit_table(population, by_unit, scope));
  return report;
}

Result<Report> disputes(const Cases& cases, const Scope& scope) {
  auto frame = frame_of("disputes", "Disputes outside", cases, scope);
  if (!frame) return std::move(frame).failure();
  Report report = std::move(frame->report);
  const Population& population = frame->population;
  report.measures = referred(population, scope);
  report.measures.push_back(overturned(population, scope));

  struct Line {
    std::int64_t referred = 0, ended = 0, changed = 0, open = 0;
  };
  std::map<std::string, Line> bodies;
  Table pending;
  pending.key = "pending";
  pending.title = word(scope, "disputes_pending.title", "With an outside body now");
  pending.columns = {column(scope, "id", "ID", ColumnType::text),
                     column(scope, "dispute", "Dispute", ColumnType::text),
                     column(scope, "body", "Body", ColumnType::text),
                     column(scope, "referred", "Referred", ColumnType::date),
                     column(scope, "age", "Days")};
  pending.columns.back().is_count = false;
  const cmt::Date today = scope.zone.date_of(scope.as_of);
  for (const Case& one : population.counted)
    for (const auto& stage : one.whole().particulars.outside) {
      Line& line = bodies[stage.body];
      const auto on = scope.zone.date_of(stage.referred);
      line.referred += is_in(scope.period, on);
      const bool is_ended =
          stage.ended && is_in(scope.period, scope.zone.date_of(*stage.ended));
      line.ended += is_ended;
      line.changed += is_ended && stage.is_action_needed;
      if (stage.ended || !process::is_open(one.state->status)) continue;
      ++line.open;
      pending.rows.push_back(
          {one.id().text(), stage.dispute, stage.body, on ? Cell{reports::Date{text(*on)}} : Cell{Unknown{}},
           on ? Cell{static_cast<std::int64_t>((today - *on).count())} : Cell{Unknown{}}});
    }
  Table table;
  table.key = "by_body";
  table.title = word(scope, "by_body.title", "By outside body");
  table.columns = {column(scope, "body", "Body", ColumnType::text),
                   column(scope, "referred", "Referred"),
                   column(scope, "ended", "Ended"),
                   column(scope, "overturned", "Overturned"),
                   column(scope, "open", "Open")};
  for (const auto& [body, line] : bodies)
    if (line.referred + line.ended + line.open > 0)
      table.rows.push_back({named(scope, body), line.referred, line.ended, line.changed, line.open});
  std::stable_sort(table.rows.begin(), table.rows.end(), [](const Row& a, const Row& b) {
    return std::get<std::int64_t>(a[1]) > std::get<std::int64_t>(b[1]);
  });
  table.chart = Chart{ChartKind::bars, "body", {"referred"}};
  report.tables = {std::move(table), std::move(pending)};
  report.notes.push_back(word(scope, "disputes.note",
                              "From the histories of the complaints: when they were referred, when "
                              "the dispute ended, and whether its result was to be carried out."));
  return report;
}

}  // namespace cmt::reports
