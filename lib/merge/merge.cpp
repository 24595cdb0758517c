#include "merge/merge.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>

#include "merge/unite.hpp"
#include "process/replay.hpp"
#include "records/dossier_kind.hpp"
#include "records/party.hpp"
#include "records/record.hpp"
#include "yaml/splice.hpp"

namespace cmt::merge {
namespace {

using yaml::Node;

Outcome conflict(std::string reason) { return {std::nullopt, {std::move(reason)}}; }

// A file that lacks its last line break is read as if it were there.
std::string completed(std::string bytes) {
  if (!bytes.empty() && bytes.back() != '\n') bytes += '\n';
  return bytes;
}

// "complaints/…:31:14: message", the first of them.
std::string why(const Diagnostics& diagnostics) {
  const Diagnostic& first = diagnostics.front();
  if (first.at.line == 0) return first.message.english();
  return fmt::format("line {}: {}", first.at.line, first.message.english());
}

std::optional<Version> version_of(const std::string& path, const std::string& bytes) {
  auto document = yaml::parse(path, completed(bytes));
  if (!document) return std::nullopt;
  auto parts = cut(*document);
  if (!parts) return std::nullopt;
  return Version{std::move(*document), std::move(*parts)};
}

// The lines of a file that are nothing but a comment, and how many times each is there.
std::map<std::string_view, int> comments_of(const yaml::Document& document) {
  std::map<std::string_view, int> out;
  const std::string_view bytes = document.bytes();
  for (std::size_t at = 0; at < bytes.size(); at = document.source().next_line(at)) {
    const std::string_view line = document.line_at(at);
    const std::size_t first = line.find_first_not_of(" \t");
    if (first != std::string_view::npos && line[first] == '#') ++out[line.substr(first)];
  }
  return out;
}

bool has_fields(Node map, const std::vector<std::pair<std::string_view, Node>>& fields,
                std::size_t others) {
  if (map.size() != fields.size() + others) return false;
  return std::all_of(fields.begin(), fields.end(), [&](const auto& field) {
    const auto value = map.find(field.first);
    return value && yaml::equal(*value, field.second);
  });
}

// Whether the united bytes, read again, say what was meant: every event of either side in its
// place, every field, and each comment that a side added.
bool is_as_meant(const yaml::Document& united, const United& meant, const Version* base,
                 const Version& ours, const Version& theirs) {
  const auto history = united.root().find("history");
  if (!has_fields(united.root(), meant.fields, meant.events.empty() ? 0 : 1)) return false;
  if (!meant.events.empty()) {
    if (!history || !history->is_list() || history->size() != meant.events.size()) return false;
    std::size_t i = 0;
    for (const Node item : history->items())
      if (!item.is_map() || !has_fields(item, meant.events[i++].fields, 0)) return false;
  }
  for (const bool is_ours : {true, false}) {
    const Version& side = is_ours ? ours : theirs;
    const auto list = side.parts.find("history");
    if (!list || meant.events.empty()) continue;
    std::vector<bool> is_there(list->value.size());
    for (const auto& event : meant.events)
      if (const auto& place = is_ours ? event.ours : event.theirs) is_there[*place] = true;
    if (std::find(is_there.begin(), is_there.end(), false) != is_there.end()) return false;
  }
  const auto before = base ? comments_of(base->document) : std::map<std::string_view, int>{};
  const auto now = comments_of(united);
  const auto count = [](const std::map<std::string_view, int>& comments, std::string_view text) {
    const auto at = comments.find(text);
    return at == comments.end() ? 0 : at->second;
  };
  for (const Version* side : {&ours, &theirs})
    for (const auto& [text, times] : comments_of(side->document))
      if (times > count(before, text) && count(now, text) < times) return false;
  return true;
}

// The united file, or why there is none. `judge` says what is wrong with it.
template <class Judge>
Outcome merged(const std::string& path, const Versions& versions, const TimeZone& zone,
               const Judge& judge) {
  std::optional<Version> base;
  if (versions.base) base = version_of(path, *versions.base);
  const auto ours = version_of(path, versions.ours), theirs = version_of(path, versions.theirs);
  if (!ours || !theirs)
    return conflict(fmt::format("{} side is not written as a map of one key below another",
                                ours ? "their" : "our"));
  United united = unite(base ? &*base : nullptr, *ours, *theirs, zone);
  if (!united.reasons.empty()) return {std::nullopt, std::move(united.reasons)};
  const auto document = yaml::parse(path, united.bytes);
  if (!document)
    return conflict(fmt::format("put together it could not be read: {}",
                                why(document.diagnostics())));
  if (!is_as_meant(*document, united, base ? &*base : nullptr, *ours, *theirs))
    return conflict("put together it would not say what both sides say");
  std::vector<std::string> reasons = judge(united);
  if (!reasons.empty()) return {std::nullopt, std::move(reasons)};
  return {std::move(united.bytes), {}};
}

bool is_same_receipt(const records::Record& a, const records::Record& b) {
  return records::to_value(a.complaint.history.front()) ==
         records::to_value(b.complaint.history.front());
}

using Refusals = std::vector<std::pair<std::size_t, Diagnostic>>;
using ByEvent = std::multimap<std::size_t, Diagnostic>;

ByEvent by_event(const Refusals& refusals) { return {refusals.begin(), refusals.end()}; }

bool has(const ByEvent& refusals, const std::optional<std::size_t>& place, const Diagnostic& wanted) {
  if (!place) return false;
  const auto [begin, end] = refusals.equal_range(*place);
  return std::any_of(begin, end, [&](const auto& row) {
    return row.second.rule == wanted.rule && row.second.message == wanted.message;
  });
}

// What the process refuses of the united history and of neither side alone.
std::vector<std::string> refused_together(const United& united, const std::vector<Node>& events,
                                          const Refusals& refusals, const ByEvent& by_us,
                                          const ByEvent& by_them) {
  std::vector<std::string> out;
  for (const auto& [place, refusal] : refusals) {
    const UnitedEvent& event = united.events[place];
    if (has(by_us, event.ours, refusal) || has(by_them, event.theirs, refusal)) continue;
    const char* side = event.ours ? event.theirs ? "both sides" : "our side" : "their side";
    out.push_back(fmt::format("{}, of {}, is not possible with what the other side recorded: "
                              "{} [{}, {}]",
                              name_of_event(events[place]), side, refusal.message.english(), refusal.rule,
                              refusal.clause));
  }
  return out;
}

}  // namespace

Outcome merge_complaint(const std::string& path, const Versions& versions,
                        const process::Rules& rules) {
  const auto ours = records::read(path, versions.ours, rules.lists);
  if (!ours) return conflict("our side cannot be read: " + why(ours.diagnostics()));
  const auto theirs = records::read(path, versions.theirs, rules.lists);
  if (!theirs) return conflict("their side cannot be read: " + why(theirs.diagnostics()));
  if (!versions.base && !is_same_receipt(*ours, *theirs))
    return conflict(fmt::format("two complaints have the id {0}; cmt fix --renumber {0} gives one "
                                "of them another",
                                ours->complaint.id.text()));
  return merged(path, versions, rules.zone, [&](const United& united) {
    const auto both = records::read(path, united.bytes, rules.lists);
    if (!both) return std::vector{"put together it could not be read: " + why(both.diagnostics())};
    return refused_together(united, both->events, process::judge(both->complaint, rules),
                            by_event(process::judge(ours->complaint, rules)),
                            by_event(process::judge(theirs->complaint, rules)));
  });
}

Outcome merge_dossier(const std::string& path, const Versions& versions,
                      const process::Rules& rules) {
  const auto* kind = records::dossier_kind_of(path);
  const auto ours = kind->judge(path, versions.ours, rules);
  if (!ours) return conflict("our side cannot be read: " + why(ours.diagnostics()));
  const auto theirs = kind->judge(path, versions.theirs, rules);
  if (!theirs) return conflict("their side cannot be read: " + why(theirs.diagnostics()));
  return merged(path, versions, rules.zone, [&](const United& united) {
    const auto both = kind->judge(path, united.bytes, rules);
    if (!both) return std::vector{"put together it could not be read: " + why(both.diagnostics())};
    return refused_together(united, both->events, both->refusals, by_event(ours->refusals),
                            by_event(theirs->refusals));
  });
}

Outcome merge_party(const std::string& path, const Versions& versions) {
  for (const bool is_ours : {true, false})
    if (const auto read = records::read_party(path, is_ours ? versions.ours : versions.theirs);
        !read)
      return conflict(fmt::format("{} side cannot be read: {}", is_ours ? "our" : "their",
                                  why(read.diagnostics())));
  return merged(path, versions, TimeZone::utc(), [&](const United& united) {
    std::vector<std::string> reasons;
    if (const auto both = records::read_party(path, united.bytes); !both)
      reasons.push_back("put together it could not be read: " + why(both.diagnostics()));
    return reasons;
  });
}

}  // namespace cmt::merge
