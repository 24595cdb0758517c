// Reading and writing the file of a complaint.
#include "records/record.hpp"

#include "records/settings.hpp"
#include "support/test.hpp"

namespace {

using namespace cmt;

const std::string path = "complaints/2026/2026-7K3QX4M.yaml";

std::string record_with(const std::string& event) {
  return "schema: 1\nid: 2026-7K3QX4M\nsummary: Late\nhistory:\n" + event;
}

const std::string received =
    "  - event: received\n    at: 2026-11-20T09:12:00+03:30\n    by: sara\n    medium: phone\n"
    "    language: fa\n    anonymous: true\n    recurring: unknown\n    remedy_sought:\n"
    "      requested: false\n    immediate_action:\n      taken: false\n";

}  // namespace

TEST_CASE("words mean what the field says, not what YAML guesses") {
  const auto record = records::read(
      path, record_with(received + "    product: no\n    reference: 1.10\n    unit: 2026-11-20\n"),
      records::built_in_lists());
  REQUIRE(record);
  const auto& body = std::get<process::Received>(record->complaint.history.front().body);
  CHECK(body.product == "no");
  CHECK(body.reference == "1.10");
  CHECK(body.unit == "2026-11-20");
}

TEST_CASE("a truth value is true or false, and none of the other words of YAML") {
  const auto read_holding = [](const std::string& word) {
    return records::read(path,
                         record_with(received + "  - event: updated\n    at: 2026-11-21\n    by: sara\n"
                                     "    medium: phone\n    text: Soon\n    holding: " + word + "\n"),
                         records::built_in_lists());
  };
  CHECK(read_holding("false"));
  for (const std::string word : {"no", "yes", "off", "True", "1"}) {
    CAPTURE(word);
    const auto record = read_holding(word);
    REQUIRE_FALSE(record);
    CHECK(record.diagnostics().front().message == "'" + word + "' is not right for `holding`");
  }
}

TEST_CASE("all problems of a file are found in one run, each at its place") {
  const auto record = records::read(
      path, record_with("  - event: received\n    at: 2026-11-31\n    by: sara\n    medium: fone\n"),
      records::built_in_lists());
  REQUIRE_FALSE(record);
  const auto& found = record.diagnostics();
  const auto has = [&](int line, const std::string& message) {
    for (const auto& one : found)
      if (one.at.line == line && one.message == message) return true;
    return false;
  };
  CHECK(has(6, "'2026-11-31' is not right for `at`"));
  CHECK(has(8, "'fone' is not in the list media"));
  CHECK(has(5, "event `received` has no `language`"));
  CHECK(has(5, "event `received` has no `recurring`"));
}

TEST_CASE("a file whose id is not its name is refused") {
  const auto record = records::read("complaints/2026/2026-0000000.yaml", record_with(received),
                                    records::built_in_lists());
  REQUIRE_FALSE(record);
  CHECK(record.diagnostics().front().at.line == 2);
}

TEST_CASE("an unknown key is kept, and the known one that it may stand for is named") {
  const auto record = records::read(path, record_with(received + "    prodcut: Card\n    x_ours: 1\n"),
                                    records::built_in_lists());
  REQUIRE(record);
  REQUIRE(record->unknown_keys.size() == 2);
  CHECK(record->unknown_keys[0].nearest == "product");
  CHECK(record->unknown_keys[1].nearest.empty());
}

TEST_CASE("an event is added after the bytes that were there") {
  const std::string before = record_with(received) + "# a last word\n";
  const auto record = records::read(path, before, records::built_in_lists());
  REQUIRE(record);
  auto changed = record->complaint;
  process::Event noted;
  noted.at = exactly(*parse_instant("2026-11-20T10:00:00+03:30"));
  noted.by = "sara";
  noted.body = process::Noted{{"yes: \"quite\" # so"}};
  changed.history.push_back(noted);
  const auto after = records::append(*record, changed, records::built_in_lists());
  REQUIRE(after);
  const auto again = records::read(path, *after, records::built_in_lists());
  REQUIRE(again);
  REQUIRE(again->complaint.history.size() == 2);
  CHECK(std::get<process::Noted>(again->complaint.history[1].body).text.value == "yes: \"quite\" # so");
  CHECK(after->find("# a last word\n") != std::string::npos);
}

TEST_CASE("nothing added is nothing written") {
  const auto record = records::read(path, record_with(received), records::built_in_lists());
  REQUIRE(record);
  CHECK(*records::append(*record, record->complaint, records::built_in_lists()) == record_with(received));
}
