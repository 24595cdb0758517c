#include "letters/template.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "core/text.hpp"

namespace cmt::letters {
namespace {

const Name* find(const std::vector<Name>& names, std::string_view name, std::string_view list) {
  const auto is_it = [&](std::string_view within) {
    return std::find_if(names.begin(), names.end(),
                        [&](const Name& one) { return one.name == name && one.within == within; });
  };
  auto found = is_it(list);
  if (found == names.end()) found = is_it("");
  return found == names.end() ? nullptr : &*found;
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

int column_at(std::string_view line, std::size_t at) {
  int column = 1;
  for (std::string_view before = line.substr(0, at); !before.empty(); ++column)
    before.remove_prefix(first_code_point(before).size);
  return column;
}

class Parser {
 public:
  Parser(std::string path, const std::vector<Name>& names) : names_(names) {
    made_.path = std::move(path);
    open_.push_back({{}, {}, 0, 0, {}, {}});
  }

  Result<Template> parse(std::string_view bytes) {
    for (const std::string_view whole : lines_of(bytes)) {
      ++line_number_;
      line_ = whole;
      if (line_.ends_with('\n')) line_.remove_suffix(1);
      if (line_.ends_with('\r')) line_.remove_suffix(1);
      if (!has_text(whole)) continue;
    }
    while (open_.size() > 1) {
      const Open& left = open_.back();
      say(left.line, left.column, left.excerpt, tr("`{}` has no end", left.name),
          tr("write {{{{/{}}}}} where the part ends", left.name));
      end_part();
    }
    if (!problems_.empty()) return Failure{FailureKind::refused, std::move(problems_)};
    made_.parts = std::move(open_.back().parts);
    return std::move(made_);
  }

 private:
  struct Open {
    std::string name;
    Part::Kind kind{};
    int line, column;
    std::string excerpt;
    std::vector<Part> parts;
    bool is_list = false;
  };

  // Reads one line; false when it holds a mark of a part alone, which leaves no line.
  bool has_text(std::string_view whole) {
    const std::string_view alone = trimmed(line_);
    const bool is_mark = alone.size() > 5 && alone.starts_with("{{") && alone.find("}}") == alone.size() - 2 &&
                         std::string_view{"#^/!"}.find(alone[2]) != std::string_view::npos;
    std::size_t at = 0;
    while (at < line_.size()) {
      const auto begin = line_.find("{{", at);
      if (!is_mark) literal(line_.substr(at, std::min(begin, line_.size()) - at), at);
      if (begin == std::string_view::npos) break;
      const auto end = line_.find("}}", begin);
      if (end == std::string_view::npos) {
        say_here(begin, tr("`{{{{` has no end on its line"), tr("write }}}} after the name"));
        break;
      }
      mark(trimmed(line_.substr(begin + 2, end - begin - 2)), begin);
      at = end + 2;
    }
    if (!is_mark && whole.ends_with('\n')) literal("\n", line_.size());
    return !is_mark;
  }

  void literal(std::string_view text, std::size_t at) {
    if (text.empty()) return;
    auto& parts = open_.back().parts;
    if (!parts.empty() && parts.back().kind == Part::Kind::literal) parts.back().text += text;
    else parts.push_back({Part::Kind::literal, std::string{text}, {}, line_number_, column_at(line_, at)});
  }

  void mark(std::string_view said, std::size_t at) {
    const char first = said.empty() ? '\0' : said.front();
    if (first == '!') return;
    const bool is_part = first == '#' || first == '^' || first == '/';
    const std::string name{is_part ? trimmed(said.substr(1)) : said};
    if (first == '/') return close(name, at);
    const Name* known = find(names_, name, list_now());
    if (!known) say_unknown(name, at);
    if (!is_part) {
      if (known && known->form != Name::Form::text)
        say_here(at, tr("`{}` says whether a part is there, and is no text", name),
                 tr("write {{{{#{}}}}} before the part and {{{{/{}}}}} after it", name, name));
      open_.back().parts.push_back({Part::Kind::value, name, {}, line_number_, column_at(line_, at)});
      return;
    }
    const bool is_list = first == '#' && known && known->form == Name::Form::list;
    if (is_list && !list_now().empty()) say_here(at, tr("a list cannot stand in a list"), tr("end the first one before it"));
    open_.push_back({name, first == '#' ? Part::Kind::present : Part::Kind::absent, line_number_,
                     column_at(line_, at), std::string{line_}, {}, is_list});
  }

  void close(const std::string& name, std::size_t at) {
    if (open_.size() == 1) return say_here(at, tr("`/{}` ends a part that has not begun", name), tr("take it out"));
    if (open_.back().name != name)
      say_here(at, tr("`/{}` stands where `{}` must end first", name, open_.back().name),
               tr("write {{{{/{}}}}} before it", open_.back().name));
    end_part();
  }

  void end_part() {
    Open done = std::move(open_.back());
    open_.pop_back();
    open_.back().parts.push_back({done.kind, std::move(done.name), std::move(done.parts), done.line, done.column});
  }

  std::string_view list_now() const {
    for (const Open& one : open_)
      if (one.is_list) return one.name;
    return {};
  }

  void say_unknown(const std::string& name, std::size_t at) {
    std::vector<std::string> all;
    std::string list;
    for (const Name& one : names_) {
      if (one.name == name) list = one.within;
      if (one.within.empty() || one.within == list_now()) all.emplace_back(one.name);
    }
    const auto near = nearest(name, all);
    say_here(at, list.empty() ? tr("there is no placeholder `{}`", truncate(printable_line(name), 40))
                          : tr("there is no placeholder `{}` here", truncate(printable_line(name), 40)),
             !list.empty() ? tr("it is one of the list {}: write it between {{{{#{}}}}} and {{{{/{}}}}}", list, list, list)
             : near        ? tr("did you mean {{{{{}}}}}?", *near)
                           : tr("docs/letters.md lists them"));
  }

  void say_here(std::size_t at, Message message, Message hint) {
    say(line_number_, column_at(line_, at), std::string{line_}, std::move(message), std::move(hint));
  }
  void say(int line, int column, std::string excerpt, Message message, Message hint) {
    Diagnostic problem;
    problem.at = {made_.path, line, column};
    problem.message = std::move(message);
    problem.hint = std::move(hint);
    problem.excerpt = std::move(excerpt);
    problems_.push_back(std::move(problem));
  }

  const std::vector<Name>& names_;
  Template made_;
  std::vector<Open> open_;
  Diagnostics problems_;
  std::string_view line_;
  int line_number_ = 0;
};

class Filler {
 public:
  Filler(const Template& made, const Values& values, const std::vector<Name>& names)
      : made_(made), values_(values), names_(names) {}

  Result<Letter> fill() {
    walk(made_.parts, nullptr, {});
    if (!missing_.empty()) return Failure{FailureKind::refused, std::move(missing_)};
    return blocks();
  }

 private:
  const std::string* text_of(std::string_view name, const Texts* entry) const {
    for (const Texts* texts : {entry, &values_.texts}) {
      if (!texts) continue;
      if (const auto found = texts->find(name); found != texts->end() && !found->second.empty())
        return &found->second;
    }
    return nullptr;
  }

  void walk(const std::vector<Part>& parts, const Texts* entry, std::string_view list) {
    for (const Part& part : parts) {
      if (part.kind == Part::Kind::literal) {
        runs_.push_back({part.text, false});
      } else if (part.kind == Part::Kind::value) {
        if (const std::string* text = text_of(part.text, entry)) runs_.push_back({*text, true});
        else say_missing(part, list);
      } else if (const auto found = values_.lists.find(part.text); found != values_.lists.end()) {
        if (part.kind == Part::Kind::absent && found->second.empty()) walk(part.parts, entry, list);
        if (part.kind == Part::Kind::present)
          for (const Texts& one : found->second) walk(part.parts, &one, part.text);
      } else if ((text_of(part.text, entry) != nullptr) == (part.kind == Part::Kind::present)) {
        walk(part.parts, entry, list);
      }
    }
  }

  void say_missing(const Part& part, std::string_view list) {
    const Name* name = find(names_, part.text, list);
    Diagnostic problem;
    problem.at = {made_.path, part.line, part.column};
    problem.message = tr("the letter needs `{}` ({}), and the record does not say it", part.text, name->meaning);
    problem.hint = name->command;
    const auto is_it = [&](const Diagnostic& one) { return one.message == problem.message; };
    if (std::none_of(missing_.begin(), missing_.end(), is_it)) missing_.push_back(std::move(problem));
  }

  // The runs cut into lines where the template has line ends, and the lines gathered into blocks.
  Letter blocks() {
    Letter out;
    Line line;
    bool is_apart = true;
    const auto end_line = [&] {
      const auto is_blank = [](const Run& run) { return !run.is_value && trimmed(run.text).empty(); };
      if (std::all_of(line.begin(), line.end(), is_blank)) {
        is_apart = true;
      } else {
        add(out, std::move(line), is_apart);
        is_apart = false;
      }
      line.clear();
    };
    for (Run& run : runs_) {
      if (run.is_value) {
        line.push_back(std::move(run));
        continue;
      }
      for (std::string_view part : lines_of(run.text)) {
        const bool is_end = part.ends_with('\n');
        if (is_end) part.remove_suffix(1);
        if (!part.empty()) line.push_back({std::string{part}, false});
        if (is_end) end_line();
      }
    }
    end_line();
    return out;
  }

  static void add(Letter& out, Line line, bool is_apart) {
    std::string& first = line.front().text;
    const auto take = [&](std::string_view form) {
      if (line.front().is_value || !first.starts_with(form)) return false;
      first.erase(0, form.size());
      return true;
    };
    if (take("# ")) {
      out.blocks.push_back({Block::Kind::subject, {std::move(line)}});
    } else if (take("- ")) {
      out.blocks.push_back({Block::Kind::entry, {std::move(line)}});
    } else if (!is_apart && !out.blocks.empty() &&
               (out.blocks.back().kind == Block::Kind::paragraph ||
                (out.blocks.back().kind == Block::Kind::entry && take("  ")))) {
      out.blocks.back().lines.push_back(std::move(line));
    } else {
      out.blocks.push_back({Block::Kind::paragraph, {std::move(line)}});
    }
  }

  const Template& made_;
  const Values& values_;
  const std::vector<Name>& names_;
  std::vector<Run> runs_;
  Diagnostics missing_;
};

}  // namespace

Result<Template> parse(std::string path, std::string_view bytes, const std::vector<Name>& names) {
  if (const auto at = invalid_utf8_at(bytes))
    return unreadable_whole(std::move(path), tr("byte {} is not UTF-8", *at + 1), tr("save the template as UTF-8"));
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  return Parser{std::move(path), names}.parse(bytes);
}

Result<Letter> fill(const Template& made, const Values& values, const std::vector<Name>& names) {
  return Filler{made, values, names}.fill();
}

}  // namespace cmt::letters
