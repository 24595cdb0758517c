// personal-data.
#include "checks/personal_data.hpp"

#include "checks/builders.hpp"
#include "records/settings.hpp"

using namespace cmt;
using namespace cmt::checks;
using namespace cmt::checks::test;

namespace {

std::string held(std::string_view text) { return personal_data_in(text, records::built_in_personal_numbers()); }

}  // namespace

TEST_CASE("an e-mail address is personal data") {
  for (const char* text : {"write to sara@example.org", "a.b+c@mail.example.co.uk.", "<x@y.io>",
                           "почта имя@пример.рф", "ایمیل: ali@نمونه.ایران"}) {
    INFO(text);
    CHECK(held(text) == "an e-mail address");
  }
}

TEST_CASE("a telephone number is personal data") {
  for (const char* text : {"call 09123456789", "call 0912 345 6789", "+98 21 8877 6655", "+4412345678",
                           "8 (495) 123-45-67", "021-88776655", "شماره ۰۹۱۲۳۴۵۶۷۸۹", "paid on 2026-11-20, call 09123456789",
                           "٠٩١٢٣٤٥٦٧٨٩"}) {
    INFO(text);
    CHECK(held(text) == "a telephone number");
  }
}

TEST_CASE("a number whose check digits are right is told by what it is") {
  const std::pair<const char*, const char*> known[] = {
      {"card 4111 1111 1111 1111", "a payment card number"},
      {"5500-0000-0000-0004", "a payment card number"},
      {"IR820540102680020817909002", "an account number (IBAN)"},
      {"to GB82 WEST 1234 5698 7654 32, please", "an account number (IBAN)"},
      {"de89370400440532013000", "an account number (IBAN)"},
      {"کد ملی ۷۷۳۱۶۸۹۹۵۶", "a national number of Iran or an NHS number"},
      {"ИНН 500100732259", "a tax number (INN) of Russia"},
      {"СНИЛС 112-233-445 95", "an insurance number (SNILS) of Russia"},
      {"86095742719", "a tax number of Germany"},
      {"SSN 123-45-6789", "a social security number"}};
  for (const auto& [text, what] : known) {
    INFO(text);
    CHECK(held(text) == what);
  }
}

TEST_CASE("a number with a wrong check digit is none of a person") {
  for (const char* text : {"card 4111 1111 1111 1112", "IR820540102680020817909003", "7731689957", "500100732258",
                           "11223344594", "86095742718", "9434765918", "invoice 1000000000000", "ИНН 7707083893",
                           "1111111111", "order 123456789"}) {
    INFO(text);
    CHECK(held(text) == "");
  }
}

TEST_CASE("a number whose check digits are right for two kinds is told to be of either, and of one where the register names that alone") {
  CHECK(held("NHS 943 476 5919") == "a national number of Iran or an NHS number");
  auto numbers = records::built_in_personal_numbers();
  std::erase_if(numbers, [](const auto& one) { return one.name != "uk-nhs"; });
  CHECK(personal_data_in("NHS 943 476 5919", numbers) == "an NHS number");
  CHECK(personal_data_in("NHS 9434765918", numbers) == "");
}

TEST_CASE("only the numbers that the register names are looked for") {
  const std::vector<process::PersonalNumber> own = {
      {"member", "a member number", 8, 8, process::CheckDigits::sum, {8, 7, 6, 5, 4, 3, 2, 1}, 11, {}}};
  CHECK(personal_data_in("member 10000003", own) == "a member number");
  CHECK(personal_data_in("member 10000004", own) == "");
  CHECK(personal_data_in("card 4111111111111111", own) == "");
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
    CHECK(held(text) == "");
  }
}

TEST_CASE("any bytes are looked at without harm") {
  CHECK(held("\xff\xfe@\xc2") == "");
  CHECK(held("@") == "");
  CHECK(held("1-") == "");
  CHECK(held("+") == "");
  CHECK(held("2026-11-") == "");
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
                  "what was learned seems to hold a telephone number",
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
  in.rules.personal_numbers = records::built_in_personal_numbers();
  in.files = {"attachments/2026-12345678/scan.pdf", "attachments/a/card 4111111111111111.pdf"};
  in.add(event("2026-03-21T09:00:00Z",
               Attached{"scan", "attachments/2026-12345678/scan.pdf", "00", ""}));
  CHECK(findings(in) == Findings{});
  in.add(event("2026-03-21T10:00:00Z",
               Attached{"card", "attachments/a/card 4111111111111111.pdf", "00", ""}));
  CHECK(findings(in) ==
        Findings{{"personal-data", "4.10", Severity::warning, 11, "file",
                  "the name of the file seems to hold a payment card number",
                  "attach the file again under a name without personal data"}});
}
