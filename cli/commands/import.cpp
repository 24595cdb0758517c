// 7.2 Receipt of complaint: complaints from the files of other systems, all of a file or nothing.
#include <fmt/core.h>

#include <fstream>
#include <mutex>

#include "cli/commands.hpp"
#include "cli/dossiers.hpp"
#include "cli/known_parties.hpp"
#include "cli/labels.hpp"
#include "cli/mail_import.hpp"
#include "cli/print.hpp"
#include "cli/sealing.hpp"
#include "cli/progress.hpp"
#include "cli/session.hpp"
#include "core/digest_map.hpp"
#include "core/text.hpp"
#include "intake/csv_guess.hpp"
#include "intake/csv_map.hpp"
#include "intake/intake.hpp"
#include "yaml/document.hpp"

namespace cmt::cli {
namespace {

struct Options : ChangeOptions {
  std::string format, file, medium, map, output;
  bool keep_going = false, guess = false;
};

bool is_of_mails(const std::string& format) { return format == "eml" || format == "mbox" || format == "maildir"; }

Result<ReadBytes> open_input(World& world, const std::string& file) {
  if (file == "-") return world.console.read_bytes;
  const std::filesystem::path path = world.folder / file;
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error))
    return unreadable(file, std::filesystem::exists(path, error) ? tr("not a regular file") : tr("no such file"));
  const auto in = std::make_shared<std::ifstream>(path, std::ios::binary);
  const auto failed = [file] { return unreadable(file, tr("it could not be read")); };
  if (!*in) return failed();
  return ReadBytes{[in, failed](char* buffer, std::size_t size) -> Result<std::size_t> {
    in->read(buffer, static_cast<std::streamsize>(size));
    if (in->bad()) return failed();
    return static_cast<std::size_t>(in->gcount());
  }};
}

// What the columns of a CSV file mean: by the map that was named, or by their names.
Result<intake::CsvMap> read_map(World& world, const Options& o, const records::Settings& settings) {
  if (o.map.empty()) return intake::standard_csv_map();
  const auto input = open_input(world, o.map);
  if (!input) return input.failure();
  std::string bytes(yaml::Limits{}.bytes + 1, '\0');  // one more than a YAML file may have
  std::size_t size = 0;
  while (size < bytes.size()) {
    const auto got = (*input)(bytes.data() + size, bytes.size() - size);
    if (!got) return got.failure();
    if (*got == 0) break;
    size += *got;
  }
  bytes.resize(size);
  return intake::read_csv_map(o.map == "-" ? "standard input" : o.map, std::move(bytes), settings);
}

// A draft of the map that a CSV file needs. Within a register its own lists and zone count.
int guess_map(World& world, const Options& o) {
  const bool is_file = !o.output.empty() && o.output != "-";
  std::error_code error;
  if (is_file && std::filesystem::exists(world.folder / o.output, error))
    return fail(world, unreadable(o.output, tr("it is there already, and a draft replaces no file"), tr("name another file with -o")));
  const auto session = open_session(world);
  if (!session && session.failure().diagnostics.front().at.line > 0) return fail(world, session.failure());
  const Lists& lists = session ? session->rules().lists : records::built_in_lists();
  auto bytes = open_input(world, o.file);
  if (!bytes) return fail(world, bytes.failure());
  const auto draft = intake::guess_csv_map(o.file == "-" ? "standard input" : o.file, *bytes, lists,
                                           session ? session->rules().zone.name() : std::string{});
  if (!draft) return fail(world, draft.failure());
  if (!is_file) {
    if (world.globals.json) print_json(world, Json{{"schema", 1}, {"map", *draft}});
    else world.out += *draft;
    return cli::done;
  }
  if (const auto written = write_file(world, o.output, *draft); !written) return fail(world, written.failure());
  if (world.globals.json) print_json(world, Json{{"schema", 1}, {"map", *draft}});
  world.say(tr("written to {}", printable_line(o.output)));
  return cli::done;
}

// What is wrong with the options together; nothing when all is well.
std::string fault_of(const Options& o) {
  if (o.guess && !o.map.empty()) return "--guess drafts a map, and --map names one";
  if (!o.guess && !o.output.empty()) return "-o is for --guess";
  if (o.guess && (o.dry_run || o.commit)) return "--guess writes nothing to the register: it has no --dry-run and no --commit";
  if (o.format != "csv" && (o.guess || !o.map.empty())) return fmt::format("--map and --guess are for csv, not for {}", o.format);
  if (o.map == "-" && o.file == "-") return "the map and the complaints cannot both come from standard input";
  if (!is_of_mails(o.format) && (!o.medium.empty() || o.keep_going))
    return fmt::format("--medium and --keep-going are for mails, not for {}", o.format);
  return {};
}

