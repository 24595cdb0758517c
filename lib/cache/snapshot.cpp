#include "cache/snapshot.hpp"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <thread>

#include "cache/party_index.hpp"
#include "core/bytes.hpp"

namespace cmt::cache {
namespace {

using store::Mark;

constexpr const char* kName = "snapshot";
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

std::uint64_t sum_of(const Header& header) {
  return XXH3_64bits(&header, offsetof(Header, header_sum));
}

void set_key(Header& header, std::string_view key) {
  const auto hash = XXH3_128bits(key.data(), key.size());
  header.key_low = hash.low64;
  header.key_high = hash.high64;
}

template <class T>
std::string_view bytes_of(const std::vector<T>& values) {
  return {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T)};
}

}  // namespace

std::string key_of(std::string_view settings) {
  std::string key = key_of_program();
  if (!key.empty()) ByteSink{key}.text(settings);
  return key;
}

std::optional<Snapshot> Snapshot::open(const std::filesystem::path& root, std::string_view key) {
  OldFile old = OldFile::open(root, kName);
  if (!old.file) return std::nullopt;
  Snapshot out;
  out.file_ = std::make_shared<store::Descriptor>(std::move(old.file));
  const int file = out.file_->get();
  Header header, wanted;
  set_key(wanted, key);
  if (!read_at(file, &header, sizeof header, 0)) return std::nullopt;
  if (std::memcmp(header.magic, wanted.magic, sizeof header.magic) != 0 || header.format != kFormat ||
      header.key_low != wanted.key_low || header.key_high != wanted.key_high ||
      header.header_sum != sum_of(header))
    return std::nullopt;
  // The header is what we wrote, so its numbers are.
  if (header.at + header.entries * sizeof(Entry) + header.blocks * sizeof(Block) + header.folders != old.size)
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
                                               unsigned threads, Marks* seen) const {
  std::vector<std::uint32_t> out(ids.size(), kNone);
  std::mutex mutex;  // guards what is seen
  const auto look = [&](std::size_t from, std::size_t to) {
    if (from == to) return;
    Marks here;
    auto entry = std::lower_bound(entries_.begin(), entries_.end(), ids[from].text(),
                                  [](const Entry& one, std::string_view id) { return one.name() < id; });
    for (std::size_t i = from; i < to; ++i) {
      const std::string& id = ids[i].text();
      while (entry != entries_.end() && entry->name() < id) ++entry;
      const bool is_there = entry != entries_.end() && entry->name() == id && entry->mark.is_known();
      if (!is_there && !seen) continue;
      const Mark mark = files.mark(ids[i].path());
      if (seen) here.add(id, mark);
      if (is_there && mark == entry->mark) out[i] = static_cast<std::uint32_t>(entry - entries_.begin());
    }
    if (!seen) return;
    const std::lock_guard lock{mutex};
    seen->add(here);
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
  auto file = NewFile::begin(root, kName);
  if (!file) return nullptr;
  auto out = std::unique_ptr<Writer>{new Writer};
  out->file_ = std::move(file);
  out->key_ = key;
  out->with_words_ = with_words;
  out->end_ = sizeof(Header);
  return out;
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
  (void)file_->put_in_place();
}

bool has_snapshot(const std::filesystem::path& root) { return bool{OldFile::open(root, kName).file}; }

void forget(const std::filesystem::path& root) {
  remove_files(root, kName);
  remove_files(root, kNameOfPartyIndex);
}

}  // namespace cmt::cache
