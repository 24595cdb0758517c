// The fields, the day and the fold that the specifications of queries share.
#pragma once
#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "query/query.hpp"

namespace cmt::query::testing {

inline constexpr std::chrono::sys_days today{std::chrono::year{2026} / 8 / 15};  // a Saturday

// Field indices, in the order of fields().
enum : std::size_t { status, category, owner, summary, received, severity, age, overdue, ref };

inline std::vector<Field> fields() {
  return {
      {"status", Type::code, "", {{"open", ""}, {"closed", ""}, {"investigating", ""}}, {}},
      {"category",
       Type::code,
       "",
       {{"billing", "Charges and invoices"}, {"delivery", "Delivery"}, {"staff", "Conduct"}},
       {"cat"}},
      {"owner", Type::code, "", {}, {}},
      {"summary", Type::text, "", {}, {}},
      {"received", Type::date, "", {}, {}},
      {"severity", Type::number, "", {{"1", ""}, {"2", ""}, {"3", ""}, {"4", ""}}, {}},
      {"age", Type::duration, "", {}, {}},
      {"overdue", Type::flag, "", {}, {}},
      {"ref", Type::id, "", {}, {"external-ref"}},
  };
}

// Stands in for cmt::fold: ASCII case only.
inline std::string fold(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

inline Result<Query> parsed(std::string_view text) { return parse(text, fields(), today, fold); }

// The canonical line of a query, or the message of its failure after "error: ".
inline std::string canonical_of(std::string_view text) {
  const auto query = parsed(text);
  return query ? canonical(*query) : "error: " + query.diagnostics().front().message.english();
}

}  // namespace cmt::query::testing
