// 4.10 Confidentiality: personal data are taken out of a record, and an event says that they were.
#include <fmt/core.h>

#include <algorithm>
#include <set>

#include "cli/commands.hpp"
#include "cli/commit_title.hpp"
#include "cli/print.hpp"
#include "cli/session.hpp"
#include "core/text.hpp"
#include "process/redaction.hpp"
#include "records/party.hpp"
#include "records/redact.hpp"

namespace cmt::cli {
namespace {

struct Options : StepOptions {
  std::vector<std::string> fields;
  std::string reason;
};

class Redacting {
 public:
  Redacting(const Session& session, const Options& options, const Stamp& mark)
      : session_(session), options_(options), mark_(mark) {}

  Result<Done> of(const records::Record& record) {
    std::string bytes = record.document.bytes();
    for (const auto& field : options_.fields) {
      auto changed = take_out(field, record.document.path(), std::move(bytes));
      if (!changed) return std::move(changed).failure();
      bytes = std::move(*changed);
    }
    if (std::find(options_.fields.begin(), options_.fields.end(), process::redacted_complainant) != options_.fields.end())
      if (auto done = forget(record); !done) return done;
    const auto after = read(record.document.path(), bytes);
    if (!after) return after.failure();
    text_ = step_text(process::replay(after->complaint, session_.rules()),
                      std::span{after->complaint.history}.subspan(record.complaint.history.size()));
    changes_.insert(changes_.begin(), {record.document.path(), record.document.bytes(), std::move(bytes)});
    return Done{};
  }

  const std::vector<store::Change>& changes() const { return changes_; }
  const std::set<std::string>& gone() const { return gone_; }
  const CommitText& text() const { return text_; }

 private:
  // The file without what the field names, and with the event that says so.
  Result<std::string> take_out(const std::string& field, const std::string& path, std::string bytes) {
    const process::Redacted body{field, {options_.reason}};
    const auto record = read(path, std::move(bytes));
    if (!record) return record.failure();
    auto without = records::redact(*record, body, session_.rules().lists);
    if (!without) return without;
    bool is_found = *without != record->document.bytes() || field == process::redacted_complainant;
    for (const auto& [file, name] : process::files_of(record->complaint)) {
      const auto there = session_.disk->find(file);
      if (!process::names_file(body, file, name) || !there || !*there) continue;
      is_found = true;
      gone_.insert(file);
    }
    if (!is_found)
      return failure(FailureKind::refused,
                     fmt::format("{} holds no text or file '{}'", record->complaint.id.text(),
                                 truncate(printable_line(field), 60)),
                     fmt::format("it holds {}", what_there_is(*record)));
    return with_event(path, std::move(*without), body);
  }

  Result<std::string> with_event(const std::string& path, std::string bytes, const process::Redacted& body) {
    const auto record = read(path, std::move(bytes));
    if (!record) return record.failure();
    auto taken = process::take(record->complaint, event_of(mark_, body), session_.rules());
    if (!taken) return std::move(taken).failure();
    return records::append(*record, *taken, session_.rules().lists);
  }

  Result<records::Record> read(const std::string& path, std::string bytes) const {
    return records::read(path, std::move(bytes), session_.rules().lists);
  }

  // The party's file goes, and every other complaint that names the party says so too.
  Result<Done> forget(const records::Record& record) {
    const auto party = process::replay(record.complaint, session_.rules()).complainant;
    const std::string path = party.empty() ? "" : records::path_of_party(party);
    const auto there = path.empty() ? Result<std::optional<store::EntryKind>>{std::optional<store::EntryKind>{}}
                                    : session_.disk->find(path);
    if (!there) return there.failure();
    if (!*there)
      return failure(FailureKind::refused,
                     fmt::format("{} has no file of a complainant", record.complaint.id.text()),
                     "an anonymous complaint has none, and what was removed is gone already");
    gone_.insert(path);
    const auto listing = session_.reg.list();
    if (!listing) return listing.failure();
    for (const auto& id : listing->ids) {
      if (id == record.complaint.id) continue;
      const auto bytes = session_.disk->read(id.path(), store::record_limit);
      if (!bytes) return bytes.failure();
      if (bytes->find(party) == std::string::npos) continue;
      const auto other = read(id.path(), *bytes);
      if (!other) return other.failure();
      if (process::replay(other->complaint, session_.rules()).complainant != party) continue;
      auto changed = with_event(id.path(), *bytes, {std::string{process::redacted_complainant}, {options_.reason}});
      if (!changed) return std::move(changed).failure();
      changes_.push_back({id.path(), *bytes, std::move(*changed)});
    }
    return Done{};
  }

  static std::string what_there_is(const records::Record& record) {
    std::vector<std::string> all = records::redactable_texts(record);
    for (const auto& [path, name] : process::files_of(record.complaint)) all.push_back(path);
    std::string out;
    for (const auto& one : all) out += (out.empty() ? "" : ", ") + printable_line(one);
    return out.empty() ? "none" : out;
  }

  const Session& session_;
  const Options& options_;
  const Stamp& mark_;
  std::vector<store::Change> changes_;
  std::set<std::string> gone_;
  CommitText text_;
};

int run_redact(World& world, Options& o) {
  if (auto expanded = expand(world, {&o.reason}); !expanded) return fail(world, expanded.failure());
  auto opened = open_step(world, o);
  if (!opened) return fail(world, opened.failure());
  auto& [session, lock, record, mark] = *opened;

  Redacting redacting{session, o, mark};
  if (auto done = redacting.of(record); !done) return fail(world, done.failure());
  if (!redacting.gone().empty() && o.commit)
    return fail(world, failure(FailureKind::usage, "--commit does not remove files from git",
                               "leave it out, then `git rm` the files that are gone and commit"));
  // First the records: a file that is gone without a word is what `cmt check` must never meet.
  const std::vector<std::string> gone{redacting.gone().begin(), redacting.gone().end()};
  if (auto done = carry_out(world, session, o, redacting.changes(), redacting.text(), gone); !done)
    return fail(world, done.failure());
  if (o.dry_run) return cli::done;
  world.say(fmt::format("{} redacted{}", record.complaint.id.text(),
                        redacting.changes().size() > 1
                            ? fmt::format(", and {} that name the same complainant", redacting.changes().size() - 1)
                            : ""));
  world.say("older commits of git still hold it: docs/privacy.md says how to take it out of them");
  return cli::done;
}

}  // namespace

Run add_redact(Args& args) {
  const auto o = std::make_shared<Options>();
  add_step_options(args, *o);
  args.repeated("--field", "F", o->fields,
                "what goes: summary, description, history.3.text, the path of a file, attachment (all files), or complainant (their file)")
      .required();
  args.option("--reason", "TEXT", o->reason, "on what ground; - or @FILE").required();
  args.about("Takes personal data out of the files of the register. The text gives way to [redacted], and "
             "an event says what went, by whom and on what ground; status and figures stay. Codes, dates "
             "and amounts cannot be taken out.");
  args.example("cmt redact 7K3 --field description --reason 'Erasure asked for, letter of 3 May'", "the words of the complaint go");
  args.example("cmt redact 7K3 --field complainant --reason 'Retention period over'", "the file of the complainant goes");
  return [o](World& world) { return run_redact(world, *o); };
}

}  // namespace cmt::cli
