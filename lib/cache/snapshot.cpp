#include "cache/snapshot.hpp"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstring>
#include <thread>

#include "core/bytes.hpp"

namespace cmt::cache {
namespace {

using store::Descriptor;
using store::Mark;

constexpr const char* kFolder = ".cmt";
constexpr const char* kName = "snapshot";
constexpr const char* kNewName = "snapshot.new";
constexpr std::uint32_t kFormat = 1;

struct Header {
  char magic[12] = {'c', 'm', 't', ' ', 's', 'n', 'a', 'p', 's', 'h', 'o', 't'};
  std::uint32_t format = kFormat;
  std::uint64_t key_low = 0, key_high = 0;
  std::uint64_t entries = 0, blocks = 0, folders = 0;  // how many; of folders, bytes
  std::uint64_t at = 0;                                // where the entries begin
  std::uint64_t sum = 0;                               // of entries, blocks and folders
  std::uint64_t has_words = 0;
  std::uint64_t header_sum = 0;
};
static_assert(std::is_trivially_copyable_v<Header> && std::is_trivially_copyable_v<Entry> &&
              std::is_trivially_copyable_v<Block>);

std::uint64_t sum_of(std::string_view bytes) { return XXH3_64bits(bytes.data(), bytes.size()); }

std::uint64_t sum_of(const Header& header) {
  return XXH3_64bits(&header, offsetof(Header, header_sum));
}

void set_key(Header& header, std::string_view key) {
  const auto hash = XXH3_128bits(key.data(), key.size());
  header.key_low = hash.low64;
  header.key_high = hash.high64;
}

bool read_at(int file, void* to, std::size_t size, std::uint64_t at) {
  auto* next = static_cast<char*>(to);
  while (size > 0) {
    const ssize_t got = ::pread(file, next, size, static_cast<off_t>(at));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    next += got;
    at += static_cast<std::uint64_t>(got);
    size -= static_cast<std::size_t>(got);
  }
  return true;
}

bool write_at(int file, std::string_view bytes, std::uint64_t at) {
  while (!bytes.empty()) {
    const ssize_t put = ::pwrite(file, bytes.data(), bytes.size(), static_cast<off_t>(at));
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(put));
    at += static_cast<std::uint64_t>(put);
  }
  return true;
}

template <class T>
std::string_view bytes_of(const std::vector<T>& values) {
  return {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T)};
}

std::int64_t nanoseconds(const timespec& time) {
  return static_cast<std::int64_t>(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
}

// The folder, and whether it is there as we make it: no link, and nobody else's.
Descriptor open_folder(const std::filesystem::path& root) {
  const Descriptor at{::open(root.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC)};
  if (!at) return {};
  return store::open_beneath(at.get(), kFolder, O_RDONLY | O_DIRECTORY);
}

bool is_ours(const struct stat& status) {
  return S_ISREG(status.st_mode) && status.st_uid == ::geteuid() && (status.st_mode & 0022U) == 0;
}

}  // namespace

std::string key_of(std::string_view settings) {
  struct stat program;
  if (::stat("/proc/self/exe", &program) != 0) return {};
  std::string key;
  ByteSink sink{key};
  sink.raw(program.st_ino);
  sink.raw(program.st_size);
  sink.raw(nanoseconds(program.st_mtim));
  sink.raw(nanoseconds(program.st_ctim));
  sink.text(settings);
  return key;
}

std::optional<Snapshot> Snapshot::open(const std::filesystem::path& root, std::string_view key) {
  const Descriptor folder = open_folder(root);
  if (!folder) return std::nullopt;
  Snapshot out;
  out.file_ = std::make_shared<Descriptor>(store::open_beneath(folder.get(), kName, O_RDONLY | O_NONBLOCK));
  const int file = out.file_->get();
  struct stat status;
  if (file < 0 || ::fstat(file, &status) != 0 || !is_ours(status)) return std::nullopt;
  Header header, wanted;
  set_key(wanted, key);
  if (!read_at(file, &header, sizeof header, 0)) return std::nullopt;
  if (std::memcmp(header.magic, wanted.magic, sizeof header.magic) != 0 || header.format != kFormat ||
      header.key_low != wanted.key_low || header.key_high != wanted.key_high ||
      header.header_sum != sum_of(header))
    return std::nullopt;
  // The header is what we wrote, so its numbers are.
  const auto size = static_cast<std::uint64_t>(status.st_size);
  if (header.at + header.entries * sizeof(Entry) + header.blocks * sizeof(Block) + header.folders != size)
    return std::nullopt;
  std::string folders(header.folders, '\0');
  out.entries_.resize(header.entries);
  out.blocks_.resize(header.blocks);
  std::uint64_t at = header.at;
  XXH3_state_t sum;
  XXH3_64bits_reset(&sum);
  const auto take = [&](void* to, std::size_t count) {
    if (!read_at(file, to, count, at)) return false;
    XXH3_64bits_update(&sum, to, count);
    at += count;
    return true;
  };
  if (!take(out.entries_.data(), header.entries * sizeof(Entry)) ||
      !take(out.blocks_.data(), header.blocks * sizeof(Block)) || !take(folders.data(), folders.size()) ||
      XXH3_64bits_digest(&sum) != header.sum)
    return std::nullopt;
  ByteSource source{folders};
  for (auto left = source.count(); left > 0; --left) {
    const std::string path{source.text()};
    out.folders_.push_back({path, source.raw<Mark>()});
  }
  if (!source.is_at_end()) return std::nullopt;
  out.has_words_ = header.has_words != 0;
  return out;
}

