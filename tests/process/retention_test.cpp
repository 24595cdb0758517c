// ISO 10002:2018, 8.1: how long what is kept, and what of a case may go when.
#include "process/retention.hpp"

#include "process/replay.hpp"
#include "support/builders.hpp"
#include "support/test.hpp"

using namespace cmt;
using namespace cmt::process;
using namespace cmt::test;

namespace {

RetentionRow row(std::string name, const char* after, std::vector<Retained> goes) {
  return {std::move(name), "Policy", parse_retention(after).value(), std::move(goes), {}, {}, {}, {}};
}

Rules with_schedule(std::vector<RetentionRow> schedule) {
  Rules rules = full_rules();
  rules.retention = std::move(schedule);
  return rules;
}

// "words until 2026-06-01 by a".
std::vector<std::string> said(const std::vector<Disposal>& disposals) {
  std::vector<std::string> out;
  for (const auto& one : disposals)
    out.push_back(std::string{name_of(retained_names, one.what)} + " until " + text(one.until) + " by " + one.row->name);
  return out;
}

using Said = std::vector<std::string>;

const Complaint closed_case = complaint_that_is(Status::closed);
Date end_of(const Complaint& complaint, const Rules& rules) { return *ended_on(replay(complaint, rules), rules); }

}  // namespace

TEST_CASE("8.1 a time to keep is days, weeks, months or years") {
  CHECK(retention_in_words(parse_retention("90d").value()) == "90 days");
  CHECK(retention_in_words(parse_retention("8w").value()) == "8 weeks");
  CHECK(retention_in_words(parse_retention("18mo").value()) == "18 months");
  CHECK(retention_in_words(parse_retention("10y").value()) == "10 years");
  CHECK(retention_in_words(parse_retention("12mo").value()) == "1 year");
  for (const char* wrong : {"", "y", "10", "3bd", "24h", "16bh", "-1d", "834y", "10 y"}) {
    CAPTURE(wrong);
    CHECK_FALSE(parse_retention(wrong));
  }
}

TEST_CASE("8.1 nothing of an open case goes, and what no row names is kept") {
  const Rules rules = with_schedule({row("a", "1d", {Retained::words, Retained::complainant})});
  CHECK(said(disposals(replay(new_complaint(), rules), rules)).empty());
  CHECK(said(disposals(replay(complaint_that_is(Status::contested), rules), rules)).empty());
  const Date end = end_of(closed_case, rules), until = end + std::chrono::days{1};
  CHECK(said(disposals(replay(closed_case, rules), rules)) ==
        Said{"words until " + text(until) + " by a", "complainant until " + text(until) + " by a"});
}

TEST_CASE("8.1 for each kind of data the first row counts that fits the case and names it") {
  auto first = row("injury", "10y", {Retained::words});
  first.severity = 4;
  auto second = row("words", "1y", {Retained::words, Retained::attachments});
  const Rules rules = with_schedule({first, second, row("late", "2y", {Retained::words, Retained::attachments})});
  auto plain = complaint_that_is(Status::assessed), grave = plain;
  std::get<Assessed>(static_cast<AnyBody&>(grave.history.back().body)).severity = 4;
  plain = with(plain, {withdrawn()});
  grave = with(grave, {withdrawn()});
  const Date end = end_of(plain, rules);
  const auto years = [&](int count) { return text(Date{std::chrono::year_month_day{end} + std::chrono::years{count}}); };
  CHECK(said(disposals(replay(plain, rules), rules)) == Said{"words until " + years(1) + " by words", "attachments until " + years(1) + " by words"});
  CHECK(said(disposals(replay(grave, rules), rules)) == Said{"words until " + years(10) + " by injury", "attachments until " + years(1) + " by words"});
}

TEST_CASE("8.1 a row is for its categories, products and profiles alone") {
  Rules rules = full_rules();
  rules.lists.edit("problems").add({"P99", {}, "P01", {}, false});
  const auto goes = [&](const RetentionRow& one, const std::string& category, const std::string& product, const std::string& profile) {
    rules.retention = {one};
    auto state = replay(closed_case, rules);
    state.category = category;
    state.product = product;
    state.profile = profile;
    return !disposals(state, rules).empty();
  };
  auto one = row("a", "1d", {Retained::words});
  one.categories = {"P01"};
  CHECK(goes(one, "P01", "", ""));
  CHECK(goes(one, "P99", "", ""));  // counts under P01
  CHECK_FALSE(goes(one, "P02", "", ""));
  one.categories = {};
  one.products = {"card"};
  CHECK(goes(one, "", "card", ""));
  CHECK_FALSE(goes(one, "", "loan", ""));
  one.products = {};
  one.profiles = {"iso"};
  CHECK(goes(one, "", "", "iso@1"));
  CHECK_FALSE(goes(one, "", "", "eu-adr@1"));
  CHECK(applies_to(row("a", "1d", {})) == "all");
  one.categories = {"P01", "P02"};
  one.severity = 3;
  CHECK(applies_to(one) == "category P01, P02; profile iso; severity 3 or more");
}

