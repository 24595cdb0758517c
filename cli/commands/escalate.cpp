// 7.3 and 7.9: a case goes up a level, or to an internal review; with --auto, every case whose
// triggers say so (5.4, rapid notification).
#include <fmt/core.h>

#include <algorithm>

#include "cli/cases.hpp"
#include "cli/commands.hpp"
#include "cli/print.hpp"
#include "cli/session.hpp"
#include "cli/values.hpp"
#include "core/text.hpp"
#include "process/escalation.hpp"

namespace cmt::cli {
namespace {

struct Options : StepOptions {
  std::string level, reason, reviewer;
  std::vector<std::string> notified;
  bool automatic = false;
};

// The record with one event for each of its triggers.
Result<store::Change> escalated(const records::Record& record, const Stamp& mark,
                                const std::vector<process::Trigger>& triggers, int level,
                                const process::Rules& rules, std::string& said) {
  process::Complaint complaint = record.complaint;
  for (const auto& trigger : triggers) {
    level = std::max(level, trigger.level);
    process::Escalated body;
    body.level = level;
    body.reason = {trigger.reason};
    body.notified = process::who_must_know(level, rules);
    body.trigger = trigger.code;
    said += fmt::format("{}  level {}  {}: {}; tell {}\n", complaint.id.text(), level, trigger.code,
                        printable_line(trigger.reason),
                        body.notified.empty() ? "top management" : joined(body.notified));
    auto taken = process::take(std::move(complaint), event_of(mark, std::move(body)), rules);
    if (!taken) return std::move(taken).failure();
    complaint = std::move(*taken);
  }
  auto bytes = records::append(record, complaint, rules.lists);
  if (!bytes) return std::move(bytes).failure();
  return store::Change{complaint.id.path(), record.document.bytes(), std::move(*bytes)};
}

int run_automatic(World& world, const Options& o) {
  if (!o.id.empty() || !o.level.empty() || !o.reviewer.empty() || !o.reason.empty())
    return fail(world, failure(FailureKind::usage, tr("--auto takes no complaint, level, reason or reviewer"),
                               tr("it looks at every open complaint")));
  auto session = open_session(world);
  if (!session) return fail(world, session.failure());
  const auto lock = lock_for(*session, o);
  if (!lock) return fail(world, lock.failure());
  const process::Rules& rules = session->rules();
  const auto mark = stamp(world, *session, o);
  if (!mark) return fail(world, mark.failure());
  const auto cases = load_cases(world, *session, {});
  if (!cases) return fail(world, cases.failure());
  std::vector<const process::State*> states;
  for (const auto& state : cases->states) states.push_back(&state);

  std::vector<store::Change> changes;
  std::string said, contested;
  for (const process::State* state : states) {
    if (state->status == process::Status::contested)
      contested += (contested.empty() ? "" : ", ") + state->id.text();
    const auto fired = process::triggers(*state, states, rules,
                                         process::counted_at(mark->at, rules.zone, {}));
    if (fired.empty()) continue;
    const auto record = session->reg.load(state->id);
    if (!record) return fail(world, record.failure());
    auto change = escalated(*record, *mark, fired, state->level, rules, said);
    if (!change) return fail(world, change.failure());
    changes.push_back(std::move(*change));
  }
  const Message summary =
      trn("{} complaint escalated automatically", "{} complaints escalated automatically", changes.size(), changes.size());
  const auto written = carry_out(world, *session, o, changes, {fmt::format("Escalate {} complaint{} by their triggers", changes.size(), changes.size() == 1 ? "" : "s")});
  if (!written) return fail(world, written.failure());
  if (!o.dry_run && !world.globals.json) world.out += said;
  world.say(o.dry_run ? tr("{} would be escalated", changes.size()) : summary);
  if (!contested.empty())
    world.say(tr("contested, for a reviewer whom you name with cmt escalate ID --reviewer WHO: {}",
                 contested));
  return cli::done;
}

int run_one(World& world, Options& o) {
  if (o.id.empty())
    return fail(world, failure(FailureKind::usage, tr("missing: ID"), tr("name the complaint, or use --auto for all")));
  return take_step(
      world, o,
      [&o](const StepContext& step) -> Result<std::vector<process::Body>> {
        if (auto r = expand(step.world, {&o.reason}); !r) return std::move(r).failure();
        process::Escalated body;
        body.level = o.level.empty() ? std::min(step.state.level + 1, 3) : std::stoi(o.level);
        const bool review = step.state.status == process::Status::contested;
        body.reason = {!o.reason.empty() ? o.reason : review ? "the decision is contested" : ""};
        if (body.reason.empty())
          return failure(FailureKind::usage, tr("missing: --reason"), tr("what triggered it"));
        body.reviewer = o.reviewer.empty() && review ? step.stamp.by : o.reviewer;
        body.notified = o.notified;
        return std::vector<process::Body>{std::move(body)};
      },
      [](const process::State& state) { return tr("{} is at level {}", state.id.text(), std::to_string(state.level)); });
}

}  // namespace

Run add_escalate(Args& args) {
  const auto o = std::make_shared<Options>();
  args.positional("ID", o->id, "the complaint: its id or any start of it that is unique; none with --auto", false)
      .completes("id");
  add_change_options(args, *o);
  args.flag("--auto", o->automatic, "every open complaint that a trigger raises; for cron");
  args.option("--level", "0..3", o->level, "the new level; else one higher").choices({"0", "1", "2", "3"});
  args.option("--reason", "TEXT", o->reason, "the trigger; - or @FILE");
  args.option("--reviewer", "WHO", o->reviewer, "who reviews; nobody who decided before").completes("person");
  args.repeated("--notify", "WHO", o->notified, "who was told (5.4)").completes("person");
  args.about("While a decision is contested, this starts the internal review; otherwise it sets the level.");
  args.about("With --auto, a passed due date, an urgent complaint that nobody owns for 4 hours, the third one with a "
             "cause within 30 days, an amount above every authority, safety, severity 4, misconduct of staff and "
             "interest of the press or of an authority each raise a complaint once a cycle. It prints who must be "
             "told. A contested decision needs a reviewer, whom you name; it says which wait for one.");
  args.example("cmt escalate 7K3 --reviewer nadia --reason 'Decision contested'", "an internal review");
  args.example("cmt escalate --auto --dry-run", "what the triggers would raise");
  return [o](World& world) { return o->automatic ? run_automatic(world, *o) : run_one(world, *o); };
}

}  // namespace cmt::cli
