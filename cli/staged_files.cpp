#include "cli/staged_files.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <map>

#include "cli/git.hpp"
#include "core/text.hpp"
#include "git/call.hpp"

namespace cmt::cli {
namespace {

using Environment = std::map<std::string, std::optional<std::string>>;

Result<std::string> ask(const std::filesystem::path& root, const Environment& places,
                        std::vector<std::string> words, std::string input = {}) {
  auto output = git::run({root, {}, places, std::move(input)}, std::move(words));
  if (!output) return std::move(output).failure();
  if (output->status != 0)
    return failure(FailureKind::unreadable,
                   tr("the staged files cannot be read; git says: {}", truncate(printable_line(output->errors.substr(0, output->errors.find('\n'))), 300)),
                   tr("--staged is for a register in a git repository"));
  return std::move(output->output);
}

struct Blob {
  std::string id;
  store::EntryKind kind = store::EntryKind::file;
};

class StagedFiles final : public store::Files {
 public:
  StagedFiles(std::filesystem::path root, Environment places, std::map<std::string, Blob> blobs)
      : root_(std::move(root)), places_(std::move(places)), blobs_(std::move(blobs)) {}

  // Reads many files with one program.
  Result<Done> preload(const std::vector<std::string>& paths) {
    std::string input;
    std::vector<std::string> wanted;
    for (const auto& path : paths)
      if (const auto found = blobs_.find(path); found != blobs_.end() && found->second.kind == store::EntryKind::file) {
        input += found->second.id + "\n";
        wanted.push_back(path);
      }
    if (wanted.empty()) return Done{};
    auto output = ask(root_, places_, {"cat-file", "--batch"}, std::move(input));
    if (!output) return std::move(output).failure();
    std::string_view rest = *output;
    for (const auto& path : wanted) {
      // ID SP blob SP SIZE LF BYTES LF
      const auto end = rest.find('\n');
      std::size_t size = 0;
      if (end == std::string_view::npos) break;
      const std::string_view line = rest.substr(0, end);
      const auto blank = line.rfind(' ');
      const auto parsed = std::from_chars(line.data() + blank + 1, line.data() + line.size(), size);
      if (blank == std::string_view::npos || parsed.ec != std::errc{} || rest.size() < end + 1 + size) break;
      bytes_.emplace(path, rest.substr(end + 1, size));
      rest.remove_prefix(std::min(rest.size(), end + 1 + size + 1));
    }
    return Done{};
  }

  Result<std::string> read(const std::string& path, std::size_t limit) const override {
    const auto blob = blobs_.find(path);
    if (blob == blobs_.end()) return unreadable(path, tr("no such file is staged"), tr("git add it"));
    if (blob->second.kind != store::EntryKind::file) return unreadable(path, tr("what is staged is not a regular file"));
    std::string bytes;
    if (const auto found = bytes_.find(path); found != bytes_.end()) {
      bytes = found->second;
    } else {
      auto output = ask(root_, places_, {"cat-file", "blob", blob->second.id});
      if (!output) return output;
      bytes = std::move(*output);
    }
    if (bytes.size() > limit) return unreadable(path, tr("the file is larger than {} bytes", limit));
    return bytes;
  }

  Result<std::vector<store::Entry>> list(const std::string& folder) const override {
    const std::string start = folder.empty() ? "" : folder + "/";
    std::vector<store::Entry> out;
    for (auto at = blobs_.lower_bound(start); at != blobs_.end() && at->first.rfind(start, 0) == 0; ++at) {
      const std::string rest = at->first.substr(start.size());
      const auto slash = rest.find('/');
      store::Entry entry{rest.substr(0, slash), slash == std::string::npos ? at->second.kind : store::EntryKind::folder};
      if (out.empty() || !(out.back() == entry)) out.push_back(std::move(entry));
    }
    std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    return out;
  }

