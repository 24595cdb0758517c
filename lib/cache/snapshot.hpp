// What was computed of each record, kept under .cmt/ so that the next command need not compute it
// again. The register is the folder of records and nothing else: a snapshot that is absent, damaged,
// old, or another program's, changes the time a command takes and nothing of its answer.
//
// The file holds blocks of up to 128 records, each with three parts:
//
//   facts   what a report counts (facts_bytes.hpp), true for a span of time
//   state   the State (state_bytes.hpp)
//   words   the description, and the folded text that is searched
//
// then one Entry a record, the table of the blocks and the folders. All parts have a checksum (XXH3)
// that is compared before a byte is believed. A record counts as unchanged while its size, its times
// of modification and change in nanoseconds and its inode are those of the entry, and neither time
// lies so near to when it was read that a change right afterwards could have the same: git's rule for
// racily clean entries. The key of the file names the program, the settings and the folder.
//
// What a power cut leaves of it, the checksums refuse. It is read with pread(2) and not mapped, so that
// somebody who cuts it short meanwhile harms nothing. Not for several threads but where a function says so.
#pragma once
#include <array>
#include <atomic>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "cache/cache_file.hpp"
#include "cache/marks.hpp"
#include "core/id.hpp"
#include "store/files.hpp"
#include "store/system_calls.hpp"

namespace cmt::cache {

enum class Part { facts, state, words };
inline constexpr std::size_t kParts = 3;

// One record. Times are nanoseconds since 1970.
struct Entry {
  std::array<char, 12> id{};
  std::uint32_t block = 0;
  store::Mark mark;                    // none: it was read too soon after it changed
  std::int64_t true_from = 0, true_until = 0;  // when the facts are: from the first, before the second
  std::array<std::uint32_t, kParts> length{};  // a part without a byte is not there
  std::uint32_t unused = 0;

  std::string_view name() const { return {id.data(), id.size()}; }
};

// A block's bytes are not those that were written. Who meets it goes on without the snapshot.
struct Damaged : std::runtime_error {
  Damaged() : std::runtime_error{"the snapshot is damaged"} {}
};

struct Block {
  std::uint64_t first = 0, count = 0;            // entries
  std::array<std::uint64_t, kParts> at{}, size{}, sum{};
  std::uint64_t words_of_facts = 0;              // bytes of the dictionary before the facts
};

// A folder whose names are known as long as it is unchanged.
struct Folder {
  std::string path;
  store::Mark mark;
};

// What must be the same, besides the records.
std::string key_of(std::string_view settings);

class Snapshot {
 public:
  // Nothing where there is none for this key.
  static std::optional<Snapshot> open(const std::filesystem::path& root, std::string_view key);

  const std::vector<Entry>& entries() const { return entries_; }
  bool has_words() const { return has_words_; }

  // The ids of all records, when no folder has changed since; nothing when the folders must be read.
  std::optional<std::vector<ComplaintId>> listing(const store::Files& files) const;

  // For each id, which are in order, the number of its entry where the record is unchanged, else
  // kNone. Asks the system about each with up to so many threads; `seen` gets the marks of all.
  static constexpr std::uint32_t kNone = UINT32_MAX;
  std::vector<std::uint32_t> unchanged(const store::Files& files, const std::vector<ComplaintId>& ids,
                                       unsigned threads, Marks* seen = nullptr) const;

  // Reads parts, a block at a time; for one thread. What it gives lives until it is asked for a part
  // of another block.
  class Reader {
   public:
    explicit Reader(const Snapshot& snapshot) : snapshot_(&snapshot) {}
    // Throws Damaged.
    std::string_view part(std::uint32_t entry, Part part);
    // The dictionary of the facts of its block.
    std::string_view words_of_facts(std::uint32_t entry);

   private:
    struct Held {
      std::uint64_t block = UINT64_MAX;
      std::string bytes;
      std::vector<std::uint32_t> starts;
    };
    Held& hold(std::uint64_t block, Part part);
    const Snapshot* snapshot_;
    std::array<Held, kParts> held_;
  };

 private:
  std::shared_ptr<store::Descriptor> file_;
  std::vector<Entry> entries_;
  std::vector<Block> blocks_;
  std::vector<Folder> folders_;
  bool has_words_ = false;
};

// Writes a new one. Nothing it does can fail a command: where it cannot be written there is none.
class Writer {
 public:
  // Nothing where another program writes one at the moment, or none can be written. What is read of
  // the register from now on may be put in.
  static std::unique_ptr<Writer> begin(const std::filesystem::path& root, std::string_view key, bool with_words);

  bool with_words() const { return with_words_; }

  // As NewFile::mark_of() has it.
  store::Mark mark_of(const store::Files& files, const std::string& path) const { return file_->mark_of(files, path); }

  // The records of one block, in order; entries have their ids, marks, times and lengths. From
  // several threads; `number` tells where the block belongs.
  struct Filled {
    std::vector<Entry> entries;
    std::array<std::string, kParts> parts;
    std::string words_of_facts;
  };
  void put(std::size_t number, Filled&& block);

  // Puts it in place of the old one. `folders`: what listing() goes by, where there is an entry for
  // each of so many records.
  void finish(const std::vector<Folder>& folders, std::size_t records);

 private:
  Writer() = default;
  std::unique_ptr<NewFile> file_;
  std::string key_;
  bool with_words_ = false;
  std::atomic<std::uint64_t> end_{0};
  std::atomic<bool> has_failed_{false};
  std::mutex mutex_;
  struct Put {
    std::size_t number;
    Block block;
    std::vector<Entry> entries;
  };
  std::vector<Put> puts_;
};

// Whether there is one, of whatever key.
bool has_snapshot(const std::filesystem::path& root);

// Removes it and the index of parties, because they may tell what is not to be kept any longer.
void forget(const std::filesystem::path& root);

}  // namespace cmt::cache
