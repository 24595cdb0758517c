#include "cli/retention.hpp"

#include <algorithm>
#include <tuple>

#include "cli/dossiers.hpp"
#include "process/redaction.hpp"
#include "records/party.hpp"
#include "survey/survey.hpp"

namespace cmt::cli {
namespace {

using process::Disposal;
using process::Retained;

void need(const std::string& complaint, const std::string& record, NeededBy& out) {
  if (!complaint.empty()) out.emplace(complaint, record);
}

template <class Kind>
Result<Done> read_needs(const Session& session, NeededBy& out) {
  const auto all = load_dossiers<Kind>(session);
  if (!all) return all.failure();
  for (const auto& one : *all) add_need(dossier::Steps<Kind>::replay(one.dossier, session.rules()), out);
  return Done{};
}

// What is kept of a case when it was read.
struct Seen {
  bool is_open = false;
  std::string merged_into, held_by;
  std::vector<std::string> parties;
  std::vector<Disposal> disposals;
  std::vector<std::vector<std::string>> fields;  // of each disposal
};

class Scheduling {
 public:
  Scheduling(const World& world, const Session& session) : world_(world), session_(session) {}

  Result<std::vector<Scheduled>> run() && {
    if (auto done = read(); !done) return std::move(done).failure();
    if (auto done = add_cases(); !done) return std::move(done).failure();
    if (auto done = add_parties(); !done) return std::move(done).failure();
    std::sort(out_.begin(), out_.end(), [](const Scheduled& a, const Scheduled& b) {
      return std::tie(a.until, a.id, a.what) < std::tie(b.until, b.id, b.what);
    });
    return std::move(out_);
  }

 private:
  Result<Done> read() {
    auto listing = session_.reg.list();
    if (!listing) return std::move(listing).failure();
    ids_ = std::move(listing->ids);
    const Keepers keepers{session_};
    if (auto done = keepers.read(); !done) return done;
    seen_.resize(ids_.size());
    const auto read = read_each(session_, ids_, threads_of(world_), [&](std::size_t i, records::Record&& record) {
      seen_[i] = seen(record.complaint, keepers);
    });
    if (!read) return read;
    for (auto& one : seen_)
      if (one.held_by.empty() && is_open(one.merged_into)) one.held_by = one.merged_into;
    return Done{};
  }

  Seen seen(const process::Complaint& complaint, const Keepers& keepers) const {
    const auto state = process::replay(complaint, session_.rules());
    Seen out{process::is_open(state.status), state.merged_into, {}, process::parties_of(complaint),
             process::disposals(state, session_.rules()), {}};
    for (const auto& one : out.disposals) out.fields.push_back(process::fields_left(complaint, one.what));
    if (!out.disposals.empty()) out.held_by = process::held_by(state, keepers.of(complaint.id.text()), false);
    return out;
  }

  bool is_open(const std::string& id) const {
    const auto* one = id.empty() ? nullptr : find(id);
    return one && one->is_open;
  }
  const Seen* find(const std::string& id) const {
    const auto at = std::lower_bound(ids_.begin(), ids_.end(), id,
                                     [](const ComplaintId& a, const std::string& b) { return a.text() < b; });
    return at != ids_.end() && at->text() == id ? &seen_[static_cast<std::size_t>(at - ids_.begin())] : nullptr;
  }

  Result<Done> add_cases() {
    const auto comments = load_comments(session_);
    if (!comments) return comments.failure();
    for (std::size_t i = 0; i < ids_.size(); ++i)
      for (std::size_t k = 0; k < seen_[i].disposals.size(); ++k) {
        const Disposal& one = seen_[i].disposals[k];
        auto fields = std::move(seen_[i].fields[k]);
        if (one.what == Retained::survey_comments)
          if (const auto found = comments->find(ids_[i].text()); found != comments->end()) fields = found->second;
        if (!fields.empty())
          out_.push_back({ids_[i].text(), one.what, one.row, one.until, seen_[i].held_by, std::move(fields), {ids_[i]}});
      }
    return Done{};
  }

