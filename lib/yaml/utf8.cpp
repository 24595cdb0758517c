#include "yaml/utf8.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace cmt::yaml {

Decoded decode(std::string_view bytes, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
  const unsigned first = byte(at);
  if (first < 0x80) return {first, 1};
  std::size_t size = 0;
  char32_t point = 0;
  char32_t smallest = 0;
  if (first >= 0xC2 && first <= 0xDF) {
    size = 2, point = first & 0x1FU, smallest = 0x80;
  } else if (first >= 0xE0 && first <= 0xEF) {
    size = 3, point = first & 0x0FU, smallest = 0x800;
  } else if (first >= 0xF0 && first <= 0xF4) {
    size = 4, point = first & 0x07U, smallest = 0x10000;
  } else {
    return {};
  }
  if (bytes.size() - at < size) return {};
  for (std::size_t i = 1; i < size; ++i) {
    if (!is_continuation(bytes[at + i])) return {};
    point = (point << 6U) | (byte(at + i) & 0x3FU);
  }
  if (point < smallest || point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF)) return {};
  return {point, size};
}

std::size_t count_characters(std::string_view bytes) {
  return static_cast<std::size_t>(
      std::count_if(bytes.begin(), bytes.end(), [](char c) { return !is_continuation(c); }));
}

std::string_view cut(std::string_view text, std::size_t limit) {
  if (text.size() <= limit) return text;
  std::size_t end = limit;
  while (end > 0 && limit - end < 3 && is_continuation(text[end])) --end;
  return text.substr(0, is_continuation(text[end]) ? limit : end);
}

std::string code_point_name(char32_t point) {
  return fmt::format("U+{:04X}", static_cast<unsigned>(point));
}

}  // namespace cmt::yaml
