#include "cli/old_versions.hpp"

#include <map>
#include <mutex>
#include <set>

#include "cli/dossiers.hpp"
#include "process/redaction.hpp"
#include "records/party.hpp"
#include "records/redact.hpp"
#include "survey/survey.hpp"

namespace cmt::cli {
namespace {

using survey::Survey;

// What the `redacted` events of the register name.
struct TakenOut {
  std::map<std::string, ComplaintId> complaints;  // with such an event, by the path of their record
  std::set<std::string> files;                    // that may be gone
};

void note(const process::Complaint& complaint, const process::Rules& rules, TakenOut& out) {
  for (const auto& event : complaint.history) {
    const auto* redacted = std::get_if<process::Redacted>(&event.body);
    if (!redacted) continue;
    out.complaints.emplace(complaint.id.path(), complaint.id);
    for (const auto& [path, name] : process::files_of(complaint))
      if (process::names_file(*redacted, path, name)) out.files.insert(path);
    if (redacted->field == process::redacted_complainant) {
      const auto party = process::replay(complaint, rules).complainant;
      if (!party.empty()) out.files.insert(records::path_of_party(party));
    } else if (LetterId::parse('P', redacted->field)) {
      out.files.insert(records::path_of_party(redacted->field));
    } else if (redacted->field.starts_with("parties/")) {
      out.files.insert(redacted->field);
    }
  }
}

Result<TakenOut> taken_out(const World& world, const Session& session) {
  const auto listing = session.reg.list();
  if (!listing) return listing.failure();
  TakenOut out;
  std::mutex mutex;
  const auto read = read_each(session, listing->ids, threads_of(world), [&](std::size_t, records::Record&& record) {
    TakenOut one;
    note(record.complaint, session.rules(), one);
    if (one.complaints.empty()) return;
    const std::lock_guard lock{mutex};
    out.complaints.merge(one.complaints);
    out.files.merge(one.files);
  });
  if (!read) return read.failure();
  return out;
}

// By the path of a survey, the complaints on which comments were taken out of it.
Result<std::map<std::string, std::vector<std::string>>> comments_taken_out(const Session& session) {
  const auto all = load_dossiers<Survey>(session);
  if (!all) return all.failure();
  std::map<std::string, std::vector<std::string>> out;
  for (const auto& record : *all)
    for (const auto& event : record.dossier.history)
      if (const auto* one = std::get_if<survey::CommentsRedacted>(&event.body)) {
        auto& complaints = out[records::path_of_dossier(Survey::folder, record.dossier.id)];
        complaints.insert(complaints.end(), one->complaints.begin(), one->complaints.end());
      }
  return out;
}

// The version of a survey or complaint without what was taken out.
class Without {
 public:
  Without(const Session& session, TakenOut taken, std::map<std::string, std::vector<std::string>> comments)
      : session_(session), taken_(std::move(taken)), comments_(std::move(comments)) {}

  bool concerns(const std::string& path) const {
    return taken_.complaints.count(path) != 0 || comments_.count(path) != 0;
  }
  bool is_gone(const std::string& path) const {
    if (taken_.files.count(path) == 0) return false;
    const auto there = session_.disk->find(path);
    return there && !*there;
  }

  Result<std::string> operator()(const std::string& path, const std::string& bytes) {
    const auto& lists = session_.rules().lists;
    if (const auto found = comments_.find(path); found != comments_.end()) {
      const auto older = records::DossierFile<Survey>::read(path, bytes, lists);
      if (!older) return older.failure();
      return records::redact_comments(*older, found->second, lists);
    }
    const auto older = records::read(path, bytes, lists);
    if (!older) return older.failure();
    if (!newest_ || newest_->document.path() != path) {
      auto read = session_.reg.load(taken_.complaints.at(path));
      if (!read) return std::move(read).failure();
      newest_.emplace(std::move(*read));
    }
    return records::redact_like(*newest_, *older, lists);
  }

 private:
  const Session& session_;
  TakenOut taken_;
  std::map<std::string, std::vector<std::string>> comments_;
  std::optional<records::Record> newest_;  // versions come path by path
};

}  // namespace

Result<OldVersions> load_old_versions(const World& world, const Session& session) {
  const auto repository = git::Repository::open(session.root);
  if (!repository) return repository.failure();
  auto taken = taken_out(world, session);
  if (!taken) return std::move(taken).failure();
  auto comments = comments_taken_out(session);
  if (!comments) return std::move(comments).failure();
  Without without{session, std::move(*taken), std::move(*comments)};

  const std::string& prefix = repository->prefix();
  std::vector<std::string> folders;
  for (const std::string_view folder : std::initializer_list<std::string_view>{"complaints", "parties", "attachments", Survey::folder})
    folders.push_back(prefix + std::string{folder});
  const auto versions = repository->versions(folders);
  if (!versions) return versions.failure();
  const auto objects = git::Objects::open(*repository);
  if (!objects) return objects.failure();

  OldVersions out;
  for (const auto& version : *versions) {
    const std::string path = version.path.substr(prefix.size());
    if (without.is_gone(path)) {
      if (out.files.empty() || out.files.back() != version.path) out.files.push_back(version.path);
      continue;
    }
    if (!without.concerns(path)) continue;
    const auto bytes = (*objects)->blob(version.name, store::record_limit);
    if (!bytes) return bytes.failure();
    auto changed = without(path, *bytes);
    if (!changed) out.unreadable.push_back(version);
    else if (*changed != *bytes) out.texts.push_back({version, std::move(*changed)});
  }
  return out;
}

}  // namespace cmt::cli
