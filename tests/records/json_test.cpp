// A complaint as JSON: each member that docs/json.md promises, and the way back to a record.
#include "records/json.hpp"

#include <nlohmann/json.hpp>

#include "process/replay.hpp"
#include "records/settings.hpp"
#include "store/memory.hpp"
#include "store/register.hpp"
#include "support/test.hpp"

namespace {

using namespace cmt;
using nlohmann::json;

const std::string path = "complaints/2026/2026-7K3QX4M.yaml";

// The least that a record says.
const std::string bare =
    "schema: 1\nid: 2026-7K3QX4M\nhistory:\n  - event: received\n    at: unknown\n    by: import\n"
    "    imported: cfpb\n";

// A case that came to its end.
const std::string closed =
    "schema: 1\nid: 2026-7K3QX4M\nsummary: Charged twice\nhistory:\n"
    "  - event: received\n    at: 2026-03-02T09:00:00+03:30\n    by: sara\n    medium: phone\n"
    "    language: fa\n    complainant: P-4TZ8N2C\n    category: P20\n    product: Card\n"
    "    unit: Depot\n    recurring: false\n    remedy_sought:\n      requested: false\n"
    "    immediate_action:\n      taken: false\n    reply_expected_by: 2026-03-04\n"
    "    external_refs: [B-17, no]\n    description: |-\n      کارت دو بار کشیده شد.\n      "
    "Twice.\n"
    "  - event: acknowledged\n    at: 2026-03-02T10:00:00+03:30\n    by: sara\n    medium: email\n"
    "  - event: assigned\n    at: 2026-03-02T10:30:00+03:30\n    by: sara\n    owner: omid\n"
    "  - event: assessed\n    at: 2026-03-02T11:00:00+03:30\n    by: sara\n    severity: 3\n"
    "    impact: 2\n    complexity: simple\n    safety: false\n    action_needed: false\n"
    "    action_possible: false\n    priority: P2\n    priority_reason: A charge\n"
    "  - event: response-proposed\n    at: 2026-03-03T09:00:00+03:30\n    by: omid\n"
    "    outcome: upheld\n    remedies:\n      - code: R47\n        amount: {amount: \"120.00\", "
    "currency: EUR}\n    cause:\n      codes: [C20]\n"
    "  - event: decided\n    at: 2026-03-03T10:00:00+03:30\n    by: nadia\n"
    "  - event: decision-communicated\n    at: 2026-03-05\n    by: omid\n    medium: phone\n"
    "    text: You were right.\n"
    "  - event: remedy-done\n    at: 2026-03-06\n    by: omid\n    remedy: R47\n"
    "  - event: accepted\n    at: 2026-03-07\n    by: omid\n    medium: phone\n"
    "  - event: closed\n    at: 2026-03-08T12:00:00+03:30\n    by: omid\n    reason: implemented\n"
    "    lessons: Look twice.\n";

// A change of one line, found by its text.
std::string with_line(std::string bytes, const std::string& after, const std::string& line) {
  const auto at = bytes.find(after);
  REQUIRE(at != std::string::npos);
  return bytes.insert(at + after.size(), line);
}

// The rules of a register that sets nothing but its zone.
process::Rules rules() {
  store::Memory files{{"cmt.yaml", "organization: Shop\ntimezone: Asia/Tehran\n"}};
  auto reg = store::Register::open(files);
  REQUIRE(reg);
  return reg->rules();
}

Instant noon_of(const std::string& day) { return *parse_instant(day + "T12:00:00+03:30"); }

records::Record record_of(const std::string& bytes) {
  auto record = records::read(path, bytes, records::built_in_lists());
  REQUIRE(record);
  return std::move(*record);
}

// The object as `list --json` has it.
json listed(const std::string& bytes, const std::string& today = "2026-04-01") {
  const auto record = record_of(bytes);
  return json::parse(
      records::to_json(process::replay(record.complaint, rules()), rules(), noon_of(today)));
}

// The object as `show --json` has it.
json shown(const std::string& bytes, const std::vector<records::Party>& parties = {}) {
  const auto record = record_of(bytes);
  return json::parse(records::to_json(process::replay(record.complaint, rules()), rules(),
                                      noon_of("2026-04-01"), record, parties));
}

const SourcePos line_seven{"in.jsonl", 7, 1};

std::string problem_of(const std::string& line) {
  const auto record = records::record_from_json(line, records::built_in_lists(), line_seven);
  REQUIRE_FALSE(record);
  CHECK(record.failure().kind == FailureKind::unreadable);
  CHECK(record.diagnostics().front().at == line_seven);
  return record.diagnostics().front().message.english();
}

}  // namespace

