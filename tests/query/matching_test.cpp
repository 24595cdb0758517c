// A query asked of a record: each type with each operator.
#include <map>

#include "core/fold.hpp"
#include "query/vocabulary.hpp"
#include "support/test.hpp"

using namespace cmt::query;
using namespace cmt::query::testing;

namespace {

using List = std::vector<std::string_view>;

struct Complaint {
  std::map<std::size_t, Value> values;
  std::string_view text;
};

bool holds(std::string_view text, const Complaint& complaint) {
  const auto query = parsed(text);
  INFO(text);
  REQUIRE(query);
  return matches(*query, {[&](std::size_t field) {
                            const auto found = complaint.values.find(field);
                            return found == complaint.values.end() ? Value{} : found->second;
                          },
                          [&] { return complaint.text; }});
}

std::chrono::sys_days on(int year, unsigned month, unsigned day) {
  return std::chrono::year{year} / static_cast<int>(month) / static_cast<int>(day);
}

}  // namespace

TEST_CASE("the empty query holds for every record") { CHECK(holds("", {})); }

TEST_CASE("and, or and not combine what terms say") {
  const Complaint complaint{{}, "card charged twice"};
  CHECK(holds("card twice", complaint));
  CHECK_FALSE(holds("card once", complaint));
  CHECK(holds("once or twice", complaint));
  CHECK_FALSE(holds("once or thrice", complaint));
  CHECK(holds("not once", complaint));
  CHECK_FALSE(holds("-twice", complaint));
  CHECK(holds("once and card or twice", complaint));
  CHECK_FALSE(holds("once and (card or twice)", complaint));
  CHECK(holds("not (once or thrice) (card)", complaint));
}

TEST_CASE("a text term finds a part of the text, folded") {
  const Complaint complaint{{}, "my card was charged twice"};
  CHECK(holds("CHARGE", complaint));
  CHECK(holds("\"charged twice\"", complaint));
  CHECK_FALSE(holds("\"twice charged\"", complaint));
}

TEST_CASE("a blank of a text term stands for any run of blanks and line ends") {
  const Complaint complaint{{}, "charged charged\n   twice\tover"};
  CHECK(holds("\"charged twice over\"", complaint));
  CHECK(holds("\" over\"", complaint));
  CHECK_FALSE(holds("\"over \"", complaint));
  CHECK_FALSE(holds("\"charged  two\"", complaint));
}

TEST_CASE("letter variants, case and joiners do not matter in the scripts of the users") {
  const std::string text = cmt::fold(
      "از كارت من دوبار برداشت مي‌شود. Деньги списаны ещё "
      "раз");
  const RecordView record{nullptr, [&] { return std::string_view(text); }};
  for (const char* query : {"کارت", "«کارت من»", "می‌شود", "ЕЩЕ", "\"деньги СПИСАНЫ\""}) {
    INFO(query);
    CHECK(matches(*parse(query, fields(), today, cmt::fold), record));
  }
}

TEST_CASE("a code is compared whole, ASCII case apart") {
  const Complaint complaint{{{owner, "Sara"}}, ""};
  CHECK(holds("owner:sara", complaint));
  CHECK(holds("owner=SARA", complaint));
  CHECK_FALSE(holds("owner:sar", complaint));
  CHECK_FALSE(holds("owner!=sara", complaint));
  CHECK(holds("owner!=omid", complaint));
  CHECK(holds("owner:omid,sara", complaint));
  CHECK_FALSE(holds("owner!=omid,sara", complaint));
}

TEST_CASE("a record in several groups is found by each") {
  const Complaint complaint{{{status, List{"investigating", "open"}}}, ""};
  CHECK(holds("status:open", complaint));
  CHECK(holds("status:investigating", complaint));
  CHECK_FALSE(holds("status:closed", complaint));
  CHECK_FALSE(holds("status!=open", complaint));
}

TEST_CASE("an id is compared whole, ASCII case apart") {
  const Complaint complaint{{{ref, List{"BANK-7", "omb-12"}}}, ""};
  CHECK(holds("ref:bank-7", complaint));
  CHECK(holds("external-ref:OMB-12", complaint));
  CHECK_FALSE(holds("ref:omb-1", complaint));
  CHECK_FALSE(holds("ref!=omb-12", complaint));
}

TEST_CASE("a text field is searched or compared whole") {
  const Complaint complaint{{{summary, "card  charged twice "}}, ""};
  CHECK(holds("summary:charged", complaint));
  CHECK(holds("summary:\"Card charged\"", complaint));
  CHECK(holds("summary:cash,card", complaint));
  CHECK_FALSE(holds("summary=charged", complaint));
  CHECK(holds("summary=\"card charged twice\"", complaint));
  CHECK_FALSE(holds("summary!=\"card charged twice\"", complaint));
  CHECK(holds("summary!=charged", complaint));
}

