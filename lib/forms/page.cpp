#include "forms/page.hpp"

#include <fmt/core.h>

#include <charconv>

#include "calendar/solar_hijri.hpp"
#include "core/sha256.hpp"
#include "core/text.hpp"
#include "forms/file.hpp"
#include "letters/page.hpp"

namespace cmt::forms {
namespace {

constexpr std::string_view kBlankLine = "______________________________________________________________________";
constexpr int kBlankLines = 3;  // to write a text on

// ---- plain text -------------------------------------------------------------------------------------

letters::Run word(std::string text) { return {std::move(text), false}; }
letters::Run value(std::string text) { return {std::move(text), true}; }

letters::Block paragraph(std::string text) {
  return {letters::Block::Kind::paragraph, {{word(std::move(text))}}};
}

letters::Line choice_line(const Item& item, const Choice& choice) {
  letters::Line out{word(choice.is_chosen ? "[x] " : "[ ] ")};
  if (item.has_codes) {
    out.push_back(value(choice.code));
    out.push_back(word("  "));
  }
  out.push_back(value(choice.label));
  return out;
}

// With a colon, unless it is a question.
std::string asked(const std::string& label) { return label.ends_with('?') || label.ends_with("؟") ? label : label + ":"; }

letters::Block block_of(const Item& item) {
  letters::Block out{letters::Block::Kind::entry, {{word(asked(item.label))}}};
  if (!item.choices.empty()) {
    // Two short ones stand in one line.
    if (item.choices.size() == 2 && !item.has_codes) {
      for (const auto& choice : item.choices) {
        out.lines.front().push_back(word(" "));
        for (auto& run : choice_line(item, choice)) out.lines.front().push_back(std::move(run));
      }
    } else {
      for (const auto& choice : item.choices) out.lines.push_back(choice_line(item, choice));
    }
  } else if (item.form == Item::Form::block) {
    if (item.shown.empty())
      for (int i = 0; i < kBlankLines; ++i) out.lines.push_back({word(std::string{kBlankLine})});
    else out.lines.push_back({value(item.shown)});
  } else if (item.shown.empty()) {
    out.lines.front().push_back(word(" " + std::string{kBlankLine.substr(0, 30)}));
  } else {
    out.lines.front().push_back(word(" "));
    out.lines.front().push_back(value(printable_line(item.shown)));
  }
  return out;
}

letters::Block block_of(const Step& step, const Words& words) {
  letters::Block out{letters::Block::Kind::entry, {{word(step.label + ":")}}};
  const bool is_blank = step.date.empty() && step.name.empty() && step.remarks.empty();
  letters::Line line;
  const auto put = [&](std::string_view key, const std::vector<std::string>& texts, std::size_t width) {
    if (texts.empty() && !is_blank) return;
    if (!line.empty()) line.push_back(word("  "));
    line.push_back(word(words[key] + ": "));
    if (is_blank) line.push_back(word(std::string{kBlankLine.substr(0, width)}));
    for (const auto& text : texts) {
      if (&text != &texts.front()) line.push_back(word("; "));
      line.push_back(value(printable_line(text)));
    }
  };
  const auto one = [](const std::string& text) { return text.empty() ? std::vector<std::string>{} : std::vector{text}; };
  put("step.date", one(step.date), 12);
  put("step.name", one(step.name), 14);
  put("step.remarks", step.remarks, 14);
  out.lines.push_back(std::move(line));
  return out;
}

// ---- a page -----------------------------------------------------------------------------------------

constexpr std::string_view kStyle = R"css(
:root { color-scheme: light; --ink: #1f1e1b; --quiet: #5c5952; --accent: #0a5f5c; --rule: #8a867d; --soft: #d9d6cf; }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; background: #fff; }
body { margin: 0 auto; max-width: 50rem; padding: 2.5rem 1.25rem 3.5rem; color: var(--ink);
  font: 1rem/1.5 "Noto Sans", "Vazirmatn", "Noto Sans Arabic", "Segoe UI", Roboto, Tahoma,
    "DejaVu Sans", sans-serif; overflow-wrap: break-word; }
:lang(fa) body { line-height: 1.8; }
p, h1, h2, ul, dl, dd, fieldset { margin: 0; padding: 0; }
header { margin-bottom: 1.75rem; }
header p { margin-top: 0.5rem; }
.organization { color: var(--accent); font-weight: 600; }
h1 { font-size: 1.625rem; line-height: 1.3; font-weight: 650; }
legend { padding: 0; }
h2, legend { font-size: 1.0625rem; line-height: 1.4; font-weight: 650; }
section, fieldset.part { margin: 0 0 1.75rem; padding: 0; border: 0; min-width: 0; }
h2, fieldset.part > legend { width: 100%; padding-top: 0.625rem; border-top: 2px solid var(--accent); }
.item { display: grid; grid-template-columns: 15rem minmax(0, 1fr); gap: 0.25rem 1.25rem; align-items: baseline; margin-top: 0.75rem; }
.item > label, .item > dt, .item .name { color: var(--ink); }
.note { color: var(--quiet); font-size: 0.875rem; }
input, textarea, select { width: 100%; min-height: 2.5rem; padding: 0.375rem 0.625rem; color: inherit; background: #fff;
  border: 1px solid var(--rule); border-radius: 4px; font: inherit; }
textarea { display: block; min-height: 5rem; resize: vertical; }
textarea.long { min-height: 10rem; }
input[type=radio] { width: 1.125rem; min-height: 1.125rem; height: 1.125rem; margin: 0; vertical-align: -0.15em; accent-color: var(--accent); }
fieldset.item { border: 0; min-width: 0; }
fieldset.item > legend { float: inline-start; font-size: 1rem; font-weight: 400; }
.answers { display: flex; flex-wrap: wrap; gap: 0.5rem 1.5rem; }
.answers label { display: inline-flex; gap: 0.5rem; align-items: center; min-height: 2rem; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
button { min-height: 2.75rem; padding: 0.5rem 1.5rem; border: 0; border-radius: 4px; color: #fff; background: var(--accent);
  font: inherit; font-weight: 600; cursor: pointer; }
#saved { margin-top: 0.75rem; font-weight: 600; }
dd { white-space: pre-line; }
.blank { display: block; min-height: 1.75em; border-bottom: 1px solid var(--rule); }
.choices { list-style: none; }
.many { columns: 2; column-gap: 1.5rem; }
.choices li { display: flex; gap: 0.5rem; break-inside: avoid; }
.few { display: flex; flex-wrap: wrap; gap: 0 1.5rem; }
.chosen { font-weight: 650; }
.box { flex: none; width: 0.95em; height: 0.95em; margin-top: 0.3em; border: 1px solid var(--ink); font-size: 1em; line-height: 0.85em; text-align: center; }
:lang(fa) .box { margin-top: 0.45em; }
.lines { align-items: start; }
.wide { display: block; }
.wide > dd { margin-top: 0.375rem; }
.table { overflow-x: auto; margin-top: 0.75rem; }
table { width: 100%; border-collapse: collapse; }
th, td { padding: 0.5rem 0.625rem; border: 1px solid var(--soft); text-align: start; vertical-align: top; font-weight: 400; }
thead th { background: #f4f3ef; font-weight: 650; }
td { min-width: 5.5rem; height: 2.75rem; }
@media (max-width: 34rem) { .item { display: block; } .item > :nth-child(2) { margin-top: 0.25rem; } .many { columns: 1; }
  fieldset.item > legend { float: none; } }
@page { size: A4; margin: 18mm 20mm; }
@media print {
  body { max-width: none; padding: 0; font-size: 10pt; }
  .item { display: grid; grid-template-columns: 11rem minmax(0, 1fr); margin-top: 0.5rem; break-inside: avoid; }
  .wide { display: block; break-inside: auto; }
  .many { columns: 2; }
  h2, legend { break-after: avoid; }
  tr { break-inside: avoid; }
  button, #saved, noscript { display: none; }
}
)css";

// Characters that no text of a file may hold are made blanks or line ends before they are written.
constexpr std::string_view kScript = R"js(
'use strict';
const form = document.getElementById('form');
const clean = (text) => text.replace(/\r\n?|[\u2028\u2029]/g, '\n').replace(/(?![\n\t])\p{Cc}/gu, ' ')
  .replace(/[\ufeff\ufffe\uffff]/g, '').trim();
form.addEventListener('submit', (event) => {
  event.preventDefault();
  let file = 'form: complainant\nschema: 1\nlanguage: ' + JSON.stringify(form.dataset.language) + '\n';
  for (const [key, value] of new FormData(form)) {
    const is_block = form.elements[key].tagName === 'TEXTAREA';
    const text = is_block ? clean(value) : clean(value).replace(/\n/g, ' ');
    if (text) file += key + ': ' + JSON.stringify(text) + '\n';
  }
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([file], { type: 'application/octet-stream' }));
  link.download = 'complaint.yaml';
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  document.getElementById('saved').textContent = form.dataset.saved;
});
)js";

// Of bytes in hexadecimal digits, as a Content-Security-Policy has digests.
std::string base64_of_hex(std::string_view hex) {
  constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  unsigned bits = 0;
  int held = 0;
  for (const char c : hex) {
    unsigned half = 0;
    std::from_chars(&c, &c + 1, half, 16);
    bits = bits << 4U | half;
    held += 4;
    if (held < 6) continue;
    held -= 6;
    out += digits[bits >> static_cast<unsigned>(held) & 63U];
  }
  if (held > 0) out += digits[bits << static_cast<unsigned>(6 - held) & 63U];
  while (out.size() % 4 != 0) out += '=';
  return out;
}

// Text of a record or register, whose direction its own letters decide.
std::string isolated(std::string_view text) { return "<bdi>" + html_escape(text) + "</bdi>"; }

class Page {
 public:
  Page(const Form& form, Use use) : form_(form), words_(form.words), is_filled_in_(use == Use::browser && form.kind == Kind::complainant) {}

