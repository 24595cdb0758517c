// 7.2 to 7.9: the two forms of ISO 10002, for complainants and for those who handle the complaint.
#include <fmt/core.h>

#include <algorithm>

#include "cli/commands.hpp"
#include "cli/dossiers.hpp"
#include "cli/kept_file.hpp"
#include "cli/papers.hpp"
#include "cli/print.hpp"
#include "cli/sealing.hpp"
#include "cli/session.hpp"
#include "cli/values.hpp"
#include "core/text.hpp"
#include "forms/file.hpp"
#include "forms/page.hpp"

namespace cmt::cli {
namespace {

using forms::Kind;

constexpr std::size_t words_limit = std::size_t{256} << 10;
constexpr const char* words_folder = "templates";

struct Options {
  std::string id, language, format, output;
  bool complainant = false, follow_up = false;
};

// The languages that there are words in: the program's, and those that the register adds.
struct Languages {
  std::vector<std::string> all, own;
};
Result<Languages> languages_of(const Session& session) {
  Languages out{forms::built_in_languages(), {}};
  const auto there = session.disk->find(words_folder);
  if (!there) return there.failure();
  if (!*there) return out;
  const auto files = session.disk->list(words_folder);
  if (!files) return files.failure();
  for (const auto& file : *files) {
    const std::string language = forms::language_of_words(file.name);
    if (language.empty()) continue;
    out.own.push_back(language);
    if (std::find(out.all.begin(), out.all.end(), language) == out.all.end()) out.all.push_back(language);
  }
  return out;
}

Result<forms::Words> words_in(const Session& session, const Languages& languages, const std::string& language) {
  auto words = forms::Words::built_in(language);
  if (std::find(languages.own.begin(), languages.own.end(), language) == languages.own.end()) return words;
  const std::string path = forms::path_of_words(language);
  auto bytes = session.disk->read(path, words_limit);
  if (!bytes) return std::move(bytes).failure();
  return words.with(path, std::move(*bytes));
}

// The file of a party, opened; empty when none is named, or it is gone.
Result<records::Party> party_of(const Session& session, Sealing& sealing, const std::string& id) {
  if (id.empty()) return records::Party{};
  const auto there = session.disk->find(records::path_of_party(id));
  if (!there) return there.failure();
  if (!*there) return records::Party{};
  auto party = session.reg.load_party(id);
  if (!party) return party;
  return sealing.open_party(std::move(*party));
}

// What the form says that came with the complaint; empty when none did, or its file is gone.
Result<forms::Answers> kept_answers(World& world, const Session& session, Sealing& sealing, const process::Complaint& complaint) {
  for (const auto& event : complaint.history) {
    const auto* attached = std::get_if<process::Attached>(&event.body);
    if (!attached || attached->name != forms::kept_name) continue;
    const auto there = session.disk->find(attached->file);
    if (!there) return there.failure();
    if (!*there) continue;
    auto bytes = session.disk->read(attached->file, kept_file_limit);
    if (!bytes) return std::move(bytes).failure();
    auto clear = sealing.open_file(attached->file, *bytes);
    if (!clear) return std::move(clear).failure();
    auto answers = forms::read(attached->file, std::move(*clear), {});
    if (answers) return answers;
    // Somebody may have attached another file under that name.
    print(world, answers.diagnostics());
  }
  return forms::Answers{};
}

Result<forms::Form> filled_form(World& world, const Session& session, const Options& o, Kind kind, const Languages& languages) {
  const auto id = session.reg.find(o.id);
  if (!id) return id.failure();
  const auto stored = session.reg.load(*id);
  if (!stored) return stored.failure();
  auto sealing = Sealing::open(world, session);
  if (!sealing) return std::move(sealing).failure();
  const auto record = sealing->open_record(*stored);
  if (!record) return record.failure();
  const process::Complaint& complaint = record->complaint;
  const process::State state = process::replay(complaint, session.rules());
  forms::Case filled{complaint, state, {}, {}, {}, {}};
  const auto* received = std::get_if<process::Received>(&complaint.history.front().body);
  const std::pair<records::Party*, std::string> parties[] = {
      {&filled.complainant, state.complainant},
      {&filled.representative, received && received->representative ? received->representative->party : ""},
      {&filled.contact, received ? received->contact_person : ""}};
  for (const auto& [target, party] : parties) {
    auto read = party_of(session, *sealing, party);
    if (!read) return std::move(read).failure();
    *target = std::move(*read);
  }
  auto kept = kept_answers(world, session, *sealing, complaint);
  if (!kept) return std::move(kept).failure();
  filled.kept = std::move(*kept);
  const std::string language =
      !o.language.empty() ? o.language
      : kind == Kind::complainant ? language_for(filled.complainant, state, session.settings(), languages.all)
                                  : first_language({session.settings().language()}, languages.all);
  auto words = words_in(session, languages, language);
  if (!words) return std::move(words).failure();
  const forms::Setting setting{session.rules(), session.settings().organization, std::move(*words)};
  forms::Form out{};
  if (kind == Kind::complainant) {
    const auto answers = forms::answers_of(filled, session.rules(), language);
    out = forms::complainant_form(setting, &answers, state.id.text());
  } else {
    out = forms::follow_up_form(setting, &filled);
  }
  const std::string plain = sealing->is_on() ? forms::text(out) : std::string{};
  if (is_unreadable(plain))
    return refuse("4.10", tr("words of {} are sealed, and you have no key to them", state.id.text()),
                  tr("a recipient makes the form; cmt key check tells which keys are missing"));
  return out;
}

Result<forms::Form> blank_form(const Session& session, const Options& o, Kind kind, const Languages& languages) {
  auto words = words_in(session, languages, o.language.empty() ? first_language({session.settings().language()}, languages.all) : o.language);
  if (!words) return std::move(words).failure();
  const forms::Setting setting{session.rules(), session.settings().organization, std::move(*words)};
  return kind == Kind::complainant ? forms::complainant_form(setting, nullptr) : forms::follow_up_form(setting, nullptr);
}

Json json_of(const forms::Form& form) {
  Json items = Json::object(), steps = Json::array();
  for (const auto& section : form.sections) {
    for (const auto& item : section.items) items[item.key] = item.value.empty() ? Json(nullptr) : Json(item.value);
    for (const auto& step : section.steps)
      if (!step.date.empty() || !step.name.empty())
        steps.push_back({{"step", step.key}, {"date", step.date}, {"name", step.name}, {"remarks", step.remarks}});
  }
  Json out{{"schema", 1},
           {"form", name_of(forms::kind_names, form.kind)},
           {"id", form.reference.empty() ? Json(nullptr) : Json(form.reference)},
           {"language", form.words.language()},
           {"items", std::move(items)}};
  if (form.kind == Kind::follow_up) out["tracking"] = std::move(steps);
  return out;
}

int run_form(World& world, const Options& o) {
  if (o.complainant == o.follow_up)
    return fail(world, failure(FailureKind::usage, o.complainant ? tr("--complainant and --follow-up exclude each other") : tr("missing: --complainant or --follow-up"),
                               tr("the form for complainants, or that of those who handle the complaint")));
  const Kind kind = o.complainant ? Kind::complainant : Kind::follow_up;
  if (o.format == "yaml" && kind == Kind::follow_up)
    return fail(world, failure(FailureKind::usage, tr("the follow-up form is no file to fill in"), tr("what is done goes into the register by commands; try --format html")));
  if (const auto placed = check_place(world, o.format, o.output); !placed) return fail(world, placed.failure());
  const auto session = open_session(world);
  if (!session) return fail(world, session.failure());
  const auto languages = languages_of(*session);
  if (!languages) return fail(world, languages.failure());
  if (!o.language.empty() && std::find(languages->all.begin(), languages->all.end(), o.language) == languages->all.end())
    return fail(world, failure(FailureKind::usage, tr("there is no form in the language '{}'", truncate(printable_line(o.language), 40)),
                               tr("one of {}; templates/form.LANG.yaml adds another", joined(languages->all))));
  const auto form = o.id.empty() ? blank_form(*session, o, kind, *languages) : filled_form(world, *session, o, kind, *languages);
  if (!form) return fail(world, form.failure());
  std::string bytes;
  if (o.format == "yaml") {
    bytes = forms::written(*form);
  } else if (o.format == "html") {
    bytes = forms::html(*form, forms::Use::browser);
  } else if (o.format == "pdf") {
    auto printed = pdf_of(forms::html(*form, forms::Use::paper));
    if (!printed) return fail(world, printed.failure());
    bytes = std::move(*printed);
  } else {
    bytes = forms::text(*form);
  }
  if (const auto done = hand_out(world, o.output, bytes, [&] { print_json(world, json_of(*form)); }); !done) return fail(world, done.failure());
  return cli::done;
}

}  // namespace

Run add_form(Args& args) {
  const auto o = std::make_shared<Options>();
  args.positional("ID", o->id, "the complaint it is filled from; blank without", false).completes("id");
  args.flag("--complainant", o->complainant, "the form for complainants");
  args.flag("--follow-up", o->follow_up, "the form of those who handle the complaint");
  args.option("--lang", "TAG", o->language, "language; else the complainant's, of the follow-up form the register's");
  args.option("--format", "F", o->format, "txt when not given; pdf by way of weasyprint").choices({"txt", "html", "pdf", "yaml"});
  args.option("-o,--output", "FILE", o->output, "write it to this file, which must not be there yet").completes("file");
  args.about("Prints one of the two forms of ISO 10002, blank or filled from the record, with its personal data. The page of the "
             "form for complainants is filled in with a browser, without a network, and saves a file that cmt new --from-form "
             "reads. docs/forms.md tells what goes where, and how to change the words.");
  args.example("cmt form --complainant --format html -o complaint.html", "a page for complainants to fill in");
  args.example("cmt form 7K3 --follow-up", "the follow-up form, filled from the history");
  return [o](World& world) { return run_form(world, *o); };
}

}  // namespace cmt::cli
