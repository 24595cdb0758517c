// Spellings of one word fold to one text.
#include "core/fold.hpp"

#include <string>

#include "core/text.hpp"
#include "support/test.hpp"

namespace cmt {

TEST_CASE("case makes no difference") {
  CHECK(fold("Refund NOW 12!") == "refund now 12!");
  CHECK(fold("ЖАЛОБА") == "жалоба");
  CHECK(fold("STRASSE") == fold("Straße"));
  CHECK(fold("") == "");
}

TEST_CASE("accents and vowel marks make no difference") {
  CHECK(fold("Café") == "cafe");
  CHECK(fold("Cafe\u0301") == "cafe");
  CHECK(fold("مُحَمَّد") == "محمد");
}

TEST_CASE("Russian ё is е, й is a letter of its own") {
  CHECK(fold("Ёлка ещё") == "елка еще");
  CHECK(fold("Е\u0308лка") == "елка");
  CHECK(fold("МОЙ") == "мой");
  CHECK(fold("мои\u0306") == "мой");
  CHECK(fold("МОИ\u0306") == "мой");
  CHECK(fold("мой") != fold("мои"));
}

TEST_CASE("Arabic and Persian yeh are one letter") {
  CHECK(fold("علي") == "علی");
  CHECK(fold("على") == "علی");
  CHECK(fold("علی") == "علی");
}

TEST_CASE("Arabic and Persian kaf are one letter") { CHECK(fold("كتاب") == fold("کتاب")); }

TEST_CASE("teh marbuta and the forms of heh are one letter") {
  CHECK(fold("شكاية") == fold("شکایه"));
  CHECK(fold("خانۀ") == "خانه");
  CHECK(fold("خانهٔ") == "خانه");
  CHECK(fold("خانە") == "خانه");
}

TEST_CASE("the forms of alef are one letter, in one character or two") {
  CHECK(fold("أإآٱا") == "ااااا");
  CHECK(fold("ا\u0653ب") == "اب");
  CHECK(fold("آب") == "اب");
}

TEST_CASE("a hamza carried by yeh or waw makes no difference") {
  CHECK(fold("مسئول") == fold("مسیول"));
  CHECK(fold("مسؤول") == fold("مسوول"));
}

TEST_CASE("digits of three scripts are one") {
  CHECK(fold("۱۴۰۴/۰۷/۱۰") == "1404/07/10");
  CHECK(fold("٠١٢٣٤٥٦٧٨٩") == "0123456789");
  CHECK(fold("１２") == "12");
}

TEST_CASE("joiners, tatweel and soft hyphens make no difference") {
  CHECK(fold("می\u200Cروم") == "میروم");
  CHECK(fold("شـکـایت") == "شکایت");
  CHECK(fold("so\u00ADft\u200D") == "soft");
  CHECK(fold("\u202Ea\uFEFF") == "a");
}

TEST_CASE("presentation forms are the letters they show") {
  CHECK(fold("\uFEB7\uFB90\uFE8E\uFBFE\uFE96") == fold("شکایت"));
  CHECK(fold("ﬁne") == "fine");
  CHECK(fold("\u00A0") == " ");
}

TEST_CASE("Korean syllables stay whole, composed or not") {
  CHECK(fold("각") == "각");
  CHECK(fold("\u1100\u1161\u11A8") == "각");
}

TEST_CASE("invalid bytes become the replacement character") {
  CHECK(fold("A\xFFز") == "a\uFFFDز");
  CHECK(fold("\xD8") == "\uFFFD");
  CHECK(fold("\xED\xA0\x80") == "\uFFFD\uFFFD\uFFFD");
}

TEST_CASE("folding any character twice changes nothing") {
  char32_t wrong = 0;
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    std::string text;
    append_utf8(text, c);
    const std::string folded = fold(text);
    if (fold(folded) != folded) wrong = c;
  }
  CHECK(static_cast<unsigned>(wrong) == 0U);
}

TEST_CASE("typed digits become ASCII and nothing else changes") {
  CHECK(ascii_digits("۱۴۰۴-۰۷-۱۰") == "1404-07-10");
  CHECK(ascii_digits("٠١٢٣٤٥٦٧٨٩ ۰۱۲۳۴۵۶۷۸۹") == "0123456789 0123456789");
  CHECK(ascii_digits("علي\u200C É A") == "علي\u200C É A");
  CHECK(ascii_digits("\xFF\xDB\xB1\xDB") == "\xFF\x31\xDB");
}

}  // namespace cmt
