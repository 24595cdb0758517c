// ISO 10002:2018, 6: presets of a register by sector, and the drafts of its policy (5.3) and notice (7.1).
#include "records/sector.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>

#include "core/data.hpp"
#include "process/rules.hpp"
#include "records/profiles.hpp"
#include "records/settings.hpp"
#include "support/test.hpp"
#include "yaml/document.hpp"

namespace {

using namespace cmt;

constexpr std::string_view languages[] = {"en", "fa", "ru"};

std::string words_of(const records::Sector& sector) {
  std::string out = sector.people + sector.supply + sector.outside;
  for (const auto& one : sector.products) out += one;
  for (const auto& one : sector.commitments) out += one;
  return out;
}

}  // namespace

TEST_CASE("6 there is a preset for each sector") {
  CHECK(records::sector_names() == std::vector<std::string>{"bank", "hospital", "insurer", "manufacturer", "municipality",
                                                            "online-shop", "retail", "service", "university"});
}

TEST_CASE("6 each preset stands for one sector of the value list, and each sector has one") {
  std::vector<std::string> found;
  for (const auto& name : records::sector_names()) {
    const auto document = yaml::parse(name, std::string{data::file("sectors/" + name + ".yaml")});
    REQUIRE(document);
    found.emplace_back(document->root().find("sector")->text());
  }
  std::vector<std::string> expected;
  for (const auto& value : records::built_in_lists()["sectors"].values()) expected.push_back(value.code);
  CHECK(std::is_permutation(found.begin(), found.end(), expected.begin(), expected.end()));
}

TEST_CASE("6 docs/sectors.md says which process and profile each preset brings") {
  std::ifstream in{std::string{CMT_SOURCE_DIR} + "/docs/sectors.md"};
  const std::string page{std::istreambuf_iterator<char>{in}, {}};
  for (const auto& name : records::sector_names()) {
    const auto sector = records::sector(name, "en");
    const auto row = page.find("| `" + name + "` |");
    REQUIRE(row != std::string::npos);
    CHECK(page.substr(row, page.find('\n', row) - row).find("| " + sector.process + " | `" + sector.profile + "` |") !=
          std::string::npos);
  }
}

TEST_CASE("6 each preset has all of its words in each language, and they differ") {
  for (const auto& name : records::sector_names()) {
    CAPTURE(name);
    std::vector<std::string> all;
    for (const auto language : languages) {
      CAPTURE(language);
      const auto sector = records::sector(name, language);
      CHECK(sector.products.size() >= 5);
      CHECK(sector.commitments.size() == 2);
      CHECK_FALSE(sector.people.empty());
      CHECK_FALSE(sector.supply.empty());
      CHECK(sector.outside.find("[[?") == 0);
      for (const auto& other : all) CHECK(other != words_of(sector));
      all.push_back(words_of(sector));
    }
    for (const auto& [list, values] : records::sector(name, "en").lists)
      for (const auto& value : values) {
        CAPTURE(value.code);
        CHECK_FALSE((value.en.empty() || value.fa.empty() || value.ru.empty()));
        CHECK(records::built_in_lists()[list].find(value.maps_to));
      }
  }
}

TEST_CASE("6 the profiles that a preset names are there") {
  for (const auto& name : records::sector_names()) {
    const auto sector = records::sector(name, "en");
    CHECK(records::built_in_profile(sector.profile));
    for (const auto& profile : sector.profiles) {
      CAPTURE(name, profile);
      CHECK(records::built_in_profile(profile));
    }
  }
}

TEST_CASE("6 a language without drafts of its own gets them in English, a region of one its own") {
  CHECK(records::language_of_drafts("de") == "en");
  CHECK(records::language_of_drafts("fa-IR") == "fa");
  CHECK(records::language_of_drafts("far") == "en");
  CHECK(records::language_of_drafts("") == "en");
}

TEST_CASE("5.3 7.1 every mark of a draft is filled in or a blank, in each language") {
  for (const auto& name : records::sector_names())
    for (const auto language : languages)
      for (const auto& document : records::draft_names()) {
        CAPTURE(name, language, document);
        const auto text = records::draft(document, records::sector(name, language), language,
                                         {"Fir {{review}}", "Ask us.", records::built_in_profile("iso")});
        CHECK(text.find("Fir {{review}}") != std::string::npos);  // a name is no mark
        CHECK(text.find("Ask us.") != std::string::npos);
        CHECK(text.find("[[? ") != std::string::npos);
        auto rest = text;
        for (std::size_t at; (at = rest.find("Fir {{review}}")) != std::string::npos;) rest.erase(at, 14);
        CHECK(rest.find("{{") == std::string::npos);
      }
}

TEST_CASE("7.1 a notice has a section for each of its six elements") {
  for (const auto language : languages) {
    const auto text = records::draft("notice", records::sector("bank", language), language, {"F", "R", nullptr});
    std::size_t sections = 0;
    for (std::size_t at = 0; (at = text.find("\n## ", at)) != std::string::npos; ++at) ++sections;
    CHECK(sections == 6);
  }
}

TEST_CASE("7.1 a draft says the time limits of the profile, in the language's own digits") {
  const auto notice = [](std::string_view language, const char* profile) {
    return records::draft("notice", records::sector("bank", language), language,
                          {"F", "R", profile ? records::built_in_profile(profile) : nullptr});
  };
  CHECK(notice("en", "iso").find("our answer: 30 days after") != std::string::npos);
  CHECK(notice("en", "iso").find("complaint: 1 business day after") != std::string::npos);
  CHECK(notice("fa", "uk-fca").find("۸ هفته") != std::string::npos);
  CHECK(notice("ru", "small").find("рабочих дней — 2") != std::string::npos);
  CHECK(notice("en", "eu-finance-gl").find("within [[? number of days ]]") != std::string::npos);
  CHECK(notice("en", nullptr).find("within [[? number of days ]]") != std::string::npos);
}
