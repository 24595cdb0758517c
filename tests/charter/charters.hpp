// Charters built in memory; every event is complete.
#pragma once
#include "charter/charter.hpp"
#include "support/dossier_cases.hpp"

namespace cmt::test {

using namespace cmt::charter;
using Code_ = dossier::Dossier<Charter>;
using Charters = dossier::Steps<Charter>;

inline const std::string charter_id = LetterId::draw('C', [] { return std::uint64_t{7}; }).text();

inline Drafted drafted() {
  return {{"What you can count on"}, {"All parcels"}, {"help@example.org"}, {"Any counter"}, {"An apology"}};
}
inline PromiseDrafted promise(std::string id = "PR-01", std::string text = "Within five days") {
  PromiseDrafted out;
  out.promise = std::move(id);
  out.text = {std::move(text)};
  out.measure = "delivery_days <= 5";
  out.indicator = Indicator{"on time", "95", "%", {}, IndicatorSource::operations};
  out.remedies = {"R52"};
  return out;
}
inline Consulted consulted() { return {"Consumer association", {"Name the days"}, {"PR-01"}}; }
inline Published published(int version = 1, std::string_view from = "2026-04-01") {
  return {version, day(from), day(from) + std::chrono::days{365}};
}

inline dossier::Event<Charter> charter_event(std::string_view at, CharterBody body) {
  return dossier_event<Charter>(at, std::move(body));
}

inline Code_ charter_that_is(CharterStatus status) {
  const Rules rules = rules_of(Process::full);
  std::vector<dossier::Event<Charter>> events{
      charter_event("2026-03-01", drafted()), charter_event("2026-03-02", promise()),
      charter_event("2026-03-03", promise("PR-02", "Answered by a person")),
      charter_event("2026-03-04", consulted())};
  if (status >= CharterStatus::published) events.push_back(charter_event("2026-03-10", published()));
  if (status == CharterStatus::retired)
    events.push_back(charter_event("2026-05-01", CharterRetired{day("2026-12-31"), {"The end"}}));
  return after<Charter>({charter_id, {"Our promises", "en"}, {}}, events, rules);
}

}  // namespace cmt::test
