// Maps of texts by their digests.
#include "core/digest_map.hpp"

#include <string>

#include "support/test.hpp"

namespace cmt {

TEST_CASE("a digest is the beginning of the SHA-256 of a text") {
  // ba7816bf 8f01cfea 414140de of "abc", FIPS 180-4
  const auto abc = digest("abc");
  const auto* bytes = reinterpret_cast<const unsigned char*>(abc.data());
  CHECK(bytes[0] == 0xBA);
  CHECK(bytes[3] == 0xBF);
  CHECK(bytes[4] == 0x8F);
  CHECK(bytes[11] == 0xDE);
  CHECK(short_digest("abc") == Digest<2>{abc[0], abc[1]});
  CHECK(digest("abd") != abc);
}

TEST_CASE("a map keeps the first value of each key") {
  DigestMap<3, int> map;
  CHECK(map.put(digest("a"), 1).is_new);
  const auto again = map.put(digest("a"), 2);
  CHECK_FALSE(again.is_new);
  CHECK(*again.value == 1);
  REQUIRE(map.find(digest("a")));
  CHECK(*map.find(digest("a")) == 1);
  CHECK_FALSE(map.find(digest("b")));
}

TEST_CASE("a hundred thousand keys are all found, and no other one is") {
  DigestMap<3, int> map;
  DigestMap<2> set;
  bool are_new = true;
  for (int i = 0; i < 100'000; ++i) {
    are_new = are_new && map.put(digest(std::to_string(i)), i).is_new;
    are_new = are_new && set.put(short_digest(std::to_string(i))).is_new;
  }
  CHECK(are_new);
  int found = 0;
  int strangers = 0;
  for (int i = 0; i < 100'000; ++i) {
    const auto* value = map.find(digest(std::to_string(i)));
    found += value && *value == i && set.contains(short_digest(std::to_string(i))) ? 1 : 0;
    const std::string stranger = "x" + std::to_string(i);
    strangers += map.contains(digest(stranger)) || set.contains(short_digest(stranger)) ? 1 : 0;
  }
  CHECK(found == 100'000);
  CHECK(strangers == 0);
}

}  // namespace cmt
