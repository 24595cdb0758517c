#include "evidence/evidence.hpp"

#include <algorithm>

#include "reports/population.hpp"

namespace cmt::evidence {
namespace {

template <class All, class Id>
auto* find_by_id(const All& all, const Id& id) {
  const auto found = std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.id == id; });
  return found == all.end() ? nullptr : &*found;
}

}  // namespace

bool Matter::breaks(std::string_view rule) const {
  return std::find(broken.begin(), broken.end(), rule) != broken.end();
}

const reports::Measure* Evidence::measure(std::string_view id) const { return find_by_id(measures, id); }
const improvement::ActionState* Evidence::action(std::string_view id) const {
  return find_by_id(actions, id);
}
const Claim* Evidence::claim(std::string_view key) const {
  const auto found = claims.find(key);
  return found == claims.end() ? nullptr : &found->second;
}

std::vector<const Matter*> Evidence::received() const {
  std::vector<const Matter*> out;
  for (const auto& one : matters) {
    const auto day = rules.zone.date_of(one.state.received_at);
    if (reports::is_counted(one.state) && day && period.contains(*day)) out.push_back(&one);
  }
  return out;
}

std::vector<const Matter*> Evidence::open() const {
  std::vector<const Matter*> out;
  for (const auto& one : matters)
    if (reports::is_counted(one.state) && process::is_open(one.state.status)) out.push_back(&one);
  return out;
}

std::vector<const process::State*> Evidence::states() const {
  std::vector<const process::State*> out;
  for (const auto& one : matters) out.push_back(&one.state);
  return out;
}

}  // namespace cmt::evidence
