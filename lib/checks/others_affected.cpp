// Other people who have the same problem and did not complain.
#include <fmt/core.h>

#include "checks/all_rules.hpp"
#include "checks/finding.hpp"

namespace cmt::checks {
namespace {

void check_others_affected(const Subject& subject, std::vector<Finding>& out) {
  const auto& state = subject.state;
  const auto& outcome = state.cycle().outcome;
  if (!is_full(subject) || state.is_imported() || !outcome || !is_upheld(*outcome) ||
      !state.cycle().decided)
    return;
  bool considered = false;
  each_event<process::ResponseProposed>(
      subject, [&](std::size_t, const auto&, const process::ResponseProposed& proposed) {
        considered = considered || proposed.others_affected.has_value();
      });
  each_event<process::Decided>(subject,
                               [&](std::size_t, const auto&, const process::Decided& decided) {
                                 considered = considered || decided.others_affected.has_value();
                               });
  if (considered) return;
  out.push_back(
      found(all::others_affected, Severity::warning,
            {last_event<process::Decided>(subject), "others_affected"},
            tr("the complaint is {}, and nobody looked for others with the same "
               "problem",
               name_of(process::outcome_names, *outcome)),
            tr("look for them; cmt note {} says what was found", id_of(subject))));
}

}  // namespace

const Rule all::others_affected{
    "others-affected",
    "7.7",
    Severity::warning,
    msgid("an upheld decision says whether others have the same problem"),
    "A response corrects the problem and prevents its return (7.7). Most people with a problem "
    "never complain, so a justified complaint is a reason to look for them. Asked in the full "
    "process, not of imported records.",
    "`cmt respond ID --others-affected N`; after the decision `cmt note ID` says what was found.",
    check_others_affected};

}  // namespace cmt::checks
