#include "cli/args.hpp"

#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "cli/world.hpp"
#include "core/text.hpp"

namespace cmt::cli {

bool is_option(const Arg& arg) {
  return arg.kind == ArgKind::option || arg.kind == ArgKind::repeated || arg.kind == ArgKind::flag;
}

namespace {

std::vector<std::string> spellings(const std::string& name) {
  std::vector<std::string> out;
  std::size_t start = 0;
  while (start <= name.size()) {
    const auto comma = std::min(name.find(',', start), name.size());
    out.push_back(name.substr(start, comma - start));
    start = comma + 1;
  }
  return out;
}

const Arg* find_option(const std::vector<Arg>& args, const std::string& spelling) {
  for (const auto& arg : args) {
    if (!is_option(arg)) continue;
    for (const auto& one : spellings(arg.name))
      if (one == spelling) return &arg;
  }
  return nullptr;
}

std::string listed(const std::vector<std::string>& values) {
  std::string out;
  for (const auto& value : values) out += (out.empty() ? "" : ", ") + value;
  return out;
}

Failure usage(Message message, Message hint = {}) {
  return failure(FailureKind::usage, std::move(message), std::move(hint));
}

// Splits `--name=value` and checks every option's name, so that the message names the word and the
// nearest right one; the values themselves are left to the parser.
Result<std::vector<std::string>> normalise(const std::vector<Arg>& args,
                                           const std::vector<std::string>& words) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i];
    if (word == "--") {
      out.insert(out.end(), words.begin() + static_cast<std::ptrdiff_t>(i), words.end());
      break;
    }
    if (word.size() < 2 || word[0] != '-') {
      out.push_back(word);
      continue;
    }
    const bool is_long = word[1] == '-';
    const auto equals = is_long ? word.find('=') : std::string::npos;
    const std::string name = is_long ? word.substr(0, equals) : word.substr(0, 2);
    const Arg* arg = find_option(args, name);
    if (!arg) {
      std::vector<std::string> known;
      for (const auto& one : args)
        if (is_option(one))
          for (const auto& spelling : spellings(one.name))
            if (spelling.size() > 2) known.push_back(spelling);
      const auto begun = std::find_if(known.begin(), known.end(), [&](const auto& one) {
        return name.size() > 3 && one.starts_with(name);
      });
      const auto near = begun != known.end() ? std::optional{*begun} : nearest(name, known);
      return usage(tr("option '{}' is not known", truncate(printable_line(name), 60)),
                   near ? tr("did you mean '{}'?", *near)
                        : tr("--help lists the options; a text that begins with a hyphen "
                                      "goes after --"));
    }
    const bool is_flag = arg->kind == ArgKind::flag;
    if (is_flag && equals != std::string::npos)
      return usage(tr("{} takes no value", name));
    out.push_back(is_long ? name : word);
    if (is_flag) continue;
    const bool is_bundled = !is_long && word.size() > 2;
    if (equals != std::string::npos)
      out.push_back(word.substr(equals + 1));
    else if (!is_bundled && i + 1 >= words.size())
      return usage(tr("{} needs a value", name), arg->value + ": " + arg->meaning);
    else if (!is_bundled)
      out.push_back(words[++i]);
  }
  return out;
}

}  // namespace

Args& Args::positional(std::string name, std::string& target, std::string meaning, bool is_required) {
  args_.push_back({ArgKind::positional, std::move(name), {}, std::move(meaning), {}, {}, is_required,
                   false, &target, nullptr, nullptr});
  return *this;
}
Args& Args::rest(std::string name, std::vector<std::string>& target, std::string meaning) {
  args_.push_back({ArgKind::rest, std::move(name), {}, std::move(meaning), {}, {}, false, false,
                   nullptr, &target, nullptr});
  return *this;
}
Args& Args::after_dashes(std::string name, std::vector<std::string>& target, std::string meaning) {
  args_.push_back({ArgKind::after_dashes, std::move(name), {}, std::move(meaning), {}, {}, true, false,
                   nullptr, &target, nullptr});
  return *this;
}
Args& Args::option(std::string name, std::string value, std::string& target, std::string meaning) {
  args_.push_back({ArgKind::option, std::move(name), std::move(value), std::move(meaning), {}, {},
                   false, false, &target, nullptr, nullptr});
  return *this;
}
Args& Args::repeated(std::string name, std::string value, std::vector<std::string>& target,
                     std::string meaning) {
  args_.push_back({ArgKind::repeated, std::move(name), std::move(value), std::move(meaning), {}, {},
                   false, false, nullptr, &target, nullptr});
  return *this;
}
Args& Args::flag(std::string name, bool& target, std::string meaning) {
  args_.push_back({ArgKind::flag, std::move(name), {}, std::move(meaning), {}, {}, false, false,
                   nullptr, nullptr, &target});
  return *this;
}
Args& Args::choices(std::vector<std::string> values) {
  args_.back().choices = std::move(values);
  return *this;
}
Args& Args::completes(std::string what) {
  args_.back().completes = std::move(what);
  return *this;
}
Args& Args::required() {
  args_.back().required = true;
  return *this;
}
Args& Args::example(std::string command, std::string meaning) {
  examples_.emplace_back(std::move(command), std::move(meaning));
  return *this;
}
Args& Args::about(std::string paragraph) {
  paragraphs_.push_back(std::move(paragraph));
  return *this;
}

