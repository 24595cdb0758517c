// 4.9 Information integrity: a mistake is put right by a later event.
#include "cli/commands.hpp"
#include "cli/session.hpp"
#include "cli/values.hpp"
#include "process/7_2_receipt.hpp"

namespace cmt::cli {

Run add_correct(Args& args) {
  struct Options : StepOptions {
    std::string field, value, reason;
  };
  const auto o = std::make_shared<Options>();
  add_step_options(args, *o);
  args.option("--field", "F", o->field, "what is put right").choices(process::correctable_fields).required();
  args.option("--value", "TEXT", o->value, "the right value; - or @FILE").required();
  args.option("--reason", "TEXT", o->reason, "why it was wrong; - or @FILE").required();
  args.about("The record keeps the first value; the correction says what holds from now on.");
  args.example("cmt correct 7K3 --field product --value 'Basic card' --reason 'Wrong card'", "the product is put right");
  return [o](World& world) {
    return take_step(
        world, *o,
        [o](const StepContext& step) -> Result<std::vector<process::Body>> {
          if (auto r = expand(step.world, {&o->value, &o->reason}); !r) return std::move(r).failure();
          return std::vector<process::Body>{process::Corrected{o->field, {o->value}, {o->reason}}};
        },
        [](const process::State& state) { return tr("{} corrected", state.id.text()); });
  };
}

}  // namespace cmt::cli
