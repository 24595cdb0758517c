#include "cache/party_index.hpp"

#include <algorithm>
#include <utility>

#include "core/bytes.hpp"
#include "records/party.hpp"

namespace cmt::cache {
namespace {

constexpr std::string_view kMagic = "cmt parties 1";
constexpr std::uint64_t kLargest = std::uint64_t{1} << 30;

std::uint64_t hash_of_email(std::string_view email) { return sum_of("e" + records::email_key(email)); }
std::uint64_t hash_of_phone(std::string_view phone) { return sum_of("p" + records::phone_key(phone)); }

// What the bytes of an index are true for: the keys are made by this program.
std::uint64_t hash_of_program() { return sum_of(std::string{kMagic} + key_of_program()); }

}  // namespace

PartyIndex::PartyIndex(const store::Files& files, std::filesystem::path root, const std::string& email,
                       const std::string& phone, std::size_t smallest)
    : files_(files), root_(std::move(root)), smallest_(smallest) {
  if (!email.empty()) wanted_.push_back(hash_of_email(email));
  if (!phone.empty()) wanted_.push_back(hash_of_phone(phone));
}

void PartyIndex::begin(const std::vector<std::string>& ids) {
  ids_ = ids;
  parties_.assign(ids.size(), {});
  if (ids.size() < smallest_) return;
  if (const auto index = read_whole(root_, kNameOfPartyIndex, kLargest)) take_over(*index);
  file_ = NewFile::begin(root_, kNameOfPartyIndex);
}

bool PartyIndex::is_another(std::size_t place) {
  const std::string path = records::path_of_party(ids_[place]);
  Party& party = parties_[place];
  if (party.is_learnt && files_.mark(path) == party.mark)
    return std::find_first_of(party.hashes.begin(), party.hashes.end(), wanted_.begin(), wanted_.end()) ==
           party.hashes.end();
  party = {file_ ? file_->mark_of(files_, path) : store::Mark{}, {}, false};
  ++read_;
  return false;
}

void PartyIndex::learn(std::size_t place, const records::Party& read) {
  Party& party = parties_[place];
  for (const auto& email : read.emails) party.hashes.push_back(hash_of_email(email));
  for (const auto& phone : read.phones) party.hashes.push_back(hash_of_phone(phone));
  party.is_learnt = true;
}

void PartyIndex::finish() {
  if (!file_ || !is_worth_writing(read_, parties_.size())) return;
  (void)file_->write_whole(bytes());
}

void PartyIndex::take_over(std::string_view index) {
  ByteSource source{index};
  if (source.raw<std::uint64_t>() != hash_of_program()) return;
  std::size_t place = 0;
  while (source.ok() && !source.is_at_end()) {
    const auto id = source.text();
    Party party{source.raw<store::Mark>(), {}, true};
    party.hashes.resize(source.count());
    source.raw(party.hashes.data(), party.hashes.size());
    while (place < ids_.size() && ids_[place] < id) ++place;
    if (place < ids_.size() && ids_[place] == id) parties_[place] = std::move(party);
  }
}

std::string PartyIndex::bytes() const {
  std::string out;
  ByteSink sink{out};
  sink.raw(hash_of_program());
  for (std::size_t i = 0; i < parties_.size(); ++i) {
    const Party& party = parties_[i];
    if (!party.is_learnt || !party.mark.is_known()) continue;
    sink.text(ids_[i]);
    sink.raw(party.mark);
    sink.size(party.hashes.size());
    sink.raw(party.hashes.data(), party.hashes.size());
  }
  return out;
}

}  // namespace cmt::cache
