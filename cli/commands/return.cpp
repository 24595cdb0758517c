// 7.7 Response to complaint: the approver sends a response back.
#include "cli/commands.hpp"
#include "cli/session.hpp"

namespace cmt::cli {

Run add_return(Args& args) {
  struct Options : StepOptions {
    std::string reason;
  };
  const auto o = std::make_shared<Options>();
  add_step_options(args, *o);
  args.option("--reason", "TEXT", o->reason, "what is missing or wrong; - or @FILE").required();
  args.example("cmt return 7K3 --reason 'The second point is not answered'", "back to the investigation");
  return [o](World& world) {
    return take_step(
        world, *o,
        [o](const StepContext& step) -> Result<std::vector<process::Body>> {
          if (auto r = expand(step.world, {&o->reason}); !r) return std::move(r).failure();
          return std::vector<process::Body>{process::Returned{{o->reason}}};
        },
        [](const process::State& state) { return tr("{} returned", state.id.text()); });
  };
}

}  // namespace cmt::cli
