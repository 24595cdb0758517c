#include "mail/charset.hpp"

#include <iconv.h>

#include <algorithm>
#include <cerrno>
#include <iterator>
#include <memory>
#include <optional>
#include <utility>

#include "core/text.hpp"
#include "mail/words.hpp"

namespace cmt::mail {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
constexpr const char* kFallback = "CP1252";

struct Charset {
  std::string_view label;
  const char* name;  // of iconv
};

// Only these are asked of the system, whatever a mail says. Where a set has a later one that holds all of it,
// and is what is meant in practice, that one is taken (WHATWG Encoding Standard).
constexpr Charset kCharsets[] = {
    {"utf-8", "UTF-8"},
    {"utf8", "UTF-8"},
    {"unicode-1-1-utf-8", "UTF-8"},
    {"us-ascii", kFallback},
    {"ascii", kFallback},
    {"ansi_x3.4-1968", kFallback},
    {"iso-8859-1", kFallback},
    {"iso8859-1", kFallback},
    {"iso_8859-1", kFallback},
    {"latin1", kFallback},
    {"latin-1", kFallback},
    {"l1", kFallback},
    {"windows-1252", kFallback},
    {"cp1252", kFallback},
    {"x-cp1252", kFallback},
    {"iso-8859-2", "ISO-8859-2"},
    {"iso8859-2", "ISO-8859-2"},
    {"latin2", "ISO-8859-2"},
    {"iso-8859-3", "ISO-8859-3"},
    {"iso-8859-4", "ISO-8859-4"},
    {"iso-8859-5", "ISO-8859-5"},
    {"iso-8859-6", "ISO-8859-6"},
    {"iso-8859-7", "ISO-8859-7"},
    {"iso-8859-8", "ISO-8859-8"},
    {"iso-8859-8-i", "ISO-8859-8"},
    {"iso-8859-9", "CP1254"},
    {"latin5", "CP1254"},
    {"iso-8859-10", "ISO-8859-10"},
    {"iso-8859-11", "CP874"},
    {"tis-620", "CP874"},
    {"windows-874", "CP874"},
    {"iso-8859-13", "ISO-8859-13"},
    {"iso-8859-14", "ISO-8859-14"},
    {"iso-8859-15", "ISO-8859-15"},
    {"iso8859-15", "ISO-8859-15"},
    {"latin-9", "ISO-8859-15"},
    {"iso-8859-16", "ISO-8859-16"},
    {"windows-1250", "CP1250"},
    {"cp1250", "CP1250"},
    {"windows-1251", "CP1251"},
    {"cp1251", "CP1251"},
    {"win-1251", "CP1251"},
    {"windows-1253", "CP1253"},
    {"windows-1254", "CP1254"},
    {"windows-1255", "CP1255"},
    {"windows-1256", "CP1256"},
    {"cp1256", "CP1256"},
    {"windows-1257", "CP1257"},
    {"windows-1258", "CP1258"},
    {"koi8-r", "KOI8-R"},
    {"koi8r", "KOI8-R"},
    {"koi8-u", "KOI8-U"},
    {"ibm866", "CP866"},
    {"cp866", "CP866"},
    {"ibm850", "CP850"},
    {"cp850", "CP850"},
    {"cp437", "CP437"},
    {"ibm437", "CP437"},
    {"macintosh", "MACINTOSH"},
    {"x-mac-roman", "MACINTOSH"},
    {"gb2312", "GB18030"},
    {"gb_2312-80", "GB18030"},
    {"csgb2312", "GB18030"},
    {"gbk", "GB18030"},
    {"x-gbk", "GB18030"},
    {"cp936", "GB18030"},
    {"gb18030", "GB18030"},
    {"big5", "BIG5-HKSCS"},
    {"big5-hkscs", "BIG5-HKSCS"},
    {"x-x-big5", "BIG5-HKSCS"},
    {"cp950", "CP950"},
    {"shift_jis", "CP932"},
    {"shift-jis", "CP932"},
    {"sjis", "CP932"},
    {"x-sjis", "CP932"},
    {"ms_kanji", "CP932"},
    {"windows-31j", "CP932"},
    {"cp932", "CP932"},
    {"euc-jp", "EUC-JP"},
    {"x-euc-jp", "EUC-JP"},
    {"iso-2022-jp", "ISO-2022-JP-3"},
    {"iso-2022-jp-1", "ISO-2022-JP-3"},
    {"iso-2022-jp-2", "ISO-2022-JP-2"},
    {"iso-2022-jp-3", "ISO-2022-JP-3"},
    {"euc-kr", "CP949"},
    {"ks_c_5601-1987", "CP949"},
    {"ks_c_5601", "CP949"},
    {"korean", "CP949"},
    {"cp949", "CP949"},
    {"iso-2022-kr", "ISO-2022-KR"},
    {"utf-7", "UTF-7"},
    {"unicode-1-1-utf-7", "UTF-7"},
    {"utf-16", "UTF-16"},
    {"utf-16le", "UTF-16LE"},
    {"utf-16be", "UTF-16BE"},
    {"utf-32", "UTF-32"},
};

const char* name_of(std::string_view label) {
  const auto found = std::find_if(std::begin(kCharsets), std::end(kCharsets),
                                  [&](const Charset& one) { return equals_ignoring_case(one.label, label); });
  return found == std::end(kCharsets) ? nullptr : found->name;
}

// What iconv makes of the bytes. Each byte that it refuses becomes U+FFFD.
struct Converted {
  std::string text;
  bool is_whole = true;
};

std::optional<Converted> convert(std::string_view bytes, const char* name) {
  const iconv_t converter = ::iconv_open("UTF-8", name);
  if (converter == reinterpret_cast<iconv_t>(-1)) return std::nullopt;
  Converted out;
  std::string input{bytes};  // iconv wants it unconst
  char* in = input.data();
  std::size_t in_left = input.size();
  char buffer[4096];
  for (bool is_over = false; !is_over;) {
    char* to = buffer;
    std::size_t to_left = sizeof buffer;
    // Once the bytes are over, what a shift sequence holds back.
    const bool is_end = in_left == 0;
    const std::size_t done = ::iconv(converter, is_end ? nullptr : &in, is_end ? nullptr : &in_left, &to, &to_left);
    const int error = errno;
    out.text.append(buffer, sizeof buffer - to_left);
    if (done != static_cast<std::size_t>(-1)) {
      is_over = is_end;
    } else if (error != E2BIG) {
      out.is_whole = false;
      out.text += kReplacement;
      if (is_end) break;
      ++in;
      --in_left;
    }
  }
  ::iconv_close(converter);
  return out;
}

// UTF-8 with U+FFFD for each byte that is none.
std::string repaired(std::string_view bytes) {
  std::string out;
  while (!bytes.empty()) {
    const auto bad = invalid_utf8_at(bytes);
    out += bytes.substr(0, bad.value_or(bytes.size()));
    if (!bad) break;
    out += kReplacement;
    bytes.remove_prefix(*bad + 1);
  }
  return out;
}

bool is_ascii(std::string_view bytes) {
  return std::all_of(bytes.begin(), bytes.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// Whether any character of more than one byte is right.
bool has_utf8(std::string_view bytes) {
  while (!bytes.empty()) {
    const CodePoint point = first_code_point(bytes);
    if (point.is_valid && point.size > 1) return true;
    bytes.remove_prefix(point.size);
  }
  return false;
}

Decoded guess(std::string_view bytes) {
  if (!invalid_utf8_at(bytes)) return {std::string{bytes}, true};
  if (has_utf8(bytes)) return {repaired(bytes), true};  // cut, or damaged here and there
  auto read = convert(bytes, kFallback);
  return {read ? std::move(read->text) : repaired(bytes), true};
}

}  // namespace

Decoded to_utf8(std::string_view bytes, std::string_view label) {
  if (bytes.substr(0, 3) == "\xEF\xBB\xBF" && !invalid_utf8_at(bytes)) return {std::string{bytes.substr(3)}, false};
  const char* name = name_of(label);
  const std::string_view found = name ? std::string_view{name} : std::string_view{};
  if (found.empty() || found == "UTF-8" || found == kFallback) {
    if (is_ascii(bytes)) return {std::string{bytes}, found.empty() && !label.empty()};
    if (found == "UTF-8" && !invalid_utf8_at(bytes)) return {std::string{bytes}, false};
    if (found == kFallback && invalid_utf8_at(bytes)) {
      auto read = convert(bytes, kFallback);
      if (read) return {std::move(read->text), !read->is_whole || equals_ignoring_case(label, "us-ascii")};
    }
    return guess(bytes);
  }
  auto read = convert(bytes, name);
  if (!read) return guess(bytes);  // a system without this set
  if (read->is_whole) return {std::move(read->text), false};
  if (!is_ascii(bytes) && !invalid_utf8_at(bytes)) return {std::string{bytes}, true};
  return {std::move(read->text), true};
}

namespace {

// A file on its way through iconv.
class Conversion {
 public:
  Conversion(ReadBytes bytes, iconv_t converter, std::string label, std::string file)
      : read_(std::move(bytes)), converter_(converter), label_(std::move(label)), file_(std::move(file)) {}
  Conversion(const Conversion&) = delete;
  Conversion& operator=(const Conversion&) = delete;
  ~Conversion() { ::iconv_close(converter_); }

  Result<std::size_t> read(char* buffer, std::size_t size) {
    while (at_ == out_.size()) {
      if (is_over_) return std::size_t{0};
      if (auto done = convert(); !done) return std::move(done).failure();
    }
    const std::size_t count = out_.copy(buffer, size, at_);
    at_ += count;
    return count;
  }

 private:
  Result<Done> convert() {
    constexpr std::size_t kPiece = std::size_t{64} << 10U;
    out_.clear();
    at_ = 0;
    const std::size_t left = in_.size();  // of a character that was cut
    in_.resize(left + kPiece);
    const auto got = read_(in_.data() + left, kPiece);
    if (!got) return got.failure();
    in_.resize(left + *got);
    is_over_ = *got == 0;
    char* in = in_.data();
    std::size_t in_left = in_.size();
    int error = E2BIG;
    while (error == E2BIG) {
      char piece[4096];
      char* to = piece;
      std::size_t to_left = sizeof piece;
      const bool is_end = is_over_ && in_left == 0;
      const auto done = ::iconv(converter_, is_end ? nullptr : &in, is_end ? nullptr : &in_left, &to, &to_left);
      error = done == static_cast<std::size_t>(-1) ? errno : 0;
      out_.append(piece, sizeof piece - to_left);
    }
    line_ += static_cast<int>(std::count(out_.begin(), out_.end(), '\n'));
    if (error == EILSEQ || (error == EINVAL && is_over_)) {
      Failure failed = unreadable(file_, tr("bytes that mean nothing in {}", label_), tr("name the character set that the file is in"));
      failed.diagnostics.front().at.line = line_;
      return failed;
    }
    in_.erase(0, in_.size() - in_left);
    return Done{};
  }

  ReadBytes read_;
  iconv_t converter_;
  std::string label_, file_;
  std::string in_;   // not converted yet
  std::string out_;  // converted, of which what lies before `at_` was given
  std::size_t at_ = 0;
  int line_ = 1;
  bool is_over_ = false;
};

}  // namespace

std::optional<ReadBytes> read_as_utf8(ReadBytes bytes, std::string_view label, std::string file) {
  const char* name = name_of(label);
  if (!name) return std::nullopt;
  if (std::string_view{name} == "UTF-8") return bytes;
  const iconv_t converter = ::iconv_open("UTF-8", name);
  if (converter == reinterpret_cast<iconv_t>(-1)) return std::nullopt;  // a system without this set
  auto conversion = std::make_shared<Conversion>(std::move(bytes), converter, std::string{label}, std::move(file));
  return ReadBytes{[conversion](char* buffer, std::size_t size) { return conversion->read(buffer, size); }};
}

}  // namespace cmt::mail
