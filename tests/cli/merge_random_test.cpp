// 4.9 Information integrity: clones that work by the real commands and exchange their work through
// git itself, pull by pull, lose nothing. The larger run, over the merge alone, is
// tests/merge/random_test.cpp. CMT_RANDOM_ROUNDS makes more rounds; 16 take minutes.
#include <fmt/core.h>

#include <cstdlib>
#include <random>
#include <set>

#include "cli/git_folder.hpp"
#include "support/test.hpp"

namespace {

using namespace cmt::testing;
namespace fs = std::filesystem;

class Team {
 public:
  Team(unsigned seed, Driver driver) : git_(seed), driver_(driver), random_(seed) {
    git_.terminal().now = "2026-11-02T08:00:00+01:00";
    git_.cmt("clone0", {"init", "--name", "Shop", "--timezone", "Europe/Paris", "--git"});
    git_.must("clone0", {"symbolic-ref", "HEAD", "refs/heads/main"});
    git_.commit_all("clone0", "init");
    clones_ = 2 + seed % 4;
    for (std::size_t i = 1; i < clones_; ++i) git_.copy("clone0", clone(i), driver);
    if (driver == Driver::plain) git_.must("clone0", {"config", "--remove-section", "merge.cmt"});
  }

  void work(int steps) {
    for (int i = 0; i < steps; ++i) {
      minute_ += 1 + below(40);
      const std::size_t who = below(clones_);
      if (ids_[who].empty() || below(100) < 12) receive(who);
      else if (below(100) < 18 && clones_ > 1) pull(who, (who + 1 + below(clones_ - 1)) % clones_);
      else step(who);
      if (below(3) == 0) commit(who);
    }
    for (std::size_t other = 1; other < clones_; ++other) pull(0, other);
    for (std::size_t other = 1; other < clones_; ++other) pull(other, 0);
  }

  void check() {
    const std::string text = git_.texts("clone0");
    for (const auto& mark : made_) {
      CAPTURE(mark);
      expect_once(text, mark);
    }
    for (std::size_t other = 1; other < clones_; ++other) CHECK(git_.texts(clone(other)) == text);
    git_.terminal().now = fmt::format("2026-11-{:02}T23:00:00+01:00", std::min<std::size_t>(28, 2 + minute_ / 540 + 1));
    const Outcome outcome = git_.try_cmt("clone0", {"check"});
    CAPTURE(outcome.both);
    if (driver_ == Driver::cmt) CHECK(outcome.code == 0);
    else CHECK(outcome.code <= 1);  // git knows no process; what it brought together is found here
  }

  int commands = 0, pulls = 0, conflicts = 0, resolved = 0;

 private:
  static std::string clone(std::size_t i) { return fmt::format("clone{}", i); }
  std::size_t below(std::size_t n) { return std::uniform_int_distribution<std::size_t>{0, n - 1}(random_); }

  std::string mark() {
    made_.push_back(fmt::format("m{}", made_.size() + 1));
    return "%" + made_.back() + "%";
  }

  // Nine hours a day from 2 November on; each clone's clock is some seconds wrong.
  void set_clock(std::size_t who) {
    git_.terminal().now = fmt::format("2026-11-{:02}T{:02}:{:02}:{:02}+01:00", 2 + minute_ / 540, 9 + minute_ % 540 / 60,
                                      minute_ % 60, 7 * who);
    git_.terminal().by = fmt::format("user{}", who);
  }

  void receive(std::size_t who) {
    set_clock(who);
    std::string id = git_.cmt(clone(who), {"new", "A complaint", "--medium", "phone", "--description", mark(), "--anonymous"});
    id.pop_back();
    ids_[who].insert(id);
    is_new_.insert(who);
    ++commands;
  }

  // A commit holds what one person did since the last one, often more than one event.
  void commit(std::size_t who) {
    if (is_new_.erase(who) > 0) git_.must(clone(who), {"add", "--all"});
    git_.git(clone(who), {"commit", "-q", "-a", "-m", "work"});  // fails where there is nothing new
  }

  void step(std::size_t who) {
    auto at = ids_[who].begin();
    std::advance(at, static_cast<std::ptrdiff_t>(below(ids_[who].size())));
    const std::string id = *at;
    set_clock(who);
    const std::string text = mark();
    const std::vector<std::vector<std::string>> choices = {
        {"note", id, text},
        {"note", id, text},
        {"update", id, text},
        {"ack", id, "--note", text},
        {"assign", id, fmt::format("user{}", below(clones_)), "--note", text},
        {"forward", id, "accounting", "--text", text},
        {"assess", id, "--severity", "2", "--impact", "1", "--complexity", "simple", "--safety", "no", "--action-needed",
         "no", "--action-possible", "no", "--note", text},
        {"extend", id, "--until", "2026-12-28", "--reason", text},
        {"correct", id, "--field", "product", "--value", "Card", "--reason", text},
        {"withdraw", id, "--text", text},
        {"reopen", id, "--reason", "new-evidence", "--text", text},
        {"close", id, "--outcome", "not-upheld", "--reasons", "Nothing was wrong.", "--accepted", "--note", text}};
    const Outcome outcome = git_.try_cmt(clone(who), choices[below(choices.size())]);
    if (outcome.code != 0) {
      CHECK(outcome.code != 3);
      made_.pop_back();
      return;
    }
    ++commands;
  }

