// 7.3 Tracking of complaint: how a due time came about, step by step.
#include <fmt/core.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "cli/cases.hpp"
#include "cli/commands.hpp"
#include "cli/moments.hpp"
#include "cli/print.hpp"
#include "cli/timeline.hpp"
#include "core/text.hpp"
#include "process/clocks.hpp"

namespace cmt::cli {
namespace {

using calendar::Step;
using process::ClockReading;
using process::ClockStatus;
using Json = nlohmann::ordered_json;

struct Options {
  std::string id, clock, as_of;
};

constexpr auto step_names = names<Step::Kind>({{Step::Kind::anchor, "anchor"},
                                               {Step::Kind::moved, "moved"},
                                               {Step::Kind::counted, "counted"},
                                               {Step::Kind::skipped, "skipped"},
                                               {Step::Kind::paused, "paused"},
                                               {Step::Kind::rolled, "rolled"},
                                               {Step::Kind::result, "result"}});

class Account {
 public:
  Account(const process::State& state, const process::Rules& rules, DateForm form)
      : state_(state), rules_(rules), form_(form) {}

  std::string text_of(const ClockReading& reading) {
    out_.clear();
    std::string title = fmt::format("{} {}", state_.id.text(), name_of(process::clock_names, reading.clock));
    if (reading.clock == process::Clock::update) title += fmt::format(" {}", reading.number);
    if (!reading.subject.empty()) title += " " + reading.subject;
    if (state_.cycles.size() > 1) title += fmt::format(", cycle {}", reading.cycle);
    out_ += fmt::format("{}: due {}, {}\n", printable_line(title), due(reading.due), status(reading.status));
    if (reading.limit) {
      const std::string profile = process::profile_of(state_, rules_);
      process::Terms terms;
      terms.limits = {*reading.limit};
      line("limit", (profile.empty() ? "" : profile + ": ") + process::text_of(terms));
      const calendar::Term term = reading.term();
      if (reading.is_urgent)
        line("safety", fmt::format("a danger is suspected at receipt: {} instead of {}",
                                   term.within.count > 0 ? calendar::in_words(term.within)
                                   : calendar::is_business(term.within.unit) ? "the day itself, or the next working day"
                                                                             : "the day itself",
                                   calendar::in_words(reading.limit->term.within)));
      if (calendar::is_business(term.within.unit) || term.roll != calendar::Roll::none)
        calendar_lines(reading);
      line("from", anchor_of(*reading.limit) + ", " + moment(reading.from, calendar::is_in_hours(term.within.unit)));
      steps(reading);
    }
    if (reading.is_told && reading.clock == process::Clock::report)
      line("told", fmt::format("the assessment of {} asks for the report by {}{}", moment(reading.from),
                               date(reading.base.day), rule_of(reading)));
    else if (reading.is_told)
      line("told", fmt::format("{} on {}", reading.clock == process::Clock::remedy
                                               ? "the remedy was promised" : "the complainant was told to have the answer",
                               date(reading.base.day)) + (reading.limit ? ", which is earlier" : ""));
    for (const auto& extension : reading.extensions)
      line("extended", fmt::format("to {}, on {}: {}", date(extension.until), moment(extension.at),
                                   printable_line(extension.reason)));
    if (reading.met_at)
      line("done", fmt::format("{}, {}", moment(*reading.met_at), status(reading.status)));
    else if (reading.status == ClockStatus::waiting)
      line("waits", "for the complainant; the due time moves until the answer");
    return out_;
  }

