// Bytes of a complaint file <-> a complaint.
//
// The reader takes every scalar as text and gives it the meaning the field has at that place, so
// `no`, `1.10` and `2026-11-20` are what the description of the event says (process/events.hpp).
#pragma once
#include <string>
#include <vector>

#include "core/lists.hpp"
#include "process/complaint.hpp"
#include "yaml/document.hpp"
#include "yaml/value.hpp"

namespace cmt::records {

// A key that the program does not know; it is kept, and `cmt check` mentions it.
struct UnknownKey {
  std::string name;
  SourcePos at;
  std::string nearest;  // the known key it may stand for, or empty
};

// A complaint with the file it was read from.
struct Record {
  process::Complaint complaint;
  yaml::Document document;
  std::vector<yaml::Node> events;  // one for each event of the history, in the same order
  std::vector<UnknownKey> unknown_keys;

  SourcePos position(std::size_t event) const { return document.position(events[event]); }
};

// Reads a whole file. Failure: unreadable, with every problem of the file that can be found in one
// run, each at its place.
Result<Record> read(std::string path, std::string bytes, const Lists& lists);

// The same for a document that was parsed already.
Result<Record> read(yaml::Document document, const Lists& lists);

// A new file for a complaint: the line that tells an editor the schema, then the record.
std::string write(const process::Complaint& complaint);

// One event as it is written; fields in the order of the event's description.
yaml::Value to_value(const process::Event& event);

// The file's bytes with the events that `changed` has more than the record; everything else is left
// as it is. The result is read again and compared before it is given. Failure: unreadable, when the
// file has a form that cannot be edited safely.
Result<std::string> append(const Record& record, const process::Complaint& changed,
                           const Lists& lists);

// Path from a record in complaints/YYYY to the schema, for the editor's modeline.
inline constexpr std::string_view modeline =
    "# yaml-language-server: $schema=../../schemas/complaint.schema.json\n";

}  // namespace cmt::records
