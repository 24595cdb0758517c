// 4.9 Information integrity: two versions of one record become one without a word lost, or stay a
// conflict that says why.
#include <fmt/core.h>

#include <algorithm>
#include <initializer_list>

#include "merge/merge.hpp"
#include "merge/text.hpp"
#include "records/record.hpp"
#include "records/settings.hpp"
#include "support/test.hpp"

namespace {

using namespace cmt;
using merge::Outcome;
using merge::Versions;

const std::string path = "complaints/2026/2026-7K3QX4M.yaml";

const process::Rules& rules() {
  static const process::Rules all = [] {
    process::Rules out;
    out.lists = records::built_in_lists();
    out.zone = *TimeZone::find("Europe/Paris");
    return out;
  }();
  return all;
}

const std::string received =
    "  - event: received\n"
    "    at: 2026-11-20T09:00:00+01:00\n"
    "    by: sara\n"
    "    medium: phone\n"
    "    language: en\n"
    "    anonymous: true\n"
    "    recurring: unknown\n"
    "    remedy_sought:\n"
    "      requested: unknown\n"
    "    immediate_action:\n"
    "      taken: unknown\n"
    "    process: small\n"
    "    description: Paid twice.\n";

std::string at(std::string_view hour) { return fmt::format("2026-11-20T{}:00+01:00", hour); }

std::string event(std::string_view name, std::string_view hour, std::string_view by,
                  std::string_view fields = {}) {
  return fmt::format("  - event: {}\n    at: {}\n    by: {}\n{}", name, at(hour), by, fields);
}
std::string noted(std::string_view hour, std::string_view by, std::string_view text) {
  return event("noted", hour, by, fmt::format("    text: {}\n", text));
}
std::string assigned(std::string_view hour, std::string_view by, std::string_view owner) {
  return event("assigned", hour, by, fmt::format("    owner: {}\n", owner));
}
std::string withdrawn(std::string_view hour, std::string_view by) {
  return event("withdrawn", hour, by, "    who: complainant\n    medium: phone\n    voluntary: true\n");
}
std::string extended(std::string_view hour, std::string_view by) {
  return event("extended", hour, by,
               "    deadline: final\n    until: 2026-12-10\n    reason: A witness is abroad.\n"
               "    notice_medium: phone\n");
}

const std::string head = "schema: 1\nid: 2026-7K3QX4M\nsummary: Card payment taken twice\n";

std::string record(const std::string& events) { return head + "history:\n" + received + events; }

Outcome merged(const std::string& base, const std::string& ours, const std::string& theirs) {
  return merge::merge_complaint(path, Versions{base, ours, theirs}, rules());
}

// What both directions give, which is the same.
std::string united(const std::string& base, const std::string& ours, const std::string& theirs) {
  const Outcome one = merged(base, ours, theirs), other = merged(base, theirs, ours);
  for (const auto& reason : one.reasons) UNSCOPED_INFO(reason);
  REQUIRE(one.bytes.has_value());
  REQUIRE(other.bytes.has_value());
  CHECK(*one.bytes == *other.bytes);
  return *one.bytes;
}

// The reason of a conflict that both directions find.
std::string refused(const std::string& base, const std::string& ours, const std::string& theirs) {
  const Outcome one = merged(base, ours, theirs), other = merged(base, theirs, ours);
  CHECK_FALSE(other.bytes.has_value());
  if (one.bytes) UNSCOPED_INFO(*one.bytes);
  REQUIRE_FALSE(one.bytes.has_value());
  REQUIRE_FALSE(one.reasons.empty());
  return one.reasons.front();
}

std::string changed(std::string text, std::string_view from, std::string_view to) {
  const auto place = text.find(from);
  REQUIRE(place != std::string::npos);
  return text.replace(place, from.size(), to);
}

}  // namespace

