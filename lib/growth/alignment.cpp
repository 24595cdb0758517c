#include "growth/alignment.hpp"

#include <algorithm>
#include <cstdint>

namespace cmt::growth {
namespace {

void add_text(std::string& out, std::string_view text) {
  out += std::to_string(text.size());
  out += ':';
  out += text;
}

// Pairs (i, j) of a longest common subsequence, in order.
std::vector<std::pair<std::size_t, std::size_t>> common(const std::vector<std::string>& a,
                                                        const std::vector<std::string>& b) {
  std::vector<std::pair<std::size_t, std::size_t>> out;
  std::size_t begin = 0;
  while (begin < a.size() && begin < b.size() && a[begin] == b[begin]) {
    out.emplace_back(begin, begin);
    ++begin;
  }
  std::size_t a_end = a.size(), b_end = b.size();
  std::size_t tail = 0;
  while (a_end > begin && b_end > begin && a[a_end - 1] == b[b_end - 1]) --a_end, --b_end, ++tail;
  const std::size_t rows = a_end - begin, columns = b_end - begin;
  if (rows > 0 && columns > 0) {
    std::vector<std::uint32_t> length((rows + 1) * (columns + 1), 0);
    const auto at = [&](std::size_t i, std::size_t j) -> std::uint32_t& {
      return length[i * (columns + 1) + j];
    };
    for (std::size_t i = rows; i-- > 0;)
      for (std::size_t j = columns; j-- > 0;)
        at(i, j) = a[begin + i] == b[begin + j] ? at(i + 1, j + 1) + 1
                                                : std::max(at(i + 1, j), at(i, j + 1));
    for (std::size_t i = 0, j = 0; i < rows && j < columns;) {
      if (a[begin + i] == b[begin + j])
        out.emplace_back(begin + i++, begin + j++);
      else if (at(i + 1, j) >= at(i, j + 1))
        ++i;
      else
        ++j;
    }
  }
  for (std::size_t i = 0; i < tail; ++i) out.emplace_back(a_end + i, b_end + i);
  return out;
}

int likeness(yaml::Node a, yaml::Node b) {
  int out = 0;
  for (const char* key : {"event", "at", "by"})
    if (const auto text = text_of(a, key); text && text == text_of(b, key)) out += 1;
  return out;
}

}  // namespace

std::string content(yaml::Node node) {
  std::string out;
  if (node.is_scalar()) {
    add_text(out, node.text());
  } else if (node.is_list()) {
    out = "[";
    for (const auto item : node.items()) out += content(item);
    out += ']';
  } else {
    std::vector<std::string> entries;
    for (const auto entry : node.entries()) {
      std::string one;
      add_text(one, entry.key.text());
      entries.push_back(one + content(entry.value));
    }
    std::sort(entries.begin(), entries.end());
    out = "{";
    for (const auto& entry : entries) out += entry;
    out += '}';
  }
  return out;
}

std::vector<yaml::Node> events_of(const yaml::Document& document) {
  std::vector<yaml::Node> out;
  if (const auto list = document.root().find("history"))
    for (const auto item : list->items()) out.push_back(item);
  return out;
}

std::optional<std::string_view> text_of(yaml::Node map, std::string_view key) {
  const auto value = map.find(key);
  if (!value || !value->is_scalar()) return std::nullopt;
  return value->text();
}

Alignment align(const std::vector<yaml::Node>& before, const std::vector<yaml::Node>& now) {
  using Fate = Alignment::Fate;
  std::vector<std::string> old_content, new_content;
  for (const auto event : before) old_content.push_back(content(event));
  for (const auto event : now) new_content.push_back(content(event));

  Alignment out;
  out.old.resize(before.size());
  std::vector<bool> is_taken(now.size(), false);
  const auto take = [&](std::size_t i, Fate fate, std::size_t j) {
    out.old[i] = {fate, j};
    is_taken[j] = true;
  };
  for (const auto& [i, j] : common(old_content, new_content)) take(i, Fate::kept, j);
  const auto is_left = [&](std::size_t i) { return out.old[i].fate == Fate::removed; };
  for (std::size_t i = 0; i < before.size(); ++i)
    for (std::size_t j = 0; is_left(i) && j < now.size(); ++j)
      if (!is_taken[j] && old_content[i] == new_content[j]) take(i, Fate::moved, j);

  // An altered event stands where it stood, between the same neighbours.
  for (std::size_t i = 0; i < before.size(); ++i) {
    if (!is_left(i)) continue;
    std::size_t from = 0, to = now.size();
    for (std::size_t k = i; k-- > 0;)
      if (out.old[k].fate == Fate::kept || out.old[k].fate == Fate::altered) {
        from = out.old[k].now + 1;
        break;
      }
    for (std::size_t k = i + 1; k < before.size(); ++k)
      if (out.old[k].fate == Fate::kept) {
        to = out.old[k].now;
        break;
      }
    std::optional<std::size_t> best;
    int most = 1;  // the name alone, or the hour alone, is no likeness
    for (std::size_t j = from; j < to; ++j)
      if (!is_taken[j])
        if (const int like = likeness(before[i], now[j]); like > most) best = j, most = like;
    // Alone between its neighbours, whatever it became.
    if (!best && to < now.size() && to == from + 1 && !is_taken[from]) best = from;
    // The receipt is the first event.
    if (!best && i == 0 && !now.empty() && !is_taken[0]) best = 0;
    if (best) take(i, Fate::altered, *best);
  }
  for (std::size_t j = 0; j < now.size(); ++j)
    if (!is_taken[j]) out.fresh.push_back(j);
  return out;
}

}  // namespace cmt::growth
