#include "yaml/second_opinion.hpp"

#include <fmt/core.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <cstdint>
#include <exception>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cmt::yaml {
namespace {

constexpr std::size_t most_levels = 64;
constexpr std::size_t most_nodes = 200'000;

// Ends a reading of yaml-cpp from within; never leaves this file.
struct Disagreement {
  std::size_t offset;
  Message message;
};

bool is_null_word(std::string_view text) {
  return text.empty() || text == "~" || text == "null" || text == "Null" || text == "NULL";
}

// Walks through the tree in step with yaml-cpp's events, and throws where they part.
class Comparison : public YAML::EventHandler {
 public:
  explicit Comparison(const Document& document) : document_(document) {}

  bool is_complete() const { return at_ == document_.root().next(); }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (++documents_ > 1) stop(mark, tr("it sees a second document here"));
  }
  void OnDocumentEnd() override {
    if (!is_complete()) {
      throw Disagreement{tree(at_).span().begin, tr("it sees the end of the file here")};
    }
  }
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const Node node = next(mark, anchor);
    if (!node.is_plain() || !is_null_word(node.text())) part(node, tr("no value"));
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override { stop(mark, tr("it sees an alias")); }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    const Node node = next(mark, anchor);
    if (!node.is_scalar()) part(node, tr("a text"));
    if (node.text() != value) part(node, tr("another text"));
    if (node.is_plain() != (tag == "?")) part(node, tr("another kind of text"));
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    start(Kind::list, next(mark, anchor), tr("a list"));
  }
  void OnSequenceEnd() override { end(); }
  void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    start(Kind::map, next(mark, anchor), tr("a map"));
  }
  void OnMapEnd() override { end(); }
  void OnAnchor(const YAML::Mark& mark, const std::string&) override {
    stop(mark, tr("it sees an anchor"));
  }

 private:
  Node tree(std::uint32_t index) const { return document_.root().at(index); }

  [[noreturn]] void stop(const YAML::Mark& mark, Message message) const {
    const auto at = mark.is_null() ? 0 : static_cast<std::size_t>(mark.pos);
    throw Disagreement{document_.source().text_begin() + at, std::move(message)};
  }
  [[noreturn]] static void part(Node node, const Message& what) {
    throw Disagreement{node.span().begin, tr("it reads {} here", what)};
  }

  // The node that yaml-cpp has come to.
  Node next(const YAML::Mark& mark, YAML::anchor_t anchor) {
    if (anchor != 0) stop(mark, tr("it sees an anchor"));
    if (!ends_.empty() && ends_.back() == at_) stop(mark, tr("it reads one more value here"));
    if (ends_.empty() && at_ != 0) stop(mark, tr("it reads one more value here"));
    if (++nodes_ > most_nodes) stop(mark, tr("it reads too many values"));
    return tree(at_++);
  }
  void start(Kind kind, Node node, const Message& what) {
    if (node.kind() != kind) part(node, what);
    if (ends_.size() >= most_levels) part(node, tr("too many levels"));
    ends_.push_back(node.next());
  }
  void end() {
    if (ends_.empty() || ends_.back() != at_) {
      throw Disagreement{tree(at_).span().begin, tr("it ends a map or list before this")};
    }
    ends_.pop_back();
  }

  const Document& document_;
  std::uint32_t at_ = 0;             // the node that comes next
  std::vector<std::uint32_t> ends_;  // of the open maps and lists
  std::size_t documents_ = 0;
  std::size_t nodes_ = 0;
};

Diagnostic disagreement(const Document& document, std::size_t offset, const Message& reason) {
  return document.error_at(
      std::min(offset, document.bytes().size()),
      tr("two YAML readers disagree on this file; the second one: {}", reason),
      tr("write the place more plainly, with the text in double quotes"));
}

}  // namespace

std::optional<Diagnostic> disagree(const Document& document) {
  try {
    std::string text = document.bytes().substr(document.source().text_begin());
    if (!text.ends_with('\n')) text += '\n';
    std::istringstream input(std::move(text));
    YAML::Parser parser(input);
    Comparison comparison(document);
    while (parser.HandleNextDocument(comparison)) {
    }
    if (comparison.is_complete()) return std::nullopt;
    return disagreement(document, 0, tr("it sees no map"));
  } catch (const Disagreement& found) {
    return disagreement(document, found.offset, found.message);
  } catch (const YAML::Exception& error) {
    const auto at = error.mark.is_null() ? 0 : static_cast<std::size_t>(error.mark.pos);
    return disagreement(document, document.source().text_begin() + at, error.msg);
  } catch (const std::exception& error) {
    return disagreement(document, 0, error.what());
  }
}

}  // namespace cmt::yaml
