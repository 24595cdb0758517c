// Bytes in any of the character sets that mails are written in -> UTF-8.
#pragma once
#include <string>
#include <string_view>

namespace cmt::mail {

struct Decoded {
  std::string text;       // valid UTF-8
  bool is_guess = false;  // the label is unknown or does not fit the bytes
};

// `label` as a mail has it; empty when it has none. A label is a hint: bytes that are UTF-8 and labelled
// US-ASCII or Latin-1 are taken for UTF-8, Latin-1 for windows-1252 as browsers do, and what fits no
// character set that is known is windows-1252. A byte that means nothing becomes U+FFFD.
Decoded to_utf8(std::string_view bytes, std::string_view label);

}  // namespace cmt::mail
