#include "git/repository.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <set>

#include "core/text.hpp"

namespace cmt::git {
namespace {

constexpr std::chrono::minutes patience{5};
constexpr const char* partial_hint =
    msgid("a partial clone leaves out files: git fetch --refetch --no-filter origin brings them");

bool is_object_name(std::string_view text) {
  return (text.size() == 40 || text.size() == 64) &&
         text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

bool is_hexadecimal(std::string_view text) {
  return text.size() >= 7 &&
         text.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
}

std::string first_line(std::string_view text) {
  return std::string{text.substr(0, text.find('\n'))};
}

std::string shown(std::string_view text) { return truncate(printable_line(text), 60); }

std::uint32_t mode_of(std::string_view octal) {
  std::uint32_t mode = 0;
  std::from_chars(octal.data(), octal.data() + octal.size(), mode, 8);
  return mode;
}

// ":100644 100644 NAME NAME M", and in the next field the path. Reads a text that outlives it.
class RawReader {
 public:
  explicit RawReader(std::vector<std::string_view> fields) : fields_(std::move(fields)) {}

  bool at_end() const { return next_ >= fields_.size(); }
  std::string_view peek() const { return fields_[next_]; }
  std::string_view field() { return fields_[next_++]; }

  // Nothing when what follows is no such line.
  std::optional<Changed> changed() {
    // A line feed stands between a commit's line and its files.
    const std::string_view about = field();
    const auto colon = about.find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    const auto words = parts_of(about.substr(colon + 1), ' ');
    if (words.size() != 5 || at_end()) return std::nullopt;
    Changed out;
    out.path = field();
    const auto blob = [](std::string_view mode, std::string_view name) {
      const bool is_named = name.find_first_not_of('0') != std::string_view::npos;
      return Blob{is_named ? ObjectName{name} : ObjectName{}, mode_of(mode)};
    };
    if (mode_of(words[0]) != 0) out.before = blob(words[0], words[2]);
    if (mode_of(words[1]) != 0) out.after = blob(words[1], words[3]);
    return out;
  }

 private:
  std::vector<std::string_view> fields_;
  std::size_t next_ = 0;
};

Failure not_understood() { return unreadable("", tr("what git said was not understood")); }

Result<std::vector<Changed>> read_raw(const std::string& output) {
  std::vector<Changed> out;
  RawReader reader{parts_of(output, '\0')};
  while (!reader.at_end()) {
    if (reader.peek().substr(0, 1) != ":") return not_understood();
    auto changed = reader.changed();
    if (!changed) return not_understood();
    out.push_back(std::move(*changed));
  }
  return out;
}

std::optional<Instant> instant_of(std::string_view seconds) {
  std::int64_t count = 0;
  const auto read = std::from_chars(seconds.data(), seconds.data() + seconds.size(), count);
  if (read.ec != std::errc{} || read.ptr != seconds.data() + seconds.size()) return std::nullopt;
  constexpr std::int64_t farthest = 9'000'000'000;  // what nanoseconds can say
  Instant out;
  out.utc += std::chrono::seconds{std::clamp(count, -farthest, farthest)};
  return out;
}

// `git log` with every parent of a merge, a root and what a merge left out, and with nothing that a
// setting adds: those of diff-tree could not, but it would need a list of the commits first.
std::vector<std::string> log_words(std::vector<std::string> more) {
  std::vector<std::string> out = {
      "-c", "log.diffMerges=separate", "-c", "log.showRoot=true", "log", "--full-history", "-z", "-m",
      "-O/dev/null", "--no-renames", "--no-ext-diff", "--no-textconv", "--no-relative",
      "--no-show-signature", "--no-notes", "--no-decorate", "--no-color", "--no-mailmap",
      "--ignore-submodules=all"};
  out.insert(out.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
  return out;
}

}  // namespace

Failure failed(const store::ProcessOutput& output, std::string_view asked) {
  std::string said = first_line(output.errors);
  if (const auto colon = said.find(": "); colon != std::string::npos) said.erase(0, colon + 2);
  Message hint;
  if (output.errors.find("dubious ownership") != std::string::npos)
    hint = tr("the repository belongs to somebody else: git config --global --add safe.directory FOLDER");
  return unreadable("", tr("git {} failed: {}", asked, printable_line(said)),
                    std::move(hint));
}

Failure shallow(const Message& what) {
  return unreadable("", tr("{}, which is shallow", what),
                    tr("git fetch --unshallow brings all commits, git fetch --deepen=100 some; in a "
                    "workflow of GitHub: fetch-depth: 0, of GitLab: GIT_DEPTH: 0"));
}

Result<Range> parse_range(std::string_view text) {
  const auto wrong = [&](Message why) {
    return failure(FailureKind::usage, tr("'{}' names no commit: {}", shown(text), why),
                   tr("a commit, branch or tag; REF... for where HEAD left it; FROM..TO"));
  };
  if (text.empty()) return wrong(tr("it is empty"));
  for (const char c : text)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) return wrong(tr("it has a control character"));
  Range range{std::string{text}, {}, false};
  // `:/words` looks for a commit by its message, which may hold dots.
  const auto dots = text.substr(0, 2) == ":/" ? std::string_view::npos : text.find("..");
  if (dots != std::string_view::npos) {
    range.is_from_merge_base = text.substr(dots, 3) == "...";
    const std::string_view to = text.substr(dots + (range.is_from_merge_base ? 3 : 2));
    range.from = text.substr(0, dots);
    range.to = to;
    if (to.find("..") != std::string_view::npos) return wrong(tr("it has dots twice"));
    if (range.from.empty()) range.from = "HEAD";
    if (range.to.empty() && !range.is_from_merge_base) range.to = "HEAD";
  }
  // git would take it for an option.
  if (range.from.front() == '-' || (!range.to.empty() && range.to.front() == '-'))
    return wrong(tr("it begins with a dash"));
  return range;
}

Call Repository::call() const {
  Call out;
  out.folder = folder_;
  // Settings of the repository start no program, and nothing it holds stands for something else.
  out.settings = {"core.hooksPath=/dev/null", "core.untrackedCache=false", "core.preloadIndex=true",
                  "core.commitGraph=false", "protocol.allow=never"};
  out.environment = {{"GIT_NO_REPLACE_OBJECTS", "1"},
                     {"GIT_GRAFT_FILE", "/dev/null"},
                     {"GIT_EXTERNAL_DIFF", std::nullopt},
                     {"GIT_DIFF_OPTS", std::nullopt},
                     {"GIT_LITERAL_PATHSPECS", std::nullopt},
                     {"GIT_GLOB_PATHSPECS", std::nullopt},
                     {"GIT_NOGLOB_PATHSPECS", std::nullopt},
                     {"GIT_ICASE_PATHSPECS", std::nullopt}};
  return out;
}

std::vector<std::string> Repository::words(std::vector<std::string> more) const {
  return argv_of(call(), std::move(more));
}

store::RunOptions Repository::options() const {
  store::RunOptions options = options_of(call());
  options.time_limit = patience;
  return options;
}

Result<store::ProcessOutput> Repository::run(std::vector<std::string> more) const {
  return store::run(words(std::move(more)), options());
}

Result<Repository> Repository::open(const std::filesystem::path& folder) {
  Repository out;
  out.folder_ = folder;
  const auto asked = out.run({"rev-parse", "--is-bare-repository", "--is-inside-work-tree",
                              "--is-shallow-repository", "--show-prefix"});
  if (!asked) return asked.failure();
  if (asked->status != 0) {
    if (asked->errors.find("not a git repository") != std::string::npos)
      return unreadable(folder.string(), tr("is in no git repository"),
                        tr("git init makes one; --since compares with what was committed"));
    return failed(*asked, "rev-parse");
  }
  // The prefix may hold any byte but ends the output with one line feed.
  std::string_view rest = asked->output;
  std::vector<std::string> answers;
  for (int i = 0; i < 3; ++i) {
    const auto end = rest.find('\n');
    if (end == std::string_view::npos) return not_understood();
    answers.emplace_back(rest.substr(0, end));
    rest.remove_prefix(end + 1);
  }
  if (!rest.empty() && rest.back() == '\n') rest.remove_suffix(1);
  out.is_bare_ = answers[1] != "true";
  out.is_shallow_ = answers[2] == "true";
  out.prefix_ = rest;
  return out;
}

// A file whose time is that of the index is read by git, and read through its filter: settings that
// keep those from running.
Result<std::vector<std::string>> Repository::filters_off() const {
  const auto filters = run({"config", "-z", "--name-only", "--get-regexp",
                            "^filter\\..*\\.(clean|smudge|process|required)$"});
  if (!filters) return filters.failure();
  std::vector<std::string> out;
  for (const auto part : parts_of(filters->output, '\0')) {
    const std::string name{part};
    if (name.find('=') != std::string::npos)
      return unreadable("", tr("the filter '{}' of git's settings cannot be switched off",
                               shown(name)));
    out.insert(out.end(), {"-c", name + (name.ends_with(".required") ? "=false" : "=")});
  }
  return out;
}

Result<ObjectName> Repository::commit(Objects& objects, const std::string& named) const {
  const std::string_view text = named;
  if (text.empty() || text.front() == '-')
    return failure(FailureKind::usage, tr("'{}' names no commit", shown(named)));
  auto found = objects.commit(named);
  if (!found) return std::move(found).failure();
  if (*found) return std::move(**found);

  if (is_object_name(text) && text.find_first_not_of('0') == std::string_view::npos)
    return failure(FailureKind::usage, tr("the name of zeros stands for no commit: the branch is new"),
                   tr("name the branch that it grew from"));
  const Message what = tr("there is no commit '{}' in this clone", shown(named));
  if (is_shallow_)
    return shallow(what);
  if (is_hexadecimal(text))
    return unreadable("", what, tr("git fetch origin {} brings it", shown(named)));
  std::vector<std::string> names;
  const auto refs = run({"for-each-ref", "--format=%(refname:short)"});
  if (refs && refs->status == 0)
    for (const auto name : parts_of(refs->output, '\n')) names.emplace_back(name);
  if (names.empty())
    return failure(FailureKind::usage, what, tr("there is no commit yet: git commit makes the first"));
  names.emplace_back("HEAD");
  const auto near = nearest(std::string_view{named}.substr(0, named.find_first_of("~^@:")), names);
  return failure(FailureKind::usage, what,
                 near ? tr("did you mean '{}'?", shown(*near))
                      : tr("git branch --all shows the branches; git fetch brings others"));
}

Result<std::optional<ObjectName>> Repository::merge_base(const ObjectName& a,
                                                         const ObjectName& b) const {
  const auto asked = run({"merge-base", a, b});
  if (!asked) return asked.failure();
  if (asked->status > 1) return failed(*asked, "merge-base");
  std::string name = first_line(asked->output);
  if (!is_object_name(name)) return std::optional<ObjectName>{};
  return std::optional<ObjectName>{std::move(name)};
}

Result<std::vector<Changed>> Repository::between(const ObjectName& a,
                                                 const std::string& folder_of_a,
                                                 const ObjectName& b,
                                                 const std::string& folder_of_b) const {
  const auto asked = run({"diff-tree", "-r", "-z", "--raw", "--no-renames", "--no-ext-diff",
                          "--no-textconv", "--ignore-submodules=all", a + ":" + folder_of_a,
                          b + ":" + folder_of_b});
  if (!asked) return asked.failure();
  if (asked->status != 0) return failed(*asked, "diff-tree");
  return read_raw(asked->output);
}

Result<std::vector<Changed>> Repository::files(const ObjectName& commit,
                                               const std::string& folder) const {
  const auto asked = run({"ls-tree", "-r", "-z", "--full-tree", commit + ":" + folder});
  if (!asked) return asked.failure();
  if (asked->status != 0) return failed(*asked, "ls-tree");
  std::vector<Changed> out;
  for (const auto line : parts_of(asked->output, '\0')) {
    // "100644 blob NAME", a tab, and the path.
    const auto tab = line.find('\t');
    const auto words = parts_of(line.substr(0, tab), ' ');
    if (tab == std::string_view::npos || words.size() != 3) return not_understood();
    out.push_back({std::string{line.substr(tab + 1)}, Blob{ObjectName{words[2]}, mode_of(words[0])}, {}});
  }
  return out;
}

Result<std::vector<Changed>> Repository::against_folder(const ObjectName& commit) const {
  auto asking = filters_off();
  if (!asking) return std::move(asking).failure();
  for (const char* word : {"diff-index", "-z", "--raw", "--no-renames", "--no-ext-diff",
                           "--no-textconv", "--ignore-submodules=all", "--relative"})
    asking->emplace_back(word);
  asking->push_back(commit);
  asking->emplace_back("--");
  const auto asked = run(std::move(*asking));
  if (!asked) return asked.failure();
  if (asked->status != 0) return failed(*asked, "diff-index");
  return read_raw(asked->output);
}

Result<Unseen> Repository::unseen(const std::vector<std::string>& below) const {
  // Excluded is only what is not tracked; patterns begin at the top of the repository.
  std::string here = "/";
  for (const char c : prefix_) {
    if (std::string_view{"\\*?[ "}.find(c) != std::string_view::npos) here += '\\';
    here += c;
  }
  std::vector<std::string> asking = {"ls-files", "-z", "-v", "--cached", "--others",
                                     "--exclude=" + here + "*"};
  for (const auto& folder : below) asking.push_back("--exclude=!" + here + folder);
  const auto asked = run(std::move(asking));
  if (!asked) return asked.failure();
  if (asked->status != 0) return failed(*asked, "ls-files");
  Unseen out;
  std::string_view rest = asked->output;  // a letter, a blank, the path
  while (!rest.empty()) {
    const auto end = std::min(rest.find('\0'), rest.size());
    const char tag = rest.front();
    if (end > 2 && tag != 'H') {
      std::string path{rest.substr(2, end - 2)};
      if (tag == '?')
        out.untracked.push_back(std::move(path));
      else if (tag == 'S' || (tag >= 'a' && tag <= 'z'))
        out.unwatched.push_back({std::move(path), tag == 'S' || tag == 's'});
    }
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return out;
}

Result<std::vector<std::string>> Repository::folders_with(const ObjectName& commit,
                                                          std::string_view file) const {
  const auto asked = run({"ls-tree", "-r", "-z", "--name-only", "--full-tree", commit});
  if (!asked) return asked.failure();
  if (asked->status != 0) return failed(*asked, "ls-tree");
  std::vector<std::string> out;
  std::string_view rest = asked->output;
  while (!rest.empty()) {
    const auto end = std::min(rest.find('\0'), rest.size());
    const std::string_view path = rest.substr(0, end);
    const auto slash = path.rfind('/');
    const auto begin = slash == std::string_view::npos ? 0 : slash + 1;
    if (path.substr(begin) == file) out.emplace_back(path.substr(0, begin));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return out;
}

Result<std::vector<Commit>> Repository::commits(const ObjectName& base,
                                                const std::vector<ObjectName>& tips,
                                                const std::vector<std::string>& folders) const {
  // Sparse: commits that changed nothing here are shown too, without files.
  auto asking = log_words({"--reverse", "--topo-order", "--sparse", "--raw", "--abbrev=64",
                           "--pretty=tformat:commit %H %at %ct %P"});
  if (!base.empty()) asking.push_back("^" + base);
  asking.insert(asking.end(), tips.begin(), tips.end());
  asking.emplace_back("--");
  // From the top, wherever git runs, and never a pattern.
  if (!std::count(folders.begin(), folders.end(), ""))
    for (const auto& folder : folders) asking.push_back(":(top,literal)" + folder);
  const auto asked = run(std::move(asking));
  if (!asked) return asked.failure();
  if (asked->status != 0) return failed(*asked, "log");

  // A merge is shown once for each parent.
  std::vector<Commit> out;
  RawReader reader{parts_of(asked->output, '\0')};
  while (!reader.at_end()) {
    std::string_view field = reader.peek();
    while (!field.empty() && field.front() == '\n') field.remove_prefix(1);
    if (field.substr(0, 7) == "commit ") {
      const auto words = parts_of(field, ' ');
      if (words.size() < 4 || !is_object_name(words[1])) return not_understood();
      const auto authored = instant_of(words[2]), committed = instant_of(words[3]);
      if (!authored || !committed) return not_understood();
      reader.field();
      if (out.empty() || out.back().name != words[1])
        out.push_back({ObjectName{words[1]}, *authored, *committed, {words.begin() + 4, words.end()}, {}});
      continue;
    }
    if (field.substr(0, 1) != ":" || out.empty()) {
      if (!field.empty()) return not_understood();
      reader.field();
      continue;
    }
    auto changed = reader.changed();
    if (!changed) return not_understood();
    out.back().files.push_back(std::move(*changed));
  }
  return out;
}

Result<std::vector<std::string>> Repository::branches() const {
  const auto asked = run({"for-each-ref", "--format=%(refname:short)", "refs/heads", "refs/remotes"});
  if (!asked) return asked.failure();
  if (asked->status != 0) return failed(*asked, "for-each-ref");
  std::vector<std::string> out;
  for (const auto name : parts_of(asked->output, '\n')) out.emplace_back(name);
  return out;
}

Result<std::vector<Version>> Repository::versions(const std::vector<std::string>& folders) const {
  auto asking = log_words({"--all", "--raw", "--abbrev=64", "--pretty=tformat:"});
  asking.emplace_back("--");
  for (const auto& folder : folders) asking.push_back(":(top,literal)" + folder);
  const auto asked = run(std::move(asking));
  if (!asked) return asked.failure();
  if (asked->status != 0) return failed(*asked, "log");
  std::set<Version> out;
  RawReader reader{parts_of(asked->output, '\0')};
  while (!reader.at_end()) {
    if (reader.peek().find(':') == std::string_view::npos) {
      reader.field();
      continue;
    }
    const auto changed = reader.changed();
    if (!changed) return not_understood();
    for (const auto& blob : {changed->before, changed->after})
      if (blob && blob->is_file() && !blob->name.empty()) out.insert({changed->path, blob->name});
  }
  return std::vector<Version>{out.begin(), out.end()};
}

Result<std::vector<std::string>> Repository::removed_before(
    const ObjectName& commit, const std::vector<std::string>& files) const {
  const auto words = log_words({"--name-only", "--diff-filter=D", "--pretty=tformat:", commit, "--"});
  constexpr std::size_t at_once = 1000;  // a command line has an end
  std::set<std::string> found;
  for (std::size_t from = 0; from < files.size(); from += at_once) {
    std::vector<std::string> asking = words;
    for (std::size_t i = from; i < std::min(files.size(), from + at_once); ++i)
      asking.push_back(":(top,literal)" + files[i]);
    const auto asked = run(std::move(asking));
    if (!asked) return asked.failure();
    if (asked->status != 0) return failed(*asked, "log");
    for (const auto field : parts_of(asked->output, '\0')) {
      const auto start = field.find_first_not_of('\n');
      if (start != std::string_view::npos) found.insert(std::string{field.substr(start)});
    }
  }
  return std::vector<std::string>{found.begin(), found.end()};
}

bool is_descendant(const ObjectName& base, const ObjectName& tip,
                   const std::vector<Commit>& between) {
  std::set<std::string_view> seen{tip};
  for (auto commit = between.rbegin(); commit != between.rend(); ++commit)
    if (seen.count(commit->name)) seen.insert(commit->parents.begin(), commit->parents.end());
  return seen.count(base) != 0;
}

Result<std::shared_ptr<Objects>> Objects::open(const Repository& repository) {
  auto git = store::Conversation::start(repository.words({"cat-file", "--batch"}),
                                        repository.options());
  if (!git) return std::move(git).failure();
  return std::shared_ptr<Objects>{new Objects{std::move(*git)}};
}

struct Objects::Header {
  ObjectName name;
  std::string type;
  std::size_t size = 0;
};

// Nothing where git says that there is none, or more than one.
Result<std::optional<Objects::Header>> Objects::ask(const std::string& named) {
  if (auto said = git_.say(named + "\n"); !said) return std::move(said).failure();
  const auto line = git_.line();
  if (!line) return line.failure();
  const auto words = parts_of(*line, ' ');
  if (words.size() >= 2 && (words.back() == "missing" || words.back() == "ambiguous"))
    return std::optional<Header>{};
  Header header;
  if (words.size() != 3 || !is_object_name(words[0]) ||
      std::from_chars(words[2].data(), words[2].data() + words[2].size(), header.size).ec !=
          std::errc{})
    return not_understood();
  header.name = words[0];
  header.type = words[1];
  return std::optional{std::move(header)};
}

Result<std::optional<Objects::Object>> Objects::find(const ObjectName& name, std::size_t limit) {
  if (!is_object_name(name)) return std::optional<Object>{};
  const std::lock_guard guard{mutex_};
  const auto header = ask(name);
  // git ends where it would have to fetch an object, which it is not allowed to.
  if (!header)
    return unreadable("", tr("the object {} cannot be read: {}", brief(name),
                             printable_line(header.diagnostics().front().message.english())),
                      translated(partial_hint));
  if (!*header) return std::optional<Object>{};
  if ((*header)->name != name) return not_understood();
  const std::size_t size = (*header)->size;
  if (size > limit) {
    if (auto skipped = git_.skip(size + 1); !skipped) return std::move(skipped).failure();
    return unreadable("", tr("the object {} is larger than {} bytes", brief(name), limit));
  }
  auto bytes = git_.bytes(size);
  if (!bytes) return std::move(bytes).failure();
  if (auto end = git_.skip(1); !end) return std::move(end).failure();
  return std::optional<Object>{Object{(*header)->type, std::move(*bytes)}};
}

Result<std::optional<ObjectName>> Objects::commit(const std::string& named) {
  const std::lock_guard guard{mutex_};
  // `:/words` looks through messages, and would look for what follows too.
  const auto header = ask(named.substr(0, 2) == ":/" ? named : named + "^{commit}");
  // git ends at words such as `@{upstream}` that cannot stand for anything here.
  if (!header || !*header) return std::optional<ObjectName>{};
  if (auto skipped = git_.skip((*header)->size + 1); !skipped) return std::move(skipped).failure();
  if ((*header)->type != "commit") return std::optional<ObjectName>{};
  return std::optional{(*header)->name};
}

Result<std::string> Objects::blob(const ObjectName& name, std::size_t limit) {
  auto object = find(name, limit);
  if (!object) return std::move(object).failure();
  if (!*object)
    return unreadable("", tr("the file {} of an earlier commit is not in this clone", brief(name)),
                      translated(partial_hint));
  if ((*object)->type != "blob") return not_understood();
  return std::move((*object)->bytes);
}

}  // namespace cmt::git
