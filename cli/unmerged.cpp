#include "cli/unmerged.hpp"

#include <algorithm>

#include "cli/git.hpp"
#include "cli/merging.hpp"
#include "core/id.hpp"

namespace cmt::cli {
namespace {

// A record keeps its name for life, so versions of one name are versions of one record, wherever a
// side has put it.
std::string home_of(const std::string& path) {
  if (place_of(path)) return path;
  const std::string name = path.substr(path.rfind('/') + 1);
  if (name.size() > 5 && name.ends_with(".yaml"))
    if (const auto id = ComplaintId::parse(name.substr(0, name.size() - 5));
        id && path.substr(0, 11) == "complaints/")
      return id->path();
  return path;
}

}  // namespace

Result<std::map<std::string, Unmerged>> unmerged_files(const std::filesystem::path& root) {
  const auto listed = git(root, {"ls-files", "--unmerged", "-z"});
  if (!listed) return listed.failure();
  if (listed->status != 0)
    return failure(FailureKind::refused, tr("the register is in no git repository"),
                   tr("cmt init --git makes it one"));
  std::map<std::string, Unmerged> out;
  std::string_view rest = listed->output;
  while (!rest.empty()) {
    const auto end = std::min(rest.find('\0'), rest.size());
    const std::string_view row = rest.substr(0, end);  // "100644 SHA 2\tPATH"
    rest.remove_prefix(std::min(end + 1, rest.size()));
    const auto tab = row.find('\t'), blank = row.find(' ');
    if (tab == std::string_view::npos || blank == std::string_view::npos || tab < blank + 4) continue;
    const char stage = row[tab - 1];
    if (stage < '1' || stage > '3') continue;
    const std::string path{row.substr(tab + 1)};
    Unmerged& file = out[home_of(path)];
    file.blobs[static_cast<std::size_t>(stage - '1')] = row.substr(blank + 1, tab - blank - 3);
    file.paths.insert(path);
  }
  return out;
}

Result<std::string> blob(const std::filesystem::path& root, const std::string& name) {
  auto read = git(root, {"cat-file", "blob", name});
  if (!read) return std::move(read).failure();
  if (read->status != 0) return unreadable(name, tr("git has no such object"));
  return std::move(read->output);
}

}  // namespace cmt::cli
