#include "cli/renumber.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <set>

#include "cli/git.hpp"
#include "cli/unmerged.hpp"
#include "core/text.hpp"
#include "merge/merge.hpp"
#include "process/redaction.hpp"
#include "yaml/splice.hpp"

namespace cmt::cli {
namespace {

using records::Record;

constexpr std::size_t attachment_limit = std::size_t{32} << 20;

// What a rewriting of one file does, one value after the other, each read again before the next.
class Rewriting {
 public:
  Rewriting(std::string path, std::string bytes) : path_(std::move(path)), bytes_(std::move(bytes)) {}

  // Puts `value` at the node that `find` gives, if it gives one.
  template <class Find>
  Result<Done> set(const Find& find, const std::string& value) {
    const auto document = yaml::parse(path_, bytes_);
    if (!document) return document.failure();
    const std::optional<yaml::Node> node = find(document->root());
    if (!node || node->text() == value) return Done{};
    auto changed = yaml::set_value(*document, *node, yaml::Value::text(value));
    if (!changed) return std::move(changed).failure();
    bytes_ = std::move(*changed);
    return Done{};
  }
  const std::string& bytes() const { return bytes_; }

 private:
  std::string path_, bytes_;
};

std::optional<yaml::Node> event_field(yaml::Node root, std::size_t event, std::string_view field) {
  const auto history = root.find("history");
  std::size_t i = 0;
  if (history)
    for (const yaml::Node item : history->items())
      if (i++ == event) return item.find(field);
  return std::nullopt;
}

// The commit that is being merged in.
std::string other_side(const std::filesystem::path& root) {
  for (const char* name : {"MERGE_HEAD", "CHERRY_PICK_HEAD", "REBASE_HEAD", "REVERT_HEAD"}) {
    const auto commit = git(root, {"rev-parse", "--verify", "--quiet", name});
    if (commit && commit->status == 0) return commit->output.substr(0, commit->output.find('\n'));
  }
  return {};
}

// A file below the register as a commit has it.
std::optional<std::string> file_of(const std::filesystem::path& root, const std::string& commit,
                                   const std::string& path) {
  if (commit.empty()) return std::nullopt;
  auto shown = git(root, {"cat-file", "blob", commit + ":./" + path});
  if (!shown || shown->status != 0) return std::nullopt;
  return std::move(shown->output);
}

class Renumberer {
 public:
  Renumberer(World& world, const Session& session) : world_(world), session_(session) {}

  Result<Renumbering> run(const std::string& id) {
    if (auto done = clashes(id); !done) return std::move(done).failure();
    if (auto done = strays(id); !done) return std::move(done).failure();
    return std::move(out_);
  }

 private:
  const Lists& lists() const { return session_.rules().lists; }

  ComplaintId fresh_id(int year) {
    for (;;) {
      ComplaintId id = ComplaintId::draw(year, world_.random);
      if (!session_.reg.has(id) && taken_.insert(id.text()).second) return id;
    }
  }

  // Records that both sides of a merge made under one id.
  Result<Done> clashes(const std::string& wanted) {
    auto files = unmerged_files(session_.root);
    if (!files) return Done{};  // no repository, no sides
    unmerged_ = std::move(*files);
    for (const auto& [path, file] : unmerged_) {
      const std::string name = path.substr(path.rfind('/') + 1);
      if (file.blobs[0] || !file.blobs[1] || !file.blobs[2] || name.size() < 6) continue;
      const auto id = ComplaintId::parse(name.substr(0, name.size() - 5));
      if (!id || id->path() != path || (!wanted.empty() && id->text() != wanted)) continue;
      auto ours = blob(session_.root, *file.blobs[1]), theirs = blob(session_.root, *file.blobs[2]);
      if (!ours) return std::move(ours).failure();
      if (!theirs) return std::move(theirs).failure();
      const auto mine = records::read(path, *ours, lists()), yours = records::read(path, *theirs, lists());
      if (!mine) return mine.failure();
      if (!yours) return yours.failure();
      if (records::to_value(mine->complaint.history.front()) ==
          records::to_value(yours->complaint.history.front()))
        continue;  // one complaint: `cmt resolve` is for it
      const auto twin = twin_of(*yours);
      if (!twin) return twin.failure();
      if (*twin) {
        out_.said.push_back(fmt::format("{} of their side is there already, as {}; git add both", id->text(), **twin));
        continue;
      }
      if (auto done = separate(*mine, *yours); !done) return done;
    }
    return Done{};
  }

