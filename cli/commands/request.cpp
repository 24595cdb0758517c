// 8.1: requests of complainants for what the register holds of them.
#include "disclosure/request.hpp"

#include <fmt/core.h>

#include <filesystem>

#include "cli/cases.hpp"
#include "cli/commands.hpp"
#include "cli/dossiers.hpp"
#include "cli/kept_file.hpp"
#include "cli/print.hpp"
#include "cli/redacting.hpp"
#include "cli/text_step.hpp"
#include "cli/values.hpp"
#include "core/sha256.hpp"

namespace cmt::cli {
namespace {

using namespace disclosure;
using Bodies = std::vector<RequestBody>;
using Step = DossierStep<Request>;

int step(World& world, const StepOptions& options, const MakeBodies<Request>& make, const Message& said) {
  return take_dossier_step<Request>(world, options, make, [said](const RequestState& state) { return Message{state.id + " "} + said; });
}

std::string kind_of(const RequestState& state) { return std::string{name_of(request_kind_names, state.kind)}; }
std::string status_of(const RequestState& state) { return std::string{name_of(request_status_names, state.status)}; }

Json object_of(const RequestState& state, Date today) {
  const auto days = state.days(today);
  return {{"id", state.id},
          {"status", status_of(state)},
          {"kind", kind_of(state)},
          {"party", state.party},
          {"complaints", state.received.complaints},
          {"received_on", json_date(state.received_on)},
          {"due", json_date(state.due)},
          {"ended_on", json_date(state.ended_on)},
          {"days", days ? Json(*days) : Json(nullptr)},
          {"late", state.is_late(today)},
          {"representative", state.received.representative ? Json(state.received.representative->party) : Json(nullptr)},
          {"verified_by", json_text(state.verified_by)},
          {"format", json_text(state.answer ? state.answer->format : "")},
          {"sha256", json_text(state.answer ? state.answer->sha256 : "")}};
}

// ---- new ----------------------------------------------------------------------------------------

struct NewOptions : ChangeOptions {
  std::string party, kind, medium, representative, authority, evidence, text;
  std::vector<std::string> complaints;
};

// The cases that were typed, each naming the person; all of theirs when none was.
Result<std::vector<std::string>> cases_of(const Session& session, const std::string& party,
                                          const std::vector<std::string>& typed, unsigned threads) {
  const auto naming = naming_party(session, party, threads);
  if (!naming) return naming.failure();
  std::vector<std::string> out;
  for (const auto& id : *naming) out.push_back(id.text());
  if (out.empty()) return refuse("8.1", tr("no complaint names {}", party), tr("cmt show ID --json has the id of whom a complaint names"));
  if (typed.empty()) return out;
  auto asked = complaint_ids(session, typed);
  if (!asked) return std::move(asked).failure();
  for (const auto& id : *asked)
    if (std::find(out.begin(), out.end(), id) == out.end())
      return refuse("8.1", tr("{} does not name {}", id, party), tr("nobody is given the record of somebody else"));
  return asked;
}

Result<std::pair<RequestHead, Bodies>> new_request(World& world, const Session& session, NewOptions& o) {
  if (auto r = expand(world, {&o.text}); !r) return std::move(r).failure();
  auto party = find_party(session, o.party);
  if (!party) return std::move(party).failure();
  RequestReceived received;
  auto medium = code_value(session.rules().lists, "media", o.medium, "--medium");
  if (!medium) return std::move(medium).failure();
  received.medium = std::move(*medium);
  auto complaints = cases_of(session, *party, o.complaints, threads_of(world));
  if (!complaints) return std::move(complaints).failure();
  received.complaints = std::move(*complaints);
  received.text = {o.text};
  if (!o.representative.empty()) {
    auto acting = find_party(session, o.representative);
    if (!acting) return std::move(acting).failure();
    received.representative = process::Representative{std::move(*acting), o.authority, o.evidence};
  } else if (!o.authority.empty() || !o.evidence.empty()) {
    return failure(FailureKind::usage, tr("--authority and --evidence are of whoever acts for the person"), tr("--representative says who"));
  }
  return std::pair{RequestHead{std::move(*party), parse_name(request_kind_names, o.kind)}, Bodies{std::move(received)}};
}

Run add_new_request(Args& args) {
  const auto o = std::make_shared<NewOptions>();
  args.positional("PARTY", o->party, "whose data it is about: the id of their file").completes("party");
  args.option("--kind", "K", o->kind, "what they ask for").choices(choices_of(request_kind_names)).required();
  args.option("--medium", "M", o->medium, "how it came").completes("medium").required();
  args.repeated("--complaint", "ID", o->complaints, "which of their cases it is about; all when not given").completes("id");
  args.option("--representative", "PARTY", o->representative, "who asks for them").completes("party");
  args.option("--authority", "TEXT", o->authority, "on what ground whoever asks acts for them");
  args.option("--evidence", "TEXT", o->evidence, "what proves it");
  args.option("--text", "TEXT", o->text, "what they ask for, in their words; - or @FILE");
  add_change_options(args, *o);
  args.about("Prints the id of the new request alone on standard output. --at says when it came: the answer is due "
             "`request_days` of cmt.yaml after that day, 30 when that is not set.");
  args.example("cmt request new P-4TZ --kind copy --medium post --at 2026-05-03", "somebody wants a copy of all that is held of them");
  return [o](World& world) {
    return open_dossier<Request>(world, *o, [&](World& w, Session& session, const Stamp&) { return new_request(w, session, *o); });
  };
}

// ---- verify, answer, refuse, withdraw, note -------------------------------------------------------

Run add_verify_request(Args& args) {
  struct Options : StepOptions {
    std::string how, verified_by;
  };
  const auto o = std::make_shared<Options>();
  add_dossier_options<Request>(args, *o);
  args.option("--how", "TEXT", o->how, "how: what was shown or compared, without a copy of it; - or @FILE").required();
  args.option("--verified-by", "WHO", o->verified_by, "who did, if not whoever records it").completes("person");
  args.example("cmt request verify R-4T --how 'Called back under the number in the file'", "it is them");
  return [o](World& world) {
    return step(world, *o, [&](const Step& s) -> Result<Bodies> {
      if (auto r = expand(s.world, {&o->how}); !r) return std::move(r).failure();
      return Bodies{IdentityVerified{o->verified_by, {o->how}}};
    }, tr("verified"));
  };
}

struct AnswerOptions : StepOptions {
  std::string medium, to, file, format, text;
};

// What was sent: its ending and digest.
Result<Done> add_file(const World& world, const AnswerOptions& o, RequestAnswered& out) {
  out.format = o.format;
  if (o.file.empty()) return Done{};
  const auto bytes = bytes_to_keep(world, o.file);
  if (!bytes) return bytes.failure();
  out.sha256 = sha256(*bytes);
  if (const auto extension = std::filesystem::path{o.file}.extension().string(); out.format.empty() && extension.size() > 1)
    out.format = extension.substr(1);
  return Done{};
}

Run add_answer_request(Args& args) {
  const auto o = std::make_shared<AnswerOptions>();
  add_dossier_options<Request>(args, *o);
  args.option("--medium", "M", o->medium, "how it was answered").completes("medium").required();
  args.option("--to", "WHO", o->to, "to whom, if not the person themselves");
  args.option("--file", "FILE", o->file, "what was sent: its digest is kept, not the file").completes("file");
  args.option("--format", "F", o->format, "its format; the file's ending when not given");
  args.option("--text", "TEXT", o->text, "what was done, or told; - or @FILE");
  args.about("Of a request for access or a copy, --file is what was sent; cmt export --subject makes it. Of a correction "
             "or an erasure, --text says what was done.");
  args.example("cmt request answer R-4T --medium post --file ada.html", "a copy went out");
  args.example("cmt request answer R-4T --medium post --text 'The words and the letter were removed'", "an erasure is done");
  return [o](World& world) {
    return step(world, *o, [&](const Step& s) -> Result<Bodies> {
      if (auto r = expand(s.world, {&o->text}); !r) return std::move(r).failure();
      auto medium = code_value(s.session.rules().lists, "media", o->medium, "--medium");
      if (!medium) return std::move(medium).failure();
      RequestAnswered answered{std::move(*medium), o->to, {}, {}, {o->text}};
      if (auto r = add_file(s.world, *o, answered); !r) return std::move(r).failure();
      return Bodies{std::move(answered)};
    }, tr("answered"));
  };
}

Run add_refuse_request(Args& args) {
  struct Options : StepOptions {
    std::string reason, medium;
  };
  const auto o = std::make_shared<Options>();
  add_dossier_options<Request>(args, *o);
  args.option("--reason", "TEXT", o->reason, "why, as they were told, with where they can turn; - or @FILE").required();
  args.option("--medium", "M", o->medium, "how they were told").completes("medium").required();
  args.example("cmt request refuse R-4T --medium post --reason 'The case is before a court; you may turn to the data protection office'",
               "it cannot be met");
  return [o](World& world) {
    return step(world, *o, [&](const Step& s) -> Result<Bodies> {
      if (auto r = expand(s.world, {&o->reason}); !r) return std::move(r).failure();
      auto medium = code_value(s.session.rules().lists, "media", o->medium, "--medium");
      if (!medium) return std::move(medium).failure();
      return Bodies{RequestRefused{{o->reason}, std::move(*medium)}};
    }, tr("refused"));
  };
}

Run add_withdraw_request(Args& args) {
  return add_text_step<Request, RequestWithdrawn>(
      args, {"--reason", false, msgid("why they took it back; - or @FILE"), msgid("withdrawn"), "cmt request withdraw R-4T --reason 'They found their copy'", "they took it back"});
}

Run add_note_request(Args& args) {
  return add_text_step<Request, RequestNoted>(
      args, {nullptr, true, msgid("the note; - or @FILE"), msgid("noted"), "cmt request note R-4T 'They will come by on Monday'", "a remark"});
}

// ---- look ---------------------------------------------------------------------------------------

Run add_list_requests(Args& args) {
  struct Options {
    std::string status;
    bool open = false;
  };
  const auto o = std::make_shared<Options>();
  args.option("--status", "S", o->status, "only these").choices(choices_of(request_status_names));
  args.flag("--open", o->open, "only those that wait for an answer");
  args.example("cmt request list --open", "what is to be answered, and until when");
  return [o](World& world) {
    auto session = open_session(world);
    if (!session) return fail(world, session.failure());
    const Date today = today_of(world, *session);
    return list_dossiers<Request>(
        world,
        [&](const RequestState& state) { return (o->status.empty() || o->status == status_of(state)) && (!o->open || is_open(state.status)); },
        {{tr("ID").shown(), Align::left, 9, 0}, {tr("Status").shown(), Align::left, 6, 0}, {tr("Kind").shown(), Align::left, 6, 0}, {tr("Person").shown(), Align::left, 9, 0},
         {tr("Received").shown(), Align::left, 10, 0}, {tr("Due").shown(), Align::left, 10, 0}, {tr("Days").shown(), Align::right, 4, 0}, {"", Align::left, 0, 0}},
        [&](const Session&, const RequestState& state) {
          const auto days = state.days(today);
          return std::vector<std::string>{state.id, status_of(state), kind_of(state), state.party, text_or_dash(state.received_on),
                                          text_or_dash(state.due), days ? std::to_string(*days) : "-", state.is_late(today) ? "late" : ""};
        },
        [&](const Session&, const RequestState& state) { return object_of(state, today); });
  };
}

Run add_show_request(Args& args) {
  const auto id = std::make_shared<std::string>();
  args.positional("ID", *id, "its id, or any start of it that is unique").completes("request");
  args.example("cmt request show R-4T", "the request and its timeline");
  return [id](World& world) {
    return show_dossier<Request>(
        world, *id, [](const RequestState& state) { return kind_of(state) + " for " + state.party; },
        [&](const Session& session, const RequestState& state) {
          Facts out;
          out.emplace_back(msgid("Cases"), joined(state.received.complaints));
          if (state.received.representative)
            out.emplace_back(msgid("Asked by"), fmt::format("{} ({})", state.received.representative->party, state.received.representative->authority));
          out.emplace_back(msgid("Received"), text_or_dash(state.received_on));
          out.emplace_back(msgid("Due"), (text_or_dash(state.due) + (state.is_late(today_of(world, session)) ? tr(", late") : Message{})).shown());
          out.emplace_back(msgid("Verified by"), state.verified_by);
          if (state.answer) out.emplace_back(msgid("Sent"), fmt::format("{} {}", state.answer->format, state.answer->sha256));
          return out;
        },
        [&](const Session& session, const RequestState& state) { return object_of(state, today_of(world, session)); });
  };
}

constexpr Command verbs[] = {
    {"request new", "learn", msgid("somebody asks for what is held of them"), "8.1", add_new_request},
    {"request verify", "learn", msgid("it was made sure who they are"), "8.1", add_verify_request},
    {"request answer", "learn", msgid("they were answered"), "8.1", add_answer_request},
    {"request refuse", "learn", msgid("they were refused"), "8.1", add_refuse_request},
    {"request withdraw", "learn", msgid("they took it back"), "8.1", add_withdraw_request},
    {"request note", "learn", msgid("add a remark"), "8.1", add_note_request},
    {"request list", "learn", msgid("the requests, and until when each is to be answered"), "8.1", add_list_requests},
    {"request show", "learn", msgid("one request and its timeline"), "8.1", add_show_request},
};

}  // namespace

std::span<const Command> request_verbs() { return verbs; }

Run add_request(Args& args) {
  args.about("Complainants, and whoever acts for them, may ask for their own record: to see it, to have a copy, to have it "
             "put right or erased. docs/records/request.md tells the whole way.");
  args.example("cmt request list --open", "what is to be answered, and until when");
  args.example("cmt export --subject P-4TZ --format html -o ada.html", "all that is held of one person, to be sent to them");
  return [](World&) { return cli::done; };
}

}  // namespace cmt::cli
