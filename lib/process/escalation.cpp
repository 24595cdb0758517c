#include "process/escalation.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <set>

namespace cmt::process {
namespace {

constexpr std::chrono::hours unowned_limit{4};
constexpr std::chrono::days cause_window{30};
constexpr int cause_count = 3;
constexpr std::string_view misconduct = "C15";  // of the list of causes

bool has(const std::vector<std::string>& list, std::string_view value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

class Collector {
 public:
  explicit Collector(const State& state) : state_(state) {}
  void add(std::string code, std::string reason, int level) {
    if (has(state_.cycle().triggers, code)) return;
    const bool is_known = std::any_of(out_.begin(), out_.end(),
                                      [&](const Trigger& one) { return one.code == code; });
    if (!is_known) out_.push_back({std::move(code), std::move(reason), level});
  }
  std::vector<Trigger> take() && { return std::move(out_); }

 private:
  const State& state_;
  std::vector<Trigger> out_;
};

// The largest remedy that anybody may approve, in a currency.
std::optional<Money> highest_authority(const Rules& rules, const Money& amount) {
  std::optional<Money> out;
  for (const auto& member : rules.staff)
    if (member.active && member.authority && member.authority->currency() == amount.currency() &&
        (!out || out->ten_thousandths() < member.authority->ten_thousandths()))
      out = member.authority;
  return out;
}

}  // namespace

std::vector<Trigger> triggers(const State& state, const std::vector<const State*>& others,
                              const Rules& rules, const Instant& now) {
  if (!is_open(state.status) || state.status == Status::contested ||
      state.kind != Kind::complaint)
    return {};
  Collector out{state};
  for (const auto& reading : read_clocks(state, rules, now)) {
    if (reading.status != ClockStatus::overdue || !is_owed(reading.clock) ||
        reading.cycle != state.cycle().number)
      continue;
    const auto name = name_of(clock_names, reading.clock);
    out.add(fmt::format("overdue-{}", name),
            fmt::format("{} was due {}", name, text_of(reading.due, rules.zone)),
            reading.clock == Clock::final ? 2 : 1);
  }
  if (state.priority == Priority::p1 && state.owner.empty() &&
      now.utc - state.registered_at.utc > unowned_limit)
    out.add("unowned-p1", "priority P1 and nobody owns it after 4 hours", 1);
  if (state.safety)
    out.add("safety", "health or safety is concerned", 2);
  else if (state.safety_suspected && !state.assessed_once)
    out.add("safety", "a danger to health or safety is suspected", 2);
  if (state.severity == 4) out.add("severity", "severity 4", 2);
  if (state.staff_misconduct || has(state.causes, misconduct))
    out.add("staff-misconduct", "misconduct of staff is alleged or found", 2);
  for (const auto& code : state.interest)
    out.add(code + "-interest",
            fmt::format("of interest to: {}", rules.lists["interests"].label(code, "en")), 2);
  if (state.medium == "regulator")
    out.add("regulator-interest", "an authority passed it on", 2);
  for (const auto& remedy : state.remedies) {
    if (!remedy.remedy.amount) continue;
    const auto limit = highest_authority(rules, *remedy.remedy.amount);
    if (limit && limit->ten_thousandths() < remedy.remedy.amount->ten_thousandths())
      out.add("amount", fmt::format("{} is above the highest authority, {}",
                                    remedy.remedy.amount->text(), limit->text()), 2);
  }
  const auto received = rules.zone.date_of(state.received_at);
  for (const auto& cause : state.causes) {
    if (!received) break;
    int count = 0;
    for (const State* other : others) {
      const auto day = rules.zone.date_of(other->received_at);
      if (day && *day <= *received && *received - *day <= cause_window &&
          other->kind == Kind::complaint && other->status != Status::voided &&
          has(other->causes, cause))
        ++count;
    }
    if (count >= cause_count)
      out.add("same-cause", fmt::format("{} complaints with the cause {} within 30 days", count,
                                        cause), 1);
  }
  return std::move(out).take();
}

std::vector<std::string> who_must_know(int level, const Rules& rules) {
  std::vector<std::string> out;
  for (const auto& member : rules.staff)
    if (member.active && (has(member.roles, "manager") || (level >= 2 && has(member.roles, "reviewer"))))
      out.push_back(member.id);
  return out;
}

}  // namespace cmt::process
