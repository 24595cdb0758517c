// A year in the life of the clinic of examples/clinic: the solar Hijri year 1405, 21 March 2026 to
// 20 March 2027, with its Persian week, Nowruz and the other holidays.
//
// Some seventy complaints go their way by real commands, each typed when it happens. A ledger in
// plain structs keeps what was typed; from it alone, with a calendar, due dates and formulas of its
// own (docs/deadlines.md, docs/measures.md), the test works out what `due` lists on a morning and
// every figure of `report timeliness`.
#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <deque>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "cli/transcript.hpp"
#include "support/test.hpp"

namespace {

using cmt::testing::Terminal;
using Json = nlohmann::json;
using std::optional;
using std::string;
using std::to_string;
using std::vector;

// --- A calendar that counts day by day ---

// Day 0 is 1 Farvardin 1405, Saturday 21 March 2026; times are minutes since its midnight in
// Tehran, which is at +03:30 all year.
constexpr int minutes_of_day = 24 * 60;
constexpr int first_day = 0, last_day = 364;

int day_of(int minute) {
  return minute >= 0 ? minute / minutes_of_day : -((-minute + minutes_of_day - 1) / minutes_of_day);
}

struct Civil {
  int year = 2026, month = 3, day = 21;
};

int days_in(const Civil& date) {
  constexpr std::array<int, 12> days{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};  // 2025 to 27
  return days[static_cast<std::size_t>(date.month - 1)];
}

Civil civil(int day) {
  Civil date;
  for (; day > 0; --day) {
    if (++date.day <= days_in(date)) continue;
    date.day = 1;
    if (++date.month > 12) date.month = 1, ++date.year;
  }
  for (; day < 0; ++day) {
    if (--date.day >= 1) continue;
    if (--date.month < 1) date.month = 12, --date.year;
    date.day = days_in(date);
  }
  return date;
}

string date_text(int day) {
  const Civil date = civil(day);
  return fmt::format("{}-{:02}-{:02}", date.year, date.month, date.day);
}

string month_text(int day) { return date_text(day).substr(0, 7); }

string time_text(int minute) {
  const int rest = minute - day_of(minute) * minutes_of_day;
  return fmt::format("{}T{:02}:{:02}:00+03:30", date_text(day_of(minute)), rest / 60, rest % 60);
}

bool is_thursday(int day) { return ((day % 7) + 7) % 7 == 5; }
bool is_friday(int day) { return ((day % 7) + 7) % 7 == 6; }

bool is_holiday(int day) {
  static const std::set<int> holidays = [] {
    const std::set<string> dates = {"2026-02-11", "2026-03-20", "2026-03-21", "2026-03-22",
                                    "2026-03-23", "2026-03-24", "2026-04-01", "2026-04-02",
                                    "2026-06-04", "2026-06-05", "2027-02-11", "2027-03-20",
                                    "2027-03-21", "2027-03-22", "2027-03-23", "2027-03-24",
                                    "2027-04-01", "2027-04-02", "2027-06-04", "2027-06-05"};
    std::set<int> days;
    for (int one = -60; one < 460; ++one)
      if (dates.count(date_text(one)) > 0) days.insert(one);
    REQUIRE(days.size() == dates.size());
    return days;
  }();
  return holidays.count(day) > 0;
}

bool is_working(int day) { return !is_friday(day) && !is_holiday(day); }

// --- The ledger ---

enum class End { none, closed, withdrawn, rejected, merged, voided };

struct Question {
  int asked = 0;
  int reply_by = 0;  // day
  optional<int> answered;
};

struct Extension {
  int until = 0;  // day
  string reason;
};

struct Remedy {
  string code;
  bool is_money = false;
  optional<int> done, verified;
};

// From receipt or reopening to an end. Times are minutes.
struct Round {
  int opened = 0;
  optional<int> acknowledged, assessed;
  optional<int> answered;  // the first decision told
  optional<int> told;      // the last one
  optional<int> replied;   // accepted or contested, after the last one
  optional<int> remedies_from;
  optional<int> ended;
  End end = End::none;
  vector<int> words;  // whenever the complainant heard from the clinic
  vector<Question> questions;
  vector<Extension> extensions;
  vector<Remedy> remedies;
};

struct Complaint {
  string id, owner;
  bool is_known = false;  // on record by now
  bool is_anonymous = false;
  bool is_slow = false;  // final answer in 20 working days, stopped by questions
  bool is_split = false;
  bool began_as_complaint = true, is_complaint = true;
  optional<int> reclassified;
  int received = 0, registered = 0;
  optional<int> promised;  // day of the answer, as told at receipt
  vector<Round> rounds = {Round{}};

  Round& now() { return rounds.back(); }
  const Round& now() const { return rounds.back(); }
  bool is_open() const { return now().end == End::none; }
  // At the end of a day.
  bool was_open(int day) const {
    if (!is_known || day_of(registered) > day) return false;
    const bool is_changed = reclassified && day_of(*reclassified) <= day;
    if (began_as_complaint == is_changed) return false;
    bool is_open = true;
    for (const Round& round : rounds)
      if (&round == &rounds.front() || day_of(round.opened) <= day)
        is_open = !round.ended || day_of(*round.ended) > day;
    return is_open;
  }
  bool is_counted() const {
    return is_known && is_complaint && now().end != End::rejected && now().end != End::merged &&
           now().end != End::voided;
  }
};

// --- What is due, from the ledger ---

// Days after a question, up to and including that of the answer.
bool is_waiting_day(const Round& round, int day, int today) {
  return std::any_of(round.questions.begin(), round.questions.end(), [&](const Question& one) {
    return day > day_of(one.asked) && day <= (one.answered ? day_of(*one.answered) : today);
  });
}

int working_days_after(int day, int count) {
  while (count > 0)
    if (is_working(++day)) --count;
  return day;
}

enum class Standing { met, late, missed, overdue, open, waiting };

// Something that was or is due.
struct Line {
  const Complaint* of = nullptr;
  string code;
  int round = 1;
  int due = 0;         // day
  int unextended = 0;  // day
  Standing standing = Standing::open;
  optional<int> done;  // minute
  const Remedy* remedy = nullptr;

