// Which event of one version is which of the other.
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "yaml/document.hpp"

namespace cmt::growth {

// The content of a node as text: the same for the same keys and texts, whatever their order and
// style. Longer than what it says, and not for people.
std::string content(yaml::Node node);

// The events of a record; empty when it has no list of them.
std::vector<yaml::Node> events_of(const yaml::Document& document);

// The text of a key of a map, or nothing.
std::optional<std::string_view> text_of(yaml::Node map, std::string_view key);

struct Alignment {
  enum class Fate { kept, moved, altered, removed };
  struct Pair {
    Fate fate = Fate::removed;
    std::size_t now = 0;  // unless removed
  };
  std::vector<Pair> old;              // for each event of the earlier version
  std::vector<std::size_t> fresh;     // events of the later version that are none of them
};

// Events that are the same keep their order as far as any order allows; those that are left over are
// taken for one that moved, then for one that was altered, else for removed.
Alignment align(const std::vector<yaml::Node>& before, const std::vector<yaml::Node>& now);

}  // namespace cmt::growth
