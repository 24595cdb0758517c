// The part of a text that a reader needs at the moment: the text may be far larger than the memory.
#pragma once
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "core/result.hpp"

namespace cmt {

// Where bytes come from, piece by piece: puts up to `size` of them into `buffer` and tells how many;
// 0 at the end, and a failure when they cannot be read.
using ReadBytes = std::function<Result<std::size_t>(char* buffer, std::size_t size)>;

// Bytes of a text that stays where it is and outlives the function.
ReadBytes read_from(std::string_view text);

// Places are offsets from the beginning of the text.
class Window {
 public:
  explicit Window(ReadBytes read) : read_(std::move(read)) {}

  // Whether the text has a byte at this place; reads on as far as that. Nothing is read behind a
  // failure. Precondition for this and all below: not before what was forgotten.
  bool has(std::size_t at) { return at < end() || fill(at); }
  // Precondition: has(at).
  char operator[](std::size_t at) const { return bytes_[at - start_]; }
  // What is there from this place on: some of the text, and none only at its end. Valid until has()
  // or forget() is called.
  std::string_view from(std::size_t at) {
    return has(at) ? std::string_view{bytes_}.substr(at - start_) : std::string_view{};
  }
  // Up to `size` bytes from this place on, fewer only at the end of the text. Valid as above.
  std::string_view text(std::size_t at, std::size_t size) {
    if (size > 0) has(at + size - 1);
    return from(at).substr(0, size);
  }
  // Nothing before this place is asked for again.
  void forget(std::size_t before) { kept_ = before; }

  // Why the text ended too early; empty while it did not.
  const std::optional<Failure>& failure() const { return failure_; }

 private:
  std::size_t end() const { return start_ + bytes_.size(); }
  bool fill(std::size_t at);

  ReadBytes read_;
  std::string bytes_;      // those from start_ on
  std::size_t start_ = 0;
  std::size_t kept_ = 0;   // what lies before it may go
  bool is_over_ = false;
  std::optional<Failure> failure_;
};

}  // namespace cmt
