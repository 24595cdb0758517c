#include "disclosure/request.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <chrono>

#include "core/text.hpp"
#include "dossier/define_steps.hpp"

namespace cmt::disclosure {
namespace {

using enum RequestStatus;
using Set = dossier::StatusSet<RequestStatus>;

template <class E>
constexpr std::size_t of = dossier::index_of<RequestBody, E>();

constexpr Set under_way(open, verified), any(open, verified, answered, refused, withdrawn);

constexpr dossier::Transition<Request> table[] = {
    {"R1", of<RequestReceived>, Set(), open, "request new", "8.1", "", "medium, the cases it is about; an authority of whoever acts for them"},
    {"R2", of<IdentityVerified>, under_way, verified, "request verify", "8.1", "", "how"},
    {"R3", of<RequestAnswered>, Set(verified), answered, "request answer", "8.1", "",
     "of data that were sent, their format and digest; else what was done"},
    {"R4", of<RequestRefused>, under_way, refused, "request refuse", "8.1", "manager", "reason, and how they were told"},
    {"R5", of<RequestWithdrawn>, under_way, withdrawn, "request withdraw", "8.1", "", ""},
    {"R6", of<RequestNoted>, any, {}, "request note", "8.1", "", "text"},
};

}  // namespace

std::span<const dossier::Transition<Request>> Request::transitions() { return table; }

std::optional<int> RequestState::days(Date today) const {
  if (!received_on) return std::nullopt;
  return static_cast<int>((ended_on.value_or(today) - *received_on).count());
}

bool RequestState::is_late(Date today) const {
  if (status == withdrawn || !due) return false;
  return *due < ended_on.value_or(today);
}

void begin(RequestState& state, const RequestHead& head) {
  state.party = head.party;
  state.kind = head.kind.value_or(RequestKind::access);
}

void guard(RequestJudgement& j, const RequestReceived& received) {
  if (!dossier::day_of(j.event.at, j.rules)) j.refuse(tr("the day it came is not known"), tr("--at says when it came: the answer is due by it"));
  if (received.representative && received.representative->authority.empty())
    j.refuse(tr("whoever acts for them has no authority on record"), tr("--authority says on what ground they act"));
  if (received.representative && received.representative->party == j.state.party)
    j.refuse(tr("nobody acts for themselves"), tr("leave --representative out"));
}
void apply(RequestState& state, const RequestEvent& event, const RequestReceived& received, const process::Rules& rules) {
  state.received = received;
  state.received_on = dossier::day_of(event.at, rules);
  if (state.received_on) state.due = *state.received_on + std::chrono::days{rules.request_days};
}

void guard(RequestJudgement& j, const IdentityVerified& verified) {
  if (!verified.verified_by.empty() && !j.rules.staff.empty() && !j.rules.person(verified.verified_by))
    j.refuse(tr("'{}' is not on the staff list", printable_line(verified.verified_by)), tr("`staff` in cmt.yaml lists who is"));
}
void apply(RequestState& state, const RequestEvent& event, const IdentityVerified& verified, const process::Rules&) {
  state.verified_by = verified.verified_by.empty() ? event.by : verified.verified_by;
  state.verified_how = verified.how;
}

void guard(RequestJudgement& j, const RequestAnswered& answered) {
  const bool gives_data = j.state.kind == RequestKind::access || j.state.kind == RequestKind::copy;
  if (gives_data && (answered.format.empty() || answered.sha256.empty()))
    j.refuse(tr("what was sent is not on record"), tr("--file is what was sent: its ending and digest are kept, not the file"));
  if (!gives_data && answered.text.empty()) j.refuse(tr("what was done is not on record"), tr("--text says it"));
}
void apply(RequestState& state, const RequestEvent& event, const RequestAnswered& answered, const process::Rules& rules) {
  state.answer = answered;
  state.ended_on = dossier::day_of(event.at, rules);
}

void guard(RequestJudgement&, const RequestRefused&) {}
void apply(RequestState& state, const RequestEvent& event, const RequestRefused& refused, const process::Rules& rules) {
  state.refusal = refused.reason;
  state.ended_on = dossier::day_of(event.at, rules);
}

void guard(RequestJudgement&, const RequestWithdrawn&) {}
void apply(RequestState& state, const RequestEvent& event, const RequestWithdrawn&, const process::Rules& rules) {
  state.ended_on = dossier::day_of(event.at, rules);
}

void guard(RequestJudgement&, const RequestNoted&) {}
void apply(RequestState&, const RequestEvent&, const RequestNoted&, const process::Rules&) {}

}  // namespace cmt::disclosure

template struct cmt::dossier::Steps<cmt::disclosure::Request>;
