#include "intake/flat.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "core/text.hpp"
#include "intake/words.hpp"
#include "process/judgement.hpp"
#include "records/forms.hpp"

namespace cmt::intake {
namespace {

using process::Event;

template <class Enum, std::size_t N>
std::vector<std::string> texts_of(const Names<Enum, N>& names) {
  std::vector<std::string> out;
  for (const auto& row : names) out.emplace_back(row.text);
  return out;
}

std::string joined(const std::vector<std::string>& texts) {
  std::string out;
  for (const auto& text : texts) (out += out.empty() ? "" : ", ") += text;
  return out;
}

// The fields of one row. Each is taken once; what is left over goes to the source. A field of the
// wrong form is a fault, and null is an absent field.
class FlatFields {
 public:
  FlatFields(const FlatRow& row, Admission& admission, const Context& context)
      : row_(row), admission_(admission), context_(context) {}

  // A text of whatever form the field has, right or empty.
  std::string text(const char* name) {
    const Json* value = take(name);
    if (!value) return {};
    if (!value->is_string()) return reject(name, tr("is not a text")), std::string{};
    std::string found = value->get<std::string>();
    if (auto wrong = fault_of_value(*flat_field(name), found, context_.settings.rules.lists))
      return reject(name, wrong->fault, std::move(wrong->hint)), std::string{};
    return found;
  }

  template <class Enum, std::size_t N>
  std::optional<Enum> name_in(const char* name, const Names<Enum, N>& names) {
    return parse_name(names, text(name));
  }

  std::optional<When> time(const char* name) {
    const std::string found = text(name);
    return found.empty() ? std::nullopt : parse_when(found);
  }

  std::optional<bool> truth(const char* name) {
    const Json* value = take(name);
    if (!value) return std::nullopt;
    if (value->is_boolean()) return value->get<bool>();
    reject(name, tr("is neither true nor false"));
    return std::nullopt;
  }

  std::optional<int> scale(const char* name) {
    const Json* value = take(name);
    if (!value) return std::nullopt;
    for (int step = 1; step <= 4; ++step)
      if (value->is_number_integer() && *value == step) return step;
    reject(name, tr("is not a whole number from 1 to 4"));
    return std::nullopt;
  }

  std::vector<std::string> texts(const char* name) {
    std::vector<std::string> out;
    const Json* value = take(name);
    if (!value) return out;
    if (!value->is_array()) return reject(name, tr("is not a list of texts")), out;
    for (const auto& item : *value) {
      if (!item.is_string() || item.get_ref<const std::string&>().empty() ||
          fault_of_value(*flat_field(name), item.get_ref<const std::string&>(), context_.settings.rules.lists))
        return reject(name, tr("is not a list of texts of one line each")), out;
      out.push_back(item.get<std::string>());
    }
    return out;
  }

  // Who complains, without an id; nothing where the row does not say.
  std::optional<records::Party> complainant() {
    records::Party out;
    bool is_said = false;
    const auto take_into = [&](const char* name, std::string& to) {
      to = text(name);
      is_said = is_said || !to.empty();
    };
    std::string email, phone;
    take_into("complainant_name", out.name);
    take_into("complainant_email", email);
    take_into("complainant_phone", phone);
    take_into("complainant_address", out.address);
    take_into("complainant_post_code", out.post_code);
    take_into("complainant_town", out.town);
    take_into("complainant_country", out.country);
    if (!email.empty()) out.emails = {std::move(email)};
    if (!phone.empty()) out.phones = {std::move(phone)};
    return is_said ? std::optional{std::move(out)} : std::nullopt;
  }

  // A text that is there and empty says as little as one that is missing.
  bool has(const char* name) const {
    const auto found = row_.fields.find(name);
    return found != row_.fields.end() && !found->is_null() && *found != "";
  }

  // Leaves a field to the source although it was looked at.
  void keep_in_source(const char* name) {
    taken_.erase(std::remove(taken_.begin(), taken_.end(), name), taken_.end());
  }

