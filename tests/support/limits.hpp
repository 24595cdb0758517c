// Rules with the limits of a deadline profile, for tests of several layers.
#pragma once
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

#include "process/rules.hpp"

namespace cmt::test {

// The rules with a profile "iso" of one version, "1", whose limits have the form of
// process::parse_terms, and a calendar of Monday to Friday, whole days, in the zone of the rules.
inline process::Rules with_limits(process::Rules rules, std::string_view limits) {
  const auto terms = process::parse_terms(limits);
  if (!terms) throw std::invalid_argument{"no limits: " + std::string{limits}};
  const auto profile = std::make_shared<process::Profile>();
  profile->name = "iso";
  profile->versions = {{"1", {}, {}, *terms}};
  auto deadlines = std::make_shared<process::Deadlines>();
  deadlines->profile = "iso";
  deadlines->find = [profile](std::string_view name) {
    return name == "iso" ? profile.get() : nullptr;
  };
  deadlines->calendars = process::Calendars{
      std::vector{process::CalendarUse{calendar::plain_calendar(rules.zone), {}, {}}}};
  rules.deadlines = std::move(deadlines);
  return rules;
}

}  // namespace cmt::test
