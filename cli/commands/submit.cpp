// 8.4 Monitoring: the return of a period was sent to the authority that asks for it.
#include <fmt/core.h>

#include "cli/commands.hpp"
#include "cli/print.hpp"
#include "cli/session.hpp"
#include "core/text.hpp"
#include "process/returns.hpp"

namespace cmt::cli {
namespace {

struct Options : ChangeOptions {
  std::string period, to, reference;
  bool nil = false;
};

// No register is older than its first complaint, and no complaint than this.
constexpr Date long_ago{std::chrono::year{1990} / 1 / 1};

int run_submit(World& world, const Options& o) {
  auto session = open_session(world);
  if (!session) return fail(world, session.failure());
  const process::Rules& rules = session->rules();
  if (auto read = rules.deadlines->calendars.read(); !read) return fail(world, read.failure());
  const auto lock = lock_for(*session, o);
  if (!lock) return fail(world, lock.failure());
  const auto mark = stamp(world, *session, o);
  if (!mark) return fail(world, mark.failure());

  const auto all = process::due_returns(rules, long_ago, {}, world.now());
  if (all.empty())
    return fail(world, failure(FailureKind::refused,
                               tr("the deadline profile {} asks for no return", rules.deadlines->profile),
                               tr("`profile` in cmt.yaml names another; docs/deadline-profiles.md has them")));
  const process::DueReturn* found = nullptr;
  for (const auto& one : all)
    if (one.period.label == o.period) found = &one;
  if (!found) {
    std::string last;
    for (std::size_t i = all.size() < 4 ? 0 : all.size() - 4; i < all.size(); ++i)
      if (all[i].period.to < rules.zone.date_of(world.now()))
        last += (last.empty() ? "" : ", ") + all[i].period.label;
    return fail(world, failure(FailureKind::usage,
                               tr("there is no return for '{}'", truncate(printable_line(o.period), 40)),
                               tr("the last periods are: {}", last)));
  }
  const auto sent_before = session->reg.sent_returns();
  if (!sent_before) return fail(world, sent_before.failure());
  for (const auto& one : *sent_before) {
    if (one.period != found->period.label) continue;
    return fail(world, refuse("8.4", tr("the return {} was sent, {}", one.period, text(one.sent_at)),
                              tr("{} says so; put right what is wrong there", records::path_of_return(one.period))));
  }
  const auto day = rules.zone.date_of(mark->at);
  if (!day || *day <= found->period.to)
    return fail(world, refuse("8.4", tr("the period {} goes on until {}", found->period.label,
                                        text(found->period.to)),
                              tr("a return is sent when its period has ended")));
  records::SentReturn sent;
  sent.period = found->period.label;
  sent.profile = found->profile;
  sent.sent_at = mark->at;
  sent.by = mark->by;
  sent.to = o.to;
  sent.reference = o.reference;
  if (o.nil) sent.nil = true;
  sent.note = mark->note;
  const std::string said = fmt::format("return {} sent, due {}", sent.period,
                                       process::text_of(found->due, rules.zone));
  const auto done = carry_out(world, *session, o,
                              {{records::path_of_return(sent.period), std::nullopt, records::write(sent)}},
                              {fmt::format("Record that the return {} was sent", sent.period)});
  if (!done) return fail(world, done.failure());
  if (!o.dry_run) world.say(said);
  return cli::done;
}

}  // namespace

Run add_submit(Args& args) {
  const auto o = std::make_shared<Options>();
  args.positional("PERIOD", o->period, "as cmt due lists it: 2026-Q3, 2026-H1, 2026-09, 2026");
  args.option("--to", "AUTHORITY", o->to, "to whom");
  args.option("--reference", "TEXT", o->reference, "the number that the authority gave it");
  args.flag("--nil", o->nil, "a nil return: there was nothing to report");
  add_change_options(args, *o);
  args.about("Some deadline profiles ask for a return to an authority at the end of each period. cmt due lists "
             "it until returns/PERIOD.yaml, which this writes, says that it was sent.");
  args.example("cmt submit 2026-Q3 --to 'Central Bank' --reference R-118", "the return of the third quarter");
  return [o](World& world) { return run_submit(world, *o); };
}

}  // namespace cmt::cli