// ---- members
// --------------------------------------------------------------------------------------

TEST_CASE("a complaint has its id, path, summary, status and kind") {
  const json one = listed(closed);
  CHECK(one.at("id") == "2026-7K3QX4M");
  CHECK(one.at("path") == path);
  CHECK(one.at("summary") == "Charged twice");
  CHECK(one.at("status") == "closed");
  CHECK(one.at("kind") == "complaint");
}

TEST_CASE("a complaint has the times of its milestones as they are written") {
  const json one = listed(closed);
  CHECK(one.at("received_at") == "2026-03-02T09:00:00+03:30");
  CHECK(one.at("registered_at") == "2026-03-02T09:00:00+03:30");
  CHECK(one.at("acknowledged_at") == "2026-03-02T10:00:00+03:30");
  CHECK(one.at("assessed_at") == "2026-03-02T11:00:00+03:30");
  CHECK(one.at("decided_at") == "2026-03-03T10:00:00+03:30");
  CHECK(one.at("communicated_at") == "2026-03-05");
  CHECK(one.at("closed_at") == "2026-03-08T12:00:00+03:30");
  CHECK(one.at("ended_at") == "2026-03-08T12:00:00+03:30");
}

TEST_CASE("a complaint has what its receipt said") {
  const json one = listed(closed);
  CHECK(one.at("medium") == "phone");
  CHECK(one.at("language") == "fa");
  CHECK(one.at("category") == "P20");
  CHECK(one.at("product") == "Card");
  CHECK(one.at("unit") == "Depot");
  CHECK(one.at("complainant") == "P-4TZ8N2C");
  CHECK(one.at("anonymous") == false);
  CHECK(one.at("external_refs") == json::array({"B-17", "no"}));
}

TEST_CASE("a complaint has its owner, level and cycle, the numbers as numbers") {
  const json one = listed(closed);
  CHECK(one.at("owner") == "omid");
  CHECK(one.at("level") == 0);
  CHECK(one.at("cycle") == 1);
}

TEST_CASE("a complaint has the assessment's severity, impact, complexity, priority and safety") {
  const json one = listed(closed);
  CHECK(one.at("severity") == 3);
  CHECK(one.at("impact") == 2);
  CHECK(one.at("complexity") == "simple");
  CHECK(one.at("priority") == "P2");
  CHECK(one.at("safety") == false);
}

TEST_CASE("a complaint has its outcome, causes, remedies and the reason of its closing") {
  const json one = listed(closed);
  CHECK(one.at("outcome") == "upheld");
  CHECK(one.at("causes") == json::array({"C20"}));
  CHECK(one.at("closure_reason") == "implemented");
  REQUIRE(one.at("remedies").size() == 1);
  CHECK(one.at("remedies").at(0).at("code") == "R47");
  CHECK(one.at("remedies").at(0).at("amount") == json{{"amount", "120.00"}, {"currency", "EUR"}});
  CHECK(one.at("remedies").at(0).at("done_at") == "2026-03-06");
  CHECK(one.at("remedies").at(0).at("verified_at").is_null());
}

