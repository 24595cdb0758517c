// The list of files that a change to several puts in place, as it is written to `.cmt-pending/commit`:
// one line a file, staged as `.cmt-pending/0`, `1`, … in this order unless it is removed, between a
// first line with the format's version and a last line with the number of files and the checksum of
// all before it. It is written and read one line after the other, however long it is.
//
//   cmt-pending 2
//   create 812 91e4c0ffee123456 complaints/2026/2026-7K3QX4M.yaml
//   replace 640 52d10fc2b7a9e880 598 0c85a1b2c3d4e5f6 complaints/2026/2026-4TZ8N2C.yaml
//   remove attachments/2026-4TZ8N2C/5f1c0a2e-letter.txt
//   end 3 6a09e667f3bcc908
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "core/digest_map.hpp"
#include "core/lines.hpp"
#include "core/result.hpp"

namespace cmt::store {

// Enough of a file's bytes to know them again. FNV-1a finds damage; it is no proof against forgery.
struct Fingerprint {
  std::uint64_t size = 0;
  std::uint64_t sum = 14695981039346656037U;  // of no bytes
  bool operator==(const Fingerprint&) const = default;

  void add(std::string_view bytes);
};
Fingerprint fingerprint(std::string_view bytes);

struct Placement {
  std::string path;
  Fingerprint after;
  std::optional<Fingerprint> before;  // none: the file is made
  bool is_removed = false;            // it goes, whatever it holds; `after` and `before` say nothing
  bool operator==(const Placement&) const = default;
};

// Makes the text. What each gives goes to the end of the file.
class ManifestWriter {
 public:
  std::string begin();
  std::string add(const Placement& placement);
  std::string end() const;

 private:
  std::string counted(std::string line);

  std::uint64_t files_ = 0;
  Fingerprint text_;
};

// Reads it back.
class ManifestReader {
 public:
  // `name`: the file, for messages.
  ManifestReader(std::string name, ReadBytes read);

  // The next file, nothing when the list is whole and at its end. A failure when it cannot be read,
  // is not whole, or names a path that is_plain_path() refuses or twice; the files before it were
  // given then, so a caller who must not act on half a list reads it twice.
  Result<std::optional<Placement>> next();

 private:
  std::string name_;
  LineReader lines_;
  std::uint64_t files_ = 0;
  Fingerprint text_;
  DigestMap<2> paths_;
};

// What is said of a list or a staged file that is not what it was.
Failure damaged(const std::string& file);

}  // namespace cmt::store
