// Due times that a person can check by hand. Every line of worked_cases.txt is computed by the
// program from a record with those events; the account that `explain` gives is a golden file.
#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "cli/transcript.hpp"
#include "core/id.hpp"
#include "support/golden.hpp"
#include "support/test.hpp"

namespace {

const std::filesystem::path folder = CMT_SOURCE_DIR "/tests/cli";

struct WorkedCase {
  std::string name, calendar, limits, received, events, as_of, clock, due, why;
};

std::vector<std::string> split(std::string_view text, std::string_view separator) {
  std::vector<std::string> out;
  for (;;) {
    const auto end = std::min(text.find(separator), text.size());
    out.emplace_back(text.substr(0, end));
    if (end == text.size()) return out;
    text.remove_prefix(end + separator.size());
  }
}

std::vector<WorkedCase> worked_cases() {
  std::vector<WorkedCase> out;
  std::ifstream in{folder / "worked_cases.txt"};
  REQUIRE(in.good());
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line.front() == '#') continue;
    INFO(line);
    const auto cells = split(line, " | ");
    REQUIRE(cells.size() == 9);
    out.push_back({cells[0], cells[1], cells[2], cells[3], cells[4] == "-" ? "" : cells[4],
                   cells[5], cells[6], cells[7], cells[8]});
  }
  return out;
}

// Writes the record of a case. The steps that the process asks for before one of the table are
// taken at the same moment.
class History {
 public:
  explicit History(const WorkedCase& one) : clock_(one.clock) {
    receive(one);
    if (one.events.empty()) return;
    for (const auto& event : split(one.events, "; ")) add(split(event, " "));
  }

  const std::string& text() const { return out_; }

 private:
  void receive(const WorkedCase& one) {
    event("received", one.received);
    out_ +=
        "    medium: email\n    language: en\n    complainant: P-X4C0RHE\n    recurring: false\n"
        "    remedy_sought:\n      requested: false\n    immediate_action:\n      taken: false\n";
    constexpr std::string_view of_profile = "profile ";
    if (one.limits.rfind(of_profile, 0) == 0)
      field("profile", one.limits.substr(of_profile.size()));
    else
      field("limits", one.limits);
    field("process", "small");
    field("description", "The parcel did not arrive.");
  }

  void add(const std::vector<std::string>& words) {
    const std::string& what = words.at(0);
    const std::string& first = words.at(1);
    if (what == "sent") {  // of the receipt: a body sent it on
      field("referred_by", "the bureau");
      field("referred_on", first);
    } else if (what == "told") {  // of the receipt: a date that the complainant was told
      field("reply_expected_by", first);
    } else if (what == "ack") {
      event("acknowledged", first);
      field("medium", "email");
    } else if (what == "update" || what == "hold") {
      event("updated", first);
      field("medium", "email");
      field("text", "The carrier is looking for it.");
      if (what == "hold") field("holding", "true");
    } else if (what == "ask") {
      REQUIRE(words.at(2) == "reply-by");
      investigate(first);
      event("info-requested", first);
      field("question", "Which address was on the parcel?");
      field("reply_by", words.at(3));
    } else if (what == "answer") {
      event("info-received", first);
      field("reply", "The one in the order.");
    } else if (what == "extend") {
      REQUIRE(words.at(2) == "at");
      event("extended", words.at(3));
      field("deadline", clock_);
      field("until", first);
      field("reason", "The carrier has not answered yet.");
      field("notice_medium", "email");
    } else if (what == "notify") {
      respond(first);
    } else if (what == "accept") {
      event("accepted", first);
      field("medium", "email");
    } else if (what == "close") {
      event("closed", first);
      field("reason", "accepted");
    } else if (what == "reopen") {
      event("reopened", first);
      field("reason", "new-evidence");
      is_investigated_ = false;
    } else {
      FAIL("the table knows no event '" << what << "'");
    }
  }