TEST_CASE("a complaint has each due date, when it was met and how it stands") {
  const json due = listed(closed).at("due");
  REQUIRE(due.is_array());
  for (const json& limit : due) {
    if (limit.at("code") != "final") continue;
    CHECK(limit.at("due").get<std::string>().substr(0, 10) == "2026-03-04");
    CHECK(limit.at("met_at") == "2026-03-05");
    CHECK(limit.at("status") == "late");
    return;
  }
  FAIL("no limit `final`");
}

TEST_CASE("a due date that has not been met has no time at which it was") {
  const std::string open = closed.substr(0, closed.find("  - event: acknowledged"));
  const auto status_on = [&](const std::string& today) {
    const json one = listed(open, today);
    for (const json& limit : one.at("due")) {
      if (limit.at("code") != "final") continue;
      CHECK(limit.at("met_at").is_null());
      return limit.at("status").get<std::string>();
    }
    return std::string{};
  };
  CHECK(status_on("2026-03-04") == "open");
  CHECK(status_on("2026-03-05") == "overdue");
}

TEST_CASE("what is not known of a complaint is null, and the member is there") {
  const json one = listed(bare);
  for (const char* member :
       {"summary",     "received_at", "acknowledged_at", "communicated_at", "closed_at",
        "medium",      "language",    "category",        "product",         "unit",
        "owner",       "severity",    "priority",        "outcome",         "assessed_at",
        "decided_at",  "ended_at",    "closure_reason",  "impact",          "complexity",
        "complainant", "merged_into"}) {
    CAPTURE(member);
    REQUIRE(one.contains(member));
    CHECK(one.at(member).is_null());
  }
  CHECK(one.at("external_refs") == json::array());
  CHECK(one.at("remedies") == json::array());
  CHECK(one.at("causes") == json::array());
}

TEST_CASE("an end that is no closing has no time of closing") {
  const std::string withdrawn = closed.substr(0, closed.find("  - event: assigned")) +
                                "  - event: withdrawn\n    at: 2026-03-04\n    by: sara\n"
                                "    who: complainant\n    medium: phone\n    voluntary: true\n";
  const json one = listed(withdrawn);
  CHECK(one.at("status") == "withdrawn");
  CHECK(one.at("closed_at").is_null());
  CHECK(one.at("ended_at") == "2026-03-04");
}

// ---- show
// -----------------------------------------------------------------------------------------

TEST_CASE("a list has neither the description nor the history, which hold personal data") {
  const json one = listed(closed);
  CHECK_FALSE(one.contains("description"));
  CHECK_FALSE(one.contains("history"));
  CHECK_FALSE(one.contains("parties"));
}

TEST_CASE("a complaint that is shown has its description in the words of the complainant") {
  CHECK(shown(closed).at("description") == "کارت دو بار کشیده شد.\nTwice.");
  CHECK(shown(bare).at("description").is_null());
}

TEST_CASE(
    "a complaint that is shown has its history, with the fields of each event as in the file") {
  const json history = shown(closed).at("history");
  REQUIRE(history.size() == 10);
  CHECK(history.at(0).at("event") == "received");
  CHECK(history.at(0).at("external_refs") == json::array({"B-17", "no"}));
  CHECK(history.at(0).at("remedy_sought") == json{{"requested", false}});
  CHECK(history.at(3).at("severity") == 3);
  CHECK(history.at(9) == json{{"event", "closed"},
                              {"at", "2026-03-08T12:00:00+03:30"},
                              {"by", "omid"},
                              {"reason", "implemented"},
                              {"lessons", "Look twice."}});
}

TEST_CASE("a key of an event that the program does not know is shown in the history") {
  const json one = shown(with_line(closed, "    unit: Depot\n", "    x_till: {lane: \"4\"}\n"));
  CHECK(one.at("history").at(0).at("x_till") == json{{"lane", "4"}});
}

TEST_CASE("a key of a record that the program does not know is shown as extra") {
  const json one = shown(with_line(closed, "summary: Charged twice\n", "x_batch: [a, b]\n"));
  CHECK(one.at("extra") == json{{"x_batch", {"a", "b"}}});
  CHECK_FALSE(shown(closed).contains("extra"));
}

