#include <algorithm>
#include <set>

#include "evidence/evidence.hpp"

namespace cmt::evidence {
namespace {

using Claims = std::map<std::string, Claim, std::less<>>;

using framework::DocumentState;
using framework::DocumentType;

// Documents of one type that were not withdrawn: how many pass the test.
template <class Test>
Claim documents(const Evidence& e, DocumentType type, std::string words, const char* command, const Test& test) {
  Claim out{0, 0, std::move(words), command, {}};
  std::vector<std::string> good;
  for (const auto& one : e.documents) {
    if (one.type != type || one.status == framework::DocumentStatus::withdrawn) continue;
    ++out.whole;
    if (test(one)) {
      ++out.good;
      good.push_back(one.id);
    } else {
      out.records.push_back(one.id);
    }
  }
  if (out.records.empty()) out.records = std::move(good);
  return out;
}

// Clauses 4, 5, 6.4 and 7.1: controlled documents.
void documents(const Evidence& e, Claims& out) {
  const auto in_force = [&](const DocumentState& one) { return one.on(e.today) != nullptr; };
  const auto current = [&](const DocumentState& one) {
    return in_force(one) && (!one.review_due || e.today <= *one.review_due);
  };
  const auto published = [&](const DocumentState& one) { return in_force(one) && !one.on(e.today)->places.empty(); };
  constexpr const char *policy = "cmt document new --type policy", *resources = "cmt document new --type resources",
                       *notice = "cmt document new --type notice";
  out["policy.approved"] = documents(e, DocumentType::policy, "policies are approved and in force", policy, in_force);
  out["policy.current"] =
      documents(e, DocumentType::policy, "policies are in force, published and reviewed in time", policy,
                [&](const DocumentState& one) { return current(one) && published(one); });
  out["policy.acknowledged"] =
      documents(e, DocumentType::policy, "policies are known to all staff", "cmt document acknowledge",
                [&](const DocumentState& one) { return framework::not_acknowledged(one, e.rules, e.today).empty(); });
  out["procedure.current"] = documents(e, DocumentType::procedure, "procedures are in force and reviewed in time",
                                       "cmt document new --type procedure", current);
  out["resources.planned"] =
      documents(e, DocumentType::resources, "resource plans are approved and in force", resources, in_force);
  out["resources.decided"] =
      documents(e, DocumentType::resources, "resource plans are decided and reviewed in time", resources, current);
  // A notice cannot be approved without its six elements.
  out["notice.complete"] = documents(e, DocumentType::notice, "notices with all six elements are published", notice, published);
  out["context.reviewed"] = documents(e, DocumentType::context, "descriptions of the context are in force and reviewed in time",
                                      "cmt document new --type context", current);
  Claim languages{0, 0, "languages of the register have a notice", notice, {}};
  std::set<std::string> noticed;
  for (const auto& one : e.documents)
    if (one.type == DocumentType::notice && one.status != framework::DocumentStatus::withdrawn && in_force(one)) {
      for (const auto& text : one.on(e.today)->drafted.texts) noticed.insert(text.language);
      languages.records.push_back(one.id);
    }
  for (const auto& language : e.languages) {
    ++languages.whole;
    languages.good += noticed.count(language) != 0;
  }
  out["notice.languages"] = std::move(languages);
}

// 6.2: an objective names a measure, a target, an owner and periods, or it could not be approved.
void objectives(const Evidence& e, Claims& out) {
  Claim measurable{0, 0, "objectives are approved, with a measure, a target, an owner and periods",
                   "cmt objective new", {}};
  Claim owned{0, 0, "objectives have an owner who is active", "cmt objective new", {}};
  for (const auto& one : e.objectives) {
    if (one.status == framework::ObjectiveStatus::cancelled) continue;
    ++measurable.whole;
    if (!one.approved.empty()) ++measurable.good;
    else measurable.records.push_back(one.id);
    ++owned.whole;
    const auto* person = e.rules.person(one.set.owner);
    if (e.rules.staff.empty() || (person && person->active)) ++owned.good;
    else owned.records.push_back(one.id);
  }
  out["objective.measurable"] = std::move(measurable);
  out["objective.owned"] = std::move(owned);
}

// 6.4: whoever needs a course has it.
void trainings(const Evidence& e, Claims& out) {
  Claim current{0, 0, "courses that a role asks for are taken and have not expired", "cmt training new", {}};
  for (const auto& course : e.trainings)
    for (const auto& person : e.rules.staff) {
      if (!framework::is_needed(course, person)) continue;
      ++current.whole;
      if (!framework::is_gap(framework::standing_of(course, person, e.today, 0).competence)) {
        ++current.good;
      } else if (std::find(current.records.begin(), current.records.end(), course.id) == current.records.end()) {
        current.records.push_back(course.id);
      }
    }
  out["training.current"] = std::move(current);
}

// 8.1: the schedule says on what ground, and what went did so by it or on a request.
void retention(const Evidence& e, Claims& out) {
  if (e.rules.retention.empty()) return;
  Claim scheduled{0, 0, "rows of the retention schedule name the law or policy", "retention: in cmt.yaml", {}};
  for (const auto& row : e.rules.retention) {
    ++scheduled.whole;
    scheduled.good += row.name != process::retention_days_row;
  }
  out["retention.scheduled"] = std::move(scheduled);
  Claim logged{0, 0, "disposals were by the schedule, or on a request", "cmt retention run", {}};
  for (const auto& one : e.matters)
    each_event<process::Redacted>(one, [&](const process::Event&, const process::Redacted& redacted) {
      ++logged.whole;
      if (!redacted.schedule.empty() || !redacted.request.empty()) ++logged.good;
      else if (logged.records.empty() || logged.records.back() != one.id()) logged.records.push_back(one.id());
    });
  // Nothing was due, or `cmt check` says what is.
  if (logged.whole > 0) out["disposal.logged"] = std::move(logged);
}

// 8.1: of the requests that were answered or should have been, those that were in time.
void requests(const Evidence& e, Claims& out) {
  Claim answered{0, 0, "requests for one's own record were answered or refused in time", "cmt request answer", {}};
  std::vector<std::string> good;
  for (const auto& one : e.requests) {
    const bool is_over = one.status == disclosure::RequestStatus::answered || one.status == disclosure::RequestStatus::refused;
    if (!is_over && !(disclosure::is_open(one.status) && one.is_late(e.today))) continue;
    ++answered.whole;
    if (one.is_late(e.today)) {
      answered.records.push_back(one.id);
    } else {
      ++answered.good;
      good.push_back(one.id);
    }
  }
  if (answered.records.empty()) answered.records = std::move(good);
  if (answered.whole > 0) out["request.answered"] = std::move(answered);
}

// 8.1: figures for the public were made for it, and it is on record where they can be read.
void publications(const Evidence& e, Claims& out) {
  auto claim = documents(e, DocumentType::statistics, "published figures were made without personal data, and where they can be read is known",
                         "cmt document new --type statistics", [&](const DocumentState& one) {
                           const auto* version = one.on(e.today);
                           return version && !version->places.empty() && framework::is_for_publication(version->drafted);
                         });
  if (claim.whole > 0) out["publication.suppressed"] = std::move(claim);
}

}  // namespace

Claims claims_of(const Evidence& e) {
  Claims out;
  documents(e, out);
  objectives(e, out);
  trainings(e, out);
  retention(e, out);
  requests(e, out);
  publications(e, out);
  return out;
}

}  // namespace cmt::evidence
