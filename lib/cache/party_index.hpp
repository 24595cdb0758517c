// By which e-mail addresses and telephone numbers the parties are reached, kept in .cmt/parties as hashes, so
// that a known complainant is found by a look at each party's file instead of reading it.
//
// The file holds of each party its id, its mark and the hashes of its keys (records::email_key,
// records::phone_key), and a checksum. A party counts as unchanged by the rule of the snapshot (snapshot.hpp).
// A hash that fits is no answer: that party is read. Of a sealed register there is none, since who guesses an
// address could see whether it is there.
#pragma once
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "cache/cache_file.hpp"
#include "store/register.hpp"

namespace cmt::cache {

inline constexpr const char* kNameOfPartyIndex = "parties";

// For one Register::find_party().
class PartyIndex final : public store::Register::KnownParties {
 public:
  // A new index is written where there are at least `smallest` parties and many of them had to be read.
  PartyIndex(const store::Files& files, std::filesystem::path root, const std::string& email, const std::string& phone,
             std::size_t smallest);

  void begin(const std::vector<std::string>& ids) override;
  bool is_another(std::size_t place) override;
  void learn(std::size_t place, const records::Party& read) override;

  // Writes the index anew where that is worth it. Nothing it does can fail a command.
  void finish();

 private:
  struct Party {
    store::Mark mark;                   // none: it was read too soon after it changed
    std::vector<std::uint64_t> hashes;  // of its keys
    bool is_learnt = false;
  };

  void take_over(std::string_view index);
  std::string bytes() const;

  const store::Files& files_;
  std::filesystem::path root_;
  std::vector<std::uint64_t> wanted_;
  std::size_t smallest_;
  std::vector<std::string> ids_;
  std::vector<Party> parties_;  // by place
  std::atomic<std::size_t> read_{0};
  std::unique_ptr<NewFile> file_;
};

}  // namespace cmt::cache
