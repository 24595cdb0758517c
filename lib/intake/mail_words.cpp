#include "intake/mail_words.hpp"

#include <algorithm>
#include <iterator>

#include "core/text.hpp"
#include "intake/threads.hpp"
#include "intake/words.hpp"
#include "mail/words.hpp"

namespace cmt::intake {
namespace {

// What mail programs put before a subject, in lower case.
constexpr std::string_view kPrefixes[] = {"re",  "fw",  "fwd", "aw", "wg",  "sv",  "vs",  "vb", "tr", "rv",  "odp", "pd",
                                          "res", "enc", "ref", "rif", "vá", "antw", "ynt", "ilt", "отв", "ha", "на",
                                          "回复", "答复", "转发", "回覆", "轉寄", "پاسخ", "رد"};

struct Danger {
  std::string_view ending, what;
};
constexpr std::string_view kProgram = "a program", kScript = "a script", kMacros = "a document with macros",
                           kDisk = "an image of a disk", kLink = "a shortcut to a program", kPage = "a page that can run scripts";
constexpr Danger kDangers[] = {
    {"exe", kProgram}, {"com", kProgram}, {"scr", kProgram}, {"pif", kProgram}, {"msi", kProgram}, {"msp", kProgram},
    {"dll", kProgram}, {"cpl", kProgram}, {"jar", kProgram}, {"apk", kProgram}, {"app", kProgram}, {"deb", kProgram},
    {"rpm", kProgram}, {"elf", kProgram}, {"bat", kScript},  {"cmd", kScript},  {"js", kScript},   {"jse", kScript},
    {"vbs", kScript},  {"vbe", kScript},  {"wsf", kScript},  {"wsh", kScript},  {"hta", kScript},  {"ps1", kScript},
    {"sh", kScript},   {"py", kScript},   {"reg", kScript},  {"docm", kMacros}, {"dotm", kMacros}, {"xlsm", kMacros},
    {"xltm", kMacros}, {"xlam", kMacros}, {"pptm", kMacros}, {"iso", kDisk},    {"img", kDisk},    {"vhd", kDisk},
    {"vhdx", kDisk},   {"dmg", kDisk},    {"lnk", kLink},    {"url", kLink},    {"desktop", kLink}, {"html", kPage},
    {"htm", kPage},    {"svg", kPage},    {"mht", kPage},    {"xhtml", kPage}};

}  // namespace

std::string topic_of(std::string_view subject) {
  std::string text{subject};
  for (const auto& id : complaints_named(subject)) {
    // As it was typed, perhaps in brackets.
    for (std::size_t at = 0; at + id.size() <= text.size(); ++at)
      if (mail::equals_ignoring_case(std::string_view{text}.substr(at, id.size()), id)) {
        std::size_t begin = at, end = at + id.size();
        if (begin >= 2 && mail::equals_ignoring_case(std::string_view{text}.substr(begin - 2, 2), "c-")) begin -= 2;
        if (begin > 0 && end < text.size() && text[begin - 1] == '[' && text[end] == ']') {
          --begin;
          ++end;
        }
        text.erase(begin, end - begin);
        break;
      }
  }
  std::string_view rest = trimmed(text);
  while (true) {
    const auto colon = rest.substr(0, 20).find(':');
    const auto wide = rest.substr(0, 20).find("：");
    const auto end = std::min(colon, wide);
    if (end == std::string_view::npos) break;
    std::string_view word = trimmed(rest.substr(0, end));
    if (!word.empty() && word.back() == ']') word = trimmed(word.substr(0, word.find('[')));  // "Re[2]:"
    if (std::none_of(std::begin(kPrefixes), std::end(kPrefixes),
                     [&](std::string_view one) { return mail::equals_ignoring_case(one, word); }))
      break;
    rest = trimmed(rest.substr(end + (end == colon ? 1 : std::string_view{"："}.size())));
  }
  return mail::one_line(rest);
}

std::string_view beginning_of(std::string_view text, std::size_t most) {
  if (text.size() <= most) return text;
  std::size_t end = most;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  const auto line = text.substr(0, end).rfind('\n');
  constexpr std::size_t kNear = 1000;
  if (line != std::string_view::npos && end - line < kNear) end = line;
  return text.substr(0, end);
}

std::string_view danger_of(std::string_view name, std::string_view bytes) {
  if (bytes.substr(0, 2) == "MZ" || bytes.substr(0, 4) == "\x7F"
                                                          "ELF")
    return kProgram;
  if (bytes.substr(0, 2) == "#!") return kScript;
  while (!name.empty() && (name.back() == '.' || name.back() == ' ')) name.remove_suffix(1);
  const auto dot = name.rfind('.');
  if (dot == std::string_view::npos) return {};
  const auto ending = name.substr(dot + 1);
  const auto found = std::find_if(std::begin(kDangers), std::end(kDangers),
                                  [&](const Danger& one) { return mail::equals_ignoring_case(one.ending, ending); });
  return found == std::end(kDangers) ? std::string_view{} : found->what;
}

}  // namespace cmt::intake
