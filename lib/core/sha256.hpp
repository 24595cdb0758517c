// SHA-256 (FIPS 180-4), for the digests of attached documents.
#pragma once
#include <string>
#include <string_view>

namespace cmt {

// 64 lower-case hexadecimal digits.
std::string sha256(std::string_view bytes);

}  // namespace cmt
