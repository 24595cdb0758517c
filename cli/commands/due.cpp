// 7.3 Tracking of complaint: what is overdue and what falls due, for the morning.
#include <fmt/core.h>

#include <algorithm>
#include <atomic>
#include <map>
#include <nlohmann/json.hpp>

#include "calendar/amount.hpp"
#include "cli/cases.hpp"
#include "cli/commands.hpp"
#include "cli/errands.hpp"
#include "cli/language.hpp"
#include "cli/moments.hpp"
#include "cli/print.hpp"
#include "core/table.hpp"
#include "core/text.hpp"
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

// What the table shows in place of a complaint for a return, which belongs to none.
constexpr const char* no_complaint = "-";
std::string id_of(const Errand& errand) { return errand.of ? errand.of->id.text() : no_complaint; }
std::string summary_of(const Errand& errand) {
  return errand.of ? errand.of->summary : "return to an authority: " + errand.command;
}

// Errands by owner, under a heading: first the returns, then what nobody owns, then by name.
struct Group {
  std::string heading;
  std::vector<const Errand*> errands;
};
std::vector<Group> by_owner(const std::vector<Errand>& errands, const std::string& of_register, const std::string& nobody) {
  std::map<std::pair<bool, std::string>, std::vector<const Errand*>> groups;
  for (const auto& errand : errands)
    groups[{errand.of != nullptr, errand.of ? errand.of->owner : ""}].push_back(&errand);
  std::vector<Group> out;
  for (auto& [key, found] : groups)
    out.push_back({!key.first ? of_register : key.second.empty() ? nobody : key.second,
                   std::move(found)});
  return out;
}

void print_json(World& world, const std::vector<Errand>& errands, const process::Rules& rules,
                const Instant& as_of, std::size_t skipped) {
  world.out += fmt::format("{{\"schema\": 1, \"as_of\": \"{}\", \"due\": [", text(rules.zone.at(as_of.utc)));
  bool first = true;
  for (const auto& errand : errands) {
    const process::State* of = errand.of;
    Json one = {{"id", of ? Json(of->id.text()) : Json(nullptr)},
                {"code", errand.code},
                {"due", process::text_of(errand.due, rules.zone)},
                {"status", name_of(process::clock_status_names, errand.status)},
                {"cycle", errand.cycle},
                {"owner", !of || of->owner.empty() ? Json(nullptr) : Json(of->owner)},
                {"priority", of && of->priority ? Json(name_of(process::priority_names, *of->priority)) : Json(nullptr)},
                {"remedy", errand.code == "remedy" ? Json(errand.subject) : Json(nullptr)},
                {"summary", of ? Json(of->summary) : Json(nullptr)},
                {"command", errand.command},
                {"path", of ? Json(of->id.path()) : Json(nullptr)}};
    if (errand.code == "report") one[of ? "authority" : "period"] = errand.subject;
    world.out += (first ? "\n  " : ",\n  ") + one.dump(-1, ' ', false, Json::error_handler_t::replace);
    first = false;
  }
  world.out += fmt::format("\n], \"skipped\": {}}}\n", skipped);
}

void print_markdown(World& world, const std::vector<Errand>& errands, const process::Rules& rules,
                    const Instant& as_of, DateForm form) {
  world.out += fmt::format("# Due on {}\n", shown_date(rules.zone.date_of(as_of), form));
  for (const auto& [owner, rows] : by_owner(errands, "the register", "nobody")) {
    world.out += fmt::format("\n## {}\n\n| Due | When | Complaint | What | Summary |\n| --- | --- | --- | --- | --- |\n",
                             markdown_escape(owner));
    for (const Errand* errand : rows)
      world.out += fmt::format("| {} | {} | {} | {} | {} |\n", shown_due(errand->due, rules.zone, form),
                               distance(*errand, rules, as_of).english(), id_of(*errand),
                               markdown_escape(what(*errand)), markdown_escape(summary_of(*errand)));
  }
  if (errands.empty()) world.out += "\nNothing is due.\n";
}

