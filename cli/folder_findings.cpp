#include "cli/folder_findings.hpp"

#include <fmt/core.h>
#include <fnmatch.h>

#include <algorithm>
#include <atomic>
#include <thread>

#include "checks/personal_data.hpp"
#include "checks/rule.hpp"
#include "core/text.hpp"
#include "git/repository.hpp"
#include "records/dossier_kind.hpp"
#include "records/field_reader.hpp"
#include "store/system_calls.hpp"

namespace cmt::cli {
namespace {

constexpr std::size_t small_file = std::size_t{1} << 20;

bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

// "P-4TZ8N2C" of "P-4TZ8N2C.yaml"; nothing for a name of another form.
std::optional<std::string> id_of_file(char letter, std::string_view name) {
  if (!ends_with(name, ".yaml")) return std::nullopt;
  const auto id = LetterId::parse(letter, name.substr(0, name.size() - 5));
  if (!id || id->text() + ".yaml" != name) return std::nullopt;
  return id->text();
}

Diagnostic in_file(std::string file, Message message, Message hint) {
  Diagnostic out;
  out.at.file = std::move(file);
  out.message = std::move(message);
  out.hint = std::move(hint);
  return out;
}

bool has_address(const records::Party& party) {
  return !party.emails.empty() || !party.phones.empty() || !party.address.empty();
}

struct FieldNames {
  std::vector<std::string> all;
  template <class T>
  void operator()(const process::Field& field, T&) {
    all.emplace_back(field.name);
  }
};

// The names of the fields of a party.
std::vector<std::string> party_fields() {
  FieldNames names;
  records::Party party;
  describe(names, party);
  return names.all;
}

// Keys that are nearly those of a field, each at its place.
void say_unknown_keys(const std::string& path, std::string bytes, std::vector<Finding>& out) {
  const auto document = yaml::parse(path, std::move(bytes));
  if (!document) return;
  const auto fields = party_fields();
  for (const auto& [key, value] : document->root().entries()) {
    if (std::find(fields.begin(), fields.end(), key.text()) != fields.end()) continue;
    const auto near = nearest(key.text(), fields);
    if (!near) continue;
    out.push_back(finding_of(
        "unknown-key",
        document->error_at(key, tr("key '{}' is not known", records::shown(key.text())),
                           tr("did you mean '{}'? Other keys are kept as they are", *near))));
  }
}

struct ReadParty {
  bool is_read = false, can_be_reached = false;
  std::vector<Finding> findings;
};

ReadParty read_party_at(const Session& session, const std::string& path) {
  ReadParty out;
  auto bytes = session.disk->read(path, small_file);
  auto party = bytes ? records::read_party(path, *bytes)
                     : Result<records::Party>{std::move(bytes).failure()};
  if (!party) {
    for (const auto& problem : party.failure().diagnostics)
      out.findings.push_back(finding_of("party-record", problem));
    return out;
  }
  out.is_read = true;
  out.can_be_reached = has_address(*party);
  if (!party->unknown.empty()) say_unknown_keys(path, std::move(*bytes), out.findings);
  return out;
}

}  // namespace

Finding finding_of(std::string_view rule, Diagnostic at) {
  const checks::Rule* found = checks::find_rule(rule);
  at.rule = rule;
  if (found) {
    at.clause = found->clause;
    at.severity = found->severity;
  }
  return {std::move(at), {}, {}};
}

Parties read_parties(const Session& session, unsigned threads) {
  Parties out;
  const auto entries = session.disk->list("parties");
  if (!entries) {
    for (const auto& problem : entries.failure().diagnostics)
      out.findings.push_back(finding_of("party-record", problem));
    return out;
  }
  for (const auto& entry : *entries) {
    if (entry.name.front() == '.') continue;
    if (const auto id = id_of_file('P', entry.name))
      out.files.push_back(*id);
    else if (ends_with(entry.name, ".yaml"))
      out.findings.push_back(finding_of(
          "party-record", in_file("parties/" + entry.name, tr("not named like a party"),
                                  tr("parties are parties/P-….yaml; rename or remove this"))));
  }
  std::vector<ReadParty> read(out.files.size());
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    for (std::size_t i = next++; i < read.size(); i = next++)
      read[i] = read_party_at(session, records::path_of_party(out.files[i]));
  };
  std::vector<std::thread> others;
  // Below some hundreds of files a second thread costs more than it gives.
  for (unsigned i = 1; read.size() >= 500 && i < threads; ++i) others.emplace_back(work);
  work();
  for (auto& thread : others) thread.join();
  for (std::size_t i = 0; i < read.size(); ++i) {
    if (read[i].is_read) out.can_be_reached.emplace(out.files[i], read[i].can_be_reached);
    for (auto& finding : read[i].findings) out.findings.push_back(std::move(finding));
  }
  return out;
}

