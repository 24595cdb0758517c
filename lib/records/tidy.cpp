#include "records/tidy.hpp"

#include <functional>
#include <set>

#include "yaml/splice.hpp"

namespace cmt::records {
namespace {

using yaml::Document;
using yaml::Node;

std::string without_returns(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size());
  for (std::size_t i = 0; i < bytes.size(); ++i)
    if (bytes[i] != '\r' || i + 1 == bytes.size() || bytes[i + 1] != '\n') out += bytes[i];
  return out;
}

// The lines (where they begin) of texts that go over several of them: blanks there are theirs.
std::set<std::size_t> lines_of_texts(const Document& document) {
  std::set<std::size_t> out;
  for (Node node = document.root(); node.index() < document.root().next();
       node = node.at(node.index() + 1)) {
    if (node.is_scalar()) {
      const auto [begin, end] = node.span();
      const std::size_t last = document.source().line_begin(end);
      for (std::size_t at = document.source().line_begin(begin);
           last > document.source().line_begin(begin) && at <= last && at < document.bytes().size();
           at = document.source().next_line(at))
        out.insert(at);
    }
    if (node.index() + 1 == document.root().next()) break;
  }
  return out;
}

std::string without_blanks_at_ends(const Document& document) {
  const auto texts = lines_of_texts(document);
  const std::string_view bytes = document.bytes();
  std::string out{bytes.substr(0, document.source().text_begin())};
  for (std::size_t at = out.size(); at < bytes.size();) {
    const std::size_t next = document.source().next_line(at);
    const std::string_view line = document.line_at(at);
    const std::string_view end = bytes.substr(at + line.size(), next - at - line.size());
    const std::size_t last = line.find_last_not_of(" \t");
    const bool is_text = texts.count(document.source().line_begin(at)) > 0;
    out += is_text ? line : line.substr(0, last == std::string_view::npos ? 0 : last + 1);
    out += end;
    at = next;
  }
  return out;
}

}  // namespace

Tidied tidy(const Document& document, std::string_view modeline) {
  Tidied out{document.bytes(), {}};
  // Takes a change when the file still says the same.
  const auto mend = [&](const char* what, const std::function<std::string(const Document&)>& change) {
    const auto now = yaml::parse(document.path(), out.bytes, document.limits());
    if (!now) return;
    std::string changed = change(*now);
    if (changed == out.bytes) return;
    const auto again = yaml::parse(document.path(), changed, document.limits());
    if (!again || !yaml::equal(again->root(), document.root())) return;
    out.bytes = std::move(changed);
    out.mended.emplace_back(what);
  };
  mend("line ends of Windows", [](const Document& now) { return without_returns(now.bytes()); });
  mend("blanks at the end of lines", without_blanks_at_ends);
  mend("no end of the last line", [](const Document& now) {
    return now.bytes().ends_with('\n') ? now.bytes() : now.bytes() + "\n";
  });
  mend("no line that tells editors the schema", [&](const Document& now) {
    const std::size_t first_key = now.root().span().begin;
    const std::string_view above = std::string_view{now.bytes()}.substr(0, first_key);
    if (above.find("yaml-language-server:") != std::string_view::npos) return now.bytes();
    std::string bytes = now.bytes();
    return bytes.insert(now.source().text_begin(), modeline);
  });
  return out;
}

}  // namespace cmt::records
