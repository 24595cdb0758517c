// 4.10 Confidentiality: personal data are taken out of a record, and an event says that they were.
#include <fmt/core.h>

#include <algorithm>
#include <span>

#include "cli/commands.hpp"
#include "cli/commit_title.hpp"
#include "cli/dossiers.hpp"
#include "cli/print.hpp"
#include "cli/redacting.hpp"
#include "cli/sealing.hpp"
#include "cli/session.hpp"
#include "cli/retention.hpp"
#include "process/redaction.hpp"
#include "records/party.hpp"

namespace cmt::cli {
namespace {

constexpr std::string_view survey_comments = "survey-comments";

struct Options : StepOptions {
  std::vector<std::string> fields;
  std::string reason, request;
};

// The party's file goes, and every other complaint that names the party says so too; this one first.
Result<Done> forget(const Session& session, const records::Record& record, const std::string& party,
                    const process::Redacted& ground, Redacting& redacting, unsigned threads) {
  const auto there = party.empty() ? Result<std::optional<store::EntryKind>>{std::optional<store::EntryKind>{}}
                                   : session.disk->find(records::path_of_party(party));
  if (!there) return there.failure();
  if (!*there)
    return failure(FailureKind::refused,
                   tr("{} has no file of {}", record.complaint.id.text(),
                      ground.field == process::redacted_complainant ? tr("a complainant") : Message{party}),
                   tr("an anonymous complaint has none, and what was removed is gone already"));
  auto naming = naming_party(session, party, threads);
  if (!naming) return std::move(naming).failure();
  std::stable_partition(naming->begin(), naming->end(), [&](const auto& id) { return id == record.complaint.id; });
  return redacting.forget(party, *naming, ground);
}

// What is typed as the sealed name of a document names it by its path, so that the name does not stand in clear.
Result<std::string> field_named(const World& world, const Session& session, const records::Record& record, const std::string& typed) {
  if (!is_sealed(session)) return typed;
  auto sealing = Sealing::open(world, session);
  if (!sealing) return std::move(sealing).failure();
  for (const auto& [path, name] : process::files_of(record.complaint))
    if (!name.empty() && sealing->open_text(name) == typed) return path;
  return typed;
}

Result<Done> take_out(const Session& session, const records::Record& record, const process::Redacted& event,
                      Redacting& redacting, unsigned threads) {
  const ComplaintId& id = record.complaint.id;
  if (event.field == process::redacted_complainant)
    return forget(session, record, process::replay(record.complaint, session.rules()).complainant, event, redacting, threads);
  if (LetterId::parse('P', event.field)) {
    const auto named = process::parties_of(record.complaint);
    if (std::find(named.begin(), named.end(), event.field) == named.end())
      return failure(FailureKind::refused, tr("{} does not name {}", id.text(), event.field),
                     tr("cmt show ID tells whom it names"));
    return forget(session, record, event.field, event, redacting, threads);
  }
  if (event.field != survey_comments) return redacting.take_out(id, event);
  const auto comments = load_comments(session);
  if (!comments) return comments.failure();
  const auto surveys = comments->find(id.text());
  if (surveys == comments->end())
    return failure(FailureKind::refused, tr("no survey holds a comment on {}", id.text()),
                   tr("cmt survey show ID shows the answers of one"));
  for (const auto& survey : surveys->second)
    if (auto done = redacting.take_out_comments(survey, {id.text()}, event); !done) return done;
  return Done{};
}

// What the commit says: of the complaint, or where only surveys changed, of it without events.
Result<CommitText> commit_text(const Session& session, const records::Record& record, const Redacting& redacting) {
  for (const auto& change : redacting.changes()) {
    if (change.path != record.document.path()) continue;
    const auto after = records::read(change.path, change.after, session.rules().lists);
    if (!after) return after.failure();
    return step_text(process::replay(after->complaint, session.rules()),
                     std::span{after->complaint.history}.subspan(record.complaint.history.size()));
  }
  return CommitText{fmt::format("Redact comments on {}", record.complaint.id.text())};
}

int run_redact(World& world, Options& o) {
  if (auto expanded = expand(world, {&o.reason}); !expanded) return fail(world, expanded.failure());
  auto opened = open_step(world, o);
  if (!opened) return fail(world, opened.failure());
  auto& [session, lock, record, mark] = *opened;

  Redacting redacting{session, mark};
  const auto request = request_named(session, o.request);
  if (!request) return fail(world, request.failure());
  for (const auto& typed : o.fields) {
    const auto field = field_named(world, session, record, typed);
    if (!field) return fail(world, field.failure());
    if (auto done = take_out(session, record, {*field, {o.reason}, {}, *request}, redacting, threads_of(world));
        !done) return fail(world, done.failure());
  }
  if (auto done = redacting.destroy_unused_keys({{}, {o.reason}, {}, *request}); !done) return fail(world, done.failure());
  const auto text = commit_text(session, record, redacting);
  if (!text) return fail(world, text.failure());
  if (auto done = carry_out(world, session, o, redacting, *text); !done) return fail(world, done.failure());
  if (o.dry_run) return cli::done;
  const auto others = std::count_if(redacting.changes().begin(), redacting.changes().end(), [&path = record.document.path()](const auto& change) {
    return change.path.starts_with("complaints/") && change.path != path;
  });
  world.say(tr("{} redacted{}", record.complaint.id.text(),
               others > 0 ? tr(", and {} that name the same complainant", others) : Message{}));
  tell_of_history(world, session);
  return cli::done;
}

}  // namespace

Run add_redact(Args& args) {
  const auto o = std::make_shared<Options>();
  add_step_options(args, *o);
  args.repeated("--field", "F", o->fields,
                "what goes: summary, description, history.3.text, the path of a file, attachment (all files), complainant "
                "(their file), P-4TZ8N2C (that of another person), or survey-comments")
      .required();
  args.option("--reason", "TEXT", o->reason, "on what ground; - or @FILE").required();
  args.option("--request", "R", o->request, "the request of the person that it is done on").completes("request");
  args.about("Takes personal data out of the files of the register. The text gives way to [redacted], and "
             "an event says what went, by whom and on what ground; status and figures stay. Codes, dates "
             "and amounts cannot be taken out.");
  args.example("cmt redact 7K3 --field description --reason 'Erasure asked for, letter of 3 May'", "the words of the complaint go");
  args.example("cmt redact 7K3 --field complainant --reason 'Retention period over'", "the file of the complainant goes");
  return [o](World& world) { return run_redact(world, *o); };
}

}  // namespace cmt::cli
