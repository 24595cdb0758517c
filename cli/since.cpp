#include "cli/kept_file.hpp"
#include "cli/since.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <future>
#include <map>
#include <set>

#include "core/sha256.hpp"
#include "core/text.hpp"
#include "git/repository.hpp"
#include "git/tree.hpp"
#include "growth/growth.hpp"
#include "records/dossier_kind.hpp"

namespace cmt::cli {
namespace {

using store::record_limit;

bool is_below(std::string_view path, std::string_view folder) {
  return path.size() > folder.size() && path.substr(0, folder.size()) == folder;
}

bool is_yaml(std::string_view path) {
  return path.size() > 5 && path.substr(path.size() - 5) == ".yaml";
}

std::string stem(std::string_view path) {
  const auto slash = path.rfind('/');
  std::string_view name = path.substr(slash == std::string_view::npos ? 0 : slash + 1);
  return std::string{is_yaml(name) ? name.substr(0, name.size() - 5) : name};
}

std::string shown(std::string_view text) { return truncate(printable_line(text), 80); }

// Where records with a history lie: complaints, and every kind of dossier.
const std::vector<std::string>& record_folders() {
  static const std::vector<std::string> folders = [] {
    std::vector<std::string> out = {"complaints"};
    for (const auto* kind : records::dossier_kinds()) out.emplace_back(kind->folder);
    return out;
  }();
  return folders;
}

// The folder of records that a path lies in, or nothing.
std::string_view record_folder_of(std::string_view path) {
  for (const auto& folder : record_folders())
    if (is_below(path, folder + "/")) return folder;
  return {};
}

SourcePos whole(const std::string& path) { return {path, 0, 0}; }

// The two states that are compared, and how git names them.
struct States {
  git::Repository repository;
  std::shared_ptr<git::Objects> objects;
  git::ObjectName base = {};
  git::ObjectName tip = {};       // HEAD, or the commit after the dots
  bool is_folder = true;          // `now` is the folder and not `tip`
  bool is_descendant = true;      // base is an ancestor of tip
  std::vector<git::Commit> commits = {};  // from base to tip and, where one goes on, to what is merged
  std::string old_folder = {}, folder = {};  // of the register, in base and now, as prefix() has them
  bool is_new = false;            // base has no such register
  std::optional<std::vector<git::Changed>> differing = {};  // between two commits that both have it
};

// A commit's register as a session.
Result<Session> session_at(const States& states, std::filesystem::path root) {
  auto tree = git::Tree::open(states.objects, states.tip, states.folder);
  if (!tree) return std::move(tree).failure();
  std::unique_ptr<store::Files> files = std::move(*tree);
  auto reg = store::Register::open(*files);
  if (!reg) return std::move(reg).failure();
  return Session{std::move(files), std::move(root), std::move(*reg)};
}

Result<std::string> only_register(const git::Repository& repository, const git::ObjectName& tip) {
  auto folders = repository.folders_with(tip, "cmt.yaml");
  if (!folders) return std::move(folders).failure();
  if (std::count(folders->begin(), folders->end(), "")) return std::string{};
  if (folders->size() == 1) return folders->front();
  return unreadable("", folders->empty()
                            ? tr("the commit {} holds no register", git::brief(tip))
                            : tr("the commit {} holds {} registers", git::brief(tip),
                                 folders->size()),
                    tr("a register is a folder with cmt.yaml; in a work tree, -C names it"));
}

Result<bool> has_register(const States& states, const git::ObjectName& commit,
                          const std::string& folder) {
  const auto tree = git::Tree::open(states.objects, commit, "");
  if (!tree) return tree.failure();
  for (const char* part : {"cmt.yaml", "complaints"}) {
    const auto found = (*tree)->find(folder + part);
    if (!found) return found.failure();
    if (*found) return true;
  }
  return false;
}

// The folder of the register in the base, which may have had another name then.
Result<Done> find_old_folder(States& states) {
  const auto has = has_register(states, states.base, states.folder);
  if (!has) return has.failure();
  states.old_folder = states.folder;
  if (*has) return Done{};
  const auto folders = states.repository.folders_with(states.base, "cmt.yaml");
  if (!folders) return folders.failure();
  std::vector<std::string> gone;
  for (const auto& folder : *folders) {
    const auto is_still = has_register(states, states.tip, folder);
    if (!is_still) return is_still.failure();
    if (!*is_still) gone.push_back(folder);
  }
  // A folder that was renamed in the work tree alone is still there in HEAD.
  if (gone.empty() && states.is_folder) {
    const auto is_committed = has_register(states, states.tip, states.folder);
    if (!is_committed) return is_committed.failure();
    if (!*is_committed && folders->size() == 1) gone = *folders;
  }
  if (gone.size() > 1)
    return unreadable("", tr("{} registers of the commit {} are gone, and one is new: which "
                             "of them it was cannot be told",
                             gone.size(), git::brief(states.base)),
                      tr("compare each move on its own: --since FROM..TO"));
  if (gone.empty())
    states.is_new = true;
  else
    states.old_folder = gone.front();
  return Done{};
}

Result<Done> read_commits(States& states) {
  std::vector<git::ObjectName> tips;
  if (states.tip != states.base) tips.push_back(states.tip);
  if (states.is_folder) {
    auto merging = states.objects->commit("MERGE_HEAD");
    if (!merging) return std::move(merging).failure();
    if (*merging) tips.push_back(std::move(**merging));
  }
  if (tips.empty()) return Done{};
  std::vector<std::string> folders;
  for (const auto& folder : {states.old_folder, states.folder})
    for (const auto& part : record_folders()) folders.push_back(folder + part);
  auto commits = states.repository.commits(states.base, tips, folders);
  if (!commits) return std::move(commits).failure();
  states.commits = std::move(*commits);
  states.is_descendant = git::is_descendant(states.base, states.tip, states.commits);
  return Done{};
}

// What grows with the register is how git reads its folders, for the commits and for what differs
// between two of them: both are asked at once.
Result<Done> read_history(States& states) {
  std::future<Result<std::vector<git::Changed>>> differing;
  const auto is_there = has_register(states, states.tip, states.folder);
  if (!is_there) return is_there.failure();
  if (!states.is_folder && !states.is_new && *is_there)
    differing = std::async(std::launch::async, [&] {
      return states.repository.between(states.base, states.old_folder, states.tip, states.folder);
    });
  auto read = read_commits(states);
  if (!differing.valid()) return read;
  auto found = differing.get();
  if (!found) return std::move(found).failure();
  states.differing = std::move(*found);
  return read;
}

struct Opened {
  States states;
  Session session;
};

Result<Opened> open_states(World& world, const git::Range& range) {
  auto session = open_session(world);
  const std::filesystem::path start = session ? session->root : start_of(world);
  auto repository = git::Repository::open(start);
  if (!repository) {
    if (!session) return std::move(session).failure();
    return std::move(repository).failure();
  }
  const bool is_folder = range.to.empty() && !repository->is_bare();
  if (!session && is_folder) return std::move(session).failure();

  auto objects = git::Objects::open(*repository);
  if (!objects) return std::move(objects).failure();
  States states{std::move(*repository), std::move(*objects), {}, {}, is_folder};
  auto base = states.repository.commit(*states.objects, range.from);
  if (!base) return std::move(base).failure();
  states.base = std::move(*base);
  auto tip = states.repository.commit(*states.objects, range.to.empty() ? "HEAD" : range.to);
  if (!tip) return std::move(tip).failure();
  states.tip = std::move(*tip);

  if (range.is_from_merge_base) {
    auto found = states.repository.merge_base(states.base, states.tip);
    if (!found) return std::move(found).failure();
    if (!*found) {
      const Message what =
          tr("{} and {} have no commit in common", git::brief(states.base),
                      git::brief(states.tip));
      if (states.repository.is_shallow()) return git::shallow(tr("{} in this clone", what));
      return unreadable("", what, tr("name a commit that the register grew from"));
    }
    states.base = std::move(**found);
  }

  if (session) {
    states.folder = states.repository.prefix();
  } else {
    auto folder = only_register(states.repository, states.tip);
    if (!folder) return std::move(folder).failure();
    states.folder = std::move(*folder);
  }
  if (auto found = find_old_folder(states); !found) return std::move(found).failure();
  if (auto done = read_history(states); !done) return std::move(done).failure();
  if (!states.is_descendant && states.repository.is_shallow())
    return git::shallow(tr("whether {} led to {} cannot be told in this clone", git::brief(states.base),
                               git::brief(states.tip)));
  if (is_folder) return Opened{std::move(states), std::move(*session)};
  auto committed = session_at(states, start);
  if (!committed) return std::move(committed).failure();
  return Opened{std::move(states), std::move(*committed)};
}

// Files that differ or may differ, by path below the register, with what the base has of them.
using ChangedFiles = std::map<std::string, std::optional<git::Blob>>;

Result<ChangedFiles> changed_files(States& states, const store::Files& now) {
  ChangedFiles out;
  const auto add = [&](Result<std::vector<git::Changed>>&& found) -> Result<Done> {
    if (!found) return std::move(found).failure();
    for (auto& one : *found) out.emplace(std::move(one.path), std::move(one.before));
    return Done{};
  };
  // What grows with the register is git's index, and the files it looks at: both are asked at once.
  std::future<Result<git::Unseen>> asked;
  if (states.is_folder)
    asked = std::async(std::launch::async,
                       [&] { return states.repository.unseen(record_folders()); });
  if (states.is_folder && states.folder == states.old_folder) {
    if (auto done = add(states.repository.against_folder(states.base)); !done)
      return std::move(done).failure();
  } else if (states.differing) {
    if (auto done = add(std::move(*states.differing)); !done) return std::move(done).failure();
  } else {
    const auto is_committed = has_register(states, states.tip, states.folder);
    if (!is_committed) return is_committed.failure();
    auto done = *is_committed
                    ? add(states.repository.between(states.base, states.old_folder, states.tip,
                                                    states.folder))
                    : add(states.repository.files(states.base, states.old_folder));
    if (done && *is_committed && states.is_folder)
      done = add(states.repository.against_folder(states.tip));
    if (!done) return std::move(done).failure();
  }
  if (!states.is_folder) return out;
  const auto unseen = asked.get();
  if (!unseen) return unseen.failure();
  for (const auto& path : unseen->untracked) out.emplace(path, std::nullopt);
  if (unseen->unwatched.empty()) return out;
  const auto base = git::Tree::open(states.objects, states.base, states.old_folder);
  if (!base) return base.failure();
  for (const auto& [path, is_sparse] : unseen->unwatched) {
    // What a sparse checkout leaves out is as HEAD has it.
    const auto there = now.find(path);
    if (is_sparse && (!there || !*there)) continue;
    auto before = (*base)->at(path);
    if (!before) return std::move(before).failure();
    out.emplace(path, std::move(*before));
  }
  return out;
}

// A record that changed or is new.
struct Record {
  std::string path;
  std::optional<yaml::Document> before, now;
  growth::Comparison comparison;
  growth::RecordKind kind = growth::RecordKind::complaint;
};

class Comparing {
 public:
  Comparing(World& world, States& states, const Session& session)
      : world_(world), states_(states), session_(session), files_(session.reg.files()),
        objects_(*states.objects) {}

