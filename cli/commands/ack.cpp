// 7.4 Acknowledgement of complaint.
#include "cli/commands.hpp"
#include "cli/session.hpp"
#include "cli/values.hpp"

namespace cmt::cli {

Run add_ack(Args& args) {
  struct Options : StepOptions {
    std::string medium, to, contact;
  };
  const auto o = std::make_shared<Options>();
  add_step_options(args, *o);
  args.option("--medium", "M", o->medium, "how it was acknowledged; else as it came").completes("medium");
  args.option("--to", "WHOM", o->to, "to whom it was sent");
  args.option("--contact", "WHO", o->contact, "whom the complainant can ask");
  args.example("cmt ack 7K3 --medium email", "the acknowledgement went out by e-mail");
  return [o](World& world) {
    return take_step(
        world, *o,
        [o](const StepContext& step) -> Result<std::vector<process::Body>> {
          auto medium = code_value(step.session.rules().lists, "media",
                                   o->medium.empty() ? step.state.medium : o->medium, "--medium");
          if (!medium) return std::move(medium).failure();
          return std::vector<process::Body>{process::Acknowledged{*medium, o->to, o->contact, {}}};
        },
        [](const process::State& state) { return tr("{} acknowledged", state.id.text()); });
  };
}

}  // namespace cmt::cli
