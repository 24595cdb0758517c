#include "yaml/syntax_error.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <string>

#include "yaml/utf8.hpp"

namespace cmt::yaml {
namespace {

enum class Place { noticed, opened };

// A part of libyaml's words, and ours.
struct Wording {
  std::string_view problem;
  Place place;
  std::string_view message;
  std::string_view hint;
};

constexpr std::string_view tag_message = msgid("tags (beginning with '!') are not allowed");
constexpr std::string_view tag_hint = msgid("remove the tag, or put the text in double quotes");
constexpr std::string_view directive_message = msgid("directives (lines beginning with '%') are not allowed");
constexpr std::string_view directive_hint = msgid("remove the line, or put the text in double quotes");

// The first row whose `problem` is a part of what libyaml says is used.
constexpr std::array wordings{
    Wording{"could not find expected ':'", Place::opened,
            msgid("this is neither `key: value` nor a part of the value above"),
            msgid("write `key: value` with a blank after the colon, or indent the line")},
    Wording{"mapping values are not allowed", Place::noticed, msgid("a ': ' stands where none may stand"),
            msgid("put a text that holds ': ' in double quotes, or mend the indentation")},
    Wording{"mapping keys are not allowed", Place::noticed, msgid("a '?' stands where none may stand"),
            msgid("put the text in double quotes")},
    Wording{"block sequence entries are not allowed", Place::noticed,
            msgid("a list item ('- ') stands where none may stand"),
            msgid("begin the list on its own line, or put the text in double quotes")},
    Wording{"did not find expected key", Place::noticed,
            msgid("expected a key of the map here: the indentation does not match or a quote or bracket "
            "is out of place"),
            msgid("align the keys of a map in one column")},
    Wording{"did not find expected '-' indicator", Place::noticed,
            msgid("expected a list item ('- ') here: the indentation does not match"),
            msgid("align the dashes of a list in one column")},
    Wording{"did not find expected node content", Place::noticed, msgid("expected a value here"),
            msgid("write a value; put a text that begins with one of `- ? : , [ ] { }` in double quotes")},
    Wording{"did not find expected <document start>", Place::noticed,
            msgid("text stands after the end of the map"), msgid("align the keys of a map in one column")},
    Wording{"found a tab character", Place::noticed, msgid("a tab is used for indentation"),
            msgid("indent with spaces")},
    Wording{"found unexpected document indicator", Place::opened,
            msgid("the text that is quoted here runs into a line of '---' or '...'"),
            msgid("close the quote, or indent that line")},
    Wording{"found unknown escape character", Place::noticed,
            msgid("the escape after this backslash is not known"),
            msgid("write `\\\\` for a backslash, or put the text in single quotes")},
    Wording{"hexdecimal number", Place::noticed, msgid("this escape lacks hexadecimal digits"),
            msgid("write `\\x` with two, `\\u` with four, `\\U` with eight of them")},
    Wording{"invalid Unicode character escape", Place::noticed,
            msgid("this escape does not name a character"),
            msgid("write characters beyond U+FFFF as `\\U` with eight digits")},
    Wording{"indentation indicator equal to 0", Place::noticed,
            msgid("a block text cannot have the indentation 0"), msgid("remove the digit")},
    Wording{"expected comment or line break", Place::noticed,
            msgid("only a comment may follow `|` or `>` on its line"), msgid("begin the text on the next line")},
    Wording{"alphabetic or numeric character", Place::opened,
            msgid("anchors ('&') and aliases ('*') are not allowed"), msgid("put the text in double quotes")},
};

// Precondition: at is within the file, which is UTF-8.
std::string_view character_at(const Source& source, std::size_t at) {
  const std::string_view bytes = source.bytes();
  return bytes.substr(at, std::max<std::size_t>(decode(bytes, at).size, 1));
}

bool is_at_end(const Source& source, std::size_t at) {
  return source.bytes().find_first_not_of(" \t\r\n", at) == std::string::npos;
}

Diagnostic explain_stray_character(const Source& source, std::size_t at) {
  const std::string_view character = character_at(source, at);
  if (character == "\t") {
    return source.error_at(at, tr("a tab is used for indentation"), tr("indent with spaces"));
  }
  if (character == "%" && source.line_begin(at) == at) {
    return source.error_at(at, translated(directive_message), translated(directive_hint));
  }
  return source.error_at(at, tr("a value cannot begin with '{}'", character),
                         tr("put the text in double quotes"));
}

Diagnostic explain_unclosed(const Source& source, const Objection& objection) {
  const std::string_view opening = character_at(source, objection.opened);
  const bool is_list = opening == "[";
  if (is_at_end(source, objection.at)) {
    return source.error_at(objection.opened, tr("the '{}' here is never closed", opening),
                           tr("add the '{}'", is_list ? ']' : '}'));
  }
  return source.error_at(
      objection.at,
      is_list ? tr("expected ',' or ']' in the list opened on line {}", source.position(objection.opened).line)
              : tr("expected ',' or '}}' in the map opened on line {}", source.position(objection.opened).line),
      tr("add it; put a text that holds one of `, [ ] {{ }}` in double quotes"));
}

}  // namespace

Diagnostic explain(const Source& source, const Objection& objection) {
  const std::string_view bytes = source.bytes();
  if (objection.problem.find("cannot start any token") != std::string_view::npos &&
      objection.at < bytes.size()) {
    return explain_stray_character(source, objection.at);
  }
  if (objection.opened < bytes.size()) {
    const std::string_view opening = character_at(source, objection.opened);
    const bool is_bracket = opening == "[" || opening == "{";
    if (is_bracket && (objection.problem.starts_with("did not find expected ',' or") ||
                       is_at_end(source, objection.at))) {
      return explain_unclosed(source, objection);
    }
    if (objection.problem == "found unexpected end of stream") {
      const std::string_view quote = character_at(source, objection.opened);
      return source.error_at(objection.opened,
                             tr("the quote {} here is never closed", quote),
                             tr("add the closing {}", quote));
    }
  }
  if (objection.context.ends_with("directive")) {
    return source.error_at(objection.opened, translated(directive_message), translated(directive_hint));
  }
  if (objection.context.ends_with("a tag") ||
      objection.problem.find("tag handle") != std::string_view::npos) {
    return source.error_at(objection.opened, translated(tag_message), translated(tag_hint));
  }
  for (const Wording& wording : wordings) {
    if (objection.problem.find(wording.problem) == std::string_view::npos) continue;
    const std::size_t at = wording.place == Place::opened ? objection.opened : objection.at;
    return source.error_at(at, translated(wording.message), translated(wording.hint));
  }
  return source.error_at(objection.at, tr("not valid YAML: {}", objection.problem),
                         tr("mend the line, or put the text in double quotes"));
}

}  // namespace cmt::yaml
