// The value lists of a register.
#include "core/lists.hpp"

#include "support/test.hpp"

using namespace cmt;

namespace {

ListValue value(const char* code, bool retired = false) {
  ListValue one;
  one.code = code;
  one.retired = retired;
  return one;
}

ValueList media() {
  ValueList list("media");
  ListValue phone = value("phone");
  phone.labels = {{"en", "telephone"}, {"fa", "تلفن"}};
  list.add(phone);
  list.add(value("fax", true));
  list.add(value("email"));
  return list;
}

}  // namespace

TEST_CASE("a value is found by its code, also when it is retired") {
  const ValueList list = media();
  REQUIRE(list.find("fax"));
  CHECK(list.find("fax")->retired);
  CHECK_FALSE(list.find("telex"));
  CHECK_FALSE(list.find("Phone"));
  CHECK_FALSE(list.find(""));
}

TEST_CASE("the codes of a list are those that new records may use, in its order") {
  CHECK(media().codes() == std::vector<std::string>{"phone", "email"});
}

TEST_CASE("a label is given in the language asked for, else in English, else as the code") {
  const ValueList list = media();
  CHECK(list.label("phone", "fa") == "تلفن");
  CHECK(list.label("phone", "ru") == "telephone");
  CHECK(list.label("email", "fa") == "email");
  CHECK(list.label("telex", "fa") == "telex");
}

TEST_CASE("a value is edited in its place") {
  ValueList list = media();
  REQUIRE(list.edit("phone"));
  list.edit("phone")->retired = true;
  CHECK(list.codes() == std::vector<std::string>{"email"});
  CHECK(list.edit("telex") == nullptr);
}

TEST_CASE("a value added under a known code takes the place of the old one") {
  ValueList list = media();
  list.add(value("fax"));
  CHECK(list.values().size() == 3);
  CHECK(list.codes() == std::vector<std::string>{"phone", "fax", "email"});
}

TEST_CASE("a list is made when it is first edited and found by its name") {
  Lists lists;
  CHECK_FALSE(lists.has("media"));
  lists.edit("media").add(value("phone"));
  lists.edit("media").add(value("email"));
  CHECK(lists.has("media"));
  CHECK(lists["media"].name() == "media");
  CHECK(lists["media"].values().size() == 2);
}

TEST_CASE("a list that does not exist is empty") {
  const Lists lists;
  CHECK(lists["media"].values().empty());
  CHECK(lists["media"].codes().empty());
  CHECK_FALSE(lists["media"].find("phone"));
}

TEST_CASE("the names of the lists are in alphabetical order") {
  Lists lists;
  for (const char* name : {"remedies", "causes", "media"}) lists.edit(name);
  CHECK(lists.names() == std::vector<std::string>{"causes", "media", "remedies"});
}
