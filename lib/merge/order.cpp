#include "merge/order.hpp"

#include <algorithm>
#include <numeric>

#include "merge/parts.hpp"
#include "process/replay.hpp"

namespace cmt::merge {
namespace {

Instant recorded(const process::Event& event, const process::Rules& rules) {
  return event.recorded_at.value_or(process::counted_at(event.at, rules.zone, {}));
}

}  // namespace

bool is_in_order(const process::Complaint& complaint, const process::Rules& rules) {
  return std::is_sorted(complaint.history.begin() + 1, complaint.history.end(),
                        [&](const auto& a, const auto& b) { return recorded(a, rules) < recorded(b, rules); });
}

std::optional<std::string> reordered(const records::Record& record, std::size_t first,
                                     const process::Rules& rules) {
  const auto& history = record.complaint.history;
  if (first >= history.size()) return std::nullopt;
  std::vector<std::size_t> order(history.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin() + static_cast<std::ptrdiff_t>(first), order.end(),
                   [&](std::size_t a, std::size_t b) {
                     return recorded(history[a], rules) < recorded(history[b], rules);
                   });
  if (std::is_sorted(order.begin(), order.end())) return std::nullopt;

  process::Complaint changed{record.complaint.id, record.complaint.summary, {}};
  for (const std::size_t i : order) changed.history.push_back(history[i]);
  const auto before = process::judge(record.complaint, rules);
  const auto after = process::judge(changed, rules);
  if (after.size() >= before.size()) return std::nullopt;
  for (const auto& now : after)
    if (std::none_of(before.begin(), before.end(), [&](const auto& old) {
          return old.first == order[now.first] && old.second.rule == now.second.rule &&
                 old.second.message == now.second.message;
        }))
      return std::nullopt;

  std::string bytes = record.document.bytes();
  if (!bytes.ends_with('\n')) bytes += '\n';
  const auto document = yaml::parse(record.document.path(), bytes);
  if (!document) return std::nullopt;
  const auto parts = cut(*document);
  const EntryPart* entry = parts ? parts->find("history") : nullptr;
  const auto items = entry ? cut_items(*document, *entry) : std::nullopt;
  if (!items || items->items.size() != history.size()) return std::nullopt;
  const auto begin =
      static_cast<std::size_t>(items->items.front().bytes.data() - document->bytes().data());
  std::string united;
  for (const std::size_t i : order) united += items->items[i].bytes;
  bytes.replace(begin, united.size(), united);

  const auto again = records::read(record.document.path(), bytes, rules.lists);
  if (!again || again->complaint.history.size() != history.size()) return std::nullopt;
  for (std::size_t i = 0; i < order.size(); ++i)
    if (records::to_value(again->complaint.history[i]) != records::to_value(history[order[i]]))
      return std::nullopt;
  return bytes;
}

}  // namespace cmt::merge
