// 7.3 Tracking of complaint: one step on every complaint that a query describes. The step is the command itself,
// asked for each of them; what all of them would write is then written at once, or not at all.
#include <fmt/core.h>

#include <algorithm>
#include <set>

#include "cli/agreement.hpp"
#include "cli/cases.hpp"
#include "cli/commands.hpp"
#include "cli/gathering.hpp"
#include "cli/print.hpp"
#include "core/text.hpp"

namespace cmt::cli {
namespace {

constexpr std::size_t shown_at_most = 20;

struct Options {
  std::vector<std::string> query, step;
  bool yes = false, skip_refused = false, skip_invalid = false;
  ChangeOptions change;
};

// What is asked of each complaint, and its command.
struct Step {
  const Command& command;
  std::vector<std::string> words;  // after the id
};

Failure no_step(std::string_view typed, const Message& why, Message hint) {
  return failure(FailureKind::usage, tr("'{}' {}", truncate(printable_line(typed), 40), why), std::move(hint));
}

bool is_flag_given(const Args& args, std::string_view ending) {
  return std::any_of(args.args().begin(), args.args().end(), [&](const Arg& arg) {
    return arg.kind == ArgKind::flag && arg.name.ends_with(ending) && *arg.flag;
  });
}

// The step must be one on a complaint, that is, take an id first and change its record.
Result<Step> step_of(World& world, const std::vector<std::string>& words) {
  const std::string& name = words.front();
  const Command* command = find_command(name);
  if (!command) {
    std::vector<std::string> all;
    for (const auto& one : commands()) all.emplace_back(one.name);
    const auto near = nearest(name, all);
    return no_step(name, tr("is no command"), near ? tr("did you mean '{}'?", *near) : tr("cmt help lists them"));
  }
  Args args;
  Run run;  // holds what the options are written to
  if (!command->verbs) {
    run = command->add(args);
    args.add_globals(world.globals);
  }
  const auto& all = args.args();
  const bool has_id = !all.empty() && all.front().kind == ArgKind::positional && all.front().completes == "id";
  const bool changes = std::any_of(all.begin(), all.end(), [](const Arg& arg) { return arg.name.ends_with("--dry-run"); });
  if (!has_id || !changes || command->group != "handle")
    return no_step(name, tr("is no step on one complaint"), tr("such as assign, note or close: cmt help lists them under Handle"));
  if (name == "redact")
    return no_step(name, tr("takes words out of the record, of one complaint at a time"), "cmt redact ID");
  std::vector<std::string> rest{words.begin() + 1, words.end()};
  std::vector<std::string> tried = rest;
  tried.insert(tried.begin(), "0");
  if (auto parsed = args.parse(tried); !parsed) return std::move(parsed).failure();
  for (const char* option : {"--dry-run", "--commit"})
    if (is_flag_given(args, option))
      return failure(FailureKind::usage, tr("{} is said of all the steps", option), tr("before the -- of each"));
  return Step{*command, std::move(rest)};
}

// What the step says of one complaint, and what it would write.
struct Outcome {
  int code;
  std::string said, refused;
  Gathering gathering;
};

Outcome take(const World& outer, const Step& step, const std::string& id) {
  Outcome out{};
  World world = outer;
  world.out.clear();
  world.said.clear();
  world.globals.quiet = false;
  world.globals.json = false;
  world.gathering = &out.gathering;
  world.console.write_err = [&out](std::string_view text) {
    out.refused += text;
    return true;
  };
  Args args;
  const Run run = step.command.add(args);
  args.add_globals(world.globals);
  std::vector<std::string> words = step.words;
  words.insert(words.begin(), id);
  if (const auto parsed = args.parse(words); !parsed) {
    out.code = fail(world, parsed.failure());
    return out;
  }
  out.code = run(world);
  out.said = world.said.substr(0, world.said.find('\n'));
  return out;
}

// What the steps say alone, of all of them: "Assign 12 complaints to sara".
std::string title_of(const std::vector<std::pair<std::string, CommitText>>& texts, std::string_view command) {
  const std::string many = fmt::format("{} complaint{}", texts.size(), texts.size() == 1 ? "" : "s");
  std::string common;
  for (const auto& [id, text] : texts) {
    std::string title = text.title;
    const auto at = title.find(id);
    if (at != std::string::npos) title.replace(at, id.size(), many);
    if (at == std::string::npos || (!common.empty() && title != common))
      return fmt::format("Take the step {} on {}", command, many);
    common = std::move(title);
  }
  return common;
}

// Whether it is wanted: said beforehand, or answered on the terminal after what would be done is shown.
Result<bool> is_agreed(const World& world, const Options& o, const std::vector<std::string>& said) {
  if (o.yes || o.change.dry_run) return true;
  const Message many = trn("{} complaint", "{} complaints", said.size(), said.size());
  if (!can_ask(world))
    return failure(FailureKind::usage, tr("{} would be changed, and nobody can be asked", many),
                   tr("--yes changes them; -n shows how"));
  std::string shown;
  for (std::size_t i = 0; i < std::min(said.size(), shown_at_most); ++i)
    shown += isolate(printable_line(said[i])) + "\n";
  if (said.size() > shown_at_most) shown += tr("… and {} more\n", said.size() - shown_at_most).shown();
  return says_yes(world, shown + tr("Change {}?", many));
}

int run_each(World& world, const Options& o) {
  const auto step = step_of(world, o.step);
  if (!step) return fail(world, step.failure());
  auto session = open_session(world);
  if (!session) return fail(world, session.failure());
  const auto lock = lock_for(*session, o.change);
  if (!lock) return fail(world, lock.failure());
  const CaseContext context{session->rules(), today_of(world, *session), world.now()};
  const auto query = parse_query(o.query, session->rules(), context.today);
  if (!query) return fail(world, query.failure());
  auto cases = load_cases(world, *session, {query::needs_text(*query), o.skip_invalid, {}, {},
                                            [&](const Case& one) { return matches(*query, one, context); }, true});
  if (!cases) return fail(world, cases.failure());

  // What does not change from one to the next is found once.
  World inner = world;
  auto by = actor(world, session->root);
  if (!by) return fail(world, by.failure());
  inner.globals.by = std::move(*by);
  std::optional<std::string> input;
  inner.console.read_all = [&]() -> Result<std::string> {
    if (!input) {
      auto all = world.console.read_all();
      if (!all) return all;
      input = std::move(*all);
    }
    return *input;
  };

  std::vector<store::Change> changes;
  std::vector<std::pair<std::string, CommitText>> texts;
  std::vector<std::string> said;
  std::set<std::string> paths;
  std::size_t refused = 0;
  for (const auto& state : cases->states) {
    const std::string& id = state.id.text();
    Outcome outcome = take(inner, *step, id);
    if (outcome.code != cli::done) {
      world.console.write_err(outcome.refused);
      if (outcome.code != answer_is_no) return outcome.code;
      ++refused;
      continue;
    }
    for (auto& change : outcome.gathering.changes) {
      if (!paths.insert(change.path).second)
        return fail(world, failure(FailureKind::refused, tr("{} would be changed by two of the steps", printable_line(change.path)),
                                   tr("take one of them by itself")));
      changes.push_back(std::move(change));
    }
    for (auto& text : outcome.gathering.texts) texts.emplace_back(id, std::move(text));
    said.push_back(std::move(outcome.said));
  }
  if (refused && !o.skip_refused) {
    return fail(world, failure(FailureKind::refused,
                               trn("{} of {} complaint refuse the step; nothing was written",
                                   "{} of {} complaints refuse the step; nothing was written", cases->states.size(), refused,
                                   cases->states.size()),
                               tr("--skip-refused changes the others")));
  }
  if (!said.empty()) {
    const auto agreed = is_agreed(world, o, said);
    if (!agreed) return fail(world, agreed.failure());
    if (!*agreed) {
      world.say(tr("nothing was written"));
      return answer_is_no;
    }
  }
  if (const auto done = carry_out(world, *session, o.change, changes, {title_of(texts, step->command.name)}); !done)
    return fail(world, done.failure());
  if (said.empty()) world.say(refused ? tr("no complaint takes the step") : tr("no complaint is as the query says"));
  for (const auto& line : said)
    if (!o.change.dry_run) world.say(printable_line(line));
  if (!said.empty())
    world.say((o.change.dry_run ? trn("{} complaint would be changed", "{} complaints would be changed", said.size(), said.size())
                                 : trn("{} complaint changed", "{} complaints changed", said.size(), said.size())) +
              (refused ? tr(", {} refused the step", refused) : Message{}));
  return cli::done;
}

}  // namespace

Run add_each(Args& args) {
  const auto o = std::make_shared<Options>();
  args.rest("QUERY", o->query, "which complaints, as for list").required().completes("query");
  args.after_dashes("STEP", o->step, "a step on one complaint and its options, without the id");
  args.flag("-n,--dry-run", o->change.dry_run, "show the changes as a diff, write nothing");
  args.flag("--commit", o->change.commit, "commit just these files to git, together");
  args.flag("-y,--yes", o->yes, "do not ask");
  args.flag("--skip-refused", o->skip_refused, "change the others when some complaints refuse the step");
  args.flag("--skip-invalid", o->skip_invalid, "go on without records that cannot be read");
  args.reads_register();
  args.about("All of the complaints take the step, or none: it is tried on each before anything is written, and what "
             "is refused is said. On a terminal you see what would be done and are asked; elsewhere --yes is needed.");
  args.example("cmt each status:open owner:ali -n -- assign sara", "show what would change");
  args.example("cmt each status:open owner:ali --yes --commit -- assign sara --note 'Ali is on leave'",
               "hand over all of it, in one commit");
  return [o](World& world) { return run_each(world, *o); };
}

}  // namespace cmt::cli
