// Edits of a file at known places. All other bytes stay as they are: comments, blank lines, the
// order of keys, quotes, unknown keys, the kind of line breaks and the byte order mark.
//
// Each edit is read back and compared with the old tree and the change that was meant. When they
// differ the file is not one that can be edited safely, and the failure (unreadable) says where.
#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/result.hpp"
#include "yaml/document.hpp"
#include "yaml/value.hpp"

namespace cmt::yaml {

// Adds items after the last one of a list, in the style of the items there. In a block list only
// lines are added, after the comments that belong to the last item: those at the column of the dash
// or deeper, and in the first column only up to a blank line. `list` is a list of `document`.
Result<std::string> append_item(const Document& document, Node list, const Value& item);
Result<std::string> append_items(const Document& document, Node list,
                                 const std::vector<Value>& items);

// Puts another value in the place of a scalar, or of a list or map in brackets.
Result<std::string> set_value(const Document& document, Node value, const Value& replacement);
// The same of several values at once, none of which is within another; the file is read back once.
Result<std::string> set_values(const Document& document,
                               const std::vector<std::pair<Node, Value>>& replacements);

// Adds an entry after the last one of a map, or after the entry `existing_key`. Fails when the map
// has the key already, or has no `existing_key`.
Result<std::string> insert_entry(const Document& document, Node map, std::string_view key,
                                 const Value& value);
Result<std::string> insert_entry_after(const Document& document, Node map,
                                       std::string_view existing_key, std::string_view key,
                                       const Value& value);

// Takes an entry out, with its lines when it has lines of its own. Fails for the only entry of a
// map in block style, and when a comment would be lost that is not on these lines.
Result<std::string> remove_entry(const Document& document, Node map, std::string_view key);

// The same kinds, keys in the same order, and texts; style aside.
bool equal(Node a, Node b);
bool equal(Node node, const Value& value);

}  // namespace cmt::yaml
