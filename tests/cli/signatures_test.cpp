// 4.9 `cmt check --signatures`: that commits which close complaints and audits are signed. Keys are of SSH, but for
// what only OpenPGP has: keys that expire and keys that are revoked.
#include <fmt/core.h>
#include <stdlib.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "cli/git_register.hpp"
#include "cli/story.hpp"
#include "store/process_run.hpp"
#include "support/test.hpp"

namespace {

using cmt::testing::findings_of;
using cmt::testing::GitRegister;
using cmt::testing::SeenFinding;

// A register with one complaint, committed without a signature.
struct Signing : GitRegister {
  std::string id, received;

  Signing() {
    REQUIRE(terminal.cmt({"init", "repository/r", "--name", "R", "--timezone", "UTC", "--process", "small"}).code == 0);
    id = done({"new", "Late", "--medium", "web", "--description", "Came late", "--complainant", "Ann Bell", "--email",
               "ann@example.org"});
    received = commit("Received");
  }

  std::string record() const { return "complaints/2026/" + id + ".yaml"; }

  void close() {
    done({"close", id, "--outcome", "not-upheld", "--reasons", "It was in time", "--accepted"});
  }
  // Closed in a commit that is signed with a new key; gives the key.
  std::string close_signed() {
    const auto key = make_key("sara");
    sign_with(key);
    close();
    commit("Closed");
    return key;
  }

  std::vector<SeenFinding> unsigned_steps(std::vector<std::string> more = {}) {
    more.insert(more.begin(), {"check", "--signatures", "--json"});
    const auto outcome = cmt(more);
    auto found = findings_of(outcome);
    std::erase_if(found, [](const auto& one) { return one.rule != "signature"; });
    const bool has_errors = std::any_of(found.begin(), found.end(), [](const auto& one) { return one.severity == "error"; });
    if (has_errors) CHECK(outcome.code == 1);
    return found;
  }
};

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

// A folder of keys of gpg, for as long as it lives.
class Keyring {
 public:
  explicit Keyring(const std::filesystem::path& folder) : folder_(folder) {
    std::filesystem::create_directories(folder_);
    std::filesystem::permissions(folder_, std::filesystem::perms::owner_all);
    setenv("GNUPGHOME", folder_.c_str(), 1);
  }
  Keyring(const Keyring&) = delete;
  Keyring& operator=(const Keyring&) = delete;
  ~Keyring() {
    static_cast<void>(cmt::store::run({"gpgconf", "--kill", "all"}));
    unsetenv("GNUPGHOME");
  }

  void gpg(std::vector<std::string> words) const {
    words.insert(words.begin(), {"gpg", "--batch", "--quiet", "--pinentry-mode", "loopback", "--passphrase", ""});
    const auto ran = cmt::store::run(words);
    REQUIRE(ran);
    INFO(ran->errors);
    REQUIRE(ran->status == 0);
  }

 private:
  std::filesystem::path folder_;
};

}  // namespace

TEST_CASE("4.9 a closing in a commit that is not signed is found, at its place") {
  Signing r;
  r.close();
  const auto commit = r.commit("Closed").substr(0, 10);
  const auto found = r.unsigned_steps();
  REQUIRE(found.size() == 1);
  CHECK(found[0].message == "`closed` came with " + commit + ", which is not signed");
  CHECK(found[0].hint == "git tag -s signs all that led to a commit; commit.gpgSign signs every new one");
  CHECK(found[0].file == r.record());
  CHECK(found[0].id == r.id);
  const std::string before = r.bytes(r.record());
  const auto lines = std::count(before.begin(), before.begin() + static_cast<std::ptrdiff_t>(before.find("event: closed")), '\n');
  CHECK(found[0].line == lines + 1);
}

TEST_CASE("4.9 a closing in a commit that is signed by a key that is trusted is not found") {
  Signing r;
  r.trust({r.close_signed()});
  CHECK(r.unsigned_steps().empty());
  CHECK(r.cmt({"check", "--signatures"}).code == 0);
  SECTION("and steps that are no closing need no signature") {
    r.git({"config", "commit.gpgSign", "false"});
    r.done({"note", r.id, "Called"});
    r.commit("Note");
    CHECK(r.unsigned_steps().empty());
  }
}

