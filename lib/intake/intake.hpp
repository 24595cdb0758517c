// Reading complaints from the files of other systems: what `cmt import` puts on record.
//
// A file is read as a whole or not at all. What the source does not say stays unknown; what it says
// and a record has no field for is kept word for word in `source.fields`. Nothing here reads or
// writes a file: the caller gives the bytes and stores what comes back.
#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/id.hpp"
#include "core/result.hpp"
#include "core/time.hpp"
#include "process/complaint.hpp"
#include "records/party.hpp"
#include "records/settings.hpp"

namespace cmt::intake {

// A complaint that is new to the register.
struct Incoming {
  process::Complaint complaint;
  std::string bytes;                    // of the new record file, at complaint.id.path()
  std::vector<records::Party> parties;  // personal data that came with it
  std::string reference;                // what makes it known: the first that `is_known` was asked
  int line = 0;                         // of the source, from 1
};

// What the import is done with. `settings` outlives it.
struct Context {
  const records::Settings& settings;
  Random random;   // for new ids
  Instant now;     // the moment of the import
  std::string by;  // who imports
  // Whether the register has a complaint with the reference: one of its `external_refs` as written
  // ("cfpb:3384392"), "id:2026-7K3QX4M" for a complaint of that id, or "source:jsonl:HASH" for one
  // whose `source` has the format jsonl and the reference HASH.
  std::function<bool(const std::string& reference)> is_known;
  std::function<bool(const ComplaintId&)> is_taken;  // whether the register has the id
};

// A whole file, read without a fault.
struct Batch {
  std::vector<Incoming> records;  // in the order of the file
  std::int64_t known = 0;         // rows that the register already has
  Diagnostics notes;              // what is worth telling, such as an issue without a category
};

// The references a complaint is known by, in the forms that Context::is_known is asked: its id, its
// external references, and its place in the source it was imported from.
std::vector<std::string> references_of(const process::Complaint& complaint);

// The public export of the complaint database of the US Consumer Financial Protection Bureau, as
// CSV with its present or its older column names (lib/data/cfpb.yaml, docs/import.md).
// Failure: unreadable, with every faulty row at its line; nothing of the file is given then.
Result<Batch> read_cfpb(const std::string& file_name, std::string_view bytes,
                        const Context& context);

// JSON Lines: a line with `history` is a complaint as `cmt export --format jsonl` writes it; a line
// without is a new complaint with the events that its fields prove (docs/import.md).
// Failure: unreadable, with every faulty line; nothing of the file is given then.
Result<Batch> read_jsonl(const std::string& file_name, std::string_view bytes,
                         const Context& context);

// The longest line of a JSON Lines file, in bytes, and how deep its values may nest. A line holds
// the description of an exported record twice, and a record file may have 1 MiB.
inline constexpr std::size_t max_jsonl_line = std::size_t{4} << 20U;
inline constexpr int max_jsonl_depth = 60;

}  // namespace cmt::intake
