#include "store/manifest.hpp"

#include "support/test.hpp"

namespace cmt::store {
namespace {

const std::vector<Placement> kTwo = {
    {"complaints/2026/a b.yaml", fingerprint("new"), std::nullopt},
    {"complaints/2026/b.yaml", fingerprint("new"), fingerprint("old")}};

}  // namespace

TEST_CASE("the list of pending files is read back as it was written") {
  CHECK(parse_manifest(print_manifest(kTwo)) == kTwo);
  CHECK(parse_manifest(print_manifest({})) == std::vector<Placement>());
  const std::vector<Placement> with_removal = {kTwo[0], {"attachments/x/y z.txt", {}, {}, true}};
  CHECK(parse_manifest(print_manifest(with_removal)) == with_removal);
}

TEST_CASE("a list of pending files that was cut anywhere does not count") {
  const std::string whole = print_manifest(kTwo);
  for (std::size_t size = 0; size < whole.size(); ++size) {
    CAPTURE(size);
    CHECK_FALSE(parse_manifest(whole.substr(0, size)));
  }
  CHECK_FALSE(parse_manifest(whole + "\n"));
}

TEST_CASE("a list of pending files with any one bit changed does not count") {
  const std::string whole = print_manifest(kTwo);
  for (std::size_t i = 0; i < whole.size(); ++i) {
    for (int bit = 0; bit < 8; ++bit) {
      std::string damaged = whole;
      damaged[i] = static_cast<char>(damaged[i] ^ (1 << bit));
      CAPTURE(i, bit);
      CHECK_FALSE(parse_manifest(damaged));
    }
  }
}

TEST_CASE("a list of pending files with a path out of the register does not count") {
  for (const char* path : {"../x", "/etc/passwd", ".git/hooks/pre-commit", "a/.git/config", ""}) {
    CAPTURE(path);
    CHECK_FALSE(parse_manifest(print_manifest({{path, fingerprint("x"), std::nullopt}})));
    CHECK_FALSE(parse_manifest(print_manifest({{path, {}, std::nullopt, true}})));
  }
}

TEST_CASE("a list of pending files that names a path twice does not count") {
  CHECK_FALSE(parse_manifest(print_manifest({kTwo[0], kTwo[0]})));
}

}  // namespace cmt::store
