#include "intake/date_format.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <map>

#include "calendar/solar_hijri.hpp"
#include "core/data.hpp"
#include "core/fold.hpp"
#include "core/text.hpp"
#include "yaml/document.hpp"

namespace cmt::intake {
namespace {

constexpr std::string_view kLetters = "YymdbHIMSpz%";
constexpr std::string_view kNumbers = "YymdHIMS";
constexpr std::string_view kBlanks[] = {" ", "\t", "\xC2\xA0", "\xE2\x80\xAF"};  // also U+00A0, U+202F

// The numbers of months by their folded names: the first list of each row of lib/data/import.yaml.
using MonthNames = std::map<std::string, int, std::less<>>;
const MonthNames& month_names(bool is_solar_hijri) {
  static const auto read = [](std::string_view calendar) {
    MonthNames out;
    const auto document = yaml::parse("import.yaml", std::string{data::file("import.yaml")});
    int number = 0;
    for (const auto month : document->root().find("months")->find(calendar)->items()) {
      ++number;
      for (const auto name : month.items()) out.emplace(fold(name.text()), number);
    }
    return out;
  };
  static const MonthNames gregorian = read("gregorian"), solar_hijri = read("solar-hijri");
  return is_solar_hijri ? solar_hijri : gregorian;
}

// The front of a text, read from left to right.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  bool is_over() const { return text_.empty(); }
  bool take(std::string_view start) {
    if (text_.substr(0, start.size()) != start) return false;
    text_.remove_prefix(start.size());
    return true;
  }
  bool take_blanks() {
    bool is_taken = false;
    for (bool again = true; again; is_taken = is_taken || again) {
      again = false;
      for (const auto blank : kBlanks) again = again || take(blank);
    }
    return is_taken;
  }
  std::optional<int> number(int least, int most) {
    int value = 0, count = 0;
    for (; count < most && !text_.empty() && is_digit(text_.front()); ++count) {
      value = value * 10 + (text_.front() - '0');
      text_.remove_prefix(1);
    }
    return count < least ? std::nullopt : std::optional{value};
  }
  // ".5" as nanoseconds; 0 when there is no point.
  std::optional<int> decimals() {
    if (text_.size() < 2 || (text_[0] != '.' && text_[0] != ',') || !is_digit(text_[1])) return 0;
    text_.remove_prefix(1);
    int value = 0, count = 0;
    for (; !text_.empty() && is_digit(text_.front()); ++count) {
      if (count < 9) value = value * 10 + (text_.front() - '0');
      text_.remove_prefix(1);
    }
    for (; count < 9; ++count) value *= 10;
    return value;
  }
  std::string_view word() {
    std::size_t size = 0;
    while (size < text_.size() && !begins_with_blank(text_.substr(size)) && is_letter(text_[size])) ++size;
    const auto found = text_.substr(0, size);
    text_.remove_prefix(size);
    return found;
  }
  // "+03:30", "+0330", "+03", "Z", in minutes.
  std::optional<int> offset() {
    if (take("Z") || take("z")) return 0;
    const int sign = take("+") ? 1 : take("-") ? -1 : 0;
    if (sign == 0) return std::nullopt;
    const auto hours = number(2, 2);
    if (!hours || *hours > 23) return std::nullopt;
    const bool has_colon = take(":");
    const auto minutes = has_colon || (!text_.empty() && is_digit(text_.front())) ? number(2, 2) : std::optional{0};
    if (!minutes || *minutes > 59) return std::nullopt;
    return sign * (*hours * 60 + *minutes);
  }

 private:
  static bool is_digit(char c) { return c >= '0' && c <= '9'; }
  static bool is_letter(char c) {
    return static_cast<unsigned char>(c) >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
  static bool begins_with_blank(std::string_view text) {
    return std::any_of(std::begin(kBlanks), std::end(kBlanks),
                       [&](std::string_view blank) { return text.substr(0, blank.size()) == blank; });
  }
  std::string_view text_;
};

std::optional<Date> day_of(int year, int month, int day, bool is_solar_hijri) {
  if (is_solar_hijri) return calendar::date_of({year, month, day});
  if (year < 1678 || year > 2261) return std::nullopt;
  return parse_date(fmt::format("{:04}-{:02}-{:02}", year, month, day));
}

std::chrono::sys_time<std::chrono::nanoseconds> on_wall(const WrittenTime& written) {
  return std::chrono::sys_time<std::chrono::nanoseconds>{written.day} + std::chrono::hours{written.hour} +
         std::chrono::minutes{written.minute} + std::chrono::seconds{written.second} +
         std::chrono::nanoseconds{written.nanoseconds};
}

Failure refused_pattern(std::string_view pattern, Message why) {
  return failure(FailureKind::usage, tr("'{}' is no date format: {}", truncate(printable_line(pattern), 40), why),
                 tr("such as %d.%m.%Y or \"%Y-%m-%d %H:%M:%S\"; %Y %y %m %d %b %H %I %M %S %p %z are known"));
}

}  // namespace

bool DateFormat::has(char letter) const {
  return std::any_of(parts_.begin(), parts_.end(), [&](const Part& part) { return part.letter == letter; });
}
bool DateFormat::has_time() const { return has('H') || has('I'); }
bool DateFormat::has_offset() const { return has('z'); }

Result<DateFormat> DateFormat::parse(std::string_view pattern) {
  const auto is_number = [](const Part& part) { return part.letter != 0 && kNumbers.find(part.letter) != std::string_view::npos; };
  DateFormat out;
  out.pattern_ = pattern;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    Part part;
    if (pattern[i] != '%') {
      part.literal = pattern[i];
    } else {
      const char letter = ++i < pattern.size() ? pattern[i] : ' ';
      if (kLetters.find(letter) == std::string_view::npos)
        return refused_pattern(pattern, tr("%{} is not known", printable_line(pattern.substr(std::min(i, pattern.size()), 1))));
      if (letter == '%') part.literal = '%';
      else if (out.has(letter)) return refused_pattern(pattern, tr("%{} comes twice", letter));
      else part.letter = letter;
    }
    if (is_number(part) && !out.parts_.empty() && is_number(out.parts_.back())) out.parts_.back().is_tight = part.is_tight = true;
    out.parts_.push_back(part);
  }
  if (out.has('Y') == out.has('y')) return refused_pattern(pattern, out.has('Y') ? tr("it has two years") : tr("it has no year"));
  if (out.has('m') == out.has('b')) return refused_pattern(pattern, out.has('m') ? tr("it has two months") : tr("it has no month"));
  if (!out.has('d')) return refused_pattern(pattern, tr("it has no day"));
  if (out.has('H') && out.has('I')) return refused_pattern(pattern, tr("it has two hours"));
  if (out.has('I') != out.has('p')) return refused_pattern(pattern, tr("%I and %p go together"));
  if (out.has_time() != out.has('M')) return refused_pattern(pattern, tr("hours and minutes go together"));
  if ((out.has('S') || out.has('z')) && !out.has_time()) return refused_pattern(pattern, tr("it has no hour"));
  return out;
}

