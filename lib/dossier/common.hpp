// The part of the judge that does not depend on the kind.
#pragma once
#include <functional>
#include <string>
#include <string_view>

#include "dossier/dossier.hpp"

namespace cmt::dossier {

using Refuse = std::function<void(Message message, Message hint)>;

// An event is dated, not before the step it follows, and put on record after it happened and after
// the event before it (ISO 10002:2018, 4.9).
void judge_times(const Progress& progress, const When& at, const std::optional<Instant>& recorded_at,
                 bool is_first, bool is_step, const process::Rules& rules, const Refuse& refuse);

// Who may act, where a register with the full process names its staff (5.4).
void judge_actor(const std::string& by, std::string_view role, const process::Rules& rules,
                 const Refuse& refuse);

// Carries the progress over an event.
void advance(Progress& progress, const When& at, const std::string& by,
             const std::optional<Instant>& recorded_at, bool is_first, bool is_step,
             const process::Rules& rules);

}  // namespace cmt::dossier
