#include "core/path.hpp"

#include <algorithm>

namespace cmt {
namespace {

bool is_git_folder(std::string_view part) {
  return part.size() == 4 && part[0] == '.' && (part[1] | 0x20) == 'g' && (part[2] | 0x20) == 'i' &&
         (part[3] | 0x20) == 't';
}

bool is_valid_part(std::string_view part) {
  constexpr std::size_t kLongestName = 255;
  return !part.empty() && part.size() <= kLongestName && part != "." && part != ".." &&
         !is_git_folder(part) && std::none_of(part.begin(), part.end(), [](char byte) {
           return static_cast<unsigned char>(byte) < 0x20 || byte == 0x7f;
         });
}

template <class Accept>
bool all_parts(std::string_view path, Accept accept) {
  while (true) {
    const std::size_t slash = path.find('/');
    if (!accept(path.substr(0, slash))) return false;
    if (slash == std::string_view::npos) return true;
    path.remove_prefix(slash + 1);
  }
}

}  // namespace

bool is_valid_path(std::string_view path) {
  constexpr std::size_t kLongestPath = 4000;
  return path.size() <= kLongestPath && all_parts(path, is_valid_part);
}

bool is_plain_path(std::string_view path) {
  return is_valid_path(path) &&
         all_parts(path, [](std::string_view part) { return part.front() != '.'; });
}

}  // namespace cmt
