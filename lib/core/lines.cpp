#include "core/lines.hpp"

#include <algorithm>

namespace cmt {
namespace {

constexpr std::size_t kHopeless = std::size_t{64} << 20U;

}  // namespace

Result<std::optional<Line>> LineReader::next() {
  in_.forget(at_);
  if (is_over_ || !in_.has(at_)) {
    if (in_.failure()) return *in_.failure();
    return std::optional<Line>();
  }
  const std::size_t start = at_;
  Line line{++number_, {}, 0, false};
  while (!line.is_ended && in_.has(at_)) {
    const std::string_view there = in_.from(at_);
    const std::size_t end = there.find('\n');
    line.is_ended = end != std::string_view::npos;
    line.size += std::min(end, there.size());
    at_ += line.is_ended ? end + 1 : there.size();
    if (line.size > longest_) in_.forget(at_);
    if (line.size > kHopeless) {
      is_over_ = true;
      break;
    }
  }
  if (in_.failure()) return *in_.failure();
  if (line.size <= longest_) line.text = in_.text(start, line.size);
  return std::optional(line);
}

}  // namespace cmt