  Result<Done> run() {
    ancestry();
    if (states_.is_new) return Done{};
    auto changed = changed_files(states_, files_);
    if (!changed) return std::move(changed).failure();
    for (const auto& [path, before] : *changed)
      if (auto done = file(path, before); !done) return done;
    moves();
    if (auto done = dates(); !done) return done;
    if (auto done = named_files(); !done) return done;
    return parties();
  }

  // New records at a path that was another record's before the base.
  Result<Done> used_before() {
    std::map<std::string, const Record*> fresh;
    for (const auto& record : records_)
      if (!record.before) fresh.emplace(states_.folder + record.path, &record);
    std::vector<std::string> paths;
    for (const auto& [path, record] : fresh) paths.push_back(path);
    const auto gone = states_.repository.removed_before(states_.base, paths);
    if (!gone) return gone.failure();
    for (const auto& path : *gone)
      if (const auto found = fresh.find(path); found != fresh.end())
        add("id-reused", *found->second->now, found->second->now->root(),
            tr("a record of this name was removed before {}", base()),
            tr("git log --diff-filter=D -- {} shows when", shown(found->second->path)));
    return Done{};
  }

  std::vector<Finding> findings() && { return std::move(findings_); }
  std::size_t changed_records() const { return changed_; }
  std::size_t new_records() const { return new_; }

