#include "cli/findings.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <thread>
#include <tuple>

#include "checks/rule.hpp"
#include "core/text.hpp"
#include "records/dispute.hpp"
#include "yaml/second_opinion.hpp"

namespace cmt::cli {
namespace {

// Ids of complaints, from ids, starts of ids, or paths of record files.
Result<std::vector<ComplaintId>> targets_of(const World& world, const Session& session,
                                            const std::vector<std::string>& targets) {
  std::vector<ComplaintId> out;
  for (const auto& target : targets) {
    const std::string name = std::filesystem::path{target}.filename().string();
    if (name.size() > 5 && name.substr(name.size() - 5) == ".yaml") {
      if (name == "cmt.yaml") continue;  // read already
      const auto id = ComplaintId::parse(name.substr(0, name.size() - 5));
      std::error_code error;
      const auto given = std::filesystem::weakly_canonical(world.folder / target, error);
      if (!id || given != std::filesystem::weakly_canonical(session.root / id->path(), error))
        return failure(FailureKind::refused,
                       fmt::format("'{}' is not a record of this register", printable_line(target)),
                       "records are complaints/YYYY/ID.yaml");
      if (!session.reg.has(*id)) return unreadable(target, "no such file");
      out.push_back(*id);
      continue;
    }
    const auto id = session.reg.find(target);
    if (!id) return id.failure();
    out.push_back(*id);
  }
  return out;
}

// Where a finding lies in the file: at its field, else at its event, else at the top.
Finding placed(const checks::Finding& finding, const records::Record& record) {
  yaml::Node node = record.document.root();
  std::string subject;
  if (finding.event && *finding.event < record.events.size()) {
    node = record.events[*finding.event];
    const auto& event = record.complaint.history[*finding.event];
    subject = fmt::format("{} {}", event.name(), text(event.at));
  }
  if (!finding.field.empty()) {
    subject += " " + finding.field;
    if (const auto field = node.find(finding.field)) node = *field;
  }
  Diagnostic out = record.document.error_at(node, finding.message, finding.hint);
  out.severity = finding.severity;
  out.rule = finding.rule;
  out.clause = finding.clause;
  return {std::move(out), record.complaint.id.text(), std::move(subject)};
}

// The records of a run: first each on its own, then what binds them together.
class Records {
 public:
  Records(const World& world, const Session& session, std::vector<ComplaintId> ids)
      : now_(world.now()), session_(session), ids_(std::move(ids)) {
    for (std::size_t i = 0; i < ids_.size(); ++i) index_.emplace(ids_[i].text(), i);
  }
  Records(const Records&) = delete;
  Records& operator=(const Records&) = delete;

  void read(bool second_reader) {
    records_.resize(ids_.size());
    states_.resize(ids_.size());
    problems_.resize(ids_.size());
    const auto threads = std::clamp(std::thread::hardware_concurrency(), 1u, 8u);
    session_.reg.read_all(ids_, threads, [&](std::size_t i, Result<records::Record>&& record) {
      if (!record) {
        problems_[i] = record.failure().diagnostics;
        return;
      }
      states_[i] = process::replay(record->complaint, session_.rules());
      if (second_reader)
        if (auto disagreed = yaml::disagree(record->document)) {
          disagreed->severity = Severity::warning;
          disagreed->rule = "second-reader";
          disagreed->clause = "4.9";
          problems_[i].push_back(std::move(*disagreed));
        }
      records_[i] = std::move(*record);
    });
  }

  void judge(std::vector<Finding>& out) {
    const checks::Others others = this->others();
    const checks::OwnRules own{session_.rules()};
    for (std::size_t i = 0; i < ids_.size(); ++i) {
      say_problems(i, out);
      if (!records_[i]) continue;
      say_unknown_keys(*records_[i], out);
      const auto& complaint = records_[i]->complaint;
      for (const auto& finding :
           checks::check({complaint, *states_[i], own.of(complaint), others, now_}))
        out.push_back(placed(finding, *records_[i]));
    }
  }

