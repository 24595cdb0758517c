// 7.7 Response to complaint: the approver answers for it.
#include "cli/commands.hpp"
#include "cli/session.hpp"

namespace cmt::cli {

Run add_approve(Args& args) {
  struct Options : StepOptions {
    std::string text;
  };
  const auto o = std::make_shared<Options>();
  add_step_options(args, *o);
  args.option("--text", "TEXT", o->text, "a remark of the approver; - or @FILE");
  args.example("cmt approve 7K3 --by nadia", "nadia approves the response");
  return [o](World& world) {
    return take_step(
        world, *o,
        [o](const StepContext& step) -> Result<std::vector<process::Body>> {
          if (auto r = expand(step.world, {&o->text}); !r) return std::move(r).failure();
          return std::vector<process::Body>{process::Decided{{o->text}, {}}};
        },
        [](const process::State& state) { return tr("{} decided by {}", state.id.text(), state.approver); });
  };
}

}  // namespace cmt::cli
