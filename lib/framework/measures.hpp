// The measures that an objective can be set for (ISO 10002:2018, 6.2): those of `cmt report kpi` that have
// a figure of a period. States of one moment, such as what is open, have none of a period that is over.
#pragma once
#include <span>
#include <string_view>

namespace cmt::framework {

enum class MeasureUnit { percent, count, days };

struct MeasureId {
  std::string_view id;
  MeasureUnit unit;
};

// In the order of their ids.
std::span<const MeasureId> measures();
// Null when there is none of that id.
const MeasureId* find_measure(std::string_view id);
// What stands behind a number of that unit: "%", " days", or nothing.
std::string_view suffix(MeasureUnit unit);

}  // namespace cmt::framework
