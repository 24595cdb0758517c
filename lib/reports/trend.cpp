#include "reports/trend.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>
#include <set>

#include "reports/frame.hpp"
#include "reports/periods.hpp"
#include "reports/received.hpp"
#include "reports/wording.hpp"
#include "statistics/control_chart.hpp"
#include "statistics/incident.hpp"
#include "statistics/trend.hpp"

namespace cmt::reports {
namespace {

using statistics::Sample;
using statistics::Signal;
using std::chrono::year_month;

constexpr std::size_t kMost = 36;      // months that are looked at
constexpr std::size_t kBaseline = 8;   // the fewest months that make limits or a trend
constexpr std::size_t kLongest = 24;   // the most that make limits
constexpr std::int64_t kEnough = 12;   // complaints of a group that may have a trend
constexpr double kLevel = 0.05;

// What happened on local days, of every complaint of C that is no whole of a split, up to the end
// of the period.
struct Receipt {
  cmt::Date on{};
  const Facts* state = nullptr;
};

std::vector<Receipt> receipts_of(const Population& population, const Scope& scope) {
  const cmt::Date today = scope.zone.date_of(scope.as_of);
  const cmt::Date last = scope.period.to ? std::min(*scope.period.to, today) : today;
  std::vector<Receipt> out;
  for (const Case& one : population.counted)
    if (one.received && *one.received <= last && !one.state->is_split)
      out.push_back({*one.received, one.state});
  std::stable_sort(out.begin(), out.end(),
                   [](const Receipt& a, const Receipt& b) { return a.on < b.on; });
  return out;
}

// How many of the months make the limits: those before the period, or the first eight.
std::size_t baseline_of(const std::vector<year_month>& months, const Scope& scope) {
  std::size_t before = 0;
  if (scope.period.from)
    while (before < months.size() && cmt::Date{months[before] / 1} < *scope.period.from) ++before;
  return std::max(before, kBaseline);
}

std::vector<std::int64_t> by_month(const std::vector<Receipt>& receipts,
                                   const std::vector<year_month>& months) {
  std::vector<std::int64_t> counts(months.size(), 0);
  if (months.empty()) return counts;
  for (const Receipt& one : receipts) {
    const auto index = (month_in(one.on) - months.front()).count();
    if (index >= 0 && index < static_cast<std::int64_t>(counts.size()))
      ++counts[static_cast<std::size_t>(index)];
  }
  return counts;
}

Cell signal_cell(const statistics::ChartPoint& point, const Scope& scope) {
  if (point.signal == Signal::none) return Unknown{};
  const char* const high[] = {"", "above the limit", "eighth in a row above", "sixth rising in a row"};
  const char* const low[] = {"", "below the limit", "eighth in a row below", "sixth falling in a row"};
  const std::string name{name_of(statistics::signal_names, point.signal)};
  const auto index = static_cast<std::size_t>(point.signal);
  return Code{name + (point.is_high ? "-high" : "-low"),
              word(scope, "signal." + name + (point.is_high ? ".high" : ".low"),
                   point.is_high ? high[index] : low[index])};
}

// Columns of limits after what they are of.
void add_limit_columns(Table& table, const Scope& scope) {
  for (auto [key, title] : {std::pair{"centre", "Centre"}, {"lower", "Lower limit"},
                            {"upper", "Upper limit"}}) {
    table.columns.push_back(column(scope, key, title));
    table.columns.back().is_count = false;
  }
  table.columns.push_back(column(scope, "signal", "Signal", ColumnType::text));
}

std::string baseline_note(std::size_t baseline, const std::vector<year_month>& months,
                          const Scope& scope) {
  if (baseline >= months.size())
    return sentence(scope, "trend.no_baseline",
                    "Fewer than {n} whole months before those to be tested: no limits are drawn.",
                    static_cast<std::int64_t>(kBaseline));
  const auto first = baseline - std::min(baseline, kLongest);
  return word(scope, "trend.baseline", "Limits come from the months") + " " +
         month_of(cmt::Date{months[first] / 1}) + " \u2013 " +
         month_of(cmt::Date{months[baseline - 1] / 1}) + " " +
         word(scope, "trend.frozen", "and are not moved by the months after them.");
}

// A chart over all months, its limits from the months just before those under test.
std::vector<statistics::ChartPoint> charted(statistics::ChartType type,
                                            const std::vector<Sample>& samples,
                                            std::size_t baseline) {
  if (baseline >= samples.size()) return {};
  const std::size_t skipped = baseline - std::min(baseline, kLongest);
  const auto points = statistics::control_chart(
      type, std::span<const Sample>(samples).subspan(skipped), baseline - skipped);
  if (!points) return {};
  std::vector<statistics::ChartPoint> out(skipped);
  for (auto& point : out) {
    point.limits = points->front().limits;
    point.is_baseline = true;
  }
  out.insert(out.end(), points->begin(), points->end());
  return out;
}

Table received_table(const std::vector<std::int64_t>& counts,
                     const std::vector<year_month>& months, std::size_t baseline,
                     const Scope& scope) {
  std::vector<Sample> samples;
  for (const std::int64_t count : counts) samples.push_back({count, 1});
  const auto points = charted(statistics::ChartType::c, samples, baseline);
  const auto seasons = statistics::seasonal_changes(counts, 12);
  Table table;
  table.key = "received_by_month";
  table.title = word(scope, "received_by_month.title", "Complaints received by month");
  table.columns = {column(scope, "month", "Month", ColumnType::date),
                   column(scope, "received", "Received")};
  if (!points.empty()) add_limit_columns(table, scope);
  if (!seasons.empty()) {
    table.columns.push_back(column(scope, "year_before", "A year before"));
    table.columns.push_back(column(scope, "change", "Change"));
    table.columns.back().is_count = false;
    table.columns.push_back(column(scope, "season_signal", "Beyond chance", ColumnType::text));
  }
  for (std::size_t i = 0; i < months.size(); ++i) {
    Row row{reports::Date{month_of(cmt::Date{months[i] / 1})}, counts[i]};
    if (!points.empty()) {
      const auto& limits = points[i].limits;
      row.insert(row.end(), {tenths(limits.centre), tenths(limits.lower), tenths(limits.upper),
                             signal_cell(points[i], scope)});
    }
    if (!seasons.empty() && i >= 12) {
      const auto& change = seasons[i - 12];
      row.insert(row.end(), {change.before, change.now - change.before});
      row.push_back(change.is_signal ? Cell{word(scope, "yes", "yes")} : Cell{Unknown{}});
    } else if (!seasons.empty()) {
      row.resize(table.columns.size());
    }
    table.rows.push_back(std::move(row));
  }
  table.chart = points.empty()
                    ? Chart{ChartKind::columns, "month", {"received"}}
                    : Chart{ChartKind::control, "month", {"received", "centre", "lower", "upper"},
                            "signal"};
  table.note = baseline_note(baseline, months, scope);
  return table;
}

// A p-chart of so many of so many by month. Nothing where no month has anything.
std::optional<Table> share_table(std::string key, std::string title, const Column& part,
                                 const Column& whole, const std::vector<Sample>& samples,
                                 const std::vector<year_month>& months, std::size_t baseline,
                                 const Scope& scope) {
  if (std::none_of(samples.begin(), samples.end(), [](const Sample& s) { return s.size > 0; }))
    return std::nullopt;
  const auto points = charted(statistics::ChartType::p, samples, baseline);
  Table table;
  table.key = std::move(key);
  table.title = std::move(title);
  table.columns = {column(scope, "month", "Month", ColumnType::date), part, whole,
                   column(scope, "percent", "Share, %")};
  table.columns.back().is_count = false;
  if (!points.empty()) add_limit_columns(table, scope);
  for (std::size_t i = 0; i < months.size(); ++i) {
    const Sample& sample = samples[i];
    Row row{reports::Date{month_of(cmt::Date{months[i] / 1})}, sample.count, sample.size,
            Ratio{100 * sample.count, sample.size}};
    if (!points.empty()) {
      const auto& limits = points[i].limits;
      row.push_back(tenths(100 * limits.centre));
      const bool is_there = sample.size > 0;
      row.push_back(is_there ? Cell{tenths(100 * limits.lower)} : Cell{Unknown{}});
      row.push_back(is_there ? Cell{tenths(100 * limits.upper)} : Cell{Unknown{}});
      row.push_back(signal_cell(points[i], scope));
    }
    table.rows.push_back(std::move(row));
  }
  table.chart = points.empty()
                    ? Chart{ChartKind::line, "month", {"percent"}}
                    : Chart{ChartKind::control, "month", {"percent", "centre", "lower", "upper"},
                            "signal"};
  return table;
}

std::optional<std::size_t> month_index(std::optional<cmt::Date> date,
                                       const std::vector<year_month>& months) {
  if (!date || months.empty()) return std::nullopt;
  const auto index = (month_in(*date) - months.front()).count();
  if (index < 0 || index >= static_cast<std::int64_t>(months.size())) return std::nullopt;
  return static_cast<std::size_t>(index);
}

// Decisions by month, and of them those that upheld (K24).
std::vector<Sample> upheld_by_month(const Population& population,
                                    const std::vector<year_month>& months, const Scope&) {
  std::vector<Sample> samples(months.size(), Sample{0, 0});
  for (const Milestone& decision : decisions_ever(population).in_period) {
    const auto outcome = decision.cycle->told;
    const auto index = month_index(decision.date(), months);
    if (!index || !outcome || !process::is_finding(*outcome)) continue;
    ++samples[*index].size;
    samples[*index].count += process::is_upheld(*outcome);
  }
  return samples;
}

// Final responses by the month in which they were due, and of them those not in time (K09).
std::vector<Sample> late_by_month(const Population& population,
                                  const std::vector<year_month>& months, const Scope& scope) {
  std::vector<Sample> samples(months.size(), Sample{0, 0});
  for (const Case& one : population.counted) {
    if (one.state->is_split) continue;
    for (const auto& reading : one.clocks) {
      if (reading.clock != process::Clock::final) continue;
      const auto index = month_index(due_date(reading.due(), scope.zone), months);
      if (!index || reading.status == process::ClockStatus::open ||
          reading.status == process::ClockStatus::waiting)
        continue;
      ++samples[*index].size;
      samples[*index].count += reading.status != process::ClockStatus::met;
    }
  }
  return samples;
}

std::string direction(std::int64_t s, bool holds, const Scope& scope) {
  if (!holds) return word(scope, "trend.none", "none");
  return s > 0 ? word(scope, "trend.rising", "rising") : word(scope, "trend.falling", "falling");
}

// The months that a trend is looked for in: those of the period, or where it has fewer than eight,
// the last twelve.
std::vector<std::int64_t> tested(const std::vector<std::int64_t>& counts, std::size_t in_period) {
  const std::size_t length = std::min(counts.size(), std::max(in_period, std::size_t{12}));
  return {counts.end() - static_cast<std::ptrdiff_t>(length), counts.end()};
}

std::vector<Measure> trend_measures(const std::vector<std::int64_t>& counts, const Scope& scope) {
  Measure slope;
  slope.id = "TREND";
  slope.name = word(scope, "trend.slope", "Change a month");
  slope.unit = complaints(scope);
  slope.basis = "R";
  Measure chance = slope;
  chance.id = "TREND.p";
  chance.name = word(scope, "trend.chance", "Chance of such a trend without one");
  chance.unit = "%";
  if (counts.size() < kBaseline) {
    slope.value = chance.value = Ratio{0, 0};
    slope.note = sentence(scope, "trend.too_short", "Fewer than {n} whole months.",
                          static_cast<std::int64_t>(kBaseline));
    return {std::move(slope), std::move(chance)};
  }
  const auto test = statistics::mann_kendall(counts);
  const auto fraction = *statistics::theil_sen(counts);
  slope.value = Ratio{fraction.numerator, fraction.denominator};
  slope.note = sentence(scope, "trend.slope.note",
                        "Median of the slopes between all pairs of {n} months (Theil-Sen); rising "
                        "pairs less falling ones: {m} (Mann-Kendall).",
                        static_cast<std::int64_t>(counts.size()), test.s);
  chance.value = tenths(100 * test.p);
  return {std::move(slope), std::move(chance)};
}

struct Group {
  std::string value;
  std::vector<Receipt> receipts;
};

std::vector<Group> groups_of(const Dimension& dimension, const std::vector<Receipt>& receipts) {
  std::map<std::string, Group> groups;
  for (const Receipt& one : receipts) {
    const std::string value = dimension.value(*one.state);
    if (value.empty()) continue;
    groups[value].value = value;
    groups[value].receipts.push_back(one);
  }
  std::vector<Group> out;
  for (auto& [value, group] : groups) out.push_back(std::move(group));
  return out;
}

Table group_table(const Dimension& dimension, const std::vector<Receipt>& receipts,
                  const std::vector<year_month>& months, std::size_t in_period,
                  const Scope& scope) {
  struct Line {
    std::string value;
    std::vector<std::int64_t> counts;
    statistics::MannKendall test;
    std::int64_t total = 0;
  };
  std::vector<Line> lines;
  for (const Group& group : groups_of(dimension, receipts)) {
    Line line{group.value, tested(by_month(group.receipts, months), in_period), {}, 0};
    for (const std::int64_t count : line.counts) line.total += count;
    if (line.total < kEnough || line.counts.size() < kBaseline) continue;
    line.test = statistics::mann_kendall(line.counts);
    lines.push_back(std::move(line));
  }
  std::stable_sort(lines.begin(), lines.end(),
                   [](const Line& a, const Line& b) { return a.test.p < b.test.p; });
  std::vector<double> p;
  for (const Line& line : lines) p.push_back(line.test.p);
  const auto holds = statistics::holm(p, kLevel);

  const std::string key{dimension.key};
  Table table;
  table.key = "trend_by_" + key;
  table.title = word(scope, "trend_by.title", "Trends by") + ": " +
                word(scope, key, dimension.heading);
  table.columns = {{key, word(scope, key, dimension.heading), ColumnType::text},
                   column(scope, "count", "Count"),
                   column(scope, "first_half", "First half"),
                   column(scope, "second_half", "Second half"),
                   column(scope, "slope", "A month"),
                   column(scope, "p", "p", ColumnType::text),
                   column(scope, "trend", "Trend", ColumnType::text)};
  table.columns[4].is_count = false;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const Line& line = lines[i];
    std::int64_t first = 0;
    for (std::size_t k = 0; k < line.counts.size() / 2; ++k) first += line.counts[k];
    const auto slope = *statistics::theil_sen(line.counts);
    table.rows.push_back({value_label(dimension, line.value, scope), line.total, first,
                          line.total - first, Ratio{slope.numerator, slope.denominator},
                          probability(line.test.p), direction(line.test.s, holds[i], scope)});
  }
  table.shown = 15;
  table.note = sentence(scope, "trend_by.note",
                        "Groups of {n} or more. A trend is named where it still holds among all "
                        "the groups together (Holm, 5 %).",
                        kEnough);
  return table;
}

// Weeks out of line, of all complaints and of each group.
struct Found {
  const Dimension* dimension = nullptr;  // null: all complaints
  std::string value;
  statistics::Incident incident;
  std::vector<std::string> ids;
};

Table incident_table(const std::vector<const Dimension*>& dimensions,
                     const std::vector<Receipt>& receipts, const Scope& scope) {
  Table table;
  table.key = "incidents";
  table.title = word(scope, "incidents.title", "Weeks out of line");
  table.caption = word(scope, "incidents.caption",
                       "Seven days with more complaints than three sigma above the twelve weeks "
                       "before them, and more than chance gives among all the weeks looked at.");
  table.columns = {column(scope, "from", "From", ColumnType::date),
                   column(scope, "to", "To", ColumnType::date),
                   column(scope, "of", "Of", ColumnType::text),
                   column(scope, "count", "Count"),
                   column(scope, "expected", "Expected"),
                   column(scope, "upper", "Upper limit"),
                   column(scope, "p", "p", ColumnType::text)};
  table.columns[4].is_count = table.columns[5].is_count = false;
  if (receipts.empty()) return table;
  const cmt::Date first = receipts.front().on;
  const cmt::Date today = scope.zone.date_of(scope.as_of);
  const cmt::Date last = scope.period.to ? std::min(*scope.period.to, today) : today;
  const auto length = static_cast<std::size_t>((last - first).count() + 1);
  const std::size_t from =
      scope.period.from && *scope.period.from > first
          ? static_cast<std::size_t>((*scope.period.from - first).count())
          : 0;
  if (from >= length) return table;

  std::vector<std::pair<const Dimension*, Group>> series;
  series.push_back({nullptr, Group{"", receipts}});
  for (const Dimension* dimension : dimensions)
    for (Group& group : groups_of(*dimension, receipts))
      if (group.receipts.size() >= 3) series.push_back({dimension, std::move(group)});
  std::vector<Found> found;
  std::int64_t by_chance = 0;
  for (const auto& [dimension, group] : series) {
    std::vector<std::int64_t> daily(length, 0);
    for (const Receipt& one : group.receipts)
      ++daily[static_cast<std::size_t>((one.on - first).count())];
    for (const auto& incident : statistics::incidents(daily, from, series.size())) {
      if (incident.is_beyond_chance)
        found.push_back({dimension, group.value, incident, {}});
      else
        ++by_chance;
    }
  }
  std::stable_sort(found.begin(), found.end(), [](const Found& a, const Found& b) {
    return a.incident.first < b.incident.first;
  });
  const auto day = [&](std::size_t index) {
    return reports::Date{text(first + std::chrono::days{static_cast<int>(index)})};
  };
  for (const Found& one : found) {
    const auto& incident = one.incident;
    Code of{"all", word(scope, "all_complaints", "All complaints")};
    if (one.dimension) {
      of = value_label(*one.dimension, one.value, scope);
      of.label = word(scope, std::string{one.dimension->key}, one.dimension->heading) + ": " + of.label;
      of.code = std::string{one.dimension->key} + ":" + of.code;
    }
    table.rows.push_back({day(incident.first), day(incident.last), of, incident.count,
                          tenths(incident.expected), tenths(incident.limit),
                          probability(incident.p)});
  }
  table.note = sentence(scope, "incidents.note",
                        "Weeks above three sigma that chance can explain, and that are not listed: "
                        "{n}. Series looked at: {m}.",
                        by_chance, static_cast<std::int64_t>(series.size()));
  return table;
}

}  // namespace

