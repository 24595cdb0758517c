#include "cli/help.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "core/fold.hpp"
#include "core/message.hpp"
#include "core/text.hpp"

namespace cmt::cli {
namespace {

struct Group {
  std::string_view name, title;
};
constexpr Group groups[] = {{"register", msgid("The register")}, {"receive", msgid("Receive")},
                            {"handle", msgid("Handle")},         {"look", msgid("Look")},
                            {"learn", msgid("Learn")},           {"exchange", msgid("Exchange")}};

std::string usage_of(const Command& command, const Args& args) {
  std::string out = fmt::format("cmt {}", command.name);
  if (command.verbs) return out + " VERB [options]";
  bool options = false;
  std::string after;
  for (const auto& arg : args.args()) {
    if (arg.kind == ArgKind::positional) out += arg.required ? " " + arg.name : " [" + arg.name + "]";
    else if (arg.kind == ArgKind::rest) out += arg.required ? " " + arg.name + " …" : " [" + arg.name + " …]";
    else if (arg.kind == ArgKind::after_dashes) after = " -- " + arg.name + " …";
    else if (arg.required) out += fmt::format(" {} {}", arg.name, arg.value);
    else options = true;
  }
  return (options ? out + " [options]" : out) + after;
}

std::string left_of(const Arg& arg) {
  std::string name = arg.name;
  for (std::size_t at = 0; (at = name.find(',', at)) != std::string::npos; at += 2) name.insert(at + 1, " ");
  return arg.value.empty() ? name : name + " " + arg.value;
}

std::string right_of(const Arg& arg) {
  std::string out = translated(arg.meaning).shown();
  const bool is_said = std::all_of(arg.choices.begin(), arg.choices.end(), [&](const auto& choice) {
    return out.find(choice) != std::string::npos;
  });
  if (!is_said && arg.choices.size() <= 16 && arg.value != "1..4" && arg.value != "0..3") {
    out += " (";
    for (const auto& choice : arg.choices) out += (&choice == &arg.choices.front() ? "" : ", ") + choice;
    out += ")";
  }
  return out;
}

// Two columns, the right one wrapped.
void add_row(std::string& out, const std::string& left, const std::string& right) {
  constexpr int indent = 28, width = 78;
  out += "  " + left;
  int column = 2 + display_width(left);
  if (column > indent - 2) {
    out += "\n";
    column = 0;
  }
  bool first = true;
  for (const auto& line : wrap(right, width - indent)) {
    out += std::string(static_cast<std::size_t>(indent - (first ? column : 0)), ' ') + line + "\n";
    first = false;
  }
}

// Characters that the formatter of manual pages takes for its own.
std::string roff(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\') out += "\\e";
    else if (c == '-') out += "\\-";
    else if (c == '\'' && (out.empty() || out.back() == '\n')) out += "\\&'";
    else if (c == '.' && (out.empty() || out.back() == '\n')) out += "\\&.";
    else out += c;
  }
  return out;
}

void add_manual_options(std::string& out, const Args& args, bool with_globals) {
  for (const auto& arg : args.args())
    if (with_globals || !arg.is_global)
      out += fmt::format(".TP\n.B {}\n{}\n", roff(left_of(arg)), roff(right_of(arg)));
}

void add_manual_examples(std::string& out, const Args& args) {
  for (const auto& [line, meaning] : args.examples())
    out += fmt::format(".TP\n.B {}\n{}\n", roff(line), roff(meaning));
}

}  // namespace

std::string overview_text() {
  std::string out = tr("cmt keeps a complaint register by ISO 10002: a folder of YAML records in git.").shown();
  out += "\n\n" + tr("Usage: cmt COMMAND [options]; cmt help COMMAND explains one.").shown() + "\n\n";
  out += fmt::format("  cmt init register --name 'Corner Shop'      {}\n"
                     "  cmt new 'Late parcel' --medium phone --description 'It never came'\n"
                     "  cmt list status:open                        {}\n",
                     tr("make a register").shown(), tr("what is to be done").shown());
  for (const auto& group : groups) {
    out += fmt::format("\n{}\n", translated(group.title).shown());
    for (const auto& command : commands())
      if (command.group == group.name)
        out += fmt::format("  {:<12} {}\n", command.name, translated(command.summary).shown());
  }
  out += "\n" + tr("ISO 10002 is guidance: cmt says whether a record meets it; it certifies none.").shown() + "\n";
  return out;
}

