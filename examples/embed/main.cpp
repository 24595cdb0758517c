// A complaint handled inside another program, by the process of cmt and without a register: nothing is
// read from a folder and nothing is written.
#include <cstdlib>
#include <initializer_list>
#include <iostream>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "process/clocks.hpp"
#include "process/replay.hpp"

namespace {

using namespace cmt::process;

// What a register says in cmt.yaml: which values there are, and how long each step may take.
Rules shop_rules() {
  Rules rules;
  rules.process = Process::small;
  if (const auto paris = cmt::TimeZone::find("Europe/Paris")) rules.zone = *paris;
  const auto add = [&](const char* list, std::initializer_list<const char*> codes) {
    for (const char* code : codes) rules.lists.edit(list).add({code, {}, {}, {}, false});
  };
  add("media", {"phone", "email"});
  add("problems", {"late-delivery"});
  add("remedies", {"apology"});
  add("causes", {"carrier"});

  static const Profile profile{
      "shop", {}, {{"1", {}, {}, parse_terms("ack 1bd, assess 2bd, final 10bd").value()}}};
  cmt::calendar::Calendar calendar = cmt::calendar::plain_calendar(rules.zone);
  calendar.holidays.push_back({*cmt::parse_date("2026-12-01"), "stocktaking"});
  Deadlines deadlines;
  deadlines.profile = "shop";
  deadlines.find = [](std::string_view name) { return name == "shop" ? &profile : nullptr; };
  deadlines.calendars = Calendars{{{calendar, {}, {}}}};
  rules.deadlines = std::make_shared<const Deadlines>(std::move(deadlines));
  return rules;
}

Event event(std::string_view at, Body body) {
  Event out;
  out.at = cmt::parse_when(at).value();
  out.by = "sara";
  out.body = std::move(body);
  return out;
}

Event receipt(const Rules& rules) {
  Received e;
  e.medium = "phone";
  e.language = "en";
  e.complainant = "P-4TZ8N2C";
  e.category = "late-delivery";
  e.recurring = Answer::no;
  e.remedy_sought.emplace().requested = Answer::yes;
  e.immediate_action.emplace().taken = Answer::no;
  e.description = {"It was promised for Tuesday."};
  if (auto chosen = choose_profile(rules, "shop", *cmt::parse_date("2026-11-20"))) {
    e.profile = std::move(chosen->profile);
    e.limits = std::move(chosen->limits);
  }
  return event("2026-11-20T17:40:00+01:00", std::move(e));
}

Assessed assessment() {
  Assessed e;
  e.severity = 2;
  e.impact = 1;
  e.complexity = Complexity::simple;
  e.safety = e.action_needed = e.action_possible = false;
  return e;
}

void print_refusals(const char* step, const cmt::Diagnostics& refusals) {
  for (const auto& refusal : refusals)
    std::cout << step << " is refused: " << refusal.message.shown() << " [" << refusal.rule << ", "
              << refusal.clause << "]\n";
}

void print_case(const Complaint& complaint, const Rules& rules, std::string_view now) {
  const State state = replay(complaint, rules);
  std::cout << state.id.text() << " is " << cmt::name_of(status_names, state.status) << " at " << now << "\n";
  for (const auto& reading : read_clocks(state, rules, cmt::parse_instant(now).value()))
    std::cout << "  " << cmt::name_of(clock_names, reading.clock) << " due "
              << text_of(reading.due, rules.zone) << ", "
              << cmt::name_of(clock_status_names, reading.status) << "\n";
}

// Takes the step, or says why not and ends the program.
void take_step(Complaint& complaint, Event step, const Rules& rules) {
  const std::string name{step.name()};
  auto taken = take(complaint, std::move(step), rules);
  if (!taken) {
    print_refusals(name.c_str(), taken.diagnostics());
    std::exit(EXIT_FAILURE);
  }
  complaint = *std::move(taken);
}

}  // namespace

int main() {
  const Rules rules = shop_rules();
  Complaint complaint{cmt::ComplaintId::parse("2026-7K3QX4M").value(), "Parcel came too late",
                      {receipt(rules)}};
  const auto refused = refusals_of_receipt(complaint, rules);
  print_refusals("the receipt", refused);
  if (!refused.empty()) return EXIT_FAILURE;
  print_case(complaint, rules, "2026-11-23T09:00:00+01:00");

  // Closing at once is against the process: there is no decision yet. Nothing changes.
  const Event close_at_once = event("2026-11-23T09:00:00+01:00", Closed{});
  print_refusals("closing", refusals(replay(complaint, rules), close_at_once, rules));

  Assigned assigned;
  assigned.owner = "sara";
  take_step(complaint, event("2026-11-23T09:05:00+01:00", assigned), rules);
  Acknowledged acknowledged;
  acknowledged.medium = "email";
  take_step(complaint, event("2026-11-23T09:10:00+01:00", acknowledged), rules);
  take_step(complaint, event("2026-11-23T09:15:00+01:00", assessment()), rules);
  print_case(complaint, rules, "2026-11-25T09:00:00+01:00");
}
