// Reading JSON Lines: records that cmt exported, and flat lines of any other system.
#include <fmt/core.h>

#include <algorithm>
#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include "core/lines.hpp"
#include "core/text.hpp"
#include "intake/admission.hpp"
#include "intake/intake.hpp"
#include "intake/json_line.hpp"
#include "intake/words.hpp"
#include "process/judgement.hpp"
#include "records/forms.hpp"
#include "records/json.hpp"
#include "records/record.hpp"

namespace cmt::intake {
namespace {

using process::Event;

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
        fault.message = fmt::format("{}: {}", shown(id->get<std::string>()), fault.message);
    return admission.reject(std::move(faults));
  }
  process::Complaint& complaint = read->complaint;
  const std::string reference = "id:" + complaint.id.text();
  const std::uint64_t print = fingerprint(line);
  bool is_repeated = admission.is_repeated(reference, at.line, print);
  const auto* received = std::get_if<process::Received>(&complaint.history.front().body);
  if (!received)
    return admission.reject(at.line, "the history does not begin with `received`",
                            "a record without a receipt is no complaint");
  // Records may share a reference with each other, yet not with a line that would be a new record.
  for (const auto& external : received->external_refs)
    is_repeated = admission.is_repeated(external, at.line, print, true) || is_repeated;
  if (is_repeated) return;
  if (admission.is_known(reference)) return admission.count_known();
  if (admission.is_taken(complaint.id))
    return admission.reject(at.line,
                            fmt::format("{} is the id of another record", complaint.id.text()));
  if (admission.is_drawn(complaint.id))
    return admission.reject(at.line,
                            fmt::format("{} was drawn as the id of an earlier line, which has none",
                                        complaint.id.text()),
                            "import the lines with `history` first, in a file of their own");

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

// ---- flat lines -------------------------------------------------------------------------------

// The fields of one flat line. Each is taken once; what is left over goes to the source. A field
// of the wrong form is a fault, and null is an absent field.
class FlatLine {
 public:
  FlatLine(const Json& json, int line, Admission& admission, const Context& context)
      : json_(json), line_(line), admission_(admission), context_(context) {}

  std::string text(const char* name) {
    const Json* value = take(name);
    if (!value) return {};
    if (!value->is_string()) return reject(name, "is not a text"), std::string{};
    std::string found = value->get<std::string>();
    if (const auto fault = fault_of_length(found); !fault.empty())
      return reject(name, fault), std::string{};
    return found;
  }

  std::string one_line(const char* name) {
    std::string found = text(name);
    if (const auto fault = fault_of_line(found); !fault.empty())
      return reject(name, std::string{fault}), std::string{};
    return found;
  }

  std::string code(const char* name, const char* list) {
    std::string found = one_line(name);
    const ValueList& values = context_.settings.rules.lists[list];
    if (found.empty() || values.find(found)) return found;
    const auto near = nearest(found, values.codes());
    reject(name, fmt::format("says '{}', which is not in the list {}", shown(found), list),
           near ? fmt::format("did you mean '{}'?", *near)
                : fmt::format("cmt schema --list {} shows all", list));
    return {};
  }

  std::string language(const char* name) {
    std::string found = one_line(name);
    const records::Form& form = records::form("@language");
    if (found.empty() || form.accepts(found)) return found;
    reject(name, fmt::format("says '{}', not {}", shown(found), form.expected));
    return {};
  }

  template <class Enum, std::size_t N>
  std::optional<Enum> name_in(const char* name, const Names<Enum, N>& names) {
    const std::string found = one_line(name);
    if (found.empty()) return std::nullopt;
    if (const auto value = parse_name(names, found)) return value;
    std::string all;
    for (const auto& row : names) (all += all.empty() ? "" : ", ") += row.text;
    reject(name, fmt::format("says '{}'", shown(found)), "one of: " + all);
    return std::nullopt;
  }

  std::optional<When> time(const char* name) {
    const std::string found = one_line(name);
    if (found.empty()) return std::nullopt;
    const auto when = parse_when(found);
    if (when && when->is_known()) return when;
    reject(name, fmt::format("says '{}', which is not a time", shown(found)),
           "a time with an offset such as 2026-11-20T09:12:00+03:30, or a date");
    return std::nullopt;
  }

