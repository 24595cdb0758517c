// From what was typed to values of the domain, each with a message that names the option.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/lists.hpp"
#include "core/names.hpp"
#include "core/time.hpp"
#include "process/events.hpp"

namespace cmt::cli {

// The texts of a table of names, for the choices of an option.
template <class Enum, std::size_t N>
std::vector<std::string> choices_of(const Names<Enum, N>& names) {
  std::vector<std::string> out;
  for (const auto& row : names) out.emplace_back(row.text);
  return out;
}

// A code of a value list that is not retired; empty stays empty.
Result<std::string> code_value(const Lists& lists, std::string_view list, const std::string& typed,
                               std::string_view option);
Result<std::vector<std::string>> code_values(const Lists& lists, std::string_view list,
                                             const std::vector<std::string>& typed,
                                             std::string_view option);
// A date, also with Persian or Arabic digits; empty stays absent.
Result<std::optional<Date>> date_value(const std::string& typed, std::string_view option);
// yes, no, true, false; empty stays absent.
Result<std::optional<bool>> yes_no_value(const std::string& typed, std::string_view option);
// yes, no, unknown; empty stays absent.
Result<std::optional<process::Answer>> answer_value(const std::string& typed,
                                                    std::string_view option);
// A whole number from low to high; empty stays absent.
Result<std::optional<int>> number_value(const std::string& typed, std::string_view option, int low,
                                        int high);
// "120.00 EUR"; empty stays absent.
Result<std::optional<Money>> money_value(const std::string& typed, std::string_view option);
// "R52", "R47:120.00 EUR", "R50:10.00 EUR".
Result<process::Remedy> remedy_value(const Lists& lists, const std::string& typed);
Result<std::vector<process::Remedy>> remedy_values(const Lists& lists,
                                                   const std::vector<std::string>& typed);
// "2026-12-01 Product Safety Office: GPSR art. 20": until when, to whom, and by which rule.
Result<process::Reportable> reportable_value(const std::string& typed);
// A name from a list of a register's own names (products, units): refused when it is not in a list
// that is not empty.
Result<std::string> name_value(const std::vector<std::string>& names, const std::string& typed,
                               std::string_view option, std::string_view setting);

// The causes given with --cause, --cause-method and --cause-text.
Result<std::optional<process::Cause>> cause_value(const Lists& lists,
                                                  const std::vector<std::string>& codes,
                                                  const std::string& method,
                                                  const std::string& text);

}  // namespace cmt::cli
