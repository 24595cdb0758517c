// One line of JSON, read as strictly as a record: no key twice, nothing nested too deep.
#pragma once
#include <nlohmann/json.hpp>
#include <string_view>

#include "core/result.hpp"

namespace cmt::intake {

// Keeps the order of the keys.
using Json = nlohmann::ordered_json;

// The object on a line. Failure: unreadable, with `at` and the column of the fault.
Result<Json> parse_json_line(std::string_view line, const SourcePos& at);

}  // namespace cmt::intake
