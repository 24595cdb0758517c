// documents/ID.yaml.
#include "framework/document.hpp"
#include "records/define_dossier.hpp"

template struct cmt::records::DossierFile<cmt::framework::Document>;

namespace cmt::records {
extern const DossierKind document_kind;
const DossierKind document_kind = dossier_kind<framework::Document>();
}  // namespace cmt::records
