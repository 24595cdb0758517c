// The options of a command, declared once: parsing, --help, the pages in docs/commands, the manual
// and completion all come from the declaration. The library that parses (CLI11) is seen only by
// args.cpp.
#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"

namespace cmt::cli {

struct Globals;

enum class ArgKind { positional, rest, option, repeated, flag, after_dashes };

struct Arg {
  ArgKind kind;
  std::string name;     // "ID", "--medium", "-o,--output"
  std::string value;    // how the value is shown: "M", "TEXT"; empty for a flag
  std::string meaning;
  std::vector<std::string> choices;  // closed set of values, or empty
  std::string completes;             // what completion offers: "id", "medium", "file", …
  bool required = false;
  bool is_global = false;
  std::string* text = nullptr;
  std::vector<std::string>* texts = nullptr;
  bool* flag = nullptr;
};
// Named by hyphens, and not by its place.
bool is_option(const Arg& arg);

class Args {
 public:
  Args& positional(std::string name, std::string& target, std::string meaning, bool required = true);
  Args& rest(std::string name, std::vector<std::string>& target, std::string meaning);
  // All words after `--`, whatever they begin with.
  Args& after_dashes(std::string name, std::vector<std::string>& target, std::string meaning);
  Args& option(std::string name, std::string value, std::string& target, std::string meaning);
  Args& repeated(std::string name, std::string value, std::vector<std::string>& target,
                 std::string meaning);
  Args& flag(std::string name, bool& target, std::string meaning);
  // Of the argument declared last.
  Args& choices(std::vector<std::string> values);
  Args& completes(std::string what);
  Args& required();
  // A line of the examples in the help: a command, and what it does.
  Args& example(std::string command, std::string meaning);
  // A paragraph of the help, after the usage.
  Args& about(std::string paragraph);
  // Of a command that reads all complaints: it has --threads.
  Args& reads_register();
  // The options that every command has.
  void add_globals(Globals& globals);

  const std::vector<Arg>& args() const { return args_; }
  const std::vector<std::pair<std::string, std::string>>& examples() const { return examples_; }
  const std::vector<std::string>& paragraphs() const { return paragraphs_; }

  // Fills the targets. Failure: usage, naming the word that is wrong and the nearest right one.
  Result<Done> parse(const std::vector<std::string>& words) const;

 private:
  std::vector<Arg> args_;
  std::vector<std::pair<std::string, std::string>> examples_;
  std::vector<std::string> paragraphs_;
  bool reads_register_ = false;
};

}  // namespace cmt::cli
