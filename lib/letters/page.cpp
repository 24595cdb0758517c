#include "letters/page.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "core/text.hpp"

namespace cmt::letters {
namespace {

constexpr int kWidth = 76;  // columns of a letter as text

constexpr std::string_view kStyle = R"css(
:root { color-scheme: light; --ink: #1f1e1b; --quiet: #63605a; --accent: #0a5f5c; }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; background: #fff; }
body { margin: 0 auto; max-width: 42rem; padding: 3.5rem 1.5rem; color: var(--ink);
  font: 1.0625rem/1.6 "Noto Sans", "Vazirmatn", "Noto Sans Arabic", "Segoe UI", Roboto, Tahoma,
    "DejaVu Sans", sans-serif; overflow-wrap: break-word; }
:lang(fa) body { line-height: 1.9; }
h1, p, ul { margin: 0; padding: 0; }
header p { margin-bottom: 2rem; }
header p:first-child { color: var(--quiet); }
header p:first-child bdi:first-of-type { color: var(--accent); font-weight: 600; }
h1 { margin: 0.5rem 0 1.75rem; font-size: 1.375rem; line-height: 1.35; font-weight: 650; }
main p { margin-bottom: 1rem; }
ul { margin-bottom: 1rem; padding: 0 1.25rem; }
li { margin-bottom: 0.5rem; }
main > :last-child { margin-top: 2rem; break-inside: avoid; }
h1 { break-after: avoid; }
li { break-inside: avoid; }
.whole { white-space: nowrap; }
@page { size: A4; margin: 22mm 24mm 20mm; }
@media print { body { max-width: none; padding: 0; font-size: 11pt; } }
)css";

bool has_latin(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); });
}

// A telephone number too, whose parts would change places.
bool needs_isolation(std::string_view line, bool is_rtl) {
  return is_rtl ? has_latin(line) || line.find('+') != std::string_view::npos : has_right_to_left(line);
}

// A word such as an id, which is not broken at its hyphens.
bool is_whole(std::string_view value) { return value.size() <= 24 && value.find(' ') == std::string_view::npos; }

// The lines of a value, each safe to show.
std::vector<std::string> lines_of_value(std::string_view value) {
  while (value.ends_with('\n') || value.ends_with('\r')) value.remove_suffix(1);
  return wrap(printable_block(value), 0);
}

// The lines of a block, each its runs put together by `shown`, which is given one line of a run.
template <class Shown>
std::vector<std::string> shown_lines(const Block& block, const Shown& shown) {
  std::vector<std::string> out;
  for (const Line& line : block.lines) {
    out.emplace_back();
    for (const Run& run : line) {
      if (!run.is_value) {
        out.back() += shown(run.text, false);
        continue;
      }
      const auto parts = lines_of_value(run.text);
      for (std::size_t i = 0; i < parts.size(); ++i) {
        if (i > 0) out.emplace_back();
        out.back() += shown(parts[i], true);
      }
    }
  }
  return out;
}

bool is_list_going_on(const Letter& letter, std::size_t i) {
  return i > 0 && letter.blocks[i].kind == Block::Kind::entry && letter.blocks[i - 1].kind == Block::Kind::entry;
}

constexpr std::string_view kIsolate = "\u2068", kEndIsolate = "\u2069";

// An isolate ends with its line: one that goes on is begun anew on the next.
std::vector<std::string> isolated_in_each(std::vector<std::string> lines) {
  bool goes_on = false;
  for (auto& line : lines) {
    if (goes_on) line.insert(0, kIsolate);
    const auto begun = line.rfind(kIsolate), ended = line.rfind(kEndIsolate);
    goes_on = begun != std::string::npos && (ended == std::string::npos || ended < begun);
    if (goes_on) line += kEndIsolate;
  }
  return lines;
}

// Spaces at both ends stay: escaping takes them away.
std::string markdown_run(std::string_view text) {
  const auto first = text.find_first_not_of(' ');
  if (first == std::string_view::npos) return std::string{text};
  const auto end = text.find_last_not_of(' ') + 1;
  return std::string{text.substr(0, first)} + markdown_escape(text.substr(first, end - first)) +
         std::string{text.substr(end)};
}

}  // namespace

bool is_right_to_left(std::string_view language) {
  constexpr std::string_view all[] = {"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"};
  return std::find(std::begin(all), std::end(all), language.substr(0, language.find('-'))) != std::end(all);
}

