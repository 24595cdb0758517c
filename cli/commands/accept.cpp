// 7.9 Closing the complaint: the complainant accepts the decision.
#include "cli/commands.hpp"
#include "cli/session.hpp"
#include "cli/values.hpp"

namespace cmt::cli {

Run add_accept(Args& args) {
  struct Options : StepOptions {
    std::string medium, satisfied, text;
  };
  const auto o = std::make_shared<Options>();
  add_step_options(args, *o);
  args.option("--medium", "M", o->medium, "how it was given; else as the complaint came").completes("medium");
  args.option("--satisfied", "yes|no|unknown", o->satisfied, "whether they said to be satisfied");
  args.option("--text", "TEXT", o->text, "in their words; - or @FILE");
  args.example("cmt accept 7K3 --medium phone", "said yes on the phone");
  return [o](World& world) {
    return take_step(
        world, *o,
        [o](const StepContext& step) -> Result<std::vector<process::Body>> {
          if (auto r = expand(step.world, {&o->text}); !r) return std::move(r).failure();
          auto medium = code_value(step.session.rules().lists, "media",
                                   o->medium.empty() ? step.state.medium : o->medium, "--medium");
          if (!medium) return std::move(medium).failure();
          const auto satisfied = answer_value(o->satisfied, "--satisfied");
          if (!satisfied) return satisfied.failure();
          return std::vector<process::Body>{process::Accepted{*medium, *satisfied, {o->text}}};
        },
        [](const process::State& state) { return tr("{} accepted", state.id.text()); });
  };
}

}  // namespace cmt::cli
