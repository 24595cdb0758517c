#include "merge/unite.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <set>

#include "core/text.hpp"
#include "merge/text.hpp"
#include "yaml/splice.hpp"

namespace cmt::merge {
namespace {

using yaml::Node;

std::string_view text_of(Node map, std::string_view key) {
  const auto value = map.find(key);
  return value && value->is_scalar() ? value->text() : std::string_view{};
}

std::string shown(std::string_view text) { return truncate(printable_line(text), 60); }

// What a node says, without its style: equal for equal nodes, and an order among the others.
void add_canonical(Node node, std::string& out) {
  if (node.is_scalar()) {
    out += fmt::format("{}:", node.text().size());
    out += node.text();
    return;
  }
  out += node.is_map() ? '{' : '[';
  for (const auto& [key, value] : node.entries()) {
    add_canonical(key, out);
    add_canonical(value, out);
  }
  for (const Node item : node.items()) add_canonical(item, out);
  out += node.is_map() ? '}' : ']';
}

std::string canonical(Node node) {
  std::string out;
  add_canonical(node, out);
  return out;
}

// Whether two events may be one: the same step, at the same time, by the same person.
bool has_same_identity(Node a, Node b) {
  return text_of(a, "event") == text_of(b, "event") && text_of(a, "at") == text_of(b, "at") &&
         text_of(a, "by") == text_of(b, "by");
}

// Whether `b` is `a` with a time or a name put right: most of its fields are as they were.
bool is_likely_edit(Node a, Node b) {
  if (text_of(a, "event") != text_of(b, "event")) return false;
  std::size_t same = 0;
  for (const auto& [key, value] : a.entries())
    if (const auto other = b.find(key.text()); other && yaml::equal(value, *other)) ++same;
  return 2 * same > a.size();
}

// A history with what its comparison needs.
struct History {
  ListParts parts;
  std::vector<std::string> said;  // canonical(), for each item

  std::size_t size() const { return parts.items.size(); }
  Node node(std::size_t i) const { return parts.items[i].node; }
};

// Which items of a side are those of the base, and which are new.
struct Alignment {
  std::vector<std::optional<std::size_t>> side_of;  // for each item of the base; nothing: it is gone
  std::vector<std::vector<std::size_t>> fresh;      // before each item of the base, and after the last
};

// Histories differ at their ends, as a rule; beyond this many pairs no more is compared.
constexpr std::size_t most_pairs = 4'000'000;

class Aligner {
 public:
  Aligner(const History& base, const History& side) : base_(base), side_(side) {
    result_.side_of.resize(base.size());
    result_.fresh.resize(base.size() + 1);
  }

  Alignment align() {
    std::size_t b = 0, s = 0, b_end = base_.size(), s_end = side_.size();
    while (b < b_end && s < s_end && base_.said[b] == side_.said[s]) result_.side_of[b++] = s++;
    while (b < b_end && s < s_end && base_.said[b_end - 1] == side_.said[s_end - 1])
      result_.side_of[--b_end] = --s_end;
    equals(b, b_end, s, s_end);
    // Between equal items lie changed ones, then the new ones.
    std::size_t done = s;
    for (std::size_t i = b; i <= b_end; ++i) {
      if (i < b_end && !result_.side_of[i]) continue;
      const std::size_t stop = i < b_end ? *result_.side_of[i] : s_end;
      changed(b, i, done, stop);
      b = i + 1;
      done = stop + 1;
    }
    std::set<std::size_t> old;
    for (const auto& side : result_.side_of)
      if (side) old.insert(*side);
    std::size_t gap = 0;
    for (std::size_t i = 0; i < side_.size(); ++i) {
      if (old.count(i) == 0) {
        result_.fresh[gap].push_back(i);
        continue;
      }
      while (result_.side_of[gap] != i) ++gap;
      ++gap;
    }
    return std::move(result_);
  }

