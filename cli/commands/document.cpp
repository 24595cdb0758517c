// 4, 5, 6.4 and 7.1: documents of the complaints process, in versions.
#include "framework/document.hpp"

#include <fmt/core.h>

#include <filesystem>

#include "cli/cases.hpp"
#include "cli/commands.hpp"
#include "cli/dossiers.hpp"
#include "cli/kept_file.hpp"
#include "cli/print.hpp"
#include "cli/values.hpp"
#include "core/sha256.hpp"
#include "framework/owner.hpp"

namespace cmt::cli {
namespace {

using namespace framework;
using Bodies = std::vector<DocumentBody>;
using Step = DossierStep<Document>;

int step(World& world, const StepOptions& options, const MakeBodies<Document>& make, const Message& said) {
  return take_dossier_step<Document>(world, options, make, [said](const DocumentState& state) {
    return Message{state.id + " "} + said;
  });
}

Json json_of_version(const std::string& id, const DocumentDrafted& drafted) {
  Json out{{"version", drafted.version.value_or(0)}, {"owner", json_text(drafted.owner)}, {"texts", Json::array()}};
  for (const auto& one : drafted.texts)
    out["texts"].push_back({{"language", one.language},
                            {"path", path_of(id, drafted.version.value_or(0), one)},
                            {"sha256", one.sha256}});
  return out;
}

Json object_of(const DocumentState& state, Date today, const process::Rules& rules) {
  Json out{{"id", state.id},
           {"status", std::string{name_of(document_status_names, state.status)}},
           {"type", std::string{name_of(document_type_names, state.type)}},
           {"title", state.title},
           {"owner", json_text(state.owner())},
           {"review_due", json_date(state.review_due)},
           {"in_force", nullptr},
           {"draft", state.draft ? json_of_version(state.id, *state.draft) : Json(nullptr)},
           {"versions", Json::array()},
           {"not_acknowledged", not_acknowledged(state, rules, today)}};
  for (const auto& one : state.versions) {
    Json version = json_of_version(state.id, one.drafted);
    if (one.drafted.figures)
      version["figures"] = {{"report", one.drafted.figures->report}, {"commit", one.drafted.figures->commit}};
    version["approved_by"] = one.approved_by;
    version["effective_from"] = text(one.effective_from);
    version["places"] = one.places;
    version["acknowledged"] = one.acknowledged;
    out["versions"].push_back(std::move(version));
  }
  if (const auto* version = state.on(today)) out["in_force"] = version->drafted.version.value_or(0);
  return out;
}

// ---- new, revise --------------------------------------------------------------------------------

struct DraftOptions {
  std::string owner, changes, how, supply, handling, times, remedies, progress, report, commit_of;
  std::vector<std::string> texts, considered;
};

void add_draft_options(Args& args, DraftOptions& o) {
  args.repeated("--text", "LANG=FILE", o.texts, "its text in one language; a copy of the file is kept");
  args.option("--owner", "WHO", o.owner, "who keeps it up to date").completes("person");
  args.option("--changes", "TEXT", o.changes, "what is new in it; - or @FILE");
  args.repeated("--considered", "TEXT", o.considered, "what was taken into account: law, finance, operations, structure, stakeholders");
  args.option("--how", "TEXT", o.how, "of a notice: where and how to complain; - or @FILE");
  args.option("--supply", "TEXT", o.supply, "of a notice: what to supply; - or @FILE");
  args.option("--handling", "TEXT", o.handling, "of a notice: how it will be handled; - or @FILE");
  args.option("--times", "TEXT", o.times, "of a notice: how long each stage takes; - or @FILE");
  args.option("--remedies", "TEXT", o.remedies, "of a notice: what one can get, inside and outside; - or @FILE");
  args.option("--progress", "TEXT", o.progress, "of a notice: how to learn how it goes; - or @FILE");
  args.option("--report", "WORDS", o.report, "of statistics: the report that made them, with --publish");
  args.option("--of-commit", "COMMIT", o.commit_of, "of statistics: the commit of the register that they are of");
}

// The texts that were typed, with the bytes of their files in the same order.
struct Texts {
  std::vector<DocumentText> texts;
  std::vector<std::string> bytes;
};
Result<Texts> texts_of(const World& world, const std::vector<std::string>& typed) {
  Texts out;
  for (const auto& one : typed) {
    const auto equals = one.find('=');
    if (equals == std::string::npos || equals == 0 || equals + 1 == one.size())
      return failure(FailureKind::usage, tr("--text cannot be '{}'", truncate(printable_line(one), 40)),
                     tr("LANG=FILE, such as en=policy.md"));
    const std::string file = one.substr(equals + 1);
    auto bytes = bytes_to_keep(world, file);
    if (!bytes) return std::move(bytes).failure();
    std::string extension = std::filesystem::path{file}.extension().string();
    extension = extension.empty() ? "txt" : extension.substr(1);
    for (char& c : extension)
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    out.texts.push_back({one.substr(0, equals), std::move(extension), sha256(*bytes)});
    out.bytes.push_back(std::move(*bytes));
  }
  return out;
}

std::vector<store::Change> files_of(const std::string& id, int version, const Texts& kept) {
  std::vector<store::Change> out;
  for (std::size_t i = 0; i < kept.texts.size(); ++i)
    if (is_extension(kept.texts[i].extension))
      out.push_back({path_of(id, version, kept.texts[i]), std::nullopt, kept.bytes[i]});
  return out;
}

// What was typed, over what the version before it says.
Result<DocumentDrafted> draft_of(World& world, DraftOptions& o, DocumentDrafted out, const process::Rules& rules) {
  if (auto r = expand(world, {&o.changes, &o.how, &o.supply, &o.handling, &o.times, &o.remedies, &o.progress}); !r)
    return std::move(r).failure();
  if (!o.owner.empty()) out.owner = o.owner;
  out.changes = {o.changes};
  if (!o.considered.empty()) out.considered = o.considered;
  NoticeElements notice = out.notice.value_or(NoticeElements{});
  bool is_notice = out.notice.has_value();
  for (auto [typed, field] : {std::pair{&o.how, &notice.how}, std::pair{&o.supply, &notice.supply},
                              std::pair{&o.handling, &notice.handling}, std::pair{&o.times, &notice.times},
                              std::pair{&o.remedies, &notice.remedies}, std::pair{&o.progress, &notice.progress}}) {
    if (typed->empty()) continue;
    *field = {*typed};
    is_notice = true;
  }
  if (is_notice) out.notice = std::move(notice);
  if (!o.report.empty() || !o.commit_of.empty()) out.figures = PublishedFigures{o.report, o.commit_of};
  if (auto refused = refusal_of_owner(out.owner, rules)) return Failure{FailureKind::refused, {std::move(*refused)}};
  return out;
}

Run add_new_document(Args& args) {
  struct Options : ChangeOptions, DraftOptions {
    std::string title, type;
    Texts kept;
  };
  const auto o = std::make_shared<Options>();
  args.positional("TITLE", o->title, "one line without personal data");
  args.option("--type", "T", o->type, "what it is").choices(choices_of(document_type_names)).required();
  add_draft_options(args, *o);
  add_change_options(args, *o);
  args.about("Prints the id of the new document alone on standard output. A copy of each file is kept as "
             "attachments/ID/v1.LANG.EXTENSION, its digest in the record. A notice (7.1) says six things, "
             "from --how to --progress, before it is approved.");
  args.example("cmt document new 'Complaints policy' --type policy --text en=policy.md --text fa=policy.fa.md --owner sara",
               "a policy in two languages");
  args.example("cmt document new 'How to complain' --type notice --text en=notice.md --owner sara --how 'Any counter, or "
               "help@example.org' --supply 'The number of the parcel' --handling 'One person takes care of it' --times "
               "'An answer within 30 days' --remedies 'Repair, money back, the ombudsman' --progress 'Call us, or your page'",
               "a notice for customers");
  args.example("cmt document new 'Complaints in 2026' --type statistics --text en=2026.html --owner sara --report 'overview --period "
               "2026 --publish' --of-commit 4f2a91c", "figures for the public; document publish says where they can be read");
  return [o](World& world) {
    return open_dossier<Document>(
        world, *o,
        [&](World& w, Session& session, const Stamp&) -> Result<std::pair<DocumentHead, Bodies>> {
          auto kept = texts_of(w, o->texts);
          if (!kept) return std::move(kept).failure();
          o->kept = std::move(*kept);
          DocumentDrafted first;
          first.version = 1;
          first.texts = o->kept.texts;
          auto drafted = draft_of(w, *o, std::move(first), session.rules());
          if (!drafted) return std::move(drafted).failure();
          return std::pair{DocumentHead{o->title, parse_name(document_type_names, o->type)}, Bodies{std::move(*drafted)}};
        },
        [&](const dossier::Dossier<Document>& document) { return files_of(document.id, 1, o->kept); });
  };
}

Run add_revise_document(Args& args) {
  struct Options : StepOptions, DraftOptions {};
  const auto o = std::make_shared<Options>();
  add_dossier_options<Document>(args, *o);
  add_draft_options(args, *o);
  args.about("A new version with all of its texts; owner and the words of a notice stay where nothing is given. It is "
             "approved again, and what was approved before holds until then.");
  args.example("cmt document revise F-4T --text en=policy.md --changes 'Answers in 20 days'", "a second version");
  return [o](World& world) {
    return step(world, *o, [&](const Step& s) -> Result<Bodies> {
      auto kept = texts_of(s.world, o->texts);
      if (!kept) return std::move(kept).failure();
      DocumentDrafted next = s.state.draft ? *s.state.draft
                             : s.state.versions.empty() ? DocumentDrafted{} : s.state.versions.back().drafted;
      next.version = s.state.drafted + 1;
      next.texts = kept->texts;
      auto drafted = draft_of(s.world, *o, std::move(next), s.session.rules());
      if (!drafted) return std::move(drafted).failure();
      if (!o->dry_run) s.others = files_of(s.state.id, *drafted->version, *kept);
      return Bodies{std::move(*drafted)};
    }, tr("revised"));
  };
}

// ---- approve, publish, acknowledge, review, end -------------------------------------------------

// The version that was approved last; nothing where none was.
std::optional<int> last_version(const DocumentState& state) {
  return state.versions.empty() ? std::nullopt : state.versions.back().drafted.version;
}

// Why the draft cannot be put in force as its texts are: one is not there, or has a blank.
std::optional<Failure> refusal_of_texts(const Step& s) {
  if (!s.state.draft) return std::nullopt;  // the guard says that there is none
  for (const auto& one : s.state.draft->texts) {
    const std::string path = path_of(s.state.id, s.state.draft->version.value_or(0), one);
    const auto bytes = s.session.reg.files().read(path, kept_file_limit);
    if (!bytes) return bytes.failure();
    if (auto refused = refusal_of_blank(s.state.id, path, *bytes)) return Failure{FailureKind::refused, {std::move(*refused)}};
  }
  return std::nullopt;
}

Run add_approve_document(Args& args) {
  struct Options : StepOptions {
    std::string effective, review_due;
  };
  const auto o = std::make_shared<Options>();
  add_dossier_options<Document>(args, *o);
  args.option("--effective", "DATE", o->effective, "first day on which it holds; today");
  args.option("--review-due", "DATE", o->review_due, "until when it is to be reviewed").required();
  args.about("Approves the draft; where the full process runs, another person than who drafted it. A notice that lacks "
             "one of its six elements is refused, and so is a text with a blank, `[[? what ]]`.");
  args.example("cmt document approve F-4T --effective 2027-01-01 --review-due 2027-12-31", "it holds from January on");
  return [o](World& world) {
    return step(world, *o, [&](const Step& s) -> Result<Bodies> {
      DocumentApproved approved;
      if (s.state.draft) approved.version = s.state.draft->version;
      const auto effective = date_value(o->effective, "--effective");
      if (!effective) return effective.failure();
      approved.effective_from = *effective ? *effective : s.session.rules().zone.date_of(s.stamp.at);
      const auto due = date_value(o->review_due, "--review-due");
      if (!due) return due.failure();
      approved.review_due = *due;
      if (!s.state.draft) approved.version = 0;  // the guard says that there is none
      if (auto refused = refusal_of_owner(s.state.owner(), s.session.rules()))
        return Failure{FailureKind::refused, {std::move(*refused)}};
      if (auto refused = refusal_of_texts(s)) return std::move(*refused);
      return Bodies{std::move(approved)};
    }, tr("approved"));
  };
}

Run add_publish_document(Args& args) {
  struct Options : StepOptions {
    std::vector<std::string> places;
    std::string audience;
  };
  const auto o = std::make_shared<Options>();
  add_dossier_options<Document>(args, *o);
  args.repeated("--place", "TEXT", o->places, "where it can be read: a page, a counter, an intranet").required();
  args.option("--audience", "TEXT", o->audience, "for whom: customers, staff, interested parties");
  args.example("cmt document publish F-4T --place https://example.org/complaints --place 'every counter'",
               "where it can be read");
  return [o](World& world) {
    return step(world, *o, [&](const Step& s) -> Result<Bodies> {
      return Bodies{DocumentPublished{last_version(s.state), o->places, o->audience}};
    }, tr("published"));
  };
}

Run add_acknowledge(Args& args) {
  struct Options : StepOptions {
    std::vector<std::string> persons;
  };
  const auto o = std::make_shared<Options>();
  add_dossier_options<Document>(args, *o);
  args.repeated("--person", "WHO", o->persons, "who knows it now; whoever types it when not given").completes("person");
  args.about("The version approved last. `cmt check` names active staff who do not know the policy in force.");
  args.example("cmt document acknowledge F-4T --by omid", "read and understood");
  return [o](World& world) {
    return step(world, *o, [&](const Step& s) -> Result<Bodies> {
      auto persons = o->persons.empty() ? std::vector<std::string>{s.stamp.by} : o->persons;
      return Bodies{DocumentAcknowledged{last_version(s.state), std::move(persons)}};
    }, tr("acknowledged"));
  };
}

Run add_review_document(Args& args) {
  struct Options : StepOptions {
    std::string findings, due;
  };
  const auto o = std::make_shared<Options>();
  add_dossier_options<Document>(args, *o);
  args.option("--findings", "TEXT", o->findings, "what the review found; - or @FILE").required();
  args.option("--review-due", "DATE", o->due, "until when it is to be reviewed again").required();
  args.about("It can stay as it is; else `cmt document revise` drafts a new version.");
  args.example("cmt document review F-4T --findings 'Still right' --review-due 2028-12-31", "nothing has to change");
  return [o](World& world) {
    return step(world, *o, [&](const Step& s) -> Result<Bodies> {
      if (auto r = expand(s.world, {&o->findings}); !r) return std::move(r).failure();
      const auto due = date_value(o->due, "--review-due");
      if (!due) return due.failure();
      return Bodies{DocumentReviewed{{o->findings}, *due}};
    }, tr("reviewed"));
  };
}

Run add_withdraw_document(Args& args) {
  struct Options : StepOptions {
    std::string reason;
  };
  const auto o = std::make_shared<Options>();
  add_dossier_options<Document>(args, *o);
  args.option("--reason", "TEXT", o->reason, "why it holds no longer; - or @FILE").required();
  args.example("cmt document withdraw F-4T --reason 'Part of the new policy'", "its files stay");
  return [o](World& world) {
    return step(world, *o, [&](const Step& s) -> Result<Bodies> {
      if (auto r = expand(s.world, {&o->reason}); !r) return std::move(r).failure();
      return Bodies{DocumentWithdrawn{{o->reason}}};
    }, tr("withdrawn"));
  };
}

Run add_note_document(Args& args) {
  struct Options : StepOptions {
    std::string text;
  };
  const auto o = std::make_shared<Options>();
  args.positional("ID", o->id, "its id, or any start of it that is unique").completes("document");
  args.positional("TEXT", o->text, "the note; - or @FILE");
  add_change_options(args, *o);
  args.example("cmt document note F-4T 'The works council has it'", "a remark");
  return [o](World& world) {
    return step(world, *o, [&](const Step& s) -> Result<Bodies> {
      if (auto r = expand(s.world, {&o->text}); !r) return std::move(r).failure();
      return Bodies{DocumentNoted{{o->text}}};
    }, tr("noted"));
  };
}

// ---- look ---------------------------------------------------------------------------------------

std::string number_or_dash(const DocumentVersion* version) {
  return version ? std::to_string(version->drafted.version.value_or(0)) : "-";
}

Run add_list_documents(Args& args) {
  struct Options {
    std::string type, status;
    bool overdue = false;
  };
  const auto o = std::make_shared<Options>();
  args.option("--type", "T", o->type, "only these").choices(choices_of(document_type_names));
  args.option("--status", "S", o->status, "only these").choices(choices_of(document_status_names));
  args.flag("--overdue", o->overdue, "only those that were to be reviewed by now");
  args.example("cmt document list --type policy", "the policies and which version holds today");
  return [o](World& world) {
    auto session = open_session(world);
    if (!session) return fail(world, session.failure());
    const Date today = today_of(world, *session);
    return list_dossiers<Document>(
        world,
        [&](const DocumentState& state) {
          return (o->type.empty() || o->type == name_of(document_type_names, state.type)) &&
                 (o->status.empty() || o->status == name_of(document_status_names, state.status)) &&
                 (!o->overdue || (state.review_due && *state.review_due < today));
        },
        {{tr("ID").shown(), Align::left, 9, 0}, {tr("Type").shown(), Align::left, 6, 0}, {tr("Status").shown(), Align::left, 6, 0},
         {tr("In force").shown(), Align::right, 4, 0}, {tr("Review").shown(), Align::left, 10, 0}, {tr("Owner").shown(), Align::left, 5, 1},
         {tr("Title").shown(), Align::left, 8, 3}},
        [&](const Session&, const DocumentState& state) {
          return std::vector<std::string>{state.id, std::string{name_of(document_type_names, state.type)},
                                          std::string{name_of(document_status_names, state.status)},
                                          number_or_dash(state.on(today)), text_or_dash(state.review_due),
                                          state.owner(), state.title};
        },
        [&](const Session& opened, const DocumentState& state) { return object_of(state, today, opened.rules()); });
  };
}

void add_texts(Facts& out, const std::string& id, const DocumentDrafted& drafted) {
  for (const auto& one : drafted.texts)
    out.emplace_back("Text " + one.language, path_of(id, drafted.version.value_or(0), one));
}

Run add_show_document(Args& args) {
  const auto id = std::make_shared<std::string>();
  args.positional("ID", *id, "its id, or any start of it that is unique").completes("document");
  args.example("cmt document show F-4T", "the document and its timeline");
  return [id](World& world) {
    return show_dossier<Document>(
        world, *id, [](const DocumentState& state) { return state.title; },
        [&](const Session& session, const DocumentState& state) {
          const Date today = today_of(world, session);
          Facts out;
          out.emplace_back(msgid("Type"), std::string{name_of(document_type_names, state.type)});
          out.emplace_back(msgid("Owner"), state.owner());
          if (const auto* version = state.on(today)) {
            out.emplace_back(msgid("In force"), tr("version {}, from {}, approved by {}", number_or_dash(version),
                                                   text(version->effective_from), version->approved_by).shown());
            add_texts(out, state.id, version->drafted);
            out.emplace_back(msgid("Published"), joined(version->places));
            out.emplace_back(msgid("Known to"), joined(version->acknowledged));
          }
          out.emplace_back(msgid("Not known to"), joined(not_acknowledged(state, session.rules(), today)));
          if (state.review_due) out.emplace_back(msgid("Review due"), text(*state.review_due));
          if (!state.versions.empty() && state.on(today) != &state.versions.back())
            out.emplace_back(msgid("Later"), tr("version {}, from {}", number_or_dash(&state.versions.back()),
                                                text(state.versions.back().effective_from)).shown());
          if (state.draft) {
            out.emplace_back(msgid("Draft"), tr("version {}", state.draft->version.value_or(0)).shown());
            add_texts(out, state.id, *state.draft);
          }
          return out;
        },
        [&](const Session& session, const DocumentState& state) {
          return object_of(state, today_of(world, session), session.rules());
        });
  };
}

constexpr Command verbs[] = {
    {"document new", "learn", msgid("draft a document"), "5.3", add_new_document},
    {"document revise", "learn", msgid("draft a new version"), "5.3", add_revise_document},
    {"document approve", "learn", msgid("put the draft in force"), "5.2", add_approve_document},
    {"document publish", "learn", msgid("say where it can be read"), "4.4", add_publish_document},
    {"document acknowledge", "learn", msgid("say who knows it"), "5.3", add_acknowledge},
    {"document review", "learn", msgid("it can stay as it is"), "5.3", add_review_document},
    {"document withdraw", "learn", msgid("end it"), "5.3", add_withdraw_document},
    {"document note", "learn", msgid("add a remark"), "5.3", add_note_document},
    {"document list", "learn", msgid("the documents and which version holds"), "5.3", add_list_documents},
    {"document show", "learn", msgid("one document and its timeline"), "5.3", add_show_document},
};

}  // namespace

std::span<const Command> document_verbs() { return verbs; }

Run add_document(Args& args) {
  args.about("Documents of the complaints process: its context, policy, procedures, notices for the public, plans of "
             "resources and implementation, information. Each goes through versions; the text of a version is a file "
             "whose digest is on record. docs/records/document.md tells the whole way.");
  args.example("cmt document list --overdue", "what was to be reviewed by now");
  args.example("cmt document acknowledge F-4T --by omid", "omid knows the policy");
  return [](World&) { return cli::done; };
}

}  // namespace cmt::cli