std::optional<WrittenTime> DateFormat::read(std::string_view text, bool is_solar_hijri) const {
  const std::string ascii = ascii_digits(text);
  Reader in{ascii};
  std::array<int, 128> values{};
  WrittenTime out;
  bool is_pm = false;
  for (const Part& part : parts_) {
    std::optional<int> value;
    switch (part.letter) {
      case 0:
        if (part.literal == ' ' ? !in.take_blanks() : !in.take({&part.literal, 1})) return std::nullopt;
        continue;
      case 'Y':
        value = in.number(4, 4);
        break;
      case 'y':
        value = in.number(2, 2);
        break;
      case 'b': {
        const auto found = month_names(is_solar_hijri).find(fold(in.word()));
        if (found != month_names(is_solar_hijri).end()) value = found->second;
        break;
      }
      case 'p': {
        const std::string word = fold(in.word());
        if (word != "am" && word != "pm") return std::nullopt;
        is_pm = word == "pm";
        continue;
      }
      case 'z':
        value = out.offset_minutes = in.offset();
        break;
      default:
        value = in.number(part.is_tight ? 2 : 1, 2);
    }
    if (!value) return std::nullopt;
    values[static_cast<unsigned char>(part.letter)] = *value;
    if (part.letter == 'S') out.nanoseconds = *in.decimals();
  }
  if (!in.is_over()) return std::nullopt;

  const int year = has('Y') ? values['Y'] : values['y'] + (is_solar_hijri ? 1400 : 2000);
  const auto day = day_of(year, has('m') ? values['m'] : values['b'], values['d'], is_solar_hijri);
  if (!day) return std::nullopt;
  out.day = *day;
  out.has_time = has_time();
  if (has('I')) {
    if (values['I'] < 1 || values['I'] > 12) return std::nullopt;
    out.hour = values['I'] % 12 + (is_pm ? 12 : 0);
  } else {
    out.hour = values['H'];
  }
  out.minute = values['M'];
  out.second = values['S'];
  if (out.hour > 23 || out.minute > 59 || out.second > 59) return std::nullopt;
  return out;
}

Result<When> moment_of(const WrittenTime& written, const TimeZone& zone, TwiceShown twice) {
  if (!written.has_time) return on_day(written.day);
  const auto wall = on_wall(written);
  const auto with_offset = [&](int minutes) { return Instant{wall - std::chrono::minutes{minutes}, minutes}; };
  if (written.offset_minutes) return exactly(with_offset(*written.offset_minutes));
  // The offsets in force around the time; it is one that the clocks show when the offset fits it.
  std::vector<Instant> fitting;
  for (const int hours : {-26, 26}) {
    const Instant around = with_offset(zone.at(wall + std::chrono::hours{hours}).offset_minutes);
    const bool is_shown = zone.at(around.utc).offset_minutes == around.offset_minutes;
    if (is_shown && std::find(fitting.begin(), fitting.end(), around) == fitting.end()) fitting.push_back(around);
  }
  if (fitting.empty())
    return failure(FailureKind::refused, tr("a time that clocks in {} leave out", zone.name()),
                   tr("`timezone` of the map names the zone whose clock wrote it"));
  if (fitting.size() > 1 && twice == TwiceShown::refused)
    return failure(FailureKind::refused, tr("a time that clocks in {} show twice", zone.name()),
                   tr("`shown_twice: earlier` or `later` in the map says which is meant"));
  std::sort(fitting.begin(), fitting.end());
  return exactly(twice == TwiceShown::later ? fitting.back() : fitting.front());
}

}  // namespace cmt::intake