  // Ours keeps the id, theirs gets another, and what refers to theirs follows it.
  Result<Done> separate(const Record& ours, const Record& theirs) {
    const std::string path = ours.complaint.id.path();
    const ComplaintId fresh = fresh_id(ours.complaint.id.year());
    const std::string head = "HEAD", other = other_side(session_.root);
    if (other.empty())
      return failure(FailureKind::refused, tr("git is in no merge, cherry-pick or rebase"),
                     tr("the versions that it could not merge come from a stash or the like: settle {} by hand", path));
    auto now = session_.disk->read(path, store::record_limit);
    if (!now) return std::move(now).failure();
    if (*now != ours.document.bytes()) out_.changes.push_back({path, std::move(*now), ours.document.bytes()});
    std::set<std::string> kept;
    for (const auto& [file, name] : process::files_of(ours.complaint)) kept.insert(file);
    if (auto done = move(theirs, fresh, kept); !done) return done;

    const auto listing = session_.reg.list();
    if (!listing) return listing.failure();
    for (const auto& id : listing->ids) {
      if (id == ours.complaint.id) continue;
      if (auto done = refer(id.path(), ours.complaint.id.text(), fresh.text(), head); !done) return done;
    }
    if (auto done = refer_dossiers(ours.complaint.id.text(), fresh.text(), head, other); !done) return done;
    out_.said.push_back(fmt::format("{} of their side is now {}, in {}", theirs.complaint.id.text(),
                                    fresh.text(), fresh.path()));
    return Done{};
  }

  // The record under another id, with its own copy of its attachments. Files in `kept` belong to
  // somebody else as well and stay where they are.
  Result<Done> move(const Record& record, const ComplaintId& id, const std::set<std::string>& kept) {
    Rewriting text{record.document.path(), record.document.bytes()};
    if (auto done = text.set([](yaml::Node root) { return root.find("id"); }, id.text()); !done) return done;
    const std::string old_folder = "attachments/" + record.complaint.id.text() + "/";
    const std::string new_folder = "attachments/" + id.text() + "/";
    for (std::size_t i = 0; i < record.complaint.history.size(); ++i)
      for (const char* field : {"file", "attachment"}) {
        const auto node = record.events[i].find(field);
        if (!node || !node->is_scalar() || node->text().substr(0, old_folder.size()) != old_folder) continue;
        const std::string from{node->text()}, to = new_folder + from.substr(old_folder.size());
        if (auto done = text.set([&](yaml::Node root) { return event_field(root, i, field); }, to); !done)
          return done;
        if (!moved_.insert(to).second) continue;
        auto bytes = session_.disk->read(from, attachment_limit);
        if (!bytes) return std::move(bytes).failure();
        out_.changes.push_back({to, std::nullopt, std::move(*bytes)});
        if (kept.count(from) == 0) out_.leftovers.push_back(from);
      }
    // What is written is what was there, under its new name.
    const auto again = records::read(id.path(), text.bytes(), lists());
    if (!again) return again.failure();
    if (again->complaint.history.size() != record.complaint.history.size())
      return unreadable(record.document.path(), tr("the record cannot be given another id safely"));
    out_.changes.push_back({id.path(), std::nullopt, text.bytes()});
    return Done{};
  }

  // The text of a record in which references to `old_id` are turned into `new_id`, except in events
  // that our side has as well: those speak of ours.
  Result<std::string> referring(const std::string& path, const std::string& bytes,
                                const std::optional<std::string>& ours, const std::string& old_id,
                                const std::string& new_id) const {
    const auto record = records::read(path, bytes, lists());
    if (!record) return record.failure();
    std::vector<process::Event> before;
    if (ours) {
      const auto old = records::read(path, *ours, lists());
      if (!old) return old.failure();
      before = old->complaint.history;
    }
    Rewriting text{path, bytes};
    for (std::size_t i = 0; i < record->complaint.history.size(); ++i) {
      const auto& event = record->complaint.history[i];
      const bool is_reference = std::holds_alternative<process::Linked>(event.body) ||
                                std::holds_alternative<process::Merged>(event.body) ||
                                std::holds_alternative<process::Split>(event.body);
      if (!is_reference || std::any_of(before.begin(), before.end(), [&](const auto& old) {
            return records::to_value(old) == records::to_value(event);
          }))
        continue;
      for (const char* field : {"to", "into"}) {
        bool is_done = false;
        const auto find = [&](yaml::Node root) -> std::optional<yaml::Node> {
          is_done = true;
          const auto node = event_field(root, i, field);
          if (!node) return std::nullopt;
          if (node->is_scalar()) return node->text() == old_id ? node : std::nullopt;
          for (const yaml::Node item : node->items())
            if (item.text() == old_id) {
              is_done = false;  // a list may name it again
              return item;
            }
          return std::nullopt;
        };
        while (!is_done)
          if (auto done = text.set(find, new_id); !done) return std::move(done).failure();
      }
    }
    return text.bytes();
  }

