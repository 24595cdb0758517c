// What a file says, as JSON.
#pragma once
#include <nlohmann/json.hpp>

#include "yaml/document.hpp"
#include "yaml/value.hpp"

namespace cmt::records {

using Json = nlohmann::ordered_json;

// Numbers and truth values that the writer knows as such stay what they are.
Json json_of(const yaml::Value& value);
// Every scalar is a text.
Json json_of(yaml::Node node);
// Adds what the file has and the program does not know, so that nothing is lost on the way.
void add_unknown(Json& object, yaml::Node map);

}  // namespace cmt::records
