// 6.2 Objectives, measured in the register itself.
#include "framework/objective.hpp"

#include <fmt/core.h>

#include "cli/commands.hpp"
#include "cli/dossiers.hpp"
#include "cli/reports.hpp"
#include "cli/values.hpp"
#include "framework/measures.hpp"
#include "framework/owner.hpp"

namespace cmt::cli {
namespace {

using namespace framework;
using Bodies = std::vector<ObjectiveBody>;
using Step = DossierStep<Objective>;

int step(World& world, const StepOptions& options, const MakeBodies<Objective>& make, const Message& said) {
  return take_dossier_step<Objective>(world, options, make, [said](const ObjectiveState& state) {
    return Message{state.id + " "} + said;
  });
}

// "K09 at least 95 %".
std::string in_words(const ObjectiveSet& set) {
  const auto* measure = find_measure(set.measure);
  return fmt::format("{} {} {}{}", set.measure, set.comparison == Comparison::at_most ? "at most" : "at least",
                     set.target, measure ? suffix(measure->unit) : "");
}

std::string scope_of(const ObjectiveSet& set) {
  std::string out{name_of(level_names, set.level.value_or(Level::organization))};
  return set.of.empty() ? out : out + " " + set.of;
}

Json json_of_set(const ObjectiveSet& set) {
  return Json{{"statement", json_text(set.statement.value)},
              {"clause", json_text(set.clause)},
              {"measure", set.measure},
              {"operator", set.comparison ? Json(std::string{name_of(comparison_names, *set.comparison)}) : Json(nullptr)},
              {"target", set.target},
              {"level", set.level ? Json(std::string{name_of(level_names, *set.level)}) : Json(nullptr)},
              {"of", json_text(set.of)},
              {"owner", json_text(set.owner)},
              {"every", set.every ? Json(std::string{name_of(every_names, *set.every)}) : Json(nullptr)},
              {"from", json_date(set.from)},
              {"to", json_date(set.to)}};
}

Json object_of(const ObjectiveState& state) {
  Json out{{"id", state.id},
           {"status", std::string{name_of(objective_status_names, state.status)}},
           {"title", state.title},
           {"set", json_of_set(state.set)},
           {"approved", Json::array()},
           {"approved_by", json_text(state.approved_by)},
           {"ended_on", json_date(state.ended_on)},
           {"findings", json_text(state.findings.value)}};
  for (const auto& one : state.approved) out["approved"].push_back(json_of_set(one));
  return out;
}

// ---- new, revise --------------------------------------------------------------------------------

struct SetOptions {
  std::string statement, clause, measure, at_least, at_most, unit, role, owner, every, period, from, to;
};

void add_set_options(Args& args, SetOptions& o) {
  args.option("--measure", "K", o.measure, "what is measured, such as K09: docs/measures.md");
  args.option("--at-least", "N", o.at_least, "the target: the figure is that much or more, in the unit of the measure");
  args.option("--at-most", "N", o.at_most, "the target: the figure is that much or less");
  args.option("--owner", "WHO", o.owner, "who answers for it").completes("person");
  args.option("--every", "P", o.every, "how long a period is").choices(choices_of(every_names));
  args.option("--period", "P", o.period, "when it holds: 2027, 2027-Q1; its periods are within");
  args.option("--from", "DATE", o.from, "instead: first day of the first period");
  args.option("--to", "DATE", o.to, "and last day of the last one");
  args.option("--unit", "U", o.unit, "only complaints of this unit").completes("unit");
  args.option("--role", "R", o.role, "the role that answers for it; figures stay those of all");
  args.option("--statement", "TEXT", o.statement, "what is to be reached, in words; - or @FILE");
  args.option("--clause", "N", o.clause, "clause of the guidance that it serves, such as 4.15");
}

// What was typed, over what was set before.
Result<ObjectiveSet> set_of(World& world, SetOptions& o, ObjectiveSet out, const process::Rules& rules) {
  if (auto r = expand(world, {&o.statement}); !r) return std::move(r).failure();
  if (!o.at_least.empty() && !o.at_most.empty())
    return failure(FailureKind::usage, tr("--at-least excludes --at-most"));
  if (!o.unit.empty() && !o.role.empty()) return failure(FailureKind::usage, tr("--unit excludes --role"));
  const auto put = [](std::string& field, const std::string& typed) {
    if (!typed.empty()) field = typed;
  };
  put(out.statement.value, o.statement);
  put(out.clause, o.clause);
  put(out.measure, o.measure);
  put(out.owner, o.owner);
  if (!o.at_least.empty()) out.comparison = Comparison::at_least, out.target = o.at_least;
  if (!o.at_most.empty()) out.comparison = Comparison::at_most, out.target = o.at_most;
  if (!out.level) out.level = Level::organization;
  if (!o.unit.empty()) out.level = Level::unit, out.of = o.unit;
  if (!o.role.empty()) out.level = Level::role, out.of = o.role;
  if (!o.every.empty()) out.every = parse_name(every_names, o.every);
  const auto period = period_value(o.period, o.from, o.to);
  if (!period) return period.failure();
  if (period->from) out.from = period->from;
  if (period->to) out.to = period->to;
  if (auto refused = refusal_of_owner(out.owner, rules)) return Failure{FailureKind::refused, {std::move(*refused)}};
  return out;
}

Run add_new_objective(Args& args) {
  struct Options : ChangeOptions, SetOptions {
    std::string title;
  };
  const auto o = std::make_shared<Options>();
  args.positional("TITLE", o->title, "one line without personal data");
  add_set_options(args, *o);
  add_change_options(args, *o);
  args.about("Prints the id of the new objective alone on standard output. Its figures are not typed in: "
             "`cmt report objectives` computes them from the complaints. Measures of one moment, such as what is "
             "open (K12), have no figure of a period and are refused.");
  args.example("cmt objective new 'Answers in time' --measure K09 --at-least 95 --owner omid --every quarter "
               "--period 2027",
               "95 % answered on time in each quarter of 2027");
  args.example("cmt objective new 'Depot North answers within two weeks' --measure K08 --at-most 14 --unit "
               "'Depot North' --owner omid --every month --from 2027-01-01 --to 2027-06-30",
               "a median time, of the complaints of one unit");
  return [o](World& world) {
    return open_dossier<Objective>(
        world, *o,
        [&](World& w, Session& session, const Stamp&) -> Result<std::pair<ObjectiveHead, Bodies>> {
          auto set = set_of(w, *o, {}, session.rules());
          if (!set) return std::move(set).failure();
          return std::pair{ObjectiveHead{o->title}, Bodies{std::move(*set)}};
        });
  };
}

Run add_revise(Args& args) {
  struct Options : StepOptions, SetOptions {};
  const auto o = std::make_shared<Options>();
  add_dossier_options<Objective>(args, *o);
  add_set_options(args, *o);
  args.about("What is not given stays as it was. It is approved again. Targets of periods that were approved "
             "stay: a revision of them begins with a later period (--from).");
  args.example("cmt objective revise G-4T --at-least 97 --from 2027-07-01", "a higher target from July on");
  return [o](World& world) {
    return step(world, *o, [&](const Step& s) -> Result<Bodies> {
      auto set = set_of(s.world, *o, s.state.set, s.session.rules());
      if (!set) return std::move(set).failure();
      return Bodies{std::move(*set)};
    }, tr("revised"));
  };
}

// ---- approve, end, note -------------------------------------------------------------------------

Run add_approve_objective(Args& args) {
  struct Options : StepOptions {
    std::string text;
  };
  const auto o = std::make_shared<Options>();
  add_dossier_options<Objective>(args, *o);
  args.option("--text", "TEXT", o->text, "a remark; - or @FILE");
  args.about("Before its first period is over: a target set when the figures are known is none.");
  args.example("cmt objective approve G-4T --by sara", "it holds from now on");
  return [o](World& world) {
    return step(world, *o, [&](const Step& s) -> Result<Bodies> {
      if (auto r = expand(s.world, {&o->text}); !r) return std::move(r).failure();
      if (auto refused = refusal_of_owner(s.state.set.owner, s.session.rules()))
        return Failure{FailureKind::refused, {std::move(*refused)}};
      return Bodies{ObjectiveApproved{{o->text}}};
    }, tr("approved"));
  };
}

template <class Body>
Run add_ending(Args& args, const char* option, const char* meaning, const char* said, const char* example,
               const char* about) {
  struct Options : StepOptions {
    std::string text;
  };
  const auto o = std::make_shared<Options>();
  add_dossier_options<Objective>(args, *o);
  args.option(option, "TEXT", o->text, meaning).required();
  args.example(example, about);
  return [o, said](World& world) {
    return step(world, *o, [&](const Step& s) -> Result<Bodies> {
      if (auto r = expand(s.world, {&o->text}); !r) return std::move(r).failure();
      return Bodies{Body{{o->text}}};
    }, said);
  };
}
Run add_close_objective(Args& args) {
  return add_ending<ObjectiveClosed>(args, "--findings", msgid("what was learned, and what follows from it; - or @FILE"), "closed",
                                     "cmt objective close G-4T --findings 'Met in three of four quarters; see A-9QX'",
                                     msgid("once its last period is over"));
}
Run add_cancel_objective(Args& args) {
  return add_ending<ObjectiveCancelled>(args, "--reason", msgid("why it is given up; - or @FILE"), "cancelled",
                                        "cmt objective cancel G-4T --reason 'Replaced by a limit of the law'",
                                        msgid("periods that are over stay in the report"));
}

Run add_note_objective(Args& args) {
  struct Options : StepOptions {
    std::string text;
  };
  const auto o = std::make_shared<Options>();
  args.positional("ID", o->id, "its id, or any start of it that is unique").completes("objective");
  args.positional("TEXT", o->text, "the note; - or @FILE");
  add_change_options(args, *o);
  args.example("cmt objective note G-4T 'Discussed with the depot'", "a remark");
  return [o](World& world) {
    return step(world, *o, [&](const Step& s) -> Result<Bodies> {
      if (auto r = expand(s.world, {&o->text}); !r) return std::move(r).failure();
      return Bodies{ObjectiveNoted{{o->text}}};
    }, tr("noted"));
  };
}

// ---- look ---------------------------------------------------------------------------------------

Run add_list_objectives(Args& args) {
  struct Options {
    std::string status, owner;
  };
  const auto o = std::make_shared<Options>();
  args.option("--status", "S", o->status, "only these").choices(choices_of(objective_status_names));
  args.option("--owner", "WHO", o->owner, "only those of one owner").completes("person");
  args.about("What was reached is in `cmt report objectives`.");
  args.example("cmt objective list --status active", "what holds now");
  return [o](World& world) {
    return list_dossiers<Objective>(
        world,
        [&](const ObjectiveState& state) {
          return (o->status.empty() || o->status == name_of(objective_status_names, state.status)) &&
                 (o->owner.empty() || o->owner == state.set.owner);
        },
        {{tr("ID").shown(), Align::left, 9, 0}, {tr("Status").shown(), Align::left, 6, 0}, {tr("Target").shown(), Align::left, 8, 2},
         {tr("Every").shown(), Align::left, 5, 0}, {tr("To").shown(), Align::left, 10, 0}, {tr("Owner").shown(), Align::left, 5, 1},
         {tr("Title").shown(), Align::left, 8, 3}},
        [](const Session&, const ObjectiveState& state) {
          return std::vector<std::string>{
              state.id, std::string{name_of(objective_status_names, state.status)}, in_words(state.set),
              std::string{name_of(every_names, state.set.every.value_or(Every::year))}, text_or_dash(state.set.to),
              state.set.owner, state.title};
        },
        [](const Session&, const ObjectiveState& state) { return object_of(state); });
  };
}

Run add_show_objective(Args& args) {
  const auto id = std::make_shared<std::string>();
  args.positional("ID", *id, "its id, or any start of it that is unique").completes("objective");
  args.about("What was reached is in `cmt report objectives`.");
  args.example("cmt objective show G-4T", "the objective and its timeline");
  return [id](World& world) {
    return show_dossier<Objective>(
        world, *id, [](const ObjectiveState& state) { return state.title; },
        [](const Session&, const ObjectiveState& state) {
          Facts out;
          out.emplace_back(msgid("Statement"), state.set.statement.value);
          out.emplace_back(msgid("Target"), in_words(state.set));
          out.emplace_back(msgid("Level"), scope_of(state.set));
          out.emplace_back(msgid("Every"), std::string{name_of(every_names, state.set.every.value_or(Every::year))});
          out.emplace_back(msgid("From"), text_or_dash(state.set.from));
          out.emplace_back(msgid("To"), text_or_dash(state.set.to));
          out.emplace_back(msgid("Owner"), state.set.owner);
          out.emplace_back(msgid("Clause"), state.set.clause);
          for (const auto& one : state.approved)
            out.emplace_back(msgid("In force"), tr("{}, from {}", in_words(one), text_or_dash(one.from)).shown());
          out.emplace_back(msgid("Approved by"), state.approved_by);
          out.emplace_back(msgid("Findings"), state.findings.value);
          return out;
        },
        [](const Session&, const ObjectiveState& state) { return object_of(state); });
  };
}

constexpr Command verbs[] = {
    {"objective new", "learn", msgid("set an objective"), "6.2", add_new_objective},
    {"objective revise", "learn", msgid("set it anew, for later periods"), "6.2", add_revise},
    {"objective approve", "learn", msgid("put it in force"), "6.2", add_approve_objective},
    {"objective close", "learn", msgid("end it, with what was learned"), "6.2", add_close_objective},
    {"objective cancel", "learn", msgid("give it up"), "6.2", add_cancel_objective},
    {"objective note", "learn", msgid("add a remark"), "6.2", add_note_objective},
    {"objective list", "learn", msgid("the objectives of the register"), "6.2", add_list_objectives},
    {"objective show", "learn", msgid("one objective and its timeline"), "6.2", add_show_objective},
};

}  // namespace

std::span<const Command> objective_verbs() { return verbs; }

Run add_objective(Args& args) {
  args.about("An objective names a measure, a target and periods. The register answers it: `cmt report objectives` "
             "computes what was reached in each period, and nothing of it is stored. docs/records/objective.md "
             "tells the whole way.");
  args.example("cmt objective list --status active", "what holds now");
  args.example("cmt report objectives --period 2027", "what was reached in each period");
  return [](World&) { return cli::done; };
}

}  // namespace cmt::cli
