// A dispute that went outside (ISO 10003:2018), kept in disputes/ID.yaml beside the complaint it
// came from. Its history grows as a complaint's does: steps append to it.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/lists.hpp"
#include "process/events.hpp"
#include "yaml/document.hpp"

namespace cmt::records {

struct DisputeStep {
  std::string event;  // referred, closed
  When at;
  std::string by;
  std::optional<bool> action_needed;
  process::Text result;
};
template <class V>
void describe(V& v, DisputeStep& e) {
  using process::may, process::must;
  v(must("event", "what happened: referred or closed", "dispute_steps"), e.event);
  v(must("at", "when"), e.at);
  v(must("by", "who put it on record"), e.by);
  v(may("action_needed", "closed: whether the result must be carried out"), e.action_needed);
  v(may("result", "closed: how the dispute ended"), e.result);
}

struct Dispute {
  std::string id, complaint, body;
  std::optional<bool> consent;
  std::vector<DisputeStep> history;
};
template <class V>
void describe(V& v, Dispute& e) {
  using process::may, process::must;
  v(must("id", "identifier of the dispute", "@dispute"), e.id);
  v(must("complaint", "the complaint it came from", "@complaint"), e.complaint);
  v(must("body", "the outside body"), e.body);
  v(may("consent", "whether the complainant agrees to share the data"), e.consent);
  v(must("history", "the steps of the dispute, the oldest first"), e.history);
}

struct DisputeRecord {
  yaml::Document document;
  Dispute dispute;
};

// "disputes/D-0000000.yaml".
std::string path_of_dispute(const std::string& id);
Result<DisputeRecord> read_dispute(std::string path, std::string bytes, const Lists& lists);
// A new file.
std::string write(const Dispute& dispute);
// The bytes of the record with one more step; all others stay as they are.
Result<std::string> append(const DisputeRecord& record, const DisputeStep& step);

}  // namespace cmt::records
