// 7.3 Tracking of complaint: one case as a page, with its timeline.
#include <fmt/core.h>

#include <algorithm>

#include "cli/cases.hpp"
#include "cli/commands.hpp"
#include "cli/kept_file.hpp"
#include "cli/language.hpp"
#include "cli/moments.hpp"
#include "cli/print.hpp"
#include "cli/sealing.hpp"
#include "cli/timeline.hpp"
#include "core/text.hpp"
#include "process/redaction.hpp"
#include "process/transitions.hpp"
#include "process/clocks.hpp"
#include "records/json.hpp"

namespace cmt::cli {
namespace {

// A file of the case, as it was before it was sealed, on standard output.
int print_file(World& world, const Session& session, Sealing& sealing, const records::Record& record, const std::string& wanted) {
  for (const auto& [path, name] : process::files_of(record.complaint)) {
    if (path != wanted && name != wanted) continue;
    const auto bytes = session.disk->read(path, kept_file_limit);
    if (!bytes) return fail(world, bytes.failure());
    auto clear = sealing.open_file(path, *bytes);
    if (!clear) return fail(world, clear.failure());
    if (world.console.out_is_terminal)
      return fail(world, failure(FailureKind::usage, tr("a document is not printed on a terminal, which its bytes might steer"),
                                 tr("send it to a file: cmt show ID --attachment NAME > FILE")));
    world.out += *clear;
    return cli::done;
  }
  return fail(world, failure(FailureKind::refused, tr("{} holds no file '{}'", record.complaint.id.text(),
                                                      truncate(printable_line(wanted), 60)),
                             tr("cmt show ID names those that it holds")));
}

int run_show(World& world, const std::string& typed, bool with_personal, const std::string& file) {
  auto session = open_session(world);
  if (!session) return fail(world, session.failure());
  const auto id = session->reg.find(typed);
  if (!id) return fail(world, id.failure());
  const auto kept = session->reg.load(*id);
  if (!kept) return fail(world, kept.failure());
  auto sealing = Sealing::open(world, *session);
  if (!sealing) return fail(world, sealing.failure());
  const auto record = sealing->open_record(*kept);
  if (!record) return fail(world, record.failure());
  if (!file.empty()) return print_file(world, *session, *sealing, *record, file);
  const process::Rules& rules = session->rules();
  if (auto read = rules.deadlines->calendars.read(); !read) return fail(world, read.failure());
  const CaseContext context{rules, today_of(world, *session), world.now()};
  const process::State state = process::replay(record->complaint, rules);
  std::vector<records::Party> parties;
  if (with_personal && !state.complainant.empty()) {
    auto party = session->reg.load_party(state.complainant);
    if (!party) return fail(world, party.failure());
    parties.push_back(sealing->open_party(std::move(*party)));
  }
  if (world.globals.json) {
    world.out += records::pretty(records::to_json(state, rules, context.now, *record, parties)) + "\n";
    return cli::done;
  }

  const bool color = wants_color(world, world.console.out_is_terminal);
  const int width = std::clamp(text_width(world) ? text_width(world) : 80, 40, 100);
  const std::string language = language_beside(session->settings());
  const DateForm form = date_form(language, state.language);
  const auto bold = [&](const std::string& text) {
    return color ? "\033[1m" + text + "\033[0m" : text;
  };
  const auto line = [&](const Message& label, const std::string& value) {
    if (value.empty()) return;
    bool first = true;
    for (const auto& part : wrap(printable_line(value), width - 16)) {
      world.out += fmt::format("  {}{}\n", pad_right(first ? label.shown() : "", 14), placed(world, part));
      first = false;
    }
  };
  const auto code = [&](const char* list, const std::string& value) {
    if (value.empty()) return std::string{};
    const std::string label = rules.lists[list].label(value, language);
    return label == value ? value : fmt::format("{} ({})", label, value);
  };
  const auto local_date = [&](const When& when) {
    const auto day = rules.zone.date_of(when);
    return day ? shown_date(*day, form) : std::string{};
  };
  const auto field = [&](const char* name) { return text_of(*find_case_field(name), state, context); };

  world.out += bold(fmt::format("{}  {}", state.id.text(), printable_line(state.summary))) + "\n\n";
  std::string status = rules.lists["statuses"].label(name_of(process::status_names, state.status), language);
  if (state.kind != process::Kind::complaint)
    status += fmt::format(" ({})", name_of(process::kind_names, state.kind));
  if (state.level > 0) status += tr(", level {}", state.level).shown();
  if (state.cycle().number > 1) status += tr(", cycle {}", state.cycle().number).shown();
  if (!state.merged_into.empty()) status += tr(" into {}", state.merged_into).shown();
  line(tr("Status"), status);
  const std::string age = field("age");
  const auto days = std::strtoull(age.c_str(), nullptr, 10);
  const Message since = age.empty()                       ? Message{}
                        : !process::is_open(state.status) ? trn(", {} day in all", ", {} days in all", days, days)
                        : days == 0                       ? tr(", today")
                                                          : trn(", {} day ago", ", {} days ago", days, days);
  line(tr("Received"), (tr("{} by {}", local_date(state.received_at), code("media", state.medium)) + since).shown());
  line(tr("Category"), code("problems", state.category));
  line(tr("Product"), state.product);
  line(tr("Unit"), state.unit);
  if (!parties.empty()) {
    std::string who = parties[0].name;
    for (const auto& contact : parties[0].emails) who += ", " + contact;
    for (const auto& contact : parties[0].phones) who += ", " + contact;
    line(tr("Complainant"), who);
  } else {
    line(tr("Complainant"), state.anonymous ? tr("anonymous").shown() : state.complainant);
  }
  line(tr("Owner"), state.owner.empty() ? tr("nobody").shown() : state.owner);
  if (state.severity)
    line(tr("Assessment"), tr("severity {}, impact {}, {}, priority {}{}", *state.severity,
                              state.impact.value_or(1),
                              name_of(process::complexity_names, state.complexity.value_or(process::Complexity::simple)),
                              state.priority ? name_of(process::priority_names, *state.priority) : "-",
                              state.safety ? tr(", safety") : Message{}).shown());
  if (state.cycle().outcome)
    line(tr("Outcome"), rules.lists["outcomes"].label(name_of(process::outcome_names, *state.cycle().outcome), language));
  for (const auto& [remedy, done, verified, by] : state.remedies)
    line(tr("Remedy"), code("remedies", remedy.code) + (remedy.amount ? ", " + remedy.amount->text() : "") +
                       (verified ? tr(", verified") : done ? tr(", done") : tr(", open")).shown());
  for (const auto& cause : state.causes) line(tr("Cause"), code("causes", cause));
  for (const auto& reading : process::read_clocks(state, rules, context.now))
    if (reading.clock != process::Clock::update || reading.status != process::ClockStatus::met)
      line(tr("Due"), fmt::format("{}{}{} {}: {}", name_of(process::clock_names, reading.clock),
                              reading.subject.empty() ? "" : " ", reading.subject,
                              shown_due(reading.due, rules.zone, form),
                              name_of(process::clock_status_names, reading.status)));
  for (const auto& link : state.links)
    line(tr("Link"), fmt::format("{} {}", name_of(process::link_type_names, link.type), link.to));
  for (const auto& reference : state.external_refs) line(tr("Reference"), reference);
  line(tr("File"), state.id.path());

  if (!state.description.empty()) {
    world.out += "\n" + bold(tr("In the complainant's words").shown()) + "\n\n";
    for (const auto& paragraph : wrap(printable_block(state.description.value), width - 2))
      world.out += (paragraph.empty() ? "" : "  " + placed(world, paragraph)) + "\n";
  }
  world.out += "\n" + bold(tr("Timeline").shown()) + "\n\n";
  for (const auto& event : record->complaint.history)
    world.out += timeline_entry(world, event, rules, language, date_form(language), width);
  if (const std::string next = process::steps_on(state.status, rules.process); !next.empty()) world.say(tr("next: {}", next));
  return cli::done;
}

}  // namespace

Run add_show(Args& args) {
  struct Options {
    std::string id, file;
    bool personal = false;
  };
  const auto o = std::make_shared<Options>();
  args.positional("ID", o->id, "the complaint: its id or any start of it that is unique").completes("id");
  args.flag("--with-personal", o->personal, "with the personal data of the complainant");
  args.option("--attachment", "NAME", o->file, "print a document of the case instead, by its name or path");
  args.example("cmt show 7K3", "the case and its timeline");
  return [o](World& world) { return run_show(world, o->id, o->personal, o->file); };
}

}  // namespace cmt::cli
