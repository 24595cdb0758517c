// All complaints of a register as the commands that look at many of them see them.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "cache/marks.hpp"
#include "cli/session.hpp"
#include "query/query.hpp"
#include "reports/facts.hpp"

namespace cmt::cli {

// One complaint as it is read; only what LoadOptions keeps of it outlives its file. Of one that a
// snapshot has, the state is made when it is first asked for.
class Case {
 public:
  explicit Case(process::State&& state, std::string text = {}) : state_(std::move(state)), text_(std::move(text)) {}
  // Bytes of a snapshot, which outlive the case.
  Case(ComplaintId id, std::string_view state, std::string_view words);

  // Throws cache::Damaged when they are not those of a state.
  const process::State& state() const;
  process::State take_state() && { return state(), std::move(*state_); }
  // Folded, for queries with text terms; empty when none was asked for.
  std::string_view text() const { return is_made_ ? text_ : folded_; }

 private:
  mutable std::optional<process::State> state_;
  std::string text_;
  bool is_made_ = true;  // from its record
  std::optional<ComplaintId> id_;
  std::string_view bytes_, description_, folded_;
};

struct Cases {
  std::vector<process::State> states;  // in the order of their ids
  std::string printed;                 // what LoadOptions::print made of them, in that order
  std::size_t read = 0;                // records read, those after `as_of` included
  std::size_t skipped = 0;             // records that could not be read
  std::size_t kept = 0;                // records of which something was kept
  std::optional<reports::Cases> facts = {};  // where LoadOptions::facts asks for them
  // What tells these records from any other state of them, where LoadOptions::with_marks asks for it, a snapshot was
  // used and they are all that lies there.
  std::optional<cache::Marks> marks = {};
};

// `keep` and `print` are asked as each record is read, from several threads at once.
struct LoadOptions {
  bool with_text = false;
  bool skip_invalid = false;
  std::optional<Instant> as_of;  // replay only what had happened by then
  // In place of the states, text made of each record; an empty text keeps nothing. A failure is one
  // of reading the case.
  std::function<Result<std::string>(const Case&, const records::Record*)> print = {};
  // Whether the state is kept; every one when this is not set.
  std::function<bool(const Case&)> keep = {};
  bool without_description = false;  // for figures: states are kept without the words
  // Makes facts of what is kept, for reports; they outlive neither these terms nor the Cases.
  const reports::FactsTerms* facts = nullptr;
  bool without_states = false;  // the facts alone are kept
  bool are_facts_usual = false;  // by the rules of the register, as of now: a snapshot may have them
  bool with_records = false;  // `print` looks at the record, which is null else
  // Takes the text of `print` in place of Cases::printed, block by block in the order of the records, from one
  // thread at a time. Only a few blocks are held, so that memory does not grow with the text. What was
  // handed on is worth nothing when the reading fails in the end. No snapshot is read or made then.
  std::function<void(std::string_view)> write = {};
  // Asked before all else, of the text: whether the case is looked at.
  std::function<bool(std::string_view)> holds = {};
  // In place of keeping the states: told first how many records there are, then shown each that would be kept,
  // with its place among them. Anew from the start where a snapshot turns out to be damaged.
  std::function<void(std::size_t records)> begin = {};
  std::function<void(std::size_t place, const Case&)> see = {};
  bool with_marks = false;  // Cases::marks are asked for
};

// From how many records on what is read of them is kept for the next command (cache/): CMT_CACHE_FROM, or where
// reading them all is no faster than looking whether they changed.
std::size_t cached_from(const World& world);

// Reads every record; memory is taken for what is kept of them, not for the register. A file that
// cannot be read is named on standard error; without skip_invalid it is a failure.
Result<Cases> load_cases(World& world, const Session& session, const LoadOptions& options);

// What `make` makes of each complaint that `options` keep, in the order of their ids: for what needs little of many.
// `made` tells what was read. `make` is called from several threads at once.
template <class Make>
auto load_rows(World& world, const Session& session, LoadOptions options, Cases& made, const Make& make) {
  using Row = std::invoke_result_t<Make, const Case&>;
  std::vector<std::optional<Row>> places;
  options.begin = [&](std::size_t records) { std::vector<std::optional<Row>>(records).swap(places); };
  options.see = [&](std::size_t place, const Case& one) { places[place].emplace(make(one)); };
  std::vector<Row> rows;
  auto cases = load_cases(world, session, options);
  if (!cases) return Result<std::vector<Row>>{std::move(cases).failure()};
  made = std::move(*cases);
  rows.reserve(made.kept);
  for (auto& one : places)
    if (one) rows.push_back(std::move(*one));
  return Result<std::vector<Row>>{std::move(rows)};
}

// A column of lists and a field of queries: one table for both.
struct CaseField {
  const char* name;
  const char* title;    // of the column
  query::Type type;
  const char* meaning;
  const char* list;     // value list that gives the choices, or ""
  query::Value (*value)(const process::State& state, const struct CaseContext& context);
};
struct CaseContext {
  const process::Rules& rules;
  Date today;
  Instant now;
};
const std::vector<CaseField>& case_fields();
const CaseField* find_case_field(std::string_view name);

// "; 2 records could not be read and left out".
Message left_out(std::size_t records);

// The fields as the query language wants them, with the choices of this register.
std::vector<query::Field> query_fields(const process::Rules& rules);

Result<query::Query> parse_query(const std::vector<std::string>& words, const process::Rules& rules,
                                 Date today);
bool matches(const query::Query& query, const Case& one, const CaseContext& context);

// A value as text: codes as they are, dates in ISO 8601; with labels where `language` is given.
std::string text_of(const CaseField& field, const process::State& state, const CaseContext& context);
std::string label_of(const CaseField& field, const process::State& state, const CaseContext& context,
                     const std::string& language);

// A row of CSV with the fields of one complaint, and the row of their names.
std::string csv_head(const std::vector<const CaseField*>& fields);
std::string csv_line(const std::vector<const CaseField*>& fields, const process::State& state,
                     const CaseContext& context);
bool is_numeric(const CaseField& field);

// How many lines `--limit` allows; no limit when it was not given.
Result<std::size_t> limit_value(const std::string& typed);

Date today_of(const World& world, const Session& session);

}  // namespace cmt::cli
