#include "cache/state_bytes.hpp"

#include <type_traits>

#include "core/bytes.hpp"

namespace cmt::cache {
namespace {

using namespace process;

template <class T>
struct IsVector : std::false_type {};
template <class T>
struct IsVector<std::vector<T>> : std::true_type {};
template <class T>
struct IsOptional : std::false_type {};
template <class T>
struct IsOptional<std::optional<T>> : std::true_type {};

// Both directions over one list of members. What a type has is listed in `members` below.
template <class Bytes>
class Archive {
 public:
  explicit Archive(Bytes& bytes) : bytes_(bytes) {}
  static constexpr bool reads = std::is_same_v<Bytes, ByteSource>;

  template <class... T>
  void operator()(T&... values) {
    (one(values), ...);
  }

 private:
  template <class T>
  void one(T& value) {
    if constexpr (std::is_same_v<T, std::string>) {
      if constexpr (reads) value = bytes_.text();
      else bytes_.text(value);
    } else if constexpr (std::is_same_v<T, Money>) {
      money(value);
    } else if constexpr (std::is_same_v<T, Date>) {
      auto days = static_cast<std::int32_t>(value.time_since_epoch().count());
      plain(days);
      value = Date{std::chrono::days{days}};
    } else if constexpr (std::is_same_v<T, Instant>) {
      auto count = value.utc.time_since_epoch().count();
      auto offset = static_cast<std::int16_t>(value.offset_minutes);
      plain(count);
      plain(offset);
      value = {std::chrono::sys_time<std::chrono::nanoseconds>{std::chrono::nanoseconds{count}}, offset};
    } else if constexpr (std::is_same_v<T, When>) {
      plain(value.kind);
      if (value.kind == When::Kind::exact) one(value.instant);
      else if (value.kind == When::Kind::day) one(value.day);
    } else if constexpr (std::is_arithmetic_v<T> || std::is_enum_v<T>) {
      plain(value);
    } else if constexpr (IsOptional<T>::value) {
      bool has = value.has_value();
      plain(has);
      if constexpr (reads) {
        if (has) value.emplace();
      }
      if (value) one(*value);
    } else if constexpr (IsVector<T>::value) {
      if constexpr (reads) value.resize(bytes_.count());
      else bytes_.size(value.size());
      for (auto& member : value) one(member);
    } else {
      members(*this, value);
    }
  }

  template <class T>
  void plain(T& value) {
    if constexpr (reads) value = bytes_.template raw<T>();
    else bytes_.raw(value);
  }

  void money(Money& value) {
    if constexpr (reads) {
      const auto amount = bytes_.text();
      value = Money::parse(amount, bytes_.text()).value_or(Money{});
    } else {
      bytes_.text(value.amount());
      bytes_.text(value.currency());
    }
  }

  Bytes& bytes_;
};

// A member that is added to one of these types has to be added here; the sizes are those of the
// common library, and only there to remind of it.
#if defined(__GLIBCXX__) && defined(__x86_64__) && !defined(_GLIBCXX_DEBUG)
#define CMT_KNOWN(type, size) static_assert(sizeof(type) == (size), "list the new member of " #type " below")
#else
#define CMT_KNOWN(type, size) static_assert(true)
#endif

template <class A> void members(A& a, Text& e) { a(e.value); }
template <class A> void members(A& a, KnownDate& e) { a(e.date); }
template <class A> void members(A& a, Remedy& e) { a(e.code, e.amount, e.due, e.text, e.goodwill); }
template <class A> void members(A& a, RemedyState& e) { a(e.remedy, e.done, e.verified, e.verified_by); }
template <class A> void members(A& a, Reportable& e) { a(e.authority, e.rule, e.due); }
template <class A> void members(A& a, ReportDuty& e) { a(e.duty, e.since, e.done); }
template <class A> void members(A& a, Extension& e) { a(e.clock, e.until, e.at, e.reason); }
template <class A> void members(A& a, calendar::Pause& e) { a(e.from, e.to); }
template <class A> void members(A& a, Link& e) { a(e.to, e.type); }
template <class A> void members(A& a, Stage& e) { a(e.from, e.status, e.kind); }
template <class A> void members(A& a, Raise& e) { a(e.at, e.from, e.to, e.trigger); }
template <class A> void members(A& a, OutsideStage& e) { a(e.dispute, e.body, e.referred, e.ended, e.is_action_needed); }
template <class A> void members(A& a, LateEntry& e) { a(e.on, e.days); }
template <class A> void members(A& a, DayOfEvents& e) { a(e.on, e.events); }
template <class A>
void members(A& a, PromiseFinding& e) {
  a(e.promise, e.result, e.limitation, e.told, e.no_remedy_reason);
}
template <class A>
void members(A& a, Particulars& e) {
  CMT_KNOWN(Particulars, 400);
  a(e.occurred_on, e.complainant_type, e.segment, e.accessibility_needs, e.preferred_medium, e.preferred_language,
    e.preferred_format, e.may_survey, e.has_representative, e.is_remedy_sought_known,
    e.is_immediate_action_known, e.raises, e.highest_level, e.outside, e.is_on_legal_hold,
    e.was_wrongly_prioritised, e.is_withdrawal_voluntary, e.withdrawal_reason, e.rejection_reason,
    e.are_lessons_answered, e.events, e.late);
}
template <class A>
void members(A& a, Cycle& e) {
  CMT_KNOWN(Cycle, 792);
  a(e.number, e.opened, e.reopen_reason, e.acknowledged, e.assessed, e.decided, e.communicated, e.accepted,
    e.contested, e.ended, e.outcome, e.told, e.end, e.closure, e.remedies, e.delivered, e.answered,
    e.remedy_started, e.held, e.referred, e.reported, e.contacts, e.waits, e.extensions, e.triggers,
    e.handling_minutes, e.external_cost);
}
template <class A>
void members(A& a, State& e) {
  CMT_KNOWN(State, 1640);
  a(e.summary, e.status, e.kind, e.received_at, e.registered_at, e.registered_by, e.medium, e.language,
    e.complainant, e.anonymous, e.category, e.other_categories, e.product, e.unit, e.persons, e.external_refs,
    e.recurring, e.occurred_on, e.reply_expected_by, e.source, e.imported_at, e.split_into, e.vulnerability);
  a(e.owner, e.investigator, e.approver, e.deciders, e.severity, e.impact, e.complexity, e.safety,
    e.action_needed, e.action_possible, e.safety_suspected, e.staff_misconduct, e.interest, e.reportable,
    e.priority, e.priority_overridden, e.level, e.assessed_once, e.decision_communicated_once, e.reply_by,
    e.remedies, e.causes, e.promises, e.promise_findings, e.links, e.merged_into, e.dispute,
    e.dispute_needs_action, e.dispute_decided, e.profile, e.limits, e.referred_on, e.particulars);
  a(e.cycles, e.stages, e.last_at, e.last_recorded, e.last_step_at);
}

}  // namespace

void write_state(std::string& out, const State& state) {
  ByteSink sink{out};
  Archive archive{sink};
  members(archive, const_cast<State&>(state));  // a sink changes nothing but a date to itself
}

bool read_state(std::string_view bytes, State& state) {
  ByteSource source{bytes};
  Archive archive{source};
  members(archive, state);
  return source.is_at_end();
}

}  // namespace cmt::cache
