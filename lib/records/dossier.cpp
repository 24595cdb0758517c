#include "records/dossier.hpp"

#include <fmt/core.h>

namespace cmt::records {

std::string path_of_dossier(std::string_view folder, std::string_view id) {
  return fmt::format("{}/{}.yaml", folder, id);
}

}  // namespace cmt::records
