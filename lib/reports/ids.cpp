#include "reports/ids.hpp"

#include <algorithm>
#include <optional>

#include "core/id.hpp"

namespace cmt::reports {
namespace {

using ids::symbols;

constexpr std::size_t kSymbols = 7;
// What a packed number begins with: the year, the letter, or that it is the number of another text.
constexpr unsigned kShift = 5 * kSymbols;
constexpr std::uint64_t kFirstLetter = 10'000;
constexpr std::uint64_t kOther = kFirstLetter + 26;

std::optional<std::uint64_t> head_of(std::string_view head) {
  if (head.size() == 1 && head[0] >= 'A' && head[0] <= 'Z')
    return kFirstLetter + static_cast<std::uint64_t>(head[0] - 'A');
  if (head.size() != 4) return std::nullopt;
  std::uint64_t year = 0;
  for (const char c : head) {
    if (c < '0' || c > '9') return std::nullopt;
    year = year * 10 + static_cast<std::uint64_t>(c - '0');
  }
  return year;
}

std::optional<std::uint64_t> number_of(std::string_view text) {
  if (text.size() < kSymbols + 2 || text[text.size() - kSymbols - 1] != '-') return std::nullopt;
  auto number = head_of(text.substr(0, text.size() - kSymbols - 1));
  if (!number) return std::nullopt;
  for (const char c : text.substr(text.size() - kSymbols)) {
    const auto value = symbols.find(c);
    if (value == std::string_view::npos) return std::nullopt;
    *number = *number << 5U | value;
  }
  return number;
}

std::string text_of(std::uint64_t number) {
  const std::uint64_t head = number >> kShift;
  std::string text;
  if (head >= kFirstLetter) {
    text += static_cast<char>('A' + (head - kFirstLetter));
  } else {
    for (std::uint64_t unit = 1000; unit > 0; unit /= 10)
      text += static_cast<char>('0' + head / unit % 10);
  }
  text += '-';
  for (unsigned shift = kShift; shift > 0; shift -= 5) text += symbols[number >> (shift - 5) & 31U];
  return text;
}

}  // namespace

Id::Id(std::string_view text) {
  const auto number = number_of(text);
  is_packed_ = number.has_value();
  packed_ = number.value_or(0);
  if (!number) other_ = text;
}

std::string Id::text() const { return is_packed() ? text_of(packed_) : std::string{other_}; }

Ids::Ids(const std::vector<std::string>& texts) {
  for (const auto& text : texts) push_back(text);
}

Ids::Ids(std::initializer_list<std::string> texts) {
  for (const auto& text : texts) push_back(text);
}

void Ids::push_back(const Id& id) {
  if (!kept_) kept_ = std::make_shared<Kept>();
  if (kept_.use_count() > 1) kept_ = std::make_shared<Kept>(*kept_);
  if (id.is_packed()) {
    kept_->packed.push_back(id.packed());
  } else {
    kept_->packed.push_back(kOther << kShift | kept_->others.size());
    kept_->others.push_back(id.text());
  }
}

bool Ids::ends_with(const Id& id) const {
  if (empty()) return false;
  return id.is_packed() ? kept_->packed.back() == id.packed() : (*this)[size() - 1] == id.text();
}

// Packed numbers are in the order of the texts.
void Ids::sort() {
  if (empty()) return;
  if (kept_.use_count() > 1) kept_ = std::make_shared<Kept>(*kept_);
  if (kept_->others.empty()) {
    std::sort(kept_->packed.begin(), kept_->packed.end());
    return;
  }
  std::vector<std::string> texts(begin(), end());
  std::sort(texts.begin(), texts.end());
  *this = Ids{texts};
}

std::string Ids::operator[](std::size_t i) const {
  const std::uint64_t number = kept_->packed[i];
  if (number >> kShift != kOther) return text_of(number);
  return kept_->others[number & ((std::uint64_t{1} << kShift) - 1)];
}

bool Ids::operator==(const Ids& other) const {
  return size() == other.size() && std::equal(begin(), end(), other.begin());
}

}  // namespace cmt::reports
