// personal-data.
#include "checks/personal_data.hpp"

#include "checks/builders.hpp"

using namespace cmt;
using namespace cmt::checks;
using namespace cmt::checks::test;

TEST_CASE("an e-mail address is personal data") {
  for (const char* text : {"write to sara@example.org", "a.b+c@mail.example.co.uk.", "<x@y.io>",
                           "почта имя@пример.рф", "ایمیل: ali@نمونه.ایران"}) {
    INFO(text);
    CHECK(personal_data_in(text) == "an e-mail address");
  }
}

TEST_CASE("a telephone, card or identity number is personal data") {
  for (const char* text :
       {"call 09123456789", "call 0912 345 6789", "+98 21 8877 6655", "+4412345678",
        "8 (495) 123-45-67", "021-88776655", "card 6037 9918 1234 5678", "6037-9918-1234-5678",
        "SSN 123-45-6789", "شماره ۰۹۱۲۳۴۵۶۷۸۹", "کد ملی ۰۰۱۲۳۴۵۶۷۸", "IR820540102680020817909002",
        "paid on 2026-11-20, call 09123456789", "ИНН 7707083893", "٠٩١٢٣٤٥٦٧٨٩"}) {
    INFO(text);
    CHECK(personal_data_in(text) == "a telephone, card or identity number");
  }
}

TEST_CASE("dates, amounts, short numbers and ids of the register are not personal data") {
  const std::string ids = "as in " + id(7).text() + " and " + id(9).text();
  for (const std::string& text :
       {std::string{"from 2026-11-20 to 2026-11-25"}, std::string{"20.11.2026 25.11.2026"},
        std::string{"۱۴۰۵/۰۸/۲۹ ۱۴۰۵/۰۹/۰۲"}, std::string{"2026-11-20 09:12"},
        std::string{"charged 1 200 000 000 rials"}, std::string{"1.200.000.000"},
        std::string{"order 12345678"}, std::string{"@home"}, std::string{"me @ home.example"},
        std::string{"a@b"}, std::string{"rooms 12, 13, 14, 15, 16, 17"}, std::string{}, ids}) {
    INFO(text);
    CHECK(personal_data_in(text) == "");
  }
}

TEST_CASE("any bytes are looked at without harm") {
  CHECK(personal_data_in("\xff\xfe@\xc2") == "");
  CHECK(personal_data_in("@") == "");
  CHECK(personal_data_in("1-") == "");
  CHECK(personal_data_in("+") == "");
  CHECK(personal_data_in("2026-11-") == "");
}

TEST_CASE("personal data in the summary are a warning that does not repeat them") {
  Case in = sound_case();
  in.complaint.summary = "sara@example.org got no parcel";
  CHECK(findings(in) == Findings{{"personal-data", "4.10", Severity::warning, std::nullopt,
                                  "summary", "the summary seems to hold an e-mail address",
                                  "cmt redact " + in.text() +
                                      " --field summary --reason WHY; people belong in parties/"}});
}

TEST_CASE("personal data in the lessons are a warning") {
  Case in = sound_case();
  in.the<Closed>().lessons = {"Call 09123456789 first."};
  CHECK(findings(in) ==
        Findings{{"personal-data", "4.10", Severity::warning, 9, "lessons",
                  "what was learned seems to hold a telephone, card or identity number",
                  "cmt redact " + in.text() +
                      " --field lessons --reason WHY; people belong in parties/"}});
}

TEST_CASE("personal data in a corrected summary are a warning") {
  Case in = sound_case();
  in.add(event("2026-03-21T09:00:00Z", Corrected{"summary", {"ask a@b.example"}, {"a slip"}}));
  const auto found = findings(in);
  REQUIRE(found.size() == 1);
  CHECK(found[0].event == 10);
  CHECK(found[0].field == "value");
}

TEST_CASE("the name of an attached file is looked at, not its folder") {
  Case in = sound_case();
  in.files = {"attachments/2026-12345678/scan.pdf", "attachments/a/card 6037991812345678.pdf"};
  in.add(event("2026-03-21T09:00:00Z",
               Attached{"scan", "attachments/2026-12345678/scan.pdf", "00", ""}));
  CHECK(findings(in) == Findings{});
  in.add(event("2026-03-21T10:00:00Z",
               Attached{"card", "attachments/a/card 6037991812345678.pdf", "00", ""}));
  CHECK(findings(in) ==
        Findings{{"personal-data", "4.10", Severity::warning, 11, "file",
                  "the name of the file seems to hold a telephone, card or identity number",
                  "attach the file again under a name without personal data"}});
}
