// A mail as a whole: what it is, and what is refused of hostile ones.
#include <fmt/core.h>

#include <string>

#include "mail/message.hpp"
#include "support/test.hpp"

using namespace cmt;

namespace {

mail::Head head(const std::string& fields) {
  auto read = mail::read_head("From: Ada <ada@example.org>\n" + fields + "\n");
  REQUIRE(read);
  return *read;
}

std::string refusal(const std::string& bytes) {
  const auto read = mail::read_mail(bytes);
  return read ? "" : read.diagnostics().front().message.english();
}

std::string nested(int depth) {
  std::string out = "From: a@b\n";
  for (int i = 0; i < depth; ++i) out += fmt::format("Content-Type: multipart/mixed; boundary=b{}\n\n--b{}\n", i, i);
  return out + "\ndeep\n";
}

}  // namespace

TEST_CASE("a person is told from a program, and a bounce from both") {
  using mail::Sort;
  CHECK(head("Subject: a\n").sort == Sort::written);
  CHECK(head("Auto-Submitted: no\n").sort == Sort::written);
  CHECK(head("Auto-Submitted: auto-replied; owner=x\n").sort == Sort::automatic);
  CHECK(head("X-Autoreply: yes\n").sort == Sort::automatic);
  CHECK(head("Precedence: bulk\n").sort == Sort::automatic);
  CHECK(head("Precedence: list\nList-Id: <a.example.org>\n").sort == Sort::written);
  CHECK(head("Content-Type: multipart/report; report-type=delivery-status; boundary=b\n").sort == Sort::bounce);
  CHECK(head("Content-Type: multipart/report; report-type=disposition-notification; boundary=b\n").sort == Sort::automatic);
  CHECK(head("Return-Path: <>\n").sort == Sort::bounce);
  CHECK(head("Return-Path: <>\nAuto-Submitted: auto-replied\n").sort == Sort::automatic);
  CHECK(head("X-Failed-Recipients: a@b\n").sort == Sort::bounce);
  CHECK(head("Auto-Submitted: auto-replied\n").why == "Auto-Submitted: auto-replied");
}

TEST_CASE("a mail answers first what it names in In-Reply-To, then its references from the last on") {
  CHECK(head("References: <a@b> <c@d> <e@f>\nIn-Reply-To: <c@d>\n").references == std::vector<std::string>{"c@d", "e@f", "a@b"});
}

TEST_CASE("a mail came when the last server took it") {
  const auto one = head("Received: by x; Fri, 5 Jun 2026 08:00:00 +0000\nReceived: by y; Thu, 4 Jun 2026 08:00:00 +0000\n"
                        "Date: Wed, 3 Jun 2026 08:00:00 +0000\n");
  CHECK(text(*one.received) == "2026-06-05T08:00:00Z");
  CHECK(text(*one.sent) == "2026-06-03T08:00:00Z");
  CHECK_FALSE(head("Received: by x\n").received);
}

TEST_CASE("what is no mail is refused") {
  CHECK(refusal("") == "this is no mail: it has no header");
  CHECK(refusal("Dear all,\nthis is no mail.\n") == "this is no mail: it has no header");
  CHECK(refusal("X-Only: this\n\n") == "this is no mail: it has no header");
}

TEST_CASE("parts within parts are read to a depth, and refused beyond it") {
  CHECK(refusal(nested(mail::max_depth - 1)) == "");
  CHECK(refusal(nested(mail::max_depth + 1)) == "its parts lie within each other more than 30 deep");
  std::string letters = "From: a@b\n";
  for (int i = 0; i <= mail::max_depth; ++i) letters += "Content-Type: message/rfc822\n\n";
  CHECK(refusal(letters) == "its parts lie within each other more than 30 deep");
}

TEST_CASE("so many parts are read, and no more") {
  std::string bytes = "From: a@b\nContent-Type: multipart/mixed; boundary=b\n\n";
  for (std::size_t i = 0; i + 1 < mail::max_parts; ++i) bytes += "--b\n\n\n";
  CHECK(refusal(bytes) == "");
  CHECK(refusal(bytes + "--b\n\n\n--b\n\n\n") == "it has more than 1000 parts");
}

TEST_CASE("a header is read to a size") {
  CHECK(refusal("From: a@b\nX: " + std::string(mail::max_header, 'x') + "\n\n").substr(0, 14) == "its header has");
  std::string fields = "From: a@b\n";
  for (std::size_t i = 0; i < mail::max_fields; ++i) fields += "X: y\n";
  CHECK(refusal(fields + "\n").substr(0, 14) == "its header has");
}

TEST_CASE("a mail is read to a size") {
  CHECK(refusal(std::string(mail::max_mail + 1, 'x')).substr(0, 10) == "it has 64 ");
}

TEST_CASE("hostile headers take no time to speak of") {
  std::string words = "From: a@b\nSubject: ";
  for (int i = 0; i < 100000; ++i) words += "=?a?q?";
  CHECK(refusal(words + "\n\n") == "");
  CHECK(refusal("From: " + std::string(500000, '(') + "\n\n") == "");
  CHECK(refusal("From: a@b\nContent-Type: a/b" + std::string(500000, ';') + "\n\n") == "");
}

TEST_CASE("the name of a file has no folders and is one line") {
  const auto read = mail::read_mail("From: a@b\nContent-Type: application/pdf; name=\"../x\\y\n z.pdf\"\n\nx");
  REQUIRE(read);
  REQUIRE(read->attachments.size() == 1);
  CHECK(read->attachments.front().name == "y z.pdf");
}
