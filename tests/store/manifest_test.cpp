#include "store/manifest.hpp"

#include <algorithm>
#include <vector>

#include "scratch_folder.hpp"

namespace cmt::store {
namespace {

const std::vector<Placement> kTwo = {
    {"complaints/2026/a b.yaml", fingerprint("new"), std::nullopt},
    {"complaints/2026/b.yaml", fingerprint("new"), fingerprint("old")}};

// Nothing when the list is not whole. It comes in pieces of so many bytes.
std::optional<std::vector<Placement>> parse_manifest(std::string_view text, std::size_t piece = 100) {
  ManifestReader reader("list", [=](char* buffer, std::size_t size) mutable -> Result<std::size_t> {
    const std::size_t count = text.copy(buffer, std::min(size, piece));
    text.remove_prefix(count);
    return count;
  });
  std::vector<Placement> placements;
  while (true) {
    const auto next = reader.next();
    if (!next) {
      CHECK(next.diagnostics().front().at.file == "list");
      return std::nullopt;
    }
    if (!*next) return placements;
    placements.push_back(**next);
  }
}

}  // namespace

TEST_CASE("the list of pending files is read back as it was written") {
  CHECK(parse_manifest(print_manifest(kTwo)) == kTwo);
  CHECK(parse_manifest(print_manifest({})) == std::vector<Placement>());
  const std::vector<Placement> with_removal = {kTwo[0], {"attachments/x/y z.txt", {}, {}, true}};
  CHECK(parse_manifest(print_manifest(with_removal)) == with_removal);
  CHECK(parse_manifest(print_manifest(with_removal), 1) == with_removal);
}

TEST_CASE("a list of pending files that lacks one of them, or has one too many, does not count") {
  const std::string whole = print_manifest(kTwo);
  const std::size_t second = whole.find("replace");
  const std::size_t end = whole.find("end");
  CHECK_FALSE(parse_manifest(whole.substr(0, second) + whole.substr(end)));
  CHECK_FALSE(parse_manifest(whole.substr(0, end) + "remove x\n" + whole.substr(end)));
  CHECK_FALSE(parse_manifest(whole + whole.substr(second)));
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
