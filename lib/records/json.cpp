#include "records/json.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/json_text.hpp"
#include "core/text.hpp"
#include "process/clocks.hpp"
#include "records/value_json.hpp"

namespace cmt::records {
namespace {

using process::State;
using yaml::Node;
using yaml::Value;

Json text_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

// A time of a milestone; what is not known is null.
Json time_or_null(const std::optional<When>& when) {
  return when && when->is_known() ? Json(text(*when)) : Json(nullptr);
}

template <class Enum, std::size_t N>
Json name_or_null(const Names<Enum, N>& names, const std::optional<Enum>& value) {
  return value ? Json(std::string{name_of(names, *value)}) : Json(nullptr);
}

Json number_or_null(const std::optional<int>& value) { return value ? Json(*value) : Json(nullptr); }

Json remedies_of(const State& state) {
  Json out = Json::array();
  for (const auto& [remedy, done, verified, by] : state.remedies) {
    Json one{{"code", remedy.code}};
    if (remedy.amount)
      one["amount"] = {{"amount", remedy.amount->amount()}, {"currency", remedy.amount->currency()}};
    else
      one["amount"] = nullptr;
    one["done_at"] = time_or_null(done);
    one["verified_at"] = time_or_null(verified);
    out.push_back(std::move(one));
  }
  return out;
}

Json object_of(const State& state, const process::Rules& rules, const Instant& now) {
  const auto& cycle = state.cycle();
  Json out;
  out["id"] = state.id.text();
  out["status"] = std::string{name_of(process::status_names, state.status)};
  out["kind"] = std::string{name_of(process::kind_names, state.kind)};
  out["summary"] = text_or_null(state.summary);
  out["received_at"] = time_or_null(state.received_at);
  out["acknowledged_at"] = time_or_null(cycle.acknowledged);
  out["communicated_at"] = time_or_null(cycle.communicated);
  out["closed_at"] =
      cycle.end == process::Status::closed ? time_or_null(cycle.ended) : Json(nullptr);
  out["medium"] = text_or_null(state.medium);
  out["language"] = text_or_null(state.language);
  out["category"] = text_or_null(state.category);
  out["product"] = text_or_null(state.product);
  out["unit"] = text_or_null(state.unit);
  out["owner"] = text_or_null(state.owner);
  out["severity"] = number_or_null(state.severity);
  out["priority"] = name_or_null(process::priority_names, state.priority);
  out["level"] = state.level;
  out["outcome"] = name_or_null(process::outcome_names, cycle.outcome);
  out["cycle"] = cycle.number;
  out["external_refs"] = state.external_refs;
  out["due"] = Json::array();
  for (const auto& reading : read_clocks(state, rules, now)) {
    // Intervals that were kept are told by the history; what a script asks is what is not.
    if (reading.clock == process::Clock::update && reading.status == process::ClockStatus::met)
      continue;
    Json one = {{"code", name_of(process::clock_names, reading.clock)},
                {"due", process::text_of(reading.due, rules.zone)},
                {"met_at", time_or_null(reading.met_at)},
                {"status", name_of(process::clock_status_names, reading.status)},
                {"cycle", reading.cycle}};
    if (!reading.subject.empty())
      one[reading.clock == process::Clock::report ? "authority" : "remedy"] = reading.subject;
    out["due"].push_back(std::move(one));
  }
  out["path"] = state.id.path();
  out["registered_at"] = text(state.registered_at);
  out["assessed_at"] = time_or_null(cycle.assessed);
  out["decided_at"] = time_or_null(cycle.decided);
  out["ended_at"] = time_or_null(cycle.ended);
  out["closure_reason"] = name_or_null(process::closure_reason_names, cycle.closure);
  out["impact"] = number_or_null(state.impact);
  out["complexity"] = name_or_null(process::complexity_names, state.complexity);
  out["safety"] = state.safety;
  out["complainant"] = text_or_null(state.complainant);
  out["anonymous"] = state.anonymous;
  out["remedies"] = remedies_of(state);
  out["causes"] = state.causes;
  out["merged_into"] = text_or_null(state.merged_into);
  out["source"] = text_or_null(state.source);
  return out;
}

std::string dump(const Json& json, int indent) {
  return escaped_json(json.dump(indent, ' ', false, Json::error_handler_t::replace));
}

// JSON to the tree that the writer knows. Depth is bounded by the parser's caller.
Value value_of(const Json& json) {
  if (json.is_string()) return Value::text(json.get<std::string>());
  if (json.is_array()) {
    Value list = Value::list();
    for (const auto& item : json) list.push(value_of(item));
    return list;
  }
  if (json.is_object()) {
    Value map = Value::map();
    for (const auto& [key, value] : json.items())
      if (!value.is_null()) map.add(key, value_of(value));
    return map;
  }
  return Value::verbatim(json.dump());
}

int depth_of(const Json& json) {
  int deepest = 0;
  if (json.is_structured())
    for (const auto& item : json) deepest = std::max(deepest, depth_of(item));
  return deepest + 1;
}

Failure at_line(const SourcePos& at, Message message, Message hint = {}) {
  Failure failed = unreadable(at.file, std::move(message), std::move(hint));
  failed.diagnostics.front().at = at;
  return failed;
}

}  // namespace

std::string to_json(const State& state, const process::Rules& rules, const Instant& now) {
  return dump(object_of(state, rules, now), -1);
}

std::string to_json(const State& state, const process::Rules& rules, const Instant& now,
                    const Record& record, const std::vector<Party>& parties) {
  Json out = object_of(state, rules, now);
  out["description"] = text_or_null(state.description.value);
  if (!parties.empty()) {
    out["parties"] = Json::array();
    for (const auto& party : parties) out["parties"].push_back(json_of(to_value(party)));
  }
  out["history"] = Json::array();
  for (std::size_t i = 0; i < record.complaint.history.size(); ++i) {
    Json event = json_of(to_value(record.complaint.history[i]));
    add_unknown(event, record.events[i]);
    out["history"].push_back(std::move(event));
  }
  Json extra = Json::object();
  for (const auto& [key, value] : record.document.root().entries())
    if (key.text() != "schema" && key.text() != "id" && key.text() != "summary" &&
        key.text() != "history")
      extra[std::string{key.text()}] = json_of(value);
  if (!extra.empty()) out["extra"] = std::move(extra);
  return dump(out, -1);
}

std::string to_json_line(const ComplaintId& id, const process::Event& event) {
  Json out{{"id", id.text()}};
  out.update(json_of(to_value(event)));
  return dump(out, -1);
}

std::string json_string(std::string_view text) {
  return escaped_json(Json(text).dump(-1, ' ', false, Json::error_handler_t::replace));
}

std::string pretty(std::string_view json) { return dump(Json::parse(json), 2); }

Result<ImportedRecord> record_from_json(std::string_view line, const Lists& lists,
                                        const SourcePos& at) {
  const Json json = Json::parse(line, nullptr, false);
  if (!json.is_object() || depth_of(json) > 60)
    return at_line(at, tr("the line is not a JSON object"), tr("JSON Lines holds one object a line"));
  const auto text_at = [&](const char* key) {
    return json.contains(key) && json[key].is_string() ? json[key].get<std::string>() : std::string{};
  };
  const auto id = ComplaintId::parse(text_at("id"));
  if (!id)
    return at_line(at, tr("`id` is not the id of a complaint"),
                   tr("a line with a history keeps the id it was exported with"));
  if (!json.contains("history") || !json["history"].is_array())
    return at_line(at, tr("`history` is not a list"));

  Value record = Value::map();
  record.add("schema", Value::verbatim(std::to_string(process::schema_version)));
  record.add("id", Value::verbatim(id->text()));
  if (const auto summary = text_at("summary"); !summary.empty())
    record.add("summary", Value::text(summary));
  record.add("history", value_of(json["history"]));
  if (json.contains("extra") && json["extra"].is_object())
    for (const auto& [key, value] : json["extra"].items())
      if (key != "schema" && key != "id" && key != "summary" && key != "history")
        record.add(key, value_of(value));

  auto read_back = read(id->path(), std::string{modeline} + yaml::write(record), lists);
  if (!read_back) {
    Failure failed = std::move(read_back).failure();
    for (auto& diagnostic : failed.diagnostics) diagnostic.at = at, diagnostic.excerpt.clear();
    return failed;
  }
  // The record's own form is written, not the order of keys that JSON happened to have.
  std::string bytes = write(read_back->complaint);
  if (!read_back->unknown_keys.empty()) bytes = read_back->document.bytes();
  ImportedRecord out{std::move(read_back->complaint), std::move(bytes), {}};

  if (json.contains("parties") && json["parties"].is_array())
    for (const auto& party : json["parties"]) {
      if (!party.is_object()) return at_line(at, tr("an item of `parties` is not an object"));
      const std::string party_id = party.contains("id") && party["id"].is_string()
                                       ? party["id"].get<std::string>()
                                       : std::string{};
      auto parsed = read_party(path_of_party(party_id), yaml::write(value_of(party)));
      if (!parsed) {
        Failure failed = std::move(parsed).failure();
        for (auto& diagnostic : failed.diagnostics) diagnostic.at = at, diagnostic.excerpt.clear();
        return failed;
      }
      out.parties.push_back(std::move(*parsed));
    }
  return out;
}

}  // namespace cmt::records
