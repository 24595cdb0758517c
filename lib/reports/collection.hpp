// All reports of one period together, with what is looked at first: for people who leaf through
// them (ISO 10002:2018, 8.2, 8.4). Still pure data; a site of pages is one way to print it.
#pragma once
#include <chrono>
#include <vector>

#include "core/result.hpp"
#include "reports/facts.hpp"
#include "reports/report.hpp"
#include "reports/scope.hpp"

namespace cmt::reports {

// Everybody: what is published (suppression.hpp).
enum class Audience { inside, everybody };

// The overview of one month of the period, without what is open now.
struct MonthReport {
  std::chrono::year_month month;
  std::int64_t received = 0;  // K01 of the month
  Report report;
};

struct Collection {
  Report dashboard;             // the figures and pictures that are looked at first; no `name`
  std::vector<Report> reports;  // one a row of the catalogue, in its order
  std::vector<MonthReport> months;  // those in which something came, was decided or was closed, in
                                    // order; none for everybody, since what is held back in one
                                    // month could be had by taking the others from the whole
};

// `cases` as for MakeReport. Fails as a single report does.
Result<Collection> collection(const Cases& cases, const Scope& scope,
                              Audience audience);

}  // namespace cmt::reports
