#include "cli/values.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "cli/moments.hpp"
#include "core/fold.hpp"
#include "core/text.hpp"

namespace cmt::cli {
namespace {

Failure wrong(std::string_view option, const std::string& typed, Message hint) {
  return failure(FailureKind::usage,
                 tr("{} cannot be '{}'", option, truncate(printable_line(typed), 40)),
                 std::move(hint));
}

}  // namespace

Result<std::string> code_value(const Lists& lists, std::string_view list, const std::string& typed,
                               std::string_view option) {
  if (typed.empty()) return typed;
  const ValueList& values = lists[list];
  const ListValue* found = values.find(typed);
  // Codes are typed in any case: p05 is P05.
  for (const auto& value : values.values())
    if (!found && fold(value.code) == fold(typed)) found = &value;
  if (found && !found->retired) return found->code;
  const auto codes = values.codes();
  const auto near = nearest(typed, codes);
  Message hint = near ? tr("did you mean '{}'? ", *near) : Message{};
  if (codes.size() <= 20) {
    hint += tr("one of: ");
    for (const auto& code : codes) hint += (&code == &codes.front() ? "" : ", ") + code;
  } else {
    hint += tr("cmt schema --list {} shows the codes", list);
  }
  return wrong(option, typed, std::move(hint));
}

Result<std::vector<std::string>> code_values(const Lists& lists, std::string_view list,
                                             const std::vector<std::string>& typed,
                                             std::string_view option) {
  std::vector<std::string> out;
  for (const auto& one : typed) {
    auto code = code_value(lists, list, one, option);
    if (!code) return std::move(code).failure();
    out.push_back(std::move(*code));
  }
  return out;
}

Result<std::optional<Date>> date_value(const std::string& typed, std::string_view option) {
  if (typed.empty()) return std::optional<Date>{};
  const auto date = parse_date(iso_date(typed));
  if (!date) return wrong(option, typed, tr("a date such as 2026-11-20"));
  return date;
}

Result<std::optional<bool>> yes_no_value(const std::string& typed, std::string_view option) {
  if (typed.empty()) return std::optional<bool>{};
  if (typed == "yes" || typed == "true") return std::optional{true};
  if (typed == "no" || typed == "false") return std::optional{false};
  return wrong(option, typed, tr("yes or no"));
}

Result<std::optional<process::Answer>> answer_value(const std::string& typed,
                                                    std::string_view option) {
  using process::Answer;
  if (typed.empty()) return std::optional<Answer>{};
  if (typed == "yes" || typed == "true") return std::optional{Answer::yes};
  if (typed == "no" || typed == "false") return std::optional{Answer::no};
  if (typed == "unknown") return std::optional{Answer::unknown};
  return wrong(option, typed, tr("yes, no or unknown"));
}

Result<std::optional<int>> number_value(const std::string& typed, std::string_view option, int low,
                                        int high) {
  if (typed.empty()) return std::optional<int>{};
  const std::string digits = ascii_digits(typed);
  const bool is_number = digits.size() < 9 && digits.find_first_not_of("0123456789") == std::string::npos;
  const int value = is_number ? std::stoi(digits) : low - 1;
  if (value < low || value > high)
    return wrong(option, typed, tr("a number from {} to {}", low, high));
  return std::optional{value};
}

Result<std::optional<Money>> money_value(const std::string& typed, std::string_view option) {
  if (typed.empty()) return std::optional<Money>{};
  const auto blank = typed.find(' ');
  auto money = blank == std::string::npos
                   ? std::nullopt
                   : Money::parse(typed.substr(0, blank), typed.substr(blank + 1));
  if (!money)
    return failure(FailureKind::usage, tr("{} is not an amount of money", option),
                   tr("write it as '120.00 EUR'"));
  return money;
}

Result<process::Remedy> remedy_value(const Lists& lists, const std::string& typed) {
  process::Remedy remedy;
  const auto colon = typed.find(':');
  auto code = code_value(lists, "remedies", typed.substr(0, colon), "--remedy");
  if (!code) return std::move(code).failure();
  remedy.code = std::move(*code);
  if (colon != std::string::npos) {
    remedy.amount = Money::parse(ascii_digits(typed.substr(colon + 1)));
    if (!remedy.amount)
      return wrong("--remedy", typed, tr("an amount is written as in 'R47:120.00 EUR'"));
  }
  return remedy;
}

Result<std::vector<process::Remedy>> remedy_values(const Lists& lists,
                                                   const std::vector<std::string>& typed) {
  std::vector<process::Remedy> out;
  for (const auto& one : typed) {
    auto remedy = remedy_value(lists, one);
    if (!remedy) return std::move(remedy).failure();
    out.push_back(std::move(*remedy));
  }
  return out;
}

Result<process::Reportable> reportable_value(const std::string& typed) {
  const auto space = std::min(typed.find(' '), typed.size());
  const auto due = parse_date(iso_date(typed.substr(0, space)));
  const std::string rest = typed.substr(std::min(space + 1, typed.size()));
  const auto colon = std::min(rest.find(": "), rest.size());
  process::Reportable out;
  out.authority = rest.substr(0, colon);
  out.rule = rest.substr(std::min(colon + 2, rest.size()));
  out.due = due;
  if (!due || out.authority.empty())
    return wrong("--reportable", typed,
                 tr("a date and an authority, as in '2026-12-01 Product Safety Office: GPSR art. 20'"));
  return out;
}

Result<std::string> name_value(const std::vector<std::string>& names, const std::string& typed,
                               std::string_view option, std::string_view setting) {
  if (typed.empty() || names.empty() ||
      std::find(names.begin(), names.end(), typed) != names.end())
    return typed;
  const auto near = nearest(typed, names);
  return wrong(option, typed,
               (near ? tr("did you mean '{}'? ", *near) : Message{}) +
                   tr("cmt.yaml lists the {}", setting));
}

Result<std::optional<process::Cause>> cause_value(const Lists& lists,
                                                  const std::vector<std::string>& codes,
                                                  const std::string& method,
                                                  const std::string& text) {
  if (codes.empty()) {
    if (method.empty() && text.empty()) return std::optional<process::Cause>{};
    return failure(FailureKind::usage, tr("--cause-method and --cause-text go with --cause"));
  }
  auto causes = code_values(lists, "causes", codes, "--cause");
  if (!causes) return std::move(causes).failure();
  auto how = code_value(lists, "cause_methods", method, "--cause-method");
  if (!how) return std::move(how).failure();
  return std::optional{process::Cause{std::move(*causes), std::move(*how), {text}}};
}

}  // namespace cmt::cli
