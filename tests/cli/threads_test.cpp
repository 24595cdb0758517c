// A register of some hundreds of records, which several threads read: the answers are the same
// whatever their number, and however the records are written.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "cli/spool.hpp"
#include "cli/transcript.hpp"
#include "core/id.hpp"
#include "support/test.hpp"

namespace {

using cmt::ComplaintId;
using cmt::testing::Terminal;

constexpr std::size_t kRecords = 640;  // several blocks of records, the last not full

std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream in{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
  return text;
}

// A record as cmt writes it, one of many kinds.
std::string usual(std::size_t i, const std::string& id) {
  const std::string day = "2026-0" + std::to_string(i % 9 + 1) + "-1" + std::to_string(i % 10);
  const std::string category = i % 3 == 0 ? "P01" : i % 3 == 1 ? "P05" : "P09";
  std::string out = "schema: 1\nid: " + id + "\nsummary: case " + std::to_string(i) +
                    "\nhistory:\n  - event: received\n    at: " + day + "T08:00:00Z\n    by: sara\n" +
                    "    medium: " + (i % 2 == 0 ? "email" : "phone") + "\n    language: en\n" +
                    "    anonymous: true\n    category: " + category + "\n    product: Home Plan\n" +
                    "    recurring: false\n    remedy_sought:\n      requested: false\n" +
                    "    immediate_action:\n      taken: false\n    process: small\n" +
                    "    description: |-\n      The parcel came late: it's torn.\n\n      Посылка #" +
                    std::to_string(i) + "\n  - event: acknowledged\n    at: " + day +
                    "T09:00:00Z\n    by: sara\n    medium: email\n";
  if (i % 4 != 0)
    out += "  - event: assigned\n    at: " + day + "T10:00:00Z\n    by: sara\n    owner: lev\n";
  return out;
}

// The same written by hand, in ways that YAML allows and cmt never writes.
std::string odd(std::size_t i, const std::string& id) {
  std::string text = usual(i, id);
  switch (i % 6) {
    case 0:
      text = "---\n" + replaced(text, "medium: email", "'medium':   'email'   # by hand");
      break;
    case 1:
      text = replaced(text, "\n", "\r\n");
      break;
    case 2:
      text = replaced(text, "    remedy_sought:\n      requested: false\n",
                      "    \"remedy_sought\": { \"requested\" : false }\n");
      break;
    case 3:
      text = replaced(text, "\n  - ", "\n-   ");
      break;
    case 4:
      text = replaced(text, "    description: |-\n      The parcel came late: it's torn.\n\n      ",
                      "    description: \"The parcel came late: it\\u0027s torn.\\n\\n\\\n      ");
      text = replaced(text, "Посылка #" + std::to_string(i) + "\n",
                      "Посылка #" + std::to_string(i) + "\"\n");
      break;
    default:
      text = replaced(text, "  - event: acknowledged\n    at: ", "\n  # when?\n  -   at: ") + "...\n";
      text = replaced(text, "    by: sara\n    medium: email\n",
                      "      by: sara\n      event: acknowledged\n      medium: >-\n        email\n");
  }
  return text;
}

std::filesystem::path fill(Terminal& terminal, const std::string& name,
                           std::string (*record)(std::size_t, const std::string&)) {
  REQUIRE(terminal.cmt({"init", name, "--name", "Many", "--timezone", "UTC"}).code == 0);
  const auto folder = terminal.folder() / name;
  std::mt19937_64 random(7);
  for (std::size_t i = 0; i < kRecords; ++i) {
    const auto id = ComplaintId::draw(2026, [&] { return random(); });
    std::filesystem::create_directories(folder / "complaints/2026");
    std::ofstream(folder / id.path(), std::ios::binary) << record(i, id.text());
  }
  return folder;
}

const std::vector<std::vector<std::string>>& commands() {
  static const std::vector<std::vector<std::string>> all = {
      {"report", "--format", "json"},
      {"report", "timeliness", "--format", "csv"},
      {"report", "kpi", "--format", "json"},
      {"list", "--csv", "--sort", "category"},
      {"list", "status:open", "age>30d"},
      {"search", "ПОСЫЛКА #41"},
      {"due", "--within", "all"},
      {"check", "--format", "json"},
      {"export", "--format", "csv"},
      {"export", "--format", "jsonl"}};
  return all;
}

}  // namespace

