// ISO 10001:2018: a charter, the organization's code of conduct for its customers: promises that can
// be tested, with their limitations, in versions that are in force from a day on.
//
// Promises are drafted; publishing puts what is drafted in force as the next version. A complaint may
// name a promise as broken only if it was in force on the day of the problem (process, 7.5).
#pragma once
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "dossier/dossier.hpp"

namespace cmt::charter {

using process::Code;
using process::may;
using process::must;
using process::Text;

enum class CharterStatus { draft, published, retired };
inline constexpr auto charter_status_names =
    names<CharterStatus>({{CharterStatus::draft, "draft"},
                          {CharterStatus::published, "published"},
                          {CharterStatus::retired, "retired"}});

// Where the figure of an indicator comes from.
enum class IndicatorSource { complaint, survey, operations };
inline constexpr auto indicator_source_names =
    names<IndicatorSource>({{IndicatorSource::complaint, "complaint"},
                            {IndicatorSource::survey, "survey"},
                            {IndicatorSource::operations, "operations"}});
constexpr const auto& names_for(IndicatorSource) { return indicator_source_names; }

struct Indicator {
  std::string name, target, unit, frequency;
  std::optional<IndicatorSource> source;
};
template <class V>
void describe(V& v, Indicator& e) {
  v(must("name", "what is measured"), e.name);
  v(must("target", "its target, such as `95`"), e.target);
  v(may("unit", "its unit, such as `%`"), e.unit);
  v(must("source", "where the figure comes from"), e.source);
  v(may("frequency", "how often it is measured"), e.frequency);
}

struct CharterHead {
  std::string title, language;
};
template <class V>
void describe(V& v, CharterHead& e) {
  v(must("title", "its title, as customers read it"), e.title);
  v(may("language", "language of its texts; the register's own when absent", "@language"),
    e.language);
}

struct Drafted {
  Text purpose, scope, contact, complaint_route, remedy_if_broken;
};
template <class V>
void describe(V& v, Drafted& e) {
  v(must("purpose", "what it is for"), e.purpose);
  v(must("scope", "products, customers, places and channels covered, and what is not"), e.scope);
  v(may("contact", "where to ask about it"), e.contact);
  v(may("complaint_route", "where and how to complain"), e.complaint_route);
  v(may("remedy_if_broken", "what the customer gets when a promise is broken"), e.remedy_if_broken);
}

// A promise as it is to stand in the next version; it takes the place of one with the same id.
struct PromiseDrafted {
  std::string promise;
  Text text;
  std::string measure;
  Text limitations;
  std::vector<std::string> applies_to;
  std::optional<Indicator> indicator;
  std::vector<Code> remedies;
  std::string owner;
  std::vector<std::pair<std::string, std::string>> translations;
};
template <class V>
void describe(V& v, PromiseDrafted& e) {
  v(must("promise", "its id, such as PR-07", "@promise"), e.promise);
  v(must("text", "what is promised: short, and so that it can be tested"), e.text);
  v(must("measure", "metric and operator, such as delivery_days <= 5"), e.measure);
  v(may("limitations", "conditions, exclusions, times when it does not apply"), e.limitations);
  v(may("applies_to", "products, segments and channels; all when absent"), e.applies_to);
  v(may("indicator", "how it is seen whether it is kept"), e.indicator);
  v(may("remedies", "what a customer gets when it was broken", "remedies"), e.remedies);
  v(may("owner", "who keeps it"), e.owner);
  v(may("translations", "the text in other languages, by language tag"), e.translations);
}

struct PromiseDropped {
  std::string promise;
  Text reason;
};
template <class V>
void describe(V& v, PromiseDropped& e) {
  v(must("promise", "the promise that the next version is without", "@promise"), e.promise);
  v(must("reason", "why"), e.reason);
}

struct PromiseSuspended {
  std::string promise;
  std::optional<Date> from;
  Text reason, notice;
};
template <class V>
void describe(V& v, PromiseSuspended& e) {
  v(must("promise", "the promise that does not hold for a time", "@promise"), e.promise);
  v(must("from", "first day on which it does not hold"), e.from);
  v(must("reason", "why"), e.reason);
  v(must("notice", "how customers were told"), e.notice);
}

struct PromiseResumed {
  std::string promise;
  std::optional<Date> from;
};
template <class V>
void describe(V& v, PromiseResumed& e) {
  v(must("promise", "the promise that holds again", "@promise"), e.promise);
  v(must("from", "first day on which it holds again"), e.from);
}

struct Consulted {
  std::string party;
  Text comment, used;
};
template <class V>
void describe(V& v, Consulted& e) {
  v(must("party", "interested party that was asked"), e.party);
  v(must("comment", "what they said"), e.comment);
  v(may("used", "what came of it"), e.used);
}

struct Published {
  std::optional<int> version;
  std::optional<Date> effective_from, review_due;
};
template <class V>
void describe(V& v, Published& e) {
  v(must("version", "number of the version, from 1"), e.version);
  v(must("effective_from", "first day on which it holds"), e.effective_from);
  v(must("review_due", "until when it is to be reviewed"), e.review_due);
}

struct Communicated {
  std::string audience, medium;
  Text text;
};
template <class V>
void describe(V& v, Communicated& e) {
  v(must("audience", "who was told of it, inside or outside"), e.audience);
  v(must("medium", "how"), e.medium);
  v(may("text", "in words"), e.text);
}

struct CharterReviewed {
  Text findings;
  std::optional<Date> review_due;
};
template <class V>
void describe(V& v, CharterReviewed& e) {
  v(must("findings", "what the review found"), e.findings);
  v(must("review_due", "until when it is to be reviewed again"), e.review_due);
}

struct CharterRetired {
  std::optional<Date> last_day;
  Text reason;
};
template <class V>
void describe(V& v, CharterRetired& e) {
  v(must("last_day", "last day on which it holds"), e.last_day);
  v(must("reason", "why"), e.reason);
}

struct CharterNoted {
  Text text;
};
template <class V>
void describe(V& v, CharterNoted& e) {
  v(must("text", "the note"), e.text);
}

using CharterBody =
    std::variant<Drafted, PromiseDrafted, PromiseDropped, PromiseSuspended, PromiseResumed, Consulted,
                 Published, Communicated, CharterReviewed, CharterRetired, CharterNoted>;

struct Version {
  int number = 1;
  Date effective_from{};
  std::string approved_by;
  std::vector<PromiseDrafted> promises;  // in the order of their ids
};

struct Suspension {
  std::string promise;
  Date from{};
  std::optional<Date> until;  // the first day on which it holds again
};

struct CharterState : dossier::Progress {
  CharterStatus status = CharterStatus::draft;
  std::string title, language;
  Drafted text;
  std::vector<PromiseDrafted> draft;  // the promises of the next version
  bool draft_differs = false;         // from the version in force
  std::vector<Version> versions;      // each in force until the next one is
  std::vector<Suspension> suspensions;
  std::vector<std::string> consulted;
  std::optional<Date> review_due, last_day;

