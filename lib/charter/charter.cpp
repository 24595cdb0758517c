#include "charter/charter.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>

#include "dossier/define_steps.hpp"

namespace cmt::charter {
namespace {

using enum CharterStatus;
using Set = dossier::StatusSet<CharterStatus>;
using std::chrono::days;

template <class E>
constexpr std::size_t of = dossier::index_of<CharterBody, E>();

constexpr Set alive{draft, published}, any{draft, published, retired};

constexpr dossier::Transition<Charter> table[] = {
    {"C1", of<Drafted>, {}, draft, "charter new", "ISO 10001 6", "", "purpose and scope"},
    {"C2", of<PromiseDrafted>, alive, {}, "charter promise", "ISO 10001 6", "",
     "text and measure; an owner who is active"},
    {"C3", of<PromiseDropped>, alive, {}, "charter drop", "ISO 10001 6", "",
     "a promise of the draft; reason"},
    {"C4", of<PromiseSuspended>, Set(published), {}, "charter suspend", "ISO 10001 7", "manager",
     "a promise in force that is not suspended; how customers were told"},
    {"C5", of<PromiseResumed>, Set(published), {}, "charter resume", "ISO 10001 7", "manager",
     "a promise that is suspended; not before it was"},
    {"C6", of<Consulted>, alive, {}, "charter consult", "ISO 10001 6", "", "who was asked, and what they said"},
    {"C7", of<Published>, alive, published, "charter publish", "ISO 10001 7", "manager",
     "a promise; where to complain; a version after the last one; an indicator each and a "
     "consultation in the full process"},
    {"C8", of<Communicated>, Set(published), {}, "charter communicate", "ISO 10001 7", "",
     "audience and medium"},
    {"C9", of<CharterReviewed>, Set(published), {}, "charter review", "ISO 10001 8", "manager",
     "findings; the next review later than this one"},
    {"C10", of<CharterRetired>, Set(published), retired, "charter retire", "ISO 10001 8", "manager",
     "last day not before the last version; reason"},
    {"C11", of<CharterNoted>, any, {}, "charter note", "ISO 10001 8", "", "text"},
};

auto find(const std::vector<PromiseDrafted>& promises, const std::string& id) {
  return std::find_if(promises.begin(), promises.end(),
                      [&](const PromiseDrafted& one) { return one.promise == id; });
}

const Suspension* suspension_of(const CharterState& state, const std::string& promise) {
  for (const auto& one : state.suspensions)
    if (one.promise == promise && !one.until) return &one;
  return nullptr;
}

}  // namespace

std::span<const dossier::Transition<Charter>> Charter::transitions() { return table; }

const Version* CharterState::on(Date day) const {
  if (last_day && day > *last_day) return nullptr;
  const Version* found = nullptr;
  for (const auto& version : versions)
    if (version.effective_from <= day) found = &version;
  return found;
}

std::vector<process::Promise> promises_of(const std::vector<CharterState>& charters) {
  std::map<std::string, process::Promise> all;
  for (const auto& charter : charters)
    for (std::size_t i = 0; i < charter.versions.size(); ++i) {
      const Version& version = charter.versions[i];
      std::optional<Date> last = charter.last_day;
      if (i + 1 < charter.versions.size())
        last = charter.versions[i + 1].effective_from - days{1};
      for (const auto& drafted : version.promises) {
        auto& promise = all[drafted.promise];
        promise.id = drafted.promise;
        promise.remedies = drafted.remedies;
        // The days of the version, less those on which the promise was suspended.
        std::optional<Date> from = version.effective_from;
        for (const auto& pause : charter.suspensions) {
          if (pause.promise != drafted.promise || !from) continue;
          if ((last && pause.from > *last) || (pause.until && *pause.until <= *from)) continue;
          if (pause.from > *from) promise.in_force.push_back({from, pause.from - days{1}});
          from = pause.until;
        }
        if (from && (!last || *from <= *last)) promise.in_force.push_back({from, last});
      }
    }
  std::vector<process::Promise> out;
  for (auto& [id, promise] : all) out.push_back(std::move(promise));
  return out;
}

void begin(CharterState& state, const CharterHead& head) {
  state.title = head.title;
  state.language = head.language;
}

void guard(CharterJudgement&, const Drafted&) {}
void apply(CharterState& state, const CharterEvent&, const Drafted& drafted, const process::Rules&) {
  state.text = drafted;
}

void guard(CharterJudgement& j, const PromiseDrafted& promise) {
  if (j.rules.staff.empty() || promise.owner.empty()) return;
  const auto* person = j.rules.person(promise.owner);
  if (!person) j.refuse(tr("'{}' is not on the staff list", promise.owner));
  else if (!person->active) j.refuse(tr("'{}' is no longer active", promise.owner));
}
void apply(CharterState& state, const CharterEvent&, const PromiseDrafted& promise,
           const process::Rules&) {
  const auto at = std::find_if(state.draft.begin(), state.draft.end(), [&](const auto& one) {
    return one.promise >= promise.promise;
  });
  if (at != state.draft.end() && at->promise == promise.promise) *at = promise;
  else state.draft.insert(at, promise);
  state.draft_differs = true;
}

void guard(CharterJudgement& j, const PromiseDropped& dropped) {
  if (find(j.state.draft, dropped.promise) == j.state.draft.end())
    j.refuse(tr("the charter has no promise {}", dropped.promise),
             fmt::format("cmt charter show {}", j.state.id));
}
void apply(CharterState& state, const CharterEvent&, const PromiseDropped& dropped,
           const process::Rules&) {
  const auto at = find(state.draft, dropped.promise);
  if (at != state.draft.end()) state.draft.erase(at);
  state.draft_differs = true;
}

void guard(CharterJudgement& j, const PromiseSuspended& suspended) {
  if (!suspended.from) return;
  const Version* version = j.state.on(*suspended.from);
  if (!version || find(version->promises, suspended.promise) == version->promises.end())
    j.refuse(tr("promise {} is not in force on {}", suspended.promise, text(*suspended.from)),
             fmt::format("cmt charter show {}", j.state.id));
  for (const auto& one : j.state.suspensions)
    if (one.promise == suspended.promise && (!one.until || *one.until > *suspended.from))
      j.refuse(tr("promise {} was suspended from {} already", suspended.promise,
                  text(one.from)));
}
void apply(CharterState& state, const CharterEvent&, const PromiseSuspended& suspended,
           const process::Rules&) {
  if (suspended.from) state.suspensions.push_back({suspended.promise, *suspended.from, {}});
}

void guard(CharterJudgement& j, const PromiseResumed& resumed) {
  const Suspension* pause = suspension_of(j.state, resumed.promise);
  if (!pause)
    j.refuse(tr("promise {} is not suspended", resumed.promise));
  else if (resumed.from && *resumed.from <= pause->from)
    j.refuse(tr("promise {} is suspended from {}, so it cannot hold again on {}",
                resumed.promise, text(pause->from), text(*resumed.from)));
}
void apply(CharterState& state, const CharterEvent&, const PromiseResumed& resumed,
           const process::Rules&) {
  for (auto& one : state.suspensions)
    if (one.promise == resumed.promise && !one.until) one.until = resumed.from;
}

void guard(CharterJudgement&, const Consulted&) {}
void apply(CharterState& state, const CharterEvent&, const Consulted& consulted,
           const process::Rules&) {
  state.consulted.push_back(consulted.party);
}

void guard(CharterJudgement& j, const Published& published) {
  const int next = j.state.versions.empty() ? 1 : j.state.versions.back().number + 1;
  if (published.version && *published.version != next)
    j.refuse(tr("the next version is {}, not {}", next, *published.version));
  if (j.state.draft.empty())
    j.refuse(tr("a charter without a promise promises nothing"),
             fmt::format("cmt charter promise {} TEXT --measure M", j.state.id));
  if (!j.state.versions.empty()) {
    if (!j.state.draft_differs)
      j.refuse(tr("nothing changed since version {}", next - 1));
    const Date before = j.state.versions.back().effective_from;
    if (published.effective_from && *published.effective_from <= before)
      j.refuse(tr("it would hold from {}, and version {} from {}",
                  text(*published.effective_from), next - 1, text(before)),
               tr("a version follows the one before it"));
  }
  const auto today = dossier::day_of(j.event.at, j.rules);
  // A promise is not made for the past: nobody could have relied on it.
  if (published.effective_from && today && *published.effective_from < *today)
    j.refuse(tr("it would hold from {}, before it was published",
                text(*published.effective_from)));
  if (published.review_due && published.effective_from &&
      *published.review_due <= *published.effective_from)
    j.refuse(tr("it would be reviewed before it holds"));
  if (j.state.text.complaint_route.empty())
    j.refuse(tr("where and how to complain about it is not said"),
             tr("it was to be given with cmt charter new --complaint-route TEXT"));
  if (!j.full()) return;
  if (j.state.consulted.empty())
    j.refuse(tr("no interested party was asked"),
             fmt::format("cmt charter consult {} WHO --comment TEXT", j.state.id));
  for (const auto& promise : j.state.draft)
    if (!promise.indicator)
      j.refuse(tr("by what it is seen whether {} is kept is not said", promise.promise),
               tr("cmt charter promise {} --id {} --indicator NAME --target N", j.state.id,
                  promise.promise));
}
void apply(CharterState& state, const CharterEvent& event, const Published& published,
           const process::Rules&) {
  Version version;
  version.number = published.version.value_or(1);
  version.effective_from = published.effective_from.value_or(Date{});
  version.approved_by = event.by;
  version.promises = state.draft;
  state.versions.push_back(std::move(version));
  state.review_due = published.review_due;
  state.draft_differs = false;
}

void guard(CharterJudgement&, const Communicated&) {}
void apply(CharterState&, const CharterEvent&, const Communicated&, const process::Rules&) {}

void guard(CharterJudgement& j, const CharterReviewed& reviewed) {
  const auto today = dossier::day_of(j.event.at, j.rules);
  if (reviewed.review_due && today && *reviewed.review_due <= *today)
    j.refuse(tr("the next review would be due on {}, before this one is over",
                text(*reviewed.review_due)));
}
void apply(CharterState& state, const CharterEvent&, const CharterReviewed& reviewed,
           const process::Rules&) {
  state.review_due = reviewed.review_due;
}

void guard(CharterJudgement& j, const CharterRetired& retiring) {
  if (retiring.last_day && !j.state.versions.empty() &&
      *retiring.last_day < j.state.versions.back().effective_from)
    j.refuse(tr("its last version holds from {}, later than {}",
                text(j.state.versions.back().effective_from), text(*retiring.last_day)));
  // What was promised until a day is not taken back for days that are over.
  const auto today = dossier::day_of(j.event.at, j.rules);
  if (retiring.last_day && today && *retiring.last_day < *today)
    j.refuse(tr("its last day would be {}, which is over", text(*retiring.last_day)));
}
void apply(CharterState& state, const CharterEvent&, const CharterRetired& retiring,
           const process::Rules&) {
  state.last_day = retiring.last_day;
}

void guard(CharterJudgement&, const CharterNoted&) {}
void apply(CharterState&, const CharterEvent&, const CharterNoted&, const process::Rules&) {}

}  // namespace cmt::charter

template struct cmt::dossier::Steps<cmt::charter::Charter>;
