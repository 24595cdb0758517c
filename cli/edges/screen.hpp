// A board on the terminal, by ncurses.
#pragma once
#include "cli/board.hpp"
#include "core/result.hpp"

namespace cmt::cli {

// Shows the board and hands it keys until it is over; the terminal is then as before. Failure (usage) when the
// terminal is not one that can be drawn on.
Result<Done> show_on_terminal(Board& board);

// While this lives the terminal is as it was before the board, for a program that needs it, such as an editor. Does
// nothing when no board is shown.
class BoardSuspended {
 public:
  BoardSuspended();
  BoardSuspended(const BoardSuspended&) = delete;
  BoardSuspended& operator=(const BoardSuspended&) = delete;
  ~BoardSuspended();
};

}  // namespace cmt::cli
