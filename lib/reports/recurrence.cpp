#include "reports/recurrence.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <set>

#include "core/fold.hpp"
#include "core/text.hpp"
#include "reports/frame.hpp"
#include "reports/repeats.hpp"
#include "reports/received.hpp"
#include "reports/wording.hpp"
#include "statistics/association.hpp"
#include "statistics/likeness.hpp"
#include "statistics/recurrence.hpp"

namespace cmt::reports {
namespace {

using process::State;
using statistics::Occurrence;

constexpr std::size_t kIds = 2;     // ids that a row names
constexpr std::size_t kLinks = 10;  // commands for problems that people see
constexpr std::size_t kPairs = 50;  // near duplicates that people see

std::string ids_of(const std::vector<const Case*>& cases) {
  std::string out;
  for (std::size_t i = 0; i < std::min(kIds, cases.size()); ++i)
    out += (i == 0 ? "" : " ") + cases[i]->id().text();
  if (cases.size() > kIds) out += fmt::format(" +{}", cases.size() - kIds);
  return out;
}

bool are_linked(const State& a, const State& b) {
  const auto links_to = [](const State& from, const State& to) {
    return std::any_of(from.links.begin(), from.links.end(),
                       [&](const process::Link& link) { return link.to == to.id.text(); });
  };
  return links_to(a, b) || links_to(b, a);
}

// A command is copied whole, so it is the last to be cut.
Column command_column(const Scope& scope) {
  return column(scope, "command", "Command", ColumnType::date);
}

struct Problem {
  std::vector<std::string> key;
  std::vector<const Case*> cases;  // by date
  std::int64_t in_period = 0;
  statistics::Recurrence recurrence;
  double expected = 0;            // were the two parts of the key independent
  bool is_beyond_chance = false;  // still more, among all the problems looked at
};

// With many complaints some meet by chance in every corner. So many in one are more than that when
// they are unlikely (below 5 % among all corners) were the two parts of the key independent.
void weigh_chance(std::map<std::vector<std::string>, Problem>& problems) {
  std::map<std::string, std::int64_t> firsts, seconds;
  std::int64_t all = 0;
  for (const auto& [key, problem] : problems) {
    const auto count = static_cast<std::int64_t>(problem.cases.size());
    firsts[key[0]] += count;
    seconds[key[1]] += count;
    all += count;
  }
  const double corners = static_cast<double>(firsts.size() * seconds.size());
  for (auto& [key, problem] : problems) {
    const std::int64_t first = firsts[key[0]], second = seconds[key[1]];
    const auto count = static_cast<std::int64_t>(problem.cases.size());
    problem.expected = static_cast<double>(first) * static_cast<double>(second) / static_cast<double>(all);
    problem.is_beyond_chance = statistics::fisher_tail(count, first, second, all) * corners < 0.05;
  }
}

// Problems with a case in the period that are not single: those beyond chance, the systematic ones
// and the most frequent first. `key_of` gives nothing for a case whose problem is not known.
template <class KeyOf>
std::vector<Problem> problems_of(const Population& population, const Scope& scope, KeyOf key_of) {
  std::map<std::vector<std::string>, Problem> problems;
  const statistics::RecurrenceTerms& terms = scope.recurrence;
  for (const Case& one : population.counted) {
    if (!one.received || one.state->is_split) continue;
    // A window that reaches into the period begins no earlier than this.
    if (scope.period.from && *one.received <= *scope.period.from - std::chrono::days{terms.window_days})
      continue;
    if (scope.period.to && *one.received > *scope.period.to) continue;
    auto key = key_of(one.whole());
    if (key.empty()) continue;
    Problem& problem = problems[key];
    problem.key = std::move(key);
    problem.cases.push_back(&one);
    problem.in_period += is_in(scope.period, one.received);
  }
  weigh_chance(problems);
  std::vector<Problem> out;
  for (auto& [key, problem] : problems) {
    if (problem.in_period == 0) continue;
    std::vector<statistics::Occurred> occurred;
    for (const Case* one : problem.cases) occurred.push_back({*one->received, one->state->unit.text()});
    problem.recurrence = statistics::classify(occurred, terms);
    if (problem.recurrence.occurrence == Occurrence::single) continue;
    std::stable_sort(problem.cases.begin(), problem.cases.end(),
                     [](const Case* a, const Case* b) { return *a->received < *b->received; });
    out.push_back(std::move(problem));
  }
  std::stable_sort(out.begin(), out.end(), [](const Problem& a, const Problem& b) {
    if (a.is_beyond_chance != b.is_beyond_chance) return a.is_beyond_chance;
    if (a.recurrence.occurrence != b.recurrence.occurrence)
      return a.recurrence.occurrence > b.recurrence.occurrence;
    if (a.recurrence.most != b.recurrence.most) return a.recurrence.most > b.recurrence.most;
    return a.in_period > b.in_period;
  });
  return out;
}

Code occurrence_label(Occurrence occurrence, const Scope& scope) {
  const std::string name{name_of(statistics::occurrence_names, occurrence)};
  return {name, word(scope, "occurrence." + name, name)};
}

// The link that would say that the first two belong together, where they are not linked yet.
std::string proposal(const std::vector<const Case*>& cases) {
  for (std::size_t i = 1; i < cases.size(); ++i)
    if (!are_linked(cases[i - 1]->whole(), cases[i]->whole()))
      return fmt::format("cmt link {} {} --type same-cause", cases[i]->id().text(), cases[i - 1]->id().text());
  return {};
}

Table problem_table(std::string key, std::string title, std::vector<Column> heads,
                    const std::vector<Problem>& problems,
                    const std::vector<const Dimension*>& dimensions, const Scope& scope) {
  Table table;
  table.key = std::move(key);
  table.title = std::move(title);
  table.columns = std::move(heads);
  table.columns.push_back(column(scope, "occurrence", "Class", ColumnType::text));
  table.columns.push_back(column(scope, "in_period", "In the period"));
  table.columns.push_back({"most", sentence(scope, "most_in_window", "Most in {n} days",
                                            scope.recurrence.window_days), ColumnType::number});
  table.columns.push_back(column(scope, "recurring_units", "Units"));
  table.columns.push_back(column(scope, "expected", "Expected"));
  for (std::size_t i = table.columns.size() - 3; i < table.columns.size(); ++i)
    table.columns[i].is_count = false;
  table.columns.push_back(column(scope, "beyond_chance", "Beyond chance", ColumnType::text));
  for (const Problem& problem : problems) {
    Row row;
    for (std::size_t i = 0; i < dimensions.size(); ++i)
      row.push_back(value_label(*dimensions[i], problem.key[i], scope));
    row.insert(row.end(),
               {occurrence_label(problem.recurrence.occurrence, scope), problem.in_period,
                problem.recurrence.most, problem.recurrence.units, tenths(problem.expected),
                problem.is_beyond_chance ? Cell{word(scope, "yes", "yes")} : Cell{Unknown{}}});
    table.rows.push_back(std::move(row));
  }
  table.shown = 20;
  return table;
}

// The commands that would link what belongs to one problem and is not linked yet, one a problem.
Table link_table(const std::vector<Problem>& problems, const std::vector<const Dimension*>& dimensions,
                 const Scope& scope) {
  Table table;
  table.key = "links";
  table.title = word(scope, "links_to_consider.title", "Links to consider");
  table.columns = {command_column(scope),
                   column(scope, "of", "Of", ColumnType::text)};
  for (const Problem& problem : problems) {
    const std::string command = proposal(problem.cases);
    if (command.empty()) continue;
    std::string label;
    for (std::size_t i = 0; i < dimensions.size(); ++i)
      label += (i == 0 ? "" : ", ") + value_label(*dimensions[i], problem.key[i], scope).label;
    table.rows.push_back({command, label});
  }
  table.shown = kLinks;
  return table;
}

// The words of the complainant. A summary is ours: imports make the same of many complaints.
// What is sealed (seal/seal.hpp) says nothing without its key.
std::string said(const State& state) {
  return state.description.value.starts_with("sealed:") ? std::string{} : fold(state.description.value);
}

// What would put the two together. Never across complainants by merging: each is owed an answer.
std::string link_command(const State& a, const State& b) {
  const bool is_same_person = !a.complainant.empty() && a.complainant == b.complainant;
  if (!is_same_person)
    return fmt::format("cmt link {} {} --type same-cause", b.id.text(), a.id.text());
  if (process::is_open(a.status) && process::is_open(b.status))
    return fmt::format("cmt merge {} {}", b.id.text(), a.id.text());
  return fmt::format("cmt link {} {} --type follows", b.id.text(), a.id.text());
}

Table duplicate_table(const Population& population, const Scope& scope) {
  std::vector<const Case*> cases;
  for (const std::size_t i : population.received) cases.push_back(&population.counted[i]);
  std::stable_sort(cases.begin(), cases.end(), [](const Case* a, const Case* b) {
    return a->received.value_or(cmt::Date{}) < b->received.value_or(cmt::Date{});
  });
  std::vector<std::string> texts;
  for (const Case* one : cases) texts.push_back(said(one->whole()));
  Table table;
  table.key = "near_duplicates";
  table.title = word(scope, "near_duplicates.title", "Complaints with much the same text");
  table.caption = word(scope, "near_duplicates.caption",
                       "Received in the period and not linked yet. Likeness is the share of "
                       "five-character parts that both texts have. A person decides.");
  table.columns = {command_column(scope),
                   column(scope, "likeness", "Likeness"),
                   column(scope, "same_complainant", "Same complainant", ColumnType::text)};
  for (const auto& pair : statistics::near_duplicates(texts)) {
    const State& earlier = cases[pair.a]->whole();
    const State& later = cases[pair.b]->whole();
    if (are_linked(earlier, later)) continue;
    const bool is_same = !later.complainant.empty() && later.complainant == earlier.complainant;
    table.rows.push_back({link_command(earlier, later), Percent{pair.shared, pair.together},
                          is_same ? Cell{word(scope, "yes", "yes")} : Cell{Unknown{}}});
  }
  table.shown = kPairs;
  return table;
}

}  // namespace

Result<Report> recurrence(const Cases& cases, const Scope& scope) {
  auto frame = frame_of("recurrence", "Recurring problems", cases, scope);
  if (!frame) return std::move(frame).failure();
  Report report = std::move(frame->report);
  const Population& population = frame->population;
  report.measures = {recurring_share(population, scope), repeat_complainants(population, scope)};

  const auto by_problem = problems_of(population, scope, [](const State& state) {
    if (is_remainder(state.category) || state.product.empty()) return std::vector<std::string>{};
    return std::vector<std::string>{state.category, state.product};
  });
  const auto by_cause_and_product = problems_of(population, scope, [](const State& state) {
    if (state.causes.empty() || is_remainder(state.causes.front()) || state.product.empty())
      return std::vector<std::string>{};
    return std::vector<std::string>{state.causes.front(), state.product};
  });
  const Column product = column(scope, "product", "Product", ColumnType::text);
  report.tables = {
      problem_table("problems", word(scope, "problems.title", "Problems that recur"),
                    {column(scope, "category", "Category", ColumnType::text), product}, by_problem,
                    {&by_category, &by_product}, scope),
      problem_table("causes", word(scope, "causes_recur.title", "Causes that recur"),
                    {column(scope, "cause", "Cause", ColumnType::text), product},
                    by_cause_and_product, {&by_cause, &by_product}, scope),
      link_table(by_problem, {&by_category, &by_product}, scope),
      duplicate_table(population, scope)};
  const statistics::RecurrenceTerms& terms = scope.recurrence;
  report.notes.push_back(
      sentence(scope, "recurrence.recurring",
               "Recurring: {n} times or more in one unit within {m} days.", terms.recurring,
               terms.window_days) +
      " " +
      sentence(scope, "recurrence.systematic",
               "Systematic: {n} times or more in one unit, or recurring in {m} units at a time.",
               terms.systematic, terms.units) +
      " " +
      word(scope, "recurrence.note",
           "Expected is what chance gives were the two properties independent. Cases of unknown "
           "product, category or cause are left out."));
  return report;
}

Result<Report> themes(const Cases& cases, const Scope& scope) {
  auto frame = frame_of("themes", "Themes in the texts", cases, scope);
  if (!frame) return std::move(frame).failure();
  Report report = std::move(frame->report);
  const Population& population = frame->population;
  report.measures.push_back(received_count(population, scope));

  std::map<std::string, std::vector<const Case*>> by_language;
  for (const std::size_t i : population.received)
    by_language[population.counted[i].state->language.text()].push_back(&population.counted[i]);
  Table table;
  table.key = "themes";
  table.title = word(scope, "themes.title", "Complaints that share their words");
  table.caption = word(scope, "themes.caption",
                       "Groups of three or more whose telling words are alike, in each language. "
                       "Words that half of the complaints use, or one alone, tell nothing.");
  table.columns = {column(scope, "words", "Words", ColumnType::text),
                   column(scope, "language", "Language", ColumnType::text),
                   column(scope, "count", "Count"),
                   column(scope, "categories", "Categories"),
                   column(scope, "ids", "Complaints", ColumnType::text)};
  table.columns[3].is_count = false;
  std::vector<std::pair<std::int64_t, Row>> links;
  for (const auto& [language, members] : by_language) {
    std::vector<std::string> texts;
    for (const Case* one : members) texts.push_back(said(one->whole()));
    for (const auto& theme : statistics::themes(texts)) {
      std::vector<const Case*> grouped;
      std::set<std::string> categories;
      for (const std::size_t i : theme.texts) {
        grouped.push_back(members[i]);
        categories.insert(members[i]->state->category.text());
      }
      std::string words;
      for (const auto& one : theme.words) words += (words.empty() ? "" : " ") + one;
      const std::string command = proposal(grouped);
      table.rows.push_back({printable_line(words), named(scope, language),
                            static_cast<std::int64_t>(grouped.size()),
                            static_cast<std::int64_t>(categories.size()), ids_of(grouped)});
      if (!command.empty())
        links.emplace_back(-static_cast<std::int64_t>(grouped.size()),
                           Row{command, printable_line(words)});
    }
  }
  std::stable_sort(table.rows.begin(), table.rows.end(), [](const Row& a, const Row& b) {
    return std::get<std::int64_t>(a[2]) > std::get<std::int64_t>(b[2]);
  });
  table.shown = 20;
  report.tables.push_back(std::move(table));
  Table proposals;
  proposals.key = "links";
  proposals.title = word(scope, "links_to_consider.title", "Links to consider");
  proposals.columns = {command_column(scope),
                       column(scope, "words", "Words", ColumnType::text)};
  std::stable_sort(links.begin(), links.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  for (auto& [size, row] : links) proposals.rows.push_back(std::move(row));
  proposals.shown = kLinks;
  report.tables.push_back(std::move(proposals));
  report.notes.push_back(word(scope, "themes.note",
                              "A theme in several categories may be one problem that is coded in "
                              "several ways. The words are folded: without case and marks."));
  return report;
}

}  // namespace cmt::reports
