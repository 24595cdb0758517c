// Replaying the history of a dossier, and what its process refuses: for every kind the same.
//
// `refusals` is the only judge. A command asks it before it writes (`take`), and `cmt check` asks it
// of every event that is already written (`judge`): one rule, one place.
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "core/result.hpp"
#include "dossier/dossier.hpp"

namespace cmt::dossier {

// Defined in define_steps.hpp; each kind instantiates it in one file of its own layer.
template <class Kind>
struct Steps {
  using State = typename Kind::State;
  using Status = typename Kind::Status;

  // The state after the whole history.
  static State replay(const Dossier<Kind>& dossier, const process::Rules& rules);

  // The row for an event in a status; nothing when the process has no such step.
  static const Transition<Kind>* find(Status status, std::size_t event);

  // The commands that lead on: "action plan, action reject". Kind::can_be_next(state, command), where there
  // is one, leaves out those of the status that nothing is there for.
  static std::string next(const State& state);

  // Why the process refuses the event in this state; empty when it does not. `rule` of each is the
  // number of the transition whose guard is not met, or "transition" when there is none.
  static Diagnostics refusals(const State& state, const Event<Kind>& event,
                              const process::Rules& rules);

  // The dossier with one more event, or every reason why not. The first event of a new dossier is
  // judged the same way: hand in one without a history.
  static Result<Dossier<Kind>> take(Dossier<Kind> dossier, Event<Kind> event,
                                    const process::Rules& rules);

  // What each event of a history breaks: pairs of its index and the finding.
  static std::vector<std::pair<std::size_t, Diagnostic>> judge(const Dossier<Kind>& dossier,
                                                               const process::Rules& rules);
};

}  // namespace cmt::dossier
