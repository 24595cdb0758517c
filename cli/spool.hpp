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

class Spool {
 public:
  // What is held before a file is made, in bytes.
  static constexpr std::size_t in_memory = std::size_t{1} << 20;

  // `folder`: where the file is made when one is needed.
  explicit Spool(std::filesystem::path folder) : folder_(std::move(folder)) {}

  // A failure to write is kept, and said by copy_to().
  void add(std::string_view text);

  // All of it, in order, in pieces. Fails (unreadable) when it could not be kept, before anything is
  // handed on, or cannot be read back; what `write` answers with false ends it without a failure.
  Result<Done> copy_to(const std::function<bool(std::string_view)>& write);

 private:
  void flush();

  std::filesystem::path folder_;
  std::string text_;        // what is not in the file yet
  store::Descriptor file_;  // none: all of it is in `text_`
  int error_ = 0;
};

}  // namespace cmt::cli