 private:
  // What reading a file found: everything but the second reader's word is of `record-shape`.
  void say_problems(std::size_t i, std::vector<Finding>& out) {
    for (auto& problem : problems_[i]) {
      if (problem.rule.empty()) {
        problem.rule = "record-shape";
        problem.clause = "4.9";
      }
      out.push_back({std::move(problem), ids_[i].text(), {}});
    }
  }

  static void say_unknown_keys(const records::Record& record, std::vector<Finding>& out) {
    for (const auto& unknown : record.unknown_keys) {
      if (unknown.nearest.empty()) continue;
      Diagnostic diagnostic;
      diagnostic.severity = Severity::warning;
      diagnostic.at = unknown.at;
      diagnostic.rule = "unknown-key";
      diagnostic.clause = "4.9";
      diagnostic.message = fmt::format("key '{}' is not known", printable_line(unknown.name));
      diagnostic.hint =
          fmt::format("did you mean '{}'? Other keys are kept as they are", unknown.nearest);
      out.push_back({std::move(diagnostic), record.complaint.id.text(), {}});
    }
  }

  checks::Others others() {
    checks::Others out;
    out.complaint = [this](const std::string& id) { return state_of(id); };
    out.has_party = [this](const std::string& id) { return exists(records::path_of_party(id)); };
    out.has_dispute = [this](const std::string& id) {
      return exists(records::path_of_dispute(id));
    };
    out.has_file = [this](const std::string& path) {
      const auto found = session_.disk->find(path);
      return found && *found == store::EntryKind::file;
    };
    return out;
  }

  bool exists(const std::string& path) const {
    const auto found = session_.disk->find(path);
    return found && found->has_value();
  }

  // Also of a record that was not named: it is read when it is asked for.
  const process::State* state_of(const std::string& id) {
    if (const auto found = index_.find(id); found != index_.end())
      return states_[found->second] ? &*states_[found->second] : nullptr;
    if (const auto found = fetched_.find(id); found != fetched_.end()) return &found->second;
    const auto parsed = ComplaintId::parse(id);
    if (!parsed) return nullptr;
    const auto record = session_.reg.load(*parsed);
    if (!record) return nullptr;
    return &fetched_.emplace(id, process::replay(record->complaint, session_.rules()))
                .first->second;
  }

  Instant now_;
  const Session& session_;
  std::vector<ComplaintId> ids_;
  std::map<std::string, std::size_t, std::less<>> index_;
  std::vector<std::optional<records::Record>> records_;
  std::vector<std::optional<process::State>> states_;
  std::vector<Diagnostics> problems_;
  std::map<std::string, process::State, std::less<>> fetched_;
};

}  // namespace

Result<Gathered> gather(const World& world, const Session& session, const CheckScope& scope) {
  const bool is_whole = scope.targets.empty();
  Gathered out;
  auto listing = session.reg.list();
  if (!listing) return std::move(listing).failure();
  std::vector<ComplaintId> ids = std::move(listing->ids);
  if (is_whole) {
    for (auto& stranger : listing->strangers) {
      stranger.rule = "file-name";
      stranger.clause = "4.9";
      out.findings.push_back({std::move(stranger), {}, {}});
    }
  } else {
    auto given = targets_of(world, session, scope.targets);
    if (!given) return std::move(given).failure();
    ids = std::move(*given);
  }
  out.records = ids.size();
  Records records{world, session, std::move(ids)};
  records.read(!is_whole || scope.second_reader);
  records.judge(out.findings);
  std::stable_sort(out.findings.begin(), out.findings.end(), [](const Finding& a, const Finding& b) {
    const auto key = [](const Diagnostic& d) {
      return std::tie(d.at.file, d.at.line, d.at.column, d.rule);
    };
    return key(a.diagnostic) < key(b.diagnostic);
  });
  return out;
}

}  // namespace cmt::cli
