#include "intake/words.hpp"

#include <fmt/core.h>

#include "core/text.hpp"
#include "yaml/document.hpp"

namespace cmt::intake {

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n";
  const std::size_t begin = text.find_first_not_of(kBlanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

std::string shown(std::string_view text) {
  return truncate(printable_line(text.substr(0, 400)), 40);
}

std::string_view fault_of_line(std::string_view text) {
  return text.find('\n') == std::string_view::npos ? std::string_view{} : "has more than one line";
}

std::string fault_of_length(std::string_view text) {
  const std::size_t limit = yaml::Limits{}.scalar_bytes;
  if (text.size() <= limit) return {};
  return fmt::format("has {} bytes, a record takes {}", text.size(), limit);
}

std::string with_line_feeds(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r')
      out += text[i];
    else if (text.substr(i, 2) != "\r\n")
      out += '\n';
  }
  return out;
}

bool is_field_name(std::string_view text) {
  return !text.empty() && text.size() <= 200 && printable_line(text) == text;
}

std::uint64_t fingerprint(std::string_view bytes) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const char byte : bytes) {
    hash ^= static_cast<unsigned char>(byte);
    hash *= 0x100000001b3U;
  }
  return hash;
}

std::uint64_t fingerprint(const std::vector<std::string>& fields) {
  std::string all;
  for (const auto& field : fields) (all += field) += '\x1F';
  return fingerprint(std::string_view{all});
}

}  // namespace cmt::intake
