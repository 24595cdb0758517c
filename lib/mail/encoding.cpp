#include "mail/encoding.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>

#include "mail/charset.hpp"
#include "mail/words.hpp"

namespace cmt::mail {
namespace {

int symbol_value(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (is_digit(c)) return c - '0' + 52;
  if (c == '+' || c == '-') return 62;  // the two of base64url too
  if (c == '/' || c == '_') return 63;
  return -1;
}

// The Q encoding of encoded words: `_` is a blank.
std::string from_q(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int high = text[i] == '=' && i + 2 < text.size() ? hex_value(text[i + 1]) : -1;
    const int low = high >= 0 ? hex_value(text[i + 2]) : -1;
    if (low >= 0) {
      out += static_cast<char>(high * 16 + low);
      i += 2;
    } else {
      out += text[i] == '_' ? ' ' : text[i];
    }
  }
  return out;
}

// An encoded word, as it stands.
struct Word {
  std::string charset, bytes;
  std::size_t size = 0;  // in the text
};

std::optional<Word> word_at(std::string_view text) {
  constexpr std::size_t kLongest = std::size_t{8} << 10;  // 75 by the standard, which not everybody keeps to
  text = text.substr(0, kLongest);
  if (text.substr(0, 2) != "=?") return std::nullopt;
  const auto charset_end = text.find('?', 2);
  if (charset_end == std::string_view::npos || charset_end + 2 >= text.size() || text[charset_end + 2] != '?')
    return std::nullopt;
  std::string_view charset = text.substr(2, charset_end - 2);
  if (charset.empty() || charset.size() > 60 || charset.find_first_of(" \t\r\n=<>\"") != std::string_view::npos)
    return std::nullopt;
  const char encoding = text[charset_end + 1];
  const auto begin = charset_end + 3;
  const auto end = text.find("?=", begin);
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view body = text.substr(begin, end - begin);
  Word out;
  if (encoding == 'B' || encoding == 'b') out.bytes = from_base64(body);
  else if (encoding == 'Q' || encoding == 'q') out.bytes = from_q(body);
  else return std::nullopt;
  out.charset = lower(charset.substr(0, charset.find('*')));  // RFC 2231, section 5: a language may follow
  out.size = end + 2;
  return out;
}

}  // namespace

std::string from_base64(std::string_view text) {
  std::string out;
  out.reserve(text.size() / 4 * 3);
  std::uint32_t bits = 0;
  int count = 0;
  for (const char c : text) {
    if (c == '=' && count >= 2) break;
    const int value = symbol_value(c);
    if (value < 0) continue;
    bits = (bits << 6U) | static_cast<std::uint32_t>(value);
    if (++count < 4) continue;
    out += static_cast<char>(bits >> 16U);
    out += static_cast<char>(bits >> 8U);
    out += static_cast<char>(bits);
    bits = 0;
    count = 0;
  }
  if (count == 2) {
    out += static_cast<char>(bits >> 4U);
  } else if (count == 3) {
    out += static_cast<char>(bits >> 10U);
    out += static_cast<char>(bits >> 2U);
  }
  return out;
}

std::string from_quoted_printable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const auto end = text.find('\n');
    std::string_view line = text.substr(0, end);
    const bool is_ended = end != std::string_view::npos;
    text.remove_prefix(is_ended ? end + 1 : text.size());
    const bool has_return = !line.empty() && line.back() == '\r';
    while (!line.empty() && is_blank(line.back())) line.remove_suffix(1);
    const bool is_soft = !line.empty() && line.back() == '=';
    if (is_soft) line.remove_suffix(1);
    for (std::size_t i = 0; i < line.size(); ++i) {
      const int high = line[i] == '=' && i + 2 < line.size() ? hex_value(line[i + 1]) : -1;
      const int low = high >= 0 ? hex_value(line[i + 2]) : -1;
      if (low >= 0) i += 2;
      out += low >= 0 ? static_cast<char>(high * 16 + low) : line[i];
    }
    if (is_ended && !is_soft) out += has_return ? "\r\n" : "\n";
  }
  return out;
}

std::string from_uuencode(std::string_view text) {
  std::string out;
  bool is_begun = false;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(text.size(), end + 1));
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    if (!is_begun) {
      is_begun = line.substr(0, 6) == "begin ";
      continue;
    }
    if (line == "end") break;
    if (line.empty()) continue;
    const auto value = [&](std::size_t at) {
      return at < line.size() ? (static_cast<std::uint32_t>(static_cast<unsigned char>(line[at])) - 32U) & 63U : 0U;
    };
    const std::size_t size = value(0);
    std::string bytes;
    for (std::size_t at = 1; bytes.size() < size; at += 4) {
      const std::uint32_t bits = (value(at) << 18U) | (value(at + 1) << 12U) | (value(at + 2) << 6U) | value(at + 3);
      bytes += static_cast<char>(bits >> 16U);
      bytes += static_cast<char>(bits >> 8U);
      bytes += static_cast<char>(bits);
    }
    out.append(bytes, 0, size);
  }
  return out;
}

std::string decode_words(std::string_view raw, bool* is_guess) {
  std::string out;
  std::string charset, bytes;  // of the words before, not yet in `out`
  std::string plain;           // what stands since the last word
  const auto take = [&](Decoded decoded) {
    if (is_guess && decoded.is_guess) *is_guess = true;
    out += decoded.text;
  };
  const auto flush_word = [&] {
    if (!bytes.empty()) take(to_utf8(bytes, charset));
    bytes.clear();
  };
  const auto flush_plain = [&] {
    if (!plain.empty()) take(to_utf8(plain, "utf-8"));
    plain.clear();
  };
  bool was_word = false;  // the last thing before `plain` is a word
  for (std::size_t i = 0; i < raw.size();) {
    if (auto word = raw[i] == '=' ? word_at(raw.substr(i)) : std::nullopt) {
      // Blanks between two words belong to neither.
      const bool is_joined = was_word && stripped(plain).empty();
      if (is_joined) plain.clear();
      if (!is_joined || word->charset != charset) flush_word();
      flush_plain();
      charset = std::move(word->charset);
      bytes += word->bytes;
      was_word = true;
      i += word->size;
      continue;
    }
    if (raw[i] != '\r' && raw[i] != '\n') {
      if (was_word && !is_blank(raw[i])) {
        flush_word();
        was_word = false;
      }
      plain += raw[i];
    }
    ++i;
  }
  flush_word();
  flush_plain();
  return out;
}

}  // namespace cmt::mail
