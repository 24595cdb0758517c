// What becomes of mails, by what their headers say of each other.
#include <map>
#include <string>
#include <vector>

#include "intake/mail_words.hpp"
#include "intake/threads.hpp"
#include "support/test.hpp"

using namespace cmt;
using intake::Fate;

namespace {

const std::vector<std::string> kOurs{"complaints@example.com"};
const std::string kId = ComplaintId::draw(2026, [] { return std::uint64_t{12345}; }).text();

struct Post {
  std::vector<intake::Sighting> mails;
  std::map<std::string, std::string> known;    // Message-ID, complaint
  std::map<std::string, std::string> goes_to;  // complaint, complaint; empty: void

  void add(const std::string& fields, const std::string& contents = "c") {
    const auto head = mail::read_head("From: ada@example.org\n" + fields + "\n");
    REQUIRE(head);
    mails.push_back(intake::sight(*head, contents, kOurs));
  }

  intake::Threads threads() const {
    return intake::threads_of(mails, {[&](const Digest<3>& key) -> std::optional<ComplaintId> {
                                        for (const auto& [id, complaint] : known)
                                          if (intake::mail_key("mid:" + id) == key) return ComplaintId::known(complaint);
                                        return std::nullopt;
                                      },
                                      [&](const ComplaintId& id) -> std::optional<ComplaintId> {
                                        const auto found = goes_to.find(id.text());
                                        if (found == goes_to.end() || found->second.empty()) return std::nullopt;
                                        return ComplaintId::known(found->second);
                                      }});
  }

  // "imported reply duplicate"
  std::string fates() const {
    std::string out;
    for (const auto& course : threads().courses)
      (out += out.empty() ? "" : " ") += std::string{name_of(intake::fate_names, course.fate)};
    return out;
  }
};

std::string at(int day) { return "Date: " + std::to_string(day) + " Jun 2026 10:00:00 +0000\n"; }

}  // namespace

TEST_CASE("a mail that answers another of the same import belongs to its complaint") {
  Post post;
  post.add("Message-ID: <a@x>\n" + at(1));
  post.add("Message-ID: <b@x>\nIn-Reply-To: <a@x>\n" + at(2));
  post.add("Message-ID: <c@x>\nReferences: <a@x> <b@x>\n" + at(3));
  post.add("Message-ID: <d@x>\n" + at(4));
  CHECK(post.fates() == "imported reply reply imported");
  const auto threads = post.threads();
  REQUIRE(threads.cases.size() == 2);
  CHECK(threads.cases[0].mails == std::vector<std::size_t>{0, 1, 2});
}

TEST_CASE("mails are put on record by their times, and none before the one that it answers") {
  Post post;
  post.add("Message-ID: <b@x>\nIn-Reply-To: <a@x>\n" + at(1));  // a clock that is wrong
  post.add("Message-ID: <c@x>\n" + at(3));
  post.add("Message-ID: <a@x>\n" + at(2));
  CHECK(post.fates() == "reply imported imported");
  CHECK(post.threads().cases[0].mails == std::vector<std::size_t>{2, 0});
}

TEST_CASE("mails that answer each other in a circle are read all the same") {
  Post post;
  post.add("Message-ID: <a@x>\nIn-Reply-To: <b@x>\n" + at(1));
  post.add("Message-ID: <b@x>\nIn-Reply-To: <a@x>\n" + at(2));
  CHECK(post.threads().cases.size() == 1);
}

TEST_CASE("a Message-ID is imported once") {
  Post post;
  post.known = {{"old@x", kId}};
  post.add("Message-ID: <old@x>\n");
  post.add("Message-ID: <a@x>\n" + at(1));
  post.add("Message-ID: <a@x>\n" + at(1));
  post.add("Message-ID: <a@x>\n" + at(2), "others");
  CHECK(post.fates() == "duplicate imported duplicate duplicate");
  const auto courses = post.threads().courses;
  CHECK(courses[0].why == "the register has it");
  CHECK(courses[2].same_as == 1);
  CHECK(courses[2].why.empty());
  CHECK(courses[3].why == "with other words");
}

TEST_CASE("mails without a Message-ID are known by their contents") {
  Post post;
  post.add(at(1), "one");
  post.add(at(1), "one");
  post.add(at(1), "two");
  CHECK(post.fates() == "imported duplicate imported");
}

