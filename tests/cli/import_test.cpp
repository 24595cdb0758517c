// `cmt import` as a person sees it: what is told while it works, and what is left when it is refused.
#include <fmt/core.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "cli/transcript.hpp"
#include "support/test.hpp"

namespace cmt::testing {
namespace {

constexpr const char* kHeader = "Date received,Product,Complaint ID\n";

std::string rows(int count) {
  std::string out = kHeader;
  for (int i = 1; i <= count; ++i) out += fmt::format("2020-01-01,Mortgage,{}\n", i);
  return out;
}

struct Room {
  Room() { REQUIRE(terminal.type("cmt init r --name R --timezone UTC").code == 0); }

  Outcome import(const std::string& csv, std::vector<std::string> more = {}) {
    std::ofstream{terminal.folder() / "in.csv", std::ios::binary} << csv;
    std::vector<std::string> words{"-C", "r", "import", "--format", "cfpb", "in.csv"};
    words.insert(words.end(), more.begin(), more.end());
    return terminal.cmt(words);
  }

  std::size_t complaints() const {
    std::size_t count = 0;
    if (std::filesystem::exists(terminal.folder() / "r/complaints"))
      for (const auto& entry : std::filesystem::recursive_directory_iterator{terminal.folder() / "r/complaints"})
        count += entry.path().extension() == ".yaml" ? 1 : 0;
    return count;
  }

  Terminal terminal;
};

}  // namespace

TEST_CASE("on a terminal an import tells its rows and rows a second, and takes the line away at the end") {
  Room room;
  room.terminal.answer = "";
  room.terminal.tick = std::chrono::milliseconds{100};
  const Outcome outcome = room.import(rows(5));
  CHECK(outcome.code == 0);
  CHECK(outcome.err ==
        "\r2 rows, 10 a second\x1b[K\r4 rows, 10 a second\x1b[K\r\x1b[K"
        "5 complaints imported from in.csv, 0 known already\n");
}

TEST_CASE("an import that takes a moment tells no rows") {
  Room room;
  room.terminal.answer = "";
  room.terminal.tick = std::chrono::milliseconds{10};
  CHECK(room.import(rows(5)).err == "5 complaints imported from in.csv, 0 known already\n");
}

TEST_CASE("an import tells its rows only on a terminal, and not with --quiet, --json or TERM=dumb") {
  Room room;
  room.terminal.tick = std::chrono::seconds{1};
  CHECK(room.import(rows(2)).err == "2 complaints imported from in.csv, 0 known already\n");
  room.terminal.answer = "";
  CHECK(room.import(rows(4), {"--quiet"}).err == "");
  CHECK(room.import(rows(6), {"--json"}).err == "2 complaints imported from in.csv, 4 known already\n");
  room.terminal.variables["TERM"] = "dumb";
  CHECK(room.import(rows(8)).err.find('\x1b') == std::string::npos);
}

TEST_CASE("faults are told without the line of the rows in between") {
  Room room;
  room.terminal.answer = "";
  room.terminal.variables["NO_COLOR"] = "1";
  room.terminal.tick = std::chrono::seconds{1};
  const Outcome outcome = room.import(rows(1) + "2020-01-01,Mortgage,x\n");
  CHECK(outcome.code == 3);
  CHECK(outcome.err.find("\r2 rows, 1 a second\x1b[K\r\x1b[Kin.csv:3: error: `Complaint ID` says 'x'\n") !=
        std::string::npos);
}

TEST_CASE("a fault in the last of many rows leaves nothing of the others, and every fault is told") {
  Room room;
  const Outcome outcome = room.import(rows(300) + "2020-01-01,Mortgage,x\n2020-01-01,Mortgage,7\n,Mortgage,8\n");
  CHECK(outcome.code == 3);
  CHECK(outcome.out == "");
  for (const char* fault : {"in.csv:302: error: `Complaint ID` says 'x'",
                            "in.csv:303: error: cfpb:7 is on line 8 already, and the two are identical",
                            "in.csv:304: error: cfpb:8 is on line 9 already, with other contents",
                            "in.csv:304: error: `Date received` is empty"})
    CHECK(outcome.err.find(fault) != std::string::npos);
  CHECK(room.complaints() == 0);
  CHECK_FALSE(std::filesystem::exists(room.terminal.folder() / "r/.cmt-pending"));
  CHECK(room.terminal.type("cmt -C r check").code == 0);
}

TEST_CASE("standard input is imported like a file") {
  Room room;
  room.terminal.input = rows(40);
  const Outcome outcome = room.terminal.type("cmt -C r import --format cfpb -");
  CHECK(outcome.code == 0);
  CHECK(outcome.err == "40 complaints imported from standard input, 0 known already\n");
  CHECK(room.complaints() == 40);
}

TEST_CASE("a dry run of an import finds the same and writes nothing") {
  Room room;
  CHECK(room.import(rows(40), {"--dry-run"}).err == "would be: 40 complaints imported from in.csv, 0 known already\n");
  CHECK(room.import(rows(40) + "x\n", {"--dry-run"}).code == 3);
  CHECK(room.complaints() == 0);
}

}  // namespace cmt::testing
