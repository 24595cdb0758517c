// Identifiers: what the check symbol catches, and the forms that are accepted.
#include "core/id.hpp"

#include <utility>
#include <vector>

#include "support/test.hpp"

using namespace cmt;

namespace {

constexpr std::string_view symbols = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

// A good mixer, so that the identifiers of a test look drawn and stay the same.
std::uint64_t mixed(std::uint64_t n) {
  n += 0x9e3779b97f4a7c15;
  n = (n ^ (n >> 30)) * 0xbf58476d1ce4e5b9;
  n = (n ^ (n >> 27)) * 0x94d049bb133111eb;
  return n ^ (n >> 31);
}

// Identifiers of every kind, of several years and with extreme and arbitrary symbols.
std::vector<std::string> samples() {
  std::vector<std::string> out = {"2026-7K3QX4M", "P-4TZ8N2C"};
  for (std::uint64_t n = 0; n < 40; ++n) {
    const std::uint64_t bits = n == 0 ? 0 : n == 1 ? ~std::uint64_t{0} : mixed(n);
    const Random random = [bits] { return bits; };
    out.push_back(ComplaintId::draw(2000 + static_cast<int>(n), random).text());
    out.push_back(LetterId::draw("PDAX"[n % 4], random).text());
  }
  return out;
}

bool is_valid(const std::string& text) {
  return ids::is_id(text) || ComplaintId::parse(text) || LetterId::parse(text[0], text);
}

}  // namespace

TEST_CASE("the identifiers that the documentation shows are valid") {
  CHECK(ids::is_id("2026-7K3QX4M"));
  CHECK(ids::is_id("P-4TZ8N2C"));
  CHECK(ids::check_symbol("2026-7K3QX4") == 'M');
  CHECK(ids::check_symbol("P-4TZ8N2") == 'C');
}

TEST_CASE("every single wrong symbol of an identifier is caught") {
  std::size_t tried = 0;
  for (const std::string& id : samples()) {
    REQUIRE(is_valid(id));
    for (std::size_t at = 0; at < id.size(); ++at)
      for (const char symbol : symbols) {
        if (id[at] == '-' || id[at] == symbol) continue;
        std::string wrong = id;
        wrong[at] = symbol;
        ++tried;
        if (is_valid(wrong)) FAIL_CHECK(id << " and " << wrong << " are both valid");
      }
  }
  CHECK(tried == 41 * (11 + 8) * 31);
}

TEST_CASE("every swap of two neighbours is caught, also across the hyphen") {
  for (const std::string& id : samples()) {
    std::vector<std::size_t> places;
    for (std::size_t at = 0; at < id.size(); ++at)
      if (id[at] != '-') places.push_back(at);
    for (std::size_t i = 0; i + 1 < places.size(); ++i) {
      std::string wrong = id;
      std::swap(wrong[places[i]], wrong[places[i + 1]]);
      if (wrong != id && is_valid(wrong)) FAIL_CHECK(id << " and " << wrong << " are both valid");
    }
  }
}

TEST_CASE("for every head exactly one check symbol is right") {
  for (const std::string& id : samples()) {
    int right = 0;
    for (const char symbol : symbols) right += ids::is_id(id.substr(0, id.size() - 1) + symbol);
    CHECK(right == 1);
  }
}

TEST_CASE("a row of zeros is not an identifier") { CHECK_FALSE(ids::is_id("0000-0000000")); }

TEST_CASE("a drawn identifier is valid and takes six symbols from the random bits") {
  std::uint64_t calls = 0;
  const auto id = ComplaintId::draw(2026, [&] { return ++calls, std::uint64_t{0b00010'00001}; });
  CHECK(id.text().substr(0, 11) == "2026-120000");
  CHECK(ComplaintId::parse(id.text()));
  CHECK(calls == 1);
}

TEST_CASE("an early year is written with four digits") {
  CHECK(ComplaintId::draw(33, [] { return std::uint64_t{5}; }).text().substr(0, 5) == "0033-");
}

TEST_CASE("a complaint's identifier tells its year and its path") {
  const auto id = ComplaintId::parse("2026-7K3QX4M");
  REQUIRE(id);
  CHECK(id->year() == 2026);
  CHECK(id->path() == "complaints/2026/2026-7K3QX4M.yaml");
  CHECK(id->text() == "2026-7K3QX4M");
}

TEST_CASE("an identifier is parsed only in its exact written form") {
  for (const char* text :
       {"", "2026", "2026-", "2026-7K3QX4", "2026-7K3QX4MM", "2026-7k3qx4m", "20267K3QX4M",
        "2026-7K3QX4M ", " 2026-7K3QX4M", "2026-7K3QX4M\n", "2026/7K3QX4M", "../6-7K3QX4M",
        "2026-7K3/X4M", "2026-7K3QX-M", "-20267K3QX4M", "202X-7K3QX4M", "P-4TZ8N2C", "2026--K3QX4M",
        "２026-7K3QX4M"}) {
    INFO(text);
    CHECK_FALSE(ComplaintId::parse(text));
  }
}

TEST_CASE("symbols outside the alphabet are refused") {
  for (const char symbol : {'I', 'L', 'O', 'U', '/', '.', '\0'})
    CHECK_FALSE(ids::is_id(std::string{"2026-7K3QX4"} + symbol));
}

TEST_CASE("a letter's identifier is parsed only for its letter") {
  CHECK(LetterId::parse('P', "P-4TZ8N2C"));
  for (const char* text : {"", "P", "P-", "p-4tz8n2c", "P-4TZ8N2", "P-4TZ8N2CC", "P-4TZ8N2D",
                           "PP4TZ8N2C", "P/4TZ8N2C", "2026-7K3QX4M"}) {
    INFO(text);
    CHECK_FALSE(LetterId::parse('P', text));
  }
  CHECK_FALSE(LetterId::parse('D', "P-4TZ8N2C"));
}

TEST_CASE("a letter that is no symbol begins no identifier") {
  for (const char letter : {'I', 'L', 'O', 'U', '1', 'p'}) {
    const std::string head = std::string(1, letter) + "-";
    for (const char symbol : symbols) CHECK_FALSE(ids::is_id(head + "000000" + symbol));
  }
}

TEST_CASE("what is typed is read in upper case, with O I L as 0 1 1") {
  CHECK(ids::normalise("2026-7k3qx4m") == "2026-7K3QX4M");
  CHECK(ids::normalise("2o26-7KiLlO4m") == "2026-7K11104M");
  CHECK(ids::normalise("p-4tz8n2c") == "P-4TZ8N2C");
  CHECK(ids::normalise("") == "");
}

TEST_CASE("what is not a letter or a symbol is left as typed") {
  CHECK(ids::normalise("a/b ش") == "A/B ش");
}