  // Turns the references that their side wrote in one record of the working tree. One that git could
  // not merge, which may be because both sides speak of one id, is merged with what they mean.
  Result<Done> refer(const std::string& path, const std::string& old_id, const std::string& new_id,
                     const std::string& head) {
    auto bytes = session_.disk->read(path, store::record_limit);
    if (!bytes) return std::move(bytes).failure();
    if (bytes->find(old_id) == std::string::npos) return Done{};
    const auto conflict = unmerged_.find(path);
    if (conflict == unmerged_.end()) {
      auto changed = referring(path, *bytes, file_of(session_.root, head, path), old_id, new_id);
      if (!changed) return std::move(changed).failure();
      if (*changed != *bytes) out_.changes.push_back({path, std::move(*bytes), std::move(*changed)});
      return Done{};
    }
    merge::Versions versions;
    const auto& blobs = conflict->second.blobs;
    if (blobs[0]) {
      auto base = blob(session_.root, *blobs[0]);
      if (!base) return std::move(base).failure();
      versions.base = std::move(*base);
    }
    for (const std::size_t side : {std::size_t{1}, std::size_t{2}}) {
      if (!blobs[side]) return unreadable(path, tr("one side deleted it"), tr("cmt resolve keeps it; then again"));
      auto version = blob(session_.root, *blobs[side]);
      if (!version) return std::move(version).failure();
      (side == 1 ? versions.ours : versions.theirs) = std::move(*version);
    }
    auto changed = referring(path, versions.theirs, versions.ours, old_id, new_id);
    if (!changed) return std::move(changed).failure();
    versions.theirs = std::move(*changed);
    merge::Outcome merged = merge::merge_complaint(path, versions, session_.rules());
    if (!merged.bytes)
      return failure(FailureKind::refused, tr("{} is in a conflict too: {}", path, merged.reasons.front()),
                     tr("settle it by hand, then again"));
    if (*merged.bytes != *bytes) out_.changes.push_back({path, std::move(*bytes), std::move(*merged.bytes)});
    return Done{};
  }

  // Actions, disputes and the like that came with `head` and name the complaint.
  Result<Done> refer_dossiers(const std::string& old_id, const std::string& new_id, const std::string& head,
                              const std::string& other) {
    const auto paths = dossier_paths(*session_.disk);
    if (!paths) return paths.failure();
    for (const auto& path : *paths)
      if (auto done = refer(path, old_id, new_id, head, other); !done) return done;
    return Done{};
  }

  Result<Done> refer(const std::string& path, const std::string& old_id, const std::string& new_id,
                     const std::string& head, const std::string& other) {
    auto bytes = session_.disk->read(path, store::record_limit);
    if (!bytes) return std::move(bytes).failure();
    if (bytes->find(old_id) == std::string::npos) return Done{};
    if (file_of(session_.root, head, path) || !file_of(session_.root, other, path)) return Done{};
    const auto names = [&](yaml::Node root) -> std::optional<yaml::Node> {
      for (std::uint32_t i = root.index(); i < root.next(); ++i)
        if (const auto node = root.at(i); node.is_scalar() && node.text() == old_id) return node;
      return std::nullopt;
    };
    Rewriting text{path, *bytes};
    for (std::string before; before != text.bytes();) {
      before = text.bytes();
      if (auto done = text.set(names, new_id); !done) return done;
    }
    if (text.bytes() != *bytes) out_.changes.push_back({path, std::move(*bytes), text.bytes()});
    return Done{};
  }

  // Files below complaints/ that hold a record under a name that is not its own.
  Result<Done> strays(const std::string& wanted) {
    const auto years = session_.disk->list("complaints");
    if (!years) return years.failure();
    for (const auto& year : *years) {
      if (year.kind != store::EntryKind::folder || year.name.front() == '.') continue;
      const auto files = session_.disk->list("complaints/" + year.name);
      if (!files) return files.failure();
      for (const auto& file : *files) {
        const std::string path = "complaints/" + year.name + "/" + file.name;
        if (file.kind != store::EntryKind::file || file.name.front() == '.' || !file.name.ends_with(".yaml"))
          continue;
        const auto bytes = session_.disk->read(path, store::record_limit);
        if (!bytes) continue;  // `cmt check` says what is wrong with it, here and below
        const auto document = yaml::parse(path, *bytes);
        if (!document) continue;
        const auto node = document->root().find("id");
        const auto id = node && node->is_scalar() ? ComplaintId::parse(node->text()) : std::nullopt;
        if (!id || id->path() == path || (!wanted.empty() && id->text() != wanted)) continue;
        if (auto done = place(path, *bytes, *id); !done) return done;
      }
    }
    return Done{};
  }

