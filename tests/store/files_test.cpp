#include "store/files.hpp"

#include "support/test.hpp"

namespace cmt::store {

TEST_CASE("a lock is let go once, by the last that holds it") {
  int released = 0;
  {
    Lock first([&] { ++released; });
    Lock second(std::move(first));
    CHECK(released == 0);
  }
  CHECK(released == 1);
  Lock third([&] { ++released; });
  third = Lock();
  CHECK(released == 2);
}

}  // namespace cmt::store
