// ISO 10002:2018, 4.14, 5.4 and 6.4: a course, whose roles need it, and who took it when. Whether somebody is
// trained on a day is computed from it and the staff list.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "dossier/dossier.hpp"

namespace cmt::framework {

using process::Code;
using process::may;
using process::must;
using process::Text;

enum class TrainingStatus { open, retired };
inline constexpr auto training_status_names =
    names<TrainingStatus>({{TrainingStatus::open, "open"}, {TrainingStatus::retired, "retired"}});

enum class Topic { standard, policy, handling, courtesy, dispute, charter, privacy, other };
inline constexpr auto topic_names = names<Topic>({{Topic::standard, "standard"},
                                                  {Topic::policy, "policy"},
                                                  {Topic::handling, "handling"},
                                                  {Topic::courtesy, "courtesy"},
                                                  {Topic::dispute, "dispute"},
                                                  {Topic::charter, "charter"},
                                                  {Topic::privacy, "privacy"},
                                                  {Topic::other, "other"}});
constexpr const auto& names_for(Topic) { return topic_names; }

struct TrainingHead {
  std::string title;
};
template <class V>
void describe(V& v, TrainingHead& e) {
  v(must("title", "one line without personal data"), e.title);
}

struct CourseSet {
  std::optional<Topic> topic;
  std::vector<Code> roles;
  std::optional<int> validity_months, hours;
  std::string material;
};
template <class V>
void describe(V& v, CourseSet& e) {
  v(must("topic", "what it is about"), e.topic);
  v(may("roles", "whose roles need it; everybody on the staff list when absent", "staff_roles"), e.roles);
  v(may("validity_months", "how long it is good for; for ever when absent"), e.validity_months);
  v(may("hours", "how long it takes"), e.hours);
  v(may("material", "what is taught from, with its version"), e.material);
}

struct TrainingGiven {
  std::vector<std::string> persons;
  std::string trainer;
  Text result, evidence;
};
template <class V>
void describe(V& v, TrainingGiven& e) {
  v(must("persons", "who took it, and passed"), e.persons);
  v(may("trainer", "who taught"), e.trainer);
  v(may("result", "test, behaviour at work, effect"), e.result);
  v(may("evidence", "what shows it: a list of signatures, certificates"), e.evidence);
}

struct TrainingRetired {
  Text reason;
};
template <class V>
void describe(V& v, TrainingRetired& e) {
  v(must("reason", "why nobody needs it any more"), e.reason);
}

struct TrainingNoted {
  Text text;
};
template <class V>
void describe(V& v, TrainingNoted& e) {
  v(must("text", "the note"), e.text);
}

using TrainingBody = std::variant<CourseSet, TrainingGiven, TrainingRetired, TrainingNoted>;

struct TrainingState : dossier::Progress {
  TrainingStatus status = TrainingStatus::open;
  std::string title;
  CourseSet course;
  std::map<std::string, std::vector<Date>> taken;  // by person, in the order of the record
};

struct Training {
  static constexpr std::string_view name = "training", folder = "trainings", title = "A training course",
                                    clause = "6.4";
  static constexpr char letter = 'T';
  using Head = TrainingHead;
  using Body = TrainingBody;
  using Status = TrainingStatus;
  using State = TrainingState;
  static constexpr std::string_view event_names[] = {"set", "given", "retired", "noted"};
  static constexpr const auto& status_names() { return training_status_names; }
  static std::span<const dossier::Transition<Training>> transitions();
};
static_assert(std::size(Training::event_names) == std::variant_size_v<TrainingBody>);

using TrainingEvent = dossier::Event<Training>;
using TrainingJudgement = dossier::Judgement<Training>;

void begin(TrainingState& state, const TrainingHead& head);

void guard(TrainingJudgement& j, const CourseSet& course);
void guard(TrainingJudgement& j, const TrainingGiven& given);
void guard(TrainingJudgement& j, const TrainingRetired& retired);
void guard(TrainingJudgement& j, const TrainingNoted& noted);

void apply(TrainingState& state, const TrainingEvent&, const CourseSet&, const process::Rules&);
void apply(TrainingState& state, const TrainingEvent&, const TrainingGiven&, const process::Rules&);
void apply(TrainingState& state, const TrainingEvent&, const TrainingRetired&, const process::Rules&);
void apply(TrainingState& state, const TrainingEvent&, const TrainingNoted&, const process::Rules&);

// How somebody stands with a course on a day.
enum class Competence { not_needed, valid, expires_soon, expired, missing };
inline constexpr auto competence_names = names<Competence>({{Competence::not_needed, "not-needed"},
                                                            {Competence::valid, "valid"},
                                                            {Competence::expires_soon, "expires-soon"},
                                                            {Competence::expired, "expired"},
                                                            {Competence::missing, "missing"}});
constexpr bool is_gap(Competence competence) { return competence >= Competence::expired; }

struct Standing {
  Competence competence = Competence::not_needed;
  std::optional<Date> until;  // the day on which it expires or expired; absent: for ever, or never taken
};
// What was taken after the day does not count. `soon`: how many days ahead an end is soon. Whoever does not
// need the course and took it is valid until it expires.
Standing standing_of(const TrainingState& course, const process::StaffMember& person, Date day, int soon);

// An open course that the roles of somebody active ask for.
bool is_needed(const TrainingState& course, const process::StaffMember& person);

}  // namespace cmt::framework
