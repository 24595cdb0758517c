// 7.2 Receipt of complaint: one letter, several matters.
#include <fmt/core.h>

#include "cli/commands.hpp"
#include "cli/print.hpp"
#include "cli/session.hpp"
#include "cli/values.hpp"
#include "core/text.hpp"

namespace cmt::cli {
namespace {

struct Options : StepOptions {
  std::vector<std::string> summaries;
};

int run_split(World& world, const Options& o) {
  if (o.summaries.size() < 2)
    return fail(world, failure(FailureKind::usage, tr("a complaint is split into two parts at least"),
                               tr("give the summary of each part")));
  auto opened = open_step(world, o);
  if (!opened) return fail(world, opened.failure());
  auto& [session, lock, record, mark] = *opened;
  const ComplaintId& id = record.complaint.id;
  const process::Rules& rules = session.rules();

  // A part is received when the whole was, in the same words and by the same person.
  std::vector<store::Change> changes;
  process::Split split;
  for (const auto& summary : o.summaries) {
    ComplaintId part_id = ComplaintId::draw(id.year(), world.random);
    while (session.reg.has(part_id)) part_id = ComplaintId::draw(id.year(), world.random);
    process::Complaint part{part_id, summary, {record.complaint.history.front()}};
    process::Event& received = part.history.front();
    received.recorded_at = mark.at.instant;
    received.by = mark.by;
    std::get<process::Received>(received.body).external_refs.clear();
    auto linked = process::take(
        std::move(part),
        event_of(mark, process::Linked{id.text(), process::LinkType::split_from}), rules);
    if (!linked) return fail(world, linked.failure());
    split.into.push_back(part_id.text());
    changes.push_back({part_id.path(), std::nullopt, records::write(*linked)});
  }
  auto whole = process::take(record.complaint, event_of(mark, split), rules);
  if (!whole) return fail(world, whole.failure());
  auto bytes = records::append(record, *whole, rules.lists);
  if (!bytes) return fail(world, bytes.failure());
  changes.push_back({id.path(), record.document.bytes(), std::move(*bytes)});

  const std::string said =
      fmt::format("{} split into {} parts", id.text(), o.summaries.size());
  const auto done = carry_out(world, session, o, changes, {fmt::format("Split {} into {} complaints", id.text(), o.summaries.size())});
  if (!done) return fail(world, done.failure());
  if (!o.dry_run && !world.globals.json)
    for (const auto& part : split.into) world.out += part + "\n";
  if (!o.dry_run) world.say(said);
  return cli::done;
}

}  // namespace

Run add_split(Args& args) {
  const auto o = std::make_shared<Options>();
  add_step_options(args, *o);
  args.rest("SUMMARY", o->summaries, "the summary of each part");
  args.about("Prints the ids of the parts. They are linked to the whole as `split-from`; the parts are "
             "counted in reports, the whole is not.");
  args.example("cmt split 7K3 'Late delivery' 'Wrong invoice'", "two matters in one letter");
  return [o](World& world) { return run_split(world, *o); };
}

}  // namespace cmt::cli
