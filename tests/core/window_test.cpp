// A text that is read piece by piece, and its lines.
#include "core/window.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "core/lines.hpp"
#include "support/test.hpp"

namespace cmt {
namespace {

// Gives at most `piece` bytes at a time.
ReadBytes in_pieces(std::string_view text, std::size_t piece) {
  return [text, piece](char* buffer, std::size_t size) mutable -> Result<std::size_t> {
    const std::size_t count = text.copy(buffer, std::min(size, piece));
    text.remove_prefix(count);
    return count;
  };
}

// Fails behind the text.
ReadBytes with_failure(std::string_view text) {
  return [read = read_from(text)](char* buffer, std::size_t size) -> Result<std::size_t> {
    auto got = read(buffer, size);
    if (*got > 0) return got;
    return unreadable("a.txt", "input/output error");
  };
}

std::string numbered(std::size_t size) {
  std::string text;
  for (std::size_t i = 0; text.size() < size; ++i) text += std::to_string(i) + "\n";
  return text;
}

std::vector<std::string> lines_of(ReadBytes read, std::size_t longest = 100) {
  std::vector<std::string> out;
  LineReader lines{std::move(read), longest};
  while (true) {
    const auto next = lines.next();
    REQUIRE(next);
    if (!*next) return out;
    CHECK((*next)->number == static_cast<int>(out.size()) + 1);
    out.push_back(std::string{(*next)->text} + ((*next)->is_ended ? "$" : ""));
  }
}

}  // namespace

TEST_CASE("a window shows every byte of a text, whatever the pieces it comes in") {
  const std::string text = numbered(400'000);
  for (const std::size_t piece : {std::size_t{7}, std::size_t{65'536}, text.size()}) {
    Window window{in_pieces(text, piece)};
    bool is_same = true;
    for (std::size_t i = 0; i < text.size(); ++i) {
      is_same = is_same && window.has(i) && window[i] == text[i];
      if (i % 1000 == 0) is_same = is_same && window.text(i, 300) == std::string_view{text}.substr(i, 300);
      if (i % 1500 == 0) window.forget(i);
    }
    CHECK(is_same);
    CHECK_FALSE(window.has(text.size()));
    CHECK(window.from(text.size()).empty());
    CHECK_FALSE(window.failure());
  }
}

TEST_CASE("what was not forgotten can be looked at again, however much was read since") {
  const std::string text = numbered(1'000'000);
  Window window{in_pieces(text, 1000)};
  REQUIRE(window.has(5000));
  window.forget(5000);
  REQUIRE(window.has(900'000));
  CHECK(window.text(5000, 700'000) == std::string_view{text}.substr(5000, 700'000));
}

TEST_CASE("a text that cannot be read further says why") {
  Window window{with_failure("abc")};
  CHECK(window.text(0, 10) == "abc");
  REQUIRE(window.failure());
  CHECK(window.failure()->diagnostics.front().message == "input/output error");
  CHECK_FALSE(window.has(3));
}

TEST_CASE("lines are given without their ends, and the last may lack one") {
  CHECK(lines_of(read_from("a\n\nb\r\nc")) == std::vector<std::string>{"a$", "$", "b\r$", "c"});
  CHECK(lines_of(read_from("a\n")) == std::vector<std::string>{"a$"});
  CHECK(lines_of(read_from("")).empty());
  CHECK(lines_of(in_pieces("ab\ncd\n", 1)) == std::vector<std::string>{"ab$", "cd$"});
}

TEST_CASE("of a line that is too long only the size is known, and the next one is whole") {
  const std::string text = std::string(300'000, 'x') + "\nnext\n";
  LineReader lines{in_pieces(text, 1000), 100};
  const auto first = lines.next();
  REQUIRE((first && *first));
  CHECK((*first)->size == 300'000);
  CHECK((*first)->text.empty());
  const auto second = lines.next();
  REQUIRE((second && *second));
  CHECK((*second)->text == "next");
}

TEST_CASE("a line without an end in sight is the last one that is looked at") {
  std::size_t given = 0;
  LineReader lines{[&](char* buffer, std::size_t size) -> Result<std::size_t> {
                     std::fill_n(buffer, size, '\0');
                     given += size;
                     return size;
                   },
                   100};
  const auto endless = lines.next();
  REQUIRE((endless && *endless));
  CHECK((*endless)->size > 100);
  CHECK(given < 100'000'000);
  const auto behind = lines.next();
  REQUIRE(behind);
  CHECK_FALSE(*behind);
}

TEST_CASE("lines that cannot be read further end in a failure") {
  LineReader lines{with_failure("a\nb"), 100};
  CHECK(lines.next());
  CHECK_FALSE(lines.next());
  CHECK_FALSE(lines.next());
}

}  // namespace cmt
