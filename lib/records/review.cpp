// reviews/ID.yaml.
#include "audit/review.hpp"
#include "records/define_dossier.hpp"

template struct cmt::records::DossierFile<cmt::audit::Review>;

namespace cmt::records {
extern const DossierKind review_kind;
const DossierKind review_kind = dossier_kind<audit::Review>();
}  // namespace cmt::records
