// 4.9 Information integrity: between two states of a register, history only grew.
//
// What is compared is the meaning of the files: keys and texts, not comments, order of keys, quotes
// or blank lines. Events are only appended; an event that was there stands there unchanged, in the
// same order. The exception is a text that a `redacted` event names (process/redaction.hpp).
//
// All of this is pure: who reads the two states, and what git knows of the commits between them, is
// handed in (cli/since.hpp). docs/since.md says it for people.
#pragma once
#include <cstddef>
#include <functional>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "checks/rule.hpp"
#include "core/diagnostic.hpp"
#include "process/rules.hpp"
#include "yaml/document.hpp"

namespace cmt::growth {

// The rules of this comparison, by id, for `--list-rules` and `--explain`; their `check` is null.
std::span<const checks::Rule> rules();
// Null when there is none.
const checks::Rule* find_rule(std::string_view id);
// A finding of one of them at a place without an excerpt, such as a file that is gone.
Diagnostic finding(std::string_view rule, SourcePos at, Message message, Message hint = {});
// The same at a place in a document.
Diagnostic finding(std::string_view rule, const yaml::Document& document, yaml::Node place, Message message,
                   Message hint = {});

// A dossier is any other record with a history: an action, a charter, a dispute, …
enum class RecordKind { complaint, dossier };

// An event that the earlier version lacks.
struct Fresh {
  std::size_t event = 0;  // index in the history as it is now
  // Events of the earlier version that it stands before; empty when it was appended.
  std::vector<std::size_t> before;
};

struct Comparison {
  Diagnostics findings;
  std::vector<Fresh> fresh;
};

// What happened to a record besides growth, each finding at its place in `now`.
Comparison compare(const yaml::Document& before, const yaml::Document& now, RecordKind kind);

// What tells an event from the others of its record, in any version: its name, `at`, `by` and
// `recorded_at`, and a number when several share them. In the order of the history.
std::vector<std::string> event_keys(const yaml::Document& document);

// What git knows of a record's versions between the two states.
struct Versions {
  struct Version {
    std::string commit;             // its first digits
    Instant authored, committed;
    std::set<std::string> events;   // event_keys
  };
  std::vector<Version> committed;  // parents before children
  Instant now;                     // when what is not committed is put on record
};

// Whether the dates of events are those of the commits that brought them, and whether an event that
// stands before older ones was written on another branch. A commit is as old as the earlier, and as
// young as the later, of its two dates: each rule takes what speaks for the writer, since a rebase
// makes one of them younger and an amended commit keeps one that is older.
Diagnostics check_dates(const yaml::Document& now, const std::vector<Fresh>& fresh,
                        const Versions& versions, const process::Rules& rules);

// Files that the record's events name, with what they say of them.
struct NamedFile {
  std::size_t event = 0;
  yaml::Node place;
  std::string path, sha256, name;
  bool is_redacted = false;  // a `redacted` event allows it to be gone
};
std::vector<NamedFile> named_files(const yaml::Document& document);

// Ids of complaints that the record names, its own among them.
std::vector<std::string> named_complaints(const yaml::Document& document);
// Where the record names a party, unless a `redacted` event allows the party to be gone: one that
// names `complainant`, the party or the party's file.
std::optional<yaml::Node> naming_party(const yaml::Document& document, std::string_view party);
// Whether two records begin with the same event.
bool is_same_receipt(const yaml::Document& a, const yaml::Document& b);

// Changes of cmt.yaml that change figures of the past, or silence rules: notes.
Diagnostics compare_settings(const yaml::Document& before, const yaml::Document& now);

}  // namespace cmt::growth
