#include "cli/mail_files.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/core.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <memory>
#include <utility>

#include "cli/spool.hpp"
#include "mail/mbox.hpp"
#include "mail/message.hpp"

namespace cmt::cli {
namespace {

using Status = struct stat;

// A regular file, opened without waiting for whatever else it may be.
Result<store::Descriptor> regular(store::Descriptor file, const std::string& name, std::uint64_t& size) {
  if (!file) return unreadable(name, errno == ELOOP ? tr("a link is not followed") : store::describe(errno));
  Status status;
  if (::fstat(file.get(), &status) != 0) return unreadable(name, store::describe(errno));
  if (!S_ISREG(status.st_mode)) return unreadable(name, tr("not a regular file"));
  size = static_cast<std::uint64_t>(status.st_size);
  return file;
}

Result<std::string> bytes_at(int file, const std::string& name, std::uint64_t offset, std::uint64_t size) {
  std::string out(static_cast<std::size_t>(size), '\0');
  std::size_t done = 0;
  while (done < out.size()) {
    const ssize_t got = ::pread(file, out.data() + done, out.size() - done, static_cast<off_t>(offset + done));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return unreadable(name, store::describe(errno));
    if (got == 0) return unreadable(name, tr("it became shorter while it was read"));
    done += static_cast<std::size_t>(got);
  }
  return out;
}

}  // namespace

Result<MailFiles> MailFiles::open(const World& world, const std::string& format, const std::string& path) {
  MailFiles out;
  out.format_ = format;
  out.name_ = path == "-" ? "standard input" : path;
  const std::filesystem::path full = world.folder / path;
  if (format == "maildir") {
    const int folder = ::open(full.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0) return unreadable(path, errno == ENOTDIR ? tr("not a folder") : store::describe(errno));
    out.file_ = store::Descriptor{folder};
    Status status;
    if (::fstatat(folder, "cur", &status, 0) != 0 && ::fstatat(folder, "new", &status, 0) != 0)
      return unreadable(path, tr("this is no Maildir: it has neither cur nor new"), tr("name the folder that holds them"));
    return out;
  }
  if (path == "-") {
    // It is read twice, so it is kept, in a file that nobody else sees and that goes with this program.
    const std::filesystem::path folder = world.environment("TMPDIR").value_or("/tmp");
    out.file_ = unnamed_file(folder);
    int error = out.file_ ? 0 : errno;
    std::string buffer(std::size_t{64} << 10, '\0');
    while (error == 0) {
      const auto got = world.console.read_bytes(buffer.data(), buffer.size());
      if (!got) return got.failure();
      if (*got == 0) return out;
      error = store::write_all(out.file_.get(), std::string_view{buffer}.substr(0, *got));
    }
    return unreadable(folder.string(), tr("what comes from standard input cannot be kept there: {}", store::describe(error)),
                      tr("name another folder with $TMPDIR"));
  }
  std::uint64_t size = 0;
  auto file = regular(store::Descriptor{::open(full.c_str(), O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)}, path, size);
  if (!file) return std::move(file).failure();
  out.file_ = std::move(*file);
  return out;
}

Result<Done> MailFiles::each(const std::function<Result<Done>(const Seen&)>& look) {
  places_.clear();
  if (format_ == "mbox") return each_of_mbox(look);
  if (format_ == "maildir") return each_of_maildir(look);
  Status status;
  if (::fstat(file_.get(), &status) != 0) return unreadable(name_, store::describe(errno));
  Seen seen;
  seen.at = {name_, 0, 0};
  seen.size = static_cast<std::uint64_t>(status.st_size);
  places_.push_back({{}, 0, seen.size});
  if (seen.size > mail::max_mail) return look(seen);
  const auto bytes = bytes_at(file_.get(), name_, 0, seen.size);
  if (!bytes) return bytes.failure();
  seen.header = *bytes;
  seen.contents = mail::contents_of(*bytes);
  return look(seen);
}

Result<Done> MailFiles::each_of_mbox(const std::function<Result<Done>(const Seen&)>& look) {
  std::uint64_t at = 0;
  const ReadBytes bytes = [&](char* buffer, std::size_t size) -> Result<std::size_t> {
    while (true) {
      const ssize_t got = ::pread(file_.get(), buffer, size, static_cast<off_t>(at));
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) return unreadable(name_, store::describe(errno));
      at += static_cast<std::uint64_t>(got);
      return static_cast<std::size_t>(got);
    }
  };
  return mail::each_mail(name_, bytes, [&](const mail::Posted& posted) -> Result<Done> {
    places_.push_back({{}, posted.offset, posted.size});
    Seen seen;
    seen.at = {name_, posted.line, 0};
    seen.size = posted.size;
    seen.header = posted.header;
    seen.contents = posted.contents;
    return look(seen);
  });
}

Result<Done> MailFiles::each_of_maildir(const std::function<Result<Done>(const Seen&)>& look) {
  std::vector<std::string> names;
  for (const char* part : {"cur", "new"}) {
    const store::Descriptor folder = store::open_beneath(file_.get(), part, O_RDONLY | O_DIRECTORY);
    if (!folder) {
      if (errno == ENOENT) continue;
      return unreadable(name_ + "/" + part, store::describe(errno));
    }
    const std::unique_ptr<DIR, int (*)(DIR*)> listing{::fdopendir(::dup(folder.get())), ::closedir};
    if (!listing) return unreadable(name_ + "/" + part, store::describe(errno));
    while (const dirent* entry = ::readdir(listing.get()))
      if (entry->d_name[0] != '.') names.push_back(std::string{part} + "/" + entry->d_name);
  }
  // By what comes behind the folder: its name begins with the time of its delivery.
  std::sort(names.begin(), names.end(), [](const std::string& a, const std::string& b) {
    return std::pair{a.substr(4), a} < std::pair{b.substr(4), b};
  });
  for (const auto& name : names) {
    Seen seen;
    seen.at = {name, 0, 0};
    std::string bytes;
    const auto file = regular(store::open_beneath(file_.get(), name, O_RDONLY | O_NONBLOCK), name, seen.size);
    if (file && seen.size <= mail::max_mail) {
      auto read = bytes_at(file->get(), name, 0, seen.size);
      if (read) bytes = std::move(*read);
      else seen.unreadable = read.diagnostics().front().message.english();
    } else if (!file) {
      seen.unreadable = file.diagnostics().front().message.english();
    }
    places_.push_back({name, 0, seen.size});
    seen.header = bytes;
    seen.contents = mail::contents_of(bytes);
    if (auto done = look(seen); !done) return done;
  }
  return Done{};
}

Result<std::string> MailFiles::read(std::size_t index) const {
  const Place& place = places_[index];
  if (format_ != "maildir") {
    auto bytes = bytes_at(file_.get(), name_, place.offset, place.size);
    if (bytes && format_ == "mbox") *bytes = mail::from_mbox(*bytes);
    return bytes;
  }
  std::uint64_t size = 0;
  const auto file = regular(store::open_beneath(file_.get(), place.file, O_RDONLY | O_NONBLOCK), place.file, size);
  if (!file) return file.failure();
  return bytes_at(file->get(), place.file, 0, place.size);
}

}  // namespace cmt::cli
