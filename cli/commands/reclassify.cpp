// 7.2 Receipt of complaint: another kind of feedback.
#include "cli/commands.hpp"
#include "cli/session.hpp"
#include "cli/values.hpp"

namespace cmt::cli {

Run add_reclassify(Args& args) {
  struct Options : StepOptions {
    std::string kind, reason, second;
  };
  const auto o = std::make_shared<Options>();
  add_step_options(args, *o);
  args.option("--kind", "K", o->kind, "the new kind").choices(choices_of(process::kind_names)).required();
  args.option("--reason", "TEXT", o->reason, "why; - or @FILE").required();
  args.option("--second-person", "WHO", o->second, "who agreed that it is not a complaint").completes("person");
  args.example("cmt reclassify 7K3 --kind enquiry --reason 'Only asked for the price' --second-person nadia", "no complaint after all");
  return [o](World& world) {
    return take_step(
        world, *o,
        [o](const StepContext& step) -> Result<std::vector<process::Body>> {
          if (auto r = expand(step.world, {&o->reason}); !r) return std::move(r).failure();
          return std::vector<process::Body>{process::Reclassified{parse_name(process::kind_names, o->kind), {o->reason}, o->second}};
        },
        [](const process::State& state) { return tr("{} is a {} now", state.id.text(), std::string{name_of(process::kind_names, state.kind)}); });
  };
}

}  // namespace cmt::cli
