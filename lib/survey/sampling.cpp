#include "survey/sampling.hpp"

#include <algorithm>
#include <map>
#include <numeric>

#include "core/sha256.hpp"

namespace cmt::survey {

using process::State;

int z_thousandths(int confidence) {
  return confidence >= 99 ? 2576 : confidence >= 95 ? 1960 : 1645;
}

int answers_needed(int population, int confidence, int margin, int share) {
  if (population <= 0) return 0;
  const std::int64_t z = z_thousandths(confidence);
  // n0 = above / below: z in thousandths and shares in per cent leave a factor of a million.
  const std::int64_t above = z * z * share * (100 - share);
  const std::int64_t below = std::int64_t{margin} * margin * 1'000'000;
  // n0 / (1 + (n0 - 1) / N) = above * N / (below * (N - 1) + above)
  const std::int64_t top = above * population, bottom = below * (population - 1) + above;
  if (bottom == 0) return 1;
  return static_cast<int>(std::clamp<std::int64_t>((top + bottom - 1) / bottom, 1, population));
}

int invitations_for(int answers, int response, int population) {
  if (response <= 0) return population;
  const std::int64_t invited = (std::int64_t{answers} * 100 + response - 1) / response;
  return static_cast<int>(std::min<std::int64_t>(invited, population));
}

int sample_size(const SurveyPlanned& plan, int eligible) {
  if (plan.method == Method::census) return eligible;
  if (plan.sample_size) return std::min(*plan.sample_size, eligible);
  const int answers = answers_needed(eligible, plan.confidence.value_or(95), plan.margin.value_or(5),
                                     plan.expected_share.value_or(50));
  return invitations_for(answers, plan.expected_response.value_or(100), eligible);
}

bool is_in_population(const State& complaint, const SurveyPlanned& plan, const TimeZone& zone) {
  if (complaint.kind != process::Kind::complaint) return false;
  if (complaint.status != process::Status::closed && complaint.status != process::Status::withdrawn)
    return false;
  if (!complaint.split_into.empty() || !complaint.cycle().ended) return false;
  const auto ended = zone.date_of(*complaint.cycle().ended);
  return ended && Period{plan.from, plan.to}.contains(*ended);
}

std::optional<Exclusion> exclusion_of(const State& complaint, const SurveyPlanned& plan,
                                      const Contacts& contacts) {
  const auto& particulars = complaint.particulars;
  if (complaint.anonymous || complaint.complainant.empty()) return Exclusion::anonymous;
  if (particulars.may_survey == false) return Exclusion::refused;
  if (plan.consent_needed.value_or(false) && particulars.may_survey != true) return Exclusion::no_consent;
  const auto& needs = complaint.vulnerability;
  if (std::find(needs.begin(), needs.end(), "minor") != needs.end() && !particulars.has_representative)
    return Exclusion::minor;
  if (particulars.is_on_legal_hold) return Exclusion::legal;
  if (!particulars.outside.empty() && !particulars.outside.back().ended) return Exclusion::dispute;
  if (contacts.reachable.count(complaint.complainant) == 0) return Exclusion::no_contact;
  if (contacts.asked_lately.count(complaint.complainant) != 0 ||
      contacts.asked_lately.count(complaint.id.text()) != 0)
    return Exclusion::asked_lately;
  return std::nullopt;
}

std::string draw_key(std::string_view seed, std::string_view complaint) {
  return sha256(std::string{seed} + ":" + std::string{complaint});
}

std::vector<std::string> in_draw_order(std::string_view seed, std::vector<std::string> complaints) {
  std::vector<std::pair<std::string, std::string>> keyed;
  keyed.reserve(complaints.size());
  for (auto& id : complaints) {
    std::string key = draw_key(seed, id);
    keyed.emplace_back(std::move(key), std::move(id));
  }
  std::sort(keyed.begin(), keyed.end());
  std::vector<std::string> out;
  out.reserve(keyed.size());
  for (auto& [key, id] : keyed) out.push_back(std::move(id));
  return out;
}

std::vector<int> allocate(int size, const std::vector<int>& counts) {
  const std::int64_t total = std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
  std::vector<int> out(counts.size(), 0);
  if (total == 0) return out;
  size = static_cast<int>(std::min<std::int64_t>(size, total));
  std::vector<std::pair<std::int64_t, std::size_t>> remainders;  // negative, so that the largest is first
  int given = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const std::int64_t exact = std::int64_t{size} * counts[i];
    out[i] = static_cast<int>(exact / total);
    given += out[i];
    remainders.emplace_back(-(exact % total), i);
  }
  std::sort(remainders.begin(), remainders.end());
  for (std::size_t k = 0; given < size; k = (k + 1) % remainders.size()) {
    const std::size_t i = remainders[k].second;
    if (out[i] >= counts[i]) continue;
    ++out[i];
    ++given;
  }
  // At least one each, taken from the largest.
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] == 0 || out[i] > 0) continue;
    const auto most = std::max_element(out.begin(), out.end());
    if (*most <= 1) break;
    --*most;
    out[i] = 1;
  }
  return out;
}

