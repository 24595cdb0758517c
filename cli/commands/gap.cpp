// 6.1 and the lists of documents: what there is, what is missing, what to do next.
#include "cli/commands.hpp"
#include "cli/evidence.hpp"
#include "cli/reports.hpp"
#include "cli/print.hpp"

namespace cmt::cli {

Run add_gap(Args& args) {
  const auto o = std::make_shared<PackOptions>();
  add_pack_options(args, *o);
  args.about("Six phases of a programme by ISO 10002 and its sister standards, with the documents and records "
             "that each asks for: what the register has, what is missing, and the command that supplies it.");
  args.example("cmt gap", "how far the register is");
  args.example("cmt gap --format html -o gap.html", "the same as a page");
  return [o](World& world) {
    auto session = open_session(world);
    if (!session) return fail(world, session.failure());
    const auto pack = load_pack(world, *session, *o, std::nullopt);
    if (!pack) return fail(world, pack.failure());
    return print_report(world, evidence::gap_report(evidence::gaps(pack->evidence, pack->scope.language), pack->scope),
                        o->format, o->output);
  };
}

}  // namespace cmt::cli
