// K12, K13 and the list of the oldest.
#include "reports/open_cases.hpp"

#include <algorithm>
#include <array>
#include <limits>

#include "reports/wording.hpp"

namespace cmt::reports {
namespace {

using process::State;

struct Bucket {
  std::int64_t most;  // days, included
  const char* code;
  const char* key;
  const char* fallback;
};

constexpr std::array<Bucket, 6> kBuckets{
    {{7, "0-7", "age_buckets.0_7", "0 to 7 days"},
     {14, "8-14", "age_buckets.8_14", "8 to 14 days"},
     {30, "15-30", "age_buckets.15_30", "15 to 30 days"},
     {56, "31-56", "age_buckets.31_56", "31 to 56 days"},
     {90, "57-90", "age_buckets.57_90", "57 to 90 days"},
     {std::numeric_limits<std::int64_t>::max(), "91+", "age_buckets.91", "91 days or more"}}};

std::optional<std::int64_t> age_of(const Case& one, cmt::Date today) {
  if (!one.received) return std::nullopt;
  return (today - *one.received).count();
}

Cell date_cell(std::optional<cmt::Date> date) {
  return date ? Cell{reports::Date{text(*date)}} : Cell{Unknown{}};
}

}  // namespace

std::vector<const Case*> open_cases(const Population& population) {
  std::vector<const Case*> open;
  for (const Case& one : population.counted)
    if (process::is_open(one.state->status)) open.push_back(&one);
  std::sort(open.begin(), open.end(), [](const Case* a, const Case* b) {
    if (a->received.has_value() != b->received.has_value()) return a->received.has_value();
    if (a->received != b->received) return *a->received < *b->received;
    return a->id() < b->id();
  });
  return open;
}

std::optional<cmt::Date> due_of(const State& state, const TimeZone& zone) {
  std::optional<cmt::Date> due = state.reply_expected_by;
  for (const auto& [deadline, until] : state.extended)
    if (deadline == "final") due = until;
  if (!due || state.cycles.size() < 2) return due;
  const auto opened = zone.date_of(state.cycle().opened);
  return opened && *due < *opened ? std::nullopt : due;
}

bool is_overdue(const State& state, const Instant& moment, const TimeZone& zone) {
  if (!process::is_open(state.status) || state.cycle().communicated) return false;
  const auto due = due_of(state, zone);
  return due && *due < zone.date_of(moment);
}

Measure open_count(const std::vector<const Case*>& open, const Scope& scope) {
  Measure measure = count_measure("K12", word(scope, "report.open.title", "Open complaints"),
                                  static_cast<std::int64_t>(open.size()), complaints(scope), "S");
  for (const Case* one : open) measure.records.push_back(one->id());
  return measure;
}

Table ages(const std::vector<const Case*>& open, const Scope& scope) {
  const auto today = scope.zone.date_of(scope.as_of);
  const auto total = static_cast<std::int64_t>(open.size());
  std::array<std::int64_t, kBuckets.size()> counts{};
  std::int64_t unknown = 0;
  for (const Case* one : open) {
    const auto age = age_of(*one, today);
    if (!age) {
      ++unknown;
      continue;
    }
    std::size_t bucket = 0;
    while (*age > kBuckets[bucket].most) ++bucket;
    ++counts[bucket];
  }
  Table table;
  table.key = "age_of_open";
  table.title = word(scope, "age_buckets", "Age of open complaints");
  table.caption = word(scope, "age_of_open.caption",
                       "Calendar days since the first receipt, at the moment that the report "
                       "shows; whenever they were received.");
  table.columns = {{"age", word(scope, "age", "Age"), ColumnType::text},
                   {"count", word(scope, "count", "Count"), ColumnType::number},
                   {"share", word(scope, "share", "Share"), ColumnType::number}};
  for (std::size_t i = 0; i < kBuckets.size(); ++i)
    table.rows.push_back(
        {Code{kBuckets[i].code, word(scope, kBuckets[i].key, kBuckets[i].fallback)}, counts[i],
         Percent{counts[i], total}});
  if (unknown > 0)
    table.rows.push_back(
        {Code{"unknown", word(scope, "unknown", "unknown")}, unknown, Percent{unknown, total}});
  table.total = Row{Unknown{}, total, Percent{total, total}};
  table.chart = Chart{ChartKind::bars, "age", {"count"}};
  return table;
}

Measure overdue_count(const std::vector<const Case*>& open, const Scope& scope) {
  std::int64_t with_due = 0;
  std::vector<std::string> records;
  for (const Case* one : open) {
    if (due_of(*one->state, scope.zone)) ++with_due;
    if (is_overdue(*one->state, scope.as_of, scope.zone)) records.push_back(one->id());
  }
  const auto total = static_cast<std::int64_t>(open.size());
  Measure measure =
      count_measure("K13", word(scope, "report.overdue.title", "Overdue complaints"),
                    static_cast<std::int64_t>(records.size()), complaints(scope), "S");
  measure.denominator = total;
  measure.note = sentence(scope, "overdue.with_due_date",
                          "Open complaints with a due date: {n} of {m}.", with_due, total);
  measure.records = std::move(records);
  if (with_due == 0) {
    measure.numerator.reset();
    measure.value = Ratio{0, 0};
  }
  return measure;
}

Table oldest(const std::vector<const Case*>& open, const Scope& scope, std::size_t most) {
  const auto today = scope.zone.date_of(scope.as_of);
  Table table;
  table.key = "oldest_open";
  table.title = word(scope, "oldest_open.title", "Oldest open complaints");
  table.columns = {{"id", word(scope, "id", "ID"), ColumnType::text},
                   {"received", word(scope, "received_at", "Received at"), ColumnType::date},
                   {"status", word(scope, "status", "Status"), ColumnType::text},
                   {"owner", word(scope, "owner", "Owner"), ColumnType::text},
                   {"age", word(scope, "oldest_open.age", "Age (days)"), ColumnType::number},
                   {"due", word(scope, "due", "Due"), ColumnType::date}};
  for (std::size_t i = 0; i < std::min(most, open.size()); ++i) {
    const State& state = *open[i]->state;
    const auto age = age_of(*open[i], today);
    const auto status = name_of(process::status_names, state.status);
    table.rows.push_back(
        {state.id.text(), date_cell(open[i]->received), labelled(scope, "statuses", status),
         state.owner.empty() ? Cell{Unknown{}} : Cell{state.owner},
         age ? Cell{std::int64_t{*age}} : Cell{Unknown{}}, date_cell(due_of(state, scope.zone))});
  }
  if (open.size() > most)
    table.note = sentence(scope, "oldest_open.note", "The oldest {n} of {m} open complaints.",
                          static_cast<std::int64_t>(most), static_cast<std::int64_t>(open.size()));
  return table;
}

}  // namespace cmt::reports
