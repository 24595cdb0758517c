// What the source of an imported record does not say.
#include <fmt/core.h>

#include "checks/all_rules.hpp"
#include "checks/finding.hpp"
#include "process/7_2_receipt.hpp"

namespace cmt::checks {
namespace {

void check_imported_gaps(const Subject& subject, std::vector<Finding>& out) {
  const auto& complaint = subject.complaint;
  const auto* received = std::get_if<process::Received>(&complaint.history.front().body);
  if (!subject.state.is_imported() || !received) return;
  std::vector<std::string> gaps;
  if (!complaint.history.front().at.is_known()) gaps.emplace_back("at");
  for (const auto& [field, option] : process::missing_at_intake(*received, complaint.summary))
    if (!last_correction(subject, field)) gaps.push_back(field);
  if ((received->medium == "regulator" || received->medium == "third-party") &&
      received->referred_by.empty())
    gaps.emplace_back("referred_by");
  if (gaps.empty()) return;
  out.push_back(
      found(all::imported_gaps, Severity::note, {0, ""},
            tr("the source does not say: {}", joined(gaps)),
            tr("what becomes known is added with cmt correct {}", id_of(subject))));
}

}  // namespace

const Rule all::imported_gaps{
    "imported-gaps",
    "7.2",
    Severity::note,
    msgid("an imported record says what a receipt should say"),
    "A complaint is received with its medium, language, complainant, matter, recurrence, the "
    "remedy sought and the immediate action (7.2). A source that does not have them leaves gaps; "
    "nothing is invented to fill them, and reports leave such records out where it matters.",
    "`cmt correct ID --field FIELD` adds what becomes known.",
    check_imported_gaps};

}  // namespace cmt::checks
