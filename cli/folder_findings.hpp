// What is wrong in the register's folder besides its records: files that are none, parties, disputes,
// settings, what git is told to do with them.
#pragma once
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "cli/finding.hpp"
#include "cli/session.hpp"
#include "process/retention.hpp"

namespace cmt::cli {

// A finding of a rule of checks::file_rules(), with the rule's clause and severity.
Finding finding_of(std::string_view rule, Diagnostic at);

// The parties of the register: whether each can be reached, and what is wrong with its file.
struct Parties {
  std::map<std::string, bool, std::less<>> can_be_reached;  // of those that can be read
  std::vector<std::string> files;                           // ids, in order
  std::vector<Finding> findings;
};
Parties read_parties(const Session& session, unsigned threads);
// What is wrong with the files of those parties that are among the paths.
void check_parties(const Session& session, const std::vector<std::string>& paths, std::vector<Finding>& out);
// Of one party; nothing when it cannot be read.
std::optional<bool> can_be_reached(const Session& session, const std::string& party);

// What the records say of other files. `is_whole`: every record could be read.
struct Named {
  bool is_whole = true;
  std::map<std::string, process::PartyNeed, std::less<>> parties;  // and how long their files are needed
  std::map<std::string, std::set<std::string>, std::less<>> disputes;  // and the complaints
};

void find_strangers(const Session& session, const store::Register::Listing& listing,
                    std::vector<Finding>& out);
void find_orphans(const Parties& parties, const Named& named, std::vector<Finding>& out);
// Parties whose files no case needs any longer (8.1).
void find_kept_too_long(const Parties& parties, const Named& named, Date today, std::vector<Finding>& out);
void find_leftovers(const Session& session, std::vector<Finding>& out);
void find_merge_attributes(const Session& session, std::vector<Finding>& out);
// Names of branches that seem to hold personal data (4.10); nothing where there is no repository.
void find_branches(const Session& session, std::vector<Finding>& out);
void find_settings(const Session& session, std::vector<Finding>& out);
void find_returns(const Session& session, std::vector<Finding>& out);

}  // namespace cmt::cli