TEST_CASE("4.9 a signature by a key that nobody named is one by anybody") {
  Signing r;
  r.close_signed();
  SECTION("where other signers are named") { r.trust({r.make_key("omid")}); }
  SECTION("where no signers are named") {}
  const auto found = r.unsigned_steps();
  REQUIRE(found.size() == 1);
  CHECK(contains(found[0].message, "which is signed by a key that git does not know"));
  CHECK(contains(found[0].hint, "gpg.ssh.allowedSignersFile"));
}

TEST_CASE("4.9 a commit that was altered after it was signed has a signature that is not its own") {
  Signing r;
  r.trust({r.close_signed()});
  std::string commit = r.git({"cat-file", "commit", "HEAD"});
  commit.replace(commit.find("\n\nClosed"), 8, "\n\nclosed");
  r.write("../commit", commit + "\n");
  r.git({"reset", "--quiet", "--soft", r.git({"hash-object", "-t", "commit", "-w", (r.top() / "commit").string()})});
  const auto found = r.unsigned_steps();
  REQUIRE(found.size() == 1);
  CHECK(contains(found[0].message, "which has a signature that is not of this commit: it was altered"));
}

TEST_CASE("4.9 a signed tag vouches for all that led to it, and for nothing after it") {
  Signing r;
  r.close();
  r.commit("Closed");
  const auto key = r.make_key("sara"), other = r.make_key("omid");
  r.trust({key});
  r.sign_with(key);
  r.git({"config", "commit.gpgSign", "false"});
  SECTION("of the commit itself") {
    r.git({"tag", "-s", "-m", "October", "october"});
    CHECK(r.unsigned_steps().empty());
  }
  SECTION("of a later commit") {
    r.done({"note", r.id, "Called"});
    r.commit("Note");
    r.git({"tag", "-s", "-m", "October", "october"});
    CHECK(r.unsigned_steps().empty());
  }
  SECTION("not of an earlier one") {
    r.git({"tag", "-s", "-m", "October", "october", r.received});
    CHECK(r.unsigned_steps().size() == 1);
  }
  SECTION("not one without a signature") {
    r.git({"tag", "-a", "-m", "October", "october"});
    CHECK(r.unsigned_steps().size() == 1);
  }
  SECTION("not one by somebody else") {
    r.sign_with(other);
    r.git({"tag", "-s", "-m", "October", "october"});
    CHECK(r.unsigned_steps().size() == 1);
  }
}

TEST_CASE("4.9 a closing that is not committed is signed by nobody") {
  Signing r;
  r.close();
  const auto found = r.unsigned_steps();
  REQUIRE(found.size() == 1);
  CHECK(found[0].message == "`closed` is in no commit, so that nobody has signed it");
}

TEST_CASE("4.9 --since asks for signatures of what came since") {
  Signing r;
  r.close();
  const auto closed = r.commit("Closed");
  r.done({"note", r.id, "Called"});
  r.commit("Note");
  CHECK(r.unsigned_steps({"--since", closed}).empty());
  CHECK(r.unsigned_steps({"--since", r.received}).size() == 1);
  CHECK(r.unsigned_steps({"--since", r.received + ".." + closed}).size() == 1);
}

TEST_CASE("4.9 signatures are asked of the records that are named") {
  Signing r;
  r.close();
  const auto other = r.done({"new", "Rude", "--medium", "web", "--description", "Rude", "--anonymous"});
  r.commit("Closed");
  CHECK(r.unsigned_steps({r.id}).size() == 1);
  CHECK(r.unsigned_steps({other}).empty());
}

TEST_CASE("8.5 an audit is reported and closed in signed commits") {
  Signing r;
  const std::string id = cmt::testing::id_of('E');
  r.write("audits/" + id + ".yaml",
          "schema: 1\nid: " + id + "\nhistory:\n  - event: opened\n    at: 2026-10-01T10:00:00Z\n    by: sara\n"
          "  - event: reported\n    at: 2026-10-02T10:00:00Z\n    by: sara\n"
          "  - event: closed\n    at: 2026-10-03T10:00:00Z\n    by: sara\n");
  const auto commit = r.commit("Audit").substr(0, 10);
  const auto found = r.unsigned_steps();
  REQUIRE(found.size() == 2);
  CHECK(found[0].message == "`reported` came with " + commit + ", which is not signed");
  CHECK(found[1].message == "`closed` came with " + commit + ", which is not signed");
}