  bool is_pending() const { return standing == Standing::open || standing == Standing::waiting; }
  bool is_owed() const { return code != "reply"; }
};

// Nothing when it was over before it was due.
optional<Standing> standing_of(int due, optional<int> done, optional<int> ended, int now) {
  if (done) return day_of(*done) <= due ? Standing::met : Standing::late;
  if (ended) return day_of(*ended) <= due ? optional<Standing>{} : Standing::missed;
  return day_of(now) > due ? Standing::overdue : Standing::open;
}

optional<int> earlier(optional<int> a, optional<int> b) {
  if (!a || !b) return a ? a : b;
  return std::min(*a, *b);
}

// The complainant hears again every 10 working days until the answer or the end.
void add_updates(vector<Line>& lines, const Complaint& one, const Round& round, int number,
                 int now) {
  const optional<int> until = earlier(round.answered, round.ended);
  int since = round.opened;
  for (;;) {
    const int due = working_days_after(day_of(since), 10);
    const auto word =
        std::find_if(round.words.begin(), round.words.end(), [&](int at) { return at > since; });
    const bool is_heard = word != round.words.end() && (!until || *word < *until);
    Line line{&one, "update", number, due, due, Standing::open, {}, nullptr};
    if (is_heard && day_of(*word) <= due) {
      line.standing = Standing::met;
      line.done = since = *word;
      lines.push_back(line);
      continue;
    }
    if (until && day_of(*until) <= due) return;
    if (day_of(now) <= due) {
      lines.push_back(line);
      return;
    }
    // The next interval begins where this one ended; only the last can be made good.
    const bool is_last = !is_heard && !until && day_of(now) <= working_days_after(due, 10);
    line.standing = is_last ? Standing::overdue : Standing::missed;
    lines.push_back(line);
    if (is_last) return;
    since = due * minutes_of_day + minutes_of_day - 1;
  }
}

optional<Line> final_line(const Complaint& one, std::size_t index, int now) {
  const Round& round = one.rounds[index];
  int due = day_of(round.opened) + 30;
  bool is_stopped = false;
  if (one.is_slow) {
    due = day_of(round.opened);
    for (int left = 20; left > 0;)
      if (++due; is_working(due) && !is_waiting_day(round, due, day_of(now))) --left;
    for (const Question& question : round.questions)
      if (!question.answered && day_of(question.asked) < due) is_stopped = true;
  }
  if (index == 0 && one.promised && *one.promised < due) {
    due = *one.promised;
    is_stopped = false;
  }
  Line line{&one,           "final", static_cast<int>(index) + 1, due, due, Standing::open,
            round.answered, nullptr};
  if (!round.extensions.empty()) line.due = round.extensions.back().until;
  const auto standing = standing_of(line.due, round.answered, round.ended, now);
  if (!standing) return std::nullopt;
  line.standing = *standing == Standing::open && is_stopped ? Standing::waiting : *standing;
  return line;
}

vector<Line> lines_of(const Complaint& one, int now) {
  vector<Line> lines;
  if (!one.is_known || !one.is_complaint || one.now().end == End::voided) return lines;
  const auto add = [&](string code, int round, int due, optional<int> done, optional<int> ended,
                       const Remedy* remedy = nullptr) {
    if (const auto standing = standing_of(due, done, ended, now))
      lines.push_back({&one, std::move(code), round, due, due, *standing, done, remedy});
  };
  for (std::size_t i = 0; i < one.rounds.size(); ++i) {
    const Round& round = one.rounds[i];
    const int number = static_cast<int>(i) + 1;
    const int received = day_of(one.received);
    if (i == 0) {
      add("register", 1, working_days_after(received, 1), one.registered, round.ended);
      if (!one.is_anonymous)
        add("ack", 1, working_days_after(received, 1), earlier(round.acknowledged, round.answered),
            round.ended);
      add("assess", 1, working_days_after(received, 2), round.assessed, round.ended);
    }
    if (!one.is_anonymous) add_updates(lines, one, round, number, now);
    if (const auto line = final_line(one, i, now)) lines.push_back(*line);
    if (round.remedies_from)
      for (const Remedy& remedy : round.remedies)
        add("remedy", number, working_days_after(day_of(*round.remedies_from), 10), remedy.done,
            round.ended, &remedy);
    if (round.told && !one.is_anonymous)
      add("reply", number, day_of(*round.told) + 30, round.replied, round.ended);
  }
  return lines;
}

using Ledger = std::deque<Complaint>;

// One text a row of `due`, in no order.
vector<string> expected_errands(const Ledger& ledger, int now) {
  vector<string> rows;
  const auto add = [&](const Complaint& one, const string& code, int due, const char* status,
                       std::size_t round, const string& remedy) {
    if (string{status} != "overdue" && due > day_of(now) + 7) return;
    rows.push_back(fmt::format("{} {} {} {} {} {} {}", one.id, code, date_text(due), status, round,
                               remedy, one.owner));
  };
  for (const Complaint& one : ledger) {
    if (!one.is_known || !one.is_open()) continue;
    for (const Line& line : lines_of(one, now)) {
      if (line.round != static_cast<int>(one.rounds.size())) continue;
      if (line.standing == Standing::overdue)
        add(one, line.code, line.due, "overdue", one.rounds.size(),
            line.remedy ? line.remedy->code : "");
      else if (line.is_pending() && line.is_owed())
        add(one, line.code, line.due, line.standing == Standing::waiting ? "waiting" : "open",
            one.rounds.size(), line.remedy ? line.remedy->code : "");
    }
    for (const Question& question : one.now().questions)
      if (!question.answered)
        add(one, "answer", question.reply_by,
            day_of(now) > question.reply_by ? "overdue" : "waiting", one.rounds.size(), "");
  }
  std::sort(rows.begin(), rows.end());
  return rows;
}

// --- The figures, from the ledger ---

struct Days {
  int first = 0, last = 0;
  bool has(int day) const { return first <= day && day <= last; }
  bool has(optional<int> minute) const { return minute && has(day_of(*minute)); }
};

// One decimal, halves away from zero.
Json tenths(long part, long whole) {
  if (whole == 0) return nullptr;
  return static_cast<double>((20 * part + whole) / (2 * whole)) / 10.0;
}
Json share(long part, long whole) { return tenths(100 * part, whole); }

struct Figure {
  Json numerator, denominator, value;
};
Figure share_figure(long part, long whole) { return {part, whole, share(part, whole)}; }

// Nearest rank.
Figure percentile(vector<int> times, int percent) {
  std::sort(times.begin(), times.end());
  const auto n = static_cast<int>(times.size());
  for (int rank = 1; rank <= n; ++rank)
    if (rank * 100 >= percent * n)
      return {nullptr, nullptr, times[static_cast<std::size_t>(rank - 1)]};
  return {nullptr, nullptr, nullptr};
}

Figure mean(const vector<int>& times) {
  long sum = 0;
  for (const int time : times) sum += time;
  const auto n = static_cast<long>(times.size());
  return {sum, n, tenths(sum, n)};
}

struct OnTime {
  long met = 0, whole = 0;
  void add(const Line& line, bool is_met) {
    if (line.is_pending()) return;
    ++whole;
    if (is_met) ++met;
  }
  void add(const Line& line) { add(line, line.standing == Standing::met); }
  Figure figure() const { return share_figure(met, whole); }
};

class Recount {
 public:
  // `before`: equal periods that went before, the last one first.
  Recount(const Ledger& ledger, int now, Days period, vector<Days> before)
      : ledger_(ledger), now_(now), period_(period), before_(std::move(before)) {
    for (const Complaint& one : ledger_) {
      if (!one.is_counted()) continue;
      counted_.push_back(&one);
      if (one.is_open()) open_.push_back(&one);
      for (const Line& line : lines_of(one, now_)) {
        all_.push_back(line);
        if (!one.is_split && period_.has(line.due)) due_.push_back(line);
      }
    }
  }

  std::map<string, Figure> measures() {
    add_on_time();
    add_closed_on_time();
    add_times();
    add_stocks();
    return std::move(figures_);
  }
  std::map<string, Json> tables() {
    add_by_limit();
    add_by_month();
    add_overdue();
    add_extensions();
    add_ages();
    return std::move(tables_);
  }
  Json totals() const { return totals_; }

