#include "yaml/document.hpp"

#include <utility>

#include "core/first_bytes.hpp"
#include "yaml/tree.hpp"

namespace cmt::yaml {

Kind Node::kind() const { return tree_->slots[index_].kind; }
Style Node::style() const { return tree_->slots[index_].style; }
std::size_t Node::size() const { return tree_->slots[index_].count; }
std::uint32_t Node::next() const { return tree_->slots[index_].next; }

std::string_view Node::text() const {
  const Slot& slot = tree_->slots[index_];
  const std::string_view from = slot.is_verbatim ? tree_->source.bytes() : tree_->decoded;
  return from.substr(slot.text_begin, slot.text_size);
}

Span Node::span() const {
  const Slot& slot = tree_->slots[index_];
  return {slot.begin, slot.end};
}

std::optional<Node> Node::find(std::string_view key) const {
  if (!is_map()) return std::nullopt;
  const Slot* const slots = tree_->slots.data();
  const std::uint32_t end = slots[index_].next;
  for (std::uint32_t at = index_ + 1; at < end;) {
    const Slot& name = slots[at];
    if (name.text_size == key.size() && Node(*tree_, at).text() == key) {
      return Node(*tree_, name.next);
    }
    at = slots[name.next].next;
  }
  return std::nullopt;
}

void Node::add_keys(std::vector<Key>& out) const {
  if (!is_map()) return;
  const Slot* const slots = tree_->slots.data();
  const char* const bytes = tree_->source.bytes().data();
  const char* const decoded = tree_->decoded.data();
  const std::uint32_t end = slots[index_].next;
  for (std::uint32_t at = index_ + 1; at < end; at = slots[at + 1].next) {
    const Slot& key = slots[at];
    const char* const from = key.is_verbatim ? bytes : decoded;
    const std::string_view text{from + key.text_begin, key.text_size};
    out.push_back({text, first_bytes(text), at});
  }
}

Entries Node::entries() const {
  const std::uint32_t end = is_map() ? next() : index_ + 1;
  return {{*tree_, index_ + 1}, {*tree_, end}};
}

Items Node::items() const {
  const std::uint32_t end = is_list() ? next() : index_ + 1;
  return {{*tree_, index_ + 1}, {*tree_, end}};
}

Entry Entries::Iterator::operator*() const {
  return {{*tree_, index_}, {*tree_, tree_->slots[index_].next}};
}

Entries::Iterator& Entries::Iterator::operator++() {
  index_ = tree_->slots[tree_->slots[index_].next].next;
  return *this;
}

Items::Iterator& Items::Iterator::operator++() {
  index_ = tree_->slots[index_].next;
  return *this;
}

Document::Document(std::unique_ptr<const Tree> tree) : tree_(std::move(tree)) {}
Document::Document(Document&&) noexcept = default;
Document& Document::operator=(Document&&) noexcept = default;
Document::~Document() = default;

Node Document::root() const { return {*tree_, 0}; }
const std::string& Document::path() const { return tree_->source.path(); }
const std::string& Document::bytes() const { return tree_->source.bytes(); }
const Source& Document::source() const { return tree_->source; }
const Limits& Document::limits() const { return tree_->limits; }

Diagnostic Document::error_at(std::size_t offset, Message message, Message hint) const {
  return source().error_at(offset, std::move(message), std::move(hint));
}

Diagnostic Document::error_at(Node node, Message message, Message hint) const {
  return error_at(node.span().begin, std::move(message), std::move(hint));
}

}  // namespace cmt::yaml
