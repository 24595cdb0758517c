// `cmt fix`: what is mended, what is not, and that nothing is written unasked; `--renumber`.
#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "cli/git_folder.hpp"
#include "core/id.hpp"
#include "support/test.hpp"

namespace {

using namespace cmt;
using namespace cmt::testing;

class Shop {
 public:
  explicit Shop(std::uint64_t seed = 1) : git(seed) {
    git.at("08:00", "sara");
    git.cmt("r", {"init", "--name", "Shop", "--timezone", "Europe/Paris", "--git"});
    git.must("r", {"symbolic-ref", "HEAD", "refs/heads/ours"});
    git.at("09:00", "sara");
    id = make("Late parcel");
    record = path(id);
  }
  std::string make(const std::string& summary) {
    std::string out = git.cmt("r", {"new", summary, "--medium", "phone", "--description", summary + " it was.", "--anonymous"});
    out.pop_back();
    return out;
  }
  void note(const std::string& hour, const std::string& text) {
    git.at(hour, "sara");
    git.cmt("r", {"note", id, text});
  }
  static std::string path(const std::string& id) { return "r/complaints/" + id.substr(0, 4) + "/" + id + ".yaml"; }
  bool is_sound() {
    git.at("18:00", "sara");
    const Outcome outcome = git.try_cmt("r", {"check"});
    if (outcome.code != 0) UNSCOPED_INFO(outcome.both);
    return outcome.code == 0;
  }

  GitFolder git;
  std::string id, record;
};

// The two notes of a record put in the other order by hand.
std::string swapped(const std::string& text) {
  const auto second = text.rfind("  - event: noted"), first = text.rfind("  - event: noted", second - 1);
  return text.substr(0, first) + text.substr(second) + text.substr(first, second - first);
}

}  // namespace

TEST_CASE("4.9 fix shows the diff and writes nothing unless it is told to") {
  Shop shop;
  const std::string good = shop.git.bytes(shop.record);
  const std::string bad = good.substr(good.find('\n') + 1);
  shop.git.put(shop.record, bad);
  for (const auto& words : std::vector<std::vector<std::string>>{{"fix"}, {"fix", "--dry-run"}, {"fix", "--dry-run", "--yes"}}) {
    const Outcome outcome = shop.git.try_cmt("r", words);
    CHECK(outcome.code == (words.size() == 1 ? 1 : 0));
    CHECK(count(outcome.out, "+# yaml-language-server: $schema=../../schemas/complaint.schema.json\n") == 1);
    CHECK(shop.git.bytes(shop.record) == bad);
  }
  const Outcome outcome = shop.git.try_cmt("r", {"fix", "--yes"});
  CHECK(outcome.code == 0);
  CHECK(outcome.err == fmt::format("complaints/2026/{}.yaml: no line that tells editors the schema\n", shop.id));
  CHECK(shop.git.bytes(shop.record) == good);
  CHECK(shop.git.try_cmt("r", {"fix"}).err == "nothing to mend\n");
}

TEST_CASE("4.9 at a terminal fix shows the diff, asks, and takes only yes for yes") {
  Shop shop;
  const std::string good = shop.git.bytes(shop.record);
  const std::string bad = good.substr(good.find('\n') + 1);
  shop.git.put(shop.record, bad);
  for (const char* answer : {"", "n", "x"}) {
    shop.git.terminal().answer = answer;
    CHECK(shop.git.try_cmt("r", {"fix"}).code == 1);
    CHECK(shop.git.bytes(shop.record) == bad);
  }
  shop.git.terminal().answer = "y";
  const Outcome outcome = shop.git.try_cmt("r", {"fix"});
  CHECK(outcome.code == 0);
  CHECK(outcome.both.find("+# yaml-language-server") < outcome.both.find("Write this? [y/N] "));
  CHECK(shop.git.bytes(shop.record) == good);
}

