// 7.2 Receipt of complaint: a merged record was a matter of its own.
#include "cli/commands.hpp"
#include "cli/session.hpp"
#include "cli/values.hpp"

namespace cmt::cli {

Run add_unmerge(Args& args) {
  struct Options : StepOptions {
    std::string reason;
  };
  const auto o = std::make_shared<Options>();
  add_step_options(args, *o);
  args.option("--reason", "TEXT", o->reason, "why; - or @FILE").required();
  args.example("cmt unmerge 7K3 --reason 'Another order'", "handled on its own again");
  return [o](World& world) {
    return take_step(
        world, *o,
        [o](const StepContext& step) -> Result<std::vector<process::Body>> {
          if (auto r = expand(step.world, {&o->reason}); !r) return std::move(r).failure();
          return std::vector<process::Body>{process::Unmerged{{o->reason}}};
        },
        [](const process::State& state) { return tr("{} is a case of its own again", state.id.text()); });
  };
}

}  // namespace cmt::cli
