// The form of the register's files, for editors and reviewers.
#include <fmt/core.h>

#include "cli/commands.hpp"
#include "cli/print.hpp"
#include "cli/session.hpp"
#include "core/table.hpp"
#include "core/text.hpp"
#include "records/schema.hpp"

namespace cmt::cli {

Run add_schema(Args& args) {
  struct Options {
    std::string name, list;
    bool lists = false;
  };
  const auto o = std::make_shared<Options>();
  const auto names = records::schema_names();
  args.positional("NAME", o->name, "which file; complaint when not given", false)
      .choices({names.begin(), names.end()});
  args.option("--list", "LIST", o->list, "the codes of a value list, with this register's own").completes("list");
  args.flag("--lists", o->lists, "the names of the value lists");
  args.example("cmt schema complaint", "JSON Schema of a record, with this register's codes");
  args.example("cmt schema --list problems", "the problem categories");
  return [o](World& world) {
    // Within a register its own lists count; elsewhere the built-in ones.
    auto session = open_session(world);
    const Lists& lists = session ? session->rules().lists : records::built_in_lists();
    const std::string language = session ? session->settings().language() : "en";
    if (!session && session.failure().diagnostics.front().at.line > 0) return fail(world, session.failure());
    if (o->lists) {
      for (const auto& name : lists.names()) world.out += name + "\n";
      return cli::done;
    }
    if (o->list.empty()) {
      world.out += records::schema(o->name.empty() ? "complaint" : o->name, lists);
      return cli::done;
    }
    if (!lists.has(o->list)) {
      const auto near = nearest(o->list, lists.names());
      return fail(world, failure(FailureKind::usage, tr("there is no list '{}'", truncate(printable_line(o->list), 40)),
                                 near ? tr("did you mean '{}'?", *near) : tr("cmt schema --lists names them")));
    }
    std::vector<std::vector<std::string>> rows;
    for (const auto& value : lists[o->list].values())
      rows.push_back({value.code, lists[o->list].label(value.code, language),
                      value.retired ? "retired" : value.requires_field.empty() ? "" : "with " + value.requires_field});
    TableOptions options;
    options.width = text_width(world);
    options.isolate = world.console.out_is_terminal;
    world.out += render_table({{tr("Code").shown(), Align::left, 4, 0}, {tr("Label").shown(), Align::left, 10, 1}, {"", Align::left, 0, 0}}, rows, options);
    return cli::done;
  };
}

}  // namespace cmt::cli
