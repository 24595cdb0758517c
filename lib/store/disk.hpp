// The register's folder on a disk. Nothing is followed out of it, a file is whole or not there, and
// what was reported as done survives a power cut.
//
// Two names appear in the register while something is written, both hidden: `.cmt-tmp-…` for
// a file that is being written, and `.cmt-pending/` during apply() and a batch. Both stand in the root, where
// sweep() and recover() of the next writer remove what a killed program left, without a search of
// the register; only on another file system does a temporary file stand beside its target. Access control lists and extended
// attributes of a replaced file are not kept; a hard link to it keeps the old bytes.
#pragma once
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "store/files.hpp"
#include "store/system_calls.hpp"

namespace cmt::store {

class Disk final : public Files {
 public:
  // The folder must exist; it may itself be reached through a link.
  static Result<Disk> open(const std::filesystem::path& root);

  Result<std::string> read(const std::string& path, std::size_t limit) const override;
  Result<std::vector<Entry>> list(const std::string& folder) const override;
  Result<Done> each(const std::string& folder,
                    const std::function<void(std::string_view, EntryKind)>& take) const override;
  Result<std::optional<EntryKind>> find(const std::string& path) const override;
  Mark mark(const std::string& path) const override;
  Result<Creation> create(const std::string& path, std::string_view bytes,
                          Privacy privacy) override;
  Result<Done> replace(const std::string& path, std::string_view before,
                       std::string_view after) override;
  Result<Done> remove(const std::string& path) override;
  Result<Lock> lock(std::chrono::milliseconds wait) override;
  Result<Done> apply(const std::vector<Change>& changes, const std::vector<std::string>& removed = {}) override;
  Result<std::unique_ptr<Batch>> begin() override;
  Result<bool> recover() override;
  bool pending() const override;
  Result<Done> sweep(const std::string& folder, std::chrono::seconds age) override;

 private:
  Disk(Descriptor root, std::string name) : root_(std::move(root)), name_(std::move(name)) {}

  Descriptor root_;
  std::string name_;  // the root as it was given, for messages
};

// The register that `start` lies in: the nearest folder upwards that holds `cmt.yaml`, looked for
// on one file system. The answer is an absolute path without links.
Result<std::filesystem::path> find_root(const std::filesystem::path& start);

// For tests only: makes calls that change a disk fail.
namespace testing {

inline constexpr int kKilled = -1;          // the process is killed just before the call
inline constexpr int kNothingWritten = -2;  // a write returns 0; other calls succeed
inline constexpr int kShortWrite = -3;      // a write writes half; other calls succeed

// Makes the n-th changing call from now on, counted from 1 in this process, fail with an error
// number or one of the above; with `lasting`, each call after it too. n = 0 ends it.
void fail_call(int n, int error, bool lasting);

// How many changing calls were made since fail_call() with n > 0.
int calls_made();

// Adds the name of each changing call to the list, until called with nullptr.
void trace_calls(std::vector<std::string>* trace);

// What not every kernel or file system has; without it another way is taken.
enum class Feature { openat2, unnamed_files, links, sync_all };
void use(Feature feature, bool is_there);

}  // namespace testing
}  // namespace cmt::store
