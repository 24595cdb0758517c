#include "disclosure/disclosure.hpp"

#include "dossier/define_steps.hpp"

namespace cmt::disclosure {
namespace {

using enum DisclosureStatus;
using Set = dossier::StatusSet<DisclosureStatus>;

template <class E>
constexpr std::size_t of = dossier::index_of<DisclosureBody, E>();

constexpr dossier::Transition<Disclosure> table[] = {
    {"X1", of<DisclosureMade>, Set(), out, "export --with-personal", "4.10", "", "how many complaints and people, and the digest"},
    {"X2", of<DisclosureEnded>, Set(out), gone, "disclosure end", "4.10", "", "how it is known"},
    {"X3", of<DisclosureNoted>, Set(out, gone), {}, "disclosure note", "4.10", "", "text"},
};

}  // namespace

std::span<const dossier::Transition<Disclosure>> Disclosure::transitions() { return table; }

void begin(DisclosureState& state, const DisclosureHead& head) { state.to = head.to; }

void guard(DisclosureJudgement&, const DisclosureMade&) {}
void apply(DisclosureState& state, const DisclosureEvent& event, const DisclosureMade& made, const process::Rules& rules) {
  state.made = made;
  state.made_on = dossier::day_of(event.at, rules);
}

void guard(DisclosureJudgement&, const DisclosureEnded&) {}
void apply(DisclosureState& state, const DisclosureEvent& event, const DisclosureEnded&, const process::Rules& rules) {
  state.gone_on = dossier::day_of(event.at, rules);
}

void guard(DisclosureJudgement&, const DisclosureNoted&) {}
void apply(DisclosureState&, const DisclosureEvent&, const DisclosureNoted&, const process::Rules&) {}

}  // namespace cmt::disclosure

template struct cmt::dossier::Steps<cmt::disclosure::Disclosure>;
