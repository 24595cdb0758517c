// ISO 10003:2018: a dispute that was referred outside, step by step to its end.
#include <fmt/core.h>

#include <algorithm>

#include "cli/cases.hpp"
#include "cli/commands.hpp"
#include "cli/dossiers.hpp"
#include "cli/moments.hpp"
#include "cli/values.hpp"
#include "dispute/dispute.hpp"
#include "process/clocks.hpp"

namespace cmt::cli {
namespace {

using namespace dispute;
using Bodies = std::vector<DisputeBody>;
using Step = DossierStep<Dispute>;

struct Options : StepOptions {
  std::string text, reason, evidence, side;
};

bool names_a_dispute(std::string_view typed) {
  return typed.size() > 1 && (typed[0] == 'D' || typed[0] == 'd') && typed[1] == '-';
}

// The dispute of what was typed: its own id, or that of the complaint.
Result<std::string> dispute_of(World& world, const std::string& typed) {
  if (names_a_dispute(typed)) return typed;
  auto session = open_session(world);
  if (!session) return std::move(session).failure();
  const auto id = session->reg.find(typed);
  if (!id) return id.failure();
  const auto record = session->reg.load(*id);
  if (!record) return record.failure();
  const auto state = process::replay(record->complaint, session->rules());
  if (state.dispute.empty())
    return failure(FailureKind::refused, tr("{} has no dispute", id->text()),
                   tr("cmt refer {} --body NAME --consent begins one", id->text()));
  return state.dispute;
}

int step(World& world, const StepOptions& options, const MakeBodies<Dispute>& make, const Message& said) {
  StepOptions own = options;
  const auto id = dispute_of(world, options.id);
  if (!id) return fail(world, id.failure());
  own.id = *id;
  return take_dossier_step<Dispute>(world, own, make, [said](const DisputeState& state) {
    return Message{state.id + " "} + said;
  });
}

void add_id(Args& args, StepOptions& options) {
  args.positional("ID", options.id, "the dispute or its complaint: an id, or any start of it that is unique")
      .completes("dispute");
}

void add_options(Args& args, StepOptions& options) {
  add_id(args, options);
  add_change_options(args, options);
}

// ---- before the resolution ----------------------------------------------------------------------

Run add_arrange(Args& args) {
  struct Arrangement : StepOptions {
    std::string type, initiator, provider, accredited, method, fee_complainant, fee_organization;
    std::string officer, confidentiality;
  };
  const auto o = std::make_shared<Arrangement>();
  add_options(args, *o);
  args.option("--type", "T", o->type, "whether it is about rights that a court could decide")
      .choices(choices_of(dispute_type_names));
  args.option("--initiator", "I", o->initiator, "who took it outside").choices(choices_of(initiator_names));
  args.option("--provider", "P", o->provider, "what kind of body it is").choices(choices_of(provider_kind_names));
  args.option("--accredited", "yes|no", o->accredited, "whether the body is accredited for such disputes");
  args.option("--method", "M", o->method, "how it is resolved").choices(choices_of(method_names));
  args.option("--fee-complainant", "AMOUNT", o->fee_complainant, "what the complainant pays, such as '0.00 EUR'");
  args.option("--fee-organization", "AMOUNT", o->fee_organization, "what the organization pays");
  args.option("--officer", "WHO", o->officer, "who acts for the organization; nobody who decided the complaint")
      .completes("person");
  args.option("--confidentiality", "TEXT", o->confidentiality, "what may be used again, and by whom; - or @FILE");
  args.example("cmt dispute arrange 7K3 --type non-legal --initiator complainant --provider ombudsman "
               "--method advisory --officer leila",
               "who deals with it and how");
  return [o](World& world) {
    return step(world, *o, [&](const Step& s) -> Result<Bodies> {
      if (auto r = expand(s.world, {&o->confidentiality}); !r) return std::move(r).failure();
      Arranged arranged;
      arranged.type = parse_name(dispute_type_names, o->type);
      arranged.initiator = parse_name(initiator_names, o->initiator);
      arranged.provider = parse_name(provider_kind_names, o->provider);
      arranged.method = parse_name(method_names, o->method);
      const auto accredited = yes_no_value(o->accredited, "--accredited");
      if (!accredited) return accredited.failure();
      arranged.accredited = *accredited;
      auto fee = money_value(o->fee_complainant, "--fee-complainant");
      if (!fee) return std::move(fee).failure();
      arranged.fee_complainant = *fee;
      fee = money_value(o->fee_organization, "--fee-organization");
      if (!fee) return std::move(fee).failure();
      arranged.fee_organization = *fee;
      arranged.officer = o->officer;
      arranged.confidentiality = {o->confidentiality};
      if (const auto id = ComplaintId::parse(s.state.complaint); id && !o->officer.empty())
        if (const auto record = s.session.reg.load(*id)) {
          auto refused = refusals_of_officer(
              o->officer, process::replay(record->complaint, s.session.rules()));
          if (!refused.empty()) return Failure{FailureKind::refused, std::move(refused)};
        }
      return Bodies{std::move(arranged)};
    }, tr("arranged"));
  };
}

Run add_inform(Args& args) {
  struct Information : StepOptions {
    std::string process, outcomes, cost, time, rights;
  };
  const auto o = std::make_shared<Information>();
  add_options(args, *o);
  args.option("--process", "TEXT", o->process, "how the process goes; - or @FILE").required();
  args.option("--outcomes", "TEXT", o->outcomes, "how it can end, and whom that binds; - or @FILE").required();
  args.option("--cost", "TEXT", o->cost, "what it costs them; - or @FILE").required();
  args.option("--time", "TEXT", o->time, "how long it takes, and the limits they must keep; - or @FILE").required();
  args.option("--rights", "TEXT", o->rights, "what else they can do, and what they give up; - or @FILE").required();
  args.about("What the complainant is told before they agree. `cmt dispute routes` has the route and the "
             "limit of the deadline profile.");
  args.example("cmt dispute inform 7K3 --process 'In writing' --outcomes 'A recommendation that binds nobody' "
               "--cost 'Nothing' --time 'About 90 days' --rights 'You can still go to court'",
               "told before consent");
  return [o](World& world) {
    return step(world, *o, [&](const Step& s) -> Result<Bodies> {
      if (auto r = expand(s.world, {&o->process, &o->outcomes, &o->cost, &o->time, &o->rights}); !r)
        return std::move(r).failure();
      return Bodies{Informed{{o->process}, {o->outcomes}, {o->cost}, {o->time}, {o->rights}}};
    }, tr("informed"));
  };
}

Run add_consent(Args& args) {
  const auto o = std::make_shared<Options>();
  add_id(args, *o);
  args.positional("SIDE", o->side, "who agrees to the process").choices(choices_of(side_names));
  add_change_options(args, *o);
  args.option("--evidence", "TEXT", o->evidence, "what shows it");
  args.example("cmt dispute consent 7K3 complainant --evidence 'signed form'", "they agree");
  return [o](World& world) {
    return step(world, *o, [&](const Step&) -> Result<Bodies> {
      return Bodies{Consented{parse_name(side_names, o->side), o->evidence}};
    }, tr("agreed by the {}", o->side));
  };
}

Run add_notice(Args& args) {
  struct Notice : StepOptions {
    std::string claim, amount, reply_by, acknowledged;
  };
  const auto o = std::make_shared<Notice>();
  add_options(args, *o);
  args.option("--claim", "TEXT", o->claim, "what is claimed; - or @FILE").required();
  args.option("--reply-by", "DATE", o->reply_by, "until when the body awaits the position").required();
  args.option("--amount", "AMOUNT", o->amount, "how much is claimed, such as '120.00 EUR'");
  args.option("--acknowledged-on", "DATE", o->acknowledged, "when the notice was acknowledged to the body");
  args.example("cmt dispute notice 7K3 --claim 'The whole price' --reply-by 2026-06-30", "the body wrote");
  return [o](World& world) {
    return step(world, *o, [&](const Step& s) -> Result<Bodies> {
      if (auto r = expand(s.world, {&o->claim}); !r) return std::move(r).failure();
      NoticeReceived notice;
      notice.claim = {o->claim};
      auto amount = money_value(o->amount, "--amount");
      if (!amount) return std::move(amount).failure();
      notice.amount = *amount;
      const auto reply = date_value(o->reply_by, "--reply-by");
      if (!reply) return reply.failure();
      notice.reply_by = *reply;
      const auto acknowledged = date_value(o->acknowledged, "--acknowledged-on");
      if (!acknowledged) return acknowledged.failure();
      notice.acknowledged_on = *acknowledged;
      return Bodies{std::move(notice)};
    }, tr("opened by the notice"));
  };
}

Run add_evaluate(Args& args) {
  struct Evaluation : StepOptions {
    std::string merits, risk, opinion, direct;
  };
  const auto o = std::make_shared<Evaluation>();
  add_options(args, *o);
  args.option("--merits", "1..5", o->merits, "strength of the claim, 1 weak to 5 strong").required();
  args.option("--risk", "TEXT", o->risk, "what it may cost: money, precedent, reputation; - or @FILE").required();
  args.option("--direct-offer", "yes|no", o->direct, "whether an offer to the complainant would be better").required();
  args.option("--legal-opinion", "TEXT", o->opinion, "where the opinion of a lawyer is kept");
  args.example("cmt dispute evaluate 7K3 --merits 4 --risk 'Precedent' --direct-offer yes", "before the position");
  return [o](World& world) {
    return step(world, *o, [&](const Step& s) -> Result<Bodies> {
      if (auto r = expand(s.world, {&o->risk}); !r) return std::move(r).failure();
      Evaluated evaluated;
      const auto merits = number_value(o->merits, "--merits", 1, 5);
      if (!merits) return merits.failure();
      evaluated.merits = *merits;
      evaluated.risk = {o->risk};
      evaluated.legal_opinion = o->opinion;
      const auto direct = yes_no_value(o->direct, "--direct-offer");
      if (!direct) return direct.failure();
      evaluated.direct_offer = *direct;
      return Bodies{std::move(evaluated)};
    }, tr("evaluated"));
  };
}

Run add_position(Args& args) {
  struct Position : StepOptions {
    std::string stance, offer, amount, authority;
  };
  const auto o = std::make_shared<Position>();
  add_options(args, *o);
  args.option("--stance", "S", o->stance, "accept the claim, offer something, or contest it")
      .choices(choices_of(stance_names)).required();
  args.option("--offer", "TEXT", o->offer, "what is offered, or the reasons for contesting; - or @FILE");
  args.option("--amount", "AMOUNT", o->amount, "its amount, such as '60.00 EUR'");
  args.option("--authority", "WHO", o->authority, "who may bind the organization to it; else who acts").completes("person");
  args.example("cmt dispute position 7K3 --stance offer --offer 'Half the price' --amount '60.00 EUR'",
               "what the organization says");
  return [o](World& world) {
    return step(world, *o, [&](const Step& s) -> Result<Bodies> {
      if (auto r = expand(s.world, {&o->offer}); !r) return std::move(r).failure();
      Positioned position;
      position.stance = parse_name(stance_names, o->stance);
      position.offer = {o->offer};
      auto amount = money_value(o->amount, "--amount");
      if (!amount) return std::move(amount).failure();
      position.amount = *amount;
      position.authority = o->authority.empty() ? s.stamp.by : o->authority;
      return Bodies{std::move(position)};
    }, tr("positioned"));
  };
}

// ---- resolution ---------------------------------------------------------------------------------

Run add_session(Args& args) {
  struct Held : StepOptions {
    std::string kind, summary;
    std::vector<std::string> present;
  };
  const auto o = std::make_shared<Held>();
  add_options(args, *o);
  args.option("--kind", "TEXT", o->kind, "mediation, hearing, call").required();
  args.option("--summary", "TEXT", o->summary, "what came of it; - or @FILE").required();
  args.repeated("--present", "WHO", o->present, "who took part");
  args.example("cmt dispute session 7K3 --kind mediation --summary 'Close to an agreement'", "they met");
  return [o](World& world) {
    return step(world, *o, [&](const Step& s) -> Result<Bodies> {
      if (auto r = expand(s.world, {&o->summary}); !r) return std::move(r).failure();
      return Bodies{SessionHeld{o->kind, o->present, {o->summary}}};
    }, tr("had a session"));
  };
}

Run add_submit(Args& args) {
  const auto o = std::make_shared<Options>();
  add_id(args, *o);
  args.positional("SIDE", o->side, "who submitted it").choices(choices_of(side_names));
  args.positional("TEXT", o->text, "what it is and where it is kept; - or @FILE");
  add_change_options(args, *o);
  args.example("cmt dispute submit 7K3 organization 'Statement, attachments/…/statement.pdf'", "a document went out");
  return [o](World& world) {
    return step(world, *o, [&](const Step& s) -> Result<Bodies> {
      if (auto r = expand(s.world, {&o->text}); !r) return std::move(r).failure();
      return Bodies{Submitted{parse_name(side_names, o->side), {o->text}}};
    }, tr("has a submission"));
  };
}

Run add_resolve(Args& args) {
  struct Result_ : StepOptions {
    std::string result, text, favour, amount;
  };
  const auto o = std::make_shared<Result_>();
  add_options(args, *o);
  args.option("--result", "R", o->result, "how it ended").choices(choices_of(resolution_names)).required();
  args.option("--text", "TEXT", o->text, "its terms; - or @FILE").required();
  args.option("--in-favour-of", "WHOM", o->favour, "whom a recommendation or decision favours")
      .choices(choices_of(favour_names));
  args.option("--amount", "AMOUNT", o->amount, "what it awards, such as '80.00 EUR'");
  args.example("cmt dispute resolve 7K3 --result recommendation --text 'Pay two thirds' --in-favour-of complainant "
               "--amount '80.00 EUR'",
               "the ombudsman recommends");
  return [o](World& world) {
    return step(world, *o, [&](const Step& s) -> Result<Bodies> {
      if (auto r = expand(s.world, {&o->text}); !r) return std::move(r).failure();
      Resolved resolved;
      resolved.result = parse_name(resolution_names, o->result);
      resolved.text = {o->text};
      resolved.in_favour_of = parse_name(favour_names, o->favour);
      auto amount = money_value(o->amount, "--amount");
      if (!amount) return std::move(amount).failure();
      resolved.amount = *amount;
      return Bodies{std::move(resolved)};
    }, tr("resolved: {}", o->result));
  };
}

Run add_answer_recommendation(Args& args) {
  struct Answer : StepOptions {
    std::string side, reasons, told_provider, told_other;
    bool reject = false;
  };
  const auto o = std::make_shared<Answer>();
  add_id(args, *o);
  args.positional("SIDE", o->side, "who answers the recommendation").choices(choices_of(side_names));
  add_change_options(args, *o);
  args.flag("--reject", o->reject, "they do not accept it");
  args.option("--reasons", "TEXT", o->reasons, "why not; - or @FILE");
  args.option("--told-provider-on", "DATE", o->told_provider, "when the body was told");
  args.option("--told-other-on", "DATE", o->told_other, "when the other side was told");
  args.example("cmt dispute answer 7K3 organization --told-provider-on 2026-09-02 --told-other-on 2026-09-02",
               "the organization accepts, and says so");
  return [o](World& world) {
    return step(world, *o, [&](const Step& s) -> Result<Bodies> {
      if (auto r = expand(s.world, {&o->reasons}); !r) return std::move(r).failure();
      const auto provider = date_value(o->told_provider, "--told-provider-on");
      if (!provider) return provider.failure();
      const auto other = date_value(o->told_other, "--told-other-on");
      if (!other) return other.failure();
      return Bodies{RecommendationAnswered{parse_name(side_names, o->side), !o->reject, {o->reasons},
                                           *provider, *other}};
    }, tr("recommendation {} by the {}", o->reject ? tr("rejected") : tr("accepted"), o->side));
  };
}

Run add_change_method(Args& args) {
  struct Change : StepOptions {
    std::string method, reason;
  };
  const auto o = std::make_shared<Change>();
  add_options(args, *o);
  args.option("--method", "M", o->method, "the next method to try").choices(choices_of(method_names)).required();
  args.option("--reason", "TEXT", o->reason, "why; - or @FILE").required();
  args.example("cmt dispute change-method 7K3 --method determinative --reason 'No agreement'", "another try");
  return [o](World& world) {
    return step(world, *o, [&](const Step& s) -> Result<Bodies> {
      if (auto r = expand(s.world, {&o->reason}); !r) return std::move(r).failure();
      return Bodies{MethodChanged{parse_name(method_names, o->method), {o->reason}}};
    }, tr("goes on, {}", o->method));
  };
}

Run add_review_decision(Args& args) {
  const auto o = std::make_shared<Options>();
  add_id(args, *o);
  args.positional("SIDE", o->side, "who asks that the decision be reviewed").choices(choices_of(side_names));
  add_change_options(args, *o);
  args.option("--ground", "TEXT", o->reason, "which principle or procedure was not followed; - or @FILE").required();
  args.example("cmt dispute review 7K3 organization --ground 'We were not heard'", "a decision is contested");
  return [o](World& world) {
    return step(world, *o, [&](const Step& s) -> Result<Bodies> {
      if (auto r = expand(s.world, {&o->reason}); !r) return std::move(r).failure();
      return Bodies{ReviewSought{parse_name(side_names, o->side), {o->reason}}};
    }, tr("under review"));
  };
}

Run add_review_result(Args& args) {
  struct Review : StepOptions {
    std::string text;
    bool set_aside = false;
  };
  const auto o = std::make_shared<Review>();
  add_options(args, *o);
  args.option("--text", "TEXT", o->text, "the result of the review; - or @FILE").required();
  args.flag("--set-aside", o->set_aside, "the decision does not stand: it is decided anew");
  args.example("cmt dispute review-result 7K3 --text 'The procedure was followed'", "the decision stands");
  return [o](World& world) {
    return step(world, *o, [&](const Step& s) -> Result<Bodies> {
      if (auto r = expand(s.world, {&o->text}); !r) return std::move(r).failure();
      return Bodies{ReviewDecided{!o->set_aside, {o->text}}};
    }, o->set_aside ? tr("is decided anew") : tr("decision stands"));
  };
}

// ---- after it -----------------------------------------------------------------------------------

Run add_implement_dispute(Args& args) {
  struct Plan : StepOptions {
    std::vector<std::string> actions;
    std::string owner, due;
  };
  const auto o = std::make_shared<Plan>();
  add_options(args, *o);
  args.repeated("--action", "TEXT", o->actions, "what carries the result out; once for each").required();
  args.option("--owner", "WHO", o->owner, "who does it").completes("person").required();
  args.option("--due", "DATE", o->due, "until when").required();
  args.example("cmt dispute implement 7K3 --action 'Pay 80.00 EUR' --owner omid --due 2026-09-30",
               "the result is carried out");
  return [o](World& world) {
    return step(world, *o, [&](const Step&) -> Result<Bodies> {
      const auto due = date_value(o->due, "--due");
      if (!due) return due.failure();
      ImplementationPlanned planned;
      for (const auto& action : o->actions) planned.actions.push_back({{action}, o->owner, *due});
      return Bodies{std::move(planned)};
    }, tr("is being carried out"));
  };
}

Run add_done(Args& args) {
  struct DoneOptions : StepOptions {
    std::string number, checked_by;
  };
  const auto o = std::make_shared<DoneOptions>();
  add_id(args, *o);
  args.positional("ACTION", o->number, "number of the action, from 1");
  add_change_options(args, *o);
  args.option("--checked-by", "WHO", o->checked_by, "who checked that it is done; else who acts").completes("person");
  args.example("cmt dispute done 7K3 1 --checked-by sara", "paid, and checked by another");
  return [o](World& world) {
    return step(world, *o, [&](const Step& s) -> Result<Bodies> {
      const auto number = number_value(o->number, "ACTION", 1, 999);
      if (!number) return number.failure();
      return Bodies{ImplementationDone{*number, o->checked_by.empty() ? s.stamp.by : o->checked_by}};
    }, tr("action {} done", o->number));
  };
}

Run add_legal_review(Args& args) {
  const auto o = std::make_shared<Options>();
  add_id(args, *o);
  args.positional("TEXT", o->text, "how it stands, and whether to go on; - or @FILE");
  add_change_options(args, *o);
  args.about("A dispute in court is reviewed at least every 90 days.");
  args.example("cmt dispute legal-review 7K3 'Hearing in May; an offer would cost less'", "a review on record");
  return [o](World& world) {
    return step(world, *o, [&](const Step& s) -> Result<Bodies> {
      if (auto r = expand(s.world, {&o->text}); !r) return std::move(r).failure();
      return Bodies{LegalReviewed{{o->text}}};
    }, tr("reviewed"));
  };
}

Run add_note_dispute(Args& args) {
  const auto o = std::make_shared<Options>();
  add_id(args, *o);
  args.positional("TEXT", o->text, "the note; - or @FILE");
  add_change_options(args, *o);
  args.example("cmt dispute note 7K3 'The mediator called'", "a remark");
  return [o](World& world) {
    return step(world, *o, [&](const Step& s) -> Result<Bodies> {
      if (auto r = expand(s.world, {&o->text}); !r) return std::move(r).failure();
      return Bodies{DisputeNoted{{o->text}}};
    }, tr("noted"));
  };
}

// ---- ends: the dispute and its complaint change together, or neither ----------------------------

using MakeEnd = std::function<Result<DisputeBody>(const StepContext&)>;
using MakeMore = std::function<Result<std::vector<process::Body>>(const StepContext&)>;

// The dispute's own record learns how it ended, where there is one.
Result<Done> end_record(const StepContext& s, const MakeEnd& make) {
  const std::string& id = s.state.dispute;
  if (id.empty()) return Done{};  // the process of the complaint refuses the step
  const std::string path = records::path_of_dossier(Dispute::folder, id);
  const auto found = s.session.reg.files().find(path);
  if (!found) return found.failure();
  if (!*found) return Done{};  // a record from elsewhere: `cmt check` says that it is missing
  const auto record = load_dossier<Dispute>(s.session, id);
  if (!record) return record.failure();
  auto body = make(s);
  if (!body) return std::move(body).failure();
  auto taken = dossier::Steps<Dispute>::take(
      record->dossier, dossier_event<Dispute>(s.stamp, std::move(*body)), s.session.rules());
  if (!taken) return std::move(taken).failure();
  auto bytes = records::DossierFile<Dispute>::append(*record, *taken, s.session.rules().lists);
  if (!bytes) return std::move(bytes).failure();
  s.others.push_back({path, record->document.bytes(), std::move(*bytes)});
  return Done{};
}

int end(World& world, const StepOptions& options, const MakeEnd& make, const MakeMore& more,
        const char* said) {
  StepOptions own = options;
  if (names_a_dispute(options.id)) {
    auto session = open_session(world);
    if (!session) return fail(world, session.failure());
    const auto id = find_dossier<Dispute>(*session, options.id);
    if (!id) return fail(world, id.failure());
    const auto record = load_dossier<Dispute>(*session, *id);
    if (!record) return fail(world, record.failure());
    own.id = record->dossier.head.complaint;
  }
  return take_step(
      world, own,
      [&](const StepContext& s) -> Result<std::vector<process::Body>> {
        auto events = more(s);
        if (!events) return events;
        if (auto r = end_record(s, make); !r) return std::move(r).failure();
        return events;
      },
      [said](const process::State& state) { return tr("{}: the dispute is {}", state.id.text(), said); });
}

Run add_close_dispute(Args& args) {
  struct Closing : StepOptions {
    std::string result, lessons, fee, legal, award;
    std::vector<std::string> causes, actions;
    bool action_needed = false;
  };
  const auto o = std::make_shared<Closing>();
  add_options(args, *o);
  args.option("--result", "TEXT", o->result, "how it ended; - or @FILE").required();
  args.repeated("--cause", "C", o->causes, "root cause of the complaint, the main one first").completes("cause");
  args.option("--lessons", "TEXT", o->lessons, "what was learned; - or @FILE");
  args.flag("--action-needed", o->action_needed, "the result must be carried out");
  args.option("--fee", "AMOUNT", o->fee, "fees paid, such as '50.00 EUR'");
  args.option("--legal", "AMOUNT", o->legal, "cost of lawyers");
  args.option("--award", "AMOUNT", o->award, "what was paid to the complainant");
  args.repeated("--action", "ID", o->actions, "an action that follows from it").completes("action");
  args.about("Closes the complaint too, unless the result must be carried out by its remedies "
             "(--action-needed).");
  args.example("cmt dispute close 7K3 --result 'Refund awarded' --action-needed", "the award is to be paid");
  return [o](World& world) {
    return end(
        world, *o,
        [&](const StepContext& s) -> Result<DisputeBody> {
          DisputeEnded ended;
          ended.action_needed = o->action_needed;
          ended.result = {o->result};
          ended.lessons = {o->lessons};
          for (auto [typed, option, target] : {std::tuple{&o->fee, "--fee", &ended.fee},
                                               std::tuple{&o->legal, "--legal", &ended.legal},
                                               std::tuple{&o->award, "--award", &ended.award}}) {
            auto money = money_value(*typed, option);
            if (!money) return std::move(money).failure();
            *target = *money;
          }
          for (const auto& action : o->actions) {
            auto id = store::find_dossier(s.session.reg.files(), "actions", 'A', "action", action);
            if (!id) return std::move(id).failure();
            ended.actions.push_back(std::move(*id));
          }
          return DisputeBody{std::move(ended)};
        },
        [&](const StepContext& s) -> Result<std::vector<process::Body>> {
          if (auto r = expand(s.world, {&o->result, &o->lessons}); !r) return std::move(r).failure();
          std::vector<process::Body> out;
          out.emplace_back(process::DisputeClosed{s.state.dispute, o->action_needed, {o->result}});
          if (!o->action_needed) {
            process::Closed closed;
            closed.reason = process::ClosureReason::external_decision;
            closed.lessons = {o->lessons};
            if (closed.lessons.empty()) closed.no_lessons_reason = {"decided outside"};
            auto cause = cause_value(s.session.rules().lists, o->causes, {}, {});
            if (!cause) return std::move(cause).failure();
            closed.cause = std::move(*cause);
            out.emplace_back(std::move(closed));
          }
          return out;
        },
        "closed");
  };
}

// An end without a result. The complaint may then be closed: `cmt close`.
MakeMore without_result(const char* what, const Options& o) {
  return [what, &o](const StepContext& s) -> Result<std::vector<process::Body>> {
    auto reason = text_value(s.world, o.reason);
    if (!reason) return std::move(reason).failure();
    return std::vector<process::Body>{
        process::DisputeClosed{s.state.dispute, false, {fmt::format("{}: {}", what, *reason)}}};
  };
}

Run add_decline(Args& args) {
  const auto o = std::make_shared<Options>();
  add_id(args, *o);
  args.positional("SIDE", o->side, "who does not agree to the process").choices(choices_of(side_names));
  add_change_options(args, *o);
  args.option("--reason", "TEXT", o->reason, "why, or 'not given'; @FILE").required();
  args.example("cmt dispute decline 7K3 complainant --reason 'not given'", "nobody must agree");
  return [o](World& world) {
    return end(
        world, *o,
        [&](const StepContext& s) -> Result<DisputeBody> {
          auto reason = text_value(s.world, o->reason);
          if (!reason) return std::move(reason).failure();
          return DisputeBody{Declined{parse_name(side_names, o->side), {*reason}}};
        },
        without_result("declined", *o), "declined");
  };
}

template <class Body>
Run add_end_without_result(Args& args, const char* what, const char* meaning, const char* example) {
  const auto o = std::make_shared<Options>();
  add_options(args, *o);
  args.option("--reason", "TEXT", o->reason, meaning).required();
  args.example(example, "it ends without a result");
  return [o, what](World& world) {
    return end(
        world, *o,
        [&](const StepContext& s) -> Result<DisputeBody> {
          auto reason = text_value(s.world, o->reason);
          if (!reason) return std::move(reason).failure();
          return DisputeBody{Body{{*reason}}};
        },
        without_result(what, *o), what);
  };
}
Run add_discontinue(Args& args) {
  return add_end_without_result<Discontinued>(args, "discontinued", msgid("why it goes no further; @FILE"),
                                              "cmt dispute discontinue 7K3 --reason 'Settled between the two'");
}
Run add_out_of_jurisdiction(Args& args) {
  return add_end_without_result<OutOfJurisdiction>(
      args, "out of jurisdiction", msgid("why the body does not deal with it; @FILE"),
      "cmt dispute out-of-jurisdiction 7K3 --reason 'A business customer'");
}

// ---- look ---------------------------------------------------------------------------------------

Json object_of(const DisputeState& state) {
  const auto name = [](const auto& names, const auto& value) {
    return value ? Json(std::string{name_of(names, *value)}) : Json(nullptr);
  };
  return Json{{"id", state.id},
              {"status", std::string{name_of(dispute_status_names, state.status)}},
              {"complaint", state.complaint},
              {"body", state.body},
              {"type", name(dispute_type_names, state.type)},
              {"initiator", name(initiator_names, state.initiator)},
              {"provider", name(provider_kind_names, state.provider)},
              {"method", name(method_names, state.method)},
              {"officer", json_text(state.officer)},
              {"noticed_on", json_date(state.noticed_on)},
              {"reply_by", json_date(state.reply_by)},
              {"stance", state.position ? name(stance_names, state.position->stance) : Json(nullptr)},
              {"result", state.result ? name(resolution_names, state.result->result) : Json(nullptr)},
              {"in_favour_of", state.result ? name(favour_names, state.result->in_favour_of) : Json(nullptr)},
              {"resolved_on", json_date(state.resolved_on)},
              {"legal_review_due", json_date(legal_review_due(state))}};
}

Run add_routes(Args& args) {
  const auto id = std::make_shared<std::string>();
  args.positional("ID", *id, "the complaint").completes("id");
  args.about("What the complainant is told about going outside: the routes that cmt.yaml says with every "
             "decision, and until when, by the deadline profile of the case.");
  args.example("cmt dispute routes 7K3", "for the letter to the complainant");
  return [id](World& world) {
    auto session = open_session(world);
    if (!session) return fail(world, session.failure());
    const auto found = session->reg.find(*id);
    if (!found) return fail(world, found.failure());
    const auto record = session->reg.load(*found);
    if (!record) return fail(world, record.failure());
    const process::Rules& rules = session->rules();
    const auto state = process::replay(record->complaint, rules);
    std::string until, reply_until;
    for (const auto& reading : process::read_clocks(state, rules, world.now())) {
      if (reading.clock == process::Clock::external) until = process::text_of(reading.due, rules.zone);
      if (reading.clock == process::Clock::reply) reply_until = process::text_of(reading.due, rules.zone);
    }
    const auto& rights = rules.defaults;
    if (world.globals.json) {
      const Json out{{"schema", 1},
                     {"complaint", state.id.text()},
                     {"profile", json_text(state.profile)},
                     {"internal_review", json_text(rights.internal_review)},
                     {"external_body", json_text(rights.external_body)},
                     {"reply_until", json_text(reply_until)},
                     {"external_until", json_text(until)}};
      print_json(world, out);
      return cli::done;
    }
    const auto line = [&](const char* label, const std::string& value) {
      world.out += fmt::format("{}{}\n", pad_right(label, 18), printable_line(value));
    };
    line("Internal review", rights.internal_review.empty() ? "not said in cmt.yaml (next_step_rights)" : rights.internal_review);
    line("Outside body", rights.external_body.empty() ? "not said in cmt.yaml (next_step_rights)" : rights.external_body);
    const std::string none = "no limit runs: none is set, or the decision is not communicated yet";
    line("Answer until", reply_until.empty() ? none : reply_until);
    line("Outside until", until.empty() ? none : until);
    line("Profile", state.profile);
    return cli::done;
  };
}

Run add_list_disputes(Args& args) {
  struct Filter {
    std::string status;
  };
  const auto o = std::make_shared<Filter>();
  auto statuses = choices_of(dispute_status_names);
  statuses.emplace_back("unended");
  args.option("--status", "S", o->status, "only these; `unended` are all that are not over").choices(statuses);
  args.example("cmt dispute list --status unended", "what is with somebody outside");
  return [o](World& world) {
    return list_dossiers<Dispute>(
        world,
        [&](const DisputeState& state) {
          if (o->status == "unended") return is_open(state.status);
          return o->status.empty() || o->status == name_of(dispute_status_names, state.status);
        },
        {{tr("ID").shown(), Align::left, 9, 0}, {tr("Complaint").shown(), Align::left, 12, 0}, {tr("Status").shown(), Align::left, 6, 0},
         {tr("Method").shown(), Align::left, 6, 0}, {tr("Reply by").shown(), Align::left, 10, 0},
         {tr("Legal review").shown(), Align::left, 10, 0}, {tr("Body").shown(), Align::left, 8, 1}},
        [](const Session&, const DisputeState& state) {
          return std::vector<std::string>{
              state.id,
              state.complaint,
              std::string{name_of(dispute_status_names, state.status)},
              state.method ? std::string{name_of(method_names, *state.method)} : "-",
              text_or_dash(state.reply_by),
              text_or_dash(legal_review_due(state)),
              state.body};
        },
        [](const Session&, const DisputeState& state) { return object_of(state); });
  };
}

Run add_show_dispute(Args& args) {
  const auto id = std::make_shared<std::string>();
  args.positional("ID", *id, "the dispute or its complaint").completes("dispute");
  args.example("cmt dispute show 7K3", "the dispute and its timeline");
  return [id](World& world) {
    const auto found = dispute_of(world, *id);
    if (!found) return fail(world, found.failure());
    return show_dossier<Dispute>(
        world, *found, [](const DisputeState& state) { return state.body; },
        [](const Session&, const DisputeState& state) {
          Facts out{{msgid("Complaint"), state.complaint}};
          if (state.method) out.emplace_back(msgid("Method"), std::string{name_of(method_names, *state.method)});
          out.emplace_back(msgid("Officer"), state.officer);
          if (state.reply_by) out.emplace_back(msgid("Reply by"), text(*state.reply_by));
          if (state.position && state.position->stance)
            out.emplace_back(msgid("Position"), fmt::format("{}{}{}", name_of(stance_names, *state.position->stance),
                                                     state.position->offer.empty() ? "" : ": ",
                                                     state.position->offer.value));
          if (state.result && state.result->result)
            out.emplace_back(msgid("Result"), fmt::format("{}: {}", name_of(resolution_names, *state.result->result),
                                                   state.result->text.value));
          for (std::size_t i = 0; i < state.actions.size(); ++i)
            out.emplace_back(fmt::format("Action {}", i + 1),
                             fmt::format("{}, {}: {}", state.actions[i].plan.action.value,
                                         state.actions[i].plan.owner,
                                         state.actions[i].done ? "done" : "to do"));
          if (const auto due = legal_review_due(state)) out.emplace_back(msgid("Legal review"), text(*due));
          return out;
        },
        [](const Session&, const DisputeState& state) { return object_of(state); });
  };
}

constexpr Command verbs[] = {
    {"dispute routes", "handle", msgid("what the complainant is told about going outside"), "ISO 10003 7.2", add_routes},
    {"dispute arrange", "handle", msgid("who deals with it and how"), "ISO 10003 7.2", add_arrange},
    {"dispute inform", "handle", msgid("tell the complainant before they agree"), "ISO 10003 7.2", add_inform},
    {"dispute consent", "handle", msgid("a side agrees to the process"), "ISO 10003 7.2", add_consent},
    {"dispute decline", "handle", msgid("a side does not agree"), "ISO 10003 7.2", add_decline},
    {"dispute notice", "handle", msgid("the body's notice arrived"), "ISO 10003 7.3", add_notice},
    {"dispute evaluate", "handle", msgid("judge the claim"), "ISO 10003 7.4.1", add_evaluate},
    {"dispute position", "handle", msgid("say what the organization's position is"), "ISO 10003 7.4.2", add_position},
    {"dispute session", "handle", msgid("a mediation or hearing took place"), "ISO 10003 7.5.1", add_session},
    {"dispute submit", "handle", msgid("a document was submitted"), "ISO 10003 7.5.2", add_submit},
    {"dispute resolve", "handle", msgid("record the result"), "ISO 10003 7.5", add_resolve},
    {"dispute answer", "handle", msgid("accept or reject a recommendation"), "ISO 10003 7.5.4", add_answer_recommendation},
    {"dispute change-method", "handle", msgid("try another method"), "ISO 10003 7.5", add_change_method},
    {"dispute review", "handle", msgid("ask that a decision be reviewed"), "ISO 10003 7.5.5", add_review_decision},
    {"dispute review-result", "handle", msgid("record what the review found"), "ISO 10003 7.5.5", add_review_result},
    {"dispute implement", "handle", msgid("plan how the result is carried out"), "ISO 10003 7.6", add_implement_dispute},
    {"dispute done", "handle", msgid("a part of it is carried out and checked"), "ISO 10003 7.6", add_done},
    {"dispute legal-review", "handle", msgid("review a dispute in court"), "ISO 10003 7.5", add_legal_review},
    {"dispute close", "handle", msgid("end it, and the complaint with it"), "ISO 10003 7.7", add_close_dispute},
    {"dispute discontinue", "handle", msgid("end it without a result"), "ISO 10003 7.7", add_discontinue},
    {"dispute out-of-jurisdiction", "handle", msgid("the body does not deal with it"), "ISO 10003 7.7", add_out_of_jurisdiction},
    {"dispute note", "handle", msgid("add a remark"), "ISO 10003 7", add_note_dispute},
    {"dispute list", "handle", msgid("the disputes of the register"), "ISO 10003 7", add_list_disputes},
    {"dispute show", "handle", msgid("one dispute and its timeline"), "ISO 10003 7", add_show_dispute},
};

}  // namespace

std::span<const Command> dispute_verbs() { return verbs; }

Run add_dispute(Args& args) {
  args.about("A dispute begins with `cmt refer`. The short way is `refer` and `dispute close`; the whole way "
             "keeps what the complainant was told, their consent, the notice, the position, the result and how "
             "it was carried out. docs/records/dispute.md tells it.");
  args.example("cmt dispute close 7K3 --result 'Refund awarded' --action-needed", "the award is to be paid");
  args.example("cmt dispute show 7K3", "the dispute of a complaint, and its timeline");
  return [](World&) { return cli::done; };
}

}  // namespace cmt::cli
