// ISO 10001:2018: the charter, what the organization promises its customers.
#include <fmt/core.h>

#include <algorithm>

#include "charter/charter.hpp"
#include "charter/measures.hpp"
#include "charter/print.hpp"
#include "cli/cases.hpp"
#include "cli/commands.hpp"
#include "cli/dossiers.hpp"
#include "cli/moments.hpp"
#include "cli/values.hpp"

namespace cmt::cli {
namespace {

using namespace charter;
using Bodies = std::vector<CharterBody>;
using Step = DossierStep<Charter>;

int step(World& world, const StepOptions& options, const MakeBodies<Charter>& make, const Message& said) {
  return take_dossier_step<Charter>(world, options, make, [said](const CharterState& state) {
    return Message{state.id + " "} + said;
  });
}

Result<Date> required_date(const std::string& typed, const char* option) {
  auto date = date_value(typed, option);
  if (!date) return std::move(date).failure();
  return **date;
}

Json json_of_promise(const PromiseDrafted& promise) {
  return Json{{"promise", promise.promise},
              {"text", promise.text.value},
              {"measure", promise.measure},
              {"limitations", json_text(promise.limitations.value)},
              {"remedies", promise.remedies},
              {"owner", json_text(promise.owner)}};
}

Json object_of(const CharterState& state, std::optional<Date> today) {
  Json out{{"id", state.id},
           {"status", std::string{name_of(charter_status_names, state.status)}},
           {"title", state.title},
           {"language", json_text(state.language)},
           {"review_due", json_date(state.review_due)},
           {"last_day", json_date(state.last_day)}};
  const Version* version = today ? state.on(*today) : nullptr;
  out["version"] = version ? Json(version->number) : Json(nullptr);
  out["effective_from"] = version ? Json(text(version->effective_from)) : Json(nullptr);
  auto& promises = out["promises"] = Json::array();
  if (version)
    for (const auto& promise : version->promises) promises.push_back(json_of_promise(promise));
  auto& draft = out["draft"] = Json::array();
  if (state.draft_differs)
    for (const auto& promise : state.draft) draft.push_back(json_of_promise(promise));
  return out;
}

std::string printed(const CharterState& state, Date day, const Lists& lists, const std::string& format,
                    const std::string& language) {
  if (format == "html") return as_html(state, day, lists, language);
  if (format == "md") return as_markdown(state, day, lists, language);
  return as_text(state, day, lists, language);
}

std::string language_of(const Session& session, const CharterState& state, const std::string& typed) {
  if (!typed.empty()) return typed;
  return state.language.empty() ? session.settings().language() : state.language;
}

// ---- new, promise -------------------------------------------------------------------------------

Run add_new_charter(Args& args) {
  struct Options : ChangeOptions {
    std::string title, language, purpose, scope, contact, route, remedy;
  };
  const auto o = std::make_shared<Options>();
  args.positional("TITLE", o->title, "as customers read it");
  args.option("--purpose", "TEXT", o->purpose, "what it is for; - or @FILE").required();
  args.option("--scope", "TEXT", o->scope, "products, customers, places and channels covered, and what is not; - or @FILE").required();
  args.option("--complaint-route", "TEXT", o->route, "where and how to complain; - or @FILE").required();
  args.option("--contact", "TEXT", o->contact, "where to ask about it; - or @FILE");
  args.option("--remedy-if-broken", "TEXT", o->remedy, "what the customer gets when a promise is broken; - or @FILE");
  args.option("--language", "TAG", o->language, "language of its texts; else the register's own");
  add_change_options(args, *o);
  args.about("Prints the id of the new charter alone on standard output.");
  args.example("cmt charter new 'Our promises' --purpose 'What you can count on' --scope 'All parcels "
               "within the country' --complaint-route 'Any counter, or help@example.org'",
               "a charter without promises yet");
  return [o](World& world) {
    return open_dossier<Charter>(
        world, *o,
        [&](World& w, Session&, const Stamp&) -> Result<std::pair<CharterHead, Bodies>> {
          if (auto r = expand(w, {&o->purpose, &o->scope, &o->contact, &o->route, &o->remedy}); !r)
            return std::move(r).failure();
          return std::pair{CharterHead{o->title, o->language},
                           Bodies{Drafted{{o->purpose}, {o->scope}, {o->contact}, {o->route}, {o->remedy}}}};
        });
  };
}

Run add_promise(Args& args) {
  struct Options : StepOptions {
    std::string text, promise, measure, limitations, owner, indicator, target, unit, source, frequency;
    std::vector<std::string> applies, remedies, translations;
  };
  const auto o = std::make_shared<Options>();
  args.positional("ID", o->id, "the charter: its id, or any start of it that is unique").completes("charter");
  args.positional("TEXT", o->text, "what is promised: short, and so that it can be tested; - or @FILE");
  add_change_options(args, *o);
  args.option("--measure", "M", o->measure, "metric and operator, such as 'delivery_days <= 5'").required();
  args.option("--id", "PR-NN", o->promise, "its id, to change a promise; else the next free one");
  args.option("--limitations", "TEXT", o->limitations, "conditions, exclusions; - or @FILE");
  args.repeated("--applies-to", "TEXT", o->applies, "a product, segment or channel; all when not given");
  args.repeated("--remedy", "CODE", o->remedies, "what a customer gets when it was broken").completes("remedy");
  args.option("--owner", "WHO", o->owner, "who keeps it").completes("person");
  args.option("--indicator", "NAME", o->indicator, "what shows whether it is kept");
  args.option("--target", "N", o->target, "target of the indicator");
  args.option("--unit", "U", o->unit, "its unit, such as %");
  args.option("--source", "S", o->source, "where its figure comes from")
      .choices(choices_of(indicator_source_names));
  args.option("--frequency", "TEXT", o->frequency, "how often it is measured");
  args.repeated("--translation", "TAG=TEXT", o->translations, "the text in another language");
  args.about("A promise stands in the draft until the charter is published; then it holds from the day "
             "that was given, as a part of the next version.");
  args.example("cmt charter promise C-4T 'Delivered within five days' --measure 'delivery_days <= 5' "
               "--remedy R52 --indicator 'on time' --target 95 --source operations",
               "a promise with its indicator");
  return [o](World& world) {
    std::string id;
    return take_dossier_step<Charter>(
        world, *o,
        [&](const Step& s) -> Result<Bodies> {
          if (auto r = expand(s.world, {&o->text, &o->limitations}); !r) return std::move(r).failure();
          PromiseDrafted promise;
          promise.promise = o->promise;
          if (promise.promise.empty()) {
            // The next number that no charter of the register ever used.
            const auto all = load_dossiers<Charter>(s.session);
            if (!all) return all.failure();
            int last = 0;
            for (const auto& record : *all)
              for (const auto& event : record.dossier.history)
                if (const auto* drafted = std::get_if<PromiseDrafted>(&event.body))
                  last = std::max(last, std::stoi(drafted->promise.substr(3)));
            promise.promise = fmt::format("PR-{:02}", last + 1);
          } else if (promise.promise.size() < 5 || promise.promise.size() > 6 ||
                     promise.promise.substr(0, 3) != "PR-" ||
                     promise.promise.find_first_not_of("0123456789", 3) != std::string::npos) {
            return failure(FailureKind::usage, tr("--id cannot be '{}'", truncate(printable_line(promise.promise), 40)),
                           tr("PR- and two or three digits"));
          }
          id = promise.promise;
          promise.text = {o->text};
          promise.measure = o->measure;
          promise.limitations = {o->limitations};
          promise.applies_to = o->applies;
          auto remedies = code_values(s.session.rules().lists, "remedies", o->remedies, "--remedy");
          if (!remedies) return std::move(remedies).failure();
          promise.remedies = std::move(*remedies);
          promise.owner = o->owner;
          if (!o->indicator.empty() || !o->target.empty())
            promise.indicator = Indicator{o->indicator, o->target, o->unit, o->frequency,
                                          parse_name(indicator_source_names, o->source)};
          for (const auto& typed : o->translations) {
            const auto equals = typed.find('=');
            if (equals == std::string::npos || equals == 0 || equals + 1 == typed.size())
              return failure(FailureKind::usage, tr("--translation has the form TAG=TEXT"));
            promise.translations.emplace_back(typed.substr(0, equals), typed.substr(equals + 1));
          }
          return Bodies{std::move(promise)};
        },
        [&](const CharterState& state) { return tr("{}: {} drafted", state.id, id); });
  };
}

Run add_drop(Args& args) {
  struct Options : StepOptions {
    std::string promise, reason;
  };
  const auto o = std::make_shared<Options>();
  args.positional("ID", o->id, "the charter").completes("charter");
  args.positional("PROMISE", o->promise, "the promise that the next version is without").completes("promise");
  add_change_options(args, *o);
  args.option("--reason", "TEXT", o->reason, "why; - or @FILE").required();
  args.example("cmt charter drop C-4T PR-02 --reason 'The counter closes in May'", "not in the next version");
  return [o](World& world) {
    return step(world, *o, [&](const Step& s) -> Result<Bodies> {
      if (auto r = expand(s.world, {&o->reason}); !r) return std::move(r).failure();
      return Bodies{PromiseDropped{o->promise, {o->reason}}};
    }, tr("drops {}", o->promise));
  };
}

Run add_suspend(Args& args) {
  struct Options : StepOptions {
    std::string promise, from, reason, notice;
  };
  const auto o = std::make_shared<Options>();
  args.positional("ID", o->id, "the charter").completes("charter");
  args.positional("PROMISE", o->promise, "the promise that does not hold for a time").completes("promise");
  add_change_options(args, *o);
  args.option("--from", "DATE", o->from, "first day on which it does not hold").required();
  args.option("--reason", "TEXT", o->reason, "why; - or @FILE").required();
  args.option("--notice", "TEXT", o->notice, "how customers were told; - or @FILE").required();
  args.example("cmt charter suspend C-4T PR-01 --from 2026-12-20 --reason 'Snow' --notice 'Web page and "
               "counters'",
               "not in force until it is resumed");
  return [o](World& world) {
    return step(world, *o, [&](const Step& s) -> Result<Bodies> {
      if (auto r = expand(s.world, {&o->reason, &o->notice}); !r) return std::move(r).failure();
      const auto from = required_date(o->from, "--from");
      if (!from) return from.failure();
      return Bodies{PromiseSuspended{o->promise, *from, {o->reason}, {o->notice}}};
    }, tr("suspends {} from {}", o->promise, printable_line(o->from)));
  };
}

Run add_resume(Args& args) {
  struct Options : StepOptions {
    std::string promise, from;
  };
  const auto o = std::make_shared<Options>();
  args.positional("ID", o->id, "the charter").completes("charter");
  args.positional("PROMISE", o->promise, "the promise that holds again").completes("promise");
  add_change_options(args, *o);
  args.option("--from", "DATE", o->from, "first day on which it holds again").required();
  args.example("cmt charter resume C-4T PR-01 --from 2027-01-10", "in force again");
  return [o](World& world) {
    return step(world, *o, [&](const Step&) -> Result<Bodies> {
      const auto from = required_date(o->from, "--from");
      if (!from) return from.failure();
      return Bodies{PromiseResumed{o->promise, *from}};
    }, tr("resumes {} from {}", o->promise, printable_line(o->from)));
  };
}

Run add_consult(Args& args) {
  struct Options : StepOptions {
    std::string party, comment, used;
  };
  const auto o = std::make_shared<Options>();
  args.positional("ID", o->id, "the charter").completes("charter");
  args.positional("WHO", o->party, "the interested party that was asked");
  add_change_options(args, *o);
  args.option("--comment", "TEXT", o->comment, "what they said; - or @FILE").required();
  args.option("--used", "TEXT", o->used, "what came of it; - or @FILE");
  args.example("cmt charter consult C-4T 'Consumer association' --comment 'Name the amount' --used 'PR-03'",
               "an input of an interested party");
  return [o](World& world) {
    return step(world, *o, [&](const Step& s) -> Result<Bodies> {
      if (auto r = expand(s.world, {&o->comment, &o->used}); !r) return std::move(r).failure();
      return Bodies{Consulted{o->party, {o->comment}, {o->used}}};
    }, tr("has an input"));
  };
}

// ---- publish and after --------------------------------------------------------------------------

struct PrintOptions {
  std::string format = "text", language;
};
void add_print_options(Args& args, PrintOptions& options) {
  args.option("--format", "F", options.format, "what customers read: text, md or html")
      .choices({"text", "md", "html"});
  args.option("--language", "TAG", options.language, "language of the words and translations; else the charter's");
}

Run add_publish(Args& args) {
  struct Options : StepOptions, PrintOptions {
    std::string effective, review_due;
  };
  const auto o = std::make_shared<Options>();
  add_dossier_options<Charter>(args, *o);
  args.option("--effective", "DATE", o->effective, "first day on which it holds; today when not given");
  args.option("--review-due", "DATE", o->review_due, "until when it is to be reviewed; a year later when not given");
  add_print_options(args, *o);
  args.about("Puts the draft in force as the next version, and prints it as customers read it.");
  args.example("cmt charter publish C-4T --effective 2027-01-01 --format html > charter.html",
               "the next version, and a page for customers");
  return [o](World& world) {
    std::string page, language;
    Lists lists;
    const int code = take_dossier_step<Charter>(
        world, *o,
        [&](const Step& s) -> Result<Bodies> {
          const auto today = s.session.rules().zone.date_of(s.stamp.at);
          lists = s.session.rules().lists;
          language = language_of(s.session, s.state, o->language);
          Published published;
          published.version = s.state.versions.empty() ? 1 : s.state.versions.back().number + 1;
          auto effective = date_value(o->effective, "--effective");
          if (!effective) return std::move(effective).failure();
          published.effective_from = *effective ? *effective : today;
          auto review = date_value(o->review_due, "--review-due");
          if (!review) return std::move(review).failure();
          published.review_due =
              *review ? *review : std::optional{*published.effective_from + std::chrono::days{365}};
          return Bodies{std::move(published)};
        },
        [&](const CharterState& state) {
          const Date day = state.versions.back().effective_from;
          page = printed(state, day, lists, o->format, language);
          return tr("{} version {} holds from {}", state.id, state.versions.back().number,
                    text(day));
        });
    if (code == cli::done && !o->dry_run) world.out += page;
    return code;
  };
}

Run add_print(Args& args) {
  struct Options : PrintOptions {
    std::string id, on;
  };
  const auto o = std::make_shared<Options>();
  args.positional("ID", o->id, "the charter").completes("charter");
  args.option("--on", "DATE", o->on, "as it stood on a day; today when not given");
  add_print_options(args, *o);
  args.example("cmt charter print C-4T --format md --language fa", "for customers, once more");
  return [o](World& world) {
    auto session = open_session(world);
    if (!session) return fail(world, session.failure());
    const auto id = find_dossier<Charter>(*session, o->id);
    if (!id) return fail(world, id.failure());
    const auto record = load_dossier<Charter>(*session, *id);
    if (!record) return fail(world, record.failure());
    const auto typed = date_value(o->on, "--on");
    if (!typed) return fail(world, typed.failure());
    const Date day = *typed ? **typed : today_of(world, *session);
    const auto state = dossier::Steps<Charter>::replay(record->dossier, session->rules());
    if (!state.on(day))
      return fail(world, refuse("ISO 10001 7", tr("{} is not in force on {}", *id, text(day)),
                                tr("cmt charter show {} says when it is", *id)));
    world.out += printed(state, day, session->rules().lists, o->format,
                         language_of(*session, state, o->language));
    return cli::done;
  };
}

Run add_communicate(Args& args) {
  struct Options : StepOptions {
    std::string audience, medium, text;
  };
  const auto o = std::make_shared<Options>();
  add_dossier_options<Charter>(args, *o);
  args.option("--audience", "WHO", o->audience, "who was told, inside or outside").required();
  args.option("--medium", "HOW", o->medium, "how").required();
  args.option("--text", "TEXT", o->text, "in words; - or @FILE");
  args.example("cmt charter communicate C-4T --audience customers --medium 'web page'", "they were told of it");
  return [o](World& world) {
    return step(world, *o, [&](const Step& s) -> Result<Bodies> {
      if (auto r = expand(s.world, {&o->text}); !r) return std::move(r).failure();
      return Bodies{Communicated{o->audience, o->medium, {o->text}}};
    }, tr("communicated"));
  };
}

Run add_review_charter(Args& args) {
  struct Options : StepOptions {
    std::string findings, review_due;
  };
  const auto o = std::make_shared<Options>();
  add_dossier_options<Charter>(args, *o);
  args.option("--findings", "TEXT", o->findings, "what the review found; - or @FILE").required();
  args.option("--review-due", "DATE", o->review_due, "until when it is to be reviewed again").required();
  args.example("cmt charter review C-4T --findings 'PR-02 was never measured' --review-due 2027-11-01",
               "the yearly review");
  return [o](World& world) {
    return step(world, *o, [&](const Step& s) -> Result<Bodies> {
      if (auto r = expand(s.world, {&o->findings}); !r) return std::move(r).failure();
      const auto due = required_date(o->review_due, "--review-due");
      if (!due) return due.failure();
      return Bodies{CharterReviewed{{o->findings}, *due}};
    }, tr("reviewed"));
  };
}

Run add_retire(Args& args) {
  struct Options : StepOptions {
    std::string last, reason;
  };
  const auto o = std::make_shared<Options>();
  add_dossier_options<Charter>(args, *o);
  args.option("--last-day", "DATE", o->last, "last day on which it holds").required();
  args.option("--reason", "TEXT", o->reason, "why; - or @FILE").required();
  args.example("cmt charter retire C-4T --last-day 2027-12-31 --reason 'The service ends'", "its end");
  return [o](World& world) {
    return step(world, *o, [&](const Step& s) -> Result<Bodies> {
      if (auto r = expand(s.world, {&o->reason}); !r) return std::move(r).failure();
      const auto last = required_date(o->last, "--last-day");
      if (!last) return last.failure();
      return Bodies{CharterRetired{*last, {o->reason}}};
    }, tr("retired"));
  };
}

Run add_note_charter(Args& args) {
  struct Options : StepOptions {
    std::string text;
  };
  const auto o = std::make_shared<Options>();
  args.positional("ID", o->id, "the charter").completes("charter");
  args.positional("TEXT", o->text, "the note; - or @FILE");
  add_change_options(args, *o);
  args.example("cmt charter note C-4T 'Printed anew for the counters'", "a remark");
  return [o](World& world) {
    return step(world, *o, [&](const Step& s) -> Result<Bodies> {
      if (auto r = expand(s.world, {&o->text}); !r) return std::move(r).failure();
      return Bodies{CharterNoted{{o->text}}};
    }, tr("noted"));
  };
}

// ---- look ---------------------------------------------------------------------------------------

Run add_list_charters(Args& args) {
  const auto on = std::make_shared<std::string>();
  args.option("--on", "DATE", *on, "the promises in force on a day; today when not given");
  args.about("The promises of all charters that hold on the day: those that a complaint about a problem "
             "of that day may name.");
  args.example("cmt charter list --on 2026-05-03", "what was promised that day");
  return [on](World& world) {
    auto session = open_session(world);
    if (!session) return fail(world, session.failure());
    const auto typed = date_value(*on, "--on");
    if (!typed) return fail(world, typed.failure());
    const Date day = *typed ? **typed : today_of(world, *session);
    const auto all = load_dossiers<Charter>(*session);
    if (!all) return fail(world, all.failure());
    Json out{{"schema", 1}, {"on", text(day)}, {"charters", Json::array()}};
    std::vector<std::vector<std::string>> rows;
    for (const auto& record : *all) {
      const auto state = dossier::Steps<Charter>::replay(record.dossier, session->rules());
      out["charters"].push_back(object_of(state, day));
      const Version* version = state.on(day);
      if (!version) continue;
      for (const auto& promise : version->promises) {
        const auto* known = session->rules().promise(promise.promise);
        if (!known || !known->is_in_force(day)) continue;
        rows.push_back({promise.promise, state.id, std::to_string(version->number), promise.measure,
                        promise.text.value});
      }
    }
    if (world.globals.json) {
      print_json(world, out);
      return cli::done;
    }
    world.out += shown_table(world,
                             {{tr("Promise").shown(), Align::left, 7, 0}, {tr("Charter").shown(), Align::left, 9, 0},
                              {tr("Version").shown(), Align::right, 3, 0}, {tr("Measure").shown(), Align::left, 8, 1},
                              {tr("Text").shown(), Align::left, 8, 3}},
                             rows);
    world.say(tr("{} in force on {}, of {}", trn("{} promise", "{} promises", rows.size(), rows.size()), text(day),
                 trn("{} charter", "{} charters", all->size(), all->size())));
    return cli::done;
  };
}

Run add_show_charter(Args& args) {
  const auto id = std::make_shared<std::string>();
  args.positional("ID", *id, "the charter").completes("charter");
  args.example("cmt charter show C-4T", "the charter, its promises and its timeline");
  return [id](World& world) {
    return show_dossier<Charter>(
        world, *id, [](const CharterState& state) { return state.title; },
        [&](const Session& session, const CharterState& state) {
          const Version* version = state.on(today_of(world, session));
          Facts out;
          if (version) out.emplace_back(msgid("Version"), tr("{}, from {}, approved by {}", version->number,
                                                             text(version->effective_from), version->approved_by).shown());
          else if (!state.versions.empty())
            out.emplace_back(msgid("Version"), tr("{}, from {}", state.versions.back().number,
                                                  text(state.versions.back().effective_from)).shown());
          out.emplace_back(msgid("Purpose"), state.text.purpose.value);
          out.emplace_back(msgid("Scope"), state.text.scope.value);
          out.emplace_back(msgid("Complaints"), state.text.complaint_route.value);
          if (state.review_due) out.emplace_back(msgid("Review due"), text(*state.review_due));
          if (state.last_day) out.emplace_back(msgid("Last day"), text(*state.last_day));
          for (const auto& promise : version ? version->promises : std::vector<PromiseDrafted>{})
            out.emplace_back(promise.promise, fmt::format("{} ({})", promise.text.value, promise.measure));
          for (const auto& pause : state.suspensions)
            out.emplace_back(msgid("Suspended"), tr("{} from {}{}", pause.promise, text(pause.from),
                                                    pause.until ? tr(" until {}", text(*pause.until)) : Message{}).shown());
          if (state.draft_differs)
            for (const auto& promise : state.draft)
              out.emplace_back("Draft " + promise.promise, fmt::format("{} ({})", promise.text.value, promise.measure));
          return out;
        },
        [&](const Session& session, const CharterState& state) {
          return object_of(state, today_of(world, session));
        });
  };
}

Run add_measures(Args& args) {
  struct Options {
    std::string period, transactions;
  };
  const auto o = std::make_shared<Options>();
  args.option("--period", "P", o->period, "complaints received in it, such as 2026-Q3; all when not given");
  args.option("--transactions", "N", o->transactions, "transactions in the period: broken promises per 1,000 of them");
  args.about("What complaints say about each promise. A promise whose limitations are used in more than a "
             "fifth of the findings promises nothing, and is marked; one that no complaint ever named may "
             "be kept or unknown.");
  args.example("cmt charter measures --period 2026-Q3 --transactions 48000", "a quarter, promise by promise");
  return [o](World& world) {
    auto session = open_session(world);
    if (!session) return fail(world, session.failure());
    const auto period = o->period.empty() ? std::optional{Period{}} : parse_period(o->period);
    if (!period)
      return fail(world, failure(FailureKind::usage, tr("--period cannot be '{}'", truncate(printable_line(o->period), 40)),
                                 tr("a year, quarter, month or day such as 2026-Q3")));
    const auto transactions = number_value(o->transactions, "--transactions", 1, 99'999'999);
    if (!transactions) return fail(world, transactions.failure());
    const auto cases = load_cases(world, *session, {false, false, {}});
    if (!cases) return fail(world, cases.failure());
    std::vector<const process::State*> complaints;
    for (const auto& state : cases->states) complaints.push_back(&state);
    const auto rows = measures(session->rules().promises, complaints, *period, session->rules().zone);
    const auto rate = [&](const PromiseMeasure& row) {
      return *transactions ? fmt::format("{:.2f}", 1000.0 * row.broken / **transactions) : std::string{"-"};
    };
    if (world.globals.json) {
      Json out{{"schema", 1}, {"promises", Json::array()}};
      for (const auto& row : rows)
        out["promises"].push_back({{"promise", row.promise},
                                   {"named", row.named},
                                   {"broken", row.broken},
                                   {"kept", row.kept},
                                   {"limitation_applies", row.limited},
                                   {"not_determined", row.undetermined},
                                   {"open", row.open},
                                   {"per_thousand", *transactions ? Json(1000.0 * row.broken / **transactions) : Json(nullptr)},
                                   {"promises_nothing", row.promises_nothing()}});
      world.out += escaped_json(out.dump(2)) + "\n";
      return cli::done;
    }
    std::vector<std::vector<std::string>> cells;
    for (const auto& row : rows)
      cells.push_back({row.promise, std::to_string(row.named), std::to_string(row.broken),
                       std::to_string(row.kept), std::to_string(row.limited),
                       std::to_string(row.undetermined), std::to_string(row.open), rate(row),
                       row.promises_nothing() ? "limitations in over 20 %" : ""});
    world.out += shown_table(world,
                             {{tr("Promise").shown(), Align::left, 7, 0}, {tr("Named").shown(), Align::right, 5, 0},
                              {tr("Broken").shown(), Align::right, 5, 0}, {tr("Kept").shown(), Align::right, 4, 0},
                              {tr("Limited").shown(), Align::right, 5, 0}, {tr("Unclear").shown(), Align::right, 5, 0},
                              {tr("Open").shown(), Align::right, 4, 0}, {tr("Per 1,000").shown(), Align::right, 6, 0},
                              {"", Align::left, 0, 1}},
                             cells);
    return cli::done;
  };
}

constexpr Command verbs[] = {
    {"charter new", "learn", msgid("begin a charter"), "ISO 10001 6", add_new_charter},
    {"charter promise", "learn", msgid("draft a promise, or change one"), "ISO 10001 6", add_promise},
    {"charter drop", "learn", msgid("leave a promise out of the next version"), "ISO 10001 6", add_drop},
    {"charter consult", "learn", msgid("record what an interested party said"), "ISO 10001 6", add_consult},
    {"charter publish", "learn", msgid("put the draft in force, and print it"), "ISO 10001 7", add_publish},
    {"charter print", "learn", msgid("print it as customers read it"), "ISO 10001 7", add_print},
    {"charter communicate", "learn", msgid("record who was told of it"), "ISO 10001 7", add_communicate},
    {"charter suspend", "learn", msgid("a promise does not hold for a time"), "ISO 10001 7", add_suspend},
    {"charter resume", "learn", msgid("it holds again"), "ISO 10001 7", add_resume},
    {"charter review", "learn", msgid("record a review"), "ISO 10001 8", add_review_charter},
    {"charter retire", "learn", msgid("end it"), "ISO 10001 8", add_retire},
    {"charter note", "learn", msgid("add a remark"), "ISO 10001 8", add_note_charter},
    {"charter measures", "learn", msgid("what complaints say about each promise"), "ISO 10001 8", add_measures},
    {"charter list", "learn", msgid("the promises in force on a day"), "ISO 10001 7", add_list_charters},
    {"charter show", "learn", msgid("one charter and its timeline"), "ISO 10001 7", add_show_charter},
};

}  // namespace

std::span<const Command> charter_verbs() { return verbs; }

Run add_charter(Args& args) {
  args.about("A charter is what the organization promises its customers. Promises are drafted, put in force "
             "as numbered versions, and may be named in complaints as broken: only those that held on the "
             "day of the problem. docs/records/charter.md tells the whole way.");
  args.example("cmt charter list --on 2026-05-03", "what was promised that day");
  args.example("cmt assess 7K3 --severity 2 --impact 1 --complexity simple --promise PR-01",
               "a complaint that a promise was broken");
  return [](World&) { return cli::done; };
}

}  // namespace cmt::cli
