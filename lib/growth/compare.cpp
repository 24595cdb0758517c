#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "core/text.hpp"
#include "growth/alignment.hpp"
#include "growth/growth.hpp"
#include "process/redaction.hpp"

namespace cmt::growth {
namespace {

using yaml::Node;

// Collects the keys of an event.
struct KeyNames {
  std::vector<std::string_view> names = {"event", "note"};
  template <class T>
  void operator()(const process::Field& field, T&) {
    names.emplace_back(field.name);
  }
};

template <std::size_t... I>
std::vector<KeyNames> all_keys(std::index_sequence<I...>) {
  std::vector<KeyNames> out(sizeof...(I));
  process::Event header;
  ((describe_header(out[I], header)), ...);
  const auto body = [](KeyNames& names, auto value) { describe(names, value); };
  (body(out[I], std::variant_alternative_t<I, process::AnyBody>{}), ...);
  return out;
}

bool is_known_key(std::string_view event, std::string_view key) {
  static const auto keys =
      all_keys(std::make_index_sequence<std::variant_size_v<process::AnyBody>>{});
  const auto at = std::find(std::begin(process::event_names), std::end(process::event_names), event);
  if (at == std::end(process::event_names)) return true;  // of a newer program
  const auto& names = keys[static_cast<std::size_t>(at - std::begin(process::event_names))].names;
  return std::find(names.begin(), names.end(), key) != names.end();
}

// One place where two values differ; one side is absent where a key was added or removed.
struct Difference {
  std::string path;  // "remedy_sought.text"; items of a list have the path of the list
  std::optional<Node> before, now;
  Node near;  // where to point: the value as it is now, or what it would lie in
};

void differences(Node before, Node now, const std::string& path, std::vector<Difference>& out) {
  if (before.is_map() && now.is_map()) {
    const auto below = [&](std::string_view key) {
      return path.empty() ? std::string{key} : path + "." + std::string{key};
    };
    for (const auto entry : before.entries()) {
      const auto value = now.find(entry.key.text());
      if (value)
        differences(entry.value, *value, below(entry.key.text()), out);
      else
        out.push_back({below(entry.key.text()), entry.value, {}, now});
    }
    for (const auto entry : now.entries())
      if (!before.find(entry.key.text()))
        out.push_back({below(entry.key.text()), {}, entry.value, entry.key});
    return;
  }
  if (before.is_list() && now.is_list() && before.size() == now.size()) {
    const auto items = now.items();
    auto at = items.begin();
    for (const auto item : before.items()) differences(item, *at, path, out), ++at;
    return;
  }
  if (content(before) != content(now)) out.push_back({path, before, now, now});
}

// What may be repeated to people: a code, a number or a time. Texts may hold anybody's name.
std::string quoted(std::optional<Node> value) {
  if (!value || !value->is_scalar()) return {};
  const auto text = value->text();
  const bool is_plain =
      !text.empty() && text.size() <= 40 &&
      std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               c == '-' || c == ':' || c == '+' || c == '.';
      });
  return is_plain ? std::string{text} : std::string{};
}

class Comparing {
 public:
  Comparing(const yaml::Document& before, const yaml::Document& now, RecordKind kind)
      : before_(before), now_(now), kind_(kind), old_(events_of(before)), new_(events_of(now)) {
    for (const auto event : new_)
      if (text_of(event, "event") == "redacted")
        redactions_.push_back({std::string{text_of(event, "field").value_or("")}, {}});
  }

  Comparison run() && {
    head();
    const Alignment alignment = align(old_, new_);
    for (std::size_t i = 0; i < old_.size(); ++i) event(i, alignment);
    for (const auto j : alignment.fresh) {
      Fresh fresh{j, {}};
      for (const auto& pair : alignment.old)
        if (pair.now > j && (pair.fate == Alignment::Fate::kept ||
                             pair.fate == Alignment::Fate::altered))
          fresh.before.push_back(pair.now);
      out_.fresh.push_back(std::move(fresh));
    }
    return std::move(out_);
  }

 private:
  void say(std::string_view rule, Node place, Message message, Message hint = {},
           std::optional<Severity> severity = {}) {
    Diagnostic out = finding(rule, now_, place, std::move(message), std::move(hint));
    out.severity = severity.value_or(out.severity);
    out_.findings.push_back(std::move(out));
  }

