#include "forms/form.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "calendar/solar_hijri.hpp"
#include "core/text.hpp"
#include "letters/letter.hpp"
#include "process/redaction.hpp"

namespace cmt::forms {
namespace {

using process::Answer;
using process::Event;

constexpr auto kLine = Item::Form::line;
constexpr auto kBlock = Item::Form::block;
constexpr auto kDate = Item::Form::date;
constexpr auto kChoice = Item::Form::choice;
constexpr auto kChoices = Item::Form::choices;

// What was taken out of a record is not said.
std::string said(std::string text) { return text == process::redacted_text ? std::string{} : text; }

std::string joined(const std::vector<std::string>& texts) {
  std::string out;
  for (const auto& one : texts)
    if (const auto text = said(one); !text.empty()) out += (out.empty() ? "" : ", ") + text;
  return out;
}

std::string date_for_people(Date date, std::string_view language) {
  const auto* end = std::end(letters::languages);
  return std::find(letters::languages, end, language) == end ? calendar::shown_date(date, language)
                                                              : letters::date_in_words(date, language);
}

std::string number_for_people(std::string text, std::string_view language) {
  return calendar::is_solar_hijri(language) ? calendar::in_persian_digits(text) : text;
}

std::string_view code_of(std::optional<bool> answer) { return !answer ? "" : *answer ? "yes" : "no"; }
std::string_view code_of(Answer answer) { return answer == Answer::yes ? "yes" : answer == Answer::no ? "no" : ""; }

// Makes the items of one form.
class Maker {
 public:
  explicit Maker(const Setting& setting) : setting_(setting), words_(setting.words) {}

  Item text(Item::Form form, std::string_view key, std::string value) const {
    Item out{std::string{key}, words_[key], form, value, value};
    if (form == kDate)
      if (const auto date = parse_date(value)) out.shown = date_for_people(*date, words_.language());
    return out;
  }
  Item yes_no(std::string_view key, std::string_view code) const {
    Item out{std::string{key}, words_[key], kChoice, std::string{code}, {}};
    out.choices = {{"yes", words_["yes"], code == "yes"}, {"no", words_["no"], code == "no"}};
    return show_chosen(std::move(out));
  }
  // One of a list of names, such as products; a name that is not in it is among the choices too.
  Item one_of(std::string_view key, const std::vector<std::string>& names, std::string value) const {
    Item out{std::string{key}, words_[key], kChoice, value, value};
    for (const auto& name : names) out.choices.push_back({name, name, name == value});
    if (!value.empty() && std::find(names.begin(), names.end(), value) == names.end()) out.choices.push_back({value, value, true});
    return out;
  }
  // Values of a value list: those that are offered, and retired ones where they are chosen.
  Item coded(Item::Form form, std::string_view key, std::string_view list, const std::vector<std::string>& chosen, bool has_codes) const {
    Item out{std::string{key}, words_[key], form, {}, {}};
    out.has_codes = has_codes;
    const ValueList& values = setting_.rules.lists[list];
    for (const auto& one : values.values()) {
      const bool is_chosen = std::find(chosen.begin(), chosen.end(), one.code) != chosen.end();
      if (one.retired && !is_chosen) continue;
      out.choices.push_back({one.code, values.label(one.code, words_.language()), is_chosen});
      if (is_chosen) out.value += (out.value.empty() ? "" : ", ") + one.code;
    }
    return show_chosen(std::move(out));
  }

 private:
  static Item show_chosen(Item item) {
    for (const auto& one : item.choices)
      if (one.is_chosen) item.shown += (item.shown.empty() ? "" : ", ") + one.label;
    return item;
  }

  const Setting& setting_;
  const Words& words_;
};

// The part of the form for complainants that a section of either form has.
std::vector<Item> items_of(const Maker& maker, const Setting& setting, std::string_view section, const Answers* answers) {
  std::vector<Item> out;
  for (const auto& row : complainant_rows()) {
    if (row.section != section) continue;
    std::string value = answers ? std::string{(*answers)[row.key]} : std::string{};
    if (row.key == "product" && !setting.rules.products.empty()) out.push_back(maker.one_of(row.key, setting.rules.products, std::move(value)));
    else if (row.form == kChoice) out.push_back(maker.yes_no(row.key, value));
    else out.push_back(maker.text(row.form, row.key, std::move(value)));
  }
  return out;
}

// The follow-up form of one complaint, or a blank one.
class FollowUp {
 public:
  FollowUp(const Setting& setting, const Case* filled)
      : setting_(setting), words_(setting.words), filled_(filled), maker_(setting_) {
    if (filled) {
      received_ = std::get_if<process::Received>(&filled->complaint.history.front().body);
      for (const auto& event : filled->complaint.history)
        if (const auto* one = std::get_if<process::Assessed>(&event.body)) assessed_ = one;
    }
  }

