// 7.9 Closing the complaint: the complainant takes it back.
#include "cli/commands.hpp"
#include "cli/session.hpp"
#include "cli/values.hpp"

namespace cmt::cli {

Run add_withdraw(Args& args) {
  struct Options : StepOptions {
    std::string who, medium, reason, text;
    bool not_voluntary = false;
  };
  const auto o = std::make_shared<Options>();
  add_step_options(args, *o);
  args.option("--who", "WHO", o->who, "complainant or representative; else complainant");
  args.option("--medium", "M", o->medium, "how they said so; else as the complaint came").completes("medium");
  args.option("--reason", "R", o->reason, "why").completes("withdrawal-reason");
  args.option("--text", "TEXT", o->text, "in their words; - or @FILE");
  args.flag("--not-voluntary", o->not_voluntary, "staff had asked for it: an audit finding");
  args.example("cmt withdraw 7K3 --reason solved-otherwise", "taken back by the complainant");
  return [o](World& world) {
    return take_step(
        world, *o,
        [o](const StepContext& step) -> Result<std::vector<process::Body>> {
          if (auto r = expand(step.world, {&o->text}); !r) return std::move(r).failure();
          auto medium = code_value(step.session.rules().lists, "media", o->medium.empty() ? step.state.medium : o->medium, "--medium");
          if (!medium) return std::move(medium).failure();
          auto reason = code_value(step.session.rules().lists, "withdrawal_reasons", o->reason, "--reason");
          if (!reason) return std::move(reason).failure();
          return std::vector<process::Body>{process::Withdrawn{
              o->who.empty() ? "complainant" : o->who, *medium, !o->not_voluntary, *reason, {o->text}}};
        },
        [](const process::State& state) { return tr("{} withdrawn", state.id.text()); });
  };
}

}  // namespace cmt::cli
