// ISO 10002:2018, 4.10: personal data that left the register as a file: who got them, what for, on what ground,
// and whether the copy is gone again.
//
// The record holds none of the data, only how many people they were of and the digest of the file.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "dossier/dossier.hpp"

namespace cmt::disclosure {

using process::may;
using process::must;
using process::Text;

enum class DisclosureStatus { out, gone };
inline constexpr auto disclosure_status_names =
    names<DisclosureStatus>({{DisclosureStatus::out, "out"}, {DisclosureStatus::gone, "gone"}});

struct DisclosureHead {
  std::string to;
};
template <class V>
void describe(V& v, DisclosureHead& e) {
  v(must("to", "who got the data: an office, a service, or whoever of the staff made the file"), e.to);
}

struct DisclosureMade {
  Text purpose;
  std::string ground, filter, format, sha256;
  std::optional<int> complaints, people;
};
template <class V>
void describe(V& v, DisclosureMade& e) {
  v(may("purpose", "what the data are for"), e.purpose);
  v(may("ground", "on what ground they may have them: consent, a law, work on the cases"), e.ground);
  v(may("filter", "the query that chose the complaints; all of them when absent"), e.filter);
  v(must("complaints", "how many complaints"), e.complaints);
  v(must("people", "how many people the data are of"), e.people);
  v(must("format", "of the file"), e.format);
  v(must("sha256", "digest of the file", "@sha256"), e.sha256);
}

struct DisclosureEnded {
  Text how;
};
template <class V>
void describe(V& v, DisclosureEnded& e) {
  v(must("how", "how it is known that the copy is gone"), e.how);
}

struct DisclosureNoted {
  Text text;
};
template <class V>
void describe(V& v, DisclosureNoted& e) {
  v(must("text", "the note"), e.text);
}

using DisclosureBody = std::variant<DisclosureMade, DisclosureEnded, DisclosureNoted>;

struct DisclosureState : dossier::Progress {
  DisclosureStatus status = DisclosureStatus::out;
  std::string to;
  DisclosureMade made;
  std::optional<Date> made_on, gone_on;
};

struct Disclosure {
  static constexpr std::string_view name = "disclosure", folder = "disclosures",
                                    title = "Personal data that left the register", clause = "4.10";
  static constexpr char letter = 'X';
  using Head = DisclosureHead;
  using Body = DisclosureBody;
  using Status = DisclosureStatus;
  using State = DisclosureState;
  static constexpr std::string_view event_names[] = {"made", "ended", "noted"};
  static constexpr const auto& status_names() { return disclosure_status_names; }
  static std::span<const dossier::Transition<Disclosure>> transitions();
};
static_assert(std::size(Disclosure::event_names) == std::variant_size_v<DisclosureBody>);

using DisclosureEvent = dossier::Event<Disclosure>;
using DisclosureJudgement = dossier::Judgement<Disclosure>;

void begin(DisclosureState& state, const DisclosureHead& head);

void guard(DisclosureJudgement& j, const DisclosureMade& made);
void guard(DisclosureJudgement& j, const DisclosureEnded& ended);
void guard(DisclosureJudgement& j, const DisclosureNoted& noted);

void apply(DisclosureState& state, const DisclosureEvent&, const DisclosureMade&, const process::Rules&);
void apply(DisclosureState& state, const DisclosureEvent&, const DisclosureEnded&, const process::Rules&);
void apply(DisclosureState& state, const DisclosureEvent&, const DisclosureNoted&, const process::Rules&);

}  // namespace cmt::disclosure
