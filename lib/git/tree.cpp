#include "git/tree.hpp"

#include <algorithm>
#include <charconv>

namespace cmt::git {
namespace {

constexpr std::size_t tree_limit = std::size_t{64} << 20;

Failure read_only() { return unreadable("", tr("a commit cannot be written to")); }

store::EntryKind kind_of(std::uint32_t mode) {
  switch (mode & 0170000U) {
    case 0100000U:
      return store::EntryKind::file;
    case 0040000U:
      return store::EntryKind::folder;
    case 0120000U:
      return store::EntryKind::link;
    default:
      return store::EntryKind::other;
  }
}

std::string hexadecimal(std::string_view bytes) {
  constexpr const char* digits = "0123456789abcdef";
  std::string out;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    out += digits[byte >> 4U];
    out += digits[byte & 15U];
  }
  return out;
}

}  // namespace

std::unique_ptr<Tree::Folder> Tree::Folder::read(std::string bytes, std::size_t object_size) {
  auto out = std::make_unique<Folder>();
  out->bytes_ = std::move(bytes);
  // "100644 name", NUL, and the name of the object in bytes.
  std::string_view rest = out->bytes_;
  while (!rest.empty()) {
    const auto blank = rest.find(' '), end = rest.find('\0');
    if (blank == std::string_view::npos || end == std::string_view::npos || blank > end ||
        rest.size() < end + 1 + object_size)
      return nullptr;
    Entry entry;
    std::from_chars(rest.data(), rest.data() + blank, entry.mode, 8);
    entry.name = rest.substr(blank + 1, end - blank - 1);
    entry.object = rest.substr(end + 1, object_size);
    out->entries_.push_back(entry);
    rest.remove_prefix(end + 1 + object_size);
  }
  // Git puts a folder where its name with a slash would stand.
  std::sort(out->entries_.begin(), out->entries_.end(),
            [](const Entry& a, const Entry& b) { return a.name < b.name; });
  return out;
}

const Tree::Folder::Entry* Tree::Folder::find(std::string_view name) const {
  const auto at = std::lower_bound(entries_.begin(), entries_.end(), name,
                                   [](const Entry& entry, std::string_view wanted) { return entry.name < wanted; });
  return at != entries_.end() && at->name == name ? &*at : nullptr;
}

Result<std::unique_ptr<Tree>> Tree::open(std::shared_ptr<Objects> objects,
                                         const ObjectName& commit, const std::string& folder) {
  auto read = objects->find(commit, tree_limit);
  if (!read) return std::move(read).failure();
  // A commit begins with "tree NAME".
  const std::size_t digits = commit.size();
  if (!*read || (*read)->type != "commit" || (*read)->bytes.size() < 5 + digits)
    return unreadable("", tr("the commit {} cannot be read", brief(commit)));
  std::unique_ptr<Tree> out{new Tree{std::move(objects), (*read)->bytes.substr(5, digits)}};
  if (folder.empty()) return out;
  const auto below = out->entry(folder.substr(0, folder.size() - 1));
  if (!below) return below.failure();
  if (!*below || kind_of((*below)->mode) != store::EntryKind::folder)
    return unreadable(folder, tr("the commit {} has no such folder", brief(commit)));
  out->root_ = (*below)->name;
  return out;
}

Result<const Tree::Folder*> Tree::tree(const ObjectName& name) const {
  if (const auto known = trees_.find(name); known != trees_.end())
    return static_cast<const Folder*>(known->second.get());
  auto read = objects_->find(name, tree_limit);
  if (!read) return std::move(read).failure();
  if (!*read || (*read)->type != "tree")
    return unreadable("", tr("the folder {} of a commit is not in this clone", brief(name)));
  auto folder = Folder::read(std::move((*read)->bytes), name.size() / 2);
  if (!folder) return unreadable("", tr("the folder {} of a commit cannot be read", brief(name)));
  return static_cast<const Folder*>(trees_.emplace(name, std::move(folder)).first->second.get());
}

Result<const Tree::Folder*> Tree::folder(const std::string& path) const {
  if (path.empty()) return tree(root_);
  const auto at = entry(path);
  if (!at) return at.failure();
  if (!*at || kind_of((*at)->mode) != store::EntryKind::folder)
    return static_cast<const Folder*>(nullptr);
  return tree((*at)->name);
}

Result<std::optional<Blob>> Tree::entry(const std::string& path) const {
  const auto slash = path.rfind('/');
  const auto in = folder(slash == std::string::npos ? "" : path.substr(0, slash));
  if (!in) return in.failure();
  if (!*in) return std::optional<Blob>{};
  const auto* found = (*in)->find(std::string_view{path}.substr(slash == std::string::npos ? 0 : slash + 1));
  return found ? std::optional{Blob{hexadecimal(found->object), found->mode}} : std::nullopt;
}

Result<std::optional<Blob>> Tree::at(const std::string& path) const {
  const std::lock_guard guard{mutex_};
  return entry(path);
}

Result<std::string> Tree::read(const std::string& path, std::size_t limit) const {
  const std::lock_guard guard{mutex_};
  const auto at = entry(path);
  if (!at) return at.failure();
  if (!*at) return unreadable(path, tr("no such file"));
  if (!(*at)->is_file()) return unreadable(path, tr("not a file"));
  auto bytes = objects_->blob((*at)->name, limit);
  if (bytes) return bytes;
  Failure failure = std::move(bytes).failure();
  failure.diagnostics.front().at.file = path;
  return failure;
}

Result<std::vector<store::Entry>> Tree::list(const std::string& path) const {
  const std::lock_guard guard{mutex_};
  const auto in = folder(path);
  if (!in) return in.failure();
  std::vector<store::Entry> out;
  if (*in)
    for (const auto& entry : (*in)->entries()) out.push_back({std::string{entry.name}, kind_of(entry.mode)});
  return out;
}

Result<std::optional<store::EntryKind>> Tree::find(const std::string& path) const {
  const std::lock_guard guard{mutex_};
  if (path.empty()) return std::optional{store::EntryKind::folder};
  const auto at = entry(path);
  if (!at) return at.failure();
  if (!*at) return std::optional<store::EntryKind>{};
  return std::optional{kind_of((*at)->mode)};
}

Result<store::Creation> Tree::create(const std::string&, std::string_view, store::Privacy) {
  return read_only();
}
Result<Done> Tree::replace(const std::string&, std::string_view, std::string_view) {
  return read_only();
}
Result<Done> Tree::remove(const std::string&) { return read_only(); }
Result<store::Lock> Tree::lock(std::chrono::milliseconds) { return read_only(); }
Result<Done> Tree::apply(const std::vector<store::Change>&, const std::vector<std::string>&) { return read_only(); }
Result<std::unique_ptr<store::Batch>> Tree::begin() { return read_only(); }
Result<bool> Tree::recover() { return false; }
Result<Done> Tree::sweep(const std::string&, std::chrono::seconds) { return read_only(); }

}  // namespace cmt::git
