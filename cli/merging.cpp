#include "cli/merging.hpp"

#include <fmt/core.h>
#include <stdlib.h>
#include <unistd.h>

#include "core/id.hpp"
#include "core/text.hpp"
#include "merge/text.hpp"
#include "records/dossier_kind.hpp"
#include "records/party.hpp"
#include "store/disk.hpp"
#include "store/process_run.hpp"
#include "store/register.hpp"

namespace cmt::cli {
namespace {

enum class Meaning { complaint, dossier, party };

std::optional<Meaning> meaning_of(std::string_view path) {
  constexpr std::string_view ending = ".yaml";
  if (path.size() <= ending.size() || path.substr(path.size() - ending.size()) != ending)
    return std::nullopt;
  const auto slash = path.rfind('/');
  const std::string_view name =
      path.substr(slash + 1, path.size() - slash - 1 - ending.size());
  if (const auto id = ComplaintId::parse(name); id && id->path() == path) return Meaning::complaint;
  if (records::dossier_kind_of(path)) return Meaning::dossier;
  if (LetterId::parse('P', name) && records::path_of_party(std::string{name}) == path)
    return Meaning::party;
  return std::nullopt;
}

merge::Outcome conflict(std::string reason) { return {std::nullopt, {std::move(reason)}}; }

std::string message_of(const Failure& failure) {
  const Diagnostic& first = failure.diagnostics.front();
  return (first.at.file.empty() ? "" : printable_line(first.at.file) + ": ") + first.message.english();
}

// Bytes in a file of their own while git merge-file needs them.
class TemporaryFile {
 public:
  explicit TemporaryFile(const std::string& bytes) {
    std::string name = (std::filesystem::temp_directory_path() / "cmt-merge-XXXXXX").string();
    const int file = ::mkstemp(name.data());
    if (file < 0) return;
    name_ = name;
    std::size_t done = 0;
    while (done < bytes.size()) {
      const auto size = ::write(file, bytes.data() + done, bytes.size() - done);
      if (size <= 0) break;
      done += static_cast<std::size_t>(size);
    }
    is_whole_ = ::close(file) == 0 && done == bytes.size();
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  ~TemporaryFile() {
    std::error_code ignored;
    if (!name_.empty()) std::filesystem::remove(name_, ignored);
  }
  const std::string& name() const { return name_; }
  bool is_whole() const { return is_whole_; }

 private:
  std::string name_;
  bool is_whole_ = false;
};

// Whether the register's strict reader takes a file; settings are read for what they mean.
std::optional<std::string> fault_of(const std::string& path, const std::string& bytes) {
  if (path == "cmt.yaml" || path.ends_with("/cmt.yaml")) {
    if (const auto read = records::read_settings("cmt.yaml", bytes); !read) return message_of(read.failure());
  } else if (const auto read = yaml::parse(path, bytes); !read) {
    return message_of(read.failure());
  }
  return std::nullopt;
}

// git merge-file: what it exited with, the number of conflicts, and the text.
Result<store::ProcessOutput> merge_file_of_git(const merge::Versions& versions, std::size_t mark_size) {
  const TemporaryFile base{versions.base.value_or("")}, ours{versions.ours}, theirs{versions.theirs};
  if (!base.is_whole() || !ours.is_whole() || !theirs.is_whole())
    return failure(FailureKind::unreadable, tr("no temporary file could be written"));
  return store::run({"git", "merge-file", "-p", "-q", "--marker-size=" + std::to_string(mark_size), "-L",
                     "ours", "-L", "base", "-L", "theirs", ours.name(), base.name(), theirs.name()});
}

// What git makes of it, unless that is a file which the reader refuses and the sides were not.
merge::Outcome merge_text(const std::string& path, const merge::Versions& versions) {
  auto merged = merge_file_of_git(versions, 7);
  if (!merged) return conflict(message_of(merged.failure()));
  if (merged->status != 0) return conflict("both sides changed the same lines");
  if (const auto fault = fault_of(path, merged->output);
      fault && !fault_of(path, versions.ours) && !fault_of(path, versions.theirs))
    return conflict("put together it could not be read: " + *fault);
  return {std::move(merged->output), {}};
}

}  // namespace

std::optional<Place> place_of(const std::string& path) {
  std::vector<std::string> folders{"complaints/", "parties/"};
  for (const auto* kind : records::dossier_kinds()) folders.push_back(std::string{kind->folder} + '/');
  for (const auto& folder : folders) {
    const auto at = path.rfind(folder);
    if (at == std::string::npos || (at > 0 && path[at - 1] != '/')) continue;
    if (meaning_of(path.substr(at))) return Place{path.substr(0, at), path.substr(at)};
  }
  return std::nullopt;
}

merge::Outcome merge_file(const std::filesystem::path& top, const std::string& path,
                          const merge::Versions& versions) {
  const auto place = place_of(path);
  if (!place) return merge_text(path, versions);
  const Meaning meaning = *meaning_of(place->path);
  if (meaning == Meaning::party) return merge::merge_party(place->path, versions);
  auto disk = store::Disk::open(top / place->root);
  if (!disk) return conflict(message_of(disk.failure()));
  const auto reg = store::Register::open(*disk);
  if (!reg)
    return conflict("the settings cannot be read, so nobody knows what is legal together: " +
                    message_of(reg.failure()));
  if (meaning == Meaning::dossier)
    return merge::merge_dossier(place->path, versions, reg->rules());
  return merge::merge_complaint(place->path, versions, reg->rules());
}

std::string marked(const std::string& path, const merge::Versions& versions,
                   const merge::Outcome& outcome, std::size_t mark_size) {
  if (!place_of(path))
    if (const auto text = merge_file_of_git(versions, mark_size);
        text && text->signal == 0 && text->status > 0 && text->status < 128)
      return text->output;
  return merge::with_marks(versions.ours, versions.theirs, outcome.reasons.front(), mark_size);
}

}  // namespace cmt::cli
