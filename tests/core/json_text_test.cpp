#include "core/json_text.hpp"

#include "support/test.hpp"

using cmt::escaped_json;

TEST_CASE("JSON keeps what people read and escapes what only a terminal would act on") {
  CHECK(escaped_json("{\"a\": \"کارت Ёж 👍\"}") == "{\"a\": \"کارت Ёж 👍\"}");
  CHECK(escaped_json("\"\x7f\"") == "\"\\u007f\"");
  CHECK(escaped_json("\"\xc2\x9b\"") == "\"\\u009b\"");
  CHECK(escaped_json("\"\xe2\x80\xae\"") == "\"\\u202e\"");
  CHECK(escaped_json("\"\xf3\xa0\x80\x81\"") == "\"\\udb40\\udc01\"");
}
