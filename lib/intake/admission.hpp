// Which rows of a file become records: what is faulty, what is known, and under which ids the rest
// is written. Both formats hand their rows to it, and it hands the records on.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/digest_map.hpp"
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
  // All of them outlive it.
  Admission(const std::string& file_name, const Context& context, const Receiver& receiver)
      : file_(file_name), context_(context), receiver_(receiver) {}

  // Counts a row that was read.
  void count_row();

  // Puts a fault on record; column 0 is the whole line.
  void reject(int line, Message message, Message hint = {}, int column = 0);
  void reject(Diagnostics faults);
  void note(int line, Message message, Message hint = {});
  std::int64_t faults() const { return tally_.faults; }

  // Whether an earlier line of the file has the reference, which is a fault and says whether the
  // two lines are identical. `fingerprint` is that of the whole line. Lines that may share a
  // reference, such as the external one of two exported records, do not repeat each other.
  bool is_repeated(const std::string& reference, int line, std::uint64_t fingerprint,
                   bool may_share = false);
  // Whether the register has it.
  bool is_known(const std::string& reference) const;
  bool is_taken(const ComplaintId& id) const;
  // Whether an earlier line without an id was given it.
  bool is_drawn(const ComplaintId& id) const { return ids_.contains(short_digest(id.text())); }

  void count_known() { ++tally_.known; }
  // The id of the party for the complainant whom a row names; a new one goes with the candidate. Empty where the
  // parties of the register cannot be read, which ends the reading.
  std::string party_for(records::Party complainant, Candidate& candidate);
  // Hands the record on, when it reads back from its bytes as `cmt` will read it.
  void admit(Candidate candidate);
  // Whether nothing more can be taken.
  bool is_over() const { return failure_.has_value(); }

  Result<Tally> finish() &&;

 private:
  // A reference of the file, or a party: where it came first and what it was.
  struct Seen {
    std::uint32_t line : 31 = 0;
    std::uint32_t may_share : 1 = 0;
    Digest<2> print = {};
  };
  std::optional<ComplaintId> draw(int year);
  void compare_parties(const Candidate& candidate);

  const std::string& file_;
  const Context& context_;
  const Receiver& receiver_;
  Tally tally_;
  std::int64_t rows_ = 0;
  std::optional<Failure> failure_;  // of whoever takes the records
  // One entry for each row of a file that may be far larger than the memory.
  DigestMap<3, Seen> seen_;
  DigestMap<2> ids_;
  std::optional<Parties> parties_;  // once a row named its complainant
};

}  // namespace cmt::intake
