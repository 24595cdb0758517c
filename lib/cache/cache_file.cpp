#include "cache/cache_file.hpp"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "core/bytes.hpp"

namespace cmt::cache {
namespace {

using store::Descriptor;
using store::Mark;

constexpr const char* kFolder = ".cmt";

std::string name_while_new(const std::string& name) { return name + ".new"; }

std::int64_t nanoseconds(const timespec& time) {
  return static_cast<std::int64_t>(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
}

// The folder, and whether it is there as we make it: no link, and nobody else's.
Descriptor open_folder(const std::filesystem::path& root) {
  const Descriptor at{::open(root.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC)};
  if (!at) return {};
  return store::open_beneath(at.get(), kFolder, O_RDONLY | O_DIRECTORY);
}

bool is_ours(const struct stat& status) {
  return S_ISREG(status.st_mode) && status.st_uid == ::geteuid() && (status.st_mode & 0022U) == 0;
}

}  // namespace

std::string key_of_program() {
  struct stat program;
  if (::stat("/proc/self/exe", &program) != 0) return {};
  std::string key;
  ByteSink sink{key};
  sink.raw(program.st_ino);
  sink.raw(program.st_size);
  sink.raw(nanoseconds(program.st_mtim));
  sink.raw(nanoseconds(program.st_ctim));
  return key;
}

std::uint64_t sum_of(std::string_view bytes) { return XXH3_64bits(bytes.data(), bytes.size()); }

bool read_at(int file, void* to, std::size_t size, std::uint64_t at) {
  auto* next = static_cast<char*>(to);
  while (size > 0) {
    const ssize_t got = ::pread(file, next, size, static_cast<off_t>(at));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    next += got;
    at += static_cast<std::uint64_t>(got);
    size -= static_cast<std::size_t>(got);
  }
  return true;
}

bool write_at(int file, std::string_view bytes, std::uint64_t at) {
  while (!bytes.empty()) {
    const ssize_t put = ::pwrite(file, bytes.data(), bytes.size(), static_cast<off_t>(at));
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(put));
    at += static_cast<std::uint64_t>(put);
  }
  return true;
}

OldFile OldFile::open(const std::filesystem::path& root, const char* name) {
  const Descriptor folder = open_folder(root);
  if (!folder) return {};
  OldFile out{store::open_beneath(folder.get(), name, O_RDONLY | O_NONBLOCK)};
  struct stat status;
  if (!out.file || ::fstat(out.file.get(), &status) != 0 || !is_ours(status)) return {};
  out.size = static_cast<std::uint64_t>(status.st_size);
  return out;
}

std::optional<std::string> read_whole(const std::filesystem::path& root, const char* name, std::uint64_t largest) {
  const OldFile old = OldFile::open(root, name);
  std::uint64_t sum = 0;
  if (!old.file || old.size > largest || old.size < sizeof sum || !read_at(old.file.get(), &sum, sizeof sum, 0))
    return std::nullopt;
  std::string bytes(old.size - sizeof sum, '\0');
  if (!read_at(old.file.get(), bytes.data(), bytes.size(), sizeof sum) || sum != sum_of(bytes)) return std::nullopt;
  return bytes;
}

std::unique_ptr<NewFile> NewFile::begin(const std::filesystem::path& root, const char* name) {
  Descriptor folder = open_folder(root);
  if (!folder) {
    const Descriptor at{::open(root.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC)};
    if (!at || ::mkdirat(at.get(), kFolder, 0700) != 0) return nullptr;
    folder = open_folder(root);
    if (!folder) return nullptr;
    // Nothing below it belongs in git, whatever the register's own .gitignore says.
    const Descriptor ignored{::openat(folder.get(), ".gitignore", O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600)};
    if (ignored) (void)write_at(ignored.get(), "*\n", 0);
  }
  const std::string new_name = name_while_new(name);
  Descriptor file{::openat(folder.get(), new_name.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, 0600)};
  struct stat opened, named;
  // Who holds the lock writes; the name may have been put in place, or taken away, while we asked.
  if (!file || ::flock(file.get(), LOCK_EX | LOCK_NB) != 0 || ::fstat(file.get(), &opened) != 0 ||
      ::fstatat(folder.get(), new_name.c_str(), &named, AT_SYMLINK_NOFOLLOW) != 0 || opened.st_ino != named.st_ino ||
      !is_ours(opened) || opened.st_nlink != 1 || ::ftruncate(file.get(), 0) != 0)
    return nullptr;
  // By whatever clock the file system stamps files, now is what it stamps on this write.
  if (!write_at(file.get(), "c", 0) || ::fstat(file.get(), &opened) != 0) return nullptr;
  auto out = std::unique_ptr<NewFile>{new NewFile};
  out->began_ = nanoseconds(opened.st_mtim);
  // A stamp of whole milliseconds may be one of whole seconds, or two.
  out->grain_ = out->began_ % 1'000'000 == 0 ? 2'100'000'000 : 20'000'000;
  out->folder_ = std::move(folder);
  out->file_ = std::move(file);
  out->name_ = name;
  return out;
}

NewFile::~NewFile() {
  if (file_) (void)::unlinkat(folder_.get(), name_while_new(name_).c_str(), 0);
}

Mark NewFile::mark_of(const store::Files& files, const std::string& path) const {
  const Mark mark = files.mark(path);
  return is_settled(std::max(mark.modified, mark.changed)) ? mark : Mark{};
}

bool NewFile::put_in_place() {
  if (::renameat(folder_.get(), name_while_new(name_).c_str(), folder_.get(), name_.c_str()) != 0) return false;
  file_ = {};
  return true;
}

bool NewFile::write_whole(std::string_view bytes) {
  std::string sum;
  ByteSink{sum}.raw(sum_of(bytes));
  return write_at(file_.get(), sum, 0) && write_at(file_.get(), bytes, sum.size()) && put_in_place();
}

void remove_files(const std::filesystem::path& root, const char* name) {
  const Descriptor folder = open_folder(root);
  if (!folder) return;
  (void)::unlinkat(folder.get(), name, 0);
  (void)::unlinkat(folder.get(), name_while_new(name).c_str(), 0);
}

}  // namespace cmt::cache