Args& Args::reads_register() {
  reads_register_ = true;
  return *this;
}

void Args::add_globals(Globals& globals) {
  const std::size_t before = args_.size();
  option("-C", "DIR", globals.folder, "work in this register's folder").completes("folder");
  // `report` divides its figures with an option of that name, and nobody acts in it.
  if (!find_option(args_, "--by"))
    option("--by", "WHO", globals.by, "who acts; else $CMT_USER, git's user, the login name");
  flag("--json", globals.json, "print JSON");
  option("--color", "WHEN", globals.color, "colours: auto, always, never")
      .choices({"auto", "always", "never"});
  // Of a report, a letter or a form it is another language: that of the words in it.
  if (!find_option(args_, "--lang"))
    option("--lang", "TAG", globals.language, "language of messages; else $CMT_LANG, the locale, English").choices(spoken_languages());
  if (reads_register_) {
    flag("--no-cache", globals.no_cache, "read every record; neither use nor make the snapshot under .cmt/");
    option("--threads", "N", globals.threads, "how many read the records: 1 to 8; else one a processor")
        .choices({"1", "2", "3", "4", "5", "6", "7", "8"});
  }
  flag("-q,--quiet", globals.quiet, "say nothing about what was done");
  flag("--no-pager", globals.no_pager, "show what is longer than the screen as it is");
  for (std::size_t i = before; i < args_.size(); ++i) args_[i].is_global = true;
}

Result<Done> Args::parse(const std::vector<std::string>& words) const {
  const auto after = std::find_if(args_.begin(), args_.end(), [](const Arg& arg) { return arg.kind == ArgKind::after_dashes; });
  const auto dashes = after == args_.end() ? words.end() : std::find(words.begin(), words.end(), "--");
  if (dashes != words.end()) after->texts->assign(dashes + 1, words.end());
  auto normal = normalise(args_, {words.begin(), dashes});
  if (!normal) return std::move(normal).failure();

  CLI::App app;
  app.set_help_flag();
  for (const auto& arg : args_) {
    switch (arg.kind) {
      case ArgKind::positional: app.add_option(arg.name, *arg.text); break;
      case ArgKind::rest: app.add_option(arg.name, *arg.texts); break;
      case ArgKind::option: app.add_option(arg.name, *arg.text); break;
      case ArgKind::repeated:
        app.add_option(arg.name, *arg.texts)->expected(1)->take_all()->allow_extra_args(false);
        break;
      case ArgKind::flag: app.add_flag(arg.name, *arg.flag); break;
      case ArgKind::after_dashes: break;
    }
  }
  try {
    std::vector<std::string> reversed(normal->rbegin(), normal->rend());
    app.parse(std::move(reversed));
  } catch (const CLI::ExtrasError&) {
    const auto extras = app.remaining();
    return usage(extras.empty() ? tr("there is one word too many")
                                : tr("'{}' is one word too many",
                                     truncate(printable_line(extras.front()), 60)),
                 tr("a text with blanks goes into quotes"));
  } catch (const CLI::ParseError& error) {
    return usage(printable_line(error.what()));
  }

  std::string missing;
  for (const auto& arg : args_) {
    const bool is_empty = arg.text ? arg.text->empty() : arg.texts && arg.texts->empty();
    if (arg.required && is_empty) missing += (missing.empty() ? "" : ", ") + spellings(arg.name).back();
    if (arg.choices.empty() || is_empty) continue;
    std::vector<std::string> given;
    if (arg.text) given = {*arg.text};
    else if (arg.texts) given = *arg.texts;
    for (const auto& value : given) {
      if (std::find(arg.choices.begin(), arg.choices.end(), value) != arg.choices.end()) continue;
      const auto near = nearest(value, arg.choices);
      return usage(tr("{} cannot be '{}'", spellings(arg.name).back(),
                      truncate(printable_line(value), 40)),
                   tr("{}one of: {}", (near ? tr("did you mean '{}'? ", *near) : Message{}), listed(arg.choices)));
    }
  }
  if (!missing.empty()) return usage(tr("missing: {}", missing));
  return Done{};
}

}  // namespace cmt::cli
