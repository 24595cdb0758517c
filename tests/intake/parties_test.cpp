// 4.10: which party a row of an import means.
#include "intake/parties.hpp"

#include "support/test.hpp"

namespace cmt::intake {
namespace {

records::Party party(const std::string& id, std::vector<std::string> emails, std::vector<std::string> phones = {}) {
  records::Party out;
  out.id = id;
  out.emails = std::move(emails);
  out.phones = std::move(phones);
  return out;
}

Random counting() {
  return [next = std::uint64_t{0}]() mutable { return next += 0x9E3779B97F4A7C15U; };
}

std::string id_of(Parties& parties, records::Party complainant) {
  return parties.find_or_draw(complainant, counting()).is_new ? "new" : complainant.id;
}

}  // namespace

TEST_CASE("of the parties of a register that are reached alike the first by id counts, in whatever order they come") {
  Parties parties;
  parties.know(party("P-4TZ8N2C", {"ann@example.org"}));
  parties.know(party("P-000000X", {"Ann@Example.org"}));
  parties.know(party("P-4TZ8N2C", {}, {"+44 20 1"}));
  CHECK(id_of(parties, party("", {"ANN@example.org"})) == "P-000000X");
  CHECK(id_of(parties, party("", {}, {"0044 (20) 1"})) == "P-4TZ8N2C");
  CHECK(id_of(parties, party("", {"bo@example.org"})) == "new");
}

TEST_CASE("an address goes before a number, and a number without a digit is nobody's") {
  Parties parties;
  parties.know(party("P-4TZ8N2C", {"ann@example.org"}, {"n/a"}));
  parties.know(party("P-000000X", {}, {"+44 20 1"}));
  CHECK(id_of(parties, party("", {"ann@example.org"}, {"+44 20 1"})) == "P-4TZ8N2C");
  CHECK(id_of(parties, party("", {}, {"n/a"})) == "new");
}

TEST_CASE("a new party has no id of another, and random bits that repeat end the search") {
  Parties parties;
  const Random random = counting();
  records::Party first = party("", {"a@example.org"}), second = party("", {"b@example.org"});
  CHECK(parties.find_or_draw(first, random).is_new);
  CHECK(parties.find_or_draw(second, counting()).is_new);  // the same bits again
  CHECK(first.id != second.id);
  records::Party third = party("", {"c@example.org"}), fourth = party("", {"d@example.org"});
  CHECK(parties.find_or_draw(third, [] { return 7; }).is_new);
  CHECK(parties.find_or_draw(fourth, [] { return 7; }).is_new);
}

}  // namespace cmt::intake
