// 8.2 Analysis and evaluation: two complaints belong together.
#include <fmt/core.h>

#include "cli/commands.hpp"
#include "cli/pair.hpp"
#include "cli/print.hpp"
#include "cli/values.hpp"

namespace cmt::cli {

Run add_link(Args& args) {
  struct Options : StepOptions {
    std::string other, type = "linked";
  };
  const auto o = std::make_shared<Options>();
  add_step_options(args, *o);
  args.positional("OTHER", o->other, "the other complaint").completes("id");
  args.option("--type", "T", o->type, "how they belong together; linked when not given")
      .choices(choices_of(process::link_type_names));
  args.about("The types linked, same-cause and duplicate-of are written on both records; follows, "
             "caused-by and split-from on the first alone.");
  args.example("cmt link 7K3 4TZ --type same-cause", "one cause behind both");
  return [o](World& world) {
    return change_pair(
        world, *o, o->other,
        [o](const Pair& pair) -> Result<PairEvents> {
          const auto type = parse_name(process::link_type_names, o->type);
          const bool mutual = *type == process::LinkType::linked ||
                              *type == process::LinkType::same_cause ||
                              *type == process::LinkType::duplicate_of;
          PairEvents out;
          out.first.emplace_back(process::Linked{pair.second_state.id.text(), type});
          if (mutual) out.second.emplace_back(process::Linked{pair.first_state.id.text(), type});
          return out;
        },
        [o](const Pair& pair) {
          return tr("{} and {} linked: {}", pair.first_state.id.text(),
                    pair.second_state.id.text(), o->type);
        });
  };
}

}  // namespace cmt::cli
