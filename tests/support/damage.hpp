// Damage to a file that a test makes, each time another kind.
#pragma once
#include <random>
#include <string>

namespace cmt::testing {

// Cut, with another bit, or (where it may grow) longer by a byte.
inline std::string damaged(std::string bytes, int turn, std::mt19937_64& random, bool may_grow = true) {
  const int kinds = may_grow ? 3 : 2;
  if (turn % kinds == 0) bytes.resize(random() % bytes.size());
  else if (turn % kinds == 1) bytes[random() % bytes.size()] ^= static_cast<char>(1U << (random() % 8));
  else bytes.insert(random() % bytes.size(), "x");
  return bytes;
}

}  // namespace cmt::testing