  Json json_of(const ClockReading& reading) const {
    Json out = {{"code", name_of(process::clock_names, reading.clock)},
                {"cycle", reading.cycle},
                {"number", reading.number},
                {"remedy", reading.clock == process::Clock::remedy ? Json(reading.subject) : Json(nullptr)},
                {"authority", reading.clock == process::Clock::report && !reading.subject.empty()
                                  ? Json(reading.subject) : Json(nullptr)},
                {"due", process::text_of(reading.due, rules_.zone)},
                {"due_unextended", process::text_of(reading.base, rules_.zone)},
                {"status", name_of(process::clock_status_names, reading.status)},
                {"met_at", reading.met_at ? Json(text(*reading.met_at)) : Json(nullptr)},
                {"anchor", reading.limit ? Json(name_of(process::anchor_names, reading.limit->from)) : Json(nullptr)},
                {"from", text(reading.from)},
                {"profile", process::profile_of(state_, rules_)},
                {"calendar", process::calendar_of(state_, rules_).name},
                {"calendar_version", version_at(reading)},
                {"told", reading.is_told},
                {"extensions", Json::array()},
                {"steps", Json::array()}};
    process::Terms terms;
    if (reading.limit) terms.limits = {*reading.limit};
    out["limit"] = reading.limit ? Json(process::text_of(terms)) : Json(nullptr);
    for (const auto& extension : reading.extensions)
      out["extensions"].push_back({{"until", text(extension.until)}, {"at", text(extension.at)}, {"reason", extension.reason}});
    for (const auto& step : reading.base.steps)
      out["steps"].push_back({{"step", name_of(step_names, step.kind)}, {"day", text(step.day)}, {"number", step.number}, {"why", step.why}});
    return out;
  }

 private:
  // Of the week in force when the due time falls.
  Json version_at(const ClockReading& reading) const {
    const auto* change = process::calendar_of(state_, rules_).change_on(reading.base.day);
    return change ? Json(change->version) : Json(nullptr);
  }

  void line(std::string_view head, const std::string& body) {
    for (const auto& part : wrap(printable_line(body), 66)) {
      out_ += fmt::format("  {:<10}{}\n", head, part);
      head = "";
    }
  }

  // The complainant's calendar stands where the due time does; the account goes by one.
  std::string date(Date day) const { return date(day, form_ == DateForm::both ? DateForm::iso : form_); }
  static std::string date(Date day, DateForm form) {
    return fmt::format("{} {}", calendar::weekday_name(day).substr(0, 3), shown_date(day, form));
  }
  // With the offset of the zone where hours are counted: clocks may change between.
  std::string moment(const When& when, bool with_offset = false) const {
    const auto day = rules_.zone.date_of(when);
    if (!day) return "time unknown";
    if (when.kind != When::Kind::exact) return date(*day);
    std::string out = date(*day) + " " + clock_time(when.instant, rules_.zone);
    if (with_offset) {
      const std::string local = text(rules_.zone.at(when.instant.utc));
      out += local.back() == 'Z' ? " UTC" : " " + local.substr(local.size() - 6);
    }
    return out;
  }
  std::string due(const calendar::Due& due, bool with_offset = false) const {
    if (!due.at) return date(due.day, form_);
    const std::string at = moment(exactly(*due.at), with_offset);
    const std::string iso = date(rules_.zone.date_of(*due.at));
    return date(rules_.zone.date_of(*due.at), form_) + at.substr(iso.size());
  }
  static std::string anchor_of(const process::Limit& limit) {
    switch (limit.from) {
      case process::Anchor::sent_by_regulator: return "sent on to us";
      case process::Anchor::last_update: return "last word to the complainant";
      default: break;
    }
    return std::string{name_of(process::anchor_names, limit.from)};
  }
  static std::string span(long long minutes) {
    const std::string hours = fmt::format("{} hour{}", minutes / 60, minutes / 60 == 1 ? "" : "s");
    if (minutes % 60 == 0) return hours;
    return (minutes < 60 ? std::string{} : hours + " ") + fmt::format("{} min", minutes % 60);
  }
  static std::string status(ClockStatus status) {
    switch (status) {
      case ClockStatus::met: return "in time";
      case ClockStatus::late: return "late";
      case ClockStatus::missed: return "missed";
      case ClockStatus::waiting: return "waiting for the complainant";
      case ClockStatus::overdue: return "overdue";
      case ClockStatus::open: break;
    }
    return "open";
  }

