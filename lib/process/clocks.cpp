#include "process/clocks.hpp"

#include <algorithm>
#include <utility>

#include "core/text.hpp"
#include "process/judgement.hpp"

namespace cmt::process {
namespace {

using calendar::Due;

// More intervals than this are not told apart: a case that nobody touched for years.
constexpr int most_intervals = 500;

class Reader {
 public:
  Reader(const State& state, const Rules& rules, const Instant& now, bool with_steps)
      : state_(state), rules_(rules), now_(now), with_steps_(with_steps),
        calendar_(calendar_of(state, rules)),
        zone_(rules.deadlines ? calendar_.zone : rules.zone), terms_(terms_of(state, rules)) {}

  std::vector<ClockReading> read(Instant* same_until) && {
    for (const Cycle& cycle : state_.cycles)
      for (const auto& wait : cycle.waits)
        if (!wait.to) same_until_ = now_;
    out_.reserve(8 * state_.cycles.size());  // those of a usual case
    if (state_.kind == Kind::complaint && state_.status != Status::voided)
      for (std::size_t i = 0; i < state_.cycles.size(); ++i) read_cycle(i);
    if (same_until) *same_until = same_until_;
    return std::move(out_);
  }

 private:
  void read_cycle(std::size_t index) {
    index_ = index;
    cycle_ = &state_.cycles[index];
    if (is_first()) {
      if (state_.source.empty()) single(Clock::registration, registered());
      if (!state_.anonymous) single(Clock::ack, acknowledged());
      single(Clock::assess, cycle_->assessed);
    }
    if (!state_.anonymous) {
      updates();
      single(Clock::holding, earlier(cycle_->held, cycle_->answered));
    }
    single(Clock::final, cycle_->answered);
    remedies();
    if (!state_.anonymous) {
      // While a review looks into the decision again, nobody waits for the complainant.
      if (!is_last() || state_.status >= Status::communicated)
        single(Clock::reply, earlier(cycle_->accepted, cycle_->contested));
      single(Clock::external, cycle_->referred);
    }
    single(Clock::report, cycle_->reported);
    if (is_last()) reports();
  }

  // All that an answer takes from the time of day.
  bool is_past(const Due& due) {
    const Instant end = end_of(due, zone_);
    if (end <= now_) return true;
    same_until_ = std::min(same_until_, end);
    return false;
  }

  bool is_first() const { return index_ == 0; }
  bool is_last() const { return index_ + 1 == state_.cycles.size(); }

  // What does not count: questions to the complainant where the limit says so, and when the clock
  // goes on after reopening, the time from the earlier answer to it.
  std::vector<calendar::Pause> pauses(const Limit& limit) const {
    std::vector<calendar::Pause> out;
    for (std::size_t i = terms_.continues ? 0 : index_; i <= index_; ++i) {
      const Cycle& cycle = state_.cycles[i];
      if (limit.stops) out.insert(out.end(), cycle.waits.begin(), cycle.waits.end());
      if (i < index_ && (cycle.answered || cycle.ended))
        out.push_back({cycle.answered ? *cycle.answered : *cycle.ended,
                       state_.cycles[i + 1].opened});
    }
    return out;
  }

  When registered() const { return exactly(state_.registered_at); }

  // A decision that was sent counts as the acknowledgement, if none came before it.
  std::optional<When> acknowledged() const {
    return earlier(cycle_->acknowledged, cycle_->answered);
  }

  std::optional<When> earlier(const std::optional<When>& a, const std::optional<When>& b) const {
    if (!a || !b) return a ? a : b;
    return is_before(*b, *a, rules_.zone) ? b : a;
  }

