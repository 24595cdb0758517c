// Closed sets and their one table of names.
#include "core/names.hpp"

#include "support/test.hpp"

using namespace cmt;

namespace {

enum class Colour { red, green, blue };
constexpr auto colour_names = names<Colour>({{Colour::red, "red"}, {Colour::green, "green"}});

}  // namespace

TEST_CASE("a name gives its value and a value its name") {
  CHECK(parse_name(colour_names, "green") == Colour::green);
  CHECK(name_of(colour_names, Colour::green) == "green");
}

TEST_CASE("a text that is no name of the set, or only nearly one, gives nothing") {
  for (const char* text : {"", "gree", "greens", "Green", " green"})
    CHECK_FALSE(parse_name(colour_names, text));
}

TEST_CASE("a value outside the table has no name") {
  CHECK(name_of(colour_names, Colour::blue).empty());
}

TEST_CASE("names are known at compile time") {
  static_assert(parse_name(colour_names, "red") == Colour::red);
  static_assert(name_of(colour_names, Colour::red) == "red");
  static_assert(colour_names.size() == 2);
  SUCCEED();
}
