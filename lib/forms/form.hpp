// The two forms of ISO 10002 as data: the form for complainants, and the follow-up form of those who handle
// the complaint (7.2 to 7.9). Blank, or filled from the record; page.hpp prints them, file.hpp writes and
// reads what a complainant filled in. The standard's own wording of the items is not copied: the words are
// data (words.hpp).
#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/names.hpp"
#include "forms/words.hpp"
#include "process/complaint.hpp"
#include "process/rules.hpp"
#include "records/party.hpp"

namespace cmt::forms {

enum class Kind { complainant, follow_up };
inline constexpr auto kind_names = names<Kind>({{Kind::complainant, "complainant"}, {Kind::follow_up, "follow-up"}});

struct Choice {
  std::string code, label;
  bool is_chosen = false;
};

struct Item {
  enum class Form {
    line,     // one line of text
    block,    // lines of text
    date,
    choice,   // one of the choices
    choices,  // any of them
  };
  std::string key;    // in the file of a form, and in JSON
  std::string label;  // in the language of the form
  Form form = Form::line;
  std::string value;  // as the record has it, a date in ISO 8601; the code of a choice; empty: blank
  std::string shown;  // the same for people
  std::vector<Choice> choices = {};
  bool has_codes = false;  // the codes of the choices are for people too, such as P20
};

// A line of the tracking table.
struct Step {
  std::string key, label, date, name;  // the date for people; empty, as the remarks: blank
  std::vector<std::string> remarks = {};
};

struct Section {
  std::string title;
  std::vector<Item> items;
  std::vector<Step> steps = {};
};

struct Form {
  Kind kind = Kind::complainant;
  Words words;
  std::string language;  // of the complainant, a BCP 47 tag; that of the words when it is not known
  std::string organization;
  std::string reference;  // id of the complaint; empty when blank
  std::vector<Section> sections;
};

// What a complainant says in the form: by key, only what is not empty. Dates in ISO 8601.
struct Answers {
  std::string language;  // a BCP 47 tag, or empty
  std::map<std::string, std::string, std::less<>> texts;

  std::string_view operator[](std::string_view key) const {
    const auto found = texts.find(key);
    return found == texts.end() ? std::string_view{} : std::string_view{found->second};
  }
};

// The items of the form for complainants, in its order: one table for pages, files and readers.
struct Row {
  std::string_view section, key;
  Item::Form form;
  std::string_view type;          // of the field of a page: "text", "tel", "email"
  std::string_view autocomplete;  // what a browser may know of the complainant, by HTML's names
};
const std::vector<Row>& complainant_rows();
// The one item that a form cannot do without.
inline constexpr std::string_view needed_key = "description";
// What a record has no field for; it stays in the file of the form, which is kept with the case.
bool is_only_in_file(std::string_view key);

// How the file of a filled form is called where it is kept with the case.
inline constexpr std::string_view kept_name = "complaint-form.yaml";

// Of which organization, by which lists, in which words.
struct Setting {
  const process::Rules& rules;
  std::string organization;
  Words words;
};

// A complaint and whom it names. Personal data that are sealed must be opened before.
struct Case {
  const process::Complaint& complaint;
  const process::State& state;
  records::Party complainant, representative, contact;  // empty where there is none
  Answers kept;  // what the form says that is kept with the case; else empty
};

// What the form for complainants says of a record. What was taken out of it is not said.
Answers answers_of(const Case& filled, const process::Rules& rules, std::string_view language);

// Blank, or with these answers.
Form complainant_form(const Setting& setting, const Answers* answers, std::string reference = {});
// Blank, or filled from the history.
Form follow_up_form(const Setting& setting, const Case* filled);

}  // namespace cmt::forms
