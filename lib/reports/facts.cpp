#include "reports/facts.hpp"

#include <algorithm>
#include <new>
#include <type_traits>
#include <utility>

#include "reports/population.hpp"

namespace cmt::reports {
namespace {

using process::State;

constexpr std::size_t kBlock = std::size_t{64} << 10U;  // of the memory of a keeper; what is not taken of it is never touched
constexpr std::size_t kAlignment = alignof(std::int64_t);

std::int64_t nanoseconds(const Instant& instant) { return instant.utc.time_since_epoch().count(); }
Instant at(std::int64_t nanoseconds) {
  return {std::chrono::sys_time<std::chrono::nanoseconds>{std::chrono::nanoseconds{nanoseconds}}, 0};
}

bool is_open_complaint(const process::Stage& stage) {
  return stage.kind == process::Kind::complaint && process::is_open(stage.status);
}

bool is_in_order(const State& state) {
  const auto& stages = state.stages;
  return !stages.empty() && stages.front().from == state.registered_at &&
         std::is_sorted(stages.begin(), stages.end(),
                        [](const auto& a, const auto& b) { return a.from < b.from; });
}

std::vector<process::ClockReading> clocks_of(const State& state, const FactsTerms& terms, Instant& same_until) {
  if (terms.rules) return read_clocks(state, *terms.rules, terms.as_of, false, &same_until);
  process::Rules plain;
  plain.zone = terms.zone;
  return read_clocks(state, plain, terms.as_of, false, &same_until);
}

}  // namespace

const std::string Word::nothing;

const std::string& Words::keep(std::string_view text) {
  const std::lock_guard lock{mutex_};
  if (const auto found = texts_.find(text); found != texts_.end()) return *found;
  return *texts_.emplace(text).first;
}

Day::Day(const When& when, const TimeZone& zone) {
  const auto date = zone.date_of(when);
  value_ = date ? static_cast<std::int32_t>(date->time_since_epoch().count()) : kUnknown;
}

Day::Day(const std::optional<When>& when, const TimeZone& zone) {
  if (when) *this = Day{*when, zone};
}

std::optional<cmt::Date> Day::date() const {
  if (value_ == kNot || value_ == kUnknown) return std::nullopt;
  return cmt::Date{std::chrono::days{value_}};
}

void Reading::set(const calendar::Due& due) {
  day_ = static_cast<std::int32_t>(due.day.time_since_epoch().count());
  has_time = due.at.has_value();
  time_ = due.at ? nanoseconds(*due.at) : 0;
}

calendar::Due Reading::due() const {
  calendar::Due out;
  out.day = cmt::Date{std::chrono::days{day_}};
  if (has_time) out.at = at(time_);
  return out;
}

When CycleFacts::when_ended() const {
  if (is_ended_at_known) return exactly(at(ended_at));
  const auto date = ended.date();
  return date ? on_day(*date) : When{};
}

const process::Cycle& Facts::whole(const CycleFacts& one) const {
  return state->cycles[static_cast<std::size_t>(&one - cycles.data())];
}

void* FactsKeeper::take(std::size_t size) {
  size = (size + kAlignment - 1) / kAlignment * kAlignment;
  if (size > left_) {
    left_ = std::max(kBlock, size);
    // The newest block is taken from its end.
    memory_.push_back(std::make_unique_for_overwrite<std::byte[]>(left_));
  }
  left_ -= size;
  return memory_.back().get() + left_;
}

template <class T>
std::span<T> FactsKeeper::make(std::size_t count) {
  static_assert(std::is_trivially_destructible_v<T> && alignof(T) <= kAlignment);
  if (count == 0) return {};
  T* const first = static_cast<T*>(take(count * sizeof(T)));
  std::uninitialized_value_construct_n(first, count);
  return {first, count};
}

Word FactsKeeper::word(const std::string& text) {
  if (text.empty()) return {};
  if (const auto found = known_.find(text); found != known_.end()) return found->second;
  const std::string& kept = words_->keep(text);
  return known_.emplace(kept, Word{kept}).first->second;
}

std::span<const Reading> FactsKeeper::readings(const State& state, const Reading** next, std::int64_t& same_until) {
  Instant until;
  const auto clocks = clocks_of(state, *terms_, until);
  same_until = std::min(same_until, nanoseconds(until));
  const auto out = make<Reading>(clocks.size());
  for (std::size_t i = 0; i < clocks.size(); ++i) {
    const process::ClockReading& from = clocks[i];
    Reading& to = out[i];
    to.clock = from.clock;
    to.status = from.status;
    to.cycle = static_cast<std::uint16_t>(from.cycle);
    to.number = static_cast<std::uint16_t>(from.number);
    to.met = Day{from.met_at, terms_->zone};
    to.stops = from.limit && from.limit->stops;
    to.set(from.due);
  }
  if (next)
    if (const auto* first = process::next_due(clocks)) *next = &out[static_cast<std::size_t>(first - clocks.data())];
  return out;
}

std::span<const CycleFacts> FactsKeeper::cycles(const State& state) {
  const TimeZone& zone = terms_->zone;
  const auto out = make<CycleFacts>(state.cycles.size());
  for (std::size_t i = 0; i < out.size(); ++i) {
    const process::Cycle& from = state.cycles[i];
    CycleFacts& to = out[i];
    to.number = from.number;
    to.opened = Day{from.opened, zone};
    to.acknowledged = Day{from.acknowledged, zone};
    to.communicated = Day{from.communicated, zone};
    to.answered = Day{from.answered, zone};
    to.accepted = Day{from.accepted, zone};
    to.contested = Day{from.contested, zone};
    to.ended = Day{from.ended, zone};
    to.is_remedy_started = from.remedy_started.has_value();
    to.outcome = from.outcome;
    to.told = from.told;
    to.end = from.end;
    to.closure = from.closure;
    if (from.ended && from.ended->kind == When::Kind::exact) {
      to.is_ended_at_known = true;
      to.ended_at = nanoseconds(from.ended->instant);
    }
    const auto waits = make<WaitFacts>(from.waits.size());
    for (std::size_t k = 0; k < waits.size(); ++k)
      waits[k] = {Day{from.waits[k].from, zone}, Day{from.waits[k].to, zone}};
    to.waits = waits;
    const auto extensions = make<ExtensionFacts>(from.extensions.size());
    for (std::size_t k = 0; k < extensions.size(); ++k)
      extensions[k] = {parse_name(process::clock_names, from.extensions[k].clock),
                       word(from.extensions[k].reason)};
    to.extensions = extensions;
    const auto& offered = process::remedies_of(state, from);
    const auto remedies = make<RemedyFacts>(offered.size());
    for (std::size_t k = 0; k < remedies.size(); ++k)
      remedies[k] = {word(offered[k].remedy.code), offered[k].remedy.amount.has_value(),
                     offered[k].verified.has_value()};
    to.remedies = remedies;
  }
  return out;
}

// Of a history whose stages are not in order all are kept: the message about it has their figures.
std::span<const StageFacts> FactsKeeper::stages(const State& state) {
  const auto& all = state.stages;
  const bool are_all = !is_in_order(state);
  const auto counts = [&](std::size_t i) {
    return are_all || i == 0 || is_open_complaint(all[i]) != is_open_complaint(all[i - 1]) ||
           (i + 1 < all.size() && is_open_complaint(all[i]) != is_open_complaint(all[i + 1]));
  };
  std::size_t count = 0;
  for (std::size_t i = 0; i < all.size(); ++i) count += counts(i);
  const auto out = make<StageFacts>(count);
  std::size_t next = 0;
  for (std::size_t i = 0; i < all.size(); ++i)
    if (counts(i)) out[next++] = {nanoseconds(all[i].from), all[i].status, all[i].kind};
  return out;
}

std::int64_t FactsKeeper::keep(const State& state) {
  std::int64_t same_until = INT64_MAX;
  Facts& facts = make<Facts>(1).front();
  facts.number = Id{state.id.text()}.packed();
  facts.status = state.status;
  facts.kind = state.kind;
  facts.received = Day{state.received_at, terms_->zone};
  facts.registered = Day{exactly(state.registered_at), terms_->zone};
  facts.registered_at = nanoseconds(state.registered_at);
  facts.medium = word(state.medium);
  facts.language = word(state.language);
  facts.category = word(state.category);
  facts.product = word(state.product);
  facts.unit = word(state.unit);
  facts.owner = word(state.owner);
  if (!state.causes.empty()) facts.cause = word(state.causes.front());
  facts.segment = word(state.particulars.segment);
  facts.complainant_type = word(state.particulars.complainant_type);
  facts.source = word(state.source);
  facts.priority = state.priority;
  facts.severity = state.severity;
  facts.is_split = is_split(state);
  facts.is_imported = state.is_imported();
  facts.decision_communicated_once = state.decision_communicated_once;
  facts.is_in_order = is_in_order(state);
  facts.cycles = cycles(state);
  facts.stages = stages(state);
  facts.is_extended = std::any_of(state.cycles.begin(), state.cycles.end(),
                                  [](const process::Cycle& cycle) { return !cycle.extensions.empty(); });
  if (is_counted(state)) {
    facts.clocks = readings(state, &facts.next_due, same_until);
    if (facts.is_extended) {
      State unextended = state;
      for (process::Cycle& cycle : unextended.cycles) cycle.extensions.clear();
      facts.unextended = readings(unextended, nullptr, same_until);
    }
  }
  facts_.push_back(&facts);
  return same_until;
}

// ---- as bytes -----------------------------------------------------------------------------------

namespace {

// The list of the members that are written as they are, for both directions. Left out are those that
// point to others.
template <class A>
void plain_members(A& a, CycleFacts& e) {
  a(e.number, e.opened, e.acknowledged, e.communicated, e.answered, e.accepted, e.contested, e.ended,
    e.is_remedy_started, e.is_ended_at_known, e.outcome, e.told, e.end, e.closure, e.ended_at);
}
template <class A>
void plain_members(A& a, Facts& e) {
  auto status = e.status;
  auto kind = e.kind;
  a(status, kind);
  e.status = status;
  e.kind = kind;
  a(e.number, e.received, e.registered, e.registered_at, e.priority, e.severity, e.is_split, e.is_imported,
    e.is_extended, e.decision_communicated_once, e.is_in_order);
}
template <class A>
void words(A& a, Facts& e) {
  a(e.medium, e.language, e.category, e.product, e.unit, e.owner, e.cause, e.segment, e.complainant_type, e.source);
}

struct Writing {
  ByteSink& sink;
  template <class... T>
  void operator()(T&... values) {
    (sink.raw(values), ...);
  }
};
struct Reads {
  ByteSource& source;
  template <class... T>
  void operator()(T&... values) {
    ((values = source.raw<T>()), ...);
  }
};

template <class T>
void write_all(ByteSink& sink, std::span<const T> values) {
  sink.size(values.size());
  sink.raw(values.data(), values.size());
}

}  // namespace

std::uint64_t Dictionary::number_of(const Word& word) {
  const auto [found, is_new] = numbers_.emplace(&word.text(), numbers_.size());
  if (is_new) ByteSink{text_}.text(word.text());
  return found->second;
}

void write_facts(std::string& out, const Facts& facts, Dictionary& dictionary) {
  ByteSink sink{out};
  Writing writing{sink};
  Facts copy = facts;
  plain_members(writing, copy);
  const auto number = [&](const Word& word) { sink.size(dictionary.number_of(word)); };
  const auto numbers = [&](auto&... all) { (number(all), ...); };
  words(numbers, copy);
  sink.size(facts.cycles.size());
  for (CycleFacts cycle : facts.cycles) {
    plain_members(writing, cycle);
    write_all(sink, cycle.waits);
    sink.size(cycle.extensions.size());
    for (const auto& extension : cycle.extensions) {
      sink.size(extension.clock ? static_cast<std::uint64_t>(*extension.clock) + 1 : 0);
      number(extension.reason);
    }
    sink.size(cycle.remedies.size());
    for (const auto& remedy : cycle.remedies) {
      number(remedy.code);
      sink.raw(remedy.has_amount);
      sink.raw(remedy.is_verified);
    }
  }
  write_all(sink, facts.stages);
  write_all(sink, facts.clocks);
  write_all(sink, facts.unextended);
  sink.size(facts.next_due ? static_cast<std::uint64_t>(facts.next_due - facts.clocks.data()) + 1 : 0);
}

std::vector<Word> FactsKeeper::words_of(std::string_view dictionary) {
  std::vector<Word> out;
  for (ByteSource source{dictionary}; source.ok() && !source.is_at_end();) out.push_back(word(std::string{source.text()}));
  return out;
}

template <class T>
std::span<const T> FactsKeeper::copied(ByteSource& source) {
  const auto out = make<T>(source.count());
  source.raw(out.data(), out.size());
  return out;
}

CycleFacts FactsKeeper::cycle_from(ByteSource& source, std::span<const Word> words) {
  CycleFacts out;
  Reads reads{source};
  plain_members(reads, out);
  const auto next_word = [&] {
    const auto number = source.size();
    return number < words.size() ? words[static_cast<std::size_t>(number)] : Word{};
  };
  out.waits = copied<WaitFacts>(source);
  const auto extensions = make<ExtensionFacts>(source.count());
  for (auto& extension : extensions) {
    if (const auto clock = source.size()) extension.clock = static_cast<process::Clock>(clock - 1);
    extension.reason = next_word();
  }
  out.extensions = extensions;
  const auto remedies = make<RemedyFacts>(source.count());
  for (auto& remedy : remedies) {
    remedy.code = next_word();
    remedy.has_amount = source.raw<bool>();
    remedy.is_verified = source.raw<bool>();
  }
  out.remedies = remedies;
  return out;
}

bool FactsKeeper::keep(std::string_view bytes, std::span<const Word> dictionary) {
  ByteSource source{bytes};
  Reads reads{source};
  Facts& facts = make<Facts>(1).front();
  plain_members(reads, facts);
  const auto word_of = [&](Word& word) {
    const auto number = source.size();
    if (number < dictionary.size()) word = dictionary[static_cast<std::size_t>(number)];
  };
  const auto words_of_all = [&](auto&... all) { (word_of(all), ...); };
  words(words_of_all, facts);
  const auto cycles = make<CycleFacts>(source.count());
  for (auto& cycle : cycles) cycle = cycle_from(source, dictionary);
  facts.cycles = cycles;
  facts.stages = copied<StageFacts>(source);
  facts.clocks = copied<Reading>(source);
  facts.unextended = copied<Reading>(source);
  const auto next = source.size();
  if (next > facts.clocks.size() || !source.is_at_end()) return false;
  if (next > 0) facts.next_due = &facts.clocks[static_cast<std::size_t>(next - 1)];
  facts_.push_back(&facts);
  return true;
}

Cases Cases::of(std::vector<FactsKeeper> keepers) {
  Kept kept;
  std::size_t count = 0;
  for (auto& keeper : keepers) count += keeper.facts().size();
  kept.facts.reserve(count);
  for (auto& keeper : keepers)
    kept.facts.insert(kept.facts.end(), keeper.facts().begin(), keeper.facts().end());
  kept.memory = std::make_shared<const std::vector<FactsKeeper>>(std::move(keepers));
  return Cases{std::move(kept)};
}

const std::shared_ptr<const Cases::Kept>& Cases::kept(const Scope& scope) const {
  if (kept_) return kept_;
  struct Memory {
    explicit Memory(const Scope& of) : terms{of.zone, of.rules, of.as_of}, keeper(terms) {}
    FactsTerms terms;
    FactsKeeper keeper;
  };
  const auto memory = std::make_shared<Memory>(scope);
  for (const State& state : *states_) {
    memory->keeper.keep(state);
    memory->keeper.facts().back()->state = &state;
  }
  kept_ = std::make_shared<const Kept>(
      Kept{{memory->keeper.facts().begin(), memory->keeper.facts().end()}, memory});
  return kept_;
}

}  // namespace cmt::reports
