#include "process/profile.hpp"

#include <fmt/core.h>

#include <algorithm>

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
    if (word == "from") {
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
         stops == other.stops && extension == other.extension;
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
  for (const auto& use : calendars)
    if (has(use.units, unit) || has(use.products, product)) return use.calendar;
  return calendars.front().calendar;
}

}  // namespace cmt::process
