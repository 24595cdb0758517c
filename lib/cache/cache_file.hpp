// A file under .cmt/ whose loss costs time and nothing else: opened only where it is ours, written beside
// the old one and renamed over it, without a lock on the register and without sync. Its reader holds
// checksums against its bytes.
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "store/files.hpp"
#include "store/system_calls.hpp"

namespace cmt::cache {

// What the program at hand is: its inode, size and times. Empty where that cannot be told.
std::string key_of_program();

// Whether so many files were read that the next command is worth a new one.
constexpr bool is_worth_writing(std::size_t read, std::size_t all) { return read > std::max<std::size_t>(64, all / 100); }

std::uint64_t sum_of(std::string_view bytes);  // XXH3

bool read_at(int file, void* to, std::size_t size, std::uint64_t at);
bool write_at(int file, std::string_view bytes, std::uint64_t at);

// One that is there: regular, its owner's alone, reached by no link.
struct OldFile {
  store::Descriptor file;  // none: there is no such file
  std::uint64_t size = 0;

  static OldFile open(const std::filesystem::path& root, const char* name);
};
// What NewFile::write_whole() wrote; nothing where there is no such file of at most `largest` bytes, or a damaged one.
std::optional<std::string> read_whole(const std::filesystem::path& root, const char* name, std::uint64_t largest);

// One that is being written. It goes unless it is put in place.
class NewFile {
 public:
  // Nothing where another program writes it at the moment, or none can be written. What is read of the
  // register from now on may be put in.
  static std::unique_ptr<NewFile> begin(const std::filesystem::path& root, const char* name);
  ~NewFile();
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;

  int get() const { return file_.get(); }

  // The mark of a file that is about to be read, as it may be kept: none where it changed so lately that
  // a further change could not be told from this one.
  store::Mark mark_of(const store::Files& files, const std::string& path) const;
  // Whether what changed last at that time, in nanoseconds since 1970, did so long enough ago for this.
  bool is_settled(std::int64_t time) const { return time + grain_ < began_; }

  bool put_in_place();
  // Writes a file that is read whole, behind its checksum, and puts it in place.
  bool write_whole(std::string_view bytes);

 private:
  NewFile() = default;
  store::Descriptor folder_, file_;
  std::string name_;
  std::int64_t began_ = 0;  // by the clock of the file system
  std::int64_t grain_ = 0;
};

// Removes one, and what is left of one that was being written.
void remove_files(const std::filesystem::path& root, const char* name);

}  // namespace cmt::cache
