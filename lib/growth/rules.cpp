// Findings of a comparison, by the rules that checks::growth_rules() lists.
#include "growth/growth.hpp"

namespace cmt::growth {

std::span<const checks::Rule> rules() { return checks::growth_rules(); }

const checks::Rule* find_rule(std::string_view id) {
  for (const auto& rule : rules())
    if (rule.id == id) return &rule;
  return nullptr;
}

Diagnostic finding(std::string_view rule, SourcePos at, Message message, Message hint) {
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

Diagnostic finding(std::string_view rule, const yaml::Document& document, yaml::Node place, Message message,
                   Message hint) {
  Diagnostic out = document.error_at(place, std::move(message), std::move(hint));
  Diagnostic row = finding(rule, {}, {});
  out.severity = row.severity;
  out.rule = std::move(row.rule);
  out.clause = std::move(row.clause);
  return out;
}

}  // namespace cmt::growth
