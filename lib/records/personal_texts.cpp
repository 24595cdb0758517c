#include "records/personal_texts.hpp"

#include <set>
#include <utility>

#include "disclosure/request.hpp"
#include "dispute/dispute.hpp"
#include "process/text_fields.hpp"
#include "records/dossier.hpp"
#include "records/dossier_kind.hpp"
#include "records/each_text.hpp"
#include "survey/survey.hpp"
#include "yaml/splice.hpp"

namespace cmt::records {
namespace {

const std::string& owner_of(const dispute::DisputeHead& head) { return head.complaint; }
const std::string& owner_of(const disclosure::RequestHead& head) { return head.party; }

template <class Kind>
std::set<std::string> text_fields(const dossier::Event<Kind>& event) {
  std::set<std::string> out{"note"};
  const auto note = [&](const std::string& path, const std::string&) { out.insert(path); };
  auto copy = event;  // `describe` takes what it visits by reference
  process::TextFields fields{event.name(), note};
  std::visit([&](auto& body) { describe(fields, body); }, copy.body);
  return out;
}

template <class Kind>
Result<PersonalTexts> all_texts(std::string path, std::string bytes, const Lists& lists) {
  auto record = DossierFile<Kind>::read(std::move(path), std::move(bytes), lists);
  if (!record) return std::move(record).failure();
  PersonalTexts out{std::move(record->document), record->events.size(), {}};
  for (std::size_t i = 0; i < record->events.size(); ++i)
    each_text_at(record->events[i], text_fields<Kind>(record->dossier.history[i]),
                 [&](const std::string&, yaml::Node text) { out.texts.push_back({i, owner_of(record->dossier.head), text}); });
  return out;
}

Result<PersonalTexts> comments(std::string path, std::string bytes, const Lists& lists) {
  auto record = DossierFile<survey::Survey>::read(std::move(path), std::move(bytes), lists);
  if (!record) return std::move(record).failure();
  PersonalTexts out{std::move(record->document), record->events.size(), {}};
  for (std::size_t i = 0; i < record->events.size(); ++i) {
    if (!std::holds_alternative<survey::SurveyAnswered>(record->dossier.history[i].body)) continue;
    for (const auto row : record->events[i].find("rows")->items())
      if (const auto comment = row.find("comment")) out.texts.push_back({i, std::string{row.find("complaint")->text()}, *comment});
  }
  return out;
}

using Reader = Result<PersonalTexts> (*)(std::string path, std::string bytes, const Lists& lists);

// Null for a kind whose texts no case owns.
Reader reader_of(std::string_view path) {
  const auto* kind = dossier_kind_of(path);
  if (!kind) return nullptr;
  if (kind->name == dispute::Dispute::name) return all_texts<dispute::Dispute>;
  if (kind->name == disclosure::Request::name) return all_texts<disclosure::Request>;
  if (kind->name == survey::Survey::name) return comments;
  return nullptr;
}

}  // namespace

bool may_hold_personal_texts(std::string_view path) { return reader_of(path) != nullptr; }

Result<PersonalTexts> personal_texts(std::string path, std::string bytes, const Lists& lists) {
  const Reader read = reader_of(path);
  return read(std::move(path), std::move(bytes), lists);
}

Result<std::string> replace_personal_texts(std::string path, std::string bytes, const Lists& lists,
                                           const ReplacePersonal& choose) {
  const auto found = personal_texts(std::move(path), std::move(bytes), lists);
  if (!found) return found.failure();
  std::vector<std::pair<yaml::Node, yaml::Value>> replaced;
  for (const auto& one : found->texts)
    if (auto instead = choose(one); instead && *instead != one.place.text())
      replaced.emplace_back(one.place, yaml::Value::text(std::move(*instead)));
  return yaml::set_values(found->document, replaced);
}

}  // namespace cmt::records
