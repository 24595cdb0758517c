// Whether an action worked, counted in the register itself (8.7).
//
// The baseline is the window of the same length that ends the day before the implementation; the
// check window begins after the settling period. Complaints count by the day of the problem; where
// that is not known, by the day of receipt, and the measure says how many. With an exposure (units
// sold, transactions) on both sides rates are compared, else counts.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "improvement/action.hpp"
#include "process/complaint.hpp"

namespace cmt::improvement {

inline constexpr int usual_settling_days = 30, usual_window_days = 90;
// A window in which fewer complaints are expected says nothing.
inline constexpr int least_expected = 5;

struct Windows {
  Period baseline, check;  // both ends given
};
// The windows of a criterion for an action implemented on a day.
Windows windows_of(const Criterion& criterion, Date implemented_on);

// Whether a complaint is of the kind that the criterion counts. Void, merged and rejected records
// and feedback of other kinds are not.
bool is_counted(const process::State& complaint, const Criterion& criterion);

// The complaints of the criterion's kind in a window, without exposure.
Measure measure(const std::vector<const process::State*>& complaints, const Criterion& criterion,
                const Period& window, const TimeZone& zone);

// What the two measures say. Effective: the fall reaches the target. Partly: at least half of it.
// Not assessable: fewer than five complaints were to be expected in the check window.
Verdict verdict_of(int fall_percent, const Measure& baseline, const Measure& check);

// The ids of complaints that came up again after the action was closed: of the same kind, with a
// problem later than that day. Empty for an action that is not closed, or not measured.
std::vector<std::string> recurrences(const ActionState& action,
                                     const std::vector<const process::State*>& complaints,
                                     const TimeZone& zone);

}  // namespace cmt::improvement
