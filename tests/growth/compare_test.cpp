// What counts as growth, file against file.
#include <fmt/core.h>

#include <string>
#include <utility>
#include <vector>

#include "growth/growth.hpp"
#include "process/redaction.hpp"
#include "support/test.hpp"

using namespace cmt;
using growth::RecordKind;

namespace {

const std::string base =
    "schema: 1\n"
    "id: 2026-7K3QX4M\n"
    "summary: Late\n"
    "x-tag: red\n"
    "history:\n"
    "  - event: received\n"
    "    at: 2026-11-02T09:00:00Z\n"
    "    by: sara\n"
    "    medium: web\n"
    "    description: Came late\n"
    "    remedy_sought: {requested: true, codes: [R51, R52]}\n"
    "  - event: noted\n"
    "    at: 2026-11-03T09:00:00Z\n"
    "    by: sara\n"
    "    text: Called Ann\n"
    "  - event: noted\n"
    "    at: 2026-11-04T09:00:00Z\n"
    "    by: omid\n"
    "    text: Called again\n";

yaml::Document parsed(const std::string& bytes) {
  auto document = yaml::parse("r.yaml", bytes);
  INFO(bytes);
  REQUIRE(document);
  return std::move(*document);
}

std::string with(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

// "12:11 event-altered: message", one a line.
std::string compared(const std::string& now, const std::string& before = base,
                     RecordKind kind = RecordKind::complaint) {
  const auto old_document = parsed(before), new_document = parsed(now);
  std::string out;
  for (const auto& one : growth::compare(old_document, new_document, kind).findings)
    out += fmt::format("{}:{} {}: {}\n", one.at.line, one.at.column, one.rule, one.message.english());
  return out;
}

std::vector<growth::Fresh> fresh(const std::string& now) {
  const auto old_document = parsed(base), new_document = parsed(now);
  return growth::compare(old_document, new_document, RecordKind::complaint).fresh;
}

const std::string third =
    "  - event: noted\n    at: 2026-11-05T09:00:00Z\n    by: sara\n    text: Third\n";

std::string redacted(const std::string& field) {
  return "  - event: redacted\n    at: 2026-11-05T09:00:00Z\n    by: sara\n    field: " + field +
         "\n    reason: Asked for\n";
}

Instant at(const char* text) { return parse_instant(text).value(); }

growth::Versions::Version version(const std::string& bytes, const char* authored,
                                  const char* committed) {
  const auto keys = growth::event_keys(parsed(bytes));
  return {"abc", at(authored), at(committed), {keys.begin(), keys.end()}};
}

std::string dated(const std::string& now, const growth::Versions& versions,
                  const process::Rules& rules = {}) {
  const auto old_document = parsed(base), new_document = parsed(now);
  const auto comparison = growth::compare(old_document, new_document, RecordKind::complaint);
  std::string out;
  for (const auto& one : growth::check_dates(new_document, comparison.fresh, versions, rules))
    out += fmt::format("{}:{} {}: {}\n", one.at.line, one.at.column, one.rule, one.message.english());
  return out;
}

}  // namespace

TEST_CASE("4.9 the same file, another form and an appended event are no findings") {
  CHECK(compared(base).empty());
  CHECK(compared("# seen\n" + with(base, "medium: web", "medium: 'web'")).empty());
  CHECK(compared(with(base, "    by: sara\n    medium: web\n", "    medium: web\n    by: sara\n")).empty());
  CHECK(compared(with(base, "{requested: true, codes: [R51, R52]}",
                      "\n      codes:\n        - R51\n        - R52\n      requested: true"))
            .empty());
  CHECK(compared(base + third).empty());
  const auto appended = fresh(base + third);
  REQUIRE(appended.size() == 1);
  CHECK(appended.front().event == 3);
  CHECK(appended.front().before.empty());
}

TEST_CASE("4.9 what an earlier event says is found at its place, with what it was if that is a code") {
  CHECK(compared(with(base, "Called Ann", "Called Bea")) ==
        "15:11 event-altered: `text` of event 2 of 3 (`noted`, 2026-11-03T09:00:00Z) says something "
        "else now\n");
  CHECK(compared(with(base, "at: 2026-11-02", "at: 2026-11-01")) ==
        "7:9 receipt-altered: `at` of event 1 of 3 (`received`, 2026-11-02T09:00:00Z) was "
        "2026-11-02T09:00:00Z, and is 2026-11-01T09:00:00Z\n");
  CHECK(compared(with(base, "requested: true", "requested: false")) ==
        "11:32 receipt-altered: `remedy_sought.requested` of event 1 of 3 (`received`, "
        "2026-11-02T09:00:00Z) was true, and is false\n");
  CHECK(compared(with(base, "R51, R52", "R51")) ==
        "11:45 receipt-altered: `remedy_sought.codes` of event 1 of 3 (`received`, "
        "2026-11-02T09:00:00Z) says something else now\n");
  CHECK(compared(with(base, "    medium: web\n", "")) ==
        "6:5 receipt-altered: `medium`, which was web, was removed from event 1 of 3 (`received`, "
        "2026-11-02T09:00:00Z)\n");
  CHECK(compared(with(base, "    text: Called again\n", "    text: Called again\n    note: X\n")) ==
        "20:5 event-altered: `note` was added to event 3 of 3 (`noted`, 2026-11-04T09:00:00Z)\n");
  CHECK(compared(with(base, "Came late", "Came")) ==
        "10:18 words-altered: `description` of event 1 of 3 (`received`, 2026-11-02T09:00:00Z) says "
        "something else now\n");
  CHECK(compared(with(base, "summary: Late", "summary: Late!")) ==
        "3:10 words-altered: `summary` of the record was Late\n");
}

TEST_CASE("4.9 an event that is gone, moved or new in the middle") {
  const auto second = base.find("  - event: noted"), last = base.rfind("  - event: noted");
  const std::string head = base.substr(0, second), two = base.substr(second, last - second),
                    three = base.substr(last);
  CHECK(compared(head + three) ==
        "12:5 event-removed: event 2 of 3 (`noted`, 2026-11-03T09:00:00Z) was removed\n");
  CHECK(compared(head + two) ==
        "12:5 event-removed: event 3 of 3 (`noted`, 2026-11-04T09:00:00Z) was removed\n");
  CHECK(compared(head + three + two) ==
        "16:5 event-moved: event 2 of 3 (`noted`, 2026-11-03T09:00:00Z) stands at another place now\n");
  CHECK(compared(with(base, "history:\n" + base.substr(base.find("  - event")), "history: []\n")).find(
            "5:10 event-removed: event 1 of 3") == 0);
  CHECK(compared(head + third + two + three).empty());
  const auto inserted = fresh(head + third + two + three);
  REQUIRE(inserted.size() == 1);
  CHECK(inserted.front().event == 1);
  CHECK(inserted.front().before == std::vector<std::size_t>{2, 3});
  // Twice the same event is twice.
  CHECK(compared(head + two + three, head + two + two + three).find("event-removed") !=
        std::string::npos);
}

TEST_CASE("4.9 unknown keys stay; an added one is a warning") {
  CHECK(compared(with(base, "x-tag: red", "x-tag: blue")) ==
        "4:8 unknown-key-altered: `x-tag` of the record was red, and is blue\n");
  const auto old_document = parsed(base), new_document = parsed(with(base, "by: omid", "by: omid\n    x-a: 1"));
  const auto findings = growth::compare(old_document, new_document, RecordKind::complaint).findings;
  REQUIRE(findings.size() == 1);
  CHECK(findings.front().rule == "unknown-key-altered");
  CHECK(findings.front().severity == Severity::warning);
}

TEST_CASE("4.10 a text is taken out only where a redacted event names it") {
  const std::string gone = with(base, "Called Ann", "\"[redacted]\"");
  CHECK(compared(gone) == "15:11 redaction: `text` was taken out, and no `redacted` event names it\n");
  CHECK(compared(gone + redacted("text")).empty());
  CHECK(compared(gone + redacted("history.2.text")).empty());
  CHECK_FALSE(compared(gone + redacted("history.3.text")).empty());
  CHECK_FALSE(compared(gone + redacted("description")).empty());
  CHECK_FALSE(compared(gone + redacted("\"\"")).empty());
  // The event allows no other words.
  CHECK_FALSE(compared(with(base, "Called Ann", "Called") + redacted("text")).empty());
  CHECK_FALSE(compared(with(base, "    text: Called Ann\n", "") + redacted("text")).empty());
  CHECK(compared(with(base, "summary: Late", "summary: \"[redacted]\"") + redacted("summary")).empty());
  // What was taken out stays out.
  CHECK_FALSE(compared(base + redacted("text"), gone + redacted("text")).empty());
}

TEST_CASE("4.10 a redacted event names a field, what lies within it, or the field of one event") {
  const process::Redacted field{"remedy_sought", {}}, one{"history.3.text", {}};
  CHECK(process::names_field(field, 0, "remedy_sought.text"));
  CHECK_FALSE(process::names_field(field, 0, "remedy_sought_by"));
  CHECK(process::names_field(one, 2, "text"));
  CHECK_FALSE(process::names_field(one, 3, "text"));
  CHECK_FALSE(process::names_field({"history.3", {}}, 2, "text"));
  CHECK_FALSE(process::names_field({"", {}}, 2, "text"));
  CHECK(process::names_file({"attachment", {}}, "attachments/x", ""));
  CHECK_FALSE(process::names_file({"", {}}, "attachments/x", ""));
}

TEST_CASE("ISO 10003 a dispute only grows too") {
  const std::string dispute =
      "id: D-0000000\ncomplaint: 2026-7K3QX4M\nbody: Court\nhistory:\n"
      "  - event: referred\n    at: 2026-11-06\n    by: sara\n";
  CHECK(compared(with(dispute, "Court", "Board"), dispute, RecordKind::dossier) ==
        "3:7 header-altered: `body` of the record was Court, and is Board\n");
  CHECK(compared(with(dispute, "by: sara", "by: omid"), dispute, RecordKind::dossier) ==
        "7:9 event-altered: `by` of event 1 of 1 (`referred`, 2026-11-06) was sara, and is omid\n");
}

TEST_CASE("4.9 what heads an action stays, whatever its keys are") {
  const std::string action = "schema: 1\nid: A-0000000\ntype: corrective\nx-team: north\nhistory:\n"
                             "  - event: opened\n    at: 2026-11-06T09:00:00Z\n    by: sara\n";
  CHECK(compared(with(action, "corrective", "preventive"), action, RecordKind::dossier) ==
        "3:7 header-altered: `type` of the record was corrective, and is preventive\n");
  CHECK(compared(with(action, "x-team: north\n", ""), action, RecordKind::dossier) ==
        "1:1 header-altered: `x-team`, which was north, was removed from the record\n");
}

TEST_CASE("4.9 an event is dated before the commit that brought it, five minutes aside") {
  growth::Versions versions{{version(base + third, "2026-11-05T08:50:00Z", "2026-11-05T08:56:00Z")},
                            at("2026-11-06T00:00:00Z")};
  CHECK(dated(base + third, versions).empty());
  versions.committed.front().committed = at("2026-11-05T08:54:00Z");
  CHECK(dated(base + third, versions) ==
        "21:9 dated-after-commit: at is 2026-11-05T09:00:00Z, and the commit that brought it, abc, "
        "was made at 2026-11-05T08:54:00Z\n");
  // The later of the two dates counts.
  versions.committed.front().authored = at("2026-11-05T09:00:00Z");
  CHECK(dated(base + third, versions).empty());
}

TEST_CASE("4.9 an event is committed within the register's limit, by the earlier date") {
  process::Rules rules;
  growth::Versions versions{{version(base + third, "2026-11-12T23:00:00Z", "2026-12-24T00:00:00Z")},
                            at("2026-12-24T00:00:00Z")};
  CHECK(dated(base + third, versions).empty());
  versions.committed.front().authored = at("2026-11-13T00:00:00Z");
  CHECK(dated(base + third, versions) ==
        "21:9 late-commit: it was put on record at 2026-11-05T09:00:00Z, as it says, and committed "
        "in abc 8 days later\n");
  rules.back_dating_days = 8;
  CHECK(dated(base + third, versions, rules).empty());
  rules.back_dating_days = 7;
  versions.committed.clear();
  CHECK(dated(base + third, versions).find("is not committed 49 days later") != std::string::npos);
  // An imported event is as old as its source says.
  CHECK(dated(base + third + "    imported: cfpb\n", versions).empty());
}

TEST_CASE("4.9 a new event before older ones needs a version without them, or an older author") {
  const auto last = base.rfind("  - event: noted");
  const std::string early =
      "  - event: noted\n    at: 2026-11-03T10:00:00Z\n    by: mina\n    text: Early\n";
  const std::string head = base.substr(0, last), now = head + early + base.substr(last);
  growth::Versions versions{{version(now, "2026-11-04T10:00:00Z", "2026-11-04T10:00:00Z")},
                            at("2026-11-06T00:00:00Z")};
  CHECK(dated(now, versions) ==
        "16:5 event-inserted: this `noted` is new, and stands before 1 event that was there already\n");
  auto rebased = versions;
  rebased.committed.front().authored = at("2026-11-03T10:01:00Z");
  CHECK(dated(now, rebased).empty());
  versions.committed.insert(versions.committed.begin(),
                            version(head + early, "2026-11-04T10:00:00Z", "2026-11-04T10:00:00Z"));
  CHECK(dated(now, versions).empty());
  // Out of the order of recording it is accepted from nobody.
  const std::string wrong = with(now, "at: 2026-11-03T10", "at: 2026-11-04T11");
  versions.committed = {version(with(head + early, "at: 2026-11-03T10", "at: 2026-11-04T11"),
                                "2026-11-04T12:00:00Z", "2026-11-04T12:00:00Z")};
  CHECK(dated(wrong, versions).find("event-inserted") != std::string::npos);
}

TEST_CASE("settings that change figures or silence rules are shown as notes") {
  const std::string settings = "organization: R\ntimezone: UTC\nprocess: small\n";
  const auto changes = [&](const std::string& now) {
    const auto before = parsed(settings), after = parsed(now);
    std::string out;
    for (const auto& one : growth::compare_settings(before, after)) {
      CHECK(one.severity == Severity::note);
      out += fmt::format("{}:{} {}: {}\n", one.at.line, one.at.column, one.rule, one.message.english());
    }
    return out;
  };
  CHECK(changes(settings).empty());
  CHECK(changes(with(settings, "organization: R", "organization: S")).empty());
  CHECK(changes(with(settings, "UTC", "Asia/Tehran")) == "2:11 settings-altered: `timezone` was changed\n");
  CHECK(changes(settings + "back_dating_days: 90\n") ==
        "4:1 rules-silenced: `back_dating_days` was added\n");
}
