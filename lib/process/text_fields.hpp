// The texts of an event of any kind of record.
#pragma once
#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "process/events.hpp"

namespace cmt::process {

// Lines, and maps of lines, that hold somebody's own words as a Text does, or may tell of a person: by the event
// and the key, with those it lies within.
struct LineOfWords {
  std::string_view event, path;
};
inline constexpr LineOfWords lines_of_words[] = {
    {"received", "representative.authority"},
    {"received", "representative.evidence"},
    {"received", "category_text"},
    {"received", "source.fields"},
    {"acknowledged", "to"},
    {"assessed", "category_text"},
    {"assessed", "priority_reason"},
    {"attached", "name"},
    {"response-proposed", "evidence.what"},
    {"response-proposed", "evidence.source"},
    {"response-proposed", "evidence.location"},
    {"response-proposed", "options"},
    {"withdrawn", "who"},
    // of a dispute
    {"consented", "evidence"},
    {"evaluated", "legal_opinion"},
    {"session-held", "present"},
    // of a request
    {"answered", "to"},
};

// Tells `look` of each text and line of words of an event with the key it stands under and those that lie
// around it: "remedy_sought.text". Used as the visitor of `describe`.
template <class Look>
class TextFields {
 public:
  TextFields(std::string_view event, const Look& look, std::string within = {})
      : event_(event), look_(look), within_(std::move(within)) {}

  template <class T>
  void operator()(const Field& field, T& member) {
    const std::string path = within_ + field.name;
    if constexpr (std::is_same_v<T, Text>) {
      look_(path, member.value);
    } else if constexpr (std::is_same_v<T, std::string>) {
      if (is_of_words(path)) look_(path, member);
    } else if constexpr (std::is_same_v<T, std::vector<std::string>>) {
      if (is_of_words(path))
        for (const auto& line : member) look_(path, line);
    } else if constexpr (std::is_same_v<T, std::vector<std::pair<std::string, std::string>>>) {
      if (is_of_words(path))
        for (const auto& [key, line] : member) look_(path + "." + key, line);
    } else if constexpr (requires(TextFields inner) { describe(inner, *member); }) {
      TextFields inner{event_, look_, path + "."};
      if (member) describe(inner, *member);
    } else if constexpr (requires(TextFields inner) { describe(inner, member.front()); }) {
      TextFields inner{event_, look_, path + "."};
      for (auto& part : member) describe(inner, part);
    }
  }

 private:
  bool is_of_words(std::string_view path) const {
    return std::any_of(std::begin(lines_of_words), std::end(lines_of_words),
                       [&](const auto& line) { return line.event == event_ && line.path == path; });
  }

  std::string_view event_;
  const Look& look_;
  std::string within_;
};

}  // namespace cmt::process
