#include "mail/flowed.hpp"

namespace cmt::mail {

std::string unflowed(std::string_view text, bool delsp) {
  std::string out;
  bool is_open = false;  // the line before goes on
  std::size_t open_depth = 0;
  while (!text.empty()) {
    const auto end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    std::size_t depth = 0;
    while (depth < line.size() && line[depth] == '>') ++depth;
    line.remove_prefix(depth);
    if (!line.empty() && line.front() == ' ') line.remove_prefix(1);  // stuffed
    const bool is_signature = line == "-- ";
    if (is_open && (depth != open_depth || is_signature)) {
      out += '\n';
      is_open = false;
    }
    if (!is_open && depth > 0) {
      out.append(depth, '>');
      out += ' ';
    }
    const bool goes_on = !is_signature && !line.empty() && line.back() == ' ';
    if (goes_on && delsp) line.remove_suffix(1);
    out += line;
    if (!goes_on) out += '\n';
    is_open = goes_on;
    open_depth = depth;
  }
  return out;
}

}  // namespace cmt::mail
