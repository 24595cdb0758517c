// 4.10 Confidentiality: a sealed register. Words and party files are written sealed, at one place, and opened only
// for output; everything between works on the sealed values.
//
// `recipients` in the register's root names who can read, a line each: NAME PUBLICKEY. Its presence makes the
// register a sealed one. Data keys are not in git: they are files K-….key of a folder, $CMT_KEYS or `.cmt-keys`, each
// with a line for each recipient: PUBLICKEY BOX. A reader's secret is the file $CMT_IDENTITY, or cmt/identity of
// the folder of their settings.
#pragma once
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "cli/finding.hpp"
#include "cli/session.hpp"
#include "records/party.hpp"
#include "seal/seal.hpp"

namespace cmt::cli {

inline constexpr const char* recipients_path = "recipients";
// Whether the register is a sealed one.
bool is_sealed(const Session& session);
// What stands where somebody has no key, and where a value was altered.
inline constexpr const char* sealed_text = "[sealed]";
inline constexpr const char* damaged_text = "[sealed, and damaged]";
// Whether one of them stands in the text.
bool is_unreadable(std::string_view text);

struct Recipient {
  std::string name, key;
};
// Fails (unreadable) at the first line that is not NAME PUBLICKEY.
Result<std::vector<Recipient>> read_recipients(std::string_view bytes);
std::string written(const std::vector<Recipient>& recipients);
bool is_recipient_name(std::string_view name);

// Where the secret of whoever runs the program is kept.
std::filesystem::path identity_path(const World& world);
// Nothing when there is none. Fails when the file cannot be read, is no identity, or may be read by others.
Result<std::optional<seal::Secret>> read_identity(const World& world);

class Sealing {
 public:
  // The world and session outlive it. Fails when `recipients` cannot be read, or is gone while keys are there.
  static Result<Sealing> open(const World& world, const Session& session);

  bool is_on() const { return !recipients_.empty(); }
  const std::vector<Recipient>& recipients() const { return recipients_; }

  // The changes with what is new in them sealed: words of records, what dossiers say of a case or person, parties, files
  // of cases (whose digests in the records become those of the sealed bytes). What stood in the files before stays byte for byte. Makes the keys
  // that it needs, unless it is a dry run. Fails when a key of a case is there that cannot be opened, or is missing.
  Result<std::vector<store::Change>> seal(std::vector<store::Change> changes, bool is_dry_run);

  // For output: what was sealed, or sealed_text. The same in a register that is not sealed.
  std::string open_text(const std::string& text);
  Result<records::Record> open_record(const records::Record& record);
  records::Party open_party(records::Party party);
  // The bytes of a dossier's file; the same of a kind whose texts no case owns.
  Result<std::string> open_dossier(const yaml::Document& document);
  // The party that is reached by one of these, as store::Register::find_party() finds it; of those that can be opened.
  Result<std::optional<records::Party>> find_party(const std::string& email, const std::string& phone);
  // A file of a case; refused without the key.
  Result<std::string> open_file(const std::string& path, const std::string& bytes);

  // ---- keys -----------------------------------------------------------------------------------------
  std::filesystem::path folder() const { return folder_; }
  // The names of all keys in the folder.
  Result<std::vector<std::string>> keys() const;
  bool has(const std::string& key) const;
  // Puts the keys into boxes for all recipients; those that it cannot open are given back.
  Result<std::vector<std::string>> box_again(const std::vector<Recipient>& recipients);
  // Overwrites the file of a key and removes it; nothing to do when it is gone.
  Result<Done> destroy(const std::string& key);
  // Keys that go with a change of records: they are noted down before it and destroyed after it.
  Result<Done> note_going(const std::set<std::string>& keys);
  Result<Done> destroy_going(const std::set<std::string>& keys);
  // What a command that was ended left: destroys the keys that it noted down, when the records say that they are
  // destroyed, and takes the note away. Done before anything is sealed.
  Result<Done> finish_going();

 private:
  Sealing(const World& world, const Session& session) : world_(&world), session_(&session) {}
  // The data key; nothing without it, or without an identity that opens it.
  const seal::Secret* secret_of(const std::string& key);
  Result<std::string> make_key(bool is_dry_run);
  Result<std::string> key_for(const std::string& path, const std::string& before, bool is_dry_run,
                              const std::set<std::string>& used = {});
  Result<std::string> key_of_owner(const std::string& owner, const std::set<std::string>& used,
                                   const std::vector<store::Change>& changes, bool is_dry_run);
  // The text sealed with the key, among those that are kept from then on; nothing, and why in `failed`, without a key.
  std::optional<std::string> sealed_with(Result<std::string>&& key, std::string_view text, std::set<std::string>& kept,
                                         std::optional<Failure>& failed);
  Result<std::string> sealed_dossier(const store::Change& change, const std::vector<store::Change>& changes,
                                     std::set<std::string>& kept, bool is_dry_run);
  Result<std::string> sealed_record(const store::Change& change, std::set<std::string>& kept, bool is_dry_run);
  Result<std::string> sealed_party(const store::Change& change, std::set<std::string>& kept, bool is_dry_run);
  Result<std::optional<store::Disk>> disk() const;

  const World* world_;
  const Session* session_;
  std::vector<Recipient> recipients_;
  std::filesystem::path folder_;
  std::optional<seal::Secret> identity_;
  bool is_identity_read_ = false;
  bool is_finished_ = false;  // what an earlier command left
  std::map<std::string, std::optional<seal::Secret>> secrets_;
  std::map<std::string, std::string> chosen_;  // key of a file that is written, by path
};

// The keys that values and files of the register's bytes name; of a record without the names of the files that are gone.
std::set<std::string> keys_in(const std::string& path, const std::string& bytes, const Lists& lists,
                              const std::set<std::string>& gone = {});
// The keys of what dossiers say of a case or person, with a file that names each, by the id of the complaint or party.
using OwnedKeys = std::map<std::string, std::map<std::string, std::string>>;
Result<OwnedKeys> keys_of_dossiers(const Session& session);
// The keys that `redacted` events say were destroyed.
std::set<std::string> destroyed_in(const process::Complaint& complaint);

// The keys that the files of the register name, and those that they say were destroyed.
struct NamedKeys {
  std::map<std::string, std::string> used;    // with a file that names it
  std::map<std::string, std::string> needed;  // the same, of files that do not say that it was destroyed
  std::set<std::string> destroyed;
};
Result<NamedKeys> named_keys(const Session& session);

// Rule `sealed`: words in clear in a sealed register, and keys that were destroyed and are there.
void find_unsealed(const World& world, const Session& session, std::vector<Finding>& out);

}  // namespace cmt::cli
