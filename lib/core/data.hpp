// The data files of lib/data (value lists, profiles, labels, mappings), built into the program.
#pragma once
#include <string_view>

namespace cmt::data {

struct File {
  std::string_view name;   // path below lib/data, for example "value-lists.yaml"
  std::string_view bytes;  // the whole file
};

// Every file of lib/data, ended by an entry with an empty name.
extern const File files[];

// The bytes of one file; empty when there is none of that name.
inline std::string_view file(std::string_view name) {
  for (const File* file = files; !file->name.empty(); ++file)
    if (file->name == name) return file->bytes;
  return {};
}

}  // namespace cmt::data