TEST_CASE("4.9 a closing that came by a merge is judged by the commit that wrote it") {
  Signing r;
  r.git({"switch", "--quiet", "-c", "work"});
  r.trust({r.close_signed()});
  r.git({"config", "commit.gpgSign", "false"});
  r.git({"switch", "--quiet", "main"});
  r.done({"new", "Rude", "--medium", "web", "--description", "Rude", "--anonymous"});
  r.commit("Another");
  r.git({"merge", "--quiet", "--no-edit", "work"});
  CHECK(r.unsigned_steps().empty());
}

TEST_CASE("4.9 no program that the repository names verifies its signatures") {
  Signing r;
  r.close_signed();
  const auto program = r.terminal.folder() / "liar";
  r.write("../../liar", "#!/bin/sh\ntouch '" + (r.terminal.folder() / "ran").string() +
                            "'\necho 'Good \"git\" signature for sara@example.org with ED25519 key SHA256:x'\n");
  std::filesystem::permissions(program, std::filesystem::perms::owner_all);
  r.trust({r.make_key("omid")});
  r.git({"config", "gpg.ssh.program", program.string()});
  CHECK(r.unsigned_steps().size() == 1);
  CHECK_FALSE(std::filesystem::exists(r.terminal.folder() / "ran"));
}

TEST_CASE("4.9 a key that expired since is a warning, one that was revoked an error") {
  Signing r;
  const Keyring keys{r.terminal.folder() / "gnupg"};
  const auto sign_long_ago = [&](const char* ends) {
    keys.gpg({"--faked-system-time", "20200101T000000", "--quick-generate-key", "Sara <sara@example.org>", "ed25519",
              "sign", ends});
    r.write("../../gpg-then", "#!/bin/sh\nexec gpg --faked-system-time 20200101T000000 --batch --pinentry-mode loopback "
                              "--passphrase '' \"$@\"\n");
    const auto program = r.terminal.folder() / "gpg-then";
    std::filesystem::permissions(program, std::filesystem::perms::owner_all);
    r.git({"config", "gpg.program", program.string()});
    r.git({"config", "user.signingKey", "sara@example.org"});
    r.git({"config", "commit.gpgSign", "true"});
    r.close();
    r.commit("Closed");
  };
  SECTION("expired") {
    sign_long_ago("2d");
    const auto found = r.unsigned_steps();
    REQUIRE(found.size() == 1);
    CHECK(found[0].severity == "warning");
    CHECK(contains(found[0].message, "which was signed with a key of Sara <sara@example.org> that has expired since"));
    CHECK(r.cmt({"check", "--signatures"}).code == 0);
  }
  SECTION("revoked") {
    sign_long_ago("never");
    CHECK(r.unsigned_steps().empty());
    for (const auto& entry : std::filesystem::directory_iterator{r.terminal.folder() / "gnupg/openpgp-revocs.d"}) {
      auto certificate = r.bytes(entry.path().string());
      certificate.erase(certificate.find(":-----BEGIN"), 1);  // gpg's guard against accidents
      r.write("../../revoked", certificate);
    }
    keys.gpg({"--import", (r.terminal.folder() / "revoked").string()});
    const auto found = r.unsigned_steps();
    REQUIRE(found.size() == 1);
    CHECK(found[0].severity == "error");
    CHECK(contains(found[0].message, "that was revoked"));
  }
}

TEST_CASE("4.9 where git cannot tell what was signed, that is said, and nothing is passed") {
  Signing r;
  r.close();
  r.commit("Closed");
  SECTION("a clone with the newest commits alone") {
    r.git({"clone", "--quiet", "--depth", "1", "file://" + r.top().string(), (r.terminal.folder() / "shallow").string()});
    const auto outcome = r.terminal.cmt({"-C", "shallow/r", "check", "--signatures"});
    CHECK(outcome.code == 3);
    CHECK(contains(outcome.err, "what was signed when cannot be told in this clone, which is shallow"));
    CHECK(contains(outcome.err, "git fetch --unshallow"));
  }
  SECTION("no repository") {
    std::filesystem::remove_all(r.top() / ".git");
    const auto outcome = r.cmt({"check", "--signatures"});
    CHECK(outcome.code == 3);
    CHECK(contains(outcome.err, "is in no git repository"));
  }
  SECTION("what is staged is not committed") {
    const auto outcome = r.cmt({"check", "--signatures", "--staged"});
    CHECK(outcome.code == 2);
    CHECK(contains(outcome.err, "--signatures are of what is committed"));
  }
}
