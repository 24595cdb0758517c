#include "store/dossiers.hpp"

#include <fmt/core.h>

#include "core/id.hpp"
#include "core/text.hpp"

namespace cmt::store {

Diagnostic stranger(const std::string& path, Message message) {
  Diagnostic out;
  out.severity = Severity::warning;
  out.at.file = path;
  out.message = std::move(message);
  const std::string folder = path.substr(0, path.find('/'));
  out.hint = tr("records are {}/{}ID.yaml; move or remove this", folder, folder == "complaints" ? "YYYY/" : "");
  return out;
}

Result<DossierListing> list_dossiers(const Files& files, std::string_view folder, char letter) {
  DossierListing out;
  const auto entries = files.list(std::string{folder});
  if (!entries) return entries.failure();
  constexpr std::string_view ending = ".yaml";
  for (const auto& entry : *entries) {
    if (entry.name.front() == '.') continue;
    const std::string_view name = entry.name;
    const bool is_yaml = entry.kind == EntryKind::file && name.size() > ending.size() &&
                         name.substr(name.size() - ending.size()) == ending;
    const std::string id{is_yaml ? name.substr(0, name.size() - ending.size()) : name};
    if (is_yaml && LetterId::parse(letter, id)) {
      out.ids.push_back(id);
      continue;
    }
    out.strangers.push_back(stranger(fmt::format("{}/{}", folder, entry.name)));
  }
  return out;
}

Result<std::string> find_dossier(const Files& files, std::string_view folder, char letter,
                                 std::string_view name, std::string_view typed, Message hint) {
  const std::string wanted = ids::normalise(typed);
  const auto listing = list_dossiers(files, folder, letter);
  if (!listing) return listing.failure();
  std::vector<std::string> candidates;
  for (const auto& id : listing->ids) {
    if (wanted.empty()) break;
    if (id == wanted) return id;
    const std::string_view text = id;
    if (text.substr(0, wanted.size()) == wanted || text.substr(2, wanted.size()) == wanted)
      candidates.push_back(id);
  }
  if (candidates.size() == 1) return candidates.front();
  const std::string shown = truncate(printable_line(typed), 40);
  if (candidates.empty())
    return failure(FailureKind::refused, tr("there is no {} '{}'", name, shown),
                   hint.empty() ? tr("cmt {} list shows what there is", name) : std::move(hint));
  std::string all;
  for (std::size_t i = 0; i < candidates.size() && i < 10; ++i) all += (i ? ", " : "") + candidates[i];
  return failure(FailureKind::refused,
                 tr("'{}' fits {} records of the kind {}", shown, candidates.size(), name),
                 all);
}

}  // namespace cmt::store
