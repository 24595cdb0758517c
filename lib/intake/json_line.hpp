// One line of JSON, read as strictly as a record: no key twice, nothing nested too deep.
#pragma once
#include <cstddef>
#include <nlohmann/json.hpp>
#include <string_view>

#include "core/result.hpp"

namespace cmt::intake {

// Keeps the order of the keys.
using Json = nlohmann::ordered_json;

// The object on a line. Failure: unreadable, with `at` and the column of the fault.
Result<Json> parse_json_line(std::string_view line, const SourcePos& at);

// What is said of a line of more than max_jsonl_line bytes.
Failure line_too_long(std::size_t size, const SourcePos& at);

}  // namespace cmt::intake
