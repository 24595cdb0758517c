// RFC 2045 and 2047, and the character sets: what is broken is read as far as it goes.
#include <string>

#include "core/text.hpp"
#include "mail/charset.hpp"
#include "mail/encoding.hpp"
#include "mail/flowed.hpp"
#include "mail/words.hpp"
#include "support/test.hpp"

using namespace cmt::mail;

TEST_CASE("base64 is read over rubbish and without padding, and ends with its padding") {
  CHECK(from_base64("SGVsbG8=") == "Hello");
  CHECK(from_base64("SGV\r\n s!bG8") == "Hello");
  CHECK(from_base64("SGVsbG8=\n-- \nlist") == "Hello");
  CHECK(from_base64("SGVsbG8h") == "Hello!");
  CHECK(from_base64("S").empty());
  CHECK(from_base64("").empty());
}

TEST_CASE("quoted-printable keeps what is no escape, and joins soft ends") {
  CHECK(from_quoted_printable("a=\nb=3Dc  \n") == "ab=c\n");
  CHECK(from_quoted_printable("a=  \r\nb\r\n") == "ab\r\n");
  CHECK(from_quoted_printable("=ZZ=4") == "=ZZ=4");
}

TEST_CASE("uuencoded bytes are read") {
  CHECK(from_uuencode("begin 644 a\n#0V%T\n`\nend\n") == "Cat");
  CHECK(from_uuencode("no beginning\n").empty());
}

TEST_CASE("blanks between encoded words go, those around them stay") {
  CHECK(decode_words("=?utf-8?q?a?= =?utf-8?q?b?=") == "ab");
  CHECK(decode_words("x =?utf-8?q?a?=\n\t=?utf-8?q?b?= y") == "x ab y");
  CHECK(decode_words("=?utf-8?q?a?=b =?utf-8?q?c?=") == "ab c");
}

TEST_CASE("padded words in a row are all read") {
  CHECK(decode_words("=?utf-8?b?YQ==?= =?utf-8?b?Yg==?=") == "ab");
}

TEST_CASE("a character that was broken between two words is put together") {
  CHECK(decode_words("=?utf-8?b?2Q==?= =?utf-8?b?hQ==?=") == "\xD9\x85");
}

TEST_CASE("what only looks like an encoded word stays") {
  for (const char* text : {"=?utf-8?q?a", "=?utf-8?x?a?=", "=??q?a?=", "a =? b", "=?a b?q?c?="}) CHECK(decode_words(text) == text);
}

TEST_CASE("a label that does not fit is a guess, one that fits is none") {
  CHECK_FALSE(to_utf8("a", "us-ascii").is_guess);
  CHECK_FALSE(to_utf8("\xE4", "iso-8859-1").is_guess);
  CHECK_FALSE(to_utf8("\xC3\xA4", "utf-8").is_guess);
  CHECK(to_utf8("\xC3\xA4", "iso-8859-1").is_guess);
  CHECK(to_utf8("\xC3\xA4", "").is_guess);
  CHECK(to_utf8("\xE4", "us-ascii").is_guess);
  CHECK(to_utf8("a", "x-unknown").is_guess);
  for (const char* label : {"iso-8859-1", "", "us-ascii", "x-unknown"}) CHECK(to_utf8("\xC3\xA4", label).text == "ä");
  CHECK(to_utf8("\xE4", "").text == "ä");
}

TEST_CASE("only character sets of mails are asked of the system") {
  const auto read = to_utf8("a\xE4", "UTF-8//TRANSLIT");
  CHECK(read.is_guess);
  CHECK(read.text == "aä");
  CHECK(to_utf8("a", "../../x").text == "a");
}

TEST_CASE("bytes that mean nothing become U+FFFD, and the rest is read") {
  CHECK(to_utf8("Gr\xC3\xB6\xC3", "utf-8").text == "Grö\xEF\xBF\xBD");
  CHECK(to_utf8("\x81", "windows-1252").text == "\xEF\xBF\xBD");
  const auto japanese = to_utf8("\x1B$B\x45\x45\xFF\x1B(B.", "iso-2022-jp");
  CHECK(japanese.is_guess);
  CHECK_FALSE(cmt::invalid_utf8_at(japanese.text));
}

TEST_CASE("flowed lines are put together, quotations and signatures stay") {
  CHECK(unflowed("a \nb\nc\n", false) == "a b\nc\n");
  CHECK(unflowed("a \nb\n", true) == "ab\n");
  CHECK(unflowed("> a \n> b\nc\n", false) == "> a b\nc\n");
  CHECK(unflowed("> a \nb\n", false) == "> a \nb\n");
  CHECK(unflowed(">> a\n", false) == ">> a\n");
  CHECK(unflowed("a \n-- \nAda\n", false) == "a \n-- \nAda\n");
  CHECK(unflowed(" From\n", false) == "From\n");
}

TEST_CASE("a block of text has no controls and no blank lines around it") {
  CHECK(text_block("\r\n \na\r\nb\rc\f\x1b[1m\n \n") == "a\nb\nc\n\xEF\xBF\xBD[1m");
  CHECK(text_block("a\n\n\nb") == "a\n\n\nb");
  CHECK(text_block(" \n\t") == "");
  CHECK(one_line(" a\r\n\tb\x01 ") == "a b");
}

namespace {

// The whole of a file, read in pieces of `size` bytes; what went wrong in its place.
std::string as_utf8(std::string bytes, std::string_view label, std::size_t size = 1) {
  const auto read = read_as_utf8(
      [rest = std::string_view{bytes}, size](char* buffer, std::size_t) mutable -> cmt::Result<std::size_t> {
        const std::size_t count = rest.copy(buffer, size);
        rest.remove_prefix(count);
        return count;
      },
      label, "a.csv");
  if (!read) return "unknown";
  std::string out;
  char buffer[7];
  while (true) {
    const auto got = (*read)(buffer, sizeof buffer);
    if (!got) return std::to_string(got.diagnostics().front().at.line) + ": " + got.diagnostics().front().message.english();
    if (*got == 0) return out;
    out.append(buffer, *got);
  }
}

}  // namespace

TEST_CASE("a file in another character set is read piece by piece, wherever its pieces are cut") {
  for (const std::size_t size : {1U, 3U, 100U}) {
    CHECK(as_utf8("\xC4\xE0\n", "windows-1251", size) == "Да\n");
    CHECK(as_utf8(std::string("\xFF\xFE\x14\x04\x30\x04", 6), "utf-16", size) == "Да");
    CHECK(as_utf8("\x1B$B$\"\x1B(B", "iso-2022-jp", size) == "あ");
    CHECK(as_utf8("any \xFF", "utf-8", size) == "any \xFF");
  }
  CHECK(as_utf8(std::string(200'000, '\xE4'), "koi8-r", 4000).size() == 400'000);
}

TEST_CASE("bytes of a file that mean nothing in its character set end it with their line") {
  CHECK(as_utf8("a\nb\n\x81", "windows-1252") == "3: bytes that mean nothing in windows-1252");
  CHECK(as_utf8(std::string("\xFF\xFE\x14", 3), "utf-16") == "1: bytes that mean nothing in utf-16");
  CHECK(as_utf8("a", "klingon") == "unknown");
}
