// 4.9 Information integrity: conflicts that git left behind, settled from the versions in its index.
#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <set>

#include "cli/commands.hpp"
#include "cli/diff.hpp"
#include "cli/git.hpp"
#include "cli/merging.hpp"
#include "cli/print.hpp"
#include "cli/session.hpp"
#include "cli/unmerged.hpp"
#include "core/text.hpp"
#include "records/json.hpp"

namespace cmt::cli {
namespace {

struct Options {
  std::vector<std::string> files;
  bool add = false, dry_run = false;
};

bool has_marks(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    if (text.substr(at, 7) == "<<<<<<<") return true;
    const auto end = text.find('\n', at);
    if (end == std::string_view::npos) break;
    at = end + 1;
  }
  return false;
}

// One conflict: what the file becomes, or why a person must look.
struct Answer {
  std::optional<std::string> bytes;
  std::vector<std::string> reasons;
  std::optional<std::string> before;  // what the working tree has
};

Answer unsettled(std::string reason) { return {std::nullopt, {std::move(reason)}, std::nullopt}; }

Result<Answer> settle(const Session& session, const std::string& home, const Unmerged& file) {
  std::array<std::optional<std::string>, 3> versions;
  for (std::size_t i = 0; i < 3; ++i)
    if (file.blobs[i]) {
      auto bytes = blob(session.root, *file.blobs[i]);
      if (!bytes) return std::move(bytes).failure();
      versions[i] = std::move(*bytes);
    }
  auto& [base, ours, theirs] = versions;
  Answer answer;
  const auto found = session.disk->find(home);
  if (!found) return found.failure();
  if (*found) {
    auto before = session.disk->read(home, store::record_limit);
    if (!before) return std::move(before).failure();
    answer.before = std::move(*before);
  }
  const auto place = place_of(home);
  if (!place || !place->root.empty())
    return unsettled("it is not a record; put it right by hand, then git add it");
  const bool is_party = place->path.substr(0, 8) == "parties/";
  if (!ours && !theirs) {
    answer.reasons.push_back("both sides took it away");
  } else if (!ours || !theirs) {
    // A record is never deleted; personal data may have to be.
    if (is_party)
      answer.reasons.push_back("one side took the party away and the other changed it: git rm it or git add it");
    else
      answer.bytes = ours ? *ours : *theirs;
  } else {
    merge::Outcome merged = merge_file(session.root, home, {base, *ours, *theirs});
    answer.bytes = std::move(merged.bytes);
    answer.reasons = std::move(merged.reasons);
  }
  // Work of a person's hands is not thrown away.
  const auto& before = answer.before;
  if (before && !has_marks(*before) && before != ours && before != theirs && before != answer.bytes)
    return unsettled("it has no conflict marks any more: when it is as it should be, git add it");
  return answer;
}

bool is_a_version(const Session& session, const Unmerged& file, const std::string& bytes) {
  return std::any_of(file.blobs.begin(), file.blobs.end(), [&](const auto& name) {
    if (!name) return false;
    const auto version = blob(session.root, *name);
    return version && *version == bytes;
  });
}

// Whether a file was asked for: by its path from where we are, by its path in the register, or as an id.
bool is_wanted(const World& world, const Session& session, const Options& o, const std::string& home,
               const Unmerged& file, std::set<std::string>& found) {
  if (o.files.empty()) return true;
  bool is = false;
  for (const auto& typed : o.files) {
    std::error_code error;
    const auto given = std::filesystem::weakly_canonical(world.folder / typed, error);
    const auto matches = [&](const std::string& path) {
      const auto slash = path.rfind('/') + 1;
      return typed == path || ids::normalise(typed) + ".yaml" == path.substr(slash) ||
             given == std::filesystem::weakly_canonical(session.root / path, error);
    };
    if (!matches(home) && std::none_of(file.paths.begin(), file.paths.end(), matches)) continue;
    found.insert(typed);
    is = true;
  }
  return is;
}

Result<Done> write(Session& session, const std::string& home, const Answer& answer) {
  if (answer.before) return session.disk->replace(home, *answer.before, *answer.bytes);
  auto made = session.disk->create(home, *answer.bytes, store::Privacy::closed);
  if (!made) return std::move(made).failure();
  if (*made == store::Creation::exists) return unreadable(home, tr("the file exists already"));
  return Done{};
}

// One file as --json tells of it; a diff only where nothing was written.
std::string json_of(const std::string& path, const Answer& answer, bool is_dry) {
  std::string reasons;
  for (const auto& reason : answer.reasons) reasons += (reasons.empty() ? "" : ", ") + records::json_string(reason);
  std::string out = fmt::format("{{\"path\": {}, \"is_settled\": {}, \"reasons\": [{}]", records::json_string(path),
                                answer.bytes.has_value(), reasons);
  if (is_dry && answer.bytes)
    out += ", \"diff\": " + records::json_string(unified_diff(path, answer.before, *answer.bytes));
  return out + "}";
}

int run_resolve(World& world, const Options& o) {
  auto session = open_session(world);
  if (!session) return fail(world, session.failure());
  store::Lock lock;
  if (!o.dry_run) {
    auto taken = store::begin_writing(*session->disk);
    if (!taken) return fail(world, taken.failure());
    lock = std::move(*taken);
  }
  const auto files = unmerged_files(session->root);
  if (!files) return fail(world, files.failure());

  std::set<std::string> found;
  std::size_t settled = 0, left = 0;
  std::vector<std::string> said, paths;
  std::string json;
  for (const auto& [home, file] : *files) {
    if (!is_wanted(world, *session, o, home, file, found)) continue;
    auto answer = settle(*session, home, file);
    if (!answer) return fail(world, answer.failure());
    json += (json.empty() ? "\n  " : ",\n  ") + json_of(home, *answer, o.dry_run);
    if (!answer->bytes) {
      ++left;
      for (const auto& reason : answer->reasons) said.push_back(fmt::format("{}: {}", home, reason));
      continue;
    }
    ++settled;
    if (o.dry_run) {
      if (!world.globals.json) world.out += unified_diff(home, answer->before, *answer->bytes);
      continue;
    }
    if (answer->before != answer->bytes)
      if (const auto done = write(*session, home, *answer); !done) return fail(world, done.failure());
    paths.push_back(home);
    said.push_back(home + " settled");
    // Where a side had moved the record to, a copy of its version may be left.
    for (const auto& other : file.paths) {
      if (other == home) continue;
      paths.push_back(other);
      const auto copy = session->disk->read(other, store::record_limit);
      if (copy && (has_marks(*copy) || is_a_version(*session, file, *copy)))
        if (const auto gone = session->disk->remove(other); !gone) return fail(world, gone.failure());
    }
  }
  for (const auto& typed : o.files)
    if (found.count(typed) == 0) {
      ++left;
      said.push_back(fmt::format("'{}' has no conflict", typed));
    }
  if (o.add && !paths.empty()) {
    // `--all` takes a removed path as well; these paths only, none of which begins with a dash.
    std::vector<std::string> words = {"--literal-pathspecs", "add", "--all", "--"};
    words.insert(words.end(), paths.begin(), paths.end());
    const auto added = git(session->root, std::move(words));
    if (!added) return fail(world, added.failure());
    if (added->status != 0)
      return fail(world, failure(FailureKind::unreadable,
                                 tr("the files are settled, but git did not add them: {}", printable_line(added->errors.substr(0, added->errors.find('\n')))),
                                 tr("git add them yourself")));
  }
  for (const auto& line : said) world.say(printable_line(line));
  if (world.globals.json) world.out += fmt::format("{{\"schema\": 1, \"files\": [{}\n]}}\n", json);
  if (settled == 0 && left == 0) world.say(tr("no conflicts"));
  else if (settled > 0 && !o.add && !o.dry_run) world.say(tr("next: look at git diff, then git add the files"));
  return left > 0 ? answer_is_no : cli::done;
}

}  // namespace

Run add_resolve(Args& args) {
  const auto o = std::make_shared<Options>();
  args.rest("FILE", o->files, "files or ids; every conflict when none is given").completes("id");
  args.flag("--add", o->add, "tell git that the settled files are merged (git add)");
  args.flag("-n,--dry-run", o->dry_run, "show the change as a diff, write nothing");
  args.about("Takes both versions from git's index and merges them as records, whatever the file in the "
             "working tree has become; a file without conflict marks that somebody has edited is left "
             "alone. A record that one side deleted is kept. Says what it cannot settle, and why: exit "
             "status 1.");
  args.example("cmt resolve", "after a merge without the driver, or once cmt.yaml is merged");
  args.example("cmt resolve --add && git commit", "settle and go on");
  return [o](World& world) { return run_resolve(world, *o); };
}

}  // namespace cmt::cli