  void head() {
    static constexpr std::string_view complaint[] = {"schema", "id", "summary"};
    std::vector<Difference> found;
    differences_of_head(found);
    for (const auto& one : found) {
      const std::string key = one.path.substr(0, one.path.find('.'));
      // What stands beside the history of a dossier was put there when it was begun, all of it.
      const bool is_known = kind_ == RecordKind::complaint
                                ? std::count(std::begin(complaint), std::end(complaint), key) > 0
                                : one.before.has_value();
      if (!is_known) {
        unknown(one, "the record");
        continue;
      }
      const bool is_allowed =
          std::any_of(redactions_.begin(), redactions_.end(), [&](const process::Redacted& named) {
            return process::names_key(named, one.path);
          });
      if (redacted(one, one.path, is_allowed)) continue;
      say(key == "summary" ? "words-altered" : "header-altered", one.near, what(one, "the record"),
          key == "summary" ? tr("cmt correct {} --field summary says what holds instead", id()) : Message{});
    }
  }

  std::string id() const {
    const auto text = text_of(before_.root(), "id");
    return text && ComplaintId::parse(*text) ? std::string{*text} : "ID";
  }

  void differences_of_head(std::vector<Difference>& out) {
    const Node before = before_.root(), now = now_.root();
    for (const auto entry : before.entries()) {
      if (entry.key.text() == "history") continue;
      const auto value = now.find(entry.key.text());
      if (value)
        differences(entry.value, *value, std::string{entry.key.text()}, out);
      else
        out.push_back({std::string{entry.key.text()}, entry.value, {}, now});
    }
    for (const auto entry : now.entries())
      if (entry.key.text() != "history" && !before.find(entry.key.text()))
        out.push_back({std::string{entry.key.text()}, {}, entry.value, entry.key});
  }

  std::string named(std::size_t i) const {
    const std::string name = quoted(old_[i].find("event")), at = quoted(old_[i].find("at"));
    return fmt::format("event {} of {} (`{}`{}{})", i + 1, old_.size(), name.empty() ? "?" : name,
                       at.empty() ? "" : ", ", at);
  }

  void event(std::size_t i, const Alignment& alignment) {
    const auto& pair = alignment.old[i];
    switch (pair.fate) {
      case Alignment::Fate::kept:
        return;
      case Alignment::Fate::moved:
        say("event-moved", new_[pair.now],
            tr("{} stands at another place now", named(i)),
            tr("events keep the order in which they were recorded"));
        return;
      case Alignment::Fate::removed: {
        // Where it stood: at what follows the last event before it that is still there.
        std::size_t at = 0;
        for (std::size_t k = i; k-- > 0;)
          if (alignment.old[k].fate != Alignment::Fate::removed) {
            at = alignment.old[k].now + 1;
            break;
          }
        const Node place = at < new_.size() ? new_[at]
                           : !new_.empty()  ? new_.back()
                                            : now_.root().find("history").value_or(now_.root());
        say("event-removed", place, tr("{} was removed", named(i)),
            tr("bring it back; a later event says what was wrong with it"));
        return;
      }
      case Alignment::Fate::altered:
        altered(i, pair.now);
    }
  }

  void altered(std::size_t i, std::size_t j) {
    std::vector<Difference> found;
    if (old_[i].is_map() && new_[j].is_map())
      differences(old_[i], new_[j], "", found);
    else
      found.push_back({"", old_[i], new_[j], new_[j]});
    const auto event = text_of(old_[i], "event").value_or("");
    for (const auto& one : found) {
      const std::string key = one.path.substr(0, one.path.find('.'));
      if (kind_ == RecordKind::complaint && !key.empty() && !is_known_key(event, key)) {
        unknown(one, named(i));
        continue;
      }
      const bool is_allowed =
          std::any_of(redactions_.begin(), redactions_.end(), [&](const process::Redacted& named) {
            return process::names_field(named, j, one.path);
          });
      if (redacted(one, fmt::format("history.{}.{}", j + 1, one.path), is_allowed)) continue;
      const bool is_receipt = kind_ == RecordKind::complaint && i == 0 && event == "received";
      const bool is_words = key == "description";
      say(is_receipt ? (is_words ? "words-altered" : "receipt-altered") : "event-altered", one.near,
          what(one, named(i)),
          is_receipt ? tr("bring it back; cmt correct {} --field {} says what holds instead", id(),
                          key == "at" ? "received_at" : key)
                     : tr("bring it back; a later event says what was wrong with it"));
    }
  }

  // Whether the difference is that a text was taken out; finding when no event says so. `field`: what
  // `cmt redact` calls the text.
  bool redacted(const Difference& one, const std::string& field, bool is_allowed) {
    if (!one.before || !one.now || !one.now->is_scalar() ||
        one.now->text() != process::redacted_text)
      return false;
    if (!is_allowed)
      say("redaction", one.near,
          tr("`{}` was taken out, and no `redacted` event names it", printable_line(one.path)),
          kind_ == RecordKind::complaint
              ? tr("bring it back; cmt redact {} --field {} --reason WHY takes it out", id(), printable_line(field))
              : tr("bring it back"));
    return true;
  }

