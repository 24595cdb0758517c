#include "core/digest_map.hpp"

#include <sodium.h>

#include <cstring>

namespace cmt {

Digest<3> digest(std::string_view text) {
  unsigned char bytes[crypto_hash_sha256_BYTES];
  crypto_hash_sha256(bytes, reinterpret_cast<const unsigned char*>(text.data()), text.size());
  Digest<3> out;
  std::memcpy(out.data(), bytes, sizeof out);
  return out;
}

}  // namespace cmt
