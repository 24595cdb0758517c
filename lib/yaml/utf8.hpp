// One character of UTF-8 at a time, for the reader that judges bytes and the writer that escapes.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace cmt::yaml {

// A code point and the number of bytes it takes; 0 bytes where the text is not valid UTF-8
// (truncated, overlong, a surrogate, beyond U+10FFFF). Precondition of decode: at < bytes.size().
struct Decoded {
  char32_t point = 0;
  std::size_t size = 0;
};
Decoded decode(std::string_view bytes, std::size_t at);

// True of a byte that continues a character, so that the others can be counted.
constexpr bool is_continuation(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

// The number of characters of `bytes`, counted by their first bytes.
std::size_t count_characters(std::string_view bytes);

// The longest beginning of `text` of at most `limit` bytes that does not cut a character.
std::string_view cut(std::string_view text, std::size_t limit);

// "U+061C"
std::string code_point_name(char32_t point);

}  // namespace cmt::yaml
