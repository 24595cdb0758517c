// What `cmt check` finds in the records that are not complaints.
#pragma once
#include <set>
#include <string>
#include <vector>

#include "cli/finding.hpp"
#include "cli/folder_findings.hpp"
#include "cli/session.hpp"

namespace cmt::cli {

// Of every kind: files that are no records (file-name), records that cannot be read (record-shape),
// keys that are nearly those of fields (unknown-key), steps that the process refuses (the number of
// the step), other records that are named and do not exist (references); of some, what binds them to
// others: disputes that their complaint does not name (dispute-record), promises that two charters make
// (promise-twice), legal reviews that were due (legal-review), auditors who had a part in what they audit
// (the number of the step), owners who left (owner-active), documents that were to be reviewed or whose files
// differ (document-review, attachments, attachment-digest), policies that staff do not know (policy-known),
// courses that they lack (training-due). In no order.
void check_dossiers(const Session& session, const Named& named, const Instant& now,
                    std::vector<Finding>& out);
// The same of those at these paths alone, which may name other files too. Whether a complaint names its
// dispute is not asked: every complaint would have to be read.
void check_dossiers(const Session& session, const std::set<std::string, std::less<>>& paths, const Instant& now,
                    std::vector<Finding>& out);

}  // namespace cmt::cli
