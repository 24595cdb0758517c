// Dossiers (actions, charters, disputes, …) as commands read and change them: one piece for all
// kinds. A command says which events it writes; reading, judging, splicing and saying are here.
#pragma once
#include <fmt/core.h>

#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "cli/print.hpp"
#include "cli/sealing.hpp"
#include "cli/session.hpp"
#include "cli/timeline.hpp"
#include "core/json_text.hpp"
#include "core/table.hpp"
#include "core/text.hpp"
#include "dossier/steps.hpp"
#include "records/dossier.hpp"
#include "records/value_json.hpp"
#include "store/dossiers.hpp"

namespace cmt::cli {

using Json = nlohmann::ordered_json;

// A document of --json, safe for a terminal too.
inline void print_json(World& world, const Json& out) {
  world.out += escaped_json(out.dump(2, ' ', false, Json::error_handler_t::replace)) + "\n";
}

template <class Kind>
Result<std::string> find_dossier(const Session& session, std::string_view typed) {
  return store::find_dossier(session.reg.files(), Kind::folder, Kind::letter, Kind::name, typed);
}

template <class Kind>
Result<records::DossierRecord<Kind>> load_dossier(const Session& session, const std::string& id) {
  const std::string path = records::path_of_dossier(Kind::folder, id);
  auto bytes = session.reg.files().read(path, store::record_limit);
  if (!bytes) return std::move(bytes).failure();
  return records::DossierFile<Kind>::read(path, std::move(*bytes), session.rules().lists);
}

// The record with what is sealed of it opened, for output.
template <class Kind>
Result<records::DossierRecord<Kind>> opened(Sealing& sealing, const Session& session, const records::DossierRecord<Kind>& record) {
  auto bytes = sealing.open_dossier(record.document);
  if (!bytes) return std::move(bytes).failure();
  return records::DossierFile<Kind>::read(record.document.path(), std::move(*bytes), session.rules().lists);
}

// All of a kind, in the order of their ids. Fails for the first that cannot be read.
template <class Kind>
Result<std::vector<records::DossierRecord<Kind>>> load_dossiers(const Session& session) {
  const auto listing = store::list_dossiers(session.reg.files(), Kind::folder, Kind::letter);
  if (!listing) return listing.failure();
  std::vector<records::DossierRecord<Kind>> out;
  for (const auto& id : listing->ids) {
    auto record = load_dossier<Kind>(session, id);
    if (!record) return std::move(record).failure();
    out.push_back(std::move(*record));
  }
  return out;
}

// All of a kind as they were at a moment; those that began later are left out.
template <class Kind>
Result<std::vector<dossier::Dossier<Kind>>> dossiers_at(const Session& session, const Instant& as_of) {
  auto records = load_dossiers<Kind>(session);
  if (!records) return std::move(records).failure();
  std::vector<dossier::Dossier<Kind>> out;
  for (auto& record : *records) {
    dossier::forget_after(record.dossier, as_of, session.rules().zone);
    if (!record.dossier.history.empty()) out.push_back(std::move(record.dossier));
  }
  return out;
}
template <class Kind>
Result<std::vector<typename Kind::State>> states_at(const Session& session, const Instant& as_of) {
  auto dossiers = dossiers_at<Kind>(session, as_of);
  if (!dossiers) return std::move(dossiers).failure();
  std::vector<typename Kind::State> out;
  for (const auto& one : *dossiers) out.push_back(dossier::Steps<Kind>::replay(one, session.rules()));
  return out;
}

template <class Kind>
dossier::Event<Kind> dossier_event(const Stamp& stamp, typename Kind::Body body) {
  return {stamp.at, stamp.by, stamp.recorded_at, stamp.note, std::move(body)};
}

// What the commit of a step says: the record and the events it got, no text of it.
template <class Kind>
CommitText dossier_text(const dossier::Dossier<Kind>& dossier, std::size_t first) {
  CommitText text;
  for (std::size_t i = first; i < dossier.history.size(); ++i)
    text.title += fmt::format("{}{}", i == first ? "" : ", ", dossier.history[i].name());
  text.title = fmt::format("{}: {}", dossier.id, text.title);
  text.title.insert(0, std::string{Kind::name} + ' ');
  text.title.front() = static_cast<char>(text.title.front() - 'a' + 'A');  // names are lower case
  return text;
}

template <class Kind>
struct DossierStep {
  World& world;
  Session& session;
  const dossier::Dossier<Kind>& dossier;
  const typename Kind::State& state;
  const Stamp& stamp;
  std::vector<store::Change>& others;  // files that change with it, or not at all
};
template <class Kind>
using MakeBodies =
    std::function<Result<std::vector<typename Kind::Body>>(const DossierStep<Kind>&)>;
template <class Kind>
using SayingOf = std::function<Message(const typename Kind::State&)>;

// A step on one dossier: the events that `make` gives are taken one after the other, or none.
template <class Kind>
int take_dossier_step(World& world, const StepOptions& options, const MakeBodies<Kind>& make,
                      const SayingOf<Kind>& saying) {
  using Steps = dossier::Steps<Kind>;
  auto session = open_session(world);
  if (!session) return fail(world, session.failure());
  const auto lock = lock_for(*session, options);
  if (!lock) return fail(world, lock.failure());
  const auto id = find_dossier<Kind>(*session, options.id);
  if (!id) return fail(world, id.failure());
  const auto record = load_dossier<Kind>(*session, *id);
  if (!record) return fail(world, record.failure());
  const auto mark = stamp(world, *session, options);
  if (!mark) return fail(world, mark.failure());

  const process::Rules& rules = session->rules();
  const auto before = Steps::replay(record->dossier, rules);
  std::vector<store::Change> changes;
  auto bodies =
      make(DossierStep<Kind>{world, *session, record->dossier, before, *mark, changes});
  if (!bodies) return fail(world, bodies.failure());
  dossier::Dossier<Kind> changed = record->dossier;
  for (std::size_t i = 0; i < bodies->size(); ++i) {
    auto event = dossier_event<Kind>(*mark, std::move((*bodies)[i]));
    if (i + 1 < bodies->size()) event.note = {};
    auto taken = Steps::take(std::move(changed), std::move(event), rules);
    if (!taken) return fail(world, taken.failure());
    changed = std::move(*taken);
  }
  auto bytes = records::DossierFile<Kind>::append(*record, changed, rules.lists);
  if (!bytes) return fail(world, bytes.failure());
  const auto after = Steps::replay(changed, rules);
  const Message said = saying(after);
  changes.push_back({records::path_of_dossier(Kind::folder, *id), record->document.bytes(),
                     std::move(*bytes)});
  const auto done = carry_out(world, *session, options, changes, dossier_text(changed, record->dossier.history.size()));
  if (!done) return fail(world, done.failure());
  if (!options.dry_run)
    world.say(tr("{}; next: {}", printable(said), Steps::next(after)));
  return cli::done;
}

// Files that a new dossier comes with, where their paths hold its id.
template <class Kind>
using FilesOf = std::function<std::vector<store::Change>(const dossier::Dossier<Kind>&)>;

// Writes a new dossier with its first events, taken one after the other, or nothing. The caller holds the
// lock, unless it is a dry run.
template <class Kind>
Result<dossier::Dossier<Kind>> create_dossier(World& world, Session& session, const ChangeOptions& options,
                                              const Stamp& mark, typename Kind::Head head,
                                              std::vector<typename Kind::Body> bodies,
                                              const FilesOf<Kind>& files = {}) {
  using Steps = dossier::Steps<Kind>;
  dossier::Dossier<Kind> dossier;
  dossier.id = unused_id(world, session, Kind::letter, Kind::folder);
  dossier.head = std::move(head);
  for (std::size_t i = 0; i < bodies.size(); ++i) {
    auto event = dossier_event<Kind>(mark, std::move(bodies[i]));
    if (i + 1 < bodies.size()) event.note = {};
    auto taken = Steps::take(std::move(dossier), std::move(event), session.rules());
    if (!taken) return std::move(taken).failure();
    dossier = std::move(*taken);
  }
  std::vector<store::Change> changes;
  if (files && !options.dry_run) changes = files(dossier);
  changes.push_back({records::path_of_dossier(Kind::folder, dossier.id), std::nullopt,
                     records::DossierFile<Kind>::write(dossier)});
  const auto done = carry_out(world, session, options, changes, dossier_text(dossier, 0));
  if (!done) return done.failure();
  return dossier;
}

// A new dossier by itself. Prints its id alone on standard output.
template <class Kind>
int open_dossier(World& world, const ChangeOptions& options,
                 const std::function<Result<std::pair<typename Kind::Head,
                                                      std::vector<typename Kind::Body>>>(
                     World&, Session&, const Stamp&)>& make,
                 const FilesOf<Kind>& files = {}) {
  using Steps = dossier::Steps<Kind>;
  auto session = open_session(world);
  if (!session) return fail(world, session.failure());
  const auto lock = lock_for(*session, options);
  if (!lock) return fail(world, lock.failure());
  const auto mark = stamp(world, *session, options);
  if (!mark) return fail(world, mark.failure());
  auto made = make(world, *session, *mark);
  if (!made) return fail(world, made.failure());
  const auto dossier = create_dossier<Kind>(world, *session, options, *mark, std::move(made->first),
                                            std::move(made->second), files);
  if (!dossier) return fail(world, dossier.failure());
  if (options.dry_run || world.globals.json) return cli::done;
  world.out += dossier->id + "\n";
  world.say(tr("recorded in {}; next: {}", records::path_of_dossier(Kind::folder, dossier->id),
               Steps::next(Steps::replay(*dossier, session->rules()))));
  return cli::done;
}

// A line of `show`: what it is called and what it is; left out when it is nothing.
using Facts = std::vector<std::pair<std::string, std::string>>;

// Status, facts and timeline of one dossier, or with --json the object and its history.
template <class Kind>
int show_dossier(World& world, const std::string& typed,
                 const std::function<std::string(const typename Kind::State&)>& title,
                 const std::function<Facts(const Session&, const typename Kind::State&)>& facts,
                 const std::function<Json(const Session&, const typename Kind::State&)>& object) {
  using Steps = dossier::Steps<Kind>;
  auto session = open_session(world);
  if (!session) return fail(world, session.failure());
  const auto id = find_dossier<Kind>(*session, typed);
  if (!id) return fail(world, id.failure());
  const auto kept = load_dossier<Kind>(*session, *id);
  if (!kept) return fail(world, kept.failure());
  auto sealing = Sealing::open(world, *session);
  if (!sealing) return fail(world, sealing.failure());
  const auto record = opened(*sealing, *session, *kept);
  if (!record) return fail(world, record.failure());
  const process::Rules& rules = session->rules();
  const auto state = Steps::replay(record->dossier, rules);
  if (world.globals.json) {
    Json out = object(*session, state);
    out["path"] = records::path_of_dossier(Kind::folder, *id);
    auto& history = out["history"] = Json::array();
    for (std::size_t i = 0; i < record->dossier.history.size(); ++i) {
      Json event = records::json_of(records::DossierFile<Kind>::to_value(record->dossier.history[i]));
      records::add_unknown(event, record->events[i]);
      history.push_back(std::move(event));
    }
    print_json(world, out);
    return cli::done;
  }
  Facts lines = facts(*session, state);
  lines.insert(lines.begin(), {msgid("Status"), std::string{name_of(Kind::status_names(), state.status)}});
  lines.emplace_back(msgid("File"), records::path_of_dossier(Kind::folder, *id));
  world.out += shown_facts(world, *id + "  " + title(state), lines);
  const int width = std::clamp(text_width(world) ? text_width(world) : 80, 40, 100);
  for (const auto& event : record->dossier.history)
    world.out += timeline_entry(world, records::DossierFile<Kind>::to_value(event), event.at, event.by,
                                rules, date_form(session->settings().language()), width);
  world.say(tr("next: {}", Steps::next(state)));
  return cli::done;
}

// The dossiers of a kind as a table, or with --json as objects under the folder's name.
template <class Kind>
int list_dossiers(World& world, const std::function<bool(const typename Kind::State&)>& wanted,
                  const std::vector<Column>& columns,
                  const std::function<std::vector<std::string>(const Session&,
                                                               const typename Kind::State&)>& row,
                  const std::function<Json(const Session&, const typename Kind::State&)>& object) {
  auto session = open_session(world);
  if (!session) return fail(world, session.failure());
  const auto all = load_dossiers<Kind>(*session);
  if (!all) return fail(world, all.failure());
  std::vector<typename Kind::State> states;
  for (const auto& record : *all) {
    auto state = dossier::Steps<Kind>::replay(record.dossier, session->rules());
    if (wanted(state)) states.push_back(std::move(state));
  }
  if (world.globals.json) {
    Json out{{"schema", 1}};
    auto& array = out[std::string{Kind::folder}] = Json::array();
    for (const auto& state : states) array.push_back(object(*session, state));
    print_json(world, out);
    return cli::done;
  }
  std::vector<std::vector<std::string>> rows;
  for (const auto& state : states) rows.push_back(row(*session, state));
  world.out += shown_table(world, columns, rows);
  world.say(fmt::format("{} {}", rows.size(), rows.size() == 1 ? Kind::name : Kind::folder));
  return cli::done;
}

// Declares the argument that names a dossier, and what every change takes.
template <class Kind>
void add_dossier_options(Args& args, StepOptions& options) {
  args.positional("ID", options.id, "its id, or any start of it that is unique")
      .completes(std::string{Kind::name});
  add_change_options(args, options);
}

// The ids of the complaints that were typed.
Result<std::vector<std::string>> complaint_ids(const Session& session,
                                               const std::vector<std::string>& typed);

// A text or nothing, for JSON.
Json json_text(const std::string& text);
Json json_date(const std::optional<Date>& date);
std::string text_or_dash(const std::optional<Date>& date);

}  // namespace cmt::cli