  // What the other rules look at.
  Subjects subjects() const {
    std::set<std::string> ids;
    std::set<std::string> others = others_;
    for (const auto& record : records_) {
      if (record.kind == growth::RecordKind::dossier) others.insert(record.path);
      ids.insert(stem(record.path));
      for (const auto* version : {&record.before, &record.now})
        if (*version)
          for (auto& id : growth::named_complaints(**version)) ids.insert(std::move(id));
    }
    for (const auto& id : touched_) ids.insert(id);
    Subjects out;
    for (const auto& text : ids)
      if (const auto id = ComplaintId::parse(text); id && session_.reg.has(*id)) out.complaints.push_back(*id);
    out.others.assign(others.begin(), others.end());
    out.strangers = strangers_;
    out.settings = are_settings_changed_;
    return out;
  }

 private:
  void add(Diagnostic diagnostic, const std::string& path) {
    std::string id = stem(path);
    if (!ComplaintId::parse(id)) id.clear();
    findings_.push_back({std::move(diagnostic), std::move(id)});
  }
  void add(std::string_view rule, const std::string& path, Message message,
           Message hint = {}) {
    add(growth::finding(rule, whole(path), std::move(message), std::move(hint)), path);
  }
  void add(std::string_view rule, const yaml::Document& document, yaml::Node place,
           Message message, Message hint = {}) {
    add(growth::finding(rule, document, place, std::move(message), std::move(hint)), document.path());
  }

