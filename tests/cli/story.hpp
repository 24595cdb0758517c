// A register whose history has something of everything that can be tampered with, and the rules of
// `cmt check --since` by what breaks and keeps each.
#pragma once
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "cli/git_register.hpp"

namespace cmt::testing {

struct Story : GitRegister {
  std::string a, b, c;  // complaints: handled, linked with a, in dispute
  std::string party, letter, dispute, action;  // paths
  std::string base;  // the commit that is compared with

  std::string record(const std::string& id) const { return "complaints/2026/" + id + ".yaml"; }
};

const Story& told();

// A text where it begins: everything up to the end of the event that holds it.
std::string event_with(const std::string& text, const std::string& part);
// Adds lines to a complaint as an editor would, whatever cmt would say of them.
void append(Story& story, const std::string& id, const std::string& lines);
// The id of a letter and six zeros, with its check symbol.
std::string id_of(char letter);

// A rule of `cmt check --since` by a change that breaks it and one that keeps it, made in a copy of told().
struct SinceCase {
  std::string rule;
  std::function<void(Story&)> breaks, keeps;
  // Other rules that no change can keep while it breaks this one.
  std::set<std::string> also = {};
  bool is_committed = false;  // it is seen in a commit alone
  std::vector<std::string> more = {};  // words of check besides --since
  std::function<void(Story&)> before = nullptr;  // what is in the base besides
};
const std::vector<SinceCase>& since_cases();

// The change of a case, empty when no file differs, and what check says of it. Commits are called BASE and HEAD.
struct Played {
  std::string change, said;
  int code = 0;
  std::set<std::string> rules;
};
Played play(const SinceCase& one, const std::function<void(Story&)>& change);

}  // namespace cmt::testing