  // Every field that has not been taken, as text, and what the row keeps beside them.
  std::vector<std::pair<std::string, std::string>> rest() {
    std::vector<std::pair<std::string, std::string>> out;
    for (const auto& [name, value] : row_.fields.items()) {
      if (std::find(taken_.begin(), taken_.end(), name) != taken_.end() || value.is_null())
        continue;
      std::string text = value.is_string() ? value.get<std::string>() : value.dump();
      if (text.empty()) continue;
      if (!is_field_name(name))
        admission_.reject(row_.at.line, tr("'{}' is not the name of a field", shown(name)),
                          tr("a name is printable and has 1 to 200 bytes"));
      else if (const auto fault = fault_of_length(text); !fault.empty())
        reject(name, fault);
      else
        out.emplace_back(name, std::move(text));
    }
    out.insert(out.end(), row_.kept.begin(), row_.kept.end());
    return out;
  }

  // `fault` goes on after the name of the field.
  void reject(std::string_view name, const Message& fault, Message hint = {}) {
    const FlatPlace place = row_.place_of(name);
    admission_.reject(place.at.line, Message{place.name + " "} + fault, std::move(hint), place.at.column);
  }

  // Says so when a time that the row gives is before another that cannot come after it.
  void judge_order(const char* name, const std::optional<When>& at, const char* earlier_name,
                   const std::optional<When>& earlier) {
    if (at && earlier && process::is_before(*at, *earlier, context_.settings.rules.zone))
      reject(name, tr("says {}, before {}, {}", cmt::text(*at), row_.place_of(earlier_name).name,
                      cmt::text(*earlier)));
  }

 private:
  const Json* take(const char* name) {
    taken_.emplace_back(name);
    const auto found = row_.fields.find(name);
    return found == row_.fields.end() || found->is_null() ? nullptr : &*found;
  }

