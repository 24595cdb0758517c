// A party: reading and writing its file, and what makes two addresses the same.
#include "records/party.hpp"

#include "support/test.hpp"

namespace {

using namespace cmt;
using records::Party;

const std::string id = "P-4TZ8N2C";
const std::string path = "parties/P-4TZ8N2C.yaml";

Party party_of(const std::string& fields) {
  auto party = records::read_party(path, "schema: 1\nid: " + id + "\n" + fields);
  REQUIRE(party);
  return std::move(*party);
}

Diagnostic problem_of(const std::string& bytes) {
  const auto party = records::read_party(path, bytes);
  REQUIRE_FALSE(party);
  CHECK(party.failure().kind == FailureKind::unreadable);
  REQUIRE(party.diagnostics().size() == 1);
  return party.diagnostics().front();
}

Party full_party() {
  Party party;
  party.id = id;
  party.name = "Мария Петрова";
  party.address = "12, Mill Lane";
  party.post_code = "01234";
  party.town = "تهران";
  party.country = "NO";
  party.emails = {"maria@example.org", "m.petrova@example.com"};
  party.phones = {"+47 22 00 00 00"};
  party.preferred_language = "ru";
  party.remark = {"Rings back after six.\nNever by post."};
  return party;
}

}  // namespace

TEST_CASE("each field of a party is written and read back the same") {
  const Party before = full_party();
  const auto after = records::read_party(path, records::write(before));
  REQUIRE(after);
  CHECK(after->id == before.id);
  CHECK(after->name == before.name);
  CHECK(after->address == before.address);
  CHECK(after->post_code == before.post_code);
  CHECK(after->town == before.town);
  CHECK(after->country == before.country);
  CHECK(after->emails == before.emails);
  CHECK(after->phones == before.phones);
  CHECK(after->preferred_language == before.preferred_language);
  CHECK(after->remark == before.remark);
}

TEST_CASE("a party is written with its schema, and without what is not known") {
  Party party;
  party.id = id;
  party.name = "Ann";
  CHECK(records::write(party) ==
        "# yaml-language-server: $schema=../schemas/party.schema.json\nschema: 1\nid: P-4TZ8N2C\n"
        "name: Ann\n");
}

TEST_CASE("a party that other readers would take for something else keeps its words") {
  Party party;
  party.id = id;
  party.name = "No";
  party.post_code = "0123";
  const auto after = records::read_party(path, records::write(party));
  REQUIRE(after);
  CHECK(after->name == "No");
  CHECK(after->post_code == "0123");
  CHECK(records::write(party).find("post_code: \"0123\"") != std::string::npos);
}

TEST_CASE("a party lies in the folder of parties under its id") {
  CHECK(records::path_of_party(id) == path);
}

TEST_CASE("a key of a party that the program does not know survives reading and writing") {
  const Party party = party_of("name: Ann\nx_account: no\nx_notes:\n  - first: {a: \"1\"}\n");
  CHECK(records::write(party).find("x_account: no\nx_notes:\n  - first:\n      a: \"1\"\n") !=
        std::string::npos);
  const auto again = records::read_party(path, records::write(party));
  REQUIRE(again);
  CHECK(records::write(*again) == records::write(party));
}

TEST_CASE("a party whose id is not that of its file is refused") {
  const Diagnostic problem = problem_of("schema: 1\nid: P-000000X\n");
  CHECK(problem.message == "the id is P-000000X, the file is parties/P-4TZ8N2C.yaml");
  CHECK(problem.at.line == 2);
}

TEST_CASE("a party of another schema is refused, and one that names none is read") {
  const Diagnostic problem = problem_of("schema: 99\nid: P-4TZ8N2C\n");
  CHECK(problem.message == "schema '99' is not known");
  CHECK(problem.at.line == 1);
  CHECK(problem_of("schema: one\nid: P-4TZ8N2C\n").message == "schema 'one' is not known");
  CHECK(records::read_party("parties/P-4TZ8N2C.yaml", "id: P-4TZ8N2C\n"));
}

TEST_CASE("a party whose id has a slip of the pen is refused") {
  CHECK(problem_of("schema: 1\nid: P-4TZ8N2D\n").message == "'P-4TZ8N2D' is not right for `id`");
}

TEST_CASE("a party without an id is refused") {
  CHECK(problem_of("schema: 1\nname: Ann\n").message == "the party has no `id`");
}

TEST_CASE("a party's preferred language is a language tag") {
  CHECK(problem_of("id: " + id + "\npreferred_language: русский\n").message ==
        "'русский' is not right for `preferred_language`");
}

TEST_CASE("the e-mail addresses of a party are a list") {
  CHECK(problem_of("id: " + id + "\nemails: a@example.org\n").message == "`emails` is not a list");
}

TEST_CASE("an e-mail address is the same in any case and with blanks around it") {
  CHECK(records::email_key(" Maria@Example.ORG ") == records::email_key("maria@example.org"));
  CHECK(records::email_key("maria@example.org") != records::email_key("mario@example.org"));
}

TEST_CASE("a telephone number is the same however it is punctuated") {
  const std::string key = records::phone_key("+98 21 1234-5678");
  CHECK(records::phone_key("+982112345678") == key);
  CHECK(records::phone_key("0098 (21) 12345678") == key);
  CHECK(records::phone_key("+۹۸ ۲۱ ۱۲۳۴ ۵۶۷۸") == key);
  CHECK(records::phone_key("+98 21 1234-5679") != key);
}