  void unknown(const Difference& one, const std::string& where) {
    const bool is_added = !one.before;
    say("unknown-key-altered", one.near, what(one, where), tr("bring it back as it was"),
        is_added ? std::optional{Severity::warning} : std::nullopt);
  }

  static std::string what(const Difference& one, const std::string& where) {
    const std::string path = truncate(printable_line(one.path), 60);
    if (path.empty()) return where + " is something else now";
    if (!one.before) return fmt::format("`{}` was added to {}", path, where);
    const std::string old = quoted(one.before), now = quoted(one.now);
    const std::string was = old.empty() ? "" : fmt::format(", which was {}", old);
    if (!one.now) return fmt::format("`{}`{}{} was removed from {}", path, was, was.empty() ? "" : ",", where);
    if (old.empty()) return fmt::format("`{}` of {} says something else now", path, where);
    return now.empty() ? fmt::format("`{}` of {} was {}", path, where, old)
                       : fmt::format("`{}` of {} was {}, and is {}", path, where, old, now);
  }

  const yaml::Document& before_;
  const yaml::Document& now_;
  RecordKind kind_;
  std::vector<Node> old_, new_;
  std::vector<process::Redacted> redactions_;
  Comparison out_;
};

}  // namespace

Comparison compare(const yaml::Document& before, const yaml::Document& now, RecordKind kind) {
  return Comparing{before, now, kind}.run();
}

Diagnostics compare_settings(const yaml::Document& before, const yaml::Document& now) {
  // Who handles complaints, what is sold and how the file is edited changes no figure of the past.
  static constexpr std::string_view harmless[] = {"organization", "languages", "staff", "products",
                                                  "units", "schema", "next_step_rights"};
  static constexpr std::string_view silencing[] = {"checks", "rules", "baseline",
                                                   "back_dating_days"};
  std::vector<Difference> found;
  differences(before.root(), now.root(), "", found);
  Diagnostics out;
  std::set<std::string> said;
  for (const auto& one : found) {
    const std::string key = one.path.substr(0, one.path.find('.'));
    if (std::count(std::begin(harmless), std::end(harmless), key) || !said.insert(key).second)
      continue;
    const bool silences = std::count(std::begin(silencing), std::end(silencing), key) > 0;
    const std::string path = truncate(printable_line(one.path), 60);
    out.push_back(finding(silences ? "rules-silenced" : "settings-altered", now, one.near,
                          !one.before ? tr("`{}` was added", path)
                          : !one.now  ? tr("`{}` was removed", path)
                                      : tr("`{}` was changed", path),
                          silences ? tr("it changes what cmt check finds from now on")
                                   : tr("it may change due dates and figures of earlier periods")));
  }
  return out;
}

std::vector<NamedFile> named_files(const yaml::Document& document) {
  std::vector<NamedFile> out;
  std::vector<process::Redacted> redactions;
  const auto events = events_of(document);
  for (std::size_t i = 0; i < events.size(); ++i) {
    const Node event = events[i];
    const auto name = text_of(event, "event").value_or("");
    if (name == "redacted")
      redactions.push_back({std::string{text_of(event, "field").value_or("")}, {}});
    const char* key = name == "attached" ? "file" : name == "decision-communicated" ? "attachment" : "";
    if (const auto path = text_of(event, key))
      out.push_back({i, *event.find(key), std::string{*path},
                     std::string{text_of(event, "sha256").value_or("")},
                     std::string{text_of(event, "name").value_or("")}});
  }
  for (auto& file : out)
    for (const auto& one : redactions)
      if (process::names_file(one, file.path, file.name)) file.is_redacted = true;
  return out;
}

std::vector<std::string> named_complaints(const yaml::Document& document) {
  std::set<std::string> ids;
  const Node root = document.root();
  for (std::uint32_t i = root.index(); i < root.next(); ++i)
    if (const Node node = root.at(i); node.is_scalar())
      if (const auto id = ComplaintId::parse(node.text())) ids.insert(id->text());
  return {ids.begin(), ids.end()};
}

std::optional<Node> naming_party(const yaml::Document& document, std::string_view party) {
  for (const auto event : events_of(document))
    if (text_of(event, "event") == "redacted")
      if (const auto field = text_of(event, "field");
          field && (*field == process::redacted_complainant || process::names_party({std::string{*field}, {}}, party)))
        return std::nullopt;
  const Node root = document.root();
  for (std::uint32_t i = root.index(); i < root.next(); ++i)
    if (const Node node = root.at(i); node.is_scalar() && node.text() == party) return node;
  return std::nullopt;
}

bool is_same_receipt(const yaml::Document& a, const yaml::Document& b) {
  const auto one = events_of(a), other = events_of(b);
  return !one.empty() && !other.empty() && content(one.front()) == content(other.front());
}

}  // namespace cmt::growth
