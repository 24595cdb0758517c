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

}  // namespace

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