TEST_CASE("4.9 events added on both sides stand in the order in which they were put on record") {
  const std::string base = record(noted("10:00", "sara", "First."));
  const std::string ours = base + assigned("12:00", "sara", "omid");
  const std::string theirs = base + noted("11:00", "omid", "Called.") + noted("13:00", "omid", "Again.");
  CHECK(united(base, ours, theirs) ==
        base + noted("11:00", "omid", "Called.") + assigned("12:00", "sara", "omid") +
            noted("13:00", "omid", "Again."));
}

TEST_CASE("4.9 an event that was put on record later stands where it was recorded, not where it happened") {
  const std::string base = record("");
  const std::string late = event("noted", "10:00", "omid",
                                 "    recorded_at: 2026-11-20T14:00:00+01:00\n    text: He called.\n");
  const std::string note = noted("12:00", "sara", "A note.");
  CHECK(united(base, base + note, base + late) == base + note + late);
}

TEST_CASE("4.9 events of one time stay together and stand in the same order whichever side merges") {
  const std::string base = record("");
  const std::string ours = noted("12:00", "sara", "One.") + assigned("12:00", "sara", "omid");
  const std::string theirs = noted("12:00", "omid", "Two.") + noted("12:30", "omid", "Three.");
  const std::string bytes = united(base, base + ours, base + theirs);
  CHECK(bytes.find(ours) != std::string::npos);
  CHECK(bytes.size() == base.size() + ours.size() + theirs.size());
}

TEST_CASE("4.9 an event that both sides took over is there once") {
  const std::string base = record("");
  const std::string both = noted("11:00", "sara", "Taken over.");
  const std::string mine = noted("10:00", "omid", "Mine."), yours = noted("12:00", "lee", "Yours.");
  CHECK(united(base, base + mine + both, base + both + yours) == base + mine + both + yours);
}

TEST_CASE("4.9 an event that both sides took over is there once, also as one of several of its moment") {
  const std::string base = record("");
  const std::string both = noted("11:00", "sara", "Taken over."), other = assigned("11:00", "sara", "omid");
  for (const std::string& group : {both + other, other + both}) {
    const std::string bytes = united(base, base + both, base + group);
    CHECK(bytes.size() == base.size() + group.size());
  }
}

TEST_CASE("4.9 an event taken over keeps the comment that one side added to it") {
  const std::string base = record("");
  const std::string both = noted("11:00", "sara", "Taken over.");
  const std::string comment = "    # see the letter\n";
  CHECK(united(base, base + both + comment, base + both + noted("12:00", "lee", "More.")) ==
        base + both + comment + noted("12:00", "lee", "More."));
}

TEST_CASE("4.9 a side that has merged before keeps the order that it has") {
  const std::string a = noted("12:00", "sara", "A."), b = noted("11:00", "omid", "B."), c = noted("13:00", "omid", "C.");
  // Ours took B over while theirs went on from A.
  const std::string base = record(a);
  CHECK(united(base, record(b + a), base + c) == record(b + a + c));
}

TEST_CASE("4.9 three clones that merge in any order get one history") {
  const std::string base = record("");
  const std::string a = base + noted("12:00", "sara", "A1.") + noted("15:00", "sara", "A2.");
  const std::string b = base + noted("11:00", "omid", "B1.") + noted("14:00", "omid", "B2.");
  const std::string c = base + noted("13:00", "lee", "C.");
  const std::string all = united(base, united(base, a, b), c);
  CHECK(united(base, united(base, b, c), a) == all);
  CHECK(united(base, united(base, a, c), b) == all);
  // Merged crosswise, with one of the merges as the base.
  CHECK(united(b, united(base, a, b), united(base, b, c)) == all);
}

TEST_CASE("4.9 comments and unknown keys of both sides survive") {
  const std::string base = record(noted("10:00", "sara", "First."));
  const std::string ours = changed(base, "    text: First.\n", "    text: First.\n    x-mood: calm\n    # said twice\n");
  const std::string theirs =
      changed(changed(base, "summary: Card", "x-branch: north\nsummary: Card"), "history:", "# what happened\nhistory:") +
      "  # not read yet\n" + noted("11:00", "omid", "Second.");
  const std::string bytes = united(base, ours, theirs);
  for (const char* part : {"x-mood: calm", "# said twice", "x-branch: north", "# what happened",
                           "# not read yet", "Second."})
    CHECK(bytes.find(part) != std::string::npos);
}

