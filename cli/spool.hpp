// Text that is made before it is known whether any of it may be printed: a large export. A little of
// it is held in memory, the rest in a file without a name in $TMPDIR (or /tmp), which only this program
// can open and which is gone with it.
#pragma once
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "core/result.hpp"
#include "store/system_calls.hpp"

namespace cmt::cli {

// A file without a name in the folder, which only this program can open; where the file system has none, one whose
// name is taken away at once. Empty on failure, with the reason in errno.
store::Descriptor unnamed_file(const std::filesystem::path& folder);

class Spool {
 public:
  // What is held before any of it goes to the file, in bytes.
  static constexpr std::size_t in_memory = std::size_t{256} << 10;

  // `folder`: where the file is made. That is done at once, since a thread that adds text may have
  // descriptors of its own, and is a failure only if the file is needed.
  explicit Spool(std::filesystem::path folder);

  // From any thread, yet from one at a time. A failure to write is kept, and said by copy_to().
  void add(std::string_view text);

  // All of it, in order, in pieces. Fails (unreadable) when it could not be kept, before anything is
  // handed on, or cannot be read back; what `write` answers with false ends it without a failure.
  Result<Done> copy_to(const std::function<bool(std::string_view)>& write);

 private:
  void flush();

  std::filesystem::path folder_;
  store::Descriptor file_;
  int not_made_ = 0;         // why there is no file, else 0
  std::string text_;         // what is not in the file yet
  bool is_in_file_ = false;  // else all of it is in `text_`
  int error_ = 0;
};

}  // namespace cmt::cli
