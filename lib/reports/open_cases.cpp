// K12, K13 and the list of the oldest.
#include "reports/open_cases.hpp"

#include <algorithm>
#include <array>
#include <limits>

#include "reports/wording.hpp"

namespace cmt::reports {
namespace {

using process::ClockStatus;

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

bool is_past(const Reading& clock) { return clock.status == ClockStatus::overdue; }

// The complainant's own time counts here too, once it is over: somebody has to act on it.
bool has_due(const Case& one) { return one.state->next_due || is_overdue(one); }

// One limit of the open complaints.
struct Late {
  process::Clock clock;
  std::vector<const Case*> cases;
  std::optional<cmt::Date> earliest;
};

// Those in which any is overdue, in the order of the process.
std::vector<Late> late_clocks(const std::vector<const Case*>& open, const TimeZone& zone) {
  std::vector<Late> found;
  for (const auto& row : process::clock_names) {
    Late late{row.value, {}, {}};
    for (const Case* one : open)
      for (const Reading& clock : one->clocks) {
        if (clock.clock != row.value || !is_past(clock)) continue;
        if (late.cases.empty() || late.cases.back() != one) late.cases.push_back(one);
        const auto date = due_date(clock.due(), zone);
        if (!late.earliest || date < *late.earliest) late.earliest = date;
      }
    if (!late.cases.empty()) found.push_back(std::move(late));
  }
  return found;
}

std::int64_t size_of(const std::vector<const Case*>& cases) {
  return static_cast<std::int64_t>(cases.size());
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

bool is_overdue(const Case& one) {
  return process::is_open(one.state->status) &&
         std::any_of(one.clocks.begin(), one.clocks.end(), is_past);
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
  Ids records;
  for (const Case* one : open) {
    if (has_due(*one)) ++with_due;
    if (is_overdue(*one)) records.push_back(one->id());
  }
  const auto total = static_cast<std::int64_t>(open.size());
  Measure measure =
      count_measure("K13", word(scope, "report.overdue.title", "Overdue complaints"),
                    static_cast<std::int64_t>(records.size()), complaints(scope), "S");
  measure.denominator = total;
  measure.note = sentence(scope, "overdue.with_due_date",
                          "Open complaints with a due date: {n} of {m}.", with_due, total);
  std::string limits;
  for (const Late& late : late_clocks(open, scope.zone)) {
    if (!limits.empty()) limits += "; ";
    limits += labelled(scope, late.clock).label + ": " + std::to_string(late.cases.size());
  }
  if (!limits.empty()) measure.note += " " + limits + ".";
  measure.records = std::move(records);
  if (with_due == 0) {
    measure.numerator.reset();
    measure.value = Ratio{0, 0};
  }
  return measure;
}

Table overdue_by_clock(const std::vector<const Case*>& open, const Scope& scope) {
  const auto today = scope.zone.date_of(scope.as_of);
  Table table;
  table.key = "overdue_by_limit";
  table.title = word(scope, "overdue_by_limit.title", "Overdue open complaints by limit");
  table.caption = word(scope, "overdue_by_limit.caption",
                       "At the moment that the report shows, whenever they were received. A "
                       "complaint that is overdue in several limits is in several rows; the share "
                       "is that of the open complaints.");
  table.columns = {
      {"limit", word(scope, "limit", "Limit"), ColumnType::text},
      {"count", word(scope, "count", "Count"), ColumnType::number},
      {"share", word(scope, "share", "Share"), ColumnType::number},
      {"earliest", word(scope, "overdue_by_limit.earliest", "Due first"), ColumnType::date},
      {"days_late", word(scope, "days_late", "Days late"), ColumnType::number}};
  for (const Late& late : late_clocks(open, scope.zone))
    table.rows.push_back({labelled(scope, late.clock), size_of(late.cases),
                          Percent{size_of(late.cases), size_of(open)}, date_cell(late.earliest),
                          std::int64_t{(today - *late.earliest).count()}});
  table.chart = Chart{ChartKind::bars, "limit", {"count"}};
  return table;
}

Table overdue_cases(const std::vector<const Case*>& open, const Scope& scope, std::size_t most) {
  struct Overdue {
    cmt::Date due;
    const Case* one;
    process::Clock clock;
  };
  std::vector<Overdue> found;
  for (const Case* one : open) {
    std::optional<Overdue> first;
    for (const Reading& reading : one->clocks) {
      if (!is_past(reading)) continue;
      const auto due = due_date(reading.due(), scope.zone);
      if (!first || due < first->due) first = Overdue{due, one, reading.clock};
    }
    if (first) found.push_back(*first);
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const Overdue& a, const Overdue& b) { return a.due < b.due; });
  const auto today = scope.zone.date_of(scope.as_of);
  Table table;
  table.key = "overdue";
  table.title = word(scope, "report.overdue.title", "Overdue complaints");
  table.columns = {{"id", word(scope, "id", "ID"), ColumnType::text},
                   {"limit", word(scope, "limit", "Limit"), ColumnType::text},
                   {"due", word(scope, "due", "Due"), ColumnType::date},
                   {"days_late", word(scope, "days_late", "Days late"), ColumnType::number},
                   {"owner", word(scope, "owner", "Owner"), ColumnType::text}};
  for (std::size_t i = 0; i < std::min(most, found.size()); ++i) {
    const auto& [due, one, clock] = found[i];
    table.rows.push_back({one->id().text(), labelled(scope, clock), date_cell(due),
                          std::int64_t{(today - due).count()},
                          one->state->owner.empty() ? Cell{Unknown{}} : Cell{one->state->owner.text()}});
  }
  if (found.size() > most)
    table.note = sentence(scope, "late_ones.note", "The longest {n} of {m} delays.",
                          static_cast<std::int64_t>(most), static_cast<std::int64_t>(found.size()));
  return table;
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
    const Facts& state = *open[i]->state;
    const auto age = age_of(*open[i], today);
    const auto status = name_of(process::status_names, state.status);
    const Reading* next = state.next_due;
    table.rows.push_back(
        {state.id().text(), date_cell(open[i]->received), labelled(scope, "statuses", status),
         state.owner.empty() ? Cell{Unknown{}} : Cell{state.owner.text()},
         age ? Cell{std::int64_t{*age}} : Cell{Unknown{}},
         date_cell(next ? std::optional{due_date(next->due(), scope.zone)} : std::nullopt)});
  }
  if (open.size() > most)
    table.note = sentence(scope, "oldest_open.note", "The oldest {n} of {m} open complaints.",
                          static_cast<std::int64_t>(most), static_cast<std::int64_t>(open.size()));
  return table;
}

}  // namespace cmt::reports
