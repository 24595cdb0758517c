#include "cli/session.hpp"

#include <fmt/core.h>
#include <pwd.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <map>
#include <mutex>
#include <span>
#include <thread>

#include "cli/commit_title.hpp"
#include "cli/destroying.hpp"
#include "cli/diff.hpp"
#include "cli/gathering.hpp"
#include "cli/git.hpp"
#include "cli/moments.hpp"
#include "cli/print.hpp"
#include "cli/sealing.hpp"
#include "core/text.hpp"
#include "process/judgement.hpp"
#include "process/transitions.hpp"
#include "records/dossier_kind.hpp"
#include "records/json.hpp"
#include "store/dossiers.hpp"

namespace cmt::cli {
namespace {

std::string first_line(std::string_view text) {
  return std::string{text.substr(0, text.find('\n'))};
}

constexpr unsigned most_threads = 8;

bool is_name(const std::string& name) {
  if (name.empty() || name.size() > 200 || invalid_utf8_at(name)) return false;
  return printable_line(name) == name && name.find('\n') == std::string::npos &&
         name.front() != ' ' && name.back() != ' ';
}

}  // namespace

unsigned threads_of(const World& world) {
  const unsigned asked = static_cast<unsigned>(std::atoi(world.globals.threads.c_str()));
  return std::clamp(asked ? asked : std::thread::hardware_concurrency(), 1U, most_threads);
}

std::filesystem::path start_of(const World& world) {
  if (!world.globals.folder.empty()) return world.folder / world.globals.folder;
  if (const auto folder = world.environment("CMT_DIR"); folder && !folder->empty())
    return world.folder / *folder;
  return world.folder;
}

Result<std::filesystem::path> session_root(World& world) {
  const std::filesystem::path start = start_of(world);
  const bool is_given = start != world.folder;
  std::error_code error;
  if (is_given && std::filesystem::exists(start / "cmt.yaml", error)) return start;
  return store::find_root(start);
}

Result<Session> open_session(World& world) {
  auto root = session_root(world);
  if (!root) return std::move(root).failure();
  auto disk = store::Disk::open(*root);
  if (!disk) return std::move(disk).failure();
  auto owned = std::make_unique<store::Disk>(std::move(*disk));
  auto reg = store::Register::open(*owned);
  if (!reg) return std::move(reg).failure();
  return Session{std::move(owned), std::move(*root), std::move(*reg), world.gathering != nullptr};
}

Result<Done> read_each(const Session& session, const std::vector<ComplaintId>& ids, unsigned threads,
                       const std::function<void(std::size_t, records::Record&&)>& take) {
  std::map<std::size_t, Diagnostics> problems;
  std::mutex mutex;  // guards them
  session.reg.read_all(ids, threads, [&](std::size_t i, Result<records::Record>&& record) {
    if (record) return take(i, std::move(*record));
    const std::lock_guard lock{mutex};
    problems[i] = record.diagnostics();
  });
  Failure failed{FailureKind::unreadable, {}};
  for (auto& [i, some] : problems) std::move(some.begin(), some.end(), std::back_inserter(failed.diagnostics));
  if (!failed.diagnostics.empty()) return failed;
  return Done{};
}

std::string unused_id(const World& world, const Session& session, char letter, std::string_view folder) {
  // A letter has a thousand million ids: a source of random bits that fails so often is broken, and the file
  // that exists already is said when it is written.
  std::string id;
  for (int attempt = 0; attempt < 1000; ++attempt) {
    id = LetterId::draw(letter, world.random).text();
    const auto there = session.disk->find(records::path_of_dossier(folder, id));
    if (!there || !*there) break;
  }
  return id;
}

Result<std::string> actor(World& world, const std::filesystem::path& root) {
  std::string name = world.globals.by;
  if (name.empty()) name = world.environment("CMT_USER").value_or("");
  if (name.empty())
    if (auto output = git(root, {"config", "--get", "user.name"}); output && output->status == 0)
      name = first_line(output->output);
  if (name.empty())
    if (const passwd* entry = ::getpwuid(::getuid())) name = entry->pw_name;
  if (is_name(name)) return name;
  return failure(FailureKind::usage,
                 tr("'{}' is not a name", truncate(printable_line(name), 40)),
                 tr("say who acts with --by WHO: one line of text"));
}

Result<std::string> text_value(World& world, const std::string& value) {
  std::string text = value;
  if (value == "-") {
    auto read = world.console.read_all();
    if (!read) return read;
    text = std::move(*read);
  } else if (value.size() > 1 && value.front() == '@') {
    const std::string file = value.substr(1);
    std::error_code error;
    std::ifstream in{world.folder / file, std::ios::binary};
    if (!std::filesystem::is_regular_file(world.folder / file, error) || !in)
      return unreadable(file, tr("no such file"), tr("a text that begins with @ names a file"));
    if (std::filesystem::file_size(world.folder / file, error) > store::record_limit)
      return unreadable(file, tr("the file is too large for a text of a record"));
    text.assign(std::istreambuf_iterator<char>{in}, {});
  } else {
    return text;
  }
  if (!text.empty() && text.back() == '\n') text.pop_back();
  return text;
}

Result<Done> expand(World& world, std::initializer_list<std::string*> texts) {
  for (std::string* text : texts) {
    auto value = text_value(world, *text);
    if (!value) return std::move(value).failure();
    if (const auto at = invalid_utf8_at(*value))
      return failure(FailureKind::usage, tr("the text is not UTF-8 at byte {}", *at + 1));
    if (value->find('\0') != std::string::npos)
      return failure(FailureKind::usage, tr("the text holds a NUL byte"));
    *text = std::move(*value);
  }
  return Done{};
}

void add_change_options(Args& args, ChangeOptions& options) {
  args.option("--at", "TIME", options.at, "when it happened, if not now: RFC 3339, or a date");
  args.option("--note", "TEXT", options.note, "a remark on the event");
  args.flag("-n,--dry-run", options.dry_run, "show the change as a diff, write nothing");
  args.flag("--commit", options.commit, "commit just these files to git");
}

Result<Stamp> stamp(World& world, const Session& session, const ChangeOptions& options) {
  auto by = actor(world, session.root);
  if (!by) return std::move(by).failure();
  const Instant now = session.rules().zone.at(
      std::chrono::floor<std::chrono::seconds>(world.now().utc));
  Stamp out{exactly(now), {}, std::move(*by), {}};
  if (!options.at.empty()) {
    const auto when = parse_when(iso_date(options.at));
    if (!when || !when->is_known())
      return failure(FailureKind::usage,
                     tr("--at cannot be '{}'", truncate(printable_line(options.at), 40)),
                     tr("a time with an offset such as 2026-11-20T09:12:00+03:30, or a date"));
    if (process::is_before(exactly(now), *when, session.rules().zone))
      return refuse("4.9", tr("{} is in the future", text(*when)),
                    tr("an event is recorded when it has happened"));
    out.at = *when;
    if (!(*when == exactly(now))) out.recorded_at = now;
  }
  std::string note = options.note;
  if (auto expanded = expand(world, {&note}); !expanded) return std::move(expanded).failure();
  out.note = {std::move(note)};
  return out;
}

process::Event event_of(const Stamp& stamp, process::Body body) {
  return {stamp.at, stamp.by, stamp.recorded_at, {}, stamp.note, std::move(body)};
}

Result<store::Lock> lock_for(Session& session, const ChangeOptions& options) {
  if (options.dry_run || session.is_gathering) return store::Lock{};
  return store::begin_writing(*session.disk);
}

namespace {

std::string diff_of(const store::Change& change) {
  return unified_diff(change.path, change.before, change.after);
}

std::string json_of_removed(const std::vector<std::string>& paths) {
  std::string out;
  for (const auto& path : paths) out += (out.empty() ? "" : ", ") + records::json_string(path);
  return out.empty() ? out : ", \"removed\": [" + out + "]";
}

// What --json prints of a change: the complaints as they are now, and other records.
std::string json_of(const World& world, const Session& session, const std::vector<store::Change>& changes,
                    const std::vector<std::string>& removed) {
  std::string out, records;
  for (const auto& change : changes) {
    std::string one;
    if (change.path.substr(0, 11) == "complaints/") {
      const auto record = records::read(change.path, change.after, session.rules().lists);
      if (!record) continue;  // cannot be: it was read again before it was written
      const process::State state = process::replay(record->complaint, session.rules());
      one = records::to_json(state, session.rules(), world.now());
    } else if (const auto* kind = records::dossier_kind_of(change.path)) {
      const auto name = change.path.substr(kind->folder.size() + 1);
      records += fmt::format("{}\n  {{\"kind\": \"{}\", \"id\": \"{}\", \"path\": \"{}\"}}",
                             records.empty() ? "" : ",", kind->name, name.substr(0, name.rfind('.')),
                             change.path);
      continue;
    } else {
      continue;
    }
    out += (out.empty() ? "\n  " : ",\n  ") + one;
  }
  if (!records.empty()) records = fmt::format(", \"records\": [{}\n]", records);
  return fmt::format("{{\"schema\": 1, \"complaints\": [{}\n]{}{}}}\n", out, records, json_of_removed(removed));
}

}  // namespace

std::string changes_json(const std::vector<store::Change>& changes, const std::vector<std::string>& removed) {
  std::string out;
  for (const auto& change : changes)
    out += fmt::format("{}{{\"path\": {}, \"diff\": {}}}", out.empty() ? "\n  " : ",\n  ",
                       records::json_string(change.path),
                       change.path.starts_with("attachments/") ? "null" : records::json_string(diff_of(change)));
  return fmt::format("{{\"schema\": 1, \"changes\": [{}\n]{}}}\n", out, json_of_removed(removed));
}

namespace {

// In a sealed register what is written is sealed here, before anything is shown or kept of it.
Result<std::vector<store::Change>> sealed(const World& world, const Session& session, const ChangeOptions& options,
                                          const std::vector<store::Change>& changes) {
  auto sealing = Sealing::open(world, session);
  if (!sealing) return std::move(sealing).failure();
  return sealing->seal(changes, options.dry_run);
}

// Whether the changes are one step of a bulk change, and wait for its end.
bool gathered(const World& world, const std::vector<store::Change>& changes, const CommitText& text) {
  if (!world.gathering) return false;
  world.gathering->changes.insert(world.gathering->changes.end(), changes.begin(), changes.end());
  world.gathering->texts.push_back(text);
  return true;
}

Result<Done> put_in_place(World& world, Session& session, const ChangeOptions& options,
                          const std::vector<store::Change>& changes, CommitText text,
                          const std::vector<std::string>& removed) {
  if (!removed.empty()) {
    if (auto done = session.disk->apply(changes, removed); !done) return done;
  } else if (changes.size() == 1 && changes.front().before) {
    const auto& change = changes.front();
    if (auto done = session.disk->replace(change.path, *change.before, change.after); !done)
      return done;
  } else if (changes.size() == 1) {
    auto created = session.disk->create(changes.front().path, changes.front().after,
                                        changes.front().privacy);
    if (!created) return std::move(created).failure();
    if (*created == store::Creation::exists)
      return unreadable(changes.front().path, tr("the file exists already"));
  } else if (!changes.empty()) {
    if (auto done = session.disk->apply(changes); !done) return done;
  }
  if (!options.commit) return Done{};
  std::vector<Written> written;
  for (const auto& change : changes)
    written.push_back({change.path, change.before, store::fingerprint(change.after)});
  return commit_written(world, session, written, std::move(text));
}

}  // namespace

Result<Done> carry_out(World& world, Session& session, const ChangeOptions& options,
                       const std::vector<store::Change>& clear, CommitText text,
                       const std::vector<std::string>& removed) {
  return carry_out(world, session, options, clear, std::move(text), removed, {});
}

Result<Done> carry_out(World& world, Session& session, const ChangeOptions& options,
                       const std::vector<store::Change>& clear, CommitText text,
                       const std::vector<std::string>& removed, const std::set<std::string>& keys) {
  if (gathered(world, clear, text)) return Done{};
  const auto written = sealed(world, session, options, clear);
  if (!written) return written.failure();
  const auto& changes = *written;
  if (options.dry_run && !world.globals.json)
    for (const auto& change : changes) world.out += diff_of(change);
  if (!options.dry_run) {
    auto sealing = Sealing::open(world, session);
    if (!sealing) return std::move(sealing).failure();
    if (auto done = sealing->note_going(keys); !done) return done;
    if (auto done = put_in_place(world, session, options, changes, std::move(text), removed); !done) return done;
    if (auto done = sealing->destroy_going(keys); !done) return done;
  }
  for (const auto& path : removed) {
    world.say(fmt::format("{} {}", options.dry_run ? "would remove" : "removed", printable_line(path)));
  }
  if (world.globals.json)
    world.out += options.dry_run ? changes_json(changes, removed) : json_of(world, session, changes, removed);
  return Done{};
}

Result<Done> write_changes(World& world, Session& session, const ChangeOptions& options,
                           const std::vector<store::Change>& clear, CommitText text,
                           const std::vector<std::string>& removed) {
  if (gathered(world, clear, text)) return Done{};
  const auto changes = sealed(world, session, options, clear);
  if (!changes) return changes.failure();
  return put_in_place(world, session, options, *changes, std::move(text), removed);
}

Result<Done> commit_written(World& world, Session& session, const std::vector<Written>& written, CommitText text) {
  if (written.empty()) return Done{};
  auto by = actor(world, session.root);
  if (!by) return std::move(by).failure();
  text.by = std::move(*by);
  const auto committed =
      commit_files(world, session.root, *session.disk, written, text, session.rules().zone.at(world.now().utc));
  if (!committed) return committed.failure();
  world.say(committed->id.empty()    ? tr("nothing to commit: git has this already")
            : committed->has_earlier ? tr("committed as {}, with earlier changes to the same file", committed->id)
                                     : tr("committed as {}", committed->id));
  return Done{};
}

void add_step_options(Args& args, StepOptions& options) {
  args.positional("ID", options.id, "the complaint: its id or any start of it that is unique")
      .completes("id");
  add_change_options(args, options);
}

Message next_for(const process::State& state, const process::Rules& rules) {
  const std::string steps = process::steps_on(state.status, rules.process);
  return steps.empty() ? Message{} : tr("; next: {}", steps);
}

Result<std::vector<std::string>> dossier_paths(const store::Files& files) {
  std::vector<std::string> out;
  for (const auto* kind : records::dossier_kinds()) {
    const auto listing = store::list_dossiers(files, kind->folder, kind->letter);
    if (!listing) return listing.failure();
    for (const auto& id : listing->ids) out.push_back(records::path_of_dossier(kind->folder, id));
  }
  return out;
}

Result<OpenedStep> open_step(World& world, const StepOptions& options) {
  auto session = open_session(world);
  if (!session) return std::move(session).failure();
  auto lock = lock_for(*session, options);
  if (!lock) return std::move(lock).failure();
  const auto id = session->reg.find(options.id);
  if (!id) return id.failure();
  auto record = session->reg.load(*id);
  if (!record) return std::move(record).failure();
  auto mark = stamp(world, *session, options);
  if (!mark) return std::move(mark).failure();
  return OpenedStep{std::move(*session), std::move(*lock), std::move(*record), std::move(*mark)};
}

int take_step(World& world, const StepOptions& options, const MakeEvents& make,
              const Saying& saying) {
  auto opened = open_step(world, options);
  if (!opened) return fail(world, opened.failure());
  auto& [session, lock, record, mark] = *opened;

  const process::Rules& rules = session.rules();
  const process::State before = process::replay(record.complaint, rules);
  std::vector<store::Change> changes;
  auto bodies = make(StepContext{world, session, record.complaint, before, mark, changes});
  if (!bodies) return fail(world, bodies.failure());
  process::Complaint complaint = record.complaint;
  for (std::size_t i = 0; i < bodies->size(); ++i) {
    process::Event event = event_of(mark, std::move((*bodies)[i]));
    if (i + 1 < bodies->size()) event.note = {};
    auto taken = process::take(std::move(complaint), std::move(event), rules);
    if (!taken) return fail(world, taken.failure());
    complaint = std::move(*taken);
  }
  auto bytes = records::append(record, complaint, rules.lists);
  if (!bytes) return fail(world, bytes.failure());

  const process::State after = process::replay(complaint, rules);
  const Message said = saying(after);
  changes.push_back({record.complaint.id.path(), record.document.bytes(), std::move(*bytes)});
  const std::size_t added = complaint.history.size() - bodies->size();
  const auto done = carry_out(world, session, options, changes,
                              step_text(after, std::span{complaint.history}.subspan(added)));
  if (!done) return fail(world, done.failure());
  if (!options.dry_run) world.say(printable(said) + next_for(after, rules));
  return cli::done;
}

int take_step(World& world, const StepOptions& options, process::Body body, const Saying& saying) {
  return take_step(
      world, options,
      [&](const StepContext&) -> Result<std::vector<process::Body>> {
        return std::vector<process::Body>{std::move(body)};
      },
      saying);
}

}  // namespace cmt::cli
