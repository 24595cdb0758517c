// The whole register as the audit, the review and the gap analysis see it.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "cli/args.hpp"
#include "cli/session.hpp"
#include "evidence/packs.hpp"

namespace cmt::cli {

struct PackOptions {
  std::string period, from, to, as_of, format, output, language;
};
void add_pack_options(Args& args, PackOptions& options);

// The questions of an audit: those built in, and what audit.yaml of the register changes and adds.
Result<std::vector<evidence::Question>> questions_of(const Session& session);

struct Pack {
  evidence::Evidence evidence;
  std::vector<evidence::Question> questions;
  reports::Scope scope;
};
// Reads every record as it was at the moment. `usual`: the period when none was typed; else the year
// that ends with the moment. Fails when a record cannot be read: what is missing would be no evidence.
Result<Pack> load_pack(World& world, const Session& session, const PackOptions& options,
                       const std::optional<Period>& usual);

}  // namespace cmt::cli