  std::vector<Section> sections() const {
    return {{words_["follow.receipt"], receipt()}, complainant("follow.complainant", "section.complainant"),
            complainant("section.representative", "section.representative"), complainant("section.contact", "section.contact"),
            {words_["follow.data"], data()}, {words_["follow.problem"], problem()},
            {words_["follow.assessment"], assessment()}, {words_["follow.resolution"], resolution()},
            {words_["follow.tracking"], {}, tracking()}};
  }

 private:
  const process::State& state() const { return filled_->state; }

  std::string name_of_person(const std::string& id) const {
    const auto* member = setting_.rules.person(id);
    return member && !member->name.empty() ? member->name : said(id);
  }
  std::string label(std::string_view list, std::string_view code) const {
    return code.empty() ? std::string{} : setting_.rules.lists[list].label(code, words_.language());
  }
  Item line(std::string_view key, std::string value) const { return maker_.text(kLine, key, std::move(value)); }
  Item date(std::string_view key, const std::optional<Date>& day) const {
    return maker_.text(kDate, key, day ? text(*day) : std::string{});
  }
  // A number from 1 to 4, with what it means.
  Item scale(std::string_view key, std::string_view list, const std::optional<int>& value) const {
    return maker_.coded(kChoice, key, list, value ? std::vector{std::to_string(*value)} : std::vector<std::string>{}, true);
  }

  std::vector<Item> receipt() const {
    std::optional<Date> day;
    std::string time, recipient;
    if (filled_) {
      day = setting_.rules.zone.date_of(state().received_at);
      if (state().received_at.kind == When::Kind::exact)
        time = number_for_people(text(setting_.rules.zone.at(state().received_at.instant.utc)).substr(11, 5), words_.language());
      recipient = name_of_person(received_ && !received_->recipient.empty() ? received_->recipient : state().registered_by);
    }
    return {date("received_on", day), line("received_time", time), line("recipient", recipient),
            maker_.coded(kChoice, "medium", "media", filled_ ? std::vector{state().medium} : std::vector<std::string>{}, false),
            line("id", filled_ ? state().id.text() : "")};
  }

  Section complainant(std::string_view title, std::string_view section) const {
    std::optional<Answers> answers;
    if (filled_) answers = answers_of(*filled_, setting_.rules, words_.language());
    return {words_[title], items_of(maker_, setting_, section, answers ? &*answers : nullptr)};
  }

  std::vector<Item> data() const {
    return {line("external_refs", filled_ ? joined(state().external_refs) : ""),
            line("summary", filled_ ? said(state().summary) : ""),
            line("product", filled_ ? said(state().product) : ""),
            line("reference_number", received_ ? said(received_->reference) : ""),
            line("unit", filled_ ? said(state().unit) : ""), line("referred_by", received_ ? said(received_->referred_by) : ""),
            date("referred_on", received_ ? received_->referred_on : std::nullopt)};
  }

  std::vector<Item> problem() const {
    std::vector<std::string> categories;
    std::string in_words, delay;
    if (filled_) {
      categories = state().other_categories;
      categories.push_back(state().category);
      const auto tell = [&](const std::string& category_text, const std::optional<int>& days) {
        if (!category_text.empty()) in_words = said(category_text);
        if (days) delay = number_for_people(std::to_string(*days), words_.language());
      };
      if (received_) tell(received_->category_text, received_->delay_days);
      if (assessed_) tell(assessed_->category_text, assessed_->delay_days);
    }
    return {date("occurred_on", filled_ ? state().occurred_on : std::nullopt),
            maker_.yes_no("recurring", filled_ ? code_of(state().recurring) : ""),
            maker_.coded(kChoices, "categories", "problems", categories, true), line("category_text", in_words),
            line("delay_days", delay), maker_.text(kBlock, "description", filled_ ? said(state().description.value) : "")};
  }

  std::vector<Item> assessment() const {
    const bool is_known = filled_ && assessed_;
    const auto complexity = is_known && state().complexity ? std::string{name_of(process::complexity_names, *state().complexity)} : std::string{};
    return {scale("severity", "severities", is_known ? state().severity : std::nullopt),
            maker_.coded(kChoice, "complexity", "complexities", {complexity}, false),
            scale("impact", "impacts", is_known ? state().impact : std::nullopt),
            maker_.yes_no("action_needed", is_known ? code_of(assessed_->action_needed) : ""),
            maker_.yes_no("action_possible", is_known ? code_of(assessed_->action_possible) : ""),
            maker_.yes_no("compensation_likely", is_known ? code_of(assessed_->compensation_likely) : "")};
  }

