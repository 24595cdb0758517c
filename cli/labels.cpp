#include "cli/labels.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <map>
#include <memory>

#include "core/data.hpp"
#include "yaml/document.hpp"

namespace cmt::cli {

reports::LabelOf labels_in(const std::string& language) {
  auto labels = std::make_shared<std::map<std::string, std::string, std::less<>>>();
  const auto document = yaml::parse("labels.yaml", std::string{data::file("labels.yaml")});
  if (document)
    for (const auto& [key, value] : document->root().entries())
      if (const auto label = value.find(language))
        labels->emplace(std::string{key.text()}, std::string{label->text()});
  return [labels](std::string_view key, std::string_view fallback) {
    const auto found = labels->find(key);
    return found == labels->end() ? std::string{fallback} : found->second;
  };
}

Result<Done> write_file(const World& world, const std::string& path, std::string_view bytes) {
  return write_file(world, path, [&](const auto& write) -> Result<Done> {
    write(bytes);
    return Done{};
  });
}

Result<Done> write_file(const World& world, const std::string& path, const Produce& produce) {
  const std::filesystem::path target = world.folder / path;
  const auto failed = [&](const char* what, int reason) {
    return unreadable(path, std::string{what} + ": " + std::strerror(reason));
  };
  // A device or pipe is written to as it is; only a file is replaced.
  std::error_code error;
  const bool is_special = std::filesystem::exists(target, error) &&
                          !std::filesystem::is_regular_file(target, error);
  const std::filesystem::path written =
      is_special ? target : std::filesystem::path{target.string() + ".cmt-tmp"};
  const int flags = is_special ? O_WRONLY | O_CLOEXEC : O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW;
  const int descriptor = ::open(written.c_str(), flags, 0666);
  if (descriptor < 0) return failed("it cannot be opened for writing", errno);
  int reason = 0;
  auto produced = produce([&](std::string_view bytes) {
    while (!bytes.empty() && reason == 0) {
      const auto count = ::write(descriptor, bytes.data(), bytes.size());
      if (count < 0 && errno == EINTR) continue;
      if (count <= 0) reason = count < 0 ? errno : EIO;
      else bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return reason == 0;
  });
  if (::close(descriptor) != 0 && reason == 0) reason = errno;
  if (produced && reason != 0) produced = failed("it could not be written", reason);
  if (produced && !is_special && ::rename(written.c_str(), target.c_str()) != 0)
    produced = failed("it could not be put in place", errno);
  if (!produced && !is_special) ::unlink(written.c_str());
  return produced;
}

Result<Done> write_output(const World& world, const std::string& path, const Produce& produce) {
  if (!path.empty() && path != "-") return write_file(world, path, produce);
  bool is_written = true;
  auto produced = produce([&](std::string_view text) { return is_written = world.console.write_out(text); });
  if (produced && !is_written) return failure(FailureKind::unreadable, tr("the output could not be written"));
  return produced;
}

}  // namespace cmt::cli
