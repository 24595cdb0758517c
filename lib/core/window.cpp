#include "core/window.hpp"

#include <algorithm>

namespace cmt {
namespace {

constexpr std::size_t kPiece = std::size_t{64} << 10U;

}  // namespace

ReadBytes read_from(std::string_view text) {
  return [text](char* buffer, std::size_t size) mutable -> Result<std::size_t> {
    const std::size_t count = text.copy(buffer, size);
    text.remove_prefix(count);
    return count;
  };
}

bool Window::fill(std::size_t at) {
  while (!is_over_ && at >= end()) {
    // What may go is dropped when it is as much as what stays, so that each byte is moved but once.
    const std::size_t gone = std::min(kept_, end()) - start_;
    if (gone >= bytes_.size() - gone) {
      bytes_.erase(0, gone);
      start_ += gone;
      // A long stretch that was needed once is not kept for the rest of the text.
      if (bytes_.capacity() > 16 * kPiece && bytes_.size() <= kPiece) bytes_.shrink_to_fit();
    }
    const std::size_t size = bytes_.size();
    bytes_.resize(size + kPiece);
    const auto got = read_(bytes_.data() + size, kPiece);
    bytes_.resize(size + (got ? *got : 0));
    is_over_ = !got || *got == 0;
    if (!got) failure_ = got.failure();
  }
  return at < end();
}

}  // namespace cmt
