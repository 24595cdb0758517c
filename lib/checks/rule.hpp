// The rules of `cmt check`: what a written complaint can break besides being unreadable.
//
// Each rule is one file of this folder and one row of rules(); a rule is pure and sees one
// complaint at a time. What it asks of the rest of the register comes through `Others`, so that a
// rule needs neither disk nor index. How to add one: docs/checks.md.
#pragma once
#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/diagnostic.hpp"
#include "core/time.hpp"
#include "process/complaint.hpp"
#include "process/rules.hpp"

namespace cmt::checks {

// One thing that is wrong with a complaint, placed by meaning and not yet by line.
struct Finding {
  std::string rule;    // id of the rule; for a step that the process refuses, its number ("T10")
  std::string clause;  // "7.9" for ISO 10002:2018, "ISO 10003 7.2" for another standard
  Severity severity = Severity::error;
  std::optional<std::size_t> event;  // index in the history; absent: the record as a whole
  std::string field;    // key inside the event or at the top level; empty: the event or the record
  Message message;  // what was found, without a full stop
  Message hint;     // what to do, a command where one exists
  bool operator==(const Finding&) const = default;
};

// What a rule may ask about the rest of the register. A function that is not set makes the rules
// that need it silent.
struct Others {
  // The state of another complaint by its id ("2026-0042"); null when there is none.
  std::function<const process::State*(const std::string& complaint_id)> complaint;
  std::function<bool(const std::string& party_id)> has_party;
  std::function<bool(const std::string& dispute_id)> has_dispute;
  // A path relative to the register's folder, as events have it.
  std::function<bool(const std::string& path)> has_file;
  // The SHA-256 of such a file; nothing when it cannot be read.
  std::function<std::optional<std::string>(const std::string& path)> digest_of;
  // Whether the file of a party has an address, e-mail or telephone number; nothing when there is
  // no such file or it cannot be read.
  std::function<std::optional<bool>(const std::string& party_id)> can_be_reached;
  // The record that needs a complaint, an action that is not over among them; empty when none does.
  std::function<std::string(const std::string& complaint_id)> needed_by;
};

// What one run of the rules looks at. The history is not empty and `state` is its replay under
// `rules`, which run the process that the case was received under (OwnRules).
struct Subject {
  const process::Complaint& complaint;
  const process::State& state;
  const process::Rules& rules;
  const Others& others;
  Instant now;
};

struct Rule {
  std::string_view id, clause;
  Severity severity;             // as a rule; the rule may lower it (docs/checks.md says when)
  std::string_view title;        // what must hold, without a full stop
  std::string_view explanation;  // what, and why: two or three sentences
  std::string_view remedy;       // how to mend it, with a command
  void (*check)(const Subject&, std::vector<Finding>&);  // null for a transition (find_rule)
};

// Every rule, by id.
std::span<const Rule> rules();

// What reading the files finds: rules without a function here, found by whoever reads them.
std::span<const Rule> file_rules();

// What a comparison with an earlier commit finds (lib/growth).
std::span<const Rule> growth_rules();

// Every table of rules, those of files first. Findings that come from elsewhere have their rules in
// a table of their own, which joins the others here: --list-rules, --explain, completion and the
// settings of cmt.yaml then know them.
std::vector<std::span<const Rule>> tables();

// The rule with an id, also of a file and of a finding of the rule `history`: a transition's number ("T10",
// "X3") or "transition". Ids are case-sensitive. Null when there is none.
const Rule* find_rule(std::string_view id);

// The register's rules under either process: a register that changes from small to full does not
// change what was asked of earlier cases. Made once for a run, because rules are large.
class OwnRules {
 public:
  explicit OwnRules(const process::Rules& rules);
  // The rules under the process that the complaint was received under, else the register's.
  const process::Rules& of(const process::Complaint& complaint) const;

 private:
  process::Process register_process_;
  process::Rules small_, full_;
};

// Lines of a record or another file that break the rule; empty for a transition.
std::string_view example_of(std::string_view rule);

// Rules whose findings stop a record from being read or judged at all, and those of a comparison with
// an earlier commit, which a commit could otherwise silence for itself: a register can neither silence
// them nor put them into its baseline.
bool is_fixed(std::string_view rule);

// What the complaint breaks, by event (the record as a whole first) and then by rule.
std::vector<Finding> check(const Subject& subject);

}  // namespace cmt::checks
