// A folder for a moment, that nobody else may look into.
#pragma once
#include <filesystem>

#include "core/result.hpp"

namespace cmt::cli {

class ScratchFolder {
 public:
  // It goes with the object, and what is in it; after a program that was
  // killed it stays, closed to others.
  static Result<ScratchFolder> make(const std::filesystem::path& in);
  ScratchFolder(ScratchFolder&& other) noexcept : path_(std::exchange(other.path_, {})) {}
  ScratchFolder& operator=(ScratchFolder&&) = delete;
  ~ScratchFolder();

  const std::filesystem::path& path() const { return path_; }

 private:
  explicit ScratchFolder(std::filesystem::path path) : path_(std::move(path)) {}
  std::filesystem::path path_;
};

}  // namespace cmt::cli
