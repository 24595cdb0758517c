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
#include <map>
#include <set>
#include <system_error>
#include <thread>

#include "store/manifest.hpp"

namespace cmt::store {
namespace {

constexpr const char* kStaging = ".cmt-pending";
constexpr const char* kManifest = "manifest";  // the list while it is being written
constexpr const char* kCommit = "commit";      // the list once it counts
constexpr std::size_t kManifestPiece = std::size_t{64} << 10;  // written at once
// So many files of a change are synced one by one. Of more the rest is synced in one go, which waits
// for what other programs wrote too and so is too much for a few.
constexpr std::size_t kSyncedEach = 16;
constexpr int kOpenFolder = O_RDONLY | O_DIRECTORY;
constexpr mode_t kPermissions = 07777;

// --- words -------------------------------------------------------------------------------------

Failure cannot_read(const std::string& path, int error) {
  return unreadable(path, describe(error));
}

Failure cannot_write(const std::string& path, int error) {
  return unreadable(path, tr("cannot be written: {}", describe(error)));
}

Failure not_inside(const std::string& path) {
  return unreadable(path, tr("is not the name of a file inside the register"));
}

Failure changed(const std::string& path) {
  return unreadable(path, tr("changed on disk meanwhile"), tr("run the command again"));
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

Message name_kind(mode_t mode) {
  if (S_ISDIR(mode)) return tr("is a folder");
  if (S_ISFIFO(mode)) return tr("is a named pipe");
  if (S_ISSOCK(mode)) return tr("is a socket");
  if (S_ISCHR(mode) || S_ISBLK(mode)) return tr("is a device");
  return tr("is a symbolic link");
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

// Opens a regular file for reading, and nothing else.
Result<Descriptor> open_file(int root, const std::string& path, Status& status) {
  Descriptor file = open_beneath(root, path, O_RDONLY | O_NONBLOCK);
  if (!file) {
    const int error = errno;
    if (error == ENXIO || error == ELOOP || error == EACCES) {
      const auto found = look_at(root, path);
      if (found && *found && !S_ISREG((*found)->st_mode)) {
        return unreadable(path, tr("{}, not a file", name_kind((*found)->st_mode)));
      }
    }
    return cannot_read(path, error);
  }
  if (fstat(file.get(), &status) < 0) return cannot_read(path, errno);
  if (!S_ISREG(status.st_mode)) return unreadable(path, tr("{}, not a file", name_kind(status.st_mode)));
  return file;
}

Result<Loaded> load(int root, const std::string& path, std::size_t limit) {
  Loaded loaded;
  const auto file = open_file(root, path, loaded.status);
  if (!file) return file.failure();
  if (static_cast<std::uintmax_t>(loaded.status.st_size) > limit) {
    loaded.is_too_large = true;
    return loaded;
  }
  const int error = read_all(file->get(), limit, loaded);
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

enum class Durable { now, later };

// Writes a new file and makes its bytes durable, unless the caller does that later; on failure there
// is none. With `old` it takes on that file's mode and owner.
int write_file(int folder, const std::string& name, std::string_view bytes, mode_t mode,
               const Status* old, Durable durable = Durable::now) {
  Descriptor file = make_file(folder, name, mode);
  if (!file) return errno;
  int error = write_all(file.get(), bytes);
  if (error == 0 && old) error = adopt(file.get(), *old);
  if (error == 0 && durable == Durable::now) error = sync(file.get());
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
      tr("{} while a change to several files, begun before, waits to be completed",
         found == Target::absent ? tr("was removed") : tr("was changed")),
      tr("to complete the change, copy {}/{} over this file and run the command again; to "
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

// The folders that a change puts files into, kept open: it touches few, and in any order.
class OpenFolders {
 public:
  explicit OpenFolders(int root) : root_(root) {}

  // Makes what is missing of the folder. The descriptor is good until the next call.
  Result<int> get(const std::string& path) {
    if (const auto found = open_.find(path); found != open_.end()) return found->second.get();
    constexpr std::size_t kMost = 16;
    if (open_.size() == kMost) open_.clear();
    auto opened = open_for_new(root_, path);
    if (!opened) return std::move(opened).failure();
    paths_.insert(path);
    return open_.emplace(path, std::move(*opened)).first->second.get();
  }

  // Makes the names in all of them durable.
  Result<Done> sync() const {
    for (const std::string& path : paths_) {
      const Descriptor folder = open_beneath(root_, path, kOpenFolder);
      const int error = folder ? sync_folder(folder.get()) : errno;
      if (error != 0) return cannot_write(path, error);
    }
    return Done{};
  }

 private:
  int root_;
  std::set<std::string> paths_;
  std::map<std::string, Descriptor> open_;
};

// Hands each file of a list to `work`, with its place in it, until one fails. `work` must not trust
// that the list is whole; whoever needs to know lets the files pass by once before.
template <class Work>
Result<Done> each_listed(int root, const char* name, Work work) {
  const std::string path = std::string(kStaging) + "/" + name;
  Status status;
  const auto file = open_file(root, path, status);
  if (!file) return file.failure();
  ManifestReader list(path, [&](char* buffer, std::size_t size) -> Result<std::size_t> {
    while (true) {
      const ssize_t got = ::read(file->get(), buffer, size);
      if (got >= 0) return static_cast<std::size_t>(got);
      if (errno != EINTR) return cannot_read(path, errno);
    }
  });
  for (std::size_t i = 0;; ++i) {
    const auto next = list.next();
    if (!next) return next.failure();
    if (!*next) return Done{};
    if (Result<Done> done = work(i, **next); !done) return done;
  }
}

// Removes what goes with a change that is in place; what is not there is gone already.
Result<Done> remove_all(int root) {
  std::set<std::string> folders;
  auto removed = each_listed(root, kCommit, [&](std::size_t, const Placement& placement) -> Result<Done> {
    if (!placement.is_removed) return Done{};
    const Descriptor folder = open_beneath(root, folder_part(placement.path), kOpenFolder);
    if (!folder && errno == ENOENT) return Done{};
    const int error = folder ? unlink_file(folder.get(), last_part(placement.path)) : errno;
    if (error != 0 && error != ENOENT)
      return unreadable(placement.path, tr("cannot be removed: {}", describe(error)));
    folders.insert(folder_part(placement.path));
    return Done{};
  });
  if (!removed) return removed;
  for (const std::string& path : folders) {
    const Descriptor folder = open_beneath(root, path, kOpenFolder);
    const int error = folder ? sync_folder(folder.get()) : errno;
    if (error != 0) return cannot_write(path, error);
  }
  return Done{};
}

using Told = std::function<void(std::size_t)>;

Result<Done> place_all(int root, int staging, const Told& placed) {
  OpenFolders folders(root);
  bool has_removals = false;
  auto done = each_listed(root, kCommit, [&](std::size_t i, const Placement& placement) -> Result<Done> {
    if (placement.is_removed) {
      has_removals = true;
      return Done{};
    }
    // Also when the file is in place: that may not be durable yet.
    const auto folder = folders.get(folder_part(placement.path));
    if (!folder) return folder.failure();
    if (placement.before) {
      const auto is_needed = needs_placing(root, placement, i);
      if (!is_needed) return is_needed.failure();
      if (!*is_needed) return Done{};
    }
    const int error = place(root, staging, std::to_string(i), *folder, placement);
    if (error == EEXIST || error == ENOENT) {  // a recovery finds files that are in place
      const auto is_needed = needs_placing(root, placement, i);
      if (!is_needed) return is_needed.failure();
      if (!*is_needed) return Done{};
    }
    if (error != 0) return cannot_write(placement.path, error);
    constexpr std::size_t kTellEach = 1024;
    if (i % kTellEach == 0) placed(i);
    return Done{};
  });
  if (done) done = folders.sync();
  if (done && has_removals) done = remove_all(root);
  return done;
}

// Removes the staging folder, the commit first and durably: what is left then no longer counts.
Result<Done> discard(int root, int staging) {
  int error = unlink_file(staging, kCommit);
  if (error == 0) error = sync_folder(staging);
  if (error != 0 && error != ENOENT) return cannot_write(kStaging, error);
  // The names are not held in memory. A file that goes meanwhile hides no other one, and the last
  // round finds nothing.
  for (bool is_empty = false; !is_empty;) {
    is_empty = true;
    const Listing listing = open_listing(staging);
    if (!listing) return cannot_write(kStaging, errno);
    while (const dirent* entry = next_entry(listing.get())) {
      const std::string name = entry->d_name;
      error = unlink_file(staging, name);
      if (error != 0 && error != ENOENT) return cannot_write(std::string(kStaging) + "/" + name, error);
      is_empty = is_empty && error != 0;
    }
  }
  error = remove_folder(root, kStaging);
  if (error != 0) return cannot_write(kStaging, error);
  return Done{};
}

// After the commit point a failure is a delay.
Failure delayed(Failure failure) {
  failure.diagnostics.front().message +=
      tr("; the whole change is recorded and will be completed by the next command");
  return failure;
}

Result<Done> check_form(const std::vector<Change>& changes, const std::vector<std::string>& removed) {
  std::set<std::string_view> paths;
  for (const std::string& path : removed) {
    if (!is_plain_path(path)) return not_inside(path);
    if (!paths.insert(path).second) return unreadable(path, tr("is changed twice"));
  }
  for (const Change& change : changes) {
    if (!is_plain_path(change.path)) return not_inside(change.path);
    if (!paths.insert(change.path).second) return unreadable(change.path, tr("is changed twice"));
  }
  return Done{};
}

// Whether files of a change can be put into the folder: it is on the same file system, and writable.
Result<Done> check_folder(int folder, const std::string& path, const Status& root) {
  Status status;
  if (fstat(folder, &status) < 0) return cannot_read(path, errno);
  if (status.st_dev != root.st_dev) return cannot_write(path, EXDEV);
  if (faccessat(folder, ".", W_OK | X_OK, AT_EACCESS) < 0) return cannot_write(path, errno);
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
      return unreadable(path, tr("cannot be removed: {}", describe(errno)));
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
      if (*status) return unreadable(change->path, tr("exists already"));
    }
    const std::string path = folder_part(change->path);
    if (!folders.insert(path).second) continue;
    const auto folder = open_for_new(root, path);
    if (!folder) return folder.failure();
    if (auto writable = check_folder(folder->get(), path, root_status); !writable) return writable;
  }
  return Done{};
}

// A change to several files that is being made in the staging folder. After a failure nothing is
// committed.
class Staging {
 public:
  // Makes the folder.
  static Result<Staging> begin(int root) {
    const int made = make_folder(root, kStaging);
    if (made != 0) return cannot_write(kStaging, made);
    Descriptor folder = open_beneath(root, kStaging, kOpenFolder);
    if (!folder) {
      const int error = errno;
      remove_folder(root, kStaging);
      return cannot_write(kStaging, error);
    }
    return Staging(root, std::move(folder));
  }

  int folder() const { return folder_.get(); }

  // `before`: the bytes that the file has; else it is made, with the mode.
  Result<Done> add(const std::string& path, const std::optional<std::string_view>& before,
                   std::string_view after, mode_t mode) {
    std::optional<Status> old;
    if (before) {
      const auto status = look_at(root_, path);
      if (!status) return status.failure();
      if (!*status) return changed(path);
      old = **status;
    }
    const Durable durable = count_ < kSyncedEach || !can_sync_all_ ? Durable::now : Durable::later;
    if (durable == Durable::later) are_all_durable_ = false;
    const int error = write_file(folder_.get(), std::to_string(count_), after, old ? mode_t{0600} : mode,
                                 old ? &*old : nullptr, durable);
    if (error != 0) return cannot_write(path, error);
    Placement placement{path, fingerprint(after), {}};
    if (before) placement.before = fingerprint(*before);
    return list(placement);
  }

  Result<Done> remove(const std::string& path) { return list({path, {}, {}, true}); }

  // Completes the list.
  Result<Done> finish() {
    pending_ += writer_.end();
    int error = write_list();
    if (error == 0) error = sync(file_.get());
    const int closed = file_ ? close_written(file_) : 0;
    if (error == 0) error = closed;
    if (error != 0) return cannot_write(kStaging, error);
    return Done{};
  }

  // From then on the change counts. Precondition: the list is complete.
  Result<Done> commit() {
    int error = are_all_durable_ ? 0 : sync_all(folder_.get());
    if (error == 0) error = sync_folder(folder_.get());
    if (error == 0) error = sync_folder(root_);
    if (error == 0) error = rename_over(folder_.get(), kManifest, folder_.get(), kCommit);
    if (error != 0) return cannot_write(kStaging, error);
    return Done{};
  }

 private:
  Staging(int root, Descriptor folder)
      : root_(root), folder_(std::move(folder)), pending_(writer_.begin()) {}

  Result<Done> list(const Placement& placement) {
    ++count_;
    pending_ += writer_.add(placement);
    const int error = pending_.size() < kManifestPiece ? 0 : write_list();
    if (error != 0) return cannot_write(kStaging, error);
    return Done{};
  }

  int write_list() {
    if (!file_) file_ = make_file(folder_.get(), kManifest, 0600);
    const int error = file_ ? write_all(file_.get(), pending_) : errno;
    pending_.clear();
    return error;
  }

  int root_;
  Descriptor folder_;
  ManifestWriter writer_;
  std::string pending_;  // of the list, what is not written yet
  Descriptor file_;      // the list
  std::size_t count_ = 0;
  bool can_sync_all_ = has_sync_all();
  bool are_all_durable_ = true;
};

// Puts a committed change in place and removes what was staged.
Result<Done> carry_through(int root, int staging, const Told& placed) {
  const int synced = sync_folder(staging);
  if (synced != 0) return delayed(cannot_write(kStaging, synced));
  auto done = place_all(root, staging, placed);
  if (done) done = discard(root, staging);
  if (!done) return delayed(std::move(done).failure());
  return Done{};
}

class DiskBatch final : public Batch {
 public:
  // `root` outlives it.
  explicit DiskBatch(int root) : root_(root) {}
  ~DiskBatch() override {
    if (staging_) (void)discard(root_, staging_->folder());  // else the next recover() does
  }

  Result<Done> add(const std::string& path, std::string_view bytes, Privacy privacy) override {
    return stage(path, std::nullopt, bytes, mode_of(privacy));
  }

  Result<Done> replace(const std::string& path, std::string_view before, std::string_view after) override {
    return stage(path, before, after, mode_of(Privacy::closed));
  }

  Result<Done> commit(const std::function<void(std::size_t)>& placed) override {
    if (!staging_) return Done{};
    paths_ = {};
    auto done = staging_->finish();
    if (done) done = check_listed();
    if (done) done = staging_->commit();
    if (!done) return done;
    const Staging committed = std::move(*staging_);
    staging_.reset();
    return carry_through(root_, committed.folder(), placed);
  }

 private:
  Result<Done> stage(const std::string& path, const std::optional<std::string_view>& before, std::string_view after,
                     mode_t mode) {
    if (!is_plain_path(path)) return not_inside(path);
    if (!paths_.put(short_digest(path)).is_new) return unreadable(path, tr("is changed twice"));
    if (!staging_) {
      auto begun = Staging::begin(root_);
      if (!begun) return std::move(begun).failure();
      staging_.emplace(std::move(*begun));
    }
    return staging_->add(path, before, after, mode);
  }

  // Finds what would stop the change half-way: a file that is there by now or is not as it was, a folder that
  // cannot be written.
  Result<Done> check_listed() const {
    Status root_status;
    if (fstat(root_, &root_status) < 0) return cannot_read("", errno);
    OpenFolders folders(root_);
    std::set<std::string> checked;
    return each_listed(root_, kManifest, [&](std::size_t, const Placement& placement) -> Result<Done> {
      const std::string path = folder_part(placement.path);
      const auto folder = folders.get(path);
      if (!folder) return folder.failure();
      if (checked.insert(path).second)
        if (auto writable = check_folder(*folder, path, root_status); !writable) return writable;
      if (placement.before) {
        const auto loaded = load(root_, placement.path, placement.before->size);
        if (!loaded) return loaded.failure();
        if (loaded->is_too_large || fingerprint(loaded->bytes) != *placement.before) return changed(placement.path);
        return Done{};
      }
      Status status;
      if (fstatat(*folder, last_part(placement.path).c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0)
        return unreadable(placement.path, tr("exists already"));
      if (errno != ENOENT) return cannot_read(placement.path, errno);
      return Done{};
    });
  }

  int root_;
  std::optional<Staging> staging_;
  DigestMap<2> paths_;
};

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
      tr("the register is being written by {}; waited {} ms and changed nothing",
         holder.empty() ? tr("another program") : Message{holder}, wait.count()),
      tr("run the command again when it is done"));
}

}  // namespace

Result<Disk> Disk::open(const std::filesystem::path& root) {
  Descriptor folder(::open(root.c_str(), kOpenFolder | O_CLOEXEC));
  if (!folder) {
    return unreadable(root.string(), errno == ENOENT    ? tr("no such folder")
                                     : errno == ENOTDIR ? tr("is not a folder")
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
    return unreadable_whole(path, tr("is larger than {} bytes, the most that is read", limit));
  }
  return std::move(loaded->bytes);
}

Result<std::vector<Entry>> Disk::list(const std::string& folder) const {
  std::vector<Entry> entries;
  const auto taken = each(folder, [&](std::string_view name, EntryKind kind) {
    entries.push_back({std::string{name}, kind});
  });
  if (!taken) return taken.failure();
  std::sort(entries.begin(), entries.end(),
            [](const Entry& a, const Entry& b) { return a.name < b.name; });
  return entries;
}

Result<Done> Disk::each(const std::string& folder,
                        const std::function<void(std::string_view, EntryKind)>& take) const {
  if (!is_folder_path(folder)) return not_inside(folder);
  Descriptor opened = open_beneath(root_.get(), folder, kOpenFolder);
  if (!opened && errno == ENOENT) return Done{};
  if (!opened) {
    const int error = errno;
    const auto status = look_at(root_.get(), folder);
    if (error == ENOTDIR && status && *status && !S_ISDIR((*status)->st_mode)) {
      return unreadable(folder, tr("is not a folder"));
    }
    return cannot_read(folder, error);
  }
  const Listing listing(fdopendir(opened.get()));
  if (!listing) return cannot_read(folder, errno);
  const int descriptor = opened.release();  // the listing closes it
  while (const dirent* entry = next_entry(listing.get())) {
    take(entry->d_name, kind_of(descriptor, *entry));
  }
  if (errno != 0) return cannot_read(folder, errno);
  return Done{};
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
    return unreadable(path, tr("is written, but may not last: {}", describe(error)),
                      tr("look at the file before the command is run again"));
  }
  return Done{};
}

Result<Done> Disk::remove(const std::string& path) {
  if (!is_valid_path(path)) return not_inside(path);
  const Descriptor folder = open_beneath(root_.get(), folder_part(path), kOpenFolder);
  if (!folder) return cannot_read(path, errno);
  int error = unlink_file(folder.get(), last_part(path));
  if (error == 0) error = sync_folder(folder.get());
  if (error != 0) return unreadable(path, tr("cannot be removed: {}", describe(error)));
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
      return unreadable(name_, tr("the register cannot be locked: {}", describe(errno)));
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
    if (*created == Creation::exists) return unreadable(change.path, tr("exists already"));
    return Done{};
  }

  auto staging = Staging::begin(root_.get());
  if (!staging) return std::move(staging).failure();
  Result<Done> staged = Done{};
  for (auto change = real.begin(); staged && change != real.end(); ++change)
    staged = staging->add((*change)->path, (*change)->before, (*change)->after,
                          mode_of((*change)->privacy));
  for (auto path = removed.begin(); staged && path != removed.end(); ++path)
    staged = staging->remove(*path);
  if (staged) staged = staging->finish();
  if (staged) staged = staging->commit();
  if (!staged) {
    (void)discard(root_.get(), staging->folder());  // else the next recover() does
    return staged;
  }
  return carry_through(root_.get(), staging->folder(), [](std::size_t) {});
}

Result<std::unique_ptr<Batch>> Disk::begin() {
  if (auto recovered = recover(); !recovered) return std::move(recovered).failure();
  return std::unique_ptr<Batch>(std::make_unique<DiskBatch>(root_.get()));
}

Result<bool> Disk::recover() {
  const Descriptor staging = open_beneath(root_.get(), kStaging, kOpenFolder);
  if (!staging && errno == ENOENT) return false;
  if (!staging) return cannot_read(kStaging, errno);
  const auto status = look_at(staging.get(), kCommit);
  if (!status) return status.failure();
  if (!*status) {
    const auto discarded = discard(root_.get(), staging.get());
    if (!discarded) return discarded.failure();
    return false;
  }

  // Nothing more is placed unless the list is whole and all of it can be.
  const auto checked = each_listed(
      root_.get(), kCommit, [&](std::size_t i, const Placement& placement) -> Result<Done> {
        if (placement.is_removed) return Done{};
        const auto is_needed = needs_placing(root_.get(), placement, i);
        if (!is_needed) return is_needed.failure();
        if (!*is_needed) return Done{};
        const std::string staged = fmt::format("{}/{}", kStaging, i);
        const auto bytes = load(root_.get(), staged, placement.after.size);
        if (!bytes) return bytes.failure();
        if (bytes->is_too_large || fingerprint(bytes->bytes) != placement.after)
          return damaged(staged);
        return Done{};
      });
  if (!checked) return checked.failure();
  // The program may have been killed between the commit and its becoming durable.
  const int synced = sync_folder(staging.get());
  if (synced != 0) return delayed(cannot_write(kStaging, synced));
  auto placed = place_all(root_.get(), staging.get(), [](std::size_t) {});
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
  if (error) return unreadable(start.string(), tr("no such folder"));
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
      tr("no register: neither {} nor a folder above it holds cmt.yaml", first.string()),
      tr("make one with `cmt init`, or name one with -C DIR"));
}

}  // namespace cmt::store
