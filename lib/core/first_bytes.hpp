// The first eight bytes of a text in one number: names of fields are told apart by it, and only those
// that are longer need a look at the rest.
#pragma once
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <type_traits>

namespace cmt {

// The first byte lowest; bytes that are not there are zero.
constexpr std::uint64_t first_bytes(std::string_view text) {
  const std::size_t size = text.size();
  if (!std::is_constant_evaluated() && std::endian::native == std::endian::little) {
    if (size >= 8) {
      std::uint64_t all = 0;
      std::memcpy(&all, text.data(), 8);
      return all;
    }
    if (size >= 4) {  // two halves that overlap
      std::uint32_t low = 0, high = 0;
      std::memcpy(&low, text.data(), 4);
      std::memcpy(&high, text.data() + size - 4, 4);
      return low | (std::uint64_t{high} << (8 * (size - 4)));
    }
  }
  std::uint64_t all = 0;
  for (std::size_t i = 0; i < size && i < 8; ++i)
    all |= std::uint64_t{static_cast<unsigned char>(text[i])} << (8 * i);
  return all;
}

// One of 64 bits, as good as at random: a set of texts in one word that tells most of those that it
// does not hold.
constexpr std::uint64_t bit_of(std::uint64_t first, std::size_t size) {
  return std::uint64_t{1} << (((first + size) * 0x9E3779B97F4A7C15U) >> 58U);
}

}  // namespace cmt
