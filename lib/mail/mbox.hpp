// An mbox file (RFC 4155): many mails one after the other, each behind a line "From …".
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "core/lines.hpp"
#include "core/result.hpp"
#include "core/sha256.hpp"

namespace cmt::mail {

// Tells equal mails from others, however they were kept: in an mbox, with CR LF or without, with other marks of the
// servers on their way.
class Contents {
 public:
  explicit Contents(std::string_view header);
  // Of the body, without its end.
  void line(std::string_view text);
  // 64 hexadecimal digits. Nothing can be added afterwards.
  std::string digest() { return sha_.digest(); }

 private:
  Sha256 sha_;
  std::size_t blank_lines_ = 0;  // not yet counted: those at the end do not count
};
// The same of a whole mail.
std::string contents_of(std::string_view mail);

// A mail of the file, as long as it is being looked at.
struct Posted {
  std::uint64_t offset = 0, size = 0;  // of the file, with the line "From …"
  int line = 0;                        // of that line, from 1
  std::string_view header;             // as it stands, without that line; cut when it is longer than a header may be
  std::string contents;                // Contents::digest()
};

// Reads the file once, in pieces, and hands on each mail. Content-Length is not believed: programs that write it and
// others that change mails do not agree. Failure: unreadable when it is no mbox, else what `take` or `bytes` failed with.
Result<Done> each_mail(const std::string& file_name, ReadBytes bytes, const std::function<Result<Done>(const Posted&)>& take);

// The mail of such a piece of the file: without the line "From …", and "From" at the beginning of a line as it was
// before it was quoted (mboxrd, and mboxo as far as that can be told).
std::string from_mbox(std::string_view piece);

}  // namespace cmt::mail
