// Letters to the complainant, ISO 10002:2018, 7.3 to 7.9: what each kind can say of a complaint, by
// replaying its history, and when the process bears it.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/money.hpp"
#include "core/names.hpp"
#include "letters/template.hpp"
#include "process/complaint.hpp"
#include "process/rules.hpp"

namespace cmt::letters {

enum class Kind { acknowledgement, information_request, holding, decision, reminder, closure, referral };
inline constexpr auto kind_names = names<Kind>({{Kind::acknowledgement, "acknowledgement"},
                                                {Kind::information_request, "information-request"},
                                                {Kind::holding, "holding"},
                                                {Kind::decision, "decision"},
                                                {Kind::reminder, "reminder"},
                                                {Kind::closure, "closure"},
                                                {Kind::referral, "referral"}});

// The languages that the program has templates in.
inline constexpr std::string_view languages[] = {"en", "fa", "ru"};

// What a template may name: one table for the check, the messages and docs/letters.md.
const std::vector<Name>& placeholders();

// "templates/decision.fa.txt": where a register has its own.
std::string path_of_template(Kind kind, std::string_view language);
// The program's own, of lib/data/letters.
std::string_view built_in_template(Kind kind, std::string_view language);

// To whom a letter goes.
struct Addressee {
  std::string name;
  std::string address;  // lines
};

struct Occasion {
  std::string organization;
  Addressee to;
  Date date;  // of the letter
  Instant now;
  std::string language;  // one of `languages`
};

// What the letter can say. Refused, with the number of the step that is missing, where the state does not
// bear the letter, and a decision without further options (7.8). Precondition: the calendars of the
// rules are read.
Result<Values> values_of(Kind kind, const process::Complaint& complaint, const process::State& state,
                         const process::Rules& rules, const Occasion& occasion);

// "120.00 EUR", in the digits and with the point of the language.
std::string money_in_words(const Money& money, std::string_view language);
// A date in words: "20 November 2026", "۲۹ آبان ۱۴۰۵", "20 ноября 2026 года".
std::string date_in_words(Date date, std::string_view language);

}  // namespace cmt::letters
