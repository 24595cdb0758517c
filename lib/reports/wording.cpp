// Looking up and composing the words of a report.
#include "reports/wording.hpp"

#include <utility>

#include "core/text.hpp"

namespace cmt::reports {
namespace {

void replace_all(std::string& text, std::string_view place, std::string_view by) {
  for (auto at = text.find(place); at != std::string::npos; at = text.find(place, at + by.size()))
    text.replace(at, place.size(), by);
}

// The first letter in lower case where it is Latin or Russian; other scripts have no case.
std::string uncapitalised(std::string text) {
  if (text.empty()) return text;
  const CodePoint first = first_code_point(text);
  const bool is_latin = first.value >= U'A' && first.value <= U'Z';
  const bool is_russian = first.value >= U'\u0410' && first.value <= U'\u042F';
  if (!is_latin && !is_russian) return text;
  std::string lower;
  append_utf8(lower, first.value + 0x20);
  return lower + text.substr(first.size);
}

}  // namespace

std::string word(const Scope& scope, std::string_view key, std::string_view fallback) {
  return scope.label ? scope.label(key, fallback) : std::string(fallback);
}

std::string sentence(const Scope& scope, std::string_view key, std::string_view fallback,
                     std::int64_t n, std::int64_t m) {
  std::string text = word(scope, key, fallback);
  replace_all(text, "{n}", std::to_string(n));
  replace_all(text, "{m}", std::to_string(m));
  return text;
}

std::string statistic_name(std::string name, std::string statistic) {
  return std::move(name) + " (" + uncapitalised(std::move(statistic)) + ")";
}

Code labelled(const Scope& scope, std::string_view list, std::string_view code) {
  if (code.empty()) return {"unknown", word(scope, "unknown", "unknown")};
  return {std::string(code), scope.lists[list].label(code, scope.language)};
}

Code named(const Scope& scope, const std::string& name) {
  if (name.empty()) return {"unknown", word(scope, "unknown", "unknown")};
  return {name, name};
}

Code labelled(const Scope& scope, process::Clock clock) {
  const std::string name{name_of(process::clock_names, clock)};
  return {name, word(scope, "deadline." + name, name)};
}

std::string days(const Scope& scope) { return word(scope, "unit.days.many", "days"); }

std::string complaints(const Scope& scope) {
  return word(scope, "unit.complaints.many", "complaints");
}

}  // namespace cmt::reports
