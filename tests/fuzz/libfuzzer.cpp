// The entry of libFuzzer; CMT_FUZZ_TARGET names the target.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "fuzz/targets.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const cmt::fuzz::Target* const target = [] {
    for (const auto& one : cmt::fuzz::targets())
      if (one.name == CMT_FUZZ_TARGET) return &one;
    std::abort();
  }();
  target->run({reinterpret_cast<const char*>(data), size});
  return 0;
}