  Result<Done> place(const std::string& path, const std::string& bytes, const ComplaintId& id) {
    const auto record = records::read(id.path(), bytes, lists());
    if (!record) {
      out_.said.push_back(tr("{} left alone: {}", path, record.diagnostics().front().message).shown());
      return Done{};
    }
    const auto twin = twin_of(*record);
    if (!twin) return twin.failure();
    if (!*twin && session_.reg.has(id)) {
      // Two versions of one complaint, one of them in a wrong place, are one record.
      const auto home = session_.reg.load(id);
      if (!home) return home.failure();
      if (records::to_value(home->complaint.history.front()) ==
          records::to_value(record->complaint.history.front())) {
        merge::Outcome merged =
            merge::merge_complaint(id.path(), {{}, home->document.bytes(), bytes}, session_.rules());
        if (!merged.bytes)
          return failure(FailureKind::refused,
                         tr("{} and {} are one complaint, but: {}", id.path(), path, merged.reasons.front()),
                         tr("put what is right into the first and remove the second"));
        out_.changes.push_back({id.path(), home->document.bytes(), std::move(*merged.bytes)});
        out_.leftovers.push_back(path);
        out_.said.push_back(fmt::format("{} united with {}, which is the same complaint", path, id.path()));
        return Done{};
      }
    }
    out_.leftovers.push_back(path);
    if (*twin) {
      out_.said.push_back(fmt::format("{} is there already, as {}", path, **twin));
    } else if (!session_.reg.has(id) && taken_.insert(id.text()).second) {
      out_.changes.push_back({id.path(), std::nullopt, bytes});
      out_.said.push_back(fmt::format("{} moved to {}, the place of its id", path, id.path()));
    } else {
      const ComplaintId fresh = fresh_id(id.year());
      std::set<std::string> kept;
      for (const auto& [file, name] : process::files_of(record->complaint)) kept.insert(file);
      if (auto done = move(*record, fresh, kept); !done) return done;
      out_.said.push_back(fmt::format("{}, a second {}, is now {}", path, id.text(), fresh.text()));
    }
    return Done{};
  }

  // A record that says the same, whatever its id: a copy, or what an interrupted renumbering made.
  Result<std::optional<std::string>> twin_of(const Record& record) {
    const auto listing = session_.reg.list();
    if (!listing) return listing.failure();
    const std::string folder = "attachments/" + record.complaint.id.text() + "/";
    for (const auto& id : listing->ids) {
      const auto other = session_.reg.load(id);
      if (!other || other->complaint.history.size() != record.complaint.history.size() ||
          other->complaint.summary != record.complaint.summary)
        continue;
      bool is_same = true;
      for (std::size_t i = 0; is_same && i < other->complaint.history.size(); ++i) {
        process::Event there = other->complaint.history[i];
        const std::string own = "attachments/" + id.text() + "/";
        for (std::string* path : {paths_of(there).first, paths_of(there).second})
          if (path && path->substr(0, own.size()) == own) *path = folder + path->substr(own.size());
        is_same = records::to_value(there) == records::to_value(record.complaint.history[i]);
      }
      if (is_same) return std::optional<std::string>{id.text()};
    }
    return std::optional<std::string>{};
  }

  static std::pair<std::string*, std::string*> paths_of(process::Event& event) {
    auto* attached = std::get_if<process::Attached>(&event.body);
    auto* told = std::get_if<process::DecisionCommunicated>(&event.body);
    return {attached ? &attached->file : nullptr, told ? &told->attachment : nullptr};
  }

  World& world_;
  const Session& session_;
  Renumbering out_;
  std::map<std::string, Unmerged> unmerged_;
  std::set<std::string> taken_;  // ids given in this run
  std::set<std::string> moved_;  // attachments copied in this run
};

}  // namespace

Result<Renumbering> renumber(World& world, const Session& session, const std::string& id) {
  return Renumberer{world, session}.run(id);
}

}  // namespace cmt::cli