Result<Report> trend(const Cases& cases, const Scope& scope) {
  const auto chosen = chosen_dimensions(scope);
  if (!chosen) return chosen.failure();
  auto frame = frame_of("trend", "Trend", cases, scope);
  if (!frame) return std::move(frame).failure();
  Report report = std::move(frame->report);
  const Population& population = frame->population;

  const auto receipts = receipts_of(population, scope);
  const auto first = receipts.empty() ? std::nullopt : std::optional{receipts.front().on};
  const auto last = receipts.empty() ? std::nullopt : std::optional{receipts.back().on};
  const auto months = whole_months(first, last, scope, kMost);
  const std::size_t baseline = baseline_of(months, scope);
  const auto counts = by_month(receipts, months);
  const auto in_period = static_cast<std::size_t>(
      std::count_if(months.begin(), months.end(), [&](year_month month) {
        return !scope.period.from || cmt::Date{month / 1} >= *scope.period.from;
      }));

  report.measures.push_back(received_count(population, scope));
  add(report, trend_measures(tested(counts, in_period), scope));

  std::vector<const Dimension*> dimensions = *chosen;
  if (dimensions.empty()) {
    dimensions = {&by_category};
    for (const Dimension* more : {&by_product, &by_cause})
      if (has_values(*more, population)) dimensions.push_back(more);
  }
  report.tables.push_back(received_table(counts, months, baseline, scope));
  report.tables.push_back(incident_table(dimensions, receipts, scope));
  for (const Dimension* dimension : dimensions)
    report.tables.push_back(group_table(*dimension, receipts, months, in_period, scope));
  const auto add_share = [&](const char* key, const char* title, const Column& part,
                             const Column& whole, const std::vector<Sample>& samples) {
    if (auto table = share_table(key, word(scope, std::string{key} + ".title", title), part, whole,
                                 samples, months, baseline, scope))
      report.tables.push_back(std::move(*table));
  };
  add_share("upheld_by_month", "Upheld by month", column(scope, "upheld", "Upheld"),
            column(scope, "decided", "Decided"), upheld_by_month(population, months, scope));
  add_share("late_by_month", "Responses not in time by month", column(scope, "late", "Late"),
            column(scope, "due", "Due"), late_by_month(population, months, scope));
  if (last && ends_in_silence(*last, scope))
    report.notes.push_back(word(scope, "trend.silence",
                                "Nothing was received in more than a year: the months end with the "
                                "last whole month of receipts, and the last receipt was on") +
                           " " + text(*last) + ".");
  report.notes.push_back(word(
      scope, "trend.note",
      "A signal is a point beyond three sigma, the eighth in a row on one side of the centre, or the "
      "sixth that rises or falls in a row. One in twenty series without any trend shows one at a "
      "chance below 5 %."));
  return report;
}

}  // namespace cmt::reports