TEST_CASE("4.9 fix mends line ends, blanks and a missing last line end, but not the words of a text") {
  Shop shop;
  shop.note("10:00", "One.\nTwo.");
  const std::string good = shop.git.bytes(shop.record);
  std::string bad = good;
  bad.pop_back();
  for (auto at = bad.find('\n'); at != std::string::npos; at = bad.find('\n', at + 2)) bad.insert(at, "\r");
  bad.insert(bad.find("schema: 1") + 9, "   ");
  shop.git.put(shop.record, bad);
  CHECK(shop.git.try_cmt("r", {"fix", "--yes", shop.id}).code == 0);
  CHECK(shop.git.bytes(shop.record) == good);

  const std::string text = good + "    # a comment\n  - event: noted\n    at: 2026-11-20T11:00:00+01:00\n    by: sara\n    text: |\n      Two blanks:  \n      end\n";
  shop.git.put(shop.record, text);
  CHECK(shop.git.try_cmt("r", {"fix", "--yes"}).err == "nothing to mend\n");
  CHECK(shop.git.bytes(shop.record) == text);
  std::string blanks = text;
  shop.git.put(shop.record, blanks.insert(blanks.find("schema: 1") + 9, " \t"));
  CHECK(shop.git.try_cmt("r", {"fix", "--yes"}).code == 0);
  CHECK(shop.git.bytes(shop.record) == text);
}

TEST_CASE("4.9 fix puts events in the order of their recording while they are not committed") {
  Shop shop;
  shop.git.commit_all("r", "base");
  shop.note("10:00", "First.");
  shop.note("11:00", "Second.");
  const std::string good = shop.git.bytes(shop.record);
  shop.git.put(shop.record, swapped(good));
  CHECK_FALSE(shop.is_sound());
  const Outcome outcome = shop.git.try_cmt("r", {"fix", "--yes"});
  CHECK(count(outcome.err, "events in the order in which they were put on record") == 1);
  CHECK(shop.git.bytes(shop.record) == good);
  CHECK(shop.is_sound());

  SECTION("but never what is committed") {
    shop.git.put(shop.record, swapped(good));
    shop.git.commit_all("r", "wrong");
    CHECK(shop.git.try_cmt("r", {"fix", "--yes"}).err == "nothing to mend\n");
    CHECK(shop.git.bytes(shop.record) == swapped(good));
  }
  SECTION("nor a record whose committed part was changed by hand") {
    shop.git.commit_all("r", "right");
    shop.git.put(shop.record, swapped(good));
    CHECK(shop.git.try_cmt("r", {"fix", "--yes"}).err == "nothing to mend\n");
  }
}

TEST_CASE("4.9 fix --json prints what would be mended, and then what was, and nothing else") {
  Shop shop;
  const std::string good = shop.git.bytes(shop.record);
  CHECK(nlohmann::json::parse(shop.git.try_cmt("r", {"fix", "--json"}).out).at("changes").empty());
  shop.git.put(shop.record, good.substr(0, good.size() - 1));
  const auto would = nlohmann::json::parse(shop.git.try_cmt("r", {"fix", "--json"}).out);
  REQUIRE(would.at("changes").size() == 1);
  CHECK("r/" + would.at("changes")[0].at("path").get<std::string>() == shop.record);
  CHECK(count(would.at("changes")[0].at("diff"), "\n+") == 2);
  const auto was = nlohmann::json::parse(shop.git.try_cmt("r", {"fix", "--json", "--yes"}).out);
  CHECK(was.at("complaints").size() == 1);
  CHECK(shop.git.bytes(shop.record) == good);
}

TEST_CASE("4.9 fix adds the half of a link that is missing, as an event of its own") {
  Shop shop;
  const std::string other = shop.make("Wrong colour");
  shop.git.at("10:00", "sara");
  shop.git.cmt("r", {"link", shop.id, other, "--type", "same-cause"});
  const std::string text = shop.git.bytes(Shop::path(other));
  shop.git.put(Shop::path(other), text.substr(0, text.find("  - event: linked")));
  CHECK_FALSE(shop.is_sound());
  shop.git.at("11:00", "omid");
  CHECK(shop.git.try_cmt("r", {"fix", "--yes"}).code == 0);
  CHECK(shop.is_sound());
  CHECK(count(shop.git.bytes(Shop::path(other)),
              "  - event: linked\n    at: 2026-11-20T11:00:00+01:00\n    by: omid\n    to: " + shop.id) == 1);
}

