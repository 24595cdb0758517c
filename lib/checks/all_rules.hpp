// Every rule of `cmt check`; each is defined in the file of its name.
#pragma once
#include "checks/rule.hpp"

namespace cmt::checks::all {

extern const Rule attachment_digest;
extern const Rule attachments;
extern const Rule back_dating;
extern const Rule both_sides;
extern const Rule catalogue;
extern const Rule category;
extern const Rule cause;
extern const Rule cause_review;
extern const Rule cause_undetermined;
extern const Rule conflict_of_interest;
extern const Rule consent;
extern const Rule contact_route;
extern const Rule decision_points;
extern const Rule defaulted_assessment;
extern const Rule form_fields;
extern const Rule further_options;
extern const Rule future_date;
extern const Rule history;
extern const Rule id_year;
extern const Rule imported_gaps;
extern const Rule late_entry;
extern const Rule legal_hold;
extern const Rule milestone_order;
extern const Rule others_affected;
extern const Rule overdue;
extern const Rule owner;
extern const Rule party;
extern const Rule personal_data;
extern const Rule priority;
extern const Rule references;
extern const Rule remedy_verification;
extern const Rule representative;
extern const Rule retention;
extern const Rule safety_action;
extern const Rule staff_side;
extern const Rule unknown_process;
extern const Rule update_interval;
extern const Rule urgent_escalation;
extern const Rule withdrawal;

}  // namespace cmt::checks::all
