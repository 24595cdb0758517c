// RFC 5322 and 2231: fields, addresses, message ids, times, parameters.
#include <string>

#include "mail/header.hpp"
#include "support/test.hpp"

using namespace cmt::mail;

namespace {

std::string address(const char* field) {
  const Address one = first_address(field);
  return one.name + "|" + one.email;
}

std::string time_of(const char* text) {
  const auto time = mail_time(text);
  return time ? cmt::text(*time) : "none";
}

}  // namespace

TEST_CASE("the header ends at the blank line, or at the first line that is no field") {
  std::string_view body;
  auto header = Header::read("From: a\r\nSubject: b\r\n c\r\n\r\nbody\r\n", body);
  CHECK(header.size() == 2);
  CHECK(header.value("subject") == "b\r\n c");
  CHECK(body == "body\r\n");
  header = Header::read("From: a\nno field\nX: y\n", body);
  CHECK(header.size() == 1);
  CHECK(body == "no field\nX: y\n");
  header = Header::read("From ada Thu Nov 26\nFrom: a\n\n", body);
  CHECK(header.value("From") == "a");
  header = Header::read("", body);
  CHECK(header.empty());
}

TEST_CASE("the first address of a field is found in any of its forms") {
  CHECK(address("Ada Byron <ada@example.org>") == "Ada Byron|ada@example.org");
  CHECK(address("\"Byron, Ada\" <ada@example.org>") == "Byron, Ada|ada@example.org");
  CHECK(address("Byron, Ada <ada@example.org>") == "Byron, Ada|ada@example.org");
  CHECK(address("ada@example.org (Ada (A) Byron)") == "Ada (A) Byron|ada@example.org");
  CHECK(address("<@relay,@b:ada@example.org>") == "|ada@example.org");
  CHECK(address("Friends: ada@example.org, b@example.org;") == "|ada@example.org");
  CHECK(address("Ada Byron ada@example.org") == "Ada Byron|ada@example.org");
  CHECK(address("ada@example.org, bob@example.org") == "|ada@example.org");
  CHECK(address("Ada <ada@example.org") == "Ada|ada@example.org");
}

TEST_CASE("what is no address is none, and hides in no name") {
  CHECK(address("") == "|");
  CHECK(address("undisclosed-recipients:;") == "|");
  CHECK(address("Ada <not an address>") == "Ada|");
  CHECK(address("=?utf-8?q?=3Cmallory=40example.net=3E?= <ada@example.org>") == "<mallory@example.net>|ada@example.org");
  CHECK(address("Ada <a\x1b@example.org>") == "Ada|");
  CHECK(address("<>") == "|");
}

TEST_CASE("message ids are taken out of what stands around them") {
  CHECK(message_ids("<a@b> (comment) <c@d>") == std::vector<std::string>{"a@b", "c@d"});
  CHECK(message_ids("a@b") == std::vector<std::string>{"a@b"});
  CHECK(message_ids("Your message of Tuesday").empty());
  CHECK(message_ids("<a\n b@c>") == std::vector<std::string>{"ab@c"});
  CHECK(message_ids("<>").empty());
  CHECK(message_ids("<a\x1b@b>").empty());
}

TEST_CASE("times are read in the forms of today and of long ago") {
  CHECK(time_of("Thu, 26 Nov 2026 09:12:00 +0330") == "2026-11-26T09:12:00+03:30");
  CHECK(time_of("26 Nov 2026 09:12 GMT") == "2026-11-26T09:12:00Z");
  CHECK(time_of("Thursday, 26-Nov-26 09:12:00 EST") == "2026-11-26T09:12:00-05:00");
  CHECK(time_of("Thu Nov 26 09:12:00 2026") == "2026-11-26T09:12:00Z");
  CHECK(time_of("Thu, 26 Nov 2026 09:12:00 (noon) -0800 (PST)") == "2026-11-26T09:12:00-08:00");
  CHECK(time_of("2026-11-26T09:12:00Z") == "2026-11-26T09:12:00Z");
  CHECK(time_of("1 Jan 99 00:00:60 +0000") == "1999-01-01T00:00:59Z");
}

TEST_CASE("what is no time is none") {
  for (const char* text : {"", "tomorrow", "31 Feb 2026 10:00:00 +0000", "26 Nov 2026", "26 Nov 2026 25:00:00 +0000",
                           "Nov 2026 09:12:00", "1 Jan 9999 00:00:00 +0000", "99999999999 Nov 2026 10:00"})
    CHECK(time_of(text) == "none");
}

TEST_CASE("parameters are put together from the pieces of RFC 2231, which win over plain ones") {
  auto read = parameters_of("Attachment; filename=plain; filename*0*=utf-8''%D8%A8; filename*1=.pdf");
  CHECK(read.value == "attachment");
  REQUIRE(read.find("filename"));
  CHECK(*read.find("filename") == "ب.pdf");
  read = parameters_of("text/plain; charset=\"utf-8\"; name = \"a;b\\\"c\"; x=my file (1).pdf ");
  CHECK(*read.find("charset") == "utf-8");
  CHECK(*read.find("name") == "a;b\"c");
  CHECK(*read.find("x") == "my file (1).pdf");
  read = parameters_of("a; filename=\"C:\\Users\\bill.pdf");
  CHECK(*read.find("filename") == "C:\\Users\\bill.pdf");
  read = parameters_of("a; filename*0=one; filename*2=three");
  CHECK(*read.find("filename") == "one");
  CHECK(parameters_of("").value.empty());
  CHECK_FALSE(parameters_of("a; ; =; b").find("b"));
}
