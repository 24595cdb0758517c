// The lines of a text that is read piece by piece.
#pragma once
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

#include "core/result.hpp"
#include "core/window.hpp"

namespace cmt {

struct Line {
  int number = 0;           // from 1
  std::string_view text;    // without the line feed; empty when the line is too long
  std::size_t size = 0;     // bytes of the whole line
  bool is_ended = false;    // by a line feed: the last line of a text may lack it
};

class LineReader {
 public:
  // At most `longest` bytes of a line are held in memory.
  LineReader(ReadBytes read, std::size_t longest) : in_(std::move(read)), longest_(longest) {}

  // The next line, valid until the one after it is asked for; nothing at the end. A failure when the
  // text cannot be read further. A line of more than 64 MiB is the last one that is looked at.
  Result<std::optional<Line>> next();

 private:
  Window in_;
  std::size_t longest_;
  std::size_t at_ = 0;
  int number_ = 0;
  bool is_over_ = false;
};

}  // namespace cmt