  std::string base() const { return git::brief(states_.base); }

  void ancestry() {
    if (states_.is_descendant) return;
    Diagnostic out = growth::finding(
        "rewritten-history", {},
        tr("{} is no ancestor of {}: commits were rewritten or left out, or the branch is "
           "behind",
           base(), git::brief(states_.tip)),
        tr("git log {}..{} shows what is missing; for a branch that is only behind, merge, "
           "or add three dots: --since REF...",
           git::brief(states_.tip), base()));
    findings_.push_back({std::move(out), {}});
  }

  Result<Done> file(const std::string& path, const std::optional<git::Blob>& before) {
    const bool is_record = !record_folder_of(path).empty();
    if (!before && is_record && !subjects_at({path}).names_records() && stem(path).front() != '.')
      strangers_.push_back(path);
    if (is_record && is_yaml(path)) return record(path, before);
    const auto kind = is_valid_path(path) ? files_.find(path)
                                                 : Result<std::optional<store::EntryKind>>{
                                                       std::optional<store::EntryKind>{}};
    if (!kind) return kind.failure();
    if (path == "cmt.yaml") {
      are_settings_changed_ = true;
      return before ? settings(*before) : Result<Done>{Done{}};
    }
    if ((is_below(path, "profiles/") || is_below(path, "calendars/")) && before) {
      if (auto is_same = same(path, *before); !is_same || *is_same)
        return is_same ? Result<Done>{Done{}} : std::move(is_same).failure();
      add("settings-altered", path,
          *kind ? tr("the file was changed") : tr("the file was removed"),
          tr("it may change due dates and figures of earlier periods"));
      return Done{};
    }
    if (is_below(path, "parties/") && is_yaml(path)) {
      if (!*kind) {
        if (before) lost_parties_.insert(stem(path));
        return Done{};
      }
      const auto is_same = before ? same(path, *before) : Result<bool>{false};
      if (!is_same) return is_same.failure();
      if (!*is_same) others_.insert(path);
      return Done{};
    }
    if (before) altered_files_.emplace(path, *before);
    return Done{};
  }

