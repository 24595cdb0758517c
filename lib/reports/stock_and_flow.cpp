// Flows from changes of stage, stocks from where each record stands, and the comparison of the two.
#include "reports/stock_and_flow.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "reports/wording.hpp"

namespace cmt::reports {
namespace {

using process::Kind;
using process::Status;

constexpr std::size_t kIdsNamed = 10;

bool is_open_complaint(Status status, Kind kind) {
  return kind == Kind::complaint && process::is_open(status);
}

// The line of the identity that the change of stage belongs to, or nullptr when nothing moves.
std::int64_t* line_of(StockAndFlow& flow, const StageFacts& before, const StageFacts& after) {
  const bool was_open = is_open_complaint(before.status, before.kind);
  const bool is_open = is_open_complaint(after.status, after.kind);
  if (was_open == is_open) return nullptr;
  if (is_open) {
    if (before.kind != Kind::complaint) return &flow.reclassified_in;
    return before.status == Status::merged ? &flow.unmerged : &flow.reopened;
  }
  if (after.kind != Kind::complaint) return &flow.reclassified_out;
  switch (after.status) {
    case Status::withdrawn:
      return &flow.withdrawn;
    case Status::rejected:
      return &flow.rejected;
    case Status::merged:
      return &flow.merged;
    case Status::voided:
      return &flow.voided;
    default:
      return &flow.closed;
  }
}

// Whether the record was an open complaint just before the moment: nothing before it was put on
// record, what the replay of its history gives after its last change, else its stage then.
bool was_open_before(const Facts& facts, std::int64_t moment) {
  if (facts.registered_at >= moment) return false;
  const auto& stages = facts.stages;
  if (stages.empty() || stages.back().from < moment)
    return is_open_complaint(facts.status, facts.kind);
  for (auto stage = stages.rbegin(); stage != stages.rend(); ++stage)
    if (stage->from < moment) return is_open_complaint(stage->status, stage->kind);
  return false;
}

void add_flows(StockAndFlow& flow, const Facts& facts, std::int64_t start, std::int64_t end) {
  for (std::size_t i = 0; i < facts.stages.size(); ++i) {
    const StageFacts& stage = facts.stages[i];
    if (stage.from < start || stage.from >= end) continue;
    if (i == 0) {
      // A record starts as new: it comes in open, or not as a complaint.
      if (stage.kind != Kind::complaint) continue;
      ++flow.received;
      const auto received = facts.received.date();
      if (received && *received < flow.first) ++flow.received_earlier;
    } else if (std::int64_t* line = line_of(flow, facts.stages[i - 1], stage)) {
      ++*line;
      if (line == &flow.closed || line == &flow.withdrawn || line == &flow.rejected)
        flow.finished.push_back(facts.id());
    }
  }
}

void add_stocks(StockAndFlow& flow, const Facts& facts, std::int64_t start, std::int64_t end) {
  flow.open_at_start += was_open_before(facts, start);
  flow.open_at_end += was_open_before(facts, end);
}

cmt::Date first_day(const Cases& cases, const Scope& scope) {
  if (scope.period.from) return *scope.period.from;
  cmt::Date first = scope.zone.date_of(scope.as_of);
  if (scope.period.to) first = std::min(first, *scope.period.to);
  for (const Facts* one : cases.facts(scope)) {
    first = std::min(first, *one->registered.date());
    if (const auto received = one->received.date()) first = std::min(first, *received);
  }
  return first;
}

Failure contradiction(const StockAndFlow& flow, const std::vector<std::string>& ids) {
  std::string named;
  for (std::size_t i = 0; i < std::min(ids.size(), kIdsNamed); ++i)
    named += (i == 0 ? "" : ", ") + ids[i];
  if (ids.size() > kIdsNamed) named += fmt::format(" and {} more", ids.size() - kIdsNamed);
  return failure(
      FailureKind::unreadable,
      tr("the records contradict themselves from {} to {}: {} = {} open at the start + {} "
         "received + {} reopened + {} unmerged + {} reclassified in, but {} = {} closed + "
         "{} withdrawn + {} rejected + {} merged + {} voided + {} reclassified out + {} "
         "open at the end; see {}",
         text(flow.first), text(flow.last), flow.coming(), flow.open_at_start,
         flow.received, flow.reopened, flow.unmerged, flow.reclassified_in, flow.going(),
         flow.closed, flow.withdrawn, flow.rejected, flow.merged, flow.voided,
         flow.reclassified_out, flow.open_at_end, named),
      tr("no figure is given; cmt check says what is wrong with a record"));
}

}  // namespace

Result<StockAndFlow> stock_and_flow(const Cases& cases, const Scope& scope) {
  StockAndFlow flow;
  flow.first = first_day(cases, scope);
  flow.last = scope.period.to.value_or(std::max(flow.first, scope.zone.date_of(scope.as_of)));
  if (flow.last < flow.first)
    return failure(FailureKind::usage, tr("the period ends on {}, before it begins on {}",
                                          text(flow.last), text(flow.first)));
  const auto start_of = [&](cmt::Date day) {
    return scope.zone.start_of(day).utc.time_since_epoch().count();
  };
  const std::int64_t start = start_of(flow.first);
  const std::int64_t end = start_of(flow.last + std::chrono::days{1});
  std::vector<std::string> contradicting;
  for (const Facts* one : cases.facts(scope)) {
    const std::int64_t before = flow.coming() - flow.going();
    add_flows(flow, *one, start, end);
    add_stocks(flow, *one, start, end);
    if (flow.coming() - flow.going() != before || !one->is_in_order)
      contradicting.push_back(one->id().text());
  }
  if (!contradicting.empty() || flow.coming() != flow.going())
    return contradiction(flow, contradicting);
  flow.finished.sort();
  return flow;
}

Table stock_and_flow_table(const StockAndFlow& flow, const Scope& scope) {
  Table table;
  table.key = "stock_and_flow";
  table.title = word(scope, "report.flow.title", "Opening, received, finished and closing stock");
  table.caption = word(scope, "stock_and_flow.caption",
                       "Every record of the kind complaint, also those later merged, rejected or "
                       "voided, by the day of each change. The two stocks are counted apart from "
                       "the changes between them and agree with them.");
  table.columns = {{"line", word(scope, "stock_and_flow.line", "Change"), ColumnType::text},
                   {"count", word(scope, "count", "Count"), ColumnType::number}};
  const auto line = [&](const char* key, const char* fallback, std::int64_t count) {
    table.rows.push_back({Code{key, word(scope, key, fallback)}, count});
  };
  line("open_at_start", "Open at the start", flow.open_at_start);
  line("received", "Received", flow.received);
  line("reopened", "Reopened", flow.reopened);
  line("unmerged", "Unmerged", flow.unmerged);
  line("reclassified_in", "Reclassified as complaints", flow.reclassified_in);
  line("closed", "Closed", flow.closed);
  line("withdrawn", "Withdrawn", flow.withdrawn);
  line("rejected", "Rejected", flow.rejected);
  line("merged", "Merged", flow.merged);
  line("voided", "Voided", flow.voided);
  line("reclassified_out", "Reclassified as other feedback", flow.reclassified_out);
  line("open_at_end", "Open at the end", flow.open_at_end);
  table.note =
      sentence(scope, "stock_and_flow.received_earlier",
               "Registered in the period but received before it: {n}.", flow.received_earlier);
  return table;
}

}  // namespace cmt::reports
