// objectives/ID.yaml.
#include "framework/objective.hpp"
#include "records/define_dossier.hpp"

template struct cmt::records::DossierFile<cmt::framework::Objective>;

namespace cmt::records {
extern const DossierKind objective_kind;
const DossierKind objective_kind = dossier_kind<framework::Objective>();
}  // namespace cmt::records
