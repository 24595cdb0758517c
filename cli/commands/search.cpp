// 8.2 Analysis and evaluation: complaints whose words hold a text.
#include <fmt/core.h>

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
    const auto has_words = [&](const Case& one) { return one.text.find(wanted) != std::string::npos; };
    auto cases = load_cases(world, *session, {true, o->skip_invalid, {}, {}, has_words});
    if (!cases) return fail(world, cases.failure());
    std::size_t found = 0;
    if (world.globals.json) world.out += "{\"schema\": 1, \"complaints\": [";
    for (const auto& state : cases->states) {
      ++found;
      if (world.globals.json) {
        world.out += (found == 1 ? "\n  " : ",\n  ") + records::to_json(state, session->rules(), world.now());
        continue;
      }
      const int width = text_width(world) ? text_width(world) - 2 : 100;
      world.out += state.id.text() + "  " + truncate(printable_line(state.summary), width - 12) + "\n";
      const std::string line = line_with(state.description.value, wanted, width - 2);
      if (!line.empty()) world.out += "  " + placed(world, line) + "\n";
    }
    if (world.globals.json) world.out += "\n]}\n";
    world.say(found == 1 ? "1 complaint" : fmt::format("{} complaints", found));
    return found ? cli::done : answer_is_no;
  };
}

}  // namespace cmt::cli
