// JSON Schemas (draft-07, which the YAML language servers of editors read), made from the same
// descriptions that the reader uses.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/lists.hpp"

namespace cmt::records {

// "complaint", "party", "dispute", "return" or "settings". The codes of `lists` become the accepted values.
std::string schema(std::string_view name, const Lists& lists);
inline constexpr std::string_view schema_names[] = {"complaint", "party", "dispute", "return",
                                                     "settings"};

// The record's events and fields as a page for people (docs/record.md holds it).
std::string events_page();

}  // namespace cmt::records
