#include "cache/marks.hpp"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>

namespace cmt::cache {
namespace {

using store::Mark;

void add_files(const store::Files& files, const std::string& path, store::EntryKind kind, Marks& to) {
  if (kind != store::EntryKind::folder) return to.add(path, files.mark(path));
  const auto entries = files.list(path);
  if (!entries) to.are_known = false;
  else
    for (const auto& entry : *entries) add_files(files, path + "/" + entry.name, entry.kind, to);
}

}  // namespace

void Marks::add(std::string_view path, const Mark& mark) {
  XXH3_state_t state;
  XXH3_64bits_reset(&state);
  XXH3_64bits_update(&state, &mark, sizeof mark);
  XXH3_64bits_update(&state, path.data(), path.size());
  print += XXH3_64bits_digest(&state);
  newest = std::max({newest, mark.modified, mark.changed});
  are_known = are_known && mark.is_known();
}

void Marks::add(const Marks& more) {
  print += more.print;
  newest = std::max(newest, more.newest);
  are_known = are_known && more.are_known;
}

Marks marks_of(const store::Files& files, const std::vector<std::string>& paths) {
  Marks out;
  for (const auto& path : paths) {
    const auto kind = files.find(path);
    if (!kind) out.are_known = false;
    else if (*kind) add_files(files, path, **kind, out);
  }
  return out;
}

}  // namespace cmt::cache
