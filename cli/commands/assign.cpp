// 7.3 Tracking of complaint: who is accountable for the case.
#include "cli/commands.hpp"
#include "cli/session.hpp"

namespace cmt::cli {

Run add_assign(Args& args) {
  struct Options : StepOptions {
    std::string who, unit;
  };
  const auto o = std::make_shared<Options>();
  add_step_options(args, *o);
  args.positional("WHO", o->who, "who is accountable for the case from now on").completes("person");
  args.option("--unit", "U", o->unit, "their team");
  args.example("cmt assign 7K3 sara", "sara owns the case");
  return [o](World& world) {
    return take_step(world, *o, process::Assigned{o->who, o->unit},
                     [](const process::State& state) {
                       return tr("{} assigned to {}", state.id.text(), state.owner);
                     });
  };
}

}  // namespace cmt::cli