void check_parties(const Session& session, const std::vector<std::string>& paths, std::vector<Finding>& out) {
  for (const auto& path : paths) {
    if (!path.starts_with("parties/")) continue;
    for (auto& finding : read_party_at(session, path).findings) out.push_back(std::move(finding));
  }
}

std::optional<bool> can_be_reached(const Session& session, const std::string& party) {
  const auto read = session.reg.load_party(party);
  if (!read) return std::nullopt;
  return has_address(*read);
}

void find_strangers(const Session& session, const store::Register::Listing& listing,
                    std::vector<Finding>& out) {
  for (const auto& stranger : listing.strangers) {
    const std::string& path = stranger.at.file;
    if (ends_with(path, ".yaml") || ends_with(path, ".yml")) {
      auto bytes = session.disk->read(path, store::record_limit);
      const auto document = bytes ? std::optional{yaml::parse(path, std::move(*bytes))}
                                  : std::nullopt;
      const auto node = document && *document ? (*document)->root().find("id") : std::nullopt;
      const auto id = node ? ComplaintId::parse(node->text()) : std::nullopt;
      if (id && session.reg.has(*id)) {
        out.push_back(finding_of(
            "duplicate-id",
            (*document)->error_at(*node, tr("{} is the id of {} as well", id->text(), id->path()),
                                  tr("compare the two, and remove the one that is not the record"))));
        continue;
      }
      if (id) {
        out.push_back(finding_of(
            "wrong-folder",
            (*document)->error_at(*node, tr("the record {} is not at its path", id->text()),
                                  fmt::format("git mv {} {}", printable_line(path), id->path()))));
        continue;
      }
    }
    out.push_back(finding_of("file-name", stranger));
  }
}

void find_orphans(const Parties& parties, const Named& named, std::vector<Finding>& out) {
  if (!named.is_whole) return;
  for (const auto& id : parties.files)
    if (named.parties.find(id) == named.parties.end())
      out.push_back(finding_of(
          "party-orphan", in_file(records::path_of_party(id), tr("no record names this party"),
                                  tr("remove the file, or name the party with cmt correct ID --field "
                                  "complainant"))));
}

void find_kept_too_long(const Parties& parties, const Named& named, Date today, std::vector<Finding>& out) {
  if (!named.is_whole) return;
  for (const auto& id : parties.files) {
    const auto found = named.parties.find(id);
    if (found == named.parties.end() || !found->second.is_over(today)) continue;
    out.push_back(finding_of(
        "retention", in_file(records::path_of_party(id),
                             tr("no case needs it, and it was to be kept until {} (`{}`)", text(found->second.latest()),
                                printable_line(found->second.row()->name)),
                             tr("remove what is due with cmt retention run"))));
  }
}

void find_leftovers(const Session& session, std::vector<Finding>& out) {
  std::vector<std::string> folders = {"parties"};
  for (const auto* kind : records::dossier_kinds()) folders.emplace_back(kind->folder);
  if (const auto years = session.disk->list("complaints"))
    for (const auto& year : *years)
      if (year.kind == store::EntryKind::folder) folders.push_back("complaints/" + year.name);
  for (const auto& folder : folders) {
    const auto entries = session.disk->list(folder);
    if (!entries) continue;
    for (const auto& entry : *entries) {
      const std::string_view name = entry.name;
      const bool is_temporary = name.substr(0, store::kTemporaryPrefix.size()) == store::kTemporaryPrefix || ends_with(name, ".swp");
      const bool is_merge = folder.substr(0, 10) != "complaints" &&
                            (ends_with(name, ".orig") || ends_with(name, ".rej") ||
                             ends_with(name, "~"));
      if (!is_temporary && !is_merge) continue;
      out.push_back(finding_of(
          "leftover", in_file(folder + "/" + entry.name, tr("a temporary file was left"),
                              tr("remove it when no command and no editor is using it"))));
    }
  }
}

// ---- .gitattributes ---------------------------------------------------------------------------

