// How complete a record is for the status it has reached: of the fields that ISO 10002:2018, 7.2 to
// 7.9 and its forms ask for by then, which are there. What a step refuses without them is always
// there in a record made by this program; an imported one, or one of a small process, may lack it.
#pragma once
#include <string_view>
#include <vector>

#include "process/complaint.hpp"

namespace cmt::process {

struct RequiredField {
  std::string_view name;    // as in docs/record.md
  std::string_view clause;  // "7.2"
  bool is_present = false;
};

// In the order of the process. A value that the record states as unknown is not present, except the
// day of the problem, which nobody may know.
std::vector<RequiredField> required_fields(const State& state);

// Whether a root cause belongs into the record: it was upheld in full or in part, recurs, or safety
// is concerned.
bool needs_cause(const State& state);

}  // namespace cmt::process
