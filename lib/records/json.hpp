// A complaint as JSON: the object that `list --json`, `show --json` and `export --format jsonl`
// print (docs/json.md).
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/time.hpp"
#include "process/complaint.hpp"
#include "process/rules.hpp"
#include "records/party.hpp"
#include "records/record.hpp"

namespace cmt::records {

// The object without description and history, on one line.
std::string to_json(const process::State& state, const process::Rules& rules, const Instant& now);

// With description and history; `parties` are added when they are given (`--with-personal`).
std::string to_json(const process::State& state, const process::Rules& rules, const Instant& now,
                    const Record& record, const std::vector<Party>& parties = {});

// An event of a complaint on one line: `log --json`.
std::string to_json_line(const ComplaintId& id, const process::Event& event);

// A text as a JSON string, with its quotation marks.
std::string json_string(std::string_view text);

// The same JSON over several lines, indented by two blanks.
std::string pretty(std::string_view json);

// A line of `export --format jsonl` with a history, as the record it was. The failure's places have
// the line number of the file it is given.
struct ImportedRecord {
  process::Complaint complaint;
  std::string bytes;  // of the new file
  std::vector<Party> parties;
};
Result<ImportedRecord> record_from_json(std::string_view json, const Lists& lists,
                                        const SourcePos& at);

}  // namespace cmt::records
