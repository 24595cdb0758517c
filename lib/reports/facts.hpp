// What the reports that many ask for need of one complaint, and no more: a report over a hundred
// thousand of them holds these alone, a few hundred bytes each, where a State takes thousands.
//
// Facts are made when a record has been replayed, from its State and the clocks at the moment of the
// report. A report that looks at more than they hold says so in the catalogue (`needs_states`), and
// reads it by whole().
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "core/bytes.hpp"
#include "core/lists.hpp"
#include "process/clocks.hpp"
#include "reports/ids.hpp"
#include "reports/scope.hpp"

namespace cmt::reports {

// A text that many complaints share, kept once.
class Word {
 public:
  Word() = default;
  explicit Word(const std::string& kept) : text_(&kept) {}
  const std::string& text() const { return *text_; }
  operator const std::string&() const { return *text_; }
  bool empty() const { return text_->empty(); }

 private:
  static const std::string nothing;
  const std::string* text_ = &nothing;
};

// The texts of the words. Several threads may ask at once.
class Words {
 public:
  const std::string& keep(std::string_view text);

 private:
  std::mutex mutex_;
  std::unordered_set<std::string, HashOfText, std::equal_to<>> texts_;
};

// Whether something happened, and on which local day.
class Day {
 public:
  Day() = default;  // it did not
  Day(const When& when, const TimeZone& zone);
  Day(const std::optional<When>& when, const TimeZone& zone);
  explicit operator bool() const { return value_ != kNot; }
  // Nothing where it did not happen, or when is not known.
  std::optional<cmt::Date> date() const;

 private:
  static constexpr std::int32_t kNot = INT32_MIN, kUnknown = INT32_MIN + 1;
  std::int32_t value_ = kNot;  // days since 1970
};

// A value of a small enum or none, in one byte.
template <class Enum>
class Maybe {
 public:
  Maybe() = default;
  Maybe(const std::optional<Enum>& value)
      : value_(value ? static_cast<std::uint8_t>(*value) : kNone) {}
  explicit operator bool() const { return value_ != kNone; }
  Enum operator*() const { return static_cast<Enum>(value_); }
  bool operator==(Enum value) const { return value_ == static_cast<std::uint8_t>(value); }

 private:
  static constexpr std::uint8_t kNone = 255;
  std::uint8_t value_ = kNone;
};

// A process::ClockReading without the account of how its due time came about.
struct Reading {
  process::Clock clock : 8 = process::Clock::final;
  process::ClockStatus status : 8 = process::ClockStatus::open;
  bool stops : 1 = false;  // its limit stands still while the complainant is asked
  bool has_time : 1 = false;
  std::uint16_t cycle = 1, number = 1;
  Day met;  // when it was done

  void set(const calendar::Due& due);
  calendar::Due due() const;  // in force, without its steps

 private:
  std::int32_t day_ = 0;   // days since 1970
  std::int64_t time_ = 0;  // nanoseconds since 1970
};

struct WaitFacts {
  Day from, to;
};
struct ExtensionFacts {
  std::optional<process::Clock> clock;  // absent: a name that no clock has
  Word reason;
};
struct RemedyFacts {
  Word code;
  bool has_amount = false, is_verified = false;
};

// A process::Cycle; members of one name mean the same.
struct CycleFacts {
  int number = 1;
  Day opened, acknowledged, communicated, answered, accepted, contested, ended;
  bool is_remedy_started = false;
  bool is_ended_at_known = false;
  Maybe<process::Outcome> outcome, told;
  Maybe<process::Status> end;
  Maybe<process::ClosureReason> closure;
  std::int64_t ended_at = 0;  // nanoseconds since 1970, where `ended` is a moment
  std::span<const WaitFacts> waits;
  std::span<const ExtensionFacts> extensions;
  std::span<const RemedyFacts> remedies;  // as remedies_of has them