  void investigate(const std::string& at) {
    if (!is_assessed_) {
      event("assessed", at);
      out_ +=
          "    severity: 2\n    impact: 1\n    complexity: standard\n    safety: false\n"
          "    action_needed: false\n    action_possible: false\n";
      is_assessed_ = true;
    }
    if (is_investigated_) return;
    event("investigation-started", at);
    field("investigator", "sara");
    is_investigated_ = true;
  }

  void respond(const std::string& at) {
    investigate(at);
    event("response-proposed", at);
    field("outcome", "not-upheld");
    field("findings", "The parcel was delivered.");
    field("reasons", "It was signed for.");
    field("no_evidence_reason", "The carrier's list says so.");
    field("no_remedy_reason", "Nothing was lost.");
    event("decided", at);
    event("decision-communicated", at);
    field("medium", "email");
  }

  void event(std::string_view name, std::string_view at) {
    out_ += fmt::format("  - event: {}\n    at: {}\n    by: sara\n", name, at);
  }
  void field(std::string_view name, std::string_view value) {
    out_ += fmt::format("    {}: {}\n", name, value);
  }

  const std::string clock_;
  std::string out_;
  bool is_assessed_ = false, is_investigated_ = false;
};

// Makes the register of a case in the terminal's folder; gives the id of its complaint.
std::string prepare(const cmt::testing::Terminal& terminal, const WorkedCase& one) {
  namespace fs = std::filesystem;
  fs::copy(folder / "worked_cases" / one.calendar, terminal.folder(), fs::copy_options::recursive);
  const auto id = cmt::ComplaintId::draw(std::stoi(one.received), [] { return 0x2ce5f1u; });
  fs::create_directories((terminal.folder() / id.path()).parent_path());
  std::ofstream{terminal.folder() / id.path()} << "schema: 1\nid: " << id.text()
                                               << "\nsummary: Parcel not delivered\nhistory:\n"
                                               << History{one}.text();
  fs::create_directory(terminal.folder() / "parties");
  std::ofstream{terminal.folder() / "parties/P-X4C0RHE.yaml"}
      << "schema: 1\nid: P-X4C0RHE\nname: Grace Hopper\nemails: [grace@example.org]\n";
  return id.text();
}

// The due value of the last clock in what `explain --json` prints; empty when there is none.
std::string last_due(std::string_view json) {
  constexpr std::string_view key = "\"due\": \"";
  const auto at = json.rfind(key);
  if (at == std::string_view::npos) return {};
  const auto from = at + key.size();
  return std::string{json.substr(from, json.find('"', from) - from)};
}

}  // namespace

TEST_CASE("each worked case is due when its line says, and explained as its golden file has it") {
  for (const auto& one : worked_cases()) {
    DYNAMIC_SECTION(one.name) {
      INFO(one.why);
      cmt::testing::Terminal terminal;
      terminal.now = one.as_of;
      const std::string id = prepare(terminal, one);
      const auto checked = terminal.cmt({"check", id});
      INFO(checked.both);
      CHECK(checked.code == 0);
      const auto json = terminal.cmt({"explain", id, one.clock, "--as-of", one.as_of, "--json"});
      CHECK(json.err == "");
      CHECK(last_due(json.out) == one.due);
      const auto text = terminal.cmt({"explain", id, one.clock, "--as-of", one.as_of});
      CHECK(text.code == 0);
      CHECK_GOLDEN("explain/" + one.name + ".txt", text.both);
    }
  }
}

TEST_CASE("the table of worked cases has sixty lines or more, each with a name of its own") {
  const auto cases = worked_cases();
  CHECK(cases.size() >= 60);
  std::set<std::string> names;
  for (const auto& one : cases) names.insert(one.name);
  CHECK(names.size() == cases.size());
}

TEST_CASE("every account among the golden files belongs to a worked case") {
  std::set<std::string> names;
  for (const auto& one : worked_cases()) names.insert(one.name);
  for (const auto& entry : std::filesystem::directory_iterator{cmt::test::golden_path("explain")}) {
    INFO(entry.path().string());
    CHECK(names.count(entry.path().stem().string()) == 1);
  }
}
