// Who is asked: population, exclusions, sample size and a draw that can be made again (ISO 10004:2018,
// 7.3.4).
#pragma once
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "process/complaint.hpp"
#include "survey/survey.hpp"

namespace cmt::survey {

// The normal quantile of a confidence of 90, 95 or 99 per cent, in thousandths: 1645, 1960, 2576.
int z_thousandths(int confidence);

// How many answers a share needs: n0 = z² p (1 - p) / e², then with the correction for a finite
// population n = ceil(n0 / (1 + (n0 - 1) / N)) (W. G. Cochran, Sampling Techniques, 3rd ed. 1977,
// 4.4). Computed in whole numbers, for a population of at most 100 million. `margin` and `share` in per
// cent; never more than the population.
int answers_needed(int population, int confidence, int margin, int share);
// Invitations for so many answers, when of 100 invited `response` answer; never more than the
// population.
int invitations_for(int answers, int response, int population);
// Of the plan, for so many people who can be asked.
int sample_size(const SurveyPlanned& plan, int eligible);

// Whether a complaint ended in the plan's period, to be asked about: closed or withdrawn, a complaint,
// upheld or not. Leaving out those that were not upheld is the usual way to flatter the result.
bool is_in_population(const process::State& complaint, const SurveyPlanned& plan, const TimeZone& zone);

// What is known about people besides their complaints.
struct Contacts {
  std::set<std::string, std::less<>> reachable;     // parties with an address, e-mail or telephone
  std::set<std::string, std::less<>> asked_lately;  // parties, and complaints, asked in the rest period
};
// Why the person is not asked; the first reason of the list of exclusions that holds.
std::optional<Exclusion> exclusion_of(const process::State& complaint, const SurveyPlanned& plan,
                                      const Contacts& contacts);

// The place of a complaint in the order of a draw: the SHA-256 of "SEED:ID" in hexadecimal. Whoever
// sorts by it has the same order, on every machine and in every language.
std::string draw_key(std::string_view seed, std::string_view complaint);

// The ids in the order of the draw.
std::vector<std::string> in_draw_order(std::string_view seed, std::vector<std::string> complaints);

// How many of `size` each stratum gets, in proportion to its count: largest remainder, ties to the
// first, at least one each where `size` allows.
std::vector<int> allocate(int size, const std::vector<int>& counts);

// The value of the plan's stratum; empty when it is not known.
std::string stratum_of(const process::State& complaint, Stratum stratum);

// The draw: population, exclusions by reason, and the sample. Complaints are the register's, at the
// moment of the draw; of one person's complaints only the first in the order of the draw is asked
// about, the others are `asked-lately`.
SurveyDrawn draw(const SurveyPlanned& plan, const std::vector<const process::State*>& complaints,
                 const Contacts& contacts, std::string seed, const TimeZone& zone);

}  // namespace cmt::survey
