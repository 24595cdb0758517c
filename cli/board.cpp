#include "cli/board.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "cli/words.hpp"
#include "core/fold.hpp"
#include "core/table.hpp"
#include "core/text.hpp"

namespace cmt::cli {
namespace {

// The usual steps on the chosen complaint: a key, and the command that it begins.
struct StepKey {
  char key;
  const char *command, *meaning;
};
constexpr StepKey step_keys[] = {
    {'k', "ack", msgid("acknowledge it")},          {'s', "assess", msgid("assess it")},
    {'a', "assign", msgid("assign it")},            {'n', "note", msgid("add a remark")},
    {'u', "update", msgid("tell how it goes")},     {'r', "respond", msgid("propose a response")},
    {'p', "approve", msgid("approve the response")}, {'t', "notify", msgid("tell the decision")},
    {'x', "extend", msgid("move a due date")},      {'e', "escalate", msgid("go up a level")},
    {'c', "close", msgid("close it")},
};

struct KeyMeaning {
  const char* keys;
  const char* meaning;
};
constexpr KeyMeaning key_meanings[] = {
    {"Up, Down, PageUp, PageDown, Home, End", msgid("move")},
    {"Enter", msgid("the case, and back with Escape")},
    {"/", msgid("filter as you type; Enter keeps it, Escape drops it")},
    {"o", msgid("order by due date, by status, by receipt")},
    {"R", msgid("read the register again")},
    {":", msgid("any command of cmt; Tab completes it, Up brings back the last one")},
    {"q, Escape", msgid("leave")},
};

std::string help_text() {
  std::string out;
  for (const auto& one : key_meanings)
    out += fmt::format("{:<16}{}{}\n", one.keys, std::string_view{one.keys}.size() < 16 ? "" : "   ", translated(one.meaning).shown());
  out += "\n" + tr("On the chosen complaint, each begins a command that you finish:").shown() + "\n";
  for (const auto& step : step_keys)
    out += fmt::format("{:<16}cmt {}: {}\n", step.key, step.command, translated(step.meaning).shown());
  return out;
}

// The bytes of the character that ends before, or begins at, a place in the text.
std::size_t size_before(std::string_view text, std::size_t at) {
  std::size_t size = at > 0 ? 1 : 0;
  while (size < at && (static_cast<unsigned char>(text[at - size]) & 0xC0U) == 0x80U) ++size;
  return size;
}
std::size_t size_at(std::string_view text, std::size_t at) {
  return at < text.size() ? std::max<std::size_t>(first_code_point(text.substr(at)).size, 1) : 0;
}

std::string_view trimmed_end(std::string_view text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.remove_suffix(1);
  return text;
}

// What a command printed for a terminal, without the marks around right-to-left text: a line of the board that
// began with one would hand it to the line before.
std::string unmarked(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const bool is_mark = text.substr(0, 3) == "\u2068" || text.substr(0, 3) == "\u2069";
    if (!is_mark) out += text.front();
    text.remove_prefix(is_mark ? 3 : 1);
  }
  return out;
}

// Commands that only show something, after which nothing is read again.
bool changes_nothing(const std::string& command) {
  constexpr std::string_view reading[] = {"show", "list", "due", "log", "search", "report", "explain", "letter", "help", "config", "check", "export", "schema"};
  return std::find(std::begin(reading), std::end(reading), command) != std::end(reading);
}

}  // namespace

Board::Board(std::string title, Load load, Ask ask) : title_(std::move(title)), load_(std::move(load)), ask_(std::move(ask)) {
  reload();
}

std::string Board::chosen_id() const {
  if (place_ == Place::page || (place_ == Place::prompt && before_ == Place::page))
    if (!page_id_.empty()) return page_id_;
  return chosen_ < shown_.size() ? shown_[chosen_]->id : "";
}

void Board::reload() {
  const std::string id = chosen_ < shown_.size() ? shown_[chosen_]->id : "";
  auto rows = load_();
  if (!rows) {
    // What was read before stays; the reason is shown.
    message_ = rows.diagnostics().empty() ? tr("the register cannot be read").shown() : printable_line(rows.diagnostics().front().message.shown());
    failure_ = std::move(rows).failure();
    return;
  }
  failure_.reset();
  rows_ = std::move(*rows);
  sort_and_filter();
  const auto same = std::find_if(shown_.begin(), shown_.end(), [&](const BoardRow* row) { return row->id == id; });
  if (same != shown_.end()) chosen_ = static_cast<std::size_t>(same - shown_.begin());
}

