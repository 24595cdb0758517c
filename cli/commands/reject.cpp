// 7.2 Receipt of complaint: what is no complaint, or out of scope.
#include "cli/commands.hpp"
#include "cli/session.hpp"
#include "cli/values.hpp"

namespace cmt::cli {

Run add_reject(Args& args) {
  struct Options : StepOptions {
    std::string reason, text, medium;
  };
  const auto o = std::make_shared<Options>();
  add_step_options(args, *o);
  args.option("--reason", "R", o->reason, "why it is not handled here").completes("rejection-reason").required();
  args.option("--text", "TEXT", o->text, "the reason in words; - or @FILE").required();
  args.option("--medium", "M", o->medium, "how the complainant was told; else as it came").completes("medium");
  args.example("cmt reject 7K3 --reason employment-matter --text 'A matter for the works council'", "out of scope");
  return [o](World& world) {
    return take_step(
        world, *o,
        [o](const StepContext& step) -> Result<std::vector<process::Body>> {
          if (auto r = expand(step.world, {&o->text}); !r) return std::move(r).failure();
          auto reason = code_value(step.session.rules().lists, "rejection_reasons", o->reason, "--reason");
          if (!reason) return std::move(reason).failure();
          auto medium = code_value(step.session.rules().lists, "media", o->medium.empty() ? step.state.medium : o->medium, "--medium");
          if (!medium) return std::move(medium).failure();
          return std::vector<process::Body>{process::Rejected{*reason, {o->text}, *medium}};
        },
        [](const process::State& state) { return tr("{} rejected", state.id.text()); });
  };
}

}  // namespace cmt::cli
