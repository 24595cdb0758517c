#include "core/message.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "core/catalog.hpp"
#include "core/data.hpp"

namespace cmt {
namespace {

constexpr std::string_view folder = "po/", ending = ".mo";

// Set by speak() before there are threads, then only read.
constinit std::optional<Catalog> catalog;
constinit std::string_view language = "en";

// "po/fa.mo" -> "fa"; empty for another file.
std::string_view language_of(std::string_view file) {
  if (!file.starts_with(folder) || !file.ends_with(ending)) return {};
  return file.substr(folder.size(), file.size() - folder.size() - ending.size());
}

bool is_same(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char left, char right) {
    const auto plain = [](char c) { return c == '_' ? '-' : c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    return plain(left) == plain(right);
  });
}

}  // namespace

bool speak(std::string_view tag) {
  catalog.reset();
  language = "en";
  tag = tag.substr(0, tag.find_first_of(".@"));
  for (;; tag = tag.substr(0, tag.find_last_of("_-"))) {
    if (is_same(tag, "en")) return true;
    for (const data::File* file = data::files; !file->name.empty(); ++file)
      if (const auto name = language_of(file->name); !name.empty() && is_same(name, tag)) {
        catalog = Catalog::open(file->bytes);
        if (catalog) language = name;
        return catalog.has_value();
      }
    if (tag.find_first_of("_-") == std::string_view::npos) return false;
  }
}

std::string_view spoken() { return language; }

bool speaks_right_to_left() { return catalog && catalog->header("X-Direction") == "rtl"; }

std::vector<std::string> spoken_languages() {
  std::vector<std::string> out{"en"};
  for (const data::File* file = data::files; !file->name.empty(); ++file)
    if (const auto name = language_of(file->name); !name.empty()) out.emplace_back(name);
  return out;
}

Message& Message::operator+=(const Message& more) {
  if (!shown_.empty() || !more.shown_.empty()) shown_ = shown() + more.shown();
  english_ += more.english_;
  return *this;
}

namespace translating {

std::string_view translation_of(std::string_view english) {
  return catalog && !english.empty() ? catalog->find(english) : std::string_view{};
}

std::string_view translation_of(std::string_view one, std::string_view many, unsigned long long count) {
  return catalog ? catalog->find(one, many, count) : std::string_view{};
}

std::string filled(std::string_view translation, fmt::format_args values) {
  try {
    return fmt::vformat(translation, values);
  } catch (const fmt::format_error&) {
    return {};
  }
}

}  // namespace translating

Message translated(std::string_view text) {
  return {std::string{text}, std::string{translating::translation_of(text)}};
}

}  // namespace cmt