TEST_CASE("a date is compared by day, both ends of a range included") {
  const Complaint complaint{{{received, on(2026, 7, 31)}}, ""};
  CHECK(holds("received:2026-07", complaint));
  CHECK(holds("received=2026-07-31", complaint));
  CHECK(holds("received:2026-07-31..2026-08", complaint));
  CHECK(holds("received:2026-06..2026-07-31", complaint));
  CHECK_FALSE(holds("received:2026-08..", complaint));
  CHECK_FALSE(holds("received:..2026-07-30", complaint));
  CHECK_FALSE(holds("received!=2026-Q3", complaint));
  CHECK(holds("received!=2026-Q2", complaint));
  CHECK(holds("received:2025,2026", complaint));
}

TEST_CASE("a date after a month is after its last day") {
  const Complaint last_day{{{received, on(2026, 7, 31)}}, ""};
  const Complaint next_day{{{received, on(2026, 8, 1)}}, ""};
  CHECK_FALSE(holds("received>2026-07", last_day));
  CHECK(holds("received>2026-07", next_day));
  CHECK(holds("received<=2026-07", last_day));
  CHECK_FALSE(holds("received<=2026-07", next_day));
  CHECK(holds("received>=2026-08", next_day));
  CHECK_FALSE(holds("received<2026-08", next_day));
  CHECK(holds("received<2026-08", last_day));
}

TEST_CASE("a number is compared as whole or decimal") {
  for (const Value& three : {Value{std::int64_t{3}}, Value{3.0}}) {
    const Complaint complaint{{{severity, three}}, ""};
    CHECK(holds("severity:3", complaint));
    CHECK_FALSE(holds("severity!=3", complaint));
    CHECK(holds("severity:1,3", complaint));
    CHECK(holds("severity:3..4", complaint));
    CHECK(holds("severity:2..3", complaint));
    CHECK(holds("severity>=3", complaint));
    CHECK_FALSE(holds("severity>3", complaint));
    CHECK(holds("severity<=3", complaint));
    CHECK_FALSE(holds("severity<3", complaint));
    CHECK(holds("severity>2.9", complaint));
    CHECK(holds("severity<3.1", complaint));
  }
}

TEST_CASE("a duration is compared in days") {
  const Complaint complaint{{{age, std::int64_t{14}}}, ""};
  CHECK(holds("age>10d", complaint));
  CHECK(holds("age:2w", complaint));
  CHECK_FALSE(holds("age>2w", complaint));
  CHECK(holds("age<1m", complaint));
  CHECK(holds("age>=14", complaint));
}

TEST_CASE("a flag is yes or no") {
  CHECK(holds("overdue:yes", {{{overdue, true}}, ""}));
  CHECK_FALSE(holds("overdue:no", {{{overdue, true}}, ""}));
  CHECK(holds("overdue:no", {{{overdue, false}}, ""}));
  CHECK(holds("overdue!=no", {{{overdue, true}}, ""}));
}

TEST_CASE("none finds what is absent, any what is present") {
  const Complaint empty{{{summary, std::string_view{}}, {ref, List{}}}, ""};
  for (const char* field : {"owner", "summary", "received", "severity", "age", "overdue", "ref"}) {
    INFO(field);
    CHECK(holds(std::string(field) + ":none", empty));
    CHECK_FALSE(holds(std::string(field) + ":any", empty));
  }
  CHECK(holds("owner:any", {{{owner, "sara"}}, ""}));
  CHECK(holds("age:any", {{{age, std::int64_t{0}}}, ""}));
  CHECK(holds("overdue:any", {{{overdue, false}}, ""}));
}

TEST_CASE("none may stand in a list") {
  CHECK(holds("owner:none,sara", {}));
  CHECK(holds("owner:none,sara", {{{owner, "sara"}}, ""}));
  CHECK_FALSE(holds("owner:none,sara", {{{owner, "omid"}}, ""}));
}

TEST_CASE("what is absent is equal to nothing, below nothing and above nothing") {
  for (const char* text : {"owner:sara", "received:2026", "received<2026", "received>2026",
                           "severity>=1", "severity<=4", "age>1d", "overdue:no", "summary:card"}) {
    INFO(text);
    CHECK_FALSE(holds(text, {}));
  }
}

TEST_CASE("what is absent differs from every value") {
  CHECK(holds("owner!=sara received!=2026", {}));
}

TEST_CASE("an answer of another type than the field's does not match") {
  CHECK_FALSE(holds("age>1d", {{{age, "14"}}, ""}));
  CHECK_FALSE(holds("received:2026", {{{received, std::int64_t{2026}}}, ""}));
  CHECK_FALSE(holds("owner:sara", {{{owner, true}}, ""}));
}

TEST_CASE("a query without text terms does not ask for the text") {
  const auto query = parsed("owner:sara");
  REQUIRE(query);
  CHECK(matches(*query, {[](std::size_t) { return Value{"sara"}; }, nullptr}));
}

TEST_CASE("a query tells whether it needs the text") {
  CHECK_FALSE(needs_text(*parsed("summary:card status:open")));
  CHECK(needs_text(*parsed("status:open or not card")));
}

TEST_CASE("a query tells which fields it looks at") {
  CHECK(fields_used(*parsed("card")).empty());
  CHECK(fields_used(*parsed("age>1d (status:open or not age>9d) card")) ==
        std::vector<std::size_t>{status, age});
}
