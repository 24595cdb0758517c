// The disposal log (8.1): computed from the `redacted` events of all records, never kept.
#pragma once
#include <string>
#include <vector>

#include "cli/session.hpp"

namespace cmt::cli {

struct LoggedDisposal {
  When at;
  std::string by, id;                   // of the record
  std::string field, reason, schedule, request;  // as the event has them
  std::vector<std::string> complaints;  // the complaint; of a survey, those whose comments went
};

// Newest first. Reads every record, and fails when one cannot be read.
Result<std::vector<LoggedDisposal>> load_disposals(const World& world, const Session& session);

}  // namespace cmt::cli
