#include "intake/parties.hpp"

#include <algorithm>

namespace cmt::intake {
namespace {

Digest<3> digest_of_email(std::string_view email) { return digest("email:" + records::email_key(email)); }
Digest<3> digest_of_phone(std::string_view phone) { return digest("phone:" + records::phone_key(phone)); }

// What a row may say of a complainant beside how they are reached.
std::uint32_t digest_of_words(const records::Party& party) {
  std::string words;
  for (const std::string* one : {&party.name, &party.address, &party.post_code, &party.town, &party.country})
    words += *one + '\n';
  return digest(words)[0];
}

}  // namespace

void Parties::know(const records::Party& party) {
  Kept kept;
  std::copy_n(party.id.begin(), std::min(party.id.size(), kept.id.size()), kept.id.begin());
  kept.words = digest_of_words(party);
  ids_.put(short_digest(party.id));
  const auto put = [&](const Digest<3>& key) {
    const auto there = reached_.put(key, kept);
    if (kept.id < there.value->id) *there.value = kept;
  };
  for (const auto& email : party.emails)
    if (!records::email_key(email).empty()) put(digest_of_email(email));
  for (const auto& phone : party.phones)
    if (!records::phone_key(phone).empty()) put(digest_of_phone(phone));
}

Parties::Found Parties::find_or_draw(records::Party& complainant, const Random& random) {
  const Kept* known = nullptr;
  for (const auto& email : complainant.emails)
    if (!known && !records::email_key(email).empty()) known = reached_.find(digest_of_email(email));
  for (const auto& phone : complainant.phones)
    if (!known && !records::phone_key(phone).empty()) known = reached_.find(digest_of_phone(phone));
  if (known) {
    complainant.id = std::string{known->id.data(), known->id.size()};
    return {false, known->words != digest_of_words(complainant)};
  }
  // A letter has a thousand million ids: a source of random bits that fails so often is broken, and two files of
  // one name are told when they are written.
  for (int attempt = 0; attempt < 1000; ++attempt) {
    complainant.id = LetterId::draw('P', random).text();
    if (!ids_.contains(short_digest(complainant.id))) break;
  }
  know(complainant);
  return {true, false};
}

}  // namespace cmt::intake
