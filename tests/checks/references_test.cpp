// references, party, attachments.
#include <algorithm>

#include "checks/builders.hpp"

using namespace cmt;
using namespace cmt::checks;
using namespace cmt::checks::test;

namespace {

const std::string other_id = id(9).text();

State other_state(const Case& in) {
  State out = replay(in.complaint, in.rules);
  out.id = id(9);
  return out;
}

Case linked_case(LinkType type) {
  Case in = sound_case();
  in.add(event("2026-03-21T09:00:00Z", Linked{other_id, type}));
  return in;
}

Case merged_case() {
  Case in = sound_case();
  in.cut<Assessed>();
  in.others.emplace(other_id, other_state(in));
  in.add(event("2026-03-05T09:00:00Z", Merged{other_id}));
  return in;
}

Finding merge_finding(const Case& in, std::string message) {
  return {"references",
          "4.9",
          Severity::error,
          3,
          "into",
          message,
          "cmt unmerge " + in.text() + " makes it a complaint of its own again"};
}

}  // namespace

TEST_CASE("a link to a complaint that does not exist is an error") {
  const Case in = linked_case(LinkType::follows);
  CHECK(
      findings(in) ==
      Findings{{"references", "4.9", Severity::error, 10, "to", "there is no complaint " + other_id,
                "put the id right in the file; cmt list shows those that exist"}});
}

TEST_CASE("a mutual link stands in both records") {
  for (const auto type : {LinkType::duplicate_of, LinkType::linked, LinkType::same_cause}) {
    const std::string name{name_of(link_type_names, type)};
    INFO(name);
    Case in = linked_case(type);
    State other = other_state(sound_case());
    in.others.emplace(other_id, other);
    CHECK(findings(in) == Findings{{"references", "4.9", Severity::error, 10, "to",
                                    other_id + " has no link " + name + " back",
                                    "cmt link " + other_id + " " + in.text() + " --type " + name}});
    other.links = {{in.text(), type}};
    in.others.insert_or_assign(other_id, other);
    CHECK(findings(in) == Findings{});
  }
}

TEST_CASE("a link that says which came first stands in the later record alone") {
  for (const auto type : {LinkType::follows, LinkType::caused_by, LinkType::split_from}) {
    Case in = linked_case(type);
    in.others.emplace(other_id, other_state(sound_case()));
    CHECK(findings(in) == Findings{});
  }
}

TEST_CASE("the parts of a split complaint exist") {
  Case in = sound_case();
  in.cut<InvestigationStarted>();
  in.now = moment("2026-03-06T00:00:00Z");
  in.add(event("2026-03-05T09:00:00Z", Split{{other_id}}));
  CHECK(findings(in) == Findings{{"references", "4.9", Severity::error, 4, "into",
                                  "there is no complaint " + other_id,
                                  "put the id right in the file; cmt list shows those that "
                                  "exist"}});
  in.others.emplace(other_id, other_state(in));
  CHECK(findings(in) == Findings{});
}

TEST_CASE("a complaint merged into another of the same complainant is sound") {
  CHECK(findings(merged_case()) == Findings{});
}

TEST_CASE("the complaint that another was merged into exists") {
  Case in = merged_case();
  in.others.clear();
  CHECK(findings(in) == Findings{{"references", "4.9", Severity::error, 3, "into",
                                  "there is no complaint " + other_id,
                                  "put the id right in the file; cmt list shows those that "
                                  "exist"}});
}

TEST_CASE("the complaint that another was merged into is not merged itself") {
  Case in = merged_case();
  State& master = in.others.at(other_id);
  master.status = Status::merged;
  master.merged_into = "2026-X";
  CHECK(findings(in) == Findings{merge_finding(in, other_id + " is itself merged into 2026-X")});
}

TEST_CASE("the complaint that another was merged into is of the same kind") {
  Case in = merged_case();
  in.others.at(other_id).kind = Kind::enquiry;
  CHECK(findings(in) ==
        Findings{merge_finding(in, "the kind of " + other_id + " is enquiry, not complaint")});
}

TEST_CASE("the complaint that another was merged into has the same complainant") {
  Case in = merged_case();
  in.others.at(other_id).complainant = party(2);
  CHECK(findings(in) ==
        Findings{merge_finding(in, other_id + " has another complainant; each is owed an answer")});
}

TEST_CASE("a complainant without a file is a warning") {
  Case in = sound_case();
  in.parties.clear();
  CHECK(findings(in) ==
        Findings{{"party", "7.2", Severity::warning, 0, "complainant",
                  "there is no file parties/" + party(1) + ".yaml",
                  "add the file, unless the register's personal data are kept elsewhere"}});
}

TEST_CASE("a corrected complainant is looked for in place of the first") {
  Case in = sound_case();
  in.add(event("2026-03-21T09:00:00Z", Corrected{"complainant", {party(2)}, {"mistaken"}}));
  in.parties = {party(2)};
  CHECK(findings(in) == Findings{});
  in.parties = {party(1)};
  CHECK(findings(in) ==
        Findings{{"party", "7.2", Severity::warning, 10, "value",
                  "there is no file parties/" + party(2) + ".yaml",
                  "add the file, unless the register's personal data are kept elsewhere"}});
}

TEST_CASE("an attached file is in the register") {
  Case in = sound_case();
  in.add(event("2026-03-21T09:00:00Z", Attached{"receipt", "attachments/a/receipt.pdf", "00", ""}));
  CHECK(findings(in) ==
        Findings{{"attachments", "8.1", Severity::error, 10, "file",
                  "there is no file attachments/a/receipt.pdf",
                  "put the file back, or say why it is gone with cmt redact " + in.text()}});
  in.files = {"attachments/a/receipt.pdf"};
  CHECK(findings(in) == Findings{});
}

TEST_CASE("the letter with the decision is in the register") {
  Case in = sound_case();
  in.the<DecisionCommunicated>().attachment = "attachments/a/letter.pdf";
  CHECK(findings(in) ==
        Findings{{"attachments", "8.1", Severity::error, 7, "attachment",
                  "there is no file attachments/a/letter.pdf",
                  "put the file back, or say why it is gone with cmt redact " + in.text()}});
}

TEST_CASE("a file that was redacted may be gone") {
  Case in = sound_case();
  in.add(event("2026-03-21T09:00:00Z", Attached{"receipt", "attachments/a/receipt.pdf", "00", ""}));
  in.add(event("2026-03-22T09:00:00Z", Redacted{"attachments/a/receipt.pdf", {"asked for"}}));
  CHECK(findings(in) == Findings{});
}

TEST_CASE("the dispute that a complaint was referred to has its record") {
  const std::string dispute = LetterId::draw('D', [] { return std::uint64_t{1}; }).text();
  Case in = sound_case();
  in.cut<Accepted>();
  in.add(event("2026-03-16T09:00:00Z", Contested{{"not given"}, "phone"}));
  in.add(event("2026-03-17T09:00:00Z", Referred{"Ombudsman", dispute, true}));
  const auto missing = Finding{"references", "4.9", Severity::error, in.complaint.history.size() - 1,
                               "dispute", "there is no dispute " + dispute,
                               "put disputes/" + dispute + ".yaml back from git"};
  const auto has = [&] {
    const auto found = findings(in);
    return std::find(found.begin(), found.end(), missing) != found.end();
  };
  CHECK(has());
  in.disputes.insert(dispute);
  CHECK_FALSE(has());
}
