#include "cli/findings.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <map>
#include <mutex>
#include <set>
#include <tuple>

#include "checks/rule.hpp"
#include "cli/baseline.hpp"
#include "cli/check_dossiers.hpp"
#include "cli/folder_findings.hpp"
#include "cli/kept_file.hpp"
#include "cli/retention.hpp"
#include "cli/sealing.hpp"
#include "core/sha256.hpp"
#include "core/text.hpp"
#include "records/dispute.hpp"
#include "store/dossiers.hpp"
#include "yaml/second_opinion.hpp"

namespace cmt::cli {
namespace {

// The line with that number, counted from 1, without its end.
std::string line_of(std::string_view bytes, int number) {
  for (int i = 1; i < number && !bytes.empty(); ++i)
    bytes.remove_prefix(std::min(bytes.find('\n'), bytes.size() - 1) + 1);
  std::string line{bytes.substr(0, bytes.find('\n'))};
  if (!line.empty() && line.back() == '\r') line.pop_back();
  return line;
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

// The records of a run. Each is read, judged and let go; what stays are the findings, what the
// records name, and the states of those few that others refer to.
class Records {
 public:
  // `parties`: all of them, or null where few are asked for.
  Records(const World& world, const Session& session, const std::vector<ComplaintId>& ids,
          const Parties* parties)
      : now_(world.now()),
        session_(session),
        ids_(ids),
        own_(session.rules()),
        keepers_(session),
        others_(others(parties)) {}
  Records(const Records&) = delete;
  Records& operator=(const Records&) = delete;

  void judge(bool second_reader, unsigned threads, std::vector<Finding>& out) {
    std::vector<Block> blocks(store::Register::blocks(ids_.size()));
    session_.reg.read_all(ids_, threads, [&](std::size_t i, Result<records::Record>&& record) {
      Block& block = blocks[i / store::Register::block_size];
      if (!record) {
        block.named.is_whole = false;
        say_problems(ids_[i], std::move(record).failure().diagnostics, block.findings);
        return;
      }
      if (second_reader) say_second_opinion(*record, block.findings);
      say_unknown_keys(*record, block.findings);
      const auto& complaint = record->complaint;
      const process::State state = process::replay(complaint, session_.rules());
      for (const auto& finding :
           checks::check({complaint, state, own_.of(complaint), others_, now_}))
        block.findings.push_back(placed(finding, *record));
      note_names(complaint, state, block.named);
    });
    for (auto& block : blocks) {
      std::move(block.findings.begin(), block.findings.end(), std::back_inserter(out));
      named_.is_whole = named_.is_whole && block.named.is_whole;
      for (const auto& [party, need] : block.named.parties) named_.parties[party].add(need);
      for (auto& [dispute, complaints] : block.named.disputes)
        named_.disputes[dispute].merge(complaints);
      block = {};
    }
  }

  // The other files that the records name. Precondition: judge.
  const Named& named() const { return named_; }

 private:
  // Of the records that one thread reads one after the other.
  struct Block {
    std::vector<Finding> findings;
    Named named;
  };

  void note_names(const process::Complaint& complaint, const process::State& state, Named& out) {
    const process::Rules& rules = session_.rules();
    const auto disposals = process::disposals(state, rules);
    const process::State* master = disposals.empty() || state.merged_into.empty() ? nullptr : state_of(state.merged_into);
    const std::string held =
        disposals.empty() ? "" : process::held_by(state, keepers_.of(complaint.id.text()), master && is_open(master->status));
    for (auto& party : process::parties_of(complaint))
      out.parties[std::move(party)].add(complaint.id.text(), disposals, held);
    for (const auto& event : complaint.history)
      if (const auto* referred = std::get_if<process::Referred>(&event.body))
        out.disputes[referred->dispute].insert(complaint.id.text());
  }

  // What reading a file found.
  static void say_problems(const ComplaintId& id, Diagnostics problems, std::vector<Finding>& out) {
    for (auto& problem : problems) {
      problem.rule = "record-shape";
      problem.clause = "4.9";
      out.push_back({std::move(problem), id.text(), {}});
    }
  }

  static void say_second_opinion(const records::Record& record, std::vector<Finding>& out) {
    auto disagreed = yaml::disagree(record.document);
    if (!disagreed) return;
    disagreed->severity = Severity::warning;
    disagreed->rule = "second-reader";
    disagreed->clause = "4.9";
    out.push_back({std::move(*disagreed), record.complaint.id.text(), {}});
  }

  static void say_unknown_keys(const records::Record& record, std::vector<Finding>& out) {
    for (const auto& unknown : record.unknown_keys) {
      if (unknown.nearest.empty()) continue;
      Diagnostic diagnostic;
      diagnostic.severity = Severity::warning;
      diagnostic.at = unknown.at;
      diagnostic.excerpt = line_of(record.document.bytes(), unknown.at.line);
      diagnostic.rule = "unknown-key";
      diagnostic.clause = "4.9";
      diagnostic.message = tr("key '{}' is not known", printable_line(unknown.name));
      diagnostic.hint =
          tr("did you mean '{}'? Other keys are kept as they are", unknown.nearest);
      out.push_back({std::move(diagnostic), record.complaint.id.text(), {}});
    }
  }

  checks::Others others(const Parties* parties) {
    checks::Others out;
    out.needed_by = [this](const std::string& id) { return keepers_.of(id); };
    out.can_be_reached = [this, parties](const std::string& id) -> std::optional<bool> {
      if (!parties) return can_be_reached(session_, id);
      const auto found = parties->can_be_reached.find(id);
      if (found == parties->can_be_reached.end()) return std::nullopt;
      return found->second;
    };
    out.digest_of = [this](const std::string& path) -> std::optional<std::string> {
      const auto bytes = session_.disk->read(path, kept_file_limit);
      if (!bytes) return std::nullopt;
      return sha256(*bytes);
    };
    out.complaint = [this](const std::string& id) { return state_of(id); };
    out.has_party = [this, parties](const std::string& id) {
      if (!parties) return exists(records::path_of_party(id));
      return std::binary_search(parties->files.begin(), parties->files.end(), id);
    };
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

  // Another record is read when it is asked for, and once: few are. Null when it cannot be read.
  const process::State* state_of(const std::string& id) {
    const auto parsed = ComplaintId::parse(id);
    if (!parsed) return nullptr;
    {
      const std::lock_guard lock{fetching_};
      if (const auto found = fetched_.find(id); found != fetched_.end())
        return found->second ? &*found->second : nullptr;
    }
    const auto record = session_.reg.load(*parsed);
    std::optional<process::State> state;
    if (record) state = process::replay(record->complaint, session_.rules());
    const std::lock_guard lock{fetching_};
    const auto& kept = fetched_.emplace(id, std::move(state)).first->second;
    return kept ? &*kept : nullptr;
  }

  Instant now_;
  const Session& session_;
  const std::vector<ComplaintId>& ids_;
  const checks::OwnRules own_;
  const Keepers keepers_;
  const checks::Others others_;
  Named named_;
  std::mutex fetching_;  // guards fetched_, whose elements stay where they are
  std::map<std::string, std::optional<process::State>, std::less<>> fetched_;
};

void sort(std::vector<Finding>& findings) {
  std::stable_sort(findings.begin(), findings.end(), [](const Finding& a, const Finding& b) {
    const auto key = [](const Diagnostic& d) {
      return std::tie(d.at.file, d.at.line, d.at.column, d.rule);
    };
    return key(a.diagnostic) < key(b.diagnostic);
  });
}

// Of what a comparison found, what is about the records that were named.
void keep_theirs(const Subjects& subjects, std::vector<Finding>& findings) {
  std::set<std::string, std::less<>> ids, paths{subjects.others.begin(), subjects.others.end()};
  for (const auto& id : subjects.complaints) ids.insert(id.text());
  std::erase_if(findings, [&](const Finding& finding) {
    return !ids.contains(finding.id) && !paths.contains(finding.diagnostic.at.file);
  });
}

}  // namespace

Result<Gathered> gather(const World& world, const Session& session, CheckScope scope) {
  const bool is_whole = scope.targets.empty() && !scope.changed;
  const unsigned threads = threads_of(world);
  Gathered out;
  auto& findings = out.findings;
  findings = std::move(scope.found);
  // The rules would read them late, and could say nothing of a file that is broken.
  if (auto calendars = session.rules().deadlines->calendars.read(); !calendars)
    return std::move(calendars).failure();
  // Looking at what changed does not cost more in a large register: only the rest needs its listing.
  store::Register::Listing listing;
  if (is_whole || scope.is_staged) {
    auto listed = session.reg.list();
    if (!listed) return std::move(listed).failure();
    listing = std::move(*listed);
  }
  Subjects subjects;
  if (!scope.targets.empty()) {
    auto named = subjects_of(world, session, scope.targets);
    if (!named) return std::move(named).failure();
    subjects = std::move(*named);
    keep_theirs(subjects, findings);
  } else if (scope.changed) {
    subjects = std::move(*scope.changed);
  } else {
    subjects.complaints = listing.ids;
  }
  const auto& ids = subjects.complaints;
  const bool is_every = is_whole || (scope.is_staged && ids.size() == listing.ids.size());
  out.records = ids.size() + subjects.others.size();
  for (const auto& id : ids) out.files.push_back(id.path());
  out.files.insert(out.files.end(), subjects.others.begin(), subjects.others.end());
  // Another reader of YAML looks at what was named, changed or staged, and at all if asked to.
  const bool second_reader = !is_every || scope.second_reader;
  if (is_whole) {
    Parties parties = read_parties(session, threads);
    Records records{world, session, ids, &parties};
    records.judge(second_reader, threads, findings);
    const Named& named = records.named();
    std::move(parties.findings.begin(), parties.findings.end(), std::back_inserter(findings));
    find_strangers(session, listing, findings);
    find_orphans(parties, named, findings);
    find_kept_too_long(parties, named, session.rules().zone.date_of(world.now()), findings);
    check_dossiers(session, named, world.now(), findings);
    find_leftovers(session, findings);
    find_merge_attributes(session, findings);
    find_branches(session, findings);
    find_settings(session, findings);
    find_returns(session, findings);
    find_unsealed(world, session, findings);
  } else {
    Records{world, session, ids, nullptr}.judge(second_reader, threads, findings);
    if (!subjects.others.empty()) {
      check_dossiers(session, {subjects.others.begin(), subjects.others.end()}, world.now(), findings);
      check_parties(session, subjects.others, findings);
    }
    if (subjects.settings) find_settings(session, findings);
    for (const auto& path : subjects.strangers) listing.strangers.push_back(store::stranger(path));
    find_strangers(session, listing, findings);
  }
  sort(findings);
  apply_settings(session.settings(), session.rules().zone.date_of(world.now()), out);
  if (!scope.without_baseline)
    if (auto applied = apply_baseline(session, is_whole, out); !applied)
      return std::move(applied).failure();
  sort(findings);
  return out;
}

}  // namespace cmt::cli
