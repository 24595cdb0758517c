// Bytes in any of the character sets that mails are written in -> UTF-8.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "core/window.hpp"

namespace cmt::mail {

struct Decoded {
  std::string text;       // valid UTF-8
  bool is_guess = false;  // the label is unknown or does not fit the bytes
};

// `label` as a mail has it; empty when it has none. A label is a hint: bytes that are UTF-8 and labelled
// US-ASCII or Latin-1 are taken for UTF-8, Latin-1 for windows-1252 as browsers do, and what fits no
// character set that is known is windows-1252. A byte that means nothing becomes U+FFFD.
Decoded to_utf8(std::string_view bytes, std::string_view label);

// The bytes of a file in a character set that somebody named, as UTF-8 piece by piece; nothing when the set is not
// known. Nothing is guessed or replaced: at the first bytes that mean nothing in it the reading fails (unreadable,
// with `file` and the line). Bytes that are said to be UTF-8 are handed on unseen.
std::optional<ReadBytes> read_as_utf8(ReadBytes bytes, std::string_view label, std::string file);

}  // namespace cmt::mail