std::string text(const Letter& letter, std::string_view language) {
  const bool is_rtl = is_right_to_left(language);
  const auto shown = [&](const std::string& part, bool is_value) {
    if (!is_value || !needs_isolation(part, is_rtl)) return is_value ? part : printable_line(part);
    return std::string{kIsolate} + part + std::string{kEndIsolate};
  };
  std::string out;
  for (std::size_t i = 0; i < letter.blocks.size(); ++i) {
    const Block& block = letter.blocks[i];
    if (i > 0 && !is_list_going_on(letter, i)) out += "\n";
    const bool is_entry = block.kind == Block::Kind::entry;
    bool is_first = true;
    for (const auto& line : shown_lines(block, shown)) {
      if (line.empty()) out += "\n";
      else
        for (const auto& piece : isolated_in_each(wrap(line, is_entry ? kWidth - 2 : kWidth))) {
          if (is_entry) out += is_first ? "- " : "  ";
          out += piece + "\n";
          is_first = false;
        }
    }
  }
  return out;
}

std::string markdown(const Letter& letter, std::string_view language) {
  const bool is_rtl = is_right_to_left(language);
  const auto shown = [&](const std::string& part, bool is_value) {
    const std::string escaped = markdown_run(part);
    return is_value && needs_isolation(part, is_rtl) ? "<bdi>" + escaped + "</bdi>" : escaped;
  };
  std::string out;
  if (is_rtl) out = "<div dir=\"rtl\">\n\n";
  for (std::size_t i = 0; i < letter.blocks.size(); ++i) {
    const Block& block = letter.blocks[i];
    if (i > 0 && !is_list_going_on(letter, i)) out += "\n";
    const bool is_entry = block.kind == Block::Kind::entry;
    out += block.kind == Block::Kind::subject ? "# " : is_entry ? "- " : "";
    const auto lines = shown_lines(block, shown);
    for (std::size_t n = 0; n < lines.size(); ++n) {
      if (n > 0 && is_entry && !lines[n].empty()) out += "  ";
      const bool breaks = n + 1 < lines.size() && !lines[n].empty() && !lines[n + 1].empty();
      out += lines[n] + (breaks ? "\\\n" : "\n");
    }
  }
  return is_rtl ? out + "\n</div>\n" : out;
}

std::string html(const Letter& letter, std::string_view language) {
  // The characters do in print what the element does on a screen: WeasyPrint knows only them.
  const auto shown = [&](const std::string& part, bool is_value) {
    std::string escaped = html_escape(part);
    if (!is_value) return escaped;
    if (needs_isolation(part, is_right_to_left(language)))
      escaped = std::string{kIsolate} + escaped + std::string{kEndIsolate};
    return std::string{is_whole(part) ? "<bdi class=\"whole\">" : "<bdi>"} + escaped + "</bdi>";
  };
  const auto joined = [&](const Block& block) {
    std::string out;
    for (const auto& line : shown_lines(block, shown)) out += (out.empty() ? "" : "<br>\n") + line;
    return out;
  };
  const auto subject = std::find_if(letter.blocks.begin(), letter.blocks.end(),
                                    [](const Block& block) { return block.kind == Block::Kind::subject; });
  std::string title;
  if (subject != letter.blocks.end())
    for (const auto& line : shown_lines(*subject, [](const std::string& part, bool) { return html_escape(part); }))
      title += (title.empty() ? "" : " ") + line;
  std::string out = fmt::format(
      "<!doctype html>\n<html lang=\"{}\" dir=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
      "style-src 'unsafe-inline'\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n",
      html_escape(language), is_right_to_left(language) ? "rtl" : "ltr", title, kStyle);
  const bool has_header = subject != letter.blocks.end() && subject != letter.blocks.begin();
  out += has_header ? "<header>\n" : "<main>\n";
  for (std::size_t i = 0; i < letter.blocks.size(); ++i) {
    const Block& block = letter.blocks[i];
    if (has_header && &block == &*subject) out += "</header>\n<main>\n";
    const bool is_entry = block.kind == Block::Kind::entry;
    if (is_entry && !is_list_going_on(letter, i)) out += "<ul>\n";
    const std::string_view tag = block.kind == Block::Kind::subject ? "h1" : is_entry ? "li" : "p";
    out += fmt::format("<{0}>{1}</{0}>\n", tag, joined(block));
    if (is_entry && (i + 1 == letter.blocks.size() || !is_list_going_on(letter, i + 1))) out += "</ul>\n";
  }
  return out + "</main>\n</body>\n</html>\n";
}

}  // namespace cmt::letters
