// Specifies lib/statistics/likeness.hpp.
#include "statistics/likeness.hpp"

#include <chrono>
#include <random>

#include "core/fold.hpp"
#include "support/test.hpp"

using namespace cmt;
using namespace cmt::statistics;

namespace {

std::vector<std::string> folded(std::initializer_list<const char*> texts) {
  std::vector<std::string> out;
  for (const char* text : texts) out.push_back(fold(text));
  return out;
}

}  // namespace

TEST_CASE("words are runs of letters and digits in any script") {
  CHECK(words_of(fold("Kartenzahlung: 2x, über 30 €!")) ==
        std::vector<std::string>{"kartenzahlung", "2x", "uber", "30"});
  CHECK(words_of(fold("کارت، دو بار")) == std::vector<std::string>{"کارت", "دو", "بار"});
  CHECK(words_of(fold("Деньги списали дважды")) ==
        std::vector<std::string>{"деньги", "списали", "дважды"});
}

TEST_CASE("a script without spaces gives pairs of characters") {
  CHECK(words_of("重复扣款") == std::vector<std::string>{"重复", "复扣", "扣款"});
}

TEST_CASE("the same matter in nearly the same words is found, another matter is not") {
  const auto texts = folded({
      "My card was charged twice for order 1182 on Monday, please pay one of them back.",
      "The parcel arrived a week late and the box was open.",
      "My card was charged twice for order 1182 on monday. Please pay one of them back!",
      "My card was charged twice for order 1182 last Monday, please pay one back.",
  });
  const auto pairs = near_duplicates(texts);
  REQUIRE(pairs.size() >= 2);
  CHECK(pairs[0].a == 0);
  CHECK(pairs[0].b == 2);
  CHECK(pairs[0].shared == pairs[0].together);  // folding leaves nothing between them
  for (const auto& pair : pairs) {
    CHECK(pair.a != 1);
    CHECK(pair.b != 1);
  }
}

TEST_CASE("near duplicates are found in Persian and Chinese as in English") {
  const auto persian = folded({"پول سفارش من دو بار از کارت برداشته شده و هنوز برنگشته است",
                               "پول سفارش من دو بار از كارت برداشته شده و هنوز برنگشته است."});
  CHECK(near_duplicates(persian).size() == 1);
  const auto chinese = folded({"我的信用卡在星期一被重复扣款两次请退还其中一笔款项谢谢",
                               "我的信用卡在星期一被重复扣款两次，请退还其中一笔款项，谢谢！"});
  CHECK(near_duplicates(chinese, 40, 10).size() == 1);
}

TEST_CASE("short texts are not compared") {
  CHECK(near_duplicates(folded({"too late", "too late"})).empty());
}

TEST_CASE("of a text that comes a hundred times, each is paired with the first alone") {
  const std::vector<std::string> texts(100, fold("The same letter that everybody was given to sign"));
  const auto pairs = near_duplicates(texts);
  REQUIRE(pairs.size() == 99);
  for (const auto& pair : pairs) CHECK(pair.a == 0);
}

TEST_CASE("near duplicates are all that comparing every pair finds, at 80 % and above") {
  // Letters of thirty drawn words, each with a few words exchanged.
  std::mt19937_64 engine(7);
  std::vector<std::string> vocabulary;
  for (int i = 0; i < 400; ++i) {
    std::string word;
    for (int k = 0; k < 6; ++k) word += static_cast<char>('a' + engine() % 26);
    vocabulary.push_back(word);
  }
  std::vector<std::string> texts;
  for (int i = 0; i < 60; ++i) {
    std::vector<std::string> letter;
    for (int k = 0; k < 30; ++k) letter.push_back(vocabulary[engine() % vocabulary.size()]);
    for (int copy = 0; copy < 2; ++copy) {
      std::string text;
      for (const auto& word : letter) text += word + " ";
      texts.push_back(text);
      letter[engine() % letter.size()] = "changed";
    }
  }
  const auto pairs = near_duplicates(texts, 80);
  std::size_t found = 0;
  for (const auto& pair : pairs) found += pair.a / 2 == pair.b / 2;
  CHECK(found == pairs.size());
  CHECK(found >= 55);  // of sixty
}

TEST_CASE("a theme gathers texts by their rare words, and is named by them") {
  std::vector<std::string> texts;
  for (int i = 0; i < 6; ++i)
    texts.push_back(fold("order " + std::to_string(i) + " the hinge of the cabinet door broke off"));
  for (int i = 0; i < 4; ++i)
    texts.push_back(fold("order 9" + std::to_string(i) + " the courier left the parcel in the rain"));
  texts.push_back(fold("order 77 the voucher could not be used"));
  texts.push_back(fold("order 78 the invoice has the wrong address"));
  const auto found = themes(texts);
  REQUIRE(found.size() == 2);
  CHECK(found[0].texts == std::vector<std::size_t>{0, 1, 2, 3, 4, 5});
  CHECK(found[1].texts == std::vector<std::size_t>{6, 7, 8, 9});
  const auto& words = found[1].words;
  CHECK(std::find(words.begin(), words.end(), "courier") != words.end());
  CHECK(std::find(words.begin(), words.end(), "the") == words.end());
}

TEST_CASE("the same texts give the same answer, and hostile bytes are only bytes") {
  const auto texts = folded({"\xff\xfe broken bytes that are no text at all, twice over",
                             "\xff\xfe broken bytes that are no text at all, twice over"});
  CHECK(near_duplicates(texts).size() == near_duplicates(texts).size());
  CHECK(themes({}).empty());
  CHECK(near_duplicates({}).empty());
}
