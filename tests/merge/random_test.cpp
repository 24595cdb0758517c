// 4.9 Information integrity: whatever clones record, and in whatever order they merge, every event
// of every clone is in the final register exactly once, and the process refuses nothing of it.
//
// Some clones work for a while: legal steps by random, comments and keys by hand, merges between
// any two. A clone is a commit of a graph in memory; a conflict is settled as a person would. The
// environment variable CMT_RANDOM_ROUNDS makes more rounds of it.
#include <fmt/core.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <memory>
#include <random>
#include <set>

#include "merge/merge.hpp"
#include "records/record.hpp"
#include "support/builders.hpp"
#include "support/test.hpp"

namespace {

using namespace cmt;
using namespace cmt::test;

using Tree = std::map<std::string, std::shared_ptr<const std::string>>;

struct Commit {
  Tree tree;
  std::set<std::size_t> ancestors;  // itself included
};

struct Counts {
  int commands = 0, merges = 0, files_merged = 0, conflicts = 0;
};

// The marks `m1.` in notes of events, and `c1.` in comments and keys, each of them made once.
std::map<std::string, int> marks_of(std::string_view text) {
  std::map<std::string, int> out;
  for (std::size_t at = text.find('%'); at != std::string_view::npos; at = text.find('%', at + 1)) {
    const auto end = text.find('%', at + 1);
    if (end == std::string_view::npos) break;
    ++out[std::string{text.substr(at + 1, end - at - 1)}];
    at = end;
  }
  return out;
}

class World {
 public:
  explicit World(unsigned seed) : random_(seed), rules_(full_rules()) {
    commits_.push_back({{}, {0}});
    heads_.assign(2 + seed % 4, 0);
  }

  Counts run(int steps) {
    for (int i = 0; i < steps; ++i) {
      now_ += std::chrono::seconds(30 + below(300));
      const std::size_t clone = below(heads_.size());
      if (below(100) < 14) {
        std::size_t other = below(heads_.size());
        if (other != clone) merge(clone, other);
      } else if (below(100) < 8 || tree(clone).empty()) {
        receive(clone);
      } else if (below(100) < 12) {
        write_by_hand(clone);
      } else {
        take_step(clone);
      }
    }
    // Everything comes together, first in the first clone, then in all of them.
    for (std::size_t other = 1; other < heads_.size(); ++other) merge(0, other);
    for (std::size_t other = 1; other < heads_.size(); ++other) merge(other, 0);
    return counts_;
  }

  void check() {
    for (const std::size_t head : heads_) CHECK(commits_[head].tree == commits_[heads_[0]].tree);
    std::map<std::string, int> found;
    for (const auto& [path, bytes] : tree(0)) {
      CAPTURE(path);
      for (const auto& [mark, times] : marks_of(*bytes)) found[mark] += times;
      const auto record = records::read(path, *bytes, rules_.lists);
      REQUIRE(record);
      for (const auto& [place, refusal] : process::judge(record->complaint, rules_))
        FAIL_CHECK("event " << place << ": " << refusal.message.english() << "\n" << *bytes);
    }
    int lost = 0, doubled = 0;
    for (const auto& mark : made_) {
      lost += found[mark] == 0 && given_up_.count(mark) == 0 ? 1 : 0;
      doubled += found[mark] > 1 ? 1 : 0;
    }
    CHECK(lost == 0);
    CHECK(doubled == 0);
    CHECK(given_up_.size() < made_.size() / 5);
  }

 private:
  std::size_t below(std::size_t n) { return std::uniform_int_distribution<std::size_t>{0, n - 1}(random_); }
  const Tree& tree(std::size_t clone) const { return commits_[heads_[clone]].tree; }

  std::string mark(char kind) {
    made_.push_back(fmt::format("{}{}", kind, made_.size() + 1));
    return "%" + made_.back() + "%";
  }

  // Clocks do not agree: each clone's is wrong by its own amount.
  When time_of(std::size_t clone, const process::State* state) {
    Instant at{now_ + std::chrono::seconds(static_cast<int>(clone * 50) - 70), 0};
    if (state && at.utc <= state->last_recorded.utc) at.utc = state->last_recorded.utc + std::chrono::seconds(1);
    return exactly(at);
  }
  std::string somebody(std::size_t clone) { return fmt::format("{}{}", below(2) ? "sara" : "reza", clone); }

  void commit(std::size_t clone, const std::string& path, std::string bytes) {
    Commit next = commits_[heads_[clone]];
    next.tree[path] = std::make_shared<const std::string>(std::move(bytes));
    next.ancestors.insert(commits_.size());
    heads_[clone] = commits_.size();
    commits_.push_back(std::move(next));
  }

