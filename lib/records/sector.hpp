// Presets of a register by sector (lib/data/sectors): categories, products, kinds of complainant and a
// deadline profile that fit, and drafts of a policy and a notice (lib/data/drafts; ISO 10002:2018, 5.3 and
// 7.1) with marked blanks. A preset adds to the value lists and never takes from them.
#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "process/profile.hpp"

namespace cmt::records {

struct SectorValue {
  std::string code, maps_to, en, fa, ru;
};

struct Sector {
  std::string name;                   // as --sector takes it
  std::string process, profile;       // what cmt.yaml gets unless somebody says otherwise
  std::vector<std::string> profiles;  // of countries and authorities, for whom they apply
  std::vector<std::pair<std::string, std::vector<SectorValue>>> lists;  // what each list gets
  std::vector<std::string> products;                                    // in the language asked for
  std::string people, supply, outside;                                  // words of the drafts, likewise
  std::vector<std::string> commitments;
};

// The names of the presets, in order.
std::vector<std::string> sector_names();

// One of them with its words in `language`: "fa" and "ru" (also "fa-IR"), English for any other.
// Precondition: `name` is one of sector_names().
Sector sector(std::string_view name, std::string_view language);

// The language of the drafts that a register in `language` gets: "en", "fa" or "ru".
std::string_view language_of_drafts(std::string_view language);

struct DraftWords {
  std::string organization;         // one line
  std::string review;               // how the organization reviews a decision itself
  const process::Profile* profile;  // its newest limits are said; null says none
};
// The documents there are drafts of: "notice", "policy".
std::vector<std::string> draft_names();
// The Markdown text of one of them. What only the organization knows is a blank, "[[? what ]]".
std::string draft(std::string_view name, const Sector& sector, std::string_view language, const DraftWords& words);

}  // namespace cmt::records
