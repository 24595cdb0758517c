// 7.9 Closing the complaint: remedies are carried out and checked.
#include "cli/commands.hpp"
#include "cli/session.hpp"
#include "cli/values.hpp"

namespace cmt::cli {

Run add_remedy(Args& args) {
  struct Options : StepOptions {
    std::vector<std::string> codes;
    bool unilateral = false, done = false, verified = false;
    std::string text;
  };
  const auto o = std::make_shared<Options>();
  add_step_options(args, *o);
  args.rest("CODE", o->codes, "the remedies that are done or verified; else all offered").completes("remedy");
  args.flag("--unilateral", o->unilateral, "start whatever the complainant answers");
  args.flag("--done", o->done, "carried out");
  args.flag("--verified", o->verified, "checked");
  args.option("--text", "TEXT", o->text, "what shows it; - or @FILE");
  args.example("cmt remedy 7K3 R47 --done --text 'Transfer of 24 November'", "the compensation is paid");
  return [o](World& world) {
    return take_step(
        world, *o,
        [o](const StepContext& step) -> Result<std::vector<process::Body>> {
          if (auto r = expand(step.world, {&o->text}); !r) return std::move(r).failure();
          if (o->unilateral + o->done + o->verified != 1)
            return failure(FailureKind::usage, tr("one of --unilateral, --done and --verified is needed"));
          if (o->unilateral) return std::vector<process::Body>{process::RemedyStarted{{o->text}}};
          auto codes = code_values(step.session.rules().lists, "remedies", o->codes, "CODE");
          if (!codes) return std::move(codes).failure();
          if (codes->empty())
            for (const auto& remedy : step.state.remedies)
              if (o->done ? !remedy.done : !remedy.verified) codes->push_back(remedy.remedy.code);
          if (codes->empty())
            return refuse("7.9", tr("there is no remedy left to mark"));
          std::vector<process::Body> out;
          for (const auto& code : *codes) {
            if (o->done) out.emplace_back(process::RemedyDone{code, {o->text}});
            else out.emplace_back(process::RemedyVerified{code, {o->text}});
          }
          return out;
        },
        [](const process::State& state) { return tr("{}: remedies recorded", state.id.text()); });
  };
}

}  // namespace cmt::cli