TEST_CASE("a mail that answers one on record, or names a complaint in its subject, belongs there") {
  Post post;
  post.known = {{"old@x", kId}};
  post.goes_to = {{kId, kId}};
  post.add("Message-ID: <a@x>\nIn-Reply-To: <old@x>\n");
  post.add("Message-ID: <b@x>\nSubject: Re: your letter [" + kId + "]\n");
  post.add("Message-ID: <c@x>\nSubject: about 2026-0000000\n");
  CHECK(post.fates() == "reply reply imported");
  CHECK(post.threads().cases[0].id->text() == kId);
}

TEST_CASE("a mail about a complaint that was merged goes to the other, about a void one it is a new complaint") {
  const std::string other = ComplaintId::draw(2026, [] { return std::uint64_t{777}; }).text();
  Post post;
  post.goes_to = {{kId, other}, {other, other}};
  post.add("Message-ID: <a@x>\nSubject: " + kId + "\n");
  CHECK(post.threads().cases[0].id->text() == other);
  post.goes_to = {{kId, ""}};
  CHECK(post.fates() == "imported");
}

TEST_CASE("bounces, automatic answers and our own mails are no complaints") {
  Post post;
  post.add("Message-ID: <a@x>\nReturn-Path: <>\n");
  post.add("Message-ID: <b@x>\nAuto-Submitted: auto-generated\n");
  post.add("Message-ID: <c@x>\nX-Loop: Complaints@Example.com\n");
  CHECK(post.fates() == "bounce automatic loop");
  CHECK(post.threads().cases.empty());
}

TEST_CASE("an answer to a mail of ours belongs to the complaint that ours was about") {
  Post post;
  post.add("Message-ID: <a@x>\n" + at(1));
  const auto ours = mail::read_head("From: complaints@example.com\nMessage-ID: <o@x>\nIn-Reply-To: <a@x>\n" + at(2) + "\n");
  post.mails.push_back(intake::sight(*ours, "o", kOurs));
  post.add("Message-ID: <b@x>\nIn-Reply-To: <o@x>\n" + at(3));
  CHECK(post.fates() == "imported loop reply");
}

TEST_CASE("a form of our own web site writes for whoever is named in Reply-To") {
  const auto head = mail::read_head("From: Complaints@example.com\nReply-To: Bob <bob@example.org>\n\n");
  CHECK(intake::sender_of(*head, kOurs).email == "bob@example.org");
  CHECK(intake::sight(*head, "c", kOurs).fate == Fate::imported);
}

TEST_CASE("ids of complaints are found in subjects as people write them") {
  std::string typed = kId;
  for (auto& c : typed) c = static_cast<char>(std::tolower(c));
  CHECK(intake::complaints_named("Re: [C-" + typed + "] late") == std::vector<std::string>{kId});
  CHECK(intake::complaints_named("x" + kId).empty());
  CHECK(intake::complaints_named(kId + "7").empty());
  CHECK(intake::complaints_named("2026-11-20 10:00").empty());
}

TEST_CASE("a topic is the subject without marks of replies and ids") {
  CHECK(intake::topic_of("Re: AW: Fwd: Late tram") == "Late tram");
  CHECK(intake::topic_of("RE[2]: [" + kId + "] Late tram") == "Late tram");
  CHECK(intake::topic_of("回复：电车") == "电车");
  CHECK(intake::topic_of("Note: late") == "Note: late");
  CHECK(intake::topic_of("Re:") == "");
}

TEST_CASE("dangerous files are told by their names and first bytes") {
  CHECK(intake::danger_of("bill.pdf.EXE", "") == "a program");
  CHECK(intake::danger_of("bill.pdf", "MZ\x90") == "a program");
  CHECK(intake::danger_of("x.js. ", "") == "a script");
  CHECK(intake::danger_of("bill.pdf", "%PDF").empty());
  CHECK(intake::danger_of("bill", "").empty());
}

TEST_CASE("the beginning of a text ends with a line or a whole character") {
  CHECK(intake::beginning_of("abc", 3) == "abc");
  CHECK(intake::beginning_of("ab\ncd", 4) == "ab");
  CHECK(intake::beginning_of("aä", 2) == "a");
}