// The references that the register has already, in the forms of intake::references_of(); a record
// that cannot be read might be one of the rows.
using References = DigestMap<3>;
Result<References> read_references(World& world, const Session& session) {
  const auto listing = session.reg.list();
  if (!listing) return listing.failure();
  print(world, listing->strangers);
  References references;
  std::mutex mutex;  // guards them
  const auto done = read_each(session, listing->ids, threads_of(world), [&](std::size_t, records::Record&& record) {
    std::vector<Digest<3>> digests;
    for (const auto& reference : intake::references_of(record.complaint)) digests.push_back(digest(reference));
    const std::lock_guard lock{mutex};
    for (const auto& one : digests) references.put(one);
  });
  if (!done) return done.failure();
  return references;
}

// The new files of an import, written as they come.
class NewFiles {
 public:
  NewFiles(Session& session, const Options& options, Sealing& sealing)
      : session_(session), options_(options), sealing_(sealing) {}

  Result<Done> begin() {
    if (options_.dry_run) return Done{};
    auto batch = session_.disk->begin();
    if (!batch) return std::move(batch).failure();
    batch_ = std::move(*batch);
    return Done{};
  }

  Result<Done> take(const intake::Incoming& record) {
    if (!batch_) return Done{};
    for (const auto& party : record.parties) {
      if (!parties_.put(digest(party.id)).is_new) continue;
      const std::string path = records::path_of_party(party.id);
      const auto there = session_.disk->find(path);
      if (!there) return there.failure();
      if (*there) continue;
      if (auto added = add(path, records::write(party)); !added) return added;
    }
    return add(record.complaint.id.path(), record.bytes);
  }

  // Removes what was written.
  void drop() { batch_.reset(); }

  Result<Done> commit(World& world) {
    if (!batch_) return Done{};
    Progress progress{world, "files in place"};
    return batch_->commit([&](std::size_t placed) { progress.show(static_cast<std::int64_t>(placed)); });
  }

  // With --commit.
  const std::vector<Written>& written() const { return written_; }

 private:
  Result<Done> add(const std::string& path, std::string bytes) {
    if (sealing_.is_on()) {
      auto sealed = sealing_.seal({{path, std::nullopt, std::move(bytes)}}, false);
      if (!sealed) return std::move(sealed).failure();
      bytes = std::move(sealed->front().after);
    }
    if (options_.commit) written_.push_back({path, std::nullopt, store::fingerprint(bytes)});
    return batch_->add(path, bytes, store::Privacy::closed);
  }

  Session& session_;
  const Options& options_;
  Sealing& sealing_;
  std::unique_ptr<store::Batch> batch_;  // none in a dry run
  DigestMap<3> parties_;
  std::vector<Written> written_;
};

