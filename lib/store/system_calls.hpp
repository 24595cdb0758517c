// The system calls behind Disk: descriptors that close themselves, opening beneath a folder without
// following links, and every call that changes a disk, each of which a test can make fail.
//
// Functions that return int give 0 or an error number; a Descriptor is empty on failure and leaves
// the reason in errno.
#pragma once
#include <sys/types.h>

#include <string>
#include <string_view>
#include <utility>

namespace cmt::store {

class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  ~Descriptor();

  explicit operator bool() const { return fd_ >= 0; }
  int get() const { return fd_; }
  int release() { return std::exchange(fd_, -1); }

 private:
  int fd_ = -1;
};

// Opens a path beneath the folder `root`; none of its parts may be a symbolic link (ELOOP), nor may
// it lead out. The empty path is the folder itself. `flags` are those of open(2); close-on-exec and
// no-controlling-terminal are added. A descriptor is never 0, 1 or 2, so that no message to a
// standard stream that is closed lands in a file.
Descriptor open_beneath(int root, const std::string& path, int flags);

// Calls that change something. `folder` is a descriptor, `name` one part of a path.
Descriptor make_file(int folder, const std::string& name, mode_t mode);  // must not exist
Descriptor make_unnamed_file(int folder, mode_t mode);
int write_all(int fd, std::string_view bytes);
int sync(int fd);             // a failure is final: the system forgets what it could not write
int sync_folder(int folder);  // done where a file system cannot sync folders
int sync_all(int folder);     // everything on its file system
int close_written(Descriptor& descriptor);
int set_mode(int fd, mode_t mode);
int set_owner(int fd, uid_t owner, gid_t group);
int link_unnamed(int fd, int folder, const std::string& name);
int link_name(int from, const std::string& old_name, int to, const std::string& name);
int rename_over(int from, const std::string& old_name, int to, const std::string& name);
int rename_new(int from, const std::string& old_name, int to, const std::string& name);
int unlink_file(int folder, const std::string& name);
int make_folder(int folder, const std::string& name);  // closed to others
int remove_folder(int folder, const std::string& name);

// Whether sync_all() tells of bytes that could not be written: Linux does from 5.8 on.
bool has_sync_all();

// The name of a temporary file: hidden, ignored by git, known to Files::sweep().
inline constexpr std::string_view kTemporaryPrefix = ".cmt-tmp-";
// What follows it when the writer holds no lock, so that such a file may be one that is alive.
inline constexpr std::string_view kUnlockedPrefix = ".cmt-tmp-new-";
enum class Holds { lock, no_lock };
std::string temporary_name(Holds holds);

// Gives the calling thread a table of descriptors of its own, a copy of that of the process: threads
// that open many files else wait for each other at every call. What it opens from then on is its
// alone. Where the system refuses, the table stays shared.
void own_descriptors();

// What an error number means, in a few words for people.
Message describe(int error);

}  // namespace cmt::store