  std::string rule_of(const ClockReading& reading) const {
    const auto& duty = state_.reportable[static_cast<std::size_t>(reading.number) - 1].duty;
    return duty.rule.empty() ? "" : ": " + duty.rule;
  }

  // The calendar, and where its week changed on the way, each version of it.
  void calendar_lines(const ClockReading& reading) {
    const auto& used = process::calendar_of(state_, rules_);
    if (used.name == "plain") return line("calendar", "none is set: Monday to Friday, " + used.zone.name());
    std::string out = used.name == "register" ? "the register's" : used.name;
    out += ", " + used.zone.name();
    const Date from = used.zone.date_of(reading.from).value_or(reading.base.day);
    const auto* first = used.change_on(from);
    if (first) out += fmt::format(", {} of {}", version(*first), date(first->from));
    out += week(used.week_on(from));
    for (const auto& source : used.sources) out += "; " + source;
    line("calendar", out);
    const auto* last = first;
    for (Date day = from; day <= reading.base.day; day += std::chrono::days{1}) {
      const auto* now = used.change_on(day);
      if (now == last) continue;
      line("calendar", fmt::format("from {}, {}{}", date(day), now ? version(*now) : "the usual week",
                                   week(used.week_on(day))));
      last = now;
    }
  }

  static std::string version(const calendar::WeekChange& change) {
    return "version " + change.version;
  }