  std::vector<Item> resolution() const {
    std::vector<std::string> codes;
    std::string details;
    if (filled_)
      for (const auto& [remedy, done, verified, by] : state().remedies) {
        codes.push_back(remedy.code);
        std::vector<std::string> told;
        if (remedy.amount) told.push_back(letters::money_in_words(*remedy.amount, words_.language()));
        if (remedy.due) told.push_back(date_for_people(*remedy.due, words_.language()));
        told.push_back(remedy.text.value);
        if (const auto text = joined(told); !text.empty()) details += (details.empty() ? "" : "\n") + remedy.code + ": " + text;
      }
    const auto* sought = received_ && received_->remedy_sought ? &*received_->remedy_sought : nullptr;
    return {maker_.yes_no("requested", sought && sought->requested ? code_of(*sought->requested) : ""),
            maker_.coded(kChoices, "actions", "remedies", codes, true), maker_.text(kBlock, "action_details", details)};
  }

  // To which line of the table an event belongs, and what it says there; no key for those of no line.
  struct Told {
    std::string_view key;
    std::vector<std::string> remarks = {};
  };
  Told told_by(const Event& event) const {
    if (const auto* one = std::get_if<process::Acknowledged>(&event.body)) return {"step.acknowledged", {label("media", one->medium)}};
    if (std::holds_alternative<process::Assessed>(event.body)) return {"step.assessed"};
    if (std::holds_alternative<process::InvestigationStarted>(event.body)) return {"step.investigated"};
    if (const auto* one = std::get_if<process::ResponseProposed>(&event.body))
      return {"step.resolved", {one->outcome ? label("outcomes", name_of(process::outcome_names, *one->outcome)) : ""}};
    if (std::holds_alternative<process::Decided>(event.body)) return {"step.resolved", {label("events", event.name())}};
    if (const auto* one = std::get_if<process::Updated>(&event.body)) return {"step.informed", {label("media", one->medium)}};
    if (const auto* one = std::get_if<process::DecisionCommunicated>(&event.body))
      return {"step.informed", {label("events", event.name()), label("media", one->medium)}};
    if (const auto* one = std::get_if<process::RemedyDone>(&event.body)) return {"step.corrected", {label("remedies", one->remedy)}};
    if (const auto* one = std::get_if<process::RemedyVerified>(&event.body)) return {"step.verified", {label("remedies", one->remedy)}};
    if (const auto* one = std::get_if<process::Closed>(&event.body))
      return {"step.closed", {one->reason ? label("closure_reasons", name_of(process::closure_reason_names, *one->reason)) : ""}};
    // What else ends a case, and what begins it anew.
    if (std::holds_alternative<process::Withdrawn>(event.body) || std::holds_alternative<process::Rejected>(event.body) ||
        std::holds_alternative<process::Merged>(event.body) || std::holds_alternative<process::Voided>(event.body) ||
        std::holds_alternative<process::Reopened>(event.body))
      return {"step.closed", {label("events", event.name())}};
    return {};
  }

  // A line for each event; one blank line for what has not happened.
  std::vector<Step> tracking() const {
    constexpr std::string_view keys[] = {"step.acknowledged", "step.assessed", "step.investigated", "step.resolved",
                                         "step.informed",     "step.corrected", "step.verified",    "step.closed"};
    std::vector<Step> out;
    for (const auto key : keys) {
      const auto before = out.size();
      if (filled_)
        for (const auto& event : filled_->complaint.history) {
          Told told = told_by(event);
          if (told.key != key) continue;
          const auto day = setting_.rules.zone.date_of(event.at);
          told.remarks.push_back(said(event.note.value));
          std::erase(told.remarks, std::string{});
          out.push_back({std::string{key.substr(5)}, words_[key], day ? date_for_people(*day, words_.language()) : "", name_of_person(event.by), std::move(told.remarks)});
        }
      if (out.size() == before) out.push_back({std::string{key.substr(5)}, words_[key], {}, {}});
    }
    return out;
  }

