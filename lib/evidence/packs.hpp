// What is printed of the evidence: the answers of an audit (8.5), the pack of a management review
// (8.6.2) and the analysis of what is missing (6.1). Pure data; lib/exporters prints it.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "evidence/answer.hpp"
#include "evidence/decisions.hpp"
#include "reports/scope.hpp"

namespace cmt::evidence {

// Every question with its answer and what that rests on. A person's answer in `audit`, if one is
// given, is shown in the place of what the register alone says, together with that; the findings of
// the audit follow. What nobody answered yet is a checklist at the end.
reports::Report audit_pack(const Evidence& evidence, const std::vector<Question>& questions,
                           const audit::AuditState* audit, const reports::Scope& scope);

// The fourteen inputs of 8.6.2, each with what the register has for it and where that comes from; the
// decisions of the last review and their state come first.
reports::Report review_pack(const Evidence& evidence, const std::vector<Question>& questions,
                            const reports::Scope& scope);

// How far a register with everything is away: phases and documents (lib/data/gap.yaml).
enum class Readiness { missing, begun, ready };
struct GapItem {
  std::string phase, standards, id, clause, document;  // document: as its reader knows it
  std::string evidence;                                // the key of what is looked for
  std::string command;                                 // what to do next
  Readiness readiness = Readiness::missing;
  std::string found;
};
std::vector<GapItem> gaps(const Evidence& evidence, std::string_view language);
reports::Report gap_report(const std::vector<GapItem>& items, const reports::Scope& scope);

// The facts that gap items are about, by key.
struct Holding {
  std::int64_t ready = 0, all = 0;
  std::string words;
};
std::map<std::string, Holding, std::less<>> holdings(const Evidence& evidence);

}  // namespace cmt::evidence
