// disputes/ID.yaml: the record of a dispute (dispute/dispute.hpp, records/dossier.hpp).
#pragma once
#include <string>

namespace cmt::records {

// "disputes/D-0000000.yaml".
std::string path_of_dispute(const std::string& id);

}  // namespace cmt::records