  void receive(std::size_t clone) {
    process::Received body = received();
    body.process = process::Process::full;
    const ComplaintId id = ComplaintId::draw(2026, [this] { return random_(); });
    process::Event event = event_at(time_of(clone, nullptr), body, somebody(clone));
    event.note = {mark('m')};
    commit(clone, id.path(), records::write({id, "A complaint", {event}}));
    ++counts_.commands;
  }

  const std::string& any_path(std::size_t clone) {
    auto at = tree(clone).begin();
    std::advance(at, static_cast<std::ptrdiff_t>(below(std::min<std::size_t>(tree(clone).size(), 12))));
    return at->first;
  }

  records::Record read(const std::string& path, const std::string& bytes) {
    auto record = records::read(path, bytes, rules_.lists);
    REQUIRE(record);
    return std::move(*record);
  }

  process::Body any_body() {
    static const std::vector<process::Body> bodies = [] {
      process::Assessed again = assessed();
      again.reason = "new-facts";
      return std::vector<process::Body>{
          noted(), noted(), noted(), noted(), noted(), noted(), assigned(), assigned("reza"), updated(), updated(),
          forwarded(), acknowledged(), extended(), assessed(), assessed(), again, investigation_started(),
          investigation_started(), info_requested(), info_received(), response_proposed(), response_proposed(),
          decided(), decided(), returned(), decision_communicated(), decision_communicated(), accepted(), accepted(),
          contested(), remedy_started(), remedy_done(), remedy_verified(), remedy_done(), remedy_verified(), closed(),
          closed(), withdrawn(), reopened(), reopened(), escalated(), corrected("product", "Card"),
          corrected("product", "Loan"), staff_informed(), rejected()};
    }();
    return bodies[below(bodies.size())];
  }

  void take_step(std::size_t clone) {
    const std::string path = any_path(clone);
    const records::Record record = read(path, *tree(clone).at(path));
    const process::State state = process::replay(record.complaint, rules_);
    for (int attempt = 0; attempt < 12; ++attempt) {
      process::Event event = event_at(time_of(clone, &state), any_body(), somebody(clone));
      event.note = {"%?%"};
      auto taken = process::take(record.complaint, event, rules_);
      if (!taken) continue;
      taken->history.back().note = {mark('m')};
      auto bytes = records::append(record, *taken, rules_.lists);
      REQUIRE(bytes);
      commit(clone, path, std::move(*bytes));
      ++counts_.commands;
      return;
    }
  }

  // A comment below the last event, a comment beside a field, or a key that no program knows.
  void write_by_hand(std::size_t clone) {
    const std::string path = any_path(clone);
    std::string bytes = *tree(clone).at(path);
    const std::string own = mark('c');
    switch (below(3)) {
      case 0:
        bytes += "  # " + own + "\n";
        break;
      case 1:
        bytes.insert(bytes.find("summary:"), fmt::format("x-{}: \"{}\"\n", own.substr(1, own.size() - 2), own));
        break;
      default:
        bytes.insert(bytes.find('\n', bytes.rfind("    by: ")) + 1, "    # " + own + "\n");
    }
    read(path, bytes);
    commit(clone, path, std::move(bytes));
  }

  // A commit that both descend from, and none of whose descendants is one.
  std::size_t base_of(std::size_t a, std::size_t b) const {
    std::size_t best = 0;
    for (const std::size_t one : commits_[a].ancestors)
      if (commits_[b].ancestors.count(one) > 0) best = std::max(best, one);
    return best;
  }

  void merge(std::size_t clone, std::size_t other) {
    const std::size_t ours = heads_[clone], theirs = heads_[other];
    if (commits_[ours].ancestors.count(theirs) > 0) return;
    if (commits_[theirs].ancestors.count(ours) > 0) {
      heads_[clone] = theirs;
      return;
    }
    ++counts_.merges;
    const Tree& before = commits_[base_of(ours, theirs)].tree;
    Commit next = commits_[ours];
    for (const auto& [path, their_bytes] : commits_[theirs].tree) {
      const auto mine = next.tree.find(path);
      if (mine == next.tree.end()) {
        next.tree[path] = their_bytes;
        continue;
      }
      const auto base = before.find(path);
      // After merges crosswise the best base is one of several, and may lack what both sides have.
      std::optional<std::string> old;
      if (base != before.end()) old = *base->second;
      if (*mine->second == *their_bytes || *their_bytes == old) continue;
      if (*mine->second == old) {
        mine->second = their_bytes;
        continue;
      }
      mine->second = std::make_shared<const std::string>(merged(clone, path, old, *mine->second, *their_bytes));
    }
    next.ancestors.insert(commits_[theirs].ancestors.begin(), commits_[theirs].ancestors.end());
    next.ancestors.insert(commits_.size());
    heads_[clone] = commits_.size();
    commits_.push_back(std::move(next));
  }

