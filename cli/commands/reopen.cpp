// 7.9 Closing the complaint: a case is taken up again, in a new cycle.
#include "cli/commands.hpp"
#include "cli/session.hpp"
#include "cli/values.hpp"

namespace cmt::cli {

Run add_reopen(Args& args) {
  struct Options : StepOptions {
    std::string reason, text;
  };
  const auto o = std::make_shared<Options>();
  add_step_options(args, *o);
  args.option("--reason", "R", o->reason, "why").completes("reopen-reason").required();
  args.option("--text", "TEXT", o->text, "in words; - or @FILE");
  args.example("cmt reopen 7K3 --reason remedy-failed", "the repair did not hold");
  return [o](World& world) {
    return take_step(
        world, *o,
        [o](const StepContext& step) -> Result<std::vector<process::Body>> {
          if (auto r = expand(step.world, {&o->text}); !r) return std::move(r).failure();
          auto reason = code_value(step.session.rules().lists, "reopen_reasons", o->reason, "--reason");
          if (!reason) return std::move(reason).failure();
          return std::vector<process::Body>{process::Reopened{*reason, {o->text}}};
        },
        [](const process::State& state) { return tr("{} reopened, cycle {}", state.id.text(), std::to_string(state.cycle().number)); });
  };
}

}  // namespace cmt::cli
