// The year in the id of a complaint.
#include <fmt/core.h>

#include "checks/all_rules.hpp"
#include "checks/finding.hpp"

namespace cmt::checks {
namespace {

// The clocks of two zones differ by less than a day: a record may be older than the setting.
bool is_in_year(const Subject& subject, const When& when, int year) {
  const auto received = subject.rules.zone.date_of(when);
  constexpr std::chrono::days day{1};
  return !received || year_of(*received - day) == year || year_of(*received + day) == year;
}

void check_id_year(const Subject& subject, std::vector<Finding>& out) {
  const auto& at = subject.complaint.history.front().at;
  const int year = subject.complaint.id.year();
  // An id keeps the year that the receipt had before it was corrected.
  if (is_in_year(subject, at, year) || is_in_year(subject, subject.state.received_at, year)) return;
  out.push_back(found(all::id_year, Severity::warning, {0, "at"},
                      tr("received in {}, but the id is of {}",
                         year_of(*subject.rules.zone.date_of(at)), year),
                      tr("cmt correct {} --field received_at", id_of(subject))));
}

}  // namespace

const Rule all::id_year{
    "id-year",
    "7.2",
    Severity::warning,
    msgid("the id has the year of the receipt"),
    "Each complaint has an identifier of its own (7.2), which begins with the local year of its "
    "receipt and says in which folder the file is. Another year means that the time of receipt was "
    "typed wrong or the file was copied. A day around New Year is allowed for time zones.",
    "`cmt correct ID --field received_at` where the time is wrong; the id is never changed.",
    check_id_year};

}  // namespace cmt::checks