  std::string merged(std::size_t clone, const std::string& path, const std::optional<std::string>& base,
                     const std::string& ours, const std::string& theirs) {
    ++counts_.files_merged;
    const merge::Outcome one = merge::merge_complaint(path, {base, ours, theirs}, rules_);
    const merge::Outcome other = merge::merge_complaint(path, {base, theirs, ours}, rules_);
    CHECK(one.bytes == other.bytes);
    CHECK(one.bytes.has_value() == one.reasons.empty());
    if (!one.bytes) {
      ++counts_.conflicts;
      return settled(clone, path, ours, theirs);
    }
    // All that either side says is said, once.
    auto found = marks_of(*one.bytes);
    for (const std::string* side : {&ours, &theirs})
      for (const auto& [mark, times] : marks_of(*side))
        if (given_up_.count(mark) == 0) CHECK(found[mark] == 1);
    return *one.bytes;
  }

  // As a person would: all events in the order of their recording, less those that are not possible
  // then, which a note puts on record instead, and written anew.
  std::string settled(std::size_t clone, const std::string& path, const std::string& ours,
                      const std::string& theirs) {
    const records::Record mine = read(path, ours), yours = read(path, theirs);
    std::vector<process::Event> events = mine.complaint.history;
    std::set<std::string> have;
    for (const auto& event : events) have.insert(event.note.value);
    for (const auto& event : yours.complaint.history)
      if (have.insert(event.note.value).second) events.push_back(event);
    std::stable_sort(events.begin() + 1, events.end(), [](const auto& a, const auto& b) {
      return a.recorded_at.value_or(a.at.instant) < b.recorded_at.value_or(b.at.instant);
    });
    process::Complaint complaint{mine.complaint.id, mine.complaint.summary, {events.front()}};
    int refused = 0;
    for (std::size_t i = 1; i < events.size(); ++i) {
      if (auto taken = process::take(complaint, events[i], rules_)) {
        complaint = std::move(*taken);
        continue;
      }
      const std::string& note = events[i].note.value;
      given_up_.insert(note.substr(1, note.size() - 2));
      ++refused;
    }
    for (; refused > 0; --refused) {
      const process::State state = process::replay(complaint, rules_);
      process::Event note = event_at(time_of(clone, &state), noted(), somebody(clone));
      note.note = {mark('m')};
      auto taken = process::take(complaint, note, rules_);
      REQUIRE(taken);
      complaint = std::move(*taken);
    }
    for (const std::string* side : {&ours, &theirs})
      for (const auto& [mark, times] : marks_of(*side))
        if (mark.front() == 'c') given_up_.insert(mark);
    return records::write(complaint);
  }

  std::mt19937 random_;
  process::Rules rules_;
  std::vector<Commit> commits_;
  std::vector<std::size_t> heads_;
  std::chrono::sys_time<std::chrono::nanoseconds> now_ = moment("2026-03-02T08:00:00Z").utc;
  std::vector<std::string> made_;
  std::set<std::string> given_up_;  // marks that somebody took out to settle a conflict
  Counts counts_;
};

}  // namespace

TEST_CASE("4.9 every event of every clone is in the final register exactly once, whoever merges when") {
  const char* more = std::getenv("CMT_RANDOM_ROUNDS");
  const unsigned rounds = more ? static_cast<unsigned>(std::strtoul(more, nullptr, 10)) : 12;
  Counts all;
  for (unsigned round = 1; round <= rounds; ++round) {
    CAPTURE(round);
    World world{round};
    const Counts counts = world.run(500);
    world.check();
    all.commands += counts.commands;
    all.merges += counts.merges;
    all.files_merged += counts.files_merged;
    all.conflicts += counts.conflicts;
  }
  if (more) WARN(all.commands << " commands, " << all.merges << " merges, " << all.files_merged << " files merged, "
                    << all.conflicts << " conflicts");
  // The rounds are worth something: most files merge, some cannot.
  CHECK(all.commands > 300 * static_cast<int>(rounds));
  CHECK(all.files_merged > 50 * static_cast<int>(rounds));
  CHECK(all.conflicts > 0);
  CHECK(all.conflicts < all.files_merged / 2);
}
