// 4.10 Sealed values: who opens them, and what is refused.
#include "seal/seal.hpp"

#include <string>

#include "core/id.hpp"
#include "support/test.hpp"

namespace {

using namespace cmt;

std::string name_of_key(std::uint64_t bits) {
  return LetterId::draw('K', [bits] { return bits; }).text();
}

}  // namespace

TEST_CASE("4.10 a value opens with its key alone") {
  const auto secret = seal::Secret::make(), other = seal::Secret::make();
  const std::string key = name_of_key(1), value = seal::seal("Ada", key, secret);
  REQUIRE(seal::key_of(value) == key);
  CHECK(seal::open(value, secret) == "Ada");
  CHECK_FALSE(seal::open(value, other));
  CHECK(seal::seal("Ada", key, secret) != value);
}

TEST_CASE("4.10 a value does not open under the name of another key, nor when any of its characters was altered") {
  const auto secret = seal::Secret::make();
  const std::string key = name_of_key(1), other = name_of_key(2), value = seal::seal("Ada", key, secret);
  REQUIRE(key != other);
  std::string renamed = value;
  renamed.replace(renamed.find(key), key.size(), other);
  CHECK(seal::key_of(renamed) == other);
  CHECK_FALSE(seal::open(renamed, secret));
  for (std::size_t i = 0; i < value.size(); ++i) {
    std::string altered = value;
    altered[i] = altered[i] == 'A' ? 'B' : 'A';
    CAPTURE(i);
    CHECK_FALSE(seal::open(altered, secret));
  }
}

TEST_CASE("4.10 what is no sealed value has no key") {
  for (const char* text : {"", "sealed:", "sealed:K-0000000:AAAA", "sealed:K-4TZ8N2C", "words", "Sealed:K-4TZ8N2C:AAAA"})
    CHECK_FALSE(seal::key_of(text));
}

TEST_CASE("4.10 a file opens as it was, of any bytes, and is no value") {
  const auto secret = seal::Secret::make();
  std::string bytes;
  for (int i = 0; i < 256; ++i) bytes += static_cast<char>(i);
  const std::string key = name_of_key(3), sealed = seal::seal_file(bytes, key, secret);
  CHECK(seal::key_of_file(sealed) == key);
  CHECK(seal::open_file(sealed, secret) == bytes);
  CHECK_FALSE(seal::open_file(sealed.substr(0, sealed.size() - 1), secret));
  CHECK_FALSE(seal::key_of(sealed));
}

TEST_CASE("4.10 a box opens for its recipient alone") {
  const auto ada = seal::Secret::make(), grace = seal::Secret::make(), data = seal::Secret::make();
  const std::string box = seal::box(data, seal::public_key(ada));
  const auto opened = seal::open_box(box, ada);
  REQUIRE(opened);
  CHECK(opened->text() == data.text());
  CHECK_FALSE(seal::open_box(box, grace));
  CHECK_FALSE(seal::open_box(box.substr(1), ada));
}

TEST_CASE("4.10 a public key is 32 bytes that a box can be made for") {
  CHECK(seal::is_public_key(seal::public_key(seal::Secret::make())));
  CHECK_FALSE(seal::is_public_key("AAAA"));
  CHECK_FALSE(seal::is_public_key(std::string(43, 'A')));  // of low order
  CHECK_FALSE(seal::is_public_key("not base64!"));
}

TEST_CASE("4.10 sealed values are found wherever they stand") {
  const auto secret = seal::Secret::make();
  const std::string one = seal::seal("Ada", name_of_key(1), secret), two = seal::seal("", name_of_key(2), secret);
  CHECK(seal::values_in("a: " + one + "\nb: [\"" + two + "\"] # sealed:\n") == std::vector<std::string>{one, two});
}
