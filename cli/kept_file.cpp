#include "cli/kept_file.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>

namespace cmt::cli {
namespace {

constexpr std::uintmax_t limit = std::uintmax_t{32} << 20;

}  // namespace

Result<std::string> bytes_to_keep(const World& world, const std::string& typed) {
  const std::filesystem::path path = world.folder / typed;
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error)) return unreadable(typed, "no such file");
  if (std::filesystem::file_size(path, error) > limit)
    return unreadable(typed, "the file is larger than 32 MiB", "keep it elsewhere and note where it is");
  std::ifstream in{path, std::ios::binary};
  std::string bytes{std::istreambuf_iterator<char>{in}, {}};
  if (!in.good() && !in.eof()) return unreadable(typed, "it could not be read");
  return bytes;
}

}  // namespace cmt::cli
