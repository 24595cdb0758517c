// 7.3 Tracking of complaint: a remark in the file of the case.
#include "cli/commands.hpp"
#include "cli/session.hpp"

namespace cmt::cli {

Run add_note(Args& args) {
  struct Options : StepOptions {
    std::string text;
  };
  const auto o = std::make_shared<Options>();
  add_step_options(args, *o);
  args.positional("TEXT", o->text, "the note; - reads it from standard input, @FILE from a file");
  args.example("cmt note 7K3 'Called back, no answer'", "a remark for the file");
  return [o](World& world) {
    return take_step(
        world, *o,
        [o](const StepContext& step) -> Result<std::vector<process::Body>> {
          if (auto r = expand(step.world, {&o->text}); !r) return std::move(r).failure();
          return std::vector<process::Body>{process::Noted{{o->text}}};
        },
        [](const process::State& state) { return tr("{} noted", state.id.text()); });
  };
}

}  // namespace cmt::cli
