#include "reports/received.hpp"

#include <algorithm>
#include <array>

#include "reports/shares.hpp"
#include "reports/wording.hpp"

namespace cmt::reports {
namespace {

using process::State;
using process::Status;

bool is_received_in(const Facts& one, const Scope& scope) {
  return !one.is_split && is_in(scope.period, one.received.date());
}

// Of the complaints received, those with the status; `of` the population C and that status.
Measure with_status(const Cases& cases, const Scope& scope, Status status,
                    std::string id, std::string name) {
  Share share;
  for (const Facts* one : cases.facts(scope)) {
    const bool is_part = one->kind == process::Kind::complaint && one->status == status;
    if ((is_counted(*one) || is_part) && is_received_in(*one, scope))
      share.add(one->id(), is_part);
  }
  return std::move(share).measure(std::move(id), std::move(name), "R");
}

bool is_about_handling(const State& state) {
  const auto is_such = [](const std::string& code) { return code == "P34" || code == "P43"; };
  return is_such(state.category) ||
         std::any_of(state.other_categories.begin(), state.other_categories.end(), is_such) ||
         std::any_of(state.links.begin(), state.links.end(), [](const process::Link& link) {
           return link.type == process::LinkType::caused_by;
         });
}

}  // namespace

Measure received_count(const Population& population, const Scope& scope) {
  Measure measure =
      count_measure("K01", word(scope, "complaints_received", "Complaints received"),
                    static_cast<std::int64_t>(population.received.size()), complaints(scope), "R");
  for (const std::size_t i : population.received)
    measure.records.push_back(population.counted[i].id());
  return measure;
}

std::vector<Measure> kind_mix(const Cases& cases, const Scope& scope) {
  std::array<Ids, process::kind_names.size()> records;
  std::int64_t whole = 0;
  for (const Facts* one : cases.facts(scope)) {
    if (one->status == Status::voided || one->status == Status::merged ||
        one->status == Status::rejected || !is_received_in(*one, scope))
      continue;
    ++whole;
    records[static_cast<std::size_t>(one->kind)].push_back(one->id());
  }
  std::vector<Measure> measures;
  for (const auto& row : process::kind_names) {
    auto& ids = records[static_cast<std::size_t>(row.value)];
    const bool is_complaint = row.value == process::Kind::complaint;
    if (ids.empty() && !is_complaint) continue;
    const std::string id = is_complaint ? "K03" : "K03." + std::string{row.text};
    Measure measure = share_measure(
        id,
        statistic_name(word(scope, "kind_mix", "Of all feedback"),
                       labelled(scope, "kinds", row.text).label),
        static_cast<std::int64_t>(ids.size()), whole, "R");
    measure.records = std::move(ids);
    measures.push_back(std::move(measure));
  }
  return measures;
}

Measure rejected_share(const Cases& cases, const Scope& scope) {
  return with_status(cases, scope, Status::rejected, "K29",
                     word(scope, "rejected_share", "Rejected as out of scope"));
}

Measure merged_share(const Cases& cases, const Scope& scope) {
  return with_status(cases, scope, Status::merged, "K30",
                     word(scope, "merged_share", "Merged as duplicates"));
}

Measure vulnerable_share(const Population& population, const Scope& scope) {
  Share share;
  for (const std::size_t i : population.received)
    share.add(population.counted[i].id(), !population.counted[i].whole().vulnerability.empty());
  return std::move(share).measure("K52", word(scope, "vulnerable_share", "Vulnerable complainants"),
                                  "R",
                                  word(scope, "vulnerable_share.note", "For restricted use."));
}

Measure about_handling_share(const Population& population, const Scope& scope) {
  Share share;
  for (const std::size_t i : population.received)
    share.add(population.counted[i].id(), is_about_handling(population.counted[i].whole()));
  return std::move(share).measure(
      "K55", word(scope, "about_handling_share", "About the handling of complaints"), "R");
}

}  // namespace cmt::reports
