// 8.5 Auditing: what the register answers of itself, and what an auditor found.
#include <fmt/core.h>

#include <algorithm>

#include "audit/audit.hpp"
#include "cli/cases.hpp"
#include "cli/commands.hpp"
#include "cli/dossiers.hpp"
#include "cli/text_step.hpp"
#include "cli/evidence.hpp"
#include "cli/reports.hpp"
#include "cli/git.hpp"
#include "cli/open_action.hpp"
#include "cli/print.hpp"
#include "cli/values.hpp"

namespace cmt::cli {
namespace {

using namespace audit;
using Bodies = std::vector<AuditBody>;
using Step = DossierStep<Audit>;

int step(World& world, const StepOptions& options, const MakeBodies<Audit>& make, const Message& said) {
  return take_dossier_step<Audit>(world, options, make, [said](const AuditState& state) {
    return Message{state.id + " "} + said;
  });
}

std::string period_text(const AuditState& state) {
  return text_or_dash(state.scope.from) + " to " + text_or_dash(state.scope.to);
}

// ---- new, plan --------------------------------------------------------------------------------

Run add_new_audit(Args& args) {
  struct Options : ChangeOptions {
    std::string title, kind = "internal", programme, period, from, to, purpose;
    std::vector<std::string> clauses, criteria, units;
  };
  const auto o = std::make_shared<Options>();
  args.positional("TITLE", o->title, "one line: what is audited, and when");
  args.option("--kind", "K", o->kind, "internal when not given; external, or self-assessment").choices(choices_of(audit_kind_names));
  args.option("--programme", "P", o->programme, "the programme that it is part of, such as 2026; else the year it begins in");
  args.repeated("--clause", "C", o->clauses, "a clause that it covers: 4, 7.2, 'ISO 10003'; all when not given");
  args.repeated("--criterion", "TEXT", o->criteria, "what is held against: the guidance, a procedure, a law");
  args.option("--period", "P", o->period, "the period that is audited: 2026, 2026-Q3, 2026-07");
  args.option("--from", "DATE", o->from, "its first day");
  args.option("--to", "DATE", o->to, "its last day");
  args.repeated("--unit", "U", o->units, "a unit that is audited; all when not given").completes("unit");
  args.option("--purpose", "TEXT", o->purpose, "what it is to find out; - or @FILE");
  add_change_options(args, *o);
  args.about("Prints the id of the new audit alone on standard output.");
  args.example("cmt audit new 'Complaints handling 2026' --period 2026", "an internal audit of all clauses");
  return [o](World& world) {
    return open_dossier<Audit>(
        world, *o, [&](World& w, Session& session, const Stamp& stamp) -> Result<std::pair<AuditHead, Bodies>> {
          if (auto r = expand(w, {&o->purpose}); !r) return std::move(r).failure();
          const auto period = period_value(o->period, o->from, o->to);
          if (!period) return period.failure();
          AuditOpened opened;
          opened.kind = parse_name(audit_kind_names, o->kind);
          opened.clauses = o->clauses.empty() ? std::vector<std::string>{"all"} : o->clauses;
          opened.criteria = o->criteria;
          opened.from = period->from;
          opened.to = period->to;
          const auto day = session.rules().zone.date_of(stamp.at);
          opened.programme = !o->programme.empty() ? o->programme : day ? std::to_string(year_of(*day)) : "";
          opened.units = o->units;
          opened.purpose = {o->purpose};
          return std::pair{AuditHead{o->title}, Bodies{std::move(opened)}};
        });
  };
}

Run add_plan_audit(Args& args) {
  struct Options : StepOptions {
    std::string on, method, seed;
    std::vector<std::string> auditors, sample;
  };
  const auto o = std::make_shared<Options>();
  add_dossier_options<Audit>(args, *o);
  args.repeated("--auditor", "WHO", o->auditors, "who audits").completes("person").required();
  args.option("--on", "DATE", o->on, "when it is held").required();
  args.option("--method", "TEXT", o->method, "how: interviews, sample, calls; - or @FILE");
  args.repeated("--sample", "ID", o->sample, "a complaint that is looked at; every one of the period when not given").completes("id");
  args.option("--seed", "N", o->seed, "of the draw of the sample, so that it can be drawn again");
  args.about("Refused when an auditor owned, investigated, approved or decided a complaint in scope: the sample, "
             "else every complaint of the units that was received in the period.");
  args.example("cmt audit plan E-4T --auditor mina --on 2026-11-20", "who audits, and when");
  return [o](World& world) {
    return step(world, *o, [&](const Step& s) -> Result<Bodies> {
      if (auto r = expand(s.world, {&o->method}); !r) return std::move(r).failure();
      auto sample = complaint_ids(s.session, o->sample);
      if (!sample) return std::move(sample).failure();
      auto on = date_value(o->on, "--on");
      if (!on) return std::move(on).failure();
      auto seed = number_value(o->seed, "--seed", 0, 999'999'999);
      if (!seed) return std::move(seed).failure();
      AuditPlanned planned{o->auditors, *on, {o->method}, std::move(*sample), *seed};
      auto cases = load_cases(s.world, s.session, {});
      if (!cases) return std::move(cases).failure();
      std::vector<const process::State*> states;
      for (const auto& one : cases->states) states.push_back(&one);
      AuditState after = s.state;
      after.plan = planned;
      auto refusals = refusals_of_auditors(planned.auditors, after, states, s.session.rules().zone);
      if (!refusals.empty()) return Failure{FailureKind::refused, std::move(refusals)};
      return Bodies{std::move(planned)};
    }, tr("planned"));
  };
}

// ---- run --------------------------------------------------------------------------------------

Run add_run(Args& args) {
  struct Options : PackOptions {
    std::string id;
  };
  const auto o = std::make_shared<Options>();
  args.positional("ID", o->id, "an audit, whose scope, answers and findings are taken in", false).completes("audit");
  add_pack_options(args, *o);
  args.about("Seventy questions by clause. Each is answered from the records, with the figures and the records "
             "behind the answer, or left to a person: cmt audit answer. HTML is the evidence pack of one commit. "
             "Nothing is written to the register. audit.yaml in it sets other limits, words, and further questions.");
  args.about("The answers say whether the records meet the guidance; they are no certificate.");
  args.example("cmt audit run --period 2026", "what the register answers of itself");
  args.example("cmt audit run E-4T --format html -o evidence.html", "the evidence pack of an audit");
  return [o](World& world) {
    auto session = open_session(world);
    if (!session) return fail(world, session.failure());
    std::string id;
    std::optional<Period> period;
    if (!o->id.empty()) {
      const auto found = find_dossier<Audit>(*session, o->id);
      if (!found) return fail(world, found.failure());
      id = *found;
      const auto record = load_dossier<Audit>(*session, id);
      if (!record) return fail(world, record.failure());
      const auto state = dossier::Steps<Audit>::replay(record->dossier, session->rules());
      period = Period{state.scope.from, state.scope.to};
    }
    const auto pack = load_pack(world, *session, *o, period);
    if (!pack) return fail(world, pack.failure());
    const AuditState* audit = nullptr;
    for (const auto& one : pack->evidence.audits)
      if (one.id == id) audit = &one;
    auto report = evidence::audit_pack(pack->evidence, pack->questions, audit, pack->scope);
    report.notes.push_back(fmt::format("cmt {}", CMT_VERSION));
    return print_report(world, report, o->format, o->output);
  };
}

// Refuses a number that is no question of this register.
std::optional<Failure> unknown_question(const Session& session, const std::string& typed) {
  if (typed.empty()) return std::nullopt;
  const auto questions = questions_of(session);
  if (!questions) return questions.failure();
  std::vector<std::string> ids;
  for (const auto& one : *questions) ids.push_back(one.id);
  if (std::find(ids.begin(), ids.end(), typed) != ids.end()) return std::nullopt;
  const auto near = nearest(typed, ids);
  return refuse("8.5", tr("there is no question '{}'", truncate(printable_line(typed), 40)),
                near ? tr("did you mean '{}'? cmt audit run shows them", *near) : tr("cmt audit run shows them"));
}

// ---- what an auditor says -----------------------------------------------------------------------

Run add_answer_question(Args& args) {
  struct Options : StepOptions {
    std::string question, verdict, evidence;
  };
  const auto o = std::make_shared<Options>();
  args.positional("ID", o->id, "its id, or any start of it that is unique").completes("audit");
  args.positional("QUESTION", o->question, "number of the question, such as Q11");
  args.positional("VERDICT", o->verdict, "whether the guidance is met").choices(choices_of(verdict_names));
  add_change_options(args, *o);
  args.option("--evidence", "TEXT", o->evidence, "what was seen, where, and who was asked; - or @FILE").required();
  args.about("For what no record can say, and where the auditor saw more than the records hold. The answer of the "
             "register is shown beside it.");
  args.example("cmt audit answer E-4T Q11 met --evidence 'Ten complainants were called'", "a person's answer");
  return [o](World& world) {
    return step(world, *o, [&](const Step& s) -> Result<Bodies> {
      if (auto r = expand(s.world, {&o->evidence}); !r) return std::move(r).failure();
      if (auto unknown = unknown_question(s.session, o->question)) return std::move(*unknown);
      return Bodies{AuditAnswered{o->question, parse_name(verdict_names, o->verdict), {o->evidence}}};
    }, tr("{} answered", printable_line(o->question)));
  };
}

Run add_finding(Args& args) {
  struct Options : StepOptions {
    std::string statement, grade, clause, question, evidence, cause, owner, due, link;
    std::vector<std::string> complaints;
    bool action = false;
  };
  const auto o = std::make_shared<Options>();
  args.positional("ID", o->id, "its id, or any start of it that is unique").completes("audit");
  args.positional("TEXT", o->statement, "what was found; - or @FILE");
  add_change_options(args, *o);
  args.option("--grade", "G", o->grade, "major and minor are put right; the others are told").choices(choices_of(grade_names)).required();
  args.option("--clause", "C", o->clause, "the clause that it is about").required();
  args.option("--question", "Q", o->question, "the question that it answers");
  args.option("--evidence", "TEXT", o->evidence, "what shows it; - or @FILE").required();
  args.option("--cause", "TEXT", o->cause, "why it is so; - or @FILE");
  args.repeated("--complaint", "ID", o->complaints, "a complaint that shows it").completes("id");
  args.option("--owner", "WHO", o->owner, "who puts it right").completes("person");
  args.option("--due", "DATE", o->due, "until when");
  args.flag("--action", o->action, "open an action for it, whose id the finding has");
  args.option("--action-id", "ID", o->link, "the action that removes its cause").completes("action");
  args.example("cmt audit finding E-4T 'Two cases had no owner' --grade minor --clause 4.12 --evidence 'Sample' "
               "--owner omid --due 2026-12-31 --action",
               "a finding and the action that it leads to");
  return [o](World& world) {
    return take_dossier_step<Audit>(world, *o, [&](const Step& s) -> Result<Bodies> {
      if (auto r = expand(s.world, {&o->statement, &o->evidence, &o->cause}); !r) return std::move(r).failure();
      if (o->action && !o->link.empty())
        return failure(FailureKind::usage, tr("--action and --action-id exclude each other"));
      if (auto unknown = unknown_question(s.session, o->question)) return std::move(*unknown);
      Found found;
      found.grade = parse_name(grade_names, o->grade);
      found.clause = o->clause;
      found.question = o->question;
      found.statement = {o->statement};
      found.evidence = {o->evidence};
      found.cause = {o->cause};
      auto complaints = complaint_ids(s.session, o->complaints);
      if (!complaints) return std::move(complaints).failure();
      found.complaints = std::move(*complaints);
      found.owner = o->owner;
      auto due = date_value(o->due, "--due");
      if (!due) return std::move(due).failure();
      found.due = *due;
      auto id = action_id(s.session, o->link);
      if (!id) return std::move(id).failure();
      found.action = std::move(*id);
      if (o->action) {
        improvement::Opened opened;
        opened.kind = improvement::ActionKind::corrective;
        opened.source = improvement::Origin::audit;
        opened.complaints = found.complaints;
        opened.refs = {fmt::format("{} finding {}", s.state.id, s.state.findings.size() + 1)};
        opened.problem = found.statement;
        opened.owner = found.owner;
        auto made = open_action(s.world, s.session, s.stamp,
                                {fmt::format("Finding {} of {}", s.state.findings.size() + 1, s.state.id), std::move(opened)}, s.others);
        if (!made) return std::move(made).failure();
        found.action = std::move(*made);
      }
      return Bodies{std::move(found)};
    }, [](const AuditState& state) {
      const auto& action = state.findings.back().found.action;
      return tr("{} finding {} recorded{}", state.id, state.findings.size(), action.empty() ? "" : ", action " + action);
    });
  };
}

Run add_link_finding(Args& args) {
  struct Options : StepOptions {
    std::string number, action;
  };
  const auto o = std::make_shared<Options>();
  args.positional("ID", o->id, "its id, or any start of it that is unique").completes("audit");
  args.positional("FINDING", o->number, "number of the finding, from 1");
  args.positional("ACTION", o->action, "the action that removes its cause").completes("action");
  add_change_options(args, *o);
  args.example("cmt audit link E-4T 2 A-9Q", "the action of a finding");
  return [o](World& world) {
    return step(world, *o, [&](const Step& s) -> Result<Bodies> {
      auto number = number_value(o->number, "FINDING", 1, 999);
      if (!number) return std::move(number).failure();
      auto id = action_id(s.session, o->action);
      if (!id) return std::move(id).failure();
      return Bodies{FindingLinked{*number, std::move(*id)}};
    }, tr("linked"));
  };
}

Run add_report_audit(Args& args) {
  struct Options : StepOptions {
    std::string summary, recommendations;
    std::vector<std::string> distribution;
  };
  const auto o = std::make_shared<Options>();
  args.positional("ID", o->id, "its id, or any start of it that is unique").completes("audit");
  args.positional("SUMMARY", o->summary, "the conclusion; - or @FILE");
  add_change_options(args, *o);
  args.repeated("--to", "WHO", o->distribution, "who gets the report").required();
  args.option("--recommend", "TEXT", o->recommendations, "what management should consider; - or @FILE");
  args.about("Keeps the commit that the records are at, when all of them are committed: the evidence pack is made of "
             "it again with cmt audit run.");
  args.example("cmt audit report E-4T 'The process works as planned; two findings' --to 'top management'", "the audit is reported");
  return [o](World& world) {
    return step(world, *o, [&](const Step& s) -> Result<Bodies> {
      if (auto r = expand(s.world, {&o->summary, &o->recommendations}); !r) return std::move(r).failure();
      return Bodies{Reported{{o->summary}, o->distribution, committed_at(s.session.root), {o->recommendations}}};
    }, tr("reported"));
  };
}

Run add_follow_up(Args& args) {
  struct Options : StepOptions {
    std::string number, settled, evidence;
  };
  const auto o = std::make_shared<Options>();
  args.positional("ID", o->id, "its id, or any start of it that is unique").completes("audit");
  args.positional("FINDING", o->number, "number of the finding, from 1");
  add_change_options(args, *o);
  args.option("--settled", "YES|NO", o->settled, "whether it is put right").required();
  args.option("--evidence", "TEXT", o->evidence, "what shows it; - or @FILE").required();
  args.example("cmt audit follow-up E-4T 1 --settled yes --evidence 'Sample of ten'", "a finding is put right");
  return [o](World& world) {
    return step(world, *o, [&](const Step& s) -> Result<Bodies> {
      if (auto r = expand(s.world, {&o->evidence}); !r) return std::move(r).failure();
      auto number = number_value(o->number, "FINDING", 1, 999);
      if (!number) return std::move(number).failure();
      auto settled = yes_no_value(o->settled, "--settled");
      if (!settled) return std::move(settled).failure();
      return Bodies{FollowedUp{*number, *settled, {o->evidence}}};
    }, tr("finding {} followed up", o->number));
  };
}

Run add_close_audit(Args& args) {
  return add_text_step<Audit, AuditClosed>(
      args, {"--text", false, msgid("a remark; - or @FILE"), msgid("closed"), "cmt audit close E-4T", msgid("every finding is settled")});
}
Run add_cancel_audit(Args& args) {
  return add_text_step<Audit, AuditCancelled>(
      args, {"--reason", true, msgid("why it is not held; - or @FILE"), msgid("cancelled"),
             "cmt audit cancel E-4T --reason 'Held with the quality audit'", "with the reason for the record"});
}
Run add_note_audit(Args& args) {
  return add_text_step<Audit, AuditNoted>(
      args, {nullptr, true, msgid("the note; - or @FILE"), msgid("noted"), "cmt audit note E-4T 'The clinic asks for May'", "a remark"});
}

// ---- look -------------------------------------------------------------------------------------

Json object_of(const Session&, const AuditState& state) {
  Json out{{"id", state.id},
           {"status", std::string{name_of(audit_status_names, state.status)}},
           {"title", state.title},
           {"kind", state.scope.kind ? Json(std::string{name_of(audit_kind_names, *state.scope.kind)}) : Json(nullptr)},
           {"programme", state.scope.programme},
           {"clauses", state.scope.clauses},
           {"from", json_date(state.scope.from)},
           {"to", json_date(state.scope.to)},
           {"auditors", state.plan.auditors},
           {"on", json_date(state.plan.on)},
           {"answers", state.answers.size()},
           {"reported_on", json_date(state.reported_on)},
           {"closed_on", json_date(state.closed_on)},
           {"findings", Json::array()}};
  for (const auto& one : state.findings)
    out["findings"].push_back({{"grade", one.found.grade ? Json(std::string{name_of(grade_names, *one.found.grade)}) : Json(nullptr)},
                               {"clause", one.found.clause},
                               {"statement", one.found.statement.value},
                               {"owner", json_text(one.found.owner)},
                               {"due", json_date(one.found.due)},
                               {"action", json_text(one.found.action)},
                               {"settled_on", json_date(one.settled_on)}});
  return out;
}

Run add_list_audits(Args& args) {
  const auto programme = std::make_shared<std::string>();
  args.option("--programme", "P", *programme, "only those of one programme");
  args.example("cmt audit list --programme 2026", "the programme of a year");
  return [programme](World& world) {
    return list_dossiers<Audit>(
        world, [&](const AuditState& state) { return programme->empty() || *programme == state.scope.programme; },
        {{tr("ID").shown(), Align::left, 9, 0}, {tr("Status").shown(), Align::left, 6, 0}, {tr("On").shown(), Align::left, 10, 0},
         {tr("Clauses").shown(), Align::left, 5, 2}, {tr("Findings").shown(), Align::right, 8, 0}, {tr("Title").shown(), Align::left, 8, 3}},
        [](const Session&, const AuditState& state) {
          return std::vector<std::string>{state.id, std::string{name_of(audit_status_names, state.status)},
                                          text_or_dash(state.plan.on), joined(state.scope.clauses),
                                          std::to_string(state.findings.size()), state.title};
        },
        object_of);
  };
}

Run add_show_audit(Args& args) {
  const auto id = std::make_shared<std::string>();
  args.positional("ID", *id, "its id, or any start of it that is unique").completes("audit");
  args.example("cmt audit show E-4T", "the audit, its findings and its timeline");
  return [id](World& world) {
    return show_dossier<Audit>(
        world, *id, [](const AuditState& state) { return state.title; },
        [](const Session&, const AuditState& state) {
          Facts out{{msgid("Programme"), state.scope.programme},
                    {msgid("Clauses"), joined(state.scope.clauses)},
                    {msgid("Period"), period_text(state)},
                    {msgid("Auditors"), joined(state.plan.auditors)},
                    {msgid("Answers"), state.answers.empty() ? "" : std::to_string(state.answers.size())}};
          for (std::size_t i = 0; i < state.findings.size(); ++i) {
            const auto& one = state.findings[i];
            out.emplace_back(fmt::format("Finding {}", i + 1),
                             fmt::format("{} [{}] {}{}{}", one.found.grade ? name_of(grade_names, *one.found.grade) : "", one.found.clause,
                                         one.found.statement.value, one.found.action.empty() ? "" : "; action " + one.found.action,
                                         one.settled_on ? "; settled on " + text(*one.settled_on)
                                         : one.found.due ? "; due on " + text(*one.found.due) : ""));
          }
          if (state.report) out.emplace_back(msgid("Conclusion"), state.report->summary.value);
          return out;
        },
        object_of);
  };
}

constexpr Command verbs[] = {
    {"audit new", "learn", msgid("put an audit into the programme"), "8.5", add_new_audit},
    {"audit plan", "learn", msgid("say who audits, when and how"), "8.5", add_plan_audit},
    {"audit run", "learn", msgid("answer the questions of an audit from the records"), "8.5", add_run},
    {"audit answer", "learn", msgid("answer what no record can say"), "8.5", add_answer_question},
    {"audit finding", "learn", msgid("put a finding on record"), "8.5", add_finding},
    {"audit link", "learn", msgid("name the action of a finding"), "8.7", add_link_finding},
    {"audit report", "learn", msgid("conclude, and say who gets the report"), "8.5", add_report_audit},
    {"audit follow-up", "learn", msgid("look whether a finding was put right"), "8.5", add_follow_up},
    {"audit close", "learn", msgid("close it, everything being settled"), "8.5", add_close_audit},
    {"audit cancel", "learn", msgid("it is not held"), "8.5", add_cancel_audit},
    {"audit note", "learn", msgid("add a remark"), "8.5", add_note_audit},
    {"audit list", "learn", msgid("the audits of the register"), "8.5", add_list_audits},
    {"audit show", "learn", msgid("one audit and its timeline"), "8.5", add_show_audit},
};

}  // namespace

std::span<const Command> audit_verbs() { return verbs; }

Run add_audit(Args& args) {
  args.about("What the register answers of itself, and what an independent person found. docs/records/audit.md tells "
             "the whole way.");
  args.example("cmt audit run --period 2026", "seventy questions, answered from the records");
  args.example("cmt audit list", "the programme");
  return [](World&) { return cli::done; };
}

}  // namespace cmt::cli
