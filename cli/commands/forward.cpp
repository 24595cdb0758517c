// 7.3 Tracking of complaint: the case was passed on.
#include "cli/commands.hpp"
#include "cli/session.hpp"
#include "cli/values.hpp"

namespace cmt::cli {

Run add_forward(Args& args) {
  struct Options : StepOptions {
    std::string to, text;
    bool report = false;
  };
  const auto o = std::make_shared<Options>();
  add_step_options(args, *o);
  args.positional("TO", o->to, "to whom the case was passed");
  args.option("--text", "TEXT", o->text, "with what; - or @FILE");
  args.flag("--report", o->report, "this is the report that the case owes to the authority");
  args.example("cmt forward 7K3 'Carrier Ltd'", "the carrier has it now");
  args.example("cmt forward 7K3 'Product Safety Office' --report", "what cmt assess --reportable asked for");
  return [o](World& world) {
    return take_step(
        world, *o,
        [o](const StepContext& step) -> Result<std::vector<process::Body>> {
          if (auto r = expand(step.world, {&o->text}); !r) return std::move(r).failure();
          return std::vector<process::Body>{process::Forwarded{
              o->to, {o->text}, o->report ? std::optional{true} : std::nullopt}};
        },
        [](const process::State& state) { return tr("{} forwarded", state.id.text()); });
  };
}

}  // namespace cmt::cli
