#include "statistics/likeness.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <set>
#include <unordered_map>

#include "core/text.hpp"

namespace cmt::statistics {
namespace {

constexpr std::size_t kPart = 5;    // characters
constexpr std::size_t kBands = 20;  // of
constexpr std::size_t kRows = 4;    // hashes each
constexpr std::size_t kHashes = kBands * kRows;
constexpr std::size_t kTelling = 12;  // words that stand for a text
constexpr std::size_t kNamed = 5;     // words that name a theme

std::uint64_t mixed(std::uint64_t x) {  // the finalizer of SplitMix64
  x += 0x9E3779B97F4A7C15U;
  x = (x ^ (x >> 30U)) * 0xBF58476D1CE4E5B9U;
  x = (x ^ (x >> 27U)) * 0x94D049BB133111EBU;
  return x ^ (x >> 31U);
}

// Neither letter nor digit, as far as words go; U+FFFD, an invalid byte, separates too.
bool is_separator(char32_t c) {
  if (c < 0x80) {
    const bool is_digit = c >= U'0' && c <= U'9';
    const bool is_letter = (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z');
    return !is_digit && !is_letter;
  }
  return c < 0xC0 || c == 0xD7 || c == 0xF7 || (c >= 0x2000 && c <= 0x2BFF) ||
         (c >= 0x3000 && c <= 0x3004) || (c >= 0x3007 && c <= 0x3030) || c == 0x30FB ||
         c == 0x060C || c == 0x061B || c == 0x061F || (c >= 0x066A && c <= 0x066D) || c == 0x06D4 ||
         (c >= 0xFE10 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFF0F) || c == 0xFFFD;
}

// Of a script that sets no spaces between words.
bool is_unspaced(char32_t c) {
  return (c >= 0x0E00 && c <= 0x0EFF) || (c >= 0x1000 && c <= 0x109F) ||
         (c >= 0x1780 && c <= 0x17FF) || (c >= 0x3040 && c <= 0x30FF) ||
         (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) ||
         (c >= 0x20000 && c <= 0x3FFFF);
}

std::vector<char32_t> code_points_of(std::string_view text) {
  std::vector<char32_t> out;
  while (!text.empty()) {
    const CodePoint one = first_code_point(text);
    out.push_back(one.value);
    text.remove_prefix(one.size);
  }
  return out;
}

using Parts = std::vector<std::uint64_t>;  // sorted, each once

// The hashes of all runs of five characters, words parted by one space; by none where the script
// has none.
Parts parts_of(std::string_view folded) {
  std::vector<char32_t> letters;
  for (const char32_t c : code_points_of(folded)) {
    if (!is_separator(c)) {
      if (is_unspaced(c) && !letters.empty() && letters.back() == U' ') letters.pop_back();
      letters.push_back(c);
    } else if (!letters.empty() && letters.back() != U' ' && !is_unspaced(letters.back())) {
      letters.push_back(U' ');
    }
  }
  while (!letters.empty() && letters.back() == U' ') letters.pop_back();
  Parts parts;
  for (std::size_t i = 0; i + kPart <= letters.size(); ++i) {
    std::uint64_t hash = 0;
    for (std::size_t k = 0; k < kPart; ++k) hash = mixed(hash ^ letters[i + k]);
    parts.push_back(hash);
  }
  std::sort(parts.begin(), parts.end());
  parts.erase(std::unique(parts.begin(), parts.end()), parts.end());
  return parts;
}

using Signature = std::array<std::uint32_t, kHashes>;

Signature signature_of(const Parts& parts) {
  Signature signature;
  signature.fill(std::numeric_limits<std::uint32_t>::max());
  static const auto factors = [] {
    std::array<std::uint64_t, kHashes> out{};
    for (std::size_t i = 0; i < kHashes; ++i) out[i] = mixed(i) | 1U;
    return out;
  }();
  for (const std::uint64_t part : parts)
    for (std::size_t i = 0; i < kHashes; ++i)  // multiply-shift: Dietzfelbinger et al. 1997
      signature[i] = std::min(signature[i], static_cast<std::uint32_t>((part * factors[i]) >> 32U));
  return signature;
}

NearDuplicate compared(const std::vector<Parts>& parts, std::size_t a, std::size_t b) {
  NearDuplicate pair{a, b, 0, 0};
  auto i = parts[a].begin(), j = parts[b].begin();
  while (i != parts[a].end() && j != parts[b].end()) {
    if (*i == *j)
      ++pair.shared, ++i, ++j;
    else
      *i < *j ? ++i : ++j;
  }
  pair.together = static_cast<std::int64_t>(parts[a].size() + parts[b].size()) - pair.shared;
  return pair;
}

struct Weighted {
  std::uint32_t word = 0;
  double weight = 0;
};

}  // namespace

std::vector<std::string> words_of(std::string_view folded) {
  std::vector<std::string> words;
  std::string word;
  const auto end_word = [&] {
    if (!word.empty()) words.push_back(std::move(word));
    word.clear();
  };
  const std::vector<char32_t> letters = code_points_of(folded);
  for (std::size_t i = 0; i < letters.size(); ++i) {
    if (is_unspaced(letters[i])) {
      end_word();
      if (i + 1 < letters.size() && is_unspaced(letters[i + 1])) {
        append_utf8(word, letters[i]);
        append_utf8(word, letters[i + 1]);
        end_word();
      }
    } else if (is_separator(letters[i])) {
      end_word();
    } else {
      append_utf8(word, letters[i]);
    }
  }
  end_word();
  return words;
}

std::vector<NearDuplicate> near_duplicates(const std::vector<std::string>& folded, int percent,
                                           std::size_t least) {
  std::vector<Parts> parts;
  parts.reserve(folded.size());
  for (const auto& text : folded) parts.push_back(parts_of(text));

  // Texts word for word the same: only the first goes on, the others are paired with it.
  std::vector<NearDuplicate> found;
  std::map<std::uint64_t, std::vector<std::size_t>> same;
  std::vector<std::size_t> firsts;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts[i].size() < least) continue;
    std::uint64_t key = parts[i].size();
    for (const std::uint64_t part : parts[i]) key = mixed(key ^ part);
    auto& others = same[key];
    const auto twin = std::find_if(others.begin(), others.end(),
                                   [&](std::size_t other) { return parts[other] == parts[i]; });
    if (twin != others.end()) {
      found.push_back(compared(parts, *twin, i));
      continue;
    }
    others.push_back(i);
    firsts.push_back(i);
  }

