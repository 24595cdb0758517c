// Text is measured, cleaned, cut and escaped as terminals and pages need it.
#include "core/text.hpp"

#include <string>
#include <vector>

#include "support/test.hpp"

namespace cmt {
namespace {

using Lines = std::vector<std::string>;

std::string utf8(char32_t c) {
  std::string text;
  append_utf8(text, c);
  return text;
}

// Whether `text` still has a character that acts without being seen.
bool has_raw_hazard(std::string_view text, bool may_have_line_feed = false) {
  while (!text.empty()) {
    const CodePoint point = first_code_point(text);
    const char32_t c = point.value;
    const bool is_control =
        (c < 0x20 && !(may_have_line_feed && c == '\n')) || (c >= 0x7F && c <= 0x9F);
    const bool is_direction = c == 0x61C || c == 0x200E || c == 0x200F ||
                              (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    const bool is_other = c == 0x2028 || c == 0x2029 || c == 0xFEFF || c == 0x200B ||
                          (c >= 0xE0000 && c <= 0xE007F) || (c >= 0xE000 && c <= 0xF8FF);
    if (!point.is_valid || is_control || is_direction || is_other) return true;
    text.remove_prefix(point.size);
  }
  return false;
}

}  // namespace

TEST_CASE("text in three scripts is valid UTF-8") {
  CHECK_FALSE(invalid_utf8_at(""));
  CHECK_FALSE(invalid_utf8_at("The delivery was late; I want a refund."));
  CHECK_FALSE(invalid_utf8_at(
      "بستهٔ من دیر رسید، жалоба на доставку, 宅配便 👍🏽"));
  CHECK_FALSE(invalid_utf8_at("\xF4\x8F\xBF\xBF"));  // U+10FFFF
}

TEST_CASE("the first invalid byte is found wherever it stands") {
  for (std::size_t before = 0; before < 40; ++before) {
    const std::string text = std::string(before, 'a') + "\xFF" + "b";
    REQUIRE(invalid_utf8_at(text) == before);
  }
  CHECK(invalid_utf8_at("شکایت\x80") == std::size_t{10});
}

TEST_CASE("overlong forms, surrogates and values above U+10FFFF are invalid") {
  for (const std::string text :
       {"\xC0\xAF", "\xC1\xBF", "\xE0\x9F\xBF", "\xF0\x8F\xBF\xBF", "\xED\xA0\x80", "\xED\xBF\xBF",
        "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFE", "\x80"}) {
    INFO(text.size());
    CHECK(invalid_utf8_at(text) == std::size_t{0});
  }
}

TEST_CASE("a character that is cut off at the end is invalid") {
  CHECK(invalid_utf8_at("a\xD9") == std::size_t{1});
  CHECK(invalid_utf8_at("a\xE2\x80") == std::size_t{1});
  CHECK(invalid_utf8_at("a\xF0\x9F\x98") == std::size_t{1});
  CHECK(invalid_utf8_at("a\xE2\x80z") == std::size_t{1});
}

TEST_CASE("every code point survives encoding and decoding") {
  char32_t wrong = 0;
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    const std::string text = utf8(c);
    const CodePoint point = first_code_point(text);
    if (point.value != c || !point.is_valid || point.size != text.size()) wrong = c;
  }
  CHECK(static_cast<unsigned>(wrong) == 0U);
}

TEST_CASE("a surrogate is encoded as the replacement character") {
  CHECK(utf8(0xD800) == "\uFFFD");
  CHECK(utf8(0x110000) == "\uFFFD");
}

TEST_CASE("width counts what a terminal shows") {
  CHECK(display_width("") == 0);
  CHECK(display_width("refund") == 6);
  CHECK(display_width("жалоба") == 6);
  CHECK(display_width("شکایت") == 5);
  CHECK(display_width("می\u200Cروم") == 5);  // ZWNJ
  CHECK(display_width("مُحَمَّد") == 4);         // marks
  CHECK(display_width("宅配便") == 6);
  CHECK(display_width("e\u0301") == 1);
  CHECK(display_width("…") == 1);
}

TEST_CASE("an emoji cluster takes two columns") {
  CHECK(display_width("\U0001F468\u200D\U0001F469\u200D\U0001F467\u200D\U0001F466") == 2);
  CHECK(display_width("\u2764\uFE0F") == 2);          // heart with VS16
  CHECK(display_width("\u2764") == 1);                // heart as text
  CHECK(display_width("\U0001F1EE\U0001F1F7") == 2);  // flag
  CHECK(display_width("\U0001F44D\U0001F3FD") == 2);  // skin tone
  CHECK(display_width("1\uFE0F\u20E3") == 2);         // key
}

TEST_CASE("a joiner after a letter adds no column") {
  CHECK(display_width("ه\u200D") == 1);
  CHECK(display_width("a\uFE0F") == 1);
}

TEST_CASE("Korean syllables are two columns wide, composed or not") {
  CHECK(display_width("각") == 2);
  CHECK(display_width("\u1100\u1161\u11A8") == 2);
}

TEST_CASE("isolating characters take no columns and an invalid byte takes one") {
  CHECK(display_width("\u2068شکایت\u2069") == 5);
  CHECK(display_width("a\xFFz") == 3);
}

TEST_CASE("text that fits is not truncated") {
  CHECK(truncate("refund", 6) == "refund");
  CHECK(truncate("مُحَمَّد", 4) == "مُحَمَّد");
  CHECK(truncate("", 3) == "");
}

TEST_CASE("truncated text ends in an ellipsis within the columns") {
  CHECK(truncate("delivery", 5) == "deli…");
  CHECK(truncate("доставка", 4) == "дос…");
  CHECK(truncate("شکایت‌نامه", 4) == "شکا…");
  CHECK(truncate("delivery", 1) == "…");
  CHECK(truncate("delivery", 0) == "");
}

TEST_CASE("truncation splits no cluster") {
  CHECK(truncate("宅配便", 4) == "宅…");
  CHECK(truncate("مُحَمَّد", 2) == "مُ…");
  const std::string family = "\U0001F468\u200D\U0001F469\u200D\U0001F467";
  CHECK(truncate(family + "abc", 3) == family + "…");
  CHECK(truncate(family + "abc", 2) == "…");
}

TEST_CASE("padding fills up to columns, not bytes") {
  CHECK(pad_right("شکایت", 7) == "شکایت  ");
  CHECK(pad_left("宅配", 6) == "  宅配");
  CHECK(pad_right("refund", 3) == "refund");
  CHECK(pad_left("refund", -1) == "refund");
}

TEST_CASE("ordinary text is printable as it stands") {
  for (const std::string text :
       {"Refund of 12.50 € – “late”", "می\u200Cخواهم مُحَمَّد ۱۲", "Ёлка, подъезд № 5",
        "宅配便 👍🏽", "\u2764\uFE0F", "so\u00ADft", "\\x1b"}) {
    CHECK(printable_line(text) == text);
  }
}

TEST_CASE("every C0 control and DEL is shown escaped") {
  CHECK(printable_line("\x1B[31m") == "\\x1b[31m");
  CHECK(printable_line(std::string_view("\0", 1)) == "\\x00");
  CHECK(printable_line("\x7F") == "\\x7f");
  for (char c = 0; c < 0x20; ++c) {
    INFO(static_cast<int>(c));
    CHECK_FALSE(has_raw_hazard(printable_line(std::string(1, c))));
    CHECK_FALSE(has_raw_hazard(printable_block(std::string(1, c)), true));
  }
}

TEST_CASE("every C1 control is shown escaped, as a character and as a byte") {
  CHECK(printable_line("\u009B31m") == "\\u009b31m");
  CHECK(printable_line("\x9B"
                       "31m") == "\\x9b31m");
  for (char32_t c = 0x80; c <= 0x9F; ++c) {
    CHECK_FALSE(has_raw_hazard(printable_line(utf8(c))));
    CHECK_FALSE(has_raw_hazard(printable_line(std::string(1, static_cast<char>(c)))));
  }
}

TEST_CASE("direction and invisible characters are shown escaped") {
  CHECK(printable_line("\u202Egnp.exe") == "\\u202egnp.exe");
  CHECK(printable_line("\u2066x\u2069") == "\\u2066x\\u2069");
  CHECK(printable_line("\uFEFF") == "\\ufeff");
  CHECK(printable_line("\u2028") == "\\u2028");
  CHECK(printable_line("\U000E0041") == "\\U000e0041");
  CHECK(printable_line("\uE000") == "\\ue000");
  CHECK(printable_line("\u3164") == "\\u3164");
  CHECK(printable_line("\u061C\u200E\u200F") == "\\u061c\\u200e\\u200f");
}

TEST_CASE("sequences that steer a terminal never survive") {
  for (const std::string text :
       {"\x1B]52;c;cm0gLXJmIC8=\x07", "\x1B]0;title\x1B\\", "\x1BP$q\x1B\\", "\x1B[2J\x1B[H",
        "\x9D"
        "52;c;AAAA\x9C",
        "\xC2\x9D"
        "52;c;AAAA\xC2\x9C",
        "safe\rEVIL", "abc\b\b\bxyz", "\x1B]8;;https://x\x1B\\y"}) {
    CHECK_FALSE(has_raw_hazard(printable_line(text)));
    CHECK_FALSE(has_raw_hazard(printable_block(text), true));
  }
}

TEST_CASE("no code point makes printable text hazardous") {
  char32_t wrong = 0;
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    if (has_raw_hazard(printable_line(utf8(c)))) wrong = c;
  }
  CHECK(static_cast<unsigned>(wrong) == 0U);
}