  When when_ended() const;  // of a cycle that ended
};

// A change of where the complaint stood that the stock and its flow count: whether it was an open
// complaint changed there, or it is the last stage before that.
struct StageFacts {
  std::int64_t from = 0;  // nanoseconds since 1970
  process::Status status = process::Status::fresh;
  process::Kind kind = process::Kind::complaint;
};

struct Facts {
  std::uint64_t number = 0;  // its id, packed
  process::Status status : 8 = process::Status::fresh;
  process::Kind kind : 8 = process::Kind::complaint;
  Day received, registered;
  std::int64_t registered_at = 0;  // nanoseconds since 1970
  Word medium, language, category, product, unit, owner, cause, segment, complainant_type, source;
  Maybe<process::Priority> priority;
  std::optional<int> severity;
  bool is_split = false, is_imported = false, is_extended = false;
  bool decision_communicated_once = false;
  bool is_in_order = true;  // the stages begin with the registration and follow each other in time
  std::span<const CycleFacts> cycles;
  std::span<const StageFacts> stages;
  std::span<const Reading> clocks;        // of a complaint that is counted
  std::span<const Reading> unextended;    // the same, had nothing been extended; where `is_extended`
  const Reading* next_due = nullptr;      // as process::next_due gives it
  const process::State* state = nullptr;  // where states are kept

  Id id() const { return Id::of(number); }
  const CycleFacts& cycle() const { return cycles.back(); }
  // Precondition: the states are kept.
  const process::State& whole() const { return *state; }
  const process::Cycle& whole(const CycleFacts& one) const;
};

// What facts are made with: the zone that makes dates of moments, and what the clocks are read by
// and when.
struct FactsTerms {
  TimeZone zone;
  const process::Rules* rules = nullptr;  // null: only dates that the history tells
  Instant as_of;
  std::shared_ptr<Words> words = std::make_shared<Words>();
};

// Makes facts and holds them. For one thread; many may share the words of their terms.
class FactsKeeper {
 public:
  explicit FactsKeeper(const FactsTerms& terms) : terms_(&terms), words_(terms.words) {}
  FactsKeeper(FactsKeeper&&) = default;
  FactsKeeper& operator=(FactsKeeper&&) = default;

  // The terms must be there still. Gives the moment up to which the facts stay the same with nothing
  // but time passing, in nanoseconds since 1970.
  std::int64_t keep(const process::State& state);
  // Those that write_facts() wrote. False when the bytes are not theirs.
  bool keep(std::string_view bytes, std::span<const Word> words);
  // The words that a dictionary of write_facts() has.
  std::vector<Word> words_of(std::string_view dictionary);
  std::vector<Facts*>& facts() { return facts_; }
  // No more facts come for now: gives back what only making them needs.
  void rest() { known_ = {}; }

 private:
  void* take(std::size_t size);
  template <class T>
  std::span<T> make(std::size_t count);
  Word word(const std::string& text);
  std::span<const Reading> readings(const process::State& state, const Reading** next, std::int64_t& same_until);
  template <class T>
  std::span<const T> copied(ByteSource& source);
  CycleFacts cycle_from(ByteSource& source, std::span<const Word> words);
  std::span<const CycleFacts> cycles(const process::State& state);
  std::span<const StageFacts> stages(const process::State& state);

  const FactsTerms* terms_;
  std::shared_ptr<Words> words_;
  std::unordered_map<std::string_view, Word> known_;  // of the words, those asked for before: no other thread waits
  std::vector<Facts*> facts_;
  std::vector<std::unique_ptr<std::byte[]>> memory_;
  std::size_t left_ = 0;
};

// The words of facts that are written, each by its number.
class Dictionary {
 public:
  std::uint64_t number_of(const Word& word);
  // As words_of() takes it.
  const std::string& text() const { return text_; }

 private:
  std::unordered_map<const std::string*, std::uint64_t> numbers_;
  std::string text_;
};

// Appends facts, without their state, as keep() takes them.
void write_facts(std::string& out, const Facts& facts, Dictionary& words);

// The complaints of a report, in the order of their ids.
class Cases {
 public:
  struct Kept {
    std::vector<const Facts*> facts;
    std::shared_ptr<const void> memory;  // where they lie
  };

  // States that outlive the cases and all that is made of them; their facts are made once, by the
  // scope of the first report that asks.
  Cases(const std::vector<process::State>& states) : states_(&states) {}
  explicit Cases(Kept kept) : kept_(std::make_shared<const Kept>(std::move(kept))) {}

  // The facts that keepers hold, one keeper after the other.
  static Cases of(std::vector<FactsKeeper> keepers);

  const std::shared_ptr<const Kept>& kept(const Scope& scope) const;
  const std::vector<const Facts*>& facts(const Scope& scope) const { return kept(scope)->facts; }

 private:
  const std::vector<process::State>* states_ = nullptr;
  mutable std::shared_ptr<const Kept> kept_;
};

}  // namespace cmt::reports
