// The template of a letter: plain text with places for values and parts that may be left out.
//
//   {{name}}               a value; a letter without it is refused
//   {{#name}} … {{/name}}  only where there is a value; of a list, once for each entry
//   {{^name}} … {{/name}}  only where there is none
//   {{! … }}               a remark
//
// A line that holds nothing but a mark of a part, or a remark, leaves no line behind. Blank lines part
// paragraphs; a line that begins with `# ` is the subject, one with `- ` an entry of a list, which lines
// that begin with two spaces go on. A value is text and nothing else: no part of it is read as a mark
// or as form.
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"

namespace cmt::letters {

// What a template may name.
struct Name {
  enum class Form { text, flag, list };
  std::string_view name;
  Form form;
  std::string_view within;   // the list whose entries have it, or empty
  std::string_view meaning;  // for people: messages, docs
  std::string_view command;  // what puts it on record
};

struct Part {
  enum class Kind { literal, value, present, absent };
  Kind kind;
  std::string text;         // the literal, or the name
  std::vector<Part> parts;  // of `present` and `absent`
  int line = 0, column = 0;
};

struct Template {
  std::string path;
  std::vector<Part> parts;
};

// Fails, with every mistake and its place: a name that is none of `names`, one outside of its list, a
// part without its end, bytes that are not UTF-8.
Result<Template> parse(std::string path, std::string_view bytes, const std::vector<Name>& names);

using Texts = std::map<std::string, std::string, std::less<>>;
// What a letter can say. A flag is a text that is not empty; a text that is empty is absent.
struct Values {
  Texts texts;
  std::map<std::string, std::vector<Texts>, std::less<>> lists;
};

// A letter as blocks of lines, its values still apart from the words of the template.
struct Run {
  std::string text;  // of a value: as it is in the record, which may be several lines
  bool is_value = false;
};
using Line = std::vector<Run>;
struct Block {
  enum class Kind { paragraph, subject, entry };
  Kind kind = Kind::paragraph;
  std::vector<Line> lines;
};
struct Letter {
  std::vector<Block> blocks;
};

// Fails (refused) with each value that the letter needs and does not have.
Result<Letter> fill(const Template& made, const Values& values, const std::vector<Name>& names);

}  // namespace cmt::letters
