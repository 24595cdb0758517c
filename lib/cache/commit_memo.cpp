#include "cache/commit_memo.hpp"

#include <algorithm>

#include "core/bytes.hpp"

namespace cmt::cache {
namespace {

constexpr const char* kName = "committed";
constexpr std::string_view kMagic = "cmt committed 1";
constexpr std::uint64_t kLargest = 4096;

}  // namespace

std::optional<CommitMemo> read_commit_memo(const std::filesystem::path& root) {
  const auto bytes = read_whole(root, kName, kLargest);
  if (!bytes) return std::nullopt;
  ByteSource source{*bytes};
  if (source.text() != kMagic) return std::nullopt;
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
  std::string bytes;
  ByteSink sink{bytes};
  sink.text(kMagic);
  sink.text(memo.commit);
  sink.raw(memo.index);
  sink.raw(memo.others);
  sink.raw(memo.records);
  (void)file_->write_whole(bytes);
}

void forget_commit_memo(const std::filesystem::path& root) { remove_files(root, kName); }

}  // namespace cmt::cache