  // Where the clock starts in this cycle; nothing when that has not happened.
  std::optional<When> anchor(const Limit& limit) const {
    const bool restarts = !is_first() && !terms_.continues;
    switch (limit.from) {
      case Anchor::received:
        return restarts ? cycle_->opened : state_.received_at;
      case Anchor::registered:
        return restarts ? cycle_->opened : registered();
      case Anchor::sent_by_regulator:
        if (restarts) return cycle_->opened;
        return state_.referred_on ? on_day(*state_.referred_on) : state_.received_at;
      case Anchor::acknowledged:
        return restarts ? std::optional{cycle_->opened} : state_.cycles.front().acknowledged;
      case Anchor::last_update:
        return cycle_->opened;
      case Anchor::communicated:
        return cycle_->communicated;
      case Anchor::accepted:
        return cycle_->accepted ? cycle_->accepted : cycle_->remedy_started;
      case Anchor::contested:
        return cycle_->contested;
      case Anchor::period_end:
        break;
    }
    return std::nullopt;
  }

  Due due(const Limit& limit, const When& from) const {
    calendar::Term term = limit.term;
    if (is_urgent(limit)) term.within = *limit.safety;
    return calendar::due(calendar_, from, term, pauses(limit), now_, with_steps_);
  }

  // What only the assessment finds cannot shorten the time that was left for it.
  bool is_urgent(const Limit& limit) const {
    return limit.safety.has_value() && state_.safety_suspected;
  }

  ClockReading reading(Clock clock) const {
    ClockReading out;
    out.clock = clock;
    out.cycle = cycle_->number;
    return out;
  }

  // Moves the due date to where the extensions put it.
  void extend(ClockReading& one) const {
    const bool has_limit = one.limit || one.is_told;
    for (const auto& extension : cycle_->extensions) {
      if (extension.clock != name_of(clock_names, one.clock)) continue;
      // What was missed stays missed: an extension comes before the due time.
      Due before = one.due;
      if (!one.extensions.empty()) before = {one.extensions.back().until, {}, false, {}};
      if ((has_limit || !one.extensions.empty()) && extension.at.is_known() &&
          !calendar::is_met(before, extension.at, zone_))
        continue;
      one.extensions.push_back(extension);
    }
    if (one.extensions.empty()) return;
    // A pause after it may have moved the limit itself beyond the extension.
    const Date until = one.extensions.back().until;
    if (one.limit && !one.is_told && one.base.day > until) return;
    one.due = Due{};
    one.due.day = until;
  }

  // A clock that runs once in a cycle.
  void single(Clock clock, const std::optional<When>& met) {
    const Limit* limit = terms_.find(clock);
    ClockReading one = reading(clock);
    const auto from = limit ? anchor(*limit) : std::nullopt;
    const bool is_anchored = from && from->is_known();
    if (is_anchored) {
      one.limit = *limit;
      one.is_urgent = is_urgent(*limit);
      one.from = *from;
      one.base = one.due = due(*limit, *from);
    }
    const auto told = clock == Clock::final && is_first() ? state_.reply_expected_by : std::nullopt;
    if (told && (!is_anchored || *told < one.due.day)) {
      one.is_told = true;
      one.due = Due{};
      one.due.day = *told;
      one.base = {*told, {}, false, std::move(one.base.steps)};  // the account of the limit stays
      if (!is_anchored) one.from = state_.received_at;
    }
    extend(one);
    if (!is_anchored && !told && one.extensions.empty()) return;
    if (!is_anchored && !told) one.base.day = one.due.day;
    finish(std::move(one), met, cycle_->ended);
  }