  std::optional<bool> truth(const char* name) {
    const Json* value = take(name);
    if (!value) return std::nullopt;
    if (value->is_boolean()) return value->get<bool>();
    reject(name, "is neither true nor false");
    return std::nullopt;
  }

  std::optional<int> scale(const char* name) {
    const Json* value = take(name);
    if (!value) return std::nullopt;
    for (int step = 1; step <= 4; ++step)
      if (value->is_number_integer() && *value == step) return step;
    reject(name, "is not a whole number from 1 to 4");
    return std::nullopt;
  }

  std::vector<std::string> texts(const char* name) {
    std::vector<std::string> out;
    const Json* value = take(name);
    if (!value) return out;
    if (!value->is_array()) return reject(name, "is not a list of texts"), out;
    for (const auto& item : *value) {
      if (!item.is_string() || item.get_ref<const std::string&>().empty() ||
          !fault_of_line(item.get_ref<const std::string&>()).empty() ||
          item.get_ref<const std::string&>().size() > 1000)
        return reject(name, "is not a list of texts of one line each"), out;
      out.push_back(item.get<std::string>());
    }
    return out;
  }

  // Leaves a field to the source although it was looked at.
  void keep_in_source(const char* name) {
    taken_.erase(std::remove(taken_.begin(), taken_.end(), name), taken_.end());
  }

  // Every field that has not been taken, as text.
  std::vector<std::pair<std::string, std::string>> rest() {
    std::vector<std::pair<std::string, std::string>> out;
    for (const auto& [name, value] : json_.items()) {
      if (std::find(taken_.begin(), taken_.end(), name) != taken_.end() || value.is_null())
        continue;
      std::string text = value.is_string() ? value.get<std::string>() : value.dump();
      if (text.empty()) continue;
      if (!is_field_name(name))
        admission_.reject(line_, fmt::format("'{}' is not the name of a field", shown(name)),
                          "a name is printable and has 1 to 200 bytes");
      else if (const auto fault = fault_of_length(text); !fault.empty())
        reject(name, fault);
      else
        out.emplace_back(name, std::move(text));
    }
    return out;
  }

  // `fault` goes on after the name of the field.
  void reject(std::string_view name, std::string_view fault, std::string hint = {}) {
    admission_.reject(line_, fmt::format("`{}` {}", name, fault), std::move(hint));
  }

 private:
  const Json* take(const char* name) {
    taken_.emplace_back(name);
    const auto found = json_.find(name);
    return found == json_.end() || found->is_null() ? nullptr : &*found;
  }

