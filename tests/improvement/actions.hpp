// Actions built in memory; every event is complete.
#pragma once
#include "improvement/action.hpp"
#include "improvement/effectiveness.hpp"
#include "support/dossier_cases.hpp"

namespace cmt::test {

using namespace cmt::improvement;
using Case = dossier::Dossier<Action>;
using Actions = dossier::Steps<Action>;

inline const std::string action_id =
    LetterId::draw('A', [] { return std::uint64_t{7}; }).text();

inline Opened opened() {
  return {ActionKind::corrective, Origin::complaint, {complaint_id}, {}, {"Wet parcels"}, 2, "omid"};
}
inline Analysed analysed() { return {process::Cause{{"C13"}, {}, {}}, {"Only the north depot"}}; }
inline Criterion criterion() {
  Criterion out;
  out.text = {"They fall by half"};
  out.causes = {"C13"};
  out.fall_percent = 50;
  return out;
}
inline Planned planned() {
  Planned out;
  out.steps = {{{"Buy covers"}, {}, {}}, {{"Teach the drivers"}, {}, {}}};
  out.owner = "omid";
  out.due = day("2026-12-31");
  out.criterion = criterion();
  return out;
}
inline StepDone step_done(int number) { return {number, {"Invoice"}}; }
inline Implemented implemented() { return {{"Loading instruction v3"}, {}, {}}; }
inline Measure measured(std::string_view from, std::string_view to, int count) {
  Measure out;
  out.from = day(from);
  out.to = day(to);
  out.count = count;
  return out;
}
// Implemented on 2026-03-20: the windows are those of 30 and 90 days.
inline Verified verified(int before = 10, int after = 2, Verdict verdict = Verdict::effective) {
  return {verdict, measured("2025-12-20", "2026-03-19", before),
          measured("2026-04-19", "2026-07-17", after), {}};
}
inline ActionClosed action_closed() {
  ActionClosed out;
  out.lessons = {"Covers are part of every depot"};
  return out;
}

inline dossier::Event<Action> on(std::string_view at, ActionBody body, std::string by = "sara") {
  return dossier_event<Action>(at, std::move(body), std::move(by));
}

inline Rules action_rules(Process process = Process::full) {
  Rules rules = rules_of(process);
  return rules;
}

inline Case new_action(Opened first = opened()) {
  return after<Action>({action_id, {"Wet parcels"}, {}}, {on("2026-03-01", first)}, action_rules());
}

inline Case action_that_is(ActionStatus status) {
  const Rules rules = action_rules();
  std::vector<dossier::Event<Action>> events;
  const auto upto = [&](ActionStatus last) {
    using enum ActionStatus;
    if (last >= analysing) events.push_back(on("2026-03-02", analysed()));
    if (last >= planned) events.push_back(on("2026-03-03", test::planned(), "omid"));
    if (last >= approved) events.push_back(on("2026-03-04", Approved{}));
    if (last >= in_progress) events.push_back(on("2026-03-10", step_done(1), "omid"));
    if (last >= implemented) {
      events.push_back(on("2026-03-15", step_done(2), "omid"));
      events.push_back(on("2026-03-20", test::implemented(), "omid"));
    }
    if (last >= verifying) events.push_back(on("2026-07-20", verified()));
    if (last >= closed) events.push_back(on("2026-07-21", action_closed()));
  };
  if (status == ActionStatus::rejected)
    events.push_back(on("2026-03-02", ActionRejected{{"Done already"}}));
  else if (status == ActionStatus::cancelled)
    events.push_back(on("2026-03-02", Cancelled{{"No longer sold"}}));
  else
    upto(status);
  return after<Action>(new_action(), events, rules);
}

}  // namespace cmt::test
