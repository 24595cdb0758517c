// A record's bytes cut into the parts that people edit: the entries of a map and the items of a
// list, each with the comments and blank lines that belong to it. Put together again the parts are
// the bytes.
//
// A comment in the column of the keys, right above a key, belongs to that key; every other one
// belongs to what stands above it, as it does when a command appends (yaml/splice.hpp).
#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "yaml/document.hpp"

namespace cmt::merge {

// Comments and blank lines before an entry, its own lines, and comments and blank lines after it.
// The three follow each other in the bytes of one document.
struct EntryPart {
  std::string_view key;
  std::string_view lead, body, tail;
  yaml::Node value;

  std::string_view bytes() const {
    return {lead.data(), lead.size() + body.size() + tail.size()};
  }
};

struct MapParts {
  std::string_view head;  // before the first entry: comments, or the dash of a list
  std::vector<EntryPart> entries;

  const EntryPart* find(std::string_view key) const;
};

struct ItemPart {
  std::string_view bytes;  // from the line of its dash to that of the next item
  MapParts map;
  yaml::Node node;
};

struct ListParts {
  std::string_view head;  // before the first item: the line of the key
  std::vector<ItemPart> items;
  std::string_view rest;  // after what belongs to the last item
};

// The entries of the whole file. Nothing when the file is not a map in block style.
std::optional<MapParts> cut(const yaml::Document& document);

// The items of a list that is the value of an entry. Nothing when it is not a list in block style
// of maps in block style, each of which begins on the line of its dash.
std::optional<ListParts> cut_items(const yaml::Document& document, const EntryPart& entry);

}  // namespace cmt::merge
