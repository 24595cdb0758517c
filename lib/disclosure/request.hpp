// ISO 10002:2018, 8.1: a request of a complainant, or of whoever acts for them, for what the register holds of
// them: who asks for what, how it was made sure who they are, and what they were answered by when.
//
// The record names the person by the id of their file and holds no copy of what was sent, only its digest.
// Until when an answer is due is computed from `request_days` of cmt.yaml.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "dossier/dossier.hpp"

namespace cmt::disclosure {

using process::may;
using process::must;
using process::Text;

enum class RequestStatus { open, verified, answered, refused, withdrawn };
inline constexpr auto request_status_names = names<RequestStatus>({{RequestStatus::open, "open"},
                                                                   {RequestStatus::verified, "verified"},
                                                                   {RequestStatus::answered, "answered"},
                                                                   {RequestStatus::refused, "refused"},
                                                                   {RequestStatus::withdrawn, "withdrawn"}});
constexpr bool is_open(RequestStatus status) { return status < RequestStatus::answered; }

enum class RequestKind { access, copy, correction, erasure };
inline constexpr auto request_kind_names = names<RequestKind>({{RequestKind::access, "access"},
                                                               {RequestKind::copy, "copy"},
                                                               {RequestKind::correction, "correction"},
                                                               {RequestKind::erasure, "erasure"}});
constexpr const auto& names_for(RequestKind) { return request_kind_names; }

struct RequestHead {
  std::string party;
  std::optional<RequestKind> kind;
};
template <class V>
void describe(V& v, RequestHead& e) {
  v(must("party", "whose data it is about; their file may be gone since", "@party"), e.party);
  v(must("kind", "what they ask for"), e.kind);
}

struct RequestReceived {
  process::Code medium;
  std::vector<std::string> complaints;
  std::optional<process::Representative> representative;
  Text text;
};
template <class V>
void describe(V& v, RequestReceived& e) {
  v(must("medium", "how it came", "media"), e.medium);
  v(must("complaints", "which of their cases it is about", "@complaint"), e.complaints);
  v(may("representative", "who asks for them, and on what authority"), e.representative);
  v(may("text", "what they ask for, in their words"), e.text);
}

struct IdentityVerified {
  std::string verified_by;
  Text how;
};
template <class V>
void describe(V& v, IdentityVerified& e) {
  v(may("verified_by", "who made sure who they are, if not whoever put it on record"), e.verified_by);
  v(must("how", "how: what was shown or compared, without a copy of it"), e.how);
}

struct RequestAnswered {
  process::Code medium;
  std::string to, format, sha256;
  Text text;
};
template <class V>
void describe(V& v, RequestAnswered& e) {
  v(must("medium", "how it was answered", "media"), e.medium);
  v(may("to", "to whom, if not the person themselves"), e.to);
  v(may("format", "of the file that was sent: html, json, paper, …"), e.format);
  v(may("sha256", "digest of the file that was sent", "@sha256"), e.sha256);
  v(may("text", "what was done, or told"), e.text);
}

struct RequestRefused {
  Text reason;
  process::Code medium;
};
template <class V>
void describe(V& v, RequestRefused& e) {
  v(must("reason", "why, as they were told, with where they can turn"), e.reason);
  v(must("medium", "how they were told", "media"), e.medium);
}

struct RequestWithdrawn {
  Text reason;
};
template <class V>
void describe(V& v, RequestWithdrawn& e) {
  v(may("reason", "why they took it back"), e.reason);
}

struct RequestNoted {
  Text text;
};
template <class V>
void describe(V& v, RequestNoted& e) {
  v(must("text", "the note"), e.text);
}

using RequestBody = std::variant<RequestReceived, IdentityVerified, RequestAnswered, RequestRefused, RequestWithdrawn, RequestNoted>;

struct RequestState : dossier::Progress {
  RequestStatus status = RequestStatus::open;
  std::string party;
  RequestKind kind = RequestKind::access;
  RequestReceived received;
  std::optional<Date> received_on, due, ended_on;
  std::string verified_by;
  Text verified_how;
  std::optional<RequestAnswered> answer;
  Text refusal;

  // The days the answer took, or took until `today`; nothing when the day is not known.
  std::optional<int> days(Date today) const;
  // The answer came after it was due, or is due and has not come.
  bool is_late(Date today) const;
};

struct Request {
  static constexpr std::string_view name = "request", folder = "requests", title = "A request for one's own record",
                                    clause = "8.1";
  static constexpr char letter = 'R';
  using Head = RequestHead;
  using Body = RequestBody;
  using Status = RequestStatus;
  using State = RequestState;
  static constexpr std::string_view event_names[] = {"received", "verified", "answered", "refused", "withdrawn", "noted"};
  static constexpr const auto& status_names() { return request_status_names; }
  static std::span<const dossier::Transition<Request>> transitions();
};
static_assert(std::size(Request::event_names) == std::variant_size_v<RequestBody>);

using RequestEvent = dossier::Event<Request>;
using RequestJudgement = dossier::Judgement<Request>;

void begin(RequestState& state, const RequestHead& head);

void guard(RequestJudgement& j, const RequestReceived& received);
void guard(RequestJudgement& j, const IdentityVerified& verified);
void guard(RequestJudgement& j, const RequestAnswered& answered);
void guard(RequestJudgement& j, const RequestRefused& refused);
void guard(RequestJudgement& j, const RequestWithdrawn& withdrawn);
void guard(RequestJudgement& j, const RequestNoted& noted);

void apply(RequestState& state, const RequestEvent&, const RequestReceived&, const process::Rules&);
void apply(RequestState& state, const RequestEvent&, const IdentityVerified&, const process::Rules&);
void apply(RequestState& state, const RequestEvent&, const RequestAnswered&, const process::Rules&);
void apply(RequestState& state, const RequestEvent&, const RequestRefused&, const process::Rules&);
void apply(RequestState& state, const RequestEvent&, const RequestWithdrawn&, const process::Rules&);
void apply(RequestState& state, const RequestEvent&, const RequestNoted&, const process::Rules&);

}  // namespace cmt::disclosure
