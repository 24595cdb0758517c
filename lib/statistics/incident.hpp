// An incident: more in seven days than the twelve weeks before lead one to expect.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

namespace cmt::statistics {

inline constexpr std::size_t incident_days = 7;
inline constexpr std::size_t incident_weeks = 12;  // of the baseline, just before the seven days

struct Incident {
  std::size_t first = 0, last = 0;  // the seven days, as indices of the counts
  std::int64_t count = 0;           // in them
  std::int64_t before = 0;          // in the twelve weeks before them
  double expected = 0;              // before / 12
  double limit = 0;                 // expected + 3 sqrt(expected)
  double p = 1;                     // of so many or more, were the rate that of the weeks before
  bool is_beyond_chance = false;    // still unlikely among all the weeks that were looked at
};

// Of daily counts, the stretches of seven days from `from` on that hold more than their limit, at
// least three. Of overlapping ones the most unlikely stands, the first of equals. A day with less
// than twelve weeks and seven days up to it has no baseline and is not looked at.
//
// Sliding over a year looks at about fifty weeks, and three sigma of a count as small as ten is
// passed by chance about once in two hundred: so `is_beyond_chance` asks that p, of the exact
// conditional test of two Poisson rates (J. Przyborowski, H. Wilenski 1940: the count is binomial
// of both, one part in thirteen), times the days looked at times `series` stays below one in
// twenty. `series` is how many series the caller looks at.
std::vector<Incident> incidents(std::span<const std::int64_t> daily, std::size_t from,
                                std::size_t series = 1);

// The probability of `count` or more of `total`, each with the chance `chance`.
double binomial_tail(std::int64_t count, std::int64_t total, double chance);

}  // namespace cmt::statistics