  void pull(std::size_t who, std::size_t from) {
    ++pulls;
    commit(who);
    commit(from);
    const std::string ours = git_.texts(clone(who)), theirs = git_.texts(clone(from));
    const auto merged = git_.git(
        clone(who), {"pull", "-q", "--no-rebase", "--no-edit", "../" + clone(from), "main"}, driver_);
    ids_[who].insert(ids_[from].begin(), ids_[from].end());
    if (merged.status != 0) {
      ++conflicts;
      settle(who);
      return;
    }
    // What git calls merged holds all that either side has, and once.
    const std::string text = git_.texts(clone(who));
    const std::string both = ours + theirs;
    for (const auto& mark : made_) {
      if (!is_known(both, mark)) continue;
      CAPTURE(mark);
      expect_once(text, mark);
    }
  }

  // The note of a person that what the other clone recorded was given up.
  static std::string note_of(const std::string& mark) { return "given up: (" + mark + ")"; }

  static bool is_known(const std::string& text, const std::string& mark) {
    return count(text, "%" + mark + "%") + count(text, note_of(mark)) > 0;
  }

  // An event is never there twice, and is absent only where a person noted it.
  static void expect_once(const std::string& text, const std::string& mark) {
    CHECK(count(text, "%" + mark + "%") <= 1);
    CHECK(is_known(text, mark));
  }

  // Without the driver, resolve does its work. Of what is not legal together, somebody keeps what is
  // recorded here, and notes in the record what the other side had.
  void settle(std::size_t who) {
    if (driver_ == Driver::plain && git_.try_cmt(clone(who), {"resolve", "--add"}).code == 0) {
      ++resolved;
      git_.commit_all(clone(who), "resolved");
      return;
    }
    const std::string files = git_.must(clone(who), {"diff", "--name-only", "--diff-filter=U"});
    REQUIRE_FALSE(files.empty());
    for (std::size_t at = 0; at < files.size();) {
      const auto end = files.find('\n', at);
      const std::string file = files.substr(at, end - at);
      at = end + 1;
      const std::string theirs = git_.must(clone(who), {"show", ":3:" + file});
      const std::string ours = git_.must(clone(who), {"show", ":2:" + file});
      const std::string now = git_.bytes(clone(who) + "/" + file);
      std::vector<std::string> given_up;
      CAPTURE(file, now);
      CHECK(count(now, "<<<<<<<") >= 1);
      for (const auto& mark : made_) {
        if (!is_known(ours + theirs, mark)) continue;
        CHECK(is_known(now, mark));  // both texts are there for the person to see
        if (!is_known(ours, mark)) given_up.push_back(note_of(mark));
      }
      git_.must(clone(who), {"checkout", "-q", "--ours", "--", file});
      set_clock(who);
      for (const auto& text : given_up)
        git_.cmt(clone(who), {"note", fs::path{file}.stem().string(), text});
    }
    git_.commit_all(clone(who), "settled");
  }

  GitFolder git_;
  Driver driver_;
  std::mt19937 random_;
  std::size_t clones_ = 0, minute_ = 0;
  std::map<std::size_t, std::set<std::string>> ids_;
  std::vector<std::string> made_;
  std::set<std::size_t> is_new_;  // the clones with records that git was not told of
};

}  // namespace

TEST_CASE("4.9 clones that pull from each other through git keep every event exactly once") {
  const char* more = std::getenv("CMT_RANDOM_ROUNDS");
  const unsigned rounds = more ? static_cast<unsigned>(std::strtoul(more, nullptr, 10)) : 3;
  for (const Driver driver : {Driver::cmt, Driver::plain}) {
    int commands = 0, pulls = 0, conflicts = 0, resolved = 0;
    for (unsigned round = 1; round <= rounds; ++round) {
      CAPTURE(round, static_cast<int>(driver));
      Team team{round, driver};
      team.work(100);
      team.check();
      commands += team.commands;
      pulls += team.pulls;
      conflicts += team.conflicts;
      resolved += team.resolved;
    }
    if (more)
      WARN(commands << " commands, " << pulls << " pulls, " << conflicts << " conflicts, " << resolved << " resolved");
    CHECK(commands > 45 * static_cast<int>(rounds));
    CHECK(pulls > 10 * static_cast<int>(rounds));
    // Plain git leaves more conflicts than the driver; resolve settles those that are legal together.
    if (driver == Driver::plain) CHECK(resolved * 5 > conflicts);
  }
}
