// When events were written, by what git knows of it.
#include <fmt/core.h>

#include <algorithm>
#include <map>

#include "growth/alignment.hpp"
#include "growth/growth.hpp"
#include "process/judgement.hpp"

namespace cmt::growth {
namespace {

using yaml::Node;

// What an event says of when it was put on record: `recorded_at`, else `at`.
std::optional<When> claimed(Node event) {
  for (const char* key : {"recorded_at", "at"})
    if (const auto text = text_of(event, key)) return parse_when(*text);
  return std::nullopt;
}

class Dates {
 public:
  Dates(const yaml::Document& now, const Versions& versions, const process::Rules& rules)
      : now_(now), versions_(versions), rules_(rules), events_(events_of(now)),
        keys_(event_keys(now)) {}

  Diagnostics run(const std::vector<Fresh>& fresh) && {
    for (const auto& one : fresh) {
      const auto* version = bringing(one.event);
      if (version) not_later(one.event, *version);
      in_time(one.event, version);
      if (!one.before.empty()) appended(one, version);
    }
    return std::move(out_);
  }

 private:
  void say(const char* rule, Node place, Message message, Message hint) {
    out_.push_back(finding(rule, now_, place, std::move(message), std::move(hint)));
  }

  Instant local(const Instant& instant) const { return rules_.zone.at(instant.utc); }

  const Versions::Version* bringing(std::size_t event) const {
    const auto found = std::find_if(
        versions_.committed.begin(), versions_.committed.end(),
        [&](const auto& version) { return version.events.count(keys_[event]) > 0; });
    return found == versions_.committed.end() ? nullptr : &*found;
  }

  void not_later(std::size_t event, const Versions::Version& version) {
    Instant last = std::max(version.authored, version.committed);
    last.utc += process::clock_drift;
    for (const char* key : {"at", "recorded_at"}) {
      const auto place = events_[event].find(key);
      const auto when = place && place->is_scalar() ? parse_when(place->text()) : std::nullopt;
      if (!when || !process::is_before(exactly(last), *when, rules_.zone)) continue;
      say("dated-after-commit", *place,
          tr("{} is {}, and the commit that brought it, {}, was made at {}", key,
             text(*when), version.commit,
             text(local(std::max(version.authored, version.committed)))),
          tr("put the date right, or the clock of the machine that commits"));
    }
  }

  void in_time(std::size_t event, const Versions::Version* version) {
    const Node node = events_[event];
    if (node.find("imported")) return;
    const auto when = claimed(node);
    if (!when || !when->is_known()) return;
    const Instant brought =
        version ? std::min(version->authored, version->committed) : versions_.now;
    const auto days = (rules_.zone.date_of(brought) - *rules_.zone.date_of(*when)).count();
    if (days <= rules_.back_dating_days) return;
    const auto recorded = node.find("recorded_at");
    say("late-commit", recorded ? *recorded : node.find("at").value_or(node),
        tr("it was put on record at {}, as it says, and {} {} days later", text(*when),
           version ? "committed in " + version->commit : std::string{"is not committed"},
           days),
        tr("a step is put on record within {} days: back_dating_days of cmt.yaml",
           rules_.back_dating_days));
  }

  void appended(const Fresh& fresh, const Versions::Version* version) {
    const Node event = events_[fresh.event];
    const auto mine = claimed(event), next = claimed(events_[fresh.before.front()]);
    const bool is_in_order =
        mine && next && !process::is_before(*next, *mine, rules_.zone) && mine->is_known();
    // On a branch that did not have the older events yet it was the last.
    const bool is_merged = std::any_of(
        versions_.committed.begin(), versions_.committed.end(), [&](const auto& one) {
          return one.events.count(keys_[fresh.event]) > 0 &&
                 std::none_of(fresh.before.begin(), fresh.before.end(), [&](std::size_t later) {
                   return one.events.count(keys_[later]) > 0;
                 });
        });
    // A rebase keeps the date of the author.
    bool is_rebased = false;
    if (version && next && next->is_known()) {
      Instant authored = version->authored;
      authored.utc -= process::clock_drift;
      is_rebased = !process::is_before(*next, exactly(authored), rules_.zone);
    }
    if (is_in_order && (is_merged || is_rebased)) return;
    say("event-inserted", event,
        trn("this `{}` is new, and stands before {} event that was there already",
            "this `{}` is new, and stands before {} events that were there already", fresh.before.size(),
            std::string{text_of(event, "event").value_or("?")}.substr(0, 40), fresh.before.size()),
        tr("take it out and record it with its command and --at TIME, which appends it"));
  }

  const yaml::Document& now_;
  const Versions& versions_;
  const process::Rules& rules_;
  std::vector<Node> events_;
  std::vector<std::string> keys_;
  Diagnostics out_;
};

}  // namespace

std::vector<std::string> event_keys(const yaml::Document& document) {
  std::vector<std::string> out;
  std::map<std::string, int> seen;
  for (const auto event : events_of(document)) {
    std::string key;
    for (const char* part : {"event", "at", "by", "recorded_at"}) {
      const auto text = text_of(event, part).value_or("");
      key += std::to_string(text.size());
      key += ':';
      key += text;
    }
    const int number = seen[key]++;
    out.push_back(key + "#" + std::to_string(number));
  }
  return out;
}

Diagnostics check_dates(const yaml::Document& now, const std::vector<Fresh>& fresh,
                        const Versions& versions, const process::Rules& rules) {
  return Dates{now, versions, rules}.run(fresh);
}

}  // namespace cmt::growth
