// An mbox: where its mails begin and end.
#include <fmt/core.h>

#include <string>
#include <vector>

#include "core/window.hpp"
#include "mail/mbox.hpp"
#include "support/test.hpp"

using namespace cmt;

namespace {

const std::string kFrom = "From ada@example.org Thu Nov 26 09:12:00 2026\n";

std::vector<std::string> mails_of(const std::string& bytes) {
  std::vector<std::string> out;
  const auto done = mail::each_mail("a.mbox", read_from(bytes), [&](const mail::Posted& posted) -> Result<Done> {
    out.push_back(fmt::format("{}: {}", posted.line, mail::from_mbox(std::string_view{bytes}.substr(posted.offset, posted.size))));
    return Done{};
  });
  REQUIRE(done);
  return out;
}

}  // namespace

TEST_CASE("a mail begins with a From line that a field follows") {
  CHECK(mails_of(kFrom + "From: a\n\nOne.\n\n" + kFrom + "From: b\n\nTwo.\n") ==
        std::vector<std::string>{"1: From: a\n\nOne.\n\n", "6: From: b\n\nTwo.\n"});
  CHECK(mails_of("").empty());
  CHECK(mails_of("\n\n" + kFrom + "From: a\n\n").size() == 1);
}

TEST_CASE("words that begin with From are no beginning of a mail") {
  CHECK(mails_of(kFrom + "From: a\n\nFrom here on: late.\n\nFrom the 4th on\nFrom: no\n").size() == 1);
  CHECK(mails_of(kFrom + "From: a\n\n" + kFrom + "no field\n").size() == 1);
}

TEST_CASE("a mail that was cut does not swallow the next one") {
  CHECK(mails_of(kFrom + "From: a\n\ncut in the mid" + "\n" + kFrom + "From: b\n\n").size() == 2);
}

TEST_CASE("Content-Length is not believed") {
  CHECK(mails_of(kFrom + "From: a\nContent-Length: 10000\n\nOne.\n\n" + kFrom + "From: b\nContent-Length: 1\n\nTwo.\n").size() == 2);
}

TEST_CASE("quoted From lines are as they were before") {
  CHECK(mail::from_mbox(kFrom + "A: b\n\n>From x\n>>From y\n> From z\n>Fromage\n") == "A: b\n\nFrom x\n>From y\n> From z\n>Fromage\n");
}

TEST_CASE("line ends of another system are those of the mail") {
  CHECK(mails_of("From a Thu Nov 26 09:12:00 2026\r\nFrom: a\r\n\r\nOne.\r\n") == std::vector<std::string>{"1: From: a\r\n\r\nOne.\r\n"});
}

TEST_CASE("what is no mbox is refused") {
  const auto done = mail::each_mail("a.mbox", read_from("Subject: one mail\n\nx\n"), [](const mail::Posted&) -> Result<Done> { return Done{}; });
  REQUIRE_FALSE(done);
  CHECK(done.diagnostics().front().at.line == 1);
  CHECK(done.diagnostics().front().hint.english().find("eml") != std::string::npos);
}
