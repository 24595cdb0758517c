#include "cli/check_dossiers.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>

#include "audit/audit.hpp"
#include "charter/charter.hpp"
#include "cli/dossiers.hpp"
#include "cli/kept_file.hpp"
#include "disclosure/request.hpp"
#include "dispute/dispute.hpp"
#include "core/sha256.hpp"
#include "framework/document.hpp"
#include "framework/objective.hpp"
#include "framework/owner.hpp"
#include "framework/training.hpp"
#include "cli/retention.hpp"
#include "process/redaction.hpp"
#include "records/dossier_kind.hpp"
#include "survey/survey.hpp"

namespace cmt::cli {
namespace {

using Paths = std::set<std::string, std::less<>>;

// What every kind is asked, by the files of one of them.
class Checker {
 public:
  // `only`: findings elsewhere than in these files are left out; null for all.
  Checker(const Session& session, const Paths* only, std::vector<Finding>& out)
      : session_(session), only_(only), out_(out) {}

  bool is_asked(const std::string& path) const { return !only_ || only_->contains(path); }

  void check(const records::DossierKind& kind) {
    const auto& files = session_.reg.files();
    auto listing = store::list_dossiers(files, kind.folder, kind.letter);
    if (!listing) return add_all(listing.diagnostics(), "file-name", {});
    if (!only_) add_all(std::move(listing->strangers), "file-name", {});
    for (const auto& id : listing->ids) {
      const std::string path = records::path_of_dossier(kind.folder, id);
      if (!is_asked(path)) continue;
      auto bytes = files.read(path, store::record_limit);
      const auto record = bytes ? kind.judge(path, std::move(*bytes), session_.rules())
                                : Result<records::JudgedDossier>{std::move(bytes).failure()};
      if (!record) add_all(record.diagnostics(), "record-shape", id);
      else check_record(*record);
    }
  }

  void add(Diagnostic diagnostic, const std::string& rule, const std::string& id) {
    diagnostic.rule = rule;
    if (diagnostic.clause.empty()) diagnostic.clause = "4.9";
    out_.push_back({std::move(diagnostic), id, {}});
  }

 private:
  void check_record(const records::JudgedDossier& record) {
    for (const auto& unknown : record.unknown_keys) {
      if (unknown.nearest.empty()) continue;
      Diagnostic diagnostic;
      diagnostic.severity = Severity::warning;
      diagnostic.at = unknown.at;
      diagnostic.message = tr("key '{}' is not known", printable_line(unknown.name));
      diagnostic.hint =
          tr("did you mean '{}'? Other keys are kept as they are", unknown.nearest);
      add(std::move(diagnostic), "unknown-key", record.id);
    }
    for (const auto& [event, refusal] : record.refusals) {
      Diagnostic placed =
          record.document.error_at(record.events[event], refusal.message, refusal.hint);
      placed.clause = refusal.clause;
      add(std::move(placed), refusal.rule, record.id);
    }
    for (const auto& reference : record.references) {
      if (exists(reference)) continue;
      yaml::Node node = reference.event ? record.events[*reference.event] : record.document.root();
      if (const auto field = node.find(reference.field)) node = *field;
      add(record.document.error_at(node,
                                   tr("there is no {} {}", reference.form.substr(1), reference.id),
                                   tr("put the id right in the file, or bring the record back from git")),
          "references", record.id);
    }
  }

  bool exists(const records::Reference& reference) const {
    if (reference.form == "@complaint") {
      const auto id = ComplaintId::parse(reference.id);
      return id && session_.reg.has(*id);
    }
    if (reference.form == "@promise") return true;  // a charter's own
    std::string folder = "parties";
    for (const auto* kind : records::dossier_kinds())
      if (kind->name == reference.form.substr(1)) folder = kind->folder;
    const auto found = session_.reg.files().find(records::path_of_dossier(folder, reference.id));
    return found && found->has_value();
  }

  void add_all(Diagnostics diagnostics, const std::string& rule, const std::string& id) {
    for (auto& one : diagnostics) add(std::move(one), rule, id);
  }

