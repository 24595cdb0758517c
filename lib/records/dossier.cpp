#include "records/dossier.hpp"

#include <fmt/core.h>

#include "records/dossier_kind.hpp"

namespace cmt::records {

// Each is defined beside the kind's DossierFile.
extern const DossierKind action_kind, audit_kind, charter_kind, disclosure_kind, dispute_kind, document_kind,
    objective_kind, request_kind, review_kind, survey_kind, training_kind;

std::string path_of_dossier(std::string_view folder, std::string_view id) {
  return fmt::format("{}/{}.yaml", folder, id);
}

std::span<const DossierKind* const> dossier_kinds() {
  static const DossierKind* const kinds[] = {&action_kind,   &audit_kind,     &charter_kind, &disclosure_kind,
                                             &dispute_kind,  &document_kind,  &objective_kind, &request_kind,
                                             &review_kind,   &survey_kind,    &training_kind};
  return kinds;
}

const DossierKind* dossier_kind_of(std::string_view path) {
  constexpr std::string_view ending = ".yaml";
  const auto slash = path.find('/');
  if (slash == std::string_view::npos || !path.ends_with(ending)) return nullptr;
  const auto name = path.substr(slash + 1, path.size() - slash - 1 - ending.size());
  for (const auto* kind : dossier_kinds())
    if (kind->folder == path.substr(0, slash)) return LetterId::parse(kind->letter, name) ? kind : nullptr;
  return nullptr;
}

}  // namespace cmt::records
