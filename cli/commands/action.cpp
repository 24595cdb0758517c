// 8.7 Continual improvement: corrections, corrective, preventive and improvement actions.
#include <fmt/core.h>

#include <algorithm>

#include "cli/cases.hpp"
#include "cli/commands.hpp"
#include "cli/dossiers.hpp"
#include "cli/values.hpp"
#include "improvement/action.hpp"
#include "improvement/effectiveness.hpp"

namespace cmt::cli {
namespace {

using namespace improvement;
using Bodies = std::vector<ActionBody>;
using Step = DossierStep<Action>;

int step(World& world, const StepOptions& options, const MakeBodies<Action>& make, const Message& said) {
  return take_dossier_step<Action>(world, options, make, [said](const ActionState& state) {
    return Message{state.id + " "} + said;
  });
}

std::string in_words(const Measure& measure) {
  std::string out = fmt::format("{} from {} to {}", measure.count.value_or(0), text_or_dash(measure.from),
                                text_or_dash(measure.to));
  if (measure.exposure) out += fmt::format(", of {}", *measure.exposure);
  if (measure.by_receipt) out += fmt::format(" ({} by receipt)", *measure.by_receipt);
  return out;
}

std::vector<const process::State*> states_of(const Cases& cases) {
  std::vector<const process::State*> out;
  for (const auto& state : cases.states) out.push_back(&state);
  return out;
}

Json json_of_measure(const std::optional<Measure>& measure) {
  if (!measure) return nullptr;
  Json out{{"from", json_date(measure->from)},
           {"to", json_date(measure->to)},
           {"count", measure->count.value_or(0)},
           {"by_receipt", measure->by_receipt.value_or(0)}};
  out["exposure"] = measure->exposure ? Json(*measure->exposure) : Json(nullptr);
  return out;
}

Json object_of(const ActionState& state, const std::vector<std::string>& recurred) {
  Json out{{"id", state.id},
           {"status", std::string{name_of(action_status_names, state.status)}},
           {"title", state.title},
           {"kind", std::string{name_of(action_kind_names, state.kind)}},
           {"source", std::string{name_of(origin_names, state.source)}},
           {"complaints", state.complaints},
           {"refs", state.refs},
           {"severity", state.severity ? Json(*state.severity) : Json(nullptr)},
           {"causes", state.causes},
           {"owner", json_text(state.owner)},
           {"due", json_date(state.due)},
           {"implemented_on", json_date(state.implemented_on)},
           {"verifier", json_text(state.verifier)},
           {"verdict", state.check && state.check->verdict
                           ? Json(std::string{name_of(verdict_names, *state.check->verdict)})
                           : Json(nullptr)},
           {"baseline", json_of_measure(state.check ? state.check->baseline : std::nullopt)},
           {"window", json_of_measure(state.check ? state.check->window : std::nullopt)},
           {"cycle", state.cycle},
           {"closed_on", json_date(state.closed_on)},
           {"recurred", recurred}};
  return out;
}

// The complaints that came up again; reads all complaints only where an action can tell.
Result<std::vector<std::string>> recurred(World& world, const Session& session,
                                          const ActionState& state, std::optional<Cases>& cases) {
  if (state.status != ActionStatus::closed || !state.criterion || !state.criterion->is_measured())
    return std::vector<std::string>{};
  if (!cases) {
    auto loaded = load_cases(world, session, {false, true, {}});
    if (!loaded) return std::move(loaded).failure();
    cases = std::move(*loaded);
  }
  return recurrences(state, states_of(*cases), session.rules().zone);
}

// ---- new ----------------------------------------------------------------------------------------

Run add_new_action(Args& args) {
  struct Options : ChangeOptions {
    std::string title, kind, source, problem, severity, owner;
    std::vector<std::string> complaints, refs;
  };
  const auto o = std::make_shared<Options>();
  args.positional("TITLE", o->title, "one line without personal data");
  args.option("--kind", "K", o->kind, "correction mends, corrective removes a cause, preventive one that "
                                      "has not struck yet, improvement makes better")
      .choices(choices_of(action_kind_names))
      .required();
  args.option("--source", "S", o->source, "what it comes from; complaint where one is named")
      .choices(choices_of(origin_names));
  args.option("--problem", "TEXT", o->problem, "what, where, since when, how many; - or @FILE").required();
  args.repeated("--complaint", "ID", o->complaints, "a complaint that caused it").completes("id");
  args.repeated("--ref", "TEXT", o->refs, "a finding, trend, review or survey that caused it");
  args.option("--severity", "1..4", o->severity, "of the worst case").choices({"1", "2", "3", "4"});
  args.option("--owner", "WHO", o->owner, "who is accountable for it").completes("person");
  add_change_options(args, *o);
  args.about("Prints the id of the new action alone on standard output.");
  args.example("cmt action new 'Parcels left in the rain' --kind corrective --complaint 7K3 --problem "
               "'11 wet parcels since May'",
               "an action that a complaint caused");
  return [o](World& world) {
    return open_dossier<Action>(
        world, *o,
        [&](World& w, Session& session, const Stamp&) -> Result<std::pair<ActionHead, Bodies>> {
          if (auto r = expand(w, {&o->problem}); !r) return std::move(r).failure();
          Opened opened;
          opened.kind = parse_name(action_kind_names, o->kind);
          opened.source = o->source.empty()
                              ? (o->complaints.empty() ? Origin::self : Origin::complaint)
                              : parse_name(origin_names, o->source);
          auto complaints = complaint_ids(session, o->complaints);
          if (!complaints) return std::move(complaints).failure();
          opened.complaints = std::move(*complaints);
          opened.refs = o->refs;
          opened.problem = {o->problem};
          if (!o->severity.empty()) opened.severity = o->severity[0] - '0';
          opened.owner = o->owner;
          return std::pair{ActionHead{o->title}, Bodies{std::move(opened)}};
        });
  };
}

// ---- steps --------------------------------------------------------------------------------------

Run add_contain(Args& args) {
  struct Options : StepOptions {
    std::string what;
  };
  const auto o = std::make_shared<Options>();
  args.positional("ID", o->id, "its id, or any start of it that is unique").completes("action");
  args.positional("TEXT", o->what, "what was done at once; - or @FILE");
  add_change_options(args, *o);
  args.about("An action of severity 3 or 4 is planned only once the problem was contained.");
  args.example("cmt action contain A-4T 'Deliveries stopped at the north depot'", "it goes on no longer");
  return [o](World& world) {
    return step(world, *o, [&](const Step& s) -> Result<Bodies> {
      if (auto r = expand(s.world, {&o->what}); !r) return std::move(r).failure();
      return Bodies{Contained{{o->what}}};
    }, tr("contained"));
  };
}

Run add_analyse(Args& args) {
  struct Options : StepOptions {
    std::vector<std::string> causes;
    std::string method, text, scope;
  };
  const auto o = std::make_shared<Options>();
  add_dossier_options<Action>(args, *o);
  args.repeated("--cause", "C", o->causes, "root cause, the main one first").completes("cause");
  args.option("--cause-method", "M", o->method, "how it was found");
  args.option("--cause-text", "TEXT", o->text, "the cause in words; - or @FILE");
  args.option("--scope-check", "TEXT", o->scope, "other products, sites and customers affected; - or @FILE");
  args.example("cmt action analyse A-4T --cause C13 --scope-check 'Only the north depot'", "why it happened");
  return [o](World& world) {
    return step(world, *o, [&](const Step& s) -> Result<Bodies> {
      if (auto r = expand(s.world, {&o->text, &o->scope}); !r) return std::move(r).failure();
      auto cause = cause_value(s.session.rules().lists, o->causes, o->method, o->text);
      if (!cause) return std::move(cause).failure();
      return Bodies{Analysed{std::move(*cause), {o->scope}}};
    }, tr("analysed"));
  };
}

Run add_plan(Args& args) {
  struct Options : StepOptions {
    std::vector<std::string> steps, causes, categories;
    std::string owner, sponsor, due, criterion, product, unit, fall, settling, window, risk, money, hours;
  };
  const auto o = std::make_shared<Options>();
  add_dossier_options<Action>(args, *o);
  args.repeated("--step", "TEXT", o->steps, "what is to be done; once for each step").required();
  args.option("--owner", "WHO", o->owner, "who is accountable; else the owner it has").completes("person");
  args.option("--sponsor", "WHO", o->sponsor, "who gives the means").completes("person");
  args.option("--due", "DATE", o->due, "until when all is to be implemented").required();
  args.option("--criterion", "TEXT", o->criterion, "by what it will be seen that it worked; - or @FILE");
  args.repeated("--cause", "C", o->causes, "count complaints with this root cause").completes("cause");
  args.repeated("--category", "C", o->categories, "count complaints of this category").completes("category");
  args.option("--product", "P", o->product, "count only those about this product").completes("product");
  args.option("--unit", "U", o->unit, "count only those about this unit").completes("unit");
  args.option("--fall", "PERCENT", o->fall, "by how much they must fall");
  args.option("--settling", "DAYS", o->settling, "days after the implementation that do not count; 30");
  args.option("--window", "DAYS", o->window, "length of the windows before and after; 90");
  args.option("--risk", "TEXT", o->risk, "what could get worse by it; - or @FILE");
  args.option("--money", "AMOUNT", o->money, "what it may cost, such as '120.00 EUR'");
  args.option("--hours", "N", o->hours, "hours of work it may take");
  args.about("The criterion is set before the implementation. With a cause or category it is measured in "
             "the register itself: those complaints fall by so many per cent. To change a plan, plan "
             "again; it is then approved again.");
  args.example("cmt action plan A-4T --owner omid --step 'Buy covers' --due 2026-06-01 --criterion 'Wet "
               "parcels fall by half' --cause C13 --fall 50",
               "a plan whose effect the register measures");
  return [o](World& world) {
    return step(world, *o, [&](const Step& s) -> Result<Bodies> {
      if (auto r = expand(s.world, {&o->criterion, &o->risk}); !r) return std::move(r).failure();
      const Lists& lists = s.session.rules().lists;
      Planned planned;
      for (auto& one : o->steps) planned.steps.push_back({{one}, {}, {}});
      planned.owner = o->owner.empty() ? s.state.owner : o->owner;
      planned.sponsor = o->sponsor;
      auto due = date_value(o->due, "--due");
      if (!due) return std::move(due).failure();
      planned.due = *due;
      const bool counts = !o->causes.empty() || !o->categories.empty() || !o->fall.empty();
      if (!o->criterion.empty() || counts) {
        Criterion criterion;
        criterion.text = {o->criterion};
        auto causes = code_values(lists, "causes", o->causes, "--cause");
        if (!causes) return std::move(causes).failure();
        criterion.causes = std::move(*causes);
        auto categories = code_values(lists, "problems", o->categories, "--category");
        if (!categories) return std::move(categories).failure();
        criterion.categories = std::move(*categories);
        criterion.product = o->product;
        criterion.unit = o->unit;
        for (auto [typed, option, low, high, target] :
             {std::tuple{&o->fall, "--fall", 1, 100, &criterion.fall_percent},
              std::tuple{&o->settling, "--settling", 0, 365, &criterion.settling_days},
              std::tuple{&o->window, "--window", 7, 730, &criterion.window_days}}) {
          auto number = number_value(*typed, option, low, high);
          if (!number) return std::move(number).failure();
          *target = *number;
        }
        planned.criterion = std::move(criterion);
      }
      planned.risk_of_side_effects = {o->risk};
      auto money = money_value(o->money, "--money");
      if (!money) return std::move(money).failure();
      planned.money = std::move(*money);
      auto hours = number_value(o->hours, "--hours", 0, 999'999);
      if (!hours) return std::move(hours).failure();
      planned.hours = *hours;
      return Bodies{std::move(planned)};
    }, tr("planned"));
  };
}

Run add_approve_action(Args& args) {
  struct Options : StepOptions {
    std::string text;
  };
  const auto o = std::make_shared<Options>();
  add_dossier_options<Action>(args, *o);
  args.option("--text", "TEXT", o->text, "a remark; - or @FILE");
  args.example("cmt action approve A-4T --by sara", "the plan may be carried out");
  return [o](World& world) {
    return step(world, *o, [&](const Step& s) -> Result<Bodies> {
      if (auto r = expand(s.world, {&o->text}); !r) return std::move(r).failure();
      return Bodies{Approved{{o->text}}};
    }, tr("approved"));
  };
}

Run add_step_done(Args& args) {
  struct Options : StepOptions {
    std::string number, evidence;
  };
  const auto o = std::make_shared<Options>();
  args.positional("ID", o->id, "its id, or any start of it that is unique").completes("action");
  args.positional("STEP", o->number, "number of the step in the plan, from 1");
  add_change_options(args, *o);
  args.option("--evidence", "TEXT", o->evidence, "what shows it; - or @FILE");
  args.example("cmt action step A-4T 1 --evidence 'Invoice 5512'", "the first step is done");
  return [o](World& world) {
    return step(world, *o, [&](const Step& s) -> Result<Bodies> {
      if (auto r = expand(s.world, {&o->evidence}); !r) return std::move(r).failure();
      auto number = number_value(o->number, "STEP", 1, 999);
      if (!number) return std::move(number).failure();
      return Bodies{StepDone{*number, {o->evidence}}};
    }, tr("step {} done", o->number));
  };
}

Run add_implement(Args& args) {
  struct Options : StepOptions {
    std::vector<std::string> changed, training;
    std::string text;
    bool all_steps = false;
  };
  const auto o = std::make_shared<Options>();
  add_dossier_options<Action>(args, *o);
  args.repeated("--changed", "TEXT", o->changed, "a document, process or product that was changed");
  args.repeated("--training", "TEXT", o->training, "who must learn what");
  args.option("--text", "TEXT", o->text, "in words; - or @FILE");
  args.flag("--all-steps", o->all_steps, "the steps that are left are done too");
  args.example("cmt action implement A-4T --all-steps --changed 'Loading instruction v3'", "all is done");
  return [o](World& world) {
    return step(world, *o, [&](const Step& s) -> Result<Bodies> {
      if (auto r = expand(s.world, {&o->text}); !r) return std::move(r).failure();
      Bodies out;
      for (std::size_t i = 0; o->all_steps && i < s.state.steps.size(); ++i)
        if (!s.state.steps[i].done) out.emplace_back(StepDone{static_cast<int>(i + 1), {}});
      out.emplace_back(Implemented{o->changed, o->training, {o->text}});
      return out;
    }, tr("implemented"));
  };
}

Run add_verify(Args& args) {
  struct Options : StepOptions {
    std::string verdict, evidence, exposure_before, exposure_after;
  };
  const auto o = std::make_shared<Options>();
  add_dossier_options<Action>(args, *o);
  args.option("--exposure-before", "N", o->exposure_before, "what the count before is held against, such as parcels sent");
  args.option("--exposure-after", "N", o->exposure_after, "the same for the window after");
  args.option("--verdict", "V", o->verdict, "where nothing is counted: what was found")
      .choices(choices_of(verdict_names));
  args.option("--evidence", "TEXT", o->evidence, "what the verdict rests on; - or @FILE");
  args.about("Counts the complaints of the criterion by the day of the problem: before, in the window that "
             "ends the day before the implementation, and after, in the window that begins after the "
             "settling period. The verdict follows from the two: effective when the fall reaches the "
             "target, partly when it reaches half of it, not-assessable when fewer than five complaints "
             "were to be expected. Partly and not-effective lead back to the analysis.");
  args.example("cmt action verify A-4T --by sara", "counted in the register, by another than the owner");
  return [o](World& world) {
    std::string counted;
    return take_dossier_step<Action>(
        world, *o,
        [&](const Step& s) -> Result<Bodies> {
          if (auto r = expand(s.world, {&o->evidence}); !r) return std::move(r).failure();
          Verified verified;
          verified.evidence = {o->evidence};
          const auto& criterion = s.state.criterion;
          if (!criterion || !criterion->is_measured() || !s.state.implemented_on) {
            if (o->verdict.empty() && s.state.implemented_on)
              return failure(FailureKind::usage, tr("missing: --verdict"),
                             tr("the criterion counts nothing, so the verifier says what was found"));
            verified.verdict = parse_name(verdict_names, o->verdict);
            return Bodies{std::move(verified)};
          }
          if (!o->verdict.empty())
            return failure(FailureKind::usage, tr("--verdict is not for an action that is measured"),
                           tr("the verdict follows from the figures"));
          auto cases = load_cases(s.world, s.session, {false, false, {}});
          if (!cases) return std::move(cases).failure();
          const auto complaints = states_of(*cases);
          const auto& zone = s.session.rules().zone;
          const Windows windows = windows_of(*criterion, *s.state.implemented_on);
          verified.baseline = measure(complaints, *criterion, windows.baseline, zone);
          verified.window = measure(complaints, *criterion, windows.check, zone);
          for (auto [typed, option, target] :
               {std::tuple{&o->exposure_before, "--exposure-before", &verified.baseline->exposure},
                std::tuple{&o->exposure_after, "--exposure-after", &verified.window->exposure}}) {
            auto number = number_value(*typed, option, 1, 99'999'999);
            if (!number) return std::move(number).failure();
            *target = *number;
          }
          if (verified.baseline->exposure.has_value() != verified.window->exposure.has_value())
            return failure(FailureKind::usage, tr("an exposure is given for one window only"),
                           tr("give both --exposure-before and --exposure-after"));
          verified.verdict = verdict_of(criterion->fall_percent.value_or(100), *verified.baseline,
                                        *verified.window);
          counted = fmt::format("; before {}; after {}", in_words(*verified.baseline),
                                in_words(*verified.window));
          return Bodies{std::move(verified)};
        },
        [&](const ActionState& state) {
          return fmt::format("{} {}{}", state.id,
                             name_of(verdict_names, state.check->verdict.value_or(Verdict::not_assessable)),
                             counted);
        });
  };
}

Run add_close_action(Args& args) {
  struct Options : StepOptions {
    std::string lessons, no_lessons, not_assessable, benefit, cost;
    std::vector<std::string> shared;
  };
  const auto o = std::make_shared<Options>();
  add_dossier_options<Action>(args, *o);
  args.option("--lessons", "TEXT", o->lessons, "what was learned; - or @FILE");
  args.option("--no-lessons", "REASON", o->no_lessons, "why nothing was learned");
  args.option("--not-assessable", "REASON", o->not_assessable, "why it is closed although nobody can say whether it worked");
  args.repeated("--shared-with", "WHO", o->shared, "who was told what was learned");
  args.option("--cost", "AMOUNT", o->cost, "what it cost, such as '120.00 EUR'");
  args.option("--benefit", "TEXT", o->benefit, "what it brought; - or @FILE");
  args.example("cmt action close A-4T --by sara --lessons 'Covers are part of every depot now'", "it worked");
  return [o](World& world) {
    return step(world, *o, [&](const Step& s) -> Result<Bodies> {
      if (auto r = expand(s.world, {&o->lessons, &o->benefit}); !r) return std::move(r).failure();
      ActionClosed closed;
      closed.lessons = {o->lessons};
      closed.no_lessons_reason = {o->no_lessons};
      closed.not_assessable_reason = {o->not_assessable};
      closed.shared_with = o->shared;
      closed.benefit = {o->benefit};
      auto cost = money_value(o->cost, "--cost");
      if (!cost) return std::move(cost).failure();
      closed.cost = std::move(*cost);
      return Bodies{std::move(closed)};
    }, tr("closed"));
  };
}

template <class Body>
Run add_ending(Args& args, const char* reason, const char* said, const char* example) {
  struct Options : StepOptions {
    std::string reason;
  };
  const auto o = std::make_shared<Options>();
  add_dossier_options<Action>(args, *o);
  args.option("--reason", "TEXT", o->reason, reason).required();
  args.example(example, "with the reason for the record");
  return [o, said](World& world) {
    return step(world, *o, [&](const Step& s) -> Result<Bodies> {
      if (auto r = expand(s.world, {&o->reason}); !r) return std::move(r).failure();
      return Bodies{Body{{o->reason}}};
    }, said);
  };
}
Run add_reject_action(Args& args) {
  return add_ending<ActionRejected>(args, msgid("why nothing is done; - or @FILE"), "rejected",
                                    "cmt action reject A-4T --reason 'The supplier did it already'");
}
Run add_cancel(Args& args) {
  return add_ending<Cancelled>(args, msgid("why it is given up; - or @FILE"), "cancelled",
                               "cmt action cancel A-4T --reason 'The product is sold no longer'");
}

Run add_link_action(Args& args) {
  struct Options : StepOptions {
    std::vector<std::string> complaints, refs;
  };
  const auto o = std::make_shared<Options>();
  add_dossier_options<Action>(args, *o);
  args.repeated("--complaint", "ID", o->complaints, "a further complaint it is about").completes("id");
  args.repeated("--ref", "TEXT", o->refs, "a further finding, trend, review or survey");
  args.example("cmt action link A-4T --complaint 9QX", "one more case of the same kind");
  return [o](World& world) {
    return step(world, *o, [&](const Step& s) -> Result<Bodies> {
      auto complaints = complaint_ids(s.session, o->complaints);
      if (!complaints) return std::move(complaints).failure();
      return Bodies{ActionLinked{std::move(*complaints), o->refs}};
    }, tr("linked"));
  };
}

Run add_note_action(Args& args) {
  struct Options : StepOptions {
    std::string text;
  };
  const auto o = std::make_shared<Options>();
  args.positional("ID", o->id, "its id, or any start of it that is unique").completes("action");
  args.positional("TEXT", o->text, "the note; - or @FILE");
  add_change_options(args, *o);
  args.example("cmt action note A-4T 'The covers come on Monday'", "a remark");
  return [o](World& world) {
    return step(world, *o, [&](const Step& s) -> Result<Bodies> {
      if (auto r = expand(s.world, {&o->text}); !r) return std::move(r).failure();
      return Bodies{ActionNoted{{o->text}}};
    }, tr("noted"));
  };
}

// ---- look ---------------------------------------------------------------------------------------

Run add_list_actions(Args& args) {
  struct Options {
    std::string status, owner, complaint;
    bool overdue = false;
  };
  const auto o = std::make_shared<Options>();
  auto statuses = choices_of(action_status_names);
  args.option("--status", "S", o->status, "only these; `open` alone is the status, `unended` all that is not over")
      .choices([&] {
        statuses.emplace_back("unended");
        return statuses;
      }());
  args.option("--owner", "WHO", o->owner, "only those of one owner").completes("person");
  args.option("--complaint", "ID", o->complaint, "only those about one complaint").completes("id");
  args.flag("--overdue", o->overdue, "only those that were to be implemented by now");
  args.example("cmt action list --status unended", "what is under way");
  return [o](World& world) {
    std::string complaint;
    std::optional<Date> today;
    if (!o->complaint.empty() || o->overdue) {
      auto session = open_session(world);
      if (!session) return fail(world, session.failure());
      today = today_of(world, *session);
      if (!o->complaint.empty()) {
        const auto id = session->reg.find(o->complaint);
        if (!id) return fail(world, id.failure());
        complaint = id->text();
      }
    }
    std::optional<Cases> cases;
    return list_dossiers<Action>(
        world,
        [&](const ActionState& state) {
          if (o->status == "unended" ? !is_open(state.status)
                                     : !o->status.empty() &&
                                           o->status != name_of(action_status_names, state.status))
            return false;
          if (!o->owner.empty() && o->owner != state.owner) return false;
          const bool waits = state.status < ActionStatus::implemented;
          if (o->overdue && !(waits && state.due && *state.due < *today)) return false;
          return complaint.empty() || std::find(state.complaints.begin(), state.complaints.end(),
                                                complaint) != state.complaints.end();
        },
        {{tr("ID").shown(), Align::left, 9, 0}, {tr("Status").shown(), Align::left, 6, 0}, {tr("Kind").shown(), Align::left, 6, 0},
         {tr("Owner").shown(), Align::left, 5, 1}, {tr("Due").shown(), Align::left, 10, 0}, {tr("Title").shown(), Align::left, 8, 3}},
        [](const Session&, const ActionState& state) {
          return std::vector<std::string>{state.id,
                                          std::string{name_of(action_status_names, state.status)},
                                          std::string{name_of(action_kind_names, state.kind)},
                                          state.owner, text_or_dash(state.due), state.title};
        },
        [&](const Session& session, const ActionState& state) {
          auto again = recurred(world, session, state, cases);
          return object_of(state, again ? *again : std::vector<std::string>{});
        });
  };
}

Run add_show_action(Args& args) {
  const auto id = std::make_shared<std::string>();
  args.positional("ID", *id, "its id, or any start of it that is unique").completes("action");
  args.about("A closed action that is measured says which complaints of its kind came up again.");
  args.example("cmt action show A-4T", "the action and its timeline");
  return [id](World& world) {
    std::optional<Cases> cases;
    const auto again = [&](const Session& session, const ActionState& state) {
      auto found = recurred(world, session, state, cases);
      return found ? *found : std::vector<std::string>{};
    };
    return show_dossier<Action>(
        world, *id, [](const ActionState& state) { return state.title; },
        [&](const Session& session, const ActionState& state) {
          Facts out;
          out.emplace_back(msgid("Kind"), tr("{}, from {}{}", name_of(action_kind_names, state.kind),
                                             name_of(origin_names, state.source),
                                             state.cycle > 1 ? fmt::format(", cycle {}", state.cycle) : "").shown());
          out.emplace_back(msgid("Problem"), state.problem.value);
          for (const auto& one : state.complaints) out.emplace_back(msgid("Complaint"), one);
          for (const auto& one : state.refs) out.emplace_back(msgid("Reference"), one);
          for (const auto& cause : state.causes)
            out.emplace_back(msgid("Cause"), fmt::format("{} ({})", session.rules().lists["causes"].label(
                                                                 cause, session.settings().language()),
                                                  cause));
          out.emplace_back(msgid("Owner"), state.owner);
          if (state.due) out.emplace_back(msgid("Due"), text(*state.due));
          for (std::size_t i = 0; i < state.steps.size(); ++i)
            out.emplace_back(fmt::format("Step {}", i + 1),
                             state.steps[i].plan.step.value + (state.steps[i].done ? ": done" : ": to do"));
          if (state.criterion) {
            out.emplace_back(msgid("Criterion"), state.criterion->text.value);
            if (state.criterion->is_measured() && state.implemented_on) {
              const Windows windows = windows_of(*state.criterion, *state.implemented_on);
              out.emplace_back(msgid("Windows"), tr("{} to {}, and {} to {}", text(*windows.baseline.from),
                                                    text(*windows.baseline.to), text(*windows.check.from),
                                                    text(*windows.check.to)).shown());
            }
          }
          if (state.check) {
            out.emplace_back(msgid("Verdict"), tr("{}, by {}",
                                                  name_of(verdict_names, state.check->verdict.value_or(
                                                                             Verdict::not_assessable)),
                                                  state.verifier).shown());
            if (state.check->baseline) out.emplace_back(msgid("Before"), in_words(*state.check->baseline));
            if (state.check->window) out.emplace_back(msgid("After"), in_words(*state.check->window));
          }
          for (const auto& one : again(session, state)) out.emplace_back(msgid("Recurred"), one);
          return out;
        },
        [&](const Session& session, const ActionState& state) {
          return object_of(state, again(session, state));
        });
  };
}

constexpr Command verbs[] = {
    {"action new", "learn", msgid("open an action"), "8.7", add_new_action},
    {"action contain", "learn", msgid("say what was done at once"), "8.7", add_contain},
    {"action analyse", "learn", msgid("find the cause and who else is affected"), "8.7", add_analyse},
    {"action plan", "learn", msgid("say what is done, by whom, and how its effect is seen"), "8.7", add_plan},
    {"action approve", "learn", msgid("approve the plan"), "8.7", add_approve_action},
    {"action step", "learn", msgid("a step of the plan is done"), "8.7", add_step_done},
    {"action implement", "learn", msgid("all of the plan is done"), "8.7", add_implement},
    {"action verify", "learn", msgid("check whether it worked, in the register"), "8.7", add_verify},
    {"action close", "learn", msgid("close it, with what was learned"), "8.7", add_close_action},
    {"action reject", "learn", msgid("nothing is done about it"), "8.7", add_reject_action},
    {"action cancel", "learn", msgid("give it up"), "8.7", add_cancel},
    {"action link", "learn", msgid("add complaints or references"), "8.7", add_link_action},
    {"action note", "learn", msgid("add a remark"), "8.7", add_note_action},
    {"action list", "learn", msgid("the actions of the register"), "8.7", add_list_actions},
    {"action show", "learn", msgid("one action and its timeline"), "8.7", add_show_action},
};

}  // namespace

std::span<const Command> action_verbs() { return verbs; }

Run add_action(Args& args) {
  args.about("A remedy helps one complainant; an action removes the cause. Its effect is counted in the "
             "register itself, and it is closed by another person than its owner. docs/records/action.md tells "
             "the whole way.");
  args.example("cmt action list --status unended", "what is under way");
  args.example("cmt action verify A-4T --by sara", "did the complaints become fewer?");
  return [](World&) { return cli::done; };
}

}  // namespace cmt::cli