TEST_CASE("every byte of invalid UTF-8 is shown") {
  CHECK(printable_line("a\xFF\xC0\xAF"
                       "b") == "a\\xff\\xc0\\xafb");
  CHECK(printable_line("\xED\xA0\x80") == "\\xed\\xa0\\x80");
  CHECK(printable_line("end\xD9") == "end\\xd9");
}

TEST_CASE("a line has spaces for line ends and tabs") {
  CHECK(printable_line("a\nb\r\nc\rd\te") == "a b c d e");
}

TEST_CASE("a block keeps its lines") {
  CHECK(printable_block("a\nb\r\nc\rd\te") == "a\nb\nc\nd    e");
  CHECK(printable_block("a\n\x1B[2J") == "a\n\\x1b[2J");
}

TEST_CASE("only text with right-to-left letters is isolated") {
  CHECK(isolate("شکایت 12") == "\u2068شکایت 12\u2069");
  CHECK(isolate("late: דואר") == "\u2068late: דואר\u2069");
  CHECK(isolate("жалоба") == "жалоба");
  CHECK(isolate("") == "");
}

TEST_CASE("text is wrapped at spaces") {
  CHECK(wrap("the parcel came late", 10) == Lines{"the parcel", "came late"});
  CHECK(wrap("посылка пришла поздно", 14) == Lines{"посылка пришла", "поздно"});
  CHECK(wrap("بسته دیر رسید", 8) == Lines{"بسته دیر", "رسید"});
}

