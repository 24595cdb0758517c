#include "git/repository.hpp"
#include "support/test.hpp"

using namespace cmt;
using git::Range;

TEST_CASE("a range names one commit, or two, or where two part") {
  CHECK(*git::parse_range("main") == Range{"main", "", false});
  CHECK(*git::parse_range("main...") == Range{"main", "", true});
  CHECK(*git::parse_range("a..b") == Range{"a", "b", false});
  CHECK(*git::parse_range("a...b") == Range{"a", "b", true});
  CHECK(*git::parse_range("a..") == Range{"a", "HEAD", false});
  CHECK(*git::parse_range("..b") == Range{"HEAD", "b", false});
  CHECK(*git::parse_range(":/Fix a..b") == Range{":/Fix a..b", "", false});
}

TEST_CASE("what git could take for an option, and what is no name, is refused") {
  for (const char* wrong : {"", "-x", "--all", "a..-x", "a\nb", "a\x7f", "a..b..c", "a...b...c"}) {
    CAPTURE(std::string{wrong});
    const auto range = git::parse_range(wrong);
    REQUIRE_FALSE(range);
    CHECK(range.failure().kind == FailureKind::usage);
  }
  CHECK_FALSE(git::parse_range(std::string_view{"a\0b", 3}));
}
