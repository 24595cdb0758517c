// 7.9 Closing the complaint: the complainant rejects the decision, and it stays open.
#include "cli/commands.hpp"
#include "cli/session.hpp"
#include "cli/values.hpp"

namespace cmt::cli {

Run add_contest(Args& args) {
  struct Options : StepOptions {
    std::string grounds, medium;
  };
  const auto o = std::make_shared<Options>();
  add_step_options(args, *o);
  args.option("--grounds", "TEXT", o->grounds, "why; nobody must justify it; - or @FILE");
  args.option("--medium", "M", o->medium, "how they said so").completes("medium");
  args.example("cmt contest 7K3 --grounds 'The refund is too small'", "the decision is not accepted");
  return [o](World& world) {
    return take_step(
        world, *o,
        [o](const StepContext& step) -> Result<std::vector<process::Body>> {
          if (auto r = expand(step.world, {&o->grounds}); !r) return std::move(r).failure();
          auto medium = code_value(step.session.rules().lists, "media", o->medium, "--medium");
          if (!medium) return std::move(medium).failure();
          return std::vector<process::Body>{
              process::Contested{{o->grounds.empty() ? "not given" : o->grounds}, *medium}};
        },
        [](const process::State& state) { return tr("{} contested", state.id.text()); });
  };
}

}  // namespace cmt::cli