TEST_CASE("whatever the number of threads, the answer has the same bytes") {
  Terminal terminal;
  terminal.at = fill(terminal, "many", usual);
  for (const auto& command : commands()) {
    CAPTURE(command);
    const auto with = [&](const char* threads) {
      auto words = command;
      words.insert(words.end(), {"--threads", threads});
      return terminal.cmt(words);
    };
    const auto one = with("1");
    CAPTURE(one.both);
    REQUIRE(one.code < 2);
    REQUIRE(one.out.size() > 20);
    for (const char* threads : {"2", "7"}) {
      const auto more = with(threads);
      CHECK(more.code == one.code);
      CHECK(more.out == one.out);
      CHECK(more.err == one.err);
    }
  }
}

TEST_CASE("in a large register ids are completed with their summaries as soon as few begin so") {
  Terminal terminal;
  terminal.at = fill(terminal, "many", usual);
  const std::string all = terminal.cmt({"__complete", "show", ""}).out;
  CHECK(std::count(all.begin(), all.end(), '\n') == static_cast<std::ptrdiff_t>(kRecords));
  CHECK(all.find("case ") == std::string::npos);
  const std::string id = all.substr(0, all.find('\t'));
  const std::string few = terminal.cmt({"__complete", "show", id.substr(0, 7)}).out;
  CHECK(few.starts_with(id + "\tcase "));
  CHECK(few.size() < all.size() / 10);
}

TEST_CASE("records written by hand in odd ways give the same reports as those that cmt writes") {
  Terminal terminal;
  const auto ours = fill(terminal, "ours", usual);
  const auto theirs = fill(terminal, "theirs", odd);
  for (const auto& command : commands()) {
    if (command.front() == "check") continue;  // it names lines
    CAPTURE(command);
    terminal.at = ours;
    const auto expected = terminal.cmt(command);
    terminal.at = theirs;
    const auto found = terminal.cmt(command);
    CAPTURE(found.err);
    CHECK(found.code == expected.code);
    CHECK(found.out == expected.out);
  }
}

TEST_CASE("a large export that meets a record it cannot read prints nothing and leaves the file as it was") {
  Terminal terminal;
  terminal.at = fill(terminal, "many", usual);
  const auto whole = terminal.cmt({"export", "--format", "jsonl"});
  REQUIRE(whole.out.size() > cmt::cli::Spool::in_memory);  // part of it is not held in memory
  CHECK(std::count(whole.out.begin(), whole.out.end(), '\n') == kRecords);
  REQUIRE(terminal.cmt({"export", "--format", "jsonl", "-o", "all.jsonl"}).code == 0);
  CHECK(bytes_of(terminal.at / "all.jsonl") == whole.out);

  const auto last = whole.out.rfind("{\"id\":\"");  // every other record was read and handed on before it
  REQUIRE(last != std::string::npos);
  const auto id = ComplaintId::parse(whole.out.substr(last + 7, 12));
  REQUIRE(id);
  std::ofstream(terminal.at / id->path(), std::ios::binary) << "broken";
  for (const char* threads : {"1", "7"}) {
    const auto to_output = terminal.cmt({"export", "--format", "jsonl", "--threads", threads});
    CHECK(to_output.code == 3);
    CHECK(to_output.out.empty());
    const auto to_file = terminal.cmt({"export", "--format", "jsonl", "-o", "all.jsonl", "--threads", threads});
    CHECK(to_file.code == 3);
    CHECK(bytes_of(terminal.at / "all.jsonl") == whole.out);
    CHECK_FALSE(std::filesystem::exists(terminal.at / "all.jsonl.cmt-tmp"));
  }
  const auto rest = terminal.cmt({"export", "--format", "jsonl", "--skip-invalid"});
  CHECK(rest.code == 0);
  CHECK(rest.out == whole.out.substr(0, last));
}

TEST_CASE("the complaints of one person are found by any number of threads") {
  Terminal terminal;
  terminal.at = fill(terminal, "many", [](std::size_t i, const std::string& id) {
    return i % 50 == 0 ? replaced(usual(i, id), "anonymous: true", "complainant: P-4TZ8N2C") : usual(i, id);
  });
  std::filesystem::create_directories(terminal.at / "parties");
  std::ofstream(terminal.at / "parties/P-4TZ8N2C.yaml") << "schema: 1\nid: P-4TZ8N2C\nname: Ann\n";
  const auto with = [&](const char* threads) {
    return terminal.cmt({"export", "--subject", "P-4TZ8N2C", "--format", "json", "--threads", threads}).out;
  };
  const std::string one = with("1");
  for (int i = 0; i < 640; i += 50) CHECK(one.find("case " + std::to_string(i)) != std::string::npos);
  CHECK(with("7") == one);
}
