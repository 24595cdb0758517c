#include "store/memory.hpp"

#include "support/test.hpp"

namespace cmt::store {
namespace {

using std::chrono::milliseconds;

template <class T>
std::string message(const Result<T>& result) {
  REQUIRE_FALSE(result);
  CHECK(result.failure().kind == FailureKind::unreadable);
  return result.diagnostics().front().message.english();
}

}  // namespace

TEST_CASE("a file in memory is read as it was created") {
  Memory files;
  REQUIRE(*files.create("complaints/2026/a.yaml", "id: a\n", Privacy::shared) == Creation::created);
  CHECK(*files.read("complaints/2026/a.yaml", 100) == "id: a\n");
  CHECK(files.privacy("complaints/2026/a.yaml") == Privacy::shared);
}

TEST_CASE("memory says what cannot be read, as a disk does") {
  const Memory files{{"a/b.yaml", "12345"}};
  CHECK(message(files.read("a/c.yaml", 10)) == "no such file");
  CHECK(message(files.read("a", 10)) == "is a folder, not a file");
  CHECK(message(files.read("a/b.yaml/c", 10)) == "a part of the path is not a folder");
  CHECK(message(files.read("a/b.yaml", 4)) == "is larger than 4 bytes, the most that is read");
  CHECK(message(files.read("../b", 4)) == "is not the name of a file inside the register");
}

TEST_CASE("a folder in memory lists files and folders by the order of their bytes") {
  const Memory files{{"a/z", ""}, {"a/B", ""}, {"a/s/x", ""}, {"a/s/y", ""}, {"ab", ""}};
  CHECK(*files.list("a") == std::vector<Entry>{{"B", EntryKind::file},
                                               {"s", EntryKind::folder},
                                               {"z", EntryKind::file}});
  CHECK(files.list("")->size() == 2);
  CHECK(files.list("none")->empty());
  CHECK(message(files.list("ab")) == "is not a folder");
}

TEST_CASE("memory finds what is at a path") {
  const Memory files{{"a/b", ""}};
  CHECK(*files.find("a/b") == EntryKind::file);
  CHECK(*files.find("a") == EntryKind::folder);
  CHECK(*files.find("a/c") == std::nullopt);
}

TEST_CASE("create in memory never overwrites") {
  Memory files{{"a/b", "old"}};
  CHECK(*files.create("a/b", "new", Privacy::closed) == Creation::exists);
  CHECK(*files.create("a", "new", Privacy::closed) == Creation::exists);
  CHECK(files.files().at("a/b") == "old");
}

TEST_CASE("replace in memory notices that the file changed meanwhile") {
  Memory files{{"a", "old"}};
  files.put("a", "edited");
  CHECK(message(files.replace("a", "old", "new")) == "changed on disk meanwhile");
  CHECK(files.files().at("a") == "edited");
  REQUIRE(files.replace("a", "edited", "new"));
  CHECK(files.files().at("a") == "new");
}

TEST_CASE("remove in memory removes one file") {
  Memory files{{"a", ""}, {"b", ""}};
  REQUIRE(files.remove("a"));
  CHECK(files.files().size() == 1);
  CHECK(message(files.remove("a")) == "cannot be removed: no such file");
}

TEST_CASE("the lock in memory is held until it goes out of scope") {
  Memory files;
  {
    const auto lock = files.lock(milliseconds(0));
    REQUIRE(lock);
    CHECK(files.is_locked());
    CHECK_FALSE(files.lock(milliseconds(0)));
  }
  CHECK(files.lock(milliseconds(0)));
}

TEST_CASE("several changes in memory are made all or none") {
  Memory files{{"a", "old"}, {"b", "old"}};
  CHECK_FALSE(files.apply({{"c", {}, "new"}, {"a", "old", "new"}, {"b", "other", "new"}}));
  CHECK(files.files() == std::map<std::string, std::string>{{"a", "old"}, {"b", "old"}});
  REQUIRE(files.apply({{"c", {}, "new"}, {"a", "old", "new"}}));
  CHECK(files.files() ==
        std::map<std::string, std::string>{{"a", "new"}, {"b", "old"}, {"c", "new"}});
  CHECK(message(files.apply({{"a", {}, "x"}, {"d", {}, "x"}})) == "exists already");
}

TEST_CASE("the n-th operation in memory fails as asked and does nothing") {
  Memory files;
  files.fail(2);
  CHECK(files.create("a", "", Privacy::closed));
  CHECK(message(files.create("b", "", Privacy::closed)) == "input/output error");
  CHECK(files.create("c", "", Privacy::closed));
  CHECK(files.files().size() == 2);

  files.fail(1, true);
  CHECK_FALSE(files.read("a", 1));
  CHECK_FALSE(files.lock(milliseconds(0)));
  files.fail(0);
  CHECK(files.read("a", 1));
}

}  // namespace cmt::store
