// 4.7 Objectivity: how the person complained about was treated.
#include "cli/commands.hpp"
#include "cli/session.hpp"
#include "cli/values.hpp"

namespace cmt::cli {

Run add_staff(Args& args) {
  struct Options : StepOptions {
    std::string person, step;
  };
  const auto o = std::make_shared<Options>();
  add_step_options(args, *o);
  args.positional("PERSON", o->person, "the person complained about").completes("person");
  args.option("--step", "S", o->step, "informed, heard, or told the result").choices(choices_of(process::staff_step_names)).required();
  args.example("cmt staff 7K3 reza --step heard", "the other side was heard");
  return [o](World& world) {
    return take_step(
        world, *o,
        [o](const StepContext& step) -> Result<std::vector<process::Body>> {
          (void)step;
          return std::vector<process::Body>{process::StaffInformed{o->person, parse_name(process::staff_step_names, o->step)}};
        },
        [](const process::State& state) { return tr("{}: recorded for the person complained about", state.id.text()); });
  };
}

}  // namespace cmt::cli