 private:
  // The longest common subsequence of two ranges.
  void equals(std::size_t b, std::size_t b_end, std::size_t s, std::size_t s_end) {
    const std::size_t rows = b_end - b, columns = s_end - s;
    if (rows == 0 || columns == 0 || rows * columns > most_pairs) return;
    std::vector<std::uint32_t> length((rows + 1) * (columns + 1));
    const auto at = [&](std::size_t i, std::size_t j) -> std::uint32_t& {
      return length[i * (columns + 1) + j];
    };
    for (std::size_t i = rows; i-- > 0;)
      for (std::size_t j = columns; j-- > 0;)
        at(i, j) = base_.said[b + i] == side_.said[s + j] ? at(i + 1, j + 1) + 1
                                                          : std::max(at(i + 1, j), at(i, j + 1));
    for (std::size_t i = 0, j = 0; i < rows && j < columns;) {
      if (base_.said[b + i] == side_.said[s + j]) result_.side_of[b + i++] = s + j++;
      else if (at(i + 1, j) >= at(i, j + 1)) ++i;
      else ++j;
    }
  }

  // Pairs what was edited: first by identity, then by likeness.
  void changed(std::size_t b, std::size_t b_end, std::size_t s, std::size_t s_end) {
    for (const auto is_pair : {has_same_identity, is_likely_edit}) {
      std::size_t from = s;
      for (std::size_t i = b; i < b_end; ++i) {
        if (result_.side_of[i]) {
          from = *result_.side_of[i] + 1;
          continue;
        }
        std::size_t stop = s_end;
        for (std::size_t k = i + 1; k < b_end; ++k)
          if (result_.side_of[k]) {
            stop = *result_.side_of[k];
            break;
          }
        for (std::size_t j = from; j < stop; ++j)
          if (is_pair(base_.node(i), side_.node(j))) {
            result_.side_of[i] = j;
            from = j + 1;
            break;
          }
      }
    }
  }

  const History& base_;
  const History& side_;
  Alignment result_;
};

// What one side added in one place, in its own order, with the times that decide about it.
class Fresh {
 public:
  Fresh(const History& side, const std::vector<std::size_t>& items, std::vector<bool>& is_done,
        const TimeZone& zone)
      : side_(side), items_(items), is_done_(is_done) {
    // A side's own order is never changed, so an event counts as late as the latest before it.
    for (const std::size_t i : items) {
      const auto time = recorded(side.node(i), zone);
      times_.push_back(times_.empty() ? time : std::max(times_.back(), time));
    }
  }

  bool is_empty() {
    while (at_ < items_.size() && is_done_[items_[at_]]) ++at_;
    return at_ == items_.size();
  }

  // What was put on record in one go stays together: the events of one time.
  std::vector<std::size_t> group() const {
    std::vector<std::size_t> out;
    for (std::size_t i = at_; i < items_.size() && times_[i] == times_[at_]; ++i)
      if (!is_done_[items_[i]]) out.push_back(items_[i]);
    return out;
  }

  bool comes_before(const Fresh& other) const {
    if (times_[at_] != other.times_[other.at_]) return times_[at_] < other.times_[other.at_];
    return said() < other.said();
  }

 private:
  using Time = std::chrono::sys_time<std::chrono::nanoseconds>;

  static Time recorded(Node event, const TimeZone& zone) {
    if (const auto instant = parse_instant(text_of(event, "recorded_at"))) return instant->utc;
    const auto when = parse_when(text_of(event, "at"));
    if (!when || when->kind == When::Kind::unknown) return Time::min();
    return when->kind == When::Kind::exact ? when->instant.utc : zone.start_of(when->day).utc;
  }

  std::string said() const {
    std::string out;
    for (const std::size_t i : group()) out += side_.said[i];
    return out;
  }

