// trainings/ID.yaml.
#include "framework/training.hpp"
#include "records/define_dossier.hpp"

template struct cmt::records::DossierFile<cmt::framework::Training>;

namespace cmt::records {
extern const DossierKind training_kind;
const DossierKind training_kind = dossier_kind<framework::Training>();
}  // namespace cmt::records