  // The complainant hears again in each interval until the decision; an interval without a word is
  // missed, and the next one begins where it ended.
  void updates() {
    const Limit* limit = terms_.find(Clock::update);
    if (!limit || !cycle_->opened.is_known()) return;
    const auto end = earlier(cycle_->answered, cycle_->ended);
    When from = cycle_->opened;
    std::size_t next = 0;
    const auto& contacts = cycle_->contacts;
    for (int number = 1; number <= most_intervals; ++number) {
      ClockReading one = reading(Clock::update);
      one.number = number;
      one.limit = *limit;
      one.from = from;
      one.base = one.due = due(*limit, from);
      extend_interval(one);
      while (next < contacts.size() && !is_before(from, contacts[next], zone_)) ++next;
      const bool is_contacted = next < contacts.size();
      const bool ends_first = end && (!is_contacted || !is_before(contacts[next], *end, zone_));
      const std::optional<When> heard =
          ends_first ? end : is_contacted ? std::optional{contacts[next]} : std::nullopt;
      if (heard && calendar::is_met(one.due, *heard, zone_)) {
        if (ends_first) return;  // the decision came before the interval was over
        from = *heard;
        one.met_at = heard;
        one.status = ClockStatus::met;
        out_.push_back(std::move(one));
        continue;
      }
      if (!is_past(one.due)) {
        if (heard) return;  // unknown time
        one.status = one.due.is_paused ? ClockStatus::waiting : ClockStatus::open;
        out_.push_back(std::move(one));
        return;
      }
      // Only the interval that still runs can be made good.
      from = one.due.at ? exactly(*one.due.at) : on_day(one.due.day);
      const Due after = due(*limit, from);
      const bool can_be_met = !heard && !is_past(after);
      one.status = can_be_met ? ClockStatus::overdue : ClockStatus::missed;
      out_.push_back(std::move(one));
      if (can_be_met) return;
    }
  }

  void extend_interval(ClockReading& one) const {
    for (const auto& extension : cycle_->extensions)
      if (extension.clock == "update" && extension.until > one.base.day) {
        one.extensions.push_back(extension);
        one.due = Due{};
        one.due.day = extension.until;
      }
  }

  void remedies() {
    const Limit* limit = terms_.find(Clock::remedy);
    const auto from = cycle_->accepted ? cycle_->accepted : cycle_->remedy_started;
    if (!from || !from->is_known()) return;
    int number = 0;
    for (const auto& remedy : remedies_of(state_, *cycle_)) {
      ClockReading one = reading(Clock::remedy);
      one.number = ++number;
      one.subject = remedy.remedy.code;
      one.from = *from;
      if (remedy.remedy.due) {
        one.base.day = one.due.day = *remedy.remedy.due;
        one.is_told = true;
      } else if (const auto anchored = limit ? anchor(*limit) : std::nullopt) {
        one.limit = *limit;
        one.from = *anchored;
        one.base = one.due = due(*limit, *anchored);
      }
      extend(one);
      if (!one.limit && !one.is_told && one.extensions.empty()) continue;
      if (!one.limit && !one.is_told) one.base.day = one.due.day;
      finish(std::move(one), remedy.done, cycle_->ended);
    }
  }

  // What the assessment says must be reported, each with the day that its rule sets. They stay owed
  // after the end of the case.
  void reports() {
    int number = 0;
    for (const auto& [duty, since, done] : state_.reportable) {
      ++number;
      if (!duty.due) continue;
      ClockReading one = reading(Clock::report);
      one.number = number;
      one.subject = duty.authority;
      one.from = since;
      one.is_told = true;
      one.base.day = one.due.day = *duty.due;
      finish(std::move(one), done, std::nullopt);
    }
  }

  void finish(ClockReading one, const std::optional<When>& met, const std::optional<When>& ended) {
    one.met_at = met;
    const bool is_late = is_past(one.due);
    const bool is_over = ended.has_value() && !(is_last() && is_open(state_.status));
    if (met && met->is_known()) {
      one.status = calendar::is_met(one.due, *met, zone_) ? ClockStatus::met : ClockStatus::late;
    } else if (met) {
      return;  // it was done, and when is not known
    } else if (is_over) {
      // The external route stays open after the end of a case.
      if (one.clock == Clock::external && !is_late) {
        one.status = ClockStatus::open;
      } else {
        if (!ended->is_known() || calendar::is_met(one.due, *ended, zone_)) return;
        one.status = ClockStatus::missed;
      }
    } else if (one.clock == Clock::external && is_late) {
      return;  // the complainant's right has lapsed; nobody failed
    } else {
      one.status = is_late               ? ClockStatus::overdue
                   : one.due.is_paused ? ClockStatus::waiting
                                         : ClockStatus::open;
    }
    out_.push_back(std::move(one));
  }

