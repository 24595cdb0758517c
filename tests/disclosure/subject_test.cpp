// ISO 10002:2018, 8.1 and 4.10: what a person is given of their own record, and what is left out of it.
#include "reports/subject.hpp"

#include <set>

#include "support/builders.hpp"
#include "support/test.hpp"

using namespace cmt;
using namespace cmt::process;
using namespace cmt::test;
using reports::Report;
using reports::Subject;

namespace {

// Puts a mark into every text of an event: "updated.text".
class Marking {
 public:
  explicit Marking(std::string within) : within_(std::move(within)) {}

  template <class T>
  void operator()(const Field& field, T& member) {
    const std::string path = within_ + "." + field.name;
    if constexpr (std::is_same_v<T, Text>) {
      member.value = path;
    } else if constexpr (std::is_same_v<T, std::string>) {
      member = path;
    } else if constexpr (std::is_same_v<T, std::vector<std::string>>) {
      member = {path};
    } else if constexpr (requires(Marking inner) { describe(inner, *member); }) {
      member.emplace();
      Marking inner{path};
      describe(inner, *member);
    } else if constexpr (requires(Marking inner) { describe(inner, member.front()); }) {
      member.emplace_back();
      Marking inner{path};
      describe(inner, member.front());
    }
  }

 private:
  std::string within_;
};

Event marked(std::size_t index) {
  Event event = event_on("2026-03-02", Body{index}, "by.name");
  event.note = {"note.text"};
  Marking marking{std::string{event_names[index]}};
  std::visit([&](auto& body) { describe(marking, body); }, static_cast<AnyBody&>(event.body));
  return event;
}

// Every word of the tables, cut at line ends.
std::set<std::string> words_of(const Report& report) {
  std::set<std::string> out;
  const auto add = [&](const std::string& text) {
    for (std::size_t from = 0; from <= text.size();) {
      const auto end = std::min(text.find('\n', from), text.size());
      out.insert(text.substr(from, end - from));
      from = end + 1;
    }
  };
  for (const auto& table : report.tables)
    for (const auto& row : table.rows)
      for (const auto& cell : row) {
        if (const auto* text = std::get_if<std::string>(&cell)) add(*text);
        if (const auto* code = std::get_if<reports::Code>(&cell)) add(code->label);
      }
  return out;
}

std::set<std::string> marks_of(const Report& report) {
  std::set<std::string> out;
  for (const auto& word : words_of(report))
    if (word.find('.') != std::string::npos && word.find(' ') == std::string::npos) out.insert(word);
  return out;
}

const Rules rules = full_rules();
reports::Scope scope() { return {{}, moment("2026-11-20T12:00:00Z"), rules.zone, rules.lists}; }

Subject with_case(Complaint complaint, bool is_own = true) {
  Subject out;
  out.party = party_id;
  auto state = replay(new_complaint(), rules);
  out.cases.push_back({std::move(complaint), std::move(state), is_own});
  return out;
}

Complaint with_every_event() {
  Complaint out = new_complaint();
  out.history.clear();
  for (std::size_t i = 0; i < std::size(event_names); ++i) out.history.push_back(marked(i));
  return out;
}

}  // namespace

TEST_CASE("8.1 a person is given what they said and were told, and of every other text nothing") {
  CHECK(marks_of(subject_report(with_case(with_every_event()), scope())) ==
        std::set<std::string>{"received.description", "received.remedy_sought.text", "updated.text", "extended.reason",
                              "rejected.text", "attached.file", "attached.name", "redacted.field", "redacted.reason",
                              "info-requested.question", "info-received.reply", "decision-communicated.text",
                              "decision-communicated.attachment", "decision-communicated.next_step_rights.internal_review",
                              "decision-communicated.next_step_rights.external_body", "accepted.text", "contested.grounds",
                              "remedy-done.remedy", "closed.external_routes", "referred.body", "dispute-closed.result",
                              "withdrawn.words", "reopened.reason"});
}

TEST_CASE("8.1 a person is given the mails that they wrote in a case, and not those of others") {
  Complaint complaint = new_complaint();
  for (const auto& [from, text] : {std::pair{std::string{party_id}, "noted.own"}, {"P-0000000", "noted.others"}}) {
    Noted noted;
    noted.text = {text};
    noted.from = from;
    complaint.history.push_back(event_on("2026-03-02", noted));
  }
  const auto marks = marks_of(subject_report(with_case(complaint), scope()));
  CHECK(marks.count("noted.own") == 1);
  CHECK(marks.count("noted.others") == 0);
}

TEST_CASE("8.1 of a case in which a person acts for somebody else they are given only that they do") {
  auto receipt = received();
  receipt.description = {"received.description"};
  receipt.representative = Representative{party_id, "Power of attorney", "By letter"};
  const auto report = subject_report(with_case(new_complaint(receipt), false), scope());
  CHECK(marks_of(report).empty());
  CHECK(words_of(report).count("Power of attorney") == 1);
  CHECK(words_of(report).count("By letter") == 0);
}

TEST_CASE("8.1 a person is given what is in their file, their answers to surveys and their requests") {
  Subject subject;
  subject.party = party_id;
  subject.facts = {{"name", "Ada Byron"}};
  survey::Answered answer;
  answer.complaint = complaint_id;
  answer.values = {{"overall", "5"}};
  answer.comment = {"Thank you"};
  subject.answers = {{"First quarter", answer}};
  disclosure::RequestState request;
  request.id = "R-0000000";
  request.received.text = {"All that you have"};
  subject.requests = {request};
  const auto words = words_of(subject_report(subject, scope()));
  for (const char* word : {"Ada Byron", "overall=5", "Thank you", "R-0000000", "All that you have"}) {
    CAPTURE(word);
    CHECK(words.count(word) == 1);
  }
}
