// What the program says, in the language of the person it speaks to.
//
// The English text stands in the source and is the key of its translations, which are gettext catalogs
// (lib/data/po, docs/languages.md) compiled into the program: no locale has to be installed. A message keeps
// its English beside what is shown, for all that programs read: JSON, the formats of `cmt check`, baselines.
#pragma once
#include <fmt/core.h>

#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace cmt {

// Speaks a language from now on: "fa", "ru_RU.UTF-8", "pt-BR" (a tag with a region also stands for its language
// alone). False, and English, where there is no catalog. Called once, before there are threads.
bool speak(std::string_view tag);
// The language that is spoken: "en", "fa".
std::string_view spoken();
bool speaks_right_to_left();
// English, and each language that has a catalog.
std::vector<std::string> spoken_languages();

class Message {
 public:
  Message() = default;
  // A text that is the same in every language.
  Message(std::string text) : english_(std::move(text)) {}
  Message(std::string_view text) : english_(text) {}
  Message(const char* text) : english_(text) {}
  Message(std::string english, std::string shown) : english_(std::move(english)), shown_(std::move(shown)) {}

  const std::string& english() const { return english_; }
  // In the language that is spoken, or in English where it is not translated.
  const std::string& shown() const { return shown_.empty() ? english_ : shown_; }
  bool empty() const { return english_.empty(); }

  Message& operator+=(const Message& more);
  friend Message operator+(Message first, const Message& more) { return first += more; }
  bool operator==(const Message& other) const { return english_ == other.english_; }
  bool operator==(std::string_view english) const { return english_ == english; }
  bool operator==(const std::string& english) const { return english_ == english; }
  bool operator==(const char* english) const { return english_ == english; }

 private:
  std::string english_, shown_;  // shown_ is empty where English is what is shown
};

namespace translating {

// A message within a message takes its place in either language.
template <class T>
using Plain = std::conditional_t<std::is_same_v<T, Message>, std::string, T>;
template <class T>
const T& english(const T& value) { return value; }
inline const std::string& english(const Message& value) { return value.english(); }
template <class T>
const T& shown(const T& value) { return value; }
inline const std::string& shown(const Message& value) { return value.shown(); }

// The translation of a text; empty where there is none, as in English.
std::string_view translation_of(std::string_view english);
// The same of a counted text: the form that the language has for this number.
std::string_view translation_of(std::string_view one, std::string_view many, unsigned long long count);
// The translation with its places filled; empty where they do not fit it.
std::string filled(std::string_view translation, fmt::format_args values);

}  // namespace translating

// Marks a text for translation where it stands, to be translated where it is used.
constexpr const char* msgid(const char* text) { return text; }
// A text that was marked so, or any other text, which stays as it is.
Message translated(std::string_view text);

// A text with places for values, as fmt::format has them: checked when compiled.
template <class... T>
Message tr(fmt::format_string<std::type_identity_t<translating::Plain<T>>...> text, const T&... values) {
  const fmt::string_view english = text;
  Message out{fmt::vformat(english, fmt::make_format_args(translating::english(values)...))};
  const auto translation = translating::translation_of({english.data(), english.size()});
  if (translation.empty()) return out;
  return {out.english(), translating::filled(translation, fmt::make_format_args(translating::shown(values)...))};
}

// A text that counts something: `one` where there is one of it, else `many`; other languages have other forms.
template <class... T>
Message trn(fmt::format_string<std::type_identity_t<translating::Plain<T>>...> one,
            fmt::format_string<std::type_identity_t<translating::Plain<T>>...> many, unsigned long long count,
            const T&... values) {
  const fmt::string_view first = one, others = many;
  Message out{fmt::vformat(count == 1 ? first : others, fmt::make_format_args(translating::english(values)...))};
  const auto translation =
      translating::translation_of({first.data(), first.size()}, {others.data(), others.size()}, count);
  if (translation.empty()) return out;
  return {out.english(), translating::filled(translation, fmt::make_format_args(translating::shown(values)...))};
}

}  // namespace cmt
