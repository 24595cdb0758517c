// 4.10 Personal data in the names of git's branches, which go into messages, merges and logs.
#include <algorithm>
#include <string>

#include "cli/git_register.hpp"
#include "support/test.hpp"

namespace {

struct Branches : cmt::testing::GitRegister {
  Branches() {
    REQUIRE(terminal.cmt({"init", "repository/r", "--name", "R", "--timezone", "UTC"}).code == 0);
    commit("Register");
  }
  std::vector<cmt::testing::SeenFinding> found() {
    auto all = findings_of(cmt({"check", "--json"}));
    std::erase_if(all, [](const auto& one) { return one.rule != "personal-data"; });
    return all;
  }
};

}  // namespace

TEST_CASE("4.10 a branch is not called after a person, and the finding does not repeat the name") {
  Branches r;
  r.git({"branch", "ann@example.org"});
  const auto found = r.found();
  REQUIRE(found.size() == 1);
  CHECK(found[0].severity == "warning");
  CHECK(found[0].message == "the name of the branch 'ann@e…' seems to hold an e-mail address");
  CHECK(found[0].hint == "git branch -m OLD NEW gives it another one; elsewhere git push REMOTE --delete OLD");
}

TEST_CASE("4.10 branches of other repositories count, and numbers of people in them") {
  Branches r;
  r.git({"update-ref", "refs/remotes/origin/call-02079460000", "HEAD"});
  CHECK(r.found().size() == 1);
}

TEST_CASE("4.10 branches that name work, ids and dates are left alone") {
  Branches r;
  for (const char* name : {"parcel", "2026-7K3QX4M", "2026-11-20-review", "v1.2.3"}) r.git({"branch", name});
  CHECK(r.found().empty());
}

TEST_CASE("4.10 where there is no repository, or one without a branch, nothing is said of branches") {
  Branches r;
  SECTION("no branch") { r.git({"update-ref", "-d", "refs/heads/main"}); }
  SECTION("no repository") { std::filesystem::remove_all(r.top() / ".git"); }
  CHECK(r.found().empty());
  CHECK(r.cmt({"check"}).code == 0);
}
