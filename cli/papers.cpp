#include "cli/papers.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "cli/labels.hpp"
#include "core/text.hpp"
#include "store/process_run.hpp"

namespace cmt::cli {
namespace {

bool is_file(const std::string& output) { return !output.empty() && output != "-"; }

}  // namespace

Result<std::string> pdf_of(const std::string& html) {
  store::RunOptions options;
  options.input = html;
  options.time_limit = std::chrono::seconds{60};
  const auto ran = store::run({"weasyprint", "-q", "-e", "utf-8", "-", "-"}, options);
  if (!ran)
    return failure(FailureKind::unreadable, tr("no PDF without weasyprint: {}", ran.diagnostics().front().message),
                   tr("install it (on Debian: apt install weasyprint), or print the page of --format html"));
  if (ran->status != 0 || !ran->output.starts_with("%PDF-"))
    return failure(FailureKind::unreadable, tr("weasyprint made no PDF and ended with {}", ran->status),
                   truncate(printable_line(ran->errors), 200));
  return ran->output;
}

std::string first_language(const std::vector<std::string>& tags, const std::vector<std::string>& there) {
  for (const auto& tag : tags)
    for (const std::string& wanted : {tag, tag.substr(0, tag.find('-'))})
      if (std::find(there.begin(), there.end(), wanted) != there.end()) return wanted;
  return "en";
}

std::string language_for(const records::Party& party, const process::State& state, const records::Settings& settings,
                         const std::vector<std::string>& there) {
  return first_language({party.preferred_language, state.particulars.preferred_language, state.language, settings.language()}, there);
}

Result<Done> check_place(const World& world, const std::string& format, const std::string& output) {
  if (format == "pdf" && !is_file(output) && world.console.out_is_terminal && !world.globals.json)
    return failure(FailureKind::usage, tr("a PDF is not for a terminal"), tr("name a file with -o"));
  std::error_code error;
  if (is_file(output) && std::filesystem::is_regular_file(world.folder / output, error))
    return unreadable(output, tr("it is there already, and is not replaced"), tr("name another file with -o"));
  return Done{};
}

Result<Done> hand_out(World& world, const std::string& output, const std::string& bytes, const std::function<void()>& print_json) {
  if (is_file(output)) {
    if (auto written = write_file(world, output, bytes); !written) return written;
    world.say(tr("written to {}", printable_line(output)));
  }
  if (world.globals.json) print_json();
  else if (!is_file(output)) world.out += bytes;
  return Done{};
}

}  // namespace cmt::cli
