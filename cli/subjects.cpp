#include "cli/subjects.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>

#include "core/text.hpp"
#include "records/dossier_kind.hpp"
#include "records/party.hpp"
#include "store/dossiers.hpp"

namespace cmt::cli {
namespace {

constexpr char party_letter = 'P';

bool is_party(const std::string& path) {
  const auto name = std::filesystem::path{path}.stem().string();
  return LetterId::parse(party_letter, name) && path == records::path_of_party(name);
}

bool governs(const std::string& path) {
  return path == "cmt.yaml" || path.starts_with("calendars/") || path.starts_with("profiles/");
}

// The path in the register of a file that a person named; empty when it lies elsewhere.
std::string path_in(const World& world, const Session& session, const std::string& typed) {
  std::error_code error;
  const auto root = std::filesystem::weakly_canonical(session.root, error);
  const auto file = std::filesystem::weakly_canonical(world.folder / typed, error);
  const std::string path = file.lexically_relative(root).generic_string();
  return error || path.starts_with("..") ? std::string{} : path;
}

void add(Subjects& out, Subjects more) {
  out.complaints.insert(out.complaints.end(), more.complaints.begin(), more.complaints.end());
  std::move(more.others.begin(), more.others.end(), std::back_inserter(out.others));
  out.settings = out.settings || more.settings;
}

Result<Subjects> of_file(const World& world, const Session& session, const std::string& typed) {
  const std::string path = path_in(world, session, typed);
  Subjects out = subjects_at({path});
  if (!out.names_records() && !out.settings)
    return failure(FailureKind::refused,
                   tr("'{}' is not a record of this register", printable_line(typed)),
                   tr("records are complaints/YYYY/ID.yaml, actions/ID.yaml and the like"));
  const auto found = session.reg.files().find(path);
  if (!found) return found.failure();
  if (!*found) return unreadable(typed, tr("no such file"));
  return out;
}

// Of an id that begins with the letter of its kind.
Result<Subjects> of_letter(const Session& session, const std::string& typed) {
  const std::string wanted = ids::normalise(typed);
  const auto& files = session.reg.files();
  Subjects out;
  for (const auto* kind : records::dossier_kinds()) {
    if (kind->letter != wanted.front()) continue;
    const auto id = store::find_dossier(files, kind->folder, kind->letter, kind->name, typed);
    if (!id) return id.failure();
    out.others.push_back(records::path_of_dossier(kind->folder, *id));
  }
  if (wanted.front() == party_letter) {
    const auto id = store::find_dossier(files, "parties", party_letter, "party", typed);
    if (!id) return id.failure();
    out.others.push_back(records::path_of_party(*id));
  }
  if (out.others.empty())
    return failure(FailureKind::refused, tr("there is no record '{}'", truncate(printable_line(typed), 40)));
  return out;
}

}  // namespace

Subjects subjects_at(const std::vector<std::string>& paths) {
  Subjects out;
  for (const auto& path : paths) {
    const auto id = ComplaintId::parse(std::filesystem::path{path}.stem().string());
    if (id && id->path() == path) out.complaints.push_back(*id);
    else if (records::dossier_kind_of(path) || is_party(path)) out.others.push_back(path);
    else if (governs(path)) out.settings = true;
  }
  return out;
}

Result<Subjects> subjects_of(const World& world, const Session& session,
                             const std::vector<std::string>& targets) {
  Subjects out;
  for (const auto& target : targets) {
    const bool is_file = target.size() > 5 && (target.ends_with(".yaml") || target.ends_with(".ics"));
    const bool has_letter = target.size() > 1 && target[1] == '-';
    if (is_file || has_letter) {
      auto found = is_file ? of_file(world, session, target) : of_letter(session, target);
      if (!found) return std::move(found).failure();
      add(out, std::move(*found));
      continue;
    }
    const auto id = session.reg.find(target);
    if (!id) return id.failure();
    out.complaints.push_back(*id);
  }
  return out;
}

Result<std::vector<ComplaintId>> complaints_of(const World& world, const Session& session,
                                               const std::vector<std::string>& targets) {
  auto found = subjects_of(world, session, targets);
  if (!found) return std::move(found).failure();
  if (!found->others.empty())
    return failure(FailureKind::refused, tr("'{}' is not a complaint", printable_line(found->others.front())));
  return std::move(found->complaints);
}

Result<Subjects> all_subjects(const Session& session) {
  const auto listing = session.reg.list();
  if (!listing) return listing.failure();
  Subjects out;
  out.complaints = listing->ids;
  out.settings = true;
  const auto& files = session.reg.files();
  auto dossiers = dossier_paths(files);
  if (!dossiers) return std::move(dossiers).failure();
  out.others = std::move(*dossiers);
  const auto parties = store::list_dossiers(files, "parties", party_letter);
  if (!parties) return parties.failure();
  for (const auto& id : parties->ids) out.others.push_back(records::path_of_party(id));
  return out;
}

}  // namespace cmt::cli
