// actions/ID.yaml.
#include "improvement/action.hpp"
#include "records/define_dossier.hpp"

template struct cmt::records::DossierFile<cmt::improvement::Action>;

namespace cmt::records {
extern const DossierKind action_kind;
const DossierKind action_kind = dossier_kind<improvement::Action>();
}  // namespace cmt::records