  const History& side_;
  const std::vector<std::size_t>& items_;
  std::vector<bool>& is_done_;
  std::vector<Time> times_;
  std::size_t at_ = 0;
};

using Fields = std::vector<std::pair<std::string_view, Node>>;

class Uniting {
 public:
  Uniting(const Version* base, const Version& ours, const Version& theirs, const TimeZone& zone)
      : base_(base), ours_(ours), theirs_(theirs), zone_(zone) {}

  United unite() {
    const MapParts* base = base_ ? &base_->parts : nullptr;
    auto bytes = map("the record", base, ours_.parts, theirs_.parts, out_.fields, true);
    if (bytes) out_.bytes = std::move(*bytes);
    return std::move(out_);
  }

 private:
  template <class... Parts>
  void conflict(fmt::format_string<Parts...> format, Parts&&... parts) {
    std::string reason = fmt::format(format, std::forward<Parts>(parts)...);
    if (std::find(out_.reasons.begin(), out_.reasons.end(), reason) == out_.reasons.end())
      out_.reasons.push_back(std::move(reason));
  }

  // One entry of a map; any version may lack it. The bytes are empty when it was taken out.
  std::string entry(const std::string& where, const EntryPart* base, const EntryPart* ours,
                    const EntryPart* theirs, Fields& fields) {
    const std::string key = shown((ours ? ours : theirs ? theirs : base)->key);
    if (!ours || !theirs) {
      const EntryPart* left = ours ? ours : theirs;
      if (!left || (base && left->bytes() == base->bytes())) return {};
      if (base) {
        conflict("`{}` of {} was taken out on one side and changed on the other", key, where);
        return {};
      }
      fields.emplace_back(left->key, left->value);
      return std::string{left->bytes()};
    }
    const auto of_base = [&](std::string_view EntryPart::*part) {
      return base ? base->*part : std::string_view{};
    };
    const auto lead = merge_lines(of_base(&EntryPart::lead), ours->lead, theirs->lead);
    const auto tail = merge_lines(of_base(&EntryPart::tail), ours->tail, theirs->tail);
    const auto body = pick(of_base(&EntryPart::body), ours->body, theirs->body);
    if (!body) {
      conflict("`{}` of {} was changed on both sides", key, where);
      return {};
    }
    if (!lead || !tail) {
      conflict("the comments beside `{}` of {} were changed on both sides", key, where);
      return {};
    }
    fields.emplace_back(ours->key, body->data() == ours->body.data() ? ours->value : theirs->value);
    return *lead + std::string{*body} + *tail;
  }

  // The keys that both sides have, each with those before it that only one of them has, and a last
  // place for those after all. Nothing when the sides have them in different orders.
  struct Place {
    std::vector<std::string_view> of_ours, of_theirs;
    std::string_view common;
  };
  static std::optional<std::vector<Place>> places(const MapParts& ours, const MapParts& theirs) {
    std::vector<Place> out(1);
    for (const EntryPart& one : ours.entries) {
      if (!theirs.find(one.key)) {
        out.back().of_ours.push_back(one.key);
        continue;
      }
      out.back().common = one.key;
      out.emplace_back();
    }
    std::size_t at = 0;
    for (const EntryPart& one : theirs.entries) {
      if (!ours.find(one.key)) {
        out[at].of_theirs.push_back(one.key);
        continue;
      }
      if (out[at].common != one.key) return std::nullopt;
      ++at;
    }
    return out;
  }