  const Session& session_;
  const Paths* only_;
  std::vector<Finding>& out_;
};

// Calls `look` with each record of a kind whose path passes and that can be read.
template <class Kind, class Passes, class Look>
void for_each(const Session& session, const Passes& passes, const Look& look) {
  const auto listing = store::list_dossiers(session.reg.files(), Kind::folder, Kind::letter);
  if (!listing) return;
  for (const auto& id : listing->ids)
    if (passes(records::path_of_dossier(Kind::folder, id)))
      if (const auto record = load_dossier<Kind>(session, id)) look(*record);
}
template <class Kind, class Look>
void for_each_asked(const Session& session, const Checker& checker, const Look& look) {
  for_each<Kind>(session, [&](const std::string& path) { return checker.is_asked(path); }, look);
}

// A promise has one charter: else nobody can say which text a complaint is about.
void check_promises(const Session& session, Checker& checker) {
  std::map<std::string, std::string, std::less<>> charter_of;
  // Of all charters, whichever are asked about: the first that names a promise owns it.
  const auto every = [](const std::string&) { return true; };
  for_each<charter::Charter>(session, every, [&](const records::DossierRecord<charter::Charter>& record) {
    const std::string& id = record.dossier.id;
    for (std::size_t i = 0; i < record.dossier.history.size(); ++i) {
      const auto* drafted = std::get_if<charter::PromiseDrafted>(&record.dossier.history[i].body);
      if (!drafted) continue;
      const auto& owner = charter_of.emplace(drafted->promise, id).first->second;
      if (owner == id || !checker.is_asked(record.document.path())) continue;
      Diagnostic twice = record.document.error_at(
          record.events[i], tr("promise {} is one of {} already", drafted->promise, owner),
          tr("give it another number: cmt charter promise finds a free one"));
      twice.clause = "ISO 10001 6";
      checker.add(std::move(twice), "promise-twice", id);
    }
  });
}

// The complaint knows of the dispute, the officer did not decide the complaint, and what is in court
// is reviewed in time.
void check_disputes(const Session& session, const Named& named, Date today, Checker& checker) {
  using dispute::Dispute;
  for_each_asked<Dispute>(session, checker, [&](const records::DossierRecord<Dispute>& record) {
    const auto state = dossier::Steps<Dispute>::replay(record.dossier, session.rules());
    const yaml::Node root = record.document.root();
    const auto id = ComplaintId::parse(state.complaint);
    if (!id || !session.reg.has(*id)) return;
    const auto names = named.disputes.find(state.id);
    if (named.is_whole &&
        (names == named.disputes.end() || names->second.find(state.complaint) == names->second.end())) {
      Diagnostic unnamed = record.document.error_at(
          root.find("complaint").value_or(root),
          tr("{} does not name the dispute {}", state.complaint, state.id),
          tr("cmt refer {} refers it; a file that was made by mistake is removed", state.complaint));
      unnamed.clause = "ISO 10003 7.3";
      checker.add(std::move(unnamed), "dispute-record", state.id);
    }
    if (!state.officer.empty())
      if (const auto complaint = session.reg.load(*id))
        for (auto& refusal : dispute::refusals_of_officer(
                 state.officer, process::replay(complaint->complaint, session.rules()))) {
          Diagnostic placed = record.document.error_at(root, refusal.message, refusal.hint);
          placed.clause = refusal.clause;
          checker.add(std::move(placed), refusal.rule, state.id);
        }
    if (const auto due = dispute::legal_review_due(state); due && *due < today) {
      Diagnostic late = record.document.error_at(
          root, tr("a legal review was due on {}", text(*due)),
          fmt::format("cmt dispute legal-review {} TEXT", state.id));
      late.severity = Severity::warning;
      late.clause = "ISO 10003 7.5";
      checker.add(std::move(late), "legal-review", state.id);
    }
  });
}

// Nobody audits what they did: asked again of what is written.
void check_audits(const Session& session, Checker& checker) {
  using audit::Audit;
  std::optional<std::vector<process::State>> all;  // read when an audit has no sample
  const auto read = [&](const ComplaintId& id, std::vector<process::State>& out) {
    if (const auto record = session.reg.load(id)) out.push_back(process::replay(record->complaint, session.rules()));
  };
  for_each_asked<Audit>(session, checker, [&](const records::DossierRecord<Audit>& record) {
    const auto state = dossier::Steps<Audit>::replay(record.dossier, session.rules());
    if (state.plan.auditors.empty() || state.status == audit::AuditStatus::cancelled) return;
    std::vector<process::State> sample;
    for (const auto& named : state.plan.sample)
      if (const auto id = ComplaintId::parse(named)) read(*id, sample);
    if (state.plan.sample.empty() && !all) {
      all.emplace();
      if (const auto listing = session.reg.list())
        for (const auto& id : listing->ids) read(id, *all);
    }
    std::vector<const process::State*> states;
    for (const auto& one : state.plan.sample.empty() ? *all : sample) states.push_back(&one);
    std::size_t planned = 0;
    for (std::size_t i = 0; i < record.dossier.history.size(); ++i)
      if (std::holds_alternative<audit::AuditPlanned>(record.dossier.history[i].body)) planned = i;
    for (const auto& refusal : audit::refusals_of_auditors(state.plan.auditors, state, states, session.rules().zone)) {
      Diagnostic placed = record.document.error_at(record.events[planned], refusal.message, refusal.hint);
      placed.clause = refusal.clause;
      checker.add(std::move(placed), "E2", state.id);
    }
  });
}

// Whoever answers for what is under way is still there: what an owner left is answered for by nobody.
template <class Kind>
void check_owner(const records::DossierRecord<Kind>& record, const std::string& owner,
                 const Session& session, Checker& checker) {
  const auto refused = framework::refusal_of_owner(owner, session.rules());
  if (!refused) return;
  yaml::Node place = record.document.root();
  for (const auto& event : record.events)
    if (const auto field = event.find("owner")) place = *field;
  Diagnostic placed = record.document.error_at(place, refused->message, refused->hint);
  placed.clause = refused->clause;
  checker.add(std::move(placed), refused->rule, record.dossier.id);
}

// The files of a document are there, as they were when it was drafted, and those approved last have no blanks.
void check_texts(const records::DossierRecord<framework::Document>& record, const framework::DocumentState& state,
                 const Session& session, Checker& checker) {
  const auto say = [&](std::size_t event, Message message, Message hint, const char* rule) {
    auto place = record.events[event];
    if (const auto field = place.find("texts")) place = *field;
    Diagnostic placed = record.document.error_at(place, std::move(message), std::move(hint));
    placed.clause = "8.1";
    checker.add(std::move(placed), rule, record.dossier.id);
  };
  const auto& history = record.dossier.history;
  for (std::size_t i = 0; i < history.size(); ++i) {
    const auto* drafted = std::get_if<framework::DocumentDrafted>(&history[i].body);
    if (!drafted) continue;
    for (const auto& one : drafted->texts) {
      if (!framework::is_extension(one.extension)) continue;  // refused
      const std::string path = framework::path_of(record.dossier.id, drafted->version.value_or(0), one);
      const auto there = session.reg.files().find(path);
      if (!there || !there->has_value()) {
        say(i, tr("there is no file {}", path), tr("put the file back: git log -- PATH shows where it was"),
            "attachments");
        continue;
      }
      const auto bytes = session.reg.files().read(path, kept_file_limit);
      if (!bytes) continue;
      if (sha256(*bytes) != one.sha256)
        say(i, tr("{} is not the text that was drafted", path),
            tr("put it back as it was; a new text is another version: cmt document revise {}", record.dossier.id),
            "attachment-digest");
      if (state.versions.empty() || state.versions.back().drafted.version != drafted->version) continue;
      if (const auto blank = framework::refusal_of_blank(record.dossier.id, path, *bytes)) {
        Diagnostic placed = record.document.error_at(record.events[i], blank->message, blank->hint);
        placed.clause = blank->clause;
        checker.add(std::move(placed), blank->rule, record.dossier.id);
      }
    }
  }
}

// A document is reviewed in time, its owner is there, and staff know the policy.
void check_documents(const Session& session, Date today, Checker& checker) {
  using framework::Document;
  for_each_asked<Document>(session, checker, [&](const records::DossierRecord<Document>& record) {
    const auto state = dossier::Steps<Document>::replay(record.dossier, session.rules());
    check_texts(record, state, session, checker);
    if (state.status == framework::DocumentStatus::withdrawn) return;
    check_owner(record, state.owner(), session, checker);
    const auto warn = [&](Message message, Message hint, const char* rule) {
      Diagnostic placed = record.document.error_at(record.document.root(), std::move(message), std::move(hint));
      placed.severity = Severity::warning;
      placed.clause = "5.3";
      checker.add(std::move(placed), rule, state.id);
    };
    if (state.review_due && *state.review_due < today)
      warn(tr("a review was due on {}", text(*state.review_due)),
           tr("cmt document review {} --findings TEXT --review-due DATE, or a new version", state.id),
           "document-review");
    const auto unaware = framework::not_acknowledged(state, session.rules(), today);
    if (!unaware.empty()) {
      std::string names;
      for (std::size_t i = 0; i < unaware.size() && i < 5; ++i) names += (i ? ", " : "") + printable_line(unaware[i]);
      if (unaware.size() > 5) names += fmt::format(" and {} more", unaware.size() - 5);
      warn(tr("staff have not acknowledged the policy in force: {}", names),
           fmt::format("cmt document acknowledge {} --person WHO", state.id), "policy-known");
    }
  });
}

void check_objectives(const Session& session, Checker& checker) {
  using framework::Objective;
  for_each_asked<Objective>(session, checker, [&](const records::DossierRecord<Objective>& record) {
    const auto state = dossier::Steps<Objective>::replay(record.dossier, session.rules());
    if (state.status == framework::ObjectiveStatus::draft || state.status == framework::ObjectiveStatus::active)
      check_owner(record, state.set.owner, session, checker);
  });
}

// Staff have the courses that their roles ask for.
void check_trainings(const Session& session, Date today, Checker& checker) {
  using framework::Training;
  for_each_asked<Training>(session, checker, [&](const records::DossierRecord<Training>& record) {
    const auto state = dossier::Steps<Training>::replay(record.dossier, session.rules());
    std::string names;
    int count = 0;
    for (const auto& person : session.rules().staff) {
      const auto standing = framework::standing_of(state, person, today, 0);
      if (!framework::is_gap(standing.competence) || ++count > 5) continue;
      names += fmt::format("{}{} ({}{})", names.empty() ? "" : ", ", printable_line(person.id),
                           name_of(framework::competence_names, standing.competence),
                           standing.until ? " " + text(*standing.until) : "");
    }
    if (count == 0) return;
    if (count > 5) names += fmt::format(" and {} more", count - 5);
    Diagnostic placed = record.document.error_at(record.document.root(), tr("the course is due for {}", names),
                                                 fmt::format("cmt training record {} --person WHO", state.id));
    placed.severity = Severity::warning;
    placed.clause = "6.4";
    checker.add(std::move(placed), "training-due", state.id);
  });
}

// Requests for one's own record are answered in time.
void check_requests(const Session& session, Date today, Checker& checker) {
  using disclosure::Request;
  for_each_asked<Request>(session, checker, [&](const records::DossierRecord<Request>& record) {
    const auto state = dossier::Steps<Request>::replay(record.dossier, session.rules());
    if (!is_open(state.status) || !state.is_late(today)) return;
    Diagnostic placed = record.document.error_at(record.document.root(), tr("an answer was due on {}", text(*state.due)),
                                                 tr("cmt request answer {}, or cmt request refuse {}", state.id, state.id));
    placed.severity = Severity::warning;
    placed.clause = "8.1";
    checker.add(std::move(placed), "request-overdue", state.id);
  });
}

// Comments go when the case does that they are about.
void check_surveys(const Session& session, Date today, Checker& checker) {
  using survey::Survey;
  const auto& schedule = session.rules().retention;
  const bool is_asked = std::any_of(schedule.begin(), schedule.end(), [](const auto& row) {
    return std::find(row.goes.begin(), row.goes.end(), process::Retained::survey_comments) != row.goes.end();
  });
  if (!is_asked) return;
  const Keepers keepers{session};
  for_each_asked<Survey>(session, checker, [&](const records::DossierRecord<Survey>& record) {
    for (std::size_t i = 0; i < record.dossier.history.size(); ++i) {
      const auto* answered = std::get_if<survey::SurveyAnswered>(&record.dossier.history[i].body);
      if (!answered) continue;
      const auto place = record.events[i].find("rows");
      for (std::size_t k = 0; k < answered->rows.size(); ++k) {
        const auto& row = answered->rows[k];
        if (row.comment.empty() || row.comment.value == process::redacted_text) continue;
        const auto due = due_of(session, keepers, row.complaint, process::Retained::survey_comments, today);
        if (!due) continue;
        yaml::Node node = record.events[i];
        if (place && place->is_list())
          for (std::size_t at = 0; const auto item : place->items())
            if (at++ == k) node = item;
        Diagnostic placed = record.document.error_at(
            node, tr("the comment on {} was to be kept until {} (`{}`)", row.complaint, text(due->until),
                     printable_line(due->row->name)),
            tr("remove what is due with cmt retention run"));
        placed.severity = Severity::warning;
        placed.clause = "8.1";
        checker.add(std::move(placed), "retention", record.dossier.id);
      }
    }
  });
}

void check_all(const Session& session, const Named& named, const Instant& now, Checker checker) {
  for (const auto* kind : records::dossier_kinds()) checker.check(*kind);
  check_promises(session, checker);
  check_audits(session, checker);
  check_disputes(session, named, session.rules().zone.date_of(now), checker);
  check_documents(session, session.rules().zone.date_of(now), checker);
  check_objectives(session, checker);
  check_trainings(session, session.rules().zone.date_of(now), checker);
  check_requests(session, session.rules().zone.date_of(now), checker);
  check_surveys(session, session.rules().zone.date_of(now), checker);
}

}  // namespace

void check_dossiers(const Session& session, const Named& named, const Instant& now,
                    std::vector<Finding>& out) {
  check_all(session, named, now, Checker{session, nullptr, out});
}

void check_dossiers(const Session& session, const Paths& paths, const Instant& now,
                    std::vector<Finding>& out) {
  Named unknown;
  unknown.is_whole = false;
  check_all(session, unknown, now, Checker{session, &paths, out});
}

}  // namespace cmt::cli