  // The version in force on a day; null when none is.
  const Version* on(Date day) const;
};

struct Charter {
  static constexpr std::string_view name = "charter", folder = "charter", title = "A charter",
                                    clause = "ISO 10001 6";
  static constexpr char letter = 'C';
  using Head = CharterHead;
  using Body = CharterBody;
  using Status = CharterStatus;
  using State = CharterState;
  static constexpr std::string_view event_names[] = {
      "drafted",   "promise-drafted", "promise-dropped", "promise-suspended", "promise-resumed",
      "consulted", "published",       "communicated",    "reviewed",          "retired",
      "noted"};
  static constexpr const auto& status_names() { return charter_status_names; }
  static std::span<const dossier::Transition<Charter>> transitions();
};
static_assert(std::size(Charter::event_names) == std::variant_size_v<CharterBody>);

// The promises of charters as the process of a complaint needs them, in the order of their ids.
std::vector<process::Promise> promises_of(const std::vector<CharterState>& charters);

using CharterEvent = dossier::Event<Charter>;
using CharterJudgement = dossier::Judgement<Charter>;

void begin(CharterState& state, const CharterHead& head);

void guard(CharterJudgement& j, const Drafted& drafted);
void guard(CharterJudgement& j, const PromiseDrafted& promise);
void guard(CharterJudgement& j, const PromiseDropped& dropped);
void guard(CharterJudgement& j, const PromiseSuspended& suspended);
void guard(CharterJudgement& j, const PromiseResumed& resumed);
void guard(CharterJudgement& j, const Consulted& consulted);
void guard(CharterJudgement& j, const Published& published);
void guard(CharterJudgement& j, const Communicated& communicated);
void guard(CharterJudgement& j, const CharterReviewed& reviewed);
void guard(CharterJudgement& j, const CharterRetired& retired);
void guard(CharterJudgement& j, const CharterNoted& noted);

void apply(CharterState& state, const CharterEvent&, const Drafted&, const process::Rules&);
void apply(CharterState& state, const CharterEvent&, const PromiseDrafted&, const process::Rules&);
void apply(CharterState& state, const CharterEvent&, const PromiseDropped&, const process::Rules&);
void apply(CharterState& state, const CharterEvent&, const PromiseSuspended&, const process::Rules&);
void apply(CharterState& state, const CharterEvent&, const PromiseResumed&, const process::Rules&);
void apply(CharterState& state, const CharterEvent&, const Consulted&, const process::Rules&);
void apply(CharterState& state, const CharterEvent&, const Published&, const process::Rules&);
void apply(CharterState& state, const CharterEvent&, const Communicated&, const process::Rules&);
void apply(CharterState& state, const CharterEvent&, const CharterReviewed&, const process::Rules&);
void apply(CharterState& state, const CharterEvent&, const CharterRetired&, const process::Rules&);
void apply(CharterState& state, const CharterEvent&, const CharterNoted&, const process::Rules&);

}  // namespace cmt::charter
