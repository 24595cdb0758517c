// Reading JSON Lines: records that cmt exported, and flat lines of any other system.
#include <fmt/core.h>

#include <string>
#include <utility>
#include <vector>

#include "core/lines.hpp"
#include "intake/admission.hpp"
#include "intake/flat.hpp"
#include "intake/intake.hpp"
#include "intake/json_line.hpp"
#include "intake/words.hpp"
#include "records/json.hpp"
#include "records/record.hpp"

namespace cmt::intake {
namespace {

constexpr std::string_view kFormat = "jsonl";
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// ---- lines with a history ---------------------------------------------------------------------

void read_exported(const Json& json, std::string_view line, const SourcePos& at,
                   Admission& admission, const Context& context) {
  auto read = records::record_from_json(line, context.settings.rules.lists, at);
  if (!read) {
    Diagnostics faults = std::move(read).failure().diagnostics;
    const auto id = json.find("id");
    if (id != json.end() && id->is_string())
      for (auto& fault : faults)
        fault.message = shown(id->get<std::string>()) + ": " + fault.message;
    return admission.reject(std::move(faults));
  }
  process::Complaint& complaint = read->complaint;
  const std::string reference = "id:" + complaint.id.text();
  const std::uint64_t print = fingerprint(line);
  bool is_repeated = admission.is_repeated(reference, at.line, print);
  const auto* received = std::get_if<process::Received>(&complaint.history.front().body);
  if (!received)
    return admission.reject(at.line, tr("the history does not begin with `received`"),
                            tr("a record without a receipt is no complaint"));
  // Records may share a reference with each other, yet not with a line that would be a new record.
  for (const auto& external : received->external_refs)
    is_repeated = admission.is_repeated(external, at.line, print, true) || is_repeated;
  if (is_repeated) return;
  if (admission.is_known(reference)) return admission.count_known();
  if (admission.is_taken(complaint.id))
    return admission.reject(at.line,
                            tr("{} is the id of another record", complaint.id.text()));
  if (admission.is_drawn(complaint.id))
    return admission.reject(at.line,
                            tr("{} was drawn as the id of an earlier line, which has none",
                               complaint.id.text()),
                            tr("import the lines with `history` first, in a file of their own"));

  Candidate candidate;
  candidate.id = complaint.id;
  candidate.summary = std::move(complaint.summary);
  candidate.history = std::move(complaint.history);
  candidate.bytes = std::move(read->bytes);
  candidate.parties = std::move(read->parties);
  candidate.reference = reference;
  candidate.line = at.line;
  admission.admit(std::move(candidate));
}

// ---- lines without a history -------------------------------------------------------------------

void read_line(const Json& json, const SourcePos& at, Admission& admission, const Context& context) {
  read_flat({.fields = json,
             .at = at,
             .format = kFormat,
             .print = fingerprint(json.dump()),
             .content = [&] { return json; },
             .kept = {},
             .place_of = [&](std::string_view field) { return FlatPlace{at, fmt::format("`{}`", field)}; },
             .if_missing = "a line without `history` says when and how it came"},
            admission, context);
}

}  // namespace

Result<Tally> read_jsonl(const std::string& file_name, ReadBytes bytes, const Context& context,
                         const Receiver& receiver) {
  Admission admission{file_name, context, receiver};
  LineReader lines{std::move(bytes), kByteOrderMark.size() + max_jsonl_line + 1};  // a CR
  SourcePos at{file_name, 0, 0};
  while (!admission.is_over()) {
    const auto next = lines.next();
    if (!next) return next.failure();
    if (!*next) break;
    at.line = (*next)->number;
    std::string_view line = (*next)->text;
    if (line.size() < (*next)->size) {
      admission.reject(line_too_long((*next)->size, at).diagnostics);
      continue;
    }
    if (at.line == 1 && line.substr(0, kByteOrderMark.size()) == kByteOrderMark)
      line.remove_prefix(kByteOrderMark.size());
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    if (trimmed(line).empty()) continue;
    admission.count_row();
    const auto json = parse_json_line(line, at);
    if (!json)
      admission.reject(json.diagnostics());
    else if (json->contains("history") && !(*json)["history"].is_null())
      read_exported(*json, line, at, admission, context);
    else
      read_line(*json, at, admission, context);
  }
  return std::move(admission).finish();
}

}  // namespace cmt::intake
