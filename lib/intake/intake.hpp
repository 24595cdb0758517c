// Reading complaints from the files of other systems: what `cmt import` puts on record.
//
// A file is read in one pass, piece by piece, and each complaint is handed on as soon as it is read;
// what is kept of it is some fifty bytes. The caller drops what it was handed when a fault comes
// later: a file is taken as a whole or not at all. What the source does not say stays unknown; what
// it says and a record has no field for is kept word for word in `source.fields`. Nothing here opens
// or writes a file: the caller gives the bytes and stores what comes back.
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
#include "core/window.hpp"
#include "intake/parties.hpp"
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
  // whose `source` has the format jsonl and the reference HASH, and so for csv.
  std::function<bool(const std::string& reference)> is_known;
  std::function<bool(const ComplaintId&)> is_taken;  // whether the register has the id
  // Those of the register, asked for when the first row names its complainant. Absent: there are none.
  std::function<Result<Parties>()> parties = {};
};

// Who is told, in the order of the file.
struct Receiver {
  // A complaint that is new. It is not called any more after a fault. A failure ends the reading.
  std::function<Result<Done>(Incoming&&)> take;
  // A fault of a row, which forbids the import; the other rows are read for theirs.
  std::function<void(Diagnostic)> reject;
  // After each row: how many were read.
  std::function<void(std::int64_t rows)> progress;
};

// A whole file. Nothing of it counts when it has faults.
struct Tally {
  std::int64_t records = 0;  // that were new
  std::int64_t known = 0;    // rows that the register already has
  std::int64_t faults = 0;
  // Rows that say something else than the party does of a complainant who is known, and the first of them.
  std::int64_t otherwise = 0;
  int first_otherwise = 0;
  Diagnostics notes;         // what is worth telling, such as an issue without a category
};

// The references a complaint is known by, in the forms that Context::is_known is asked: its id, its
// external references, and its place in the source it was imported from.
std::vector<std::string> references_of(const process::Complaint& complaint);

// The public export of the complaint database of the US Consumer Financial Protection Bureau, as
// CSV with its present or its older column names (lib/data/cfpb.yaml, docs/import.md).
// Failure: unreadable when it is no such file, else what `take` or `bytes` failed with.
Result<Tally> read_cfpb(const std::string& file_name, ReadBytes bytes, const Context& context,
                        const Receiver& receiver);

// JSON Lines: a line with `history` is a complaint as `cmt export --format jsonl` writes it; a line
// without is a new complaint with the events that its fields prove (docs/import.md).
// Failure: what `take` or `bytes` failed with.
Result<Tally> read_jsonl(const std::string& file_name, ReadBytes bytes, const Context& context,
                         const Receiver& receiver);

// CSV of any layout, its columns as the map says. Each row becomes the same fields as a line of JSON
// without `history`, and these the same events (docs/import.md).
// Failure: unreadable when the file is no such table, else what `take` or `bytes` failed with.
struct CsvMap;
Result<Tally> read_csv(const std::string& file_name, ReadBytes bytes, const CsvMap& map,
                       const Context& context, const Receiver& receiver);

// The longest line of a JSON Lines file, in bytes, and how deep its values may nest. A line holds
// the description of an exported record twice, and a record file may have 1 MiB.
inline constexpr std::size_t max_jsonl_line = std::size_t{4} << 20U;
inline constexpr int max_jsonl_depth = 60;

}  // namespace cmt::intake
