#include "core/path.hpp"

#include <string>

#include "support/test.hpp"

namespace cmt {

TEST_CASE("a path inside the register is relative and plain") {
  CHECK(is_valid_path("complaints/2026/2026-7K3QX4M.yaml"));
  CHECK(is_valid_path(".gitignore"));
  CHECK(is_valid_path("attachments/2026-7K3QX4M/رسید.pdf"));
  CHECK(is_valid_path("-n"));
}

TEST_CASE("a path that could lead out of the register is refused") {
  for (const char* path : {"", "/etc/passwd", "../x", "a/../b", "a/./b", ".", "..", "a//b", "a/",
                           "a/..", ".git/config", "a/.GIT/x", ".Git", "a\nb", "a\x1b[31m"}) {
    CAPTURE(path);
    CHECK_FALSE(is_valid_path(path));
  }
  CHECK_FALSE(is_valid_path(std::string_view("a\0b", 3)));
  CHECK_FALSE(is_valid_path(std::string(300, 'a')));
}

TEST_CASE("a change to several files touches no hidden file") {
  CHECK(is_plain_path("complaints/2026/x.yaml"));
  CHECK_FALSE(is_plain_path(".gitattributes"));
  CHECK_FALSE(is_plain_path("complaints/.hidden/x.yaml"));
  CHECK_FALSE(is_plain_path(".cmt-pending/commit"));
}

}  // namespace cmt
