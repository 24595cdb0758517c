#include "core/json_text.hpp"

#include <fmt/core.h>

#include "core/text.hpp"

namespace cmt {
namespace {

bool is_unseen(char32_t c) {
  return (c >= 0x7f && c <= 0x9f) || c == 0x61c || c == 0x200e || c == 0x200f ||
         (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0xfeff ||
         (c >= 0xe0000 && c <= 0xe007f);
}

}  // namespace

std::string escaped_json(std::string_view json) {
  std::string out;
  out.reserve(json.size());
  while (!json.empty()) {
    const CodePoint point = first_code_point(json);
    if (!point.is_valid || !is_unseen(point.value)) {
      out += json.substr(0, point.size);
    } else if (point.value < 0x10000) {
      out += fmt::format("\\u{:04x}", static_cast<unsigned>(point.value));
    } else {
      const auto rest = static_cast<unsigned>(point.value) - 0x10000;
      out += fmt::format("\\u{:04x}\\u{:04x}", 0xd800 + (rest >> 10), 0xdc00 + (rest & 0x3ff));
    }
    json.remove_prefix(point.size);
  }
  return out;
}

}  // namespace cmt
