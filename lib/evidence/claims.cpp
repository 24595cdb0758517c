#include <algorithm>

#include "evidence/evidence.hpp"

namespace cmt::evidence {
namespace {

using Claims = std::map<std::string, Claim, std::less<>>;

// ISO 10004: surveys that asked somebody in the last year.
void surveys(const Evidence& e, Claims& out) {
  Claim fair{0, 0, "surveys of the last year drew their sample by a method that can be repeated", {}};
  Claim direct{0, 0, "surveys of the last year have answers", {}};
  Claim raised{0, 0, "answers that were complaints were put on record as such", {}};
  for (const auto& one : e.surveys) {
    if (one.status == survey::SurveyStatus::cancelled || !is_recent(e.rules.zone.date_of(one.opened_at), e.today)) continue;
    ++fair.whole;
    ++direct.whole;
    if (one.draw) ++fair.good;
    else fair.records.push_back(one.id);
    if (!one.answers.empty()) ++direct.good;
    else direct.records.push_back(one.id);
    for (const auto& answer : one.answers)
      if (!answer.raised.empty()) {
        ++raised.good;
        ++raised.whole;
        raised.records.push_back(answer.raised);
      }
  }
  out["survey.fair"] = std::move(fair);
  out["survey.direct"] = std::move(direct);
  // Which comments are complaints only a person can tell: that some were taken up is what can be shown.
  if (raised.whole > 0) out["survey.complaints"] = std::move(raised);
  Claim indirect{0, 0, "indirect measures (reopened, accepted, repeated) have a value", {}};
  for (const char* id : {"K23", "K27", "K32"})
    if (const auto* measure = e.measure(id)) {
      ++indirect.whole;
      indirect.good += measure->denominator.value_or(0) > 0;
    }
  out["survey.indirect"] = std::move(indirect);
}

}  // namespace

Claims claims_of(const Evidence& e) {
  Claims out;
  surveys(e, out);
  return out;
}

}  // namespace cmt::evidence
