// Which rows of a file become records: what is faulty, what is known, and under which ids the rest
// is written. Both formats hand their rows to it and take the batch from it.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "intake/intake.hpp"

namespace cmt::intake {

// A row that is right and new. Without an id one is drawn for the year of receipt.
struct Candidate {
  std::optional<ComplaintId> id;
  int year = 0;
  std::string summary;
  std::vector<process::Event> history;
  std::string bytes;  // of the record file, when they are known already
  std::vector<records::Party> parties;
  std::string reference;
  int line = 0;
};

class Admission {
 public:
  // Both arguments outlive it.
  Admission(const std::string& file_name, const Context& context)
      : file_(file_name), context_(context) {}

  // Puts a fault on record; column 0 is the whole line.
  void reject(int line, std::string message, std::string hint = {}, int column = 0);
  void reject(Diagnostics faults);
  void note(int line, std::string message, std::string hint = {});
  std::size_t faults() const { return faults_.size(); }

  // Whether an earlier line of the file has the reference, which is a fault and says whether the
  // two lines are identical. `fingerprint` is that of the whole line. Lines that may share a
  // reference, such as the external one of two exported records, do not repeat each other.
  bool is_repeated(const std::string& reference, int line, std::uint64_t fingerprint,
                   bool may_share = false);
  // Whether the register has it.
  bool is_known(const std::string& reference) const;
  bool is_taken(const ComplaintId& id) const;

  void count_known() { ++known_; }
  void admit(Candidate candidate);

  // The records, each read back from its bytes as `cmt` will read it; or every fault, by line.
  Result<Batch> finish() &&;

 private:
  struct Seen {
    int line = 0;
    std::uint64_t fingerprint = 0;
    bool may_share = false;
  };
  std::optional<ComplaintId> draw(int year);
  void write(Candidate candidate, Batch& batch);
  void compare_parties(const Candidate& candidate);

  const std::string& file_;
  const Context& context_;
  Diagnostics faults_;
  Diagnostics notes_;
  std::int64_t known_ = 0;
  std::vector<Candidate> candidates_;
  std::map<std::string, Seen> seen_;
  std::set<ComplaintId> ids_;
  std::map<std::string, std::pair<int, std::string>> parties_;  // by id: line and bytes
};

}  // namespace cmt::intake
