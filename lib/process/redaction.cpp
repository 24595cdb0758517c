#include "process/redaction.hpp"

#include <string>
#include <type_traits>

namespace cmt::process {
namespace {

// `path` is the field or lies within it.
bool is_within(std::string_view path, std::string_view field) {
  return path.substr(0, field.size()) == field &&
         (path.size() == field.size() || path[field.size()] == '.');
}

// Visits the keys of an event that hold a text, with those they lie within: "remedy_sought.text".
class TextFields {
 public:
  TextFields(const LookAtText& look, std::string within) : look_(look), within_(std::move(within)) {}

  template <class T>
  void operator()(const Field& field, T& member) {
    const std::string path = within_ + field.name;
    if constexpr (std::is_same_v<T, Text>) {
      look_(path, member);
    } else if constexpr (requires(TextFields inner) { describe(inner, *member); }) {
      TextFields inner{look_, path + "."};
      if (member) describe(inner, *member);
    } else if constexpr (requires(TextFields inner) { describe(inner, member.front()); }) {
      TextFields inner{look_, path + "."};
      for (auto& part : member) describe(inner, part);
    }
  }

 private:
  const LookAtText& look_;
  std::string within_;
};

}  // namespace

void each_text(const Event& event, const LookAtText& look) {
  look("note", event.note);
  Event copy = event;  // `describe` takes what it visits by reference
  TextFields fields{look, ""};
  std::visit([&](auto& body) { describe(fields, body); }, copy.body);
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