  Result<std::optional<store::EntryKind>> find(const std::string& path) const override {
    if (path.empty()) return std::optional{store::EntryKind::folder};
    if (const auto found = blobs_.find(path); found != blobs_.end()) return std::optional{found->second.kind};
    const auto below = blobs_.lower_bound(path + "/");
    if (below != blobs_.end() && below->first.rfind(path + "/", 0) == 0) return std::optional{store::EntryKind::folder};
    return std::optional<store::EntryKind>{};
  }

  Result<store::Creation> create(const std::string& path, std::string_view, store::Privacy) override { return no(path); }
  Result<Done> replace(const std::string& path, std::string_view, std::string_view) override { return no(path); }
  Result<Done> remove(const std::string& path) override { return no(path); }
  Result<store::Lock> lock(std::chrono::milliseconds) override { return no("cmt.yaml"); }
  Result<Done> apply(const std::vector<store::Change>&, const std::vector<std::string>&) override { return no("cmt.yaml"); }
  Result<std::unique_ptr<store::Batch>> begin() override { return no("cmt.yaml"); }
  Result<bool> recover() override { return false; }
  bool pending() const override { return false; }
  Result<Done> sweep(const std::string&, std::chrono::seconds) override { return Done{}; }

 private:
  static Failure no(const std::string& path) { return unreadable(path, tr("what is staged is only read")); }

  std::filesystem::path root_;
  Environment places_;
  std::map<std::string, Blob> blobs_;
  std::map<std::string, std::string> bytes_;
};

}  // namespace

Result<Session> open_staged(World& world, Subjects& staged) {
  auto root = session_root(world);
  if (!root) return std::move(root).failure();
  const Environment places = git_places(world);
  auto listed = ask(*root, places, {"ls-files", "-z", "--stage"});  // of this folder, and named from it
  if (!listed) return std::move(listed).failure();
  std::map<std::string, Blob> blobs;
  for (const auto part : parts_of(*listed, '\0')) {
    const std::string entry{part};
    // MODE SP ID SP STAGE TAB PATH; an entry of another stage is one side of a conflict
    const auto blank = entry.find(' '), tab = entry.find('\t');
    if (blank == std::string::npos || tab == std::string::npos || tab < blank + 3 || entry[tab - 1] != '0') continue;
    const std::string mode = entry.substr(0, blank);
    blobs[entry.substr(tab + 1)] = {entry.substr(blank + 1, tab - blank - 3),
                                    mode == "120000"   ? store::EntryKind::link
                                    : mode == "160000" ? store::EntryKind::other
                                                       : store::EntryKind::file};
  }
  std::string base = "HEAD";
  if (!ask(*root, places, {"rev-parse", "--verify", "--quiet", "HEAD^{commit}"})) {
    auto empty = ask(*root, places, {"hash-object", "-t", "tree", "--stdin"});
    if (!empty) return std::move(empty).failure();
    base = empty->substr(0, empty->find('\n'));
  }
  auto differing = ask(*root, places, {"diff-index", "--cached", "--name-only", "-z", "--relative", "--no-renames",
                                       "--diff-filter=d", "--ignore-submodules=all", base});
  if (!differing) return std::move(differing).failure();
  std::vector<std::string> paths;
  for (const auto path : parts_of(*differing, '\0')) paths.emplace_back(path);
  staged = subjects_at(paths);
  if (staged.settings) {
    paths.clear();
    for (const auto& [path, blob] : blobs) paths.push_back(path);
    staged = subjects_at(paths);
  }
  paths = staged.others;
  for (const auto& id : staged.complaints) paths.push_back(id.path());
  auto files = std::make_unique<StagedFiles>(*root, places, std::move(blobs));
  if (auto loaded = files->preload(paths); !loaded) return std::move(loaded).failure();
  auto reg = store::Register::open(*files);
  if (!reg) return std::move(reg).failure();
  return Session{std::move(files), std::move(*root), std::move(*reg)};
}

}  // namespace cmt::cli
