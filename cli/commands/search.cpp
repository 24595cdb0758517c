// 8.2 Analysis and evaluation: complaints whose words hold a text.
#include <fmt/core.h>

#include <algorithm>

#include "cli/cases.hpp"
#include "cli/commands.hpp"
#include "cli/print.hpp"
#include "core/fold.hpp"
#include "core/text.hpp"
#include "records/json.hpp"

namespace cmt::cli {
namespace {

// The line of the original text that holds the words, cut to fit.
std::string line_with(std::string_view text, const std::string& wanted, int columns) {
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    const auto line = text.substr(0, end);
    if (fold(line).find(wanted) != std::string::npos) return truncate(printable_line(line), columns);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return {};
}

}  // namespace

Run add_search(Args& args) {
  struct Options {
    std::vector<std::string> text;
    bool skip_invalid = false;
  };
  const auto o = std::make_shared<Options>();
  args.rest("TEXT", o->text, "the words, in any script; case, marks and letter variants do not count").required();
  args.flag("--skip-invalid", o->skip_invalid, "go on without records that cannot be read");
  args.reads_register();
  args.example("cmt search 'taken twice'", "in summaries, descriptions and notes");
  return [o](World& world) {
    auto session = open_session(world);
    if (!session) return fail(world, session.failure());
    const std::string wanted = fold(query::join_arguments(o->text));
    const bool is_json = world.globals.json;
    const int width = text_width(world) ? text_width(world) - 2 : 100;
    const Instant now = world.now();
    LoadOptions options;
    options.with_text = true;
    options.skip_invalid = o->skip_invalid;
    options.holds = [&](std::string_view text) { return text.find(wanted) != std::string_view::npos; };
    options.print = [&](const Case& one, const records::Record*) -> Result<std::string> {
      const process::State& state = one.state();
      if (is_json) return ",\n  " + records::to_json(state, session->rules(), now);
      std::string out = state.id.text() + "  " + truncate(printable_line(state.summary), width - 12) + "\n";
      const std::string line = line_with(state.description.value, wanted, width - 2);
      if (!line.empty()) out += "  " + placed(world, line) + "\n";
      return out;
    };
    const auto cases = load_cases(world, *session, options);
    if (!cases) return fail(world, cases.failure());
    const std::size_t found = cases->kept;
    std::string_view printed = cases->printed;
    if (is_json) {
      printed.remove_prefix(std::min<std::size_t>(printed.size(), 1));  // the comma before the first
      world.out += "{\"schema\": 1, \"complaints\": [";
    }
    world.out += printed;
    if (is_json) world.out += "\n]}\n";
    world.say(trn("{} complaint", "{} complaints", found, found));
    return found ? cli::done : answer_is_no;
  };
}

}  // namespace cmt::cli