namespace {

// Whether a pattern of .gitattributes takes in a file of the register.
bool takes_in(std::string pattern, const char* path) {
  if (!pattern.empty() && pattern.front() == '"') return true;  // quoted: rather once too often
  const bool has_slash = pattern.find('/') != std::string::npos;
  if (!pattern.empty() && pattern.front() == '/') pattern.erase(0, 1);
  if (!has_slash) {
    const std::string_view whole{path};
    return ::fnmatch(pattern.c_str(), path + whole.rfind('/') + 1, 0) == 0;
  }
  const bool is_deep = pattern.find("**") != std::string::npos;
  return ::fnmatch(pattern.c_str(), path, is_deep ? 0 : FNM_PATHNAME) == 0;
}

}  // namespace

void find_merge_attributes(const Session& session, std::vector<Finding>& out) {
  // A file of every kind of record, and where a .gitattributes may stand that governs it.
  std::vector<std::string> ours = {"cmt.yaml", "complaints/2026/2026-7K3QX4M.yaml", "parties/P-4TZ8N2C.yaml"};
  std::vector<std::string> folders = {"", "complaints/", "parties/"};
  for (const auto* kind : records::dossier_kinds()) {
    ours.push_back(fmt::format("{}/{}-4TZ8N2C.yaml", kind->folder, kind->letter));
    folders.push_back(fmt::format("{}/", kind->folder));
  }
  for (const auto& folder : folders) {
    const std::string file = folder + ".gitattributes";
    const auto bytes = session.disk->read(file, small_file);
    if (!bytes) continue;
    int number = 0;
    for (std::string_view rest = *bytes; !rest.empty();) {
      const auto end = std::min(rest.find('\n'), rest.size());
      const std::string_view line = rest.substr(0, end);
      rest.remove_prefix(std::min(end + 1, rest.size()));
      ++number;
      const auto first = line.find_first_not_of(" \t");
      const auto at = line.find("merge=union");
      if (first == std::string_view::npos || line[first] == '#' || at == std::string_view::npos)
        continue;
      const auto space = std::min(line.find_first_of(" \t", first), line.size());
      const std::string pattern{line.substr(first, space - first)};
      bool is_ours = false;
      for (const auto& path : ours)
        is_ours = is_ours || (path.starts_with(folder) && takes_in(pattern, path.c_str() + folder.size()));
      if (!is_ours) continue;
      Diagnostic here = in_file(file, tr("git would join two versions of a record line by line"),
                                tr("take merge=union out: events would stand twice, and nobody is told"));
      here.at.line = number;
      here.at.column = static_cast<int>(at) + 1;
      here.excerpt = line;
      out.push_back(finding_of("merge-attributes", std::move(here)));
    }
  }
}

void find_branches(const Session& session, std::vector<Finding>& out) {
  const auto repository = git::Repository::open(session.root);
  if (!repository) return;
  const auto names = repository->branches();
  if (!names) return;
  for (const auto& name : *names) {
    const auto held = checks::personal_data_in(name, session.rules().personal_numbers);
    if (held.empty()) continue;
    constexpr int enough = 6;  // to find it by, and no more of it
    out.push_back(finding_of("personal-data",
                             in_file("", tr("the name of the branch '{}' seems to hold {}",
                                            truncate(printable_line(name), enough), held),
                                     tr("git branch -m OLD NEW gives it another one; elsewhere git push REMOTE --delete OLD"))));
  }
}

void find_settings(const Session& session, std::vector<Finding>& out) {
  auto bytes = session.disk->read("cmt.yaml", store::record_limit);
  if (!bytes) return;
  const auto document = yaml::parse("cmt.yaml", std::move(*bytes));
  if (!document) return;
  for (const char* list : {"staff", "products", "units"}) {
    const auto node = document->root().find(list);
    if (!node || !node->is_list()) continue;
    std::set<std::string, std::less<>> seen;
    for (const yaml::Node item : node->items()) {
      const auto name = item.is_map() ? item.find("id").value_or(item) : item;
      if (!name.is_scalar() || seen.emplace(name.text()).second) continue;
      out.push_back(finding_of(
          "settings", document->error_at(name, tr("'{}' stands twice in `{}`",
                                                  records::shown(name.text()), list),
                                         tr("only the first counts: take one of the two out"))));
    }
  }
}

void find_returns(const Session& session, std::vector<Finding>& out) {
  if (const auto sent = session.reg.sent_returns(); !sent)
    for (const auto& problem : sent.diagnostics())
      out.push_back(finding_of("record-shape", problem));
}

}  // namespace cmt::cli
