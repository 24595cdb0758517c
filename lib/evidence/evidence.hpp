// What a register holds, put together for those who look at the whole of it: the auditor (8.5), the
// management review (8.6) and the analysis of what is missing (6.1). Everything is as it stood at
// one moment; nothing here reads a file.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "audit/audit.hpp"
#include "audit/review.hpp"
#include "charter/charter.hpp"
#include "disclosure/request.hpp"
#include "dispute/dispute.hpp"
#include "framework/document.hpp"
#include "framework/objective.hpp"
#include "framework/training.hpp"
#include "improvement/action.hpp"
#include "process/complaint.hpp"
#include "process/rules.hpp"
#include "reports/report.hpp"
#include "survey/survey.hpp"

namespace cmt::evidence {

// A complaint with its history up to the moment, and what the rules of `cmt check` found in it.
struct Matter {
  process::Complaint complaint;
  process::State state;
  std::vector<std::string> broken;  // ids of rules

  const std::string& id() const { return state.id.text(); }
  bool breaks(std::string_view rule) const;
};

struct DisputeMatter {
  dossier::Dossier<dispute::Dispute> dossier;
  dispute::DisputeState state;
};

// A fact of the records of a kind: so many of so many are as they should be, by a key that a question
// (by_claims) or a document (gap.yaml) asks for. A question without its claim is left to a person.
struct Claim {
  std::int64_t good = 0, whole = 0;  // `whole` 0: the register keeps such records and has none
  std::string words;                 // "policies approved and in force"
  std::string command;               // that puts on record what is missing
  std::vector<std::string> records;  // the ids of those that are not, else of all
};

struct Evidence {
  const process::Rules& rules;
  Instant as_of;
  Date today{};
  Period period{};  // both ends are set
  std::string organization{};
  std::vector<std::string> languages{};
  std::string profile{};

  std::vector<Matter> matters{};  // in the order of their ids
  std::vector<improvement::ActionState> actions{};
  std::vector<charter::CharterState> charters{};
  std::vector<survey::SurveyState> surveys{};
  std::vector<framework::DocumentState> documents{};
  std::vector<framework::ObjectiveState> objectives{};
  std::vector<framework::TrainingState> trainings{};
  std::vector<disclosure::RequestState> requests{};
  std::vector<DisputeMatter> disputes{};
  std::vector<audit::AuditState> audits{};
  std::vector<audit::ReviewState> reviews{};
  std::vector<reports::Measure> measures{};  // K01 to K55, of the period
  std::map<std::string, Claim, std::less<>> claims{};

  const reports::Measure* measure(std::string_view id) const;
  const Claim* claim(std::string_view key) const;
  const improvement::ActionState* action(std::string_view id) const;
  // Counted complaints received in the period.
  std::vector<const Matter*> received() const;
  // Counted complaints that were not ended at the moment, whenever received.
  std::vector<const Matter*> open() const;
  std::vector<const process::State*> states() const;
};

// What the records of other kinds say, by key; the keys are those that the answers (by_claims) and
// lib/data/audit/gap.yaml ask for. A kind that the register does not keep has no row.
std::map<std::string, Claim, std::less<>> claims_of(const Evidence& evidence);

// How long an audit, a review or a survey stays evidence: days.
inline constexpr int evidence_days = 366;
inline bool is_recent(const std::optional<Date>& day, Date today, int days = evidence_days) {
  return day && *day <= today && (today - *day).count() <= days;
}

inline int days_between(Date from, Date to) { return static_cast<int>((to - from).count()); }

// Calls visit(event, body) for each event of one kind.
template <class Body, class Visit>
void each_event(const Matter& matter, Visit visit) {
  for (const auto& event : matter.complaint.history)
    if (const auto* body = std::get_if<Body>(&event.body)) visit(event, *body);
}
template <class Body>
const Body* last_event(const Matter& matter) {
  const Body* out = nullptr;
  each_event<Body>(matter, [&](const process::Event&, const Body& body) { out = &body; });
  return out;
}

}  // namespace cmt::evidence
