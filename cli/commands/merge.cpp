// 7.2 Receipt of complaint: a duplicate goes into the complaint that carries the work.
#include <fmt/core.h>

#include "cli/commands.hpp"
#include "cli/pair.hpp"
#include "process/7_2_receipt.hpp"

namespace cmt::cli {

Run add_merge(Args& args) {
  struct Options : StepOptions {
    std::string into;
  };
  const auto o = std::make_shared<Options>();
  add_step_options(args, *o);
  args.positional("MASTER", o->into, "the complaint that carries the work").completes("id");
  args.about("Only a duplicate of the same complainant and matter may be merged: every complainant is "
             "owed an answer. Complaints of different people about one event are linked.");
  args.example("cmt merge 4TZ 7K3", "4TZ repeats 7K3");
  return [o](World& world) {
    return change_pair(
        world, *o, o->into,
        [](const Pair& pair) -> Result<PairEvents> {
          auto refused = process::refusals_of_merge(pair.first_state, pair.second_state);
          if (!refused.empty()) return Failure{FailureKind::refused, std::move(refused)};
          PairEvents out;
          out.first.emplace_back(process::Merged{pair.second_state.id.text()});
          return out;
        },
        [](const Pair& pair) {
          return tr("{} merged into {}", pair.first_state.id.text(),
                    pair.second_state.id.text());
        });
  };
}

}  // namespace cmt::cli