TEST_CASE("4.9 fix leaves a file alone that it cannot read, and says where it stopped") {
  Shop shop;
  const std::string bad = shop.git.bytes(shop.record) + "  - event: telepathy   \n";
  shop.git.put(shop.record, bad);
  const Outcome outcome = shop.git.try_cmt("r", {"fix", "--yes"});
  CHECK(outcome.code == 1);
  CHECK(count(outcome.err, "left alone: event 'telepathy' is not known") == 1);
  CHECK(shop.git.bytes(shop.record) == bad);
}

TEST_CASE("4.9 two complaints with one id: theirs gets another, with its links, its action and its files") {
  Shop shop;
  const std::string common = shop.make("Common"), of_ours = shop.make("Ours only"), of_theirs = shop.make("Theirs only");
  const std::string before = shop.git.bytes(shop.record);
  std::filesystem::remove(shop.git.path(shop.record));
  shop.git.commit_all("r", "base");
  shop.git.must("r", {"branch", "theirs"});
  // Both sides draw the same id for a complaint of their own, link it to the common one and attach a file.
  const auto work = [&](const std::string& side, const std::string& hour) {
    std::string text = before;
    for (auto at = text.find("Late parcel"); at != std::string::npos; at = text.find("Late parcel"))
      text.replace(at, 11, side);
    shop.git.put(shop.record, text);
    shop.git.at(hour, side == "ours-1" ? "sara" : "omid");
    shop.git.cmt("r", {"link", shop.id, common});
    shop.git.cmt("r", {"link", shop.id, side == "ours-1" ? of_ours : of_theirs});
    shop.git.put(side + ".txt", "words of " + side + "\n");
    shop.git.cmt("r", {"attach", shop.id, side + ".txt"});
  };
  work("ours-1", "10:00");
  shop.git.commit_all("r", "ours");
  shop.git.must("r", {"checkout", "-q", "theirs"});
  work("theirs-1", "11:00");
  std::string action = shop.git.cmt("r", {"action", "new", "Boxes that close", "--kind", "improvement", "--problem",
                                          "Boxes open", "--complaint", shop.id});
  action.pop_back();
  shop.git.commit_all("r", "theirs");
  shop.git.must("r", {"checkout", "-q", "ours"});
  const auto merged = shop.git.git("r", {"merge", "theirs"});
  CHECK(merged.status == 1);
  CHECK(count(merged.errors, fmt::format("cmt fix --renumber {0} gives one of them another", shop.id)) == 1);
  shop.git.at("18:00", "sara");
  CHECK(shop.git.try_cmt("r", {"resolve"}).code == 1);

  CHECK(shop.git.try_cmt("r", {"fix", "--renumber", shop.id}).code == 1);
  const Outcome outcome = shop.git.try_cmt("r", {"fix", "--renumber", shop.id, "--yes"});
  CAPTURE(outcome.both);
  REQUIRE(outcome.code == 0);
  const auto at = outcome.err.find("of their side is now ");
  REQUIRE(at != std::string::npos);
  const std::string fresh = outcome.err.substr(at + 21, 12);
  REQUIRE(ComplaintId::parse(fresh));
  CHECK(shop.is_sound());
  CHECK(count(shop.git.bytes(shop.record), "summary: ours-1") == 1);
  CHECK(count(shop.git.bytes(shop.record), "theirs-1") == 0);
  const std::string theirs = shop.git.bytes(Shop::path(fresh));
  CHECK(count(theirs, "summary: theirs-1") == 1);
  CHECK(count(theirs, shop.id) == 0);
  CHECK(count(theirs, "to: " + common) == 1);
  CHECK(count(theirs, "attachments/" + fresh + "/") == 1);
  CHECK(count(shop.git.bytes(Shop::path(of_ours)), "to: " + shop.id) == 1);
  CHECK(count(shop.git.bytes(Shop::path(of_theirs)), "to: " + fresh) == 1);
  const std::string links = shop.git.bytes(Shop::path(common));
  CHECK(count(links, "to: " + shop.id) == 1);
  CHECK(count(links, "to: " + fresh) == 1);
  CHECK(count(shop.git.bytes("r/actions/" + action + ".yaml"), "complaints: [" + fresh + "]") == 1);
  CHECK(count(shop.git.texts("r"), "words of ours-1") == 1);
  CHECK(count(shop.git.texts("r"), "words of theirs-1") == 1);
  // A second run finds that it is done.
  const Outcome again = shop.git.try_cmt("r", {"fix", "--renumber", "--yes"});
  CHECK(again.code == 0);
  CHECK(count(again.err, "is there already, as " + fresh) == 1);
  shop.git.commit_all("r", "merged");
  CHECK(shop.git.try_cmt("r", {"fix", "--renumber"}).err == "no id is there twice\n");
}

