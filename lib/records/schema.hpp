// JSON Schemas (draft-07, which the YAML language servers of editors read), made from the same
// descriptions that the reader uses.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/lists.hpp"

namespace cmt::records {

// One of schema_names(). The codes of `lists` become the accepted values.
std::string schema(std::string_view name, const Lists& lists);
std::vector<std::string_view> schema_names();

// The record's events and fields as a page for people (docs/record.md holds it).
std::string events_page();

}  // namespace cmt::records