  std::set<std::pair<std::size_t, std::size_t>> candidates;
  std::vector<Signature> signatures;
  for (const std::size_t i : firsts) signatures.push_back(signature_of(parts[i]));
  for (std::size_t band = 0; band < kBands; ++band) {
    std::unordered_map<std::uint64_t, std::vector<std::size_t>> buckets;
    for (std::size_t i = 0; i < firsts.size(); ++i) {
      std::uint64_t key = 0;
      for (std::size_t row = 0; row < kRows; ++row)
        key = mixed(key ^ signatures[i][band * kRows + row]);
      // The first of a bucket, and the one before: a bucket of thousands stays linear.
      auto& bucket = buckets[key];
      if (!bucket.empty()) {
        candidates.emplace(firsts[bucket.front()], firsts[i]);
        candidates.emplace(firsts[bucket.back()], firsts[i]);
      }
      bucket.push_back(i);
    }
  }
  for (const auto& [a, b] : candidates) {
    const NearDuplicate pair = compared(parts, a, b);
    if (pair.shared * 100 >= pair.together * percent) found.push_back(pair);
  }
  std::sort(found.begin(), found.end(), [](const NearDuplicate& a, const NearDuplicate& b) {
    const auto left = a.shared * b.together, right = b.shared * a.together;
    if (left != right) return left > right;
    return a.a != b.a ? a.a < b.a : a.b < b.b;
  });
  return found;
}

std::vector<Theme> themes(const std::vector<std::string>& folded, std::size_t least,
                          double likeness) {
  // Words by number, in the order in which they first occur.
  std::unordered_map<std::string, std::uint32_t> numbers;
  std::vector<std::string> words;
  std::vector<std::size_t> texts_with;
  std::vector<std::map<std::uint32_t, int>> counts(folded.size());
  for (std::size_t i = 0; i < folded.size(); ++i) {
    for (auto& word : words_of(folded[i])) {
      const auto [at, is_new] = numbers.try_emplace(word, static_cast<std::uint32_t>(words.size()));
      if (is_new) {
        words.push_back(word);
        texts_with.push_back(0);
      }
      if (counts[i][at->second]++ == 0) ++texts_with[at->second];
    }
  }
  // A word of one text tells of no other; one of half the texts tells nothing.
  const auto is_telling = [&](std::uint32_t word) {
    return texts_with[word] >= 2 && 2 * texts_with[word] <= folded.size();
  };
  std::vector<std::vector<Weighted>> vectors(folded.size());
  for (std::size_t i = 0; i < folded.size(); ++i) {
    std::vector<Weighted>& all = vectors[i];
    for (const auto& [word, count] : counts[i])
      if (is_telling(word))
        all.push_back({word, (1 + std::log(count)) * std::log(static_cast<double>(folded.size()) /
                                                             static_cast<double>(texts_with[word]))});
    std::stable_sort(all.begin(), all.end(),
                     [](const Weighted& a, const Weighted& b) { return a.weight > b.weight; });
    if (all.size() > kTelling) all.resize(kTelling);
    double square = 0;
    for (const auto& one : all) square += one.weight * one.weight;
    for (auto& one : all) one.weight /= std::sqrt(square);
  }

  // Each text joins the theme whose first text it is most alike, or begins one.
  struct Group {
    std::vector<std::size_t> texts;
  };
  std::vector<Group> groups;
  std::vector<std::vector<std::pair<std::size_t, double>>> led(words.size());  // group, weight
  for (std::size_t i = 0; i < folded.size(); ++i) {
    if (vectors[i].empty()) continue;
    std::unordered_map<std::size_t, double> cosine;
    for (const auto& one : vectors[i])
      for (const auto& [group, weight] : led[one.word]) cosine[group] += one.weight * weight;
    std::size_t best = groups.size();
    double most = likeness;
    for (const auto& [group, value] : cosine)
      if (value > most || (value == most && group < best)) best = group, most = value;
    if (best < groups.size()) {
      groups[best].texts.push_back(i);
      continue;
    }
    for (const auto& one : vectors[i]) led[one.word].emplace_back(groups.size(), one.weight);
    groups.push_back({{i}});
  }

  std::vector<Theme> out;
  for (auto& group : groups) {
    if (group.texts.size() < least) continue;
    std::map<std::uint32_t, double> sums;
    for (const std::size_t text : group.texts)
      for (const auto& one : vectors[text]) sums[one.word] += one.weight;
    std::vector<std::pair<std::uint32_t, double>> ranked(sums.begin(), sums.end());
    std::stable_sort(ranked.begin(), ranked.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    Theme theme;
    for (std::size_t k = 0; k < std::min(kNamed, ranked.size()); ++k)
      theme.words.push_back(words[ranked[k].first]);
    theme.texts = std::move(group.texts);
    out.push_back(std::move(theme));
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const Theme& a, const Theme& b) { return a.texts.size() > b.texts.size(); });
  return out;
}

}  // namespace cmt::statistics
