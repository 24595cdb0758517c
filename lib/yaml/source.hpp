// The bytes of one file with their lines: places for messages, and the checks that need no parser.
// Lines are counted when the first place is asked for, which most files never are; so one Source is
// not to be asked from two threads at once.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/diagnostic.hpp"

namespace cmt::yaml {

class Source {
 public:
  // Precondition: fewer than 4 GiB.
  Source(std::string path, std::string bytes);

  const std::string& path() const { return path_; }
  const std::string& bytes() const { return bytes_; }

  // Where the text begins: 3 after a byte order mark, otherwise 0.
  std::size_t text_begin() const { return text_begin_; }

  // Offsets beyond the end are taken for the end.
  SourcePos position(std::size_t offset) const;
  // The line that holds `offset`, without its line break and without a byte order mark.
  std::string_view line_at(std::size_t offset) const;
  // Where that line begins (after a byte order mark) and where it ends (before its line break).
  std::size_t line_begin(std::size_t offset) const;
  std::size_t line_end(std::size_t offset) const;
  // The same, but after its line break: where the next line begins, or the end of the file.
  std::size_t next_line(std::size_t offset) const;
  std::size_t line_count() const { return lines().size(); }
  // Where a line begins that is counted from 0; the end of the file for one beyond the last.
  std::size_t begin_of_line(std::size_t line) const {
    return line < lines().size() ? lines()[line] : bytes_.size();
  }

  // An error at a place, with the line as its excerpt (at most 400 bytes).
  Diagnostic error_at(std::size_t offset, Message message, Message hint) const;
  // An error of the whole file.
  Diagnostic error(Message message, Message hint) const;

 private:
  std::size_t line_index(std::size_t offset) const;
  const std::vector<std::uint32_t>& lines() const {
    if (lines_.empty()) find_lines();
    return lines_;
  }
  void find_lines() const;

  std::string path_;
  std::string bytes_;
  std::size_t text_begin_ = 0;
  mutable std::vector<std::uint32_t> lines_;  // where each line begins; empty: not looked for yet
};

// Everything wrong with the bytes themselves, at most one a line: what is not UTF-8, control
// characters, lone carriage returns, line separators and byte order marks. Empty when all is well;
// gives up after a hundred.
Diagnostics check_characters(const Source& source);

// Whether check_characters finds nothing, without a word about it. UTF-16 always has what is not
// UTF-8, or a NUL.
bool has_only_text(std::string_view bytes);

// One diagnostic at the first line that git left behind in an unfinished merge, naming all of them.
Diagnostics check_conflict_markers(const Source& source);

// Keeps the first hundred of them, in the order of their places, and says when there are more.
Diagnostics in_order(Diagnostics diagnostics);

}  // namespace cmt::yaml
