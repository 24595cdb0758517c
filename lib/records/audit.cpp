// audits/ID.yaml.
#include "audit/audit.hpp"
#include "records/define_dossier.hpp"

template struct cmt::records::DossierFile<cmt::audit::Audit>;

namespace cmt::records {
extern const DossierKind audit_kind;
const DossierKind audit_kind = dossier_kind<audit::Audit>();
}  // namespace cmt::records
