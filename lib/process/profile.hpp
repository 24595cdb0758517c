// Deadline profiles: which clocks run in a case, from when and for how long.
//
// ISO 10002:2018 asks for time limits (7.3 to 7.9) and leaves them to the organization; a profile
// says them, as the organization or a public rule sets them. The terms in force when a profile is
// chosen are written into the event that chooses it, so that they govern the case for good.
#pragma once
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "calendar/deadline.hpp"
#include "core/names.hpp"
#include "core/result.hpp"

namespace cmt::process {

enum class Clock {
  registration,  // "register": until the complaint is in the register (7.2)
  ack,           // until the complainant knows that it was received (7.4)
  assess,        // until the initial assessment (7.5)
  update,        // until the complainant hears again how it goes; periodic (7.3)
  holding,       // until a reasoned holding reply, where there is no final one (7.3)
  final,         // until the decision is communicated (7.8)
  remedy,        // until what was accepted is done (7.9)
  reply,         // until the complainant answers the decision (7.9)
  external,      // until the complainant may turn to an outside body (7.9, ISO 10003)
  report,        // until the case is reported to an authority
};
inline constexpr auto clock_names = names<Clock>({{Clock::registration, "register"},
                                                  {Clock::ack, "ack"},
                                                  {Clock::assess, "assess"},
                                                  {Clock::update, "update"},
                                                  {Clock::holding, "holding"},
                                                  {Clock::final, "final"},
                                                  {Clock::remedy, "remedy"},
                                                  {Clock::reply, "reply"},
                                                  {Clock::external, "external"},
                                                  {Clock::report, "report"}});

// The organization owes these to the complainant or to an authority; `reply` and `external` are
// the complainant's own time.
constexpr bool is_owed(Clock clock) { return clock != Clock::reply && clock != Clock::external; }

enum class Anchor {
  received,
  registered,
  acknowledged,
  sent_by_regulator,  // when a body passed it on; the receipt where the record does not say
  last_update,        // whenever the complainant last heard
  communicated,
  accepted,
  contested,
  period_end,         // the end of the reporting period: of no single case
};
inline constexpr auto anchor_names = names<Anchor>({{Anchor::received, "received"},
                                                    {Anchor::registered, "registered"},
                                                    {Anchor::acknowledged, "acknowledged"},
                                                    {Anchor::sent_by_regulator, "sent-by-regulator"},
                                                    {Anchor::last_update, "last-update"},
                                                    {Anchor::communicated, "communicated"},
                                                    {Anchor::accepted, "accepted"},
                                                    {Anchor::contested, "contested"},
                                                    {Anchor::period_end, "period-end"}});

// Where a clock is anchored unless its limit says otherwise.
Anchor usual_anchor(Clock clock);

struct Limit {
  Clock clock = Clock::final;
  calendar::Term term;
  Anchor from = Anchor::received;
  bool stops = false;  // while the complainant is asked, time does not count
  std::optional<calendar::Amount> extension;  // the most that may be added; absent: none
  std::optional<calendar::Amount> safety;  // instead, where a danger is suspected at receipt (7.5)
  bool operator==(const Limit&) const;
};

// What a profile asks of a case.
struct Terms {
  std::vector<Limit> limits;  // at most one a clock
  bool continues = false;     // after reopening the final clock goes on; else it starts again

  const Limit* find(Clock clock) const;
  bool operator==(const Terms&) const = default;
};

// The form in which events keep terms: "ack 1bd, final 15bd from registered stops +10bd". After the
// amount may stand, in this order: `safety AMOUNT`, `from ANCHOR` when it is not the usual one,
// `same-day`, `close` or `same-time`, `roll-next` or `roll-previous`, `stops`, `+AMOUNT`; after the
// last limit `continues`.
std::string text_of(const Terms& terms);
std::optional<Terms> parse_terms(std::string_view text);

// A return to an authority: one for each period of the reporting year, and no case's.
struct Return {
  int months = 3;       // a period's length: 1, 3, 6 or 12
  calendar::Term term;  // from the end of the period; months of it end with the month
};

struct ProfileVersion {
  std::string version;
  std::optional<Date> from, to;  // in force, both ends included; absent: without limit
  Terms terms;
  std::optional<Return> returns{};
};

struct Profile {
  std::string name;  // "iso"; of a variant, "au-asic/hardship"
  std::map<std::string, std::string, std::less<>> titles;  // by language
  std::vector<ProfileVersion> versions;                    // the oldest first

  // The version in force on a day: the last one that had begun; before the first, the first.
  const ProfileVersion& on(Date day) const;
};

// Which calendar counts for which cases.
struct CalendarUse {
  calendar::Calendar calendar;
  std::vector<std::string> products, units;  // of the cases it is for; both empty: all others
};

// The calendars of a register, read when somebody first counts by them: reading files of holidays
// and working out what they repeat costs more than most commands do. Copies share them; safe to use
// from several threads.
class Calendars {
 public:
  using Read = std::function<Result<std::vector<CalendarUse>>()>;
  Calendars() : Calendars(std::vector<CalendarUse>{}) {}
  Calendars(std::vector<CalendarUse> known);
  explicit Calendars(Read read);

  // Reads them, unless that was done; the failure when they cannot be read.
  Result<Done> read() const;
  // The first is the register's own. Empty where they cannot be read: who depends on them has asked
  // `read` before.
  const std::vector<CalendarUse>& all() const;

 private:
  struct Kept;
  std::shared_ptr<Kept> kept_;
};

// What a register says about deadlines; shared by everything that reads it, never changed.
struct Deadlines {
  std::string profile;  // what applies where a case names none
  // A profile by name; null when there is none.
  std::function<const Profile*(std::string_view)> find;
  Calendars calendars;
  // What if: amounts that stand in for those of every case; a case without the clock gets the limit.
  std::vector<Limit> instead;

  // Of the register's own calendars by product or unit; Monday to Friday where there are none.
  const calendar::Calendar& calendar_for(std::string_view product, std::string_view unit) const;
};

}  // namespace cmt::process