  std::string whole() {
    const std::string title = words_[form_.kind == Kind::complainant ? "title.complainant" : "title.follow_up"];
    const std::string script = is_filled_in_ ? fmt::format("; script-src 'sha256-{}'", base64_of_hex(sha256(kScript))) : std::string{};
    out_ = fmt::format(
        "<!doctype html>\n<html lang=\"{}\" dir=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'{}\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<title>{}{}</title>\n<style>{}</style>\n</head>\n<body>\n<header>\n<p class=\"organization\">{}</p>\n<h1>{}</h1>\n",
        html_escape(words_.language()), letters::is_right_to_left(words_.language()) ? "rtl" : "ltr", script, html_escape(title),
        form_.organization.empty() ? "" : html_escape(" – " + form_.organization), kStyle, isolated(form_.organization), html_escape(title));
    if (!form_.reference.empty()) out_ += fmt::format("<p>{} {}</p>\n", html_escape(words_["reference"]), isolated(form_.reference));
    out_ += fmt::format("<p>{}</p>\n", html_escape(words_[form_.kind == Kind::complainant ? "lead.complainant" : "lead.follow_up"]));
    if (form_.kind == Kind::complainant) out_ += fmt::format("<p>{}</p>\n", html_escape(words_["how.complainant"]));
    out_ += "</header>\n<main>\n";
    if (is_filled_in_)
      out_ += fmt::format("<form id=\"form\" autocomplete=\"on\" data-language=\"{}\" data-saved=\"{}\">\n", html_escape(form_.language),
                          html_escape(words_["saved"]));
    for (const auto& section : form_.sections) add(section);
    if (is_filled_in_)
      out_ += fmt::format("<p><button type=\"submit\">{}</button></p>\n<p id=\"saved\" role=\"status\"></p>\n<noscript><p>{}</p></noscript>\n</form>\n",
                          html_escape(words_["save"]), html_escape(words_["no_script"]));
    out_ += "</main>\n";
    if (is_filled_in_) out_ += fmt::format("<script>{}</script>\n", kScript);
    return std::move(out_) + "</body>\n</html>\n";
  }

