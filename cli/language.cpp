#include "cli/language.hpp"

#include "core/message.hpp"
#include "core/text.hpp"

namespace cmt::cli {
namespace {

bool is_plain_locale(std::string_view locale) {
  const std::string_view name = locale.substr(0, locale.find('.'));
  return name.empty() || name == "C" || name == "POSIX";
}

// ASCII that is a part of a word, a number, an option or a path.
bool is_of_word(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' || c == '-' || c == '`';
}

// How long the colour is that begins the text: 0 when none does.
std::size_t colour_at(std::string_view text) {
  return text.starts_with("\033[") ? std::min(text.find('m'), text.size() - 1) + 1 : 0;
}

// From the first to the last letter or digit of a run that is written from left to right, with the quotes and
// blanks between them; 0 where the text does not begin with one.
std::size_t run_left_to_right(std::string_view text) {
  std::size_t end = 0;
  for (std::size_t at = 0; at < text.size() && text[at] >= ' ' && text[at] <= '~'; ++at) {
    if (is_of_word(text[at])) end = at + 1;
    else if (at == 0) return 0;
  }
  return end;
}

}  // namespace

void choose_language(const World& world, std::string_view asked) {
  const auto value = [&](const char* name) { return world.environment(name).value_or(""); };
  std::string own = asked.empty() ? value("CMT_LANG") : std::string{asked};
  if (!own.empty()) {
    speak(own);
    return;
  }
  std::string locale;
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"})
    if (locale = value(name); !locale.empty()) break;
  if (is_plain_locale(locale)) {
    speak("en");
    return;
  }
  const std::string listed = value("LANGUAGE");
  for (const std::string_view one : parts_of(listed, ':'))
    if (!one.empty() && speak(one)) return;
  speak(locale);
}

std::string language_beside(const records::Settings& settings) {
  return spoken() == "en" ? settings.language() : std::string{spoken()};
}

std::string in_direction(std::string_view lines, bool is_terminal) {
  if (!is_terminal || !speaks_right_to_left()) return std::string{lines};
  std::string out;
  while (!lines.empty()) {
    std::size_t length = colour_at(lines);
    if (length > 0) {
      out += lines.substr(0, length);
    } else if (length = run_left_to_right(lines); length > 0) {
      out += "\u2066";
      out += lines.substr(0, length);
      out += "\u2069";
    } else {
      out += lines[0];
      length = 1;
    }
    lines.remove_prefix(length);
  }
  return out;
}

}  // namespace cmt::cli
