// What the tests of the intake import with: built-in lists, UTC, a counter for ids.
#pragma once
#include <fmt/core.h>

#include <set>
#include <string>
#include <utility>

#include "intake/intake.hpp"
#include "process/replay.hpp"
#include "records/record.hpp"
#include "support/test.hpp"

namespace intake_test {

inline const cmt::records::Settings& settings() {
  static const cmt::records::Settings settings = [] {
    cmt::records::Settings made;
    made.rules.lists = cmt::records::built_in_lists();
    return made;
  }();
  return settings;
}

// What a file gives when it is read without a fault.
struct Batch {
  std::vector<cmt::intake::Incoming> records;  // in the order of the file
  std::int64_t known = 0;
  cmt::Diagnostics notes;
};

// Reads a whole file with one of the readers: all its records, or every fault.
template <class Read>
cmt::Result<Batch> batch_of(Read read, const std::string& file_name, std::string_view bytes,
                            const cmt::intake::Context& context) {
  Batch batch;
  cmt::Diagnostics faults;
  const cmt::intake::Receiver receiver{
      [&](cmt::intake::Incoming&& record) -> cmt::Result<cmt::Done> {
        CHECK(faults.empty());
        batch.records.push_back(std::move(record));
        return cmt::Done{};
      },
      [&](cmt::Diagnostic fault) { faults.push_back(std::move(fault)); }, [](std::int64_t) {}};
  auto tally = read(file_name, cmt::read_from(bytes), context, receiver);
  if (!tally) return std::move(tally).failure();
  CHECK(tally->faults == static_cast<std::int64_t>(faults.size()));
  if (!faults.empty()) return cmt::Failure{cmt::FailureKind::unreadable, std::move(faults)};
  CHECK(tally->records == static_cast<std::int64_t>(batch.records.size()));
  batch.known = tally->known;
  batch.notes = std::move(tally->notes);
  return batch;
}

inline cmt::Result<Batch> read_cfpb(const std::string& file_name, std::string_view bytes,
                                    const cmt::intake::Context& context) {
  return batch_of(cmt::intake::read_cfpb, file_name, bytes, context);
}
inline cmt::Result<Batch> read_jsonl(const std::string& file_name, std::string_view bytes,
                                     const cmt::intake::Context& context) {
  return batch_of(cmt::intake::read_jsonl, file_name, bytes, context);
}

// A register of which only the references are known.
struct Register {
  std::set<std::string> references;
  std::uint64_t drawn = 0;
  int ids_to_refuse = 0;  // how many drawn ids are said to be taken

  cmt::intake::Context context() {
    return {.settings = settings(),
            .random = [this] { return ++drawn * 0x9E3779B97F4A7C15U; },
            .now = *cmt::parse_instant("2026-10-01T12:00:00Z"),
            .by = "sara",
            .is_known =
                [this](const std::string& reference) { return references.count(reference) > 0; },
            .is_taken = [this](const cmt::ComplaintId&) { return ids_to_refuse-- > 0; }};
  }

  void add(const Batch& batch) {
    for (const auto& incoming : batch.records)
      for (auto& reference : cmt::intake::references_of(incoming.complaint))
        references.insert(std::move(reference));
  }
};

inline cmt::process::State state_of(const cmt::intake::Incoming& incoming) {
  return cmt::process::replay(incoming.complaint, settings().rules);
}

inline const cmt::process::Received& receipt_of(const cmt::intake::Incoming& incoming) {
  return std::get<cmt::process::Received>(incoming.complaint.history.front().body);
}

inline std::string field_of(const cmt::intake::Incoming& incoming, const std::string& name) {
  for (const auto& [key, text] : receipt_of(incoming).source->fields)
    if (key == name) return text;
  return {};
}

// "received forwarded closed"
inline std::string events_of(const cmt::intake::Incoming& incoming) {
  std::string out;
  for (const auto& event : incoming.complaint.history)
    (out += out.empty() ? "" : " ") += event.name();
  return out;
}

// "file:line:column: message", one a line.
inline std::string all(const cmt::Diagnostics& diagnostics) {
  std::string out;
  for (const auto& one : diagnostics)
    out += fmt::format("{}:{}:{}: {}\n", one.at.file, one.at.line, one.at.column, one.message.english());
  return out;
}

// The record's file says what the complaint says.
inline bool reads_back(const cmt::intake::Incoming& incoming) {
  const auto record =
      cmt::records::read(incoming.complaint.id.path(), incoming.bytes, settings().rules.lists);
  return record && record->unknown_keys.empty() &&
         cmt::records::write(record->complaint) == cmt::records::write(incoming.complaint);
}

}  // namespace intake_test
