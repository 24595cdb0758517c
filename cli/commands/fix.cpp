// 4.9 Information integrity: what can be put right without a doubt, shown before it is written.
#include <fmt/core.h>

#include <algorithm>
#include <map>

#include "cli/agreement.hpp"
#include "cli/commands.hpp"
#include "cli/findings.hpp"
#include "cli/diff.hpp"
#include "cli/git.hpp"
#include "cli/print.hpp"
#include "cli/renumber.hpp"
#include "cli/session.hpp"
#include "core/text.hpp"
#include "merge/order.hpp"
#include "records/tidy.hpp"

namespace cmt::cli {
namespace {

struct Options : ChangeOptions {
  std::vector<std::string> targets;
  bool yes = false, renumber = false;
};

// The change of one file while several things are mended in it.
struct Mended {
  std::string before, after;
  std::vector<std::string> what;
};
using Work = std::map<std::string, Mended>;

// How many events of a record are committed, and so keep their places for good; nothing when what is
// committed is not the beginning of what is there, which is a matter for `cmt check --since`.
std::optional<std::size_t> committed_events(const Session& session, const records::Record& record) {
  const std::string& path = record.document.path();
  const auto head = git(session.root, {"cat-file", "blob", "HEAD:./" + path});
  if (!head || head->status != 0) return 0;
  const auto old = records::read(path, head->output, session.rules().lists);
  if (!old || old->complaint.history.size() > record.complaint.history.size()) return std::nullopt;
  for (std::size_t i = 0; i < old->complaint.history.size(); ++i)
    if (records::to_value(old->complaint.history[i]) != records::to_value(record.complaint.history[i]))
      return std::nullopt;
  return old->complaint.history.size();
}

bool is_mutual(process::LinkType type) {
  return type == process::LinkType::linked || type == process::LinkType::same_cause ||
         type == process::LinkType::duplicate_of;
}

// Adds to `work` what is wrong with the form of a record and the order of its new events.
void mend(const Session& session, const records::Record& record, Work& work) {
  Mended mended{record.document.bytes(), record.document.bytes(), {}};
  // git is asked only about records that need it.
  const auto committed = merge::is_in_order(record.complaint, session.rules())
                             ? std::nullopt
                             : committed_events(session, record);
  if (committed)
    if (auto ordered = merge::reordered(record, std::max<std::size_t>(*committed, 1), session.rules())) {
      mended.after = std::move(*ordered);
      mended.what.emplace_back("events in the order in which they were put on record");
    }
  const auto document = yaml::parse(record.document.path(), mended.after);
  if (document) {
    auto tidied = records::tidy(*document, records::modeline);
    mended.after = std::move(tidied.bytes);
    mended.what.insert(mended.what.end(), tidied.mended.begin(), tidied.mended.end());
  }
  if (!mended.what.empty()) work.emplace(record.document.path(), std::move(mended));
}

// Adds to the other record of each link the half that is missing there.
Result<Done> mend_links(const Session& session, const records::Record& record, const Stamp& mark, Work& work) {
  const std::string& id = record.complaint.id.text();
  for (const auto& link : process::replay(record.complaint, session.rules()).links) {
    const auto other_id = ComplaintId::parse(link.to);
    if (!is_mutual(link.type) || !other_id || !session.reg.has(*other_id)) continue;
    const auto at = work.find(other_id->path());
    auto other = at == work.end() ? session.reg.load(*other_id)
                                  : records::read(other_id->path(), at->second.after, session.rules().lists);
    if (!other) continue;
    const auto links = process::replay(other->complaint, session.rules()).links;
    if (std::any_of(links.begin(), links.end(),
                    [&](const auto& back) { return back.to == id && back.type == link.type; }))
      continue;
    auto taken = process::take(other->complaint, event_of(mark, process::Linked{id, link.type}), session.rules());
    if (!taken) continue;
    auto bytes = records::append(*other, *taken, session.rules().lists);
    if (!bytes) return std::move(bytes).failure();
    auto& mended = at == work.end()
                       ? work.emplace(other_id->path(), Mended{other->document.bytes(), {}, {}}).first->second
                       : at->second;
    mended.after = std::move(*bytes);
    mended.what.push_back(fmt::format("the half of the link {} with {} that was missing",
                                      name_of(process::link_type_names, link.type), id));
  }
  return Done{};
}

Result<std::vector<ComplaintId>> targets_of(const World& world, const Session& session, const Options& o) {
  if (!o.targets.empty()) return complaints_of(world, session, o.targets);
  auto listing = session.reg.list();
  if (!listing) return std::move(listing).failure();
  return std::move(listing->ids);
}

// Shows the diff, and asks where somebody can answer.
bool is_agreed(World& world, const Options& o, const std::vector<store::Change>& changes) {
  std::string diff;
  for (const auto& change : changes)
    diff += change.path.substr(0, 12) == "attachments/"
                ? fmt::format("new file {} ({} bytes)\n", printable_line(change.path), change.after.size())
                : unified_diff(change.path, change.before, change.after);
  if (o.dry_run || o.yes || !can_ask(world)) {
    if (!world.globals.json) world.out += diff;
    return o.yes && !o.dry_run;
  }
  world.console.write_out(diff);
  return says_yes(world, tr("Write this?"));
}

int write_changes(World& world, Session& session, const Options& o, const std::vector<store::Change>& changes,
                  const std::vector<std::string>& leftovers, const std::vector<std::string>& said,
                  const std::string& message) {
  if (changes.empty() && leftovers.empty()) {
    world.say(tr("nothing to mend"));
    if (world.globals.json) world.out += changes_json(changes);
    return cli::done;
  }
  const bool agreed = is_agreed(world, o, changes);
  for (const auto& line : said) world.say(printable_line(line));
  if (!agreed) {
    for (const auto& path : leftovers) world.say(tr("would remove {}", printable_line(path)));
    if (world.globals.json) world.out += changes_json(changes, leftovers);
    if (!o.dry_run) world.say(tr("nothing was written; --yes writes it"));
    return o.dry_run ? cli::done : answer_is_no;
  }
  if (const auto done = carry_out(world, session, o, changes, {message}, leftovers); !done)
    return fail(world, done.failure());
  return cli::done;
}

int run_renumber(World& world, Session& session, const Options& o) {
  if (o.commit)
    return fail(world, failure(FailureKind::usage, tr("--renumber does not commit: it is a part of a merge"),
                               tr("git add the files and commit the merge")));
  if (o.targets.size() > 1)
    return fail(world, failure(FailureKind::usage, tr("--renumber takes one id at most")));
  std::string wanted = o.targets.empty() ? "" : ids::normalise(o.targets.front());
  if (!wanted.empty() && !ComplaintId::parse(wanted))
    return fail(world, failure(FailureKind::usage,
                               tr("'{}' is not the id of a complaint", truncate(printable_line(o.targets.front()), 40)),
                               tr("--renumber takes the whole id, as in 2026-7K3QX4M")));
  auto renumbering = renumber(world, session, wanted);
  if (!renumbering) return fail(world, renumbering.failure());
  if (renumbering->changes.empty() && renumbering->leftovers.empty()) {
    for (const auto& line : renumbering->said) world.say(printable_line(line));
    if (renumbering->said.empty()) world.say(tr("no id is there twice"));
    if (world.globals.json) world.out += changes_json({});
    return cli::done;
  }
  return write_changes(world, session, o, renumbering->changes, renumbering->leftovers, renumbering->said,
                       "Give a complaint another id");
}

int run_fix(World& world, const Options& o) {
  auto session = open_session(world);
  if (!session) return fail(world, session.failure());
  const auto lock = lock_for(*session, o);
  if (!lock) return fail(world, lock.failure());
  if (o.renumber) return run_renumber(world, *session, o);
  const auto ids = targets_of(world, *session, o);
  if (!ids) return fail(world, ids.failure());
  const auto mark = stamp(world, *session, o);
  if (!mark) return fail(world, mark.failure());

  Work work;
  std::vector<records::Record> records;
  bool is_any_unreadable = false;
  for (const auto& id : *ids) {
    auto record = session->reg.load(id);
    if (!record) {
      is_any_unreadable = true;
      const Diagnostic& first = record.diagnostics().front();
      world.say(tr("{}:{}:{} left alone: {}", printable_line(first.at.file), first.at.line,
                   first.at.column, printable(first.message)));
      continue;
    }
    mend(*session, *record, work);
    records.push_back(std::move(*record));
  }
  for (const auto& record : records)
    if (const auto done = mend_links(*session, record, *mark, work); !done) return fail(world, done.failure());

  std::vector<store::Change> changes;
  std::vector<std::string> said;
  for (auto& [path, mended] : work) {
    for (const auto& what : mended.what) said.push_back(path + ": " + what);
    changes.push_back({path, std::move(mended.before), std::move(mended.after)});
  }
  const int code = write_changes(world, *session, o, changes, {}, said,
                                 fmt::format("Mend the form of {} record{}", changes.size(), changes.size() == 1 ? "" : "s"));
  return code == cli::done && is_any_unreadable ? answer_is_no : code;
}

}  // namespace

Run add_fix(Args& args) {
  const auto o = std::make_shared<Options>();
  args.rest("ID|FILE", o->targets, "what to mend; all records when not given").completes("id");
  args.flag("-y,--yes", o->yes, "write it; without a terminal nothing is written otherwise");
  args.flag("-n,--dry-run", o->dry_run, "show the change as a diff, write nothing");
  args.flag("--commit", o->commit, "commit just these files to git");
  args.flag("--renumber", o->renumber, "give an id that is there twice to one record only: the other gets "
                                       "a new one, with links, disputes and attachments");
  args.about("Mends what changes nothing of what a record says: events that are not committed and stand in "
             "another order than that in which they were recorded, when the process then refuses less; "
             "line ends of Windows; blanks at the end of lines; a missing last line end; the missing line "
             "for editors. Adds the missing half of a link as a new event. What is committed keeps its "
             "order, and a file that cannot be read is left alone.");
  args.about("The diff is shown first. Exit status 1: there is something to mend and it was not written, or "
             "a file was left alone.");
  args.example("cmt fix --dry-run", "what would be mended");
  args.example("cmt fix --yes 7K3", "one record, from a script");
  args.example("cmt fix --renumber 2026-7K3QX4M", "after a merge in which both sides had made this id");
  return [o](World& world) { return run_fix(world, *o); };
}

}  // namespace cmt::cli
