// A YAML file as a tree whose every part knows its place in the bytes.
//
// The reader takes a strict part of YAML 1.1 and 1.2: one map, in UTF-8, without anchors, aliases,
// tags, directives, duplicate keys or missing values. It types nothing: a scalar is its text and
// its style, and `no` is the text "no".
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/diagnostic.hpp"
#include "core/result.hpp"
#include "yaml/source.hpp"

namespace cmt::yaml {

enum class Kind : std::uint8_t { scalar, map, list };

// The first five are styles of scalars, the last two of maps and lists.
enum class Style : std::uint8_t {
  plain,
  single_quoted,
  double_quoted,
  literal,
  folded,
  block,
  flow
};

// Offsets into the bytes of the file, the end exclusive.
struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool operator==(const Span&) const = default;
};

// What a file may cost to read.
struct Limits {
  std::size_t bytes = std::size_t{1} << 20U;
  std::size_t levels = 64;  // of maps and lists within each other, the root being the first
  std::size_t nodes = 20'000;
  std::size_t scalar_bytes = std::size_t{256} << 10U;
};

struct Tree;
struct Entry;
class Entries;
class Items;

// A part of a Document: a handle, valid as long as the Document is.
class Node {
 public:
  Node(const Tree& tree, std::uint32_t index) : tree_(&tree), index_(index) {}

  Kind kind() const;
  Style style() const;
  bool is_scalar() const { return kind() == Kind::scalar; }
  bool is_map() const { return kind() == Kind::map; }
  bool is_list() const { return kind() == Kind::list; }
  // A scalar without quotes, which other readers may take for a number, a time or a truth value.
  bool is_plain() const { return is_scalar() && style() == Style::plain; }

  // What a scalar says, escapes and folding undone and line breaks as LF. Empty for maps and lists.
  std::string_view text() const;

  // The bytes of exactly this value: quotes, brackets and the `|` of a block text included; not the
  // dash before it, comments after it, or the line break that ends it.
  Span span() const;

  // Entries of a map, items of a list, 0 for a scalar.
  std::size_t size() const;
  // The value of a key in a map; nothing in a list or scalar.
  std::optional<Node> find(std::string_view key) const;
  // In the order of the file; empty unless a map, or a list.
  Entries entries() const;
  Items items() const;

  // Adds the keys of a map to `out`: what each says, first_bytes of that, and the number of its node; the
  // value's is the next. Nothing of a list or scalar.
  struct Key {
    std::string_view text;
    std::uint64_t first;
    std::uint32_t index;
  };
  void add_keys(std::vector<Key>& out) const;

  // Nodes of one document are numbered from 0, the root, in the order of the file; `next` is the
  // number after the last one inside this node.
  std::uint32_t index() const { return index_; }
  std::uint32_t next() const;
  // The node of the same document with that number. Precondition: there is one.
  Node at(std::uint32_t index) const { return {*tree_, index}; }

  // The same part of the same document; for the same content see `equal` in splice.hpp.
  bool operator==(const Node&) const = default;

 private:
  const Tree* tree_;
  std::uint32_t index_;
};

struct Entry {
  Node key;
  Node value;
};

class Entries {
 public:
  class Iterator {
   public:
    Iterator(const Tree& tree, std::uint32_t index) : tree_(&tree), index_(index) {}
    Entry operator*() const;
    Iterator& operator++();
    bool operator==(const Iterator&) const = default;

   private:
    const Tree* tree_;
    std::uint32_t index_;
  };
  Entries(Iterator begin, Iterator end) : begin_(begin), end_(end) {}
  Iterator begin() const { return begin_; }
  Iterator end() const { return end_; }

 private:
  Iterator begin_;
  Iterator end_;
};

class Items {
 public:
  class Iterator {
   public:
    Iterator(const Tree& tree, std::uint32_t index) : tree_(&tree), index_(index) {}
    Node operator*() const { return {*tree_, index_}; }
    Iterator& operator++();
    bool operator==(const Iterator&) const = default;

   private:
    const Tree* tree_;
    std::uint32_t index_;
  };
  Items(Iterator begin, Iterator end) : begin_(begin), end_(end) {}
  Iterator begin() const { return begin_; }
  Iterator end() const { return end_; }

 private:
  Iterator begin_;
  Iterator end_;
};

// A file that was read. It may be moved without harm to its nodes.
class Document {
 public:
  explicit Document(std::unique_ptr<const Tree> tree);
  Document(Document&&) noexcept;
  Document& operator=(Document&&) noexcept;
  ~Document();

  // Always a map.
  Node root() const;
  const std::string& path() const;
  // The whole file as it was given.
  const std::string& bytes() const;
  const Source& source() const;
  const Limits& limits() const;

  SourcePos position(std::size_t offset) const { return source().position(offset); }
  SourcePos position(Node node) const { return position(node.span().begin); }
  // The line that holds `offset`, without its line break.
  std::string_view line_at(std::size_t offset) const { return source().line_at(offset); }
  Diagnostic error_at(std::size_t offset, Message message, Message hint = {}) const;
  Diagnostic error_at(Node node, Message message, Message hint = {}) const;

 private:
  std::unique_ptr<const Tree> tree_;
};

// Reads a file, of which `path` is only the name for messages. A file that lacks its last line
// break is read as if it were there. Failure: unreadable, with everything that is wrong as far as
// reading could go on (at most a hundred places).
Result<Document> parse(std::string path, std::string bytes, const Limits& limits = {});

}  // namespace cmt::yaml
