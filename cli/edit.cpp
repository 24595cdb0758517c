#include "cli/edit.hpp"

#include <fmt/core.h>
#include <stdlib.h>
#include <unistd.h>

#include <fstream>
#include <vector>

#include "core/text.hpp"
#include "store/process_run.hpp"

namespace cmt::cli {
namespace {

// Splits a command as a shell would split plain words and quotes, without a shell.
std::vector<std::string> words_of(const std::string& command) {
  std::vector<std::string> words;
  std::string word;
  bool in_word = false;
  char quote = 0;
  for (std::size_t i = 0; i < command.size(); ++i) {
    const char c = command[i];
    if (quote) {
      if (c == quote) quote = 0;
      else word += c;
    } else if (c == '\'' || c == '"') {
      quote = c;
      in_word = true;
    } else if (c == '\\' && i + 1 < command.size()) {
      word += command[++i];
      in_word = true;
    } else if (c == ' ' || c == '\t') {
      if (in_word) words.push_back(std::move(word));
      word.clear();
      in_word = false;
    } else {
      word += c;
      in_word = true;
    }
  }
  if (in_word) words.push_back(std::move(word));
  return words;
}

}  // namespace

Result<std::string> edit_text(World& world, const std::string& question, const std::string& text) {
  std::string command = "vi";
  for (const char* name : {"EDITOR", "VISUAL"})
    if (const auto value = world.environment(name); value && !value->empty()) command = *value;
  const std::string folder = world.environment("TMPDIR").value_or("/tmp");
  std::string path = folder + "/cmt-XXXXXX";
  const int descriptor = ::mkstemp(path.data());  // made for us alone (0600)
  if (descriptor < 0) return unreadable(path, "no temporary file could be made");
  ::close(descriptor);
  std::ofstream{path, std::ios::binary} << text << "\n\n# " << question << "\n";

  std::vector<std::string> argv = words_of(command);
  if (argv.empty()) argv = {"vi"};
  argv.push_back(path);
  store::RunOptions options;
  options.streams = store::Streams::inherited;
  const auto ran = store::run(argv, options);
  if (!ran || ran->status != 0)
    return failure(FailureKind::refused, fmt::format("the editor '{}' failed", printable_line(command)),
                   "what was typed is kept in " + path);
  std::ifstream in{path, std::ios::binary};
  std::string out, line;
  while (std::getline(in, line))
    if (line.empty() || line.front() != '#') out += line + "\n";
  while (!out.empty() && (out.back() == '\n' || out.back() == ' ')) out.pop_back();
  if (out.empty()) {
    ::unlink(path.c_str());
    return failure(FailureKind::refused, "nothing was written, so nothing was recorded");
  }
  if (const auto at = invalid_utf8_at(out))
    return failure(FailureKind::refused, fmt::format("the text is not UTF-8 at byte {}", *at + 1),
                   "what was typed is kept in " + path);
  ::unlink(path.c_str());
  return out;
}

}  // namespace cmt::cli
