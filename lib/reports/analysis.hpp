// Reports of one subject each (ISO 10002:2018, 8.1 to 8.4), beside those with files of their own.
// See catalogue.hpp for what `cases` are, and docs/reports.md for what each of them shows.
#pragma once
#include <vector>

#include "core/result.hpp"
#include "reports/facts.hpp"
#include "reports/report.hpp"
#include "reports/scope.hpp"

namespace cmt::reports {

// Who has how much in hand, and how the stock moves.
Result<Report> workload(const Cases& cases, const Scope& scope);

// What was decided, whether it was accepted, and how it ended.
Result<Report> outcome(const Cases& cases, const Scope& scope);

// What was given, and what it cost.
Result<Report> remedies(const Cases& cases, const Scope& scope);

// What went up a level, and why.
Result<Report> escalations(const Cases& cases, const Scope& scope);

// What went to an outside body (ISO 10003), as far as the complaints tell.
Result<Report> disputes(const Cases& cases, const Scope& scope);

// How people reach us, in which language, and with which needs (4.3).
Result<Report> access(const Cases& cases, const Scope& scope);

// Whether groups of complainants fare alike (4.5): shares, days and sums side by side, never names.
Result<Report> fairness(const Cases& cases, const Scope& scope);

// How complete and prompt the records are.
Result<Report> data_quality(const Cases& cases, const Scope& scope);

}  // namespace cmt::reports
