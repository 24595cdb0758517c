// The nodes of a document in one block of memory, as a reader leaves them. Only readers and
// document.cpp include this.
#pragma once
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "yaml/document.hpp"

namespace cmt::yaml {

// A node. Its children follow it; in a map, key and value take turns.
struct Slot {
  Kind kind = Kind::scalar;
  Style style = Style::plain;
  bool is_verbatim = true;       // the text is a part of the file, not of `decoded`
  std::uint32_t begin = 0;       // of the span
  std::uint32_t end = 0;         //
  std::uint32_t text_begin = 0;  // of the text, in the file or in `decoded`
  std::uint32_t text_size = 0;   //
  std::uint32_t count = 0;       // entries or items
  std::uint32_t next = 0;        // the slot after this node and all inside it
  bool operator==(const Slot&) const = default;
};

struct Tree {
  Tree(Source text, const Limits& bounds) : source(std::move(text)), limits(bounds) {}

  Source source;
  Limits limits;
  std::vector<Slot> slots;
  std::string decoded;  // texts that do not stand in the file as they are
};

}  // namespace cmt::yaml
