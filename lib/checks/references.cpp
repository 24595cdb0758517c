// Other complaints that this one names.
#include <fmt/core.h>

#include <algorithm>

#include "checks/all_rules.hpp"
#include "checks/finding.hpp"
#include "process/7_2_receipt.hpp"

namespace cmt::checks {
namespace {

using process::LinkType;

// Whether the other complaint must have the same link back. A link that says which of the two came
// first (follows, caused-by, split-from) is written once, on the later one.
constexpr bool is_mutual(LinkType type) {
  return type == LinkType::duplicate_of || type == LinkType::linked || type == LinkType::same_cause;
}

void check_references(const Subject& subject, std::vector<Finding>& out) {
  if (!subject.others.complaint) return;
  const auto& id = id_of(subject);
  const auto say = [&](std::size_t event, const char* field, Message message,
                       Message hint) {
    out.push_back(found(all::references, Severity::error, {event, field}, std::move(message),
                        std::move(hint)));
  };
  const auto target = [&](std::size_t event, const char* field, const std::string& other) {
    const process::State* state = subject.others.complaint(other);
    if (!state)
      say(event, field, tr("there is no complaint {}", other),
          tr("put the id right in the file; cmt list shows those that exist"));
    return state;
  };

  each_event<process::Linked>(subject, [&](std::size_t i, const auto&,
                                           const process::Linked& linked) {
    const auto type = linked.type.value_or(LinkType::linked);
    const process::State* other = target(i, "to", linked.to);
    if (!other || !is_mutual(type)) return;
    const bool is_back =
        std::any_of(other->links.begin(), other->links.end(),
                    [&](const auto& link) { return link.to == id && link.type == type; });
    if (!is_back)
      say(i, "to",
          tr("{} has no link {} back", linked.to, name_of(process::link_type_names, type)),
          tr("cmt link {} {} --type {}", linked.to, id,
             name_of(process::link_type_names, type)));
  });
  each_event<process::Split>(subject, [&](std::size_t i, const auto&, const process::Split& split) {
    for (const auto& part : split.into) target(i, "into", part);
  });
  if (subject.others.has_dispute)
    each_event<process::Referred>(
        subject, [&](std::size_t i, const auto& event, const process::Referred& referred) {
          if (!event.imported.empty() || subject.others.has_dispute(referred.dispute)) return;
          say(i, "dispute", tr("there is no dispute {}", referred.dispute),
              tr("put disputes/{}.yaml back from git", referred.dispute));
        });
  // A merge that was taken back binds nobody.
  if (subject.state.merged_into.empty()) return;
  const auto event = last_event<process::Merged>(subject);
  if (!event) return;
  const process::State* master = target(*event, "into", subject.state.merged_into);
  if (!master) return;
  for (auto& refusal : process::refusals_of_merge(subject.state, *master))
    say(*event, "into", std::move(refusal.message),
        tr("cmt unmerge {} makes it a complaint of its own again", id));
}

}  // namespace

const Rule all::references{
    "references",
    "4.9",
    Severity::error,
    msgid("every complaint and dispute that is named exists, and links go both ways"),
    "A complaint that is merged, split or linked names others by their ids, and those exist; "
    "so does the dispute that it was referred to. The "
    "links duplicate-of, linked and same-cause stand in both records, so that either leads to the "
    "other; follows, caused-by and split-from stand only in the later one. The complaint that "
    "another was merged into has the same complainant and kind and is not merged itself, because "
    "each complainant is owed an answer (7.2).",
    "`cmt link OTHER ID --type TYPE` adds the missing half of a pair; `cmt unmerge ID` takes a "
    "wrong merge back.",
    check_references};

}  // namespace cmt::checks
