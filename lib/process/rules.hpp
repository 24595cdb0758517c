// What a register's settings (cmt.yaml) mean to the process: everything a step needs to know besides
// the complaint itself.
#pragma once
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/lists.hpp"
#include "core/money.hpp"
#include "core/time.hpp"
#include "process/profile.hpp"
#include "process/personal_number.hpp"
#include "process/retention.hpp"
#include "process/vocabulary.hpp"

namespace cmt::process {

// A person who handles complaints (5.4): identified by a short name, as events have it in `by`.
struct StaffMember {
  std::string id, name, unit;
  std::vector<std::string> roles;   // handler, investigator, approver, manager, reviewer, liaison
  std::optional<Money> authority;   // the largest remedy they may approve
  bool active = true;
};

// What a small register takes for granted when a step is not taken on its own.
struct Defaults {
  int severity = 2;
  int impact = 1;
  Complexity complexity = Complexity::simple;
  std::string internal_review, external_body;  // the rights told with every decision
};

// By how much the clocks of two machines may disagree.
inline constexpr std::chrono::minutes clock_drift{5};

// A promise of the charter, as far as a complaint about it needs to know (ISO 10001:2018): when it
// was in force, both days included, and what a customer gets when it was broken.
struct Promise {
  std::string id;
  std::vector<Period> in_force;
  std::vector<std::string> remedies;

  bool is_in_force(Date day) const {
    for (const auto& period : in_force)
      if (period.contains(day)) return true;
    return false;
  }
};

struct Rules {
  Process process = Process::small;
  TimeZone zone = TimeZone::utc();
  Lists lists;
  std::vector<StaffMember> staff;            // empty: everybody may act
  std::vector<std::string> products, units;  // empty: any name is accepted
  Defaults defaults;
  int reopen_days = 180;          // how long after closing a case may be reopened (b.8)
  int reply_window_days = 30;     // how long a decision waits for the complainant's answer (7.9)
  bool extension_allowed = true;
  int back_dating_days = 7;       // how long after a step it may be put on record (4.9)
  int extension_days = 30;  // the most a due date may be moved where no profile says it
  int reporting_year_begins = 1;  // the month of the year that returns to an authority go by
  int request_days = 30;    // how long a request for one's own record may wait for an answer (8.1)
  std::vector<Promise> promises;  // of the charter
  std::vector<PersonalNumber> personal_numbers;  // that are looked for where no personal data belong (4.10)
  std::vector<RetentionRow> retention;  // how long what is kept, the first row that fits first (8.1)
  std::shared_ptr<const Deadlines> deadlines;  // null: no clocks but those the history sets

  const StaffMember* person(const std::string& id) const {
    for (const auto& member : staff)
      if (member.id == id) return &member;
    return nullptr;
  }
  const Promise* promise(const std::string& id) const {
    for (const auto& one : promises)
      if (one.id == id) return &one;
    return nullptr;
  }
};

}  // namespace cmt::process
