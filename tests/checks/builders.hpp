// A sound complaint, closed under the full process, which each test spoils in one place.
#pragma once
#include <map>
#include <ostream>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "checks/rule.hpp"
#include "process/replay.hpp"
#include "support/limits.hpp"
#include "support/test.hpp"

namespace cmt::checks {

inline std::ostream& operator<<(std::ostream& out, const Finding& finding) {
  constexpr const char* severities[] = {"note", "warning", "error"};
  out << "\n  " << finding.rule << " [" << finding.clause << "] "
      << severities[static_cast<int>(finding.severity)];
  if (finding.event) out << " event " << *finding.event;
  return out << " '" << finding.field << "': " << finding.message.english() << " | " << finding.hint.english();
}

}  // namespace cmt::checks

namespace cmt::checks::test {

using namespace cmt::process;

inline Instant moment(const char* text) { return parse_instant(text).value(); }
inline Date day(const char* text) { return parse_date(text).value(); }

inline Event event(const char* at, Body body, std::string by = "sara") {
  Event out;
  out.at = parse_when(at).value();
  out.by = std::move(by);
  out.body = std::move(body);
  return out;
}

// An id of the year that no other number gives.
inline ComplaintId id(std::uint64_t number, int year = 2026) {
  return ComplaintId::draw(year, [number] { return number; });
}

// An id of a party that no other number gives.
inline std::string party(std::uint64_t number) {
  return LetterId::draw('P', [number] { return number; }).text();
}

inline Received receipt() {
  Received out;
  out.medium = "phone";
  out.language = "en";
  out.complainant = party(1);
  out.recurring = Answer::no;
  out.remedy_sought = RemedySought{};
  out.remedy_sought->requested = Answer::no;
  out.immediate_action = ImmediateAction{};
  out.immediate_action->taken = Answer::no;
  out.complainant_type = "consumer";
  out.product = "Parcel";
  out.unit = "Depot North";
  out.occurred_on = KnownDate{day("2026-02-27")};
  out.notice = "2026-1";
  out.process = Process::full;
  out.description = {"The parcel never came."};
  return out;
}

inline Assessed assessment() {
  Assessed out;
  out.severity = 2;
  out.impact = 1;
  out.complexity = Complexity::standard;
  out.safety = false;
  out.action_needed = false;
  out.action_possible = false;
  out.category = "P01";
  return out;
}

inline Rules register_rules() {
  Rules out;
  out.process = Process::full;
  ListValue value;
  value.code = "P01";
  out.lists.edit("problems").add(value);
  value.code = "P03";
  value.requires_field = "delay_days";
  out.lists.edit("problems").add(value);
  value.code = "P35";
  value.requires_field = "text";
  out.lists.edit("problems").add(value);
  return out;
}

// One complaint in a register that the test can see into.
struct Case {
  Complaint complaint;
  Rules rules = register_rules();
  std::map<std::string, State> others = {};
  std::set<std::string> parties = {party(1)}, files = {}, disputes = {};
  Instant now = moment("2026-03-31T12:00:00Z");

  // The index of the first event of a kind.
  template <class E>
  std::size_t index() const {
    std::size_t i = 0;
    while (!std::holds_alternative<E>(complaint.history.at(i).body)) ++i;
    return i;
  }
  template <class E>
  E& the() {
    return std::get<E>(complaint.history[index<E>()].body);
  }
  template <class E>
  Event& event_of() {
    return complaint.history[index<E>()];
  }
  // Takes away an event and all that follow.
  template <class E>
  void cut() {
    const auto from = complaint.history.begin() + static_cast<std::ptrdiff_t>(index<E>());
    complaint.history.erase(from, complaint.history.end());
  }
  void add(Event event) { complaint.history.push_back(std::move(event)); }
  const std::string& text() const { return complaint.id.text(); }

  // The record as another system gave it: each event with its mark.
  void import() {
    Source source;
    source.format = "csv";
    source.imported_at = moment("2026-03-05T00:00:00Z");
    the<Received>().source = source;
    for (auto& event : complaint.history) event.imported = "csv";
  }
  void make_small() { the<Received>().process = Process::small; }
};

// Received on Monday 2 March 2026 and closed on Friday the 20th, not upheld.
inline Case sound_case() {
  Case out{Complaint{id(7), "The parcel never came", {}}};
  InvestigationStarted started;
  started.investigator = "omid";
  started.conflict_checked = true;
  ResponseProposed response;
  response.outcome = Outcome::not_upheld;
  response.findings = {"It was left with a neighbour."};
  response.reasons = {"The carrier may do that."};
  response.complainant_view = {"Nobody rang the bell."};
  response.staff_view = {"The driver rang."};
  response.no_evidence_reason = {"None was needed."};
  response.no_remedy_reason = {"Nothing was wrong."};
  DecisionCommunicated told;
  told.medium = "letter";
  told.text = {"Your parcel is next door."};
  told.next_step_rights = NextStepRights{};
  told.next_step_rights->internal_review = {"Write to us again."};
  Closed closed;
  closed.reason = ClosureReason::accepted;
  closed.lessons = {"Tell customers where parcels are left."};
  out.add(event("2026-03-02T09:00:00Z", receipt()));
  out.add(event("2026-03-02T10:00:00Z", Acknowledged{"phone", "", "", ""}));
  out.add(event("2026-03-03T09:00:00Z", Assigned{"sara", ""}));
  out.add(event("2026-03-03T10:00:00Z", assessment()));
  out.add(event("2026-03-04T09:00:00Z", started));
  out.add(event("2026-03-09T09:00:00Z", response, "omid"));
  out.add(event("2026-03-10T09:00:00Z", Decided{}, "leila"));
  out.add(event("2026-03-11T09:00:00Z", told));
  out.add(event("2026-03-13T09:00:00Z", Accepted{"phone", {}, {}}));
  out.add(event("2026-03-20T09:00:00Z", closed));
  return out;
}

inline std::vector<Finding> findings(const Case& in) {
  Others others;
  others.complaint = [&in](const std::string& other) {
    const auto at = in.others.find(other);
    return at == in.others.end() ? nullptr : &at->second;
  };
  others.has_party = [&in](const std::string& party) { return in.parties.count(party) > 0; };
  others.has_dispute = [&in](const std::string& dispute) {
    return in.disputes.count(dispute) > 0;
  };
  others.has_file = [&in](const std::string& file) { return in.files.count(file) > 0; };
  const OwnRules rules{in.rules};
  const Rules& own = rules.of(in.complaint);
  const State state = replay(in.complaint, own);
  return check({in.complaint, state, own, others, in.now});
}

using Findings = std::vector<Finding>;

}  // namespace cmt::checks::test
