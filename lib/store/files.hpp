// Everything the program does to the register's folder, as one interface with two implementations:
// a folder on a disk (disk.hpp) and a map in memory (memory.hpp) for tests.
//
// Paths are relative to the register's root, with `/` between their parts, and are never followed
// out of it: `complaints/2026/2026-7K3QX4M.yaml` (core/path.hpp). The root itself is the empty path,
// where a folder is asked for. Failures are FailureKind::unreadable and carry the path.
//
// Order of work for a writer: lock(), recover(), read what it needs, then create(), replace(),
// remove(), apply() or begin(), and let the lock go. A reader never locks, except that it takes the lock for
// a recover() when pending() is true.
#pragma once
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/path.hpp"
#include "core/result.hpp"

namespace cmt::store {

enum class EntryKind { file, folder, link, other };

struct Entry {
  std::string name;
  EntryKind kind = EntryKind::file;
  bool operator==(const Entry&) const = default;
};

// Who else may read a new file: nobody (0600), or whom the umask lets (0644 less the umask).
enum class Privacy { closed, shared };

// `exists`: the path was taken, by whatever, and nothing was written.
enum class Creation { created, exists };

// One file of apply(): made when `before` is empty, else replaced if it still holds `before`.
struct Change {
  std::string path;
  std::optional<std::string> before;
  std::string after;
  Privacy privacy = Privacy::closed;  // of a file that is made
};

// What tells one state of a file or folder from any other without reading it: any write to it gives
// another one, as far as the clock of its file system can tell the moments apart. Times are
// nanoseconds since 1970. The device is no part of it: its number is another after a restart.
struct Mark {
  std::uint64_t inode = 0, size = 0;
  std::int64_t modified = 0, changed = 0;
  bool is_known() const { return inode != 0; }
  bool operator==(const Mark&) const = default;
};

// The right to write, given back when it goes out of scope, and by the kernel when the process
// dies. It can be moved.
class [[nodiscard]] Lock {
 public:
  Lock() = default;
  explicit Lock(std::function<void()> release) : release_(std::move(release)) {}
  Lock(Lock&& other) noexcept : release_(std::exchange(other.release_, nullptr)) {}
  Lock& operator=(Lock&& other) noexcept {
    std::swap(release_, other.release_);
    return *this;
  }
  ~Lock() {
    if (release_) release_();
  }

 private:
  std::function<void()> release_;
};

// How old a temporary file of a creation is when it is taken for a leftover of a killed program.
inline constexpr std::chrono::seconds kLeftoverAge = std::chrono::hours(1);

// Files that come one after the other and are put in place together or not at all, also when
// the program is killed or the power fails: an apply() of any number of files, of which none is held
// in memory. The caller holds the lock, and the Files outlive it.
class Batch {
 public:
  virtual ~Batch() = default;  // what was not committed goes

  // Takes a file; its path is checked as apply() does, except that a file which is there is found by
  // commit().
  virtual Result<Done> add(const std::string& path, std::string_view bytes, Privacy privacy) = 0;

  // Takes what comes in the place of `before`, which the file must still hold at commit().
  virtual Result<Done> replace(const std::string& path, std::string_view before, std::string_view after) = 0;

  // Puts them all in place; afterwards nothing is left to be done with the batch. Fails as apply()
  // does. `placed` is told now and then how many files are in place.
  virtual Result<Done> commit(const std::function<void(std::size_t)>& placed) = 0;
};

class Files {
 public:
  virtual ~Files() = default;

  // The bytes of a regular file of at most `limit` bytes. Fails for what is missing ("no such
  // file"), a folder, link, FIFO, socket or device, and for a path with a link in it. Does not
  // block. May be called from several threads at once, as may list() and find().
  virtual Result<std::string> read(const std::string& path, std::size_t limit) const = 0;

  // The names in a folder, hidden ones too, in the order of their bytes. A missing folder is empty.
  virtual Result<std::vector<Entry>> list(const std::string& folder) const = 0;

  // Calls `take` with the name and the kind of each of them, in no order: for large folders, of which a list
  // is not wanted.
  virtual Result<Done> each(const std::string& folder,
                            const std::function<void(std::string_view, EntryKind)>& take) const {
    const auto entries = list(folder);
    if (!entries) return entries.failure();
    for (const auto& entry : *entries) take(entry.name, entry.kind);
    return Done{};
  }

  // What is at the path, or nothing. The last part is not followed when it is a link.
  virtual Result<std::optional<EntryKind>> find(const std::string& path) const = 0;

  // The mark of a regular file or a folder; none for anything else, and where files have none. May be
  // called from several threads at once.
  virtual Mark mark(const std::string&) const { return {}; }

  // Makes a file with all of `bytes`, durable before it returns; never overwrites. Missing parent
  // folders are made, closed to others. Needs no lock.
  virtual Result<Creation> create(const std::string& path, std::string_view bytes,
                                  Privacy privacy) = 0;

  // Puts `after` in place of `before` in one step and keeps the file's mode and owner. Fails with
  // "changed on disk meanwhile" and writes nothing when the file no longer holds `before`.
  virtual Result<Done> replace(const std::string& path, std::string_view before,
                               std::string_view after) = 0;

  // Removes a file or link; fails when there is none.
  virtual Result<Done> remove(const std::string& path) = 0;

  // The register's one lock, waited for at most that long. On time-out the failure names the holder
  // where the system tells. Not recursive: a second lock() of the same process waits like another.
  virtual Result<Lock> lock(std::chrono::milliseconds wait) = 0;

  // Several files, all or none, also when the program is killed or the power fails. No part of a
  // path may begin with a dot. On a failure nothing is changed, or, when the failure says "will be
  // completed", the next recover() completes it. The caller holds the lock. `removed`: files that go
  // with it, once the others are in place; one that is not there is gone already.
  virtual Result<Done> apply(const std::vector<Change>& changes, const std::vector<std::string>& removed = {}) = 0;

  // A batch of files; what was interrupted before is completed first. The caller holds the lock.
  virtual Result<std::unique_ptr<Batch>> begin() = 0;

  // Completes an apply() or a batch that was interrupted after its commit point (true), and removes
  // what one interrupted before left behind (false). Stops with a failure when a file was changed by
  // somebody else meanwhile. The caller holds the lock.
  virtual Result<bool> recover() = 0;

  // Whether an apply() or a batch is committed and not yet complete, be its program dead or alive.
  virtual bool pending() const = 0;

  // Removes temporary files of killed programs from one folder; those of a creation, which needs no
  // lock and so may be alive, only when they are older than `age`. The caller holds the lock.
  virtual Result<Done> sweep(const std::string& folder, std::chrono::seconds age) = 0;
};

}  // namespace cmt::store
