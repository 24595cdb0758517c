// ISO 10002:2018, 7.2 to 7.9: the form for complainants and the follow-up form.
#include "forms/form.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <set>

#include "core/data.hpp"
#include "forms/file.hpp"
#include "forms/page.hpp"
#include "process/redaction.hpp"
#include "records/settings.hpp"
#include "support/builders.hpp"
#include "support/golden.hpp"
#include "yaml/document.hpp"

using namespace cmt;
using namespace cmt::test;
using forms::Answers;
using forms::Words;

namespace {

const std::string languages[] = {"en", "fa", "ru"};

const Rules& rules() {
  static const Rules all = [] {
    Rules out = full_rules();
    out.lists = records::built_in_lists();
    out.staff = {{"sara", "Sara Karimi", "", {}, {}, true}, {"omid", "Omid Azad", "", {}, {}, true}};
    return out;
  }();
  return all;
}

forms::Setting setting(const std::string& language, const Rules& by = rules()) {
  return {by, "Blue & Sons", Words::built_in(language)};
}

// Every item of the form for complainants, each with an answer.
Answers full_answers() {
  Answers out;
  out.language = "fa";
  for (const auto& row : forms::complainant_rows()) out.texts[std::string{row.key}] = "a " + std::string{row.key};
  out.texts["occurred_on"] = "2026-02-27";
  out.texts["signed_on"] = "2026-03-01";
  out.texts["remedy_requested"] = "yes";
  out.texts["description"] = "The card was charged twice.\n\nکارت من دو بار کم شد.";
  out.texts["enclosures"] = "receipt\nstatement of the bank";
  return out;
}

// A case that went all the way, and what it names.
Complaint told_complaint() {
  Received first = received();
  first.recipient = "sara";
  first.reference = "INV-7";
  first.product = "Card";
  first.external_refs = {"OMB-12"};
  first.referred_by = "Consumer office";
  first.referred_on = day("2026-03-01");
  first.occurred_on = KnownDate{day("2026-02-27")};
  first.remedy_sought->text = {"My money back."};
  first.representative = Representative{"P-REPRESENT", "power of attorney", {}};
  return complaint_that_is(Status::closed, new_complaint(first));
}

struct Told {
  Complaint complaint = told_complaint();
  State state = process::replay(complaint, rules());
  forms::Case filled() const {
    records::Party mina, omar;
    mina.name = "Mina <b>Rostami</b>";
    mina.address = "3 Elm Street";
    mina.post_code = "12345";
    mina.town = "Oldtown";
    mina.emails = {"mina@example.org"};
    omar.name = "Omar Rostami";
    omar.phones = {"+1 555 0100"};
    return {complaint, state, mina, omar, {}, full_answers()};
  }
};

forms::Form form(forms::Kind kind, bool is_filled, const std::string& language) {
  static const Told told;
  const auto filled = told.filled();
  if (kind == forms::Kind::follow_up) return forms::follow_up_form(setting(language), is_filled ? &filled : nullptr);
  const auto answers = forms::answers_of(filled, rules(), language);
  return forms::complainant_form(setting(language), is_filled ? &answers : nullptr, is_filled ? told.state.id.text() : "");
}

std::vector<std::string> keys_of(const forms::Form& form) {
  std::vector<std::string> out;
  for (const auto& section : form.sections)
    for (const auto& item : section.items) out.push_back(item.key);
  return out;
}

const std::string head = "form: complainant\nschema: 1\n";

Result<Answers> read(const std::string& bytes, const std::vector<std::string>& products = {}) {
  return forms::read("complaint.yaml", bytes, products);
}

// The one mistake of a file that begins with `head`, as LINE:COLUMN: MESSAGE.
std::string mistake(const std::string& bytes, const std::vector<std::string>& products = {}) {
  const auto made = read(head + bytes, products);
  REQUIRE_FALSE(made);
  CHECK(made.failure().kind == FailureKind::unreadable);
  REQUIRE(made.diagnostics().size() == 1);
  const auto& one = made.diagnostics().front();
  CHECK(one.at.file == "complaint.yaml");
  return std::to_string(one.at.line) + ":" + std::to_string(one.at.column) + ": " + one.message.english();
}

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("7.2 both forms, blank and filled, as text and as pages in three languages") {
  for (const auto& language : languages)
    for (const auto& kind : forms::kind_names)
      for (const bool is_filled : {false, true}) {
        const auto one = form(kind.value, is_filled, language);
        const std::string name = std::string{"forms/"} + std::string{kind.text} + (is_filled ? ".filled." : ".blank.") + language;
        CHECK_GOLDEN(name + ".txt", forms::text(one));
        CHECK_GOLDEN(name + ".html", forms::html(one, forms::Use::browser));
      }
}

TEST_CASE("7.2 the form for complainants on paper has lines to write on in place of fields") {
  const auto page = forms::html(form(forms::Kind::complainant, false, "en"), forms::Use::paper);
  CHECK_FALSE(has(page, "<input"));
  CHECK_FALSE(has(page, "<script"));
  CHECK(has(page, "class=\"blank\""));
}

TEST_CASE("7.2 the form for complainants has every item of the standard's form") {
  const auto keys = keys_of(form(forms::Kind::complainant, false, "en"));
  for (const char* key : {"name", "address", "post_code", "town", "country", "phone", "fax", "email", "representative_name", "contact_name",
                          "reference_number", "product", "occurred_on", "description", "remedy_requested", "remedy", "signed_on", "signature",
                          "enclosures"}) {
    CAPTURE(key);
    CHECK(std::count(keys.begin(), keys.end(), key) == 1);
  }
}

TEST_CASE("7.3 the follow-up form has every item of the standard's form") {
  const auto made = form(forms::Kind::follow_up, false, "en");
  const auto keys = keys_of(made);
  for (const char* key : {"received_on", "received_time", "recipient", "medium", "id", "name", "external_refs", "referred_by", "occurred_on",
                          "recurring", "categories", "description", "severity", "complexity", "impact", "action_needed", "action_possible",
                          "compensation_likely", "requested", "actions"}) {
    CAPTURE(key);
    CHECK(std::count(keys.begin(), keys.end(), key) == 1);
  }
  std::vector<std::string> steps;
  for (const auto& step : made.sections.back().steps) steps.push_back(step.key);
  CHECK(steps == std::vector<std::string>{"acknowledged", "assessed", "investigated", "resolved", "informed", "corrected", "verified", "closed"});
}

TEST_CASE("7.3 the follow-up form offers the 35 categories and the actions 36 to 53 of the standard") {
  const auto made = form(forms::Kind::follow_up, false, "en");
  std::set<std::string> codes;
  for (const auto& section : made.sections)
    for (const auto& item : section.items)
      for (const auto& choice : item.choices) codes.insert(choice.code);
  for (int i = 1; i <= 35; ++i) CHECK(codes.count(fmt::format("P{:02}", i)) == 1);
  for (int i = 36; i <= 53; ++i) CHECK(codes.count(fmt::format("R{}", i)) == 1);
}

TEST_CASE("7.3 a step that happened twice has two lines in the tracking table") {
  Told told;
  told.complaint = with(told.complaint, next(told.complaint, acknowledged()));
  const auto once = told.filled();
  const auto before = forms::follow_up_form(setting("en"), &once);
  told.complaint = with(told.complaint, next(told.complaint, acknowledged()));
  const auto filled = told.filled();
  const auto after = forms::follow_up_form(setting("en"), &filled);
  CHECK(after.sections.back().steps.size() == before.sections.back().steps.size() + 1);
}

TEST_CASE("7.2 each answer of a form is written into a file and read back the same") {
  const auto answers = full_answers();
  const auto again = read(forms::written(forms::complainant_form(setting("ru"), &answers)));
  REQUIRE(again);
  CHECK(again->texts == answers.texts);
  CHECK(again->language == "fa");
}

TEST_CASE("7.2 a blank file only lacks the description") {
  const auto made = read(forms::written(form(forms::Kind::complainant, false, "fa")));
  REQUIRE_FALSE(made);
  REQUIRE(made.diagnostics().size() == 1);
  CHECK(made.diagnostics().front().message == "`description` is empty");
}

TEST_CASE("7.2 dates of a form may be solar Hijri and have Persian digits") {
  const auto made = read(head + "description: x\noccurred_on: ۱۴۰۵-۰۸-۲۹\nsigned_on: ۲۰۲۶-۱۱-۲۱\n");
  REQUIRE(made);
  CHECK((*made)["occurred_on"] == "2026-11-20");
  CHECK((*made)["signed_on"] == "2026-11-21");
}

TEST_CASE("7.2 what is wrong in the file of a form is told with its place") {
  CHECK(mistake("description: x\nadress: y\n") == "4:1: `adress` is no item of the form");
  CHECK(mistake("description: x\nname: [a]\n") == "4:7: `name` is not a single text");
  CHECK(mistake("description: x\nname: \"a\\nb\"\n") == "4:7: `name` is more than one line");
  CHECK(mistake("description: \"a\\x1b[2J\"\n") == "3:14: `description` holds a control character");
  CHECK(mistake("description: \"a\\0\"\n") == "3:14: the text holds the escape \\0 (a NUL character)");
  CHECK(mistake("description: x\noccurred_on: yesterday\n") == "4:14: `occurred_on` is no date: 'yesterday'");
  CHECK(mistake("description: x\nremedy_requested: perhaps\n") == "4:19: `remedy_requested` is 'perhaps'");
  CHECK(mistake("description: x\nlanguage: a b\n") == "4:11: `language` is 'a b'");
  CHECK(mistake("name: x\n") == "1:1: the form has no `description`");
  CHECK(mistake("description: x\nproduct: Cart\n", {"Card"}) == "4:10: 'Cart' is no product of this register");
  CHECK(mistake("description: x\nname: " + std::string(301, 'a') + "\n") == "4:7: `name` is longer than 300 characters");
  CHECK(mistake("description: " + std::string(20'001, 'a') + "\n") == "3:14: `description` is longer than 20000 characters");
}

TEST_CASE("7.2 a file that is no form, one of another kind or version, and one that is too large are refused") {
  const auto message = [](const std::string& bytes) {
    const auto made = read(bytes);
    REQUIRE_FALSE(made);
    return made.diagnostics().front().message.english();
  };
  CHECK(message("description: x\n") == "the form has no `form`");
  CHECK(message("form: follow-up\nschema: 1\ndescription: x\n") == "this is a form 'follow-up'");
  CHECK(message("form: complainant\nschema: 2\ndescription: x\n") == "the form is of another version, '2'");
  CHECK_FALSE(read(head + "description: x\ndescription: y\n"));
  CHECK_FALSE(read(head + "description: &a x\nname: *a\n"));
  CHECK_FALSE(read(head + "description: |\n" + std::string(forms::file_limit, 'a') + "\n"));
}

TEST_CASE("7.2 words of a form are never markup of its page or a control of a terminal") {
  Answers answers = full_answers();
  for (auto& [key, text] : answers.texts) text = "</textarea></title><script>alert(1)</script>\" onfocus=\"x\x1b[2J\u202e";
  for (const auto use : {forms::Use::browser, forms::Use::paper}) {
    const auto page = forms::html(forms::complainant_form({rules(), "<i>Blue", Words::built_in("en")}, &answers, "<u>"), use);
    CHECK_FALSE(has(page, "<script>alert"));
    CHECK_FALSE(has(page, "\" onfocus"));
    CHECK_FALSE(has(page, "<i>Blue"));
    CHECK_FALSE(has(page, "<u>"));
    CHECK_FALSE(has(page, "\x1b"));
    CHECK_FALSE(has(page, "\u202e"));
  }
  const auto plain = forms::text(forms::complainant_form(setting("en"), &answers));
  CHECK_FALSE(has(plain, "\x1b"));
  CHECK_FALSE(has(plain, "\u202e"));
}

TEST_CASE("7.2 what was taken out of a record is not said in its forms") {
  Told told;
  told.state.description = {std::string{process::redacted_text}};
  const auto filled = told.filled();
  const auto answers = forms::answers_of(filled, rules(), "en");
  CHECK(answers["description"].empty());
  CHECK_FALSE(has(forms::text(forms::follow_up_form(setting("en"), &filled)), process::redacted_text));
}

TEST_CASE("7.2 a register that lists its products offers them") {
  Rules listed = rules();
  listed.products = {"Card", "Loan"};
  const auto page = forms::html(forms::complainant_form(setting("en", listed), nullptr), forms::Use::browser);
  CHECK(has(page, "<option value=\"Loan\">Loan</option>"));
}

TEST_CASE("4.5 the words of the forms are there in English, Persian and Russian") {
  CHECK(forms::built_in_languages() == std::vector<std::string>{"en", "fa", "ru"});
  const auto keys = [](const std::string& language) {
    std::set<std::string> out;
    const auto document = yaml::parse("forms", std::string{data::file("forms/" + language + ".yaml")});
    REQUIRE(document);
    for (const auto& [key, value] : document->root().entries()) out.emplace(key.text());
    return out;
  };
  const auto english = keys("en");
  CHECK(english.size() > 80);
  CHECK(keys("fa") == english);
  CHECK(keys("ru") == english);
}

TEST_CASE("4.5 words of a register take the place of the program's one by one, and a wrong key is told") {
  const auto words = Words::built_in("de").with("templates/form.de.yaml", "name: Name der Person\n");
  REQUIRE(words);
  CHECK((*words)["name"] == "Name der Person");
  CHECK((*words)["town"] == "Town");
  CHECK(words->language() == "de");
  const auto wrong = Words::built_in("en").with("templates/form.en.yaml", "nane: x\ntown: [y]\n");
  REQUIRE_FALSE(wrong);
  REQUIRE(wrong.diagnostics().size() == 2);
  CHECK(wrong.diagnostics().front().message == "no form has the words `nane`");
  CHECK(wrong.diagnostics().front().hint == "did you mean `name`?");
  CHECK(wrong.diagnostics().back().at.line == 2);
}
