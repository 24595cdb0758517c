// 7.6 Investigation of complaint.
#include "cli/commands.hpp"
#include "cli/session.hpp"
#include "cli/values.hpp"

namespace cmt::cli {

Run add_investigate(Args& args) {
  struct Options : StepOptions {
    std::string investigator, depth, plan;
    bool no_conflict = false;
  };
  const auto o = std::make_shared<Options>();
  add_step_options(args, *o);
  args.option("--investigator", "WHO", o->investigator, "who finds the facts; else who acts").completes("person");
  args.option("--depth", "D", o->depth, "how deep").choices(choices_of(process::depth_names));
  args.option("--plan", "TEXT", o->plan, "the questions to answer; - or @FILE");
  args.flag("--no-conflict", o->no_conflict, "the investigator declared to have no conflict of interest");
  args.example("cmt investigate 7K3 --investigator omid --no-conflict", "omid finds the facts");
  return [o](World& world) {
    return take_step(
        world, *o,
        [o](const StepContext& step) -> Result<std::vector<process::Body>> {
          if (auto r = expand(step.world, {&o->plan}); !r) return std::move(r).failure();
          process::InvestigationStarted body;
          body.investigator = o->investigator.empty() ? step.stamp.by : o->investigator;
          body.depth = parse_name(process::depth_names, o->depth);
          body.plan = {o->plan};
          if (o->no_conflict) body.conflict_checked = true;
          return std::vector<process::Body>{std::move(body)};
        },
        [](const process::State& state) {
          return tr("{} is investigated by {}", state.id.text(), state.investigator);
        });
  };
}

}  // namespace cmt::cli
