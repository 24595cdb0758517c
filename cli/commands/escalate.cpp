// 7.3 and 7.9: a case goes up a level, or to an internal review.
#include "cli/commands.hpp"
#include "cli/session.hpp"
#include "cli/values.hpp"
#include <algorithm>

namespace cmt::cli {

Run add_escalate(Args& args) {
  struct Options : StepOptions {
    std::string level, reason, reviewer;
    std::vector<std::string> notified;
  };
  const auto o = std::make_shared<Options>();
  add_step_options(args, *o);
  args.option("--level", "0..3", o->level, "the new level; else one higher").choices({"0", "1", "2", "3"});
  args.option("--reason", "TEXT", o->reason, "the trigger; - or @FILE");
  args.option("--reviewer", "WHO", o->reviewer, "who reviews; nobody who decided before").completes("person");
  args.repeated("--notify", "WHO", o->notified, "who was told (5.4)").completes("person");
  args.about("While a decision is contested, this starts the internal review; otherwise it sets the level.");
  args.example("cmt escalate 7K3 --reviewer nadia --reason 'Decision contested'", "an internal review");
  return [o](World& world) {
    return take_step(
        world, *o,
        [o](const StepContext& step) -> Result<std::vector<process::Body>> {
          if (auto r = expand(step.world, {&o->reason}); !r) return std::move(r).failure();
          process::Escalated body;
          body.level = o->level.empty() ? std::min(step.state.level + 1, 3) : std::stoi(o->level);
          const bool review = step.state.status == process::Status::contested;
          body.reason = {!o->reason.empty() ? o->reason : review ? "the decision is contested" : ""};
          if (body.reason.empty())
            return failure(FailureKind::usage, "missing: --reason", "what triggered it");
          body.reviewer = o->reviewer.empty() && review ? step.stamp.by : o->reviewer;
          body.notified = o->notified;
          return std::vector<process::Body>{std::move(body)};
        },
        [](const process::State& state) { return state.id.text() + " is at level " + std::to_string(state.level); });
  };
}

}  // namespace cmt::cli
