// 4.9 Information integrity: `cmt check --signatures`, that somebody whom git trusts signed the commit in which
// a complaint was closed, or an audit reported or closed. docs/since.md says it for people.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "cli/finding.hpp"
#include "cli/session.hpp"
#include "cli/subjects.hpp"
#include "git/repository.hpp"

namespace cmt::cli {

// The commits in which a register came to be what it is.
struct Commits {
  git::Repository repository;
  std::shared_ptr<git::Objects> objects;
  git::ObjectName base;  // what it holds is not asked about; empty: everything is
  git::ObjectName tip;
  std::string folder;    // of the register, as Repository::prefix() has it
};

// All that led to HEAD. Fails, as unreadable, where there is no repository, no commit, or only the newest ones.
Result<Commits> commits_of(const Session& session);

// One finding for each of these steps in the records, so far as they came after the base, whose first commit
// has no good signature and is in no tag that has one. Runs the programs that verify signatures
// (git/signatures.hpp).
Result<std::vector<Finding>> check_signatures(const Session& session, const Commits& commits,
                                              const Subjects& records);

}  // namespace cmt::cli