 private:
  void add(const Section& section) {
    if (is_filled_in_) {
      out_ += fmt::format("<fieldset class=\"part\">\n<legend>{}</legend>\n", html_escape(section.title));
      for (const auto& item : section.items) add_field(item);
      out_ += "</fieldset>\n";
      return;
    }
    out_ += fmt::format("<section>\n<h2>{}</h2>\n", html_escape(section.title));
    if (!section.items.empty()) {
      out_ += "<dl>\n";
      for (const auto& item : section.items) add_shown(item);
      out_ += "</dl>\n";
    }
    if (!section.steps.empty()) add(section.steps);
    out_ += "</section>\n";
  }

  std::string label_of(const Item& item) const {
    std::string out = html_escape(item.label);
    if (item.key == needed_key) out += fmt::format(" <span class=\"note\">({})</span>", html_escape(words_["needed"]));
    if (item.form == Item::Form::date) out += fmt::format(" <span class=\"note\">({})</span>", html_escape(words_["date_hint"]));
    return out;
  }

  void add_field(const Item& item) {
    const std::string key = html_escape(item.key);
    if (item.form == Item::Form::choice && item.key != "product") {
      out_ += fmt::format("<fieldset class=\"item\">\n<legend>{}</legend>\n<div class=\"answers\">", html_escape(item.label));
      for (const auto& choice : item.choices)
        out_ += fmt::format("<label><input type=\"radio\" name=\"{}\" value=\"{}\"{}>{}</label>", key, html_escape(choice.code),
                            choice.is_chosen ? " checked" : "", html_escape(choice.label));
      out_ += "</div>\n</fieldset>\n";
      return;
    }
    out_ += fmt::format("<div class=\"item\">\n<label for=\"{}\">{}</label>\n", key, label_of(item));
    const std::string named = fmt::format("id=\"{0}\" name=\"{0}\" dir=\"auto\"{1}", key, item.key == needed_key ? " required" : "");
    if (!item.choices.empty()) {
      out_ += fmt::format("<select {}>\n<option value=\"\"></option>\n", named);
      for (const auto& choice : item.choices)
        out_ += fmt::format("<option value=\"{0}\"{2}>{1}</option>\n", html_escape(choice.code), html_escape(choice.label), choice.is_chosen ? " selected" : "");
      out_ += "</select>\n";
    } else if (item.form == Item::Form::block) {
      // A line end that follows the mark is no part of the text.
      out_ += fmt::format("<textarea {} maxlength=\"{}\"{}{}>\n{}</textarea>\n", named, block_limit, item.key == needed_key ? " class=\"long\"" : "",
                          completion(item), html_escape(item.value));
    } else {
      // A date is typed: the calendar of a browser knows no solar Hijri dates in most places.
      out_ += fmt::format("<input type=\"{}\" {} maxlength=\"{}\"{} value=\"{}\">\n", row_of(item).type == "tel" ? "tel" : "text", named, line_limit,
                          completion(item), html_escape(item.form == Item::Form::date ? typed_date(item) : item.value));
    }
    out_ += "</div>\n";
  }

