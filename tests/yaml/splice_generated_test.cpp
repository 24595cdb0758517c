// Edits of some thousand records as people may leave them: a generator with a fixed seed mixes
// styles, comments, indentation, line breaks and scripts.
#include <algorithm>
#include <cstddef>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "support/test.hpp"
#include "yaml/second_opinion.hpp"
#include "yaml/splice.hpp"

namespace {

using namespace cmt;
using namespace cmt::yaml;

class Generator {
 public:
  explicit Generator(unsigned seed) : engine_(seed) {}

  // A record whose list is under the key `history`.
  std::string record() {
    out_.clear();
    if (one_of(4)) noise(0);
    if (one_of(8)) out_ += "---\n";
    out_ += "schema: 1" + tail();
    field("id", 0);
    noise(0);
    history();
    // A comment beside the keys would belong to a list in their column.
    if (one_of(2)) out_ += pick({"\n# after\n", "\n\n", "\n  \n# after\n# more\n", "# close\n"});
    const std::size_t keys = number(3);
    for (std::size_t i = 0; i < keys; ++i) {
      field("after" + std::to_string(i), 0);
      if (one_of(3)) noise(0);
    }
    return finished();
  }

  Value item() {
    Value event = Value::map();
    event.add("event", Value::text(text()))
        .add("at", Value::verbatim("2026-11-20T09:12:00+03:30"))
        .add("description", Value::text(text() + "\n" + text() + pick({"", "\n", "\n\n"})))
        .add("tags", Value::list({Value::text(text()), Value::text(text())}));
    if (one_of(2)) event.add("amount", Value::map().add("value", Value::text("1.0")).flow(true));
    if (one_of(3)) event.add("deep", Value::list({Value::map().add("x", Value::text(text()))}));
    return event;
  }

  std::string text() {
    return pick({"word", "no", "two words", "پرداخت دو باره", "Деньги: списаны", "12.50", "a # b",
                 "", " blank ", "- dash", "\"quoted\"", "it's", "tab\there", "[x], {y}",
                 "end:", "2026-11-20", "\u202Ebidi", "😀"});
  }

  bool one_of(std::size_t count) { return number(count) == 0; }
  std::size_t number(std::size_t count) { return engine_() % count; }

 private:
  std::string pick(const std::vector<std::string>& all) { return all[number(all.size())]; }

  std::string tail() { return pick({"", "", "", "   ", " # note", "  # не: 'то"}) + "\n"; }

  void noise(std::size_t column) {
    const std::string blanks(column, ' ');
    out_ += pick({"", "", "\n", "\n\n", "   \n", blanks + "# note\n", blanks + "  # a: b\n\n"});
  }

  std::string plain() { return pick({"word", "two words", "پرداخت", "it's #1", "a:b", "12"}); }

  std::string flow() {
    return pick({"[]", "{}", "[a, b]", "[ a , 'b, c' ]", "{a: 1, b: [x, y]}", "[{a: b}, {c: d}]",
                 "{ \"a\": \"b\" }"});
  }

  // An entry whose key stands at the end of `out_`.
  void field_here(const std::string& key, std::size_t column) {
    const std::string in(column + 1 + number(4), ' ');
    out_ += pick({key, key, "\"" + key + "\"", "'" + key + "'"}) + ":";
    switch (number(10)) {
      case 0:
      case 1:
      case 2:
        out_ += pick({" ", "   "}) + plain() + tail();
        break;
      case 3:
        out_ += pick({" 'sin''gle'", " \"dou\\nble\"", " \"\"", " \"a \\\n" + in + "b\""}) + tail();
        break;
      case 4:
        out_ += " " + pick({"|", "|-", "|+", "| # note"}) + "\n" + in + "text\n" +
                pick({"", "\n", in + "# not a note\n", in + "  more\n"}) + in + "متن\n" +
                pick({"", "\n", "\n\n"});
        break;
      case 5:
        out_ += " " + pick({">", ">-"}) + "\n" + in + "folded\n" + in + "text\n\n" + in + "end\n";
        break;
      case 6:
        out_ += " several\n" + in + "plain lines\n";
        break;
      case 7:
        out_ += " " + flow() + tail();
        break;
      case 8:
        out_ += pick({"", " # note"}) + "\n" + in + "x: y\n" + in + "z: 1" + tail();
        break;
      default:
        out_ += "\n" + in + "- x\n" + in + "- y" + tail();
    }
  }

  void field(const std::string& key, std::size_t column) {
    out_ += std::string(column, ' ');
    field_here(key, column);
  }

  void history() {
    if (one_of(6)) {
      out_ += "history: " + flow_history() + tail();
      return;
    }
    out_ += "history:" + tail();
    const std::size_t column = pick({"", "  ", "    ", " "}).size();
    const std::size_t gap = one_of(4) ? 1 + number(3) : 1;
    const std::size_t items = 1 + number(4);
    for (std::size_t i = 0; i < items; ++i) {
      out_ += std::string(column, ' ') + "-" + std::string(gap, ' ');
      const std::size_t inner = column + 1 + gap;
      field_here("event", inner);
      const std::size_t fields = number(4);
      for (std::size_t k = 0; k < fields; ++k) {
        if (one_of(4)) noise(inner);
        field("f" + std::to_string(k), inner);
      }
      if (one_of(3)) noise(column);
    }
  }

  std::string flow_history() {
    return pick({"[]", "[ ]", "[{event: a}]", "[{event: a}, {event: b},]",
                 "[\n  {event: a}, # x\n]", "[\n  {event: a}\n  # y\n  ]",
                 "[{event: \"a\"} , b ]"});
  }