std::string stratum_of(const State& complaint, Stratum stratum) {
  switch (stratum) {
    case Stratum::outcome: {
      const auto& outcome = complaint.cycle().outcome;
      return outcome ? std::string{name_of(process::outcome_names, *outcome)} : std::string{};
    }
    case Stratum::medium: return complaint.medium;
    case Stratum::product: return complaint.product;
    case Stratum::unit: return complaint.unit;
    case Stratum::severity:
      return complaint.severity ? std::to_string(*complaint.severity) : std::string{};
  }
  return {};
}

namespace {

// The sample of a stratified draw: of each stratum its first ones, all in the order of the draw.
std::vector<std::string> stratified(const std::vector<std::string>& ordered, int size, Stratum by,
                                    const std::map<std::string, const State*>& states) {
  std::map<std::string, std::vector<std::string>> strata;
  for (const auto& id : ordered) strata[stratum_of(*states.at(id), by)].push_back(id);
  std::vector<int> counts;
  for (const auto& [value, ids] : strata) counts.push_back(static_cast<int>(ids.size()));
  const auto shares = allocate(size, counts);
  std::set<std::string> chosen;
  std::size_t row = 0;
  for (const auto& [value, ids] : strata) {
    chosen.insert(ids.begin(), ids.begin() + shares[row]);
    ++row;
  }
  std::vector<std::string> out;
  for (const auto& id : ordered)
    if (chosen.count(id) != 0) out.push_back(id);
  return out;
}

}  // namespace

SurveyDrawn draw(const SurveyPlanned& plan, const std::vector<const State*>& complaints,
                 const Contacts& contacts, std::string seed, const TimeZone& zone) {
  std::map<std::string, const State*> states;
  std::map<Exclusion, std::vector<std::string>> excluded;
  std::vector<std::string> eligible;
  for (const State* complaint : complaints) {
    if (!is_in_population(*complaint, plan, zone)) continue;
    const std::string& id = complaint->id.text();
    states.emplace(id, complaint);
    if (const auto reason = exclusion_of(*complaint, plan, contacts)) excluded[*reason].push_back(id);
    else eligible.push_back(id);
  }
  std::vector<std::string> ordered;
  std::set<std::string> people;
  for (auto& id : in_draw_order(seed, std::move(eligible))) {
    if (people.insert(states.at(id)->complainant).second) ordered.push_back(std::move(id));
    else excluded[Exclusion::asked_lately].push_back(std::move(id));
  }
  SurveyDrawn out;
  const int size = sample_size(plan, static_cast<int>(ordered.size()));
  if (plan.method == Method::stratified && plan.strata) {
    ordered = stratified(ordered, size, *plan.strata, states);
  } else {
    ordered.resize(static_cast<std::size_t>(size));
  }
  out.seed = std::move(seed);
  out.population = static_cast<int>(states.size());
  for (auto& [reason, ids] : excluded) {
    std::sort(ids.begin(), ids.end());
    out.excluded.push_back({reason, std::move(ids)});
  }
  out.sample = std::move(ordered);
  return out;
}

}  // namespace cmt::survey
