// 7.2 Receipt of complaint: complaints from the files of other systems, all of a file or nothing.
#include <fmt/core.h>

#include <fstream>
#include <set>

#include "cli/commands.hpp"
#include "cli/print.hpp"
#include "cli/session.hpp"
#include "core/text.hpp"
#include "intake/intake.hpp"

namespace cmt::cli {
namespace {

constexpr std::uintmax_t import_limit = std::uintmax_t{1} << 31;

struct Options : ChangeOptions {
  std::string format, file;
};

Result<std::string> read_input(World& world, const std::string& file) {
  if (file == "-") return world.console.read_all();
  const std::filesystem::path path = world.folder / file;
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error))
    return unreadable(file, std::filesystem::exists(path, error) ? "not a regular file" : "no such file");
  if (std::filesystem::file_size(path, error) > import_limit)
    return unreadable(file, "the file is larger than 2 GiB");
  std::ifstream in{path, std::ios::binary};
  std::string bytes{std::istreambuf_iterator<char>{in}, {}};
  if (!in) return unreadable(file, "it could not be read");
  return bytes;
}

int run_import(World& world, const Options& o) {
  auto session = open_session(world);
  if (!session) return fail(world, session.failure());
  const auto lock = lock_for(*session, o);
  if (!lock) return fail(world, lock.failure());
  const auto bytes = read_input(world, o.file);
  if (!bytes) return fail(world, bytes.failure());
  const auto by = actor(world, session->root);
  if (!by) return fail(world, by.failure());

  // What the register has already; a record that cannot be read might be one of the rows.
  auto listing = session->reg.list();
  if (!listing) return fail(world, listing.failure());
  print(world, listing->strangers);
  std::set<std::string> known;
  std::set<ComplaintId> taken(listing->ids.begin(), listing->ids.end());
  Diagnostics unreadable_records;
  std::vector<std::vector<std::string>> references(listing->ids.size());
  std::vector<Diagnostics> problems(listing->ids.size());
  session->reg.read_all(listing->ids, threads_of(world), [&](std::size_t i, Result<records::Record>&& record) {
    if (record) references[i] = intake::references_of(record->complaint);
    else problems[i] = record.failure().diagnostics;
  });
  for (std::size_t i = 0; i < references.size(); ++i) {
    known.insert(references[i].begin(), references[i].end());
    unreadable_records.insert(unreadable_records.end(), problems[i].begin(), problems[i].end());
  }
  if (!unreadable_records.empty()) return fail(world, {FailureKind::unreadable, unreadable_records});

  const Instant now = session->rules().zone.at(std::chrono::floor<std::chrono::seconds>(world.now().utc));
  const intake::Context context{session->settings(), world.random, now, *by,
                                [&](const std::string& reference) { return known.count(reference) != 0; },
                                [&](const ComplaintId& id) { return taken.count(id) != 0; }};
  const std::string name = o.file == "-" ? "standard input" : o.file;
  auto batch = o.format == "cfpb" ? intake::read_cfpb(name, *bytes, context)
                                  : intake::read_jsonl(name, *bytes, context);
  if (!batch) return fail(world, batch.failure());
  print(world, batch->notes);

  std::vector<store::Change> changes;
  std::set<std::string> parties;
  for (auto& record : batch->records) {
    for (const auto& party : record.parties) {
      const std::string path = records::path_of_party(party.id);
      const auto there = session->disk->find(path);
      if (!there) return fail(world, there.failure());
      if (!*there && parties.insert(party.id).second)
        changes.push_back({path, std::nullopt, records::write(party)});
    }
    changes.push_back({record.complaint.id.path(), std::nullopt, std::move(record.bytes)});
  }
  const std::string said = fmt::format("{} complaint{} imported from {}, {} known already", batch->records.size(),
                                       batch->records.size() == 1 ? "" : "s", printable_line(name), batch->known);
  if (!o.dry_run && !changes.empty()) {
    const auto done = write_changes(world, *session, o, changes, {fmt::format("Import {} complaint{} ({})", batch->records.size(), batch->records.size() == 1 ? "" : "s", o.format)});
    if (!done) return fail(world, done.failure());
  }
  if (world.globals.json)
    world.out += fmt::format("{{\"schema\": 1, \"imported\": {}, \"known\": {}}}\n", batch->records.size(), batch->known);
  world.say(o.dry_run ? "would be: " + said : said);
  return cli::done;
}

}  // namespace

Run add_import(Args& args) {
  const auto o = std::make_shared<Options>();
  args.option("--format", "F", o->format, "cfpb: the public export of the US consumer complaint database; jsonl: JSON Lines")
      .choices({"cfpb", "jsonl"}).required();
  args.positional("FILE", o->file, "what to read; - for standard input").completes("file");
  args.flag("-n,--dry-run", o->dry_run, "read and judge everything, write nothing");
  args.flag("--commit", o->commit, "commit just these files to git");
  args.about("All of the file is imported or nothing; every rejected row is reported with its line. Reading the "
             "same file again adds nothing. docs/import.md says what becomes what.");
  args.reads_register();
  args.example("cmt import --format cfpb complaints.csv", "real complaints into an empty register");
  return [o](World& world) { return run_import(world, *o); };
}

}  // namespace cmt::cli
