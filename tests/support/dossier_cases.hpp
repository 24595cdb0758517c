// What every kind of dossier is tested for: that from each status exactly the steps of its table are
// possible, and that every other one is refused and leaves the history alone.
#pragma once
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "dossier/steps.hpp"
#include "support/builders.hpp"
#include "support/test.hpp"

namespace cmt::test {

template <class Kind>
dossier::Event<Kind> dossier_event(std::string_view at, typename Kind::Body body,
                                   std::string by = "sara") {
  return {when(at), std::move(by), {}, {}, std::move(body)};
}

// The dossier with further events, each taken by the process.
template <class Kind>
dossier::Dossier<Kind> after(dossier::Dossier<Kind> dossier,
                             const std::vector<dossier::Event<Kind>>& events, const Rules& rules) {
  for (const auto& event : events) {
    auto taken = dossier::Steps<Kind>::take(std::move(dossier), event, rules);
    if (!taken) FAIL(event.name() << ": " << taken.diagnostics().front().message.english());
    dossier = std::move(*taken);
  }
  return dossier;
}

// The messages of a refusal; empty when the step is taken.
template <class Kind>
std::vector<std::string> refused(const dossier::Dossier<Kind>& dossier,
                                 const dossier::Event<Kind>& event, const Rules& rules) {
  const auto taken = dossier::Steps<Kind>::take(dossier, event, rules);
  std::vector<std::string> out;
  if (!taken)
    for (const auto& diagnostic : taken.diagnostics()) out.push_back(diagnostic.message.english());
  return out;
}

using Messages = std::vector<std::string>;

// `expected` says by status what is possible, written anew beside the table of the code.
template <class Kind>
void check_table(
    const std::map<typename Kind::Status, std::set<std::string>>& expected,
    const std::function<dossier::Dossier<Kind>(typename Kind::Status)>& that_is,
    const std::vector<dossier::Event<Kind>>& every_event, const Rules& rules) {
  using Steps = dossier::Steps<Kind>;
  std::set<std::size_t> kinds;
  for (const auto& event : every_event) kinds.insert(event.body.index());
  CHECK(kinds.size() == std::variant_size_v<typename Kind::Body>);
  REQUIRE(expected.size() == Kind::status_names().size());
  for (const auto& [status, name] : Kind::status_names()) {
    INFO(name);
    const auto dossier = that_is(status);
    CHECK(Steps::replay(dossier, rules).status == status);
    CHECK(Steps::judge(dossier, rules).empty());
    for (const auto& event : every_event) {
      INFO(event.name());
      const bool is_possible = expected.at(status).count(std::string{event.name()}) != 0;
      CHECK((Steps::find(status, event.body.index()) != nullptr) == is_possible);
      if (is_possible) continue;
      const auto taken = Steps::take(dossier, event, rules);
      REQUIRE_FALSE(taken);
      REQUIRE(taken.diagnostics().size() == 1);
      CHECK(taken.diagnostics().front().rule == "transition");
      CHECK(taken.diagnostics().front().hint == "next: " + Steps::next(Steps::replay(dossier, rules)));
      CHECK(taken.diagnostics().front().message.english().find("is not possible while " + dossier.id + " is `" +
                                                     std::string{name} + "`") != std::string::npos);
    }
  }
}

}  // namespace cmt::test