  Result<Done> add_parties() {
    std::map<std::string, std::pair<process::PartyNeed, std::vector<ComplaintId>>> needs;
    for (std::size_t i = 0; i < ids_.size(); ++i)
      for (const auto& party : seen_[i].parties) {
        auto& [need, complaints] = needs[party];
        need.add(ids_[i].text(), seen_[i].disposals, seen_[i].held_by);
        complaints.push_back(ids_[i]);
      }
    for (auto& [party, needed] : needs) {
      auto& [need, complaints] = needed;
      if (!need.row()) continue;
      const auto there = session_.disk->find(records::path_of_party(party));
      if (!there) return there.failure();
      if (*there)
        out_.push_back({party, Retained::complainant, need.row(), need.latest(), need.kept_for(), {}, std::move(complaints)});
    }
    return Done{};
  }

  const World& world_;
  const Session& session_;
  std::vector<ComplaintId> ids_;
  std::vector<Seen> seen_;  // in the order of ids_
  std::vector<Scheduled> out_;
};

}  // namespace

void add_need(const improvement::ActionState& action, NeededBy& out) {
  if (!is_open(action.status)) return;
  for (const auto& complaint : action.complaints) need(complaint, action.id, out);
}

void add_need(const dispute::DisputeState& dispute, NeededBy& out) {
  if (is_open(dispute.status)) need(dispute.complaint, dispute.id, out);
}

void add_need(const disclosure::RequestState& request, NeededBy& out) {
  if (!is_open(request.status)) return;
  for (const auto& complaint : request.received.complaints) need(complaint, request.id, out);
}

std::string needed_by(const NeededBy& all, const std::string& complaint) {
  const auto found = all.find(complaint);
  return found == all.end() ? std::string{} : found->second;
}

Result<Done> Keepers::read() const {
  std::call_once(is_read_, [&] {
    const auto take = [&](Result<Done>&& done) {
      if (!done && !failed_) failed_ = std::move(done).failure();
    };
    take(read_needs<improvement::Action>(session_, needed_by_));
    take(read_needs<dispute::Dispute>(session_, needed_by_));
    take(read_needs<disclosure::Request>(session_, needed_by_));
  });
  if (failed_) return *failed_;
  return Done{};
}

std::string Keepers::of(const std::string& complaint) const {
  (void)read();
  return needed_by(needed_by_, complaint);
}

Result<std::vector<Scheduled>> load_schedule(const World& world, const Session& session) {
  return Scheduling{world, session}.run();
}

Result<bool> is_master_open(const Session& session, const process::State& state) {
  const auto id = ComplaintId::parse(state.merged_into);
  if (!id) return false;
  const auto record = session.reg.load(*id);
  if (!record) return record.failure();
  return process::is_open(process::replay(record->complaint, session.rules()).status);
}

std::optional<Disposal> due_of(const Session& session, const Keepers& keepers, const std::string& complaint,
                               Retained what, Date today) {
  const auto id = ComplaintId::parse(complaint);
  if (!id) return std::nullopt;
  const auto record = session.reg.load(*id);
  if (!record) return std::nullopt;
  const auto state = process::replay(record->complaint, session.rules());
  for (const auto& one : process::disposals(state, session.rules())) {
    if (one.what != what || !one.is_due(today)) continue;
    const auto is_open = is_master_open(session, state);
    if (process::held_by(state, keepers.of(complaint), is_open && *is_open).empty()) return one;
  }
  return std::nullopt;
}

Result<CommentsOn> load_comments(const Session& session) {
  const auto all = load_dossiers<survey::Survey>(session);
  if (!all) return all.failure();
  CommentsOn out;
  for (const auto& record : *all) {
    const auto state = dossier::Steps<survey::Survey>::replay(record.dossier, session.rules());
    for (const auto& answer : state.answers)
      if (!answer.comment.empty() && answer.comment.value != process::redacted_text)
        out[answer.complaint].push_back(state.id);
  }
  return out;
}

}  // namespace cmt::cli
