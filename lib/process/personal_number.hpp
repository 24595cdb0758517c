// 4.10 Confidentiality: the numbers that tell of a person, and the check digits by which one is known from any other number.
//
// The kinds are data (lib/data/personal-numbers.yaml); cmt.yaml can name those that are looked for, and add its own.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/names.hpp"

namespace cmt::process {

// How the last digits of a number follow from those before them.
enum class CheckDigits {
  none,   // they do not: the number is known by its groups
  luhn,   // ISO/IEC 7812-1, of payment cards
  iban,   // ISO 7064 mod 97-10 over letters and digits, of ISO 13616
  mod_11_10,  // ISO 7064, hybrid: the tax number of Germany
  sum,    // the digits, each times its weight, add up to a multiple of the modulus
  iran,   // weights 10 to 2, modulus 11, remainders 0 and 1 stand for themselves
  inn,    // of persons in Russia: two digits, modulus 11, then 10
  snils   // of Russia: two digits, modulus 101, then 100
};
inline constexpr auto check_digits_names = names<CheckDigits>(
    {{CheckDigits::none, "none"}, {CheckDigits::luhn, "luhn"}, {CheckDigits::iban, "iban"},
     {CheckDigits::mod_11_10, "mod-11-10"}, {CheckDigits::sum, "sum"}, {CheckDigits::iran, "iran"},
     {CheckDigits::inn, "inn"}, {CheckDigits::snils, "snils"}});

struct PersonalNumber {
  std::string name;              // short: ir-national
  std::string what;              // as a message has it: "a national number of Iran"
  int fewest = 0, most = 0;      // digits; of an IBAN, letters and digits
  CheckDigits check = CheckDigits::none;
  std::vector<int> weights;      // of `sum`, one for each digit
  int modulus = 0;
  std::vector<int> groups;       // of digits, as it must be written; empty: in any way
};

// Whether a number of ASCII digits, written in these groups, is of the kind. One digit repeated is none. Of an IBAN:
// letters in capitals and digits, without blanks.
bool fits(const PersonalNumber& kind, std::string_view number, const std::vector<int>& groups);

}  // namespace cmt::process
