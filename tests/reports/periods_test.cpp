// Specifies lib/reports/periods.hpp.
#include "reports/periods.hpp"

#include "reports/histories.hpp"
#include "support/test.hpp"

using namespace cmt;
using namespace cmt::reports;
using namespace cmt::test;

namespace {

std::string range(const std::optional<Period>& period) {
  return period ? text(*period->from) + " " + text(*period->to) : "none";
}

}  // namespace

TEST_CASE("before a month, a quarter or a year stands the one of the same length") {
  CHECK(range(period_before(*parse_period("2026-03"))) == "2026-02-01 2026-02-28");
  CHECK(range(period_before(*parse_period("2026-Q1"))) == "2025-10-01 2025-12-31");
  CHECK(range(period_before(*parse_period("2026"))) == "2025-01-01 2025-12-31");
}

TEST_CASE("before other periods stand as many days") {
  CHECK(range(period_before(Period{*parse_date("2026-03-05"), *parse_date("2026-03-11")})) ==
        "2026-02-26 2026-03-04");
}

TEST_CASE("a year earlier are the same days") {
  CHECK(range(year_before(*parse_period("2025-02"))) == "2024-02-01 2024-02-29");
  CHECK(range(year_before(*parse_period("2024-02"))) == "2023-02-01 2023-02-28");
  CHECK(range(year_before(*parse_period("2026-Q3"))) == "2025-07-01 2025-09-30");
}

TEST_CASE("a period that is open at an end has none before it") {
  CHECK(range(period_before(Period{*parse_date("2026-03-05"), {}})) == "none");
  CHECK(range(year_before(Period{})) == "none");
}

TEST_CASE("whole months end with the period and before the moment shown") {
  const auto months = [](const std::string& period, const std::string& as_of, std::size_t most) {
    const auto found = whole_months(parse_date("2026-01-15"), parse_date("2026-05-20"), scope(period, as_of), most);
    return found.empty() ? std::string{"none"}
                         : month_of(cmt::Date{found.front() / 1}) + " " + month_of(cmt::Date{found.back() / 1});
  };
  CHECK(months("", "2026-06-30T12:00:00Z", 36) == "2026-01 2026-05");
  CHECK(months("", "2026-07-01T00:00:00Z", 36) == "2026-01 2026-06");
  CHECK(months("2026-Q1", "2026-07-01T00:00:00Z", 36) == "2026-01 2026-03");
  CHECK(months("", "2026-07-01T00:00:00Z", 2) == "2026-05 2026-06");
  CHECK(months("2026-01", "2026-01-31T12:00:00Z", 36) == "none");
  CHECK(whole_months({}, {}, scope("", "2026-07-01T00:00:00Z"), 36).empty());
}

TEST_CASE("whole months after a year of silence end with the last whole month of receipts") {
  const auto last = [](const char* last_receipt, const std::string& period, const char* as_of) {
    const auto found = whole_months(parse_date("2024-01-15"), parse_date(last_receipt),
                                    scope(period, as_of), 36);
    return found.empty() ? std::string{"none"} : month_of(cmt::Date{found.back() / 1});
  };
  CHECK(last("2024-05-20", "", "2026-06-30T12:00:00Z") == "2024-04");
  CHECK(last("2024-05-31", "", "2026-06-30T12:00:00Z") == "2024-05");
  CHECK(last("2024-05-20", "2026-05", "2026-06-30T12:00:00Z") == "2026-05");  // asked for
  CHECK(last("2024-05-20", "", "2025-06-01T12:00:00Z") == "2025-05");  // twelve quiet months
  CHECK(last("2024-05-20", "", "2025-07-01T12:00:00Z") == "2024-04");
}
