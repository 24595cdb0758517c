// The record of a dispute that went outside (ISO 10003:2018): records of the first form are read and
// go on.
#include "dispute/dispute.hpp"

#include "core/id.hpp"
#include "dossier/steps.hpp"
#include "records/dispute.hpp"
#include "records/dossier.hpp"
#include "records/settings.hpp"
#include "support/test.hpp"

using namespace cmt;
using namespace cmt::records;
using dispute::Dispute;
using File = DossierFile<Dispute>;

namespace {

const std::string id = LetterId::draw('D', [] { return std::uint64_t{1}; }).text();
const std::string path = path_of_dispute(id);

// As the program wrote it before a dispute had more steps than these two.
const std::string first_form =
    "# yaml-language-server: $schema=../schemas/dispute.schema.json\n"
    "schema: 1\nid: " + id + "\ncomplaint: 2026-7K3QX4M\nbody: 'Ombudsman: \"energy\"'\nconsent: true\n"
    "history:\n  - event: referred\n    at: 2026-03-17T09:00:00Z\n    by: sara\n";
const std::string its_end =
    "  - event: closed\n    at: 2026-05-01T09:00:00Z\n    by: omid\n    action_needed: true\n"
    "    result: Refund awarded\n";

DossierRecord<Dispute> record(const std::string& bytes) {
  auto read = File::read(path, bytes, built_in_lists());
  REQUIRE(read);
  return std::move(*read);
}

}  // namespace

TEST_CASE("the path of a dispute has its id") { CHECK(path_of_dispute("D-1") == "disputes/D-1.yaml"); }

TEST_CASE("a dispute of the first form is read, and written as it was") {
  const auto again = record(first_form + its_end);
  CHECK(again.dossier.head.complaint == "2026-7K3QX4M");
  CHECK(again.dossier.head.body == "Ombudsman: \"energy\"");
  CHECK(again.dossier.head.consent == true);
  REQUIRE(again.dossier.history.size() == 2);
  const auto& ended = std::get<dispute::DisputeEnded>(again.dossier.history[1].body);
  CHECK(ended.action_needed == true);
  CHECK(ended.result.value == "Refund awarded");
  CHECK(record(File::write(again.dossier)).dossier.history.size() == 2);
  CHECK(again.unknown_keys.empty());
}

TEST_CASE("the process has nothing against a dispute of the first form") {
  for (const auto process : {process::Process::small, process::Process::full}) {
    process::Rules rules;
    rules.process = process;
    CHECK(dossier::Steps<Dispute>::judge(record(first_form + its_end).dossier, rules).empty());
  }
}

TEST_CASE("a step of a dispute is added lines, and all others stay") {
  const std::string before = "# by hand\n" + first_form + "    remark: kept\n";
  const auto old = record(before);
  auto changed = old.dossier;
  changed.history.push_back({*parse_when("2026-05-01T09:00:00Z"), "omid", {}, {},
                             dispute::DisputeNoted{{"They called"}}});
  const auto after = File::append(old, changed, built_in_lists());
  REQUIRE(after);
  CHECK(after->substr(0, before.size()) == before);
  CHECK(record(*after).dossier.history.size() == 2);
}

TEST_CASE("a dispute in the file of another is refused") {
  CHECK_FALSE(File::read("disputes/D-1111111.yaml", first_form, built_in_lists()));
}

TEST_CASE("a dispute without its complaint, or with another step, is refused") {
  auto broken = first_form;
  broken.replace(broken.find("complaint: "), 9, "xomplaint");
  CHECK_FALSE(File::read(path, broken, built_in_lists()));
  broken = first_form;
  broken.replace(broken.find("event: referred"), 15, "event: wandered");
  CHECK_FALSE(File::read(path, broken, built_in_lists()));
}