  // Whether a file still holds what the base has.
  Result<bool> same(const std::string& path, const git::Blob& before) {
    auto old = objects_.blob(before.name, kept_file_limit);
    if (!old) return std::move(old).failure();
    const auto now = files_.read(path, kept_file_limit);
    return now && *now == *old;
  }

  Result<Done> settings(const git::Blob& before) {
    auto old = objects_.blob(before.name, record_limit);
    if (!old) return std::move(old).failure();
    auto now = files_.read("cmt.yaml", record_limit);
    if (!now) return std::move(now).failure();
    const auto old_document = yaml::parse("cmt.yaml", std::move(*old));
    const auto new_document = yaml::parse("cmt.yaml", std::move(*now));
    if (!old_document || !new_document) return Done{};  // the register would not have opened
    for (auto& note : growth::compare_settings(*old_document, *new_document))
      add(std::move(note), "cmt.yaml");
    return Done{};
  }

  Result<Done> record(const std::string& path, const std::optional<git::Blob>& before) {
    Record out;
    out.path = path;
    out.kind = record_folder_of(path) == "complaints" ? growth::RecordKind::complaint
                                                      : growth::RecordKind::dossier;
    std::string old_bytes;
    if (before && before->is_file()) {
      auto read = objects_.blob(before->name, record_limit);
      if (!read) return std::move(read).failure();
      old_bytes = std::move(*read);
      if (auto parsed = yaml::parse(path, old_bytes)) out.before = std::move(*parsed);
    }
    const bool is_valid = is_valid_path(path);
    const auto kind = is_valid ? files_.find(path)
                               : Result<std::optional<store::EntryKind>>{
                                     std::optional<store::EntryKind>{}};
    if (!kind) return kind.failure();
    if (!*kind || **kind != store::EntryKind::file) {
      if (!before) return Done{};
      ++changed_;
      if (*kind) {
        add("record-removed", path, tr("what was a record is no file any more"));
        return Done{};
      }
      for (const auto& id : out.before ? growth::named_complaints(*out.before)
                                       : std::vector<std::string>{})
        touched_.insert(id);
      removed_.emplace(path, std::move(out.before));
      return Done{};
    }
    auto bytes = files_.read(path, record_limit);
    if (!bytes) {
      ++changed_;
      add("not-comparable", path, bytes.diagnostics().front().message);
      return Done{};
    }
    if (before && *bytes == old_bytes) return Done{};
    ++(before ? changed_ : new_);
    auto now = yaml::parse(path, std::move(*bytes));
    if (!now) {
      if (out.kind == growth::RecordKind::dossier) others_.insert(path);
      touched_.insert(stem(path));
      if (before)
        add("not-comparable", path, tr("the record cannot be read, and was one that could"),
            tr("git show {}:./{} shows how it was", base(), shown(path)));
      return Done{};
    }
    out.now = std::move(*now);
    if (before && !out.before) {
      Diagnostic warning = growth::finding(
          "not-comparable", whole(path), tr("the earlier version of the record cannot be read"),
          tr("git diff shows what was mended"));
      warning.severity = Severity::warning;
      add(std::move(warning), path);
    } else {
      compare(out);
    }
    records_.push_back(std::move(out));
    return Done{};
  }

  void compare(Record& record) {
    if (record.before) {
      record.comparison = growth::compare(*record.before, *record.now, record.kind);
      for (auto& one : record.comparison.findings) add(std::move(one), record.path);
      record.comparison.findings.clear();
      return;
    }
    const std::size_t events = growth::event_keys(*record.now).size();
    record.comparison.fresh.clear();
    for (std::size_t i = 0; i < events; ++i) record.comparison.fresh.push_back({i, {}});
  }

