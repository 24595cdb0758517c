// K04, K09, K09b, K11, K16 and K26.
#include "reports/on_time.hpp"

#include <algorithm>
#include <utility>

#include "reports/wording.hpp"

namespace cmt::reports {
namespace {

using process::Clock;
using process::ClockStatus;

std::string note_of(const OnTime& counts, const Scope& scope) {
  if (counts.pending == 0) return {};
  return sentence(scope, "on_time.pending", "Neither done nor due yet, and left out: {n}.",
                  counts.pending);
}

Measure share_of(OnTime counts, std::string id, std::string name, const Scope& scope,
                 std::string basis = "U") {
  Measure measure =
      share_measure(std::move(id), std::move(name), counts.met, counts.whole, std::move(basis));
  measure.note = note_of(counts, scope);
  measure.records = std::move(counts.records);
  return measure;
}

void append(std::string& note, const std::string& more) {
  if (!note.empty()) note += " ";
  note += more;
}

const Reading* final_clock(const Case& one, const CycleFacts& cycle) {
  for (const Reading& reading : one.clocks)
    if (reading.clock == Clock::final && reading.cycle == cycle.number) return &reading;
  return nullptr;
}

Measure among_answered(const Population& population, const Scope& scope) {
  OnTime counts;
  std::int64_t without = 0;
  for (const Milestone& answer : population.answers.in_period) {
    if (const auto* reading = final_clock(*answer.of, *answer.cycle))
      counts.add(answer.of->id(), reading->status);
    else
      ++without;
  }
  Measure measure = share_of(std::move(counts), "K09b",
                             word(scope, "answered_on_time", "On time among answered"), scope, "D");
  append(measure.note, word(scope, "answered_on_time.note",
                            "Hides what is open and overdue; to be read with K09 and K13."));
  if (without > 0)
    append(measure.note, sentence(scope, "answered_on_time.without",
                                  "Answered without a due date, and left out: {n}.", without));
  return measure;
}

// When the cycle is to be closed; nothing where neither a remedy nor the response has a due date.
std::optional<calendar::Due> close_target(const Case& one, const CycleFacts& cycle,
                                          const TimeZone& zone) {
  std::optional<calendar::Due> last;
  for (const Reading& reading : one.clocks)
    if (reading.clock == Clock::remedy && reading.cycle == cycle.number &&
        (!last || process::end_of(*last, zone) < process::end_of(reading.due(), zone)))
      last = reading.due();
  if (last) return last;
  const Reading* reading = final_clock(one, cycle);
  return reading ? std::optional{reading->due()} : std::nullopt;
}

// Whether the case ended otherwise than by closing before a remedy that was accepted was due.
bool ended_before_remedies(const Case& one, const CycleFacts& cycle) {
  if (!cycle.ended || cycle.end == process::Status::closed) return false;
  if (!cycle.accepted && !cycle.is_remedy_started) return false;
  std::size_t read = 0;
  for (const Reading& reading : one.clocks)
    if (reading.clock == Clock::remedy && reading.cycle == cycle.number) ++read;
  return read < cycle.remedies.size();
}

// How the closing of a cycle stands; nothing when the cycle ended in another way before its target,
// or at an unknown time.
std::optional<ClockStatus> closing_status(const Case& one, const CycleFacts& cycle,
                                          const calendar::Due& target, const Scope& scope) {
  const bool is_last = &cycle == &one.state->cycles.back();
  if (!cycle.ended || (is_last && process::is_open(one.state->status)))
    return process::end_of(target, scope.zone) <= scope.as_of ? ClockStatus::overdue
                                                              : ClockStatus::open;
  if (!cycle.ended.date()) return std::nullopt;
  const bool is_before = calendar::is_met(target, cycle.when_ended(), scope.zone);
  if (cycle.end == process::Status::closed) return is_before ? ClockStatus::met : ClockStatus::late;
  return is_before ? std::nullopt : std::optional{ClockStatus::missed};
}

// Calls `take` with each clock, or each of one kind, whose due time falls in the period.
template <class Take>
void each_due(const Population& population, const Scope& scope, std::optional<Clock> clock, const Take& take) {
  for (const Case& one : population.counted) {
    if (one.state->is_split) continue;
    for (const Reading& reading : one.clocks)
      if ((!clock || reading.clock == *clock) && is_in(scope.period, due_date(reading.due(), scope.zone)))
        take(one, reading);
  }
}

OnTime on_time(const Population& population, Clock clock, const Scope& scope) {
  OnTime counts;
  each_due(population, scope, clock,
           [&](const Case& one, const Reading& reading) { counts.add(one.id(), reading.status); });
  return counts;
}

const RemedyFacts* remedy_of(const Case& one, const Reading& reading) {
  const auto& remedies = one.state->cycles[reading.cycle - 1U].remedies;
  const auto index = static_cast<std::size_t>(reading.number - 1);
  return index < remedies.size() ? &remedies[index] : nullptr;
}

// A sum is paid: the remedy names one, or is of a kind that must.
bool is_money(const RemedyFacts& remedy, const Scope& scope) {
  if (remedy.has_amount) return true;
  const ListValue* value = scope.lists["remedies"].find(remedy.code.text());
  return value && value->requires_field == "amount";
}

}  // namespace

std::vector<DueClock> due_clocks(const Population& population, const Scope& scope) {
  std::vector<DueClock> found;
  each_due(population, scope, std::nullopt,
           [&](const Case& one, const Reading& reading) { found.push_back({&one, &reading}); });
  return found;
}

void OnTime::add(const Id& id, ClockStatus status) {
  if (status == ClockStatus::open || status == ClockStatus::waiting) {
    ++pending;
    return;
  }
  ++whole;
  if (status != ClockStatus::met) return;
  ++met;
  if (!records.ends_with(id)) records.push_back(id);
}

OnTime on_time(const std::vector<DueClock>& due, Clock clock) {
  OnTime counts;
  for (const DueClock& one : due)
    if (one.reading->clock == clock) counts.add(one.of->id(), one.reading->status);
  return counts;
}

Measure acknowledged_on_time(const Population& population, const Scope& scope) {
  return share_of(on_time(population, Clock::ack, scope), "K04",
                  word(scope, "acknowledged_on_time", "Acknowledged on time"), scope);
}

std::vector<Measure> responded_on_time(const Population& population, const Scope& scope) {
  return {share_of(on_time(population, Clock::final, scope), "K09",
                   word(scope, "responded_on_time", "Responded on time"), scope),
          among_answered(population, scope)};
}

Measure responded_unextended(const Population& population, const Scope& scope) {
  OnTime counts;
  for (const Case& one : population.counted) {
    if (one.state->is_split) continue;
    const auto add = [&](std::span<const Reading> clocks) {
      for (const Reading& reading : clocks)
        if (reading.clock == Clock::final && is_in(scope.period, due_date(reading.due(), scope.zone)))
          counts.add(one.id(), reading.status);
    };
    if (one.state->is_extended)
      add(one.state->unextended);
    else
      add(one.clocks);
  }
  return share_of(std::move(counts), "K09.base",
                  statistic_name(word(scope, "responded_on_time", "Responded on time"),
                                 word(scope, "without_extensions", "Without extensions")),
                  scope);
}

Measure closed_on_time(const Population& population, const Scope& scope) {
  OnTime counts;
  for (const Case& one : population.counted) {
    if (one.state->is_split) continue;
    for (const CycleFacts& cycle : one.state->cycles) {
      if (ended_before_remedies(one, cycle)) continue;
      const auto target = close_target(one, cycle, scope.zone);
      if (!target || !is_in(scope.period, due_date(*target, scope.zone))) continue;
      if (const auto status = closing_status(one, cycle, *target, scope))
        counts.add(one.id(), *status);
    }
  }
  Measure measure =
      share_of(std::move(counts), "K11", word(scope, "closed_on_time", "Closed on time"), scope);
  append(measure.note, word(scope, "closed_on_time.note",
                            "To be closed by the last due date of its remedies; without remedies, "
                            "by that of the final response."));
  return measure;
}

Measure updates_given(const Population& population, const Scope& scope) {
  OnTime counts;
  for (const Case& one : population.counted) {
    if (one.state->is_split) continue;
    for (const Reading& reading : one.clocks) {
      if (reading.clock != Clock::update) continue;
      const auto end =
          reading.met ? reading.met.date() : std::optional{due_date(reading.due(), scope.zone)};
      if (is_in(scope.period, end)) counts.add(one.id(), reading.status);
    }
  }
  return share_of(std::move(counts), "K16",
                  word(scope, "updates_given", "Updates given"), scope, "E");
}

std::vector<Measure> remedies_on_time(const Population& population, const Scope& scope) {
  OnTime all, verified, money, other;
  each_due(population, scope, Clock::remedy, [&](const Case& one, const Reading& reading) {
    const auto* remedy = remedy_of(one, reading);
    if (!remedy) return;
    const auto status = reading.status;
    const bool is_unverified = status == ClockStatus::met && !remedy->is_verified;
    all.add(one.id(), status);
    verified.add(one.id(), is_unverified ? ClockStatus::late : status);
    (is_money(*remedy, scope) ? money : other).add(one.id(), status);
  });
  const std::string name = word(scope, "remedy_on_time", "Remedy carried out on time");
  const auto measure = [&](OnTime counts, const char* id, const char* key, const char* fallback) {
    return share_of(std::move(counts), id, statistic_name(name, word(scope, key, fallback)), scope);
  };
  return {share_of(std::move(all), "K26", name, scope),
          measure(std::move(verified), "K26.verified", "remedy_on_time.verified", "Verified"),
          measure(std::move(money), "K26.money", "remedy_on_time.money", "Money"),
          measure(std::move(other), "K26.other", "remedy_on_time.other", "Not money")};
}

}  // namespace cmt::reports