TEST_CASE("a complaint is shown with the parties that are given, and with none otherwise") {
  records::Party party;
  party.id = "P-4TZ8N2C";
  party.name = "Ann";
  const json one = shown(closed, {party});
  CHECK(one.at("parties") == json::array({{{"schema", 1}, {"id", "P-4TZ8N2C"}, {"name", "Ann"}}}));
  CHECK_FALSE(shown(closed).contains("parties"));
}

TEST_CASE("an event of a log has the id of its complaint before its own fields") {
  const auto record = record_of(closed);
  CHECK(records::to_json_line(record.complaint.id, record.complaint.history.at(2)) ==
        R"({"id":"2026-7K3QX4M","event":"assigned","at":"2026-03-02T10:30:00+03:30","by":"sara",)"
        R"("owner":"omid"})");
}

TEST_CASE("pretty JSON says the same over several lines") {
  CHECK(records::pretty(R"({"b":1,"a":[true,null]})") ==
        "{\n  \"b\": 1,\n  \"a\": [\n    true,\n    null\n  ]\n}");
}

// ---- back to a record
// -----------------------------------------------------------------------------

TEST_CASE("a complaint that was shown is read back as the record it was") {
  const auto record = record_of(closed);
  const auto line = records::to_json(process::replay(record.complaint, rules()), rules(),
                                     noon_of("2026-04-01"), record);
  const auto again = records::record_from_json(line, records::built_in_lists(), line_seven);
  REQUIRE(again);
  CHECK(again->bytes == records::write(record.complaint));
  CHECK(again->parties.empty());
}

TEST_CASE("what the program does not know of a record comes back from its JSON") {
  const auto record =
      record_of(with_line(with_line(closed, "    unit: Depot\n", "    x_till: no\n"),
                          "summary: Charged twice\n", "x_batch: [a, b]\n"));
  const auto line = records::to_json(process::replay(record.complaint, rules()), rules(),
                                     noon_of("2026-04-01"), record);
  const auto again = records::record_from_json(line, records::built_in_lists(), line_seven);
  REQUIRE(again);
  CHECK(again->bytes.find("x_till: \"no\"\n") != std::string::npos);
  CHECK(again->bytes.find("x_batch: [a, b]\n") != std::string::npos);
}

TEST_CASE("the parties of a line of JSON come with its record") {
  const auto record = record_of(closed);
  records::Party party;
  party.id = "P-4TZ8N2C";
  party.phones = {"+4722"};
  const auto line = records::to_json(process::replay(record.complaint, rules()), rules(),
                                     noon_of("2026-04-01"), record, {party});
  const auto again = records::record_from_json(line, records::built_in_lists(), line_seven);
  REQUIRE(again);
  REQUIRE(again->parties.size() == 1);
  CHECK(again->parties.front().id == "P-4TZ8N2C");
  CHECK(again->parties.front().phones == std::vector<std::string>{"+4722"});
}

TEST_CASE("a line that is no complaint is refused at its place") {
  CHECK(problem_of("[]") == "the line is not a JSON object");
  CHECK(problem_of("{") == "the line is not a JSON object");
  CHECK(problem_of(R"({"id": "2026-7K3QX4N", "history": []})") ==
        "`id` is not the id of a complaint");
  CHECK(problem_of(R"({"id": "2026-7K3QX4M"})") == "`history` is not a list");
  CHECK(problem_of(R"({"id": "2026-7K3QX4M", "history": []})") == "`history` is empty");
  CHECK(problem_of(R"({"id": "2026-7K3QX4M", "history": [{"event": "recieved"}]})") ==
        "event 'recieved' is not known");
}

TEST_CASE("a line of JSON nested deeper than a record can be is refused") {
  const std::string deep = std::string(80, '[') + std::string(80, ']');
  CHECK(problem_of(R"({"id": "2026-7K3QX4M", "history": [], "x": )" + deep + "}") ==
        "the line is not a JSON object");
}
