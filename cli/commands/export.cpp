// Exchange: the register for other programs.
#include <fmt/core.h>

#include <mutex>
#include <set>

#include "cli/cases.hpp"
#include "cli/commands.hpp"
#include "cli/dossiers.hpp"
#include "cli/errands.hpp"
#include "cli/git.hpp"
#include "cli/labels.hpp"
#include "cli/moments.hpp"
#include "cli/print.hpp"
#include "cli/redacting.hpp"
#include "cli/reports.hpp"
#include "cli/sealing.hpp"
#include "cli/spool.hpp"
#include "cli/table_export.hpp"
#include "cli/values.hpp"
#include "core/sha256.hpp"
#include "disclosure/disclosure.hpp"
#include "records/json.hpp"
#include "reports/subject.hpp"

namespace cmt::cli {
namespace {

struct Options : ChangeOptions {
  std::string format, output, table, subject, as_of, language, to, purpose, ground;
  std::vector<std::string> query;
  bool personal = false, skip_invalid = false;
};

// Who gets the personal data and what for, which is put on record (4.10).
std::optional<Failure> disclosure_refusal(const Options& o) {
  if (!o.personal) {
    if (o.to.empty() && o.purpose.empty() && o.ground.empty() && !o.commit) return std::nullopt;
    return failure(FailureKind::usage, tr("--to, --purpose, --ground and --commit are of --with-personal"), tr("leave them out"));
  }
  if (o.format != "jsonl") return failure(FailureKind::usage, tr("--with-personal is of --format jsonl"), tr("the others have no fields for it"));
  return std::nullopt;
}

Result<Done> record_disclosure(World& world, Session& session, Options& o, disclosure::DisclosureMade made) {
  if (auto read = expand(world, {&o.purpose}); !read) return read;
  const auto lock = lock_for(session, o);
  if (!lock) return lock.failure();
  const auto mark = stamp(world, session, o);
  if (!mark) return mark.failure();
  made.purpose = {o.purpose};
  made.ground = o.ground;
  made.format = o.format;
  const auto kept = create_dossier<disclosure::Disclosure>(world, session, o, *mark, {o.to.empty() ? mark->by : o.to}, {std::move(made)});
  if (!kept) return kept.failure();
  world.say(tr("put on record as {}; when the copy is gone: cmt disclosure end {}", kept->id, kept->id));
  return Done{};
}

// What there is to do for the complaints, whenever it is due.
int export_calendar(World& world, const Session& session, const query::Query& query, const Options& o) {
  const process::Rules& rules = session.rules();
  const CaseContext context{rules, today_of(world, session), world.now()};
  LoadOptions loading{query::needs_text(query), o.skip_invalid, {}};
  loading.keep = [&](const Case& one) { return matches(query, one, context); };
  const auto cases = load_cases(world, session, loading);
  if (!cases) return fail(world, cases.failure());
  std::vector<const process::State*> states;
  for (const auto& state : cases->states) states.push_back(&state);
  const auto errands = process::agenda(states, {}, rules, context.now);
  const std::string calendar = calendar_of(errands, context.now, session.settings().organization);
  if (o.output.empty() || o.output == "-") world.out += calendar;
  else if (const auto written = write_file(world, o.output, calendar); !written) return fail(world, written.failure());
  world.say(tr("{} of {} exported", trn("{} due time", "{} due times", errands.size(), errands.size()),
               trn("{} complaint", "{} complaints", states.size(), states.size())));
  return cli::done;
}

int run_export(World& world, Options& o) {
  if (!o.as_of.empty() || !o.language.empty())
    return fail(world, failure(FailureKind::usage, tr("--as-of and --lang are of --subject"), tr("leave them out")));
  if (o.format == "json" || o.format == "md" || o.format == "html")
    return fail(world, failure(FailureKind::usage, tr("complaints cannot be exported as {}", o.format),
                               tr("jsonl, csv, xlsx, sqlite or ics; --subject is what has the other formats")));
  if (!o.table.empty() && o.format != "csv")
    return fail(world, failure(FailureKind::usage, tr("--table is of --format csv"), tr("xlsx and sqlite have all tables")));
  if (const auto refusal = disclosure_refusal(o)) return fail(world, *refusal);
  auto session = open_session(world);
  if (!session) return fail(world, session.failure());
  const process::Rules& rules = session->rules();
  const CaseContext context{rules, today_of(world, *session), world.now()};
  const auto query = parse_query(o.query, rules, context.today);
  if (!query) return fail(world, query.failure());
  if (o.format == "ics") return export_calendar(world, *session, *query, o);
  if (o.format == "xlsx" || o.format == "sqlite" || !o.table.empty())
    return export_tables(world, *session, *query, {o.format, o.output, o.table, o.skip_invalid});
  std::vector<const CaseField*> fields;
  for (const auto& field : case_fields()) fields.push_back(&field);
  const bool is_csv = o.format == "csv";
  auto sealing = Sealing::open(world, *session);
  if (!sealing) return fail(world, sealing.failure());
  std::set<std::string> people;
  std::mutex people_mutex;  // records are read by several threads
  const auto line_of = [&](const Case& one, const records::Record* record) -> Result<std::string> {
    if (!matches(*query, one, context)) return std::string{};
    if (is_csv) return csv_line(fields, one.state(), context);
    std::vector<records::Party> parties;
    if (o.personal && !one.state().complainant.empty()) {
      auto party = session->reg.load_party(one.state().complainant);
      if (!party) return std::move(party).failure();
      const std::lock_guard lock{people_mutex};
      parties.push_back(sealing->open_party(std::move(*party)));
      people.insert(one.state().complainant);
    }
    return records::to_json(one.state(), rules, context.now, *record, parties) + "\n";
  };
  LoadOptions loading{query::needs_text(*query), o.skip_invalid, {}, line_of};
  loading.with_records = true;
  // Nothing is printed unless all of it could be made.
  Spool spool{world.environment("TMPDIR").value_or("/tmp")};
  if (is_csv) spool.add(csv_head(fields));
  Sha256 digest;
  loading.write = [&](std::string_view text) {
    spool.add(text);
    if (o.personal) digest.add(text);
  };
  const auto cases = load_cases(world, *session, loading);
  if (!cases) return fail(world, cases.failure());

  const std::size_t count = cases->kept;
  if (o.personal) {
    disclosure::DisclosureMade made;
    made.filter = o.query.empty() ? "" : query::canonical(*query);
    made.complaints = static_cast<int>(count);
    made.people = static_cast<int>(people.size());
    made.sha256 = digest.digest();
    if (const auto kept = record_disclosure(world, *session, o, std::move(made)); !kept) return fail(world, kept.failure());
  }
  if (const auto written = write_output(world, o.output, [&](const auto& write) { return spool.copy_to(write); }); !written) return fail(world, written.failure());
  world.say(trn("{} complaint exported", "{} complaints exported", count, count) +
            (cases->skipped ? tr(", {} left out", cases->skipped) : Message{}));
  return cli::done;
}

// ---- of one person ------------------------------------------------------------------------------

// The fields of their file, as they stand in it.
std::vector<std::pair<std::string, std::string>> facts_of(const records::Party& party) {
  std::vector<std::pair<std::string, std::string>> out{{"name", party.name},
                                                       {"address", party.address},
                                                       {"post_code", party.post_code},
                                                       {"town", party.town},
                                                       {"country", party.country},
                                                       {"emails", joined(party.emails)},
                                                       {"phones", joined(party.phones)},
                                                       {"preferred_language", party.preferred_language},
                                                       {"remark", party.remark.value}};
  std::erase_if(out, [](const auto& one) { return one.second.empty(); });
  return out;
}

// The states of all of a kind at a moment, with what is sealed of them opened.
template <class Kind>
Result<std::vector<typename Kind::State>> opened_at(const Session& session, Sealing& sealing, const Instant& as_of) {
  const auto records = load_dossiers<Kind>(session);
  if (!records) return records.failure();
  std::vector<typename Kind::State> out;
  for (const auto& kept : *records) {
    auto record = opened(sealing, session, kept);
    if (!record) return std::move(record).failure();
    dossier::forget_after(record->dossier, as_of, session.rules().zone);
    if (!record->dossier.history.empty()) out.push_back(dossier::Steps<Kind>::replay(record->dossier, session.rules()));
  }
  return out;
}

Result<reports::Subject> load_subject(const Session& session, Sealing& sealing, const std::string& typed, const Instant& as_of,
                                      unsigned threads) {
  reports::Subject out;
  auto id = find_party(session, typed);
  if (!id) return std::move(id).failure();
  out.party = std::move(*id);
  auto party = session.reg.load_party(out.party);
  if (!party) return std::move(party).failure();
  out.facts = facts_of(sealing.open_party(std::move(*party)));
  const auto naming = naming_party(session, out.party, threads);
  if (!naming) return naming.failure();
  std::set<std::string> own;
  for (const auto& complaint : *naming) {
    const auto kept = session.reg.load(complaint);
    if (!kept) return kept.failure();
    auto record = sealing.open_record(*kept);
    if (!record) return std::move(record).failure();
    process::forget_after(record->complaint, as_of, session.rules().zone);
    if (record->complaint.history.empty()) continue;
    auto state = process::replay(record->complaint, session.rules());
    const bool is_own = state.complainant == out.party;
    if (is_own) own.insert(complaint.text());
    out.cases.push_back({std::move(record->complaint), std::move(state), is_own});
  }
  const auto surveys = opened_at<survey::Survey>(session, sealing, as_of);
  if (!surveys) return surveys.failure();
  for (const auto& one : *surveys)
    for (const auto& answer : one.answers)
      if (own.count(answer.complaint) != 0) out.answers.push_back({one.title, answer});
  const auto requests = opened_at<disclosure::Request>(session, sealing, as_of);
  if (!requests) return requests.failure();
  for (const auto& one : *requests)
    if (one.party == out.party) out.requests.push_back(one);
  return out;
}

int run_subject(World& world, const Options& o) {
  if (o.format != "json" && o.format != "md" && o.format != "html")
    return fail(world, failure(FailureKind::usage, tr("--subject cannot be exported as {}", o.format), tr("json, md or html")));
  if (!o.query.empty() || o.personal || !o.to.empty() || !o.purpose.empty() || !o.ground.empty() || o.commit)
    return fail(world, failure(FailureKind::usage, tr("--subject is all that is held of one person"),
                               tr("leave out the query, --with-personal and what goes with it")));
  auto session = open_session(world);
  if (!session) return fail(world, session.failure());
  const process::Rules& rules = session->rules();
  const auto view = view_value(o.as_of, world.now(), rules.zone);
  if (!view) return fail(world, view.failure());
  auto sealing = Sealing::open(world, *session);
  if (!sealing) return fail(world, sealing.failure());
  const auto subject = load_subject(*session, *sealing, o.subject, view->as_of, threads_of(world));
  if (!subject) return fail(world, subject.failure());
  reports::Scope scope{{}, view->as_of, rules.zone, rules.lists};
  scope.language = !o.language.empty() ? o.language : session->settings().language();
  scope.label = labels_in(scope.language);
  scope.organization = session->settings().organization;
  scope.commit = committed_at(session->root);
  scope.records_read = static_cast<std::int64_t>(subject->cases.size());
  return print_report(world, reports::subject_report(*subject, scope), o.format, o.output);
}

}  // namespace

Run add_export(Args& args) {
  const auto o = std::make_shared<Options>();
  args.option("--format", "F", o->format,
              "jsonl: one complaint a line, with its history; csv: one row each, or a table; xlsx, sqlite: all tables; "
              "ics: what is due; of --subject: json, md or html")
      .choices({"jsonl", "csv", "xlsx", "sqlite", "ics", "json", "md", "html"}).required();
  args.option("-o,--output", "FILE", o->output, "write it to this file").completes("file");
  args.option("--table", "NAME", o->table, "of csv: this table in place of the fields of cmt list").choices(table_names());
  args.flag("--with-personal", o->personal, "with the personal data of complainants (jsonl), which is put on record");
  args.option("--to", "WHO", o->to, "who gets the personal data; whoever makes the file when not given");
  args.option("--purpose", "TEXT", o->purpose, "what the personal data are for; - or @FILE");
  args.option("--ground", "TEXT", o->ground, "on what ground they may have them: consent, a law, work on the cases");
  args.flag("--commit", o->commit, "commit just the record of it to git");
  args.option("--subject", "PARTY", o->subject, "all that is held of one person, to be sent to them").completes("party");
  args.option("--as-of", "TIME", o->as_of, "of --subject: as it stood then");
  args.option("--lang", "TAG", o->language, "of --subject: language of the words; else the register's").choices({"en", "fa", "ru"});
  args.flag("--skip-invalid", o->skip_invalid, "go on without records that cannot be read");
  args.rest("QUERY", o->query, "only the complaints that it describes").completes("query");
  args.about("Nothing is printed, and no file is changed, unless all of it could be made. Until then a large export "
             "is kept in $TMPDIR, or /tmp, where nobody else can read it. docs/exchange.md tells of the tables.");
  args.reads_register();
  args.example("cmt export --format jsonl -o complaints.jsonl", "cmt import reads it back to an equal register");
  args.example("cmt export --format sqlite -o complaints.db", "tables for queries: complaints, events, deadlines, remedies and more");
  args.example("cmt export --format xlsx -o 2026.xlsx received:2026", "a workbook with a sheet a table");
  args.example("cmt export --format csv --table deadlines", "one of the tables");
  args.example("cmt export --format jsonl --with-personal --to 'Survey service' --purpose 'Survey of May' -o may.jsonl status:closed",
               "with names and addresses: who got them is on record");
  args.example("cmt export --subject P-4TZ --format html -o ada.html",
               "what is held of one person, without other people's data");
  return [o](World& world) { return o->subject.empty() ? run_export(world, *o) : run_subject(world, *o); };
}

}  // namespace cmt::cli
