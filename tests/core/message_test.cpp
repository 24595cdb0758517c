// What the program says, in English and in the language of the person it speaks to.
#include "core/message.hpp"

#include "support/test.hpp"

using namespace cmt;

namespace {

// Speaks a language for the length of a test.
struct Speaking {
  explicit Speaking(const char* tag) { REQUIRE(speak(tag)); }
  ~Speaking() { speak("en"); }
};

}  // namespace

TEST_CASE("in English a message is what stands in the source") {
  const Speaking english{"en"};
  const Message said = tr("{} is missing", "the owner");
  CHECK(said.english() == "the owner is missing");
  CHECK(said.shown() == "the owner is missing");
}

TEST_CASE("in another language a message is shown in it, and keeps its English for programs") {
  const Speaking russian{"ru"};
  const Message said = tr("there is no command '{}'", "clsoe");
  CHECK(said.english() == "there is no command 'clsoe'");
  CHECK(said.shown() == "нет команды 'clsoe'");
  CHECK(said == "there is no command 'clsoe'");
}

TEST_CASE("a counted message has the plural of the language") {
  const Speaking russian{"ru"};
  CHECK(trn("{} record", "{} records", 1, 1).shown() == "1 запись");
  CHECK(trn("{} record", "{} records", 3, 3).shown() == "3 записи");
  CHECK(trn("{} record", "{} records", 5, 5).shown() == "5 записей");
  CHECK(trn("{} record", "{} records", 21, 21).shown() == "21 запись");
  CHECK(trn("{} record", "{} records", 21, 21).english() == "21 records");
}

TEST_CASE("a text that has no translation is shown in English") {
  const Speaking persian{"fa"};
  CHECK(tr("no such text is anywhere else: {}", 7).shown() == "no such text is anywhere else: 7");
  CHECK(translated("P1").shown() == "P1");
}

TEST_CASE("a message within a message is in the language of the whole") {
  const Speaking russian{"ru"};
  const Message said = tr("; next: {}", tr("nobody"));
  CHECK(said.english() == "; next: nobody");
  CHECK(said.shown() == "; далее: никто");
}

TEST_CASE("messages are put together in either language") {
  const Speaking russian{"ru"};
  Message said = "2026-7K3QX4M: " + tr("nobody");
  said += ", P1";
  CHECK(said.english() == "2026-7K3QX4M: nobody, P1");
  CHECK(said.shown() == "2026-7K3QX4M: никто, P1");
}

TEST_CASE("a text that was marked where it stands is translated where it is used") {
  const char* marked = msgid("nobody");
  const Speaking persian{"fa"};
  CHECK(translated(marked).english() == "nobody");
  CHECK(translated(marked).shown() == "هیچ‌کس");
}

TEST_CASE("a language is found by its tag, with a region, a character set or neither") {
  for (const char* tag : {"fa", "fa_IR.UTF-8", "fa-IR", "FA_ir@calendar"}) {
    CHECK(speak(tag));
    CHECK(spoken() == "fa");
    CHECK(speaks_right_to_left());
  }
  CHECK(speak("en_GB.UTF-8"));
  CHECK(spoken() == "en");
  for (const char* tag : {"", "tr_TR.UTF-8", "xx", "f", "fas", "../fa"}) {
    CHECK_FALSE(speak(tag));
    CHECK(spoken() == "en");
    CHECK_FALSE(speaks_right_to_left());
  }
}

TEST_CASE("a translation whose places do not fit the text is not shown") {
  CHECK(translating::filled("{} {}", fmt::make_format_args("one")).empty());
  CHECK(translating::filled("{:d}", fmt::make_format_args("one")).empty());
  CHECK(translating::filled("{", fmt::make_format_args("one")).empty());
  CHECK(translating::filled("«{0}»", fmt::make_format_args("one")) == "«one»");
}
