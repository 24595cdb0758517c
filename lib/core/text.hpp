// Text as people and terminals see it: columns, cleaning of hostile characters, cutting, wrapping,
// escaping for markup, and the guess behind "did you mean". Text is UTF-8; every function accepts
// any bytes and never fails. A byte that is not part of valid UTF-8 counts as one character.
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cmt {

// Offset of the first byte that is not valid UTF-8 (Unicode 15, table 3-7: overlong forms,
// surrogates and values above U+10FFFF are refused), or nothing.
std::optional<std::size_t> invalid_utf8_at(std::string_view text);

// The parts that each end with `end`, without it; the last part may lack it. An empty text has none.
std::vector<std::string_view> parts_of(std::string_view text, char end);
// Its lines, each with its line feed.
std::vector<std::string_view> lines_of(std::string_view text);

// The first character of `text`, which must not be empty.
struct CodePoint {
  char32_t value = 0xFFFD;  // U+FFFD when invalid
  std::size_t size = 1;     // bytes
  bool is_valid = false;
};
CodePoint first_code_point(std::string_view text);

void append_utf8(std::string& text, char32_t code_point);

// Columns on a terminal, counted by grapheme cluster. Control and format characters count 0, so
// text from outside goes through printable_line first.
int display_width(std::string_view text);

// At most `columns` columns; what is cut off is replaced by `…`. No cluster is split.
std::string truncate(std::string_view text, int columns);

// Filled with spaces up to `columns`; wider text is returned as it is.
std::string pad_right(std::string_view text, int columns);
std::string pad_left(std::string_view text, int columns);

// Text that is safe to write to a terminal: no control, direction or invisible character and no
// invalid byte is left; each is shown as `\x1b`, `\u202e` or `\U000e0041`. ZWNJ, ZWJ and the soft
// hyphen stay. Invalid bytes and C0 are `\x`, everything else, C1 included, `\u`.
// One line: line ends (LF, CR LF, CR) and tabs become one space each.
std::string printable_line(std::string_view text);
// Several lines: line ends become LF, a tab becomes four spaces.
std::string printable_block(std::string_view text);

bool has_right_to_left(std::string_view text);

// Printable text wrapped in U+2068 and U+2069 when it has right-to-left letters, so that a
// terminal does not swap it with its neighbours. The two characters take no columns.
std::string isolate(std::string_view printable);

// Lines of at most `columns` columns, broken at spaces; a longer word is cut between clusters (one
// that is wider than a line stands alone). Line feeds of the text break too; the last one adds no
// line. Spaces within a line stay. With `columns` <= 0 only line feeds break.
std::vector<std::string> wrap(std::string_view text, int columns);

// Insertions, deletions, replacements and swaps of neighbours (optimal string alignment), counted
// in code points.
std::size_t edit_distance(std::string_view a, std::string_view b);

// The candidate somebody most likely meant by `word`, ASCII case apart: the closest within one edit
// for up to three characters, two up to six, three above; else the only one that begins with
// `word`, of three characters or more. The first of equals wins.
std::optional<std::string> nearest(std::string_view word,
                                   const std::vector<std::string>& candidates);

// For element content and quoted attributes of HTML: what a terminal would not be given raw is
// shown on a page in the same way, as printable_block does.
std::string html_escape(std::string_view text);

// For element content and quoted attributes of XML 1.0. Characters outside its production Char and
// invalid bytes become U+FFFD; CR is written as a reference, which parsers keep.
std::string xml_escape(std::string_view text);

// One line of Markdown (CommonMark, GFM tables) that renders as the text itself: cleaned by
// printable_line, trimmed, never markup, HTML, a link or a new table column.
std::string markdown_escape(std::string_view text);

}  // namespace cmt
