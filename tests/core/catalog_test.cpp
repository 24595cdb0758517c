// Catalogs of messages as gettext's msgfmt compiles them.
#include "core/catalog.hpp"

#include <string>
#include <utility>
#include <vector>

#include "support/test.hpp"

using namespace cmt;

namespace {

void put(std::string& bytes, std::size_t at, std::size_t number) {
  for (std::size_t i = 0; i < 4; ++i) bytes[at + i] = static_cast<char>(number >> 8 * i & 0xFF);
}

// What msgfmt would write: the entries must be sorted.
std::string compiled(const std::vector<std::pair<std::string, std::string>>& entries) {
  const std::size_t count = entries.size(), head = 28;
  std::string bytes(head + 16 * count, '\0');
  put(bytes, 0, 0x950412de);
  put(bytes, 8, count);
  put(bytes, 12, head);
  put(bytes, 16, head + 8 * count);
  for (std::size_t table = 0; table < 2; ++table)
    for (std::size_t i = 0; i < count; ++i) {
      const std::string& text = table == 0 ? entries[i].first : entries[i].second;
      put(bytes, head + 8 * (table * count + i), text.size());
      put(bytes, head + 8 * (table * count + i) + 4, bytes.size());
      bytes += text + '\0';
    }
  return bytes;
}

const std::string russian = "Language: ru\nPlural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && "
                            "n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\n";

std::string small_catalog() {
  using namespace std::string_literals;
  return compiled({{"", russian},
                   {"nobody", "никто"},
                   {"{} day\0{} days"s, "{} день\0{} дня\0{} дней"s},
                   {"{} void", "{} аннулирована"}});
}

}  // namespace

TEST_CASE("a text of a catalog is found, and no other") {
  const std::string bytes = small_catalog();
  const auto catalog = Catalog::open(bytes);
  REQUIRE(catalog);
  CHECK(catalog->find("nobody") == "никто");
  CHECK(catalog->find("{} void") == "{} аннулирована");
  CHECK(catalog->find("nobod").empty());
  CHECK(catalog->find("nobody ").empty());
  CHECK(catalog->find("zebra").empty());
}

TEST_CASE("a counted text has the form that the language has for the number") {
  const std::string bytes = small_catalog();
  const auto catalog = Catalog::open(bytes);
  REQUIRE(catalog);
  for (const auto& [count, form] : {std::pair{0U, "{} дней"}, {1U, "{} день"}, {2U, "{} дня"}, {5U, "{} дней"},
                                    {11U, "{} дней"}, {21U, "{} день"}, {22U, "{} дня"}, {112U, "{} дней"}})
    CHECK(catalog->find("{} day", "{} days", count) == form);
  CHECK(catalog->find("{} day", "{} nights", 1).empty());
}

TEST_CASE("the header of a catalog says its language") {
  const std::string bytes = small_catalog();
  const auto catalog = Catalog::open(bytes);
  REQUIRE(catalog);
  CHECK(catalog->header("Language") == "ru");
  CHECK(catalog->header("Lang").empty());
}

TEST_CASE("bytes that are no catalog, or name places outside of them, are refused") {
  const std::string good = small_catalog();
  CHECK_FALSE(Catalog::open(""));
  CHECK_FALSE(Catalog::open("msgid \"nobody\"\nmsgstr \"никто\"\n"));
  for (std::size_t length = 0; length < good.size() - 1; ++length) CHECK_FALSE(Catalog::open({good.data(), length}));
  for (const std::size_t place : {8U, 12U, 16U, 28U, 32U}) {
    std::string bytes = good;
    put(bytes, place, 0xFFFFFFF0);
    CHECK_FALSE(Catalog::open(bytes));
  }
}

TEST_CASE("a rule of the plural is an expression as in C") {
  CHECK(plural_form("n != 1;", 1) == 0);
  CHECK(plural_form("n != 1;", 7) == 1);
  CHECK(plural_form("(n > 1);", 1) == 0);
  CHECK(plural_form("n == 0 ? 4 : n >= 3 || !(n % 2) ? 2 : 3", 0) == 4);
  CHECK(plural_form("n == 0 ? 4 : n >= 3 || !(n % 2) ? 2 : 3", 2) == 2);
  CHECK(plural_form("n == 0 ? 4 : n >= 3 || !(n % 2) ? 2 : 3", 1) == 3);
}

TEST_CASE("a rule of the plural that cannot be read gives nothing") {
  for (const char* rule : {"", ";", "n +", "n + 1", "(n", "n)", "n ? 1", "n % 0", "m", "n n"})
    CHECK_FALSE(plural_form(rule, 3));
  CHECK_FALSE(plural_form(std::string(100'000, '('), 3));
  CHECK_FALSE(plural_form(std::string(100'000, '!') + "n", 3));
}
