// docs/conventions.md: what users expect of a command line, where no other test holds it.
#include "cli/transcript.hpp"
#include "support/test.hpp"

using cmt::testing::Terminal;

namespace {

struct Shop : Terminal {
  Shop() {
    REQUIRE(cmt({"init", "shop", "--name", "Shop", "--timezone", "UTC"}).code == 0);
    for (const char* text : {"Late parcel", "Wrong bill"})
      REQUIRE(cmt({"-C", "shop", "new", text, "--medium", "phone", "--description", text, "--anonymous"}).code == 0);
  }
};

}  // namespace

TEST_CASE("convention 1: help wins over every other mistake in the line") {
  Terminal terminal;
  const auto help = terminal.cmt({"list", "--help"});
  REQUIRE(help.code == 0);
  CHECK(terminal.cmt({"list", "--nonsense", "--limit", "-h"}).out == help.out);
  CHECK(terminal.cmt({"list", "--limit", "x", "--help"}).err.empty());
}

TEST_CASE("convention 1: after -- nothing is help") {
  Shop shop;
  CHECK(shop.cmt({"-C", "shop", "search", "--", "--help"}).code == 1);
}

TEST_CASE("convention 3: help of a command is the command's --help") {
  Terminal terminal;
  for (const char* command : {"list", "close", "each"})
    CHECK(terminal.cmt({"help", command}).out == terminal.cmt({command, "--help"}).out);
}

TEST_CASE("convention 7: global options stand before and after the command") {
  Shop shop;
  const auto before = shop.cmt({"-C", "shop", "--json", "list"});
  CHECK(before.code == 0);
  CHECK(shop.cmt({"list", "--json", "-C", "shop"}).out == before.out);
}

TEST_CASE("convention 10: a text that begins with a hyphen follows --") {
  Shop shop;
  REQUIRE(shop.cmt({"-C", "shop", "each", "status:open", "--yes", "--", "note", "--", "-5 euros"}).code == 0);
  CHECK(shop.cmt({"-C", "shop", "search", "--", "-5 euros"}).code == 0);
}

TEST_CASE("convention 11: an option and its value are one word or two, and may be empty") {
  Shop shop;
  const auto two = shop.cmt({"-C", "shop", "list", "--columns", "id,summary", "--limit", "1"});
  CHECK(two.code == 0);
  CHECK(shop.cmt({"-C", "shop", "list", "--limit=1", "--columns=id,summary"}).out == two.out);
  CHECK(shop.cmt({"-C", "shop", "list", "--columns="}).out == shop.cmt({"-C", "shop", "list"}).out);
}

TEST_CASE("convention 11: a flag takes no value") {
  Shop shop;
  CHECK(shop.cmt({"-C", "shop", "list", "--reverse=yes"}).code == 2);
}

TEST_CASE("convention 17: quiet says nothing of what was done, and still prints what was asked for") {
  Shop shop;
  const auto made = shop.cmt({"-C", "shop", "-q", "new", "x", "--medium", "phone", "--description", "x", "--anonymous"});
  CHECK(made.err.empty());
  CHECK(made.out.size() == 13);
}
