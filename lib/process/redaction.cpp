#include "process/redaction.hpp"

#include <string>

#include "process/text_fields.hpp"

namespace cmt::process {
namespace {

// `path` is the field or lies within it.
bool is_within(std::string_view path, std::string_view field) {
  return path.substr(0, field.size()) == field &&
         (path.size() == field.size() || path[field.size()] == '.');
}

}  // namespace

void each_text(const Event& event, const LookAtText& look) {
  look("note", event.note.value);
  Event copy = event;  // `describe` takes what it visits by reference
  TextFields fields{event.name(), look};
  std::visit([&](auto& body) { describe(fields, body); }, copy.body);
}

bool is_name_of_file(const Event& event, std::string_view path) {
  return std::holds_alternative<Attached>(event.body) && path == "name";
}

bool names_party(const Redacted& redacted, std::string_view party) {
  return redacted.field == party || redacted.field == "parties/" + std::string{party} + ".yaml";
}

bool names_field(const Redacted& redacted, std::size_t event, std::string_view path) {
  const std::string_view field = redacted.field;
  if (field.empty() || path.empty()) return false;
  if (is_within(path, field)) return true;
  const std::string whole = "history." + std::to_string(event + 1) + "." + std::string{path};
  return field.substr(0, 8) == "history." && is_within(whole, field) &&
         field.find('.', 8) != std::string_view::npos;
}

bool names_key(const Redacted& redacted, std::string_view key) {
  return !redacted.field.empty() && is_within(key, redacted.field);
}

bool names_file(const Redacted& redacted, std::string_view path, std::string_view name) {
  return redacted.field == path || redacted.field == "attachment" ||
         (!name.empty() && redacted.field == name);
}

std::vector<std::pair<std::string, std::string>> files_of(const Complaint& complaint) {
  std::vector<std::pair<std::string, std::string>> out;
  for (const auto& event : complaint.history) {
    if (const auto* attached = std::get_if<Attached>(&event.body))
      out.emplace_back(attached->file, attached->name);
    if (const auto* told = std::get_if<DecisionCommunicated>(&event.body))
      if (!told->attachment.empty()) out.emplace_back(told->attachment, "");
  }
  return out;
}

}  // namespace cmt::process
