// 7.3 to 7.9: a letter to the complainant, composed from the record.
#include <fmt/core.h>

#include <algorithm>

#include "cli/cases.hpp"
#include "cli/commands.hpp"
#include "cli/dossiers.hpp"
#include "cli/kept_file.hpp"
#include "cli/papers.hpp"
#include "cli/print.hpp"
#include "cli/sealing.hpp"
#include "cli/session.hpp"
#include "cli/values.hpp"
#include "core/sha256.hpp"
#include "core/text.hpp"
#include "letters/letter.hpp"
#include "letters/page.hpp"
#include "process/redaction.hpp"

namespace cmt::cli {
namespace {

constexpr std::size_t template_limit = std::size_t{256} << 10;
constexpr std::string_view template_folder = "templates";

struct Options : StepOptions {
  std::string kind, language, format = "txt", output;
  bool keep = false, check = false;
};

// The parts of "decision.fa.txt" that name a template; nothing for any other name.
bool is_template_name(std::string_view name) {
  for (const auto& kind : letters::kind_names)
    for (const auto language : letters::languages)
      if (letters::path_of_template(kind.value, language) == fmt::format("{}/{}", template_folder, name)) return true;
  return false;
}

int check_templates(World& world, const Options& o) {
  if (!o.id.empty() || o.keep || !o.output.empty())
    return fail(world, failure(FailureKind::usage, tr("--check looks at the templates alone"), "cmt letter --check"));
  const auto session = open_session(world);
  if (!session) return fail(world, session.failure());
  const auto there = session->disk->find(std::string{template_folder});
  if (!there) return fail(world, there.failure());
  std::size_t count = 0;
  Failure found;
  if (*there) {
    const auto files = session->disk->list(std::string{template_folder});
    if (!files) return fail(world, files.failure());
    for (const auto& file : *files) {
      if (!file.name.ends_with(".txt")) continue;
      ++count;
      const std::string path = fmt::format("{}/{}", template_folder, file.name);
      if (!is_template_name(file.name)) {
        auto unknown = unreadable(path, tr("this is the template of no letter"), tr("templates are called KIND.LANG.txt, such as decision.fa.txt"));
        found.diagnostics.push_back(std::move(unknown.diagnostics.front()));
        continue;
      }
      const auto bytes = session->disk->read(path, template_limit);
      if (!bytes) return fail(world, bytes.failure());
      if (const auto made = letters::parse(path, *bytes, letters::placeholders()); !made)
        for (const auto& problem : made.diagnostics()) found.diagnostics.push_back(problem);
    }
  }
  if (!found.diagnostics.empty()) return fail(world, found);
  if (world.globals.json) print_json(world, Json{{"schema", 1}, {"templates", count}});
  world.say(count == 0   ? tr("templates/ has none: letters come from the program's own")
            : count == 1 ? tr("1 template is right")
                         : tr("{} templates are right", count));
  return cli::done;
}

// To whom letters of the case go.
Result<records::Party> party_of(const Session& session, const process::Complaint& complaint, const process::State& state) {
  const std::string id = state.id.text();
  const auto* received = std::get_if<process::Received>(&complaint.history.front().body);
  const std::string party = received && !received->contact_person.empty() ? received->contact_person : state.complainant;
  if (state.anonymous || party.empty())
    return refuse("7.4", tr("{} names nobody to write to", id),
                  state.anonymous ? tr("an anonymous complaint is answered by no letter")
                                  : tr("cmt correct {} --field complainant --value P-… --reason TEXT", id));
  const std::string path = records::path_of_party(party);
  const auto there = session.disk->find(path);
  if (!there) return there.failure();
  if (!*there)
    return refuse("4.10", tr("{} is not there, so the letter has no name and address", path),
                  tr("the personal data were taken out, or the file is kept elsewhere"));
  auto read = session.reg.load_party(party);
  if (!read) return read;
  if (read->name == process::redacted_text) read->name.clear();
  return read;
}

std::string address_of(const records::Party& party) {
  std::string out;
  const auto line = [&](const std::string& text) {
    if (!text.empty() && text != process::redacted_text) out += (out.empty() ? "" : "\n") + text;
  };
  line(party.address);
  line(party.post_code + (party.post_code.empty() || party.town.empty() ? "" : " ") + party.town);
  line(party.country);
  return out;
}

Result<letters::Template> template_for(const Session& session, letters::Kind kind, const std::string& language) {
  const std::string own = letters::path_of_template(kind, language);
  const auto there = session.disk->find(own);
  if (!there) return there.failure();
  if (!*there) return letters::parse("the built-in " + own, letters::built_in_template(kind, language), letters::placeholders());
  const auto bytes = session.disk->read(own, template_limit);
  if (!bytes) return bytes.failure();
  return letters::parse(own, *bytes, letters::placeholders());
}

struct Composed {
  std::string language, path;
  letters::Values values;
  letters::Letter letter;
  std::string bytes;  // in the format asked for
};

Result<Composed> compose(World& world, const Session& session, const Options& o, letters::Kind kind,
                         const records::Record& kept, Date date) {
  auto sealing = Sealing::open(world, session);
  if (!sealing) return std::move(sealing).failure();
  const auto record = sealing->open_record(kept);
  if (!record) return record.failure();
  const process::Complaint& complaint = record->complaint;
  const process::Rules& rules = session.rules();
  if (auto read = rules.deadlines->calendars.read(); !read) return std::move(read).failure();
  const process::State state = process::replay(complaint, rules);
  auto party = party_of(session, complaint, state);
  if (!party) return std::move(party).failure();
  *party = sealing->open_party(std::move(*party));
  Composed out;
  out.language = o.language.empty() ? language_for(*party, state, session.settings(), {letters::languages, std::end(letters::languages)}) : o.language;
  auto made = template_for(session, kind, out.language);
  if (!made) return std::move(made).failure();
  out.path = made->path;
  const letters::Occasion occasion{session.settings().organization, {party->name, address_of(*party)}, date, world.now(), out.language};
  auto values = letters::values_of(kind, complaint, state, rules, occasion);
  if (!values) return std::move(values).failure();
  out.values = std::move(*values);
  auto letter = letters::fill(*made, out.values, letters::placeholders());
  if (!letter) return std::move(letter).failure();
  out.letter = std::move(*letter);
  const std::string plain = letters::text(out.letter, out.language);
  if (sealing->is_on() && is_unreadable(plain))
    return refuse("4.10", tr("words of {} are sealed, and you have no key to them", state.id.text()),
                  tr("a recipient writes the letter; cmt key check tells which keys are missing"));
  if (o.format == "md") {
    out.bytes = letters::markdown(out.letter, out.language);
  } else if (o.format == "txt") {
    out.bytes = plain;
  } else {
    out.bytes = letters::html(out.letter, out.language);
    if (o.format == "pdf") {
      auto printed = pdf_of(out.bytes);
      if (!printed) return std::move(printed).failure();
      out.bytes = std::move(*printed);
    }
  }
  return out;
}

Json json_of(const Composed& made, const ComplaintId& id, const Options& o, const std::string& kept) {
  Json fields = Json::object();
  for (const auto& [name, text] : made.values.texts)
    if (!text.empty()) fields[name] = text;
  for (const auto& [name, entries] : made.values.lists) {
    fields[name] = Json::array();
    for (const auto& entry : entries) {
      Json one = Json::object();
      for (const auto& [key, text] : entry)
        if (!text.empty()) one[key] = text;
      fields[name].push_back(std::move(one));
    }
  }
  return {{"schema", 1},
          {"id", id.text()},
          {"kind", o.kind},
          {"language", made.language},
          {"template", made.path},
          {"fields", std::move(fields)},
          {"text", letters::text(made.letter, made.language)},
          {"kept", json_text(kept)}};
}

// Where the letter goes besides the register.
Result<Done> deliver(World& world, const Options& o, const Composed& made, const ComplaintId& id, const std::string& kept) {
  return hand_out(world, o.output, made.bytes, [&] { print_json(world, json_of(made, id, o, kept)); });
}

int run_letter(World& world, const Options& o) {
  if (o.check) return check_templates(world, o);
  if (o.id.empty() || o.kind.empty())
    return fail(world, failure(FailureKind::usage, tr("missing: {}", o.id.empty() ? "ID and KIND" : "KIND"),
                               tr("cmt letter --help shows how it is called")));
  const auto kind = parse_name(letters::kind_names, o.kind);
  if (!o.keep && (o.commit || o.dry_run || !o.at.empty() || !o.note.empty()))
    return fail(world, failure(FailureKind::usage, tr("--at, --note, --dry-run and --commit go with --keep"), tr("without --keep nothing is put on record")));
  if (const auto placed = check_place(world, o.format, o.output); !placed) return fail(world, placed.failure());

  if (!o.keep) {
    const auto session = open_session(world);
    if (!session) return fail(world, session.failure());
    const auto id = session->reg.find(o.id);
    if (!id) return fail(world, id.failure());
    const auto record = session->reg.load(*id);
    if (!record) return fail(world, record.failure());
    const auto made = compose(world, *session, o, *kind, *record, today_of(world, *session));
    if (!made) return fail(world, made.failure());
    if (const auto delivered = deliver(world, o, *made, *id, {}); !delivered) return fail(world, delivered.failure());
    return cli::done;
  }

  auto opened = open_step(world, o);
  if (!opened) return fail(world, opened.failure());
  const ComplaintId& id = opened->record.complaint.id;
  const Date date = opened->session.rules().zone.date_of(opened->mark.at).value_or(today_of(world, opened->session));
  const auto made = compose(world, opened->session, o, *kind, opened->record, date);
  if (!made) return fail(world, made.failure());
  const std::string begin = fmt::format("attachments/{}/{}-", id.text(), sha256(made->bytes).substr(0, 8));
  for (const auto& event : opened->record.complaint.history)
    if (const auto* attached = std::get_if<process::Attached>(&event.body); attached && attached->file.starts_with(begin))
      return fail(world, refuse("7.8", tr("this very letter is kept already: {}", printable_line(attached->file)), tr("leave out --keep")));
  const auto kept = keep(*opened, fmt::format("{}.{}.{}", o.kind, made->language, o.format), made->bytes, o);
  if (!kept) return fail(world, kept.failure());
  if (o.dry_run) {
    const auto shown = carry_out(world, opened->session, o, kept->changes, {});
    return shown ? cli::done : fail(world, shown.failure());
  }
  const auto done = write_changes(world, opened->session, o, kept->changes, {fmt::format("Keep a letter of {}", id.text())});
  if (!done) return fail(world, done.failure());
  world.say(tr("{}: the letter is kept as {}", id.text(), kept->path));
  if (const auto delivered = deliver(world, o, *made, id, kept->path); !delivered) return fail(world, delivered.failure());
  return cli::done;
}

}  // namespace

Run add_letter(Args& args) {
  const auto o = std::make_shared<Options>();
  std::vector<std::string> kinds, languages{letters::languages, std::end(letters::languages)};
  for (const auto& row : letters::kind_names) kinds.emplace_back(row.text);
  args.positional("ID", o->id, "the complaint: its id or any start of it that is unique", false).completes("id");
  args.positional("KIND", o->kind, "which letter", false).choices(kinds);
  args.option("--lang", "TAG", o->language, "language; else that of the complainant, else the register's").choices(languages);
  args.option("--format", "F", o->format, "txt when not given; pdf by way of weasyprint").choices({"txt", "md", "html", "pdf"});
  args.option("-o,--output", "FILE", o->output, "write it to this file, which must not be there yet").completes("file");
  args.flag("--keep", o->keep, "keep it with the case: an attachment, its digest in the history");
  args.flag("--check", o->check, "only see whether the register's own templates are right");
  add_change_options(args, *o);
  args.about("Composes a letter from the record: dates, due dates, the decision, every point and its answer, and what "
             "the complainant can do next. A letter that the state does not bear, or that lacks something, is refused. "
             "templates/KIND.LANG.txt takes the place of the built-in text; docs/letters.md tells how to write one.");
  args.example("cmt letter 7K3 acknowledgement", "as text, in the complainant's language");
  args.example("cmt letter 7K3 decision --lang fa --format pdf -o answer.pdf --keep", "printed, and kept with the case");
  return [o](World& world) { return run_letter(world, *o); };
}

}  // namespace cmt::cli
