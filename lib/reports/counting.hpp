// Tables of how many, by value.
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "reports/frame.hpp"
#include "reports/report.hpp"
#include "reports/scope.hpp"

namespace cmt::reports {

// A row for each value, largest first, ties by code, `unknown` (empty) last; with shares of `whole`,
// which is the sum when it is zero. One complaint may stand in several rows when the values are a
// list. `list` is the value list of the labels, or empty for values that are their own.
Table counted(std::string key, std::string title, const Column& heading, std::string_view list,
              const std::map<std::string, std::int64_t>& counts, std::int64_t whole,
              const Scope& scope);

}  // namespace cmt::reports
