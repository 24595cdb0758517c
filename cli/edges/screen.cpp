#include "cli/edges/screen.hpp"

#include <curses.h>
#include <locale.h>
#include <stdlib.h>

#include <algorithm>
#include <cwchar>

#include "core/text.hpp"

namespace cmt::cli {
namespace {

// The terminal in the hands of ncurses.
class Curses {
 public:
  Curses() {
    // Text is UTF-8 whatever the locale; with one that is not, ncurses would draw its bytes.
    if (!::setlocale(LC_CTYPE, "") || MB_CUR_MAX == 1) ::setlocale(LC_CTYPE, "C.UTF-8");
    ::setenv("ESCDELAY", "25", 0);
    screen_ = newterm(nullptr, stdout, stdin);
    if (!screen_) return;
    set_term(screen_);
    raw();
    noecho();
    nonl();
    keypad(stdscr, TRUE);
    if (has_colors() && !::getenv("NO_COLOR")) {
      start_color();
      use_default_colors();
      init_pair(1, COLOR_RED, -1);
    }
  }
  Curses(const Curses&) = delete;
  Curses& operator=(const Curses&) = delete;
  ~Curses() {
    if (!screen_) return;
    endwin();
    delscreen(screen_);
  }
  bool is_there() const { return screen_ != nullptr; }

 private:
  SCREEN* screen_ = nullptr;
};

// What is late stands in red and bold; the words say it too.
chtype attributes(Look look) {
  switch (look) {
    case Look::title: return A_BOLD | A_REVERSE;
    case Look::heading: return A_BOLD;
    case Look::chosen: return A_REVERSE;
    case Look::late: return A_BOLD | static_cast<chtype>(COLOR_PAIR(1));
    case Look::dim: return A_DIM;
    case Look::plain: break;
  }
  return A_NORMAL;
}

void draw(Board& board) {
  int height = 0, width = 0;
  getmaxyx(stdscr, height, width);
  const Screen screen = board.drawn(width, height);
  erase();
  for (int row = 0; row < height && static_cast<std::size_t>(row) < screen.lines.size(); ++row) {
    const auto& line = screen.lines[static_cast<std::size_t>(row)];
    attrset(attributes(line.look));
    mvaddstr(row, 0, line.text.c_str());
  }
  attrset(A_NORMAL);
  curs_set(screen.cursor ? 1 : 0);
  if (screen.cursor) move(height - 1, std::min(*screen.cursor, width - 1));
  refresh();
}

Key named_key(wint_t code) {
  switch (code) {
    case KEY_UP: return Key::up;
    case KEY_DOWN: return Key::down;
    case KEY_LEFT: return Key::left;
    case KEY_RIGHT: return Key::right;
    case KEY_HOME: return Key::home;
    case KEY_END: return Key::end;
    case KEY_PPAGE: return Key::page_up;
    case KEY_NPAGE: return Key::page_down;
    case KEY_BACKSPACE: return Key::backspace;
    case KEY_DC: return Key::remove;
    case KEY_ENTER: return Key::enter;
    default: return Key::other;
  }
}

// Waits for a key. The end of input ends the board.
Press next_press() {
  wint_t code = 0;
  const int kind = get_wch(&code);
  if (kind == ERR) return {Key::interrupt};
  if (kind == KEY_CODE_YES) return {named_key(code)};
  switch (code) {
    case 3: return {Key::interrupt};  // Ctrl-C, which raw mode hands on
    case 8:
    case 127: return {Key::backspace};
    case 9: return {Key::tab};
    case 10:
    case 13: return {Key::enter};
    case 27: return {Key::escape};
    default: break;
  }
  if (code < 32) return {Key::other};
  Press press{Key::text};
  append_utf8(press.text, static_cast<char32_t>(code));
  return press;
}

}  // namespace

Result<Done> show_on_terminal(Board& board) {
  const Curses curses;
  if (!curses.is_there())
    return failure(FailureKind::usage, "this terminal cannot show a board", "set TERM to the kind of terminal it is");
  while (!board.is_over()) {
    draw(board);
    board.press(next_press());
  }
  return Done{};
}

BoardSuspended::BoardSuspended() {
  if (!stdscr) return;
  def_prog_mode();
  endwin();
}

BoardSuspended::~BoardSuspended() {
  if (!stdscr) return;
  reset_prog_mode();
  clearok(stdscr, TRUE);
}

}  // namespace cmt::cli