  std::optional<std::string> map(const std::string& where, const MapParts* base,
                                 const MapParts& ours, const MapParts& theirs, Fields& fields,
                                 bool is_file) {
    const auto order = places(ours, theirs);
    if (!order) {
      conflict("the keys of {} stand in another order on one side", where);
      return std::nullopt;
    }
    std::string out;
    const std::string_view base_head = base ? base->head : std::string_view{};
    if (is_file) {
      const auto head = merge_lines(base_head, ours.head, theirs.head);
      if (!head) conflict("the comments at the top of the file were changed on both sides");
      else out = *head;
    } else if (const auto head = pick(base_head, ours.head, theirs.head)) {
      out = *head;
    } else {
      conflict("{} is indented in another way on one side", where);
    }
    const auto one = [&](std::string_view key) {
      const EntryPart* in_base = base ? base->find(key) : nullptr;
      const EntryPart* in_ours = ours.find(key);
      const EntryPart* in_theirs = theirs.find(key);
      if (is_file && key == "history" && in_ours && in_theirs)
        out += history(in_base, *in_ours, *in_theirs);
      else
        out += entry(where, in_base, in_ours, in_theirs, fields);
    };
    for (const Place& place : *order) {
      const auto* first = &place.of_ours;
      const auto* second = &place.of_theirs;
      if (*second < *first) std::swap(first, second);
      for (const auto* side : {first, second})
        for (const std::string_view key : *side) one(key);
      if (!place.common.empty()) one(place.common);
    }
    return out;
  }

  std::optional<History> history_of(const Version& version, const EntryPart& entry,
                                    std::string_view side) {
    auto parts = cut_items(version.document, entry);
    if (!parts) {
      conflict("the history is not written as a list of one event below another {}", side);
      return std::nullopt;
    }
    History out{std::move(*parts), {}};
    for (const ItemPart& item : out.parts.items) out.said.push_back(canonical(item.node));
    return out;
  }

  std::string history(const EntryPart* base_entry, const EntryPart& ours_entry,
                      const EntryPart& theirs_entry) {
    std::optional<History> base;
    if (base_entry) base = history_of(*base_, *base_entry, "in the version before");
    const auto ours = history_of(ours_, ours_entry, "on our side");
    const auto theirs = history_of(theirs_, theirs_entry, "on their side");
    if (!ours || !theirs || (base_entry && !base)) return {};
    static const History none{};
    const History& old = base ? *base : none;

    const auto view = [&](std::string_view EntryPart::*part) {
      return base_entry ? base_entry->*part : std::string_view{};
    };
    const auto lead = merge_lines(view(&EntryPart::lead), ours_entry.lead, theirs_entry.lead);
    const auto head = pick(old.parts.head, ours->parts.head, theirs->parts.head);
    const auto rest = merge_lines(old.parts.rest, ours->parts.rest, theirs->parts.rest);
    if (!lead || !head || !rest) {
      conflict("the lines around the history were changed on both sides");
      return {};
    }
    return *lead + std::string{*head} + events(old, *ours, *theirs) + *rest;
  }

  // The base's events in their places, and between them what either side added.
  std::string events(const History& base, const History& ours, const History& theirs) {
    const Alignment by_us = Aligner{base, ours}.align(), by_them = Aligner{base, theirs}.align();
    match(by_us, by_them, ours, theirs);
    std::string out;
    for (std::size_t gap = 0; gap <= base.size(); ++gap) {
      out += added_events(by_us.fresh[gap], by_them.fresh[gap], ours, theirs);
      if (gap == base.size()) break;
      const auto& us = by_us.side_of[gap];
      const auto& them = by_them.side_of[gap];
      if (us && them) {
        out += event(&base.parts.items[gap], ours, us, theirs, them);
      } else if (us || them) {
        conflict("{} is gone on {} side; a history only grows", name_of_event(base.node(gap)),
                 us ? "their" : "our");
      }
    }
    return out;
  }

