#include "cli/edit.hpp"

#include <fcntl.h>
#include <fmt/core.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>
#include <vector>

#include "cli/preferences.hpp"
#include "cli/sealing.hpp"
#include "cli/words.hpp"
#include "core/text.hpp"
#include "store/process_run.hpp"
#include "store/system_calls.hpp"

namespace cmt::cli {
namespace {

namespace fs = std::filesystem;

// The file of a sealed register has a folder of its own, with what the editor puts beside it.
constexpr const char* sealed_name = "words.txt";
bool is_of_sealed(const fs::path& path) { return path.filename() == sealed_name; }

// ---- what a signal leaves ---------------------------------------------------------------------------

// Plain bytes, since a handler may do little more than remove them.
char file_at_risk[4096] = "", folder_at_risk[4096] = "";
constexpr int ending[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM};
struct sigaction handlers_before[std::size(ending)];

void remove_and_end(int signal) {
  ::unlink(file_at_risk);
  ::rmdir(folder_at_risk);
  ::signal(signal, SIG_DFL);
  ::raise(signal);
}
void go_on(int) {}

void handle(int signal, void (*handler)(int), struct sigaction* before = nullptr) {
  struct sigaction action = {};
  action.sa_handler = handler;
  ::sigaction(signal, &action, before);
}

// Until finish_typing() a signal that ends the program takes the file with it.
void guard(const fs::path& path) {
  std::snprintf(file_at_risk, sizeof file_at_risk, "%s", path.c_str());
  std::snprintf(folder_at_risk, sizeof folder_at_risk, "%s", path.parent_path().c_str());
  for (std::size_t i = 0; i < std::size(ending); ++i) handle(ending[i], remove_and_end, &handlers_before[i]);
}

// Keys that interrupt are the editor's while it runs.
void leave_keys_to_editor(bool is_running) {
  for (const int signal : {SIGINT, SIGQUIT}) handle(signal, is_running ? go_on : remove_and_end);
}

void remove_guarded(const fs::path& path) {
  std::error_code ignored;
  fs::remove_all(path.parent_path(), ignored);
  for (std::size_t i = 0; i < std::size(ending); ++i) ::sigaction(ending[i], &handlers_before[i], nullptr);
}

// ---- where it lies ----------------------------------------------------------------------------------

// Whether git or a register could take up what lies there.
bool is_in_repository(const fs::path& folder) {
  std::error_code error;
  for (fs::path at = fs::weakly_canonical(folder, error); !at.empty(); at = at.parent_path()) {
    if (fs::exists(at / ".git", error) || fs::exists(at / "cmt.yaml", error)) return true;
    if (at == at.parent_path()) break;
  }
  return false;
}

Result<fs::path> folder_to_type_in(const World& world, bool is_sealed) {
  std::vector<std::string> folders{world.environment("TMPDIR").value_or(""), "/tmp"};
  // Of this person alone, in memory, and gone when they log out.
  if (is_sealed) folders.insert(folders.begin(), world.environment("XDG_RUNTIME_DIR").value_or(""));
  std::error_code error;
  for (const auto& one : folders)
    if (one.starts_with('/') && fs::is_directory(one, error) && ::access(one.c_str(), W_OK) == 0 && !is_in_repository(one)) return fs::path{one};
  return failure(FailureKind::unreadable, tr("there is no folder for a text that is typed outside of registers and repositories"),
                 tr("name one with TMPDIR"));
}

// A file for us alone (0600), of a sealed register in a folder for us alone (0700). World::typed names it from then on.
Result<Done> make_file(World& world, bool is_sealed, const std::string& text) {
  const auto folder = folder_to_type_in(world, is_sealed);
  if (!folder) return folder.failure();
  std::string made = (*folder / "cmt-XXXXXX").string();
  const bool is_made = !is_sealed || ::mkdtemp(made.data()) != nullptr;
  if (is_made && is_sealed) guard(world.typed = (fs::path{made} / sealed_name).string());
  const int descriptor = !is_made    ? -1
                         : is_sealed ? ::open(world.typed.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600)
                                     : ::mkostemp(made.data(), O_CLOEXEC);
  if (descriptor < 0) return unreadable(folder->string(), tr("no temporary file could be made there: {}", store::describe(errno)));
  if (!is_sealed) world.typed = made;
  const int error = store::write_all(descriptor, text);
  ::close(descriptor);
  if (error != 0) return unreadable(world.typed, tr("the temporary file could not be written: {}", store::describe(error)));
  return Done{};
}

// The lines that are no comments.
std::string typed_in(const fs::path& path) {
  std::ifstream in{path, std::ios::binary};
  std::string out, line;
  while (std::getline(in, line))
    if (line.empty() || line.front() != '#') out += line + "\n";
  while (!out.empty() && (out.back() == '\n' || out.back() == ' ')) out.pop_back();
  return out;
}

}  // namespace

Result<std::string> edit_text(World& world, const Session& session, const std::string& question, const std::string& text) {
  const std::string command = editor_of(world).value;
  auto words = words_of(command);
  if (!words)
    return failure(FailureKind::usage, tr("a quote is not closed in the name of the editor: {}", printable_line(command)));
  std::vector<std::string> argv = std::move(*words);
  if (argv.empty()) argv = {"vi"};
  if (auto made = make_file(world, is_sealed(session), text + "\n\n# " + question + "\n"); !made) return std::move(made).failure();
  const fs::path path = world.typed;

  argv.push_back(path.string());
  store::RunOptions options;
  options.streams = store::Streams::inherited;
  if (is_of_sealed(path)) leave_keys_to_editor(true);
  const auto ran = store::run(argv, options);
  if (is_of_sealed(path)) leave_keys_to_editor(false);
  if (!ran || ran->status != 0)
    return failure(FailureKind::refused, tr("the editor '{}' failed", printable_line(command)));
  std::string out = typed_in(path);
  if (out.empty()) {
    finish_typing(world, cli::done);
    return failure(FailureKind::refused, tr("nothing was written, so nothing was recorded"));
  }
  if (const auto at = invalid_utf8_at(out))
    return failure(FailureKind::refused, tr("the text is not UTF-8 at byte {}", *at + 1));
  return out;
}

void finish_typing(World& world, int code) {
  if (world.typed.empty()) return;
  const fs::path path = std::exchange(world.typed, {});
  const bool is_kept = code != cli::done && !is_of_sealed(path);
  if (is_kept) world.console.write_err(tr("what was typed is kept in {}\n", printable_line(path.string())).shown());
  if (code != cli::done && is_of_sealed(path)) {
    std::string told = tr("what was typed is kept in no file, since the register is sealed:\n").shown();
    std::string_view rest;
    const std::string typed = typed_in(path);
    for (rest = typed; !rest.empty();) {
      const auto end = std::min(rest.find('\n'), rest.size());
      told += "  " + printable_line(rest.substr(0, end)) + "\n";
      rest.remove_prefix(std::min(rest.size(), end + 1));
    }
    if (!typed.empty()) world.console.write_err(told);
  }
  if (is_of_sealed(path)) remove_guarded(path);
  else if (!is_kept) std::remove(path.c_str());
}

}  // namespace cmt::cli
