// The letters that count as one, on top of what Unicode itself says.
#include "core/fold.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>

#include "core/text.hpp"

namespace cmt {
namespace {

constexpr char32_t kNothing = 0;
constexpr char32_t kShortI = 0x0439;  // й
constexpr char32_t kBreve = 0x0306;
constexpr std::string_view kI = "и";

// The ASCII digit for a Persian or Arabic-Indic one, or the character itself.
char32_t ascii_digit(char32_t c) {
  if (c >= 0x0660 && c <= 0x0669) return c - 0x0660 + '0';
  if (c >= 0x06F0 && c <= 0x06F9) return c - 0x06F0 + '0';
  return c;
}

// The letter that stands for all spellings of `c`; kNothing for one that is left out.
char32_t common_letter(char32_t c) {
  switch (c) {
    case 0x0622:  // آ
    case 0x0623:  // أ
    case 0x0625:  // إ
    case 0x0671:  // ٱ
      return 0x0627;
    case 0x064A:  // Arabic yeh
    case 0x0649:  // alef maksura
    case 0x0626:  // yeh with hamza
    case 0x06D2:  // yeh barree
    case 0x06D3:
      return 0x06CC;
    case 0x0643:  // Arabic kaf
    case 0x06AA:  // swash kaf
      return 0x06A9;
    case 0x0629:  // teh marbuta
    case 0x06C0:  // heh with yeh above
    case 0x06D5:  // ae
    case 0x06BE:  // heh doachashmee
    case 0x06C1:  // heh goal
    case 0x06C2:
    case 0x06C3:
      return 0x0647;
    case 0x0624:  // waw with hamza
      return 0x0648;
    case 0x0640:  // tatweel
      return kNothing;
    default:
      return ascii_digit(c);
  }
}

// Letters whose folding common_letter alone decides: no case, no decomposition.
bool is_plain_arabic(char32_t c) {
  return (c >= 0x0621 && c <= 0x064A) || (c >= 0x0660 && c <= 0x0669) || c == 0x067E ||
         c == 0x0686 || c == 0x0698 || c == 0x06A9 || c == 0x06AF || c == 0x06CC ||
         (c >= 0x06F0 && c <= 0x06F9);
}

void append_folded(std::string& out, char32_t c) {
  if (c >= 0x0410 && c <= 0x042F) c += 0x20;  // А to Я
  if (c == kBreve && out.size() >= kI.size() &&
      out.compare(out.size() - kI.size(), kI.size(), kI) == 0) {
    out.resize(out.size() - kI.size());
    c = kShortI;
  }
  if (c >= 0x0430 && c <= 0x044F) return append_utf8(out, c);
  if (is_plain_arabic(c)) {
    if (const char32_t letter = common_letter(c); letter != kNothing) append_utf8(out, letter);
    return;
  }
  // The longest decomposition, of U+FDFA, has 18 characters.
  std::array<utf8proc_int32_t, 32> parts{};
  int boundary_class = 0;
  const auto options =
      static_cast<utf8proc_option_t>(UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD |
                                     UTF8PROC_IGNORE | UTF8PROC_STRIPMARK);
  const auto count = utf8proc_decompose_char(static_cast<utf8proc_int32_t>(c), parts.data(),
                                             static_cast<utf8proc_ssize_t>(parts.size()), options,
                                             &boundary_class);
  if (count < 0 || static_cast<std::size_t>(count) > parts.size()) return append_utf8(out, c);
  for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i) {
    const char32_t letter = common_letter(static_cast<char32_t>(parts[i]));
    if (letter != kNothing) append_utf8(out, letter);
  }
}

// Cyrillic, Hebrew and Arabic letters, two bytes each, and what they fold to: most letters of most
// texts that are not ASCII, so that these are looked up.
constexpr char32_t kFirstListed = 0x0400;
constexpr char32_t kEndOfListed = 0x0700;
struct Folded {
  std::array<char, 7> bytes{};
  std::uint8_t size = 0;  // kNotListed where it does not fit
};
constexpr std::uint8_t kNotListed = 255;

std::array<Folded, kEndOfListed - kFirstListed> fold_listed() {
  std::array<Folded, kEndOfListed - kFirstListed> out{};
  for (char32_t c = kFirstListed; c < kEndOfListed; ++c) {
    std::string folded;
    append_folded(folded, c);
    Folded& one = out[c - kFirstListed];
    one.size = folded.size() <= one.bytes.size() ? static_cast<std::uint8_t>(folded.size()) : kNotListed;
    if (one.size != kNotListed) std::copy(folded.begin(), folded.end(), one.bytes.begin());
  }
  return out;
}

// What the letter folds to that begins the text; null for one that is not listed.
const Folded* listed(std::string_view text) {
  static const auto all = fold_listed();
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  if (byte(0) < 0xD0 || byte(0) > 0xDB || text.size() < 2 || (byte(1) & 0xC0U) != 0x80) return nullptr;
  const char32_t c = ((byte(0) & 0x1FU) << 6U) | (byte(1) & 0x3FU);
  const Folded& found = all[c - kFirstListed];
  return found.size == kNotListed ? nullptr : &found;
}

// Appends the ASCII characters that the text begins with, and gives how many they are.
std::size_t append_ascii(std::string& out, std::string_view text) {
  std::size_t count = 0;
  while (count < text.size() && static_cast<unsigned char>(text[count]) < 0x80) ++count;
  const std::size_t begin = out.size();
  out.append(text.substr(0, count));
  for (std::size_t i = begin; i < out.size(); ++i)
    if (out[i] >= 'A' && out[i] <= 'Z') out[i] = static_cast<char>(out[i] - 'A' + 'a');
  return count;
}

// Korean syllables come out of the decomposition in parts.
std::string composed(const std::string& text) {
  utf8proc_uint8_t* bytes = nullptr;
  const auto size =
      utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                   static_cast<utf8proc_ssize_t>(text.size()), &bytes,
                   static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
  if (size < 0) return text;
  std::string out(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
  std::free(bytes);
  return out;
}

bool is_hangul(char32_t c) {
  return (c >= 0x1100 && c <= 0x11FF) || (c >= 0x3131 && c <= 0x318E) ||
         (c >= 0x3200 && c <= 0x327F) || (c >= 0xA960 && c <= 0xA97F) ||
         (c >= 0xAC00 && c <= 0xD7FF) || (c >= 0xFFA0 && c <= 0xFFDC);
}

}  // namespace

std::string fold(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  bool has_hangul = false;
  while (!text.empty()) {
    if (const std::size_t count = append_ascii(out, text); count > 0) {
      text.remove_prefix(count);
      continue;
    }
    if (const Folded* const letter = listed(text)) {
      out.append(letter->bytes.data(), letter->size);
      text.remove_prefix(2);
      continue;
    }
    const CodePoint point = first_code_point(text);
    has_hangul = has_hangul || is_hangul(point.value);
    append_folded(out, point.value);
    text.remove_prefix(point.size);
  }
  return has_hangul ? composed(out) : out;
}

std::string ascii_digits(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const CodePoint point = first_code_point(text);
    if (const char32_t digit = ascii_digit(point.value); digit != point.value) {
      out += static_cast<char>(digit);
    } else {
      out += text.substr(0, point.size);
    }
    text.remove_prefix(point.size);
  }
  return out;
}

std::string capitalised(std::string_view text) {
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  utf8proc_int32_t first = 0;
  const auto size = utf8proc_iterate(bytes, static_cast<utf8proc_ssize_t>(text.size()), &first);
  if (size <= 0) return std::string{text};
  std::array<utf8proc_uint8_t, 4> upper{};
  const auto count = utf8proc_encode_char(utf8proc_toupper(first), upper.data());
  return std::string(upper.begin(), upper.begin() + count).append(text.substr(static_cast<std::size_t>(size)));
}

}  // namespace cmt
