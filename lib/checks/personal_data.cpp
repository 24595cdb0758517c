// Personal data where they do not belong.
#include "checks/personal_data.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "checks/all_rules.hpp"
#include "checks/finding.hpp"
#include "core/fold.hpp"

namespace cmt::checks {
namespace {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
// A letter of any script, as bytes.
constexpr bool is_word(char c) {
  return is_digit(c) || is_letter(c) || static_cast<unsigned char>(c) >= 0x80;
}

bool has_email(std::string_view text) {
  const auto is_local = [](char c) { return is_word(c) || c == '.' || c == '_' || c == '+'; };
  for (std::size_t at = text.find('@'); at != std::string_view::npos; at = text.find('@', at + 1)) {
    if (at == 0 || !(is_local(text[at - 1]) || text[at - 1] == '-')) continue;
    std::size_t end = at + 1;
    while (end < text.size() && (is_word(text[end]) || text[end] == '.' || text[end] == '-')) ++end;
    std::string_view host = text.substr(at + 1, end - at - 1);
    while (!host.empty() && !is_word(host.back())) host.remove_suffix(1);
    const auto dot = host.rfind('.');
    if (dot != std::string_view::npos && dot > 0 && host.size() - dot > 2) return true;
  }
  return false;
}

// The length of an id of this register at the start of the text, or 0.
std::size_t id_length(std::string_view text) {
  for (const std::size_t length : {std::size_t{12}, std::size_t{9}})
    if (text.size() >= length && ids::is_id(text.substr(0, length)) &&
        (text.size() == length || !is_word(text[length])))
      return length;
  return 0;
}

// Digits at the start of the text.
std::size_t digits_in(std::string_view text) {
  std::size_t count = 0;
  while (count < text.size() && is_digit(text[count])) ++count;
  return count;
}

// The length of a date at the start of the text, written with the year first or last; or 0.
std::size_t date_length(std::string_view text) {
  const std::size_t a = digits_in(text);
  if (a == 0 || a > 4 || a == 3 || a + 1 >= text.size()) return 0;
  const char separator = text[a];
  if (separator != '-' && separator != '.' && separator != '/') return 0;
  const std::size_t b = digits_in(text.substr(a + 1));
  const std::size_t second = a + 1 + b;
  if (b == 0 || b > 2 || second + 1 >= text.size() || text[second] != separator) return 0;
  const std::size_t c = digits_in(text.substr(second + 1));
  const bool is_date = (a == 4 && c >= 1 && c <= 2) || (a <= 2 && c == 4);
  return is_date ? second + 1 + c : 0;
}

// A run of digits with single separators, "+98 (21) 8877-6655" or "1 200 000".
struct Run {
  std::size_t end = 0;
  std::string digits;
  std::vector<int> groups;  // how many of them stand together
  bool has_plus = false;
  bool is_amount = true;  // grouped by thousands: one to three digits, then always three
};

// The length of the separator at the start of the text, or 0.
std::size_t separator_length(std::string_view text) {
  std::size_t length = 0;
  while (length < text.size() && length < 3) {
    const char c = text[length];
    if (c == ' ' || c == '-' || c == '.' || c == '/' || c == '(' || c == ')')
      ++length;
    else if (text.substr(length, 2) == "\xC2\xA0")
      length += 2;
    else
      break;
  }
  return length;
}

// Precondition: a digit at `begin`.
Run run_at(std::string_view text, std::size_t begin) {
  Run run;
  run.has_plus = begin > 0 && text[begin - 1] == '+';
  for (std::size_t at = begin; at < text.size();) {
    if (!run.groups.empty() && (date_length(text.substr(at)) > 0 || id_length(text.substr(at)) > 0)) break;
    const std::size_t group = digits_in(text.substr(at));
    if (group == 0) break;
    const bool fits = run.groups.empty() ? group <= 3 && text[at] != '0' : group == 3;
    run.is_amount = run.is_amount && fits;
    run.groups.push_back(static_cast<int>(group));
    run.digits += text.substr(at, group);
    run.end = at + group;
    const std::size_t gap = separator_length(text.substr(run.end));
    if (gap == 0) break;
    at = run.end + gap;
  }
  run.is_amount = run.is_amount && run.groups.size() > 1 && !run.has_plus;
  return run;
}

bool is_telephone(const Run& run) {
  constexpr std::size_t fewest = 9, fewest_after_plus = 8, most = 15;
  if (run.digits.size() > most) return false;
  if (run.has_plus) return run.digits.size() >= fewest_after_plus;
  return run.digits.size() >= fewest && (run.digits.front() == '0' || run.groups.size() >= 3);
}

using Numbers = std::vector<process::PersonalNumber>;

std::string kind_of(const Run& run, const Numbers& numbers) {
  if (run.is_amount) return {};
  // A number whose check digits are right for two kinds may be of either: personal_numbers of cmt.yaml says which are looked for.
  std::string kinds;
  for (const auto& kind : numbers)
    if (kind.check != process::CheckDigits::iban && process::fits(kind, run.digits, run.groups))
      kinds += (kinds.empty() ? "" : " or ") + kind.what;
  if (!kinds.empty()) return kinds;
  return is_telephone(run) ? "a telephone number" : "";
}

// An IBAN that begins here, in one piece or in groups with blanks: what it is; empty when none does.
std::string iban_at(std::string_view text, const Numbers& numbers) {
  const auto kind = std::find_if(numbers.begin(), numbers.end(),
                                 [](const auto& one) { return one.check == process::CheckDigits::iban; });
  if (kind == numbers.end()) return {};
  std::string number;
  for (std::size_t at = 0; at < text.size() && number.size() < static_cast<std::size_t>(kind->most); ++at) {
    const char c = text[at];
    if (is_digit(c) || is_letter(c)) number += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    else if (c != ' ' || number.size() < 4) break;
    const bool is_word_over = at + 1 == text.size() || !is_word(text[at + 1]);
    if (is_word_over && process::fits(*kind, number, {})) return kind->what;
  }
  return {};
}

std::string number_in(std::string_view text, const Numbers& numbers) {
  for (std::size_t at = 0; at < text.size();) {
    const bool starts_word = at == 0 || !is_word(text[at - 1]);
    if (const std::size_t id = starts_word ? id_length(text.substr(at)) : 0) {
      at += id;
    } else if (starts_word && is_letter(text[at])) {
      if (auto what = iban_at(text.substr(at), numbers); !what.empty()) return what;
      ++at;
    } else if (!is_digit(text[at])) {
      ++at;
    } else if (const std::size_t date = date_length(text.substr(at))) {
      at += date;
    } else {
      const Run run = run_at(text, at);
      if (auto what = kind_of(run, numbers); !what.empty()) return what;
      at = run.end;
    }
  }
  return {};
}

void check_personal_data(const Subject& subject, std::vector<Finding>& out) {
  const auto look = [&](Place place, std::string_view text, const char* what, Message hint) {
    const auto held = personal_data_in(text, subject.rules.personal_numbers);
    if (held.empty()) return;
    out.push_back(found(all::personal_data, Severity::warning, std::move(place),
                        tr("{} seems to hold {}", what, held), std::move(hint)));
  };
  const auto redact = [&](const char* field) {
    return fmt::format("cmt redact {} --field {} --reason WHY; people belong in parties/",
                       id_of(subject), field);
  };
  look({std::nullopt, "summary"}, subject.complaint.summary, "the summary", redact("summary"));
  each_event<process::Corrected>(
      subject, [&](std::size_t i, const auto&, const process::Corrected& corrected) {
        if (corrected.field == "summary")
          look({i, "value"}, corrected.value.value, "the corrected summary", redact("summary"));
      });
  each_event<process::Closed>(
      subject, [&](std::size_t i, const auto&, const process::Closed& closed) {
        look({i, "lessons"}, closed.lessons.value, "what was learned", redact("lessons"));
      });
  each_event<process::Attached>(
      subject, [&](std::size_t i, const auto&, const process::Attached& attached) {
        const std::string_view file = attached.file;
        const auto slash = file.rfind('/');
        look({i, "file"}, slash == std::string_view::npos ? file : file.substr(slash + 1),
             "the name of the file", "attach the file again under a name without personal data");
      });
}

}  // namespace

std::string personal_data_in(std::string_view text, const std::vector<process::PersonalNumber>& numbers) {
  const std::string plain = ascii_digits(text);
  if (has_email(plain)) return "an e-mail address";
  return number_in(plain, numbers);
}

const Rule all::personal_data{
    "personal-data",
    "4.10",
    Severity::warning,
    msgid("summary, lessons and names of files and branches hold no personal data"),
    "Personal data of complainants stand in parties/ and in the text of the complaint, and are "
    "used only to handle it (4.10). Summaries, lessons and names of files and git's branches go into lists, "
    "reports, exports and messages that many people read. Looked for are e-mail addresses, telephone numbers, and numbers of "
    "cards, accounts and people whose check digits are right; `personal_numbers` of cmt.yaml says which.",
    "`cmt redact ID --field summary --reason WHY` takes them out of the file, `git branch -m` out of the name of a "
    "branch.",
    check_personal_data};

}  // namespace cmt::checks
