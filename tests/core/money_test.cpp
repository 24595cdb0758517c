// Amounts of money: exact decimals, read and written as they are.
#include "core/money.hpp"

#include <limits>

#include "support/test.hpp"

using namespace cmt;

TEST_CASE("an amount is written as it was read") {
  for (const char* amount : {"0", "0.00", "0.05", "120", "120.0", "120.00", "120.0050", "1.5",
                             "99999999999999", "99999999999999.9", "12345678901.2345"}) {
    const auto money = Money::parse(amount, "EUR");
    REQUIRE(money);
    CHECK(money->amount() == amount);
    CHECK(money->currency() == "EUR");
  }
}

TEST_CASE("an amount with its currency is one text") {
  CHECK(Money::parse("120.00 EUR")->text() == "120.00 EUR");
  CHECK(*Money::parse("120.00 EUR") == *Money::parse("120.00", "EUR"));
}

TEST_CASE("what is not a plain decimal is no amount") {
  for (const char* amount : {"", ".", ".5", "5.", "1.2.3", "-1", "+1", "1,000.00", "1 000", "1e3",
                             "0x10", "12a", " 1", "1 ", "۱۲", "NaN"}) {
    INFO(amount);
    CHECK_FALSE(Money::parse(amount, "EUR"));
  }
}

TEST_CASE("an amount has at most 15 digits, 14 before the point and 4 after it") {
  CHECK_FALSE(Money::parse("100000000000000", "EUR"));
  CHECK_FALSE(Money::parse("999999999999999", "EUR"));
  CHECK_FALSE(Money::parse("12345678901234.56", "EUR"));
  CHECK_FALSE(Money::parse("1.23456", "EUR"));
  CHECK_FALSE(Money::parse(std::string(1000, '9'), "EUR"));
}

TEST_CASE("a currency is three capital letters") {
  for (const char* currency : {"", "E", "EU", "EURO", "eur", "EU1", "€", "EU "})
    CHECK_FALSE(Money::parse("1.00", currency));
}

TEST_CASE("an amount without a currency, or with more than one blank, is refused") {
  for (const char* written :
       {"", "120.00", "120.00EUR", "EUR 120.00", "120.00  EUR", " 120.00 EUR", "120.00 EUR "}) {
    INFO(written);
    CHECK_FALSE(Money::parse(written));
  }
}

TEST_CASE("amounts are compared in ten-thousandths whatever their decimals") {
  CHECK(Money::parse("120 EUR")->ten_thousandths() == 1'200'000);
  CHECK(Money::parse("120.0 EUR")->ten_thousandths() == 1'200'000);
  CHECK(Money::parse("120.0001 EUR")->ten_thousandths() == 1'200'001);
  CHECK(Money::parse("0.05 EUR")->ten_thousandths() == 500);
  CHECK(Money::parse("99999999999999 EUR")->ten_thousandths() == 999'999'999'999'990'000);
}

TEST_CASE("equal means the same amount written in the same way in the same currency") {
  CHECK_FALSE(*Money::parse("120 EUR") == *Money::parse("120.00 EUR"));
  CHECK_FALSE(*Money::parse("120 EUR") == *Money::parse("120 USD"));
  CHECK_FALSE(*Money::parse("120 EUR") == *Money::parse("121 EUR"));
}

TEST_CASE("an amount that was calculated is written with two decimals or as many as it needs") {
  CHECK(Money::of(0, "EUR").text() == "0.00 EUR");
  CHECK(Money::of(1'200'000, "EUR").text() == "120.00 EUR");
  CHECK(Money::of(1'200'050, "EUR").text() == "120.005 EUR");
  CHECK(Money::of(1, "EUR").text() == "0.0001 EUR");
  CHECK(Money::of(1'200'050, "EUR").ten_thousandths() == 1'200'050);
}

TEST_CASE("ten-thousandths are written as a decimal with at least two decimals") {
  CHECK(decimal_text(0) == "0.00");
  CHECK(decimal_text(1'200'000) == "120.00");
  CHECK(decimal_text(1'205'000) == "120.50");
  CHECK(decimal_text(1'200'500) == "120.05");
  CHECK(decimal_text(1'200'050) == "120.005");
  CHECK(decimal_text(1'200'005) == "120.0005");
  CHECK(decimal_text(500) == "0.05");
}

TEST_CASE("a negative difference keeps its sign") {
  CHECK(decimal_text(-5'000) == "-0.50");
  CHECK(decimal_text(-1'200'005) == "-120.0005");
  CHECK(decimal_text(std::numeric_limits<std::int64_t>::min()) == "-922337203685477.5808");
}
