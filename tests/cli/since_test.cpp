// `cmt check --since`: kinds of tampering with a register's history, each made in the folder, in a
// later commit, by amending, and by rewriting all commits; and what is no tampering.
#include <fmt/core.h>
#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "cli/story.hpp"
#include "growth/growth.hpp"
#include "support/test.hpp"

namespace {

using cmt::testing::append;
using cmt::testing::event_with;
using cmt::testing::findings_of;
using cmt::testing::id_of;
using cmt::testing::Outcome;
using cmt::testing::SeenFinding;
using cmt::testing::GitRegister;
using cmt::testing::Story;
using cmt::testing::told;

struct Tampering {
  const char* name;
  const char* rule;  // the finding that it must give
  std::function<void(Story&)> tamper;
  const char* severity = "error";
  bool needs_commit = false;  // shows only by the date of a commit
};

const std::vector<Tampering>& tamperings() {
  static const std::vector<Tampering> all = {
      {"a record is deleted", "record-removed",
       [](Story& s) { std::filesystem::remove(s.path(s.record(s.b))); }},
      {"a record is moved into another folder", "record-moved",
       [](Story& s) {
         std::filesystem::create_directories(s.path("complaints/2025"));
         std::filesystem::rename(s.path(s.record(s.b)), s.path("complaints/2025/" + s.b + ".yaml"));
       }},
      {"a record is renamed in another case", "record-moved",
       [](Story& s) {
         std::string name = s.b;
         std::transform(name.begin(), name.end(), name.begin(),
                        [](unsigned char x) { return static_cast<char>(std::tolower(x)); });
         std::filesystem::rename(s.path(s.record(s.b)), s.path(s.record(name)));
       }},
      {"a record gets another id", "record-moved",
       [](Story& s) {
         const std::string other = "2026-7K3QX4M";
         s.replace(s.record(s.b), "id: " + s.b, "id: " + other);
         std::filesystem::rename(s.path(s.record(s.b)), s.path(s.record(other)));
       }},
      {"a record is replaced by a link", "record-removed",
       [](Story& s) {
         std::filesystem::remove(s.path(s.record(s.b)));
         std::filesystem::create_symlink(s.a + ".yaml", s.path(s.record(s.b)));
       }},
      {"a second file takes the id of a record", "id-reused",
       [](Story& s) {
         std::filesystem::create_directories(s.path("complaints/2025"));
         std::filesystem::copy(s.path(s.record(s.b)), s.path("complaints/2025/" + s.b + ".yaml"));
       }},
      {"another complaint takes the place of a record", "words-altered",
       [](Story& s) {
         std::string other = s.bytes(s.record(s.c));
         other.replace(other.find("id: " + s.c), 4 + s.c.size(), "id: " + s.b);
         s.write(s.record(s.b), other);
       }},
      {"a record becomes unreadable", "not-comparable",
       [](Story& s) { s.replace(s.record(s.b), "history:", "history: [\n"); }},
      {"the time of receipt is altered", "receipt-altered",
       [](Story& s) {
         s.replace(s.record(s.a), "at: 2026-11-02T09:00:00Z", "at: 2026-11-03T09:00:00Z");
       }},
      {"the time of receipt is written in another zone", "receipt-altered",
       [](Story& s) {
         s.replace(s.record(s.a), "at: 2026-11-02T09:00:00Z", "at: 2026-11-02T10:00:00+01:00");
       }},
      {"the channel of the receipt is altered", "receipt-altered",
       [](Story& s) { s.replace(s.record(s.a), "medium: web", "medium: phone"); }},
      {"the complainant of the receipt is taken out", "receipt-altered",
       [](Story& s) {
         const std::string line = "    complainant: " + s.party.substr(8, 9) + "\n";
         s.replace(s.record(s.a), line, "");
       }},
      {"a word of the description is altered", "words-altered",
       [](Story& s) { s.replace(s.record(s.a), "ten days late", "two days late"); }},
      {"the description is taken out", "words-altered",
       [](Story& s) {
         s.replace(s.record(s.a), "    description: The parcel came ten days late\n", "");
       }},
      {"the summary is altered", "words-altered",
       [](Story& s) { s.replace(s.record(s.a), "summary: Late delivery", "summary: Delivery"); }},
      {"the schema is altered", "header-altered",
       [](Story& s) { s.replace(s.record(s.a), "schema: 1", "schema: 2"); }},
      {"the id is altered", "header-altered",
       [](Story& s) { s.replace(s.record(s.a), "id: " + s.a, "id: 2026-7K3QX4M"); }},
      {"a note is altered", "event-altered",
       [](Story& s) { s.replace(s.record(s.a), "The carrier was called", "The carrier was not called"); }},
      {"the time of a step is altered", "event-altered",
       [](Story& s) {
         s.replace(s.record(s.a), "  - event: acknowledged\n    at: 2026-11-03",
                   "  - event: acknowledged\n    at: 2026-11-02");
       }},
      {"who took a step is altered", "event-altered",
       [](Story& s) {
         s.replace(s.record(s.a), "  - event: acknowledged\n    at: 2026-11-03T10:00:00Z\n    by: sara",
                   "  - event: acknowledged\n    at: 2026-11-03T10:00:00Z\n    by: omid");
       }},
      {"when a step was put on record is taken out", "event-altered",
       [](Story& s) { s.replace(s.record(s.a), "    recorded_at: 2026-11-04T10:00:00Z\n", ""); }},
      {"the assessment is altered", "event-altered",
       [](Story& s) { s.replace(s.record(s.a), "severity: 2", "severity: 1"); }},
      {"the owner is altered", "event-altered",
       [](Story& s) { s.replace(s.record(s.a), "owner: omid", "owner: mina"); }},
      {"an earlier event becomes another", "event-altered",
       [](Story& s) { s.replace(s.record(s.a), "event: assigned", "event: forwarded"); }},
      {"a field is added to an earlier event", "event-altered",
       [](Story& s) {
         s.replace(s.record(s.a), "    severity: 2\n", "    severity: 2\n    priority: low\n");
       }},
      {"an event is removed from the middle", "event-removed",
       [](Story& s) {
         s.replace(s.record(s.a), event_with(s.bytes(s.record(s.a)), "The carrier was called"), "");
       }},
      {"the last event is removed", "event-removed",
       [](Story& s) {
         s.replace(s.record(s.a), event_with(s.bytes(s.record(s.a)), "event: linked"), "");
       }},
      {"all events but the receipt are removed", "event-removed",
       [](Story& s) {
         std::string text = s.bytes(s.record(s.a));
         s.write(s.record(s.a), text.substr(0, text.find("  - event: acknowledged")));
       }},
      {"two events change places", "event-moved",
       [](Story& s) {
         const std::string text = s.bytes(s.record(s.a));
         const std::string first = event_with(text, "event: acknowledged"),
                           second = event_with(text, "event: assessed");
         s.replace(s.record(s.a), first + second, second + first);
       }},
      {"an event is put between earlier ones", "event-inserted",
       [](Story& s) {
         s.replace(s.record(s.a), "  - event: assigned",
                   "  - event: noted\n    at: 2026-11-03T10:00:00Z\n    by: sara\n    text: "
                   "Promised\n  - event: assigned");
       }},
      {"an event is put before the receipt", "event-inserted",
       [](Story& s) {
         s.replace(s.record(s.a), "  - event: received",
                   "  - event: noted\n    at: 2026-11-01T10:00:00Z\n    by: sara\n    text: "
                   "Known\n  - event: received");
       }},
      {"an unknown key of an earlier event is altered", "unknown-key-altered",
       [](Story& s) { s.replace(s.record(s.a), "x-desk: 7", "x-desk: 8"); }},
      {"an unknown key of an earlier event is removed", "unknown-key-altered",
       [](Story& s) { s.replace(s.record(s.a), "    x-desk: 7\n", ""); }},
      {"an unknown key is added to an earlier event", "unknown-key-altered",
       [](Story& s) { s.replace(s.record(s.a), "x-desk: 7", "x-desk: 7\n    x-shelf: 1"); },
       "warning"},
      {"a text is blacked out without a word", "redaction",
       [](Story& s) { s.replace(s.record(s.a), "Ann Bell rang back", "\"[redacted]\""); }},
      {"a text is blacked out and another is named", "redaction",
       [](Story& s) {
         s.replace(s.record(s.a), "Ann Bell rang back", "\"[redacted]\"");
         append(s, s.a,
                "  - event: redacted\n    at: 2026-11-09T10:00:00Z\n    by: sara\n    field: "
                "description\n    reason: Asked for\n");
       }},
      {"an attachment is altered", "attachment-altered",
       [](Story& s) { s.write(s.letter, "Dear sirs, all is well\n"); }},
      {"an attachment is deleted", "attachment-altered",
       [](Story& s) { std::filesystem::remove(s.path(s.letter)); }},
      {"an attachment and its digest are altered together", "event-altered",
       [](Story& s) {
         s.write(s.letter, "");
         const std::string text = s.bytes(s.record(s.a));
         const auto at = text.find("sha256: ") + 8;
         s.replace(s.record(s.a), text.substr(at, 64),
                   "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
       }},
      {"the file of a party that is named is deleted", "party-removed",
       [](Story& s) { std::filesystem::remove(s.path(s.party)); }},
      {"a step of a dispute is removed", "event-removed",
       [](Story& s) {
         std::string text = s.bytes(s.dispute);
         s.write(s.dispute, text.substr(0, text.find("history:")) + "history: []\n");
       }},
      {"an event of an action is removed", "event-removed",
       [](Story& s) {
         std::string text = s.bytes(s.action);
         s.write(s.action, text.substr(0, text.find("  - event: planned")));
       }},
      {"a plan of an action is altered", "event-altered",
       [](Story& s) { s.replace(s.action, "Hire a second driver", "Wait"); }},
      {"an action is deleted", "record-removed",
       [](Story& s) { std::filesystem::remove(s.path(s.action)); }},
      {"the body of a dispute is altered", "header-altered",
       [](Story& s) { s.replace(s.dispute, "body: Ombudsman", "body: Court"); }},
      {"a new event is dated weeks back and does not say so", "late-commit",
       [](Story& s) {
         s.terminal.now = "2026-12-01T10:00:00Z";
         append(s, s.c,
                "  - event: noted\n    at: 2026-11-07T10:00:00Z\n    by: sara\n    text: Promised\n");
       }},
      {"a new event says to have been put on record weeks before", "late-commit",
       [](Story& s) {
         s.terminal.now = "2026-12-01T10:00:00Z";
         append(s, s.c,
                "  - event: noted\n    at: 2026-11-07T10:00:00Z\n    by: sara\n    recorded_at: "
                "2026-11-08T10:00:00Z\n    text: Promised\n");
       }},
      {"a new record says to be weeks old", "late-commit",
       [](Story& s) {
         const std::string id = s.done({"new", "Old", "--medium", "web", "--description", "Old",
                                        "--anonymous"});
         s.terminal.now = "2026-12-01T10:00:00Z";
       }},
      {"a new event is dated after the commit that brings it", "dated-after-commit",
       [](Story& s) {
         append(s, s.c,
                "  - event: noted\n    at: 2026-11-09T12:00:00Z\n    by: sara\n    text: Later\n");
       },
       "error", true},
      {"a new event was put on record after the commit that brings it", "dated-after-commit",
       [](Story& s) {
         append(s, s.c,
                "  - event: noted\n    at: 2026-11-09T09:00:00Z\n    by: sara\n    recorded_at: "
                "2026-11-10T09:00:00Z\n    text: Later\n");
       },
       "error", true},
      {"the time zone is changed", "settings-altered",
       [](Story& s) { s.replace("cmt.yaml", "timezone: UTC", "timezone: Asia/Tehran"); }, "note"},
      {"the limit of back-dating is raised", "rules-silenced",
       [](Story& s) { s.write("cmt.yaml", s.bytes("cmt.yaml") + "back_dating_days: 90\n"); },
       "note"},
  };
  return all;
}

// Four ways to bring it about. Each gives what `--since` is asked.
struct Way {
  const char* name;
  bool commits;
  std::function<std::string(Story&)> carry_out;
};

const std::vector<Way>& ways() {
  static const std::vector<Way> all = {
      {"edited in the folder", false, [](Story& s) { return s.base; }},
      {"committed", true,
       [](Story& s) {
         s.commit("Tidy up");
         return s.base;
       }},
      {"the last commit amended", true,
       [](Story& s) {
         s.git({"add", "--all"});
         s.git({"commit", "--quiet", "--amend", "--no-edit", "--date", s.terminal.now});
         return s.base;
       }},
      {"all commits made anew and the branch moved by force", true,
       [](Story& s) {
         s.git({"tag", "released"});
         s.git({"add", "--all"});
         const std::string tree = s.git({"write-tree"});
         const std::string root = s.git({"commit-tree", "-m", "One", tree});
         const std::string tip = s.git({"commit-tree", "-p", root, "-m", "Two", tree});
         s.git({"update-ref", "refs/heads/main", tip});
         return std::string{"released"};
       }},
      {"merged from a branch", true,
       [](Story& s) {
         s.git({"checkout", "--quiet", "-b", "side"});
         s.commit("On the side");
         s.git({"checkout", "--quiet", "main"});
         s.git({"merge", "--quiet", "--no-ff", "-m", "Merge", "side"});
         return s.base;
       }},
      {"hidden from git by a flag of the index", false,
       [](Story& s) {
         const std::string all = s.git({"ls-files"});
         std::vector<std::string> words = {"update-index", "--assume-unchanged"};
         for (std::size_t at = 0; at < all.size();) {
           const auto end = std::min(all.find('\n', at), all.size());
           words.push_back(all.substr(at, end - at));
           at = end + 1;
         }
         s.status_of_git(words);
         return s.base;
       }},
  };
  return all;
}

std::string described(const std::vector<SeenFinding>& findings) {
  std::string out;
  for (const auto& one : findings)
    out += fmt::format("{} {} {}:{}:{} {}\n", one.severity, one.rule, one.file, one.line, one.column,
                       one.message);
  return out;
}

bool has(const std::vector<SeenFinding>& findings, const std::string& rule,
         const std::string& severity) {
  return std::any_of(findings.begin(), findings.end(), [&](const SeenFinding& one) {
    return one.rule == rule && one.severity == severity;
  });
}

}  // namespace

TEST_CASE("4.9 a register that was only read has no findings since its last commit") {
  Story story{told()};
  const auto outcome = story.cmt({"check", "--since", story.base, "--json"});
  INFO(described(findings_of(outcome)));
  CHECK(outcome.code == 0);
  CHECK(findings_of(outcome).empty());
}

TEST_CASE("4.9 check --since catches each kind of tampering, however it was made") {
  CHECK(tamperings().size() >= 25);
  for (const auto& tampering : tamperings())
    for (const auto& way : ways()) {
      if (tampering.needs_commit && !way.commits) continue;
      CAPTURE(tampering.name, way.name);
      Story story{told()};
      tampering.tamper(story);
      const std::string ref = way.carry_out(story);
      const auto outcome = story.cmt({"check", "--since", ref, "--json"});
      const auto findings = findings_of(outcome);
      INFO(described(findings) << outcome.err);
      CHECK(has(findings, tampering.rule, tampering.severity));
      if (std::string{tampering.severity} == "error") CHECK(outcome.code == 1);
      const bool is_rewritten = ref == "released" || std::string{way.name}.find("amended") != std::string::npos;
      CHECK(has(findings, "rewritten-history", "error") == is_rewritten);
    }
}

// --- What is no tampering ---

namespace {

struct Change {
  const char* name;
  std::function<void(Story&)> make;
};

const std::vector<Change>& legal_changes() {
  static const std::vector<Change> all = {
      {"a step", [](Story& s) { s.done({"note", s.a, "Called again"}); }},
      {"a step that happened days before, said so",
       [](Story& s) { s.done({"note", s.a, "Called", "--at", "2026-11-05T08:00:00Z"}); }},
      {"a new complaint",
       [](Story& s) {
         s.done({"new", "Broken", "--medium", "web", "--description", "Broken", "--anonymous"});
       }},
      {"a complaint received weeks before and registered now",
       [](Story& s) {
         s.done({"new", "Letter", "--medium", "post", "--description", "Broken", "--anonymous",
                 "--received", "2026-10-12"});
       }},
      {"a correction",
       [](Story& s) {
         s.done({"correct", s.a, "--field", "description", "--value", "It came nine days late",
                 "--reason", "Counted again"});
       }},
      {"comments and blank lines",
       [](Story& s) {
         s.replace(s.record(s.a), "history:", "# looked at by sara\n\nhistory: # oldest first");
       }},
      {"quotes",
       [](Story& s) { s.replace(s.record(s.a), "medium: web", "medium: \"web\""); }},
      {"another form of a text",
       [](Story& s) {
         s.replace(s.record(s.a), "description: The parcel came ten days late",
                   "description: |-\n      The parcel came ten days late");
       }},
      {"another order of keys",
       [](Story& s) {
         s.replace(s.record(s.a), "    by: sara\n    medium: web\n", "    medium: web\n    by: sara\n");
       }},
      {"line ends of another system",
       [](Story& s) {
         std::string out;
         for (const char c : s.bytes(s.record(s.a))) out += c == '\n' ? std::string{"\r\n"} : std::string{c};
         s.write(s.record(s.a), out);
       }},
      {"the data of a party",
       [](Story& s) { s.write(s.party, s.bytes(s.party) + "town: Leeds\n"); }},
      {"a party that nobody names",
       [](Story& s) {
         s.write("parties/P-0000000.yaml", "id: P-0000000\nname: X\n");
         s.commit("Add");
         s.base = s.git({"rev-parse", "HEAD"});
         std::filesystem::remove(s.path("parties/P-0000000.yaml"));
       }},
      {"staff and units",
       [](Story& s) { s.write("cmt.yaml", s.bytes("cmt.yaml") + "units: [North]\n"); }},
      {"another folder of the repository",
       [](Story& s) { s.write("../notes/todo.txt", "Buy paper\n"); }},
      {"a new attachment",
       [](Story& s) {
         s.write("../photo.jpg", "pixels");
         s.done({"attach", s.c, "repository/photo.jpg"});
       }},
      {"a text taken out with its event",
       [](Story& s) {
         s.replace(s.record(s.a), "Ann Bell rang back", "\"[redacted]\"");
         append(s, s.a,
                "  - event: redacted\n    at: 2026-11-09T10:00:00Z\n    by: sara\n    field: "
                "history.7.text\n    reason: A name\n");
       }},
      {"the description taken out with its event",
       [](Story& s) {
         s.replace(s.record(s.a), "The parcel came ten days late", "\"[redacted]\"");
         append(s, s.a,
                "  - event: redacted\n    at: 2026-11-09T10:00:00Z\n    by: sara\n    field: "
                "description\n    reason: Asked for\n");
       }},
      {"an attachment taken out with its event",
       [](Story& s) {
         std::filesystem::remove(s.path(s.letter));
         append(s, s.a,
                "  - event: redacted\n    at: 2026-11-09T10:00:00Z\n    by: sara\n    field: " +
                    s.letter + "\n    reason: Asked for\n");
       }},
      {"a party forgotten with its event",
       [](Story& s) {
         std::filesystem::remove(s.path(s.party));
         append(s, s.a,
                "  - event: redacted\n    at: 2026-11-09T10:00:00Z\n    by: sara\n    field: "
                "complainant\n    reason: Asked for\n");
       }},
      {"a step of a dispute",
       [](Story& s) {
         s.write(s.dispute, s.bytes(s.dispute) +
                                "  - event: closed\n    at: 2026-11-09T09:00:00Z\n    by: sara\n    "
                                "action_needed: false\n    result: Settled\n");
       }},
      {"the folder of the register renamed",
       [](Story& s) {
         s.done({"note", s.a, "Before the move"});
         std::filesystem::rename(s.path(""), s.top() / "complaints desk");
         s.folder = "complaints desk";
       }},
  };
  return all;
}

// A step that no plan of an action allows.
void close_early(Story& story) {
  story.write(story.action, story.bytes(story.action) +
                                "  - event: closed\n    at: 2026-11-09T09:00:00Z\n    by: sara\n");
}

bool finds_in(const std::vector<SeenFinding>& findings, const std::string& file) {
  return std::any_of(findings.begin(), findings.end(), [&](const SeenFinding& one) {
    return one.file == file && one.severity == "error" && one.line > 0;
  });
}

}  // namespace

TEST_CASE("4.9 check --since finds nothing in what may change") {
  for (const auto& change : legal_changes())
    for (const bool is_committed : {false, true}) {
      CAPTURE(change.name, is_committed);
      Story story{told()};
      change.make(story);
      if (is_committed) story.commit("Work");
      const auto outcome = story.cmt({"check", "--since", story.base, "--json"});
      const auto findings = findings_of(outcome);
      INFO(described(findings) << outcome.err);
      // What the other rules of `check` find of these records is no matter of growth.
      for (const auto& one : findings) {
        CAPTURE(one.rule);
        CHECK(cmt::growth::find_rule(one.rule) == nullptr);
      }
      CHECK(outcome.code == 0);
    }
}

TEST_CASE("8.7 check --since judges what was added to records of every kind, not to complaints alone") {
  Story story{told()};
  std::string file = story.action;
  SECTION("a step that the process refuses") { close_early(story); }
  SECTION("a record that is new and cannot be read") {
    file = "charter/" + id_of('C') + ".yaml";
    story.write(file, "id: [\n");
  }
  SECTION("a party whose file cannot be read any more") {
    file = story.party;
    story.write(file, story.bytes(file) + "name: [\n");
  }
  for (const bool is_committed : {false, true}) {
    if (is_committed) story.commit("Work");
    const auto outcome = story.cmt({"check", "--since", story.base, "--json"});
    INFO(described(findings_of(outcome)) << outcome.err);
    CHECK(outcome.code == 1);
    CHECK(finds_in(findings_of(outcome), file));
  }
}

TEST_CASE("4.9 check --since names what was put among records of any kind and is none") {
  Story story{told()};
  for (const char* file : {"complaints/2026/notes.yaml", "complaints/list.txt", "actions/A-0.yaml", "disputes/letter.pdf"})
    story.write(file, "x: 1\n");
  story.write("complaints/.keep", "");
  const auto findings = findings_of(story.cmt({"check", "--since", story.base, "--json"}));
  INFO(described(findings));
  std::set<std::string> files;
  for (const auto& one : findings)
    if (one.rule == "file-name" && one.severity == "warning") files.insert(one.file);
  CHECK(files == std::set<std::string>{"actions/A-0.yaml", "complaints/2026/notes.yaml", "complaints/list.txt",
                                       "disputes/letter.pdf"});
}

TEST_CASE("8.7 check --staged judges records of every kind") {
  Story story{told()};
  close_early(story);
  CHECK(story.cmt({"check", "--staged"}).code == 0);
  story.git({"add", "--all"});
  const auto outcome = story.cmt({"check", "--staged", "--json"});
  INFO(described(findings_of(outcome)) << outcome.err);
  CHECK(outcome.code == 1);
  CHECK(finds_in(findings_of(outcome), story.action));
}

TEST_CASE("8.7 check takes an id or file of any kind of record, and says what is none") {
  Story story{told()};
  close_early(story);
  const std::string id = story.action.substr(8, 9);
  for (const std::string& target : {id, id.substr(0, 4), story.path(story.action).string()}) {
    CAPTURE(target);
    const auto outcome = story.cmt({"check", target, story.a, "--json"});
    INFO(outcome.err);
    CHECK(outcome.code == 1);
    CHECK(finds_in(findings_of(outcome), story.action));
    CHECK(outcome.err.starts_with("2 records checked"));
  }
  CHECK(story.cmt({"check", story.a}).code == 0);
  CHECK(story.cmt({"check", story.party.substr(8, 9)}).code == 0);
  for (const char* none : {"A-9999999", "X-1", "letter.yaml", "../r2/actions/A-0000000.yaml"}) {
    CAPTURE(none);
    const auto outcome = story.cmt({"check", none});
    CHECK(outcome.code == 1);
    CHECK(outcome.err.starts_with("error: "));
  }
}

TEST_CASE("4.9 an event is accepted between older ones where a branch without them had it") {
  // Two clones note something; the events are united in the order of time.
  Story story{told()};
  story.git({"checkout", "--quiet", "-b", "side"});
  story.done({"note", story.a, "First"});
  story.commit("Side");
  const std::string side = story.bytes(story.record(story.a));
  story.git({"checkout", "--quiet", "main"});
  story.terminal.now = "2026-11-09T11:00:00Z";
  story.done({"note", story.a, "Second"});
  const std::string base = story.commit("Main");
  const std::string second = event_with(story.bytes(story.record(story.a)), "text: Second");
  CHECK(story.status_of_git({"merge", "--quiet", "side"}) == 1);
  SECTION("while it is being merged") {
    story.write(story.record(story.a), side + second);
    const auto outcome = story.cmt({"check", "--since", base, "--json"});
    INFO(described(findings_of(outcome)) << outcome.err);
    CHECK(outcome.code == 0);
  }
  SECTION("in the merge") {
    story.write(story.record(story.a), side + second);
    story.commit("Merge");
    const auto outcome = story.cmt({"check", "--since", base, "--json"});
    INFO(described(findings_of(outcome)) << outcome.err);
    CHECK(outcome.code == 0);
  }
  SECTION("in a rebase, by the date of the author") {
    story.git({"merge", "--abort"});
    story.write(story.record(story.a), side + second);
    story.author_date = "2026-11-09T10:00:00Z";
    story.committer_date = "2026-11-20T10:00:00Z";
    story.commit("Rebased");
    const auto outcome = story.cmt({"check", "--since", base, "--json"});
    INFO(described(findings_of(outcome)) << outcome.err);
    CHECK(outcome.code == 0);
  }
  SECTION("but not in a commit of its own that is younger") {
    story.git({"merge", "--abort"});
    story.write(story.record(story.a), side + second);
    story.terminal.now = "2026-11-09T12:00:00Z";
    story.commit("Inserted");
    const auto findings = findings_of(story.cmt({"check", "--since", base, "--json"}));
    INFO(described(findings));
    CHECK(has(findings, "event-inserted", "error"));
  }
}

// Histories of complaints that grow by random commands, whatever the process allows; some rounds are
// committed, some on a branch that is merged, rebased or squashed, some edited by hand where that is
// allowed. CMT_ROUNDS and CMT_SEED ask for more, or others.
TEST_CASE("4.9 check --since finds nothing in a thousand random legal histories") {
  const auto asked = [](const char* name, std::uint64_t otherwise) {
    const char* value = std::getenv(name);
    return value ? std::strtoull(value, nullptr, 10) : otherwise;
  };
  const std::uint64_t rounds = asked("CMT_ROUNDS", 40), seed = asked("CMT_SEED", 10002);
  CAPTURE(rounds, seed);
  std::mt19937_64 random{seed};
  const auto below = [&](std::size_t count) { return static_cast<std::size_t>(random() % count); };
  const auto one_of = [&](std::initializer_list<const char*> words) {
    return std::string{*(words.begin() + below(words.size()))};
  };
  constexpr std::size_t histories = 25;  // a round
  std::size_t checked = 0, taken = 0, refused = 0;
  GitRegister r{seed};
  int minute = 0;  // since 1 January 2026
  const auto tick = [&](int minutes) {
    minute += minutes;
    REQUIRE(minute < 365 * 1440);  // some 600 rounds
    const int day = minute / 1440;
    constexpr int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int month = 0, rest = day;
    while (rest >= days[month]) rest -= days[month++];
    r.terminal.now = fmt::format("2026-{:02}-{:02}T{:02}:{:02}:00Z", month + 1, rest + 1,
                                 minute / 60 % 24, minute % 60);
  };
  tick(600);
  REQUIRE(r.terminal.type("cmt init repository/r --name R --timezone UTC --process " +
                          one_of({"small", "full"})).code == 0);
  r.commit("Init");
  std::vector<std::string> ids;
  const auto record = [](const std::string& id) { return "complaints/2026/" + id + ".yaml"; };

  const auto create = [&] {
    tick(static_cast<int>(below(20)) + 1);
    std::vector<std::string> words = {"new", "Matter", "--medium", one_of({"web", "phone", "email"}),
                                      "--description", "Words\n\nand more: words", "--category", "P20"};
    if (below(2)) words.push_back("--anonymous");
    else words.insert(words.end(), {"--complainant", "Ann " + std::to_string(below(1000))});
    ids.push_back(r.done(words));
  };
  const auto step = [&](const std::string& id) {
    tick(static_cast<int>(below(20)) + 1);
    const std::vector<std::vector<std::string>> steps = {
        {"ack", id},
        {"assess", id, "--severity", std::to_string(below(4) + 1), "--impact", "1", "--complexity", "simple"},
        {"assign", id, one_of({"omid", "mina"})},
        {"note", id, one_of({"Called", "Wrote: back", "waited -", "\"quoted\" # text"})},
        {"update", id, "We look into it"},
        {"ask", id, "When was it?", "--reply-by", "2026-12-20"},
        {"answer", id, "--text", "In May"},
        {"investigate", id},
        {"respond", id, "--outcome", one_of({"upheld", "not-upheld"}), "--reasons", "Because"},
        {"notify", id},
        {"accept", id},
        {"contest", id},
        {"close", id, "--outcome", one_of({"upheld", "not-upheld", "no-finding"}), "--remedy", "R51"},
        {"withdraw", id, "--who", "complainant"},
        {"reopen", id, "--reason", "new-evidence"},
        {"correct", id, "--field", "summary", "--value", "Another matter", "--reason", "Wrong"},
        {"link", id, ids[below(ids.size())]},
        {"escalate", id, "--level", "1", "--reason", "Slow"}};
    auto words = steps[below(steps.size())];
    if (below(5) == 0) {
      // Up to six days back, and said so.
      const int back = std::min(minute - 1, static_cast<int>(below(6 * 1440)) + 1);
      const std::string now = r.terminal.now;
      minute -= back;
      tick(0);
      words.insert(words.end(), {"--at", r.terminal.now});
      minute += back;
      r.terminal.now = now;
    }
    const Outcome outcome = r.cmt(words);
    CAPTURE(fmt::format("{}", fmt::join(words, " ")), outcome.err);
    CHECK(outcome.code < 2);
    ++(outcome.code == 0 ? taken : refused);
  };
  const auto edit_by_hand = [&](const std::string& id) {
    std::string text = r.bytes(record(id));
    switch (below(3)) {
      case 0:
        r.write(record(id), "# seen\n" + text);
        break;
      case 1:
        r.replace(record(id), "\nhistory:", "\n\n# the steps\nhistory:");
        break;
      default:
        if (text.find("    by: sara\n") != std::string::npos)
          r.replace(record(id), "    by: sara\n", "    by: \"sara\"\n");
    }
  };

  for (std::uint64_t round = 0; round < rounds; ++round) {
    CAPTURE(round);
    const std::string base = r.git({"rev-parse", "HEAD"});
    const bool is_on_branch = below(3) == 0;
    if (is_on_branch) r.git({"checkout", "--quiet", "-B", "side"});
    std::set<std::string> grown;
    while (grown.size() < histories) {
      std::string id;
      if (ids.size() < 3 || below(6) == 0) create(), id = ids.back();
      else id = ids[below(ids.size())];
      if (ids.size() < histories && !grown.insert(id).second) create(), id = ids.back();
      grown.insert(id);
      for (std::size_t i = below(3); i > 0; --i) step(id);
      if (below(8) == 0) edit_by_hand(id);
      if (below(10) == 0) r.commit("Some");
    }
    checked += grown.size();
    std::string since = base;
    if (is_on_branch) {
      r.commit("Side");
      tick(5);
      r.git({"checkout", "--quiet", "main"});
      switch (below(3)) {
        case 0:
          r.git({"merge", "--quiet", "--no-ff", "-m", "Merge", "side"});
          break;
        case 1:
          r.git({"merge", "--quiet", "--squash", "side"});
          r.commit("Squashed");
          break;
        default:
          r.write("../other.txt", std::to_string(round));
          r.commit("Meanwhile");
          r.git({"checkout", "--quiet", "side"});
          r.git({"rebase", "--quiet", "main"});
          r.git({"checkout", "--quiet", "main"});
          r.git({"merge", "--quiet", "--ff-only", "side"});
      }
    } else if (below(2)) {
      r.commit("All");
      since = below(2) ? base : base + "..HEAD";
    }
    const auto outcome = r.cmt({"check", "--since", since, "--json"});
    // Late answers and missing owners are found too; what is asked here is that history only grew.
    std::string wrong;
    for (const auto& one : findings_of(outcome))
      if (cmt::growth::find_rule(one.rule) || one.rule == "history" || one.rule == "record-shape")
        wrong += fmt::format("{} {}:{} {}\n", one.rule, one.file, one.line, one.message);
    INFO(outcome.err);
    CHECK(wrong.empty());
    if (!wrong.empty()) FAIL(wrong);
    r.commit("End");
  }
  // The test is worth something only when most commands did something.
  INFO(taken << " steps, " << refused << " refused");
  CHECK(taken > refused / 4);
  if (rounds >= 40) CHECK(checked >= 1000);
}

TEST_CASE("7.2 with --all, an id that was removed before the base and is used again is found") {
  GitRegister r;
  r.terminal.now = "2026-11-02T09:00:00Z";
  REQUIRE(r.terminal.type("cmt init repository/r --name R --timezone UTC").code == 0);
  r.commit("Empty");
  const std::string id = r.done({"new", "A", "--medium", "web", "--description", "First", "--anonymous"});
  r.commit("First");
  const std::string path = "complaints/2026/" + id + ".yaml";
  const std::string bytes = r.bytes(path);
  std::filesystem::remove(r.path(path));
  const std::string base = r.commit("Removed");
  r.write(path, bytes);
  r.commit("Another under the same id");
  const Outcome quick = r.terminal.type("cmt -C repository/r check --since " + base);
  CHECK(quick.both.find("id-reused") == std::string::npos);
  const Outcome thorough = r.terminal.type("cmt -C repository/r check --all --since " + base);
  CAPTURE(thorough.both);
  CHECK(thorough.code == 1);
  CHECK(thorough.both.find("a record of this name was removed before " + base.substr(0, 10) + " [id-reused, 7.2]") !=
        std::string::npos);
}

TEST_CASE("7.2 an id that a merge removed is found, whatever the settings of git show of merges") {
  for (const char* shows : {"off", "first-parent", "combined"}) {
    CAPTURE(shows);
    GitRegister r;
    r.terminal.now = "2026-11-02T09:00:00Z";
    REQUIRE(r.terminal.type("cmt init repository/r --name R --timezone UTC").code == 0);
    const std::string id = r.done({"new", "A", "--medium", "web", "--description", "First", "--anonymous"});
    const std::string path = "complaints/2026/" + id + ".yaml", bytes = r.bytes(path);
    r.commit("First");
    r.git({"checkout", "--quiet", "-b", "side"});
    r.write("notes.txt", "x\n");
    r.commit("Side");
    r.git({"checkout", "--quiet", "main"});
    r.done({"new", "B", "--medium", "web", "--description", "Second", "--anonymous"});
    r.commit("Main");
    r.git({"merge", "--quiet", "--no-ff", "--no-commit", "side"});
    std::filesystem::remove(r.path(path));
    const std::string base = r.commit("Merge");
    r.git({"config", "log.diffMerges", shows});
    r.write(path, bytes);
    const auto findings = findings_of(r.cmt({"check", "--all", "--since", base, "--json"}));
    INFO(described(findings));
    CHECK(has(findings, "id-reused", "error"));
  }
}

TEST_CASE("4.9 check --since with an ID or a FILE finds what is theirs alone") {
  Story story{told()};
  story.replace(story.record(story.a), "ten days late", "two days late");
  story.replace(story.action, "Hire a second driver", "Wait");
  const auto found = [&](const std::string& target) {
    std::set<std::string> out;
    for (const auto& one : findings_of(story.cmt({"check", "--since", story.base, target, "--json"})))
      if (one.severity == "error") out.insert(one.rule);
    return out;
  };
  CHECK(found(story.a) == std::set<std::string>{"words-altered"});
  CHECK(found(story.action.substr(8, 9)) == std::set<std::string>{"event-altered"});
  CHECK(found(story.c).empty());
}

TEST_CASE("4.9 check of a record that is not there cannot be done, and is no finding") {
  Story story{told()};
  for (const char* path : {"complaints/2026/2026-7K3QX4M.yaml", "parties/P-52N22JH.yaml"}) {
    const auto outcome = story.cmt({"check", story.path(path).string()});
    CHECK(outcome.code == 3);
    CHECK(outcome.err.find("no such file") != std::string::npos);
  }
}

TEST_CASE("4.9 check --since looks at settings that changed") {
  Story story{told()};
  const auto asked = [&] { return findings_of(story.cmt({"check", "--since", story.base, "--json"})); };
  CHECK_FALSE(has(asked(), "settings", "warning"));
  story.write("cmt.yaml", story.bytes("cmt.yaml") + "units: [North, North]\n");
  CHECK(has(asked(), "settings", "warning"));
  CHECK(has(findings_of(story.cmt({"check", story.path("cmt.yaml").string(), "--json"})), "settings", "warning"));
}
