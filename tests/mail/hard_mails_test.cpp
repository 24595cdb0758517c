// A hundred hard mails (make_mails.py) read as hard.json says, which Python's email package was held against
// (oracle.py).
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "core/sha256.hpp"
#include "core/text.hpp"
#include "core/window.hpp"
#include "mail/mbox.hpp"
#include "mail/message.hpp"
#include "support/test.hpp"

using namespace cmt;
using Json = nlohmann::ordered_json;

namespace {

const std::filesystem::path here = CMT_SOURCE_DIR "/tests/mail";

std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream in{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

std::vector<std::string> hard_mails() {
  const std::string all = bytes_of(here / "hard.mbox");
  std::vector<std::string> out;
  const auto done = mail::each_mail("hard.mbox", read_from(all), [&](const mail::Posted& posted) -> Result<Done> {
    out.push_back(mail::from_mbox(std::string_view{all}.substr(posted.offset, posted.size)));
    return Done{};
  });
  REQUIRE(done);
  return out;
}

Json json_of(const mail::Mail& mail) {
  Json files = Json::array();
  for (const auto& file : mail.attachments)
    files.push_back({{"name", file.name}, {"type", file.type}, {"sha256", sha256(file.bytes)}});
  return {{"name", mail.head.from.name},
          {"email", mail.head.from.email},
          {"subject", mail.head.subject},
          {"message_id", mail.head.message_id},
          {"answers", mail.head.references},
          {"sent", mail.head.sent ? Json(std::chrono::duration_cast<std::chrono::seconds>(mail.head.sent->utc.time_since_epoch()).count())
                                  : Json{}},
          {"text", mail.text},
          {"attachments", std::move(files)},
          {"remarks", mail.remarks}};
}

}  // namespace

TEST_CASE("a hundred hard mails are read: headers, words, files and what is said of them") {
  const auto mails = hard_mails();
  REQUIRE(mails.size() == 100);
  Json all = Json::array();
  for (const auto& bytes : mails) {
    const auto read = mail::read_mail(bytes);
    REQUIRE(read);
    CHECK_FALSE(invalid_utf8_at(read->text));
    all.push_back(json_of(*read));
  }
  const std::filesystem::path expected = here / "hard.json";
  const std::string actual = all.dump(1) + "\n";
  if (std::getenv("CMT_UPDATE_GOLDEN") != nullptr) std::ofstream{expected, std::ios::binary} << actual;
  else CHECK(actual == bytes_of(expected));
}

TEST_CASE("the hard mails have a hundred contents, however they are kept") {
  std::set<std::string> contents;
  for (const auto& bytes : hard_mails()) {
    const std::string digest = mail::contents_of(bytes);
    contents.insert(digest);
    std::string returned;  // as a server keeps it
    for (const char c : bytes) {
      if (c == '\n' && (returned.empty() || returned.back() != '\r')) returned += '\r';
      returned += c;
    }
    CHECK(mail::contents_of("Received: from a by b; Fri, 5 Jun 2026 08:00:00 +0000\r\n" + returned + "\r\n") == digest);
  }
  CHECK(contents.size() == 100);
}