  // Everything late or overdue, the longest delay first.
  vector<Json> late() const {
    vector<Json> rows;
    for (const Line& line : due_) {
      if (!line.is_owed()) continue;
      if (line.standing != Standing::late && line.standing != Standing::overdue) continue;
      const int until = line.done ? day_of(*line.done) : day_of(now_);
      rows.push_back({{"id", line.of->id},
                      {"limit", line.code},
                      {"due", date_text(line.due)},
                      {"met", line.done ? Json(date_text(until)) : Json(nullptr)},
                      {"days_late", until - line.due}});
    }
    std::stable_sort(rows.begin(), rows.end(),
                     [](const Json& a, const Json& b) { return a["days_late"] > b["days_late"]; });
    return rows;
  }

 private:
  void add_on_time() {
    std::map<string, OnTime> counts;
    OnTime verified, money, other, unextended, answered;
    for (const Line& line : due_) {
      counts[line.code].add(line);
      if (line.code != "remedy") continue;
      verified.add(line, line.standing == Standing::met && line.remedy->verified);
      (line.remedy->is_money ? money : other).add(line);
    }
    // By the end of the interval: the word that was given in time, or the day it was due.
    OnTime updates;
    for (const Line& line : all_)
      if (line.code == "update" && !line.of->is_split &&
          period_.has(line.done ? day_of(*line.done) : line.due))
        updates.add(line);
    long extended = 0, communicated = 0;
    for (const Complaint* one : counted_)
      for (std::size_t i = 0; i < one->rounds.size(); ++i) {
        const Round& round = one->rounds[i];
        Complaint plain = *one;
        for (Round& every : plain.rounds) every.extensions.clear();
        if (const auto line = final_line(plain, i, now_);
            line && !one->is_split && period_.has(line->due))
          unextended.add(*line);
        if (!period_.has(round.answered)) continue;
        ++communicated;
        if (!round.extensions.empty()) ++extended;
        answered.add(*final_line(*one, i, now_));
      }
    figures_["K04"] = counts["ack"].figure();
    figures_["K09"] = counts["final"].figure();
    figures_["K09.base"] = unextended.figure();
    figures_["K09b"] = answered.figure();
    figures_["K16"] = updates.figure();
    figures_["K18"] = share_figure(extended, communicated);
    figures_["K26"] = counts["remedy"].figure();
    figures_["K26.verified"] = verified.figure();
    figures_["K26.money"] = money.figure();
    figures_["K26.other"] = other.figure();
  }

  // To be closed by the day of the last remedy; without remedies, by that of the answer.
  void add_closed_on_time() {
    long met = 0, whole = 0;
    for (const Complaint* one : counted_) {
      if (one->is_split) continue;
      for (std::size_t i = 0; i < one->rounds.size(); ++i) {
        const Round& round = one->rounds[i];
        int target = 0;
        if (round.remedies_from && !round.remedies.empty()) {
          target = working_days_after(day_of(*round.remedies_from), 10);
        } else {
          Complaint answered = *one;  // its due date, whatever became of it
          answered.rounds[i].answered = answered.rounds[i].answered.value_or(now_);
          target = final_line(answered, i, now_)->due;
        }
        if (!period_.has(target)) continue;
        const bool is_ended = round.end != End::none;
        const bool is_past = day_of(is_ended ? *round.ended : now_) > target;
        if (round.end != End::closed && !is_past) continue;  // not yet, or over before
        ++whole;
        if (!is_past) ++met;
      }
    }
    figures_["K11"] = share_figure(met, whole);
  }

  void add_times() {
    vector<int> registration, acknowledgement, response, net, handling;
    for (const Complaint* one : counted_) {
      const Round& first = one->rounds.front();
      const int received = day_of(one->received);
      if (period_.has(received) && !one->is_split) {
        registration.push_back(day_of(one->registered) - received);
        if (first.acknowledged) acknowledgement.push_back(day_of(*first.acknowledged) - received);
      }
      if (period_.has(first.answered)) {
        const int answered = day_of(*first.answered);
        response.push_back(answered - received);
        int waited = 0;
        for (int day = received + 1; one->is_slow && day <= answered; ++day)
          if (is_waiting_day(first, day, answered)) ++waited;
        net.push_back(answered - received - waited);
      }
      if (one->now().end == End::closed && period_.has(one->now().ended))
        handling.push_back(day_of(*one->now().ended) - received);
    }
    const auto add = [&](const string& id, const vector<int>& times, bool has_mean) {
      figures_[id] = percentile(times, 50);
      figures_[id + ".p90"] = percentile(times, 90);
      if (has_mean) figures_[id + ".mean"] = mean(times);
    };
    add("K05", acknowledgement, false);
    add("K06", registration, false);
    add("K08", response, true);
    add("K08.net", net, true);
    add("K10", handling, false);
  }

  // Every record that was a complaint while it moved, also those no longer counted.
  void add_stocks() {
    const auto closings = [&](const Days& days, bool only_closed) {
      long count = 0;
      for (const Complaint& one : ledger_)
        for (const Round& round : one.rounds)
          if (one.is_known && days.has(round.ended) &&
              (round.end == End::closed ||
               (!only_closed && (round.end == End::withdrawn || round.end == End::rejected))))
            ++count;
      return count;
    };
    long coming = 0, open = 0, first = last_day;
    for (const Complaint& one : ledger_) {
      if (!one.is_known) continue;
      first = std::min<long>(first, day_of(one.registered));
      if (one.began_as_complaint && period_.has(day_of(one.registered))) ++coming;
      for (std::size_t i = 1; i < one.rounds.size(); ++i)
        if (period_.has(day_of(one.rounds[i].opened))) ++coming;
      if (one.was_open(period_.last)) ++open;
    }
    long closed = closings(period_, true), periods = 1;
    for (const Days& days : before_) {
      if (days.last < first) break;
      closed += closings(days, true);
      ++periods;
    }
    figures_["K12"] = {open_.size(), nullptr, open_.size()};
    long overdue = 0;
    for (const Complaint* one : open_)
      if (std::any_of(all_.begin(), all_.end(), [&](const Line& line) {
            return line.of == one && line.standing == Standing::overdue;
          }))
        ++overdue;
    figures_["K13"] = {overdue, open_.size(), overdue};
    figures_["K14"] = {open * periods, closed, tenths(open * periods, closed)};
    figures_["K15"] = share_figure(closings(period_, false), coming);
  }

  void add_by_limit() {
    Json& rows = tables_["on_time_by_limit"] = Json::array();
    for (const char* code : codes) {
      std::map<Standing, long> counts;
      long all = 0;
      for (const Line& line : due_)
        if (line.code == code) ++all, ++counts[line.standing];
      if (all == 0 || string{code} == "reply") continue;
      const long pending = counts[Standing::open] + counts[Standing::waiting];
      rows.push_back({{"limit", code},
                      {"due", all},
                      {"met", counts[Standing::met]},
                      {"late", counts[Standing::late]},
                      {"missed", counts[Standing::missed]},
                      {"overdue", counts[Standing::overdue]},
                      {"open", pending},
                      {"share", share(counts[Standing::met], all - pending)}});
    }
  }

