// ISO 10002:2018, 7.3 to 7.9: which letter the state bears, and what it says.
#include "letters/letter.hpp"

#include <set>

#include "letters/page.hpp"
#include "support/builders.hpp"
#include "support/golden.hpp"

using namespace cmt;
using namespace cmt::test;
using letters::built_in_template;
using letters::languages;
using letters::placeholders;

namespace {

Rules rules_with_rights() {
  Rules rules = full_rules();
  rules.defaults.internal_review = "Ask the review board";
  rules.defaults.external_body = "Ombudsman, 1 Square";
  rules.deadlines = std::make_shared<process::Deadlines>();
  return rules;
}

const Rules rules = rules_with_rights();

Result<letters::Values> values(letters::Kind kind, const Complaint& complaint, const std::string& language = "en",
                               const Rules& by = rules) {
  return letters::values_of(kind, complaint, process::replay(complaint, by), by,
                            {"Blue & Sons", {"Mina <b>Rostami</b>", "3 Elm Street\n12345 Oldtown"}, day("2026-03-20"),
                             moment("2026-03-20T09:00:00Z"), language});
}

Complaint with_bodies(std::vector<Body> bodies) {
  Complaint out = new_complaint();
  for (auto& body : bodies) out = with(out, next(out, std::move(body)));
  return out;
}

Complaint decided_case(ResponseProposed response) {
  return with_bodies({assessed(), investigation_started(), std::move(response), decided()});
}

std::string refusal(letters::Kind kind, const Complaint& complaint, const Rules& by = rules) {
  const auto made = values(kind, complaint, "en", by);
  REQUIRE_FALSE(made);
  CHECK(made.failure().kind == FailureKind::refused);
  return made.diagnostics().front().rule;
}

letters::Letter letter(letters::Kind kind, const Complaint& complaint, const std::string& language) {
  const auto made = letters::parse("t", built_in_template(kind, language), placeholders());
  REQUIRE(made);
  const auto said = values(kind, complaint, language);
  REQUIRE(said);
  auto out = letters::fill(*made, *said, placeholders());
  REQUIRE(out);
  return *out;
}

}  // namespace

TEST_CASE("every kind has a template in every language, and each is right") {
  for (const auto& kind : letters::kind_names)
    for (const auto language : languages) {
      CAPTURE(std::string{kind.text}, std::string{language});
      CHECK_FALSE(built_in_template(kind.value, language).empty());
      CHECK(letters::parse("t", built_in_template(kind.value, language), placeholders()));
    }
}

TEST_CASE("every language names the same placeholders in a letter") {
  const auto marks = [](std::string_view bytes) {
    std::multiset<std::string> out;
    for (std::size_t at = 0; (at = bytes.find("{{", at)) != std::string_view::npos; ++at)
      out.emplace(bytes.substr(at, bytes.find("}}", at) - at));
    return out;
  };
  for (const auto& kind : letters::kind_names)
    for (const auto language : languages) {
      CAPTURE(std::string{kind.text}, std::string{language});
      CHECK(marks(built_in_template(kind.value, language)) == marks(built_in_template(kind.value, "en")));
    }
}

TEST_CASE("a letter that the state does not bear is refused with the number of the step") {
  using enum letters::Kind;
  const Complaint fresh = new_complaint();
  CHECK(refusal(information_request, fresh) == "T7");
  CHECK(refusal(decision, fresh) == "T12");
  CHECK(refusal(reminder, fresh) == "X1");
  CHECK(refusal(closure, fresh) == "T16");
  CHECK(refusal(referral, fresh) == "T18");
  const Complaint ended = with_bodies({withdrawn()});
  CHECK(refusal(acknowledgement, ended) == "T2");
  CHECK(refusal(holding, ended) == "X1");
  CHECK(refusal(decision, with_bodies({assessed(), investigation_started(), response_proposed()})) == "T12");
}

TEST_CASE("7.8 a decision letter without further options is refused") {
  Rules none = rules;
  none.defaults.internal_review = none.defaults.external_body = "";
  CHECK(refusal(letters::Kind::decision, decided_case(response_proposed()), none) == "T12");
}

TEST_CASE("7.8 a point without an answer is named, with the command that gives it") {
  ResponseProposed response = response_proposed();
  response.points = {{{"late"}, {}, {}}};
  const auto said = values(letters::Kind::decision, decided_case(response));
  REQUIRE(said);
  const auto made = letters::parse("t", built_in_template(letters::Kind::decision, "en"), placeholders());
  const auto filled = letters::fill(*made, *said, placeholders());
  REQUIRE_FALSE(filled);
  CHECK(filled.diagnostics().front().message.english().find("`answer`") != std::string::npos);
  CHECK(filled.diagnostics().front().hint.english().find("cmt respond") != std::string::npos);
}

TEST_CASE("what was taken out of a record is not said") {
  ResponseProposed response = response_proposed();
  response.findings = {"[redacted]"};
  const auto said = values(letters::Kind::decision, decided_case(response));
  REQUIRE(said);
  CHECK(said->texts.at("findings").empty());
}

TEST_CASE("nothing of an earlier cycle is said after a reopening") {
  Complaint complaint = decided_case(response_proposed());
  for (Body body : {Body{decision_communicated()}, Body{accepted()}, Body{closed()}, Body{reopened()}})
    complaint = with(complaint, next(complaint, body));
  CHECK(refusal(letters::Kind::decision, complaint) == "T12");
}

TEST_CASE("dates are in the words and the calendar of the language") {
  CHECK(letters::date_in_words(day("2026-11-20"), "en") == "20\u00a0November\u00a02026");
  CHECK(letters::date_in_words(day("2026-11-20"), "fa") == "۲۹\u00a0آبان\u00a0۱۴۰۵");
  CHECK(letters::date_in_words(day("2026-11-20"), "ru") == "20\u00a0ноября\u00a02026\u00a0года");
}

TEST_CASE("the page of a letter has the direction of its language and the words of the record as text") {
  ResponseProposed response = response_proposed();
  response.reasons = {"We sent it twice.\n\n{{name}} <script>alert(1)</script>"};
  response.points = {{{"late"}, {"The van broke down"}, {}}};
  for (const auto language : languages) {
    const std::string tag{language};
    CHECK_GOLDEN("letters/decision." + tag + ".html",
                 letters::html(letter(letters::Kind::decision, decided_case(response), tag), tag));
    CHECK_GOLDEN("letters/decision." + tag + ".md",
                 letters::markdown(letter(letters::Kind::decision, decided_case(response), tag), tag));
  }
}

TEST_CASE("docs/letters.md lists every placeholder") {
  std::string table;
  for (const auto& name : placeholders()) {
    const char* form = name.form == letters::Name::Form::list ? " (list)" : name.form == letters::Name::Form::flag ? " (part)" : "";
    table += "| `" + std::string{name.name} + "`" + form +
             (name.within.empty() ? "" : " in `" + std::string{name.within} + "`") + " | " + std::string{name.meaning} + " |\n";
  }
  const std::filesystem::path path = CMT_SOURCE_DIR "/docs/letters.md";
  const std::string page = read_bytes(path);
  const std::string head = "| placeholder | what it is |\n|--|--|\n";
  const auto at = page.find(head);
  REQUIRE(at != std::string::npos);
  const std::string expected = page.substr(0, at + head.size()) + table;
  if (std::getenv("CMT_UPDATE_GOLDEN")) std::ofstream{path, std::ios::binary} << expected;
  else CHECK(page == expected);
}
