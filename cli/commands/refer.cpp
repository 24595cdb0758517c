// 7.9 and ISO 10003:2018, 7.2: a contested complaint goes to an outside body.
#include <fmt/core.h>

#include "cli/commands.hpp"
#include "cli/session.hpp"
#include "cli/values.hpp"
#include "records/dispute.hpp"

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
  args.about("Makes the record of the dispute, disputes/D-….yaml, together with the step.");
  return [o](World& world) {
    return take_step(
        world, *o,
        [o](const StepContext& step) -> Result<std::vector<process::Body>> {
          records::Dispute dispute;
          dispute.id = LetterId::draw('D', step.world.random).text();
          dispute.complaint = step.complaint.id.text();
          dispute.body = o->body;
          dispute.consent = o->consent;
          dispute.history.push_back({"referred", step.stamp.at, step.stamp.by, {}, {}});
          step.others.push_back(
              {records::path_of_dispute(dispute.id), std::nullopt, records::write(dispute)});
          return std::vector<process::Body>{process::Referred{o->body, dispute.id, o->consent}};
        },
        [](const process::State& state) {
          return fmt::format("{} referred, dispute {}", state.id.text(), state.dispute);
        });
  };
}

}  // namespace cmt::cli
