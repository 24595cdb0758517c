// What tells many files, as they are, from any other state of them, without reading one.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "store/files.hpp"

namespace cmt::cache {

// The marks of some paths, which come in any order.
struct Marks {
  std::uint64_t print = 0;
  std::int64_t newest = 0;  // when one of them changed last
  bool are_known = true;    // false: one is neither file nor folder

  void add(std::string_view path, const store::Mark& mark);
  void add(const Marks& more);
};
// Of files, and of all files in folders and below them; what is not there counts as that.
Marks marks_of(const store::Files& files, const std::vector<std::string>& paths);

}  // namespace cmt::cache
