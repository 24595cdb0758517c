// 7.3, 8.2.2: a board of the complaints on the terminal.
#include <fmt/core.h>

#include "cli/board.hpp"
#include "cli/cases.hpp"
#include "cli/commands.hpp"
#include "cli/edges/screen.hpp"
#include "cli/errands.hpp"
#include "cli/language.hpp"
#include "cli/moments.hpp"
#include "cli/print.hpp"
#include "cli/run.hpp"
#include "core/text.hpp"
#include "process/agenda.hpp"

namespace cmt::cli {
namespace {

BoardRow row_of(const process::State& state, const CaseContext& context, const std::string& language) {
  BoardRow row;
  row.id = state.id.text();
  row.status = label_of(*find_case_field("status"), state, context, language);
  row.owner = state.owner;
  row.summary = state.summary;
  // In the order of the process.
  row.status_order = fmt::format("{:02}", static_cast<int>(state.status));
  row.received = text_of(*find_case_field("received"), state, context);
  row.due_order = "9";
  const auto errands = process::agenda({&state}, {}, context.rules, context.now);
  if (!errands.empty()) {
    const auto& first = errands.front();
    row.due = distance(first, context.rules, context.now).shown() + ": " + what(first);
    row.due_order = process::text_of(first.due, context.rules.zone);
    row.is_late = first.status == process::ClockStatus::overdue;
  }
  return row;
}

Result<std::vector<BoardRow>> rows_of(World& world, const std::vector<std::string>& typed) {
  auto session = open_session(world);
  if (!session) return std::move(session).failure();
  const CaseContext context{session->rules(), today_of(world, *session), world.now()};
  const auto query = parse_query(typed, session->rules(), context.today);
  if (!query) return query.failure();
  const std::string language = language_beside(session->settings());
  Cases cases;
  return load_rows(world, *session,
                   {query::needs_text(*query), true, {}, {}, [&](const Case& one) { return matches(*query, one, context); }, true},
                   cases, [&](const Case& one) { return row_of(one.state(), context, language); });
}

// A command of the board, as if it were typed, with its output kept for the screen. Nobody is asked anything.
BoardAnswer answer(const World& outer, const std::vector<std::string>& words, int width) {
  BoardAnswer out;
  if (!words.empty() && words.front() == "ui") return {wrong_usage, "", "the board is open already"};
  World world = outer;
  world.out.clear();
  world.said.clear();
  world.globals = {};
  world.globals.folder = outer.globals.folder;
  world.globals.by = outer.globals.by;
  world.globals.language = outer.globals.language;
  world.globals.color = "never";
  world.console.in_is_terminal = world.console.err_is_terminal = false;
  world.console.read_line = []() -> std::optional<std::string> { return std::nullopt; };
  world.console.read_all = []() -> Result<std::string> { return std::string{}; };
  world.console.page = nullptr;
  world.console.out_is_terminal = true;  // so that it is as wide as the screen
  world.console.width = width;
  world.console.write_out = [&out](std::string_view text) {
    out.out += text;
    return true;
  };
  world.console.write_err = [&out](std::string_view text) {
    out.err += text;
    return true;
  };
  std::vector<std::string> all = words;
  // The register and the person are those of the board; the words may still name others.
  if (!outer.globals.folder.empty()) all.insert(all.begin(), {"-C", outer.globals.folder});
  std::optional<BoardSuspended> suspended;
  if (std::find(words.begin(), words.end(), "--edit") != words.end()) suspended.emplace();
  out.code = run(all, world);
  return out;
}

}  // namespace

Run add_ui(Args& args) {
  struct Options {
    std::vector<std::string> query;
  };
  const auto o = std::make_shared<Options>();
  args.rest("QUERY", o->query, "which complaints, as for list; status:open when not given").completes("query");
  args.reads_register();
  args.about("The list, a case with its timeline, a filter as you type, and keys that begin the usual steps; ? on the board "
             "tells the keys. Whatever is done there is a command of cmt, which you see before it is carried out.");
  args.example("cmt ui", "what is open, the most urgent first");
  args.example("cmt ui owner:sara status:open", "what Sara has to do");
  return [o](World& world) {
    if (!world.console.in_is_terminal || !world.console.out_is_terminal)
      return fail(world, failure(FailureKind::usage, tr("a board needs a terminal"), tr("cmt list and cmt due print the same")));
    if (o->query.empty()) o->query = {"status:open"};
    const auto session = open_session(world);
    if (!session) return fail(world, session.failure());
    // What is wrong with single records is told by cmt check, not on the screen.
    World silent = world;
    silent.console.write_err = [](std::string_view) { return true; };
    Board board{session->settings().organization + ": " + query::join_arguments(o->query),
                [&] { return rows_of(silent, o->query); },
                [&](const std::vector<std::string>& words, int width) { return answer(world, words, width); }};
    if (board.failure()) return fail(world, *board.failure());
    if (const auto shown = show_on_terminal(board); !shown) return fail(world, shown.failure());
    return cli::done;
  };
}

}  // namespace cmt::cli
