// 8.4: a return that was sent, as returns/PERIOD.yaml has it.
#include "records/sent_return.hpp"

#include "support/test.hpp"

using namespace cmt;
using namespace cmt::records;

namespace {

std::string message(const std::string& bytes, const std::string& path = "returns/2026-Q3.yaml") {
  const auto read = read_return(path, bytes);
  return read ? "taken" : read.diagnostics().front().message.english();
}

const std::string whole = "schema: 1\nperiod: 2026-Q3\nsent_at: 2026-10-12T10:00:00Z\nby: mina\n";

}  // namespace

TEST_CASE("a return is written and read back") {
  SentReturn sent;
  sent.period = "2026-Q3";
  sent.profile = "bh-cbb@1";
  sent.sent_at = *parse_when("2026-10-12T10:00:00+03:00");
  sent.by = "mina";
  sent.to = "Central Bank: office 2";
  sent.nil = true;
  const std::string bytes = write(sent);
  CHECK(bytes.find("# yaml-language-server: $schema=../schemas/return.schema.json\n") == 0);
  const auto read = read_return(path_of_return(sent.period), bytes);
  REQUIRE(read);
  CHECK(read->period == sent.period);
  CHECK(read->profile == sent.profile);
  CHECK(read->sent_at == sent.sent_at);
  CHECK(read->to == sent.to);
  CHECK(read->nil == true);
}

TEST_CASE("a return that cannot be one is refused with what is wrong") {
  CHECK(message(whole) == "taken");
  CHECK(message(whole, "returns/2026-Q4.yaml") == "the period is 2026-Q3, the file is returns/2026-Q4.yaml");
  CHECK(message("schema: 1\nperiod: 2026-Q3\nby: mina\n") == "the return has no `sent_at`");
  CHECK(message("schema: 1\nperiod: 2026-Q3\nsent_at: unknown\nby: mina\n") ==
        "the day on which it was sent is not known");
}
