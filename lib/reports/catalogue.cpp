// The table of reports.
#include "reports/catalogue.hpp"

#include "reports/overview.hpp"
#include "reports/timeliness.hpp"

namespace cmt::reports {
namespace {

constexpr Entry kReports[] = {
    {"overview", "Overview",
     "how many complaints came, how fast they were answered, what was found, what is open",
     overview},
    {"timeliness", "Timeliness",
     "what was due and done in time, how long it took, what is overdue and was extended",
     timeliness},
};

}  // namespace

std::span<const Entry> catalogue() { return kReports; }

const Entry* find_report(std::string_view name) {
  for (const Entry& entry : kReports)
    if (entry.name == name) return &entry;
  return nullptr;
}

}  // namespace cmt::reports
