// A folder of its own for a test, removed at its end, and the views of it that tests compare.
#pragma once
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "store/disk.hpp"
#include "store/manifest.hpp"
#include "support/test.hpp"

namespace cmt::store {

class ScratchFolder {
 public:
  // In memory where there is such a file system: these tests sync thousands of times.
  ScratchFolder() {
    const std::filesystem::path memory = "/dev/shm";
    const bool has_memory = !std::getenv("TMPDIR") && access(memory.c_str(), W_OK) == 0;
    const auto parent = has_memory ? memory : std::filesystem::temp_directory_path();
    std::string name = (parent / "cmt-test-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  ~ScratchFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }

  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path operator/(const std::string& name) const { return path_ / name; }

  void put(const std::string& name, const std::string& bytes) const {
    std::filesystem::create_directories((path_ / name).parent_path());
    std::ofstream(path_ / name, std::ios::binary) << bytes;
  }

  std::string bytes(const std::string& name) const {
    std::ifstream file(path_ / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }

  // All files with their bytes, hidden ones too.
  std::map<std::string, std::string> files() const {
    std::map<std::string, std::string> found;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(path_)) {
      const std::string name = entry.path().lexically_relative(path_).string();
      if (entry.is_regular_file()) found[name] = bytes(name);
    }
    return found;
  }

  mode_t mode(const std::string& name) const {
    struct stat status = {};
    REQUIRE(lstat((path_ / name).c_str(), &status) == 0);
    return status.st_mode & 07777;
  }

 private:
  std::filesystem::path path_;
};

inline Disk open_disk(const ScratchFolder& folder) {
  auto disk = Disk::open(folder.path());
  REQUIRE(disk);
  return std::move(*disk);
}

// The list of pending files as a change leaves it.
inline std::string print_manifest(const std::vector<Placement>& placements) {
  ManifestWriter writer;
  std::string text = writer.begin();
  for (const Placement& placement : placements) text += writer.add(placement);
  return text + writer.end();
}

// A kernel or file system without a feature, while it lasts.
class Without {
 public:
  explicit Without(testing::Feature feature) : feature_(feature) { testing::use(feature_, false); }
  Without(const Without&) = delete;
  Without& operator=(const Without&) = delete;
  ~Without() { testing::use(feature_, true); }

 private:
  testing::Feature feature_;
};

template <class T>
std::string message(const Result<T>& result) {
  REQUIRE_FALSE(result);
  CHECK(result.failure().kind == FailureKind::unreadable);
  return result.diagnostics().front().message.english();
}

// Runs `work` in a process of its own; gives the status of waitpid. `work` gives the exit code.
template <class Work>
int in_child(Work work) {
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) _exit(work());
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  return status;
}

}  // namespace cmt::store
