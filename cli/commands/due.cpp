// 7.3 Tracking of complaint: what is overdue and what falls due, for the morning.
#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "calendar/amount.hpp"
#include "cli/cases.hpp"
#include "cli/commands.hpp"
#include "cli/moments.hpp"
#include "cli/print.hpp"
#include "core/table.hpp"
#include "core/text.hpp"
#include "exporters/ics.hpp"
#include "process/agenda.hpp"

namespace cmt::cli {
namespace {

using process::ClockStatus;
using process::Errand;
using Json = nlohmann::ordered_json;

struct Options {
  std::vector<std::string> query;
  std::string within, as_of, owner, format;
  bool fail_overdue = false, skip_invalid = false;
};

std::string plural(long long count, const char* unit) {
  return fmt::format("{} {}{}", count, unit, count == 1 ? "" : "s");
}

// How far the due time is: "3 days late", "today", "in 5 hours".
std::string distance(const Errand& errand, const process::Rules& rules, const Instant& now) {
  const Date today = rules.zone.date_of(now);
  const long long days = (errand.due.day - today).count();
  if (errand.due.at && days >= -1 && days <= 1) {
    const auto minutes =
        std::chrono::duration_cast<std::chrono::minutes>(errand.due.at->utc - now.utc).count();
    const long long size = minutes < 0 ? -minutes : minutes;
    const std::string much = size < 120 ? plural(size, "minute") : plural(size / 60, "hour");
    return minutes < 0 ? much + " late" : "in " + much;
  }
  if (days < 0) return plural(-days, "day") + " late";
  if (days == 0) return errand.status == ClockStatus::overdue ? "late" : "today";
  if (days == 1) return "tomorrow";
  return "in " + plural(days, "day");
}

std::string what(const Errand& errand) {
  return errand.subject.empty() ? errand.code : errand.code + " " + errand.subject;
}

// Errands by owner: first what nobody owns, then by name.
std::map<std::string, std::vector<const Errand*>> by_owner(const std::vector<Errand>& errands) {
  std::map<std::string, std::vector<const Errand*>> out;
  for (const auto& errand : errands) out[errand.of->owner].push_back(&errand);
  return out;
}

void print_json(World& world, const std::vector<Errand>& errands, const process::Rules& rules,
                const Instant& as_of, std::size_t skipped) {
  world.out += fmt::format("{{\"schema\": 1, \"as_of\": \"{}\", \"due\": [", text(rules.zone.at(as_of.utc)));
  bool first = true;
  for (const auto& errand : errands) {
    Json one = {{"id", errand.of->id.text()},
                {"code", errand.code},
                {"due", process::text_of(errand.due, rules.zone)},
                {"status", name_of(process::clock_status_names, errand.status)},
                {"cycle", errand.cycle},
                {"owner", errand.of->owner.empty() ? Json(nullptr) : Json(errand.of->owner)},
                {"priority", errand.of->priority ? Json(name_of(process::priority_names, *errand.of->priority)) : Json(nullptr)},
                {"remedy", errand.subject.empty() ? Json(nullptr) : Json(errand.subject)},
                {"summary", errand.of->summary},
                {"command", errand.command},
                {"path", errand.of->id.path()}};
    world.out += (first ? "\n  " : ",\n  ") + one.dump(-1, ' ', false, Json::error_handler_t::replace);
    first = false;
  }
  world.out += fmt::format("\n], \"skipped\": {}}}\n", skipped);
}

void print_ics(World& world, const std::vector<Errand>& errands, const records::Settings& settings,
               const Instant& as_of) {
  std::vector<exporters::DueEvent> events;
  for (const auto& errand : errands) {
    // The clock's own number keeps two remedies of one case apart.
    std::string uid = fmt::format("{}-{}-{}", errand.of->id.text(), errand.cycle, errand.code);
    if (!errand.subject.empty()) uid += "-" + errand.subject;
    events.push_back({uid + "@cmt", fmt::format("{} {}", errand.of->id.text(), what(errand)),
                      errand.command, errand.due.day, errand.due.at,
                      errand.status == ClockStatus::overdue});
  }
  world.out += exporters::ics(events, as_of, settings.organization);
}

void print_markdown(World& world, const std::vector<Errand>& errands, const process::Rules& rules,
                    const Instant& as_of, std::string_view language) {
  world.out += fmt::format("# Due on {}\n", shown_date(rules.zone.date_of(as_of), language));
  for (const auto& [owner, rows] : by_owner(errands)) {
    world.out += fmt::format("\n## {}\n\n| Due | When | Complaint | What | Summary |\n| --- | --- | --- | --- | --- |\n",
                             owner.empty() ? "nobody" : markdown_escape(owner));
    for (const Errand* errand : rows)
      world.out += fmt::format("| {} | {} | {} | {} | {} |\n", shown_due(errand->due, rules.zone, language),
                               distance(*errand, rules, as_of), errand->of->id.text(),
                               markdown_escape(what(*errand)), markdown_escape(errand->of->summary));
  }
  if (errands.empty()) world.out += "\nNothing is due.\n";
}

void print_text(World& world, const std::vector<Errand>& errands, const process::Rules& rules,
                const Instant& as_of, std::string_view language) {
  const bool color = wants_color(world, world.console.out_is_terminal);
  for (const auto& [owner, rows] : by_owner(errands)) {
    std::vector<std::vector<std::string>> cells;
    std::vector<bool> late;
    for (const Errand* errand : rows) {
      cells.push_back({shown_due(errand->due, rules.zone, language), distance(*errand, rules, as_of),
                       errand->of->id.text(), what(*errand),
                       errand->of->priority ? std::string{name_of(process::priority_names, *errand->of->priority)} : "-",
                       errand->of->summary});
      if (errand->status == ClockStatus::waiting) cells.back()[1] += ", waiting";
      late.push_back(errand->status == ClockStatus::overdue);
    }
    TableOptions options;
    options.width = text_width(world);
    options.isolate = world.console.out_is_terminal;
    if (color) {
      options.title_style = [](std::string_view title) { return fmt::format("\033[1m{}\033[0m", title); };
      options.cell_style = [late](std::size_t row, std::size_t column, std::string_view cell) {
        return late[row] && column == 1 ? fmt::format("\033[31m{}\033[0m", cell) : std::string{cell};
      };
    }
    if (!world.out.empty()) world.out += "\n";
    const std::string heading = owner.empty() ? "nobody owns" : printable_line(owner);
    world.out += (color ? fmt::format("\033[1m{}\033[0m", heading) : heading) + "\n";
    world.out += render_table({{"Due", Align::left, 2, 0}, {"When", Align::left, 2, 0},
                               {"ID", Align::left, 2, 0}, {"What", Align::left, 2, 0},
                               {"Pr", Align::left, 2, 0}, {"Summary", Align::left, 8, 3}},
                              cells, options);
  }
}

int run_due(World& world, const Options& o) {
  auto session = open_session(world);
  if (!session) return fail(world, session.failure());
  const process::Rules& rules = session->rules();
  const std::string& language = session->settings().language();
  const auto view = view_value(o.as_of, world.now(), rules.zone);
  if (!view) return fail(world, view.failure());
  const Instant as_of = view->as_of;
  const CaseContext context{rules, rules.zone.date_of(as_of), as_of};
  const auto query = parse_query(o.query, rules, context.today);
  if (!query) return fail(world, query.failure());

  std::optional<Date> until;
  if (o.within != "all") {
    const auto within = calendar::parse_amount(o.within.empty() ? "7d" : o.within);
    if (!within)
      return fail(world, failure(FailureKind::usage,
                                 fmt::format("--within cannot be '{}'", truncate(printable_line(o.within), 40)),
                                 "such as 5d, 2w, 3bd (business days), 24h, 1mo, or all"));
    const auto& calendar = rules.deadlines->calendars.front().calendar;
    until = calendar::due(calendar, exactly(as_of), {*within, {}, {}, false}, {}, as_of).day;
  }
  std::string owner = o.owner;
  if (owner == "me") {
    auto by = actor(world, session->root);
    if (!by) return fail(world, by.failure());
    owner = *by;
  }

  auto cases = load_cases(world, *session, {query::needs_text(*query), o.skip_invalid, view->replay_until});
  if (!cases) return fail(world, cases.failure());
  std::vector<const process::State*> states;
  for (const auto& one : cases->cases) {
    if (!owner.empty() && (owner == "none" ? !one.state.owner.empty() : one.state.owner != owner)) continue;
    if (matches(*query, one, context)) states.push_back(&one.state);
  }
  const auto errands = process::agenda(states, rules, as_of, until);
  const auto overdue = std::count_if(errands.begin(), errands.end(), [](const Errand& errand) {
    return errand.status == ClockStatus::overdue;
  });

  const std::string format = !o.format.empty() ? o.format : world.globals.json ? "json" : "text";
  if (format == "json") print_json(world, errands, rules, as_of, cases->skipped);
  else if (format == "ics") print_ics(world, errands, session->settings(), as_of);
  else if (format == "md") print_markdown(world, errands, rules, as_of, language);
  else print_text(world, errands, rules, as_of, language);

  std::string said = fmt::format("{} overdue, {} due", overdue, static_cast<long long>(errands.size()) - overdue);
  if (until) said += " by " + shown_date(*until, language);
  if (errands.empty()) {
    const auto later = process::agenda(states, rules, as_of, {});
    said = later.empty() ? "nothing is due"
                         : fmt::format("nothing is due by {}; next: {} {} on {}", shown_date(*until, language),
                                       later.front().of->id.text(), what(later.front()),
                                       shown_due(later.front().due, rules.zone, language));
  }
  if (cases->skipped) said += fmt::format("; {} could not be read and left out", plural(static_cast<long long>(cases->skipped), "record"));
  world.say(said);
  return o.fail_overdue && overdue > 0 ? answer_is_no : cli::done;
}

}  // namespace

Run add_due(Args& args) {
  const auto o = std::make_shared<Options>();
  args.rest("QUERY", o->query, "of which complaints, such as priority:P1; all open ones when not given").completes("query");
  args.option("--within", "TIME", o->within, "how far ahead: 5d, 2w, 3bd (business days), all; 7d when not given");
  args.option("--as-of", "TIME", o->as_of, "as it stood then; a date means its end");
  args.option("--owner", "WHO", o->owner, "of one owner; me, or none").completes("person");
  args.option("--format", "F", o->format, "text, json, ics or md").choices({"text", "json", "ics", "md"});
  args.flag("--fail-overdue", o->fail_overdue, "exit with 1 when anything is overdue, for cron and CI");
  args.flag("--skip-invalid", o->skip_invalid, "go on without records that cannot be read");
  args.about("What is overdue and what falls due, by owner, the most urgent first. docs/deadlines.md says "
             "how due times come about; cmt explain ID says it of one case.");
  args.example("cmt due --owner me", "what I have to do this week");
  args.example("cmt due --within 2bd --fail-overdue", "for cron: exit 1 when something is late");
  args.example("cmt due --format ics > due.ics", "for a calendar program");
  return [o](World& world) { return run_due(world, *o); };
}

}  // namespace cmt::cli
