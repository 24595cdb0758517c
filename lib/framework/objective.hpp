// ISO 10002:2018, 6.2: an objective of the complaints-handling process, set in numbers that the register
// itself answers: a measure, a target in its unit, periods, and who answers for it.
//
// Its results are never stored: `cmt report objectives` computes them from the complaints. A target is
// never set for a period that is over, so that nobody draws the circle around the arrow: it is approved
// before its first period ends, and a revision holds from a later period on.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "dossier/dossier.hpp"

namespace cmt::framework {

using process::may;
using process::must;
using process::Text;

enum class ObjectiveStatus { draft, active, closed, cancelled };
inline constexpr auto objective_status_names =
    names<ObjectiveStatus>({{ObjectiveStatus::draft, "draft"},
                            {ObjectiveStatus::active, "active"},
                            {ObjectiveStatus::closed, "closed"},
                            {ObjectiveStatus::cancelled, "cancelled"}});

// On which side of the target a figure meets it.
enum class Comparison { at_least, at_most };
inline constexpr auto comparison_names =
    names<Comparison>({{Comparison::at_least, "at-least"}, {Comparison::at_most, "at-most"}});

enum class Level { organization, unit, role };
inline constexpr auto level_names = names<Level>(
    {{Level::organization, "organization"}, {Level::unit, "unit"}, {Level::role, "role"}});

enum class Every { month, quarter, year };
inline constexpr auto every_names =
    names<Every>({{Every::month, "month"}, {Every::quarter, "quarter"}, {Every::year, "year"}});

constexpr const auto& names_for(Comparison) { return comparison_names; }
constexpr const auto& names_for(Level) { return level_names; }
constexpr const auto& names_for(Every) { return every_names; }

// A target as it is typed and written: a decimal without a sign, with up to three decimals and below a
// million; in thousandths. Nothing when the text is anything else.
std::optional<std::int64_t> target_value(std::string_view text);

struct ObjectiveHead {
  std::string title;
};
template <class V>
void describe(V& v, ObjectiveHead& e) {
  v(must("title", "one line without personal data"), e.title);
}

struct ObjectiveSet {
  Text statement;
  std::string clause, measure;
  std::optional<Comparison> comparison;
  std::string target;
  std::optional<Level> level;
  std::string of, owner;
  std::optional<Every> every;
  std::optional<Date> from, to;
};
template <class V>
void describe(V& v, ObjectiveSet& e) {
  v(may("statement", "what is to be reached, in words"), e.statement);
  v(may("clause", "clause of the guidance that it serves, such as 4.15"), e.clause);
  v(must("measure", "what is measured: the id of a measure of a period, such as K09"), e.measure);
  v(must("operator", "on which side of the target a figure meets it"), e.comparison);
  v(must("target", "a number in the unit of the measure"), e.target);
  v(must("level", "whose figure it is: of all complaints, or of those of a unit; a role answers for all"),
    e.level);
  v(may("of", "the unit or the role"), e.of);
  v(must("owner", "who answers for it"), e.owner);
  v(must("every", "how long a period is"), e.every);
  v(must("from", "first day of the first period"), e.from);
  v(must("to", "last day of the last period"), e.to);
}

struct ObjectiveApproved {
  Text text;
};
template <class V>
void describe(V& v, ObjectiveApproved& e) {
  v(may("text", "a remark"), e.text);
}

struct ObjectiveClosed {
  Text findings;
};
template <class V>
void describe(V& v, ObjectiveClosed& e) {
  v(must("findings", "what was learned, and what follows from it"), e.findings);
}

struct ObjectiveCancelled {
  Text reason;
};
template <class V>
void describe(V& v, ObjectiveCancelled& e) {
  v(must("reason", "why it is given up"), e.reason);
}

struct ObjectiveNoted {
  Text text;
};
template <class V>
void describe(V& v, ObjectiveNoted& e) {
  v(must("text", "the note"), e.text);
}

using ObjectiveBody =
    std::variant<ObjectiveSet, ObjectiveApproved, ObjectiveClosed, ObjectiveCancelled, ObjectiveNoted>;

struct ObjectiveState : dossier::Progress {
  ObjectiveStatus status = ObjectiveStatus::draft;
  std::string title;
  ObjectiveSet set;                    // as it was set last
  std::vector<ObjectiveSet> approved;  // each in force until the next one begins
  std::string approved_by;
  std::optional<Date> ended_on;  // closed or cancelled
  Text findings;
};

// A period of an objective, and what was in force in it.
struct ObjectivePeriod {
  Period period;             // both ends known
  const ObjectiveSet* terms;  // of the state
};
// Those of what was approved, in order, at most 240 of each approval; of a cancelled one only those that
// were over by then.
std::vector<ObjectivePeriod> periods_of(const ObjectiveState& state);

struct Objective {
  static constexpr std::string_view name = "objective", folder = "objectives", title = "An objective",
                                    clause = "6.2";
  static constexpr char letter = 'G';  // a goal: O is typed for 0
  using Head = ObjectiveHead;
  using Body = ObjectiveBody;
  using Status = ObjectiveStatus;
  using State = ObjectiveState;
  static constexpr std::string_view event_names[] = {"set", "approved", "closed", "cancelled", "noted"};
  static constexpr const auto& status_names() { return objective_status_names; }
  static std::span<const dossier::Transition<Objective>> transitions();
};
static_assert(std::size(Objective::event_names) == std::variant_size_v<ObjectiveBody>);

using ObjectiveEvent = dossier::Event<Objective>;
using ObjectiveJudgement = dossier::Judgement<Objective>;

void begin(ObjectiveState& state, const ObjectiveHead& head);

void guard(ObjectiveJudgement& j, const ObjectiveSet& set);
void guard(ObjectiveJudgement& j, const ObjectiveApproved& approved);
void guard(ObjectiveJudgement& j, const ObjectiveClosed& closed);
void guard(ObjectiveJudgement& j, const ObjectiveCancelled& cancelled);
void guard(ObjectiveJudgement& j, const ObjectiveNoted& noted);

void apply(ObjectiveState& state, const ObjectiveEvent&, const ObjectiveSet&, const process::Rules&);
void apply(ObjectiveState& state, const ObjectiveEvent&, const ObjectiveApproved&, const process::Rules&);
void apply(ObjectiveState& state, const ObjectiveEvent&, const ObjectiveClosed&, const process::Rules&);
void apply(ObjectiveState& state, const ObjectiveEvent&, const ObjectiveCancelled&, const process::Rules&);
void apply(ObjectiveState& state, const ObjectiveEvent&, const ObjectiveNoted&, const process::Rules&);

}  // namespace cmt::framework
