// How a column of another system writes its dates and times.
//
// A format is a text with letters after a `%`, as strptime has them: %Y (four digits) %y (two: of
// this century, of solar Hijri dates 1400 to 1499) %m %d (one or two digits) %b (the name of a month
// in English, Persian or Russian, whole or short) %H %I %M %S (with or without decimals) %p (AM, PM)
// %z (+03:30, +0330, Z) %%. A blank stands for one or more. Digits may be Persian or Arabic.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/time.hpp"

namespace cmt::intake {

// What a text says, before anybody knows in which zone.
struct WrittenTime {
  Date day{};
  bool has_time = false;
  int hour = 0, minute = 0, second = 0, nanoseconds = 0;
  std::optional<int> offset_minutes;
  bool operator==(const WrittenTime&) const = default;
};

class DateFormat {
 public:
  // Refused (usage) when a letter is not known, comes twice or does not make a date with the others.
  static Result<DateFormat> parse(std::string_view pattern);

  const std::string& pattern() const { return pattern_; }
  bool has_time() const;
  bool has_offset() const;
  // Nothing when the text is written otherwise, or no such day or time exists. Years are 1678 to
  // 2261, or 1206 to 1550 of the solar Hijri calendar.
  std::optional<WrittenTime> read(std::string_view text, bool is_solar_hijri) const;

 private:
  struct Part {
    char letter = 0;  // 0: the character in `literal`
    char literal = 0;
    bool is_tight = false;  // another number stands beside it: it has two digits
  };
  bool has(char letter) const;

  std::string pattern_;
  std::vector<Part> parts_;
};

// What to do with a time on the wall that clocks show twice in the night in which they go back.
enum class TwiceShown { refused, earlier, later };

// The moment or day that was meant in a zone. Failure (refused): the clocks of the zone never show the
// time, or show it twice and nothing says which is meant.
Result<When> moment_of(const WrittenTime& written, const TimeZone& zone, TwiceShown twice);

}  // namespace cmt::intake
