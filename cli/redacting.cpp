#include "cli/redacting.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <optional>

#include "cache/snapshot.hpp"
#include "cli/destroying.hpp"
#include "cli/dossiers.hpp"
#include "cli/kept_file.hpp"
#include "cli/sealing.hpp"
#include "core/text.hpp"
#include "disclosure/request.hpp"
#include "process/redaction.hpp"
#include "process/retention.hpp"
#include "records/party.hpp"
#include "records/redact.hpp"
#include "survey/survey.hpp"

namespace cmt::cli {
namespace {

std::string what_there_is(const records::Record& record) {
  std::vector<std::string> all = records::redactable_texts(record);
  for (const auto& [path, name] : process::files_of(record.complaint)) all.push_back(path);
  std::string out;
  for (const auto& one : all) out += (out.empty() ? "" : ", ") + printable_line(one);
  return out.empty() ? "none" : out;
}

}  // namespace

Result<std::string> Redacting::bytes_of(const std::string& path) const {
  const auto found = index_.find(path);
  if (found != index_.end()) return changes_[found->second].after;
  return session_.disk->read(path, store::record_limit);
}

Result<records::Record> Redacting::record(const std::string& path) const {
  auto bytes = bytes_of(path);
  if (!bytes) return std::move(bytes).failure();
  return records::read(path, std::move(*bytes), session_.rules().lists);
}

void Redacting::keep(const std::string& path, std::string before, std::string after) {
  const auto [at, is_new] = index_.emplace(path, changes_.size());
  if (is_new) changes_.push_back({path, std::move(before), std::move(after)});
  else changes_[at->second].after = std::move(after);
}

// Appends the event to what the file holds by now.
Result<Done> Redacting::say(const ComplaintId& id, const std::string& bytes, const process::Redacted& event) {
  const std::string path = id.path();
  const auto now = bytes_of(path);
  if (!now) return now.failure();
  const auto read = records::read(path, bytes, session_.rules().lists);
  if (!read) return read.failure();
  auto taken = process::take(read->complaint, event_of(mark_, event), session_.rules());
  if (!taken) return std::move(taken).failure();
  auto after = records::append(*read, *taken, session_.rules().lists);
  if (!after) return std::move(after).failure();
  keep(path, *now, std::move(*after));
  return Done{};
}

Result<Done> Redacting::take_out(const ComplaintId& id, const process::Redacted& event) {
  const auto now = record(id.path());
  if (!now) return now.failure();
  auto without = records::redact(*now, event, session_.rules().lists);
  if (!without) return std::move(without).failure();
  bool is_found = *without != now->document.bytes();
  for (const auto& [file, name] : process::files_of(now->complaint)) {
    const auto there = session_.disk->find(file);
    if (!process::names_file(event, file, name) || !there || !*there) continue;
    is_found = true;
    gone_.insert(file);
  }
  if (!is_found)
    return failure(FailureKind::refused,
                   tr("{} holds no text or file '{}'", id.text(), truncate(printable_line(event.field), 60)),
                   tr("it holds {}", what_there_is(*now)));
  return say(id, *without, event);
}

Result<Done> Redacting::forget(const std::string& party, const std::vector<ComplaintId>& complaints,
                               const process::Redacted& ground) {
  const std::string file = records::path_of_party(party);
  gone_.insert(file);
  std::set<std::string> keys;
  if (is_sealed(session_)) {
    const auto bytes = session_.disk->read(file, store::record_limit);
    if (!bytes) return bytes.failure();
    keys = keys_in(file, *bytes, session_.rules().lists);
    auto about = keys_about(party);
    if (!about) return std::move(about).failure();
    keys.merge(*about);
    keys_.insert(keys.begin(), keys.end());
  }
  for (const auto& id : complaints) {
    const auto now = record(id.path());
    if (!now) return now.failure();
    process::Redacted event = ground;
    const bool is_complainant = process::replay(now->complaint, session_.rules()).complainant == party;
    event.field = is_complainant ? std::string{process::redacted_complainant} : party;
    if (auto done = say(id, now->document.bytes(), event); !done) return done;
    if (auto done = destroy(id, keys, ground); !done) return done;
  }
  return Done{};
}

std::set<std::string> Redacting::keys_of(const records::Record& record, const std::set<std::string>& gone) const {
  const Lists& lists = session_.rules().lists;
  auto out = keys_in(record.complaint.id.path(), record.document.bytes(), lists, gone);
  for (const auto& [path, name] : process::files_of(record.complaint))
    if (gone.count(path) == 0)
      if (const auto file = session_.disk->read(path, kept_file_limit)) out.merge(keys_in(path, *file, lists));
  return out;
}

Result<std::set<std::string>> Redacting::keys_about(const std::string& owner) {
  if (!about_) {
    auto all = keys_of_dossiers(session_);
    if (!all) return std::move(all).failure();
    about_ = std::move(*all);
  }
  std::set<std::string> out;
  if (const auto found = about_->find(owner); found != about_->end())
    for (const auto& [key, path] : found->second) out.insert(key);
  return out;
}

Result<std::set<std::string>> Redacting::keys_before(const ComplaintId& id) {
  const auto record = session_.reg.load(id);
  if (!record) return record.failure();
  auto out = keys_of(*record, {});
  auto about = keys_about(id.text());
  if (!about) return std::move(about).failure();
  out.merge(*about);
  for (const auto& key : destroyed_in(record->complaint)) out.erase(key);
  return out;
}

Result<Done> Redacting::destroy(const ComplaintId& id, const std::set<std::string>& keys, const process::Redacted& ground) {
  for (const auto& key : keys) {
    const auto now = bytes_of(id.path());
    if (!now) return now.failure();
    process::Redacted event = ground;
    event.field = key;
    if (auto done = say(id, *now, event); !done) return done;
    keys_.insert(key);
  }
  return Done{};
}

Result<Done> Redacting::destroy_keys_of(const ComplaintId& id, const process::Redacted& ground) {
  if (!is_sealed(session_)) return Done{};
  const auto keys = keys_before(id);
  if (!keys) return keys.failure();
  return destroy(id, *keys, ground);
}

Result<std::set<std::string>> Redacting::keys_needed(const std::vector<ComplaintId>& ids) {
  std::set<std::string> out;
  for (const auto& id : ids) {
    const auto now = record(id.path());
    if (!now) return now.failure();
    std::set<std::string> gone = gone_;
    for (const auto& [path, name] : process::files_of(now->complaint))
      if (const auto there = session_.disk->find(path); there && !*there) gone.insert(path);
    auto own = keys_of(*now, gone);
    // What dossiers say of a case is kept as long as something is that the case says itself.
    if (!own.empty()) {
      auto about = keys_about(id.text());
      if (!about) return std::move(about).failure();
      own.merge(*about);
    }
    out.merge(own);
  }
  const auto surveys = store::list_dossiers(session_.reg.files(), survey::Survey::folder, survey::Survey::letter);
  if (!surveys) return surveys.failure();
  for (const auto& id : surveys->ids) {
    const std::string path = records::path_of_dossier(survey::Survey::folder, id);
    const auto now = bytes_of(path);
    if (!now) return now.failure();
    out.merge(keys_in(path, *now, session_.rules().lists));
  }
  return out;
}

Result<Done> Redacting::destroy_unused_keys(const process::Redacted& ground) {
  if (!is_sealed(session_)) return Done{};
  const auto listing = session_.reg.list();
  if (!listing) return listing.failure();
  const auto needed = keys_needed(listing->ids);
  if (!needed) return needed.failure();
  for (const auto& id : listing->ids) {
    if (index_.find(id.path()) == index_.end() && uncommented_.count(id.text()) == 0) continue;
    auto keys = keys_before(id);
    if (!keys) return keys.failure();
    std::erase_if(*keys, [&](const auto& key) { return needed->count(key) != 0; });
    if (auto done = destroy(id, *keys, ground); !done) return done;
  }
  return Done{};
}

Result<Done> Redacting::take_out_comments(const std::string& survey, const std::vector<std::string>& complaints,
                                          const process::Redacted& ground) {
  using survey::Survey;
  const process::Rules& rules = session_.rules();
  const std::string path = records::path_of_dossier(Survey::folder, survey);
  const auto now = bytes_of(path);
  if (!now) return now.failure();
  const auto whole = records::DossierFile<Survey>::read(path, *now, rules.lists);
  if (!whole) return whole.failure();
  auto without = records::redact_comments(*whole, complaints, rules.lists);
  if (!without) return std::move(without).failure();
  const auto read = records::DossierFile<Survey>::read(path, std::move(*without), rules.lists);
  if (!read) return read.failure();
  auto taken = dossier::Steps<Survey>::take(
      read->dossier,
      dossier_event<Survey>(mark_, survey::CommentsRedacted{std::string{survey::redacted_comments}, complaints,
                                                            ground.reason, ground.schedule, ground.request}),
      rules);
  if (!taken) return std::move(taken).failure();
  auto after = records::DossierFile<Survey>::append(*read, *taken, rules.lists);
  if (!after) return std::move(after).failure();
  keep(path, *now, std::move(*after));
  uncommented_.insert(complaints.begin(), complaints.end());
  return Done{};
}

Result<Done> carry_out(World& world, Session& session, const ChangeOptions& options, const Redacting& redacting,
                       CommitText text) {
  const auto gone = redacting.gone();
  if (!gone.empty() && options.commit)
    return failure(FailureKind::usage, tr("--commit does not remove files from git"),
                   tr("leave it out, then `git rm` the files that are gone and commit"));
  auto done = carry_out(world, session, options, redacting.changes(), std::move(text), gone, redacting.keys());
  // It may hold the words still.
  if (!options.dry_run) cache::forget(session.root);
  if (done && !options.dry_run && !redacting.keys().empty()) {
    world.say(trn("{} key destroyed: what they sealed can be read nowhere, but where a copy of the keys was kept",
                  "{} keys destroyed: what they sealed can be read nowhere, but where a copy of the keys was kept",
                  redacting.keys().size(), redacting.keys().size()));
  }
  return done;
}

void tell_of_history(World& world, const Session& session) {
  if (is_sealed(session)) return;
  world.say(tr("older commits of git still hold it: cmt retention history tells which, and how it goes"));
}

Result<std::string> request_named(const Session& session, const std::string& typed) {
  if (typed.empty()) return std::string{};
  return find_dossier<disclosure::Request>(session, typed);
}

Result<std::string> find_party(const Session& session, const std::string& typed) {
  return store::find_dossier(session.reg.files(), "parties", 'P', "party", typed,
                             "cmt party list shows them, cmt show ID --json whom a complaint names");
}

Result<std::vector<ComplaintId>> naming_party(const Session& session, const std::string& party, unsigned threads) {
  const auto listing = session.reg.list();
  if (!listing) return listing.failure();
  const auto& ids = listing->ids;
  using Reg = store::Register;
  const auto is_named = [&](const ComplaintId& id) -> Result<bool> {
    auto bytes = session.disk->read(id.path(), store::record_limit);
    if (!bytes) return std::move(bytes).failure();
    if (bytes->find(party) == std::string::npos) return false;
    const auto record = records::read(id.path(), std::move(*bytes), session.rules().lists);
    if (!record) return record.failure();
    const auto parties = process::parties_of(record->complaint);
    return std::find(parties.begin(), parties.end(), party) != parties.end();
  };
  std::vector<std::vector<ComplaintId>> found(Reg::blocks(ids.size()));
  std::vector<std::optional<Failure>> failed(found.size());
  Reg::each_block(ids.size(), threads, [&](std::size_t block) {
    const std::size_t end = std::min(ids.size(), (block + 1) * Reg::block_size);
    for (std::size_t i = block * Reg::block_size; i < end && !failed[block]; ++i) {
      const auto named = is_named(ids[i]);
      if (!named) failed[block] = named.failure();
      else if (*named) found[block].push_back(ids[i]);
    }
  });
  std::vector<ComplaintId> out;
  for (std::size_t block = 0; block < found.size(); ++block) {
    if (failed[block]) return std::move(*failed[block]);
    out.insert(out.end(), found[block].begin(), found[block].end());
  }
  return out;
}

}  // namespace cmt::cli