TEST_CASE("4.9 a second file with the id of a record gets an id of its own, once") {
  Shop shop;
  shop.git.put("a.txt", "words\n");
  shop.git.cmt("r", {"attach", shop.id, "a.txt"});
  const std::string copy = "r/complaints/2025/" + shop.id + ".yaml";
  std::string text = shop.git.bytes(shop.record);
  text.replace(text.find("Late parcel it was."), 19, "Another matter.");
  shop.git.put(copy, text + "  - event: noted\n    at: 2026-11-20T09:30:00+01:00\n    by: sara\n    text: Only here.\n");
  CHECK(shop.git.try_cmt("r", {"fix", "--renumber", "--yes"}).code == 0);
  CHECK_FALSE(std::filesystem::exists(shop.git.path(copy)));
  CHECK(shop.is_sound());
  CHECK(count(shop.git.texts("r"), "Only here.") == 1);
  CHECK(count(shop.git.bytes(shop.record), "Only here.") == 0);
  CHECK(count(shop.git.texts("r"), "words\n") == 2);
}

TEST_CASE("4.9 two versions of one complaint in two places become one record") {
  Shop shop;
  const std::string base = shop.git.bytes(shop.record);
  shop.note("11:00", "Here.");
  const std::string copy = "r/complaints/2025/" + shop.id + ".yaml";
  shop.git.put(copy, base + "  - event: noted\n    at: 2026-11-20T10:00:00+01:00\n    by: omid\n    text: There.\n");
  CHECK(shop.git.try_cmt("r", {"fix", "--renumber", "--yes"}).code == 0);
  CHECK_FALSE(std::filesystem::exists(shop.git.path(copy)));
  const std::string text = shop.git.bytes(shop.record);
  CHECK(text.find("There.") < text.find("Here."));
  CHECK(count(text, "event: received") == 1);
  CHECK(shop.is_sound());
}

TEST_CASE("4.9 a record in a place that is not its own goes home, and a mere copy goes away") {
  Shop shop;
  const std::string text = shop.git.bytes(shop.record);
  const std::string stray = "r/complaints/2026/copy of it.yaml";
  shop.git.put(stray, text);
  const nlohmann::json removed = {"complaints/2026/copy of it.yaml"};
  CHECK(nlohmann::json::parse(shop.git.try_cmt("r", {"fix", "--renumber", "--dry-run", "--json"}).out)["removed"] == removed);
  CHECK(std::filesystem::exists(shop.git.path(stray)));
  CHECK(nlohmann::json::parse(shop.git.try_cmt("r", {"fix", "--renumber", "--yes", "--json"}).out)["removed"] == removed);
  CHECK_FALSE(std::filesystem::exists(shop.git.path(stray)));
  CHECK(shop.git.bytes(shop.record) == text);

  std::filesystem::rename(shop.git.path(shop.record), shop.git.path(stray));
  CHECK(shop.git.try_cmt("r", {"fix", "--renumber", "--yes"}).code == 0);
  CHECK_FALSE(std::filesystem::exists(shop.git.path(stray)));
  CHECK(shop.git.bytes(shop.record) == text);
}
