// The table of reports.
#include "reports/catalogue.hpp"

#include "core/message.hpp"
#include "reports/analysis.hpp"
#include "reports/kpi.hpp"
#include "reports/improvement.hpp"
#include "reports/objectives.hpp"
#include "reports/overview.hpp"
#include "reports/pareto.hpp"
#include "reports/recurrence.hpp"
#include "reports/satisfaction.hpp"
#include "reports/timeliness.hpp"
#include "reports/trend.hpp"

namespace cmt::reports {
namespace {

constexpr Entry kReports[] = {
    {"overview", "Overview",
     msgid("how many complaints came, how fast they were answered, what was found, what is open"),
     overview, false, false, false},
    {"timeliness", "Timeliness",
     msgid("what was due and done in time, how long it took, what is overdue and was extended"),
     timeliness, false, false, false},
    {"workload", "Workload", msgid("who has how much in hand, and how the stock moves"), workload,
     false, false, false},
    {"pareto", "Pareto analysis", msgid("where most of the trouble is, by count, severity and cost"),
     pareto},
    {"trend", "Trend", msgid("months against limits, trends by group, weeks out of line"), trend,
     false, false, false},
    {"recurrence", "Recurring problems",
     msgid("problems and causes that come back, and complaints with much the same text"), recurrence,
     true},
    {"themes", "Themes in the texts", msgid("groups of complaints that share their words, in any language"),
     themes, true},
    {"outcomes", "Outcomes", msgid("what was decided and accepted, and how complaints ended"), outcome},
    {"remedies", "Remedies", msgid("what was given, what it cost, and how promptly it was given"),
     remedies},
    {"escalations", "Escalations", msgid("what went up a level, and what raised it"), escalations},
    {"disputes", "Disputes outside", msgid("what went to outside bodies, and what they changed"), disputes},
    {"satisfaction", "Satisfaction", msgid("what complainants answered to surveys, and how far to trust it"), satisfaction,
     false, true},
    {"improvement", "Improvement", msgid("actions: which are late, which worked, which problems came back"), improvement,
     false, true},
    {"promises", "Promises", msgid("what complaints say of each promise of the charter"), promises, false, true},
    {"objectives", "Objectives", msgid("what was reached of each objective, period by period"), objectives, false, true},
    {"access", "Access", msgid("how people reach us, in which language and with which needs"), access},
    {"fairness", "Fairness", msgid("whether groups of complainants fare alike"), fairness},
    {"data-quality", "Data quality", msgid("how complete and how prompt the records are"), data_quality},
    {"kpi", "All measures", msgid("every measure, beside the period before and a year earlier"), kpi, false,
     true},
};

}  // namespace

std::span<const Entry> catalogue() { return kReports; }

const Entry* find_report(std::string_view name) {
  for (const Entry& entry : kReports)
    if (entry.name == name) return &entry;
  return nullptr;
}

}  // namespace cmt::reports
