#include "cli/diff.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <vector>

#include "core/text.hpp"

namespace cmt::cli {
namespace {

std::string printed(char sign, std::string_view line) {
  const bool ends = !line.empty() && line.back() == '\n';
  if (ends) line.remove_suffix(1);
  return std::string(1, sign) + printable_line(line) + "\n" +
         (ends ? "" : "\\ No newline at end of file\n");
}

}  // namespace

std::string unified_diff(std::string_view path, const std::optional<std::string>& before, std::string_view after) {
  const auto old_lines = lines_of(before ? std::string_view{*before} : std::string_view{});
  const auto new_lines = lines_of(after);
  std::size_t head = 0;
  while (head < old_lines.size() && head < new_lines.size() && old_lines[head] == new_lines[head])
    ++head;
  std::size_t tail = 0;
  while (tail < old_lines.size() - head && tail < new_lines.size() - head &&
         old_lines[old_lines.size() - 1 - tail] == new_lines[new_lines.size() - 1 - tail])
    ++tail;
  if (before && head == old_lines.size() && head == new_lines.size()) return {};

  const std::size_t from = head > 3 ? head - 3 : 0;
  const std::size_t context = std::min<std::size_t>(tail, 3);
  const std::size_t old_end = old_lines.size() - tail, new_end = new_lines.size() - tail;
  std::string out = before ? fmt::format("--- a/{}\n+++ b/{}\n", path, path)
                           : fmt::format("--- /dev/null\n+++ b/{}\n", path);
  const auto start = [&](std::size_t count) { return count == 0 ? 0 : from + 1; };
  const std::size_t old_count = old_end + context - from, new_count = new_end + context - from;
  out += fmt::format("@@ -{},{} +{},{} @@\n", start(old_count), old_count, start(new_count), new_count);
  for (std::size_t i = from; i < head; ++i) out += printed(' ', old_lines[i]);
  for (std::size_t i = head; i < old_end; ++i) out += printed('-', old_lines[i]);
  for (std::size_t i = head; i < new_end; ++i) out += printed('+', new_lines[i]);
  for (std::size_t i = 0; i < context; ++i) out += printed(' ', old_lines[old_end + i]);
  return out;
}

}  // namespace cmt::cli