std::optional<std::vector<ComplaintId>> Snapshot::listing(const store::Files& files) const {
  if (folders_.empty()) return std::nullopt;
  for (const auto& folder : folders_)
    if (!folder.mark.is_known() || files.mark(folder.path) != folder.mark) return std::nullopt;
  std::vector<ComplaintId> out;
  out.reserve(entries_.size());
  for (const auto& entry : entries_) out.push_back(ComplaintId::known(entry.name()));
  return out;
}

std::vector<std::uint32_t> Snapshot::unchanged(const store::Files& files, const std::vector<ComplaintId>& ids,
                                               unsigned threads) const {
  std::vector<std::uint32_t> out(ids.size(), kNone);
  const auto look = [&](std::size_t from, std::size_t to) {
    if (from == to) return;
    auto entry = std::lower_bound(entries_.begin(), entries_.end(), ids[from].text(),
                                  [](const Entry& one, std::string_view id) { return one.name() < id; });
    for (std::size_t i = from; i < to; ++i) {
      const std::string& id = ids[i].text();
      while (entry != entries_.end() && entry->name() < id) ++entry;
      if (entry == entries_.end() || entry->name() != id || !entry->mark.is_known()) continue;
      if (files.mark(ids[i].path()) == entry->mark) out[i] = static_cast<std::uint32_t>(entry - entries_.begin());
    }
  };
  // Below some thousands a second thread costs more than it gives.
  if (ids.size() < 4000) threads = 1;
  std::vector<std::thread> others;
  const auto share = [&](unsigned i) { return ids.size() * i / threads; };
  for (unsigned i = 1; i < threads; ++i)
    others.emplace_back([&, i] {
      store::own_descriptors();
      look(share(i), share(i + 1));
    });
  look(0, share(1));
  for (auto& thread : others) thread.join();
  return out;
}

Snapshot::Reader::Held& Snapshot::Reader::hold(std::uint64_t number, Part part) {
  const auto which = static_cast<std::size_t>(part);
  Held& held = held_[which];
  if (held.block == number) return held;
  const Block& block = snapshot_->blocks_[number];
  held.block = UINT64_MAX;
  held.bytes.resize(block.size[which]);
  if (!read_at(snapshot_->file_->get(), held.bytes.data(), held.bytes.size(), block.at[which]) ||
      sum_of(held.bytes) != block.sum[which])
    throw Damaged{};
  held.starts.resize(block.count);
  std::uint32_t start = part == Part::facts ? static_cast<std::uint32_t>(block.words_of_facts) : 0;
  for (std::size_t i = 0; i < block.count; ++i) {
    held.starts[i] = start;
    start += snapshot_->entries_[block.first + i].length[which];
  }
  if (start != held.bytes.size()) throw Damaged{};
  held.block = number;
  return held;
}

std::string_view Snapshot::Reader::part(std::uint32_t number, Part part) {
  const Entry& entry = snapshot_->entries_[number];
  const Held& held = hold(entry.block, part);
  return std::string_view{held.bytes}.substr(held.starts[number - snapshot_->blocks_[entry.block].first],
                                             entry.length[static_cast<std::size_t>(part)]);
}

std::string_view Snapshot::Reader::words_of_facts(std::uint32_t number) {
  const auto block = snapshot_->entries_[number].block;
  return std::string_view{hold(block, Part::facts).bytes}.substr(0, snapshot_->blocks_[block].words_of_facts);
}