TEST_CASE("wrapping keeps line feeds, empty lines and the spaces within a line") {
  CHECK(wrap("a  b\n\n  - c\n", 20) == Lines{"a  b", "", "  - c"});
  CHECK(wrap("", 20).empty());
  CHECK(wrap("\n", 20) == Lines{""});
}

TEST_CASE("a word longer than the line is cut between clusters") {
  CHECK(wrap("ab abcdefgh", 4) == Lines{"ab", "abcd", "efgh"});
  CHECK(wrap("宅配便", 5) == Lines{"宅配", "便"});
  CHECK(wrap("宅配", 1) == Lines{"宅", "配"});
}

TEST_CASE("without a width only line feeds break") {
  CHECK(wrap("the parcel\ncame late", 0) == Lines{"the parcel", "came late"});
}

TEST_CASE("no wrapped line is wider than asked") {
  const std::string text =
      "The parcel came late. بستهٔ من دیر رسید و می\u200Cخواهم پولم را پس بگیرم. "
      "Посылка пришла поздно, 宅配便が遅れました 👍🏽.";
  for (int columns = 2; columns < 60; ++columns) {
    for (const std::string& line : wrap(text, columns)) {
      INFO(columns << ": " << line);
      REQUIRE(display_width(line) <= columns);
    }
  }
}

TEST_CASE("edits are counted in characters") {
  CHECK(edit_distance("", "") == 0);
  CHECK(edit_distance("close", "") == 5);
  CHECK(edit_distance("", "close") == 5);
  CHECK(edit_distance("close", "close") == 0);
  CHECK(edit_distance("clsoe", "close") == 1);
  CHECK(edit_distance("clse", "close") == 1);
  CHECK(edit_distance("cloose", "close") == 1);
  CHECK(edit_distance("kitten", "sitting") == 3);
  CHECK(edit_distance("жалоба", "жалобы") == 1);
  CHECK(edit_distance("کتاب", "کتب") == 1);
}

