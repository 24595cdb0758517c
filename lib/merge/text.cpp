#include "merge/text.hpp"

#include <algorithm>
#include <vector>

#include "core/text.hpp"

namespace cmt::merge {
namespace {

using Lines = std::vector<std::string_view>;  // each with its line break

// The lines that `changed` has more than `base`, before each of its lines and after the last one;
// nothing when a line of `base` is missing.
std::optional<std::vector<Lines>> added(const Lines& base, const Lines& changed) {
  std::vector<Lines> gaps(base.size() + 1);
  std::size_t at = 0;
  for (const std::string_view line : changed) {
    if (at < base.size() && line == base[at]) ++at;
    else gaps[at].push_back(line);
  }
  if (at != base.size()) return std::nullopt;
  return gaps;
}

bool contains(const Lines& all, const Lines& some) {
  std::size_t at = 0;
  for (const std::string_view line : all)
    if (at < some.size() && line == some[at]) ++at;
  return at == some.size();
}

}  // namespace

std::optional<std::string_view> pick(std::string_view base, std::string_view ours,
                                     std::string_view theirs) {
  if (ours == theirs || theirs == base) return ours;
  if (ours == base) return theirs;
  return std::nullopt;
}

std::optional<std::string> merge_lines(std::string_view base, std::string_view ours,
                                       std::string_view theirs) {
  if (const auto picked = pick(base, ours, theirs)) return std::string{*picked};
  const Lines old = lines_of(base);
  const auto by_us = added(old, lines_of(ours)), by_them = added(old, lines_of(theirs));
  if (!by_us || !by_them) return std::nullopt;
  std::string out;
  for (std::size_t i = 0; i <= old.size(); ++i) {
    const Lines* first = &(*by_us)[i];
    const Lines* second = &(*by_them)[i];
    if (contains(*second, *first)) first = nullptr;
    else if (contains(*first, *second)) second = nullptr;
    else if (*second < *first) std::swap(first, second);
    for (const Lines* lines : {first, second})
      if (lines)
        for (const std::string_view line : *lines) out += line;
    if (i < old.size()) out += old[i];
  }
  return out;
}

std::string with_marks(std::string_view ours, std::string_view theirs, std::string_view reason,
                       std::size_t mark_size) {
  const Lines left = lines_of(ours), right = lines_of(theirs);
  const std::size_t common = std::min(left.size(), right.size());
  std::size_t head = 0, tail = 0;
  while (head < common && left[head] == right[head]) ++head;
  while (tail < common - head && left[left.size() - 1 - tail] == right[right.size() - 1 - tail])
    ++tail;
  std::string out;
  const auto add = [&](const Lines& lines, std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < to; ++i) out += lines[i];
    if (!out.empty() && out.back() != '\n') out += '\n';
  };
  add(left, 0, head);
  out += std::string(mark_size, '<') + " ours";
  if (!reason.empty()) out += ": " + printable_line(reason);
  out += '\n';
  add(left, head, left.size() - tail);
  out += std::string(mark_size, '=') + '\n';
  add(right, head, right.size() - tail);
  out += std::string(mark_size, '>') + " theirs\n";
  add(left, left.size() - tail, left.size());
  return out;
}

}  // namespace cmt::merge