std::unique_ptr<Writer> Writer::begin(const std::filesystem::path& root, std::string_view key, bool with_words) {
  if (key.empty()) return nullptr;
  Descriptor folder = open_folder(root);
  if (!folder) {
    const Descriptor at{::open(root.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC)};
    if (!at || ::mkdirat(at.get(), kFolder, 0700) != 0) return nullptr;
    folder = open_folder(root);
    if (!folder) return nullptr;
    // Nothing below it belongs in git, whatever the register's own .gitignore says.
    const Descriptor ignored{::openat(folder.get(), ".gitignore", O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600)};
    if (ignored) (void)write_at(ignored.get(), "*\n", 0);
  }
  Descriptor file{::openat(folder.get(), kNewName, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, 0600)};
  struct stat opened, named;
  // Who holds the lock writes; the name may have been put in place, or taken away, while we asked.
  if (!file || ::flock(file.get(), LOCK_EX | LOCK_NB) != 0 || ::fstat(file.get(), &opened) != 0 ||
      ::fstatat(folder.get(), kNewName, &named, AT_SYMLINK_NOFOLLOW) != 0 || opened.st_ino != named.st_ino ||
      !is_ours(opened) || opened.st_nlink != 1 || ::ftruncate(file.get(), 0) != 0)
    return nullptr;
  // By whatever clock the file system stamps files, now is what it stamps on this write.
  if (!write_at(file.get(), "c", 0) || ::fstat(file.get(), &opened) != 0) return nullptr;
  auto out = std::unique_ptr<Writer>{new Writer};
  out->began_ = nanoseconds(opened.st_mtim);
  // A stamp of whole milliseconds may be one of whole seconds, or two.
  out->grain_ = out->began_ % 1'000'000 == 0 ? 2'100'000'000 : 20'000'000;
  out->folder_ = std::make_shared<Descriptor>(std::move(folder));
  out->file_ = std::make_shared<Descriptor>(std::move(file));
  out->key_ = key;
  out->with_words_ = with_words;
  out->end_ = sizeof(Header);
  return out;
}

Writer::~Writer() {
  if (file_) (void)::unlinkat(folder_->get(), kNewName, 0);
}

Mark Writer::mark_of(const store::Files& files, const std::string& path) const {
  const Mark mark = files.mark(path);
  return std::max(mark.modified, mark.changed) + grain_ < began_ ? mark : Mark{};
}

void Writer::put(std::size_t number, Filled&& filled) {
  if (filled.entries.empty() || has_failed_) return;
  Put one{number, {}, std::move(filled.entries)};
  one.block.count = one.entries.size();
  one.block.words_of_facts = filled.words_of_facts.size();
  filled.parts[0].insert(0, filled.words_of_facts);
  std::uint64_t size = 0;
  for (const auto& part : filled.parts) size += part.size();
  std::uint64_t at = end_.fetch_add(size);
  for (std::size_t i = 0; i < kParts; ++i) {
    one.block.at[i] = at;
    one.block.size[i] = filled.parts[i].size();
    one.block.sum[i] = sum_of(filled.parts[i]);
    if (!write_at(file_->get(), filled.parts[i], at)) has_failed_ = true;
    at += filled.parts[i].size();
  }
  const std::lock_guard lock{mutex_};
  puts_.push_back(std::move(one));
}

void Writer::finish(const std::vector<Folder>& listed, std::size_t records) {
  if (has_failed_) return;
  std::sort(puts_.begin(), puts_.end(), [](const Put& a, const Put& b) { return a.number < b.number; });
  std::vector<Entry> entries;
  std::vector<Block> blocks;
  for (auto& put : puts_) {
    put.block.first = entries.size();
    for (auto& entry : put.entries) {
      entry.block = static_cast<std::uint32_t>(blocks.size());
      entries.push_back(entry);
    }
    put.entries = {};
    blocks.push_back(put.block);
  }
  const auto folders = entries.size() == records ? listed : std::vector<Folder>{};
  std::string names;
  ByteSink sink{names};
  sink.size(folders.size());
  for (const auto& folder : folders) {
    sink.text(folder.path);
    sink.raw(folder.mark);
  }
  Header header;
  set_key(header, key_);
  header.entries = entries.size();
  header.blocks = blocks.size();
  header.folders = names.size();
  header.at = end_;
  header.has_words = with_words_ ? 1 : 0;
  XXH3_state_t sum;
  XXH3_64bits_reset(&sum);
  std::uint64_t at = end_;
  for (const auto bytes : {bytes_of(entries), bytes_of(blocks), std::string_view{names}}) {
    XXH3_64bits_update(&sum, bytes.data(), bytes.size());
    if (!write_at(file_->get(), bytes, at)) return;
    at += bytes.size();
  }
  header.sum = XXH3_64bits_digest(&sum);
  header.header_sum = sum_of(header);
  if (!write_at(file_->get(), {reinterpret_cast<const char*>(&header), sizeof header}, 0)) return;
  if (::renameat(folder_->get(), kNewName, folder_->get(), kName) == 0) file_ = nullptr;
}

void forget(const std::filesystem::path& root) {
  const Descriptor folder = open_folder(root);
  if (!folder) return;
  (void)::unlinkat(folder.get(), kName, 0);
  (void)::unlinkat(folder.get(), kNewName, 0);
}

}  // namespace cmt::cache