  const FlatRow& row_;
  Admission& admission_;
  const Context& context_;
  std::vector<std::string> taken_;
};

// Where an event of that time belongs: behind the last one that is earlier.
void insert_by_time(std::vector<Event>& history, Event event, const TimeZone& zone) {
  std::size_t place = history.size();
  std::size_t wanted = 1;  // nothing comes before the receipt
  while (place-- > 1)
    if (process::is_before(history[place].at, event.at, zone)) {
      wanted = place + 1;
      break;
    }
  history.insert(history.begin() + static_cast<std::ptrdiff_t>(wanted), std::move(event));
}

// The content without its empty fields, its keys sorted: the same for the same facts.
std::string source_reference(const Json& content) {
  nlohmann::json sorted = nlohmann::json::object();
  for (const auto& [name, value] : content.items())
    if (!value.is_null()) sorted[name] = nlohmann::json::parse(value.dump(), nullptr, false);
  return fmt::format("{:016x}", fingerprint(sorted.dump()));
}

}  // namespace

const std::vector<FlatField>& flat_fields() {
  static const std::vector<FlatField> fields = {
      {"received_at", FlatForm::time, "", "when the complaint came"},
      {"medium", FlatForm::code, "media", "how it came"},
      {"summary", FlatForm::line, "", "what it is about, on one line"},
      {"description", FlatForm::text, "", "what the complainant says"},
      {"external_refs", FlatForm::references, "", "its number in the other system, by which the row is known"},
      {"category", FlatForm::code, "problems", "the problem category"},
      {"product", FlatForm::line, "", "the product or service"},
      {"unit", FlatForm::line, "", "the unit that it concerns"},
      {"language", FlatForm::language, "", "the language of the complainant"},
      {"complainant_name", FlatForm::line, "", "who complains"},
      {"complainant_email", FlatForm::line, "", "their e-mail address, by which they are known again"},
      {"complainant_phone", FlatForm::line, "", "their telephone number, likewise"},
      {"complainant_address", FlatForm::line, "", "their street and number"},
      {"complainant_post_code", FlatForm::line, "", "their post code"},
      {"complainant_town", FlatForm::line, "", "their town"},
      {"complainant_country", FlatForm::line, "", "their country"},
      {"anonymous", FlatForm::truth, "", "whether the complainant is anonymous"},
      {"kind", FlatForm::name, "kinds", "whether it is a complaint at all"},
      {"acknowledged_at", FlatForm::time, "", "when receipt was acknowledged"},
      {"owner", FlatForm::line, "", "who handles it"},
      {"severity", FlatForm::scale, "", "1 to 4"},
      {"impact", FlatForm::scale, "", "1 to 4"},
      {"complexity", FlatForm::name, "complexities", "how hard it is to handle"},
      {"note", FlatForm::text, "", "what handlers wrote about it"},
      {"communicated_at", FlatForm::time, "", "when the complainant was told the decision"},
      {"outcome", FlatForm::name, "outcomes", "what was decided"},
      {"closed_at", FlatForm::time, "", "when the case was closed"},
  };
  return fields;
}

const FlatField* flat_field(std::string_view name) {
  const auto& fields = flat_fields();
  const auto found = std::find_if(fields.begin(), fields.end(), [&](const auto& one) { return one.name == name; });
  return found == fields.end() ? nullptr : &*found;
}

std::vector<std::string> codes_of(const FlatField& field, const Lists& lists) {
  if (field.form == FlatForm::code) return lists[field.list].codes();
  if (field.name == "kind") return texts_of(process::kind_names);
  if (field.name == "complexity") return texts_of(process::complexity_names);
  if (field.name == "outcome") return texts_of(process::outcome_names);
  return {};
}

std::optional<FlatFault> fault_of_value(const FlatField& field, std::string_view text, const Lists& lists) {
  if (auto fault = fault_of_length(text); !fault.empty()) return FlatFault{std::move(fault), {}};
  if (field.form != FlatForm::text)
    if (const auto fault = fault_of_line(text); !fault.empty()) return FlatFault{std::string{fault}, {}};
  if (text.empty()) return std::nullopt;
  switch (field.form) {
    case FlatForm::line:
    case FlatForm::text:
      return std::nullopt;
    case FlatForm::references:
      if (text.size() <= 1000) return std::nullopt;
      return FlatFault{tr("has {} bytes, a reference takes 1000", text.size()), {}};
    case FlatForm::time: {
      const auto when = parse_when(text);
      if (when && when->is_known()) return std::nullopt;
      return FlatFault{tr("says '{}', which is not a time", shown(text)),
                       tr("a time with an offset such as 2026-11-20T09:12:00+03:30, or a date")};
    }
    case FlatForm::truth:
      if (text == "true" || text == "false") return std::nullopt;
      return FlatFault{tr("says '{}', which is neither true nor false", shown(text)), {}};
    case FlatForm::scale:
      if (text.size() == 1 && text >= "1" && text <= "4") return std::nullopt;
      return FlatFault{tr("says '{}', which is not a whole number from 1 to 4", shown(text)), {}};
    case FlatForm::code: {
      if (lists[field.list].find(text)) return std::nullopt;
      const auto near = nearest(text, lists[field.list].codes());
      return FlatFault{tr("says '{}', which is not in the list {}", shown(text), field.list),
                       near ? tr("did you mean '{}'?", *near)
                            : tr("cmt schema --list {} shows all", field.list)};
    }
    case FlatForm::name: {
      const auto known = codes_of(field, lists);
      if (std::find(known.begin(), known.end(), text) != known.end()) return std::nullopt;
      return FlatFault{tr("says '{}'", shown(text)), tr("one of: {}", joined(known))};
    }
    case FlatForm::language: {
      const records::Form& form = records::form("@language");
      if (form.accepts(text)) return std::nullopt;
      return FlatFault{tr("says '{}', not {}", shown(text), translated(form.expected)), {}};
    }
  }
  return std::nullopt;
}

void read_flat(const FlatRow& row, Admission& admission, const Context& context) {
  const std::int64_t faults = admission.faults();
  const TimeZone& zone = context.settings.rules.zone;
  const auto event_at = [&](When at, process::Body body) {
    return Event{.at = at,
                 .by = context.by,
                 .recorded_at = std::nullopt,
                 .imported = std::string{row.format},
                 .note = {},
                 .body = std::move(body)};
  };
  FlatFields fields{row, admission, context};

  process::Received received;
  received.kind = fields.name_in("kind", process::kind_names);
  received.medium = fields.text("medium");
  received.language = fields.text("language");
  received.anonymous = fields.truth("anonymous");
  received.category = fields.text("category");
  received.product = fields.text("product");
  received.unit = fields.text("unit");
  const auto complainant = fields.complainant();
  if (complainant && received.anonymous == true)
    fields.reject("anonymous", tr("says that the complainant is anonymous, and the row tells who it is"));
  received.external_refs = fields.texts("external_refs");
  received.description.value = fields.text("description");
  const std::string summary = fields.text("summary");
  const auto received_at = fields.time("received_at");
  const auto acknowledged_at = fields.time("acknowledged_at");
  const std::string owner = fields.text("owner");
  process::Assessed assessed;
  assessed.severity = fields.scale("severity");
  assessed.impact = fields.scale("impact");
  assessed.complexity = fields.name_in("complexity", process::complexity_names);
  std::string note = fields.text("note");
  const auto outcome = fields.name_in("outcome", process::outcome_names);
  const auto communicated_at = fields.time("communicated_at");
  const auto closed_at = fields.time("closed_at");

  for (const char* name : {"received_at", "medium"})
    if (!fields.has(name)) fields.reject(name, tr("is missing"), std::string{row.if_missing});
  fields.judge_order("communicated_at", communicated_at, "received_at", received_at);
  fields.judge_order("closed_at", closed_at, "received_at", received_at);
  fields.judge_order("closed_at", closed_at, "communicated_at", communicated_at);

  const bool is_assessed = assessed.severity && assessed.impact && assessed.complexity;
  if (!is_assessed)
    for (const char* name : {"severity", "impact", "complexity"}) fields.keep_in_source(name);
  const bool is_decided = communicated_at || (outcome && closed_at);
  if (!is_decided) fields.keep_in_source("outcome");

  std::vector<std::string> references = received.external_refs;
  process::Source source;
  source.format = row.format;
  source.imported_at = context.now;
  if (references.empty()) {
    source.reference = source_reference(row.content());
    references.push_back(fmt::format("source:{}:{}", row.format, source.reference));
  } else {
    source.reference = references.front();
  }
  source.fields = fields.rest();

  for (const auto& reference : references)
    if (admission.is_repeated(reference, row.at.line, row.print)) break;
  if (admission.faults() > faults) return;
  if (std::any_of(references.begin(), references.end(),
                  [&](const auto& reference) { return admission.is_known(reference); }))
    return admission.count_known();

  Candidate candidate;
  candidate.year = year_of(*zone.date_of(*received_at));
  candidate.summary = summary;
  candidate.reference = references.front();
  candidate.line = row.at.line;
  received.source = std::move(source);
  if (complainant) received.complainant = admission.party_for(*complainant, candidate);
  auto& history = candidate.history;
  history.push_back(event_at(*received_at, std::move(received)));
  if (!owner.empty()) history.push_back(event_at(When{}, process::Assigned{owner, {}}));
  if (is_assessed) history.push_back(event_at(When{}, std::move(assessed)));
  if (!note.empty()) history.push_back(event_at(When{}, process::Noted{{std::move(note)}}));
  if (is_decided) {
    process::DecisionCommunicated decision;
    decision.outcome = outcome;
    history.push_back(event_at(communicated_at.value_or(When{}), std::move(decision)));
  }
  if (closed_at) {
    process::Closed closed;
    closed.reason = process::ClosureReason::unknown;
    history.push_back(event_at(*closed_at, std::move(closed)));
  }
  if (acknowledged_at)
    insert_by_time(history, event_at(*acknowledged_at, process::Acknowledged{}), zone);
  admission.admit(std::move(candidate));
}

}  // namespace cmt::intake
