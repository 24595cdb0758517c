// Reading, safe writing, locking and changes to several files at once, on a real file system.
#include "store/disk.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/core.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <ctime>
#include <memory>
#include <set>
#include <system_error>
#include <thread>

namespace cmt::store {
namespace {

constexpr const char* kStaging = ".cmt-pending";
constexpr const char* kManifest = "manifest";  // the list while it is being written
constexpr const char* kCommit = "commit";      // the list once it counts
constexpr std::size_t kManifestLimit = std::size_t{256} << 20;
constexpr int kOpenFolder = O_RDONLY | O_DIRECTORY;
constexpr mode_t kPermissions = 07777;

// --- words -------------------------------------------------------------------------------------

Failure cannot_read(const std::string& path, int error) {
  return unreadable(path, describe(error));
}

Failure cannot_write(const std::string& path, int error) {
  return unreadable(path, "cannot be written: " + describe(error));
}

Failure not_inside(const std::string& path) {
  return unreadable(path, "is not the name of a file inside the register");
}

Failure changed(const std::string& path) {
  return unreadable(path, "changed on disk meanwhile", "run the command again");
}

// --- paths -------------------------------------------------------------------------------------

std::string folder_part(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? std::string() : path.substr(0, slash);
}

std::string last_part(const std::string& path) { return path.substr(path.rfind('/') + 1); }

bool is_folder_path(const std::string& folder) { return folder.empty() || is_valid_path(folder); }

// --- reading -----------------------------------------------------------------------------------

using Status = struct stat;

struct Loaded {
  std::string bytes;
  Status status;
  bool is_too_large = false;  // then `bytes` is empty
};

EntryKind kind_of(mode_t mode) {
  if (S_ISREG(mode)) return EntryKind::file;
  if (S_ISDIR(mode)) return EntryKind::folder;
  return S_ISLNK(mode) ? EntryKind::link : EntryKind::other;
}

std::string name_kind(mode_t mode) {
  if (S_ISDIR(mode)) return "is a folder";
  if (S_ISFIFO(mode)) return "is a named pipe";
  if (S_ISSOCK(mode)) return "is a socket";
  if (S_ISCHR(mode) || S_ISBLK(mode)) return "is a device";
  return "is a symbolic link";
}

Result<std::optional<Status>> look_at(int root, const std::string& path) {
  const Descriptor found = open_beneath(root, path, O_PATH);
  Status status;
  if (found && fstat(found.get(), &status) == 0) return std::optional(status);
  if (errno == ENOENT) return std::optional<Status>();
  return cannot_read(path, errno);
}

// Reads to the end of the file, whose size may change meanwhile; 0 or an error number.
int read_all(int fd, std::size_t limit, Loaded& loaded) {
  std::string& bytes = loaded.bytes;
  const auto size = static_cast<std::size_t>(loaded.status.st_size);
  bytes.resize(size + 1);
  std::size_t count = 0;
  while (true) {
    const ssize_t got = ::read(fd, bytes.data() + count, bytes.size() - count);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return errno;
    count += static_cast<std::size_t>(got);
    if (got == 0 || count == size) break;
    if (count > limit) {
      loaded.is_too_large = true;
      count = 0;
      break;
    }
    if (count == bytes.size()) bytes.resize(2 * bytes.size());
  }
  bytes.resize(count);
  return 0;
}

Result<Loaded> load(int root, const std::string& path, std::size_t limit) {
  const Descriptor file = open_beneath(root, path, O_RDONLY | O_NONBLOCK);
  if (!file) {
    const int error = errno;
    if (error == ENXIO || error == ELOOP || error == EACCES) {
      const auto status = look_at(root, path);
      if (status && *status && !S_ISREG((*status)->st_mode)) {
        return unreadable(path, name_kind((*status)->st_mode) + ", not a file");
      }
    }
    return cannot_read(path, error);
  }
  Loaded loaded;
  if (fstat(file.get(), &loaded.status) < 0) return cannot_read(path, errno);
  if (!S_ISREG(loaded.status.st_mode)) {
    return unreadable(path, name_kind(loaded.status.st_mode) + ", not a file");
  }
  if (static_cast<std::uintmax_t>(loaded.status.st_size) > limit) {
    loaded.is_too_large = true;
    return loaded;
  }
  const int error = read_all(file.get(), limit, loaded);
  if (error != 0) return cannot_read(path, error);
  return loaded;
}

bool is_same_time(const timespec& a, const timespec& b) {
  return a.tv_sec == b.tv_sec && a.tv_nsec == b.tv_nsec;
}

bool is_untouched(const Status& a, const Status& b) {
  return a.st_dev == b.st_dev && a.st_ino == b.st_ino && a.st_size == b.st_size &&
         is_same_time(a.st_mtim, b.st_mtim) && is_same_time(a.st_ctim, b.st_ctim);
}

struct CloseFolder {
  void operator()(DIR* folder) const { closedir(folder); }
};
using Listing = std::unique_ptr<DIR, CloseFolder>;

// A listing that leaves the descriptor alone; empty on failure.
Listing open_listing(int folder) {
  Descriptor own = open_beneath(folder, "", kOpenFolder);
  Listing listing(own ? fdopendir(own.get()) : nullptr);
  if (listing) own.release();
  return listing;
}

// The next name but `.` and `..`; nullptr with errno 0 at the end.
const dirent* next_entry(DIR* listing) {
  while (true) {
    errno = 0;
    const dirent* const entry = readdir(listing);
    if (!entry) return nullptr;
    const std::string_view name = entry->d_name;
    if (name != "." && name != "..") return entry;
  }
}

EntryKind kind_of(int folder, const dirent& entry) {
  switch (entry.d_type) {
    case DT_REG:
      return EntryKind::file;
    case DT_DIR:
      return EntryKind::folder;
    case DT_LNK:
      return EntryKind::link;
    case DT_UNKNOWN:
      break;
    default:
      return EntryKind::other;
  }
  Status status;
  const bool is_known = fstatat(folder, entry.d_name, &status, AT_SYMLINK_NOFOLLOW) == 0;
  return is_known ? kind_of(status.st_mode) : EntryKind::other;
}

// --- writing -----------------------------------------------------------------------------------

bool has_entries(int folder) {
  const Listing listing = open_listing(folder);
  return listing && next_entry(listing.get());
}

// Opens the folder a new file goes to and makes what is missing of it, each part durable before
// anything is put in. A folder with something in it was made durable by whoever put that there; an
// empty one may be the work of a program that was killed before it could, so its parents are synced
// again.
Result<Descriptor> open_for_new(int root, const std::string& folder) {
  Descriptor at = open_beneath(root, folder, kOpenFolder);
  if (at && (folder.empty() || has_entries(at.get()))) return at;
  if (!at && errno != ENOENT) return cannot_write(folder, errno);

  at = open_beneath(root, "", kOpenFolder);
  for (std::size_t start = 0; at && start <= folder.size();) {
    const std::size_t end = std::min(folder.find('/', start), folder.size());
    const std::string part = folder.substr(start, end - start);
    start = end + 1;
    Descriptor next = open_beneath(at.get(), part, kOpenFolder);
    if (!next && errno == ENOENT) {
      const int error = make_folder(at.get(), part);
      if (error != 0 && error != EEXIST) return cannot_write(folder, error);
      next = open_beneath(at.get(), part, kOpenFolder);
    }
    if (!next) break;
    const int error = sync_folder(at.get());
    if (error != 0) return cannot_write(folder, error);
    at = std::move(next);
    if (end == folder.size()) return at;
  }
  return cannot_write(folder, errno);
}

// Gives a new file the owner and mode of the one it replaces. Where the group cannot be kept its
// rights go, rather than to another group.
int adopt(int fd, const Status& old) {
  Status status;
  if (fstat(fd, &status) < 0) return errno;
  mode_t mode = old.st_mode & kPermissions;
  if (status.st_uid != old.st_uid || status.st_gid != old.st_gid) {
    if (set_owner(fd, old.st_uid, old.st_gid) != 0 && status.st_gid != old.st_gid &&
        set_owner(fd, static_cast<uid_t>(-1), old.st_gid) != 0) {
      mode &= ~static_cast<mode_t>(S_IRWXG);
    }
  }
  return mode == (status.st_mode & kPermissions) ? 0 : set_mode(fd, mode);
}

// Writes a new file and makes its bytes durable; on failure there is none. With `old` it takes on
// that file's mode and owner.
int write_file(int folder, const std::string& name, std::string_view bytes, mode_t mode,
               const Status* old) {
  Descriptor file = make_file(folder, name, mode);
  if (!file) return errno;
  int error = write_all(file.get(), bytes);
  if (error == 0 && old) error = adopt(file.get(), *old);
  if (error == 0) error = sync(file.get());
  const int closed = close_written(file);
  if (error == 0) error = closed;
  if (error != 0) unlink_file(folder, name);
  return error;
}

// write_file under a new hidden name, which is given back in `name`.
int write_temporary(int folder, std::string& name, std::string_view bytes, mode_t mode,
                    const Status* old, Holds holds) {
  constexpr int kNames = 8;
  for (int i = 0; i < kNames; ++i) {
    name = temporary_name(holds);
    const int error = write_file(folder, name, bytes, mode, old);
    if (error != EEXIST) return error;
  }
  return EEXIST;
}

// Makes a file by way of one without a name, of which a killed program leaves nothing; EOPNOTSUPP
// where the system cannot.
int create_unnamed(int folder, const std::string& name, std::string_view bytes, mode_t mode) {
  Descriptor file = make_unnamed_file(folder, mode);
  if (!file) return errno == EISDIR || errno == EINVAL || errno == ENOENT ? EOPNOTSUPP : errno;
  int error = write_all(file.get(), bytes);
  if (error == 0) error = sync(file.get());
  if (error == 0) {
    error = link_unnamed(file.get(), folder, name);
    if (error == ENOENT || error == EPERM || error == EXDEV) return EOPNOTSUPP;  // no /proc
  }
  if (error != 0) return error;
  error = close_written(file);
  if (error != 0) unlink_file(folder, name);
  return error;
}

// Temporary files stand in the register's root, where the next writer finds what a killed one left
// without a search; where the root is on another file system, beside their target.
int create_named(int root, int folder, const std::string& name, std::string_view bytes,
                 mode_t mode) {
  int error = EXDEV;
  for (const int place : {root, folder}) {
    if (error != EXDEV) break;
    std::string temporary;
    error = write_temporary(place, temporary, bytes, mode, nullptr, Holds::no_lock);
    if (error != 0) return error == EEXIST ? EIO : error;
    error = rename_new(place, temporary, folder, name);
    if (error != 0) unlink_file(place, temporary);
  }
  return error;
}

mode_t mode_of(Privacy privacy) { return privacy == Privacy::closed ? 0600 : 0644; }

// --- several files -----------------------------------------------------------------------------

// What a target of apply() holds at the moment.
enum class Target { absent, before, after, other };

Result<Target> look_at_target(int root, const Placement& placement) {
  const auto status = look_at(root, placement.path);
  if (!status) return status.failure();
  if (!*status) return Target::absent;
  const std::uint64_t limit =
      std::max(placement.after.size, placement.before ? placement.before->size : 0);
  const auto loaded = load(root, placement.path, limit);
  if (!loaded) return loaded.failure();
  if (loaded->is_too_large) return Target::other;
  const Fingerprint found = fingerprint(loaded->bytes);
  if (found == placement.after) return Target::after;
  return placement.before && found == *placement.before ? Target::before : Target::other;
}

Failure conflict(const Placement& placement, std::size_t index, Target found) {
  return unreadable(
      placement.path,
      fmt::format("{} while a change to several files, begun before, waits to be completed",
                  found == Target::absent ? "was removed" : "was changed"),
      fmt::format("to complete the change, copy {}/{} over this file and run the command again; to "
                  "give up what is left of it, remove the folder {}",
                  kStaging, index, kStaging));
}

// Whether a target may take its new bytes: false when it has them already.
Result<bool> needs_placing(int root, const Placement& placement, std::size_t index) {
  const auto target = look_at_target(root, placement);
  if (!target) return target.failure();
  if (*target == Target::after) return false;
  const Target expected = placement.before ? Target::before : Target::absent;
  if (*target != expected) return conflict(placement, index, *target);
  return true;
}

bool cannot_link(int error) {
  return error == EPERM || error == EOPNOTSUPP || error == EMLINK || error == ENOSYS;
}

// Puts one staged file in place. It is linked and not moved, so that the staged one outlasts a
// power cut that loses the new name; file systems without links get a move.
int place(int root, int staging, const std::string& staged, int folder,
          const Placement& placement) {
  const std::string name = last_part(placement.path);
  if (!placement.before) {
    const int error = link_name(staging, staged, folder, name);
    return cannot_link(error) ? rename_new(staging, staged, folder, name) : error;
  }
  const std::string temporary = temporary_name(Holds::lock);
  int error = link_name(staging, staged, root, temporary);
  if (cannot_link(error)) return rename_over(staging, staged, folder, name);
  if (error != 0) return error;
  error = rename_over(root, temporary, folder, name);
  if (error != 0) unlink_file(root, temporary);
  return error;
}

// Removes what goes with a change that is in place; what is not there is gone already.
Result<Done> remove_all(int root, const std::vector<Placement>& placements) {
  std::set<std::string> folders;
  for (const Placement& placement : placements) {
    if (!placement.is_removed) continue;
    const Descriptor folder = open_beneath(root, folder_part(placement.path), kOpenFolder);
    if (!folder && errno == ENOENT) continue;
    const int error = folder ? unlink_file(folder.get(), last_part(placement.path)) : errno;
    if (error != 0 && error != ENOENT)
      return unreadable(placement.path, "cannot be removed: " + describe(error));
    folders.insert(folder_part(placement.path));
  }
  for (const std::string& path : folders) {
    const Descriptor folder = open_beneath(root, path, kOpenFolder);
    const int error = folder ? sync_folder(folder.get()) : errno;
    if (error != 0) return cannot_write(path, error);
  }
  return Done{};
}

Result<Done> place_all(int root, int staging, const std::vector<Placement>& placements) {
  std::set<std::string> folders;
  Descriptor folder;
  std::string folder_path;
  for (std::size_t i = 0; i < placements.size(); ++i) {
    const Placement& placement = placements[i];
    if (placement.is_removed) continue;
    const auto is_needed = needs_placing(root, placement, i);
    if (!is_needed) return is_needed.failure();
    const std::string wanted = folder_part(placement.path);
    folders.insert(wanted);  // also when the file is in place: that may not be durable yet
    if (!*is_needed) continue;
    if (!folder || wanted != folder_path) {
      auto opened = open_for_new(root, wanted);
      if (!opened) return std::move(opened).failure();
      folder = std::move(*opened);
      folder_path = wanted;
    }
    const int error = place(root, staging, std::to_string(i), folder.get(), placement);
    if (error != 0) return cannot_write(placement.path, error);
  }
  for (const std::string& path : folders) {
    const Descriptor placed = open_beneath(root, path, kOpenFolder);
    const int error = placed ? sync_folder(placed.get()) : errno;
    if (error != 0) return cannot_write(path, error);
  }
  return remove_all(root, placements);
}

// Removes the staging folder, the commit first and durably: what is left then no longer counts.
Result<Done> discard(int root, int staging) {
  int error = unlink_file(staging, kCommit);
  if (error == 0) error = sync_folder(staging);
  if (error != 0 && error != ENOENT) return cannot_write(kStaging, error);
  std::vector<std::string> names;
  const Listing listing = open_listing(staging);
  if (!listing) return cannot_write(kStaging, errno);
  while (const dirent* entry = next_entry(listing.get())) names.emplace_back(entry->d_name);
  for (const std::string& name : names) {
    error = unlink_file(staging, name);
    if (error != 0) return cannot_write(std::string(kStaging) + "/" + name, error);
  }
  error = remove_folder(root, kStaging);
  if (error != 0) return cannot_write(kStaging, error);
  return Done{};
}

// After the commit point a failure is a delay.
Failure delayed(Failure failure) {
  failure.diagnostics.front().message +=
      "; the whole change is recorded and will be completed by the next command";
  return failure;
}

Result<Done> check_form(const std::vector<Change>& changes, const std::vector<std::string>& removed) {
  std::set<std::string_view> paths;
  for (const std::string& path : removed) {
    if (!is_plain_path(path)) return not_inside(path);
    if (!paths.insert(path).second) return unreadable(path, "is changed twice");
  }
  for (const Change& change : changes) {
    if (!is_plain_path(change.path)) return not_inside(change.path);
    if (!paths.insert(change.path).second) return unreadable(change.path, "is changed twice");
  }
  return Done{};
}

// Finds what would stop the change half-way, before anything is written: a target that is not as
// expected, a folder that cannot be written or lies on another disk.
Result<Done> check_targets(int root, const std::vector<const Change*>& changes,
                           const std::vector<std::string>& removed) {
  Status root_status;
  if (fstat(root, &root_status) < 0) return cannot_read("", errno);
  for (const std::string& path : removed) {
    const Descriptor folder = open_beneath(root, folder_part(path), kOpenFolder);
    if (!folder && errno == ENOENT) continue;
    if (!folder || faccessat(folder.get(), ".", W_OK | X_OK, AT_EACCESS) < 0)
      return unreadable(path, "cannot be removed: " + describe(errno));
  }
  std::set<std::string> folders;
  for (const Change* change : changes) {
    if (change->before) {
      const auto loaded = load(root, change->path, change->before->size());
      if (!loaded) return loaded.failure();
      if (loaded->is_too_large || loaded->bytes != *change->before) return changed(change->path);
    } else {
      const auto status = look_at(root, change->path);
      if (!status) return status.failure();
      if (*status) return unreadable(change->path, "exists already");
    }
    const std::string path = folder_part(change->path);
    if (!folders.insert(path).second) continue;
    const auto folder = open_for_new(root, path);
    if (!folder) return folder.failure();
    Status status;
    if (fstat(folder->get(), &status) < 0) return cannot_read(path, errno);
    if (status.st_dev != root_status.st_dev) return cannot_write(path, EXDEV);
    if (faccessat(folder->get(), ".", W_OK | X_OK, AT_EACCESS) < 0)
      return cannot_write(path, errno);
  }
  return Done{};
}

// Writes all new bytes and the list of them, and commits. After a failure nothing is committed.
Result<std::vector<Placement>> stage(int root, int staging, const std::vector<const Change*>& changes,
                                     const std::vector<std::string>& removed) {
  std::vector<Placement> placements;
  for (const Change* change : changes) {
    std::optional<Status> old;
    if (change->before) {
      const auto status = look_at(root, change->path);
      if (!status) return status.failure();
      if (!*status) return changed(change->path);
      old = **status;
    }
    const std::string staged = std::to_string(placements.size());
    const mode_t mode = old ? mode_t{0600} : mode_of(change->privacy);
    const int error = write_file(staging, staged, change->after, mode, old ? &*old : nullptr);
    if (error != 0) return cannot_write(change->path, error);
    placements.push_back({change->path, fingerprint(change->after), {}});
    if (change->before) placements.back().before = fingerprint(*change->before);
  }
  for (const std::string& path : removed) placements.push_back({path, {}, {}, true});
  int error = write_file(staging, kManifest, print_manifest(placements), 0600, nullptr);
  if (error == 0) error = sync_folder(staging);
  if (error == 0) error = sync_folder(root);
  if (error == 0) error = rename_over(staging, kManifest, staging, kCommit);
  if (error != 0) return cannot_write(kStaging, error);
  return placements;
}

// --- who holds the lock ------------------------------------------------------------------------

std::string read_system_file(const std::string& path) {
  std::string text;
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  char buffer[4096];
  while (file) {
    const ssize_t got = ::read(file.get(), buffer, sizeof buffer);
    if (got <= 0) break;
    text.append(buffer, static_cast<std::size_t>(got));
  }
  return text;
}

// "cmt (process 4711)", or nothing when the system does not tell.
std::string name_holder(const Status& root) {
  const std::string locks = read_system_file("/proc/locks");
  for (std::size_t start = 0; start < locks.size();) {
    const std::size_t end = std::min(locks.find('\n', start), locks.size());
    const std::string line = locks.substr(start, end - start);
    start = end + 1;
    int process = 0;
    unsigned major = 0;
    unsigned minor = 0;
    unsigned long inode = 0;
    // "12: FLOCK  ADVISORY  WRITE 4711 fe:00:131074 0 EOF"; who waits has "->" after the number.
    if (std::sscanf(line.c_str(), "%*d: FLOCK %*s WRITE %d %x:%x:%lu", &process, &major, &minor,
                    &inode) != 4 ||
        process <= 0 || major != gnu_dev_major(root.st_dev) ||
        minor != gnu_dev_minor(root.st_dev) || inode != root.st_ino) {
      continue;
    }
    std::string command = read_system_file(fmt::format("/proc/{}/comm", process));
    while (!command.empty() && command.back() == '\n') command.pop_back();
    return command.empty() ? fmt::format("process {}", process)
                           : fmt::format("{} (process {})", command, process);
  }
  return {};
}

Failure timed_out(const std::string& name, int folder, std::chrono::milliseconds wait) {
  Status status;
  const std::string holder = fstat(folder, &status) == 0 ? name_holder(status) : std::string();
  return unreadable(
      name,
      fmt::format("the register is being written by {}; waited {} ms and changed nothing",
                  holder.empty() ? "another program" : holder, wait.count()),
      "run the command again when it is done");
}

}  // namespace

Result<Disk> Disk::open(const std::filesystem::path& root) {
  Descriptor folder(::open(root.c_str(), kOpenFolder | O_CLOEXEC));
  if (!folder) {
    return unreadable(root.string(), errno == ENOENT    ? "no such folder"
                                     : errno == ENOTDIR ? "is not a folder"
                                                        : describe(errno));
  }
  // The same folder by a descriptor that is none of the standard ones.
  folder = open_beneath(folder.get(), "", kOpenFolder);
  if (!folder) return cannot_read(root.string(), errno);
  return Disk(std::move(folder), root.string());
}

Result<std::string> Disk::read(const std::string& path, std::size_t limit) const {
  if (!is_valid_path(path)) return not_inside(path);
  auto loaded = load(root_.get(), path, limit);
  if (!loaded) return std::move(loaded).failure();
  if (loaded->is_too_large) {
    return unreadable_whole(path, fmt::format("is larger than {} bytes, the most that is read", limit));
  }
  return std::move(loaded->bytes);
}

Result<std::vector<Entry>> Disk::list(const std::string& folder) const {
  if (!is_folder_path(folder)) return not_inside(folder);
  std::vector<Entry> entries;
  Descriptor opened = open_beneath(root_.get(), folder, kOpenFolder);
  if (!opened && errno == ENOENT) return entries;
  if (!opened) {
    const int error = errno;
    const auto status = look_at(root_.get(), folder);
    if (error == ENOTDIR && status && *status && !S_ISDIR((*status)->st_mode)) {
      return unreadable(folder, "is not a folder");
    }
    return cannot_read(folder, error);
  }
  const Listing listing(fdopendir(opened.get()));
  if (!listing) return cannot_read(folder, errno);
  const int descriptor = opened.release();  // the listing closes it
  while (const dirent* entry = next_entry(listing.get())) {
    entries.push_back({entry->d_name, kind_of(descriptor, *entry)});
  }
  if (errno != 0) return cannot_read(folder, errno);
  std::sort(entries.begin(), entries.end(),
            [](const Entry& a, const Entry& b) { return a.name < b.name; });
  return entries;
}

Result<std::optional<EntryKind>> Disk::find(const std::string& path) const {
  if (!is_folder_path(path)) return not_inside(path);
  const auto status = look_at(root_.get(), path);
  if (!status) return status.failure();
  if (!*status) return std::optional<EntryKind>();
  return std::optional(kind_of((*status)->st_mode));
}

Mark Disk::mark(const std::string& path) const {
  Status status;
  if (::fstatat(root_.get(), path.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0 ||
      (!S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode)))
    return {};
  const auto nanoseconds = [](const timespec& time) {
    return static_cast<std::int64_t>(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
  };
  return {status.st_ino, static_cast<std::uint64_t>(status.st_size), nanoseconds(status.st_mtim),
          nanoseconds(status.st_ctim)};
}

Result<Creation> Disk::create(const std::string& path, std::string_view bytes, Privacy privacy) {
  if (!is_valid_path(path)) return not_inside(path);
  const auto folder = open_for_new(root_.get(), folder_part(path));
  if (!folder) return folder.failure();
  const std::string name = last_part(path);
  const auto present = look_at(folder->get(), name);
  if (!present) return unreadable(path, present.diagnostics().front().message);
  if (*present) return Creation::exists;

  const mode_t mode = mode_of(privacy);
  int error = create_unnamed(folder->get(), name, bytes, mode);
  if (error == EOPNOTSUPP) error = create_named(root_.get(), folder->get(), name, bytes, mode);
  if (error == EEXIST) return Creation::exists;
  if (error != 0) return cannot_write(path, error);
  error = sync_folder(folder->get());
  if (error == 0) return Creation::created;
  // Not known to last: whoever repeats the command must not find a second one.
  unlink_file(folder->get(), name);
  return cannot_write(path, error);
}

Result<Done> Disk::replace(const std::string& path, std::string_view before,
                           std::string_view after) {
  if (!is_valid_path(path)) return not_inside(path);
  const Descriptor folder = open_beneath(root_.get(), folder_part(path), kOpenFolder);
  if (!folder) return cannot_write(path, errno);
  const auto old = load(root_.get(), path, before.size());
  if (!old) return old.failure();
  if (old->is_too_large || old->bytes != before) return changed(path);
  if (before == after) return Done{};

  const std::string name = last_part(path);
  int error = EXDEV;
  for (const int place : {root_.get(), folder.get()}) {
    if (error != EXDEV) break;
    std::string temporary;
    error = write_temporary(place, temporary, after, 0600, &old->status, Holds::lock);
    if (error != 0) break;
    // Looked at once more, since writing takes its time: an editor does not ask for our lock.
    Status now;
    if (fstatat(folder.get(), name.c_str(), &now, AT_SYMLINK_NOFOLLOW) < 0 ||
        !is_untouched(now, old->status)) {
      const auto again = load(folder.get(), name, before.size());
      if (!again || again->is_too_large || again->bytes != before) {
        unlink_file(place, temporary);
        return changed(path);
      }
    }
    error = rename_over(place, temporary, folder.get(), name);
    if (error != 0) unlink_file(place, temporary);
  }
  if (error != 0) return cannot_write(path, error);
  error = sync_folder(folder.get());
  if (error != 0) {
    return unreadable(path, "is written, but may not last: " + describe(error),
                      "look at the file before the command is run again");
  }
  return Done{};
}

Result<Done> Disk::remove(const std::string& path) {
  if (!is_valid_path(path)) return not_inside(path);
  const Descriptor folder = open_beneath(root_.get(), folder_part(path), kOpenFolder);
  if (!folder) return cannot_read(path, errno);
  int error = unlink_file(folder.get(), last_part(path));
  if (error == 0) error = sync_folder(folder.get());
  if (error != 0) return unreadable(path, "cannot be removed: " + describe(error));
  return Done{};
}

Result<Lock> Disk::lock(std::chrono::milliseconds wait) {
  using Clock = std::chrono::steady_clock;
  constexpr std::chrono::microseconds kFirstPause(500);
  constexpr std::chrono::microseconds kLongestPause(10'000);
  Descriptor folder = open_beneath(root_.get(), "", kOpenFolder);
  if (!folder) return cannot_read(name_, errno);
  const Clock::time_point end = Clock::now() + wait;
  auto pause = kFirstPause;
  while (flock(folder.get(), LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK && errno != EINTR) {
      return unreadable(name_, "the register cannot be locked: " + describe(errno));
    }
    const Clock::time_point now = Clock::now();
    if (now >= end) return timed_out(name_, folder.get(), wait);
    const auto left = std::chrono::duration_cast<std::chrono::microseconds>(end - now);
    std::this_thread::sleep_for(std::min(pause, left));
    pause = std::min(2 * pause, kLongestPause);
  }
  // Unlocked by word: a child that was forked meanwhile holds the descriptor too.
  return Lock([fd = folder.release()] {
    flock(fd, LOCK_UN);
    close(fd);
  });
}

Result<Done> Disk::apply(const std::vector<Change>& changes, const std::vector<std::string>& removed) {
  if (auto formed = check_form(changes, removed); !formed) return formed;
  if (auto recovered = recover(); !recovered) return recovered.failure();
  std::vector<const Change*> real;
  for (const Change& change : changes) {
    if (!change.before || *change.before != change.after) real.push_back(&change);
  }
  if (auto checked = check_targets(root_.get(), real, removed); !checked) return checked;
  if (real.empty() && removed.empty()) return Done{};
  if (real.size() == 1 && removed.empty()) {
    const Change& change = *real.front();
    if (change.before) return replace(change.path, *change.before, change.after);
    const auto created = create(change.path, change.after, change.privacy);
    if (!created) return created.failure();
    if (*created == Creation::exists) return unreadable(change.path, "exists already");
    return Done{};
  }

  const int made = make_folder(root_.get(), kStaging);
  if (made != 0) return cannot_write(kStaging, made);
  const Descriptor staging = open_beneath(root_.get(), kStaging, kOpenFolder);
  if (!staging) {
    const int error = errno;
    remove_folder(root_.get(), kStaging);
    return cannot_write(kStaging, error);
  }
  const auto placements = stage(root_.get(), staging.get(), real, removed);
  if (!placements) {
    (void)discard(root_.get(), staging.get());  // else the next recover() does
    return placements.failure();
  }
  const int synced = sync_folder(staging.get());
  if (synced != 0) return delayed(cannot_write(kStaging, synced));
  auto placed = place_all(root_.get(), staging.get(), *placements);
  if (placed) placed = discard(root_.get(), staging.get());
  if (!placed) return delayed(std::move(placed).failure());
  return Done{};
}

Result<bool> Disk::recover() {
  const Descriptor staging = open_beneath(root_.get(), kStaging, kOpenFolder);
  if (!staging && errno == ENOENT) return false;
  if (!staging) return cannot_read(kStaging, errno);
  const std::string commit = std::string(kStaging) + "/" + kCommit;
  const auto status = look_at(staging.get(), kCommit);
  if (!status) return status.failure();
  if (!*status) {
    const auto discarded = discard(root_.get(), staging.get());
    if (!discarded) return discarded.failure();
    return false;
  }

  const auto manifest = load(root_.get(), commit, kManifestLimit);
  if (!manifest) return manifest.failure();
  const auto placements = parse_manifest(manifest->bytes);
  if (manifest->is_too_large || !placements) {
    return unreadable(commit, "is damaged, so a change to several files cannot be completed",
                      "look at `git status`, then remove the folder .cmt-pending");
  }
  // Nothing more is placed unless all of it can be.
  for (std::size_t i = 0; i < placements->size(); ++i) {
    const Placement& placement = (*placements)[i];
    if (placement.is_removed) continue;
    const auto is_needed = needs_placing(root_.get(), placement, i);
    if (!is_needed) return is_needed.failure();
    if (!*is_needed) continue;
    const std::string staged = fmt::format("{}/{}", kStaging, i);
    const auto bytes = load(root_.get(), staged, placement.after.size);
    if (!bytes) return bytes.failure();
    if (bytes->is_too_large || fingerprint(bytes->bytes) != placement.after) {
      return unreadable(staged, "is damaged, so a change to several files cannot be completed",
                        "look at `git status`, then remove the folder .cmt-pending");
    }
  }
  // The program may have been killed between the commit and its becoming durable.
  const int synced = sync_folder(staging.get());
  if (synced != 0) return delayed(cannot_write(kStaging, synced));
  auto placed = place_all(root_.get(), staging.get(), *placements);
  if (placed) placed = discard(root_.get(), staging.get());
  if (!placed) return std::move(placed).failure();
  return true;
}

bool Disk::pending() const {
  const Descriptor staging = open_beneath(root_.get(), kStaging, O_PATH | O_DIRECTORY);
  Status status;
  return staging && fstatat(staging.get(), kCommit, &status, AT_SYMLINK_NOFOLLOW) == 0;
}

Result<Done> Disk::sweep(const std::string& folder, std::chrono::seconds age) {
  if (!is_folder_path(folder)) return not_inside(folder);
  const Descriptor opened = open_beneath(root_.get(), folder, kOpenFolder);
  if (!opened && errno == ENOENT) return Done{};
  const Listing listing = opened ? open_listing(opened.get()) : nullptr;
  if (!listing) return cannot_read(folder, errno);
  // The fine clock: time() may lag behind the times that the file system gives.
  const std::time_t oldest =
      std::chrono::system_clock::to_time_t(std::chrono::system_clock::now()) - age.count();
  std::vector<std::string> leftovers;
  while (const dirent* entry = next_entry(listing.get())) {
    const std::string name = entry->d_name;
    Status status;
    if (name.compare(0, kTemporaryPrefix.size(), kTemporaryPrefix) == 0 &&
        fstatat(opened.get(), name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0 &&
        S_ISREG(status.st_mode) &&
        (status.st_mtim.tv_sec <= oldest ||
         name.compare(0, kUnlockedPrefix.size(), kUnlockedPrefix) != 0)) {
      leftovers.push_back(name);
    }
  }
  for (const std::string& name : leftovers) {
    const int error = unlink_file(opened.get(), name);
    if (error != 0 && error != ENOENT) return cannot_write(name, error);
  }
  return Done{};
}

Result<std::filesystem::path> find_root(const std::filesystem::path& start) {
  std::error_code error;
  const std::filesystem::path first = std::filesystem::canonical(start, error);
  if (error) return unreadable(start.string(), "no such folder");
  Status status;
  if (stat(first.c_str(), &status) < 0) return cannot_read(start.string(), errno);
  const dev_t device = status.st_dev;
  for (std::filesystem::path folder = first;; folder = folder.parent_path()) {
    if (stat(folder.c_str(), &status) < 0 || status.st_dev != device) break;
    if (lstat((folder / "cmt.yaml").c_str(), &status) == 0 && !S_ISDIR(status.st_mode)) {
      return folder;
    }
    if (folder == folder.parent_path()) break;
  }
  return unreadable(
      "",
      fmt::format("no register: neither {} nor a folder above it holds cmt.yaml", first.string()),
      "make one with `cmt init`, or name one with -C DIR");
}

}  // namespace cmt::store
