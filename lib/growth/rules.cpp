// Findings of a comparison, by the rules that checks::growth_rules() lists.
#include "growth/growth.hpp"

namespace cmt::growth {

std::span<const checks::Rule> rules() { return checks::growth_rules(); }

const checks::Rule* find_rule(std::string_view id) {
  for (const auto& rule : rules())
    if (rule.id == id) return &rule;
  return nullptr;
}

Diagnostic finding(std::string_view rule, SourcePos at, std::string message, std::string hint) {
  const checks::Rule* row = find_rule(rule);
  Diagnostic out;
  out.severity = row ? row->severity : Severity::error;
  out.rule = rule;
  out.clause = row ? row->clause : "4.9";
  out.at = std::move(at);
  out.message = std::move(message);
  out.hint = std::move(hint);
  return out;
}

}  // namespace cmt::growth
