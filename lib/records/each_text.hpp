// The texts of an event where they stand in its file.
#pragma once
#include <functional>
#include <set>
#include <string>

#include "yaml/document.hpp"

namespace cmt::records {

// Told of a text: its path in the event ("remedy_sought.text") and its place.
using LookAtPlace = std::function<void(const std::string& path, yaml::Node text)>;

// Tells `look` of each scalar of the event that stands at one of the paths, also within lists.
void each_text_at(yaml::Node event, const std::set<std::string>& paths, const LookAtPlace& look);

}  // namespace cmt::records
