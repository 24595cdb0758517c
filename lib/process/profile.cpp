#include "process/profile.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <mutex>
#include <utility>

namespace cmt::process {
namespace {

using calendar::Ending;
using calendar::Roll;

// The next word of `rest`, which loses it; words stand apart by single spaces.
std::string_view next_word(std::string_view& rest) {
  const auto end = std::min(rest.find(' '), rest.size());
  const auto word = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return word;
}

std::optional<Limit> parse_limit(std::string_view text) {
  Limit limit;
  const auto clock = parse_name(clock_names, next_word(text));
  const auto within = calendar::parse_amount(next_word(text));
  if (!clock || !within) return std::nullopt;
  limit.clock = *clock;
  limit.term.within = *within;
  limit.from = usual_anchor(*clock);
  while (!text.empty()) {
    const auto word = next_word(text);
    if (word == "safety") {
      limit.safety = calendar::parse_amount(next_word(text));
      if (!limit.safety) return std::nullopt;
    } else if (word == "from") {
      const auto anchor = parse_name(anchor_names, next_word(text));
      if (!anchor) return std::nullopt;
      limit.from = *anchor;
    } else if (word == "same-day") {
      limit.term.counts_anchor_day = true;
    } else if (word == "close") {
      limit.term.ending = Ending::close;
    } else if (word == "same-time") {
      limit.term.ending = Ending::same_time;
    } else if (word == "roll-next") {
      limit.term.roll = Roll::next;
    } else if (word == "roll-previous") {
      limit.term.roll = Roll::previous;
    } else if (word == "stops") {
      limit.stops = true;
    } else if (!word.empty() && word.front() == '+') {
      limit.extension = calendar::parse_amount(word.substr(1));
      if (!limit.extension) return std::nullopt;
    } else {
      return std::nullopt;
    }
  }
  return limit;
}

}  // namespace

Anchor usual_anchor(Clock clock) {
  switch (clock) {
    case Clock::update:
      return Anchor::last_update;
    case Clock::remedy:
      return Anchor::accepted;
    case Clock::reply:
    case Clock::external:
      return Anchor::communicated;
    case Clock::report:
      return Anchor::period_end;
    default:
      return Anchor::received;
  }
}

bool Limit::operator==(const Limit& other) const {
  return clock == other.clock && term.within == other.term.within &&
         term.ending == other.term.ending && term.roll == other.term.roll &&
         term.counts_anchor_day == other.term.counts_anchor_day && from == other.from &&
         stops == other.stops && extension == other.extension && safety == other.safety;
}

const Limit* Terms::find(Clock clock) const {
  for (const auto& limit : limits)
    if (limit.clock == clock) return &limit;
  return nullptr;
}

std::string text_of(const Terms& terms) {
  std::string out;
  for (const auto& limit : terms.limits) {
    if (!out.empty()) out += ", ";
    out += fmt::format("{} {}", name_of(clock_names, limit.clock), text(limit.term.within));
    if (limit.safety) out += " safety " + text(*limit.safety);
    if (limit.from != usual_anchor(limit.clock))
      out += fmt::format(" from {}", name_of(anchor_names, limit.from));
    if (limit.term.counts_anchor_day) out += " same-day";
    if (limit.term.ending == Ending::close) out += " close";
    if (limit.term.ending == Ending::same_time) out += " same-time";
    if (limit.term.roll == Roll::next) out += " roll-next";
    if (limit.term.roll == Roll::previous) out += " roll-previous";
    if (limit.stops) out += " stops";
    if (limit.extension) out += " +" + text(*limit.extension);
  }
  if (terms.continues) out += out.empty() ? "continues" : ", continues";
  if (out.empty()) out = "none";
  return out;
}

std::optional<Terms> parse_terms(std::string_view text) {
  Terms terms;
  if (text == "none") return terms;
  while (true) {
    const auto end = std::min(text.find(", "), text.size());
    const auto part = text.substr(0, end);
    if (part == "continues" && end == text.size()) {
      terms.continues = true;
      return terms;
    }
    const auto limit = parse_limit(part);
    if (!limit || terms.find(limit->clock)) return std::nullopt;
    terms.limits.push_back(*limit);
    if (end == text.size()) return terms;
    text.remove_prefix(end + 2);
  }
}

const ProfileVersion& Profile::on(Date day) const {
  const ProfileVersion* out = &versions.front();
  for (const auto& version : versions)
    if (!version.from || *version.from <= day) out = &version;
  return *out;
}

const calendar::Calendar& Deadlines::calendar_for(std::string_view product,
                                                  std::string_view unit) const {
  const auto has = [](const std::vector<std::string>& list, std::string_view value) {
    return std::find(list.begin(), list.end(), value) != list.end();
  };
  const auto& all = calendars.all();
  for (const auto& use : all)
    if (has(use.units, unit) || has(use.products, product)) return use.calendar;
  static const calendar::Calendar plain = calendar::plain_calendar(TimeZone::utc());
  return all.empty() ? plain : all.front().calendar;
}

struct Calendars::Kept {
  std::once_flag once;
  Read read;
  std::vector<CalendarUse> all;
  std::optional<Failure> failed;
};

Calendars::Calendars(std::vector<CalendarUse> known) : kept_(std::make_shared<Kept>()) {
  kept_->all = std::move(known);
}

Calendars::Calendars(Read read) : kept_(std::make_shared<Kept>()) { kept_->read = std::move(read); }

Result<Done> Calendars::read() const {
  std::call_once(kept_->once, [&] {
    if (!kept_->read) return;
    if (auto read = kept_->read())
      kept_->all = std::move(*read);
    else
      kept_->failed = std::move(read).failure();
  });
  if (kept_->failed) return *kept_->failed;
  return Done{};
}

const std::vector<CalendarUse>& Calendars::all() const {
  static_cast<void>(read());
  return kept_->all;
}

}  // namespace cmt::process
