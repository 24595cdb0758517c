#include "cli/spool.hpp"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include <cerrno>

namespace cmt::cli {

store::Descriptor unnamed_file(const std::filesystem::path& folder) {
  const int made = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (made >= 0) return store::Descriptor{made};
  std::string name = (folder / "cmt-XXXXXX").string();
  const int named = ::mkostemp(name.data(), O_CLOEXEC);
  if (named >= 0) ::unlink(name.c_str());
  return store::Descriptor{named};
}

Spool::Spool(std::filesystem::path folder)
    : folder_(std::move(folder)), file_(unnamed_file(folder_)), not_made_(file_ ? 0 : errno) {}

void Spool::add(std::string_view text) {
  if (error_ != 0) return;
  text_ += text;
  if (text_.size() >= in_memory) flush();
}

void Spool::flush() {
  error_ = not_made_ != 0 ? not_made_ : store::write_all(file_.get(), text_);
  text_.clear();
  is_in_file_ = true;
}

Result<Done> Spool::copy_to(const std::function<bool(std::string_view)>& write) {
  const auto failed = [this](int error) {
    return unreadable(folder_.string(), tr("a temporary file of the export cannot be kept there: {}", store::describe(error)),
                      tr("name another folder with $TMPDIR"));
  };
  if (is_in_file_ && error_ == 0) flush();
  if (error_ != 0) return failed(error_);
  if (!is_in_file_) {
    if (!text_.empty()) write(text_);
    return Done{};
  }
  std::string piece(std::size_t{1} << 16, '\0');
  for (off_t at = 0;;) {
    const ssize_t got = ::pread(file_.get(), piece.data(), piece.size(), at);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return failed(errno);
    if (got == 0 || !write({piece.data(), static_cast<std::size_t>(got)})) return Done{};
    at += got;
  }
}

}  // namespace cmt::cli
