// `cmt import` of mails as a person sees it: a hundred hard ones, a Maildir, what is left when one is refused.
#include <fmt/core.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "cli/transcript.hpp"
#include "core/sha256.hpp"
#include "support/test.hpp"

namespace cmt::testing {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

std::string bytes_of(const fs::path& path) {
  std::ifstream in{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

std::map<std::string, std::string> files_of(const fs::path& folder) {
  std::map<std::string, std::string> out;
  for (const auto& entry : fs::recursive_directory_iterator{folder})
    if (entry.is_regular_file()) out[fs::relative(entry.path(), folder).string()] = bytes_of(entry.path());
  return out;
}

struct Room {
  explicit Room(const std::string& more = {}) {
    REQUIRE(terminal.type("cmt init r --name R --timezone UTC" + more).code == 0);
    std::ofstream{root() / "cmt.yaml", std::ios::app} << "mailboxes: [complaints@example.com]\n";
  }
  fs::path root() const { return terminal.folder() / "r"; }
  void put(const std::string& path, const std::string& bytes) const {
    fs::create_directories((terminal.folder() / path).parent_path());
    std::ofstream{terminal.folder() / path, std::ios::binary} << bytes;
  }
  Outcome import(const std::string& format, const std::string& path, std::vector<std::string> more = {}) {
    std::vector<std::string> words{"-C", "r", "import", "--format", format, path};
    words.insert(words.end(), more.begin(), more.end());
    return terminal.cmt(words);
  }
  std::string record() const {
    for (const auto& [path, bytes] : files_of(root()))
      if (path.substr(0, 11) == "complaints/" && fs::path{path}.extension() == ".yaml") return bytes;
    return {};
  }
  Terminal terminal;
};

std::string mail(const std::string& id, const std::string& more = {}, const std::string& body = "Late.\n") {
  return "From: Ada <ada@example.org>\nDate: Thu, 19 Nov 2026 08:00:00 +0000\nMessage-ID: <" + id + ">\n" + more + "\n" + body;
}

}  // namespace

TEST_CASE("a hundred hard mails are imported, each is told, and a second time nothing is written") {
  Room room;
  room.put("hard.mbox", bytes_of(CMT_SOURCE_DIR "/tests/mail/hard.mbox"));
  const Outcome first = room.import("mbox", "hard.mbox", {"--json"});
  INFO(first.err);
  REQUIRE(first.code == 0);
  const Json told = Json::parse(first.out);
  CHECK(told["mails"].size() == 100);
  std::map<std::string, std::size_t> counts;
  for (const auto& one : told["mails"]) ++counts[one["result"]];
  CHECK(counts["imported"] == told["imported"]);
  CHECK(counts["reply"] == told["replies"]);
  CHECK(counts["duplicate"] == told["known"]);
  CHECK(counts["bounce"] + counts["automatic"] + counts["loop"] + counts["imported"] + counts["reply"] + counts["duplicate"] == 100);
  CHECK(told["replies"] == 3);
  CHECK(told["known"] == 1);
  CHECK(told["bounces"] == 1);
  CHECK(told["automatic"] == 2);
  CHECK(told["loops"] == 2);
  const auto before = files_of(room.root());
  for (const auto& one : told["mails"])
    for (const auto& file : one["attachments"]) CHECK(sha256(before.at(file["file"])) == file["sha256"]);
  CHECK(room.terminal.type("cmt -C r check").code == 0);

  const Outcome again = room.import("mbox", "hard.mbox", {"--json"});
  REQUIRE(again.code == 0);
  CHECK(Json::parse(again.out)["imported"] == 0);
  CHECK(Json::parse(again.out)["replies"] == 0);
  CHECK(files_of(room.root()) == before);
}

TEST_CASE("a bounce is told with the complaint whose mail it gives back") {
  Room room;
  room.put("hard.mbox", bytes_of(CMT_SOURCE_DIR "/tests/mail/hard.mbox"));
  REQUIRE(room.import("mbox", "hard.mbox").code == 0);
  const Json told = Json::parse(room.import("mbox", "hard.mbox", {"--json"}).out);
  for (const auto& one : told["mails"])
    if (one["result"] == "bounce") CHECK(one["id"].is_string());
}

TEST_CASE("a Maildir is read, new mails and old, and left as it was") {
  Room room;
  room.put("box/cur/1.a:2,S", mail("a@x"));
  room.put("box/new/2.b", mail("b@x", "In-Reply-To: <a@x>\n"));
  room.put("box/tmp/3.c", mail("c@x"));
  room.put("box/new/.hidden", "x");
  const auto before = files_of(room.terminal.folder() / "box");
  const Outcome outcome = room.import("maildir", "box");
  CHECK(outcome.code == 0);
  CHECK(outcome.err == "1 complaint and 1 reply imported from box, 0 known already\n");
  CHECK(files_of(room.terminal.folder() / "box") == before);
}

TEST_CASE("in a Maildir no link is followed and no other thing is opened") {
  Room room;
  room.put("box/cur/1.a", mail("a@x"));
  room.put("secret", mail("s@x"));
  fs::create_symlink(room.terminal.folder() / "secret", room.terminal.folder() / "box/cur/2.link");
  const Outcome outcome = room.import("maildir", "box");
  CHECK(outcome.code == 3);
  CHECK(outcome.out.empty());
  CHECK(outcome.err.find("cur/2.link: error: a link is not followed") != std::string::npos);
  CHECK(room.record().empty());
}

TEST_CASE("a mail that cannot be read refuses the import, and with --keep-going only itself") {
  Room room;
  std::string deep = "From: a@example.org\n";
  for (int i = 0; i < 40; ++i) deep += fmt::format("Content-Type: multipart/mixed; boundary=b{}\n\n--b{}\n", i, i);
  room.put("box/cur/1.good", mail("a@x"));
  room.put("box/cur/2.deep", deep + "\nx\n");
  const auto before = files_of(room.root());
  Outcome outcome = room.import("maildir", "box");
  CHECK(outcome.code == 3);
  CHECK(outcome.out.empty());
  CHECK(outcome.err.find("cur/2.deep: error: its parts lie within each other more than 30 deep") != std::string::npos);
  CHECK(files_of(room.root()) == before);
  outcome = room.import("maildir", "box", {"--keep-going", "--json"});
  CHECK(outcome.code == 1);
  const Json told = Json::parse(outcome.out);
  CHECK(told["imported"] == 1);
  CHECK(told["refused"] == 1);
}

TEST_CASE("a mail from a known address is of the party that has it") {
  Room room;
  REQUIRE(room.terminal.type("cmt -C r new --medium phone --description x --complainant Ada --email ADA@example.org").code == 0);
  room.put("a.eml", mail("a@x"));
  REQUIRE(room.import("eml", "a.eml").code == 0);
  std::size_t parties = 0;
  for (const auto& [path, bytes] : files_of(room.root())) parties += path.substr(0, 10) == "parties/P-" ? 1 : 0;
  CHECK(parties == 1);
}

TEST_CASE("a mail came when its header says, with the zone of it, and never in the future") {
  Room room;
  room.put("a.eml", "From: a@example.org\nMessage-ID: <a@x>\nDate: Thu, 19 Nov 2026 08:00:00 +0330\n\nx\n");
  REQUIRE(room.import("eml", "a.eml").code == 0);
  CHECK(room.record().find("at: 2026-11-19T04:30:00Z") != std::string::npos);
  CHECK(room.record().find("channel_received_at: 2026-11-19T08:00:00+03:30") != std::string::npos);
  Room later;
  later.put("a.eml", "From: a@example.org\nMessage-ID: <a@x>\nDate: Thu, 19 Nov 2099 08:00:00 +0000\n\nx\n");
  const Outcome outcome = later.import("eml", "a.eml");
  CHECK(outcome.out.find("it says that it came 2099-11-19T08:00:00Z: received now") != std::string::npos);
  CHECK(later.record().find("at: 2026-11-20T08:12:00Z") != std::string::npos);
}

TEST_CASE("a long text is kept whole as a file, and its beginning in the record") {
  Room room;
  std::string body;
  while (body.size() < 100000) body += "One more line of a very long letter.\n";
  room.put("a.eml", mail("a@x", {}, body));
  const Outcome outcome = room.import("eml", "a.eml");
  REQUIRE(outcome.code == 0);
  CHECK(outcome.out.find("all of it is in text.txt") != std::string::npos);
  CHECK(room.record().size() < 90000);
  bool is_whole = false;
  for (const auto& [path, bytes] : files_of(room.root())) is_whole |= path.find("text.txt") != std::string::npos && bytes.size() + 1 == body.size();
  CHECK(is_whole);
}

TEST_CASE("a subject with personal data is no summary") {
  Room room;
  room.put("a.eml", mail("a@x", "Subject: call me at ada@example.org\n"));
  REQUIRE(room.import("eml", "a.eml").code == 0);
  CHECK(room.record().find("summary: Complaint (e-mail)") != std::string::npos);
  CHECK(room.record().find("call me at") != std::string::npos);
}

TEST_CASE("a dangerous file is kept and told") {
  Room room;
  room.put("a.eml", "From: a@example.org\nMessage-ID: <a@x>\nContent-Type: application/pdf; name=bill.pdf.exe\n\nMZ\n");
  const Outcome outcome = room.import("eml", "a.eml");
  CHECK(outcome.out.find("bill.pdf.exe is a program: opening it may do harm") != std::string::npos);
  CHECK(room.record().find("It is a program: opening it may do harm.") != std::string::npos);
}

TEST_CASE("standard input is read as an mbox") {
  Room room;
  room.terminal.input = "From a Thu Nov 19 08:00:00 2026\n" + mail("a@x");
  const Outcome outcome = room.import("mbox", "-");
  CHECK(outcome.code == 0);
  CHECK(outcome.err == "1 complaint and 0 replies imported from standard input, 0 known already\n");
}

TEST_CASE("in a sealed register no words of a mail stand in clear, and a mail is known again") {
  Room room;
  room.terminal.variables["CMT_IDENTITY"] = (room.terminal.folder() / "identity").string();
  REQUIRE(room.terminal.type("cmt key new").code == 0);
  REQUIRE(room.terminal.type("cmt init s --name S --timezone UTC --sealed").code == 0);
  room.put("a.mbox", "From a Thu Nov 19 08:00:00 2026\n" + mail("secret-id@x", "Subject: Secretsubject\n", "Secretwords.\n") +
                         "\nFrom a Thu Nov 19 09:00:00 2026\n" +
                         mail("b@x", "In-Reply-To: <secret-id@x>\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n",
                              "--b\n\nSecretreply.\n--b\nContent-Disposition: attachment; filename=a.bin\n\nSecretfile\n--b--\n"));
  const Outcome outcome = room.terminal.type("cmt -C s import --format mbox a.mbox");
  INFO(outcome.err);
  REQUIRE(outcome.code == 0);
  for (const auto& [path, bytes] : files_of(room.terminal.folder() / "s"))
    for (const char* word : {"Secret", "secret-id", "ada@example.org"}) {
      CAPTURE(path);
      CHECK(bytes.find(word) == std::string::npos);
    }
  CHECK(room.terminal.type("cmt -C s check").code == 0);
  CHECK(room.terminal.type("cmt -C s import --format mbox a.mbox").err ==
        "0 complaints and 0 replies imported from a.mbox, 2 known already\n");
  room.put("c.eml", mail("c@x", "In-Reply-To: <b@x>\n"));
  CHECK(room.terminal.type("cmt -C s import --format eml c.eml").code == 0);
  CHECK(room.terminal.type("cmt -C s check").code == 0);
}

TEST_CASE("what was imported of mails is committed, with the records that were there") {
  Room room{" --git"};
  room.terminal.git({"-C", "r", "config", "user.name", "Sara"});
  room.terminal.git({"-C", "r", "config", "user.email", "sara@example.org"});
  room.put("a.eml", mail("a@x"));
  room.put("b.eml", mail("b@x", "In-Reply-To: <a@x>\n"));
  REQUIRE(room.import("eml", "a.eml", {"--commit"}).code == 0);
  const Outcome outcome = room.import("eml", "b.eml", {"--commit"});
  INFO(outcome.err);
  CHECK(outcome.code == 0);
  CHECK(room.terminal.git({"-C", "r", "log", "-1", "--format=%s"}).out == "Import 0 complaints and 1 reply (eml)\n");
  CHECK(room.terminal.git({"-C", "r", "status", "--porcelain", "complaints/2026", "attachments"}).out.empty());
}

}  // namespace cmt::testing
