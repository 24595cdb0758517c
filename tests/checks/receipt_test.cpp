// catalogue, category, imported-gaps, defaulted-assessment, unknown-process.
#include "checks/builders.hpp"

using namespace cmt;
using namespace cmt::checks;
using namespace cmt::checks::test;

TEST_CASE("a product that cmt.yaml does not list is a warning") {
  Case in = sound_case();
  in.the<Received>().product = "parcell";
  CHECK(findings(in) == Findings{});
  in.rules.products = {"letter", "parcel"};
  CHECK(findings(in) == Findings{{"catalogue", "8.2", Severity::warning, 0, "product",
                                  "product 'parcell' is not in `products` of cmt.yaml",
                                  "cmt correct " + in.text() +
                                      " --field product with 'parcel', or add it to `products`"}});
  in.the<Received>().product = "parcel";
  CHECK(findings(in) == Findings{});
}

TEST_CASE("a unit that cmt.yaml does not list is found where it was last set") {
  Case in = sound_case();
  in.rules.units = {"Paris"};
  in.the<Received>().unit = "Oslo";
  in.the<Assessed>().unit = "Rome";
  CHECK(findings(in) ==
        Findings{{"catalogue", "8.2", Severity::warning, 3, "unit",
                  "unit 'Rome' is not in `units` of cmt.yaml",
                  "add it to `units` in cmt.yaml, or cmt correct " + in.text() + " --field unit"}});
  in.add(event("2026-03-21T09:00:00Z", Corrected{"unit", {"Bonn"}, {"a slip"}}));
  const auto found = findings(in);
  REQUIRE(found.size() == 1);
  CHECK(found[0].event == 10);
  CHECK(found[0].field == "value");
}

TEST_CASE("a product of an imported record is a note") {
  Case in = sound_case();
  in.rules.products = {"letter"};
  in.the<Received>().product = "Credit card";
  in.import();
  const auto found = findings(in);
  REQUIRE(found.size() == 1);
  CHECK(found[0].severity == Severity::note);
}

TEST_CASE("a hostile product name is shown without its control characters") {
  Case in = sound_case();
  in.rules.products = {"letter"};
  in.the<Received>().product = "\x1b[2J";
  const auto found = findings(in);
  REQUIRE(found.size() == 1);
  CHECK(found[0].message.english().find('\x1b') == std::string::npos);
}

TEST_CASE("a complaint assessed without a category is a warning in the full process") {
  Case in = sound_case();
  in.the<Assessed>().category.clear();
  CHECK(findings(in) ==
        Findings{{"category", "8.2", Severity::warning, 3, "category",
                  "it was assessed without a problem category",
                  "cmt assess " + in.text() + " --reason initial-wrong --category CODE"}});
  in.make_small();
  CHECK(findings(in) == Findings{});
}

TEST_CASE("the category `other` of a receipt is named in words") {
  Case in = sound_case();
  in.make_small();
  in.the<Assessed>().category.clear();
  in.the<Received>().category = "P35";
  CHECK(findings(in) == Findings{{"category", "8.2", Severity::warning, 0, "category",
                                  "category P35 is not named in words",
                                  "cmt assess " + in.text() +
                                      " --reason initial-wrong --category P35 --category-text "
                                      "TEXT"}});
  in.the<Received>().category_text = "noise";
  CHECK(findings(in) == Findings{});
}

TEST_CASE("a category of delay says how long it was") {
  Case in = sound_case();
  in.add(event("2026-03-21T09:00:00Z", Corrected{"category", {"P03"}, {"a slip"}}));
  CHECK(findings(in) == Findings{{"category", "8.2", Severity::warning, 10, "value",
                                  "category P03 does not say how long the delay was",
                                  "cmt assess " + in.text() +
                                      " --reason initial-wrong --category P03 --delay-days DAYS"}});
  in.the<Received>().delay_days = 4;
  CHECK(findings(in) == Findings{});
}

TEST_CASE("what the source of an imported record does not say is one note") {
  Case in = sound_case();
  in.the<Received>().language.clear();
  in.the<Received>().recurring.reset();
  in.the<Received>().medium = "regulator";
  in.import();
  CHECK(findings(in) == Findings{{"imported-gaps", "7.2", Severity::note, 0, "",
                                  "the source does not say: language, recurring, referred_by",
                                  "what becomes known is added with cmt correct " + in.text()}});
}

TEST_CASE("a gap that was filled later is none") {
  Case in = sound_case();
  in.the<Received>().language.clear();
  in.import();
  in.add(event("2026-03-21T09:00:00Z", Corrected{"language", {"fa"}, {"it was asked"}}));
  CHECK(findings(in) == Findings{});
}

TEST_CASE("an assessment from the defaults is a warning in full and a note in small") {
  Case in = sound_case();
  in.the<Assessed>().defaulted = {"severity", "impact"};
  Finding expected{"defaulted-assessment",
                   "7.5",
                   Severity::warning,
                   3,
                   "defaulted",
                   "taken from the defaults of the register: severity, impact",
                   "cmt assess " + in.text() + " --reason new-facts"};
  CHECK(findings(in) == Findings{expected});
  in.make_small();
  expected.severity = Severity::note;
  CHECK(findings(in) == Findings{expected});
}

TEST_CASE("an assessment that was made again by a person is sound") {
  Case in = sound_case();
  in.cut<InvestigationStarted>();
  in.now = moment("2026-03-06T12:00:00Z");
  in.the<Assessed>().defaulted = {"severity"};
  Assessed again = assessment();
  again.reason = "new-facts";
  in.add(event("2026-03-05T09:00:00Z", again));
  CHECK(findings(in) == Findings{});
}

TEST_CASE("a receipt that does not name its process is noted under the full one") {
  Case in = sound_case();
  in.the<Received>().process.reset();
  CHECK(findings(in) == Findings{{"unknown-process", "7.2", Severity::note, 0, "process",
                                  "the receipt does not say which process the register ran",
                                  "it is judged by the full process; `process: small` in the "
                                  "event says otherwise"}});
  in.rules.process = Process::small;
  CHECK(findings(in) == Findings{});
}
