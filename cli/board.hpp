// A full-screen view of complaints (7.3, 8.2.2), without a terminal: keys go in, lines of text come out. What it does to
// the register it does with the commands of cmt, whose words it shows before and whose answers after.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"

namespace cmt::cli {

enum class Key {
  text,  // a character that was typed
  enter, escape, backspace, remove, tab, up, down, left, right, home, end, page_up, page_down, interrupt,
  other,  // nothing that the board knows; the screen is drawn again
};
struct Press {
  Key key = Key::other;
  std::string text = {};  // UTF-8, of Key::text
};

enum class Look { plain, title, heading, chosen, late, dim };
struct ScreenLine {
  std::string text;  // printable, at most as wide as the screen
  Look look = Look::plain;
};
struct Screen {
  std::vector<ScreenLine> lines;
  std::optional<int> cursor;  // the column of the cursor on the last line, where something is typed
};

// One complaint of the list.
struct BoardRow {
  std::string id, status, owner, due, summary;
  std::string status_order, due_order, received;  // what the list is sorted by
  bool is_late = false;
};

// What a command printed.
struct BoardAnswer {
  int code = 0;
  std::string out, err;
};

class Board {
 public:
  using Load = std::function<Result<std::vector<BoardRow>>()>;
  using Ask = std::function<BoardAnswer(const std::vector<std::string>& words, int width)>;
  // `title` stands above the list; `load` gives its rows, again after each command that is asked.
  Board(std::string title, Load load, Ask ask);

  void press(const Press& press);
  // As wide and high as given, at least 20 by 6.
  Screen drawn(int width, int height);
  bool is_over() const { return is_over_; }
  // Why the rows could not be read at the start.
  const std::optional<Failure>& failure() const { return failure_; }

 private:
  enum class Place { list, page, filter, prompt };
  enum class Order { due, status, received };

  void reload();
  void sort_and_filter();
  void press_list(const Press& press);
  void press_page(const Press& press);
  void press_line(const Press& press);
  bool press_anywhere(const Press& press);
  void move(int by);
  void open_page();
  void show(std::string title, std::string_view text);
  void fill_page(std::string_view text);
  void begin_prompt(std::string words);
  void complete();
  void carry_out();
  std::string chosen_id() const;
  std::string shown_list(Screen& screen, int width, int rows);
  void shown_page(Screen& screen, int width, int rows);

  std::string title_;
  Load load_;
  Ask ask_;
  std::vector<BoardRow> rows_;
  std::vector<const BoardRow*> shown_;
  std::optional<Failure> failure_;
  bool is_over_ = false;
  Place place_ = Place::list, before_ = Place::list;  // where a prompt goes back to
  Order order_ = Order::due;
  std::size_t chosen_ = 0, top_ = 0;
  std::string filter_;
  std::string page_title_, page_text_, page_id_;  // id: of the complaint that the page shows
  std::size_t page_top_ = 0, page_lines_ = 0;
  std::string line_;       // what is typed on the last line
  std::size_t cursor_ = 0; // bytes of it before the cursor
  std::string last_;       // the command that was carried out before
  std::string message_;
  int width_ = 80, height_ = 24;
};

}  // namespace cmt::cli
