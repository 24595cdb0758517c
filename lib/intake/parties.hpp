// The complainants that the rows of a file name, each a party (ISO 10002:2018, 4.10): one that is there already,
// known by exactly the same e-mail address or telephone number, or a new one. Who is named by neither of the two
// is a new party in every row, since two people may have one name. A few dozen bytes are kept of each.
#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/digest_map.hpp"
#include "core/id.hpp"
#include "records/party.hpp"

namespace cmt::intake {

class Parties {
 public:
  // A party of the register; they come in any order. Of several that are reached alike the first by id counts.
  void know(const records::Party& party);

  // The party for a complainant, whose id is set.
  struct Found {
    bool is_new = false;
    bool is_otherwise = false;  // the party that is known has another name or address
  };
  Found find_or_draw(records::Party& complainant, const Random& random);

 private:
  struct Kept {
    std::array<char, 9> id{};
    std::uint32_t words = 0;  // of the digest of what is said of them
  };
  DigestMap<3, Kept> reached_;
  DigestMap<2> ids_;
};

}  // namespace cmt::intake
