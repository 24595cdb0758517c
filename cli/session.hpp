// A register opened for one command, and how a command changes it: lock, read, decide, write, say.
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "cli/args.hpp"
#include "cli/commit.hpp"
#include "cli/world.hpp"
#include "process/replay.hpp"
#include "records/record.hpp"
#include "store/disk.hpp"
#include "store/register.hpp"

namespace cmt::cli {

// How many threads read the register: --threads, else one for each processor, at most eight.
unsigned threads_of(const World& world);

// The register a command works in, found as git finds a repository.
struct Session {
  std::unique_ptr<store::Files> disk;  // the folder; of `check`, also what is staged, or a commit
  std::filesystem::path root;
  store::Register reg;
  bool is_gathering = false;  // the command is a step of `each`, which holds the lock

  const records::Settings& settings() const { return reg.settings(); }
  const process::Rules& rules() const { return reg.rules(); }
};
Result<Session> open_session(World& world);
// Where it is; an absolute path unless -C or $CMT_DIR named it.
Result<std::filesystem::path> session_root(World& world);
// Where the register is looked for: -C, else $CMT_DIR, else the working folder.
std::filesystem::path start_of(const World& world);

// An id that no file of `folder` has yet: "P-4TZ8N2C" of "parties". Ids are short, and a register of a
// hundred thousand parties meets one that is taken now and then.
std::string unused_id(const World& world, const Session& session, char letter, std::string_view folder);

// Reads every complaint, from several threads at once, and hands each to `take` with its place in `ids`. Fails,
// with every problem, when one cannot be read.
Result<Done> read_each(const Session& session, const std::vector<ComplaintId>& ids, unsigned threads,
                       const std::function<void(std::size_t, records::Record&&)>& take);

// Who acts: --by, else $CMT_USER, else git's user, else the login name. Refused (usage) when it is
// more than one line or too long.
Result<std::string> actor(World& world, const std::filesystem::path& root);

// The value of a text option: itself, standard input for `-`, a file's bytes for `@FILE`. A last
// line end is dropped.
Result<std::string> text_value(World& world, const std::string& value);
// Replaces each text by its value.
Result<Done> expand(World& world, std::initializer_list<std::string*> texts);

// What every command that changes the register takes.
struct ChangeOptions {
  std::string at, note;
  bool dry_run = false, commit = false;
};
void add_change_options(Args& args, ChangeOptions& options);

// When and by whom, as the events of one command have it.
struct Stamp {
  When at;
  std::optional<Instant> recorded_at;
  std::string by;
  process::Text note;
};
Result<Stamp> stamp(World& world, const Session& session, const ChangeOptions& options);
process::Event event_of(const Stamp& stamp, process::Body body);

// The files of all records besides complaints, kind by kind.
Result<std::vector<std::string>> dossier_paths(const store::Files& files);

// Changes that were not written, as --json prints them: {"schema": 1, "changes": [{path, diff}]}, and
// where files would be removed "removed": [path].
std::string changes_json(const std::vector<store::Change>& changes, const std::vector<std::string>& removed = {});

// Writes the changes, or with --dry-run prints them as a diff; commits them with --commit, which
// `text` is for (its `by` is filled in here); files that are `removed` go with them, and are not committed. The caller
// holds the lock, unless it is a dry run. In a step of `each` they are left to it. With --json the complaints as they are now are printed, or the
// diffs; `write_changes` leaves that to a command with a document of its own.
Result<Done> carry_out(World& world, Session& session, const ChangeOptions& options,
                       const std::vector<store::Change>& changes, CommitText text,
                       const std::vector<std::string>& removed = {});

Result<Done> write_changes(World& world, Session& session, const ChangeOptions& options,
                           const std::vector<store::Change>& changes, CommitText text,
                           const std::vector<std::string>& removed = {});

// Commits files that were written, and says so; `text` as above.
Result<Done> commit_written(World& world, Session& session, const std::vector<Written>& written, CommitText text);

// The lock for writing; nothing is locked in a dry run, nor twice for the steps of `each`.
Result<store::Lock> lock_for(Session& session, const ChangeOptions& options);

// A step on one complaint: the events that `make` gives are taken one after the other, or none.
struct StepOptions : ChangeOptions {
  std::string id;
};
void add_step_options(Args& args, StepOptions& options);

// A complaint read under the lock, and who acts on it when: where a command that changes one begins.
struct OpenedStep {
  Session session;
  store::Lock lock;
  records::Record record;
  Stamp mark;
};
Result<OpenedStep> open_step(World& world, const StepOptions& options);

struct StepContext {
  World& world;
  Session& session;
  const process::Complaint& complaint;
  const process::State& state;
  const Stamp& stamp;
  std::vector<store::Change>& others;  // files that change with the complaint, or not at all
};
using MakeEvents = std::function<Result<std::vector<process::Body>>(const StepContext&)>;
// What is said when it is done; the state is the one after the step.
using Saying = std::function<Message(const process::State&)>;

int take_step(World& world, const StepOptions& options, const MakeEvents& make,
              const Saying& saying);
// The same for one event that depends on nothing.
int take_step(World& world, const StepOptions& options, process::Body body, const Saying& saying);

// "; next: …" for the end of a message; empty when nothing leads on.
Message next_for(const process::State& state, const process::Rules& rules);

}  // namespace cmt::cli