  const State& state_;
  const Rules& rules_;
  const Instant& now_;
  const bool with_steps_;
  const calendar::Calendar& calendar_;
  const TimeZone zone_;  // whose days are meant
  const Terms terms_;
  const Cycle* cycle_ = nullptr;
  std::size_t index_ = 0;  // of *cycle_
  std::vector<ClockReading> out_;
  Instant same_until_{std::chrono::sys_time<std::chrono::nanoseconds>::max(), 0};
};

const ProfileVersion* version_of(const State& state, const Rules& rules, std::string_view& name) {
  if (!rules.deadlines) return nullptr;
  const std::string_view named = state.profile.empty() ? rules.deadlines->profile : state.profile;
  name = named.substr(0, named.find('@'));
  const Profile* profile = rules.deadlines->find ? rules.deadlines->find(name) : nullptr;
  if (!profile) return nullptr;
  if (name.size() < named.size())
    for (const auto& version : profile->versions)
      if (version.version == named.substr(name.size() + 1)) return &version;
  const auto day = rules.zone.date_of(state.received_at);
  return &profile->on(day.value_or(rules.zone.date_of(state.registered_at)));
}

}  // namespace

Terms terms_of(const State& state, const Rules& rules) {
  Terms terms;
  std::string_view name;
  if (!state.limits.empty())
    terms = parse_terms(state.limits).value_or(Terms{});
  else if (const auto* version = version_of(state, rules, name))
    terms = version->terms;
  if (rules.deadlines)
    for (const auto& limit : rules.deadlines->instead) {
      const auto same = [&](const Limit& one) { return one.clock == limit.clock; };
      const auto found = std::find_if(terms.limits.begin(), terms.limits.end(), same);
      if (found == terms.limits.end())
        terms.limits.push_back(limit);
      else
        found->term.within = limit.term.within;
    }
  return terms;
}

Result<ChosenProfile> choose_profile(const Rules& rules, std::string_view name, Date day) {
  const Profile* profile =
      rules.deadlines && rules.deadlines->find ? rules.deadlines->find(name) : nullptr;
  if (!profile)
    return failure(FailureKind::usage,
                   tr("there is no deadline profile '{}'", truncate(printable_line(name), 40)),
                   tr("profiles/ of the register and docs/deadline-profiles.md name those that exist"));
  const ProfileVersion& version = profile->on(day);
  return ChosenProfile{profile->name + "@" + version.version, text_of(version.terms)};
}

std::string profile_of(const State& state, const Rules& rules) {
  if (!state.limits.empty() || state.profile.find('@') != std::string::npos) return state.profile;
  std::string_view name;
  const auto* version = version_of(state, rules, name);
  return version ? std::string{name} + "@" + version->version : std::string{};
}

const std::vector<RemedyState>& remedies_of(const State& state, const Cycle& cycle) {
  return &cycle == &state.cycles.back() ? state.remedies : cycle.delivered;
}

const calendar::Calendar& calendar_of(const State& state, const Rules& rules) {
  if (rules.deadlines) return rules.deadlines->calendar_for(state.product, state.unit);
  static const calendar::Calendar plain = calendar::plain_calendar(TimeZone::utc());
  return plain;
}

Instant end_of(const calendar::Due& due, const TimeZone& zone) {
  if (due.at) return {due.at->utc + std::chrono::nanoseconds{1}, due.at->offset_minutes};
  return zone.start_of(due.day + std::chrono::days{1});
}

std::string text_of(const calendar::Due& due, const TimeZone& zone) {
  return due.at ? text(zone.at(due.at->utc)) : text(due.day);
}

std::vector<ClockReading> read_clocks(const State& state, const Rules& rules, const Instant& now,
                                      bool with_steps, Instant* same_until) {
  return Reader{state, rules, now, with_steps}.read(same_until);
}

const ClockReading* next_due(std::span<const ClockReading> readings) {
  const ClockReading* out = nullptr;
  for (const auto& one : readings) {
    if (!is_running(one.status) || !is_owed(one.clock)) continue;
    if (!out || one.due.day < out->due.day ||
        (one.due.day == out->due.day && one.due.at && (!out->due.at || *one.due.at < *out->due.at)))
      out = &one;
  }
  return out;
}

}  // namespace cmt::process
