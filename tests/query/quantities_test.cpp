// Numbers and durations as a query writes them.
#include "query/quantities.hpp"

#include <random>

#include "support/test.hpp"

using namespace cmt::query;

TEST_CASE("a number has a sign, digits and decimals") {
  CHECK(parse_number("12") == 12.0);
  CHECK(parse_number("-3") == -3.0);
  CHECK(parse_number("+3") == 3.0);
  CHECK(parse_number("2.5") == 2.5);
  CHECK(parse_number("999999999999999.25") == 999999999999999.25);
}

TEST_CASE("minus zero is zero") { CHECK(write_number(*parse_number("-0")) == "0"); }

TEST_CASE("what is not written like a number is refused") {
  for (const char* text : {"", "-", ".5", "5.", "1e3", "0x10", "inf", "nan", "1,5", " 1", "1 ",
                           "--1", "1.2.3", "1234567890123456", "1.1234567"}) {
    INFO(text);
    CHECK_FALSE(parse_number(text));
  }
}

TEST_CASE("a duration is a number of days") {
  CHECK(parse_duration("10") == 10.0);
  CHECK(parse_duration("10d") == 10.0);
  CHECK(parse_duration("2w") == 14.0);
  CHECK(parse_duration("3m") == 90.0);
  CHECK(parse_duration("1Y") == 365.0);
  CHECK(parse_duration("1.5d") == 1.5);
  CHECK(parse_duration("-3d") == -3.0);
}

TEST_CASE("what is not written like a duration is refused") {
  for (const char* text : {"", "d", "10h", "10dd", "10 d", "1y6m", "1000001d", "999999999y"}) {
    INFO(text);
    CHECK_FALSE(parse_duration(text));
  }
}

TEST_CASE("Persian and Arabic numerals become ASCII") {
  CHECK(ascii_numerals("۲۰۲۶-۰۷") == "2026-07");
  CHECK(ascii_numerals("٢٫٥d") == "2.5d");
  CHECK(ascii_numerals("روز") == "روز");
}

TEST_CASE("a number that was written reads back as the same number") {
  std::mt19937_64 random(20260815);
  for (int i = 0; i < 20000; ++i) {
    std::string text = std::to_string(random() % 1000000000000000U);
    text.resize(1 + random() % text.size());
    if (random() % 2) text += "." + std::to_string(random() % 1000000U);
    const auto number = parse_number(text);
    INFO(text);
    REQUIRE(number);
    REQUIRE(parse_number(write_number(*number)) == number);
    const auto duration = parse_duration(text.substr(0, 4) + "w");
    if (duration) REQUIRE(parse_duration(write_number(*duration) + "d") == duration);
  }
}