  std::string finished() {
    if (one_of(4)) {
      while (out_.ends_with('\n')) out_.pop_back();
    }
    std::string bytes = one_of(6) ? "\xEF\xBB\xBF" : "";
    const bool has_returns = one_of(4);
    for (const char c : out_) {
      if (c == '\n' && has_returns) bytes += '\r';
      bytes += c;
    }
    return bytes;
  }

  std::mt19937 engine_;
  std::string out_;
};

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t size = std::min(text.find('\n'), text.size() - 1) + 1;
    lines.push_back(text.substr(0, size));
    text.remove_prefix(size);
  }
  return lines;
}

// Whether `after` is `before` with one run of characters, or of lines, put in.
template <class Sequence>
bool is_addition(const Sequence& before, const Sequence& after) {
  if (after.size() < before.size()) return false;
  const auto [old, fresh] = std::mismatch(before.begin(), before.end(), after.begin());
  return std::equal(old, before.end(),
                    fresh + static_cast<std::ptrdiff_t>(after.size() - before.size()));
}

// A record without a last line break gains one before lines are added at its end.
bool is_addition_of_lines(const std::string& before, const std::string& after) {
  if (is_addition(lines_of(before), lines_of(after))) return true;
  if (before.ends_with('\n') || !after.starts_with(before)) return false;
  const std::string_view rest = std::string_view(after).substr(before.size());
  return rest.starts_with('\n') || rest.starts_with("\r\n");
}

Document read(const std::string& bytes) {
  auto document = parse("r.yaml", bytes);
  if (!document) FAIL(document.diagnostics().front().message.english());
  return *std::move(document);
}

}  // namespace

TEST_CASE(
    "an item added to any record leaves all else as it was and is read back by both readers") {
  Generator generator(20261120);
  for (int i = 0; i < 3'000; ++i) {
    const std::string before = generator.record();
    const Value item = generator.item();
    CAPTURE(i, before);
    const Document document = read(before);
    REQUIRE_FALSE(disagree(document));
    const Node history = *document.root().find("history");
    const auto after = append_item(document, history, item);
    if (!after) FAIL(after.diagnostics().front().message.english());
    CAPTURE(*after);
    REQUIRE(is_addition(before, *after));
    if (history.style() == Style::block) REQUIRE(is_addition_of_lines(before, *after));
    const Document edited = read(*after);
    REQUIRE_FALSE(disagree(edited));
    const Node longer = *edited.root().find("history");
    REQUIRE(longer.size() == history.size() + 1);
    auto last = longer.items().begin();
    for (std::size_t k = 0; k < history.size(); ++k) ++last;
    REQUIRE(equal(*last, item));
    REQUIRE((before.find("\r\n") == std::string::npos) ==
            (after->find("\r\n") == std::string::npos));
  }
}

TEST_CASE("an entry added to any record and taken out again leaves the bytes as they were") {
  Generator generator(7);
  for (int i = 0; i < 1'500; ++i) {
    const std::string before = generator.record();
    CAPTURE(i, before);
    const Document document = read(before);
    const Value value = generator.item();
    const auto with = generator.one_of(2)
                          ? insert_entry(document, document.root(), "fresh", value)
                          : insert_entry_after(document, document.root(), "id", "fresh", value);
    if (!with) FAIL(with.diagnostics().front().message.english());
    CAPTURE(*with);
    const Document edited = read(*with);
    REQUIRE_FALSE(disagree(edited));
    REQUIRE(equal(*edited.root().find("fresh"), value));
    const auto without = remove_entry(edited, edited.root(), "fresh");
    if (!without) FAIL(without.diagnostics().front().message.english());
    const bool was_complete = before.ends_with('\n');
    REQUIRE((*without == before || (!was_complete && without->starts_with(before))));
  }
}

TEST_CASE("a value replaced in any record changes nothing else") {
  Generator generator(11);
  int edits = 0;
  for (int i = 0; i < 1'500; ++i) {
    const std::string before = generator.record();
    CAPTURE(i, before);
    const Document document = read(before);
    const Node id = *document.root().find("id");
    const Value value = Value::text(generator.text());
    const auto after = set_value(document, id, value);
    if (!after) continue;
    ++edits;
    CAPTURE(*after);
    const Document edited = read(*after);
    REQUIRE_FALSE(disagree(edited));
    REQUIRE(equal(*edited.root().find("id"), value));
    const Span span = id.span();
    REQUIRE(after->substr(0, span.begin) == before.substr(0, span.begin));
    REQUIRE(after->ends_with(before.substr(span.end)));
  }
  CHECK(edits > 1'000);
}

TEST_CASE("an item added to a record with damaged bytes is read back, or refused") {
  Generator generator(13);
  const std::string_view bytes = "\n\n  --::#'\"|>[]{},&*!%@?\t\r\\x\xD9\xEF\xBB\xBF";
  int edits = 0;
  for (int i = 0; i < 4'000; ++i) {
    std::string before = generator.record();
    for (std::size_t k = generator.number(4); k-- > 0;) {
      const std::size_t at = generator.number(before.size());
      if (generator.one_of(3)) {
        before.erase(at, 1 + generator.number(8));
      } else {
        before.insert(at, 1, bytes[generator.number(bytes.size())]);
      }
    }
    CAPTURE(i, before);
    const auto document = parse("r.yaml", before);
    if (!document) continue;
    const auto history = document->root().find("history");
    if (!history || !history->is_list()) continue;
    const Value item = generator.item();
    const auto after = append_item(*document, *history, item);
    if (!after) continue;
    ++edits;
    REQUIRE(is_addition(before, *after));
    const Document edited = read(*after);
    REQUIRE(edited.root().find("history")->size() == history->size() + 1);
    if (!disagree(*document)) REQUIRE_FALSE(disagree(edited));
  }
  CHECK(edits > 500);
}
