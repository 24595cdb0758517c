// The register in a map. A folder exists as long as a file lies in it.
#include "store/memory.hpp"

#include <fmt/core.h>

#include <set>

namespace cmt::store {
namespace {

Failure not_inside(const std::string& path) {
  return unreadable(path, tr("is not the name of a file inside the register"));
}

Failure changed(const std::string& path) {
  return unreadable(path, tr("changed on disk meanwhile"), tr("run the command again"));
}

class MemoryBatch final : public Batch {
 public:
  explicit MemoryBatch(Memory& files) : files_(files) {}

  Result<Done> add(const std::string& path, std::string_view bytes, Privacy privacy) override {
    changes_.push_back({path, std::nullopt, std::string{bytes}, privacy});
    return Done{};
  }
  Result<Done> replace(const std::string& path, std::string_view before, std::string_view after) override {
    changes_.push_back({path, std::string{before}, std::string{after}});
    return Done{};
  }
  Result<Done> commit(const std::function<void(std::size_t)>& placed) override {
    auto applied = files_.apply(changes_);
    if (applied) placed(changes_.size());
    return applied;
  }

 private:
  Memory& files_;
  std::vector<Change> changes_;
};

}  // namespace

Memory::Memory(std::initializer_list<std::pair<const std::string, std::string>> files)
    : files_(files) {}

void Memory::put(const std::string& path, std::string bytes) { files_[path] = std::move(bytes); }

void Memory::fail(int n, bool lasting) {
  fail_at_ = n;
  is_failure_lasting_ = lasting;
  operations_ = 0;
}

Privacy Memory::privacy(const std::string& path) const {
  const auto found = privacies_.find(path);
  return found == privacies_.end() ? Privacy::closed : found->second;
}

std::optional<Failure> Memory::refusal(const std::string& path) const {
  if (fail_at_ == 0) return std::nullopt;
  const int operation = ++operations_;
  if (operation != fail_at_ && !(is_failure_lasting_ && operation > fail_at_)) return std::nullopt;
  return unreadable(path, tr("input/output error"));
}

bool Memory::is_folder(const std::string& path) const {
  if (path.empty()) return true;
  const auto first = files_.lower_bound(path + '/');
  return first != files_.end() && first->first.compare(0, path.size() + 1, path + '/') == 0;
}

// A file where the path needs a folder.
std::optional<Failure> Memory::blocker(const std::string& path) const {
  for (std::size_t slash = path.find('/'); slash != std::string::npos;
       slash = path.find('/', slash + 1)) {
    if (files_.count(path.substr(0, slash)) != 0) {
      return unreadable(path, tr("a part of the path is not a folder"));
    }
  }
  return std::nullopt;
}

Result<std::string> Memory::read(const std::string& path, std::size_t limit) const {
  if (auto refused = refusal(path)) return *refused;
  if (!is_valid_path(path)) return not_inside(path);
  if (auto blocked = blocker(path)) return *blocked;
  if (is_folder(path)) return unreadable(path, tr("is a folder, not a file"));
  const auto found = files_.find(path);
  if (found == files_.end()) return unreadable(path, tr("no such file"));
  if (found->second.size() > limit) {
    return unreadable_whole(path, tr("is larger than {} bytes, the most that is read", limit));
  }
  return found->second;
}

Result<std::vector<Entry>> Memory::list(const std::string& folder) const {
  if (auto refused = refusal(folder)) return *refused;
  if (!folder.empty() && !is_valid_path(folder)) return not_inside(folder);
  if (auto blocked = blocker(folder)) return *blocked;
  if (files_.count(folder) != 0) return unreadable(folder, tr("is not a folder"));
  const std::string prefix = folder.empty() ? "" : folder + '/';
  std::map<std::string, EntryKind> entries;
  for (auto it = files_.lower_bound(prefix);
       it != files_.end() && it->first.compare(0, prefix.size(), prefix) == 0; ++it) {
    const std::string rest = it->first.substr(prefix.size());
    const std::size_t slash = rest.find('/');
    entries[rest.substr(0, slash)] =
        slash == std::string::npos ? EntryKind::file : EntryKind::folder;
  }
  std::vector<Entry> sorted;
  for (const auto& [name, kind] : entries) sorted.push_back({name, kind});
  return sorted;
}

Result<std::optional<EntryKind>> Memory::find(const std::string& path) const {
  if (auto refused = refusal(path)) return *refused;
  if (!path.empty() && !is_valid_path(path)) return not_inside(path);
  if (auto blocked = blocker(path)) return *blocked;
  if (files_.count(path) != 0) return std::optional(EntryKind::file);
  if (is_folder(path)) return std::optional(EntryKind::folder);
  return std::optional<EntryKind>();
}

Result<Creation> Memory::create(const std::string& path, std::string_view bytes, Privacy privacy) {
  if (auto refused = refusal(path)) return *refused;
  if (!is_valid_path(path)) return not_inside(path);
  if (auto blocked = blocker(path)) return *blocked;
  if (is_folder(path) || files_.count(path) != 0) return Creation::exists;
  files_[path] = bytes;
  privacies_[path] = privacy;
  return Creation::created;
}

Result<Done> Memory::replace(const std::string& path, std::string_view before,
                             std::string_view after) {
  if (auto refused = refusal(path)) return *refused;
  if (!is_valid_path(path)) return not_inside(path);
  if (auto blocked = blocker(path)) return *blocked;
  if (is_folder(path)) return unreadable(path, tr("is a folder, not a file"));
  const auto found = files_.find(path);
  if (found == files_.end()) return unreadable(path, tr("no such file"));
  if (found->second != before) return changed(path);
  found->second = after;
  return Done{};
}

Result<Done> Memory::remove(const std::string& path) {
  if (auto refused = refusal(path)) return *refused;
  if (!is_valid_path(path)) return not_inside(path);
  if (is_folder(path)) return unreadable(path, tr("cannot be removed: is a folder"));
  if (files_.erase(path) == 0) return unreadable(path, tr("cannot be removed: no such file"));
  privacies_.erase(path);
  return Done{};
}

Result<Lock> Memory::lock(std::chrono::milliseconds wait) {
  if (auto refused = refusal("")) return *refused;
  if (*is_locked_) {
    return unreadable("",
                      tr("the register is being written by another program; waited {} ms "
                         "and changed nothing",
                         wait.count()),
                      tr("run the command again when it is done"));
  }
  *is_locked_ = true;
  return Lock([is_locked = is_locked_] { *is_locked = false; });
}

Result<Done> Memory::apply(const std::vector<Change>& changes, const std::vector<std::string>& removed) {
  if (auto refused = refusal(changes.empty() ? "" : changes.front().path)) return *refused;
  std::set<std::string_view> paths;
  for (const Change& change : changes) {
    if (!is_plain_path(change.path)) return not_inside(change.path);
    if (!paths.insert(change.path).second) return unreadable(change.path, tr("is changed twice"));
  }
  const auto files = files_;
  const auto privacies = privacies_;
  const int fail_at = std::exchange(fail_at_, 0);  // all of it is one operation
  Result<Done> result = apply_each(changes);
  if (result)
    for (const std::string& path : removed) {
      files_.erase(path);
      privacies_.erase(path);
    }
  fail_at_ = fail_at;
  if (!result) {
    files_ = files;
    privacies_ = privacies;
  }
  return result;
}

Result<Done> Memory::apply_each(const std::vector<Change>& changes) {
  for (const Change& change : changes) {
    if (change.before) {
      auto replaced = replace(change.path, *change.before, change.after);
      if (!replaced) return replaced;
    } else {
      const auto created = create(change.path, change.after, change.privacy);
      if (!created) return created.failure();
      if (*created == Creation::exists) return unreadable(change.path, tr("exists already"));
    }
  }
  return Done{};
}

Result<std::unique_ptr<Batch>> Memory::begin() {
  if (auto refused = refusal("")) return *refused;
  return std::unique_ptr<Batch>(std::make_unique<MemoryBatch>(*this));
}

Result<bool> Memory::recover() {
  if (auto refused = refusal("")) return *refused;
  return false;
}

Result<Done> Memory::sweep(const std::string& folder, std::chrono::seconds /*age*/) {
  if (auto refused = refusal(folder)) return *refused;
  return Done{};
}

}  // namespace cmt::store
