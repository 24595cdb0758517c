// 7.6 Investigation of complaint: the complainant's reply, or going on without one.
#include "cli/commands.hpp"
#include "cli/session.hpp"
#include "cli/values.hpp"

namespace cmt::cli {

Run add_answer(Args& args) {
  struct Options : StepOptions {
    std::string text, proceed, medium;
  };
  const auto o = std::make_shared<Options>();
  add_step_options(args, *o);
  args.option("--text", "TEXT", o->text, "what the complainant replied; - or @FILE");
  args.option("--proceed-without", "REASON", o->proceed, "why the case goes on without a reply");
  args.option("--medium", "M", o->medium, "how the reply came").completes("medium");
  args.example("cmt answer 7K3 --text 'The blue one'", "the reply is here, the investigation goes on");
  return [o](World& world) {
    return take_step(
        world, *o,
        [o](const StepContext& step) -> Result<std::vector<process::Body>> {
          if (auto r = expand(step.world, {&o->text, &o->proceed}); !r) return std::move(r).failure();
          auto medium = code_value(step.session.rules().lists, "media", o->medium, "--medium");
          if (!medium) return std::move(medium).failure();
          return std::vector<process::Body>{process::InfoReceived{{o->text}, {o->proceed}, *medium}};
        },
        [](const process::State& state) { return tr("{} goes on", state.id.text()); });
  };
}

}  // namespace cmt::cli
