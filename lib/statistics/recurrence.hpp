// The occurrence class of a problem (ISO 10002:2018, 8.2): single, recurring or systematic.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/names.hpp"
#include "core/time.hpp"

namespace cmt::statistics {

enum class Occurrence { single, recurring, systematic };
inline constexpr auto occurrence_names =
    names<Occurrence>({{Occurrence::single, "single"},
                       {Occurrence::recurring, "recurring"},
                       {Occurrence::systematic, "systematic"}});

struct RecurrenceTerms {
  int window_days = 90;
  std::int64_t recurring = 2;   // so many in one unit within the window
  std::int64_t systematic = 5;  // the same
  std::int64_t units = 2;       // units in which it recurs within one window
};

// One case of the problem.
struct Occurred {
  cmt::Date on{};
  std::string unit;
};

struct Recurrence {
  Occurrence occurrence = Occurrence::single;
  std::int64_t most = 0;   // in one unit within any window
  std::int64_t units = 0;  // the most units in which it recurs within one window
};

// The class of one problem (same category and product, same cause where known). A window is any
// `window_days` days in a row. Systematic is what comes up `systematic` times in one unit, or
// recurs in `units` units, within one window; two single cases in two units are not yet a system.
Recurrence classify(std::span<const Occurred> cases, const RecurrenceTerms& terms);

}  // namespace cmt::statistics
