// 7.3 Tracking of complaint: what happened, over one complaint or all of them.
#include <fmt/core.h>

#include <algorithm>

#include "cli/cases.hpp"
#include "cli/commands.hpp"
#include "cli/language.hpp"
#include "cli/print.hpp"
#include "cli/sealing.hpp"
#include "cli/timeline.hpp"
#include "core/text.hpp"
#include "records/json.hpp"

namespace cmt::cli {
namespace {

struct Options {
  std::string id, since, until, event, who, limit;
  bool skip_invalid = false;
};

struct Line {
  Instant at;
  ComplaintId id;
  process::Event event;
};

int run_log(World& world, const Options& o) {
  auto session = open_session(world);
  if (!session) return fail(world, session.failure());
  const process::Rules& rules = session->rules();
  Period period;
  for (const auto& [typed, option, target] :
       {std::tuple{&o.since, "--since", &period.from}, std::tuple{&o.until, "--until", &period.to}}) {
    if (typed->empty()) continue;
    const auto parsed = parse_period(*typed);
    if (!parsed)
      return fail(world, failure(FailureKind::usage, tr("{} cannot be '{}'", option, printable_line(*typed)),
                                 tr("a date, a month, a quarter or a year")));
    *target = target == &period.from ? parsed->from : parsed->to;
  }
  const auto limit = limit_value(o.limit);
  if (!limit) return fail(world, limit.failure());

  std::vector<ComplaintId> ids;
  if (!o.id.empty()) {
    const auto id = session->reg.find(o.id);
    if (!id) return fail(world, id.failure());
    ids.push_back(*id);
  } else {
    auto listing = session->reg.list();
    if (!listing) return fail(world, listing.failure());
    print(world, listing->strangers);
    ids = std::move(listing->ids);
  }
  std::vector<Line> lines;
  Diagnostics unreadable;
  auto sealing = Sealing::open(world, *session);
  if (!sealing) return fail(world, sealing.failure());
  for (const auto& id : ids) {
    auto record = session->reg.load(id);
    if (record && sealing->is_on()) record = sealing->open_record(*record);
    if (!record) {
      const auto& found = record.failure().diagnostics;
      unreadable.insert(unreadable.end(), found.begin(), found.end());
      continue;
    }
    const Instant imported = process::begin(record->complaint, rules).imported_at;
    for (auto& event : record->complaint.history) {
      const auto day = rules.zone.date_of(event.at);
      if ((period.from || period.to) && (!day || !period.contains(*day))) continue;
      if (!o.event.empty() && event.name() != o.event) continue;
      if (!o.who.empty() && event.by != o.who) continue;
      lines.push_back({process::counted_at(event.at, rules.zone, imported), id, std::move(event)});
    }
  }
  if (!unreadable.empty() && !o.skip_invalid) return fail(world, {FailureKind::unreadable, unreadable});
  for (auto& diagnostic : unreadable) diagnostic.severity = Severity::warning;
  print(world, unreadable);
  // Over all complaints the newest comes first, as in git, of events of one moment that which was
  // recorded last; a single case reads from its start.
  if (o.id.empty()) {
    std::reverse(lines.begin(), lines.end());
    std::stable_sort(lines.begin(), lines.end(),
                     [](const Line& a, const Line& b) { return b.at < a.at; });
  }
  if (lines.size() > *limit)
    lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(*limit), lines.end());

  if (world.globals.json) {
    world.out += "{\"schema\": 1, \"events\": [";
    for (const auto& line : lines) {
      world.out += &line == &lines.front() ? "\n  " : ",\n  ";
      world.out += records::to_json_line(line.id, line.event);
    }
    world.out += "\n]}\n";
    return cli::done;
  }
  const DateForm form = date_form(language_beside(session->settings()));
  const int width = text_width(world) ? text_width(world) : 0;
  for (const auto& line : lines) {
    const std::string facts = event_facts(line.event);
    std::string text = fmt::format("{}  {}  {}  {}", pad_right(local_time(line.event.at, rules.zone, form), 16),
                                   line.id.text(), pad_right(line.event.name(), 21),
                                   printable_line(line.event.by));
    if (!facts.empty()) text += "  " + facts;
    world.out += (width ? truncate(text, width) : text) + "\n";
  }
  return cli::done;
}

}  // namespace

Run add_log(Args& args) {
  const auto o = std::make_shared<Options>();
  args.positional("ID", o->id, "one complaint; all when not given", false).completes("id");
  args.option("--since", "DATE", o->since, "from this day, month, quarter or year on");
  args.option("--until", "DATE", o->until, "up to this day, month, quarter or year");
  args.option("--event", "E", o->event, "only these events")
      .choices({std::begin(process::event_names), std::end(process::event_names)});
  args.option("--who", "WHO", o->who, "only what this person recorded").completes("person");
  args.option("--limit", "N", o->limit, "at most so many");
  args.flag("--skip-invalid", o->skip_invalid, "go on without records that cannot be read");
  args.example("cmt log --since 2026-11", "what happened since the first of the month");
  return [o](World& world) { return run_log(world, *o); };
}

}  // namespace cmt::cli
