#include "reports/satisfaction.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include "reports/breakdown.hpp"
#include "reports/counting.hpp"
#include "reports/frame.hpp"
#include "reports/inputs.hpp"
#include "reports/received.hpp"
#include "reports/shares.hpp"
#include "reports/wording.hpp"
#include "statistics/proportion.hpp"
#include "survey/answers.hpp"
#include "survey/sampling.hpp"

namespace cmt::reports {
namespace {

using survey::Answered;
using survey::Invitation;
using survey::Question;
using survey::SurveyState;

constexpr std::int64_t kFewest = 5;  // answers: fewer give no figure
constexpr double kLevel = 0.05;

struct Reply {
  const SurveyState* survey = nullptr;
  const Answered* answer = nullptr;
  const Facts* complaint = nullptr;  // null: not among the cases
};
struct Asked {
  const SurveyState* survey = nullptr;
  const Facts* complaint = nullptr;
  std::string id;
  bool has_answered = false;  // in time
};

// What of the surveys falls in the period.
struct Found {
  std::vector<const SurveyState*> surveys;  // whose figures count
  std::vector<Reply> replies;
  std::vector<Asked> asked;                 // and could be reached
  std::int64_t late = 0;                    // answers that are in no figure
  std::optional<std::int64_t> population;   // those who could have been asked; unknown with a filter
  double z = 1.96;
  int confidence = 95;
};

using ById = std::unordered_map<std::string, const Facts*>;

Found found_in(const Cases& cases, const Scope& scope) {
  ById by_id;
  for (const Facts* one : cases.facts(scope)) by_id.emplace(one->id().text(), one);
  const bool is_one = inputs_of(scope).is_one_survey;
  Found out;
  std::int64_t population = 0;
  std::set<int> confidences;
  for (const SurveyState& one : inputs_of(scope).surveys) {
    if (one.status == survey::SurveyStatus::cancelled) continue;
    if (!is_one && one.plan.purpose != survey::Purpose::complaint_process) continue;
    const auto complaint_of = [&](const std::string& id) -> const Facts* {
      const auto found = by_id.find(id);
      return found == by_id.end() ? nullptr : found->second;
    };
    const auto is_left = [&](const std::string& id) { return scope.filter.empty() || by_id.count(id) != 0; };
    const std::size_t replies = out.replies.size(), asked = out.asked.size();
    for (const Answered& answer : one.answers) {
      if (!is_left(answer.complaint) || !(is_one || is_in(scope.period, answer.on))) continue;
      if (answer.is_late) ++out.late;
      else out.replies.push_back({&one, &answer, complaint_of(answer.complaint)});
    }
    for (const auto& [id, invitation] : one.invitations) {
      if (!invitation.sent_on || !is_left(id) || !(is_one || is_in(scope.period, invitation.sent_on))) continue;
      const Answered* answer = one.answer_of(id);
      if (invitation.failing && !answer) continue;
      out.asked.push_back({&one, complaint_of(id), id, answer && !answer->is_late});
    }
    if (out.replies.size() > replies) {
      confidences.insert(one.plan.confidence.value_or(95));
      if (one.draw) {
        population += one.draw->population.value_or(0);
        for (const auto& group : one.draw->excluded) population -= static_cast<std::int64_t>(group.complaints.size());
      }
    }
    if (is_one || out.replies.size() > replies || out.asked.size() > asked) out.surveys.push_back(&one);
  }
  if (scope.filter.empty()) out.population = population;
  if (confidences.size() == 1) out.confidence = *confidences.begin();
  out.z = survey::z_thousandths(out.confidence) / 1000.0;
  return out;
}

// The question of a survey about a characteristic, and what was answered to it.
const Question* question_about(const SurveyState& one, std::string_view characteristic) {
  for (const Question& question : one.plan.questions)
    if (survey::about(question) == characteristic && !survey::is_open(question)) return &question;
  return nullptr;
}
const std::string* value_of(const Answered& answer, const Question& question) {
  for (const auto& [id, value] : answer.values)
    if (id == question.id) return &value;
  return nullptr;
}
std::optional<int> rating_in(const Reply& reply, std::string_view characteristic) {
  const Question* question = question_about(*reply.survey, characteristic);
  const std::string* value = question ? value_of(*reply.answer, *question) : nullptr;
  return value ? survey::rating_of(*question, *value) : std::nullopt;
}

// The upper two answers of a scale are satisfied, the lower two dissatisfied.
struct Scores {
  std::int64_t count = 0, top = 0, bottom = 0, sum = 0;
  std::vector<std::string> satisfied, dissatisfied;  // ids
  std::set<std::pair<int, int>> scales;

