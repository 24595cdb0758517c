// The list of files that an apply() puts in place, as it is written to `.cmt-pending/commit`: one
// line a file, staged as `.cmt-pending/0`, `1`, … in this order unless it is removed, between a first line with the
// format's version and count and a last line with the checksum of all before it.
//
//   cmt-pending 1 2
//   create 812 91e4c0ffee123456 complaints/2026/2026-7K3QX4M.yaml
//   replace 640 52d10fc2b7a9e880 598 0c85a1b2c3d4e5f6 complaints/2026/2026-4TZ8N2C.yaml
//   remove attachments/2026-4TZ8N2C/5f1c0a2e-letter.txt
//   end 6a09e667f3bcc908
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cmt::store {

// Enough of a file's bytes to know them again. FNV-1a finds damage; it is no proof against forgery.
struct Fingerprint {
  std::uint64_t size = 0;
  std::uint64_t sum = 0;
  bool operator==(const Fingerprint&) const = default;
};
Fingerprint fingerprint(std::string_view bytes);

struct Placement {
  std::string path;
  Fingerprint after;
  std::optional<Fingerprint> before;  // none: the file is made
  bool is_removed = false;            // it goes, whatever it holds; `after` and `before` say nothing
  bool operator==(const Placement&) const = default;
};

std::string print_manifest(const std::vector<Placement>& placements);

// Nothing when the text is not whole, or names a path that is_plain_path() refuses or twice.
std::optional<std::vector<Placement>> parse_manifest(std::string_view text);

}  // namespace cmt::store
