#include "cli/check_dossiers.hpp"

#include <fmt/core.h>

#include <map>

#include "charter/charter.hpp"
#include "cli/dossiers.hpp"
#include "dispute/dispute.hpp"
#include "improvement/action.hpp"

namespace cmt::cli {
namespace {

class Checker {
 public:
  Checker(const Session& session, Date today) : session_(session), today_(today) {}

  template <class Kind>
  void check() {
    const auto& files = session_.reg.files();
    auto listing = store::list_dossiers(files, Kind::folder, Kind::letter);
    if (!listing) return add_all(listing.diagnostics(), "file-name", {});
    add_all(std::move(listing->strangers), "file-name", {});
    for (const auto& id : listing->ids) {
      const auto record = load_dossier<Kind>(session_, id);
      if (!record) add_all(record.diagnostics(), "record-shape", id);
      else check_record<Kind>(*record);
    }
  }

  std::vector<Finding> take() && { return std::move(out_); }

 private:
  template <class Kind>
  void check_record(const records::DossierRecord<Kind>& record) {
    const std::string& id = record.dossier.id;
    for (const auto& unknown : record.unknown_keys) {
      if (unknown.nearest.empty()) continue;
      Diagnostic diagnostic;
      diagnostic.severity = Severity::warning;
      diagnostic.at = unknown.at;
      diagnostic.message = fmt::format("key '{}' is not known", printable_line(unknown.name));
      diagnostic.hint =
          fmt::format("did you mean '{}'? Other keys are kept as they are", unknown.nearest);
      add(std::move(diagnostic), "unknown-key", id);
    }
    for (auto& [event, refusal] : dossier::Steps<Kind>::judge(record.dossier, session_.rules())) {
      Diagnostic placed =
          record.document.error_at(record.events[event], refusal.message, refusal.hint);
      placed.clause = refusal.clause;
      add(std::move(placed), refusal.rule, id);
    }
    for (const auto& reference : records::DossierFile<Kind>::references(record.dossier)) {
      if (exists(reference)) continue;
      yaml::Node node = reference.event ? record.events[*reference.event] : record.document.root();
      if (const auto field = node.find(reference.field)) node = *field;
      add(record.document.error_at(node,
                                   fmt::format("there is no {} {}", reference.form.substr(1), reference.id),
                                   "put the id right in the file, or the record back from git"),
          "references", id);
    }
    if constexpr (std::is_same_v<Kind, charter::Charter>) check_promises(record);
    if constexpr (std::is_same_v<Kind, dispute::Dispute>) check_dispute(record);
  }

  // A promise has one charter: else nobody can say which text a complaint is about.
  void check_promises(const records::DossierRecord<charter::Charter>& record) {
    const std::string& id = record.dossier.id;
    for (std::size_t i = 0; i < record.dossier.history.size(); ++i) {
      const auto* drafted = std::get_if<charter::PromiseDrafted>(&record.dossier.history[i].body);
      if (!drafted) continue;
      const auto& owner = charter_of_.emplace(drafted->promise, id).first->second;
      if (owner == id) continue;
      Diagnostic twice = record.document.error_at(
          record.events[i], fmt::format("promise {} is one of {} already", drafted->promise, owner),
          "give it another number: cmt charter promise finds a free one");
      twice.clause = "ISO 10001 6";
      add(std::move(twice), "promise-twice", id);
    }
  }

  // The officer did not decide the complaint, and what is in court is reviewed in time.
  void check_dispute(const records::DossierRecord<dispute::Dispute>& record) {
    const auto state = dossier::Steps<dispute::Dispute>::replay(record.dossier, session_.rules());
    const yaml::Node root = record.document.root();
    if (const auto id = ComplaintId::parse(state.complaint); id && !state.officer.empty())
      if (const auto complaint = session_.reg.load(*id))
        for (auto& refusal : dispute::refusals_of_officer(
                 state.officer, process::replay(complaint->complaint, session_.rules()))) {
          Diagnostic placed = record.document.error_at(root, refusal.message, refusal.hint);
          placed.clause = refusal.clause;
          add(std::move(placed), refusal.rule, state.id);
        }
    if (const auto due = dispute::legal_review_due(state); due && *due < today_) {
      Diagnostic late = record.document.error_at(
          root, fmt::format("a legal review was due on {}", text(*due)),
          fmt::format("cmt dispute legal-review {} TEXT", state.id));
      late.severity = Severity::warning;
      late.clause = "ISO 10003 7.5";
      add(std::move(late), "legal-review", state.id);
    }
  }

  bool exists(const records::Reference& reference) const {
    if (reference.form == "@complaint") {
      const auto id = ComplaintId::parse(reference.id);
      return id && session_.reg.has(*id);
    }
    if (reference.form == "@promise") return true;  // a charter's own
    std::string folder = reference.form.substr(1) + "s";
    if (reference.form == "@party") folder = "parties";
    const auto found = session_.reg.files().find(records::path_of_dossier(folder, reference.id));
    return found && found->has_value();
  }

  void add(Diagnostic diagnostic, const std::string& rule, const std::string& id) {
    diagnostic.rule = rule;
    if (diagnostic.clause.empty()) diagnostic.clause = "4.9";
    out_.push_back({std::move(diagnostic), id});
  }
  void add_all(Diagnostics diagnostics, const std::string& rule, const std::string& id) {
    for (auto& one : diagnostics) add(std::move(one), rule, id);
  }

  const Session& session_;
  Date today_;
  std::vector<Finding> out_;
  std::map<std::string, std::string, std::less<>> charter_of_;  // by promise
};

}  // namespace

std::vector<Finding> check_dossiers(const Session& session, const Instant& now) {
  Checker checker{session, session.rules().zone.date_of(now)};
  checker.check<improvement::Action>();
  checker.check<charter::Charter>();
  checker.check<dispute::Dispute>();
  return std::move(checker).take();
}

}  // namespace cmt::cli
