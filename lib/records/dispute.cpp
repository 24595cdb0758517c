#include "records/dispute.hpp"

#include "dispute/dispute.hpp"
#include "records/define_dossier.hpp"

namespace cmt::records {

std::string path_of_dispute(const std::string& id) {
  return path_of_dossier(dispute::Dispute::folder, id);
}

}  // namespace cmt::records

template struct cmt::records::DossierFile<cmt::dispute::Dispute>;
