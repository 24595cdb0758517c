// Objectives built in memory; every event is complete.
#pragma once
#include "framework/objective.hpp"
#include "support/dossier_cases.hpp"

namespace cmt::test {

using namespace cmt::framework;
using Goal = dossier::Dossier<Objective>;
using Objectives = dossier::Steps<Objective>;

inline const std::string objective_id = LetterId::draw('G', [] { return std::uint64_t{7}; }).text();

// 95 % answered on time in each quarter of 2026, which omid answers for.
inline ObjectiveSet objective_set() {
  ObjectiveSet out;
  out.measure = "K09";
  out.comparison = Comparison::at_least;
  out.target = "95";
  out.level = Level::organization;
  out.owner = "omid";
  out.every = Every::quarter;
  out.from = day("2026-01-01");
  out.to = day("2026-12-31");
  return out;
}

inline dossier::Event<Objective> on(std::string_view at, ObjectiveBody body, std::string by = "sara") {
  return dossier_event<Objective>(at, std::move(body), std::move(by));
}
inline Rules objective_rules() { return rules_of(Process::full); }

// Approved on 2026-01-05, ended on 2027-01-04.
inline Goal objective_that_is(ObjectiveStatus status) {
  using enum ObjectiveStatus;
  std::vector<dossier::Event<Objective>> events{on("2026-01-02", objective_set())};
  if (status == active || status == closed) events.push_back(on("2026-01-05", ObjectiveApproved{}));
  if (status == closed) events.push_back(on("2027-01-04", ObjectiveClosed{{"Met in three of four"}}));
  if (status == cancelled) events.push_back(on("2026-01-05", ObjectiveCancelled{{"No staff"}}));
  return after<Objective>({objective_id, {"Answers in time"}, {}}, events, objective_rules());
}

}  // namespace cmt::test
