#include "cli/site.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <optional>

#include "core/text.hpp"
#include "store/disk.hpp"
#include "store/register.hpp"

namespace cmt::cli {
namespace {

constexpr std::size_t kLargestPage = std::size_t{64} << 20;

// The pages that a folder holds, by name. A failure when it holds anything else.
Result<std::map<std::string, std::string>> pages_in(const store::Files& files,
                                                    const std::string& folder) {
  const auto entries = files.list("");
  if (!entries) return entries.failure();
  std::map<std::string, std::string> pages;
  for (const store::Entry& entry : *entries) {
    const auto stranger = [&] {
      return failure(FailureKind::refused,
                     tr("{} holds '{}', which is no page of such a site",
                        printable_line(folder), truncate(printable_line(entry.name), 60)),
                     tr("name a new or empty folder, or move what is in it elsewhere; nothing was written"));
    };
    if (entry.kind != store::EntryKind::file) return stranger();
    auto bytes = files.read(entry.name, kLargestPage);
    if (!bytes) return bytes.failure();
    if (!exporters::is_site_page(entry.name, *bytes)) return stranger();
    pages.emplace(entry.name, std::move(*bytes));
  }
  return pages;
}

}  // namespace

bool names_folder(const World& world, const std::string& output) {
  if (output.empty() || output == "-") return false;
  std::error_code error;
  return output.back() == '/' || std::filesystem::is_directory(world.folder / output, error);
}

Result<Done> write_site(const World& world, const std::string& folder,
                        const std::vector<exporters::SitePage>& pages) {
  const std::filesystem::path target = world.folder / folder;
  std::error_code error;
  std::filesystem::create_directories(target, error);
  if (error)
    return unreadable(printable_line(folder), tr("the folder cannot be made: {}", error.message()));
  auto disk = store::Disk::open(target);
  if (!disk) return disk.failure();
  const auto lock = store::begin_writing(*disk);
  if (!lock) return lock.failure();
  auto old = pages_in(*disk, folder);
  if (!old) return old.failure();
  std::vector<store::Change> changes;
  for (const auto& page : pages) {
    const auto found = old->find(page.name);
    changes.push_back({page.name,
                       found == old->end() ? std::nullopt : std::optional{found->second}, page.bytes,
                       store::Privacy::shared});
    if (found != old->end()) old->erase(found);
  }
  if (auto applied = disk->apply(changes); !applied) return applied;
  for (const auto& [name, bytes] : *old)
    if (auto removed = disk->remove(name); !removed) return removed;
  return Done{};
}

}  // namespace cmt::cli
