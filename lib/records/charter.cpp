// charter/ID.yaml.
#include "charter/charter.hpp"
#include "records/define_dossier.hpp"

template struct cmt::records::DossierFile<cmt::charter::Charter>;

namespace cmt::records {
extern const DossierKind charter_kind;
const DossierKind charter_kind = dossier_kind<charter::Charter>();
}  // namespace cmt::records
