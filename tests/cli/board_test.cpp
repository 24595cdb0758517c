// 7.3: the board, key by key, without a terminal.
#include "cli/board.hpp"

#include <filesystem>

#include "cli/transcript.hpp"
#include "core/text.hpp"
#include "support/test.hpp"

using namespace cmt::cli;

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

// A board of three complaints whose commands are kept.
struct Shown {
  std::vector<BoardRow> rows = {
      {"2026-16Q4G46", "Received", "", "in 3 days: resolve", "Late parcel", "01", "2026-11-25", "2026-11-20", false},
      {"2026-2B7M9QK", "Acknowledged", "sara", "2 days late: ack", "Rude clerk", "02", "2026-11-18", "2026-11-19", true},
      {"2026-3C8N1RT", "Received", "ali", "tomorrow: ack", "قبض اشتباه", "01", "2026-11-21", "2026-11-21", false}};
  std::vector<std::vector<std::string>> asked;
  BoardAnswer answer;
  std::optional<cmt::Failure> unreadable;
  int loaded = 0;
  Board board{"Corner Shop: status:open",
              [this]() -> cmt::Result<std::vector<BoardRow>> {
                ++loaded;
                if (unreadable) return *unreadable;
                return rows;
              },
              [this](const std::vector<std::string>& words, int) {
                asked.push_back(words);
                return answer;
              }};

  void type(const std::string& text) {
    for (const char c : text) board.press({Key::text, std::string(1, c)});
  }
  std::string text(int width = 80, int height = 24) {
    std::string out;
    for (const auto& line : board.drawn(width, height).lines) out += line.text + "\n";
    return out;
  }
  std::string last() { return board.drawn(80, 24).lines.back().text; }
  std::string chosen() {
    for (const auto& line : board.drawn(80, 24).lines)
      if (line.look == Look::chosen) return line.text.substr(0, 12);
    return "";
  }
};

}  // namespace

TEST_CASE("7.3 the board lists the most urgent complaint first, and marks it") {
  Shown shown;
  const auto screen = shown.board.drawn(80, 24);
  REQUIRE(screen.lines.size() == 24);
  CHECK(has(screen.lines[0].text, "Corner Shop: status:open"));
  CHECK(has(screen.lines[0].text, "3 of 3 by due date"));
  CHECK(has(screen.lines[2].text, "2026-2B7M9QK"));
  CHECK(has(screen.lines[2].text, "2 days late"));
  CHECK(screen.lines[2].look == Look::chosen);
  CHECK(has(screen.lines[3].text, "2026-3C8N1RT"));
}

TEST_CASE("7.3 what is late is marked where it is not chosen") {
  Shown shown;
  shown.board.press({Key::down});
  CHECK(shown.board.drawn(80, 24).lines[2].look == Look::late);
}

TEST_CASE("7.3 the board orders by status and by receipt, and keeps what is chosen in sight") {
  Shown shown;
  shown.type("o");
  CHECK(has(shown.text(), "by status"));
  shown.type("o");
  CHECK(has(shown.text(), "by receipt"));
  shown.board.press({Key::end});
  CHECK(shown.chosen() == "2026-3C8N1RT");
  shown.board.press({Key::down});
  CHECK(shown.chosen() == "2026-3C8N1RT");
  shown.board.press({Key::home});
  CHECK(shown.chosen() == "2026-2B7M9QK");
}

TEST_CASE("7.3 the filter narrows the list with each key, folding letters") {
  Shown shown;
  shown.type("/AL");
  CHECK(has(shown.text(), "1 of 3"));  // Ali
  CHECK(has(shown.last(), "/AL"));
  shown.board.press({Key::backspace});
  CHECK(has(shown.text(), "3 of 3"));  // parcel and Acknowledged as well
  shown.board.press({Key::escape});
  CHECK(has(shown.text(), "3 of 3"));
}

TEST_CASE("7.3 the filter stays after Enter, and Escape drops it before it leaves the board") {
  Shown shown;
  shown.type("/late");
  shown.board.press({Key::enter});
  CHECK(has(shown.text(), "1 of 3"));
  shown.board.press({Key::escape});
  CHECK(has(shown.text(), "3 of 3"));
  CHECK_FALSE(shown.board.is_over());
  shown.board.press({Key::escape});
  CHECK(shown.board.is_over());
}

TEST_CASE("7.3 Enter opens the case by the command show, and Escape leads back") {
  Shown shown;
  shown.answer = {0, "Rude clerk\nTimeline\n", ""};
  shown.board.press({Key::enter});
  REQUIRE(shown.asked.size() == 1);
  CHECK(shown.asked[0] == std::vector<std::string>{"show", "2026-2B7M9QK"});
  CHECK(has(shown.text(), "Timeline"));
  CHECK(has(shown.text(), "cmt show 2026-2B7M9QK"));
  shown.board.press({Key::escape});
  CHECK(has(shown.text(), "3 of 3"));
}

TEST_CASE("7.3 a page that is longer than the screen is moved through, and no further") {
  Shown shown;
  for (int i = 1; i <= 100; ++i) shown.answer.out += "line " + std::to_string(i) + "\n";
  shown.board.press({Key::enter});
  shown.board.press({Key::end});
  CHECK(has(shown.text(), "line 100"));
  CHECK(has(shown.text(), "79 to 100 of 100 lines"));
  shown.board.press({Key::page_down});
  INFO(shown.text());
  CHECK(has(shown.text(), "line 79\n"));
  shown.board.press({Key::home});
  CHECK(has(shown.text(), "line 1\n"));
}

