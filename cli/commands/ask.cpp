// 7.6 Investigation of complaint: a question to the complainant.
#include "cli/commands.hpp"
#include "cli/session.hpp"
#include "cli/values.hpp"

namespace cmt::cli {

Run add_ask(Args& args) {
  struct Options : StepOptions {
    std::string text, reply_by, medium;
  };
  const auto o = std::make_shared<Options>();
  add_step_options(args, *o);
  args.positional("QUESTION", o->text, "what the complainant is asked; - or @FILE");
  args.option("--reply-by", "DATE", o->reply_by, "until when a reply is awaited").required();
  args.option("--medium", "M", o->medium, "how; else as the complaint came").completes("medium");
  args.example("cmt ask 7K3 'Which card was it?' --reply-by 2026-12-04", "the case waits for an answer");
  return [o](World& world) {
    return take_step(
        world, *o,
        [o](const StepContext& step) -> Result<std::vector<process::Body>> {
          if (auto r = expand(step.world, {&o->text}); !r) return std::move(r).failure();
          const auto reply_by = date_value(o->reply_by, "--reply-by");
          if (!reply_by) return reply_by.failure();
          auto medium = code_value(step.session.rules().lists, "media",
                                   o->medium.empty() ? step.state.medium : o->medium, "--medium");
          if (!medium) return std::move(medium).failure();
          return std::vector<process::Body>{process::InfoRequested{{o->text}, *reply_by, *medium}};
        },
        [](const process::State& state) {
          return tr("{} waits for the complainant until {}", state.id.text(), text(*state.reply_by));
        });
  };
}

}  // namespace cmt::cli
