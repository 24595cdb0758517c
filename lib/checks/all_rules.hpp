// Every rule of `cmt check`; each is defined in the file of its name.
#pragma once
#include "checks/rule.hpp"

namespace cmt::checks::all {

extern const Rule attachments;
extern const Rule back_dating;
extern const Rule catalogue;
extern const Rule category;
extern const Rule cause;
extern const Rule conflict_of_interest;
extern const Rule decision_points;
extern const Rule defaulted_assessment;
extern const Rule future_date;
extern const Rule history;
extern const Rule id_year;
extern const Rule imported_gaps;
extern const Rule late_entry;
extern const Rule milestone_order;
extern const Rule others_affected;
extern const Rule overdue;
extern const Rule owner;
extern const Rule party;
extern const Rule personal_data;
extern const Rule references;
extern const Rule unknown_process;
extern const Rule update_interval;
extern const Rule withdrawal;

}  // namespace cmt::checks::all
