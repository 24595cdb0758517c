#include "cli/sealing.hpp"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "cli/folder_findings.hpp"
#include "core/sha256.hpp"
#include "core/text.hpp"
#include "process/redaction.hpp"
#include "records/personal_texts.hpp"
#include "records/redact.hpp"
#include "store/dossiers.hpp"
#include "yaml/splice.hpp"

namespace cmt::cli {
namespace {

constexpr std::size_t key_file_limit = std::size_t{1} << 20;
constexpr std::string_view key_ending = ".key";
// In the folder of keys: those that a command is about to destroy, a line each.
constexpr const char* going_file = "going";

bool is_kept_clear(std::string_view party_field) {
  return party_field == "schema" || party_field == "id" || party_field == "country" || party_field == "preferred_language";
}

// The lines of a file, without those that are empty or begin with #.
std::vector<std::string> told_lines(std::string_view bytes) {
  std::vector<std::string> out;
  while (!bytes.empty()) {
    const auto end = std::min(bytes.find('\n'), bytes.size());
    std::string line{bytes.substr(0, end)};
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (!line.empty() && line.front() != '#') out.push_back(std::move(line));
    bytes.remove_prefix(std::min(bytes.size(), end + 1));
  }
  return out;
}

// Told of each scalar of a party file that is personal.
template <class Look>
void each_personal(const yaml::Document& document, const Look& look) {
  for (const auto entry : document.root().entries()) {
    if (is_kept_clear(entry.key.text())) continue;
    std::vector<yaml::Node> open{entry.value};
    while (!open.empty()) {
      const yaml::Node node = open.back();
      open.pop_back();
      if (node.is_scalar()) look(node);
      for (const auto inner : node.entries()) open.push_back(inner.value);
      for (const auto item : node.items()) open.push_back(item);
    }
  }
}

// A correction of a coded field says a code, which the process reads; of a text it says words.
bool is_sealable(const process::Complaint& complaint, std::size_t event, const std::string& path) {
  const auto* corrected = std::get_if<process::Corrected>(&complaint.history[event].body);
  if (!corrected || path != "value" || complaint.history.empty()) return true;
  bool is_text = false;
  process::each_text(complaint.history.front(),
                     [&](const std::string& name, const std::string&) { is_text |= name == corrected->field; });
  return is_text;
}

std::string file_of(const std::string& key) { return key + std::string{key_ending}; }

// Whether a text of a record stands in clear, and is more than the mark of one that was taken out.
bool is_clear(std::string_view text, const std::set<std::string>& kept) {
  return !text.empty() && text != process::redacted_text && kept.count(std::string{text}) == 0;
}

}  // namespace

bool is_sealed(const Session& session) {
  const auto there = session.disk->find(recipients_path);
  return there && *there;
}

bool is_unreadable(std::string_view text) {
  return text.find(sealed_text) != std::string_view::npos || text.find(damaged_text) != std::string_view::npos;
}

bool is_recipient_name(std::string_view name) {
  return !name.empty() && name.size() <= 100 && name.front() != '#' &&
         std::all_of(name.begin(), name.end(), [](char c) { return c > ' ' && c < 0x7f; });
}

Result<std::vector<Recipient>> read_recipients(std::string_view bytes) {
  std::vector<Recipient> out;
  for (const auto& line : told_lines(bytes)) {
    const auto gap = line.find(' ');
    Recipient one{line.substr(0, gap), gap == std::string::npos ? std::string{} : line.substr(gap + 1)};
    if (!is_recipient_name(one.name) || !seal::is_public_key(one.key))
      return unreadable(recipients_path, tr("'{}' is no recipient", truncate(printable_line(line), 60)),
                        tr("a line is NAME PUBLICKEY; cmt key add writes it"));
    out.push_back(std::move(one));
  }
  if (out.empty())
    return unreadable(recipients_path, tr("it names nobody, so that nobody could read what is written"),
                      "cmt key add NAME PUBLICKEY");
  return out;
}

std::string written(const std::vector<Recipient>& recipients) {
  std::string out = "# Who can read this sealed register: NAME PUBLICKEY; cmt key add and cmt key remove write it.\n";
  for (const auto& one : recipients) out += one.name + " " + one.key + "\n";
  return out;
}

std::filesystem::path identity_path(const World& world) {
  const auto named = [&](const char* name) { return world.environment(name).value_or(std::string{}); };
  if (const auto path = named("CMT_IDENTITY"); !path.empty()) return world.folder / path;
  if (const auto folder = named("XDG_CONFIG_HOME"); folder.starts_with('/')) return std::filesystem::path{folder} / "cmt/identity";
  if (const auto home = named("HOME"); !home.empty()) return std::filesystem::path{home} / ".config/cmt/identity";
  return {};
}

Result<std::optional<seal::Secret>> read_identity(const World& world) {
  using Found = std::optional<seal::Secret>;
  const auto path = identity_path(world);
  struct stat state {};
  if (path.empty() || ::stat(path.c_str(), &state) != 0) return Found{};
  const std::string shown = printable_line(path.string());
  if ((state.st_mode & 077) != 0)
    return unreadable(shown, tr("the identity may be read by others"), tr("chmod 600 it"));
  const auto disk = store::Disk::open(path.parent_path());
  if (!disk) return disk.failure();
  auto bytes = disk->read(path.filename().string(), key_file_limit);
  if (!bytes) return std::move(bytes).failure();
  const auto lines = told_lines(*bytes);
  auto secret = lines.size() == 1 ? seal::Secret::parse(lines.front()) : std::nullopt;
  seal::wipe(*bytes);
  if (!secret) return unreadable(shown, tr("it is no identity"), tr("cmt key new makes one"));
  return Found{std::move(secret)};
}

std::set<std::string> keys_in(const std::string& path, const std::string& bytes, const Lists& lists,
                              const std::set<std::string>& gone) {
  std::set<std::string> out;
  const auto add = [&](std::string_view text) {
    if (const auto key = seal::key_of(text)) out.insert(*key);
  };
  if (path.starts_with("attachments/")) {
    if (const auto key = seal::key_of_file(bytes)) out.insert(*key);
  } else if (path.starts_with("complaints/")) {
    // A value that somebody wrote where no words are sealed, such as the summary, is not of this case.
    const auto record = records::read(path, bytes, lists);
    if (!record) return out;
    records::each_text(*record, [&](std::optional<std::size_t> event, const std::string& name, yaml::Node text) {
      if (!event || !is_sealable(record->complaint, *event, name)) return;
      const process::Event& at = record->complaint.history[*event];
      if (!process::is_name_of_file(at, name) || gone.count(std::get<process::Attached>(at.body).file) == 0) add(text.text());
    });
  } else if (records::may_hold_personal_texts(path)) {
    if (const auto found = records::personal_texts(path, bytes, lists))
      for (const auto& one : found->texts) add(one.place.text());
  } else if (const auto document = yaml::parse(path, bytes)) {
    each_personal(*document, [&](yaml::Node node) { add(node.text()); });
  }
  return out;
}

Result<OwnedKeys> keys_of_dossiers(const Session& session) {
  OwnedKeys out;
  const auto paths = dossier_paths(*session.disk);
  if (!paths) return paths.failure();
  for (const auto& path : *paths) {
    if (!records::may_hold_personal_texts(path)) continue;
    auto bytes = session.disk->read(path, store::record_limit);
    if (!bytes) return std::move(bytes).failure();
    const auto found = records::personal_texts(path, std::move(*bytes), session.rules().lists);
    if (!found) return found.failure();
    for (const auto& one : found->texts)
      if (const auto key = seal::key_of(one.place.text())) out[one.owner].emplace(*key, path);
  }
  return out;
}

std::set<std::string> destroyed_in(const process::Complaint& complaint) {
  std::set<std::string> out;
  for (const auto& event : complaint.history)
    if (const auto* redacted = std::get_if<process::Redacted>(&event.body))
      if (LetterId::parse('K', redacted->field)) out.insert(redacted->field);
  return out;
}

Result<NamedKeys> named_keys(const Session& session) {
  NamedKeys out;
  std::map<std::string, std::set<std::string>> destroyed_by;  // by the complaint, or party, that a dossier says something of
  const auto listing = session.reg.list();
  if (!listing) return listing.failure();
  for (const auto& id : listing->ids) {
    const auto record = session.reg.load(id);
    if (!record) return record.failure();
    const auto destroyed = destroyed_in(record->complaint);
    for (const auto& key : keys_in(id.path(), record->document.bytes(), session.rules().lists)) {
      out.used.emplace(key, id.path());
      if (destroyed.count(key) == 0) out.needed.emplace(key, id.path());
    }
    out.destroyed.insert(destroyed.begin(), destroyed.end());
    destroyed_by[id.text()] = destroyed;
  }
  const auto parties = store::list_dossiers(session.reg.files(), "parties", 'P');
  if (!parties) return parties.failure();
  for (const auto& id : parties->ids) {
    const std::string path = records::path_of_party(id);
    destroyed_by[id];  // nothing is, as long as the file is there
    const auto bytes = session.disk->read(path, store::record_limit);
    if (!bytes) return bytes.failure();
    for (const auto& key : keys_in(path, *bytes, session.rules().lists)) {
      out.used.emplace(key, path);
      out.needed.emplace(key, path);
    }
  }
  const auto dossiers = keys_of_dossiers(session);
  if (!dossiers) return dossiers.failure();
  for (const auto& [owner, keys] : *dossiers) {
    const auto said = destroyed_by.find(owner);
    for (const auto& [key, path] : keys) {
      out.used.emplace(key, path);
      const bool is_destroyed = said == destroyed_by.end() ? out.destroyed.count(key) != 0 : said->second.count(key) != 0;
      if (!is_destroyed) out.needed.emplace(key, path);
    }
  }
  return out;
}

// ---- the folder of keys -----------------------------------------------------------------------------

Result<Sealing> Sealing::open(const World& world, const Session& session) {
  Sealing out{world, session};
  const auto named = world.environment("CMT_KEYS").value_or("");
  out.folder_ = named.empty() ? session.root / ".cmt-keys" : world.folder / named;
  const auto there = session.disk->find(recipients_path);
  if (!there) return there.failure();
  if (!*there) {
    std::error_code error;
    if (named.empty() && std::filesystem::exists(out.folder_, error))
      return unreadable(recipients_path, tr("it is gone, but the register has keys: nothing is written in clear here"),
                        tr("take it back from git"));
    return out;
  }
  const auto bytes = session.disk->read(recipients_path, key_file_limit);
  if (!bytes) return bytes.failure();
  auto recipients = read_recipients(*bytes);
  if (!recipients) return std::move(recipients).failure();
  out.recipients_ = std::move(*recipients);
  return out;
}

Result<std::optional<store::Disk>> Sealing::disk() const {
  std::error_code error;
  if (!std::filesystem::exists(folder_, error)) return std::optional<store::Disk>{};
  auto disk = store::Disk::open(folder_);
  if (!disk) return std::move(disk).failure();
  return std::optional<store::Disk>{std::move(*disk)};
}

bool Sealing::has(const std::string& key) const {
  const auto store = disk();
  if (!store || !*store) return false;
  const auto there = (*store)->find(file_of(key));
  return there && *there;
}

Result<std::vector<std::string>> Sealing::keys() const {
  std::vector<std::string> out;
  const auto store = disk();
  if (!store) return store.failure();
  if (!*store) return out;
  const auto entries = (*store)->list("");
  if (!entries) return entries.failure();
  for (const auto& entry : *entries) {
    if (!entry.name.ends_with(key_ending)) continue;
    const std::string key = entry.name.substr(0, entry.name.size() - key_ending.size());
    if (LetterId::parse('K', key)) out.push_back(key);
  }
  return out;
}

const seal::Secret* Sealing::secret_of(const std::string& key) {
  if (const auto found = secrets_.find(key); found != secrets_.end()) return found->second ? &*found->second : nullptr;
  auto& out = secrets_[key];
  if (!is_identity_read_) {
    is_identity_read_ = true;
    if (auto read = read_identity(*world_)) identity_ = std::move(*read);
  }
  const auto store = disk();
  if (!identity_ || !store || !*store) return nullptr;
  const auto bytes = (*store)->read(file_of(key), key_file_limit);
  if (!bytes) return nullptr;
  const std::string mine = seal::public_key(*identity_) + " ";
  for (const auto& line : told_lines(*bytes))
    if (line.starts_with(mine)) out = seal::open_box(line.substr(mine.size()), *identity_);
  return out ? &*out : nullptr;
}

namespace {

std::string boxes_of(const seal::Secret& secret, const std::vector<Recipient>& recipients) {
  std::string out;
  for (const auto& one : recipients) out += one.key + " " + seal::box(secret, one.key) + "\n";
  return out;
}

}  // namespace

Result<std::string> Sealing::make_key(bool is_dry_run) {
  seal::Secret secret = seal::Secret::make();
  if (is_dry_run) {
    const std::string key = LetterId::draw('K', world_->random).text();
    secrets_.insert_or_assign(key, std::move(secret));
    return key;
  }
  std::error_code error;
  if (std::filesystem::create_directories(folder_, error))
    std::filesystem::permissions(folder_, std::filesystem::perms::owner_all, error);
  if (error) return unreadable(folder_.string(), tr("the folder of keys cannot be made: {}", error.message()));
  auto store = store::Disk::open(folder_);
  if (!store) return std::move(store).failure();
  for (int attempt = 0; attempt < 1000; ++attempt) {
    const std::string key = LetterId::draw('K', world_->random).text();
    const auto made = store->create(file_of(key), boxes_of(secret, recipients_), store::Privacy::closed);
    if (!made) return made.failure();
    if (*made == store::Creation::exists) continue;
    secrets_.insert_or_assign(key, std::move(secret));
    return key;
  }
  return unreadable(folder_.string(), tr("no free name for a key"));
}

Result<std::vector<std::string>> Sealing::box_again(const std::vector<Recipient>& recipients) {
  std::vector<std::string> left;
  const auto all = keys();
  if (!all) return all.failure();
  auto store = disk();
  if (!store) return std::move(store).failure();
  for (const auto& key : *all) {
    const auto before = (*store)->read(file_of(key), key_file_limit);
    if (!before) return before.failure();
    std::string after;
    if (const auto* secret = secret_of(key)) {
      after = boxes_of(*secret, recipients);
    } else {
      // Who is no recipient any more loses their box; nobody new can get one.
      left.push_back(key);
      for (const auto& line : told_lines(*before))
        if (std::any_of(recipients.begin(), recipients.end(), [&](const auto& one) { return line.starts_with(one.key + " "); }))
          after += line + "\n";
    }
    if (auto done = (*store)->replace(file_of(key), *before, after); !done) return std::move(done).failure();
  }
  return left;
}

Result<Done> Sealing::destroy(const std::string& key) {
  secrets_.erase(key);
  auto store = disk();
  if (!store) return std::move(store).failure();
  if (!*store || !has(key)) return Done{};
  // In place, so that the old bytes are not left in a file that nobody names.
  const int file = ::open((folder_ / file_of(key)).c_str(), O_WRONLY | O_NOFOLLOW | O_CLOEXEC);
  struct stat state {};
  if (file < 0 || ::fstat(file, &state) != 0) {
    if (file >= 0) ::close(file);
    return unreadable(file_of(key), tr("the key cannot be overwritten"), tr("see who may write to {}", folder_.string()));
  }
  const std::string nothing(static_cast<std::size_t>(state.st_size), '\0');
  const int error = store::write_all(file, nothing);
  const bool is_done = error == 0 && ::fsync(file) == 0;
  ::close(file);
  if (!is_done) return unreadable(file_of(key), tr("the key could not be overwritten; it is there still"));
  return (*store)->remove(file_of(key));
}

Result<Done> Sealing::note_going(const std::set<std::string>& keys) {
  if (keys.empty()) return Done{};
  auto store = disk();
  if (!store) return std::move(store).failure();
  if (!*store) return Done{};  // there is nothing to destroy
  std::string lines;
  for (const auto& key : keys) lines += key + "\n";
  const auto made = (*store)->create(going_file, lines, store::Privacy::closed);
  if (!made) return made.failure();
  if (*made == store::Creation::created) return Done{};
  const auto before = (*store)->read(going_file, key_file_limit);
  return before ? (*store)->replace(going_file, *before, *before + lines) : Result<Done>{before.failure()};
}

Result<Done> Sealing::destroy_going(const std::set<std::string>& keys) {
  if (keys.empty()) return Done{};
  for (const auto& key : keys)
    if (auto done = destroy(key); !done) return done;
  auto store = disk();
  if (!store) return std::move(store).failure();
  return *store ? (*store)->remove(going_file) : Result<Done>{Done{}};
}

Result<Done> Sealing::finish_going() {
  auto store = disk();
  if (!store) return std::move(store).failure();
  if (!*store) return Done{};
  const auto there = (*store)->find(going_file);
  if (!there) return there.failure();
  if (!*there) return Done{};
  const auto noted = (*store)->read(going_file, key_file_limit);
  if (!noted) return noted.failure();
  const auto named = named_keys(*session_);
  if (!named) return named.failure();
  // The change of the records was made, or was not.
  std::set<std::string> going;
  for (auto& key : told_lines(*noted))
    if (named->destroyed.count(key) != 0 && named->needed.count(key) == 0) going.insert(std::move(key));
  if (!going.empty()) return destroy_going(going);
  // It was not made, or another command is about to make it.
  std::error_code error;
  const auto noted_at = std::filesystem::last_write_time(folder_ / going_file, error);
  const bool is_old = !error && std::filesystem::file_time_type::clock::now() - noted_at > std::chrono::hours{1};
  return is_old ? (*store)->remove(going_file) : Result<Done>{Done{}};
}

// ---- writing ----------------------------------------------------------------------------------------

// The key of the file at `path`: the one that its values name, one that is used for it elsewhere, or a new one.
Result<std::string> Sealing::key_for(const std::string& path, const std::string& before, bool is_dry_run,
                                     const std::set<std::string>& used) {
  if (const auto found = chosen_.find(path); found != chosen_.end()) return found->second;
  std::set<std::string> destroyed;
  if (path.starts_with("complaints/"))
    if (const auto record = records::read(path, before, session_->rules().lists)) destroyed = destroyed_in(record->complaint);
  for (const auto& key : keys_in(path, before, session_->rules().lists)) {
    if (destroyed.count(key) != 0) continue;
    if (secret_of(key)) return chosen_[path] = key;
    if (const auto identity = read_identity(*world_); !identity) return identity.failure();
    if (!identity_)
      return unreadable(path, tr("it is sealed, and there is no identity that opens its key {}", key),
                        tr("cmt key new makes one, which a recipient adds; CMT_IDENTITY names another"));
    if (!has(key))
      return unreadable(path, tr("its key {} is not in the folder of keys, {}", key, printable_line(folder_.string())),
                        tr("CMT_KEYS names the folder; take the key back from a backup"));
    return unreadable(path, tr("your identity does not open its key {}", key),
                      tr("a recipient runs cmt key add with what cmt key show prints"));
  }
  for (const auto& key : used)
    if (destroyed.count(key) == 0 && secret_of(key)) return chosen_[path] = key;
  auto made = make_key(is_dry_run);
  if (made) chosen_[path] = *made;
  return made;
}

// The key of the complaint or person that a dossier says something of. `used`: what the dossier holds of them already is
// sealed with. Of a person whose file is gone the key was destroyed: what is written of them since has another.
Result<std::string> Sealing::key_of_owner(const std::string& owner, const std::set<std::string>& used,
                                          const std::vector<store::Change>& changes, bool is_dry_run) {
  const auto complaint = ComplaintId::parse(owner);
  const std::string path = complaint ? complaint->path() : records::path_of_party(owner);
  const auto changed = std::find_if(changes.begin(), changes.end(), [&](const auto& one) { return one.path == path; });
  if (changed != changes.end()) return key_for(path, changed->before.value_or(""), is_dry_run, used);
  const auto there = session_->disk->find(path);
  if (!there) return there.failure();
  if (!*there) return key_for(path, {}, is_dry_run, used);
  const auto bytes = session_->disk->read(path, store::record_limit);
  if (!bytes) return bytes.failure();
  return key_for(path, *bytes, is_dry_run, used);
}

std::optional<std::string> Sealing::sealed_with(Result<std::string>&& key, std::string_view text, std::set<std::string>& kept,
                                                std::optional<Failure>& failed) {
  if (key) return *kept.insert(seal::seal(text, *key, *secret_of(*key))).first;
  failed = std::move(key).failure();
  return std::nullopt;
}

Result<std::string> Sealing::sealed_dossier(const store::Change& change, const std::vector<store::Change>& changes,
                                            std::set<std::string>& kept, bool is_dry_run) {
  const Lists& lists = session_->rules().lists;
  std::size_t old = 0;
  std::map<std::string, std::set<std::string>> used;  // by whom the texts are about
  if (change.before) {
    const auto before = records::personal_texts(change.path, *change.before, lists);
    if (!before) return before.failure();
    old = before->events;
    for (const auto& one : before->texts)
      if (const auto key = seal::key_of(one.place.text())) used[one.owner].insert(*key);
  }
  std::optional<Failure> failed;
  auto out = records::replace_personal_texts(
      change.path, change.after, lists, [&](const records::PersonalText& one) -> std::optional<std::string> {
        const std::string_view text = one.place.text();
        if (failed || one.event < old || !is_clear(text, kept)) return std::nullopt;
        return sealed_with(key_of_owner(one.owner, used[one.owner], changes, is_dry_run), text, kept, failed);
      });
  if (failed) return std::move(*failed);
  return out;
}

Result<std::string> Sealing::sealed_record(const store::Change& change, std::set<std::string>& kept, bool is_dry_run) {
  const Lists& lists = session_->rules().lists;
  const auto record = records::read(change.path, change.after, lists);
  if (!record) return record.failure();
  std::size_t old = 0;
  if (change.before)
    if (const auto before = records::read(change.path, *change.before, lists)) old = before->complaint.history.size();
  std::optional<Failure> failed;
  auto out = records::replace_texts(*record, lists, [&](std::optional<std::size_t> event, const std::string& path, std::string_view text)
                                        -> std::optional<std::string> {
    if (failed || !event || *event < old || !is_clear(text, kept) || !is_sealable(record->complaint, *event, path))
      return std::nullopt;
    return sealed_with(key_for(change.path, change.before.value_or(""), is_dry_run), text, kept, failed);
  });
  if (failed) return std::move(*failed);
  return out;
}

Result<std::string> Sealing::sealed_party(const store::Change& change, std::set<std::string>& kept, bool is_dry_run) {
  const auto document = yaml::parse(change.path, change.after);
  if (!document) return document.failure();
  std::optional<Failure> failed;
  std::vector<std::pair<yaml::Node, yaml::Value>> sealed;
  each_personal(*document, [&](yaml::Node node) {
    if (failed || node.text().empty() || kept.count(std::string{node.text()}) != 0) return;
    if (auto text = sealed_with(key_for(change.path, change.before.value_or(""), is_dry_run), node.text(), kept, failed))
      sealed.emplace_back(node, yaml::Value::text(std::move(*text)));
  });
  if (failed) return std::move(*failed);
  return yaml::set_values(*document, sealed);
}

Result<std::vector<store::Change>> Sealing::seal(std::vector<store::Change> changes, bool is_dry_run) {
  if (!is_on()) return changes;
  if (!is_dry_run && !is_finished_) {
    if (auto done = finish_going(); !done) return std::move(done).failure();
    is_finished_ = true;
  }
  std::set<std::string> kept;
  for (const auto& change : changes)
    if (change.before)
      for (auto& value : seal::values_in(*change.before)) kept.insert(std::move(value));
  for (auto& change : changes) {
    const bool is_record = change.path.starts_with("complaints/"), is_dossier = records::may_hold_personal_texts(change.path);
    if (!is_record && !is_dossier && !change.path.starts_with("parties/")) continue;
    auto bytes = is_record    ? sealed_record(change, kept, is_dry_run)
                 : is_dossier ? sealed_dossier(change, changes, kept, is_dry_run)
                              : sealed_party(change, kept, is_dry_run);
    if (!bytes) return std::move(bytes).failure();
    change.after = std::move(*bytes);
  }
  // Files of a case, by its key. The record names a digest: of what is kept.
  for (auto& file : changes) {
    if (!file.path.starts_with("attachments/") || file.before) continue;
    const auto id = ComplaintId::parse(std::string_view{file.path}.substr(12, 12));
    if (!id) continue;
    const auto record = std::find_if(changes.begin(), changes.end(), [&](const auto& one) { return one.path == id->path(); });
    const auto key = key_for(id->path(), record == changes.end() ? std::string{} : record->before.value_or(""), is_dry_run);
    if (!key) return key.failure();
    const std::string clear = sha256(file.after);
    file.after = seal::seal_file(file.after, *key, *secret_of(*key));
    if (record == changes.end()) continue;
    for (auto at = record->after.find(clear); at != std::string::npos; at = record->after.find(clear, at))
      record->after.replace(at, clear.size(), sha256(file.after));
  }
  return changes;
}

// ---- reading ----------------------------------------------------------------------------------------

std::string Sealing::open_text(const std::string& text) {
  if (!is_on()) return text;
  const auto key = seal::key_of(text);
  if (!key) return text;
  const auto* secret = secret_of(*key);
  if (!secret) return sealed_text;
  return seal::open(text, *secret).value_or(damaged_text);
}

Result<records::Record> Sealing::open_record(const records::Record& record) {
  const Lists& lists = session_->rules().lists;
  std::set<std::string> opened;
  auto bytes = is_on() ? records::replace_texts(record, lists,
                                                [&](std::optional<std::size_t>, const std::string&, std::string_view text)
                                                    -> std::optional<std::string> {
                                                  // Words that look like a sealed value are words.
                                                  if (opened.count(std::string{text}) != 0 || !seal::key_of(text)) return std::nullopt;
                                                  return *opened.insert(open_text(std::string{text})).first;
                                                })
                       : Result<std::string>{record.document.bytes()};
  if (!bytes) return std::move(bytes).failure();
  return records::read(record.document.path(), std::move(*bytes), lists);
}

records::Party Sealing::open_party(records::Party party) {
  for (auto* one : {&party.name, &party.address, &party.post_code, &party.town, &party.remark.value}) *one = open_text(*one);
  for (auto* list : {&party.emails, &party.phones})
    for (auto& one : *list) one = open_text(one);
  return party;
}

Result<std::string> Sealing::open_dossier(const yaml::Document& document) {
  if (!is_on() || !records::may_hold_personal_texts(document.path())) return document.bytes();
  return records::replace_personal_texts(
      document.path(), document.bytes(), session_->rules().lists,
      [&](const records::PersonalText& one) -> std::optional<std::string> { return open_text(std::string{one.place.text()}); });
}

Result<std::optional<records::Party>> Sealing::find_party(const std::string& email, const std::string& phone) {
  using Found = std::optional<records::Party>;
  if (email.empty() && phone.empty()) return Found{};
  const auto listing = store::list_dossiers(session_->reg.files(), "parties", 'P');
  if (!listing) return listing.failure();
  const std::string email_wanted = records::email_key(email), phone_wanted = records::phone_key(phone);
  for (const auto& id : listing->ids) {
    auto sealed = session_->reg.load_party(id);
    if (!sealed) return std::move(sealed).failure();
    auto party = open_party(std::move(*sealed));
    if (records::is_reached_by(party, email_wanted, phone_wanted)) return Found{std::move(party)};
  }
  return Found{};
}

Result<std::string> Sealing::open_file(const std::string& path, const std::string& bytes) {
  const auto key = is_on() ? seal::key_of_file(bytes) : std::nullopt;
  if (!key) return bytes;
  const auto* secret = secret_of(*key);
  if (!secret)
    return failure(FailureKind::refused, tr("{} is sealed, and you have no key to it", printable_line(path)),
                   tr("its key is {}; cmt key check tells more", *key));
  auto clear = seal::open_file(bytes, *secret);
  if (!clear) return unreadable(path, tr("the sealed file was altered"), tr("take it back from git"));
  return std::move(*clear);
}

// ---- the rule ---------------------------------------------------------------------------------------

void find_unsealed(const World& world, const Session& session, std::vector<Finding>& out) {
  const auto say = [&](Diagnostic at) { out.push_back(finding_of("sealed", std::move(at))); };
  auto sealing = Sealing::open(world, session);
  if (!sealing) {
    for (const auto& one : sealing.diagnostics()) say(one);
    return;
  }
  if (!sealing->is_on()) return;
  const auto look = [&](const yaml::Document& document, yaml::Node node, const char* remedy) {
    const auto text = node.text();
    if (text.empty() || text == process::redacted_text || seal::key_of(text)) return;
    say(document.error_at(node, text.starts_with("sealed:") ? tr("this is not a whole sealed value") : tr("words stand in clear in a sealed register"),
                          text.starts_with("sealed:") ? tr("take the value back from git") : translated(remedy)));
  };
  constexpr const char* redact = msgid("cmt redact takes them out; git's commits hold them still");
  constexpr const char* by_hand = msgid("put [redacted] in their place; git's commits hold them still");
  const auto listing = session.reg.list();
  if (!listing) return;  // told by others
  for (const auto& id : listing->ids) {
    auto record = session.reg.load(id);
    if (!record) continue;
    records::each_text(*record, [&](std::optional<std::size_t> event, const std::string& path, yaml::Node text) {
      if (event && is_sealable(record->complaint, *event, path)) look(record->document, text, redact);
    });
    for (const auto& key : destroyed_in(record->complaint))
      if (sealing->has(key)) {
        Diagnostic back = unreadable(id.path(), tr("the key {} was destroyed, and is there again", key),
                                     tr("cmt key prune destroys it; look where it came from")).diagnostics.front();
        say(std::move(back));
      }
  }
  const auto parties = session.disk->list("parties");
  if (!parties) return;
  for (const auto& entry : *parties) {
    if (!entry.name.ends_with(".yaml")) continue;
    const std::string path = "parties/" + entry.name;
    auto bytes = session.disk->read(path, store::record_limit);
    if (!bytes) continue;
    const auto document = yaml::parse(path, std::move(*bytes));
    if (document) each_personal(*document, [&](yaml::Node node) { look(*document, node, redact); });
  }
  const auto dossiers = dossier_paths(*session.disk);
  if (!dossiers) return;
  for (const auto& path : *dossiers) {
    if (!records::may_hold_personal_texts(path)) continue;
    auto bytes = session.disk->read(path, store::record_limit);
    if (!bytes) continue;
    const auto found = records::personal_texts(path, std::move(*bytes), session.rules().lists);
    if (!found) continue;
    for (const auto& one : found->texts) look(found->document, one.place, by_hand);
  }
}

}  // namespace cmt::cli
