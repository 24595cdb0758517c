// Amounts of time as settings write them.
#include "calendar/amount.hpp"

#include "support/test.hpp"

using namespace cmt::calendar;

TEST_CASE("an amount is a count and the sign of its unit") {
  CHECK(parse_amount("24h") == Amount{24, Unit::hours});
  CHECK(parse_amount("30d") == Amount{30, Unit::days});
  CHECK(parse_amount("8w") == Amount{8, Unit::weeks});
  CHECK(parse_amount("6mo") == Amount{6, Unit::months});
  CHECK(parse_amount("3bd") == Amount{3, Unit::business_days});
  CHECK(parse_amount("16bh") == Amount{16, Unit::business_hours});
}

TEST_CASE("an amount is 0 to 9999") {
  CHECK(parse_amount("0d") == Amount{0, Unit::days});
  CHECK(parse_amount("9999bh") == Amount{9999, Unit::business_hours});
  CHECK_FALSE(parse_amount("10000d"));
  CHECK_FALSE(parse_amount("-1d"));
  CHECK_FALSE(parse_amount("+1d"));
  CHECK_FALSE(parse_amount("99999999999999999999d"));
}

TEST_CASE("anything else is no amount") {
  for (const char* text : {"", "d", "3", "3 d", " 3d", "3d ", "3D", "3m", "3y", "1.5d", "3bd4h",
                           "۳d", "3bdd", "0x3d", "3m0"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_amount(text));
  }
}

TEST_CASE("the written form of an amount is read back") {
  for (const Unit unit : {Unit::hours, Unit::days, Unit::weeks, Unit::months, Unit::business_days,
                          Unit::business_hours})
    for (const int count : {0, 1, 2, 9999}) {
      const Amount amount{count, unit};
      CAPTURE(text(amount));
      CHECK(parse_amount(text(amount)) == amount);
    }
  CHECK(text(Amount{3, Unit::business_days}) == "3bd");
}

TEST_CASE("an amount in words has the singular for one only") {
  CHECK(in_words({1, Unit::hours}) == "1 hour");
  CHECK(in_words({0, Unit::weeks}) == "0 weeks");
  CHECK(in_words({3, Unit::business_days}) == "3 business days");
  CHECK(in_words({1, Unit::business_hours}) == "1 business hour");
  CHECK(in_words({6, Unit::months}) == "6 months");
  CHECK(in_words({1, Unit::days}) == "1 day");
}

TEST_CASE("only business units wait for working time") {
  CHECK(is_business(Unit::business_days));
  CHECK(is_business(Unit::business_hours));
  CHECK_FALSE(is_business(Unit::hours));
  CHECK_FALSE(is_business(Unit::months));
  CHECK(is_in_hours(Unit::business_hours));
  CHECK_FALSE(is_in_hours(Unit::business_days));
}
