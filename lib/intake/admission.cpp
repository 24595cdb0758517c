#include "intake/admission.hpp"

#include <fmt/core.h>

#include <utility>

#include "intake/words.hpp"
#include "records/record.hpp"

namespace cmt::intake {
namespace {

constexpr std::uint32_t kLineBits = 0x7FFFFFFFU;

Diagnostic diagnostic_at(const std::string& file, int line, int column, Message message,
                         Message hint) {
  Diagnostic diagnostic;
  diagnostic.at = {file, line, column};
  diagnostic.message = std::move(message);
  diagnostic.hint = std::move(hint);
  return diagnostic;
}

}  // namespace

void Admission::count_row() { receiver_.progress(++rows_); }

void Admission::reject(int line, Message message, Message hint, int column) {
  reject(Diagnostics{diagnostic_at(file_, line, column, std::move(message), std::move(hint))});
}

void Admission::reject(Diagnostics faults) {
  for (auto& fault : faults) {
    ++tally_.faults;
    receiver_.reject(std::move(fault));
  }
}

void Admission::note(int line, Message message, Message hint) {
  tally_.notes.push_back(diagnostic_at(file_, line, 0, std::move(message), std::move(hint)));
  tally_.notes.back().severity = Severity::note;
}

bool Admission::is_repeated(const std::string& reference, int line, std::uint64_t fingerprint,
                            bool may_share) {
  const Seen here{static_cast<std::uint32_t>(line) & kLineBits, may_share ? 1U : 0U,
                  {static_cast<std::uint32_t>(fingerprint >> 32U), static_cast<std::uint32_t>(fingerprint)}};
  const auto [seen, is_new] = seen_.put(digest(reference), here);
  if (is_new || seen->line == here.line) return false;
  if (may_share && seen->may_share != 0) return false;
  if (seen->print == here.print)
    reject(line,
           tr("{} is on line {} already, and the two are identical", shown(reference),
              std::uint32_t{seen->line}),
           tr("remove one of them; two complaints in the same words each need a reference"));
  else
    reject(line,
           tr("{} is on line {} already, with other contents", shown(reference),
              std::uint32_t{seen->line}),
           tr("one complaint stands on one line: keep the right one"));
  return true;
}

bool Admission::is_known(const std::string& reference) const {
  return context_.is_known && context_.is_known(reference);
}

bool Admission::is_taken(const ComplaintId& id) const {
  return context_.is_taken && context_.is_taken(id);
}

std::string Admission::party_for(records::Party complainant, Candidate& candidate) {
  if (!parties_ && context_.parties) {
    auto read = context_.parties();
    if (!read) {
      failure_ = std::move(read).failure();
      return {};
    }
    parties_ = std::move(*read);
  }
  if (!parties_) parties_.emplace();
  const auto found = parties_->find_or_draw(complainant, context_.random);
  if (found.is_otherwise && tally_.otherwise++ == 0) tally_.first_otherwise = candidate.line;
  std::string id = complainant.id;
  if (found.is_new) candidate.parties.push_back(std::move(complainant));
  return id;
}

void Admission::compare_parties(const Candidate& candidate) {
  for (const auto& party : candidate.parties) {
    const Seen here{static_cast<std::uint32_t>(candidate.line) & kLineBits, 0,
                    short_digest(records::write(party))};
    // No reference of a complaint begins like this one.
    const auto [seen, is_new] = seen_.put(digest("party:" + party.id), here);
    if (!is_new && seen->print != here.print)
      reject(candidate.line,
             tr("party {} is on line {} already, with other contents", party.id,
                std::uint32_t{seen->line}),
             tr("a person has one record: make the two equal"));
  }
}

std::optional<ComplaintId> Admission::draw(int year) {
  // A year holds a thousand million ids: a source of random bits that fails this often is broken.
  for (int attempt = 0; attempt < 1000; ++attempt) {
    ComplaintId id = ComplaintId::draw(year, context_.random);
    if (!is_taken(id) && ids_.put(short_digest(id.text())).is_new) return id;
  }
  return std::nullopt;
}

void Admission::admit(Candidate candidate) {
  compare_parties(candidate);
  const int line = candidate.line;
  if (candidate.id) ids_.put(short_digest(candidate.id->text()));
  const auto id = candidate.id ? candidate.id : draw(candidate.year);
  if (!id) return reject(line, tr("no free id was found"), tr("the system's random numbers repeat"));

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
      return reject(line, tr("the record made of it does not read back the same"),
                    tr("please report this with the line"));
  }
  if (faults() > 0) return;
  ++tally_.records;
  if (auto taken = receiver_.take(std::move(incoming)); !taken) failure_ = std::move(taken).failure();
}

Result<Tally> Admission::finish() && {
  if (failure_) return std::move(*failure_);
  return std::move(tally_);
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