  void add_by_month() {
    const auto row = [&](const Json& month, const OnTime& ack, const OnTime& final) {
      return Json{{"month", month},
                  {"acknowledgements_due", ack.whole},
                  {"acknowledged_on_time", share(ack.met, ack.whole)},
                  {"responses_due", final.whole},
                  {"responded_on_time", share(final.met, final.whole)}};
    };
    optional<int> first, last;
    for (const Line& line : due_)
      if (line.code == "ack" || line.code == "final") {
        first = std::min(first.value_or(line.due), line.due);
        last = std::max(last.value_or(line.due), line.due);
      }
    Json& rows = tables_["on_time_by_month"] = Json::array();
    OnTime all_ack, all_final;
    string month;
    for (int day = first.value_or(1); day <= last.value_or(0); ++day) {
      if (month_text(day) == month) continue;
      month = month_text(day);
      OnTime ack, final;
      for (const Line& line : due_) {
        if (month_text(line.due) != month) continue;
        if (line.code == "ack") ack.add(line), all_ack.add(line);
        if (line.code == "final") final.add(line), all_final.add(line);
      }
      rows.push_back(row(month, ack, final));
    }
    totals_["on_time_by_month"] = row(nullptr, all_ack, all_final);
  }

  void add_overdue() {
    Json& rows = tables_["overdue_by_limit"] = Json::array();
    for (const char* code : codes) {
      std::set<string> ids;
      int earliest = last_day * 2;
      for (const Line& line : all_)
        if (line.of->is_open() && line.code == code && line.standing == Standing::overdue) {
          ids.insert(line.of->id);
          earliest = std::min(earliest, line.due);
        }
      if (ids.empty()) continue;
      const auto count = static_cast<long>(ids.size());
      rows.push_back({{"limit", code},
                      {"count", count},
                      {"share", share(count, static_cast<long>(open_.size()))},
                      {"earliest", date_text(earliest)},
                      {"days_late", day_of(now_) - earliest}});
    }
  }

  void add_extensions() {
    std::map<string, long> counts;
    long all = 0;
    for (const Complaint* one : counted_)
      for (const Round& round : one->rounds)
        if (period_.has(round.answered))
          for (const Extension& extension : round.extensions) ++counts[extension.reason], ++all;
    vector<std::pair<long, string>> order;
    for (const auto& [reason, count] : counts) order.emplace_back(-count, reason);
    std::sort(order.begin(), order.end());
    Json& rows = tables_["extensions"] = Json::array();
    for (const auto& [count, reason] : order)
      rows.push_back({{"limit", "final"},
                      {"reason", reason},
                      {"count", -count},
                      {"share", share(-count, all)}});
    if (all > 0)
      totals_["extensions"] = {
          {"limit", nullptr}, {"reason", nullptr}, {"count", all}, {"share", share(all, all)}};
  }

  void add_ages() {
    struct Bucket {
      const char* name;
      int least, most;
    };
    const auto all = static_cast<long>(open_.size());
    Json& rows = tables_["age_of_open"] = Json::array();
    for (const Bucket& bucket :
         {Bucket{"0-7", 0, 7}, Bucket{"8-14", 8, 14}, Bucket{"15-30", 15, 30},
          Bucket{"31-56", 31, 56}, Bucket{"57-90", 57, 90}, Bucket{"91+", 91, 9999}}) {
      const long count = std::count_if(open_.begin(), open_.end(), [&](const Complaint* one) {
        const int age = day_of(now_) - day_of(one->received);
        return bucket.least <= age && age <= bucket.most;
      });
      rows.push_back({{"age", bucket.name}, {"count", count}, {"share", share(count, all)}});
    }
    totals_["age_of_open"] = {{"age", nullptr}, {"count", all}, {"share", share(all, all)}};
  }

  static constexpr std::array<const char*, 7> codes{"register", "ack",    "assess", "update",
                                                    "final",    "remedy", "reply"};
  const Ledger& ledger_;
  int now_;
  Days period_;
  vector<Days> before_;
  vector<const Complaint*> counted_, open_;
  vector<Line> all_, due_;  // of those counted; those that fall due in the period
  std::map<string, Figure> figures_;
  std::map<string, Json> tables_;
  Json totals_ = Json::object();
};

// --- The year ---

class Dice {
 public:
  int below(int n) {
    state_ = state_ * 6364136223846793005u + 1442695040888963407u;
    return static_cast<int>((state_ >> 33) % static_cast<unsigned>(n));
  }
  int between(int least, int most) { return least + below(most - least + 1); }
  bool chance(int percent) { return below(100) < percent; }

 private:
  std::uint64_t state_ = 1405;
};

// What is out of the ordinary about a complaint; the rest is left to the dice.
enum class Fate {
  ordinary,
  voided,
  rejected,
  duplicate,
  parted,
  no_complaint,
  was_enquiry,
  exhausted,
  referred,
  withdrawn_early,
  withdrawn_late,
  withdrawn_in_remedy,
  reopened,
  unilateral,
};

class Year {
 public:
  Year() {
    namespace fs = std::filesystem;
    const fs::path from = CMT_SOURCE_DIR "/examples/clinic", to = terminal_.folder();
    fs::copy_file(from / "cmt.yaml", to / "cmt.yaml");
    fs::copy(from / "schemas", to / "schemas");
    fs::copy(from / "calendars", to / "calendars");
    fs::create_directories(to / "profiles");
    std::ofstream{to / "profiles/slow.yaml"} << slow_profile;
    tell_stories();
    std::stable_sort(acts_.begin(), acts_.end(),
                     [](const Act& a, const Act& b) { return a.at < b.at; });
  }

  // Everything that happens up to a moment.
  void go_to(int moment) {
    for (; next_ < acts_.size() && acts_[next_].at <= moment; ++next_) acts_[next_].play();
    now_ = moment;
    terminal_.now = time_text(moment);
    terminal_.by = "sara";
  }

  Json ask(vector<string> words) {
    const auto outcome = terminal_.cmt(words);
    INFO(outcome.err);
    REQUIRE(outcome.code == 0);
    return Json::parse(outcome.out);
  }
  int code_of(vector<string> words) { return terminal_.cmt(words).code; }

  const Ledger& ledger() const { return ledger_; }
  int now() const { return now_; }

 private:
  struct Act {
    int at = 0;
    std::function<void()> play;
  };
  using Effect = std::function<void(Complaint&, int)>;

  static constexpr const char* slow_profile =
      "profile: slow\n"
      "title: {en: Slow, fa: کند, ru: Медленно}\n"
      "scope: what needs an opinion from outside\n"
      "versions:\n"
      "  - version: \"1\"\n"
      "    reopen_clock: restart\n"
      "    limits:\n"
      "      - {code: register, within: 1bd, from: received, source: ours, evidence: verified}\n"
      "      - {code: ack, within: 1bd, from: received, source: ours, evidence: verified}\n"
      "      - {code: assess, within: 2bd, from: received, source: ours, evidence: verified}\n"
      "      - {code: update, within: 10bd, from: last-update, source: ours, evidence: verified}\n"
      "      - {code: final, within: 20bd, from: received, stop_clock: true, source: ours,\n"
      "         evidence: verified}\n"
      "      - {code: remedy, within: 10bd, from: accepted, source: ours, evidence: verified}\n"
      "      - {code: reply, within: 30d, from: communicated, source: ours, evidence: verified}\n"
      "    returns: none\n";