TEST_CASE("8.1 something is due on the day after the last one on which it is kept") {
  const Disposal one{Retained::words, nullptr, day("2026-06-30")};
  CHECK_FALSE(one.is_due(day("2026-06-30")));
  CHECK(one.is_due(day("2026-07-01")));
}

TEST_CASE("8.1 a legal hold, a record that is not over and an open master keep a case") {
  auto state = replay(closed_case, full_rules());
  CHECK(held_by(state, "", false).empty());
  CHECK(held_by(state, "A-0000000", false) == "A-0000000");
  state.merged_into = "2026-0000018";
  CHECK(held_by(state, "", true) == "2026-0000018");
  CHECK(held_by(state, "", false).empty());
  state.particulars.is_on_legal_hold = true;
  CHECK(held_by(state, "A-0000000", true) == "legal-hold");
}

TEST_CASE("8.1 what is left of the words is the description and what a correction says instead of it") {
  auto receipt = received();
  receipt.description = {"It came late"};
  auto complaint = with(new_complaint(receipt), {corrected("description", "It never came"), corrected("medium", "phone")});
  CHECK(fields_left(complaint, Retained::words) == Said{"description", "history.2.value"});
  std::get<Received>(static_cast<AnyBody&>(complaint.history[0].body)).description = {"[redacted]"};
  CHECK(fields_left(complaint, Retained::words) == Said{"history.2.value"});
}

TEST_CASE("8.1 what is left of the texts is every other one, codes of a correction not among them") {
  auto receipt = received();
  receipt.description = {"It came late"};
  Noted note{{"She rang"}};
  auto complaint = with(new_complaint(receipt), {note, corrected("medium", "phone"), corrected("summary", "Late")});
  const auto left = fields_left(complaint, Retained::texts);
  CHECK(std::count(left.begin(), left.end(), "text") == 1);
  CHECK(std::count(left.begin(), left.end(), "summary") == 1);
  CHECK(std::count(left.begin(), left.end(), "history.4.value") == 1);
  CHECK(std::count(left.begin(), left.end(), "description") == 0);
  CHECK(std::count(left.begin(), left.end(), "value") == 0);
  CHECK(std::count(left.begin(), left.end(), "history.3.value") == 0);
}

TEST_CASE("8.1 a file that a redaction names is not left") {
  auto complaint = with(new_complaint(), {attached()});
  const auto left = fields_left(complaint, Retained::attachments);
  REQUIRE(left.size() == 1);
  complaint = with(complaint, {Redacted{left.front(), {"Asked for"}}});
  CHECK(fields_left(complaint, Retained::attachments).empty());
}

TEST_CASE("8.1 a party is named until a redaction lets its file go") {
  const std::string other = LetterId::draw('P', [] { return std::uint64_t{9}; }).text();
  auto receipt = received();
  receipt.complainant = party_id;
  receipt.representative = Representative{other, "Power of attorney", {}};
  const auto complaint = new_complaint(receipt);
  CHECK(parties_of(complaint).size() == 2);
  CHECK(parties_of(with(complaint, {Redacted{"complainant", {"X"}}})) == Said{other});
  CHECK(parties_of(with(complaint, {Redacted{other, {"X"}}})) == Said{party_id});
}

TEST_CASE("8.1 the file of a party is needed as long as the case that needs it longest") {
  const auto one = row("a", "1y", {Retained::complainant});
  const std::vector<Disposal> early{{Retained::complainant, &one, day("2027-01-01")}}, late{{Retained::complainant, &one, day("2028-01-01")}};
  PartyNeed need;
  CHECK_FALSE(need.is_over(day("2030-01-01")));
  need.add("2026-1", early, "");
  CHECK(need.is_over(day("2027-01-02")));
  need.add("2026-2", late, "");
  CHECK_FALSE(need.is_over(day("2027-01-02")));
  CHECK(need.is_over(day("2028-01-02")));
  for (const auto& [disposals, held] : {std::pair<std::vector<Disposal>, std::string>{{}, ""}, {early, "legal-hold"}}) {
    PartyNeed kept = need;
    kept.add("2026-3", disposals, held);
    CHECK(kept.kept_for() == "2026-3");
    CHECK_FALSE(kept.is_over(day("2030-01-01")));
    PartyNeed both = need;
    both.add(kept);
    CHECK_FALSE(both.is_over(day("2030-01-01")));
  }
}
