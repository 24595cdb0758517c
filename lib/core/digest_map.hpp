// Maps and sets of texts that take a few bytes an entry, for a million and more of them: of a text
// only a part of its digest is kept.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace cmt {

// The first bits of a text's SHA-256, 32 a word. Nobody finds two texts with the same three words;
// of a million texts two have the same two words once in thirty million times.
template <std::size_t words>
using Digest = std::array<std::uint32_t, words>;

Digest<3> digest(std::string_view text);
inline Digest<2> short_digest(std::string_view text) {
  const Digest<3> all = digest(text);
  return {all[0], all[1]};
}

// The value of a set.
struct Nothing {};

// Entries come, and stay. `Value` is small and trivially copyable.
template <std::size_t words, class Value = Nothing>
class DigestMap {
 public:
  // The value of the key: the one it has, else the one that is given, which is put there.
  struct Put {
    Value* value;
    bool is_new;
  };
  Put put(const Digest<words>& key, const Value& value = {}) {
    Part& part = parts_[part_of(key)];
    if (8 * (part.used + 1) > 7 * part.slots.size()) grow(part);
    Slot& slot = part.slots[place_of(part.slots, key)];
    if (slot.is_used()) return {&slot.value, false};
    ++part.used;
    slot.key = key;
    slot.key.back() |= kUsed;
    slot.value = value;
    return {&slot.value, true};
  }

  const Value* find(const Digest<words>& key) const {
    const Part& part = parts_[part_of(key)];
    if (part.slots.empty()) return nullptr;
    const Slot& slot = part.slots[place_of(part.slots, key)];
    return slot.is_used() ? &slot.value : nullptr;
  }
  bool contains(const Digest<words>& key) const { return find(key) != nullptr; }

 private:
  static constexpr std::uint32_t kUsed = 1;  // the last bit of the key, which tells nothing then
  struct Slot {
    Digest<words> key = {};
    [[no_unique_address]] Value value = {};
    bool is_used() const { return (key.back() & kUsed) != 0; }
  };
  // Each part grows by itself, so that growing never needs much at once.
  struct Part {
    std::vector<Slot> slots;
    std::size_t used = 0;
  };

  static std::size_t part_of(const Digest<words>& key) { return key[0] % kParts; }
  // Where the key is, or the free slot where it belongs.
  static std::size_t place_of(const std::vector<Slot>& slots, Digest<words> key) {
    key.back() |= kUsed;
    const std::uint64_t spread = std::uint64_t{key[0] / kParts} * slots.size() * kParts;
    for (auto at = static_cast<std::size_t>(spread >> 32U);; at = at + 1 < slots.size() ? at + 1 : 0)
      if (!slots[at].is_used() || slots[at].key == key) return at;
  }
  static void grow(Part& part) {
    std::vector<Slot> slots(part.slots.size() + part.slots.size() / 4 + 4);
    for (const Slot& slot : part.slots)
      if (slot.is_used()) slots[place_of(slots, slot.key)] = slot;
    part.slots = std::move(slots);
  }

  static constexpr std::uint32_t kParts = 16;
  std::array<Part, kParts> parts_;
};

}  // namespace cmt