  // One complaint as it is told: `at` only ever goes on.
  struct Story {
    std::size_t index = 0;
    int at = 0;
    bool is_anonymous = false;
  };

  Complaint& of(const Story& story) { return ledger_[story.index]; }

  // A command on the complaint, typed at the story's time. `ID` stands for its id.
  void act(const Story& story, string by, vector<string> words, Effect effect) {
    acts_.push_back({story.at, [this, story, by, words, effect]() mutable {
                       Complaint& one = ledger_[story.index];
                       for (string& word : words)
                         if (word == "ID") word = one.id;
                       type(story.at, by, words);
                       effect(one, story.at);
                     }});
  }

  string type(int at, const string& by, const vector<string>& words) {
    terminal_.now = time_text(at);
    terminal_.by = by;
    const auto outcome = terminal_.cmt(words);
    string line = terminal_.now;
    for (const string& word : words) line += " " + word;
    INFO(line << "\n" << outcome.err);
    REQUIRE(outcome.code == 0);
    return outcome.out;
  }

  // On, by so many days. Most of the work is done on working days, in the morning or afternoon.
  void later(Story& story, int least, int most) {
    const int days = dice_.between(least, most);
    if (days == 0) {
      story.at += dice_.between(2, 50);
      return;
    }
    int day = day_of(story.at) + days;
    if (!dice_.chance(10))
      while (!is_working(day)) ++day;
    story.at = day * minutes_of_day + dice_.between(8 * 60, (is_thursday(day) ? 12 : 16) * 60);
  }
  void go_on(Story& story, int day) {
    story.at = std::max(story.at + 1, day * minutes_of_day + dice_.between(8 * 60, 12 * 60));
  }

  static void say(Complaint& one, int at) { one.now().words.push_back(at); }

  // `same_as`: the complaint whose complainant it is.
  void receive(Story& story, int received, int registered, optional<std::size_t> same_as = {}) {
    Complaint& planned = of(story);
    planned.received = planned.rounds.front().opened = received;
    planned.registered = story.at = registered;
    planned.is_anonymous = story.is_anonymous;
    vector<string> words{"new", "شکایت " + to_string(story.index), "--description", "شرح شکایت"};
    const auto add = [&](std::initializer_list<string> texts) {
      words.insert(words.end(), texts.begin(), texts.end());
    };
    if (story.is_anonymous)
      add({"--medium", "box", "--anonymous"});
    else
      add({"--medium", dice_.chance(50) ? "phone" : "web", "--email",
           fmt::format("p{}@example.org", same_as.value_or(story.index))});
    if (received < registered) add({"--received", time_text(received)});
    if (planned.promised) add({"--reply-by", date_text(*planned.promised)});
    if (planned.is_slow) add({"--profile", "slow"});
    if (!planned.is_complaint) add({"--kind", "enquiry"});
    acts_.push_back({registered, [this, story, words] {
                       const string id = type(story.at, "omid", words);
                       ledger_[story.index].id = id.substr(0, id.find('\n'));
                       ledger_[story.index].is_known = true;
                     }});
  }

  void acknowledge(const Story& story) {
    act(story, "omid", {"ack", "ID"}, [](Complaint& one, int at) {
      one.now().acknowledged = at;
      say(one, at);
    });
  }

  void assess(const Story& story, bool is_simple) {
    act(story, "omid",
        {"assess", "ID", "--severity", "2", "--impact", "1", "--complexity",
         is_simple ? "simple" : "standard"},
        [](Complaint& one, int at) { one.now().assessed = at; });
  }

  void investigate(const Story& story) {
    act(story, "omid", {"investigate", "ID", "--investigator", "omid", "--no-conflict"},
        [](Complaint&, int) {});
  }

  void update(const Story& story) {
    act(story, "omid", {"update", "ID", "هنوز در دست بررسی است"}, say);
  }

  void inquire(Story& story) {
    const int reply_by = day_of(story.at) + dice_.between(4, 12);
    act(story, "omid", {"ask", "ID", "کدام روز بود؟", "--reply-by", date_text(reply_by)},
        [reply_by](Complaint& one, int at) {
          one.now().questions.push_back({at, reply_by, {}});
          say(one, at);
        });
    const auto answer = [](Complaint& one, int at) { one.now().questions.back().answered = at; };
    if (dice_.chance(70)) {
      later(story, 0, 9);
      act(story, "omid", {"answer", "ID", "--text", "شنبه"}, answer);
    } else {
      go_on(story, reply_by + dice_.between(1, 6));
      act(story, "omid", {"answer", "ID", "--proceed-without", "پاسخی نرسید"}, answer);
    }
  }

  void extend(const Story& story, int until) {
    static const vector<string> reasons{"پزشک در سفر است", "نظر کارشناس", "پرونده در بایگانی"};
    const string reason = reasons[static_cast<std::size_t>(dice_.below(3))];
    act(story, "sara", {"extend", "ID", "--until", date_text(until), "--reason", reason},
        [until, reason](Complaint& one, int at) {
          one.now().extensions.push_back({until, reason});
          say(one, at);
        });
  }

  // The time an answer takes: the complainant is told now and then, and may be asked.
  void take_time(Story& story, int days, int final_due, bool is_extended, bool is_asked = true) {
    const int until = day_of(story.at) + days;
    for (;;) {
      if (is_extended && day_of(story.at) < final_due && final_due - day_of(story.at) < 15) {
        extend(story, final_due + dice_.between(5, 30));
        is_extended = false;
      }
      const int step = dice_.between(5, 15);
      if (day_of(story.at) + step >= until) break;
      later(story, step, step);
      if (story.is_anonymous) continue;
      if (is_asked && dice_.chance(25))
        inquire(story);
      else if (dice_.chance(70))
        update(story);
    }
    if (day_of(story.at) < until) go_on(story, until);
  }

  void respond(Story& story, bool is_simple) {
    vector<Remedy> remedies;
    vector<string> words{"respond", "ID", "--reasons", "بررسی کردیم", "--cause", "C11"};
    const auto add = [&](std::initializer_list<string> texts) {
      words.insert(words.end(), texts.begin(), texts.end());
    };
    if (is_simple)
      add({"--no-investigation", "روشن است", "--no-investigation-by", "omid"});
    else
      add({"--findings", "نوبت ثبت نشده بود", "--evidence", "دفتر پذیرش"});
    switch (dice_.below(4)) {
      case 0:
        add({"--outcome", "upheld", "--remedy", "R47:2500000 IRR", "--remedy", "R52"});
        remedies = {{"R47", true, {}, {}}, {"R52", false, {}, {}}};
        break;
      case 1:
        add({"--outcome", "partly-upheld", "--remedy", "R45"});
        remedies = {{"R45", false, {}, {}}};
        break;
      case 2:
        add({"--outcome", "upheld", "--remedy", "R49:900000 IRR"});
        remedies = {{"R49", true, {}, {}}};
        break;
      default:
        add({"--outcome", "not-upheld", "--no-remedy", "اشتباهی نبود"});
    }
    planned_remedies_ = remedies.size();
    act(story, "omid", words, [remedies](Complaint& one, int) { one.now().remedies = remedies; });
  }