TEST_CASE("4.9 different unknown keys in one place are both kept, and different comments too") {
  const std::string base = record("");
  const std::string bytes =
      united(base, changed(base, "history:", "# b\nx-b: 1\nhistory:") + "  # zwei\n",
             changed(base, "history:", "# a\nx-a: 1\nhistory:") + "  # eins\n");
  CHECK(bytes == changed(base, "history:", "# a\nx-a: 1\n# b\nx-b: 1\nhistory:") + "  # eins\n  # zwei\n");
}

TEST_CASE("4.9 a comment beside an event stays with it while the other side goes on") {
  const std::string base = record(noted("10:00", "sara", "First."));
  const std::string commented = changed(base, "text: First.", "text: First. # by phone");
  CHECK(united(base, commented, base + noted("11:00", "omid", "Second.")) ==
        commented + noted("11:00", "omid", "Second."));
  CHECK(united(base, base + "  # by phone\n", base + noted("11:00", "omid", "Second.")) ==
        base + "  # by phone\n" + noted("11:00", "omid", "Second."));
}

TEST_CASE("4.10 a redaction on one side is kept, and what the other side added as well") {
  const std::string base = record(noted("10:00", "sara", "Her number is 0612345678."));
  const std::string redacted = changed(base, "Her number is 0612345678.", "\"[redacted]\"") +
                               event("redacted", "11:00", "sara", "    field: text\n    reason: Not needed.\n");
  const std::string bytes = united(base, redacted, base + noted("12:00", "omid", "Called."));
  CHECK(bytes == redacted + noted("12:00", "omid", "Called."));
}

TEST_CASE("4.10 a redaction against another change of the same text is a conflict") {
  const std::string base = record(noted("10:00", "sara", "Her number is 0612345678."));
  CHECK(refused(base, changed(base, "Her number is 0612345678.", "\"[redacted]\""),
                changed(base, "0612345678", "0612345679")) ==
        "`text` of `noted` of 2026-11-20T10:00:00+01:00 by sara was changed on both sides");
}

TEST_CASE("4.9 different fields of one event changed on either side are both kept") {
  const std::string base = record(assigned("10:00", "sara", "omid"));
  const std::string bytes = united(base, changed(base, "owner: omid", "owner: lee"),
                                   changed(base, "    owner: omid", "    owner: omid\n    unit: North"));
  CHECK(bytes == record(assigned("10:00", "sara", "lee") + "    unit: North\n"));
}

TEST_CASE("4.9 an event whose time was put right by hand is still the same event") {
  const std::string base = record(assigned("10:00", "sara", "omid") + noted("11:00", "sara", "More."));
  const std::string ours = changed(base, at("10:00"), at("10:05"));
  CHECK(united(base, ours, base + noted("12:00", "omid", "Last.")) == ours + noted("12:00", "omid", "Last."));
}

TEST_CASE("4.9 a field taken out on one side and changed on the other is a conflict") {
  const std::string base = record(assigned("10:00", "sara", "omid") + "    unit: North\n");
  CHECK(refused(base, changed(base, "    unit: North\n", ""), changed(base, "North", "South")) ==
        "`unit` of `assigned` of 2026-11-20T10:00:00+01:00 by sara was taken out on one side and changed on the other");
}

TEST_CASE("4.9 an event that is gone on one side is a conflict: a history only grows") {
  const std::string base = record(noted("10:00", "sara", "First.") + assigned("11:00", "sara", "omid"));
  const std::string shorter = record(assigned("11:00", "sara", "omid"));
  CHECK(merged(base, shorter, base + noted("12:00", "omid", "More.")).reasons.front() ==
        "`noted` of 2026-11-20T10:00:00+01:00 by sara is gone on our side; a history only grows");
  CHECK(merged(base, base + noted("12:00", "omid", "More."), shorter).reasons.front() ==
        "`noted` of 2026-11-20T10:00:00+01:00 by sara is gone on their side; a history only grows");
}