  static std::string week(const calendar::Week& used) {
    std::string out;
    static constexpr const char* days[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    for (std::size_t i = 0; i < 7;) {
      std::size_t last = i;
      while (last < 6 && used[last + 1] == used[i]) ++last;
      std::string hours;
      for (const auto& frame : used[i])
        hours += fmt::format("{}{:02}:{:02}-{:02}:{:02}", hours.empty() ? "" : "+", frame.opens / 60, frame.opens % 60,
                             frame.closes / 60, frame.closes % 60);
      out += fmt::format("; {}{}{} {}", days[i], last > i ? "-" : "", last > i ? days[last] : "", hours.empty() ? "closed" : hours);
      i = last + 1;
    }
    return out;
  }

  // Days that are counted one after the other stand on one line.
  void steps(const ClockReading& reading) {
    auto steps = reading.base.steps;
    std::stable_sort(steps.begin(), steps.end(), [](const Step& a, const Step& b) { return a.day < b.day; });
    const calendar::Term term = reading.term();
    const bool in_hours = calendar::is_in_hours(term.within.unit);
    const bool in_days = calendar::is_business(term.within.unit) && !in_hours;
    Date last_day = reading.base.day;
    for (std::size_t i = 0; i < steps.size(); ++i) {
      const Step& step = steps[i];
      switch (step.kind) {
        case Step::Kind::anchor:
          break;
        case Step::Kind::result:
          last_day = step.day;
          break;
        case Step::Kind::counted: {
          std::size_t last = i;
          while (in_days && last + 1 < steps.size() && steps[last + 1].kind == Step::Kind::counted) ++last;
          if (in_hours)
            line("counted", fmt::format("{}: {} of {}", date(step.day), span(step.number), span(term.within.count * 60LL)));
          else if (last > i)
            line("counted", fmt::format("day {} to {}: {} to {}", step.number, steps[last].number, date(step.day), date(steps[last].day)));
          else if (in_days)
            line("counted", fmt::format("day {}: {}", step.number, date(step.day)));
          else
            line("counted", fmt::format("{}: to day {}, {}", calendar::in_words(term.within), step.number, date(step.day)));
          i = last;
          break;
        }
        case Step::Kind::skipped:
          line("skipped", fmt::format("{}: {}", date(step.day), step.why));
          break;
        case Step::Kind::moved: {
          const auto opening = reading.from.kind == When::Kind::exact
                                   ? calendar::next_opening(process::calendar_of(state_, rules_), reading.from.instant)
                                   : Instant{};
          const bool is_start = opening.utc != std::chrono::sys_time<std::chrono::nanoseconds>{} &&
                                rules_.zone.date_of(opening) == step.day && !(opening == reading.from.instant);
          line("moved", fmt::format("to {}: {}", is_start ? moment(exactly(opening), in_hours) : date(step.day), step.why));
          break;
        }
        case Step::Kind::paused:
          line("paused", fmt::format("from {}: {} not counted", date(step.day),
                                     in_hours ? span(step.number) : fmt::format("{} day{}", step.number, step.number == 1 ? "" : "s")));
          break;
        case Step::Kind::rolled:
          line("rolled", fmt::format("to {}, since it ended on: {}", date(step.day), step.why));
          break;
      }
    }
    // Where a date that was told is earlier, this is what the limit alone would give.
    line("result", reading.is_told ? date(last_day) : due(reading.base, in_hours));
  }

  const process::State& state_;
  const process::Rules& rules_;
  const DateForm form_;
  std::string out_;
};

int run_explain(World& world, const Options& o) {
  auto session = open_session(world);
  if (!session) return fail(world, session.failure());
  const process::Rules& rules = session->rules();
  if (auto read = rules.deadlines->calendars.read(); !read) return fail(world, read.failure());
  const auto clock = parse_name(process::clock_names, o.clock);
  if (!o.clock.empty() && !clock) {
    Message hint = tr("one of:");
    for (const auto& row : process::clock_names) hint += fmt::format(" {}", row.text);
    return fail(world, failure(FailureKind::usage, tr("there is no clock '{}'", truncate(printable_line(o.clock), 40)), hint));
  }
  const auto view = view_value(o.as_of, world.now(), rules.zone);
  if (!view) return fail(world, view.failure());
  const Instant now = view->as_of;
  const auto id = session->reg.find(o.id);
  if (!id) return fail(world, id.failure());
  const auto record = session->reg.load(*id);
  if (!record) return fail(world, record.failure());
  process::Complaint complaint = record->complaint;
  process::forget_after(complaint, now, rules.zone);
  if (complaint.history.empty())
    return fail(world, failure(FailureKind::refused, tr("{} had not been received", id->text())));
  const process::State state = process::replay(complaint, rules);
  std::vector<ClockReading> readings;
  for (auto& reading : process::read_clocks(state, rules, now, true))
    if (!clock || reading.clock == *clock) readings.push_back(std::move(reading));
  Account account{state, rules, date_form(session->settings().language(), state.language)};
  if (world.globals.json) {
    Json out = {{"schema", 1}, {"id", id->text()}, {"as_of", text(rules.zone.at(now.utc))}, {"clocks", Json::array()}};
    for (const auto& reading : readings) out["clocks"].push_back(account.json_of(reading));
    world.out += out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
    return cli::done;
  }
  if (readings.empty())
    return fail(world, failure(FailureKind::refused,
                               o.clock.empty() ? tr("no clock runs for {}", id->text())
                                               : tr("the clock {} does not run for {}", o.clock, id->text()),
                               tr("the deadline profile has none, or what it counts from has not happened")));
  for (const auto& reading : readings) {
    if (!world.out.empty()) world.out += "\n";
    world.out += account.text_of(reading);
  }
  return cli::done;
}

}  // namespace

Run add_explain(Args& args) {
  const auto o = std::make_shared<Options>();
  args.positional("ID", o->id, "the complaint").completes("id");
  args.positional("CLOCK", o->clock, "register, ack, assess, update, holding, final, remedy, reply, external or report; all when not given", false)
      .completes("clock");
  args.option("--as-of", "TIME", o->as_of, "as it stood then; a date means its end");
  args.about("Says where the clock starts, which profile and version and which calendar count, each day that was "
             "counted or skipped and why, pauses, extensions and the result.");
  args.example("cmt explain 7K3 final", "why the answer is due when it is due");
  return [o](World& world) { return run_explain(world, *o); };
}

}  // namespace cmt::cli
