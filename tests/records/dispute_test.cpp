// The record of a dispute that went outside (ISO 10003:2018).
#include "records/dispute.hpp"

#include "core/id.hpp"
#include "records/settings.hpp"
#include "support/test.hpp"

using namespace cmt;
using namespace cmt::records;

namespace {

const std::string id = LetterId::draw('D', [] { return std::uint64_t{1}; }).text();
const std::string path = "disputes/" + id + ".yaml";

Dispute dispute() {
  Dispute out;
  out.id = id;
  out.complaint = "2026-7K3QX4M";
  out.body = "Ombudsman: \"energy\"";
  out.consent = true;
  out.history.push_back({"referred", *parse_when("2026-03-17T09:00:00Z"), "sara", {}, {}});
  return out;
}

DisputeRecord record(const std::string& bytes) {
  auto read = read_dispute(path, bytes, built_in_lists());
  REQUIRE(read);
  return std::move(*read);
}

}  // namespace

TEST_CASE("a dispute is read back as it was written") {
  const Dispute again = record(write(dispute())).dispute;
  CHECK(again.id == id);
  CHECK(again.complaint == "2026-7K3QX4M");
  CHECK(again.body == "Ombudsman: \"energy\"");
  CHECK(again.consent == true);
  REQUIRE(again.history.size() == 1);
  CHECK(again.history[0].event == "referred");
}

TEST_CASE("its path has its id") { CHECK(path_of_dispute("D-1") == "disputes/D-1.yaml"); }

TEST_CASE("the end of a dispute is added lines, and all others stay") {
  const std::string before = "# by hand\n" + write(dispute()) + "    remark: kept\n";
  const auto after = append(record(before), {"closed", *parse_when("2026-05-01T09:00:00Z"), "omid",
                                             true, {"Refund awarded"}});
  REQUIRE(after);
  CHECK(after->substr(0, before.size()) == before);
  const Dispute again = record(*after).dispute;
  REQUIRE(again.history.size() == 2);
  CHECK(again.history[1].event == "closed");
  CHECK(again.history[1].action_needed == true);
  CHECK(again.history[1].result.value == "Refund awarded");
}

TEST_CASE("a dispute in the file of another is refused") {
  CHECK_FALSE(read_dispute("disputes/D-1111111.yaml", write(dispute()), built_in_lists()));
}

TEST_CASE("a dispute without its complaint, or with another step, is refused") {
  std::string bytes = write(dispute());
  const auto without = bytes.find("complaint: ");
  CHECK_FALSE(read_dispute(path, std::string{bytes}.replace(without, 9, "xomplaint"), built_in_lists()));
  const auto step = bytes.find("event: referred");
  CHECK_FALSE(read_dispute(path, std::string{bytes}.replace(step, 15, "event: wandered"), built_in_lists()));
}
