#include "forms/file.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "calendar/solar_hijri.hpp"
#include "core/fold.hpp"
#include "core/text.hpp"
#include "records/forms.hpp"
#include "yaml/document.hpp"
#include "yaml/value.hpp"

namespace cmt::forms {
namespace {

constexpr std::string_view kKind = "form", kSchema = "schema", kLanguage = "language", kSchemaNumber = "1";

std::string shown(std::string_view text) { return truncate(printable_line(text), 40); }

struct Characters {
  std::size_t count = 0;
  bool has_control = false, has_line_end = false;
};
Characters characters_of(std::string_view text) {
  Characters out;
  while (!text.empty()) {
    const CodePoint point = first_code_point(text);
    if (point.value == '\n') out.has_line_end = true;
    else if ((point.value < 0x20 && point.value != '\t') || (point.value >= 0x7f && point.value <= 0x9f)) out.has_control = true;
    ++out.count;
    text.remove_prefix(point.size);
  }
  return out;
}

class Reader {
 public:
  Reader(const yaml::Document& document, const std::vector<std::string>& products) : document_(document), products_(products) {}

  Result<Answers> read() {
    for (const auto& [key, value] : document_.root().entries()) read_entry(key, value);
    need(kKind, tr("say that it is one: `form: complainant`"));
    need(kSchema, tr("say of which form it is: `schema: 1`"));
    need(needed_key, tr("a complaint is recorded with what it says (7.2)"));
    if (!problems_.empty()) return Failure{FailureKind::unreadable, std::move(problems_)};
    return std::move(out_);
  }

 private:
  void problem(yaml::Node node, Message message, Message hint = {}) {
    problems_.push_back(document_.error_at(node, std::move(message), std::move(hint)));
  }

  void need(std::string_view key, Message hint) {
    const auto node = document_.root().find(key);
    if (!node) problem(document_.root(), tr("the form has no `{}`", key), std::move(hint));
    else if (key == needed_key && node->is_scalar() && node->text().empty())
      problem(*node, tr("`{}` is empty", key), std::move(hint));
  }

  void read_entry(yaml::Node key, yaml::Node value) {
    const std::string_view name = key.text();
    if (!value.is_scalar()) return problem(value, tr("`{}` is not a single text", shown(name)), tr("put its lines into one text"));
    std::string text{value.text()};
    if (name == kKind || name == kSchema || name == kLanguage) return read_head(name, value, text);
    const auto& rows = complainant_rows();
    const auto row = std::find_if(rows.begin(), rows.end(), [&](const Row& one) { return one.key == name; });
    if (row == rows.end()) {
      std::vector<std::string> keys;
      for (const auto& one : rows) keys.emplace_back(one.key);
      const auto near = nearest(name, keys);
      return problem(key, tr("`{}` is no item of the form", shown(name)),
                     near ? tr("did you mean `{}`?", *near) : tr("cmt form --complainant --format yaml shows all items"));
    }
    while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.pop_back();
    if (text.empty()) return;
    const bool is_block = row->form == Item::Form::block;
    const auto characters = characters_of(text);
    const auto limit = is_block ? block_limit : line_limit;
    if (characters.has_control) return problem(value, tr("`{}` holds a control character", name), tr("take it out"));
    if (characters.has_line_end && !is_block) return problem(value, tr("`{}` is more than one line", name));
    if (characters.count > limit)
      return problem(value, tr("`{}` is longer than {} characters", name, limit), tr("put the rest into a document that is enclosed"));
    if (row->form == Item::Form::date && !read_date(value, name, text)) return;
    if (row->form == Item::Form::choice && text != "yes" && text != "no")
      return problem(value, tr("`{}` is '{}'", name, shown(text)), tr("yes or no"));
    if (name == "product" && !products_.empty() && std::find(products_.begin(), products_.end(), text) == products_.end()) {
      const auto near = nearest(text, products_);
      return problem(value, tr("'{}' is no product of this register", shown(text)),
                     tr("{}cmt.yaml lists the products", (near ? tr("did you mean '{}'? ", *near) : Message{})));
    }
    out_.texts.emplace(name, std::move(text));
  }

  void read_head(std::string_view name, yaml::Node value, std::string& text) {
    if (name == kKind && text != name_of(kind_names, Kind::complainant))
      return problem(value, tr("this is a form '{}'", shown(text)), tr("only the form for complainants is read"));
    if (name == kSchema && text != kSchemaNumber)
      return problem(value, tr("the form is of another version, '{}'", shown(text)), tr("this program reads version 1"));
    if (name != kLanguage) return;
    const auto& tag = records::form("@language");
    if (!tag.accepts(text)) return problem(value, tr("`language` is '{}'", shown(text)), std::string{tag.expected});
    out_.language = std::move(text);
  }

  bool read_date(yaml::Node value, std::string_view name, std::string& text) {
    auto date = calendar::parse_solar_hijri(text);
    if (!date) date = parse_date(ascii_digits(text));
    if (!date) {
      problem(value, tr("`{}` is no date: '{}'", name, shown(text)), tr("a date such as 2026-11-20 or 1405-08-29"));
      return false;
    }
    text = cmt::text(*date);
    return true;
  }

  const yaml::Document& document_;
  const std::vector<std::string>& products_;
  Answers out_;
  Diagnostics problems_;
};

std::string remark(std::string_view text) { return "# " + printable_line(text) + "\n"; }

}  // namespace

Result<Answers> read(std::string path, std::string bytes, const std::vector<std::string>& products) {
  const auto document = yaml::parse(std::move(path), std::move(bytes), {file_limit, 3, 200, std::size_t{128} << 10});
  if (!document) return document.failure();
  return Reader{*document, products}.read();
}

std::string written(const Form& form) {
  const auto entry = [](std::string_view key, std::string_view text) {
    return yaml::entry_text(key, yaml::Value::text(std::string{text}), 0);
  };
  std::string out = remark(fmt::format("{}: {}", form.organization, form.words["title.complainant"])) + remark(form.words["lead.complainant"]) +
                    entry(kKind, name_of(kind_names, form.kind)) +
                    yaml::entry_text(kSchema, yaml::Value::verbatim(std::string{kSchemaNumber}), 0) +
                    entry(kLanguage, form.language);
  for (const auto& section : form.sections) {
    out += "\n" + remark(section.title);
    for (const auto& item : section.items) {
      std::string label = item.label;
      if (item.form == Item::Form::date) label += fmt::format(" ({})", form.words["date_hint"]);
      if (item.key == needed_key) label += fmt::format(" ({})", form.words["needed"]);
      for (const auto& choice : item.choices)
        label += (&choice == &item.choices.front() ? ": " : ", ") + choice.code + (choice.label == choice.code ? "" : " (" + choice.label + ")");
      out += remark(label) + entry(item.key, item.value);
    }
  }
  return out;
}

}  // namespace cmt::forms
