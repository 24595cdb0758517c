// 7.3 Tracking of complaint: a due date is moved, and the complainant is told.
#include "cli/commands.hpp"
#include "cli/session.hpp"
#include "cli/values.hpp"

namespace cmt::cli {

Run add_extend(Args& args) {
  struct Options : StepOptions {
    std::string deadline = "final", until, reason, medium;
  };
  const auto o = std::make_shared<Options>();
  add_step_options(args, *o);
  args.option("--deadline", "D", o->deadline, "which limit; final when not given").choices({"ack", "assess", "update", "holding", "final", "remedy", "reply", "report"});
  args.option("--until", "DATE", o->until, "the new due date").required();
  args.option("--reason", "TEXT", o->reason, "why; - or @FILE").required();
  args.option("--medium", "M", o->medium, "how the complainant was told; else as it came").completes("medium");
  args.example("cmt extend 7K3 --until 2026-12-20 --reason 'The carrier has not answered'", "more time, with notice");
  return [o](World& world) {
    return take_step(
        world, *o,
        [o](const StepContext& step) -> Result<std::vector<process::Body>> {
          if (auto r = expand(step.world, {&o->reason}); !r) return std::move(r).failure();
          if (auto r = step.session.rules().deadlines->calendars.read(); !r) return std::move(r).failure();
          const auto until = date_value(o->until, "--until");
          if (!until) return until.failure();
          auto medium = code_value(step.session.rules().lists, "media", o->medium.empty() ? step.state.medium : o->medium, "--medium");
          if (!medium) return std::move(medium).failure();
          return std::vector<process::Body>{process::Extended{o->deadline, *until, {o->reason}, *medium}};
        },
        [](const process::State& state) { return tr("{}: {} is due on {}", state.id.text(), state.cycle().extensions.back().clock, text(state.cycle().extensions.back().until)); });
  };
}

}  // namespace cmt::cli