  void decide(Story& story, bool is_simple) {
    respond(story, is_simple);
    if (dice_.chance(8)) {
      later(story, 0, 3);
      act(story, "sara", {"return", "ID", "--reason", "کوتاه است"}, [](Complaint&, int) {});
      later(story, 1, 5);
      respond(story, false);
    }
    later(story, 0, 2);
    act(story, "sara", {"approve", "ID"}, [](Complaint&, int) {});
    later(story, 0, 3);
    act(story, "omid", {"notify", "ID", "--text", "نتیجه"}, [](Complaint& one, int at) {
      Round& round = one.now();
      if (!round.answered) round.answered = at;
      round.told = at;
      round.replied.reset();
      say(one, at);
    });
  }

  void end(const Story& story, string by, vector<string> words, End how) {
    act(story, std::move(by), std::move(words), [how](Complaint& one, int at) {
      one.now().ended = at;
      one.now().end = how;
    });
  }
  void withdraw(const Story& story) {
    end(story, "omid", {"withdraw", "ID", "--reason", "changed-mind"}, End::withdrawn);
  }
  void close(const Story& story, vector<string> more = {}) {
    vector<string> words{"close", "ID", "--no-lessons", "یک بار"};
    words.insert(words.end(), more.begin(), more.end());
    end(story, "sara", words, End::closed);
  }

  static void answer_decision(Complaint& one, int at) {
    if (!one.now().replied) one.now().replied = at;
  }

  void carry_out(Story& story, bool is_withdrawn) {
    if (is_withdrawn) {
      later(story, 1, 3);
      return withdraw(story);
    }
    for (std::size_t i = 0; i < planned_remedies_; ++i) {
      later(story, 0, dice_.chance(30) ? 24 : 6);
      acts_.push_back(
          {story.at, [this, story, i] {
             Remedy& remedy = ledger_[story.index].now().remedies[i];
             type(story.at, "omid", {"remedy", ledger_[story.index].id, remedy.code, "--done"});
             remedy.done = story.at;
           }});
    }
    if (planned_remedies_ > 0) {
      later(story, 0, 5);
      act(story, "mina", {"remedy", "ID", "--verified"}, [](Complaint& one, int at) {
        for (Remedy& remedy : one.now().remedies) remedy.verified = at;
      });
    }
    later(story, 0, 6);
    close(story);
  }

  void accept(Story& story, bool is_withdrawn = false) {
    act(story, "omid", {"accept", "ID"}, [](Complaint& one, int at) {
      answer_decision(one, at);
      one.now().remedies_from = at;
    });
    carry_out(story, is_withdrawn);
  }
  void contest(Story& story) {
    later(story, 1, 20);
    act(story, "omid", {"contest", "ID", "--grounds", "کم است"}, answer_decision);
  }
  void review(Story& story, const char* level, const char* reviewer) {
    later(story, 0, 5);
    act(story, "sara",
        {"escalate", "ID", "--level", level, "--reviewer", reviewer, "--reason", "اعتراض"},
        [](Complaint&, int) {});
    later(story, 2, 45);
    decide(story, false);
  }
  void go_unilaterally(Story& story) {
    later(story, 0, 20);
    act(story, "omid", {"remedy", "ID", "--unilateral"},
        [](Complaint& one, int at) { one.now().remedies_from = at; });
    carry_out(story, false);
  }

  // From the decision to an end, or to none.
  void follow_up(Story& story, Fate fate) {
    if (fate == Fate::exhausted) {
      contest(story), review(story, "1", "mina");
      contest(story), review(story, "2", "omid");
      contest(story);
      later(story, 32, 40);
      return close(story, {"--exhausted", "--external-routes", "نامهٔ کتبی"});
    }
    if (fate == Fate::referred) {
      contest(story);
      later(story, 1, 5);
      act(story, "sara", {"refer", "ID", "--body", "سازمان نظام پزشکی", "--consent"},
          [](Complaint&, int) {});
      later(story, 20, 40);
      return end(story, "sara",
                 {"dispute", "close", "ID", "--result", "رأی داده شد", "--lessons", "هیچ"},
                 End::closed);
    }
    if (fate == Fate::withdrawn_in_remedy) {
      later(story, 1, 4);
      return accept(story, true);
    }
    if (story.is_anonymous || fate == Fate::unilateral) return go_unilaterally(story);
    const int draw = fate == Fate::reopened ? 0 : dice_.below(100);
    if (draw < 50) {
      later(story, 0, 25);
      accept(story);
    } else if (draw < 65) {
      contest(story);
      if (dice_.chance(70)) review(story, "1", "mina");
      later(story, 1, 9);
      accept(story);
    } else if (draw < 83) {
      const int told = day_of(story.at);
      go_on(story, told + dice_.between(31, 45));
      close(story, {"--lapsed", "--reminder-on", date_text(told + 15), "--reopen-right-told"});
    } else if (draw < 92) {
      go_unilaterally(story);
    } else if (draw < 96) {
      later(story, 1, 9);
      withdraw(story);
    }  // else nothing is heard any more
  }

  void reopen(Story& story) {
    later(story, 4, 50);
    act(story, "sara", {"reopen", "ID", "--reason", "remedy-failed"}, [](Complaint& one, int at) {
      one.rounds.emplace_back();
      one.now().opened = at;
    });
    const int opened = day_of(story.at);
    later(story, 0, 4);
    investigate(story);
    take_time(story, dice_.between(3, 45), opened + 30, dice_.chance(20) && !of(story).is_slow);
    decide(story, false);
    later(story, 0, 12);
    accept(story);
  }

  // From the receipt on, for one that is handled to its end.
  void handle(Story& story, Fate fate) {
    const int start = story.at;
    int assessed = 0;
    if (!story.is_anonymous && dice_.chance(90)) {
      const int draw = dice_.below(100);
      if (draw < 50)
        later(story, 0, 0);
      else if (draw < 80)
        later(story, 1, 1);
      else
        later(story, 2, 6);
      acknowledge(story);
      assessed = story.at;
      story.at = start + 1;
    }
    if (dice_.chance(75))
      later(story, 0, 2);
    else
      later(story, 3, 6);
    if (story.at == assessed) ++story.at;
    const bool is_simple = fate == Fate::ordinary && dice_.chance(30);
    assess(story, is_simple);
    story.at = std::max(story.at, assessed) + 1;
    const string owner = dice_.chance(60) ? "omid" : "mina";
    act(story, "sara", {"assign", "ID", owner},
        [owner](Complaint& one, int) { one.owner = owner; });
    if (fate == Fate::withdrawn_early) {
      later(story, 1, 9);
      return withdraw(story);
    }
    const int received = day_of(of(story).received);
    if (is_simple) {
      take_time(story, dice_.between(1, 12), received + 30, false, false);
    } else {
      later(story, 0, 3);
      investigate(story);
      const int draw = fate == Fate::withdrawn_late ? 80 : dice_.below(100);
      const int days = draw < 50   ? dice_.between(2, 18)
                       : draw < 80 ? dice_.between(20, 40)
                                   : dice_.between(40, 75);
      const int due = std::min(received + 30, of(story).promised.value_or(received + 30));
      take_time(story, days, due, !of(story).is_slow && dice_.chance(60));
      if (fate == Fate::withdrawn_late) return withdraw(story);
    }
    decide(story, is_simple);
    follow_up(story, fate);
    if (fate == Fate::reopened) reopen(story);
  }

