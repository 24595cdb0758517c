#include "cli/story.hpp"

#include <fmt/core.h>

#include <filesystem>

#include "core/id.hpp"
#include "support/test.hpp"

namespace cmt::testing {
namespace {

std::string only_file(const std::filesystem::path& folder) {
  std::string out;
  for (const auto& entry : std::filesystem::recursive_directory_iterator{folder})
    if (entry.is_regular_file() && entry.path().filename().string().front() != '.') {
      REQUIRE(out.empty());
      out = entry.path().string();
    }
  REQUIRE_FALSE(out.empty());
  return out;
}

std::string relative(const Story& story, const std::string& path) {
  return std::filesystem::relative(path, story.path("")).string();
}

// `  - event: noted …` with the rest of its lines.
std::string noted(const std::string& at, const std::string& more) {
  return "  - event: noted\n    at: " + at + "\n    by: sara\n" + more;
}

// The words of git's diff without what only git needs.
std::string readable(const std::string& diff) {
  std::string out;
  for (std::size_t at = 0; at < diff.size();) {
    const auto end = std::min(diff.find('\n', at), diff.size());
    const std::string line = diff.substr(at, end - at);
    at = end + 1;
    if (line.starts_with("diff --git ") || line.starts_with("index ")) continue;
    out += line + "\n";
  }
  return out;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
  return text;
}

}  // namespace

std::string id_of(char letter) {
  for (const char symbol : std::string_view{"0123456789ABCDEFGHJKMNPQRSTVWXYZ"})
    if (const auto id = cmt::LetterId::parse(letter, fmt::format("{}-000000{}", letter, symbol))) return id->text();
  FAIL("no check symbol fits");
  return {};
}

std::string event_with(const std::string& text, const std::string& part) {
  const auto at = text.find(part);
  REQUIRE(at != std::string::npos);
  const auto begin = text.rfind("  - event: ", at);
  const auto end = text.find("\n  - event: ", at);
  return text.substr(begin, end == std::string::npos ? std::string::npos : end + 1 - begin);
}

void append(Story& s, const std::string& id, const std::string& lines) {
  s.write(s.record(id), s.bytes(s.record(id)) + lines);
}

const Story& told() {
  static const Story* story = [] {
    auto* made = new Story;
    Story& s = *made;
    s.terminal.now = "2026-11-02T09:00:00Z";
    REQUIRE(s.terminal.type("cmt init repository/r --name R --timezone UTC --process full").code == 0);
    s.a = s.done({"new", "Late delivery", "--medium", "web", "--description",
                  "The parcel came ten days late", "--complainant", "Ann Bell", "--email",
                  "ann@example.org", "--category", "P04", "--delay-days", "10"});
    s.replace(s.record(s.a), "    medium: web\n", "    medium: web\n    x-desk: 7\n");
    s.commit("A complaint");
    s.terminal.now = "2026-11-03T10:00:00Z";
    s.done({"ack", s.a});
    s.done({"assess", s.a, "--severity", "2", "--impact", "1", "--complexity", "simple", "--safety",
            "no", "--action-needed", "no", "--action-possible", "no"});
    s.done({"assign", s.a, "omid"});
    s.terminal.now = "2026-11-04T10:00:00Z";
    s.done({"note", s.a, "The carrier was called", "--at", "2026-11-03T15:00:00Z"});
    s.terminal.now = "2026-11-05T10:00:00Z";
    s.terminal.input = "";
    s.write("../letter.txt", "Dear sirs\n");
    s.done({"attach", s.a, "repository/letter.txt"});
    std::filesystem::remove(s.path("../letter.txt"));
    s.done({"note", s.a, "Ann Bell rang back"});
    s.commit("Handled");
    s.terminal.now = "2026-11-06T10:00:00Z";
    s.b = s.done({"new", "No reply", "--medium", "phone", "--description", "Nobody answers",
                  "--anonymous"});
    s.done({"link", s.b, s.a});
    s.c = s.done({"new", "Wrong bill", "--medium", "email", "--description", "Billed twice",
                  "--complainant", "Bea Carr", "--phone", "+44 20 7946 0000"});
    s.dispute = "disputes/" + id_of('D') + ".yaml";
    s.write(s.dispute, "schema: 1\nid: " + id_of('D') + "\ncomplaint: " + s.c +
                           "\nbody: Ombudsman\nconsent: true\nhistory:\n  - event: referred\n"
                           "    at: 2026-11-06T10:00:00Z\n    by: sara\n");
    const std::string opened = s.done({"action", "new", "Late parcels", "--kind", "improvement", "--complaint",
                                       s.a, "--problem", "Parcels come late"});
    s.action = "actions/" + opened + ".yaml";
    s.done({"action", "plan", opened, "--owner", "omid", "--step", "Hire a second driver", "--due",
            "2026-12-01", "--criterion", "None comes late"});
    s.base = s.commit("Two more");
    s.terminal.now = "2026-11-09T10:00:00Z";
    s.letter = relative(s, only_file(s.path("attachments")));
    const std::string text = s.bytes(s.record(s.a));
    s.party = "parties/" + text.substr(text.find("complainant: ") + 13, 9) + ".yaml";
    return made;
  }();
  return *story;
}

const std::vector<SinceCase>& since_cases() {
  static const auto note = [](const char* text) {
    return [text](Story& s) { s.done({"note", s.a, text}); };
  };
  // b is a complaint that nothing else names.
  static const auto alone = [](Story& s) {
    s.b = s.done({"new", "Rude", "--medium", "web", "--description", "Rude staff", "--anonymous"});
  };
  static const auto small = [](Story& s) {
    s.replace("cmt.yaml", "process: full", "process: small");
    s.b = s.done({"new", "Rude", "--medium", "email", "--description", "Rude staff", "--complainant", "Bea Carr",
                  "--email", "bea@example.org"});
  };
  static const auto closes = [](Story& s) {
    s.done({"close", s.b, "--outcome", "not-upheld", "--reasons", "Nobody was rude", "--accepted"});
  };
  static const std::vector<SinceCase> all = {
      {"attachment-altered", [](Story& s) { s.write(s.letter, "Dear sirs, all is well\n"); },
       [](Story& s) {
         s.write("../letter.txt", "Dear sirs, all is well\n");
         s.done({"attach", s.a, "repository/letter.txt", "--name", "letter-2.txt"});
         std::filesystem::remove(s.path("../letter.txt"));
       }, {"attachment-digest"}},
      {"dated-after-commit", [](Story& s) { append(s, s.c, noted("2026-11-09T12:00:00Z", "    text: Later\n")); },
       [](Story& s) { append(s, s.c, noted("2026-11-09T09:00:00Z", "    text: Later\n")); }, {}, true},
      {"event-altered",
       [](Story& s) { s.replace(s.record(s.a), "The carrier was called", "The carrier was not called"); },
       note("Not the carrier was called, but the depot")},
      {"event-inserted",
       [](Story& s) {
         s.replace(s.record(s.a), "  - event: assigned",
                   noted("2026-11-03T10:00:00Z", "    text: Promised\n") + "  - event: assigned");
       },
       [](Story& s) { s.done({"note", s.a, "Promised", "--at", "2026-11-03T10:00:00Z"}); }},
      {"event-moved",
       [](Story& s) {
         const std::string text = s.bytes(s.record(s.a));
         const std::string first = event_with(text, "event: attached"), second = event_with(text, "Ann Bell rang back");
         s.replace(s.record(s.a), first + second, second + first);
       },
       note("She rang before the letter came")},
      {"event-removed",
       [](Story& s) {
         s.replace(s.record(s.a), event_with(s.bytes(s.record(s.a)), "The carrier was called"), "");
       },
       note("The call of 3 November was about another parcel")},
      {"header-altered", [](Story& s) { s.replace(s.dispute, "body: Ombudsman", "body: Court"); },
       [](Story& s) {
         s.write(s.dispute, s.bytes(s.dispute) + noted("2026-11-09T10:00:00Z", "    text: The court, not the ombudsman\n"));
       }},
      {"id-reused",
       [](Story& s) {
         std::string other = s.bytes(s.record(s.c));
         s.write(s.record(s.b), replaced(other, s.c, s.b));
       },
       [](Story& s) { s.done({"new", "Rude", "--medium", "web", "--description", "Rude staff", "--anonymous"}); },
       {}, false, {"--all"},
       [](Story& s) {
         s.replace(s.record(s.a), event_with(s.bytes(s.record(s.a)), "event: linked"), "");
         std::filesystem::remove(s.path(s.record(s.b)));
         std::filesystem::remove(s.path(s.dispute));  // c does not name it
       }},
      {"late-commit", [](Story& s) { append(s, s.c, noted("2026-11-07T10:00:00Z", "    text: Promised\n")); },
       [](Story& s) { s.done({"note", s.c, "Promised", "--at", "2026-11-08T12:00:00Z"}); }, {}, false, {},
       [](Story& s) { s.write("cmt.yaml", s.bytes("cmt.yaml") + "back_dating_days: 1\n"); }},
      {"not-comparable", [](Story& s) { s.replace(s.record(s.c), "history:", "history: [\n"); },
       [](Story& s) { s.done({"note", s.c, "Looked at"}); }, {"record-shape"}},
      {"party-removed", [](Story& s) { std::filesystem::remove(s.path(s.party)); },
       [](Story& s) { s.replace(s.party, "emails: [ann@example.org]", "emails: []"); }, {"party"}},
      {"receipt-altered", [](Story& s) { s.replace(s.record(s.c), "medium: email", "medium: phone"); },
       [](Story& s) {
         s.done({"correct", s.c, "--field", "medium", "--value", "phone", "--reason", "She rang"});
       }},
      {"record-moved",
       [](Story& s) {
         const std::string other = "2026-7K3QX4M";
         s.write(s.record(other), replaced(s.bytes(s.record(s.b)), s.b, other));
         std::filesystem::remove(s.path(s.record(s.b)));
       },
       [](Story& s) { s.done({"note", s.b, "Called"}); }, {"header-altered"}, false, {}, alone},
      {"record-removed", [](Story& s) { std::filesystem::remove(s.path(s.record(s.b))); },
       [](Story& s) { s.done({"void", s.b, "--reason", "A test"}); }, {}, false, {}, alone},
      {"redaction", [](Story& s) { s.replace(s.record(s.a), "Ann Bell rang back", "\"[redacted]\""); },
       [](Story& s) {
         s.done({"redact", s.a, "--field", "history.7.text", "--reason", "A name"});
       }},
      {"rewritten-history",
       [](Story& s) {
         s.git({"commit", "--quiet", "--amend", "-m", "Two more", "--date", s.terminal.now});
       },
       [](Story& s) { s.done({"note", s.a, "Called again"}); }, {}, true},
      {"rules-silenced", [](Story& s) { s.write("cmt.yaml", s.bytes("cmt.yaml") + "back_dating_days: 90\n"); },
       [](Story& s) { s.write("cmt.yaml", s.bytes("cmt.yaml") + "units: [North]\n"); }},
      {"settings-altered", [](Story& s) { s.replace("cmt.yaml", "timezone: UTC", "timezone: Asia/Tehran"); },
       [](Story& s) { s.write("cmt.yaml", s.bytes("cmt.yaml") + "units: [North]\n"); }},
      {"signature", closes, [](Story& s) {
         const auto key = s.make_key("key");
         s.sign_with(key);
         s.trust({key});
         closes(s);
       }, {}, true, {"--signatures"}, small},
      {"unknown-key-altered", [](Story& s) { s.replace(s.record(s.a), "x-desk: 7", "x-desk: 8"); },
       [](Story& s) {
         append(s, s.a, noted("2026-11-09T10:00:00Z", "    x-desk: 8\n    text: Another desk has it\n"));
       }},
      {"words-altered", [](Story& s) { s.replace(s.record(s.a), "ten days late", "two days late"); },
       [](Story& s) {
         s.done({"correct", s.a, "--field", "description", "--value", "The parcel came two days late", "--reason",
                 "Counted again"});
       }},
  };
  return all;
}

Played play(const SinceCase& one, const std::function<void(Story&)>& change) {
  Story story{told()};
  if (one.before) {
    one.before(story);
    story.base = story.commit("Before");
  }
  change(story);
  story.git({"add", "--all", "--intent-to-add"});
  Played out;
  out.change = readable(story.git({"diff", "--no-renames", story.base}));
  if (one.is_committed) {
    story.commit("Work");
    story.terminal.now = "2026-11-09T18:00:00Z";
  }
  std::vector<std::string> words = {"check", "--since", story.base};
  words.insert(words.end(), one.more.begin(), one.more.end());
  const Outcome outcome = story.cmt(words);
  const auto named = [&](std::string text) {
    text = replaced(std::move(text), story.base.substr(0, 10), "BASE");
    return replaced(std::move(text), story.git({"rev-parse", "HEAD"}).substr(0, 10), "HEAD");
  };
  out.said = named(outcome.both);
  out.code = outcome.code;
  words.push_back("--json");
  for (const auto& finding : findings_of(story.cmt(words)))
    if (finding.severity != "note" || finding.rule == one.rule) out.rules.insert(finding.rule);
  return out;
}

}  // namespace cmt::testing
