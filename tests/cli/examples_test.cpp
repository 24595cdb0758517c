// The registers in examples/ are read, checked and reported on like any other.
#include <string>

#include "cli/transcript.hpp"
#include "support/test.hpp"

namespace {

const std::string examples = CMT_SOURCE_DIR "/examples/";

cmt::testing::Outcome run(const std::string& name, std::vector<std::string> words) {
  cmt::testing::Terminal terminal;
  terminal.now = "2026-11-21T12:00:00Z";
  words.insert(words.begin(), {"-C", examples + name});
  return terminal.cmt(words);
}

}  // namespace

TEST_CASE("the example registers have no error") {
  for (const std::string name : {"shop", "clinic", "municipality"}) {
    CAPTURE(name);
    const auto outcome = run(name, {"check", "--strict"});
    CAPTURE(outcome.both);
    // The clinic has a case whose complainant was not told for weeks: a warning to be seen.
    CHECK(outcome.code == (name == "clinic" ? 1 : 0));
    CHECK(run(name, {"check"}).code == 0);
  }
}

TEST_CASE("the overview of each example counts the records that are there") {
  CHECK(run("shop", {"report", "--format", "json"}).out.find("\"records_read\": 5") != std::string::npos);
  CHECK(run("clinic", {"report", "--format", "json"}).out.find("\"records_read\": 3") != std::string::npos);
  CHECK(run("municipality", {"report", "--format", "json"}).out.find("\"records_read\": 3") != std::string::npos);
}

TEST_CASE("the words of an example are found in its own script") {
  CHECK(run("clinic", {"search", "نوبت"}).code == 0);
  CHECK(run("clinic", {"search", "نوبة"}).code == 1);
  CHECK(run("municipality", {"search", "МУСОР"}).code == 0);
}

TEST_CASE("a complaint is found by any start of its id that only it has, in lower case too") {
  const auto ids = run("shop", {"list", "--ids"}).out;
  std::string id = ids.substr(0, ids.find('\n'));
  for (char& c : id) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  CHECK(run("shop", {"show", id}).code == 0);
  CHECK(run("shop", {"show", id.substr(5)}).code == 0);
  CHECK(run("shop", {"show", "2026"}).code == 1);
}