  // A record that is gone and one that is new may be the same.
  void moves() {
    for (auto& record : records_) {
      if (record.before || record.kind != growth::RecordKind::complaint) continue;
      const auto place = record.now->root().find("id");
      const auto id = place ? ComplaintId::parse(place->text()) : std::nullopt;
      auto from = id && id->path() != record.path ? removed_.find(id->path()) : removed_.end();
      if (from == removed_.end())
        from = std::find_if(removed_.begin(), removed_.end(), [&](const auto& gone) {
          return gone.second && growth::is_same_receipt(*gone.second, *record.now);
        });
      if (from != removed_.end()) {
        add("record-moved", *record.now, place.value_or(record.now->root()),
            tr("the record was {}", shown(from->first)),
            tr("a record keeps its id and its path for life"));
        record.before = std::move(from->second);
        removed_.erase(from);
        if (record.before) compare(record);
      } else if (id && id->path() != record.path && session_.reg.has(*id)) {
        add("id-reused", *record.now, *place,
            tr("{} is the id of {}", id->text(), id->path()));
      }
    }
    for (const auto& [path, before] : removed_)
      add("record-removed", path, tr("the record was removed"),
          tr("git checkout {} -- {} brings it back{}", base(), shown(path),
             record_folder_of(path) == "complaints" ? "; cmt void says that it should not be" : ""));
  }

  Result<Done> dates() {
    std::map<std::string, growth::Versions> versions;
    for (const auto& record : records_)
      if (!record.comparison.fresh.empty()) versions[record.path].now = world_.now();
    if (versions.empty()) return Done{};
    for (const auto& commit : states_.commits) {
      std::set<std::pair<std::string, std::string>> seen;  // a merge names a file twice
      for (const auto& file : commit.files) {
        if (!file.after || !file.after->is_file()) continue;
        for (const auto& folder : {states_.folder, states_.old_folder}) {
          if (file.path.substr(0, folder.size()) != folder) continue;
          const auto wanted = versions.find(file.path.substr(folder.size()));
          if (wanted == versions.end()) continue;
          if (!seen.emplace(wanted->first, file.after->name).second) break;
          auto bytes = objects_.blob(file.after->name, record_limit);
          if (!bytes) return std::move(bytes).failure();
          if (const auto document = yaml::parse(wanted->first, std::move(*bytes))) {
            auto keys = growth::event_keys(*document);
            wanted->second.committed.push_back(
                {git::brief(commit.name), commit.authored, commit.committed,
                 {std::make_move_iterator(keys.begin()), std::make_move_iterator(keys.end())}});
          }
          break;
        }
      }
    }
    for (const auto& record : records_) {
      const auto found = versions.find(record.path);
      if (found == versions.end()) continue;
      for (auto& one : growth::check_dates(*record.now, record.comparison.fresh, found->second,
                                           session_.rules()))
        add(std::move(one), record.path);
    }
    return Done{};
  }

  // Reads every record of the register: only when something that records name is gone.
  Result<std::vector<yaml::Document>> naming(const std::string& text) {
    std::vector<yaml::Document> out;
    const auto look = [&](const std::string& path) {
      auto bytes = files_.read(path, record_limit);
      if (!bytes || bytes->find(text) == std::string::npos) return;
      if (auto document = yaml::parse(path, std::move(*bytes))) out.push_back(std::move(*document));
    };
    const auto listing = session_.reg.list();
    if (!listing) return listing.failure();
    for (const auto& id : listing->ids) look(id.path());
    const auto dossiers = dossier_paths(files_);
    if (!dossiers) return dossiers.failure();
    for (const auto& path : *dossiers) look(path);
    return out;
  }

  void named_file(const yaml::Document& record, const growth::NamedFile& file) {
    const auto there = files_.find(file.path);
    if (!there || !*there) {
      if (!file.is_redacted)
        add("attachment-altered", record, file.place, tr("the file that it names was removed"),
            tr("git checkout {} -- {} brings it back", base(), shown(file.path)));
      return;
    }
    const auto bytes = files_.read(file.path, kept_file_limit);
    if (!bytes)
      add("attachment-altered", record, file.place,
          tr("the file that it names cannot be read: {}", bytes.diagnostics().front().message));
    else if (file.sha256.empty() || sha256(*bytes) != file.sha256)
      add("attachment-altered", record, file.place,
          file.sha256.empty() ? tr("the file that it names was altered")
                              : tr("the file that it names has another digest than it says"),
          tr("git checkout {} -- {} brings it back", base(), shown(file.path)));
  }

