// The problem category, and what a category asks to be said besides.
#include <fmt/core.h>

#include "checks/all_rules.hpp"
#include "checks/finding.hpp"

namespace cmt::checks {
namespace {

// Whether the receipt or an assessment states the field that a category asks for.
bool is_stated(const Subject& subject, const std::string& field) {
  bool stated = false;
  const auto look = [&](const std::string& words, const std::optional<int>& delay) {
    if (field == "text" ? !words.empty() : field == "delay_days" ? delay.has_value() : true)
      stated = true;
  };
  each_event<process::Received>(subject,
                                [&](std::size_t, const auto&, const process::Received& received) {
                                  look(received.category_text, received.delay_days);
                                });
  each_event<process::Assessed>(subject,
                                [&](std::size_t, const auto&, const process::Assessed& assessed) {
                                  look(assessed.category_text, assessed.delay_days);
                                });
  return stated;
}

// The event that gave the category its present value.
Place place_of(const Subject& subject) {
  Place place{0, "category"};
  each_event<process::Assessed>(subject,
                                [&](std::size_t i, const auto&, const process::Assessed& assessed) {
                                  if (!assessed.category.empty()) place.event = i;
                                });
  if (const auto corrected = last_correction(subject, "category");
      corrected && *corrected > place.event.value_or(0))
    return {*corrected, "value"};
  return place;
}

void check_category(const Subject& subject, std::vector<Finding>& out) {
  const auto& state = subject.state;
  const auto severity = note_if_imported(subject, all::category.severity);
  const auto assess_again =
      fmt::format("cmt assess {} --reason initial-wrong --category", id_of(subject));
  if (state.category.empty()) {
    const auto assessed = last_event<process::Assessed>(subject);
    if (assessed && is_full(subject))
      out.push_back(found(all::category, severity, {*assessed, "category"},
                          tr("it was assessed without a problem category"), assess_again + " CODE"));
    return;
  }
  const ListValue* category = subject.rules.lists["problems"].find(state.category);
  if (!category || category->requires_field.empty()) return;
  if (is_stated(subject, category->requires_field)) return;
  const bool in_words = category->requires_field == "text";
  out.push_back(found(
      all::category, severity, place_of(subject),
      in_words ? tr("category {} is not named in words", category->code)
               : tr("category {} does not say how long the delay was", category->code),
      fmt::format("{} {} {}", assess_again, category->code,
                  in_words ? "--category-text TEXT" : "--delay-days DAYS")));
}

}  // namespace

const Rule all::category{
    "category",
    "8.2",
    Severity::warning,
    msgid("an assessed complaint has a category, with what the category asks for"),
    "Complaints are classified, so that systematic and recurring problems show (8.2). In the full "
    "process an assessed complaint has a category; in both, `other` is named in words and a delay "
    "states its days. In an imported record it is a note.",
    "`cmt assess ID --reason initial-wrong --category CODE`, with `--category-text` or "
    "`--delay-days` where the code asks for it.",
    check_category};

}  // namespace cmt::checks
