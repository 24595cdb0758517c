// 8.3 and ISO 10004: surveys of how satisfied complainants are.
#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <mutex>
#include <set>

#include "cli/cases.hpp"
#include "cli/commands.hpp"
#include "cli/dossiers.hpp"
#include "cli/text_step.hpp"
#include "cli/labels.hpp"
#include "cli/moments.hpp"
#include "cli/reports.hpp"
#include "cli/survey_answers.hpp"
#include "cli/values.hpp"
#include "records/party.hpp"
#include "records/questionnaire.hpp"
#include "survey/answers.hpp"
#include "survey/sampling.hpp"

namespace cmt::cli {
namespace {

using namespace survey;
using Bodies = std::vector<SurveyBody>;
using Step = DossierStep<Survey>;

int step(World& world, const StepOptions& options, const MakeBodies<Survey>& make, const Message& said) {
  return take_dossier_step<Survey>(world, options, make, [said](const SurveyState& state) {
    return Message{state.id + " "} + said;
  });
}

// ---- plan ---------------------------------------------------------------------------------------

struct PlanOptions {
  std::string purpose, period, from, to, query, method, strata, confidence, margin, share, response, size,
      rest, medium, owner, opens, closes, pretested, questionnaire;
  std::vector<std::string> languages;
  bool consented = false;
};

void add_plan_options(Args& args, PlanOptions& o) {
  args.option("--purpose", "P", o.purpose, "what satisfaction it is about; complaint-process")
      .choices(choices_of(purpose_names));
  args.option("--period", "P", o.period, "complaints that ended in it: 2026, 2026-Q3, 2026-07");
  args.option("--from", "DATE", o.from, "instead: its first day");
  args.option("--to", "DATE", o.to, "and its last day");
  args.option("--query", "Q", o.query, "only the complaints that it describes");
  args.option("--method", "M", o.method, "census asks all; simple-random; stratified, where --strata is given")
      .choices(choices_of(method_names));
  args.option("--strata", "FIELD", o.strata, "what a stratified sample is proportional in")
      .choices(choices_of(stratum_names));
  args.option("--confidence", "PERCENT", o.confidence, "90, 95 or 99; 95").choices({"90", "95", "99"});
  args.option("--margin", "POINTS", o.margin, "margin of error that is aimed at; 5");
  args.option("--expected-share", "PERCENT", o.share, "share expected to be satisfied; 50, the safest");
  args.option("--expected-response", "PERCENT", o.response, "share expected to answer; 100");
  args.option("--sample", "N", o.size, "invitations, instead of computing them");
  args.option("--rest", "DAYS", o.rest, "nobody is asked twice within so many days; 90");
  args.flag("--consented-only", o.consented, "ask only those who agreed to be asked");
  args.option("--medium", "M", o.medium, "how they are asked").completes("medium");
  args.repeated("--language", "TAG", o.languages, "a language it is offered in; else the register's");
  args.option("--owner", "WHO", o.owner, "who is accountable for it").completes("person");
  args.option("--opens", "DATE", o.opens, "first day of answers");
  args.option("--closes", "DATE", o.closes, "last day of answers; what comes later is late");
  args.option("--pretested", "DATE", o.pretested, "when the questions were tried out");
  args.option("--questionnaire", "NAME", o.questionnaire, "complaint-process, short, or one of "
              "questionnaires/NAME.yaml in the register; complaint-process");
}

Result<std::vector<Question>> questions_of(const Session& session, const std::string& name) {
  const std::string path = records::path_of_questionnaire(name);
  if (is_valid_path(path)) {
    const auto found = session.reg.files().find(path);
    if (!found) return found.failure();
    if (*found) {
      auto bytes = session.reg.files().read(path, store::record_limit);
      if (!bytes) return std::move(bytes).failure();
      return records::read_questionnaire(path, std::move(*bytes));
    }
  }
  return records::built_in_questionnaire(name);
}

// The plan with what was typed in the place of what it had.
Result<SurveyPlanned> plan_of(const World& world, const Session& session, const PlanOptions& o,
                              SurveyPlanned plan) {
  if (!o.purpose.empty()) plan.purpose = parse_name(purpose_names, o.purpose);
  if (!o.period.empty() || !o.from.empty() || !o.to.empty()) {
    const auto period = period_value(o.period, o.from, o.to);
    if (!period) return period.failure();
    plan.from = period->from;
    plan.to = period->to;
  }
  if (!o.query.empty()) {
    const auto query = parse_query({o.query}, session.rules(), today_of(world, session));
    if (!query) return query.failure();
    plan.query = {query::canonical(*query)};
  }
  if (!o.strata.empty()) {
    plan.strata = parse_name(stratum_names, o.strata);
    plan.method = Method::stratified;
  }
  if (!o.method.empty()) {
    plan.method = parse_name(method_names, o.method);
    if (plan.method != Method::stratified && o.strata.empty()) plan.strata.reset();
  }
  for (auto [typed, option, low, high, target] :
       {std::tuple{&o.confidence, "--confidence", 90, 99, &plan.confidence},
        std::tuple{&o.margin, "--margin", 1, 50, &plan.margin},
        std::tuple{&o.share, "--expected-share", 1, 99, &plan.expected_share},
        std::tuple{&o.response, "--expected-response", 1, 100, &plan.expected_response},
        std::tuple{&o.size, "--sample", 1, 1'000'000, &plan.sample_size},
        std::tuple{&o.rest, "--rest", 0, 3650, &plan.rest_days}}) {
    const auto number = number_value(*typed, option, low, high);
    if (!number) return number.failure();
    if (*number) *target = *number;
  }
  for (auto [typed, option, target] : {std::tuple{&o.opens, "--opens", &plan.opens},
                                       std::tuple{&o.closes, "--closes", &plan.closes},
                                       std::tuple{&o.pretested, "--pretested", &plan.pretested_on}}) {
    const auto date = date_value(*typed, option);
    if (!date) return date.failure();
    if (*date) *target = *date;
  }
  if (!o.medium.empty()) {
    auto medium = code_value(session.rules().lists, "media", o.medium, "--medium");
    if (!medium) return std::move(medium).failure();
    plan.medium = std::move(*medium);
  }
  if (o.consented) plan.consent_needed = true;
  if (!o.owner.empty()) plan.owner = o.owner;
  if (!o.languages.empty()) plan.languages = o.languages;
  if (!o.questionnaire.empty() || plan.questions.empty()) {
    plan.questionnaire = o.questionnaire.empty() ? "complaint-process" : o.questionnaire;
    auto questions = questions_of(session, plan.questionnaire);
    if (!questions) return std::move(questions).failure();
    plan.questions = std::move(*questions);
  }
  // The record keeps the questions as they were asked, in the languages in which they were.
  for (auto& question : plan.questions) {
    auto kept = question.text;
    kept.erase(std::remove_if(kept.begin(), kept.end(),
                              [&](const auto& text) {
                                return std::find(plan.languages.begin(), plan.languages.end(),
                                                 text.first) == plan.languages.end();
                              }),
               kept.end());
    if (!kept.empty()) question.text = std::move(kept);
  }
  return plan;
}

Run add_plan_survey(Args& args) {
  struct Options : ChangeOptions, PlanOptions {
    std::string title;
  };
  const auto o = std::make_shared<Options>();
  args.positional("TITLE", o->title, "one line without personal data");
  add_plan_options(args, *o);
  add_change_options(args, *o);
  args.about("The sample is so large that the share of the satisfied is known to within the margin, with "
             "the correction for a finite population, divided by the expected response. Complaints that "
             "were not upheld are asked about as well. Prints the id of the survey alone on standard output.");
  args.example("cmt survey plan 'Third quarter' --period 2026-Q3 --medium email --closes 2026-11-30",
               "complaints that ended from July to September");
  return [o](World& world) {
    return open_dossier<Survey>(
        world, *o,
        [&](World& w, Session& session, const Stamp&) -> Result<std::pair<SurveyHead, Bodies>> {
          SurveyPlanned plan;
          plan.purpose = Purpose::complaint_process;
          plan.method = Method::simple_random;
          plan.languages = session.settings().languages;
          auto made = plan_of(w, session, *o, std::move(plan));
          if (!made) return std::move(made).failure();
          return std::pair{SurveyHead{o->title}, Bodies{std::move(*made)}};
        });
  };
}

Run add_replan(Args& args) {
  struct Options : StepOptions, PlanOptions {};
  const auto o = std::make_shared<Options>();
  add_dossier_options<Survey>(args, *o);
  add_plan_options(args, *o);
  args.about("Before the draw: what is not given stays as it was.");
  args.example("cmt survey replan S-4T --margin 4", "a larger sample");
  return [o](World& world) {
    return step(world, *o, [&](const Step& s) -> Result<Bodies> {
      auto plan = plan_of(s.world, s.session, *o, s.state.plan);
      if (!plan) return std::move(plan).failure();
      return Bodies{std::move(*plan)};
    }, tr("planned again"));
  };
}

// ---- draw ---------------------------------------------------------------------------------------

// The complaints as they stood at a moment, and what is known of the people.
struct Field {
  std::vector<process::State> states;
  std::vector<const process::State*> complaints;  // that the plan's query describes
  Contacts contacts;
};

Result<Field> field_of(World& world, const Session& session, const SurveyState& state, const When& at) {
  const auto& rules = session.rules();
  const auto view = view_value(text(at), world.now(), rules.zone);
  if (!view) return view.failure();
  const CaseContext context{rules, rules.zone.date_of(view->as_of), view->as_of};
  std::vector<std::string> words;
  if (!state.plan.query.empty()) words.push_back(state.plan.query.value);
  const auto query = parse_query(words, rules, context.today);
  if (!query) return query.failure();
  std::set<std::string> described;
  std::mutex guard;  // records are read by several threads
  const auto note = [&](const Case& one) {
    if (matches(*query, one, context)) {
      const std::lock_guard lock{guard};
      described.insert(one.state().id.text());
    }
    return true;
  };
  auto cases = load_cases(world, session,
                          {query::needs_text(*query), false, view->replay_until, {}, note, true});
  if (!cases) return std::move(cases).failure();
  Field out;
  out.states = std::move(cases->states);
  std::map<std::string, std::string> person_of;
  for (const auto& state_of : out.states) {
    person_of[state_of.id.text()] = state_of.complainant;
    if (described.count(state_of.id.text()) != 0) out.complaints.push_back(&state_of);
  }
  for (const auto* complaint : out.complaints) {
    const std::string& person = complaint->complainant;
    if (person.empty() || !is_in_population(*complaint, state.plan, rules.zone)) continue;
    if (out.contacts.reachable.count(person) != 0) continue;
    const std::string path = records::path_of_party(person);
    auto bytes = session.reg.files().read(path, store::record_limit);
    if (!bytes) continue;  // a party that is gone cannot be reached
    const auto party = records::read_party(path, std::move(*bytes));
    if (!party) return party.failure();
    if (!party->emails.empty() || !party->phones.empty() || !party->address.empty())
      out.contacts.reachable.insert(person);
  }
  const auto others = load_dossiers<Survey>(session);
  if (!others) return others.failure();
  const Date since = context.today - std::chrono::days{state.plan.rest_days.value_or(90)};
  for (const auto& other : *others) {
    if (other.dossier.id == state.id) continue;
    const auto replayed = dossier::Steps<Survey>::replay(other.dossier, rules);
    for (const auto& [id, invitation] : replayed.invitations) {
      if (!invitation.sent_on || *invitation.sent_on <= since || *invitation.sent_on > context.today) continue;
      out.contacts.asked_lately.insert(id);
      if (!person_of[id].empty()) out.contacts.asked_lately.insert(person_of[id]);
    }
  }
  return out;
}

std::string in_words(const SurveyDrawn& drawn) {
  std::string out = fmt::format("{} of {}", drawn.sample.size(), drawn.population.value_or(0));
  std::size_t excluded = 0;
  std::string reasons;
  for (const auto& group : drawn.excluded) {
    excluded += group.complaints.size();
    reasons += fmt::format("{}{} {}", reasons.empty() ? "" : ", ", group.complaints.size(),
                           name_of(exclusion_names, *group.reason));
  }
  if (excluded > 0) out += fmt::format("; {} excluded: {}", excluded, reasons);
  return out;
}

bool is_same(const SurveyDrawn& a, const SurveyDrawn& b) {
  if (a.population != b.population || a.sample != b.sample || a.excluded.size() != b.excluded.size())
    return false;
  for (std::size_t i = 0; i < a.excluded.size(); ++i)
    if (a.excluded[i].reason != b.excluded[i].reason || a.excluded[i].complaints != b.excluded[i].complaints)
      return false;
  return true;
}

// Draws again what was drawn, from the register as it was then.
int verify_draw(World& world, const std::string& typed) {
  auto session = open_session(world);
  if (!session) return fail(world, session.failure());
  const auto id = find_dossier<Survey>(*session, typed);
  if (!id) return fail(world, id.failure());
  const auto record = load_dossier<Survey>(*session, *id);
  if (!record) return fail(world, record.failure());
  const auto state = dossier::Steps<Survey>::replay(record->dossier, session->rules());
  if (!state.draw) return fail(world, refuse("ISO 10004 7.3.4", tr("{} has no draw to verify", *id)));
  auto field = field_of(world, *session, state, state.drawn_at);
  if (!field) return fail(world, field.failure());
  const auto again = draw(state.plan, field->complaints, field->contacts, state.draw->seed, session->rules().zone);
  world.say(tr("{} drew {}", *id, in_words(*state.draw)));
  if (is_same(again, *state.draw)) {
    world.say(tr("drawn again from seed {}: the same", printable_line(state.draw->seed)));
    return cli::done;
  }
  world.say(tr("drawn again from seed {}: {}", printable_line(state.draw->seed), in_words(again)));
  return fail(world, refuse("ISO 10004 7.3.4", tr("the draw is not what the register gives"),
                            tr("addresses that were added or removed since change who can be reached; else a record "
                            "of that time was changed")));
}

Run add_draw(Args& args) {
  struct Options : StepOptions {
    std::string seed;
    bool verify = false;
  };
  const auto o = std::make_shared<Options>();
  add_dossier_options<Survey>(args, *o);
  args.option("--seed", "TEXT", o->seed, "of the draw; a random one when not given");
  args.flag("--verify", o->verify, "draw again what was drawn, and say whether it is the same");
  args.about("Complaints are put in the order of the SHA-256 of `SEED:ID`, and the first ones are taken: "
             "whoever has the seed draws the same sample. Left out, with the reason on record: anonymous, "
             "refused, no-consent (with --consented-only), minor (without a representative), legal (hold), "
             "dispute (open), no-contact, asked-lately.");
  args.example("cmt survey draw S-4T -n", "who would be asked");
  args.example("cmt survey draw S-4T", "draw the sample");
  args.example("cmt survey draw S-4T --verify", "an auditor draws it again");
  return [o](World& world) {
    if (o->verify) return verify_draw(world, o->id);
    std::string drawn;
    return take_dossier_step<Survey>(
        world, *o,
        [&](const Step& s) -> Result<Bodies> {
          if (s.state.status != SurveyStatus::planned) return Bodies{SurveyDrawn{}};  // refused as a step
          std::string seed = o->seed.empty() ? fmt::format("{:016x}", s.world.random()) : o->seed;
          if (seed.find('\n') != std::string::npos || seed.size() > 200)
            return failure(FailureKind::usage, tr("--seed is one line of at most 200 bytes"));
          auto field = field_of(s.world, s.session, s.state, s.stamp.at);
          if (!field) return std::move(field).failure();
          auto made = draw(s.state.plan, field->complaints, field->contacts, std::move(seed),
                           s.session.rules().zone);
          drawn = in_words(made);
          if (made.sample.empty())
            return refuse("ISO 10004 7.3.4", tr("there is nobody to ask: {}", drawn),
                          tr("cmt survey replan with another --period or --query"));
          return Bodies{std::move(made)};
        },
        [&](const SurveyState& state) { return tr("{} drawn: {}", state.id, drawn); });
  };
}

// ---- send ---------------------------------------------------------------------------------------

struct InvitedOptions : StepOptions {
  std::string medium;
  std::vector<std::string> complaints;
};

Result<std::string> medium_of(const Step& s, const std::string& typed) {
  if (typed.empty()) return s.state.plan.medium;
  return code_value(s.session.rules().lists, "media", typed, "--medium");
}

template <class Body>
Run add_sending(Args& args, const char* whom, const char* said, const char* example, const char* meaning) {
  const auto o = std::make_shared<InvitedOptions>();
  add_dossier_options<Survey>(args, *o);
  args.option("--medium", "M", o->medium, "how; else as planned").completes("medium");
  args.repeated("--complaint", "ID", o->complaints, whom).completes("id");
  args.about("The record says when it was done and for whom, and nothing of names or addresses: "
             "`cmt survey sheet ID --contacts` has those.");
  args.example(example, meaning);
  return [o, said](World& world) {
    return step(world, *o, [&](const Step& s) -> Result<Bodies> {
      auto medium = medium_of(s, o->medium);
      if (!medium) return std::move(medium).failure();
      auto complaints = complaint_ids(s.session, o->complaints);
      if (!complaints) return std::move(complaints).failure();
      return Bodies{Body{std::move(*medium), std::move(*complaints)}};
    }, said);
  };
}
Run add_send(Args& args) {
  return add_sending<SurveySent>(args, msgid("only to this one; once for each"), "sent",
                                 "cmt survey send S-4T", msgid("to all of the sample, today"));
}
Run add_remind(Args& args) {
  return add_sending<SurveyReminded>(args, msgid("only this one; once for each"), "reminded",
                                     "cmt survey remind S-4T --at 2026-11-15", msgid("all who had not answered"));
}

Run add_bounce(Args& args) {
  struct Options : StepOptions {
    std::string reason;
    std::vector<std::string> complaints;
  };
  const auto o = std::make_shared<Options>();
  add_dossier_options<Survey>(args, *o);
  args.option("--reason", "R", o->reason, "it could not be delivered, or they do not want it")
      .choices(choices_of(failing_names))
      .required();
  args.repeated("--complaint", "ID", o->complaints, "whose invitation").completes("id").required();
  args.example("cmt survey bounce S-4T --reason bounced --complaint 7K3", "the mail came back");
  return [o](World& world) {
    return step(world, *o, [&](const Step& s) -> Result<Bodies> {
      auto complaints = complaint_ids(s.session, o->complaints);
      if (!complaints) return std::move(complaints).failure();
      return Bodies{InvitationFailed{parse_name(failing_names, o->reason), std::move(*complaints)}};
    }, o->reason);
  };
}

Run add_sheet(Args& args) {
  struct Options {
    std::string id, output;
    bool contacts = false;
  };
  const auto o = std::make_shared<Options>();
  args.positional("ID", o->id, "its id, or any start of it that is unique").completes("survey");
  args.flag("--contacts", o->contacts, "with names, languages, e-mail addresses and telephone numbers: personal data");
  args.option("-o,--output", "FILE", o->output, "write it to this file").completes("file");
  args.about("A CSV file with a row for each complaint of the sample that has no answer yet: for sending the "
             "questions, and, filled in, for `cmt survey answer --csv`.");
  args.example("cmt survey sheet S-4T -o answers.csv", "a sheet to fill in");
  return [o](World& world) {
    auto session = open_session(world);
    if (!session) return fail(world, session.failure());
    const auto id = find_dossier<Survey>(*session, o->id);
    if (!id) return fail(world, id.failure());
    const auto record = load_dossier<Survey>(*session, *id);
    if (!record) return fail(world, record.failure());
    const auto state = dossier::Steps<Survey>::replay(record->dossier, session->rules());
    const auto sheet = answer_sheet(world, *session, state, o->contacts);
    if (!sheet) return fail(world, sheet.failure());
    if (o->output.empty() || o->output == "-") {
      world.out += *sheet;
      return cli::done;
    }
    const auto written = write_file(world, o->output, *sheet);
    if (!written) return fail(world, written.failure());
    world.say(tr("written to {}", printable_line(o->output)));
    return cli::done;
  };
}

// ---- answers ------------------------------------------------------------------------------------

Run add_survey_answer(Args& args) {
  struct Options : StepOptions, AnswerOptions {};
  const auto o = std::make_shared<Options>();
  add_dossier_options<Survey>(args, *o);
  args.option("--csv", "FILE", o->csv, "many answers from a file; - for standard input").completes("file");
  args.repeated("--map", "QUESTION=COLUMN", o->map, "a column of the file has another name");
  args.repeated("--ignore", "COLUMN", o->ignore, "a column of the file that is not read");
  args.flag("--skip-invalid", o->skip_invalid, "take the rows that are right, and name the others");
  args.flag("--without-comments", o->without_comments, "keep no comments: they may name people");
  args.option("--complaint", "ID", o->complaint, "one answer: whose").completes("id");
  args.repeated("--set", "QUESTION=ANSWER", o->set, "one answer: what was answered");
  args.option("--comment", "TEXT", o->comment, "one answer: in their words; - or @FILE");
  args.option("--on", "DATE", o->on, "one answer: when it was given, if not now");
  args.flag("--wants-contact", o->wants_contact, "one answer: they ask to be contacted");
  args.about("The first row of the file names its columns: `complaint`, the questions, and if there are such "
             "`on`, `language`, `comment` and `wants_contact`. A column that is none of these is refused unless "
             "it is mapped or ignored. An empty cell is a question that was not answered, a row of empty cells "
             "one that nobody answered. Every row that is wrong is named with its line; nothing is written then, "
             "unless with --skip-invalid. Nobody answers twice. One event holds all rows of a file.");
  args.example("cmt survey answer S-4T --csv answers.csv", "what the form's tool gave");
  args.example("cmt survey answer S-4T --csv export.csv --map complaint=Ref --map overall='Q1 score' --ignore Timestamp",
               "with the columns of another tool");
  args.example("cmt survey answer S-4T --complaint 7K3 --set overall=4 --set recommend=8", "one, by telephone");
  return [o](World& world) {
    Message said;
    return take_dossier_step<Survey>(
        world, *o,
        [&](const Step& s) -> Result<Bodies> {
          auto read = read_answers(s.world, s.session, s.state, *o);
          if (!read) return std::move(read).failure();
          said = std::move(read->said);
          return Bodies{std::move(read->answered)};
        },
        [&](const SurveyState& state) {
          return tr("{} {}; {} of {} have answered, {} of them late", state.id, said, state.answers.size(),
                    state.sent(), state.late());
        });
  };
}

Run add_raise(Args& args) {
  struct Options : StepOptions {
    std::string complaint, as;
  };
  const auto o = std::make_shared<Options>();
  add_dossier_options<Survey>(args, *o);
  args.option("--complaint", "ID", o->complaint, "whose answer it was").completes("id").required();
  args.option("--as", "ID", o->as, "the complaint that it became").completes("id").required();
  args.about("A comment that is itself a complaint is put on record as one with `cmt new`, and named here.");
  args.example("cmt survey raise S-4T --complaint 7K3 --as 9QX", "the comment of 7K3 is a complaint");
  return [o](World& world) {
    return step(world, *o, [&](const Step& s) -> Result<Bodies> {
      auto ids = complaint_ids(s.session, {o->complaint, o->as});
      if (!ids) return std::move(ids).failure();
      return Bodies{ComplaintRaised{(*ids)[0], (*ids)[1]}};
    }, tr("names the complaint"));
  };
}

// ---- end ----------------------------------------------------------------------------------------

Run add_close_survey(Args& args) {
  return add_text_step<Survey, SurveyClosed>(
      args, {"--findings", true, msgid("what was learned, and what follows from it; - or @FILE"), msgid("closed"),
             "cmt survey close S-4T --findings 'Slow answers cost most; see A-9QX'", msgid("after its last day")});
}
Run add_cancel_survey(Args& args) {
  return add_text_step<Survey, SurveyCancelled>(
      args, {"--reason", true, msgid("why it is given up; - or @FILE"), msgid("cancelled"),
             "cmt survey cancel S-4T --reason 'The form was down all week'", "with the reason for the record"});
}
Run add_note_survey(Args& args) {
  return add_text_step<Survey, SurveyNoted>(
      args, {nullptr, true, msgid("the note; - or @FILE"), msgid("noted"), "cmt survey note S-4T 'Two people called about it'", "a remark"});
}

// ---- look ---------------------------------------------------------------------------------------

Json json_of_plan(const SurveyPlanned& plan) {
  const auto number = [](const std::optional<int>& one) { return one ? Json(*one) : Json(nullptr); };
  Json out{{"purpose", std::string{name_of(purpose_names, plan.purpose.value_or(Purpose::complaint_process))}},
           {"from", json_date(plan.from)},
           {"to", json_date(plan.to)},
           {"query", json_text(plan.query.value)},
           {"method", std::string{name_of(method_names, plan.method.value_or(Method::simple_random))}},
           {"confidence", plan.confidence.value_or(95)},
           {"margin", plan.margin.value_or(5)},
           {"expected_share", plan.expected_share.value_or(50)},
           {"expected_response", plan.expected_response.value_or(100)},
           {"sample_size", number(plan.sample_size)},
           {"medium", plan.medium},
           {"closes", json_date(plan.closes)}};
  auto& questions = out["questions"] = Json::array();
  for (const auto& question : plan.questions) questions.push_back(question.id);
  return out;
}

Json object_of(const SurveyState& state) {
  Json out{{"id", state.id},
           {"status", std::string{name_of(survey_status_names, state.status)}},
           {"title", state.title},
           {"plan", json_of_plan(state.plan)},
           {"seed", state.draw ? json_text(state.draw->seed) : Json(nullptr)},
           {"population", state.draw ? Json(state.draw->population.value_or(0)) : Json(nullptr)},
           {"sampled", state.invitations.size()},
           {"sent", state.sent()},
           {"failed", state.failed()},
           {"answered", state.answers.size()},
           {"late", state.late()},
           {"closed_on", json_date(state.closed_on)}};
  auto& excluded = out["excluded"] = Json::object();
  if (state.draw)
    for (const auto& group : state.draw->excluded)
      excluded[std::string{name_of(exclusion_names, *group.reason)}] = group.complaints.size();
  return out;
}

Run add_list_surveys(Args& args) {
  const auto status = std::make_shared<std::string>();
  args.option("--status", "S", *status, "only these").choices(choices_of(survey_status_names));
  args.example("cmt survey list --status open", "which wait for answers");
  return [status](World& world) {
    return list_dossiers<Survey>(
        world,
        [&](const SurveyState& state) {
          return status->empty() || *status == name_of(survey_status_names, state.status);
        },
        {{tr("ID").shown(), Align::left, 9, 0}, {tr("Status").shown(), Align::left, 6, 0}, {tr("From").shown(), Align::left, 10, 0},
         {tr("To").shown(), Align::left, 10, 0}, {tr("Closes").shown(), Align::left, 10, 0}, {tr("Sent").shown(), Align::right, 4, 0},
         {tr("Answered").shown(), Align::right, 4, 0}, {tr("Title").shown(), Align::left, 8, 3}},
        [](const Session&, const SurveyState& state) {
          return std::vector<std::string>{state.id, std::string{name_of(survey_status_names, state.status)},
                                          text_or_dash(state.plan.from), text_or_dash(state.plan.to),
                                          text_or_dash(state.plan.closes), std::to_string(state.sent()),
                                          std::to_string(state.answers.size()), state.title};
        },
        [](const Session&, const SurveyState& state) { return object_of(state); });
  };
}

Run add_show_survey(Args& args) {
  const auto id = std::make_shared<std::string>();
  args.positional("ID", *id, "its id, or any start of it that is unique").completes("survey");
  args.example("cmt survey show S-4T", "the survey and its timeline");
  return [id](World& world) {
    return show_dossier<Survey>(
        world, *id, [](const SurveyState& state) { return state.title; },
        [](const Session&, const SurveyState& state) {
          Facts out;
          const auto& plan = state.plan;
          out.emplace_back(msgid("Purpose"), name_of(purpose_names, plan.purpose.value_or(Purpose::complaint_process)));
          out.emplace_back(msgid("Complaints"), tr("that ended from {} to {}{}", text_or_dash(plan.from),
                                                   text_or_dash(plan.to),
                                                   plan.query.empty() ? "" : ", " + plan.query.value).shown());
          out.emplace_back(msgid("Method"), tr("{}{}; {} % confidence, {} points margin",
                                               name_of(method_names, plan.method.value_or(Method::simple_random)),
                                               plan.strata ? fmt::format(" by {}", name_of(stratum_names, *plan.strata)) : "",
                                               plan.confidence.value_or(95), plan.margin.value_or(5)).shown());
          std::string questions;
          for (const auto& question : plan.questions) questions += (questions.empty() ? "" : ", ") + question.id;
          out.emplace_back(msgid("Questions"), questions);
          out.emplace_back(msgid("Closes"), text_or_dash(plan.closes));
          if (state.draw) {
            out.emplace_back(msgid("Sample"), in_words(*state.draw));
            out.emplace_back(msgid("Seed"), state.draw->seed);
          }
          out.emplace_back(msgid("Answers"), tr("{} of {} sent, {} failed, {} late", state.answers.size(),
                                                state.sent(), state.failed(), state.late()).shown());
          for (const auto& one : state.answers)
            if (one.wants_contact || !one.raised.empty())
              out.emplace_back(one.raised.empty() ? "Wants contact" : "Complaint",
                               one.raised.empty() ? one.complaint : one.raised + ", from the answer of " + one.complaint);
          out.emplace_back(msgid("Findings"), state.findings.value);
          return out;
        },
        [](const Session&, const SurveyState& state) { return object_of(state); });
  };
}

Run add_survey_report(Args& args) {
  const auto o = std::make_shared<ReportOptions>();
  args.positional("ID", o->survey, "its id, or any start of it that is unique").completes("survey");
  add_report_format_options(args, *o);
  args.option("--records", "ID", o->records, "the complaints behind one figure, such as K41");
  args.flag("--publish", o->publish, "hold back counts below 5");
  args.about("Satisfied share (CSAT) with its margin of error, index (CSI), NPS, effort, response rate, whether "
             "those who answered are like those who did not, and all of it by outcome. Groups of fewer than "
             "five answers are held back. `cmt report satisfaction` has the figures of all surveys.");
  args.example("cmt survey report S-4T --format html -o survey.html", "one page to send or print");
  return [o](World& world) {
    o->name = "satisfaction";
    return run_report(world, *o);
  };
}

constexpr Command verbs[] = {
    {"survey plan", "learn", msgid("say who is asked what, and until when"), "ISO 10004 6", add_plan_survey},
    {"survey replan", "learn", msgid("change the plan before the draw"), "ISO 10004 6", add_replan},
    {"survey draw", "learn", msgid("draw the sample, or draw it again"), "ISO 10004 7.3.4", add_draw},
    {"survey sheet", "learn", msgid("a table of whom to ask, and for their answers"), "ISO 10004 7.3.4", add_sheet},
    {"survey send", "learn", msgid("the questions were sent"), "ISO 10004 7.3.4", add_send},
    {"survey remind", "learn", msgid("those who had not answered were reminded"), "ISO 10004 7.3.4", add_remind},
    {"survey bounce", "learn", msgid("an invitation failed"), "ISO 10004 7.3.4", add_bounce},
    {"survey answer", "learn", msgid("put answers on record"), "ISO 10004 7.3.4", add_survey_answer},
    {"survey raise", "learn", msgid("an answer is itself a complaint"), "7.2", add_raise},
    {"survey report", "learn", msgid("what the answers say"), "ISO 10004 7.4", add_survey_report},
    {"survey close", "learn", msgid("end it, with what was learned"), "ISO 10004 7.4", add_close_survey},
    {"survey cancel", "learn", msgid("give it up"), "8.3", add_cancel_survey},
    {"survey note", "learn", msgid("add a remark"), "8.3", add_note_survey},
    {"survey list", "learn", msgid("the surveys of the register"), "8.3", add_list_surveys},
    {"survey show", "learn", msgid("one survey and its timeline"), "8.3", add_show_survey},
};

}  // namespace

std::span<const Command> survey_verbs() { return verbs; }

Run add_survey(Args& args) {
  args.about("A survey asks those whose complaints have ended how satisfied they are with how they were "
             "treated: a sample that anybody can draw again, every exclusion with its reason, and answers "
             "whose margin of error is known. docs/records/survey.md tells the whole way.");
  args.example("cmt survey plan 'Third quarter' --period 2026-Q3 --medium email --closes 2026-11-30",
               "begin one");
  args.example("cmt report satisfaction --period 2026", "what all surveys of a year say");
  return [](World&) { return cli::done; };
}

}  // namespace cmt::cli
