// ISO 10002:2018, 8.1: how long what the register holds of a complaint is kept, and what of it goes when.
//
// The schedule is `retention` of cmt.yaml: rows that say which cases they are for, how long after the
// end of a case, what then goes, and on what ground. For each kind of data the first row that fits the
// case and names that kind decides; what no row names is kept. `cmt check` and `cmt retention` both ask
// here. Days are the register's own.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "calendar/amount.hpp"
#include "core/names.hpp"
#include "core/time.hpp"

namespace cmt::process {

struct Complaint;
struct Rules;
struct State;

// What may go.
enum class Retained {
  words,           // the complaint in the words of the complainant
  texts,           // the summary, and every other text of the record
  attachments,     // the files of the case
  complainant,     // the files in parties/ of the people that the case names
  survey_comments  // what was written in answer to a survey about it
};
inline constexpr auto retained_names = names<Retained>({{Retained::words, "words"},
                                                        {Retained::texts, "texts"},
                                                        {Retained::attachments, "attachments"},
                                                        {Retained::complainant, "complainant"},
                                                        {Retained::survey_comments, "survey-comments"}});

// The name of the row that `retention_days` of cmt.yaml stands for.
inline constexpr std::string_view retention_days_row = "retention_days";

struct RetentionRow {
  std::string name, basis;      // basis: the law or policy, in words
  calendar::Amount after;       // days, weeks or months after the end of the case
  std::vector<Retained> goes;
  // Which cases; what is empty is for all.
  std::vector<std::string> categories, products, profiles;
  std::optional<int> severity;  // at least
};

// "30d", "18mo", "10y"; nothing for anything else, business time among it.
std::optional<calendar::Amount> parse_retention(std::string_view text);
// "30 days", "18 months", "10 years".
std::string retention_in_words(calendar::Amount after);
// "category P20; severity 3 or more"; "all" for a row that is for every case.
std::string applies_to(const RetentionRow& row);

// Something of a case, and the last day on which it is kept.
struct Disposal {
  Retained what = Retained::words;
  const RetentionRow* row = nullptr;  // of the rules
  Date until{};

  bool is_due(Date today) const { return until < today; }
};

// The day on which the case ended; nothing for one that is open or whose end is not dated.
std::optional<Date> ended_on(const State& state, const Rules& rules);
// What goes of a case that has ended, in the order of Retained. Of an open one nothing does.
std::vector<Disposal> disposals(const State& state, const Rules& rules);

// What keeps a case whatever the schedule says: "legal-hold", or the id of a record that needs it.
// `needed_by`: an action, dispute or request that is not over, or empty; `is_master_open`: whether the
// complaint that this one was merged into is open. Empty when nothing does.
std::string held_by(const State& state, const std::string& needed_by, bool is_master_open);

// The fields that a `redacted` event can name (redaction.hpp) and that still hold something. Of
// complainants and comments, which lie elsewhere, none.
std::vector<std::string> fields_left(const Complaint& complaint, Retained what);

// Every party that the history names and whose file no `redacted` event lets go, in order.
std::vector<std::string> parties_of(const Complaint& complaint);

// How long the cases that name a party need its file: as long as the one that needs it longest.
class PartyNeed {
 public:
  // A case that names it.
  void add(const std::string& complaint, const std::vector<Disposal>& disposals, const std::string& held_by);
  void add(const PartyNeed& other);

  // A case that keeps it whatever the day: open, held, or named by no row. Empty when none does.
  const std::string& kept_for() const { return kept_for_; }
  // The row and the last day of the other case that needs it longest; null when there is no other.
  const RetentionRow* row() const { return row_; }
  Date latest() const { return until_; }
  bool is_over(Date today) const { return kept_for_.empty() && row_ && until_ < today; }

 private:
  std::string kept_for_;
  const RetentionRow* row_ = nullptr;
  Date until_{};
};

}  // namespace cmt::process