void Board::sort_and_filter() {
  const std::string wanted = fold(filter_);
  shown_.clear();
  for (const auto& row : rows_)
    if (wanted.empty() || fold(row.id + " " + row.status + " " + row.owner + " " + row.summary).find(wanted) != std::string::npos)
      shown_.push_back(&row);
  const auto key = [this](const BoardRow* row) -> const std::string& {
    return order_ == Order::due ? row->due_order : order_ == Order::status ? row->status_order : row->received;
  };
  std::stable_sort(shown_.begin(), shown_.end(), [&](const BoardRow* a, const BoardRow* b) {
    return key(a) != key(b) ? key(a) < key(b) : a->id < b->id;
  });
  chosen_ = std::min(chosen_, shown_.empty() ? 0 : shown_.size() - 1);
}

void Board::move(int by) {
  if (place_ == Place::page) {
    const auto most = page_lines_ > static_cast<std::size_t>(height_ - 2) ? page_lines_ - static_cast<std::size_t>(height_ - 2) : 0;
    const auto to = static_cast<long>(page_top_) + by;
    page_top_ = std::min(static_cast<std::size_t>(std::max(to, 0L)), most);
    return;
  }
  if (shown_.empty()) return;
  const auto to = static_cast<long>(chosen_) + by;
  chosen_ = std::min(static_cast<std::size_t>(std::max(to, 0L)), shown_.size() - 1);
}

void Board::show(std::string title, std::string_view text) {
  page_title_ = std::move(title);
  fill_page(text);
  page_top_ = 0;
  place_ = Place::page;
}

void Board::fill_page(std::string_view text) {
  const std::string plain = unmarked(text);
  page_text_ = printable_block(trimmed_end(plain));
  page_lines_ = wrap(page_text_, width_).size();
}

void Board::open_page() {
  const std::string id = chosen_id();
  if (id.empty()) return;
  const auto answer = ask_({"show", id}, width_);
  page_id_ = id;
  show("cmt show " + id, answer.code == 0 ? answer.out : answer.err);
}

void Board::begin_prompt(std::string words) {
  before_ = place_ == Place::page ? Place::page : Place::list;
  line_ = std::move(words);
  cursor_ = line_.size();
  message_.clear();
  place_ = Place::prompt;
}

// Keys of the list and of the page alike.
bool Board::press_anywhere(const Press& press) {
  const int page = std::max(height_ - 4, 1);
  switch (press.key) {
    case Key::interrupt: is_over_ = true; return true;
    case Key::up: move(-1); return true;
    case Key::down: move(1); return true;
    case Key::page_up: move(-page); return true;
    case Key::page_down: move(page); return true;
    case Key::home: move(-(1 << 30)); return true;
    case Key::end: move(1 << 30); return true;
    case Key::text: break;
    default: return false;
  }
  if (press.text == ":") {
    begin_prompt("");
    return true;
  }
  if (press.text == "?") {
    page_id_.clear();
    show(tr("Keys").shown(), help_text());
    return true;
  }
  for (const auto& step : step_keys)
    if (press.text == std::string(1, step.key)) {
      const std::string id = chosen_id();
      if (!id.empty()) begin_prompt(fmt::format("{} {} ", step.command, id));
      return true;
    }
  return false;
}

void Board::press_list(const Press& press) {
  message_.clear();
  if (press_anywhere(press)) return;
  if (press.key == Key::enter || press.key == Key::right) return open_page();
  if (press.key == Key::escape && !filter_.empty()) {
    filter_.clear();
    return sort_and_filter();
  }
  if (press.key == Key::escape || press.text == "q") {
    is_over_ = true;
  } else if (press.text == "/") {
    line_ = filter_;
    cursor_ = line_.size();
    place_ = Place::filter;
  } else if (press.text == "o") {
    order_ = order_ == Order::due ? Order::status : order_ == Order::status ? Order::received : Order::due;
    sort_and_filter();
  } else if (press.text == "R") {
    reload();
  }
}

void Board::press_page(const Press& press) {
  message_.clear();
  if (press.key == Key::escape || press.key == Key::left || press.text == "q") {
    place_ = Place::list;
    page_id_.clear();
    return;
  }
  press_anywhere(press);
}