TEST_CASE("4.9 one event taken over and then edited on one side is a conflict, not two events") {
  const std::string base = record("");
  CHECK(refused(base, base + noted("11:00", "sara", "Her number is 0612345678."),
                base + noted("11:00", "sara", "\"[redacted]\"")) ==
        "both sides have `noted` of 2026-11-20T11:00:00+01:00 by sara, and what it says differs");
}

TEST_CASE("7 what the process does not allow together stays a conflict that says why") {
  const std::string base = record("");
  const Outcome outcome = merged(base, base + withdrawn("10:00", "sara"), base + extended("11:00", "omid"));
  REQUIRE_FALSE(outcome.bytes.has_value());
  CHECK(outcome.reasons.front() ==
        "`extended` of 2026-11-20T11:00:00+01:00 by omid, of their side, is not possible with what the "
        "other side recorded: extend is not possible while 2026-7K3QX4M is `withdrawn` [transition, 7]");
  refused(base, base + extended("11:00", "omid"), base + withdrawn("10:00", "sara"));
}

TEST_CASE("7 an extension before the ending of the other side is legal and merges") {
  const std::string base = record("");
  CHECK(united(base, base + withdrawn("11:00", "sara"), base + extended("10:00", "omid")) ==
        base + extended("10:00", "omid") + withdrawn("11:00", "sara"));
}

TEST_CASE("7 what was refused on its own side already does not stop a merge") {
  const std::string base = record(withdrawn("10:00", "sara"));
  const std::string ours = base + extended("11:00", "omid");  // written by hand
  CHECK(united(base, ours, base + noted("12:00", "lee", "More.")) == ours + noted("12:00", "lee", "More."));
}

TEST_CASE("4.9 one record made on both sides is united when it is one complaint") {
  const std::string a = record(noted("11:00", "sara", "A.")), b = record(noted("10:00", "omid", "B."));
  const Outcome one = merge::merge_complaint(path, {{}, a, b}, rules());
  REQUIRE(one.bytes.has_value());
  CHECK(*one.bytes == record(noted("10:00", "omid", "B.") + noted("11:00", "sara", "A.")));
}

TEST_CASE("4.9 two complaints with one id are a conflict that names the remedy") {
  const std::string other = changed(record(""), "Paid twice.", "Parcel lost.");
  const Outcome one = merge::merge_complaint(path, {{}, record(""), other}, rules());
  REQUIRE_FALSE(one.bytes.has_value());
  CHECK(one.reasons.front() ==
        "two complaints have the id 2026-7K3QX4M; cmt fix --renumber 2026-7K3QX4M gives one of them another");
}

TEST_CASE("4.9 a base with marks of an earlier conflict counts as none, and nothing is lost") {
  const std::string base = merge::with_marks(record(noted("10:00", "sara", "A.")), record(""), "", 7);
  const std::string common = record(noted("09:30", "lee", "Common."));
  CHECK(united(base, common + noted("10:00", "sara", "A."), common + noted("11:00", "omid", "B.")) ==
        common + noted("10:00", "sara", "A.") + noted("11:00", "omid", "B."));
}

TEST_CASE("4.9 a side that cannot be read is a conflict with the place") {
  const std::string base = record("");
  CHECK(merged(base, changed(base, "medium: phone", "medium: telepathy"), base + noted("10:00", "sara", "A."))
            .reasons.front() == "our side cannot be read: line 8: 'telepathy' is not in the list media");
}

TEST_CASE("4.9 keys after the history and a last line without its end are no obstacle") {
  const std::string base = record("") + "x-last: 1";
  const Outcome one = merged(base, changed(base, "x-last", noted("10:00", "sara", "A.") + "x-last"),
                             changed(base, "x-last", noted("11:00", "omid", "B.") + "x-last"));
  REQUIRE(one.bytes.has_value());
  CHECK(*one.bytes == record(noted("10:00", "sara", "A.") + noted("11:00", "omid", "B.")) + "x-last: 1\n");
}