TEST_CASE("a mistyped word finds the nearest candidate") {
  const Lines commands{"new", "list", "show", "assess", "assign", "close", "acknowledge"};
  CHECK(nearest("clsoe", commands) == "close");
  CHECK(nearest("shwo", commands) == "show");
  CHECK(nearest("asign", commands) == "assign");
  CHECK(nearest("CLOSE", commands) == "close");
  CHECK(nearest("acknolwedg", commands) == "acknowledge");
}

TEST_CASE("a beginning finds the only candidate that continues it") {
  const Lines commands{"list", "show", "assess", "assign", "acknowledge"};
  CHECK(nearest("ackn", commands) == "acknowledge");
  CHECK_FALSE(nearest("a", commands));
  CHECK_FALSE(nearest("ass", Lines{"assessment", "assignment"}));
}

TEST_CASE("a word unlike all candidates finds none") {
  const Lines commands{"new", "list", "show", "close"};
  CHECK_FALSE(nearest("frobnicate", commands));
  CHECK_FALSE(nearest("x", commands));
  CHECK_FALSE(nearest("xyz", commands));
  CHECK_FALSE(nearest("", commands));
  CHECK_FALSE(nearest("close", {}));
}

TEST_CASE("HTML gets no markup from text") {
  CHECK(html_escape("<b a=\"1\" c='2'>&amp;") ==
        "&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;amp;");
  CHECK(html_escape("بسته\nдоставка") == "بسته\nдоставка");
}

TEST_CASE("HTML shows hidden characters instead of containing them") {
  CHECK(html_escape("a\x1B\u202E\xFF") == "a\\x1b\\u202e\\xff");
}

TEST_CASE("XML gets no markup and no character that it forbids") {
  CHECK(xml_escape("<a b='\"'>&") == "&lt;a b=&#39;&quot;&#39;&gt;&amp;");
  CHECK(xml_escape("a\x01\xFF\uFFFE\uFFFFz") == "a\uFFFD\uFFFD\uFFFD\uFFFDz");
  CHECK(xml_escape("a\tb\nc\rd") == "a\tb\nc&#13;d");
  CHECK(xml_escape("جملهٔ 👍") == "جملهٔ 👍");
}

TEST_CASE("Markdown shows markup instead of obeying it") {
  CHECK(markdown_escape("*a* _b_ `c` [d](e) <f> g|h ~i~ &amp; $x$ \\") ==
        "\\*a\\* \\_b\\_ \\`c\\` \\[d\\](e) \\<f\\> g\\|h \\~i\\~ \\&amp; \\$x\\$ \\\\");
  CHECK(markdown_escape("![x](javascript:a)") == "!\\[x\\](javascript:a)");
  CHECK(markdown_escape("# title") == "\\# title");
}

TEST_CASE("Markdown opens no list, quote, rule or code block") {
  CHECK(markdown_escape("- item") == "\\- item");
  CHECK(markdown_escape("+ item") == "\\+ item");
  CHECK(markdown_escape("12. item") == "12\\. item");
  CHECK(markdown_escape("1) item") == "1\\) item");
  CHECK(markdown_escape("> quote") == "\\> quote");
  CHECK(markdown_escape("    code  ") == "code");
  CHECK(markdown_escape("---") == "\\---");
  CHECK(markdown_escape("===") == "\\===");
}

TEST_CASE("Markdown leaves dates, numbers and sentences readable") {
  CHECK(markdown_escape("2026-10-02, 12.50 EUR (paid): a=b. Fine!") ==
        "2026-10-02, 12.50 EUR (paid): a=b. Fine!");
  CHECK(markdown_escape("بستهٔ من: دیر رسید") == "بستهٔ من: دیر رسید");
}

TEST_CASE("Markdown makes no link of a bare address") {
  CHECK(markdown_escape("see https://x.example/a") == "see https\\://x.example/a");
  CHECK(markdown_escape("WWW.x.example") == "WWW\\.x.example");
  CHECK(markdown_escape("a@b.example") == "a\\@b.example");
}

TEST_CASE("Markdown text stays on one line without hidden characters") {
  CHECK(markdown_escape("a\n| b\r\n\x1B") == "a \\| b \\\\x1b");
}

}  // namespace cmt