std::string manual_overview() {
  std::string out =
      ".TH CMT 1 \"\" \"cmt\" \"Complaint register\"\n.SH NAME\n"
      "cmt \\- a complaint register by ISO 10002, kept in git\n.SH SYNOPSIS\n"
      ".B cmt\nCOMMAND [options]\n.SH DESCRIPTION\n";
  out += roff("A register is a folder of YAML records: one file a complaint, whose history only grows. "
              "cmt finds it as git finds a repository: with -C DIR, in $CMT_DIR, or upwards.") + "\n";
  out += ".SH COMMANDS\n";
  for (const auto& group : groups) {
    out += fmt::format(".SS {}\n", roff(group.title));
    for (const auto& command : commands())
      if (command.group == group.name)
        out += fmt::format(".TP\n.BR cmt\\-{} (1)\n{}\n", command.name, roff(command.summary));
  }
  out += ".SH ENVIRONMENT\n"
         ".TP\n.B CMT_DIR\nthe register\n"
         ".TP\n.B CMT_USER\nwho acts, where \\-\\-by does not say\n"
         ".TP\n.B CMT_NOW\nthe time, RFC 3339\n"
         ".TP\n.B NO_COLOR\nno colours\n"
         ".TP\n.B CMT_CONFIG\nthe file of a person's own aliases, pager and editor\n"
         ".TP\n.BR CMT_PAGER \", \" PAGER\nwhat shows output that is longer than the screen\n"
         ".TP\n.BR CMT_EDITOR \", \" VISUAL \", \" EDITOR\nthe editor of \\-\\-edit\n"
         ".SH EXIT STATUS\n0 done; 1 the answer is no; 2 the command line is wrong; 3 could not read or write.\n";
  return out;
}

std::string help_text(const Command& command, const Args& args) {
  std::string out = tr("Usage: {}", usage_of(command, args)).shown() + "\n\n";
  out += capitalised(translated(command.summary).shown());
  if (!command.clause.empty())
    out += fmt::format(" ({})", command.clause.substr(0, 3) == "ISO" ? std::string{command.clause}
                                                                     : "ISO 10002:2018, " + std::string{command.clause});
  out += ".\n";
  for (const auto& paragraph : args.paragraphs()) {
    out += "\n";
    for (const auto& line : wrap(translated(paragraph).shown(), 78)) out += line + "\n";
  }
  if (!args.examples().empty()) out += "\n" + tr("Examples:").shown() + "\n";
  for (const auto& [line, meaning] : args.examples()) {
    for (const auto& part : wrap(line, 74)) out += (part == wrap(line, 74).front() ? "  " : "      ") + part + "\n";
    for (const auto& part : wrap(translated(meaning).shown(), 74)) out += "      " + part + "\n";
  }
  if (command.verbs) {
    out += "\n" + tr("Verbs:").shown() + "\n";
    for (const auto& verb : command.verbs())
      add_row(out, std::string{verb_of(verb)}, translated(verb.summary).shown());
    out += "\n" + tr("cmt {} VERB --help explains one.", command.name).shown() + "\n";
    return out;
  }
  for (const bool global : {false, true}) {
    bool any = false;
    for (const auto& arg : args.args()) {
      if (arg.is_global != global) continue;
      if (!any) out += "\n" + (global ? tr("For every command:") : tr("Arguments and options:")).shown() + "\n";
      any = true;
      add_row(out, left_of(arg), right_of(arg));
    }
  }
  add_row(out, "-h, --help", tr("this help").shown());
  return out;
}

std::string help_page(const Command& command, const Args& args) {
  std::string out = fmt::format("# cmt {}\n\n```text\n{}```\n", command.name, help_text(command, args));
  if (command.verbs)
    for (const auto& verb : command.verbs()) {
      Args described;
      Globals globals;
      verb.add(described);
      described.add_globals(globals);
      out += fmt::format("\n## cmt {}\n\n```text\n{}```\n", verb.name, help_text(verb, described));
    }
  return out;
}

std::string manual_page(const Command& command, const Args& args) {
  std::string out = fmt::format(".TH CMT-{0} 1 \"\" \"cmt\" \"Complaint register\"\n.SH NAME\ncmt\\-{1} \\- {2}\n",
                                [&] {
                                  std::string upper{command.name};
                                  for (char& c : upper) c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 32 : c);
                                  return upper;
                                }(),
                                command.name, roff(command.summary));
  out += fmt::format(".SH SYNOPSIS\n{}\n", roff(usage_of(command, args)));
  out += ".SH DESCRIPTION\n";
  out += command.clause.empty() ? std::string{"A command of cmt.\n"} : fmt::format("Clause {}.\n", roff(command.clause));
  for (const auto& paragraph : args.paragraphs()) out += ".PP\n" + roff(paragraph) + "\n";
  if (command.verbs) {
    out += ".SH VERBS\n";
    for (const auto& verb : command.verbs()) {
      Args described;
      verb.add(described);
      out += fmt::format(".SS {}\n{}\n", roff(usage_of(verb, described)), roff(verb.summary));
      for (const auto& paragraph : described.paragraphs()) out += ".PP\n" + roff(paragraph) + "\n";
      add_manual_options(out, described, false);
      add_manual_examples(out, described);
    }
    out += ".SH OPTIONS OF EVERY VERB\n";
  } else {
    out += ".SH OPTIONS\n";
  }
  add_manual_options(out, args, true);
  if (!args.examples().empty()) out += ".SH EXAMPLES\n";
  add_manual_examples(out, args);
  out += ".SH EXIT STATUS\n0 done; 1 the answer is no; 2 the command line is wrong; 3 could not read or write.\n"
         ".SH SEE ALSO\n.BR cmt (1)\n";
  return out;
}

}  // namespace cmt::cli
