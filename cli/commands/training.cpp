// 4.14, 5.4 and 6.4: courses, who took them, and who lacks one.
#include "framework/training.hpp"

#include <fmt/core.h>

#include "cli/cases.hpp"
#include "cli/commands.hpp"
#include "cli/dossiers.hpp"
#include "cli/print.hpp"
#include "cli/values.hpp"

namespace cmt::cli {
namespace {

using namespace framework;
using Bodies = std::vector<TrainingBody>;
using Step = DossierStep<Training>;

constexpr int kSoon = 60;  // days

int step(World& world, const StepOptions& options, const MakeBodies<Training>& make, const Message& said) {
  return take_dossier_step<Training>(world, options, make, [said](const TrainingState& state) {
    return Message{state.id + " "} + said;
  });
}

std::string roles_of(const CourseSet& course) { return course.roles.empty() ? "everybody" : joined(course.roles); }
std::string validity_of(const CourseSet& course) {
  return course.validity_months ? fmt::format("{} months", *course.validity_months) : "for ever";
}

Json json_of(const Standing& standing) {
  return Json{{"standing", std::string{name_of(competence_names, standing.competence)}},
              {"until", json_date(standing.until)}};
}

Json object_of(const TrainingState& state, Date today, const process::Rules& rules) {
  Json out{{"id", state.id},
           {"status", std::string{name_of(training_status_names, state.status)}},
           {"title", state.title},
           {"topic", std::string{name_of(topic_names, state.course.topic.value_or(Topic::other))}},
           {"roles", state.course.roles},
           {"validity_months", state.course.validity_months ? Json(*state.course.validity_months) : Json(nullptr)},
           {"hours", state.course.hours ? Json(*state.course.hours) : Json(nullptr)},
           {"material", json_text(state.course.material)},
           {"persons", Json::array()}};
  for (const auto& person : rules.staff) {
    const auto standing = standing_of(state, person, today, kSoon);
    if (standing.competence == Competence::not_needed) continue;
    Json one{{"person", person.id}};
    one.update(json_of(standing));
    out["persons"].push_back(std::move(one));
  }
  return out;
}

int gaps_of(const TrainingState& state, Date today, const process::Rules& rules) {
  int out = 0;
  for (const auto& person : rules.staff) out += is_gap(standing_of(state, person, today, kSoon).competence);
  return out;
}

// ---- new, revise --------------------------------------------------------------------------------

struct CourseOptions {
  std::string topic, months, hours, material;
  std::vector<std::string> roles;
};

void add_course_options(Args& args, CourseOptions& o) {
  args.option("--topic", "T", o.topic, "what it is about").choices(choices_of(topic_names));
  args.repeated("--role", "R", o.roles, "whose roles need it; everybody on the staff list when not given");
  args.option("--months", "N", o.months, "how long it is good for; for ever when not given");
  args.option("--hours", "N", o.hours, "how long it takes");
  args.option("--material", "TEXT", o.material, "what is taught from, with its version");
}

Result<CourseSet> course_of(const CourseOptions& o, CourseSet out, const Lists& lists) {
  if (!o.topic.empty()) out.topic = parse_name(topic_names, o.topic);
  if (!o.roles.empty()) {
    auto roles = code_values(lists, "staff_roles", o.roles, "--role");
    if (!roles) return std::move(roles).failure();
    out.roles = std::move(*roles);
  }
  for (auto [typed, option, target] : {std::tuple{&o.months, "--months", &out.validity_months},
                                       std::tuple{&o.hours, "--hours", &out.hours}}) {
    auto number = number_value(*typed, option, 1, 9999);
    if (!number) return std::move(number).failure();
    if (*number) *target = *number;
  }
  if (!o.material.empty()) out.material = o.material;
  return out;
}

Run add_new_training(Args& args) {
  struct Options : ChangeOptions, CourseOptions {
    std::string title;
  };
  const auto o = std::make_shared<Options>();
  args.positional("TITLE", o->title, "of the course: one line without personal data");
  add_course_options(args, *o);
  add_change_options(args, *o);
  args.about("Prints the id of the new course alone on standard output.");
  args.example("cmt training new 'Handling complaints' --topic handling --role handler --months 12",
               "everybody with the role handler needs it, every year");
  return [o](World& world) {
    return open_dossier<Training>(
        world, *o,
        [&](World&, Session& session, const Stamp&) -> Result<std::pair<TrainingHead, Bodies>> {
          auto course = course_of(*o, {}, session.rules().lists);
          if (!course) return std::move(course).failure();
          return std::pair{TrainingHead{o->title}, Bodies{std::move(*course)}};
        });
  };
}

Run add_revise_training(Args& args) {
  struct Options : StepOptions, CourseOptions {};
  const auto o = std::make_shared<Options>();
  add_dossier_options<Training>(args, *o);
  add_course_options(args, *o);
  args.about("What is not given stays as it was.");
  args.example("cmt training revise T-4T --months 24", "good for two years from now on, for everybody who took it");
  return [o](World& world) {
    return step(world, *o, [&](const Step& s) -> Result<Bodies> {
      auto course = course_of(*o, s.state.course, s.session.rules().lists);
      if (!course) return std::move(course).failure();
      return Bodies{std::move(*course)};
    }, tr("revised"));
  };
}

// ---- record, retire, note -----------------------------------------------------------------------

Run add_record(Args& args) {
  struct Options : StepOptions {
    std::vector<std::string> persons;
    std::string trainer, result, evidence;
  };
  const auto o = std::make_shared<Options>();
  add_dossier_options<Training>(args, *o);
  args.repeated("--person", "WHO", o->persons, "who took it, and passed").completes("person").required();
  args.option("--trainer", "WHO", o->trainer, "who taught");
  args.option("--result", "TEXT", o->result, "test, behaviour at work, effect; - or @FILE");
  args.option("--evidence", "TEXT", o->evidence, "what shows it; - or @FILE");
  args.about("It counts from the day that --at says.");
  args.example("cmt training record T-4T --person omid --person leila --at 2027-01-15 --evidence 'List of signatures'",
               "two people were trained in January");
  return [o](World& world) {
    return step(world, *o, [&](const Step& s) -> Result<Bodies> {
      if (auto r = expand(s.world, {&o->result, &o->evidence}); !r) return std::move(r).failure();
      return Bodies{TrainingGiven{o->persons, o->trainer, {o->result}, {o->evidence}}};
    }, tr("recorded"));
  };
}

Run add_retire_training(Args& args) {
  struct Options : StepOptions {
    std::string reason;
  };
  const auto o = std::make_shared<Options>();
  add_dossier_options<Training>(args, *o);
  args.option("--reason", "TEXT", o->reason, "why nobody needs it any more; - or @FILE").required();
  args.example("cmt training retire T-4T --reason 'Part of the course on handling'", "it asks nobody any more");
  return [o](World& world) {
    return step(world, *o, [&](const Step& s) -> Result<Bodies> {
      if (auto r = expand(s.world, {&o->reason}); !r) return std::move(r).failure();
      return Bodies{TrainingRetired{{o->reason}}};
    }, tr("retired"));
  };
}

Run add_note_training(Args& args) {
  struct Options : StepOptions {
    std::string text;
  };
  const auto o = std::make_shared<Options>();
  args.positional("ID", o->id, "its id, or any start of it that is unique").completes("training");
  args.positional("TEXT", o->text, "the note; - or @FILE");
  add_change_options(args, *o);
  args.example("cmt training note T-4T 'The next date is in May'", "a remark");
  return [o](World& world) {
    return step(world, *o, [&](const Step& s) -> Result<Bodies> {
      if (auto r = expand(s.world, {&o->text}); !r) return std::move(r).failure();
      return Bodies{TrainingNoted{{o->text}}};
    }, tr("noted"));
  };
}

// ---- look ---------------------------------------------------------------------------------------

Run add_list_trainings(Args& args) {
  const auto status = std::make_shared<std::string>();
  args.option("--status", "S", *status, "only these").choices(choices_of(training_status_names));
  args.example("cmt training list", "the courses, and how many people lack them");
  return [status](World& world) {
    auto session = open_session(world);
    if (!session) return fail(world, session.failure());
    const Date today = today_of(world, *session);
    return list_dossiers<Training>(
        world,
        [&](const TrainingState& state) {
          return status->empty() || *status == name_of(training_status_names, state.status);
        },
        {{tr("ID").shown(), Align::left, 9, 0}, {tr("Status").shown(), Align::left, 6, 0}, {tr("Topic").shown(), Align::left, 6, 0},
         {tr("Needed by").shown(), Align::left, 8, 1}, {tr("Good for").shown(), Align::left, 8, 0}, {tr("Lacking").shown(), Align::right, 4, 0},
         {tr("Title").shown(), Align::left, 8, 3}},
        [&](const Session& opened, const TrainingState& state) {
          return std::vector<std::string>{
              state.id, std::string{name_of(training_status_names, state.status)},
              std::string{name_of(topic_names, state.course.topic.value_or(Topic::other))}, roles_of(state.course),
              validity_of(state.course), std::to_string(gaps_of(state, today, opened.rules())), state.title};
        },
        [&](const Session& opened, const TrainingState& state) { return object_of(state, today, opened.rules()); });
  };
}

Run add_show_training(Args& args) {
  const auto id = std::make_shared<std::string>();
  args.positional("ID", *id, "its id, or any start of it that is unique").completes("training");
  args.example("cmt training show T-4T", "the course and its timeline");
  return [id](World& world) {
    return show_dossier<Training>(
        world, *id, [](const TrainingState& state) { return state.title; },
        [&](const Session& session, const TrainingState& state) {
          const Date today = today_of(world, session);
          Facts out;
          out.emplace_back(msgid("Topic"), std::string{name_of(topic_names, state.course.topic.value_or(Topic::other))});
          out.emplace_back(msgid("Needed by"), roles_of(state.course));
          out.emplace_back(msgid("Good for"), validity_of(state.course));
          if (state.course.hours) out.emplace_back(msgid("Hours"), std::to_string(*state.course.hours));
          out.emplace_back(msgid("Material"), state.course.material);
          for (const auto& person : session.rules().staff) {
            const auto standing = standing_of(state, person, today, kSoon);
            if (standing.competence == Competence::not_needed) continue;
            out.emplace_back(person.id, fmt::format("{}{}", name_of(competence_names, standing.competence),
                                                    standing.until ? " " + text(*standing.until) : ""));
          }
          return out;
        },
        [&](const Session& session, const TrainingState& state) {
          return object_of(state, today_of(world, session), session.rules());
        });
  };
}

int run_matrix(World& world, const std::string& as_of, const std::string& soon_typed, bool only_gaps) {
  auto session = open_session(world);
  if (!session) return fail(world, session.failure());
  const auto typed = date_value(as_of, "--as-of");
  if (!typed) return fail(world, typed.failure());
  const Date day = *typed ? **typed : today_of(world, *session);
  const auto soon = number_value(soon_typed, "--soon", 0, 3660);
  if (!soon) return fail(world, soon.failure());
  const auto& staff = session->rules().staff;
  if (staff.empty())
    return fail(world, failure(FailureKind::refused, tr("cmt.yaml names no staff"), tr("`staff` in cmt.yaml says who has which role")));
  auto all = load_dossiers<Training>(*session);
  if (!all) return fail(world, all.failure());
  std::vector<TrainingState> courses;
  for (const auto& record : *all) {
    auto state = dossier::Steps<Training>::replay(record.dossier, session->rules());
    if (state.status == TrainingStatus::open) courses.push_back(std::move(state));
  }
  Json out{{"schema", 1}, {"as_of", text(day)}, {"courses", Json::array()}, {"persons", Json::array()}};
  std::vector<Column> columns{{tr("Person").shown(), Align::left, 6, 1}};
  for (const auto& course : courses) {
    columns.push_back({truncate(printable_line(course.title), 40), Align::left, 12, 1});
    out["courses"].push_back({{"id", course.id}, {"title", course.title}});
  }
  std::vector<std::vector<std::string>> rows;
  int gaps = 0;
  for (const auto& person : staff) {
    if (!person.active) continue;
    std::vector<std::string> row{person.id};
    Json one{{"person", person.id}, {"courses", Json::array()}};
    int own = 0;
    for (const auto& course : courses) {
      const auto standing = standing_of(course, person, day, soon->value_or(kSoon));
      own += is_gap(standing.competence);
      row.push_back(standing.competence == Competence::not_needed
                        ? "-"
                        : fmt::format("{}{}", name_of(competence_names, standing.competence),
                                      standing.until ? " " + text(*standing.until) : ""));
      Json cell{{"id", course.id}};
      cell.update(json_of(standing));
      one["courses"].push_back(std::move(cell));
    }
    gaps += own;
    if (only_gaps && own == 0) continue;
    rows.push_back(std::move(row));
    out["persons"].push_back(std::move(one));
  }
  if (world.globals.json) {
    print_json(world, out);
    return cli::done;
  }
  world.out += shown_table(world, columns, rows);
  world.say(trn("on {}: {} course lacking", "on {}: {} courses lacking", static_cast<unsigned long long>(gaps), text(day), gaps));
  return cli::done;
}

Run add_matrix(Args& args) {
  struct Options {
    std::string as_of, soon;
    bool gaps = false;
  };
  const auto o = std::make_shared<Options>();
  args.option("--as-of", "DATE", o->as_of, "how it stood on a day; today");
  args.option("--soon", "DAYS", o->soon, "how many days ahead an end is soon; 60");
  args.flag("--gaps", o->gaps, "only people who lack a course that their roles ask for");
  args.about("Everybody active on the staff list beside every course: valid, expires-soon or expired with the day, missing, or - "
             "where their roles do not ask for it. What was taken after the day does not count.");
  args.example("cmt training matrix --as-of 2027-06-30", "who was trained in what at the end of June");
  return [o](World& world) { return run_matrix(world, o->as_of, o->soon, o->gaps); };
}

constexpr Command verbs[] = {
    {"training new", "learn", msgid("set up a course"), "6.4", add_new_training},
    {"training revise", "learn", msgid("who needs it, and how long it is good for"), "6.4", add_revise_training},
    {"training record", "learn", msgid("people took it"), "6.4", add_record},
    {"training retire", "learn", msgid("nobody needs it any more"), "6.4", add_retire_training},
    {"training note", "learn", msgid("add a remark"), "6.4", add_note_training},
    {"training list", "learn", msgid("the courses"), "6.4", add_list_trainings},
    {"training show", "learn", msgid("one course and its timeline"), "6.4", add_show_training},
    {"training matrix", "learn", msgid("who is trained in what"), "4.14", add_matrix},
};

}  // namespace

std::span<const Command> training_verbs() { return verbs; }

Run add_training(Args& args) {
  args.about("Courses, the roles that need them, and who took them when. Who lacks one is computed from the staff list of "
             "cmt.yaml and the day. docs/records/training.md tells the whole way.");
  args.example("cmt training matrix --gaps", "who lacks which course");
  args.example("cmt training record T-4T --person omid --at 2027-01-15", "omid was trained");
  return [](World&) { return cli::done; };
}

}  // namespace cmt::cli