// A line that is typed: the filter, whose effect is seen at once, or a command.
void Board::press_line(const Press& press) {
  const bool is_filter = place_ == Place::filter;
  switch (press.key) {
    case Key::text:
      line_.insert(cursor_, press.text);
      cursor_ += press.text.size();
      break;
    case Key::backspace: {
      const auto size = size_before(line_, cursor_);
      cursor_ -= size;
      line_.erase(cursor_, size);
      break;
    }
    case Key::remove: line_.erase(cursor_, size_at(line_, cursor_)); break;
    case Key::left: cursor_ -= size_before(line_, cursor_); break;
    case Key::right: cursor_ += size_at(line_, cursor_); break;
    case Key::home: cursor_ = 0; break;
    case Key::end: cursor_ = line_.size(); break;
    case Key::tab:
      if (!is_filter) complete();
      break;
    case Key::escape:
    case Key::interrupt:
      place_ = is_filter ? Place::list : before_;
      message_.clear();
      if (is_filter) filter_.clear(), sort_and_filter();
      return;
    case Key::enter:
      if (is_filter) place_ = Place::list;
      else carry_out();
      return;
    case Key::up:
    case Key::down:
      if (is_filter) {
        move(press.key == Key::up ? -1 : 1);
      } else if (press.key == Key::up && !last_.empty()) {
        line_ = last_;
        cursor_ = line_.size();
      }
      return;
    default: return;
  }
  if (is_filter) {
    filter_ = line_;
    chosen_ = 0;
    sort_and_filter();
  }
}

// The word before the cursor, as the completion of a shell would go on.
void Board::complete() {
  auto words = words_of(std::string_view{line_}.substr(0, cursor_));
  if (!words) {
    message_ = tr("a quote is not closed").shown();
    return;
  }
  if (cursor_ == 0 || line_[cursor_ - 1] == ' ') words->emplace_back();
  std::vector<std::string> asked = {"__complete"};
  asked.insert(asked.end(), words->begin(), words->end());
  const std::string& begun = words->back();
  std::string common, offered;
  std::size_t count = 0;
  const auto answer = ask_(asked, width_);
  for (const auto line : lines_of(answer.out)) {
    const std::string word{line.substr(0, line.find('\t'))};
    if (word.empty()) continue;
    if (count++ == 0) common = word;
    std::size_t same = 0;
    while (same < common.size() && same < word.size() && common[same] == word[same]) ++same;
    common.resize(same);
    offered += (offered.empty() ? "" : "  ") + word;
  }
  // Not within a character.
  while (!common.empty() && invalid_utf8_at(common)) common.pop_back();
  if (count == 0) {
    message_ = tr("nothing to offer here").shown();
    return;
  }
  if (common.size() > begun.size() || count == 1) {
    std::string rest = common.size() > begun.size() ? common.substr(begun.size()) : "";
    if (count == 1 && !common.ends_with(":")) rest += " ";
    line_.insert(cursor_, rest);
    cursor_ += rest.size();
    message_.clear();
  } else {
    message_ = printable_line(offered);
  }
}

void Board::carry_out() {
  const auto words = words_of(line_);
  if (!words) {
    message_ = tr("a quote is not closed").shown();
    return;
  }
  place_ = before_;
  if (words->empty()) return;
  last_ = line_;
  const auto answer = ask_(*words, width_);
  const std::string page_id = page_id_;
  if (!changes_nothing(words->front())) {
    reload();
    if (place_ == Place::page && !page_id.empty()) {
      const auto shown = ask_({"show", page_id}, width_);
      fill_page(shown.code == 0 ? shown.out : shown.err);
    }
  }
  const std::string_view said = trimmed_end(answer.err), out = trimmed_end(answer.out);
  if (answer.code != 0 && said.find('\n') != std::string_view::npos) {
    page_id_.clear();
    return show("cmt " + printable_line(line_), std::string{out} + (out.empty() ? "" : "\n\n") + std::string{said});
  }
  if (out.find('\n') != std::string_view::npos) {
    page_id_.clear();
    show("cmt " + printable_line(line_), out);
  }
  message_ = printable_line(unmarked(said.empty() ? out : said.substr(0, said.find('\n'))));
}

void Board::press(const Press& press) {
  switch (place_) {
    case Place::list: return press_list(press);
    case Place::page: return press_page(press);
    case Place::filter:
    case Place::prompt: return press_line(press);
  }
}

