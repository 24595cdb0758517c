// requests/ID.yaml.
#include "disclosure/request.hpp"
#include "records/define_dossier.hpp"

template struct cmt::records::DossierFile<cmt::disclosure::Request>;

namespace cmt::records {
extern const DossierKind request_kind;
const DossierKind request_kind = dossier_kind<disclosure::Request>();
}  // namespace cmt::records
