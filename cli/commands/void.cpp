// 7.2 Receipt of complaint: a record that was made in error.
#include "cli/commands.hpp"
#include "cli/session.hpp"
#include "cli/values.hpp"

namespace cmt::cli {

Run add_void(Args& args) {
  struct Options : StepOptions {
    std::string reason;
  };
  const auto o = std::make_shared<Options>();
  add_step_options(args, *o);
  args.option("--reason", "TEXT", o->reason, "why the record should not exist; - or @FILE").required();
  args.example("cmt void 7K3 --reason 'Entered for training'", "never counted anywhere");
  return [o](World& world) {
    return take_step(
        world, *o,
        [o](const StepContext& step) -> Result<std::vector<process::Body>> {
          if (auto r = expand(step.world, {&o->reason}); !r) return std::move(r).failure();
          return std::vector<process::Body>{process::Voided{{o->reason}}};
        },
        [](const process::State& state) { return tr("{} is void", state.id.text()); });
  };
}

}  // namespace cmt::cli
