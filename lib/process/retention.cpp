#include "process/retention.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <set>

#include "calendar/months.hpp"
#include "core/text.hpp"
#include "process/redaction.hpp"
#include "process/rules.hpp"

namespace cmt::process {
namespace {

using std::chrono::days;

constexpr const char* words = "description";  // of the receipt
constexpr int most = 9999;  // of a unit, as everywhere

bool has(const std::vector<std::string>& all, std::string_view one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

// Under its own code, or under the one of the first level that it counts under.
bool is_of_category(const RetentionRow& row, const Code& category, const Rules& rules) {
  if (has(row.categories, category)) return true;
  const auto* value = rules.lists["problems"].find(category);
  return value && !value->maps_to.empty() && has(row.categories, value->maps_to);
}

bool fits(const RetentionRow& row, const State& state, const Rules& rules) {
  if (!row.categories.empty() && !is_of_category(row, state.category, rules)) return false;
  if (!row.products.empty() && !has(row.products, state.product)) return false;
  if (!row.profiles.empty() && !has(row.profiles, std::string_view{state.profile}.substr(0, state.profile.find('@'))))
    return false;
  return !row.severity || state.severity.value_or(rules.defaults.severity) >= *row.severity;
}

Date last_day(Date ended, calendar::Amount after) {
  if (after.unit == calendar::Unit::months) return calendar::months_later(ended, after.count);
  return ended + days{after.unit == calendar::Unit::weeks ? after.count * 7 : after.count};
}

// All columns of the source go together.
constexpr std::string_view columns_of_source = "source.fields";

bool is_there(std::string_view text) { return !text.empty() && text != redacted_text; }

// The texts of one event but the words of the complainant, as fields of a `redacted` event. What a
// correction says instead is such a text only where that which it corrects is one.
void add_texts(const Event& event, std::size_t index, std::set<std::string>& out) {
  if (std::holds_alternative<Redacted>(event.body)) return;
  const auto* corrected = std::get_if<Corrected>(&event.body);
  each_text(event, [&](const std::string& path, const std::string& text) {
    if (!is_there(text) || path == words || is_name_of_file(event, path)) return;
    if (path.starts_with(columns_of_source)) out.insert(std::string{columns_of_source});
    else if (!corrected || path != "value") out.insert(path);
    else if (corrected->field == "summary") out.insert(fmt::format("history.{}.value", index + 1));
  });
}

std::set<std::string> texts_left(const Complaint& complaint) {
  std::set<std::string> out;
  if (complaint.summary != redacted_text) out.insert("summary");
  for (std::size_t i = 0; i < complaint.history.size(); ++i) add_texts(complaint.history[i], i, out);
  return out;
}

std::set<std::string> words_left(const Complaint& complaint) {
  std::set<std::string> out;
  for (std::size_t i = 0; i < complaint.history.size(); ++i) {
    const auto& body = complaint.history[i].body;
    if (const auto* received = std::get_if<Received>(&body); received && is_there(received->description.value))
      out.insert(words);
    if (const auto* corrected = std::get_if<Corrected>(&body);
        corrected && corrected->field == words && is_there(corrected->value.value))
      out.insert(fmt::format("history.{}.value", i + 1));
  }
  return out;
}

template <class Visit>
void each_redacted(const Complaint& complaint, const Visit& visit) {
  for (const auto& event : complaint.history)
    if (const auto* redacted = std::get_if<Redacted>(&event.body)) visit(*redacted);
}

std::set<std::string> files_left(const Complaint& complaint) {
  std::set<std::string> out;
  for (const auto& [path, name] : files_of(complaint)) {
    bool is_gone = false;
    each_redacted(complaint, [&, &path = path, &name = name](const Redacted& one) {
      is_gone = is_gone || names_file(one, path, name);
    });
    if (!is_gone) out.insert(path);
  }
  return out;
}

}  // namespace

std::optional<calendar::Amount> parse_retention(std::string_view text) {
  if (text.ends_with('y')) {
    text.remove_suffix(1);
    const auto years = calendar::parse_amount(std::string{text} + "mo");
    if (!years || years->count * 12 > most) return std::nullopt;
    return calendar::Amount{years->count * 12, calendar::Unit::months};
  }
  const auto amount = calendar::parse_amount(text);
  if (!amount || calendar::is_business(amount->unit) || calendar::is_in_hours(amount->unit)) return std::nullopt;
  return amount;
}

std::string retention_in_words(calendar::Amount after) {
  if (after.unit != calendar::Unit::months || after.count % 12 != 0 || after.count == 0) return calendar::in_words(after);
  return fmt::format("{} year{}", after.count / 12, after.count == 12 ? "" : "s");
}

std::string applies_to(const RetentionRow& row) {
  std::string out;
  const auto add = [&](const char* what, const std::vector<std::string>& values) {
    if (values.empty()) return;
    if (!out.empty()) out += "; ";
    out += what;
    for (std::size_t i = 0; i < values.size(); ++i) out += (i == 0 ? " " : ", ") + printable_line(values[i]);
  };
  add("category", row.categories);
  add("product", row.products);
  add("profile", row.profiles);
  if (row.severity) out += fmt::format("{}severity {}{}", out.empty() ? "" : "; ", *row.severity, *row.severity < 4 ? " or more" : "");
  return out.empty() ? "all" : out;
}

std::optional<Date> ended_on(const State& state, const Rules& rules) {
  if (is_open(state.status) || !state.cycle().ended) return std::nullopt;
  return rules.zone.date_of(*state.cycle().ended);
}

std::vector<Disposal> disposals(const State& state, const Rules& rules) {
  std::vector<Disposal> out;
  const auto ended = ended_on(state, rules);
  if (!ended) return out;
  for (const auto& [what, name] : retained_names)
    for (const auto& row : rules.retention) {
      if (std::find(row.goes.begin(), row.goes.end(), what) == row.goes.end() || !fits(row, state, rules)) continue;
      out.push_back({what, &row, last_day(*ended, row.after)});
      break;
    }
  return out;
}

std::string held_by(const State& state, const std::string& needed_by, bool is_master_open) {
  if (state.particulars.is_on_legal_hold) return "legal-hold";
  if (!needed_by.empty()) return needed_by;
  return is_master_open ? state.merged_into : "";
}

std::vector<std::string> fields_left(const Complaint& complaint, Retained what) {
  std::set<std::string> out;
  switch (what) {
    case Retained::words:
      out = words_left(complaint);
      break;
    case Retained::texts:
      out = texts_left(complaint);
      break;
    case Retained::attachments:
      out = files_left(complaint);
      break;
    case Retained::complainant:
    case Retained::survey_comments:
      break;
  }
  return {out.begin(), out.end()};
}

std::vector<std::string> parties_of(const Complaint& complaint) {
  std::set<std::string> out;
  std::string complainant;  // whom it names in the end
  const auto add = [&](const std::string& id) {
    if (LetterId::parse('P', id)) out.insert(id);
  };
  for (const auto& event : complaint.history) {
    if (const auto* received = std::get_if<Received>(&event.body)) {
      complainant = received->complainant;
      add(received->complainant);
      add(received->contact_person);
      if (received->representative) add(received->representative->party);
    } else if (const auto* noted = std::get_if<Noted>(&event.body)) {
      add(noted->from);
    } else if (const auto* corrected = std::get_if<Corrected>(&event.body);
               corrected && corrected->field == "complainant") {
      complainant = corrected->value.value;
      add(complainant);
    }
  }
  each_redacted(complaint, [&](const Redacted& one) {
    if (one.field == redacted_complainant) out.erase(complainant);
    std::erase_if(out, [&](const std::string& id) { return names_party(one, id); });
  });
  return {out.begin(), out.end()};
}

void PartyNeed::add(const std::string& complaint, const std::vector<Disposal>& disposals, const std::string& held_by) {
  const auto goes = std::find_if(disposals.begin(), disposals.end(),
                                 [](const Disposal& one) { return one.what == Retained::complainant; });
  if (goes == disposals.end() || !held_by.empty()) {
    if (kept_for_.empty() || complaint < kept_for_) kept_for_ = complaint;
  } else if (!row_ || goes->until > until_) {
    row_ = goes->row;
    until_ = goes->until;
  }
}

void PartyNeed::add(const PartyNeed& other) {
  if (!other.kept_for_.empty() && (kept_for_.empty() || other.kept_for_ < kept_for_)) kept_for_ = other.kept_for_;
  if (other.row_ && (!row_ || other.until_ > until_)) {
    row_ = other.row_;
    until_ = other.until_;
  }
}

}  // namespace cmt::process