  void add(const Reply& reply, std::string_view characteristic) {
    const Question* question = question_about(*reply.survey, characteristic);
    const auto score = rating_in(reply, characteristic);
    if (!question || !score) return;
    ++count;
    sum += *score;
    scales.emplace(survey::lowest(*question), survey::highest(*question));
    if (*score >= survey::highest(*question) - 1) {
      ++top;
      satisfied.push_back(reply.answer->complaint);
    } else if (*score <= survey::lowest(*question) + 1) {
      ++bottom;
      dissatisfied.push_back(reply.answer->complaint);
    }
  }
};
Scores scores_of(const std::vector<Reply>& replies, std::string_view characteristic) {
  Scores out;
  for (const Reply& reply : replies) out.add(reply, characteristic);
  return out;
}

// A figure of so many answers: held back when they are too few, and saying so when there are none.
Measure guarded(Measure measure, std::int64_t answers, const Scope& scope) {
  if (answers >= kFewest) return measure;
  measure.numerator.reset();
  measure.denominator.reset();
  measure.records.clear();
  measure.unit.clear();
  measure.value = answers == 0 ? Cell{Ratio{0, 0}} : Cell{Fewer{kFewest}};
  measure.note = answers == 0 ? word(scope, "satisfaction.none", "No answers in the period.")
                              : word(scope, "satisfaction.few", "Fewer than five answers give no figure.");
  return measure;
}

std::string percent_text(double share) { return fmt::format("{:.1f} %", 100 * share); }

std::vector<Measure> satisfied_measures(const Found& found, const Scope& scope) {
  const Scores overall = scores_of(found.replies, "overall");
  std::vector<Measure> out;
  Measure satisfied = share_measure("K41", word(scope, "kpi.K41", "Satisfaction with the process"), overall.top,
                                    overall.count, "E");
  satisfied.records = overall.satisfied;
  if (const auto range = statistics::wilson(overall.top, overall.count, found.z))
    satisfied.note = sentence(scope, "satisfaction.interval", "{n} % interval", found.confidence) + ": " +
                     percent_text(range->low) + " \u2013 " + percent_text(range->high) + ".";
  out.push_back(guarded(std::move(satisfied), overall.count, scope));

  const auto margin = statistics::margin_of_error(overall.top, overall.count, found.population, found.z);
  Measure error;
  error.id = "K41.margin";
  error.name = word(scope, "satisfaction.margin", "Margin of error");
  error.basis = "E";
  error.unit = word(scope, "unit.points.many", "points");
  error.value = margin ? tenths(100 * *margin) : Ratio{0, 0};
  error.note = found.population
                   ? sentence(scope, "satisfaction.margin.note",
                              "At {n} % confidence, of {m} complaints that could be asked about.",
                              found.confidence, *found.population)
                   : sentence(scope, "satisfaction.margin.open",
                              "At {n} % confidence, without the correction for a finite population.",
                              found.confidence);
  out.push_back(guarded(std::move(error), overall.count, scope));

  std::int64_t answered = 0;
  std::vector<std::string> records;
  for (const Asked& one : found.asked)
    if (one.has_answered) {
      ++answered;
      records.push_back(one.id);
    }
  Measure response = share_measure("K41.response", word(scope, "satisfaction.response", "Response rate"), answered,
                                   static_cast<std::int64_t>(found.asked.size()), "E");
  response.records = std::move(records);
  response.note = word(scope, "satisfaction.response.note",
                       "Of those asked in the period who could be reached, answered in time.");
  out.push_back(std::move(response));
  return out;
}

// ---- the index ----------------------------------------------------------------------------------

// One characteristic over all replies, each score as a share of its scale.
struct Characteristic {
  std::int64_t count = 0, weight = 0, top = 0;
  double sum = 0;

