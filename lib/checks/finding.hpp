// What the rules share in reading a history and writing findings.
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "checks/rule.hpp"

namespace cmt::checks {

// Where a finding is; nothing of it means the record as a whole.
struct Place {
  std::optional<std::size_t> event;
  std::string field = {};
};

inline Finding found(const Rule& rule, Severity severity, Place place, Message message,
                     Message hint = {}) {
  return {std::string{rule.id},   std::string{rule.clause}, severity,       place.event,
          std::move(place.field), std::move(message),       std::move(hint)};
}

inline const std::string& id_of(const Subject& subject) { return subject.complaint.id.text(); }
inline bool is_full(const Subject& subject) {
  return subject.rules.process == process::Process::full;
}
inline Date today_of(const Subject& subject) { return subject.rules.zone.date_of(subject.now); }

// A record says what its source said: what an imported one lacks, nobody here can supply.
inline Severity note_if_imported(const Subject& subject, Severity severity) {
  return subject.state.is_imported() ? Severity::note : severity;
}
// The small process only recommends it.
inline Severity warning_if_small(const Subject& subject, Severity severity) {
  return is_full(subject) ? severity : Severity::warning;
}

// Calls visit(index, event, body) for each event of one kind.
template <class Body, class Visit>
void each_event(const Subject& subject, Visit visit) {
  const auto& history = subject.complaint.history;
  for (std::size_t i = 0; i < history.size(); ++i)
    if (const auto* body = std::get_if<Body>(&history[i].body)) visit(i, history[i], *body);
}

// The index of the last event of one kind.
template <class Body>
std::optional<std::size_t> last_event(const Subject& subject) {
  std::optional<std::size_t> last;
  each_event<Body>(subject, [&](std::size_t i, const auto&, const auto&) { last = i; });
  return last;
}

// The last correction of a field of the receipt.
inline std::optional<std::size_t> last_correction(const Subject& subject, std::string_view field) {
  std::optional<std::size_t> last;
  each_event<process::Corrected>(
      subject, [&](std::size_t i, const auto&, const process::Corrected& corrected) {
        if (corrected.field == field) last = i;
      });
  return last;
}

// "medium, language".
inline std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const auto& word : words) out += (out.empty() ? "" : ", ") + word;
  return out;
}

}  // namespace cmt::checks
