// A complaint register: the folder as the program sees it, over Files (disk or memory).
#pragma once
#include <functional>
#include <memory>
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

  // A text that differs whenever what is computed of a record may differ for the settings' sake: of
  // cmt.yaml, what it refers to, the charter and the time zones. Precondition: the calendars of the
  // rules were read.
  std::string key_of_settings() const;

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
  Result<Listing> list(unsigned threads = 1) const;
  // The records whose id, or its part after the year, begins so, in order; none of them is opened.
  Result<std::vector<ComplaintId>> starting_with(std::string_view text) const;

  // Reads all the records of `ids` with several threads and hands each to `take` with its index.
  // Threads work on blocks: the records of one block come one after the other, in order, from one
  // thread, so that what is kept by block needs no lock and its order depends on no clock.
  static constexpr std::size_t block_size = 128;
  static constexpr std::size_t blocks(std::size_t records) {
    return (records + block_size - 1) / block_size;
  }
  void read_all(const std::vector<ComplaintId>& ids, unsigned threads,
                const std::function<void(std::size_t, Result<records::Record>&&)>& take) const;
  // Calls `work` for each block of so many records, each from one of the threads.
  static void each_block(std::size_t records, unsigned threads, const std::function<void(std::size_t)>& work_on);

  // The returns to an authority that were sent, by period.
  Result<std::vector<records::SentReturn>> sent_returns() const;

  // What is known of the parties without reading their files. But for begin() its functions are called from
  // several threads, each place from one.
  class KnownParties {
   public:
    virtual ~KnownParties() = default;
    virtual void begin(const std::vector<std::string>& ids) = 0;
    // Whether the party at this place of the ids is certain to have none of the keys that are looked for
    // (records::email_key, records::phone_key); it is read where not.
    virtual bool is_another(std::size_t place) = 0;
    virtual void learn(std::size_t place, const records::Party& read) = 0;
  };

  Result<records::Party> load_party(const std::string& id) const;
  // The first party, by id, that has exactly this e-mail or telephone number; nothing when there is
  // none. Fails when one before it cannot be read, because it might be the one. `threads` read by
  // blocks; the answer depends neither on their number nor on what is known.
  Result<std::optional<records::Party>> find_party(const std::string& email, const std::string& phone,
                                                   unsigned threads = 1, KnownParties* known = nullptr) const;

 private:
  // The paths and fingerprints of the files that the settings were read from, as they are read.
  struct Origin;
  Register(Files& files, records::Settings settings, std::shared_ptr<const Origin> origin)
      : files_(&files), settings_(std::move(settings)), origin_(std::move(origin)) {}
  Files* files_;
  records::Settings settings_;
  std::shared_ptr<const Origin> origin_;
};

// The right to change the register: the lock, with everything interrupted completed first and what a
// killed program left behind removed.
Result<Lock> begin_writing(Files& files);

}  // namespace cmt::store