void print_text(World& world, const std::vector<Errand>& errands, const process::Rules& rules,
                const Instant& as_of, DateForm form) {
  const bool color = wants_color(world, world.console.out_is_terminal);
  for (const auto& [owner, rows] : by_owner(errands, tr("the register").shown(), tr("nobody owns").shown())) {
    std::vector<std::vector<std::string>> cells;
    std::vector<bool> late;
    for (const Errand* errand : rows) {
      cells.push_back({shown_due(errand->due, rules.zone, form), distance(*errand, rules, as_of).shown(),
                       id_of(*errand), what(*errand),
                       errand->of && errand->of->priority
                           ? std::string{name_of(process::priority_names, *errand->of->priority)} : "-",
                       summary_of(*errand)});
      if (errand->status == ClockStatus::waiting) cells.back()[1] += tr(", waiting").shown();
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
    const std::string heading = printable_line(owner);
    world.out += (color ? fmt::format("\033[1m{}\033[0m", heading) : heading) + "\n";
    world.out += render_table({{tr("Due").shown(), Align::left, 2, 0}, {tr("When").shown(), Align::left, 2, 0},
                               {tr("ID").shown(), Align::left, 2, 0}, {tr("What").shown(), Align::left, 2, 0},
                               {tr("Pr").shown(), Align::left, 2, 0}, {tr("Summary").shown(), Align::left, 8, 3}},
                              cells, options);
  }
}

// The returns that are not sent as far as is known at the moment: the register is as old as the first
// complaint that was put into it.
Result<std::vector<process::DueReturn>> returns_of(const Session& session, Date since,
                                                   const Instant& as_of) {
  const process::Rules& rules = session.rules();
  const auto read = session.reg.sent_returns();
  if (!read) return read.failure();
  std::vector<std::string> sent;
  for (const auto& one : *read)
    if (process::counted_at(one.sent_at, rules.zone, as_of) <= as_of) sent.push_back(one.period);
  return process::due_returns(rules, since, sent, as_of);
}

int run_due(World& world, const Options& o) {
  auto session = open_session(world);
  if (!session) return fail(world, session.failure());
  const process::Rules& rules = session->rules();
  const DateForm form = date_form(language_beside(session->settings()));
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
                                 tr("--within cannot be '{}'", truncate(printable_line(o.within), 40)),
                                 tr("such as 5d, 2w, 3bd (business days), 24h, 1mo, or all")));
    if (auto read = rules.deadlines->calendars.read(); !read) return fail(world, read.failure());
    const auto& calendar = rules.deadlines->calendar_for({}, {});
    until = calendar::due(calendar, exactly(as_of), {*within, {}, {}, false}, {}, as_of).day;
  }
  std::string owner = o.owner;
  if (owner == "me") {
    auto by = actor(world, session->root);
    if (!by) return fail(world, by.failure());
    owner = *by;
  }

  // The day of the first complaint put into the register, in days since 1970.
  std::atomic<Date::rep> first{rules.zone.date_of(as_of).time_since_epoch().count()};
  const auto has_errands = [&](const Case& one) {
    const auto registered = rules.zone.date_of(one.state().registered_at).time_since_epoch().count();
    for (auto least = first.load(); registered < least && !first.compare_exchange_weak(least, registered);) {}
    if (!owner.empty() && (owner == "none" ? !one.state().owner.empty() : one.state().owner != owner)) return false;
    return matches(*query, one, context) && !process::agenda({&one.state()}, {}, rules, as_of).empty();
  };
  auto cases = load_cases(world, *session,
                          {query::needs_text(*query), o.skip_invalid, view->replay_until, {}, has_errands});
  if (!cases) return fail(world, cases.failure());
  std::vector<const process::State*> states;
  for (const auto& state : cases->states) states.push_back(&state);
  // A return is no complaint's and no handler's.
  std::vector<process::DueReturn> returns;
  if (o.query.empty() && owner.empty()) {
    auto found = returns_of(*session, Date{Date::duration{first.load()}}, as_of);
    if (!found) return fail(world, found.failure());
    returns = std::move(*found);
  }
  const auto all = process::agenda(states, returns, rules, as_of);
  const auto errands = until ? process::due_by(all, *until) : all;
  const auto overdue = std::count_if(errands.begin(), errands.end(), [](const Errand& errand) {
    return errand.status == ClockStatus::overdue;
  });

  const std::string format = !o.format.empty() ? o.format : world.globals.json ? "json" : "text";
  if (format == "json") print_json(world, errands, rules, as_of, cases->skipped);
  else if (format == "ics") world.out += calendar_of(errands, as_of, session->settings().organization);
  else if (format == "md") print_markdown(world, errands, rules, as_of, form);
  else print_text(world, errands, rules, as_of, form);

  const auto due = static_cast<long long>(errands.size()) - overdue;
  Message said = until ? tr("{} overdue, {} due by {}", overdue, due, shown_date(*until, form))
                       : tr("{} overdue, {} due", overdue, due);
  if (errands.empty()) {
    said = all.empty() ? tr("nothing is due")
                       : tr("nothing is due by {}; next: {}{} on {}", shown_date(*until, form),
                            all.front().of ? all.front().of->id.text() + " " : "", what(all.front()),
                            shown_due(all.front().due, rules.zone, form));
  }
  if (cases->skipped) said += left_out(cases->skipped);
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
  args.option("--format", "F", o->format, "how to print it").choices({"text", "json", "ics", "md"});
  args.flag("--fail-overdue", o->fail_overdue, "exit with 1 when anything is overdue, for cron and CI");
  args.flag("--skip-invalid", o->skip_invalid, "go on without records that cannot be read");
  args.about("What is overdue and what falls due, by owner, the most urgent first. docs/deadlines.md says "
             "how due times come about; cmt explain ID says it of one case.");
  args.reads_register();
  args.example("cmt due --owner me", "what I have to do this week");
  args.example("cmt due --within 2bd --fail-overdue", "for cron: exit 1 when something is late");
  args.example("cmt due --format ics > due.ics", "for a calendar program");
  return [o](World& world) { return run_due(world, *o); };
}

}  // namespace cmt::cli