  Story begin() {
    ledger_.emplace_back();
    return {ledger_.size() - 1, 0, false};
  }

  void tell(int received, int registered, Fate fate, bool is_anonymous) {
    Story story = begin();
    Complaint& planned = of(story);
    story.is_anonymous = is_anonymous;
    planned.is_slow = dice_.chance(25);
    if (!is_anonymous && dice_.chance(20))
      planned.promised = day_of(received) + dice_.between(10, 35);
    const auto nothing = [](Complaint&, int) {};
    switch (fate) {
      case Fate::voided:
        receive(story, received, registered);
        later(story, 0, 5);
        return end(story, "sara", {"void", "ID", "--reason", "آزمایشی"}, End::voided);
      case Fate::rejected:
        receive(story, received, registered);
        later(story, 1, 9);
        return end(story, "sara",
                   {"reject", "ID", "--reason", "not-our-product", "--text", "جای دیگر"},
                   End::rejected);
      case Fate::no_complaint:
        receive(story, received, registered);
        later(story, 1, 6);
        return act(story, "sara",
                   {"reclassify", "ID", "--kind", "enquiry", "--reason", "فقط پرسید",
                    "--second-person", "mina"},
                   [](Complaint& one, int at) {
                     one.is_complaint = false;
                     one.reclassified = at;
                   });
      case Fate::was_enquiry:
        planned.began_as_complaint = planned.is_complaint = false;
        receive(story, received, registered);
        later(story, 1, 6);
        act(story, "sara", {"reclassify", "ID", "--kind", "complaint", "--reason", "شکایت بود"},
            [](Complaint& one, int at) {
              one.is_complaint = true;
              one.reclassified = at;
            });
        return handle(story, Fate::ordinary);
      case Fate::duplicate: {
        receive(story, received, registered);
        Story second = begin();
        second.at = registered;
        later(second, 1, 4);
        receive(second, second.at, second.at, story.index);
        later(second, 0, 3);
        const std::size_t master = story.index;
        acts_.push_back({second.at, [this, second, master] {
                           Complaint& one = ledger_[second.index];
                           type(second.at, "sara", {"merge", one.id, ledger_[master].id});
                           one.now().ended = second.at;
                           one.now().end = End::merged;
                         }});
        return handle(story, Fate::ordinary);
      }
      case Fate::parted: {
        receive(story, received, registered);
        later(story, 0, 3);
        acknowledge(story);
        later(story, 0, 2);
        const int at = story.at;
        std::array<Story, 2> parts{begin(), begin()};
        for (Story& part : parts) {
          Complaint& one = of(part);
          one = of(story);
          one.registered = part.at = at;
          one.rounds.front() = Round{};
          one.rounds.front().opened = received;
        }
        acts_.push_back({at, [this, at, story, parts] {
                           const string ids = type(
                               at, "sara",
                               {"split", ledger_[story.index].id, "دیرکرد", "صورت‌حساب"});
                           ledger_[story.index].is_split = true;
                           ledger_[parts[0].index].id = ids.substr(0, 12);
                           ledger_[parts[1].index].id = ids.substr(13, 12);
                           for (const Story& part : parts) ledger_[part.index].is_known = true;
                         }});
        for (Story& part : parts) handle(part, Fate::ordinary);
        return act(story, "sara", {"note", "ID", "در دو بخش"}, nothing);
      }
      default:
        receive(story, received, registered);
        return handle(story, fate);
    }
  }

  void tell_stories() {
    const auto at = [](int day, int hour, int minute) {
      return day * minutes_of_day + hour * 60 + minute;
    };
    // Days that are easily got wrong, the year before and the last days of this one among them.
    tell(at(-40, 9, 0), at(-40, 9, 0), Fate::ordinary, false);
    tell(at(-33, 15, 59), at(-33, 15, 59), Fate::reopened, false);
    tell(at(-31, 8, 30), at(-31, 8, 30), Fate::withdrawn_early, false);
    tell(at(-9, 10, 0), at(-9, 10, 0), Fate::ordinary, false);
    tell(at(-2, 14, 0), at(4, 8, 10), Fate::ordinary, false);  // Thursday before Nowruz, by letter
    tell(at(-1, 23, 59), at(5, 9, 0), Fate::ordinary, true);
    tell(at(0, 0, 0), at(4, 8, 0), Fate::ordinary, false);
    tell(at(1, 20, 0), at(1, 20, 0), Fate::ordinary, false);  // Nowruz
    tell(at(10, 15, 0), at(10, 15, 0), Fate::reopened, false);
    tell(at(75, 11, 0), at(75, 11, 0), Fate::ordinary, false);      // 14 Khordad
    tell(at(76, 11, 0), at(77, 9, 0), Fate::parted, false);         // a Friday and a holiday
    tell(at(103, 13, 30), at(103, 13, 30), Fate::ordinary, false);  // Thursday afternoon
    tell(at(104, 10, 0), at(104, 10, 0), Fate::ordinary, false);    // Friday
    tell(at(355, 9, 0), at(355, 9, 0), Fate::ordinary, false);
    tell(at(360, 9, 0), at(361, 9, 0), Fate::ordinary, false);
    tell(at(362, 17, 0), at(362, 17, 0), Fate::ordinary, true);
    tell(at(364, 8, 0), at(364, 8, 0), Fate::ordinary, false);
    const vector<Fate> fates{Fate::voided,          Fate::rejected,
                             Fate::duplicate,       Fate::no_complaint,
                             Fate::referred,        Fate::was_enquiry,
                             Fate::withdrawn_early, Fate::exhausted,
                             Fate::withdrawn_late,  Fate::withdrawn_in_remedy,
                             Fate::reopened,        Fate::unilateral};
    for (int i = 0; i < 48; ++i) {
      const int received =
          at(dice_.between(7 * i, 7 * i + 12), dice_.between(0, 23), dice_.below(60));
      const bool is_late = dice_.chance(20);
      const int registered =
          is_late ? at(day_of(received) + dice_.between(1, 5), 9, dice_.below(60)) : received;
      const Fate fate =
          i % 3 == 1 ? fates[static_cast<std::size_t>(i / 3) % fates.size()] : Fate::ordinary;
      tell(received, registered, fate, fate == Fate::ordinary && dice_.chance(16));
    }
  }