int run_import(World& world, Options o) {
  if (o.format.empty() && (o.guess || !o.map.empty())) o.format = "csv";
  if (o.format.empty())
    return fail(world, failure(FailureKind::usage, tr("--format is missing"), tr("cfpb, csv, jsonl, eml, mbox or maildir")));
  if (auto fault = fault_of(o); !fault.empty()) return fail(world, failure(FailureKind::usage, std::move(fault)));
  if (o.guess) return guess_map(world, o);
  if (is_of_mails(o.format)) {
    MailOptions mails;
    static_cast<ChangeOptions&>(mails) = o;
    mails.format = o.format;
    mails.path = o.file;
    mails.medium = o.medium;
    mails.keep_going = o.keep_going;
    return import_mails(world, mails);
  }
  auto session = open_session(world);
  if (!session) return fail(world, session.failure());
  const auto lock = lock_for(*session, o);
  if (!lock) return fail(world, lock.failure());
  std::optional<intake::CsvMap> map;
  if (o.format == "csv") {
    auto read = read_map(world, o, session->settings());
    if (!read) return fail(world, read.failure());
    map = std::move(*read);
  }
  auto bytes = open_input(world, o.file);
  if (!bytes) return fail(world, bytes.failure());
  const auto by = actor(world, session->root);
  if (!by) return fail(world, by.failure());
  const auto references = read_references(world, *session);
  if (!references) return fail(world, references.failure());

  auto sealing = Sealing::open(world, *session);
  if (!sealing) return fail(world, sealing.failure());

  const Instant now = session->rules().zone.at(std::chrono::floor<std::chrono::seconds>(world.now().utc));
  const intake::Context context{
      session->settings(), world.random, now, *by,
      [&](const std::string& reference) { return references->contains(digest(reference)); },
      [&](const ComplaintId& id) { return references->contains(digest("id:" + id.text())); },
      [&] { return known_parties(world, *session, *sealing); }};
  const std::string name = o.file == "-" ? "standard input" : o.file;
  NewFiles files{*session, o, *sealing};
  if (const auto begun = files.begin(); !begun) return fail(world, begun.failure());
  const auto tally = [&] {
    Progress progress{world, "rows"};
    const intake::Receiver receiver{[&](intake::Incoming&& record) { return files.take(record); },
                                    [&](Diagnostic fault) {
                                      files.drop();
                                      progress.clear();
                                      print(world, {std::move(fault)});
                                    },
                                    [&](std::int64_t rows) { progress.show(rows); }};
    if (map) return intake::read_csv(name, std::move(*bytes), *map, context, receiver);
    return o.format == "cfpb" ? intake::read_cfpb(name, std::move(*bytes), context, receiver)
                              : intake::read_jsonl(name, std::move(*bytes), context, receiver);
  }();
  if (!tally) return fail(world, tally.failure());
  if (tally->faults > 0) return not_readable;
  print(world, tally->notes);
  if (tally->otherwise > 0)
    world.say(trn("{} row says something else of a complainant than the party that is known by that address or number: line {}; "
                  "the party stays as it is",
                  "{} rows say something else of a complainant than the party that is known by that address or number, the "
                  "first in line {}; the party stays as it is",
                  static_cast<unsigned long long>(tally->otherwise), tally->otherwise, tally->first_otherwise));
  if (const auto done = files.commit(world); !done) return fail(world, done.failure());

  const std::string counted = fmt::format("{} complaint{}", tally->records, tally->records == 1 ? "" : "s");
  const auto committed = commit_written(world, *session, files.written(), {fmt::format("Import {} ({})", counted, o.format)});
  if (!committed) return fail(world, committed.failure());
  if (world.globals.json)
    world.out += fmt::format("{{\"schema\": 1, \"imported\": {}, \"known\": {}}}\n", tally->records, tally->known);
  const Message said = trn("{} complaint imported from {}, {} known already", "{} complaints imported from {}, {} known already",
                           static_cast<unsigned long long>(tally->records), tally->records, printable_line(name), tally->known);
  world.say(o.dry_run ? tr("would be: {}", said) : said);
  return cli::done;
}

}  // namespace

Run add_import(Args& args) {
  const auto o = std::make_shared<Options>();
  args.option("--format", "F", o->format, "cfpb: the public export of the US consumer complaint database; csv: a table of any other system; "
              "jsonl: JSON Lines; eml: a mail; mbox: a file of mails; maildir: a folder of them; not needed with --map or --guess")
      .choices({"cfpb", "csv", "jsonl", "eml", "mbox", "maildir"});
  args.positional("FILE", o->file, "what to read; - for standard input").completes("file");
  args.option("--map", "MAP", o->map, "of csv: the file that says what its columns mean").completes("file");
  args.flag("--guess", o->guess, "of csv: import nothing, draft a map from the beginning of FILE");
  args.option("-o,--output", "MAP", o->output, "with --guess: write the draft to this file, which must not be there yet").completes("file");
  args.option("--medium", "M", o->medium, "of mails: how they came, if not by e-mail, such as web").completes("medium");
  args.flag("--keep-going", o->keep_going, "of mails: leave out those that cannot be read, import the others, exit 1");
  args.flag("-n,--dry-run", o->dry_run, "read and judge everything, write nothing");
  args.flag("--commit", o->commit, "commit just these files to git");
  args.about("All of the file is imported or nothing; every rejected row is reported with its line. Reading the "
             "same file again adds nothing. docs/import.md says what becomes what.");
  args.about("Of mails, an answer becomes a note in its case; bounces, automatic answers and our own mails are told and "
             "not imported (docs/mail.md).");
  args.about("Of csv, the map is a YAML file: columns, date formats, time zone, words and what they become. A draft has a blank "
             "wherever only you know, and runs when all are filled in. A spreadsheet is saved as CSV first.");
  args.reads_register();
  args.example("cmt import tickets.csv --guess -o tickets.map.yaml", "what its columns could mean");
  args.example("cmt import tickets.csv --map tickets.map.yaml -n", "what would be wrong with it");
  args.example("cmt import --format cfpb complaints.csv", "real complaints into an empty register");
  args.example("cmt import --format maildir ~/Maildir --commit", "the mails that came since the last time");
  return [o](World& world) { return run_import(world, *o); };
}

}  // namespace cmt::cli
