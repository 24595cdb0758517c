// The files of a folder as a commit has them, to be read like those on a disk. Nothing can be
// written. May be used from several threads, one at a time.
#pragma once
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "git/repository.hpp"
#include "store/files.hpp"

namespace cmt::git {

class Tree final : public store::Files {
 public:
  // `folder` as Repository::prefix() has it. Fails when the commit has no such folder.
  static Result<std::unique_ptr<Tree>> open(std::shared_ptr<Objects> objects,
                                            const ObjectName& commit, const std::string& folder);

  // What the commit has at a path, with its mode.
  Result<std::optional<Blob>> at(const std::string& path) const;

  Result<std::string> read(const std::string& path, std::size_t limit) const override;
  Result<std::vector<store::Entry>> list(const std::string& folder) const override;
  Result<std::optional<store::EntryKind>> find(const std::string& path) const override;

  Result<store::Creation> create(const std::string& path, std::string_view bytes,
                                 store::Privacy privacy) override;
  Result<Done> replace(const std::string& path, std::string_view before,
                       std::string_view after) override;
  Result<Done> remove(const std::string& path) override;
  Result<store::Lock> lock(std::chrono::milliseconds wait) override;
  Result<Done> apply(const std::vector<store::Change>& changes, const std::vector<std::string>& removed = {}) override;
  Result<std::unique_ptr<store::Batch>> begin() override;
  Result<bool> recover() override;
  bool pending() const override { return false; }
  Result<Done> sweep(const std::string& folder, std::chrono::seconds age) override;

 private:
  // A folder as git stores it. Large ones are looked at for a few of their files: only where each entry
  // begins is noted.
  class Folder {
   public:
    struct Entry {
      std::string_view name;
      std::uint32_t mode = 0;
      std::string_view object;  // the name of the object, as bytes
    };
    // Nothing when the bytes are no folder.
    static std::unique_ptr<Folder> read(std::string bytes, std::size_t object_size);
    const Entry* find(std::string_view name) const;
    const std::vector<Entry>& entries() const { return entries_; }  // in the order of their names' bytes

   private:
    std::string bytes_;
    std::vector<Entry> entries_;
  };

  Tree(std::shared_ptr<Objects> objects, ObjectName root)
      : objects_(std::move(objects)), root_(std::move(root)) {}
  // Null when there is no such folder.
  Result<const Folder*> folder(const std::string& path) const;
  Result<const Folder*> tree(const ObjectName& name) const;
  Result<std::optional<Blob>> entry(const std::string& path) const;

  mutable std::mutex mutex_;
  std::shared_ptr<Objects> objects_;
  mutable std::map<ObjectName, std::unique_ptr<Folder>> trees_;  // read so far
  ObjectName root_;
};

}  // namespace cmt::git
