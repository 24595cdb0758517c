// The order of a cycle's milestones.
#include <fmt/core.h>

#include <array>

#include "checks/all_rules.hpp"
#include "checks/finding.hpp"
#include "process/judgement.hpp"

namespace cmt::checks {
namespace {

using process::Status;

struct Milestone {
  const char* name;
  std::size_t event = 0;
  When at = {};  // unknown: not reached
};

// The milestones of one cycle that follow one another; the acknowledgement stands beside them.
struct Milestones {
  Milestone acknowledged{"acknowledged"};
  std::array<Milestone, 4> chain{Milestone{"assessed"}, {"decided"}, {"communicated"}, {"ended"}};
};

bool is_end(const process::Event& event) {
  return std::holds_alternative<process::Closed>(event.body) ||
         std::holds_alternative<process::Withdrawn>(event.body) ||
         std::holds_alternative<process::Merged>(event.body) ||
         std::holds_alternative<process::Rejected>(event.body) ||
         std::holds_alternative<process::Voided>(event.body);
}

std::vector<Milestones> milestones_of(const process::Complaint& complaint) {
  std::vector<Milestones> cycles(1);
  const auto set = [](Milestone& milestone, std::size_t event, const When& at) {
    milestone.event = event;
    milestone.at = at;
  };
  for (std::size_t i = 0; i < complaint.history.size(); ++i) {
    const auto& event = complaint.history[i];
    auto& [acknowledged, chain] = cycles.back();
    if (std::holds_alternative<process::Reopened>(event.body))
      cycles.emplace_back();
    else if (std::holds_alternative<process::Unmerged>(event.body))
      chain[3].at = {};
    else if (std::holds_alternative<process::Acknowledged>(event.body) &&
             !acknowledged.at.is_known())
      set(acknowledged, i, event.at);
    // A reopened case may be assessed again at any time: what was found the first time holds.
    else if (std::holds_alternative<process::Assessed>(event.body) && !chain[0].at.is_known() &&
             cycles.size() == 1)
      set(chain[0], i, event.at);
    else if (std::holds_alternative<process::Decided>(event.body))
      set(chain[1], i, event.at);
    else if (std::holds_alternative<process::DecisionCommunicated>(event.body))
      set(chain[2], i, event.at);
    else if (is_end(event))
      set(chain[3], i, event.at);
  }
  return cycles;
}

void check_milestone_order(const Subject& subject, std::vector<Finding>& out) {
  const auto& zone = subject.rules.zone;
  const Milestone received{"received", 0, subject.state.received_at};
  const auto compare = [&](const Milestone& earlier, const Milestone& later) {
    if (!process::is_before(later.at, earlier.at, zone)) return;
    out.push_back(found(all::milestone_order, Severity::error, {later.event, "at"},
                        tr("{} on {}, before it was {} on {}", later.name, text(later.at),
                           earlier.name, text(earlier.at)),
                        tr("put the wrong one of the two dates right; a receipt with cmt correct {} --field received_at", id_of(subject))));
  };
  if (subject.state.received_at.is_known()) {
    const Milestone registered{"registered", 0, exactly(subject.state.registered_at)};
    compare(received, registered);
  }
  const auto cycles = milestones_of(subject.complaint);
  for (std::size_t number = 0; number < cycles.size(); ++number) {
    const auto& cycle = cycles[number];
    compare(received, cycle.acknowledged);
    Milestone earlier = received;
    for (const auto& milestone : cycle.chain) {
      compare(earlier, milestone);
      if (milestone.at.is_known()) earlier = milestone;
    }
  }
}

}  // namespace

const Rule all::milestone_order{
    "milestone-order",
    "7",
    Severity::error,
    msgid("received, assessed, decided, communicated and ended follow one another"),
    "Within one cycle a complaint is received before it is registered and acknowledged, and then "
    "assessed, decided, communicated and ended, in this order. Clause 7 takes the steps in this "
    "order, and every time limit is measured between two of them. Milestones whose time is not "
    "known are left out.",
    "Put the wrong date right in the file; the time of receipt with `cmt correct ID --field "
    "received_at`.",
    check_milestone_order};

}  // namespace cmt::checks
