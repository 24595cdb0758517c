// 7.9 and ISO 10003:2018, 7.2: a contested complaint goes to an outside body.
#include <fmt/core.h>

#include "cli/commands.hpp"
#include "cli/dossiers.hpp"
#include "cli/values.hpp"
#include "dispute/dispute.hpp"

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
          using dispute::Dispute;
          dossier::Dossier<Dispute> made;
          made.id = unused_id(step.world, step.session, Dispute::letter, Dispute::folder);
          made.head = {step.complaint.id.text(), o->body, o->consent};
          auto event = dossier_event<Dispute>(step.stamp, dispute::DisputeReferred{});
          event.note = {};  // it stands with the complaint
          auto begun = dossier::Steps<Dispute>::take(std::move(made), std::move(event),
                                                     step.session.rules());
          if (!begun) return std::move(begun).failure();
          step.others.push_back({records::path_of_dossier(Dispute::folder, begun->id), std::nullopt,
                                 records::DossierFile<Dispute>::write(*begun)});
          return std::vector<process::Body>{process::Referred{o->body, begun->id, o->consent}};
        },
        [](const process::State& state) {
          return tr("{} referred, dispute {}", state.id.text(), state.dispute);
        });
  };
}

}  // namespace cmt::cli
