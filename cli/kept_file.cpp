#include "cli/kept_file.hpp"

#include <fmt/core.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "cli/sealing.hpp"
#include "core/sha256.hpp"
#include "core/text.hpp"

namespace cmt::cli {
namespace {

// A name that is a plain file name everywhere: letters and digits of any script, dots, hyphens.
std::string safe_name(std::string_view name) {
  std::string out;
  while (!name.empty() && out.size() < 100) {
    const CodePoint point = first_code_point(name);
    const bool plain = point.is_valid &&
                       ((point.value >= '0' && point.value <= '9') ||
                        (point.value >= 'A' && point.value <= 'Z') ||
                        (point.value >= 'a' && point.value <= 'z') || point.value == '.' ||
                        point.value == '_' || point.value == '-' ||
                        (point.value > 0xbf &&
                         printable_line(name.substr(0, point.size)) == name.substr(0, point.size)));
    if (plain) out += name.substr(0, point.size);
    else if (out.empty() || out.back() != '_') out += '_';
    name.remove_prefix(point.size);
  }
  while (!out.empty() && (out.front() == '.' || out.front() == '-')) out.erase(0, 1);
  while (!out.empty() && out.back() == '.') out.pop_back();  // which some systems leave out
  return out.empty() ? "file" : out;
}

}  // namespace

std::string path_of_kept(const Session& session, const ComplaintId& id, std::string_view name, std::string_view digest) {
  if (is_sealed(session)) name = "document";
  // A name that is too long loses of its middle: what kind of file it is stands at its end.
  constexpr std::size_t longest = 100, longest_ending = 12;
  std::string safe = safe_name(name);
  const auto dot = name.rfind('.');
  if (name.size() > longest && dot != std::string_view::npos && name.size() - dot <= longest_ending) {
    const std::string ending = "." + safe_name(name.substr(dot + 1));
    safe = safe_name(name.substr(0, dot));
    std::size_t end = std::min(safe.size(), longest - ending.size());
    while (end > 0 && end < safe.size() && (static_cast<unsigned char>(safe[end]) & 0xC0U) == 0x80U) --end;
    safe = safe.substr(0, end) + ending;
  }
  return fmt::format("attachments/{}/{}-{}", id.text(), digest.substr(0, 8), safe);
}

Result<std::string> bytes_to_keep(const World& world, const std::string& typed) {
  const std::filesystem::path path = world.folder / typed;
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error)) return unreadable(typed, tr("no such file"));
  if (std::filesystem::file_size(path, error) > largest_kept_file)
    return unreadable(typed, tr("the file is larger than 32 MiB"), tr("keep it elsewhere and note where it is"));
  std::ifstream in{path, std::ios::binary};
  std::string bytes{std::istreambuf_iterator<char>{in}, {}};
  if (!in.good() && !in.eof()) return unreadable(typed, tr("it could not be read"));
  return bytes;
}

Result<Keeping> keep(const OpenedStep& step, std::string_view name, const std::string& bytes, const ChangeOptions& options) {
  const auto& [session, lock, record, mark] = step;
  const ComplaintId& id = record.complaint.id;
  const std::string digest = sha256(bytes);
  Keeping out;
  out.path = path_of_kept(session, id, name, digest);
  // The name holds the digest: what is there already is the same document, which may be kept sealed.
  const auto there = session.disk->find(out.path);
  if (!there) return there.failure();
  std::string kept_digest = digest;
  if (*there) {
    const auto kept = session.disk->read(out.path, kept_file_limit);
    if (!kept) return kept.failure();
    kept_digest = sha256(*kept);
  }
  auto taken = process::take(
      record.complaint,
      event_of(mark, process::Attached{printable_line(name), out.path, kept_digest, {}}),
      session.rules());
  if (!taken) return std::move(taken).failure();
  auto changed = records::append(record, *taken, session.rules().lists);
  if (!changed) return std::move(changed).failure();
  if (!*there && !options.dry_run) out.changes.push_back({out.path, std::nullopt, bytes});
  out.changes.push_back({id.path(), record.document.bytes(), std::move(*changed)});
  return out;
}

}  // namespace cmt::cli