// The list between its head and the last line; gives what the head says of it.
std::string Board::shown_list(Screen& screen, int width, int rows) {
  const auto room = static_cast<std::size_t>(std::max(rows - 1, 1));
  if (chosen_ < top_) top_ = chosen_;
  if (chosen_ >= top_ + room) top_ = chosen_ - room + 1;
  if (top_ + room > shown_.size()) top_ = shown_.size() > room ? shown_.size() - room : 0;
  std::vector<std::vector<std::string>> cells;
  const auto end = std::min(top_ + room, shown_.size());
  for (std::size_t i = top_; i < end; ++i) {
    const BoardRow& row = *shown_[i];
    cells.push_back({row.id, row.status, row.owner, row.due, row.summary});
  }
  TableOptions options;
  options.width = width;
  options.isolate = true;
  const std::string table = render_table({{tr("ID").shown(), Align::left, 12, 0}, {tr("Status").shown(), Align::left, 6, 1}, {tr("Owner").shown(), Align::left, 5, 1},
                                          {tr("Due").shown(), Align::left, 8, 1}, {tr("Summary").shown(), Align::left, 10, 3}}, cells, options);
  std::size_t at = top_;
  bool is_heading = true;
  for (const auto line : lines_of(table)) {
    const std::string text = truncate(line, width);
    if (is_heading) {
      screen.lines.push_back({text, Look::heading});
      is_heading = false;
      continue;
    }
    const bool is_chosen = at == chosen_;
    screen.lines.push_back({is_chosen ? pad_right(text, width) : text,
                            is_chosen ? Look::chosen : shown_[at]->is_late ? Look::late : Look::plain});
    ++at;
  }
  const char* order = order_ == Order::due ? msgid("due date") : order_ == Order::status ? msgid("status") : msgid("receipt");
  std::string head = tr("{} of {} by {}", shown_.size(), rows_.size(), translated(order)).shown();
  if (!filter_.empty()) head += tr(", with '{}'", isolate(printable_line(filter_))).shown();
  return head;
}

void Board::shown_page(Screen& screen, int width, int rows) {
  const auto lines = wrap(page_text_, width);
  page_lines_ = lines.size();
  const auto room = static_cast<std::size_t>(rows);
  page_top_ = std::min(page_top_, page_lines_ > room ? page_lines_ - room : 0);
  for (std::size_t i = page_top_; i < std::min(page_top_ + room, lines.size()); ++i)
    screen.lines.push_back({lines[i], Look::plain});
}

Screen Board::drawn(int width, int height) {
  width_ = std::max(width, 20);
  height_ = std::max(height, 6);
  Screen screen;
  const int rows = height_ - 2;
  const bool is_page = place_ == Place::page || (place_ == Place::prompt && before_ == Place::page);
  screen.lines.push_back({});
  std::string head;
  if (is_page) {
    shown_page(screen, width_, rows);
    head = page_title_;
    if (page_lines_ > static_cast<std::size_t>(rows))
      head += "  " + tr("{} to {} of {} lines", page_top_ + 1, std::min(page_top_ + static_cast<std::size_t>(rows), page_lines_), page_lines_).shown();
  } else {
    const std::string what = shown_list(screen, width_, rows);
    head = " " + isolate(printable_line(title_)) + "  " + what;
  }
  screen.lines.front() = {pad_right(truncate(head, width_), width_), Look::title};
  screen.lines.resize(static_cast<std::size_t>(height_ - 1));
  if (place_ == Place::filter || place_ == Place::prompt) {
    // What is offered stands above the line; the line shows its end when it is longer than the screen.
    if (!message_.empty()) screen.lines.back() = {truncate(message_, width_), Look::dim};
    const std::string mark = place_ == Place::filter ? "/" : "cmt ";
    const int room = width_ - display_width(mark) - 1;
    std::string before = printable_line(std::string_view{line_}.substr(0, cursor_));
    while (display_width(before) > room && !before.empty()) before.erase(0, size_at(before, 0));
    const std::string after = printable_line(std::string_view{line_}.substr(cursor_));
    screen.lines.push_back({truncate(mark + before + after, width_), Look::plain});
    screen.cursor = display_width(mark + before);
  } else if (!message_.empty()) {
    screen.lines.push_back({truncate(message_, width_), Look::heading});
  } else {
    screen.lines.push_back({truncate((is_page ? tr("Esc back  k ack  a assign  n note  r respond  c close  : command  ? keys")
                                              : tr("Enter open  / filter  o order  k ack  a assign  n note  c close  ? keys  q quit")).shown(), width_), Look::dim});
  }
  return screen;
}

}  // namespace cmt::cli
