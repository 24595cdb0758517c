// What --dry-run shows: a change as git and patch read it.
#include "cli/diff.hpp"

#include <fmt/core.h>

#include "support/test.hpp"

namespace {

using cmt::cli::unified_diff;

std::string lines(int from, int to) {
  std::string out;
  for (int i = from; i <= to; ++i) out += fmt::format("{}\n", i);
  return out;
}

}  // namespace

TEST_CASE("what is changed far apart is shown in a hunk each, with three lines around it") {
  const auto before = lines(1, 20), after = "1\ntwo\n" + lines(3, 20) + "21\n";
  CHECK(unified_diff("a", before, after) ==
        "--- a/a\n+++ b/a\n@@ -1,5 +1,5 @@\n 1\n-2\n+two\n 3\n 4\n 5\n@@ -18,3 +18,4 @@\n 18\n 19\n 20\n+21\n");
}

TEST_CASE("changes whose surroundings meet share a hunk") {
  const std::string before = lines(1, 8), after = lines(1, 1) + lines(3, 8) + "9\n";
  CHECK(unified_diff("a", before, after) == "--- a/a\n+++ b/a\n@@ -1,8 +1,8 @@\n 1\n-2\n 3\n 4\n 5\n 6\n 7\n 8\n+9\n");
}

TEST_CASE("a new file, an emptied one, one without a last line end and none at all are shown as such") {
  CHECK(unified_diff("a", {}, "x\n") == "--- /dev/null\n+++ b/a\n@@ -0,0 +1,1 @@\n+x\n");
  CHECK(unified_diff("a", {}, "") == "--- /dev/null\n+++ b/a\n");
  CHECK(unified_diff("a", "x\n", "") == "--- a/a\n+++ b/a\n@@ -1,1 +0,0 @@\n-x\n");
  CHECK(unified_diff("a", "x\ny", "x\nz") ==
        "--- a/a\n+++ b/a\n@@ -1,2 +1,2 @@\n x\n-y\n\\ No newline at end of file\n+z\n\\ No newline at end of file\n");
  CHECK(unified_diff("a", "x\n", "x\n").empty());
}
