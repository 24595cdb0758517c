#include "records/dispute.hpp"

#include "dispute/dispute.hpp"
#include "records/define_dossier.hpp"

namespace cmt::records {

std::string path_of_dispute(const std::string& id) {
  return path_of_dossier(dispute::Dispute::folder, id);
}

template struct DossierFile<dispute::Dispute>;

extern const DossierKind dispute_kind;
const DossierKind dispute_kind = dossier_kind<dispute::Dispute>();

}  // namespace cmt::records
