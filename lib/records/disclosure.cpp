// disclosures/ID.yaml.
#include "disclosure/disclosure.hpp"
#include "records/define_dossier.hpp"

template struct cmt::records::DossierFile<cmt::disclosure::Disclosure>;

namespace cmt::records {
extern const DossierKind disclosure_kind;
const DossierKind disclosure_kind = dossier_kind<disclosure::Disclosure>();
}  // namespace cmt::records