  const Setting& setting_;
  const Words& words_;
  const Case* filled_;
  Maker maker_;
  const process::Received* received_ = nullptr;
  const process::Assessed* assessed_ = nullptr;
};

}  // namespace

const std::vector<Row>& complainant_rows() {
  static const std::vector<Row> rows = {
      {"section.complainant", "name", kLine, "text", "name"},
      {"section.complainant", "address", kLine, "text", "address-line1"},
      {"section.complainant", "post_code", kLine, "text", "postal-code"},
      {"section.complainant", "town", kLine, "text", "address-level2"},
      {"section.complainant", "country", kLine, "text", "country-name"},
      {"section.complainant", "phone", kLine, "tel", "tel"},
      {"section.complainant", "fax", kLine, "tel", ""},
      {"section.complainant", "email", kLine, "email", "email"},
      {"section.representative", "representative_name", kLine, "text", ""},
      {"section.representative", "representative_authority", kLine, "text", ""},
      {"section.representative", "representative_address", kLine, "text", ""},
      {"section.representative", "representative_phone", kLine, "tel", ""},
      {"section.representative", "representative_email", kLine, "email", ""},
      {"section.contact", "contact_name", kLine, "text", ""},
      {"section.contact", "contact_address", kLine, "text", ""},
      {"section.contact", "contact_phone", kLine, "tel", ""},
      {"section.contact", "contact_email", kLine, "email", ""},
      {"section.product", "reference_number", kLine, "text", ""},
      {"section.product", "product", kLine, "text", ""},
      {"section.problem", "occurred_on", kDate, "text", ""},
      {"section.problem", needed_key, kBlock, "", ""},
      {"section.remedy", "remedy_requested", kChoice, "", ""},
      {"section.remedy", "remedy", kBlock, "", ""},
      {"section.signature", "signed_on", kDate, "text", ""},
      {"section.signature", "signature", kLine, "text", ""},
      {"section.enclosures", "enclosures", kBlock, "", ""},
  };
  return rows;
}

bool is_only_in_file(std::string_view key) {
  return key == "fax" || key == "signed_on" || key == "signature" || key == "enclosures";
}

Answers answers_of(const Case& filled, const process::Rules& rules, std::string_view language) {
  Answers out;
  const auto put = [&](std::string_view key, std::string text) {
    text = said(std::move(text));
    if (!text.empty()) out.texts.insert_or_assign(std::string{key}, std::move(text));
  };
  for (const auto& [key, text] : filled.kept.texts)
    if (is_only_in_file(key)) put(key, text);
  const auto& state = filled.state;
  out.language = state.language;
  const auto put_party = [&](const std::string& prefix, const records::Party& party) {
    put(prefix + "name", party.name);
    put(prefix + "address", party.address);
    put(prefix + "phone", joined(party.phones));
    put(prefix + "email", joined(party.emails));
  };
  put_party("", filled.complainant);
  put("post_code", filled.complainant.post_code);
  put("town", filled.complainant.town);
  put("country", filled.complainant.country);
  put_party("representative_", filled.representative);
  put_party("contact_", filled.contact);
  put("product", state.product);
  if (state.occurred_on) put("occurred_on", text(*state.occurred_on));
  put(needed_key, state.description.value);
  const auto* received = std::get_if<process::Received>(&filled.complaint.history.front().body);
  if (!received) return out;
  if (received->representative) put("representative_authority", received->representative->authority);
  put("reference_number", received->reference);
  if (const auto& sought = received->remedy_sought) {
    if (sought->requested) put("remedy_requested", std::string{code_of(*sought->requested)});
    put("remedy", sought->text.value);
    if (sought->text.empty()) {
      std::vector<std::string> asked;
      for (const auto& code : sought->codes) asked.push_back(rules.lists["remedies"].label(code, language));
      if (sought->amount) asked.push_back(sought->amount->text());
      put("remedy", joined(asked));
    }
  }
  return out;
}

Form complainant_form(const Setting& setting, const Answers* answers, std::string reference) {
  const Maker maker{setting};
  Form out{Kind::complainant, setting.words, setting.words.language(), setting.organization, std::move(reference), {}};
  if (answers && !answers->language.empty()) out.language = answers->language;
  std::string_view last;
  for (const auto& row : complainant_rows())
    if (row.section != last) {
      last = row.section;
      out.sections.push_back({setting.words[last], items_of(maker, setting, last, answers)});
    }
  return out;
}

Form follow_up_form(const Setting& setting, const Case* filled) {
  return {Kind::follow_up, setting.words, filled ? filled->state.language : setting.words.language(), setting.organization, filled ? filled->state.id.text() : "",
          FollowUp{setting, filled}.sections()};
}

}  // namespace cmt::forms
