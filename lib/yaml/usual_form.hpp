// The two readers behind parse(). They agree on every file that the first one takes; a file that it
// does not take is the second one's, which alone says what is wrong.
#pragma once
#include "core/diagnostic.hpp"
#include "yaml/tree.hpp"

namespace cmt::yaml {

// Reads a file in the form that write() gives to records, without libyaml and several times faster:
// maps of plain keys (words of ASCII) and lists in block style whose values, each on one line, are
// plain, in double quotes without escapes, `[short, lists]` or `{short: maps}`, and block texts (`|`,
// `|-`). False, with anything in the tree, for all other files, right or wrong: also for those that
// check_characters or check_conflict_markers speak against. Precondition of both readers: the tree
// has no slots.
bool read_usual_form(Tree& tree);

// Reads any file with libyaml. What is wrong, in no order; empty when the tree is complete.
// Precondition: the bytes passed check_characters.
Diagnostics read_any_form(Tree& tree);

}  // namespace cmt::yaml
