#include "cli/pair.hpp"

#include <span>

#include "cli/commit_title.hpp"
#include "cli/print.hpp"
#include "core/text.hpp"

namespace cmt::cli {

int change_pair(World& world, const StepOptions& options, const std::string& other,
                const std::function<Result<PairEvents>(const Pair&)>& make,
                const std::function<Message(const Pair&)>& saying) {
  auto session = open_session(world);
  if (!session) return fail(world, session.failure());
  const auto lock = lock_for(*session, options);
  if (!lock) return fail(world, lock.failure());
  const process::Rules& rules = session->rules();

  std::vector<records::Record> records;
  std::vector<process::State> states;
  for (const std::string& typed : {options.id, other}) {
    const auto id = session->reg.find(typed);
    if (!id) return fail(world, id.failure());
    auto record = session->reg.load(*id);
    if (!record) return fail(world, record.failure());
    states.push_back(process::replay(record->complaint, rules));
    records.push_back(std::move(*record));
  }
  const auto mark = stamp(world, *session, options);
  if (!mark) return fail(world, mark.failure());
  const Pair pair{states[0], states[1]};
  auto events = make(pair);
  if (!events) return fail(world, events.failure());

  std::vector<store::Change> changes;
  CommitText text;
  for (std::size_t i = 0; i < 2; ++i) {
    auto& bodies = i == 0 ? events->first : events->second;
    if (bodies.empty()) continue;
    process::Complaint complaint = records[i].complaint;
    for (auto& body : bodies) {
      auto taken = process::take(std::move(complaint), event_of(*mark, std::move(body)), rules);
      if (!taken) return fail(world, taken.failure());
      complaint = std::move(*taken);
    }
    if (text.title.empty())
      text = step_text(states[i], std::span{complaint.history}.subspan(complaint.history.size() - bodies.size()));
    auto bytes = records::append(records[i], complaint, rules.lists);
    if (!bytes) return fail(world, bytes.failure());
    changes.push_back(
        {complaint.id.path(), records[i].document.bytes(), std::move(*bytes)});
  }
  const Message said = saying(pair);
  const auto done = carry_out(world, *session, options, changes, std::move(text));
  if (!done) return fail(world, done.failure());
  if (!options.dry_run) world.say(printable(said));
  return cli::done;
}

}  // namespace cmt::cli