  // Finds the events that both sides added, whole and once each.
  void match(const Alignment& by_us, const Alignment& by_them, const History& ours,
             const History& theirs) {
    std::map<std::string_view, std::vector<std::size_t>> added_by_them;
    for (auto gap = by_them.fresh.rbegin(); gap != by_them.fresh.rend(); ++gap)
      for (auto i = gap->rbegin(); i != gap->rend(); ++i)
        added_by_them[theirs.said[*i]].push_back(*i);
    partner_of_ours_.assign(ours.size(), std::nullopt);
    partner_of_theirs_.assign(theirs.size(), std::nullopt);
    is_done_in_ours_.assign(ours.size(), false);
    is_done_in_theirs_.assign(theirs.size(), false);
    for (const auto& gap : by_us.fresh)
      for (const std::size_t i : gap) {
        const auto same = added_by_them.find(ours.said[i]);
        if (same == added_by_them.end() || same->second.empty()) continue;
        partner_of_ours_[i] = same->second.back();
        partner_of_theirs_[same->second.back()] = i;
        same->second.pop_back();
      }
    for (const auto& our_gap : by_us.fresh)
      for (const std::size_t i : our_gap)
        for (const auto& their_gap : by_them.fresh)
          for (const std::size_t j : their_gap)
            if (!partner_of_ours_[i] && !partner_of_theirs_[j] &&
                has_same_identity(ours.node(i), theirs.node(j)))
              conflict("both sides have {}, and what it says differs",
                       name_of_event(ours.node(i)));
  }

  std::string added_events(const std::vector<std::size_t>& by_us,
                           const std::vector<std::size_t>& by_them, const History& ours,
                           const History& theirs) {
    Fresh us{ours, by_us, is_done_in_ours_, zone_}, them{theirs, by_them, is_done_in_theirs_, zone_};
    std::string out;
    for (;;) {
      const bool no_more_of_us = us.is_empty(), no_more_of_them = them.is_empty();
      if (no_more_of_us && no_more_of_them) return out;
      const bool is_ours = no_more_of_them || (!no_more_of_us && us.comes_before(them));
      for (const std::size_t i : is_ours ? us.group() : them.group()) {
        std::optional<std::size_t> in_ours, in_theirs;
        if (is_ours) in_ours = i, in_theirs = partner_of_ours_[i];
        else in_theirs = i, in_ours = partner_of_theirs_[i];
        if (in_ours) is_done_in_ours_[*in_ours] = true;
        if (in_theirs) is_done_in_theirs_[*in_theirs] = true;
        out += event(nullptr, ours, in_ours, theirs, in_theirs);
      }
    }
  }

  std::string event(const ItemPart* base, const History& ours, std::optional<std::size_t> our_place,
                    const History& theirs, std::optional<std::size_t> their_place) {
    UnitedEvent united{our_place, their_place, {}};
    const ItemPart* us = our_place ? &ours.parts.items[*our_place] : nullptr;
    const ItemPart* them = their_place ? &theirs.parts.items[*their_place] : nullptr;
    const ItemPart* whole = nullptr;  // the version that is taken as it is
    if (!us || !them) {
      whole = us ? us : them;
    } else if (const auto picked =
                   pick(base ? base->bytes : std::string_view{}, us->bytes, them->bytes)) {
      whole = picked->data() == us->bytes.data() ? us : them;
    }
    std::string out;
    if (whole) {
      for (const EntryPart& field : whole->map.entries)
        united.fields.emplace_back(field.key, field.value);
      out = whole->bytes;
    } else {
      auto bytes = map(name_of_event(us->node), base ? &base->map : nullptr, us->map, them->map,
                       united.fields, false);
      if (bytes) out = std::move(*bytes);
    }
    out_.events.push_back(std::move(united));
    return out;
  }

  const Version* base_;
  const Version& ours_;
  const Version& theirs_;
  const TimeZone& zone_;
  United out_;
  std::vector<std::optional<std::size_t>> partner_of_ours_, partner_of_theirs_;
  std::vector<bool> is_done_in_ours_, is_done_in_theirs_;
};

}  // namespace

std::string name_of_event(Node event) {
  return fmt::format("`{}` of {} by {}", shown(text_of(event, "event")), shown(text_of(event, "at")),
                     shown(text_of(event, "by")));
}

United unite(const Version* base, const Version& ours, const Version& theirs,
             const TimeZone& zone) {
  return Uniting{base, ours, theirs, zone}.unite();
}

}  // namespace cmt::merge
