// 8.1 Collection of information: how long records are kept, what is disposed of, and the log of it.
#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>

#include "cli/cases.hpp"
#include "cli/agreement.hpp"
#include "cli/commands.hpp"
#include "cli/disposals.hpp"
#include "cli/dossiers.hpp"
#include "cli/git.hpp"
#include "cli/labels.hpp"
#include "cli/old_versions.hpp"
#include "cli/print.hpp"
#include "cli/redacting.hpp"
#include "cli/reports.hpp"
#include "cli/retention.hpp"
#include "cli/values.hpp"
#include "core/csv.hpp"

namespace cmt::cli {
namespace {

using process::Retained;
using process::RetentionRow;

std::string name_of_what(Retained what) { return std::string{name_of(process::retained_names, what)}; }

std::string all_of(const RetentionRow& row) {
  std::string out;
  for (const auto what : row.goes) out += (out.empty() ? "" : ", ") + name_of_what(what);
  return out;
}

Failure no_schedule() {
  return failure(FailureKind::refused, tr("cmt.yaml has no retention schedule"),
                 tr("`retention` of cmt.yaml says how long what is kept: docs/privacy.md"));
}

// ---- list ---------------------------------------------------------------------------------------

struct ListOptions {
  std::string within, as_of, format;
};

// "due", "in 12 days", or what holds it.
std::string standing_of(const Scheduled& one, Date today) {
  if (!one.held_by.empty()) return "held: " + one.held_by;
  if (one.is_due(today)) return "due";
  const auto left = (one.until - today).count() + 1;
  return fmt::format("in {} day{}", left, left == 1 ? "" : "s");
}

std::string status_of(const Scheduled& one, Date today) {
  return !one.held_by.empty() ? "held" : one.is_due(today) ? "due" : "coming";
}

Json json_of(const RetentionRow& row) {
  Json goes = Json::array();
  for (const auto what : row.goes) goes.push_back(name_of_what(what));
  return {{"name", row.name},
          {"after", calendar::text(row.after)},
          {"goes", std::move(goes)},
          {"categories", row.categories},
          {"products", row.products},
          {"profiles", row.profiles},
          {"severity", row.severity ? Json(*row.severity) : Json(nullptr)},
          {"basis", row.basis}};
}

void print_list(World& world, const std::vector<RetentionRow>& schedule, const std::vector<const Scheduled*>& shown,
                Date today) {
  std::vector<std::vector<std::string>> rows;
  for (const auto& row : schedule)
    rows.push_back({row.name, process::retention_in_words(row.after), process::applies_to(row), all_of(row), row.basis});
  world.out += shown_table(world,
                           {{tr("Row").shown(), Align::left, 6, 0}, {tr("Kept for").shown(), Align::left, 8, 0}, {tr("Cases").shown(), Align::left, 6, 1},
                            {tr("Goes").shown(), Align::left, 8, 1}, {tr("Basis").shown(), Align::left, 8, 2}},
                           rows);
  if (shown.empty()) return;
  rows.clear();
  for (const auto* one : shown)
    rows.push_back({text(one->until), standing_of(*one, today), one->id, name_of_what(one->what), one->row->name});
  world.out += "\n" + shown_table(world,
                                  {{tr("Kept until").shown(), Align::left, 10, 0}, {tr("Standing").shown(), Align::left, 8, 1},
                                   {tr("ID").shown(), Align::left, 9, 0}, {tr("What").shown(), Align::left, 5, 0}, {tr("Row").shown(), Align::left, 6, 1}},
                                  rows);
}

int run_list(World& world, const ListOptions& o) {
  auto session = open_session(world);
  if (!session) return fail(world, session.failure());
  const auto& schedule = session->rules().retention;
  if (schedule.empty()) return fail(world, no_schedule());
  const auto within = number_value(o.within, "--within", 0, 36600);
  if (!within) return fail(world, within.failure());
  const auto as_of = date_value(o.as_of, "--as-of");
  if (!as_of) return fail(world, as_of.failure());
  const Date today = *as_of ? **as_of : today_of(world, *session);
  const Date horizon = today + std::chrono::days{within->value_or(90)};
  const auto all = load_schedule(world, *session);
  if (!all) return fail(world, all.failure());

  std::vector<const Scheduled*> shown;
  int due = 0, held = 0;
  for (const auto& one : *all) {
    if (horizon < one.until) continue;
    if (!one.held_by.empty() && today <= one.until) continue;  // it would not go now anyway
    shown.push_back(&one);
    due += one.is_due(today);
    held += !one.held_by.empty();
  }
  const std::string format = !o.format.empty() ? o.format : world.globals.json ? "json" : "text";
  if (format == "json") {
    Json out{{"schema", 1}, {"as_of", text(today)}, {"until", text(horizon)}, {"schedule", Json::array()}, {"items", Json::array()}};
    for (const auto& row : schedule) out["schedule"].push_back(json_of(row));
    for (const auto* one : shown) {
      Json item{{"id", one->id},
                {"what", name_of_what(one->what)},
                {"kept_until", text(one->until)},
                {"status", status_of(*one, today)},
                {"held_by", json_text(one->held_by)},
                {"row", one->row->name},
                {"complaints", Json::array()}};
      for (const auto& id : one->complaints) item["complaints"].push_back(id.text());
      out["items"].push_back(std::move(item));
    }
    print_json(world, out);
  } else if (format == "csv") {
    world.out += csv_row({"id", "what", "kept_until", "status", "held_by", "row"});
    for (const auto* one : shown)
      world.out += csv_row({one->id, name_of_what(one->what), text(one->until), status_of(*one, today), one->held_by, one->row->name});
  } else {
    print_list(world, schedule, shown, today);
  }
  world.say(tr("on {}: {} due, {} held, {} more by {}", text(today), due, held,
               static_cast<int>(shown.size()) - due - held, text(horizon)));
  return cli::done;
}

Run add_list_retention(Args& args) {
  const auto o = std::make_shared<ListOptions>();
  args.option("--within", "DAYS", o->within, "how many days ahead; 90");
  args.option("--as-of", "DATE", o->as_of, "as if it were this day; today");
  args.option("--format", "F", o->format, "how to print it").choices({"text", "json", "csv"});
  args.reads_register();
  args.about("The schedule of cmt.yaml, then what is due, what comes next, and what was due and is held, with what holds "
             "it: a legal hold, or an action or dispute that is not over. The file of a person stands under "
             "their id, and is kept as long as one of their cases needs it.");
  args.example("cmt retention list --within 30", "what goes this month");
  return [o](World& world) { return run_list(world, *o); };
}

// ---- run ----------------------------------------------------------------------------------------

struct RunOptions : ChangeOptions {
  std::string as_of;
  bool yes = false;
};

Result<Done> take_out(const Scheduled& one, Redacting& redacting) {
  process::Redacted ground{{}, {one.row->basis}, one.row->name, {}};
  if (one.what == Retained::complainant) return redacting.forget(one.id, one.complaints, ground);
  for (const auto& field : one.fields) {
    ground.field = field;
    auto done = one.what == Retained::survey_comments ? redacting.take_out_comments(field, {one.id}, ground)
                                                      : redacting.take_out(one.complaints.front(), ground);
    if (!done) return done;
  }
  return Done{};
}

int run_run(World& world, const RunOptions& o) {
  auto session = open_session(world);
  if (!session) return fail(world, session.failure());
  if (session->rules().retention.empty()) return fail(world, no_schedule());
  const auto as_of = date_value(o.as_of, "--as-of");
  if (!as_of) return fail(world, as_of.failure());
  const Date today = today_of(world, *session), day = *as_of ? **as_of : today;
  if (today < day && !o.dry_run)
    return fail(world, failure(FailureKind::usage, tr("{} is still to come: nothing goes before it is due", text(day)),
                               tr("--dry-run shows what would go then")));
  const auto lock = lock_for(*session, o);
  if (!lock) return fail(world, lock.failure());
  const auto mark = stamp(world, *session, o);
  if (!mark) return fail(world, mark.failure());
  const auto all = load_schedule(world, *session);
  if (!all) return fail(world, all.failure());

  Redacting redacting{*session, *mark};
  std::set<std::string> cases;
  int held = 0, count = 0;
  for (const auto& one : *all) {
    held += !one.held_by.empty() && one.until < day;
    if (!one.is_due(day)) continue;
    if (auto done = take_out(one, redacting); !done) return fail(world, done.failure());
    ++count;
    for (const auto& id : one.complaints) cases.insert(id.text());
  }
  if (auto done = redacting.destroy_unused_keys({{}, {"nothing that it sealed is kept"}, {}, {}}); !done) return fail(world, done.failure());
  if (count > 0 && !o.dry_run && !o.yes && can_ask(world) &&
      !says_yes(world, trn("Take out what is due of {} complaint, for good?", "Take out what is due of {} complaints, for good?", cases.size(), cases.size())))
    return fail(world, failure(FailureKind::refused, tr("nothing was taken out")));
  const CommitText title{fmt::format("Dispose of what is due of {} complaint{}", cases.size(), cases.size() == 1 ? "" : "s")};
  if (auto done = carry_out(world, *session, o, redacting, title); !done) return fail(world, done.failure());
  const Message kept = held ? tr("; {} held", held) : Message{};
  if (count == 0) world.say(tr("nothing is due{}", kept));
  else world.say((o.dry_run ? trn("would dispose of what is due of {} complaint", "would dispose of what is due of {} complaints", cases.size(), cases.size())
                            : trn("disposed of what was due of {} complaint", "disposed of what was due of {} complaints", cases.size(), cases.size())) + kept);
  if (count > 0 && !o.dry_run) tell_of_history(world, *session);
  return cli::done;
}

Run add_run_retention(Args& args) {
  const auto o = std::make_shared<RunOptions>();
  args.option("--as-of", "DATE", o->as_of, "what was due on this day; of a day to come only with --dry-run");
  args.flag("-y,--yes", o->yes, "do not ask on a terminal");
  add_change_options(args, *o);
  args.reads_register();
  args.about("Takes out what is due by the schedule, as cmt redact does: texts give way to [redacted], files go, and a "
             "`redacted` event names the row and its ground. All of it or nothing; what is held is not touched. "
             "Status and figures stay.");
  args.example("cmt retention run --dry-run", "what would go, as a diff");
  args.example("cmt retention run --by sara", "every month, from a script");
  return [o](World& world) { return run_run(world, *o); };
}

// ---- log ----------------------------------------------------------------------------------------

struct LogOptions {
  std::string period, from, to, format;
};

std::string by_what(const LoggedDisposal& one) {
  return !one.schedule.empty() ? "schedule " + one.schedule : !one.request.empty() ? "request " + one.request : "-";
}

int run_log(World& world, const LogOptions& o) {
  auto session = open_session(world);
  if (!session) return fail(world, session.failure());
  const auto period = period_value(o.period, o.from, o.to);
  if (!period) return fail(world, period.failure());
  const auto all = load_disposals(world, *session);
  if (!all) return fail(world, all.failure());
  const process::Rules& rules = session->rules();
  std::vector<const LoggedDisposal*> shown;
  for (const auto& one : *all) {
    const auto day = rules.zone.date_of(one.at);
    if ((period->from || period->to) && (!day || !period->contains(*day))) continue;
    shown.push_back(&one);
  }
  const std::string format = !o.format.empty() ? o.format : world.globals.json ? "json" : "text";
  if (format == "json") {
    Json out{{"schema", 1}, {"disposals", Json::array()}};
    for (const auto* one : shown)
      out["disposals"].push_back({{"at", text(one->at)},
                                  {"by", one->by},
                                  {"id", one->id},
                                  {"field", one->field},
                                  {"complaints", one->complaints},
                                  {"reason", one->reason},
                                  {"schedule", json_text(one->schedule)},
                                  {"request", json_text(one->request)}});
    print_json(world, out);
  } else if (format == "csv") {
    world.out += csv_row({"at", "by", "id", "field", "complaints", "reason", "schedule", "request"});
    for (const auto* one : shown)
      world.out += csv_row({text(one->at), one->by, one->id, one->field, joined(one->complaints), one->reason, one->schedule, one->request});
  } else {
    std::vector<std::vector<std::string>> rows;
    for (const auto* one : shown) {
      const auto day = rules.zone.date_of(one->at);
      rows.push_back({day ? text(*day) : "unknown", one->by, one->id, one->field, by_what(*one), one->reason});
    }
    world.out += shown_table(world,
                             {{tr("Day").shown(), Align::left, 10, 0}, {tr("Who").shown(), Align::left, 4, 1}, {tr("ID").shown(), Align::left, 9, 0},
                              {tr("What").shown(), Align::left, 8, 1}, {tr("By").shown(), Align::left, 8, 1}, {tr("Ground").shown(), Align::left, 8, 2}},
                             rows);
  }
  world.say(trn("{} disposal", "{} disposals", shown.size(), shown.size()));
  return cli::done;
}

Run add_log_retention(Args& args) {
  const auto o = std::make_shared<LogOptions>();
  args.option("--period", "P", o->period, "a year, quarter, month or day: 2026, 2026-Q3, 2026-07");
  args.option("--from", "DATE", o->from, "the first day");
  args.option("--to", "DATE", o->to, "the last day");
  args.option("--format", "F", o->format, "how to print it").choices({"text", "json", "csv"});
  args.reads_register();
  args.about("What was taken out, newest first: when, by whom, of which record, by which row of the schedule or on which "
             "request, and on what ground. Computed from the `redacted` events of all records.");
  args.example("cmt retention log --period 2026 --format csv", "the disposals of a year");
  return [o](World& world) { return run_log(world, *o); };
}

// ---- history ------------------------------------------------------------------------------------

struct HistoryOptions {
  std::string output, format;
};

// One run of filter-repo: its list of old and new commits is of the last one.
constexpr std::string_view rewrite_script = R"sh(#!/bin/sh
# Takes out of every commit of the repository in which it runs what `cmt retention history` found there.
# Run it in a fresh clone: sh PLAN/rewrite.sh. Options are handed on to git filter-repo.
set -eu
CMT_PLAN=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
export CMT_PLAN
command -v git-filter-repo >/dev/null || { echo "git-filter-repo is not installed (Debian: git-filter-repo)" >&2; exit 1; }
if test -s "$CMT_PLAN/paths.txt"; then
  set -- --invert-paths --paths-from-file "$CMT_PLAN/paths.txt" "$@"
fi
git filter-repo --blob-callback '
import os
path = os.path.join(os.environ["CMT_PLAN"].encode(), b"versions", blob.original_id)
if os.path.exists(path):
  with open(path, "rb") as file:
    blob.data = file.read()
' "$@"
)sh";

// A folder with what git filter-repo needs; it holds none of what goes.
Result<Done> write_plan(const World& world, const OldVersions& old, const std::string& folder) {
  const std::filesystem::path top = std::filesystem::path{folder};
  std::error_code error;
  if (std::filesystem::exists(top, error))
    return failure(FailureKind::refused, tr("{} is there already", printable_line(folder)), tr("name a new folder"));
  if (!std::filesystem::create_directories(top / "versions", error) || error)
    return failure(FailureKind::unreadable, tr("{} cannot be made: {}", printable_line(folder), error.message()));
  std::string paths;
  for (const auto& path : old.files) paths += "literal:" + path + "\n";
  for (const auto& one : old.texts)
    if (auto done = write_file(world, top / "versions" / one.version.name, one.without); !done) return done;
  if (auto done = write_file(world, top / "paths.txt", paths); !done) return done;
  return write_file(world, top / "rewrite.sh", rewrite_script);
}

int run_history(World& world, const HistoryOptions& o) {
  auto session = open_session(world);
  if (!session) return fail(world, session.failure());
  const auto old = load_old_versions(world, *session);
  if (!old) return fail(world, old.failure());
  if (!o.output.empty()) {
    if (committed_at(session->root).empty())
      return fail(world, failure(FailureKind::refused, tr("the register has changes that are not committed"),
                                 tr("the newest commit must hold what was taken out no more: commit first")));
    if (!old->unreadable.empty())
      return fail(world, failure(FailureKind::unreadable,
                                 tr("{} in the commit's object {} cannot be read", printable_line(old->unreadable.front().path),
                                    git::brief(old->unreadable.front().name)),
                                 tr("cmt retention history lists all; take them out by hand: docs/privacy.md")));
    if (auto done = old->is_clean() ? Result<Done>{Done{}} : write_plan(world, *old, o.output); !done)
      return fail(world, done.failure());
  }
  // Of each file, in how many versions.
  std::map<std::string, std::size_t> texts, unreadable;
  for (const auto& one : old->texts) ++texts[one.version.path];
  for (const auto& one : old->unreadable) ++unreadable[one.path];
  if (o.format == "json" || (o.format.empty() && world.globals.json)) {
    Json out{{"schema", 1}, {"files", old->files}, {"texts", Json::array()}, {"unreadable", Json::array()}};
    for (const auto& [path, versions] : texts) out["texts"].push_back({{"file", path}, {"versions", versions}});
    for (const auto& one : old->unreadable) out["unreadable"].push_back({{"file", one.path}, {"object", one.name}});
    print_json(world, out);
  } else {
    std::vector<std::vector<std::string>> rows;
    for (const auto& path : old->files) rows.push_back({path, tr("the file").shown()});
    for (const auto& [path, n] : texts) rows.push_back({path, trn("texts in {} version", "texts in {} versions", n, n).shown()});
    for (const auto& [path, n] : unreadable) rows.push_back({path, trn("{} version that cannot be read", "{} versions that cannot be read", n, n).shown()});
    world.out += shown_table(world, {{tr("File").shown(), Align::left, 12, 0}, {tr("What").shown(), Align::left, 10, 1}}, rows);
  }
  if (old->is_clean()) world.say(tr("no commit holds anything of what was taken out"));
  else if (o.output.empty()) world.say(tr("cmt retention history -o PLAN writes what is needed to take it out of them: docs/privacy.md"));
  else world.say(tr("{0} written; in a fresh clone: sh {0}/rewrite.sh", printable_line(o.output)));
  return cli::done;
}

Run add_history_retention(Args& args) {
  const auto o = std::make_shared<HistoryOptions>();
  args.option("-o,--output", "PLAN", o->output, "a new folder for what git filter-repo needs to take it out").completes("file");
  args.option("--format", "F", o->format, "how to print it").choices({"text", "json"});
  args.reads_register();
  args.about("What commits of any branch, tag or stash still hold of what was taken out: files that are gone, and versions of "
             "records with texts that the newest has no more. With --output writes a folder with those versions without the "
             "texts, and a script that writes git's history anew in a fresh clone. Nothing changes in the register.");
  args.example("cmt retention history", "what older commits still hold");
  args.example("cmt retention history -o ../plan", "then, in a fresh clone: sh ../plan/rewrite.sh");
  return [o](World& world) { return run_history(world, *o); };
}

constexpr Command verbs[] = {
    {"retention list", "register", msgid("the schedule, what is due and what is held"), "8.1", add_list_retention},
    {"retention run", "register", msgid("dispose of what is due"), "8.1", add_run_retention},
    {"retention log", "register", msgid("what was disposed of"), "8.1", add_log_retention},
    {"retention history", "register", msgid("what git's commits still hold of it"), "8.1", add_history_retention},
};

}  // namespace

std::span<const Command> retention_verbs() { return verbs; }

Run add_retention(Args& args) {
  args.about("`retention` of cmt.yaml says how long what of a case is kept after its end. docs/privacy.md tells the whole "
             "way.");
  args.example("cmt retention list", "what is due, what comes next, what is held and why");
  args.example("cmt retention run --dry-run", "what would go");
  return [](World&) { return cli::done; };
}

}  // namespace cmt::cli
