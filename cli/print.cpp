#include "cli/print.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "cli/language.hpp"
#include "cli/preferences.hpp"
#include "core/text.hpp"

namespace cmt::cli {
namespace {

Message word_for(Severity severity) {
  switch (severity) {
    case Severity::note: return tr("note");
    case Severity::warning: return tr("warning");
    case Severity::error: break;
  }
  return tr("error");
}

std::string_view color_for(Severity severity) {
  switch (severity) {
    case Severity::note: return "\033[36m";
    case Severity::warning: return "\033[33m";
    case Severity::error: break;
  }
  return "\033[31m";
}

// The source line with a caret under the column; long lines are cut round it. Behind the bar a line of
// a record is neither a finding nor `::error …`, a command to a GitHub workflow, which may be indented.
std::string excerpt(const Diagnostic& diagnostic) {
  if (diagnostic.excerpt.empty() || diagnostic.at.column < 1) return {};
  constexpr int before = 50, width = 72;
  std::string_view rest = diagnostic.excerpt;
  int column = 1;
  const int first = std::max(1, diagnostic.at.column - before);
  while (column < first && !rest.empty()) {
    rest.remove_prefix(first_code_point(rest).size);
    ++column;
  }
  std::string_view head = rest;
  std::size_t length = 0;
  while (column < diagnostic.at.column && length < head.size()) {
    length += first_code_point(head.substr(length)).size;
    ++column;
  }
  const int caret = display_width(printable_line(rest.substr(0, length)));
  const std::string line = truncate(printable_line(rest), width);
  if (line.find_first_not_of(' ') == std::string::npos) return {};
  return fmt::format("  | {}\n  | {}^\n", line, std::string(static_cast<std::size_t>(caret), ' '));
}

}  // namespace

std::string rendered(const Diagnostic& diagnostic, bool color) {
  std::string out;
  if (!diagnostic.at.file.empty()) {
    out += printable_line(diagnostic.at.file);
    if (diagnostic.at.line > 0) out += fmt::format(":{}", diagnostic.at.line);
    if (diagnostic.at.line > 0 && diagnostic.at.column > 0) out += fmt::format(":{}", diagnostic.at.column);
    out += ": ";
  }
  const std::string word = word_for(diagnostic.severity).shown();
  out += color ? fmt::format("{}{}:\033[0m ", color_for(diagnostic.severity), word)
               : fmt::format("{}: ", word);
  out += printable_line(diagnostic.message.shown());
  if (!diagnostic.clause.empty() || !diagnostic.rule.empty()) {
    out += " [";
    out += diagnostic.rule;
    if (!diagnostic.clause.empty() && !diagnostic.rule.empty()) out += ", ";
    out += diagnostic.clause;
    out += "]";
  }
  out += "\n" + excerpt(diagnostic);
  if (!diagnostic.hint.empty()) out += "  " + printable_line(diagnostic.hint.shown()) + "\n";
  return out;
}

void print(World& world, const Diagnostics& diagnostics) {
  const bool color = wants_color(world, world.console.err_is_terminal);
  std::string out;
  for (const auto& diagnostic : diagnostics) out += rendered(diagnostic, color);
  world.console.write_err(in_direction(out, world.console.err_is_terminal));
}

int fail(World& world, const Failure& failure) {
  print(world, failure.diagnostics);
  world.out.clear();
  switch (failure.kind) {
    case FailureKind::refused: return answer_is_no;
    case FailureKind::usage: return wrong_usage;
    case FailureKind::unreadable: break;
  }
  return not_readable;
}

bool wants_color(const World& world, bool is_terminal) { return color_of(world, is_terminal).value == "yes"; }

Message printable(const Message& message) {
  return {printable_line(message.english()), printable_line(message.shown())};
}

std::string placed(const World& world, std::string_view printable) {
  return world.console.out_is_terminal ? isolate(printable) : std::string{printable};
}

int text_width(const World& world) { return world.console.out_is_terminal ? world.console.width : 0; }

std::string shown_facts(const World& world, const std::string& title,
                        const std::vector<std::pair<std::string, std::string>>& facts, const std::string& heading) {
  const bool color = wants_color(world, world.console.out_is_terminal);
  const int width = std::clamp(text_width(world) ? text_width(world) : 80, 40, 100);
  const auto bold = [&](const std::string& text) {
    return color ? "\033[1m" + text + "\033[0m" : text;
  };
  std::string out = bold(printable_line(title)) + "\n\n";
  for (const auto& [label, value] : facts) {
    if (value.empty()) continue;
    bool first = true;
    for (const auto& part : wrap(printable_line(value), width - 18)) {
      out += fmt::format("  {}{}\n", pad_right(first ? translated(label).shown() : "", 16), isolate(part));
      first = false;
    }
  }
  return out + "\n" + bold(translated(heading).shown()) + "\n\n";
}

std::string shown_table(const World& world, const std::vector<Column>& columns,
                        const std::vector<std::vector<std::string>>& rows) {
  if (rows.empty()) return {};
  TableOptions options;
  options.width = text_width(world);
  options.isolate = world.console.out_is_terminal;
  if (wants_color(world, world.console.out_is_terminal))
    options.title_style = [](std::string_view title) { return fmt::format("\033[1m{}\033[0m", title); };
  return render_table(columns, rows, options);
}

std::string joined(const std::vector<std::string>& texts) {
  std::string out;
  for (const auto& text : texts) out += (out.empty() ? "" : ", ") + text;
  return out;
}

}  // namespace cmt::cli
