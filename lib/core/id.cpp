#include "core/id.hpp"

#include <fmt/core.h>

#include <array>
#include <cassert>
#include <cstdint>

namespace cmt {
namespace {

using ids::symbols;

// The sum of a right identifier. Not zero, so that a row of zeros is not right.
constexpr unsigned right_sum = 31;

constexpr unsigned multiply(unsigned a, unsigned b) {
  unsigned product = 0;
  for (; b != 0; b >>= 1) {
    if (b & 1) product ^= a;
    a <<= 1;
    if (a & 32) a ^= 0b100101;
  }
  return product;
}

constexpr std::uint8_t no_symbol = 32;

constexpr auto values_of_symbols = [] {
  std::array<std::uint8_t, 256> values{};
  values.fill(no_symbol);
  for (std::size_t i = 0; i < symbols.size(); ++i)
    values[static_cast<unsigned char>(symbols[i])] = static_cast<std::uint8_t>(i);
  return values;
}();

constexpr auto products = [] {
  std::array<std::array<std::uint8_t, 32>, 32> all{};
  for (unsigned a = 0; a < 32; ++a)
    for (unsigned b = 0; b < 32; ++b) all[a][b] = static_cast<std::uint8_t>(multiply(a, b));
  return all;
}();

unsigned value_of(char symbol) { return values_of_symbols[static_cast<unsigned char>(symbol)]; }

// The weighted sum, the last symbol having the weight 1; nothing for a symbol that is none.
std::optional<unsigned> weighted_sum(std::string_view text, unsigned last_weight) {
  unsigned sum = 0, weight = last_weight;
  for (std::size_t i = text.size(); i-- > 0;) {
    if (text[i] == '-') continue;
    const unsigned value = value_of(text[i]);
    if (value == no_symbol) return std::nullopt;
    sum ^= products[value][weight];
    weight = products[weight][5];
  }
  return sum;
}

bool is_year(std::string_view text) {
  for (const char c : text)
    if (c < '0' || c > '9') return false;
  return text.size() == 4;
}

}  // namespace

namespace ids {

char check_symbol(std::string_view head) {
  const auto sum = weighted_sum(head, 5);
  assert(sum);
  return symbols[sum.value_or(0) ^ right_sum];
}

std::string normalise(std::string_view typed) {
  std::string out;
  for (char c : typed) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    out += c == 'O' ? '0' : c == 'I' || c == 'L' ? '1' : c;
  }
  return out;
}

bool is_id(std::string_view text) {
  const auto hyphen = text.find('-');
  if (hyphen == std::string_view::npos || text.size() != hyphen + 8) return false;
  if (text.find('-', hyphen + 1) != std::string_view::npos) return false;
  const auto head = text.substr(0, hyphen);
  const bool letter = hyphen == 1 && head[0] >= 'A' && head[0] <= 'Z' && value_of(head[0]) != no_symbol;
  return (letter || is_year(head)) && weighted_sum(text, 1) == right_sum;
}

std::string draw(std::string_view head, const Random& random) {
  std::string text{head};
  text += '-';
  std::uint64_t bits = random();
  for (int i = 0; i < 6; ++i, bits >>= 5) text += symbols[bits & 31];
  return text + check_symbol(text);
}

}  // namespace ids

std::optional<ComplaintId> ComplaintId::parse(std::string_view text) {
  if (text.size() != 12 || !ids::is_id(text)) return std::nullopt;
  return ComplaintId{std::string{text}};
}

ComplaintId ComplaintId::draw(int year, const Random& random) {
  return ComplaintId{ids::draw(fmt::format("{:04}", year), random)};
}

int ComplaintId::year() const { return std::stoi(text_.substr(0, 4)); }

std::string ComplaintId::path() const {
  std::string path;
  path.reserve(text_.size() + 21);
  path.append("complaints/").append(text_, 0, 4).append("/").append(text_).append(".yaml");
  return path;
}

std::optional<LetterId> LetterId::parse(char letter, std::string_view text) {
  if (text.size() != 9 || text[0] != letter || !ids::is_id(text)) return std::nullopt;
  return LetterId{std::string{text}};
}

LetterId LetterId::draw(char letter, const Random& random) {
  return LetterId{ids::draw(std::string(1, letter), random)};
}

}  // namespace cmt
