// 7.9 and ISO 10003:2018, 7.2: a contested complaint goes to an outside body.
#include <fmt/core.h>

#include "cli/commands.hpp"
#include "cli/session.hpp"
#include "cli/values.hpp"

namespace cmt::cli {

Run add_refer(Args& args) {
  struct Options : StepOptions {
    std::string body;
    bool consent = false;
  };
  const auto o = std::make_shared<Options>();
  add_step_options(args, *o);
  args.option("--body", "NAME", o->body, "the ombudsman, board, regulator or court").required();
  args.flag("--consent", o->consent, "the complainant agrees that data are shared with it");
  args.example("cmt refer 7K3 --body 'Consumer Ombudsman' --consent", "the dispute goes outside");
  return [o](World& world) {
    const std::string dispute = LetterId::draw('D', world.random).text();
    return take_step(
        world, *o,
        [o, dispute](const StepContext&) -> Result<std::vector<process::Body>> {
          return std::vector<process::Body>{process::Referred{o->body, dispute, o->consent}};
        },
        [](const process::State& state) {
          return fmt::format("{} referred, dispute {}", state.id.text(), state.dispute);
        });
  };
}

}  // namespace cmt::cli
