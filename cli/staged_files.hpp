// The register as it is staged in git's index, read-only: what `git commit` is about to record,
// whatever the work tree holds. No file is written for it.
#pragma once
#include "cli/session.hpp"
#include "cli/subjects.hpp"

namespace cmt::cli {

// The register at the index, and in `staged` the records that differ from HEAD: all
// records when cmt.yaml, a calendar or a deadline profile does. Works in a hook, where git says by
// GIT_INDEX_FILE which index it means.
Result<Session> open_staged(World& world, Subjects& staged);

}  // namespace cmt::cli
