#include "cache/commit_memo.hpp"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>

#include "core/bytes.hpp"

namespace cmt::cache {
namespace {

constexpr const char* kName = "committed";
constexpr std::string_view kMagic = "cmt committed 1";
constexpr std::uint64_t kLargest = 4096;

std::uint64_t sum_of(std::string_view bytes) { return XXH3_64bits(bytes.data(), bytes.size()); }

void add_files(const store::Files& files, const std::string& path, store::EntryKind kind, Marks& to) {
  if (kind != store::EntryKind::folder) return to.add(path, files.mark(path));
  const auto entries = files.list(path);
  if (!entries) to.are_known = false;
  else
    for (const auto& entry : *entries) add_files(files, path + "/" + entry.name, entry.kind, to);
}

}  // namespace

void Marks::add(std::string_view path, const store::Mark& mark) {
  XXH3_state_t state;
  XXH3_64bits_reset(&state);
  XXH3_64bits_update(&state, &mark, sizeof mark);
  XXH3_64bits_update(&state, path.data(), path.size());
  print += XXH3_64bits_digest(&state);
  newest = std::max({newest, mark.modified, mark.changed});
  are_known = are_known && mark.is_known();
}

void Marks::add(const Marks& more) {
  print += more.print;
  newest = std::max(newest, more.newest);
  are_known = are_known && more.are_known;
}

Marks marks_of(const store::Files& files, const std::vector<std::string>& paths) {
  Marks out;
  for (const auto& path : paths) {
    const auto kind = files.find(path);
    if (!kind) out.are_known = false;
    else if (*kind) add_files(files, path, **kind, out);
  }
  return out;
}

std::optional<CommitMemo> read_commit_memo(const std::filesystem::path& root) {
  const OldFile old = OldFile::open(root, kName);
  if (!old.file || old.size > kLargest) return std::nullopt;
  std::string bytes(old.size, '\0');
  if (!read_at(old.file.get(), bytes.data(), bytes.size(), 0)) return std::nullopt;
  ByteSource source{bytes};
  if (source.raw<std::uint64_t>() != sum_of(source.rest()) || source.text() != kMagic) return std::nullopt;
  CommitMemo memo;
  memo.commit = source.text();
  memo.index = source.raw<store::Mark>();
  memo.others = source.raw<std::uint64_t>();
  memo.records = source.raw<std::uint64_t>();
  return source.is_at_end() ? std::optional{std::move(memo)} : std::nullopt;
}

CommitMemoWriter::CommitMemoWriter(const std::filesystem::path& root) : file_(NewFile::begin(root, kName)) {}

void CommitMemoWriter::write(const CommitMemo& memo, std::int64_t newest) {
  if (!file_ || !file_->is_settled(std::max({newest, memo.index.modified, memo.index.changed}))) return;
  std::string rest;
  ByteSink sink{rest};
  sink.text(kMagic);
  sink.text(memo.commit);
  sink.raw(memo.index);
  sink.raw(memo.others);
  sink.raw(memo.records);
  std::string bytes;
  ByteSink{bytes}.raw(sum_of(rest));
  if (write_at(file_->get(), bytes + rest, 0)) (void)file_->put_in_place();
}

void forget_commit_memo(const std::filesystem::path& root) { remove_files(root, kName); }

}  // namespace cmt::cache
