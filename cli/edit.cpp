#include "cli/edit.hpp"

#include <fmt/core.h>
#include <stdlib.h>
#include <unistd.h>

#include <fstream>
#include <vector>

#include "cli/preferences.hpp"
#include "cli/words.hpp"
#include "core/text.hpp"
#include "store/process_run.hpp"

namespace cmt::cli {
Result<std::string> edit_text(World& world, const std::string& question, const std::string& text) {
  const std::string command = editor_of(world).value;
  auto words = words_of(command);
  if (!words)
    return failure(FailureKind::usage, fmt::format("a quote is not closed in the name of the editor: {}", printable_line(command)));
  std::vector<std::string> argv = std::move(*words);
  if (argv.empty()) argv = {"vi"};
  const std::string folder = world.environment("TMPDIR").value_or("/tmp");
  std::string path = folder + "/cmt-XXXXXX";
  const int descriptor = ::mkstemp(path.data());  // made for us alone (0600)
  if (descriptor < 0) return unreadable(path, "no temporary file could be made");
  ::close(descriptor);
  std::ofstream{path, std::ios::binary} << text << "\n\n# " << question << "\n";

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
  world.typed = path;
  return out;
}

}  // namespace cmt::cli