  const Json& json_;
  int line_;
  Admission& admission_;
  const Context& context_;
  std::vector<std::string> taken_;
};

Event event_at(When at, process::Body body, const Context& context) {
  return {.at = at,
          .by = context.by,
          .recorded_at = std::nullopt,
          .imported = std::string{kFormat},
          .note = {},
          .body = std::move(body)};
}

// Says so when a time that the line gives is before another that cannot come after it.
void judge_order(FlatLine& line, const char* name, const std::optional<When>& at,
                 const char* earlier_name, const std::optional<When>& earlier,
                 const TimeZone& zone) {
  if (at && earlier && process::is_before(*at, *earlier, zone))
    line.reject(name,
                fmt::format("says {}, before `{}`, {}", text(*at), earlier_name, text(*earlier)));
}

// Where an event of that time belongs: behind the last one that is earlier.
void insert_by_time(std::vector<Event>& history, Event event, const TimeZone& zone) {
  std::size_t place = history.size();
  std::size_t wanted = 1;  // nothing comes before the receipt
  while (place-- > 1)
    if (process::is_before(history[place].at, event.at, zone)) {
      wanted = place + 1;
      break;
    }
  history.insert(history.begin() + static_cast<std::ptrdiff_t>(wanted), std::move(event));
}

// The line without its empty fields, its keys sorted: the same for the same facts.
std::string source_reference(const Json& json) {
  nlohmann::json sorted = nlohmann::json::object();
  for (const auto& [name, value] : json.items())
    if (!value.is_null()) sorted[name] = nlohmann::json::parse(value.dump(), nullptr, false);
  return fmt::format("{:016x}", fingerprint(sorted.dump()));
}

void read_flat(const Json& json, const SourcePos& at, Admission& admission,
               const Context& context) {
  const std::int64_t faults = admission.faults();
  const TimeZone& zone = context.settings.rules.zone;
  FlatLine line{json, at.line, admission, context};

  process::Received received;
  received.kind = line.name_in("kind", process::kind_names);
  received.medium = line.code("medium", "media");
  received.language = line.language("language");
  received.anonymous = line.truth("anonymous");
  received.category = line.code("category", "problems");
  received.product = line.one_line("product");
  received.unit = line.one_line("unit");
  received.external_refs = line.texts("external_refs");
  received.description.value = line.text("description");
  const std::string summary = line.one_line("summary");
  const auto received_at = line.time("received_at");
  const auto acknowledged_at = line.time("acknowledged_at");
  const std::string owner = line.one_line("owner");
  process::Assessed assessed;
  assessed.severity = line.scale("severity");
  assessed.impact = line.scale("impact");
  assessed.complexity = line.name_in("complexity", process::complexity_names);
  const auto outcome = line.name_in("outcome", process::outcome_names);
  const auto communicated_at = line.time("communicated_at");
  const auto closed_at = line.time("closed_at");

  // A text that is there and empty says as little as one that is missing.
  const auto has = [&](const char* name) {
    const auto found = json.find(name);
    return found != json.end() && !found->is_null() && *found != "";
  };
  for (const char* name : {"received_at", "medium"})
    if (!has(name))
      line.reject(name, "is missing", "a line without `history` says when and how it came");
  judge_order(line, "communicated_at", communicated_at, "received_at", received_at, zone);
  judge_order(line, "closed_at", closed_at, "received_at", received_at, zone);
  judge_order(line, "closed_at", closed_at, "communicated_at", communicated_at, zone);

  const bool is_assessed = assessed.severity && assessed.impact && assessed.complexity;
  if (!is_assessed)
    for (const char* name : {"severity", "impact", "complexity"}) line.keep_in_source(name);
  const bool is_decided = communicated_at || (outcome && closed_at);
  if (!is_decided) line.keep_in_source("outcome");

  std::vector<std::string> references = received.external_refs;
  process::Source source;
  source.format = kFormat;
  source.imported_at = context.now;
  if (references.empty()) {
    source.reference = source_reference(json);
    references.push_back(fmt::format("source:{}:{}", kFormat, source.reference));
  } else {
    source.reference = references.front();
  }
  source.fields = line.rest();

  const std::uint64_t print = fingerprint(json.dump());
  for (const auto& reference : references)
    if (admission.is_repeated(reference, at.line, print)) break;
  if (admission.faults() > faults) return;
  if (std::any_of(references.begin(), references.end(),
                  [&](const auto& reference) { return admission.is_known(reference); }))
    return admission.count_known();

  Candidate candidate;
  candidate.year = year_of(*zone.date_of(*received_at));
  candidate.summary = summary;
  candidate.reference = references.front();
  candidate.line = at.line;
  received.source = std::move(source);
  auto& history = candidate.history;
  history.push_back(event_at(*received_at, std::move(received), context));
  if (!owner.empty()) history.push_back(event_at(When{}, process::Assigned{owner, {}}, context));
  if (is_assessed) history.push_back(event_at(When{}, std::move(assessed), context));
  if (is_decided) {
    process::DecisionCommunicated decision;
    decision.outcome = outcome;
    history.push_back(event_at(communicated_at.value_or(When{}), std::move(decision), context));
  }
  if (closed_at) {
    process::Closed closed;
    closed.reason = process::ClosureReason::unknown;
    history.push_back(event_at(*closed_at, std::move(closed), context));
  }
  if (acknowledged_at)
    insert_by_time(history, event_at(*acknowledged_at, process::Acknowledged{}, context), zone);
  admission.admit(std::move(candidate));
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
      read_flat(*json, at, admission, context);
  }
  return std::move(admission).finish();
}

}  // namespace cmt::intake
