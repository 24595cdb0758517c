// A complaint register: the folder as the program sees it, over Files (disk or memory).
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "records/party.hpp"
#include "records/record.hpp"
#include "records/sent_return.hpp"
#include "records/settings.hpp"
#include "store/files.hpp"

namespace cmt::store {

// The largest file that is read as a record.
inline constexpr std::size_t record_limit = std::size_t{1} << 20;

class Register {
 public:
  // Reads cmt.yaml; completes a change to several files that was interrupted.
  static Result<Register> open(Files& files);

  const records::Settings& settings() const { return settings_; }
  const process::Rules& rules() const { return settings_.rules; }
  Files& files() const { return *files_; }

  // A complaint by what a person typed: the id, in any case, or any start of it, or of its part
  // after the year, that only one complaint has. Refused when there is none or more than one.
  Result<ComplaintId> find(std::string_view typed) const;

  Result<records::Record> load(const ComplaintId& id) const;
  bool has(const ComplaintId& id) const;

  // What complaints/ holds: the records by path, and what is there that is no record.
  struct Listing {
    std::vector<ComplaintId> ids;
    Diagnostics strangers;  // warnings: files that are not named like a record
  };
  Result<Listing> list() const;

  // Reads all the records of `ids` with several threads and hands each to `take` with its index.
  // Threads work on blocks: the records of one block come one after the other, in order, from one
  // thread, so that what is kept by block needs no lock and its order depends on no clock.
  static constexpr std::size_t block_size = 128;
  static constexpr std::size_t blocks(std::size_t records) {
    return (records + block_size - 1) / block_size;
  }
  void read_all(const std::vector<ComplaintId>& ids, unsigned threads,
                const std::function<void(std::size_t, Result<records::Record>&&)>& take) const;

  // The returns to an authority that were sent, by period.
  Result<std::vector<records::SentReturn>> sent_returns() const;

  Result<records::Party> load_party(const std::string& id) const;
  // The party that has exactly this e-mail or telephone number; nothing when there is none. Fails
  // when a party cannot be read, because it might be the one.
  Result<std::optional<records::Party>> find_party(const std::string& email,
                                                   const std::string& phone) const;

 private:
  Register(Files& files, records::Settings settings)
      : files_(&files), settings_(std::move(settings)) {}
  Files* files_;
  records::Settings settings_;
};

// The right to change the register: the lock, with everything interrupted completed first and what a
// killed program left behind removed.
Result<Lock> begin_writing(Files& files);

}  // namespace cmt::store
