#include "mail/mbox.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "mail/encoding.hpp"
#include "mail/header.hpp"
#include "mail/message.hpp"
#include "mail/words.hpp"

namespace cmt::mail {
namespace {

constexpr std::size_t kLongestLine = std::size_t{256} << 10;
constexpr std::size_t kLongestLooked = std::size_t{64} << 20;  // behind which LineReader reads no further

constexpr std::string_view kDays[] = {"Mon ", "Tue ", "Wed ", "Thu ", "Fri ", "Sat ", "Sun "};

std::string_view without_return(std::string_view line) {
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  return line;
}

// "From ada@example.org Thu Nov 26 09:12:00 2026": not every line that begins with "From " in a mail that nobody
// quoted.
bool is_from_line(std::string_view line) {
  constexpr std::size_t kLongest = 1000;
  if (line.substr(0, 5) != "From " || line.size() > kLongest) return false;
  for (const auto day : kDays)
    if (const auto at = line.find(day, 4); at != std::string_view::npos && line.find(':', at) != std::string_view::npos) return true;
  return false;
}

// A line ">From ", with any number of marks.
bool is_quoted_from(std::string_view line) {
  const auto marks = line.find_first_not_of('>');
  return marks != 0 && marks != std::string_view::npos && line.substr(marks, 5) == "From ";
}

std::string_view unquoted(std::string_view line) { return is_quoted_from(line) ? line.substr(1) : line; }

// The mail that is being read.
struct Open {
  Posted posted;
  std::string header;
  std::optional<Contents> contents;  // once the header is over
};

}  // namespace

Contents::Contents(std::string_view header) {
  std::string_view body;
  const Header fields = Header::read(header, body);
  for (const char* name : {"From", "Date", "Subject"}) {
    sha_.add(one_line(std::string{fields.value(name)}));
    sha_.add("\n");
  }
}

void Contents::line(std::string_view text) {
  if (text.empty()) {
    ++blank_lines_;
    return;
  }
  for (; blank_lines_ > 0; --blank_lines_) sha_.add("\n");
  sha_.add(text);
  sha_.add("\n");
}

std::string contents_of(std::string_view mail) {
  std::string_view body;
  (void)Header::read(mail, body);
  Contents out{mail.substr(0, mail.size() - body.size())};
  while (!body.empty()) {
    const auto end = body.find('\n');
    out.line(without_return(body.substr(0, end)));
    body.remove_prefix(end == std::string_view::npos ? body.size() : end + 1);
  }
  return out.digest();
}

Result<Done> each_mail(const std::string& file_name, ReadBytes bytes, const std::function<Result<Done>(const Posted&)>& take) {
  LineReader lines{std::move(bytes), kLongestLine};
  std::optional<Open> open;
  std::uint64_t offset = 0;  // of the line
  // A line "From …" begins a mail when a field follows it.
  struct Candidate {
    std::uint64_t offset = 0;
    int line = 0;
    std::string text;
  };
  std::optional<Candidate> candidate;
  const auto add = [&](std::string_view line, bool is_ended) {
    if (!open->contents) {
      constexpr std::size_t kRoom = std::size_t{64} << 10;  // so that it is seen to be too long
      if (open->header.size() < max_header + kRoom) {
        open->header += line;
        if (is_ended) open->header += '\n';
      }
      if (without_return(line).empty()) open->contents.emplace(open->header);
    } else {
      open->contents->line(unquoted(without_return(line)));
    }
  };
  const auto close = [&](std::uint64_t end) -> Result<Done> {
    if (!open) return Done{};
    if (!open->contents) open->contents.emplace(open->header);
    open->posted.size = end - open->posted.offset;
    open->posted.header = open->header;
    open->posted.contents = open->contents->digest();
    auto taken = take(open->posted);
    open.reset();
    return taken;
  };
  while (true) {
    const auto next = lines.next();
    if (!next) return next.failure();
    if (!*next) break;
    const Line& line = **next;
    if (line.size > kLongestLooked)
      return unreadable(file_name, tr("line {} is longer than 64 MiB: no mbox", std::to_string(line.number)));
    if (candidate) {
      if (is_field_line(without_return(line.text))) {
        if (auto closed = close(candidate->offset); !closed) return closed;
        open.emplace();
        open->posted.offset = candidate->offset;
        open->posted.line = candidate->line;
      } else if (open) {
        add(candidate->text, true);
      }
      candidate.reset();
    }
    if (is_from_line(line.text)) {
      candidate = Candidate{offset, line.number, std::string{line.text}};
    } else if (open) {
      add(line.text, line.is_ended);
    } else if (!without_return(line.text).empty() || line.size > 1) {
      return unreadable_whole(file_name, tr("this is no mbox: it does not begin with a line such as "
                                         "`From ada@example.org Thu Nov 26 09:12:00 2026`"),
                              tr("--format eml reads a single mail, --format maildir a folder of them"));
    }
    offset += line.size + (line.is_ended ? 1 : 0);
  }
  if (candidate && open) add(candidate->text, true);
  return close(offset);
}

std::string from_mbox(std::string_view piece) {
  std::string out;
  out.reserve(piece.size());
  bool is_first = true;
  while (!piece.empty()) {
    const auto end = piece.find('\n');
    const auto line = piece.substr(0, end == std::string_view::npos ? end : end + 1);
    piece.remove_prefix(line.size());
    if (!is_first || line.substr(0, 5) != "From ") out += unquoted(line);
    is_first = false;
  }
  return out;
}

}  // namespace cmt::mail