  std::string typed_date(const Item& item) const {
    const auto date = parse_date(item.value);
    return date ? calendar::shown_date(*date, words_.language()) : item.value;
  }
  static const Row& row_of(const Item& item) {
    for (const auto& row : complainant_rows())
      if (row.key == item.key) return row;
    return complainant_rows().front();
  }
  static std::string completion(const Item& item) {
    const auto& row = row_of(item);
    std::string out;
    if (row.type == "email") out += " inputmode=\"email\"";
    if (!row.autocomplete.empty()) out += fmt::format(" autocomplete=\"{}\"", row.autocomplete);
    return out;
  }

  void add_shown(const Item& item) {
    const bool is_long = item.choices.size() > 4 || item.key == needed_key;
    out_ += fmt::format("<div class=\"item{}\">\n<dt>{}</dt>\n<dd>", is_long ? " wide" : item.form == Item::Form::block && item.shown.empty() ? " lines" : "", item.shown.empty() && item.choices.empty() ? label_of(item) : html_escape(item.label));
    if (!item.choices.empty()) {
      out_ += fmt::format("<ul class=\"choices {}\">", item.choices.size() > 4 ? "many" : "few");
      for (const auto& choice : item.choices)
        out_ += fmt::format("<li{}><span class=\"box\">{}</span><span>{}{}</span></li>", choice.is_chosen ? " class=\"chosen\"" : "",
                            choice.is_chosen ? "×" : "", item.has_codes ? isolated(choice.code) + " " : "", isolated(choice.label));
      out_ += "</ul>";
    } else if (item.shown.empty()) {
      const int lines = item.form == Item::Form::block ? kBlankLines : 1;
      for (int i = 0; i < lines; ++i) out_ += "<span class=\"blank\"></span>";
    } else {
      out_ += isolated(item.shown);
    }
    out_ += "</dd>\n</div>\n";
  }

  void add(const std::vector<Step>& steps) {
    out_ += "<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"" + html_escape(words_["step.action"]) + "\">\n<table>\n<thead><tr>";
    for (const char* key : {"step.action", "step.date", "step.name", "step.remarks"})
      out_ += fmt::format("<th scope=\"col\">{}</th>", html_escape(words_[key]));
    out_ += "</tr></thead>\n<tbody>\n";
    for (const auto& step : steps) {
      std::string remarks;
      for (const auto& one : step.remarks) remarks += (remarks.empty() ? "" : "<br>") + isolated(one);
      out_ += fmt::format("<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td>{}</td></tr>\n", html_escape(step.label), isolated(step.date),
                          isolated(step.name), remarks);
    }
    out_ += "</tbody>\n</table>\n</div>\n";
  }

  const Form& form_;
  const Words& words_;
  const bool is_filled_in_;
  std::string out_;
};

}  // namespace

std::string text(const Form& form) {
  const Words& words = form.words;
  const bool is_complainants = form.kind == Kind::complainant;
  letters::Letter out;
  letters::Block head{letters::Block::Kind::paragraph, {{value(form.organization)}}};
  if (!form.reference.empty()) head.lines.push_back({word(words["reference"] + " "), value(form.reference)});
  if (!form.organization.empty() || !form.reference.empty()) out.blocks.push_back(std::move(head));
  out.blocks.push_back({letters::Block::Kind::subject, {{word(words[is_complainants ? "title.complainant" : "title.follow_up"])}}});
  out.blocks.push_back(paragraph(words[is_complainants ? "lead.complainant" : "lead.follow_up"]));
  for (const auto& section : form.sections) {
    out.blocks.push_back(paragraph(section.title));
    for (const auto& item : section.items) out.blocks.push_back(block_of(item));
    for (const auto& step : section.steps) out.blocks.push_back(block_of(step, words));
  }
  return letters::text(out, words.language());
}

std::string html(const Form& form, Use use) { return Page{form, use}.whole(); }

}  // namespace cmt::forms
