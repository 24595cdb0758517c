// 4.10 A sealed register: words and people stand nowhere in clear, and a destroyed key forgets them everywhere.
#include <signal.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "cli/git_register.hpp"
#include "store/disk.hpp"
#include "store/process_run.hpp"
#include "support/test.hpp"

namespace {

namespace fs = std::filesystem;
using cmt::testing::GitRegister;

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

std::string bytes_of(const fs::path& path) {
  std::ifstream in{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

const std::vector<std::string> secrets = {"Ada Byron", "ada@example.org", "Elm Street", "dropped by the van", "sorry to hear",
                                          "called her twice", "Yours, Ada", "imported words",
                                          "byron-claim", "van-driver", "never came back", "Elm Street court", "mother of Ada", "wants it all gone"};

// The words that stand in the text.
std::vector<std::string> told(const std::string& text) {
  std::vector<std::string> out;
  for (const auto& one : secrets)
    if (holds(text, one)) out.push_back(one);
  return out;
}

struct Sealed {
  Sealed() {
    r.terminal.variables["CMT_IDENTITY"] = (r.terminal.folder() / "identity").string();
    REQUIRE(r.terminal.cmt({"key", "new"}).code == 0);
    REQUIRE(r.terminal.cmt({"init", "repository/r", "--name", "R", "--timezone", "UTC", "--sealed"}).code == 0);
  }

  void tell() {
    ada = r.done({"new", "Late parcel", "--medium", "web", "--description", "It was dropped by the van\nat 3 Elm Street.", "--complainant",
                  "Ada Byron", "--email", "ada@example.org", "-q"});
    r.write("../../letter.txt", "Yours, Ada Byron\n");
    r.done({"attach", ada, (r.terminal.folder() / "letter.txt").string(), "-q"});
    fs::remove(r.terminal.folder() / "letter.txt");
    r.commit("received");
    r.done({"note", ada, "We called her twice.", "-q"});
    r.done({"correct", ada, "--field", "description", "--value", "I am at 4 Elm Street.", "--reason", "Number", "-q"});
    r.commit("noted");
    twin = r.done({"new", "Late parcel again", "--medium", "web", "--description", "Once more: dropped by the van.", "--complainant",
                   "Ada Byron", "--email", "ada@example.org", "-q"});
    r.done({"merge", twin, ada, "-q"});
    r.commit("merged");
    r.done({"close", ada, "--outcome", "upheld", "--note", "Ada Byron was told we are sorry to hear it.", "-q"});
    r.commit("closed");
  }

  // A case of hers that went outside and came to its end, a survey that she answered, and a request of hers.
  void go_on() {
    quarrel = r.done({"new", "Refund refused", "--medium", "web", "--description", "Once more: dropped by the van.", "--complainant",
                      "Ada Byron", "--email", "ada@example.org", "-q"});
    r.done({"assess", quarrel, "--severity", "2", "--impact", "1", "--complexity", "simple", "-q"});
    r.done({"respond", quarrel, "--outcome", "not-upheld", "--no-investigation", "Plain", "-q"});
    r.done({"approve", quarrel, "--by", "reza", "-q"});
    r.done({"notify", quarrel, "-q"});
    r.done({"contest", quarrel, "--grounds", "not given", "-q"});
    r.done({"refer", quarrel, "--body", "Ombudsman", "--consent", "-q"});
    r.done({"dispute", "arrange", quarrel, "--method", "advisory", "--officer", "leila", "-q"});
    r.done({"dispute", "inform", quarrel, "--process", "In writing", "--outcomes", "A recommendation", "--cost", "Nothing", "--time", "90 days",
            "--rights", "A court", "-q"});
    r.done({"dispute", "consent", quarrel, "complainant", "--evidence", "Letter of Ada Byron", "-q"});
    r.done({"dispute", "consent", quarrel, "organization", "-q"});
    r.done({"dispute", "notice", quarrel, "--claim", "Elm Street court: the whole price", "--reply-by", "2026-12-01", "--note",
            "Ada Byron called", "-q"});
    r.done({"dispute", "evaluate", quarrel, "--merits", "4", "--risk", "Ada Byron may go to court", "--direct-offer", "no", "-q"});
    r.done({"dispute", "position", quarrel, "--stance", "contest", "--offer", "It never came back to us", "-q"});
    r.done({"dispute", "session", quarrel, "--kind", "hearing", "--summary", "The parcel never came back.", "--present",
            "mother of Ada", "-q"});
    survey = r.done({"survey", "plan", "Autumn", "--period", "2026-Q4", "--medium", "email", "--closes", "2026-12-31", "--questionnaire",
                     "short", "-q"});
    r.done({"survey", "draw", survey, "--seed", "one", "-q"});
    r.done({"survey", "send", survey, "-q"});
    r.done({"survey", "answer", survey, "--complaint", ada, "--set", "overall=2", "--comment", "The van-driver never came back", "-q"});
    request = r.done({"request", "new", party(), "--kind", "erasure", "--medium", "post", "--text", "She wants it all gone", "-q"});
    r.commit("went on");
    r.done({"dispute", "close", quarrel, "--result", "Paid to Ada Byron", "-q"});
    r.done({"request", "verify", request, "--how", "Called the mother of Ada", "-q"});
    r.commit("ended");
  }

  std::string party() {
    const std::string list = r.done({"party", "list", "--format", "json"});
    return list.substr(list.find("P-"), 9);
  }

  // Every file of the register and of git, and every object of git.
  std::string all() {
    std::string out = r.git({"cat-file", "--batch-all-objects", "--batch"});
    for (const auto& entry : fs::recursive_directory_iterator{r.terminal.folder()})
      if (entry.is_regular_file()) out += entry.path().string() + "\n" + bytes_of(entry.path());
    return out;
  }

  std::string record() { return r.bytes("complaints/2026/" + ada + ".yaml"); }
  void without_identity() { r.terminal.variables["CMT_IDENTITY"] = (r.terminal.folder() / "nobody").string(); }

  GitRegister r;
  std::string ada, twin, quarrel, survey, request;
};

std::size_t keys_of(const Sealed& s) {
  std::size_t count = 0;
  for (const auto& entry : fs::directory_iterator{s.r.path(".cmt-keys")}) count += entry.path().extension() == ".key" ? 1 : 0;
  return count;
}

// The overview, but for the commit that it is of.
std::string figures(Sealed& s) {
  std::string report = s.r.done({"report", "overview", "--format", "csv"});
  const auto at = report.find("commit,");
  return report.erase(at, report.find('\n', at) - at);
}

}  // namespace

TEST_CASE("4.10 a sealed register holds no word, name or document in clear, in no file and no object of git") {
  Sealed s;
  s.tell();
  s.r.done({"list"});
  s.r.done({"report", "overview"});
  CHECK(told(s.all()).empty());
  CHECK(holds(s.record(), "sealed:K-"));
  CHECK(s.r.cmt({"check"}).code == 0);
}

TEST_CASE("4.10 what surveys, disputes and requests say of a complainant stands in clear in no file and no object of git") {
  Sealed s;
  s.tell();
  s.go_on();
  CHECK(told(s.all()) == std::vector<std::string>{});
  const auto checked = s.r.cmt({"check"});
  INFO(checked.both);
  CHECK(checked.code == 0);
}

TEST_CASE("4.10 a recipient reads what surveys, disputes and requests say of a complainant") {
  Sealed s;
  s.tell();
  s.go_on();
  const std::string dispute = s.r.done({"dispute", "show", s.quarrel});
  CHECK(holds(dispute, "Elm Street court"));
  CHECK(holds(dispute, "mother of Ada"));
  CHECK(holds(s.r.done({"survey", "show", s.survey, "--json"}), "The van-driver never came back"));
  CHECK(holds(s.r.done({"request", "show", s.request}), "She wants it all gone"));
  const std::string subject = s.r.done({"export", "--subject", s.party(), "--format", "json"});
  CHECK(holds(subject, "The van-driver never came back"));
  s.without_identity();
  for (const auto& page : {s.r.done({"dispute", "show", s.quarrel}), s.r.done({"survey", "show", s.survey}), s.r.done({"request", "show", s.request})}) {
    CHECK(told(page).empty());
    CHECK_FALSE(holds(page, "sealed:K-"));
  }
}

TEST_CASE("4.10 what a dispute says is sealed with the key of its case, a comment with that of the case, a request with the person's") {
  Sealed s;
  s.tell();
  const std::size_t before = keys_of(s);
  s.go_on();
  CHECK(keys_of(s) == before + 1);  // of the quarrel
}

TEST_CASE("4.10 the names of documents stand sealed, and a document is found by its name") {
  Sealed s;
  s.tell();
  s.r.write("../../byron-claim.pdf", "Yours, Ada Byron\n");
  s.r.done({"attach", s.ada, (s.r.terminal.folder() / "byron-claim.pdf").string(), "-q"});
  fs::remove(s.r.terminal.folder() / "byron-claim.pdf");
  s.r.commit("attached");
  CHECK(told(s.all()).empty());
  CHECK(holds(s.r.done({"show", s.ada}), "byron-claim.pdf"));
  CHECK(s.r.done({"show", s.ada, "--attachment", "byron-claim.pdf"}) == "Yours, Ada Byron");
  s.r.done({"redact", s.ada, "--field", "byron-claim.pdf", "--reason", "Asked for", "-q"});
  CHECK(told(s.all()).empty());
  CHECK(s.r.cmt({"check"}).code == 0);
}

TEST_CASE("4.10 lines in words are sealed like texts: of a category, of evidence, of who acts for somebody") {
  Sealed s;
  const std::string id = s.r.done({"new", "Odd", "--medium", "web", "--description", "Words", "--category", "P35", "--category-text",
                                   "the van-driver", "-q"});
  CHECK(told(s.all()).empty());
  CHECK(holds(s.r.done({"show", id}), "the van-driver"));
}

TEST_CASE("4.10 what a line of JSON has beyond the fields is sealed with the case") {
  Sealed s;
  s.r.write("../../in.jsonl", R"({"received_at": "2026-01-02", "medium": "web", "summary": "Tram", "external_refs": ["T-1"], "Who": "Ada Byron"})" "\n");
  const auto imported = s.r.cmt({"import", "--format", "jsonl", (s.r.terminal.folder() / "in.jsonl").string()});
  fs::remove(s.r.terminal.folder() / "in.jsonl");
  INFO(imported.both);
  REQUIRE(imported.code == 0);
  CHECK(told(s.all()).empty());
  const std::string id = s.r.done({"list", "--ids"});
  CHECK(holds(s.r.done({"show", id, "--json"}), "\"Who\": \"Ada Byron\""));
}

TEST_CASE("4.10 a recipient reads what is sealed") {
  Sealed s;
  s.tell();
  const std::string page = s.r.done({"show", s.ada, "--with-personal"});
  CHECK(holds(page, "4 Elm Street."));
  CHECK(holds(page, "We called her twice."));
  CHECK(holds(page, "Ada Byron, ada@example.org"));
  CHECK(holds(s.r.done({"party", "list", "byron"}), "ada@example.org"));
  CHECK(s.r.done({"show", s.ada, "--attachment", "letter.txt"}) == "Yours, Ada Byron");
  CHECK(holds(s.r.done({"export", "--subject", s.party(), "--format", "json"}), "ada@example.org"));
}

TEST_CASE("4.10 a letter of a sealed register is opened for a recipient, kept sealed, and refused without a key") {
  Sealed s;
  s.tell();
  const std::string letter = s.r.done({"letter", s.ada, "closure", "--lang", "en", "--keep"});
  CHECK(holds(letter, "Ada Byron"));
  CHECK_FALSE(holds(letter, "sealed:"));
  CHECK(told(s.all()).empty());
  s.without_identity();
  const auto refused = s.r.terminal.cmt({"-C", "repository/r", "letter", s.ada, "closure", "--lang", "en"});
  CHECK(refused.code == 1);
  CHECK(holds(refused.err, "you have no key"));
}

TEST_CASE("4.10 sealed words are searched by a recipient, and kept in no snapshot") {
  Sealed s;
  s.tell();
  s.r.terminal.variables["CMT_CACHE_FROM"] = "1";
  CHECK(holds(s.r.done({"search", "called", "her"}), s.ada));
  CHECK(holds(s.r.done({"list", "called"}), s.ada));
  s.r.done({"list"});
  CHECK(fs::exists(s.r.terminal.folder() / "repository/r/.cmt/snapshot"));
  CHECK(told(s.all()).empty());
  s.without_identity();
  CHECK_FALSE(holds(s.r.cmt({"search", "called", "her"}).out, s.ada));
}

TEST_CASE("4.10 a known complainant is found by a sealed e-mail address") {
  Sealed s;
  s.tell();
  CHECK(std::distance(fs::directory_iterator{s.r.path("parties")}, fs::directory_iterator{}) == 2);  // and .gitkeep
}

TEST_CASE("4.10 without a key there is a placeholder, and every report is the same") {
  Sealed s;
  s.tell();
  const std::string report = s.r.done({"report", "overview"}), list = s.r.done({"list", "--json"});
  s.without_identity();
  const std::string page = s.r.done({"show", s.ada, "--with-personal"});
  CHECK(holds(page, "[sealed]"));
  CHECK(told(page).empty());
  CHECK(s.r.done({"report", "overview"}) == report);
  CHECK(s.r.done({"list", "--json"}) == list);
  CHECK(s.r.cmt({"check"}).code == 0);
}

TEST_CASE("4.10 log, search and exports have the words for a recipient, and the placeholder without a key") {
  Sealed s;
  s.tell();
  const std::vector<std::vector<std::string>> commands = {
      {"log"}, {"log", s.ada, "--json"}, {"export", "--format", "jsonl"}, {"export", "--format", "csv", "--table", "complaints"}};
  for (const auto& words : commands) {
    const std::string out = s.r.done(words);
    INFO(words.front());
    CHECK_FALSE(told(out).empty());
    CHECK_FALSE(holds(out, "sealed:K-"));
  }
  const std::vector<std::string> personal = {"export", "--format", "jsonl", "--with-personal", "--purpose", "Survey"};
  CHECK(holds(s.r.done(personal), "ada@example.org"));
  s.without_identity();
  for (const auto& words : commands) {
    const std::string out = s.r.done(words);
    CHECK(holds(out, "[sealed]"));
    CHECK(told(out).empty());
    CHECK_FALSE(holds(out, "sealed:K-"));
  }
  CHECK(told(s.r.done(personal)).empty());
}

TEST_CASE("4.10 forgetting a party destroys the keys: nobody reads them, in no clone and no old commit") {
  Sealed s;
  s.tell();
  const std::string before = figures(s);
  s.r.git({"clone", "-q", ".", (s.r.terminal.folder() / "clone").string()});
  s.r.done({"party", "forget", s.party(), "--reason", "Erasure asked for", "-q"});
  s.r.commit("forgotten");
  CHECK(keys_of(s) == 0);
  CHECK(told(s.all()).empty());
  CHECK(figures(s) == before);
  CHECK(s.r.cmt({"check"}).code == 0);
  // The clone as it was, with the keys that there are and the identity of a recipient.
  s.r.terminal.variables["CMT_KEYS"] = s.r.path(".cmt-keys").string();
  const auto old = s.r.terminal.cmt({"-C", "clone/r", "show", s.ada});
  CHECK(old.code == 0);
  CHECK(told(old.out).empty());
  CHECK(holds(old.out, "[sealed]"));
}

TEST_CASE("4.10 forgetting a party takes what surveys, disputes, requests, names, caches and temporary files hold, in every object and file") {
  Sealed s;
  const fs::path temporary = s.r.terminal.folder() / "temporary", copy = s.r.terminal.folder() / "copy";
  fs::create_directories(temporary);
  s.r.terminal.variables["TMPDIR"] = temporary.string();
  s.r.terminal.variables["CMT_CACHE_FROM"] = "1";
  s.tell();
  s.go_on();
  for (const std::string format : {"jsonl", "csv"}) s.r.done({"export", "--format", format, "-o", copy.string(), "-q"});
  s.r.done({"export", "--format", "jsonl", "--with-personal", "--to", "Survey service", "--purpose", "A survey", "-o", copy.string(), "-q"});
  s.r.done({"export", "--subject", s.party(), "--format", "html", "-o", copy.string()});
  CHECK_FALSE(told(bytes_of(copy)).empty());
  fs::remove(copy);  // what left the register is its receiver's
  s.r.done({"list"});
  const std::string before = figures(s);
  s.r.git({"clone", "-q", ".", (s.r.terminal.folder() / "clone").string()});
  s.r.done({"party", "forget", s.party(), "--reason", "Erasure asked for", "--request", s.request, "-q"});
  s.r.done({"request", "answer", s.request, "--medium", "post", "--text", "All is gone, Ada Byron", "-q"});
  s.r.commit("forgotten");
  CHECK(told(s.all()).empty());
  CHECK(figures(s) == before);
  const auto checked = s.r.cmt({"check"});
  INFO(checked.both);
  CHECK(checked.code == 0);
  CHECK(keys_of(s) == 1);  // of what the request says since
  s.r.terminal.variables["CMT_KEYS"] = s.r.path(".cmt-keys").string();
  for (const auto& words : {std::vector<std::string>{"survey", "show", s.survey, "--json"}, {"dispute", "show", s.quarrel}, {"request", "show", s.request}}) {
    std::vector<std::string> typed{"-C", "clone/r"};
    typed.insert(typed.end(), words.begin(), words.end());
    const auto old = s.r.terminal.cmt(typed);
    INFO(old.both);
    CHECK(old.code == 0);
    CHECK(told(old.out).empty());
  }
}

TEST_CASE("4.10 forgetting a party names the actions about their complaints, whose texts stay") {
  Sealed s;
  s.tell();
  const std::string action = s.r.done({"action", "new", "Dry bags", "--kind", "corrective", "--problem", "Wet", "--owner", "omid", "--complaint", s.ada, "-q"});
  s.r.done({"action", "cancel", action, "--reason", "Done already", "-q"});
  const auto forgotten = s.r.cmt({"party", "forget", s.party(), "--reason", "Erasure asked for"});
  CHECK(forgotten.code == 0);
  CHECK(holds(forgotten.err, "the texts of " + action + " stay: see that they do not tell of the person"));
}

TEST_CASE("4.10 a destroyed key that comes back is told, and destroyed again") {
  Sealed s;
  s.tell();
  const auto kept = s.r.terminal.folder() / "backup";
  fs::copy(s.r.path(".cmt-keys"), kept);
  s.r.done({"party", "forget", s.party(), "--reason", "Erasure asked for", "-q"});
  fs::copy(kept, s.r.path(".cmt-keys"), fs::copy_options::overwrite_existing | fs::copy_options::recursive);
  CHECK(holds(s.r.cmt({"check"}).out, "was destroyed, and is there again"));
  CHECK(s.r.cmt({"key", "check"}).code == 1);
  s.r.done({"key", "prune"});
  CHECK(keys_of(s) == 0);
  CHECK(s.r.cmt({"key", "check"}).code == 0);
}

TEST_CASE("4.10 an event that names the key of another case does not have it destroyed") {
  Sealed s;
  s.tell();
  const std::string record = s.record();
  const std::string key = record.substr(record.find("sealed:K-") + 7, 9);
  const std::string eve = s.r.done({"new", "Hers", "--medium", "web", "--description", "Mine", "--anonymous", "-q"});
  const std::string path = "complaints/2026/" + eve + ".yaml";
  s.r.write(path, s.r.bytes(path) + "  - event: redacted\n    at: 2026-11-20T09:12:00Z\n    by: eve\n    field: " + key +
                      "\n    reason: Mine\n");
  const auto pruned = s.r.cmt({"key", "prune"});
  CHECK(pruned.code == 1);
  CHECK(holds(pruned.out, "is needed: complaints/2026/" + s.ada));
  CHECK(holds(s.r.done({"show", s.ada}), "called her twice"));
}

TEST_CASE("4.9 a step on a sealed record only adds lines") {
  Sealed s;
  s.tell();
  s.r.done({"note", s.twin, "One more.", "-q"});
  const std::string counted = s.r.git({"diff", "--numstat"});
  CHECK(holds(counted, "\t0\t"));
  CHECK(counted.find('\n') == std::string::npos);
}

TEST_CASE("4.10 words that look like a sealed value are words") {
  Sealed s;
  s.tell();
  const std::string record = s.record();
  const auto at = record.find("sealed:K-");
  const std::string value = record.substr(at, record.find('\n', at) - at);
  for (const auto& words : {std::string{"sealed:"}, value, std::string{"sealed:K-0000000:AAAA"}}) {
    const std::string id = s.r.done({"new", "--medium", "web", "--description", words, "-q"});
    CHECK_FALSE(holds(s.r.bytes("complaints/2026/" + id + ".yaml"), words + "\n"));
    CHECK(s.r.cmt({"show", id}).code == 0);
    CHECK(told(s.r.done({"show", id})).empty());
  }
  CHECK(s.r.cmt({"check"}).code == 0);
}

TEST_CASE("4.10 a sealed value of another case in a summary does not have that case's key destroyed") {
  Sealed s;
  s.tell();
  const std::string record = s.record();
  const auto at = record.find("sealed:K-");
  const std::string value = record.substr(at, record.find('\n', at) - at);
  const std::string key = value.substr(7, 9);
  const std::string eve = s.r.done({"new", value, "--medium", "web", "--description", "Mine", "--complainant", "Eve Elm", "--email",
                                    "eve@example.org", "-q"});
  s.r.done({"close", eve, "--outcome", "upheld", "-q"});
  const std::string list = s.r.done({"party", "list", "Eve", "--format", "json"});
  s.r.done({"party", "forget", list.substr(list.find("P-"), 9), "--reason", "Asked for"});
  CHECK(fs::exists(fs::path{s.r.terminal.folder()} / "repository/r/.cmt-keys" / (key + ".key")));
  CHECK(holds(s.r.done({"show", s.ada}), "called her twice"));
}

TEST_CASE("4.10 a value that was altered is told and harms nothing") {
  Sealed s;
  s.tell();
  const std::string record = s.record();
  const auto end = record.find('\n', record.find("text: sealed:K-"));
  const std::string last = record.substr(end - 6, 6);
  s.r.replace("complaints/2026/" + s.ada + ".yaml", last + "\n", "AAAAAA\n");
  const auto page = s.r.cmt({"show", s.ada});
  CHECK(page.code == 0);
  CHECK(holds(page.out, "[sealed, and damaged]"));
}

TEST_CASE("4.10 a step without the key is refused, says which, and leaves every file as it was") {
  Sealed s;
  s.tell();
  const std::string before = s.record();
  s.without_identity();
  const auto none = s.r.cmt({"note", s.ada, "Hm.", "-q"});
  CHECK(none.code == 3);
  CHECK(holds(none.err, "there is no identity that opens its key K-"));
  REQUIRE(s.r.terminal.cmt({"key", "new"}).code == 0);
  const auto wrong = s.r.cmt({"note", s.ada, "Hm.", "-q"});
  CHECK(wrong.code == 3);
  CHECK(holds(wrong.err, "your identity does not open its key K-"));
  s.r.terminal.variables["CMT_KEYS"] = (s.r.terminal.folder() / "nowhere").string();
  const auto missing = s.r.cmt({"note", s.ada, "Hm.", "-q"});
  CHECK(missing.code == 3);
  CHECK(holds(missing.err, "is not in the folder of keys"));
  CHECK(s.record() == before);
}

TEST_CASE("4.10 a recipient who is added reads, and one who is removed does not") {
  Sealed s;
  s.tell();
  const std::string first = s.r.terminal.variables["CMT_IDENTITY"];
  s.without_identity();
  const std::string omid = s.r.done({"key", "new", "-q"});
  s.r.terminal.variables["CMT_IDENTITY"] = first;
  s.r.done({"key", "add", "omid", omid});
  s.without_identity();
  CHECK(holds(s.r.done({"show", s.ada}), "We called her twice."));
  s.r.terminal.variables["CMT_IDENTITY"] = first;
  s.r.done({"key", "remove", "omid"});
  s.without_identity();
  CHECK_FALSE(holds(s.r.done({"show", s.ada}), "We called her twice."));
}

TEST_CASE("4.10 no new public key is taken for an option") {
  cmt::testing::Terminal terminal;
  for (int i = 0; i < 300; ++i) {
    terminal.variables["CMT_IDENTITY"] = (terminal.folder() / std::to_string(i)).string();
    const auto made = terminal.cmt({"key", "new", "-q"});
    REQUIRE(made.code == 0);
    CHECK(made.out.front() != '-');
  }
}

TEST_CASE("4.10 check finds words that stand in clear in a sealed register, without a key") {
  Sealed s;
  s.tell();
  const std::string record = s.record();
  const auto at = record.find("sealed:K-");
  s.r.replace("complaints/2026/" + s.ada + ".yaml", record.substr(at, record.find('\n', at) - at), "By hand");
  s.r.write("parties/P-0000000.yaml", "id: P-0000000\nname: Grace\n");
  s.without_identity();
  const auto found = cmt::testing::findings_of(s.r.cmt({"check", "--json"}));
  std::size_t sealed = 0;
  for (const auto& one : found) sealed += one.rule == "sealed" ? 1 : 0;
  CHECK(sealed == 2);
}

TEST_CASE("4.10 check finds what stands in clear in lists and maps of an event") {
  Sealed s;
  s.tell();
  s.go_on();
  const std::string path = "complaints/2026/" + s.quarrel + ".yaml";
  s.r.replace(path, "event: response-proposed\n", "event: response-proposed\n    evidence:\n      - what: A letter of hers\n");
  std::size_t sealed = 0;
  for (const auto& one : cmt::testing::findings_of(s.r.cmt({"check", "--json"}))) sealed += one.rule == "sealed" ? 1 : 0;
  CHECK(sealed == 1);
}

TEST_CASE("4.10 check finds what stands in clear in a survey, a dispute or a request of a sealed register") {
  Sealed s;
  s.tell();
  s.go_on();
  const auto list = s.r.done({"dispute", "list"});
  const std::string paths[] = {"disputes/" + list.substr(list.find("D-"), 9) + ".yaml", "surveys/" + s.survey + ".yaml",
                               "requests/" + s.request + ".yaml"};
  for (const auto& path : paths) {
    const std::string bytes = s.r.bytes(path);
    const auto at = bytes.find("sealed:K-");
    REQUIRE(at != std::string::npos);
    s.r.replace(path, bytes.substr(at, bytes.find_first_of(",}\n", at) - at), "By hand");
  }
  s.without_identity();
  std::vector<std::string> found;
  for (const auto& one : cmt::testing::findings_of(s.r.cmt({"check", "--json"})))
    if (one.rule == "sealed") found.push_back(one.file);
  CHECK(found.size() == 3);
}

TEST_CASE("4.10 the schedule takes comments without the key of their case, and the key when nothing is left that it seals") {
  Sealed s;
  s.tell();
  s.go_on();
  s.r.write("cmt.yaml", s.r.bytes("cmt.yaml") + "retention:\n  - name: words\n    after: 1d\n    goes: [words, texts, attachments]\n    basis: Policy\n"
                                                "  - name: comments\n    after: 30d\n    goes: [survey-comments]\n    basis: Policy\n");
  s.r.done({"request", "answer", s.request, "--medium", "post", "--text", "Done", "-q"});
  s.r.terminal.now = "2026-11-25T09:12:00Z";
  s.r.done({"retention", "run", "-q"});
  CHECK(holds(s.r.done({"survey", "show", s.survey, "--json"}), "The van-driver never came back"));
  CHECK(keys_of(s) == 2);  // of Ada and of the case of the comment
  s.r.terminal.now = "2027-11-25T09:12:00Z";
  s.r.done({"retention", "run", "-q"});
  CHECK(keys_of(s) == 1);
  CHECK(s.r.cmt({"check"}).code == 0);
}

TEST_CASE("4.10 contacts of a survey are opened for a recipient, and refused without a key") {
  Sealed s;
  s.tell();
  const std::string survey = s.r.done({"survey", "plan", "Autumn", "--period", "2026-Q4", "--medium", "email", "--closes", "2026-12-31", "-q"});
  s.r.done({"survey", "draw", survey, "-q"});
  s.r.done({"survey", "send", survey, "-q"});
  CHECK(holds(s.r.done({"survey", "sheet", survey, "--contacts"}), "Ada Byron"));
  s.without_identity();
  const auto refused = s.r.cmt({"survey", "sheet", survey, "--contacts"});
  CHECK(refused.code == 1);
  CHECK(refused.out.empty());
}

TEST_CASE("4.10 what is typed in an editor lies in a folder of one's own outside of registers, and goes also when the command fails") {
  Sealed s;
  const fs::path memory = s.r.terminal.folder() / "memory", outside = s.r.terminal.folder() / "outside";
  fs::create_directories(memory);
  fs::create_directories(outside);
  auto& variables = s.r.terminal.variables;
  variables["XDG_RUNTIME_DIR"] = memory.string();
  variables["TMPDIR"] = s.r.path(".").string();
  const fs::path seen = s.r.terminal.folder() / "seen.txt", script = s.r.terminal.folder() / "editor";
  std::ofstream{script} << "#!/bin/sh\nls -ld \"$1\" \"$(dirname \"$1\")\" > " + seen.string() + "\necho 'Ada Byron called' >> \"$1\"\n";
  fs::permissions(script, fs::perms::owner_all);
  variables["CMT_EDITOR"] = script.string();
  const std::string id = s.r.done({"new", "By telephone", "--medium", "phone", "--edit", "-q"});
  CHECK(holds(s.r.done({"show", id}), "Ada Byron called"));
  const std::string where = bytes_of(seen);
  CHECK(holds(where, memory.string() + "/cmt-"));
  CHECK(holds(where, "-rw------- "));
  CHECK(holds(where, "drwx------ "));
  CHECK(fs::is_empty(memory));
  // Refused: a medium that there is not.
  const auto refused = s.r.cmt({"new", "By telephone", "--medium", "pigeon", "--edit", "-q"});
  CHECK(refused.code != 0);
  INFO(refused.both);
  CHECK(holds(refused.err, "kept in no file, since the register is sealed:"));
  CHECK(holds(refused.err, "\n  Ada Byron called\n"));
  CHECK(fs::is_empty(memory));
  variables.erase("XDG_RUNTIME_DIR");
  REQUIRE(s.r.cmt({"new", "By telephone", "--medium", "phone", "--edit", "-q"}).code == 0);
  CHECK(bytes_of(seen).find(s.r.path("").string()) == std::string::npos);
  fs::remove(seen);
  fs::remove(script);
  CHECK(told(s.all()).empty());
}

TEST_CASE("4.10 a signal that ends the program takes with it what is typed in an editor") {
  Sealed s;
  const fs::path memory = s.r.terminal.folder() / "memory", script = s.r.terminal.folder() / "editor";
  fs::create_directories(memory);
  std::ofstream{script} << "#!/bin/sh\necho 'Ada Byron called' > \"$1\"\nkill -TERM $PPID\nsleep 0.3\n";
  fs::permissions(script, fs::perms::owner_all);
  cmt::store::RunOptions options;
  options.environment = {{"XDG_RUNTIME_DIR", memory.string()}, {"CMT_EDITOR", script.string()},
                         {"CMT_IDENTITY", s.r.terminal.variables["CMT_IDENTITY"]}, {"CMT_USER", "sara"}};
  const auto ran = cmt::store::run({CMT_PROGRAM, "-C", s.r.path("").string(), "new", "By telephone", "--medium", "phone", "--edit"}, options);
  REQUIRE(ran);
  CHECK(ran->signal == SIGTERM);
  CHECK(fs::is_empty(memory));
}

TEST_CASE("4.10 whatever fails of a retention run, records and keys agree once the next command has run") {
  Sealed s;
  s.r.write("cmt.yaml", s.r.bytes("cmt.yaml") + "retention:\n  - name: all\n    after: 1d\n    goes: [words, texts, attachments, complainant]\n    basis: Policy\n");
  s.tell();
  const std::string open = s.r.done({"new", "Open", "--medium", "web", "--description", "Words", "-q"});
  for (const bool is_lasting : {false, true})
    for (int n = 1;; ++n) {
      GitRegister r{s.r};
      r.terminal.variables["CMT_IDENTITY"] = s.r.terminal.variables["CMT_IDENTITY"];
      r.terminal.now = "2027-11-20T09:12:00+01:00";
      cmt::store::testing::fail_call(n, EIO, is_lasting);
      const auto ran = r.cmt({"retention", "run", "-q"});
      const bool was_hit = cmt::store::testing::calls_made() >= n;
      cmt::store::testing::fail_call(0, 0, false);
      r.done({"note", open, "What comes next", "-q"});
      INFO("call " << n << ", lasting " << is_lasting << ": " << ran.both);
      std::size_t keys = 0;
      for (const auto& entry : fs::directory_iterator{r.path(".cmt-keys")}) keys += entry.path().extension() == ".key" ? 1 : 0;
      CHECK((keys == 1 || keys == 4));
      CHECK(r.cmt({"check"}).both.find("[sealed, 4.10]") == std::string::npos);
      if (ran.code == 0) CHECK(keys == 1);
      if (!was_hit) break;
    }
}

TEST_CASE("4.10 what is imported and split is sealed") {
  Sealed s;
  s.tell();
  const std::string line =
      R"({"received_at": "2026-01-02", "medium": "web", "summary": "Tram", "description": "imported words", "external_refs": ["T-1"]})"
      "\n";
  s.r.write("../../in.jsonl", line);
  const auto imported = s.r.cmt({"import", "--format", "jsonl", (s.r.terminal.folder() / "in.jsonl").string()});
  fs::remove(s.r.terminal.folder() / "in.jsonl");
  INFO(imported.both);
  CHECK(imported.code == 0);
  const std::string whole = s.r.done({"new", "Two things", "--medium", "web", "--description", "Twice dropped by the van.", "-q"});
  s.r.done({"split", whole, "One", "Other", "-q"});
  CHECK(told(s.all()).empty());
  CHECK(s.r.cmt({"check"}).code == 0);
}

TEST_CASE("4.10 a document that is attached twice is kept once, and verified") {
  Sealed s;
  const std::string id = s.r.done({"new", "Late", "--medium", "web", "--description", "dropped by the van", "-q"});
  s.r.write("../../letter.txt", "Yours, Ada\n");
  for (int i = 0; i < 2; ++i) s.r.done({"attach", id, (s.r.terminal.folder() / "letter.txt").string(), "-q"});
  CHECK(s.r.cmt({"check"}).code == 0);
}

TEST_CASE("4.10 when nothing that a key seals is kept, the schedule destroys it") {
  Sealed s;
  s.r.write("cmt.yaml", s.r.bytes("cmt.yaml") +
                            "retention:\n  - name: all\n    after: 1d\n    goes: [words, texts, attachments, complainant]\n    basis: Policy\n");
  s.tell();
  REQUIRE(keys_of(s) == 3);  // of Ada and of two cases
  s.r.terminal.now = "2027-11-20T09:12:00+01:00";
  s.r.done({"retention", "run", "-q"});
  CHECK(keys_of(s) == 0);
}

TEST_CASE("4.10 a register that is there is not sealed, and says why") {
  GitRegister r;
  REQUIRE(r.terminal.cmt({"init", "repository/r", "--name", "R", "--timezone", "UTC"}).code == 0);
  const auto refused = r.terminal.cmt({"init", "repository/r", "--sealed"});
  CHECK(refused.code == 1);
  CHECK(holds(refused.err, "would stay in clear in git"));
}

TEST_CASE("4.10 nothing is written in clear when the recipients are gone") {
  Sealed s;
  s.tell();
  fs::remove(s.r.path("recipients"));
  const auto refused = s.r.cmt({"new", "--medium", "web", "--description", "Words", "-q"});
  CHECK(refused.code == 3);
  CHECK(holds(refused.err, "nothing is written in clear here"));
}