TEST_CASE("7.3 a step key begins the command, which is shown before it is carried out") {
  Shown shown;
  shown.answer = {0, "", "2026-2B7M9QK assigned to ali; next: ack\n"};
  shown.type("a");
  CHECK(shown.last() == "cmt assign 2026-2B7M9QK ");
  CHECK(shown.board.drawn(80, 24).cursor == 24);
  CHECK(shown.asked.empty());
  shown.type("ali --note 'on leave'");
  const int before = shown.loaded;
  shown.board.press({Key::enter});
  REQUIRE(shown.asked.size() == 1);
  CHECK(shown.asked[0] == std::vector<std::string>{"assign", "2026-2B7M9QK", "ali", "--note", "on leave"});
  CHECK(has(shown.last(), "assigned to ali"));
  CHECK(shown.loaded == before + 1);
}

TEST_CASE("7.3 Escape drops a command that was begun") {
  Shown shown;
  shown.type("c");
  shown.board.press({Key::escape});
  CHECK(shown.asked.empty());
  CHECK(has(shown.text(), "3 of 3"));
}

TEST_CASE("7.3 what a command refuses is shown whole") {
  Shown shown;
  shown.answer = {1, "", "error: the complaint is not assessed [7.5]\n  cmt assess 2026-2B7M9QK\n"};
  shown.type("c");
  shown.board.press({Key::enter});
  CHECK(has(shown.text(), "the complaint is not assessed"));
  CHECK(has(shown.text(), "cmt assess"));
}

TEST_CASE("7.3 Up brings back the command that was refused, to be put right") {
  Shown shown;
  shown.answer = {1, "", "error: the outcome is missing\n  give it with --outcome\n"};
  shown.type("c--accepted");
  shown.board.press({Key::enter});
  shown.type(":");
  shown.board.press({Key::up});
  CHECK(shown.last() == "cmt close 2026-2B7M9QK --accepted");
}

TEST_CASE("7.3 any command can be typed, and Tab completes it") {
  Shown shown;
  shown.answer = {0, "status\tthe status\nstatistics\tfigures\n", ""};
  shown.type(":list sta");
  shown.board.press({Key::tab});
  CHECK(shown.asked.back() == std::vector<std::string>{"__complete", "list", "sta"});
  CHECK(shown.last() == "cmt list stat");
  shown.board.press({Key::tab});
  CHECK(has(shown.text(), "status  statistics"));
  shown.answer = {0, "assign\tsay who\n", ""};
  shown.board.press({Key::escape});
  shown.type(":assi");
  shown.board.press({Key::tab});
  CHECK(shown.last() == "cmt assign ");
}

TEST_CASE("7.3 a quote that is not closed is said, and nothing is carried out") {
  Shown shown;
  shown.type("nit's late");
  shown.board.press({Key::enter});
  CHECK(has(shown.text(), "a quote is not closed"));
  CHECK(shown.asked.empty());
}

TEST_CASE("7.3 the line that is typed is edited by characters, not bytes") {
  Shown shown;
  shown.type(":note x ");
  for (const char* one : {"ق", "ب", "ض"}) shown.board.press({Key::text, one});
  shown.board.press({Key::left});
  shown.board.press({Key::backspace});
  shown.board.press({Key::enter});
  CHECK(shown.asked.back() == std::vector<std::string>{"note", "x", "قض"});
}

TEST_CASE("7.3 no line of the board is wider than the screen, in any script and at any size") {
  Shown shown;
  shown.rows[0].summary = std::string(300, 'x');
  shown.rows[1].summary = "شکایت بسیار بلند از تأخیر در تحویل بسته پستی که هرگز به دست من نرسید و هیچ‌کس پاسخ نداد";
  shown.rows[2].owner = "Очень длинное имя сотрудника отдела претензий";
  shown.type("R");
  for (const int width : {20, 40, 80, 200})
    for (const int height : {6, 24}) {
      const auto screen = shown.board.drawn(width, height);
      CHECK(screen.lines.size() == static_cast<std::size_t>(height));
      for (const auto& line : screen.lines) {
        CAPTURE(line.text);
        CHECK(cmt::display_width(line.text) <= (width < 60 ? 60 : width));
      }
    }
}

TEST_CASE("7.3 control characters of a complaint never reach the screen") {
  Shown shown;
  shown.rows[1].summary = "\x1b[2Jboo\u202e";
  shown.rows[1].owner = "a\x07";
  shown.type("R");
  shown.answer = {0, "\x1b]0;title\x07\n", ""};
  std::string all = shown.text();
  shown.board.press({Key::enter});
  all += shown.text();
  for (const char c : all) CHECK((static_cast<unsigned char>(c) >= 32 || c == '\n'));
  CHECK_FALSE(has(all, "\u202e"));
}

TEST_CASE("7.3 a register that cannot be read any more leaves the board as it was, with the reason") {
  Shown shown;
  shown.unreadable = cmt::failure(cmt::FailureKind::unreadable, "cmt.yaml is gone");
  shown.type("R");
  CHECK(has(shown.last(), "cmt.yaml is gone"));
  CHECK(has(shown.text(), "Rude clerk"));
}

TEST_CASE("7.3 the board needs a terminal, and says what prints the same") {
  cmt::testing::Terminal terminal;
  REQUIRE(terminal.cmt({"init", ".", "--name", "Shop", "--timezone", "UTC"}).code == 0);
  const auto outcome = terminal.cmt({"ui"});
  CHECK(outcome.code == 2);
  CHECK(has(outcome.err, "a board needs a terminal"));
}
