// A register in memory, for tests: the same results and messages as Disk gives, without a disk, and
// with failures on request.
#pragma once
#include <initializer_list>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "store/files.hpp"

namespace cmt::store {

class Memory final : public Files {
 public:
  // Paths and their bytes, as if created before: Memory files{{"cmt.yaml", "…"}, …};
  Memory(std::initializer_list<std::pair<const std::string, std::string>> files = {});
  Memory(Memory&&) = default;
  Memory& operator=(Memory&&) = default;

  Result<std::string> read(const std::string& path, std::size_t limit) const override;
  Result<std::vector<Entry>> list(const std::string& folder) const override;
  Result<std::optional<EntryKind>> find(const std::string& path) const override;
  Result<Creation> create(const std::string& path, std::string_view bytes,
                          Privacy privacy) override;
  Result<Done> replace(const std::string& path, std::string_view before,
                       std::string_view after) override;
  Result<Done> remove(const std::string& path) override;
  Result<Lock> lock(std::chrono::milliseconds wait) override;  // never waits
  Result<Done> apply(const std::vector<Change>& changes, const std::vector<std::string>& removed = {}) override;
  Result<std::unique_ptr<Batch>> begin() override;
  Result<bool> recover() override;
  bool pending() const override { return false; }
  Result<Done> sweep(const std::string& folder, std::chrono::seconds age) override;

  // Puts bytes at a path as an editor would, whatever is there.
  void put(const std::string& path, std::string bytes);

  // Makes the n-th operation from now on fail, counted from 1, with "input/output error" and
  // nothing done; with `lasting`, each one after it too. Every member of Files but pending()
  // counts. n = 0 ends it.
  void fail(int n, bool lasting = false);

  const std::map<std::string, std::string>& files() const { return files_; }
  bool is_locked() const { return *is_locked_; }
  // The privacy a file was created with; closed for others.
  Privacy privacy(const std::string& path) const;

 private:
  // Why this operation fails before it begins, if it does.
  std::optional<Failure> refusal(const std::string& path) const;
  Result<Done> apply_each(const std::vector<Change>& changes);
  bool is_folder(const std::string& path) const;
  std::optional<Failure> blocker(const std::string& path) const;

  std::map<std::string, std::string> files_;
  std::map<std::string, Privacy> privacies_;
  // Shared with the locks given out, which may outlive a moved register.
  std::shared_ptr<bool> is_locked_ = std::make_shared<bool>(false);
  mutable int operations_ = 0;
  int fail_at_ = 0;
  bool is_failure_lasting_ = false;
};

}  // namespace cmt::store
