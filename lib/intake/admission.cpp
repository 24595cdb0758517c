#include "intake/admission.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "intake/words.hpp"
#include "records/record.hpp"

namespace cmt::intake {
namespace {

Diagnostic diagnostic_at(const std::string& file, int line, int column, std::string message,
                         std::string hint) {
  Diagnostic diagnostic;
  diagnostic.at = {file, line, column};
  diagnostic.message = std::move(message);
  diagnostic.hint = std::move(hint);
  return diagnostic;
}

}  // namespace

void Admission::reject(int line, std::string message, std::string hint, int column) {
  faults_.push_back(diagnostic_at(file_, line, column, std::move(message), std::move(hint)));
}

void Admission::reject(Diagnostics faults) {
  for (auto& fault : faults) faults_.push_back(std::move(fault));
}

void Admission::note(int line, std::string message, std::string hint) {
  notes_.push_back(diagnostic_at(file_, line, 0, std::move(message), std::move(hint)));
  notes_.back().severity = Severity::note;
}

bool Admission::is_repeated(const std::string& reference, int line, std::uint64_t fingerprint,
                            bool may_share) {
  const auto [seen, is_new] = seen_.try_emplace(reference, Seen{line, fingerprint, may_share});
  if (is_new || seen->second.line == line) return false;
  if (may_share && seen->second.may_share) return false;
  if (seen->second.fingerprint == fingerprint)
    reject(line,
           fmt::format("{} is on line {} already, and the two are identical", shown(reference),
                       seen->second.line),
           "remove one of them; two complaints in the same words each need a reference");
  else
    reject(line,
           fmt::format("{} is on line {} already, with other contents", shown(reference),
                       seen->second.line),
           "one complaint stands on one line: keep the right one");
  return true;
}

bool Admission::is_known(const std::string& reference) const {
  return context_.is_known && context_.is_known(reference);
}

bool Admission::is_taken(const ComplaintId& id) const {
  return context_.is_taken && context_.is_taken(id);
}

void Admission::admit(Candidate candidate) {
  compare_parties(candidate);
  if (candidate.id) ids_.insert(*candidate.id);
  candidates_.push_back(std::move(candidate));
}

void Admission::compare_parties(const Candidate& candidate) {
  for (const auto& party : candidate.parties) {
    std::string bytes = records::write(party);
    const auto [seen, is_new] = parties_.try_emplace(party.id, candidate.line, std::move(bytes));
    if (!is_new && seen->second.second != records::write(party))
      reject(candidate.line,
             fmt::format("party {} is on line {} already, with other contents", party.id,
                         seen->second.first),
             "a person has one record: make the two equal");
  }
}

std::optional<ComplaintId> Admission::draw(int year) {
  // A year holds a thousand million ids: a source of random bits that fails this often is broken.
  for (int attempt = 0; attempt < 1000; ++attempt) {
    ComplaintId id = ComplaintId::draw(year, context_.random);
    if (!is_taken(id) && ids_.insert(id).second) return id;
  }
  return std::nullopt;
}

void Admission::write(Candidate candidate, Batch& batch) {
  const int line = candidate.line;
  const auto id = candidate.id ? candidate.id : draw(candidate.year);
  if (!id) return reject(line, "no free id was found", "the system's random numbers repeat");

  Incoming incoming{{*id, std::move(candidate.summary), std::move(candidate.history)},
                    std::move(candidate.bytes),
                    std::move(candidate.parties),
                    std::move(candidate.reference),
                    line};
  if (incoming.bytes.empty()) {
    incoming.bytes = records::write(incoming.complaint);
    // What was written reads as what was meant, or it is not given away.
    auto again = records::read(id->path(), incoming.bytes, context_.settings.rules.lists);
    if (!again) {
      Diagnostics faults = std::move(again).failure().diagnostics;
      for (auto& fault : faults) {
        fault.at = {file_, line, 0};
        fault.excerpt.clear();
      }
      return reject(std::move(faults));
    }
    if (!again->unknown_keys.empty() || records::write(again->complaint) != incoming.bytes)
      return reject(line, "the record made of it does not read back the same",
                    "please report this with the line");
  }
  batch.records.push_back(std::move(incoming));
}

Result<Batch> Admission::finish() && {
  Batch batch;
  batch.records.reserve(candidates_.size());
  for (auto& candidate : candidates_) write(std::move(candidate), batch);
  if (!faults_.empty()) {
    std::stable_sort(faults_.begin(), faults_.end(), [](const Diagnostic& a, const Diagnostic& b) {
      return a.at.line < b.at.line;
    });
    return Failure{FailureKind::unreadable, std::move(faults_)};
  }
  batch.known = known_;
  batch.notes = std::move(notes_);
  return batch;
}

std::vector<std::string> references_of(const process::Complaint& complaint) {
  std::vector<std::string> out{"id:" + complaint.id.text()};
  if (complaint.history.empty()) return out;
  const auto* received = std::get_if<process::Received>(&complaint.history.front().body);
  if (!received) return out;
  out.insert(out.end(), received->external_refs.begin(), received->external_refs.end());
  if (received->source && !received->source->reference.empty())
    out.push_back(
        fmt::format("source:{}:{}", received->source->format, received->source->reference));
  return out;
}

}  // namespace cmt::intake