  Result<Done> named_files() {
    // New attachments are what their events say.
    for (const auto& record : records_)
      for (const auto& file : growth::named_files(*record.now)) {
        const bool is_fresh =
            std::any_of(record.comparison.fresh.begin(), record.comparison.fresh.end(),
                        [&](const auto& fresh) { return fresh.event == file.event; });
        const bool is_there = is_valid_path(file.path) && files_.read(file.path, kept_file_limit);
        if (is_fresh && is_there && !file.sha256.empty() && !altered_files_.count(file.path))
          named_file(*record.now, file);
      }
    for (const auto& [path, before] : altered_files_) {
      if (auto is_same = same(path, before); !is_same || *is_same) {
        if (!is_same) return std::move(is_same).failure();
        continue;
      }
      std::vector<yaml::Document> documents;
      const std::string_view below = std::string_view{path}.substr(
          is_below(path, "attachments/") ? 12 : path.size());
      const auto owner = ComplaintId::parse(below.substr(0, below.find('/')));
      auto bytes = owner ? files_.read(owner->path(), record_limit)
                         : Result<std::string>{unreadable(path, "")};
      if (bytes) {
        if (auto document = yaml::parse(owner->path(), std::move(*bytes)))
          documents.push_back(std::move(*document));
      } else {
        auto found = naming(path);
        if (!found) return std::move(found).failure();
        documents = std::move(*found);
      }
      for (const auto& document : documents)
        for (const auto& file : growth::named_files(document))
          if (file.path == path) {
            named_file(document, file);
            touched_.insert(stem(document.path()));
          }
    }
    return Done{};
  }

  Result<Done> parties() {
    for (const auto& party : lost_parties_) {
      const auto documents = naming(party);
      if (!documents) return documents.failure();
      for (const auto& document : *documents)
        if (const auto place = growth::naming_party(document, party)) {
          touched_.insert(stem(document.path()));
          add("party-removed", document, *place,
              tr("the file parties/{}.yaml was removed", party),
              tr("git checkout {} -- parties/{}.yaml brings it back", base(), party));
        }
    }
    return Done{};
  }

  World& world_;
  States& states_;
  const Session& session_;
  const store::Files& files_;
  git::Objects& objects_;
  std::vector<Finding> findings_;
  std::vector<Record> records_;
  std::map<std::string, std::optional<yaml::Document>> removed_;
  std::map<std::string, git::Blob> altered_files_;  // neither records, parties nor settings
  std::set<std::string> lost_parties_;
  std::set<std::string> touched_;  // complaints that the other rules look at besides
  std::set<std::string> others_;   // paths of other records that they do
  std::vector<std::string> strangers_;
  bool are_settings_changed_ = false;
  std::size_t changed_ = 0, new_ = 0;
};

}  // namespace

Result<Since> check_since(World& world, const std::string& range, bool is_thorough) {
  const auto wanted = git::parse_range(range);
  if (!wanted) return wanted.failure();
  auto opened = open_states(world, *wanted);
  if (!opened) return std::move(opened).failure();
  Comparing comparing{world, opened->states, opened->session};
  if (auto done = comparing.run(); !done) return std::move(done).failure();
  if (is_thorough)
    if (auto done = comparing.used_before(); !done) return std::move(done).failure();
  Subjects subjects = comparing.subjects();
  const Message until = opened->states.is_folder ? tr("the folder") : Message{git::brief(opened->states.tip)};
  Message said = trn("since {}, to {}: {} record changed, {} new", "since {}, to {}: {} records changed, {} new",
                     comparing.changed_records(), git::brief(opened->states.base), until, comparing.changed_records(),
                     comparing.new_records());
  if (opened->states.is_new) {
    said = tr("{} holds no such register: there is nothing to compare with",
              git::brief(opened->states.base));
    auto all = all_subjects(opened->session);
    if (!all) return std::move(all).failure();
    subjects = std::move(*all);
  }
  auto findings = std::move(comparing).findings();
  States& states = opened->states;
  return Since{std::move(opened->session), std::move(findings), std::move(subjects), std::move(said),
               {std::move(states.repository), std::move(states.objects), std::move(states.base),
                std::move(states.tip), std::move(states.folder)}};
}

}  // namespace cmt::cli