TEST_CASE("4.9 a history in brackets is not taken apart: a conflict") {
  const std::string flow = head + "history: [{event: noted, at: unknown, by: sara, imported: x, text: A}]\n";
  const Outcome one = merged(flow, changed(flow, "text: A}", "text: A}, {event: noted, at: unknown, by: a, imported: x, text: B}"),
                             changed(flow, "text: A}", "text: A}, {event: noted, at: unknown, by: b, imported: x, text: C}"));
  REQUIRE_FALSE(one.bytes.has_value());
}

TEST_CASE("4.9 keys in another order on one side are kept while the other side goes on elsewhere") {
  const std::string base = record(assigned("10:00", "sara", "omid"));
  const std::string ours = changed(base, "    by: sara\n    owner: omid\n", "    owner: omid\n    by: sara\n");
  CHECK(united(base, ours, base + noted("11:00", "omid", "B.")) == ours + noted("11:00", "omid", "B."));
}

TEST_CASE("ISO 10003 7.7 two steps of a dispute are united, two endings are a conflict") {
  const std::string id = LetterId::draw('D', [] { return std::uint64_t{1}; }).text();
  const std::string file = "disputes/" + id + ".yaml";
  const std::string base = "schema: 1\nid: " + id + "\ncomplaint: 2026-7K3QX4M\nbody: Ombudsman\nhistory:\n"
                           "  - event: referred\n    at: 2026-11-20T09:00:00+01:00\n    by: sara\n";
  const auto closed = [](std::string_view hour, std::string_view by) {
    return event("closed", hour, by, "    action_needed: false\n    result: Settled.\n");
  };
  process::Rules rules;
  rules.lists = records::built_in_lists();
  const Outcome one = merge::merge_dossier(file, {base, base + closed("11:00", "sara"), changed(base, "body:", "consent: true\nbody:")}, rules);
  REQUIRE(one.bytes.has_value());
  CHECK(*one.bytes == changed(base, "body:", "consent: true\nbody:") + closed("11:00", "sara"));
  const Outcome two = merge::merge_dossier(file, {base, base + closed("11:00", "sara"), base + closed("12:00", "omid")}, rules);
  REQUIRE_FALSE(two.bytes.has_value());
  CHECK(two.reasons.front().find("is not possible with what the other side recorded") != std::string::npos);
}

TEST_CASE("4.10 different fields of a party changed on either side are both kept, the same one is a conflict") {
  const std::string file = "parties/P-4TZ8N2C.yaml";
  const std::string base = "schema: 1\nid: P-4TZ8N2C\nname: Ada Byron\ntown: London\n";
  const Outcome one = merge::merge_party(file, {base, changed(base, "London", "Paris"), base + "emails:\n  - ada@example.org\n"});
  REQUIRE(one.bytes.has_value());
  CHECK(*one.bytes == changed(base, "London", "Paris") + "emails:\n  - ada@example.org\n");
  const Outcome two = merge::merge_party(file, {base, changed(base, "London", "Paris"), changed(base, "London", "Rome")});
  REQUIRE_FALSE(two.bytes.has_value());
  CHECK(two.reasons.front() == "`town` of the record was changed on both sides");
}

TEST_CASE("4.9 the marks of a conflict hold both texts, the reason, and nothing twice") {
  CHECK(merge::with_marks("a\nb\nc\n", "a\nx\nc\n", "why\x1b[0m", 7) ==
        "a\n<<<<<<< ours: why\\x1b[0m\nb\n=======\nx\n>>>>>>> theirs\nc\n");
  CHECK(merge::with_marks("a\nb", "a\n", "", 9) == "a\n<<<<<<<<< ours\nb\n=========\n>>>>>>>>> theirs\n");
}
