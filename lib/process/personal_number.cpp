#include "process/personal_number.hpp"

#include <algorithm>
#include <cstddef>
#include <span>

namespace cmt::process {
namespace {

int digit(char c) { return c - '0'; }

int weighted(std::string_view number, std::span<const int> weights) {
  int sum = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) sum += digit(number[i]) * weights[i];
  return sum;
}

bool is_luhn(std::string_view number) {
  int sum = 0;
  bool is_doubled = false;
  for (auto at = number.rbegin(); at != number.rend(); ++at, is_doubled = !is_doubled) {
    const int value = digit(*at) * (is_doubled ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 == 0;
}

bool is_iban(std::string_view number) {
  const auto is_letter = [](char c) { return c >= 'A' && c <= 'Z'; };
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (!is_letter(number[0]) || !is_letter(number[1]) || !is_digit(number[2]) || !is_digit(number[3])) return false;
  int remainder = 0;
  for (std::size_t i = 0; i < number.size(); ++i) {
    const char c = number[(i + 4) % number.size()];
    remainder = is_letter(c) ? (remainder * 100 + (c - 'A' + 10)) % 97 : (remainder * 10 + digit(c)) % 97;
  }
  return remainder == 1;
}

bool is_mod_11_10(std::string_view number) {
  int product = 10;
  for (const char c : number.substr(0, number.size() - 1)) {
    const int sum = (digit(c) + product) % 10;
    product = (sum == 0 ? 10 : sum) * 2 % 11;
  }
  return (product + digit(number.back())) % 10 == 1;
}

bool is_of_iran(std::string_view number) {
  constexpr int weights[] = {10, 9, 8, 7, 6, 5, 4, 3, 2};
  const int remainder = weighted(number, weights) % 11;
  return digit(number.back()) == (remainder < 2 ? remainder : 11 - remainder);
}

bool is_inn(std::string_view number) {
  constexpr int first[] = {7, 2, 4, 10, 3, 5, 9, 4, 6, 8};
  constexpr int second[] = {3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8};
  return weighted(number, first) % 11 % 10 == digit(number[10]) && weighted(number, second) % 11 % 10 == digit(number[11]);
}

bool is_snils(std::string_view number) {
  constexpr int weights[] = {9, 8, 7, 6, 5, 4, 3, 2, 1};
  return weighted(number, weights) % 101 % 100 == digit(number[9]) * 10 + digit(number[10]);
}

// How many digits a check can be asked of; 0: any number of two or more.
std::size_t size_of(CheckDigits check) {
  switch (check) {
    case CheckDigits::iran: return 10;
    case CheckDigits::inn: return 12;
    case CheckDigits::snils: return 11;
    default: return 0;
  }
}

}  // namespace

bool fits(const PersonalNumber& kind, std::string_view number, const std::vector<int>& groups) {
  const std::size_t size = number.size();
  if (size < 5 || size < static_cast<std::size_t>(kind.fewest) || size > static_cast<std::size_t>(kind.most)) return false;
  if (std::all_of(number.begin(), number.end(), [&](char c) { return c == number.front(); })) return false;
  if (!kind.groups.empty() && kind.groups != groups) return false;
  if (const std::size_t wanted = size_of(kind.check); wanted != 0 && size != wanted) return false;
  switch (kind.check) {
    case CheckDigits::none: return true;
    case CheckDigits::luhn: return is_luhn(number);
    case CheckDigits::iban: return is_iban(number);
    case CheckDigits::mod_11_10: return is_mod_11_10(number);
    case CheckDigits::sum:
      return kind.weights.size() == size && kind.modulus > 0 && weighted(number, kind.weights) % kind.modulus == 0;
    case CheckDigits::iran: return is_of_iran(number);
    case CheckDigits::inn: return is_inn(number);
    case CheckDigits::snils: return is_snils(number);
  }
  return false;
}

}  // namespace cmt::process
