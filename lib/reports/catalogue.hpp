// The reports by name. To add a report: a file with its function and a row in the table of
// catalogue.cpp; help, completion and the command `report` all read this table.
#pragma once
#include <span>
#include <string_view>
#include <vector>

#include "core/result.hpp"
#include "reports/facts.hpp"
#include "reports/report.hpp"
#include "reports/scope.hpp"

namespace cmt::reports {

// `cases` are all the records read, replayed up to `scope.as_of` and already filtered; a record
// whose history begins after that moment is not among them. The report is a pure function of its
// arguments. A Failure means that the records contradict themselves; no figure is then given.
using MakeReport = Result<Report> (*)(const Cases& cases, const Scope& scope);

struct Entry {
  std::string_view name;     // as typed after `cmt report`
  std::string_view title;    // English; the report itself has it in its own language
  std::string_view summary;  // one line for help
  MakeReport make;
  bool reads_descriptions = false;  // else the states may come without them
  bool needs_inputs = false;  // counts records besides complaints (inputs.hpp)
  bool needs_states = true;   // else facts (facts.hpp) without a state are enough
};

// In the order of help; the first is the report made when no name is given.
std::span<const Entry> catalogue();

// The entry of that name, or nullptr.
const Entry* find_report(std::string_view name);

}  // namespace cmt::reports
