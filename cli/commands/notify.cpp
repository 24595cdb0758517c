// 7.8 Communicating the decision.
#include "cli/commands.hpp"
#include "cli/session.hpp"
#include "cli/values.hpp"

namespace cmt::cli {

Run add_notify(Args& args) {
  struct Options : StepOptions {
    std::string medium, text, attachment, rights, external, deadline;
  };
  const auto o = std::make_shared<Options>();
  add_step_options(args, *o);
  args.option("--medium", "M", o->medium, "how; else as the complaint came").completes("medium");
  args.option("--text", "TEXT", o->text, "what the complainant was told; - or @FILE");
  args.option("--attachment", "PATH", o->attachment, "the letter, a path below the register").completes("file");
  args.option("--rights", "TEXT", o->rights, "how to ask for an internal review; else as cmt.yaml says");
  args.option("--external-body", "TEXT", o->external, "where to turn outside; else as cmt.yaml says");
  args.option("--rights-until", "DATE", o->deadline, "until when");
  args.example("cmt notify 7K3 --medium email --text @answer.txt", "the decision went out by e-mail");
  return [o](World& world) {
    return take_step(
        world, *o,
        [o](const StepContext& step) -> Result<std::vector<process::Body>> {
          const process::Rules& rules = step.session.rules();
          if (auto r = expand(step.world, {&o->text, &o->rights, &o->external}); !r) return std::move(r).failure();
          auto medium = code_value(rules.lists, "media", o->medium.empty() ? step.state.medium : o->medium, "--medium");
          if (!medium) return std::move(medium).failure();
          const auto deadline = date_value(o->deadline, "--rights-until");
          if (!deadline) return deadline.failure();
          process::DecisionCommunicated body;
          body.medium = std::move(*medium);
          body.text = {o->text};
          body.attachment = o->attachment;
          process::NextStepRights rights{{o->rights.empty() ? rules.defaults.internal_review : o->rights},
                                         {o->external.empty() ? rules.defaults.external_body : o->external},
                                         *deadline};
          if (!rights.internal_review.empty() || !rights.external_body.empty()) body.next_step_rights = rights;
          return std::vector<process::Body>{std::move(body)};
        },
        [](const process::State& state) { return tr("{}: the complainant knows the decision", state.id.text()); });
  };
}

}  // namespace cmt::cli
