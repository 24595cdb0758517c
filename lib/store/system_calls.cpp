// Thin layers over system calls; see the header for what each promises.
#include "store/system_calls.hpp"

#include <fcntl.h>
#include <fmt/core.h>
#include <linux/openat2.h>
#include <sched.h>
#include <signal.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <system_error>
#include <vector>

#include "store/disk.hpp"

namespace cmt::store {
namespace {

// A call that is interrupted again and again is given up rather than repeated for ever.
constexpr int kInterruptions = 100;

// What tests ask for.
struct Faults {
  bool is_watching = false;  // the rest counts only then
  int at = 0;                // the call to fail, counted from 1; 0: none
  int error = 0;
  bool lasting = false;
  std::atomic<int> calls = 0;
  std::vector<std::string>* trace = nullptr;
};
Faults faults;

std::atomic<bool> has_openat2 = true;
std::atomic<bool> has_unnamed_files = true;
std::atomic<bool> has_links = true;
std::atomic<bool> may_sync_all = true;

// 0, or how the call that is about to be made is to fail: an error number or a testing::k… value.
int next_fault(const char* name) {
  if (!faults.is_watching) return 0;
  if (faults.trace) faults.trace->emplace_back(name);
  const int call = ++faults.calls;
  if (faults.at == 0) return 0;
  if (call < faults.at || (call > faults.at && !faults.lasting)) return 0;
  if (faults.error == testing::kKilled) kill(getpid(), SIGKILL);
  return faults.error;
}

// Makes one changing call, or fails it as a test asked; gives 0 or an error number.
template <class Call>
int change(const char* name, Call call) {
  for (int i = 0; i < kInterruptions; ++i) {
    const int fault = next_fault(name);
    if (fault > 0) {
      errno = fault;
    } else if (call() >= 0) {
      return 0;
    }
    if (errno != EINTR) return errno;
  }
  return EINTR;
}

// A changing call that is not repeated when interrupted.
template <class Call>
int change_once(const char* name, Call call) {
  const int fault = next_fault(name);
  if (fault > 0) return fault;
  return call() < 0 ? errno : 0;
}

// The same file by a descriptor above the standard ones.
Descriptor above_standard(int fd) {
  if (fd < 0 || fd > STDERR_FILENO) return Descriptor(fd);
  const int raised = fcntl(fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
  const int error = errno;
  close(fd);
  errno = error;
  return Descriptor(raised);
}

Descriptor make_open(const char* call, int folder, const char* name, int flags, mode_t mode) {
  int fd = -1;
  const int error =
      change(call, [&] { return fd = openat(folder, name, flags | O_CLOEXEC | O_NOFOLLOW, mode); });
  errno = error;
  return error == 0 ? above_standard(fd) : Descriptor();
}

bool is_link(int folder, const char* name) {
  struct stat status;
  return fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 && S_ISLNK(status.st_mode);
}

// open_beneath for kernels before 5.6 and sandboxes without openat2: one part after the other.
int open_by_parts(int root, const std::string& path, int flags) {
  Descriptor folder;
  int at = root;
  std::size_t start = 0;
  while (true) {
    const std::size_t slash = path.find('/', start);
    const std::string part = path.substr(start, slash - start);
    if (part == ".." || part.empty()) return errno = EXDEV, -1;
    const bool is_last = slash == std::string::npos;
    const int fd =
        openat(at, part.c_str(), is_last ? flags : O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0) {
      const int error = errno;
      errno = error == ENOTDIR && is_link(at, part.c_str()) ? ELOOP : error;
      return -1;
    }
    if (is_last) return fd;
    folder = Descriptor(fd);
    at = fd;
    start = slash + 1;
  }
}

}  // namespace

namespace testing {

void fail_call(int n, int error, bool lasting) {
  faults.at = n;
  faults.error = error;
  faults.lasting = lasting;
  faults.calls = 0;
  faults.is_watching = n != 0 || faults.trace;
}

int calls_made() { return faults.calls; }

void trace_calls(std::vector<std::string>* trace) {
  faults.trace = trace;
  faults.is_watching = faults.at != 0 || trace;
}

void use(Feature feature, bool is_there) {
  switch (feature) {
    case Feature::openat2:
      has_openat2 = is_there;
      break;
    case Feature::unnamed_files:
      has_unnamed_files = is_there;
      break;
    case Feature::links:
      has_links = is_there;
      break;
    case Feature::sync_all:
      may_sync_all = is_there;
      break;
  }
}

}  // namespace testing

Descriptor::~Descriptor() {
  if (fd_ < 0) return;
  const int error = errno;  // a caller still looks at the error that made it give up
  close(fd_);
  errno = error;
}

Descriptor open_beneath(int root, const std::string& path, int flags) {
  flags |= O_CLOEXEC | O_NOFOLLOW;
  if ((flags & O_PATH) == 0) flags |= O_NOCTTY;  // openat2 refuses the two together
  const std::string name = path.empty() ? "." : path;
  if (has_openat2.load(std::memory_order_relaxed)) {
    open_how how = {};
    how.flags = static_cast<std::uint64_t>(static_cast<unsigned>(flags));
    how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;
    for (int i = 0; i < kInterruptions; ++i) {
      const long fd = syscall(SYS_openat2, root, name.c_str(), &how, sizeof how);
      if (fd >= 0) return above_standard(static_cast<int>(fd));
      if (errno != EINTR && errno != EAGAIN) break;
    }
    // Some sandboxes answer EPERM for a call they do not know.
    if (errno != ENOSYS && errno != EPERM) return Descriptor();
    if (errno == ENOSYS) has_openat2 = false;
  }
  return above_standard(open_by_parts(root, name, flags));
}

Descriptor make_file(int folder, const std::string& name, mode_t mode) {
  return make_open("make_file", folder, name.c_str(), O_WRONLY | O_CREAT | O_EXCL, mode);
}

Descriptor make_unnamed_file(int folder, mode_t mode) {
  if (!has_unnamed_files) return errno = EOPNOTSUPP, Descriptor();
  return make_open("make_unnamed_file", folder, ".", O_WRONLY | O_TMPFILE, mode);
}

int write_all(int fd, std::string_view bytes) {
  int idle = 0;  // calls in a row that wrote nothing
  while (!bytes.empty()) {
    const int fault = next_fault("write");
    ssize_t written = -1;
    if (fault > 0) {
      errno = fault;
    } else if (fault == testing::kNothingWritten) {
      written = 0;
    } else {
      const bool is_short = fault == testing::kShortWrite && bytes.size() > 1;
      written = write(fd, bytes.data(), is_short ? bytes.size() / 2 : bytes.size());
    }
    if (written > 0) {
      bytes.remove_prefix(static_cast<std::size_t>(written));
      idle = 0;
    } else if (written == 0 || errno == EINTR) {
      if (++idle == kInterruptions) return written == 0 ? EIO : EINTR;
    } else {
      return errno;
    }
  }
  return 0;
}

int sync(int fd) {
  return change_once("sync", [&] { return fsync(fd); });
}

int sync_folder(int folder) {
  const int error = change_once("sync_folder", [&] { return fsync(folder); });
  return error == EINVAL ? 0 : error;
}

int sync_all(int folder) {
  return change_once("sync_all", [&] { return syncfs(folder); });
}

bool has_sync_all() {
  utsname system;
  int major = 0;
  int minor = 0;
  return may_sync_all && uname(&system) == 0 &&
         std::sscanf(system.release, "%d.%d", &major, &minor) == 2 &&
         (major > 5 || (major == 5 && minor >= 8));
}

int close_written(Descriptor& descriptor) {
  const int fault = next_fault("close");
  const int error = close(descriptor.release()) < 0 ? errno : 0;
  if (fault > 0) return fault == EINTR ? 0 : fault;
  return error == EINTR ? 0 : error;  // Linux closes it all the same
}

int set_mode(int fd, mode_t mode) {
  return change("set_mode", [&] { return fchmod(fd, mode); });
}

int set_owner(int fd, uid_t owner, gid_t group) {
  return change("set_owner", [&] { return fchown(fd, owner, group); });
}

int link_unnamed(int fd, int folder, const std::string& name) {
  const std::string self = fmt::format("/proc/self/fd/{}", fd);
  return change_once("link_unnamed", [&] {
    return linkat(AT_FDCWD, self.c_str(), folder, name.c_str(), AT_SYMLINK_FOLLOW);
  });
}

int link_name(int from, const std::string& old_name, int to, const std::string& name) {
  if (!has_links) return EPERM;
  return change_once("link", [&] { return linkat(from, old_name.c_str(), to, name.c_str(), 0); });
}

int rename_over(int from, const std::string& old_name, int to, const std::string& name) {
  return change_once("rename_over",
                     [&] { return renameat(from, old_name.c_str(), to, name.c_str()); });
}

int rename_new(int from, const std::string& old_name, int to, const std::string& name) {
  const int error = change_once("rename_new", [&] {
    return renameat2(from, old_name.c_str(), to, name.c_str(), RENAME_NOREPLACE);
  });
  if (error != EINVAL && error != ENOSYS) return error;
  // The file system knows no such rename: a link does not overwrite either.
  const int linked = link_name(from, old_name, to, name);
  return linked != 0 ? linked : unlink_file(from, old_name);
}

int unlink_file(int folder, const std::string& name) {
  return change_once("unlink", [&] { return unlinkat(folder, name.c_str(), 0); });
}

int make_folder(int folder, const std::string& name) {
  return change_once("make_folder", [&] { return mkdirat(folder, name.c_str(), S_IRWXU); });
}

int remove_folder(int folder, const std::string& name) {
  return change_once("remove_folder", [&] { return unlinkat(folder, name.c_str(), AT_REMOVEDIR); });
}

std::string temporary_name(Holds holds) {
  std::uint64_t random = 0;
  if (getrandom(&random, sizeof random, 0) != static_cast<ssize_t>(sizeof random)) {
    // The name need only be new: a file of that name makes the caller ask again.
    static std::atomic<std::uint64_t> count = 0;
    const auto now = std::chrono::steady_clock::now().time_since_epoch().count();
    random = static_cast<std::uint64_t>(now) * 1000003 + ++count +
             (static_cast<std::uint64_t>(getpid()) << 40);
  }
  return fmt::format("{}{:016x}", holds == Holds::lock ? kTemporaryPrefix : kUnlockedPrefix, random);
}

void own_descriptors() { (void)unshare(CLONE_FILES); }

Message describe(int error) {
  switch (error) {
    case ENOENT:
      return tr("no such file");
    case EACCES:
    case EPERM:
      return tr("permission denied");
    case ELOOP:
      return tr("is a symbolic link or lies behind one");
    case ENOTDIR:
      return tr("a part of the path is not a folder");
    case EISDIR:
      return tr("is a folder");
    case EXDEV:
      return tr("leads out of the register or to another file system");
    case ENOSPC:
      return tr("the disk is full");
    case EDQUOT:
      return tr("the disk quota is used up");
    case EROFS:
      return tr("the file system is read-only");
    case EFBIG:
      return tr("the file would be larger than the system allows");
    case EIO:
      return tr("input/output error");
    case EINTR:
      return tr("interrupted");
    case EMFILE:
    case ENFILE:
      return tr("too many open files");
    case ENAMETOOLONG:
      return tr("the name is too long");
    default:
      return std::generic_category().message(error);
  }
}

}  // namespace cmt::store
