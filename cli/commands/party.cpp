// 4.10 Confidentiality: the people whose data the register holds, and how all that is held of one goes.
#include <fmt/core.h>

#include <algorithm>
#include <map>

#include "cli/agreement.hpp"
#include "cli/commands.hpp"
#include "cli/dossiers.hpp"
#include "cli/print.hpp"
#include "cli/redacting.hpp"
#include "cli/retention.hpp"
#include "cli/sealing.hpp"
#include "cli/values.hpp"
#include "core/fold.hpp"
#include "improvement/action.hpp"
#include "process/redaction.hpp"
#include "records/party.hpp"

namespace cmt::cli {
namespace {

using process::Retained;

Json json_of(const records::Party& party) { return records::json_of(records::to_value(party)); }

// ---- list -----------------------------------------------------------------------------------------

struct ListOptions {
  std::string text, format;
};

bool holds(const records::Party& party, const std::string& wanted) {
  std::string all = party.id + "\n" + party.name + "\n" + party.town;
  for (const auto& one : party.emails) all += "\n" + one;
  for (const auto& one : party.phones) all += "\n" + one + "\n" + records::phone_key(one);
  return fold(all).find(wanted) != std::string::npos;
}

int run_list(World& world, const ListOptions& o) {
  auto session = open_session(world);
  if (!session) return fail(world, session.failure());
  const auto listing = store::list_dossiers(session->reg.files(), "parties", 'P');
  if (!listing) return fail(world, listing.failure());
  const auto& ids = listing->ids;
  const std::string wanted = fold(o.text);
  auto sealing = Sealing::open(world, *session);
  if (!sealing) return fail(world, sealing.failure());
  std::vector<std::optional<Result<records::Party>>> read(ids.size());
  store::Register::each_block(ids.size(), threads_of(world), [&](std::size_t block) {
    const std::size_t begin = block * store::Register::block_size;
    for (std::size_t i = begin; i < std::min(ids.size(), begin + store::Register::block_size); ++i) {
      auto party = session->reg.load_party(ids[i]);
      if (!party || sealing->is_on() || holds(*party, wanted)) read[i].emplace(std::move(party));
    }
  });
  std::vector<const records::Party*> shown;
  for (auto& one : read) {
    if (!one) continue;
    if (!*one) return fail(world, one->failure());
    if (sealing->is_on()) {
      **one = sealing->open_party(std::move(**one));
      if (!holds(**one, wanted)) continue;
    }
    shown.push_back(&**one);
  }
  if (o.format == "json" || (o.format.empty() && world.globals.json)) {
    Json out{{"schema", 1}, {"parties", Json::array()}};
    for (const auto* one : shown) out["parties"].push_back(json_of(*one));
    print_json(world, out);
  } else {
    std::vector<std::vector<std::string>> rows;
    for (const auto* one : shown)
      rows.push_back({one->id, one->name, joined(one->emails), joined(one->phones), one->town});
    world.out += shown_table(world,
                             {{tr("ID").shown(), Align::left, 9, 0}, {tr("Name").shown(), Align::left, 8, 1}, {tr("E-mail").shown(), Align::left, 8, 1},
                              {tr("Telephone").shown(), Align::left, 8, 1}, {tr("Town").shown(), Align::left, 6, 2}},
                             rows);
  }
  world.say(trn("{} party", "{} parties", shown.size(), shown.size()));
  return cli::done;
}

Run add_list_parties(Args& args) {
  const auto o = std::make_shared<ListOptions>();
  args.positional("TEXT", o->text, "of the name, e-mail, telephone or town", false);
  args.option("--format", "F", o->format, "how to print it").choices({"text", "json"});
  args.reads_register();
  args.about("Prints personal data: of the people whose file holds the text, or of all.");
  args.example("cmt party list byron", "the file of somebody who has called");
  return [o](World& world) { return run_list(world, *o); };
}

// ---- show -----------------------------------------------------------------------------------------

int run_show(World& world, const std::string& typed) {
  auto session = open_session(world);
  if (!session) return fail(world, session.failure());
  const auto id = find_party(*session, typed);
  if (!id) return fail(world, id.failure());
  auto party = session->reg.load_party(*id);
  if (!party) return fail(world, party.failure());
  auto sealing = Sealing::open(world, *session);
  if (!sealing) return fail(world, sealing.failure());
  *party = sealing->open_party(std::move(*party));
  const auto naming = naming_party(*session, *id, threads_of(world));
  if (!naming) return fail(world, naming.failure());
  std::vector<process::State> states;
  for (const auto& one : *naming) {
    const auto record = session->reg.load(one);
    if (!record) return fail(world, record.failure());
    states.push_back(process::replay(record->complaint, session->rules()));
  }
  if (world.globals.json) {
    Json out{{"schema", 1}, {"party", json_of(*party)}, {"complaints", Json::array()}};
    for (const auto& one : *naming) out["complaints"].push_back(one.text());
    print_json(world, out);
    return cli::done;
  }
  world.out += shown_facts(world, *id + (party->name.empty() ? "" : "  " + party->name),
                           {{msgid("Address"), party->address},
                            {msgid("Post code"), party->post_code},
                            {msgid("Town"), party->town},
                            {msgid("Country"), party->country},
                            {"E-mail", joined(party->emails)},
                            {msgid("Telephone"), joined(party->phones)},
                            {msgid("Language"), party->preferred_language},
                            {msgid("Remark"), party->remark.value}},
                           "Complaints");
  std::vector<std::vector<std::string>> rows;
  for (const auto& state : states)
    rows.push_back({state.id.text(), std::string{name_of(process::status_names, state.status)},
                    state.complainant == *id ? "complainant" : "other", state.summary});
  world.out += shown_table(world,
                           {{tr("ID").shown(), Align::left, 12, 0}, {tr("Status").shown(), Align::left, 8, 0}, {tr("As").shown(), Align::left, 8, 0},
                            {tr("Summary").shown(), Align::left, 10, 1}},
                           rows);
  if (rows.empty()) world.out += "  none\n";
  return cli::done;
}

Run add_show_party(Args& args) {
  const auto typed = std::make_shared<std::string>();
  args.positional("P", *typed, "the party; a unique prefix").completes("party");
  args.reads_register();
  args.about("Prints personal data: the file of one person, and the complaints that name them.");
  args.example("cmt party show P-4T", "who it is, and which complaints name them");
  return [typed](World& world) { return run_show(world, *typed); };
}

// ---- forget ---------------------------------------------------------------------------------------

struct ForgetOptions : ChangeOptions {
  std::string party, reason, request;
  std::vector<std::string> goes;
  bool only_file = false, yes = false;
};

// What keeps a complaint from losing what is held of the person; empty when nothing does.
Result<std::string> kept_by(const Session& session, const Keepers& keepers, const process::State& state,
                            const std::string& request) {
  if (process::is_open(state.status)) return std::string{"it is open"};
  const auto is_master_open = cli::is_master_open(session, state);
  if (!is_master_open) return is_master_open.failure();
  std::string needed = keepers.of(state.id.text());
  if (needed == request) needed.clear();
  const std::string by = process::held_by(state, needed, *is_master_open);
  if (by.empty()) return std::string{};
  return by == "legal-hold" ? std::string{"it is on legal hold"} : by + " needs it";
}

Result<std::vector<Retained>> retained(const ForgetOptions& o) {
  if (o.only_file && !o.goes.empty())
    return failure(FailureKind::usage, tr("--only-file and --goes contradict each other"), tr("leave one of them out"));
  if (o.only_file) return std::vector<Retained>{};
  if (o.goes.empty()) return std::vector{Retained::words, Retained::attachments, Retained::survey_comments};
  std::vector<Retained> out;
  for (const auto& name : o.goes) out.push_back(*parse_name(process::retained_names, name));
  return out;
}

// The words and documents of the person, as `redacted` events of one of their complaints.
Result<Done> take_words(const process::Complaint& complaint, const std::vector<Retained>& goes, const process::Redacted& ground,
                        Redacting& redacting) {
  for (const auto what : goes)
    for (auto& field : process::fields_left(complaint, what)) {
      process::Redacted event = ground;
      event.field = field;
      if (auto done = redacting.take_out(complaint.id, event); !done) return done;
    }
  return Done{};
}

// What was written in answer to surveys about their complaints: of each survey all at once.
Result<Done> take_comments(const Session& session, const std::vector<ComplaintId>& own, const process::Redacted& ground,
                           Redacting& redacting) {
  const auto comments = load_comments(session);
  if (!comments) return comments.failure();
  std::map<std::string, std::vector<std::string>> complaints;  // by survey
  for (const auto& id : own)
    if (const auto found = comments->find(id.text()); found != comments->end())
      for (const auto& survey : found->second) complaints[survey].push_back(id.text());
  for (const auto& [survey, named] : complaints)
    if (auto done = redacting.take_out_comments(survey, named, ground); !done) return done;
  return Done{};
}

// The actions that name one of the complaints: what they say is no case's, and stays.
Result<std::vector<std::string>> actions_naming(const Session& session, const std::vector<ComplaintId>& complaints) {
  const auto actions = load_dossiers<improvement::Action>(session);
  if (!actions) return actions.failure();
  std::vector<std::string> out;
  for (const auto& one : *actions) {
    const auto state = dossier::Steps<improvement::Action>::replay(one.dossier, session.rules());
    const bool names = std::any_of(complaints.begin(), complaints.end(), [&](const ComplaintId& id) {
      return std::find(state.complaints.begin(), state.complaints.end(), id.text()) != state.complaints.end();
    });
    if (names) out.push_back(state.id);
  }
  return out;
}

int run_forget(World& world, ForgetOptions& o) {
  if (auto expanded = expand(world, {&o.reason}); !expanded) return fail(world, expanded.failure());
  const auto goes = retained(o);
  if (!goes) return fail(world, goes.failure());
  auto session = open_session(world);
  if (!session) return fail(world, session.failure());
  const auto lock = lock_for(*session, o);
  if (!lock) return fail(world, lock.failure());
  const auto mark = stamp(world, *session, o);
  if (!mark) return fail(world, mark.failure());
  const auto party = find_party(*session, o.party);
  if (!party) return fail(world, party.failure());
  const auto request = request_named(*session, o.request);
  if (!request) return fail(world, request.failure());
  const process::Redacted ground{{}, {o.reason}, {}, *request};
  const auto naming = naming_party(*session, *party, threads_of(world));
  if (!naming) return fail(world, naming.failure());
  const Keepers keepers{*session};
  if (auto read = keepers.read(); !read) return fail(world, read.failure());

  Redacting redacting{*session, *mark};
  Diagnostics kept;
  std::vector<ComplaintId> own;
  for (const auto& id : *naming) {
    const auto record = session->reg.load(id);
    if (!record) return fail(world, record.failure());
    const auto state = process::replay(record->complaint, session->rules());
    const auto by = kept_by(*session, keepers, state, ground.request);
    if (!by) return fail(world, by.failure());
    if (!by->empty()) {
      kept.push_back(failure(FailureKind::refused, tr("{} keeps {}: {}", id.text(), *party, *by)).diagnostics.front());
      continue;
    }
    if (state.complainant != *party) continue;
    own.push_back(id);
    if (auto done = take_words(record->complaint, *goes, ground, redacting); !done) return fail(world, done.failure());
  }
  if (!kept.empty()) {
    kept.back().hint = tr("end what needs it first; cmt redact takes out what may not wait");
    return fail(world, Failure{FailureKind::refused, std::move(kept)});
  }
  if (std::find(goes->begin(), goes->end(), Retained::survey_comments) != goes->end())
    if (auto done = take_comments(*session, own, ground, redacting); !done) return fail(world, done.failure());
  if (auto done = redacting.forget(*party, *naming, ground); !done) return fail(world, done.failure());
  if (!o.only_file)
    for (const auto& id : own)
      if (auto done = redacting.destroy_keys_of(id, ground); !done) return fail(world, done.failure());
  if (!o.dry_run && !o.yes && can_ask(world) &&
      !says_yes(world, trn("Take out what is held of {}, in {} complaint, for good?", "Take out what is held of {}, in {} complaints, for good?", naming->size(), *party, naming->size())))
    return fail(world, failure(FailureKind::refused, tr("nothing was taken out")));
  const CommitText title{fmt::format("Forget {}", *party)};
  if (auto done = carry_out(world, *session, o, redacting, title); !done) return fail(world, done.failure());
  if (o.dry_run) return cli::done;
  world.say(trn("{} forgotten; {} complaint says so", "{} forgotten; {} complaints say so", naming->size(), *party, naming->size()));
  const auto actions = actions_naming(*session, *naming);
  if (!actions) return fail(world, actions.failure());
  if (!actions->empty())
    world.say(tr("the texts of {} stay: see that they do not tell of the person", joined(*actions)));
  tell_of_history(world, *session);
  return cli::done;
}

Run add_forget_party(Args& args) {
  const auto o = std::make_shared<ForgetOptions>();
  args.positional("P", o->party, "the party; a unique prefix").completes("party");
  args.option("--reason", "TEXT", o->reason, "on what ground; - or @FILE").required();
  args.option("--request", "R", o->request, "the request of the person that it is done on").completes("request");
  args.repeated("--goes", "W", o->goes,
                "what goes of the complaints they made, besides their file; words, attachments and survey-comments")
      .choices({"words", "texts", "attachments", "survey-comments"});
  args.flag("--only-file", o->only_file, "their file alone goes");
  args.flag("-y,--yes", o->yes, "do not ask on a terminal");
  add_change_options(args, *o);
  args.reads_register();
  args.about("Takes out all that is held of one person: their file, and of the complaints they made their words, documents "
             "and survey comments. Each complaint that names them says so in a `redacted` event; status and figures stay. "
             "All of it or nothing: refused while one of the complaints is open, on legal hold, or needed by an action, "
             "dispute or request.");
  args.example("cmt party forget P-4T --reason 'Erasure asked for, letter of 3 May' --dry-run", "what would go, as a diff");
  args.example("cmt party forget P-4T --reason 'Erasure asked for' --goes words --goes texts", "every text, those of staff too");
  return [o](World& world) { return run_forget(world, *o); };
}

constexpr Command verbs[] = {
    {"party list", "register", msgid("the people whose data are held"), "4.10", add_list_parties},
    {"party show", "register", msgid("one person, and the complaints that name them"), "4.10", add_show_party},
    {"party forget", "register", msgid("take out all that is held of one person"), "4.10", add_forget_party},
};

}  // namespace

std::span<const Command> party_verbs() { return verbs; }

Run add_party(Args& args) {
  args.about("A record names people by the id of their file in parties/ alone. docs/privacy.md tells where personal data are, "
             "and how they go.");
  args.example("cmt party list byron", "the file of somebody who has called");
  args.example("cmt party forget P-4T --reason 'Erasure asked for'", "all that is held of them goes");
  return [](World&) { return cli::done; };
}

}  // namespace cmt::cli