  Terminal terminal_;
  Dice dice_;
  Ledger ledger_;
  vector<Act> acts_;
  std::size_t next_ = 0;
  int now_ = 0;
  std::size_t planned_remedies_ = 0;  // of the response that the story told last
};

using Seen = std::map<string, int>;  // what there was, and how often it was met with

// What a morning has to show, so that the year has all that it is told for.
void look_around(const Ledger& ledger, int now, Seen& seen) {
  static const std::map<Standing, string> standings = {
      {Standing::met, "met"},         {Standing::late, "late"}, {Standing::missed, "missed"},
      {Standing::overdue, "overdue"}, {Standing::open, "open"}, {Standing::waiting, "waiting"}};
  for (const Complaint& one : ledger) {
    if (!one.is_known) continue;
    const int received = day_of(one.received);
    if (one.is_anonymous) ++seen["anonymous"];
    if (is_friday(received)) ++seen["received on a Friday"];
    if (is_thursday(received) && one.received - received * minutes_of_day >= 12 * 60)
      ++seen["received on a Thursday afternoon"];
    if (is_holiday(received)) ++seen["received on a holiday"];
    if (received < first_day) ++seen["received in the year before"];
    if (received < first_day && one.registered >= 0) ++seen["and put on record in this one"];
    if (one.promised) ++seen["told when to expect an answer"];
    if (one.rounds.size() > 1) ++seen["reopened"];
    if (one.is_slow && one.rounds.front().answered && !one.rounds.front().questions.empty())
      ++seen["paused"];
    for (std::size_t i = 0; i < one.rounds.size(); ++i) {
      const Round& round = one.rounds[i];
      if (!round.extensions.empty()) ++seen["extended"];
      if (round.end == End::withdrawn)
        ++seen[final_line(one, i, now) ? "withdrawn after the due date" : "withdrawn before it"];
    }
    for (const Line& line : lines_of(one, now))
      ++seen[line.code + " " + standings.at(line.standing)];
  }
}

void check_variety(Seen seen) {
  for (const char* kind : {"anonymous",
                           "received on a Friday",
                           "received on a Thursday afternoon",
                           "received on a holiday",
                           "received in the year before",
                           "and put on record in this one",
                           "told when to expect an answer",
                           "reopened",
                           "paused",
                           "extended",
                           "withdrawn after the due date",
                           "withdrawn before it",
                           "register late",
                           "ack met",
                           "ack late",
                           "ack missed",
                           "ack open",
                           "ack overdue",
                           "assess late",
                           "assess missed",
                           "update met",
                           "update missed",
                           "update overdue",
                           "update open",
                           "final met",
                           "final late",
                           "final missed",
                           "final overdue",
                           "final open",
                           "final waiting",
                           "remedy met",
                           "remedy late",
                           "remedy open",
                           "remedy overdue",
                           "reply met",
                           "reply open",
                           "reply overdue"}) {
    INFO(kind);
    CHECK(seen[kind] > 0);
  }
}

void check_errands(Year& year) {
  const Json due = year.ask({"due", "--json"});
  vector<string> rows;
  for (const Json& one : due["due"]) {
    const auto text = [&](const char* key) {
      return one[key].is_null() ? "" : one[key].get<string>();
    };
    rows.push_back(fmt::format("{} {} {} {} {} {} {}", text("id"), text("code"), text("due"),
                               text("status"), one["cycle"].get<int>(), text("remedy"),
                               text("owner")));
  }
  std::sort(rows.begin(), rows.end());
  const auto expected = expected_errands(year.ledger(), year.now());
  vector<string> missing, surplus;
  std::set_difference(expected.begin(), expected.end(), rows.begin(), rows.end(),
                      std::back_inserter(missing));
  std::set_difference(rows.begin(), rows.end(), expected.begin(), expected.end(),
                      std::back_inserter(surplus));
  INFO(time_text(year.now()));
  CHECK(missing == vector<string>{});
  CHECK(surplus == vector<string>{});
}

Json check_report(Year& year, vector<string> words, Days period, vector<Days> before) {
  words.insert(words.begin(), {"report", "timeliness", "--format", "json"});
  const Json report = year.ask(words);
  INFO(time_text(year.now()) << " for " << date_text(period.first));
  CHECK(report["period"]["from"] == date_text(period.first));
  CHECK(report["period"]["to"] == date_text(period.last));
  Recount recount{year.ledger(), year.now(), period, std::move(before)};

  auto figures = recount.measures();
  for (const Json& measure : report["measures"]) {
    const string id = measure["id"];
    INFO(id);
    const auto known = figures.find(id);
    REQUIRE(known != figures.end());
    CHECK(measure["numerator"] == known->second.numerator);
    CHECK(measure["denominator"] == known->second.denominator);
    CHECK(measure["value"] == known->second.value);
    figures.erase(known);
  }
  INFO((figures.empty() ? string{} : "not in the report: " + figures.begin()->first));
  CHECK(figures.empty());

  auto tables = recount.tables();
  CHECK(report["totals"] == recount.totals());
  for (const auto& [key, rows] : report.items()) {
    if (!rows.is_array() || key == "measures" || key == "notes") continue;
    INFO(key);
    if (key == "late") {
      const auto late = recount.late();
      REQUIRE(rows.size() == std::min<std::size_t>(late.size(), 20));
      // Those with the same delay stand in no order that a reader could know.
      for (std::size_t i = 0; i < rows.size(); ++i) {
        CHECK(rows[i]["days_late"] == late[i]["days_late"]);
        CHECK(std::count(late.begin(), late.end(), rows[i]) ==
              std::count(rows.begin(), rows.end(), rows[i]));
      }
      continue;
    }
    const auto known = tables.find(key);
    REQUIRE(known != tables.end());
    CHECK(rows == known->second);
    tables.erase(known);
  }
  CHECK(tables.empty());
  return report;
}

}  // namespace

TEST_CASE("a year of the clinic ends with a timeliness report whose every figure is right") {
  Year year;
  const auto morning = [](int day) { return day * minutes_of_day + 7 * 60 + 30; };
  const auto evening = [](int day) { return day * minutes_of_day + 23 * 60 + 58; };
  // Autumn is seen again at the end of the year.
  constexpr int autumn = 192;
  Json in_autumn;
  Seen seen;
  for (int day = -35; day <= last_day; day += 9) {
    if (day > autumn && in_autumn.is_null()) {
      year.go_to(evening(autumn));
      in_autumn = check_report(year, {"--period", "1405"}, {first_day, last_day},
                               {{-365, -1}, {-730, -366}});
    }
    year.go_to(morning(day));
    check_errands(year);
    look_around(year.ledger(), year.now(), seen);
  }
  year.go_to(evening(last_day));
  check_errands(year);
  check_variety(seen);
  CHECK(year.ledger().size() >= 60);
  CHECK(year.code_of({"check"}) == 0);

  // The periods before one are as long as it is; nothing was on record before the first of them.
  check_report(year, {"--period", "1405"}, {first_day, last_day}, {{-365, -1}, {-730, -366}});
  check_report(year, {"--period", "1405-05"}, {124, 154}, {{93, 123}, {62, 92}});
  check_report(year, {"--period", "1405-12"}, {336, 364}, {{307, 335}, {278, 306}});
  check_report(year, {"--period", "2026-Q4"}, {194, 285}, {{102, 193}, {11, 101}});
  check_report(year, {"--from", "2026-06-05", "--to", "2026-06-05"}, {76, 76},
               {{75, 75}, {74, 74}});
  Json again = year.ask({"report", "timeliness", "--format", "json", "--period", "1405", "--as-of",
                         time_text(evening(autumn))});
  again["records_read"] = in_autumn["records_read"];  // of all that is on record by now
  CHECK(Json::diff(in_autumn, again) == Json::array());
}
