// What the columns and words of the CFPB's export mean: lib/data/cfpb.yaml as a value.
#pragma once
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "process/vocabulary.hpp"

namespace cmt::intake {

template <class T>
using Words = std::map<std::string, T, std::less<>>;

// What a response of the company proves.
struct CfpbResponse {
  bool is_closed = false;
  bool is_final = false;
  std::optional<process::Outcome> outcome;
};

struct CfpbMapping {
  std::vector<std::pair<std::string, std::string>> columns;  // key of cfpb.yaml, present name
  Words<std::string> column_keys;                            // name in any edition, key
  Words<std::string> media;
  Words<std::optional<bool>> consent;  // whether the narrative may be published
  Words<CfpbResponse> responses;
  Words<bool> timely;
  Words<bool> disputed;
  Words<std::string> issues;  // problem code
  std::set<std::string, std::less<>> unmapped;

  // The present name of a column. Precondition: a key of cfpb.yaml.
  const std::string& name_of(std::string_view key) const;
};

// Built into the program.
const CfpbMapping& cfpb_mapping();

}  // namespace cmt::intake
