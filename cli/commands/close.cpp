// 7.9 Closing the complaint.
//
// In a small register, closing also writes the earlier steps that were not taken on their own, from
// the options given here and the defaults in cmt.yaml.
#include <fmt/core.h>

#include "cli/commands.hpp"
#include "cli/promises.hpp"
#include "cli/session.hpp"
#include "cli/values.hpp"

namespace cmt::cli {
namespace {

using process::Status;

struct Options : StepOptions {
  std::string outcome, reasons, medium, lessons, no_lessons, reminder_on, external_routes;
  std::string staff_informed_on, cause_method, cause_text, satisfied, minutes, external_cost;
  std::vector<std::string> remedies, causes;
  TypedPromises promises;
  bool lapsed = false, exhausted = false, accepted = false, reopen_right = false;
};

// The steps that lead a case of a small register from where it is to `remedying` or `communicated`.
Result<std::vector<process::Body>> earlier_steps(const Options& o, const StepContext& step) {
  const process::Rules& rules = step.session.rules();
  std::vector<process::Body> out;
  Status status = step.state.status;
  if (!process::is_open(status) || status == Status::contested || status == Status::referred ||
      status == Status::remedying)
    return out;
  if (status == Status::fresh) {
    process::Assessed body;
    body.severity = rules.defaults.severity;
    body.impact = rules.defaults.impact;
    body.complexity = rules.defaults.complexity;
    body.safety = body.action_needed = body.action_possible = false;
    body.defaulted = {"severity", "impact",        "complexity",
                      "safety",   "action_needed", "action_possible"};
    out.emplace_back(std::move(body));
    status = Status::assessed;
  }
  if (status == Status::pending_complainant)
    return refuse("7.6", tr("{} waits for the complainant", step.state.id.text()),
                  tr("cmt answer {} --text TEXT, or --proceed-without REASON",
                     step.state.id.text()));
  if (status == Status::assessed || status == Status::investigating) {
    if (o.outcome.empty())
      return refuse("7.7", tr("the outcome is missing"), tr("give it with --outcome"));
    process::ResponseProposed body;
    body.outcome = parse_name(process::outcome_names, o.outcome);
    auto remedies = remedy_values(rules.lists, o.remedies);
    if (!remedies) return std::move(remedies).failure();
    body.remedies = std::move(*remedies);
    body.reasons = {o.reasons};
    auto promises = promise_values(o.promises);
    if (!promises) return std::move(promises).failure();
    if (body.remedies.empty()) body.remedies = promised_remedies(rules, *promises);
    body.promises = std::move(*promises);
    out.emplace_back(std::move(body));
    status = Status::proposed;
  }
  if (status == Status::proposed) {
    out.emplace_back(process::Decided{});
    status = Status::decided;
  }
  if (status == Status::decided) {
    auto medium = code_value(rules.lists, "media", o.medium.empty() ? step.state.medium : o.medium,
                             "--medium");
    if (!medium) return std::move(medium).failure();
    process::DecisionCommunicated body;
    body.medium = *medium;
    body.text = {o.reasons};
    process::NextStepRights rights{{rules.defaults.internal_review},
                                   {rules.defaults.external_body}, {}};
    if (!rights.internal_review.empty() || !rights.external_body.empty())
      body.next_step_rights = rights;
    out.emplace_back(std::move(body));
    status = Status::communicated;
  }
  if (status == Status::communicated && !o.lapsed) {
    const auto satisfied = answer_value(o.satisfied, "--satisfied");
    if (!satisfied) return satisfied.failure();
    auto medium = code_value(rules.lists, "media", o.medium.empty() ? step.state.medium : o.medium,
                             "--medium");
    if (!medium) return std::move(medium).failure();
    if (o.accepted) out.emplace_back(process::Accepted{*medium, *satisfied, {}});
    else out.emplace_back(process::RemedyStarted{});
  }
  return out;
}

process::Process process_of(const StepContext& step) {
  const auto* received = std::get_if<process::Received>(&step.complaint.history.front().body);
  return received && received->process ? *received->process : step.session.rules().process;
}

Result<std::vector<process::Body>> close(const Options& o, const StepContext& step) {
  const process::Rules& rules = step.session.rules();
  const auto& decided = step.state.cycle().outcome;
  if (!o.outcome.empty() && decided && step.state.status >= Status::decided &&
      process::is_open(step.state.status) && name_of(process::outcome_names, *decided) != o.outcome)
    return refuse("7.7", tr("{} was decided as {}", step.state.id.text(),
                            name_of(process::outcome_names, *decided)),
                  tr("cmt correct {} --field outcome, if that is wrong", step.state.id.text()));
  std::vector<process::Body> out;
  if (process_of(step) == process::Process::small) {
    auto steps = earlier_steps(o, step);
    if (!steps) return steps;
    out = std::move(*steps);
  }
  process::Closed body;
  using process::ClosureReason;
  body.reason = o.lapsed                                      ? ClosureReason::lapsed
                : o.exhausted                                 ? ClosureReason::exhausted
                : step.state.status == Status::referred       ? ClosureReason::external_decision
                : o.accepted || step.state.cycle().accepted   ? ClosureReason::accepted
                                                              : ClosureReason::implemented;
  body.lessons = {o.lessons};
  body.no_lessons_reason = {o.no_lessons};
  auto cause = cause_value(rules.lists, o.causes, o.cause_method, o.cause_text);
  if (!cause) return std::move(cause).failure();
  body.cause = std::move(*cause);
  const auto reminder = date_value(o.reminder_on, "--reminder-on");
  if (!reminder) return reminder.failure();
  body.reminder_on = *reminder;
  if (o.reopen_right) body.reopen_right_told = true;
  body.external_routes = {o.external_routes};
  const auto informed = date_value(o.staff_informed_on, "--staff-informed-on");
  if (!informed) return informed.failure();
  body.staff_informed_on = *informed;
  const auto minutes = number_value(o.minutes, "--minutes", 0, 1'000'000);
  if (!minutes) return minutes.failure();
  body.handling_minutes = *minutes;
  auto external = money_value(o.external_cost, "--external-cost");
  if (!external) return std::move(external).failure();
  body.external_cost = std::move(*external);
  out.emplace_back(std::move(body));
  return out;
}

}  // namespace

Run add_close(Args& args) {
  const auto o = std::make_shared<Options>();
  add_step_options(args, *o);
  args.option("--outcome", "O", o->outcome, "what was found")
      .choices({"upheld", "partly-upheld", "not-upheld", "no-finding"});
  args.repeated("--remedy", "CODE[:AMOUNT CUR]", o->remedies, "small process: what was given, such as 'R47:120.00 EUR'").completes("remedy");
  add_promise_options(args, o->promises);
  args.option("--reasons", "TEXT", o->reasons, "small process: the answer that was given; - or @FILE");
  args.option("--medium", "M", o->medium, "small process: how it was given; else as the complaint came").completes("medium");
  args.flag("--accepted", o->accepted, "the complainant said yes");
  args.option("--satisfied", "yes|no|unknown", o->satisfied, "whether they said to be satisfied");
  args.flag("--lapsed", o->lapsed, "the complainant never answered the decision");
  args.option("--reminder-on", "DATE", o->reminder_on, "when they were reminded");
  args.flag("--reopen-right-told", o->reopen_right, "they know that the case can be reopened");
  args.flag("--exhausted", o->exhausted, "contested, and every internal level is used up");
  args.option("--external-routes", "TEXT", o->external_routes, "the outside routes told in writing");
  args.repeated("--cause", "C", o->causes, "root cause, the main one first").completes("cause");
  args.option("--cause-method", "M", o->cause_method, "how it was found");
  args.option("--cause-text", "TEXT", o->cause_text, "in words");
  args.option("--lessons", "TEXT", o->lessons, "what was learned; - or @FILE");
  args.option("--no-lessons", "REASON", o->no_lessons, "why nothing was learned");
  args.option("--staff-informed-on", "DATE", o->staff_informed_on, "when the staff complained about learned the result");
  args.option("--minutes", "N", o->minutes, "working time on the case");
  args.option("--external-cost", "AMOUNT CUR", o->external_cost, "what was paid to others for handling it, such as '120.00 EUR'");
  args.about("With `process: small`, closing writes the steps that were not taken on their own, from these "
             "options and the defaults in cmt.yaml. With `process: full`, each step is its own command.");
  args.example("cmt close 7K3 --outcome upheld --remedy 'R49:40.00 EUR'", "small process: answered and put right");
  args.example("cmt close 7K3 --no-lessons 'A single slip'", "full process: the last step");
  return [o](World& world) {
    if (o->lapsed + o->exhausted + o->accepted > 1)
      return world.say(tr("error: --lapsed, --exhausted and --accepted exclude each other")), wrong_usage;
    return take_step(
        world, *o,
        [o](const StepContext& step) -> Result<std::vector<process::Body>> {
          if (auto r = expand(step.world, {&o->reasons, &o->lessons, &o->external_routes}); !r)
            return std::move(r).failure();
          return close(*o, step);
        },
        [](const process::State& state) {
          const auto& outcome = state.cycle().outcome;
          return tr("{} closed{}", state.id.text(),
                    outcome ? " as " + std::string{name_of(process::outcome_names, *outcome)} : "");
        });
  };
}

}  // namespace cmt::cli