  double index() const { return 100 * sum / static_cast<double>(count); }
};

std::map<std::string, Characteristic> characteristics_of(const Found& found) {
  std::map<std::string, Characteristic> out;
  for (const Reply& reply : found.replies)
    for (const Question& question : reply.survey->plan.questions) {
      if (question.type != survey::QuestionType::rating) continue;
      const std::string* value = value_of(*reply.answer, question);
      const auto score = value ? survey::rating_of(question, *value) : std::nullopt;
      if (!score) continue;
      const int low = survey::lowest(question), high = survey::highest(question);
      Characteristic& one = out[std::string{survey::about(question)}];
      ++one.count;
      one.top += *score >= high - 1 ? 1 : 0;
      one.sum += static_cast<double>(*score - low) / (high - low);
      // The surveys are in the order of their ids; a weight that was changed is that of the last reply.
      one.weight = question.weight.value_or(0);
    }
  return out;
}

std::int64_t weight_of(const std::map<std::string, Characteristic>& all) {
  std::int64_t out = 0;
  for (const auto& [name, one] : all) out += one.weight;
  return out;
}

std::vector<Measure> index_measures(const Found& found, const Scope& scope) {
  const auto all = characteristics_of(found);
  std::vector<Measure> out;
  const Scores overall = scores_of(found.replies, "overall");
  Measure unhappy = share_measure("K41.dissatisfied", word(scope, "satisfaction.dissatisfied", "Dissatisfied"),
                                  overall.bottom, overall.count, "E");
  unhappy.records = overall.dissatisfied;
  out.push_back(guarded(std::move(unhappy), overall.count, scope));

  const auto mean_of = [&](const char* id, std::string name, const char* characteristic) {
    const Scores scores = scores_of(found.replies, characteristic);
    Measure mean = ratio_measure(id, std::move(name), Ratio{scores.sum, scores.count}, "", "E");
    if (scores.scales.size() == 1)
      mean.note = sentence(scope, "satisfaction.scale", "Of a scale from {n} to {m}.",
                           scores.scales.begin()->first, scores.scales.begin()->second);
    if (scores.scales.size() > 1) {
      mean.value = Unknown{};
      mean.numerator.reset();
      mean.denominator.reset();
      mean.note = word(scope, "satisfaction.scales",
                       "The surveys of the period have different scales, which are not compared.");
      return mean;
    }
    return guarded(std::move(mean), scores.count, scope);
  };
  out.push_back(mean_of("K41.mean", word(scope, "satisfaction.mean", "Mean score"), "overall"));

  const std::int64_t weights = weight_of(all);
  double index = 0;
  std::int64_t fewest = 0;
  for (const auto& [name, one] : all) {
    if (one.weight == 0) continue;
    index += static_cast<double>(one.weight) * one.index();
    fewest = fewest == 0 ? one.count : std::min(fewest, one.count);
  }
  Measure csi;
  csi.id = "K41.csi";
  csi.name = word(scope, "satisfaction.csi", "Satisfaction index (CSI)");
  csi.basis = "E";
  csi.unit = word(scope, "unit.points.many", "points");
  csi.note = word(scope, "satisfaction.csi.note", "0 to 100; characteristics by their weights.");
  csi.value = weights == 0 ? Ratio{0, 0} : tenths(index / static_cast<double>(weights));
  out.push_back(guarded(std::move(csi), fewest, scope));

  std::int64_t promoters = 0, detractors = 0, asked = 0;
  for (const Reply& reply : found.replies)
    if (const auto score = rating_in(reply, "recommend")) {
      ++asked;
      promoters += *score >= 9 ? 1 : 0;
      detractors += *score <= 6 ? 1 : 0;
    }
  Measure nps = ratio_measure("K41.nps", word(scope, "satisfaction.nps", "Net promoter score (NPS)"),
                              Ratio{100 * (promoters - detractors), asked}, word(scope, "unit.points.many", "points"),
                              "E");
  nps.note = word(scope, "satisfaction.nps.note", "The share of 9 and 10 less that of 0 to 6.");
  out.push_back(guarded(std::move(nps), asked, scope));

  out.push_back(mean_of("K41.effort", word(scope, "satisfaction.effort", "Ease (mean)"), "effort"));

  std::int64_t yes = 0, answered = 0;
  for (const Reply& reply : found.replies) {
    const Question* question = question_about(*reply.survey, "again");
    const std::string* value = question ? value_of(*reply.answer, *question) : nullptr;
    if (!value) continue;
    ++answered;
    yes += *value == "yes" ? 1 : 0;
  }
  out.push_back(guarded(share_measure("K41.again", word(scope, "satisfaction.again", "Would complain again"), yes,
                                      answered, "E"),
                        answered, scope));

  out.push_back(count_measure("K41.late", word(scope, "satisfaction.late", "Late answers, in no figure"), found.late,
                              "", "E"));
  std::int64_t population = 0, sampled = 0;
  for (const SurveyState* one : found.surveys) {
    if (!one->draw) continue;
    population += one->draw->population.value_or(0);
    sampled += static_cast<std::int64_t>(one->draw->sample.size());
  }
  Measure coverage = share_measure("K41.coverage", word(scope, "satisfaction.coverage", "Coverage"), sampled,
                                   population, "E");
  coverage.note = word(scope, "satisfaction.coverage.note", "Drawn, of the complaints of the populations.");
  out.push_back(std::move(coverage));
  return out;
}

// ---- tables -------------------------------------------------------------------------------------

std::string outcome_of(const Facts& state) {
  const auto& cycle = state.cycle();
  const auto& outcome = cycle.told ? cycle.told : cycle.outcome;
  return outcome ? std::string{name_of(process::outcome_names, *outcome)} : std::string{};
}

// Those by which it is asked whether who answered is like who did not; the level is divided among them.
constexpr const char* kCompared[] = {"outcome", "medium", "severity", "product"};

// Whether two properties go together, at a level, as a sentence under a table.
std::string association_note(const statistics::Contingency& table, double level, const Scope& scope,
                             const char* differs_key, const char* differs, const char* alike_key,
                             const char* alike) {
  const auto test = statistics::association(table);
  if (!test) return {};
  double p = test->p;
  std::string how = "\u03c7\u00b2 p ";
  if (!test->is_valid) {
    const auto exact = statistics::fisher_two_sided(table);
    if (!exact)
      return word(scope, "satisfaction.too_few",
                  "Too few answers in too many groups to tell whether they differ beyond chance.");
    p = *exact;
    how = "Fisher p ";
  }
  return (p < level ? word(scope, differs_key, differs) : word(scope, alike_key, alike)) + " (" + how +
         probability(p) + ").";
}

Table by_outcome(const Found& found, const Scope& scope) {
  std::map<std::string, Scores> groups;
  for (const Reply& reply : found.replies)
    if (rating_in(reply, "overall"))
      groups[reply.complaint ? outcome_of(*reply.complaint) : std::string{}].add(reply, "overall");
  Table table;
  table.key = "by_outcome";
  table.title = word(scope, "satisfaction_by_outcome.title", "Satisfied, by outcome");
  table.columns = {column(scope, "outcome", "Outcome", ColumnType::text), column(scope, "answers_given", "Answers"),
                   column(scope, "satisfied", "Satisfied"), column(scope, "satisfied_share", "Satisfied (CSAT)"),
                   column(scope, "dissatisfied_share", "Dissatisfied")};
  table.columns[1].key = "answers";
  statistics::Contingency tested;
  for (const auto& [code, group] : groups) {
    tested.push_back({group.top, group.count - group.top});
    Row row{labelled(scope, "outcomes", code)};
    if (group.count < kFewest) row.emplace_back(Fewer{kFewest});
    else
      row.insert(row.end(), {Cell{group.count}, Cell{group.top}, Cell{Percent{group.top, group.count}},
                             Cell{Percent{group.bottom, group.count}}});
    table.rows.push_back(std::move(row));
  }
  table.note = association_note(tested, kLevel, scope, "satisfaction.outcome.differs",
                                "Satisfaction differs between the outcomes beyond chance",
                                "satisfaction.outcome.alike",
                                "Satisfaction does not differ between the outcomes beyond chance");
  return table;
}

// The answers to the overall question, where all surveys have one scale.
std::optional<Table> distribution(const Found& found, const Scope& scope) {
  const Scores overall = scores_of(found.replies, "overall");
  if (overall.scales.size() != 1 || overall.count < kFewest) return std::nullopt;
  std::map<int, std::int64_t> counts;
  for (int score = overall.scales.begin()->first; score <= overall.scales.begin()->second; ++score) counts[score];
  for (const Reply& reply : found.replies)
    if (const auto score = rating_in(reply, "overall")) ++counts[*score];
  Table table;
  table.key = "scores";
  table.title = word(scope, "satisfaction_scores.title", "How satisfied they are, all in all");
  table.columns = {column(scope, "score", "Score", ColumnType::text), column(scope, "answers_given", "Answers"),
                   column(scope, "share", "Share")};
  table.columns[1].key = "answers";
  for (const auto& [score, count] : counts)
    table.rows.push_back({std::to_string(score), count, Percent{count, overall.count}});
  table.chart = Chart{ChartKind::columns, "score", {"answers"}, {}};
  return table;
}

Table by_characteristic(const Found& found, const Scope& scope) {
  const auto all = characteristics_of(found);
  const std::int64_t weights = weight_of(all);
  const auto lost = [&](const Characteristic& one) {
    return weights == 0 ? 0.0
                        : (100 - one.index()) * static_cast<double>(one.weight) / static_cast<double>(weights);
  };
  std::vector<std::pair<std::string, Characteristic>> rows(all.begin(), all.end());
  std::stable_sort(rows.begin(), rows.end(),
                   [&](const auto& a, const auto& b) { return lost(a.second) > lost(b.second); });
  Table table;
  table.key = "by_characteristic";
  table.title = word(scope, "satisfaction_by_characteristic.title", "What costs satisfaction most");
  table.caption = word(scope, "satisfaction_by_characteristic.caption",
                       "The index is the mean score as a share of its scale, 0 to 100. Lost: how many points of "
                       "the whole index each characteristic costs, by its weight.");
  table.columns = {column(scope, "characteristic", "Characteristic", ColumnType::text),
                   column(scope, "answers_given", "Answers"), column(scope, "satisfied_share", "Satisfied (CSAT)"),
                   column(scope, "index", "Index"), column(scope, "weight", "Weight"),
                   column(scope, "points_lost", "Points lost")};
  table.columns[1].key = "answers";
  table.columns[4].is_count = false;
  for (const auto& [name, one] : rows) {
    Row row{Code{name, word(scope, "characteristic." + name, name)}};
    if (one.count < kFewest) row.emplace_back(Fewer{kFewest});
    else
      row.insert(row.end(), {Cell{one.count}, Cell{Percent{one.top, one.count}}, Cell{tenths(one.index())},
                             one.weight ? Cell{one.weight} : Cell{Unknown{}},
                             one.weight ? Cell{tenths(lost(one))} : Cell{Unknown{}}});
    table.rows.push_back(std::move(row));
  }
  return table;
}

// Are those who answered like those who were asked and did not?
Table non_response(const Dimension& dimension, const Found& found, const Scope& scope) {
  std::map<std::string, std::pair<std::int64_t, std::int64_t>> groups;  // answered, asked
  for (const Asked& one : found.asked) {
    const std::string value = !one.complaint ? std::string{}
                              : dimension.key == "outcome" ? outcome_of(*one.complaint)
                                                           : dimension.value(*one.complaint);
    auto& [answered, asked] = groups[value];
    ++asked;
    answered += one.has_answered ? 1 : 0;
  }
  Table table;
  table.key = "response_by_" + std::string{dimension.key};
  table.columns = {column(scope, dimension.key, dimension.heading, ColumnType::text),
                   column(scope, "asked", "Asked"), column(scope, "answers_given", "Answers"),
                   column(scope, "response_share", "Response rate")};
  table.columns[2].key = "answers";
  table.title = word(scope, "satisfaction_response_by.title", "Who answered, by") + ": " + table.columns[0].title;
  statistics::Contingency tested;
  for (const auto& [value, group] : groups) {
    const auto& [answered, asked] = group;
    tested.push_back({answered, asked - answered});
    Row row{value_label(dimension, value, scope)};
    if (asked < kFewest) row.emplace_back(Fewer{kFewest});
    else row.insert(row.end(), {Cell{asked}, Cell{answered}, Cell{Percent{answered, asked}}});
    table.rows.push_back(std::move(row));
  }
  table.note = association_note(tested, kLevel / std::size(kCompared), scope, "satisfaction.response.differs",
                                "Those who answered are not like those who did not: the figures may be off",
                                "satisfaction.response.alike",
                                "Those who answered are like those who did not, as far as can be told");
  return table;
}

Table by_survey(const Found& found, const Scope& scope) {
  Table table;
  table.key = "by_survey";
  table.title = word(scope, "satisfaction_by_survey.title", "Surveys");
  table.caption = word(scope, "satisfaction_by_survey.caption",
                       "Of each survey as a whole, whatever the period: its own answers that came in time.");
  table.columns = {column(scope, "survey", "Survey", ColumnType::text),
                   column(scope, "survey_title", "Title", ColumnType::text),
                   column(scope, "survey_closes", "Last day", ColumnType::date),
                   column(scope, "asked", "Asked"), column(scope, "answers_given", "Answers"),
                   column(scope, "answers_late", "Late"), column(scope, "response_share", "Response rate"),
                   column(scope, "satisfied_share", "Satisfied (CSAT)")};
  table.columns[4].key = "answers";
  for (const SurveyState* one : found.surveys) {
    Found alone;
    for (const Answered& answer : one->answers)
      if (!answer.is_late) alone.replies.push_back({one, &answer, nullptr});
    std::int64_t asked = 0;
    for (const auto& [id, invitation] : one->invitations)
      asked += invitation.sent_on && !(invitation.failing && !one->answer_of(id)) ? 1 : 0;
    const auto answers = static_cast<std::int64_t>(alone.replies.size());
    const Scores overall = scores_of(alone.replies, "overall");
    table.rows.push_back({one->id, one->title,
                          one->plan.closes ? Cell{reports::Date{text(*one->plan.closes)}} : Cell{Unknown{}}, asked,
                          answers, std::int64_t{one->late()}, Percent{answers, asked},
                          overall.count == 0        ? Cell{Unknown{}}
                          : overall.count < kFewest ? Cell{Fewer{kFewest}}
                                                    : Cell{Percent{overall.top, overall.count}}});
  }
  return table;
}

Table excluded(const Found& found, const Scope& scope) {
  std::map<survey::Exclusion, std::int64_t> counts;
  for (const SurveyState* one : found.surveys)
    if (one->draw)
      for (const auto& group : one->draw->excluded)
        if (group.reason) counts[*group.reason] += static_cast<std::int64_t>(group.complaints.size());
  Table table;
  table.key = "excluded";
  table.title = word(scope, "satisfaction_excluded.title", "Who was not asked, and why");
  table.columns = {column(scope, "reason", "Reason", ColumnType::text), column(scope, "count", "Count")};
  for (const auto& [reason, count] : counts) {
    const std::string name{name_of(survey::exclusion_names, reason)};
    table.rows.push_back({Code{name, word(scope, "exclusion." + name, name)}, count});
  }
  return table;
}

}  // namespace

std::vector<Measure> satisfaction_with_process(const Cases& cases, const Scope& scope) {
  if (!inputs_of(scope).surveys.empty()) return satisfied_measures(found_in(cases, scope), scope);
  return {without_value("K41", word(scope, "kpi.K41", "Satisfaction with the process"), "E",
                        word(scope, "needs.surveys", "Needs answers to surveys."))};
}

Result<Report> satisfaction(const Cases& cases, const Scope& scope) {
  auto frame = frame_of("satisfaction", "Satisfaction", cases, scope);
  if (!frame) return std::move(frame).failure();
  Report report = std::move(frame->report);
  const Found found = found_in(cases, scope);
  report.measures = satisfied_measures(found, scope);
  add(report, index_measures(found, scope));
  // Fewer complaints and less satisfaction together say that the way to complain is broken.
  if (!inputs_of(scope).is_one_survey) add(report, {received_count(frame->population, scope)});
  report.tables.push_back(by_outcome(found, scope));
  if (auto table = distribution(found, scope)) report.tables.push_back(std::move(*table));
  report.tables.push_back(by_characteristic(found, scope));
  for (const char* key : kCompared) {
    Table table = non_response(*find_dimension(key), found, scope);
    if (table.rows.size() > 1) report.tables.push_back(std::move(table));
  }
  report.tables.push_back(by_survey(found, scope));
  report.tables.push_back(excluded(found, scope));
  report.notes.push_back(word(scope, "satisfaction.note",
                              "Answers that came in time, by the day they were given. Satisfied are the upper two "
                              "answers of a scale, dissatisfied the lower two. Fewer than five answers give no "
                              "figure."));
  return report;
}

}  // namespace cmt::reports
