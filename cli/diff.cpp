#include "cli/diff.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cstdint>
#include <span>
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

using Lines = std::vector<std::string_view>;

// A line of the change: kept (' '), gone ('-') or new ('+').
struct Line {
  char sign;
  std::string_view text;
};

// Beyond so many pairs of lines, what lies between the first and the last difference is one change.
constexpr std::size_t most_pairs = 4'000'000;

// What lies between the equal heads and tails of two texts, by the longest lines common to both.
void add_between(std::span<const std::string_view> gone, std::span<const std::string_view> made, std::vector<Line>& out) {
  const std::size_t width = made.size() + 1;
  std::vector<std::uint32_t> common;  // of the rests from line i and line k on, at [i * width + k]
  if (!gone.empty() && made.size() <= most_pairs / gone.size()) {
    common.assign((gone.size() + 1) * width, 0);
    for (std::size_t i = gone.size(); i-- > 0;)
      for (std::size_t k = made.size(); k-- > 0;)
        common[i * width + k] = gone[i] == made[k] ? common[(i + 1) * width + k + 1] + 1
                                                   : std::max(common[(i + 1) * width + k], common[i * width + k + 1]);
  }
  std::size_t i = 0, k = 0;
  while (!common.empty() && i < gone.size() && k < made.size()) {
    if (gone[i] == made[k]) {
      out.push_back({' ', gone[i]});
      ++i, ++k;
    } else if (common[(i + 1) * width + k] >= common[i * width + k + 1]) {
      out.push_back({'-', gone[i++]});
    } else {
      out.push_back({'+', made[k++]});
    }
  }
  for (; i < gone.size(); ++i) out.push_back({'-', gone[i]});
  for (; k < made.size(); ++k) out.push_back({'+', made[k]});
}

std::vector<Line> change_of(const Lines& before, const Lines& after) {
  std::size_t head = 0;
  while (head < before.size() && head < after.size() && before[head] == after[head]) ++head;
  std::size_t tail = 0;
  while (tail < before.size() - head && tail < after.size() - head &&
         before[before.size() - 1 - tail] == after[after.size() - 1 - tail])
    ++tail;
  std::vector<Line> out;
  for (std::size_t i = 0; i < head; ++i) out.push_back({' ', before[i]});
  add_between(std::span{before}.subspan(head, before.size() - tail - head),
              std::span{after}.subspan(head, after.size() - tail - head), out);
  for (std::size_t i = before.size() - tail; i < before.size(); ++i) out.push_back({' ', before[i]});
  return out;
}

constexpr std::size_t context = 3;  // lines around a change

// Lines from `begin` to `end` as one hunk; before them lie so many old and new lines.
std::string hunk(std::span<const Line> lines, std::size_t old_before, std::size_t new_before) {
  std::string body;
  std::size_t old_count = 0, new_count = 0;
  for (const auto& line : lines) {
    old_count += line.sign != '+';
    new_count += line.sign != '-';
    body += printed(line.sign, line.text);
  }
  const auto start = [](std::size_t lines_before, std::size_t count) { return count == 0 ? lines_before : lines_before + 1; };
  return fmt::format("@@ -{},{} +{},{} @@\n", start(old_before, old_count), old_count, start(new_before, new_count), new_count) + body;
}

}  // namespace

std::string unified_diff(std::string_view path, const std::optional<std::string>& before, std::string_view after) {
  const auto lines = change_of(lines_of(before ? std::string_view{*before} : std::string_view{}), lines_of(after));
  std::string out = before ? fmt::format("--- a/{}\n+++ b/{}\n", path, path)
                           : fmt::format("--- /dev/null\n+++ b/{}\n", path);
  bool any = !before;
  std::size_t old_before = 0, new_before = 0, seen = 0;  // lines before `seen`
  for (std::size_t i = 0; i < lines.size();) {
    if (lines[i].sign == ' ') {
      ++i;
      continue;
    }
    // From the context of this change to that of the last one that is near enough to share it.
    std::size_t last = i;
    for (std::size_t k = i; k < lines.size() && k <= last + 2 * context + 1; ++k)
      if (lines[k].sign != ' ') last = k;
    const std::size_t begin = i > seen + context ? i - context : seen;
    const std::size_t end = std::min(last + 1 + context, lines.size());
    old_before += begin - seen, new_before += begin - seen;
    const auto shown = std::span{lines}.subspan(begin, end - begin);
    out += hunk(shown, old_before, new_before);
    for (const auto& line : shown) old_before += line.sign != '+', new_before += line.sign != '-';
    seen = i = end;
    any = true;
  }
  return any ? out : std::string{};
}

}  // namespace cmt::cli
