// 7.3 Tracking of complaint: the complainant is told how it goes.
#include "cli/commands.hpp"
#include "cli/session.hpp"
#include "cli/values.hpp"

namespace cmt::cli {

Run add_update(Args& args) {
  struct Options : StepOptions {
    std::string text, medium;
    bool on_request = false, holding = false;
  };
  const auto o = std::make_shared<Options>();
  add_step_options(args, *o);
  args.positional("TEXT", o->text, "what the complainant was told; - or @FILE");
  args.option("--medium", "M", o->medium, "how; else as the complaint came").completes("medium");
  args.flag("--on-request", o->on_request, "the complainant had asked");
  args.flag("--holding", o->holding, "it is the holding reply that the deadline profile asks for");
  args.example("cmt update 7K3 'We wait for the carrier' --medium phone", "an update by phone");
  return [o](World& world) {
    return take_step(
        world, *o,
        [o](const StepContext& step) -> Result<std::vector<process::Body>> {
          if (auto r = expand(step.world, {&o->text}); !r) return std::move(r).failure();
          auto medium = code_value(step.session.rules().lists, "media",
                                   o->medium.empty() ? step.state.medium : o->medium, "--medium");
          if (!medium) return std::move(medium).failure();
          process::Updated body{std::move(*medium), {o->text}, {}, {}};
          if (o->on_request) body.on_request = true;
          if (o->holding) body.holding = true;
          return std::vector<process::Body>{std::move(body)};
        },
        [](const process::State& state) { return tr("{}: update recorded", state.id.text()); });
  };
}

}  // namespace cmt::cli
