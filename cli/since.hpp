// 4.9 Information integrity: `cmt check --since REF`, that between a commit and now history only grew.
// What is compared is in lib/growth, what is asked of git in lib/git; docs/since.md says it for people.
#pragma once
#include <string>
#include <vector>

#include "cli/finding.hpp"
#include "cli/session.hpp"
#include "cli/signatures.hpp"
#include "cli/subjects.hpp"

namespace cmt::cli {

struct Since {
  Session session;                   // the register as it is now: the folder, or a commit
  std::vector<Finding> findings;
  Subjects records;                  // that changed or are new, and those that these name
  Message said;                  // what was compared, for people
  Commits commits;                   // that lie between the two
};

// `range` as git::parse_range takes it. Fails as usage when it names no commit, and as unreadable
// when the clone lacks what is needed; the hint says what to fetch.
Result<Since> check_since(World& world, const std::string& range, bool is_thorough);

}  // namespace cmt::cli
