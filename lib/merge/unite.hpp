// The structure of a merge: maps by their keys, the list `history` by its events. Knows nothing of
// what the keys mean.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/time.hpp"
#include "merge/parts.hpp"

namespace cmt::merge {

// One version of the file, cut into its parts.
struct Version {
  yaml::Document document;
  MapParts parts;
};

// An event of the united history: where it comes from, and the fields that it must have when the
// result is read again.
struct UnitedEvent {
  std::optional<std::size_t> ours, theirs;  // its place in the history of that side
  std::vector<std::pair<std::string_view, yaml::Node>> fields;
};

struct United {
  std::string bytes;
  std::vector<UnitedEvent> events;
  std::vector<std::pair<std::string_view, yaml::Node>> fields;  // of the file, without `history`
  std::vector<std::string> reasons;  // not empty: a conflict, and the rest is void
};

// `zone` gives dates without a time their place among the others. The result holds views of the
// three versions.
United unite(const Version* base, const Version& ours, const Version& theirs,
             const TimeZone& zone);

// "`assigned` of 2026-11-20T09:12:00+01:00 by sara", for messages.
std::string name_of_event(yaml::Node event);

}  // namespace cmt::merge
