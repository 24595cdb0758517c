// 8.6 Management review: the pack, what was decided, and what came of it.
#include <fmt/core.h>

#include "audit/review.hpp"
#include "cli/commands.hpp"
#include "cli/dossiers.hpp"
#include "cli/text_step.hpp"
#include "cli/evidence.hpp"
#include "cli/reports.hpp"
#include "cli/git.hpp"
#include "cli/open_action.hpp"
#include "cli/values.hpp"

namespace cmt::cli {
namespace {

using namespace audit;
using Bodies = std::vector<ReviewBody>;
using Step = DossierStep<Review>;

int step(World& world, const StepOptions& options, const MakeBodies<Review>& make, const Message& said) {
  return take_dossier_step<Review>(world, options, make, [said](const ReviewState& state) {
    return Message{state.id + " "} + said;
  });
}

Run add_pack(Args& args) {
  const auto o = std::make_shared<PackOptions>();
  add_pack_options(args, *o);
  args.about("Every input of 8.6.2 with what the register has for it and where that comes from; the decisions of "
             "earlier reviews and their state come first. Nothing is written to the register.");
  args.example("cmt review pack --period 2026-Q3", "what management reviews");
  args.example("cmt review pack --period 2026-Q3 --format html -o pack.html", "the same as a page");
  return [o](World& world) {
    auto session = open_session(world);
    if (!session) return fail(world, session.failure());
    const auto pack = load_pack(world, *session, *o, std::nullopt);
    if (!pack) return fail(world, pack.failure());
    auto report = evidence::review_pack(pack->evidence, pack->questions, pack->scope);
    report.notes.push_back(fmt::format("cmt {}", CMT_VERSION));
    return print_report(world, report, o->format, o->output);
  };
}

Run add_new_review(Args& args) {
  struct Options : ChangeOptions {
    std::string title, period, from, to, on, chair;
  };
  const auto o = std::make_shared<Options>();
  args.positional("TITLE", o->title, "one line, such as 'Third quarter of 2026'");
  args.option("--period", "P", o->period, "the period that is reviewed: 2026, 2026-Q3, 2026-07");
  args.option("--from", "DATE", o->from, "its first day");
  args.option("--to", "DATE", o->to, "its last day");
  args.option("--on", "DATE", o->on, "when it is to be held").required();
  args.option("--chair", "WHO", o->chair, "who of top management chairs it").completes("person").required();
  add_change_options(args, *o);
  args.about("Prints the id of the new review alone on standard output.");
  args.example("cmt review new 'Third quarter' --period 2026-Q3 --on 2026-10-12 --chair sara", "a review is called");
  return [o](World& world) {
    return open_dossier<Review>(
        world, *o, [&](World&, Session&, const Stamp&) -> Result<std::pair<ReviewHead, Bodies>> {
          const auto period = period_value(o->period, o->from, o->to);
          if (!period) return period.failure();
          auto on = date_value(o->on, "--on");
          if (!on) return std::move(on).failure();
          return std::pair{ReviewHead{o->title}, Bodies{ReviewOpened{period->from, period->to, *on, o->chair}}};
        });
  };
}

Run add_hold(Args& args) {
  struct Options : StepOptions {
    std::string minutes;
    std::vector<std::string> present, absent, inputs, without;
    bool all_inputs = false;
  };
  const auto o = std::make_shared<Options>();
  add_dossier_options<Review>(args, *o);
  args.repeated("--present", "WHO", o->present, "who took part").completes("person").required();
  args.repeated("--absent", "WHO", o->absent, "who was asked and did not").completes("person");
  args.repeated("--input", "CODE", o->inputs, "an input of 8.6.2 that was considered: cmt schema --lists review_inputs");
  args.flag("--all-inputs", o->all_inputs, "all were considered but those of --without");
  args.repeated("--without", "CODE=REASON", o->without, "an input that was not considered, and why");
  args.option("--minutes", "TEXT", o->minutes, "what was said; - or @FILE").required();
  args.example("cmt review hold M-4T --present sara --all-inputs --without comparisons='none at hand' --minutes @m.txt", "the review was held");
  return [o](World& world) {
    return step(world, *o, [&](const Step& s) -> Result<Bodies> {
      if (auto r = expand(s.world, {&o->minutes}); !r) return std::move(r).failure();
      const Lists& lists = s.session.rules().lists;
      ReviewHeld held;
      held.present = o->present;
      held.absent = o->absent;
      held.commit = committed_at(s.session.root);
      held.minutes = {o->minutes};
      for (const auto& typed : o->without) {
        const auto equals = std::min(typed.find('='), typed.size());
        auto code = code_value(lists, "review_inputs", typed.substr(0, equals), "--without");
        if (!code) return std::move(code).failure();
        held.left_out.push_back({std::move(*code), {typed.substr(std::min(equals + 1, typed.size()))}});
      }
      auto inputs = code_values(lists, "review_inputs", o->inputs, "--input");
      if (!inputs) return std::move(inputs).failure();
      held.considered = std::move(*inputs);
      if (o->all_inputs)
        for (const auto& code : lists["review_inputs"].codes()) {
          const auto is_left_out = [&](const LeftOut& one) { return one.input == code; };
          if (std::none_of(held.left_out.begin(), held.left_out.end(), is_left_out) &&
              std::find(held.considered.begin(), held.considered.end(), code) == held.considered.end())
            held.considered.push_back(code);
        }
      return Bodies{std::move(held)};
    }, tr("held"));
  };
}

Run add_decide(Args& args) {
  struct Options : StepOptions {
    std::string text, output, owner, due, link;
    bool action = false;
  };
  const auto o = std::make_shared<Options>();
  args.positional("ID", o->id, "its id, or any start of it that is unique").completes("review");
  args.positional("TEXT", o->text, "what was decided; - or @FILE");
  add_change_options(args, *o);
  args.option("--for", "WHAT", o->output, "what it is for (8.6.3)").choices(choices_of(output_names)).required();
  args.option("--owner", "WHO", o->owner, "who sees to it").completes("person").required();
  args.option("--due", "DATE", o->due, "until when").required();
  args.flag("--action", o->action, "open an action for it, whose id the decision has");
  args.option("--action-id", "ID", o->link, "the action that carries it out").completes("action");
  args.example("cmt review decide M-4T 'Two more handlers' --for resources --owner sara --due 2027-01-31 --action", "a decision that becomes an action");
  return [o](World& world) {
    return take_dossier_step<Review>(world, *o, [&](const Step& s) -> Result<Bodies> {
      if (auto r = expand(s.world, {&o->text}); !r) return std::move(r).failure();
      if (o->action && !o->link.empty())
        return failure(FailureKind::usage, tr("--action and --action-id exclude each other"));
      auto due = date_value(o->due, "--due");
      if (!due) return std::move(due).failure();
      auto id = action_id(s.session, o->link);
      if (!id) return std::move(id).failure();
      Decided decided{parse_name(output_names, o->output), {o->text}, o->owner, *due, std::move(*id)};
      if (o->action) {
        improvement::Opened opened;
        opened.kind = improvement::ActionKind::improvement;
        opened.source = improvement::Origin::review;
        const auto number = s.state.decisions.size() + 1;
        opened.refs = {fmt::format("{} decision {}", s.state.id, number)};
        opened.problem = decided.text;
        opened.owner = decided.owner;
        auto made = open_action(s.world, s.session, s.stamp, {fmt::format("Decision {} of {}", number, s.state.id), std::move(opened)}, s.others);
        if (!made) return std::move(made).failure();
        decided.action = std::move(*made);
      }
      return Bodies{std::move(decided)};
    }, [](const ReviewState& state) {
      const auto& action = state.decisions.back().decided.action;
      return tr("{} decision {} recorded{}", state.id, state.decisions.size(), action.empty() ? "" : ", action " + action);
    });
  };
}

Run add_done(Args& args) {
  struct Options : StepOptions {
    std::string number, evidence;
  };
  const auto o = std::make_shared<Options>();
  args.positional("ID", o->id, "its id, or any start of it that is unique").completes("review");
  args.positional("DECISION", o->number, "number of the decision, from 1");
  add_change_options(args, *o);
  args.option("--evidence", "TEXT", o->evidence, "what shows that it is done; - or @FILE").required();
  args.about("A decision with an action is done when the action is closed.");
  args.example("cmt review done M-4T 1 --evidence 'Contract 77'", "a decision is carried out");
  return [o](World& world) {
    return step(world, *o, [&](const Step& s) -> Result<Bodies> {
      if (auto r = expand(s.world, {&o->evidence}); !r) return std::move(r).failure();
      auto number = number_value(o->number, "DECISION", 1, 999);
      if (!number) return std::move(number).failure();
      return Bodies{DecisionDone{*number, {o->evidence}}};
    }, tr("decision {} done", o->number));
  };
}

Run add_close_review(Args& args) {
  struct Options : StepOptions {
    std::string next, none;
  };
  const auto o = std::make_shared<Options>();
  add_dossier_options<Review>(args, *o);
  args.option("--next", "DATE", o->next, "when the next review is to be held").required();
  args.option("--no-decision", "REASON", o->none, "why nothing was decided; - or @FILE");
  args.example("cmt review close M-4T --next 2027-01-15", "the review is over");
  return [o](World& world) {
    return step(world, *o, [&](const Step& s) -> Result<Bodies> {
      if (auto r = expand(s.world, {&o->none}); !r) return std::move(r).failure();
      auto next = date_value(o->next, "--next");
      if (!next) return std::move(next).failure();
      return Bodies{ReviewClosed{*next, {o->none}}};
    }, tr("closed"));
  };
}

Run add_cancel_review(Args& args) {
  return add_text_step<Review, ReviewCancelled>(
      args, {"--reason", true, msgid("why it is not held; - or @FILE"), msgid("cancelled"),
             "cmt review cancel M-4T --reason 'Held with the yearly review'", "with the reason for the record"});
}
Run add_note_review(Args& args) {
  return add_text_step<Review, ReviewNoted>(
      args, {nullptr, true, msgid("the note; - or @FILE"), msgid("noted"), "cmt review note M-4T 'The pack came late'", "a remark"});
}

Json object_of(const Session&, const ReviewState& state) {
  Json out{{"id", state.id},
           {"status", std::string{name_of(review_status_names, state.status)}},
           {"title", state.title},
           {"from", json_date(state.plan.from)},
           {"to", json_date(state.plan.to)},
           {"planned_on", json_date(state.plan.planned_on)},
           {"chair", state.plan.chair},
           {"held_on", json_date(state.held_on)},
           {"considered", state.meeting ? Json(state.meeting->considered) : Json::array()},
           {"next_on", json_date(state.next_on)},
           {"decisions", Json::array()}};
  for (const auto& one : state.decisions)
    out["decisions"].push_back({{"for", one.decided.output ? Json(std::string{name_of(output_names, *one.decided.output)}) : Json(nullptr)},
                                {"text", one.decided.text.value},
                                {"owner", one.decided.owner},
                                {"due", json_date(one.decided.due)},
                                {"action", json_text(one.decided.action)},
                                {"done_on", json_date(one.done_on)}});
  return out;
}

Run add_list_reviews(Args& args) {
  args.example("cmt review list", "the reviews of the register");
  return [](World& world) {
    return list_dossiers<Review>(
        world, [](const ReviewState&) { return true; },
        {{tr("ID").shown(), Align::left, 9, 0}, {tr("Status").shown(), Align::left, 6, 0}, {tr("Held").shown(), Align::left, 10, 0},
         {tr("Next").shown(), Align::left, 10, 0}, {tr("Decisions").shown(), Align::right, 9, 0}, {tr("Title").shown(), Align::left, 8, 3}},
        [](const Session&, const ReviewState& state) {
          return std::vector<std::string>{state.id, std::string{name_of(review_status_names, state.status)},
                                          text_or_dash(state.held_on), text_or_dash(state.next_on),
                                          std::to_string(state.decisions.size()), state.title};
        },
        object_of);
  };
}

Run add_show_review(Args& args) {
  const auto id = std::make_shared<std::string>();
  args.positional("ID", *id, "its id, or any start of it that is unique").completes("review");
  args.example("cmt review show M-4T", "the review, its decisions and its timeline");
  return [id](World& world) {
    return show_dossier<Review>(
        world, *id, [](const ReviewState& state) { return state.title; },
        [](const Session& session, const ReviewState& state) {
          Facts out{{msgid("Period"), text_or_dash(state.plan.from) + " to " + text_or_dash(state.plan.to)},
                    {msgid("Chair"), state.plan.chair},
                    {msgid("Held"), state.held_on ? text(*state.held_on) : ""}};
          if (state.meeting)
            for (const auto& one : state.meeting->left_out)
              out.emplace_back(msgid("Left out"), session.rules().lists["review_inputs"].label(one.input, session.settings().language()) + ": " + one.reason.value);
          for (std::size_t i = 0; i < state.decisions.size(); ++i) {
            const auto& one = state.decisions[i];
            out.emplace_back(fmt::format("Decision {}", i + 1),
                             fmt::format("{}; {}, due on {}{}{}", one.decided.text.value, one.decided.owner, text_or_dash(one.decided.due),
                                         one.decided.action.empty() ? "" : "; action " + one.decided.action,
                                         one.done_on ? "; done on " + text(*one.done_on) : ""));
          }
          if (state.next_on) out.emplace_back(msgid("Next"), text(*state.next_on));
          return out;
        },
        object_of);
  };
}

constexpr Command verbs[] = {
    {"review pack", "learn", msgid("gather every input of a review"), "8.6.2", add_pack},
    {"review new", "learn", msgid("call a review"), "8.6.1", add_new_review},
    {"review hold", "learn", msgid("it was held: who, what was considered, what was said"), "8.6.2", add_hold},
    {"review decide", "learn", msgid("put a decision on record"), "8.6.3", add_decide},
    {"review done", "learn", msgid("a decision is carried out"), "8.6.3", add_done},
    {"review close", "learn", msgid("close it, and say when the next one is"), "8.6.3", add_close_review},
    {"review cancel", "learn", msgid("it is not held"), "8.6.1", add_cancel_review},
    {"review note", "learn", msgid("add a remark"), "8.6", add_note_review},
    {"review list", "learn", msgid("the reviews of the register"), "8.6", add_list_reviews},
    {"review show", "learn", msgid("one review and its timeline"), "8.6", add_show_review},
};

}  // namespace

std::span<const Command> review_verbs() { return verbs; }

Run add_review(Args& args) {
  args.about("Top management looks at the process at planned intervals, and decides. docs/records/review.md tells the "
             "whole way.");
  args.example("cmt review pack --period 2026-Q3", "what management reviews");
  args.example("cmt review list", "the reviews, and when the next one is");
  return [](World&) { return cli::done; };
}

}  // namespace cmt::cli
