// 4.10 Confidentiality: personal data taken out of files, with the events that say so. Nothing is written:
// changes and the files that go are gathered, so that a command carries out all of them or none.
#pragma once
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "cli/sealing.hpp"
#include "cli/session.hpp"

namespace cmt::cli {

class Redacting {
 public:
  // Both outlive it. `mark`: who, and when, as the events say.
  Redacting(const Session& session, const Stamp& mark) : session_(session), mark_(mark) {}

  // What the event names goes out of a complaint: texts of the record, files of the case. Refused when it
  // holds nothing of that name, or the process does not allow the step.
  Result<Done> take_out(const ComplaintId& id, const process::Redacted& event);

  // The file of a party goes, and each of the complaints says so: those that name the party. `ground`: the
  // event without its field.
  Result<Done> forget(const std::string& party, const std::vector<ComplaintId>& complaints,
                      const process::Redacted& ground);

  // In a sealed register: the keys that the case is sealed with are destroyed, and the case says so.
  Result<Done> destroy_keys_of(const ComplaintId& id, const process::Redacted& ground);
  // In a sealed register: the same of the cases that hold no sealed words or files any more, where no other needs the key.
  Result<Done> destroy_unused_keys(const process::Redacted& ground);

  // What was written in answer to a survey about these complaints.
  Result<Done> take_out_comments(const std::string& survey, const std::vector<std::string>& complaints,
                                 const process::Redacted& ground);

  // The records, in the order in which they were first changed.
  const std::vector<store::Change>& changes() const { return changes_; }
  std::vector<std::string> gone() const { return {gone_.begin(), gone_.end()}; }
  const std::set<std::string>& keys() const { return keys_; }

 private:
  // The bytes of a file as they are by now.
  Result<std::string> bytes_of(const std::string& path) const;
  Result<records::Record> record(const std::string& path) const;
  void keep(const std::string& path, std::string before, std::string after);
  Result<Done> say(const ComplaintId& id, const std::string& bytes, const process::Redacted& event);
  Result<Done> destroy(const ComplaintId& id, const std::set<std::string>& keys, const process::Redacted& ground);
  // Of a record and its files, but for those that are gone.
  std::set<std::string> keys_of(const records::Record& record, const std::set<std::string>& gone) const;
  // Of the record as it was and of what dossiers say of the case, that were not destroyed yet.
  Result<std::set<std::string>> keys_before(const ComplaintId& id);
  // What dossiers say of a case or person is sealed with, before the changes; the dossiers are read when it is first asked.
  Result<std::set<std::string>> keys_about(const std::string& owner);
  // The keys that are needed when all changes are made.
  Result<std::set<std::string>> keys_needed(const std::vector<ComplaintId>& ids);

  const Session& session_;
  const Stamp& mark_;
  std::vector<store::Change> changes_;
  std::map<std::string, std::size_t, std::less<>> index_;  // of changes_, by path
  std::set<std::string> gone_, keys_;
  std::set<std::string> uncommented_;  // complaints whose comments in surveys go
  std::optional<OwnedKeys> about_;
};

// Carries out what was gathered: records change and files go together. Refused (usage) with --commit where files go,
// which git is told of by hand.
Result<Done> carry_out(World& world, Session& session, const ChangeOptions& options, const Redacting& redacting,
                       CommitText text);
// That older commits hold it still, or that it is sealed there.
void tell_of_history(World& world, const Session& session);

// The id of the request that --request names, or a start of it; empty when nothing was typed.
Result<std::string> request_named(const Session& session, const std::string& typed);

// The id of a party that was typed, or a start of it.
Result<std::string> find_party(const Session& session, const std::string& typed);

// The complaints that name a party, in order; of those whose bytes do not hold its id none is read.
// `threads` look, by blocks. Fails with the first file, in order, that cannot be read.
Result<std::vector<ComplaintId>> naming_party(const Session& session, const std::string& party, unsigned threads);

}  // namespace cmt::cli
