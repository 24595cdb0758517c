#include "intake/csv_guess.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "core/csv.hpp"
#include "core/data.hpp"
#include "core/fold.hpp"
#include "core/text.hpp"
#include "intake/csv_map.hpp"
#include "intake/date_format.hpp"
#include "intake/flat.hpp"
#include "intake/words.hpp"
#include "mail/charset.hpp"
#include "yaml/document.hpp"
#include "yaml/value.hpp"

namespace cmt::intake {
namespace {

// ---- words --------------------------------------------------------------------------------------

// The words of a header, folded, one blank between them.
std::string words_of(std::string_view text) {
  std::string out;
  const std::string folded = fold(text);
  for (std::size_t at = 0; at < folded.size();) {
    const CodePoint point = first_code_point(std::string_view{folded}.substr(at));
    const bool is_part = point.value >= 0x80 ? point.value != 0x060C && point.value != 0x2116  // ، №
                                             : (point.value >= '0' && point.value <= '9') || (point.value >= 'a' && point.value <= 'z');
    if (is_part) out.append(folded, at, point.size);
    else if (!out.empty() && out.back() != ' ') out += ' ';
    at += point.size;
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

// In whatever order they stand: "upheld, partly" means what "partly upheld" does.
bool are_same_words(std::string_view a, std::string_view b) {
  const auto sorted = [](std::string_view text) {
    const std::string words = words_of(text);
    auto parts = parts_of(words, ' ');
    std::vector<std::string> out(parts.begin(), parts.end());
    std::sort(out.begin(), out.end());
    return out;
  };
  return sorted(a) == sorted(b);
}

std::string without_blanks(std::string text) {
  text.erase(std::remove(text.begin(), text.end(), ' '), text.end());
  return text;
}

bool contains_words(std::string_view text, std::string_view words) {
  return fmt::format(" {} ", text).find(fmt::format(" {} ", words)) != std::string::npos;
}

// lib/data/import.yaml.
struct KnownWords {
  std::vector<std::pair<const FlatField*, std::vector<std::string>>> fields;  // the words of the headers that mean it
  std::vector<std::string> people;
  std::vector<std::pair<std::string, std::vector<std::string>>> truth;
};

const KnownWords& known_words() {
  static const KnownWords words = [] {
    const auto document = yaml::parse("import.yaml", std::string{data::file("import.yaml")});
    const auto root = document->root();
    KnownWords out;
    for (const auto& [name, languages] : root.find("fields")->entries()) {
      const FlatField* field = flat_field(name.text());
      out.fields.push_back({field, {words_of(field->name)}});
      for (const auto language : languages.items())
        for (const auto word : language.items()) out.fields.back().second.push_back(words_of(word.text()));
    }
    for (const auto language : root.find("people")->items())
      for (const auto word : language.items()) out.people.push_back(words_of(word.text()));
    for (const auto& [value, said] : root.find("truth")->entries()) {
      out.truth.push_back({std::string{value.text()}, {}});
      for (const auto word : said.items()) out.truth.back().second.push_back(words_of(word.text()));
    }
    return out;
  }();
  return words;
}

// A column is one of people when a word of its header begins like one that tells of them.
bool tells_of_people(const std::string& header) {
  const std::string spaced = " " + header;
  return std::any_of(known_words().people.begin(), known_words().people.end(), [&](const std::string& word) {
    return word.size() < 4 ? contains_words(header, word) : spaced.find(" " + word) != std::string::npos;
  });
}

// ---- dates --------------------------------------------------------------------------------------

// A way to read the date of a text; how the time follows is another matter.
struct Reading {
  bool is_solar_hijri;
  std::vector<DateFormat> formats;  // with each way to write a time behind it
};

const std::vector<Reading>& readings() {
  static const std::vector<Reading> all = [] {
    constexpr const char* days[] = {"%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y",
                                    "%d-%m-%Y", "%m-%d-%Y", "%d.%m.%y", "%d/%m/%y", "%m/%d/%y", "%y/%m/%d",
                                    "%d %b %Y", "%b %d, %Y", "%d-%b-%Y", "%Y%m%d"};
    constexpr const char* times[] = {"", " %H:%M", " %H:%M:%S", "T%H:%M", "T%H:%M:%S", "T%H:%M:%S%z", " %H:%M:%S%z",
                                     " %H:%M:%S %z", " %I:%M %p", " %I:%M:%S %p", ", %H:%M", ", %H:%M:%S"};
    std::vector<Reading> out;
    for (const bool is_solar_hijri : {false, true})
      for (const auto* day : days) {
        Reading reading{is_solar_hijri, {}};
        for (const auto* time : times) reading.formats.push_back(*DateFormat::parse(std::string{day} + time));
        out.push_back(std::move(reading));
      }
    return out;
  }();
  return all;
}

// What is left of the readings after each value of a column.
class DateEvidence {
  struct Left {
    std::size_t reading;
    std::set<std::size_t> used;  // of its formats
  };

 public:
  void add(std::string_view text) {
    if (!is_begun_) {
      is_begun_ = true;
      for (std::size_t i = 0; i < readings().size(); ++i) left_.push_back({i, {}});
    }
    ++values_;
    left_.erase(std::remove_if(left_.begin(), left_.end(), [&](Left& one) { return !fits(one, text); }), left_.end());
  }

  bool are_dates() const { return !left_.empty(); }
  // Whether some of them are times whose zone they do not say.
  bool are_local_times() const {
    return std::any_of(left_.begin(), left_.end(), [](const Left& one) {
      return std::any_of(one.used.begin(), one.used.end(), [&](std::size_t index) {
        const DateFormat& format = readings()[one.reading].formats[index];
        return format.has_time() && !format.has_offset();
      });
    });
  }
  int values() const { return values_; }
  // Each way to read all the values, as keys of a map, their lines indented by `indentation`.
  std::vector<std::string> keys(std::string_view indentation) const {
    std::vector<std::string> out;
    for (const auto& one : left_) {
      const Reading& reading = readings()[one.reading];
      std::string formats;
      for (const auto index : one.used) (formats += formats.empty() ? "" : ", ") += fmt::format("\"{}\"", reading.formats[index].pattern());
      out.push_back(fmt::format("{}dates: [{}]\n", indentation, formats));
      if (reading.is_solar_hijri) out.back() += fmt::format("{}calendar: solar-hijri\n", indentation);
    }
    return out;
  }

 private:
  static bool fits(Left& one, std::string_view text) {
    const Reading& reading = readings()[one.reading];
    for (std::size_t i = 0; i < reading.formats.size(); ++i)
      if (reading.formats[i].read(text, reading.is_solar_hijri)) {
        one.used.insert(i);
        return true;
      }
    return false;
  }

  std::vector<Left> left_;
  int values_ = 0;
  bool is_begun_ = false;
};

// ---- the beginning of the file ----------------------------------------------------------------------

struct Beginning {
  std::string bytes;
  bool is_cut = false;
};

Result<Beginning> read_beginning(const ReadBytes& bytes) {
  Beginning out;
  out.bytes.resize(csv_guess_bytes + 1);
  std::size_t size = 0;
  while (size < out.bytes.size()) {
    const auto got = bytes(out.bytes.data() + size, out.bytes.size() - size);
    if (!got) return got.failure();
    if (*got == 0) break;
    size += *got;
  }
  out.is_cut = size > csv_guess_bytes;
  out.bytes.resize(std::min(size, csv_guess_bytes));
  return out;
}

// As UTF-8, as far as that goes; nothing when it does not go to the end, which may be cut.
std::optional<std::string> decoded(const Beginning& beginning, const std::string& encoding) {
  const auto read = mail::read_as_utf8(read_from(beginning.bytes), encoding, "");
  if (!read) return std::nullopt;
  std::string out;
  std::string piece(std::size_t{64} << 10U, '\0');
  while (true) {
    const auto got = (*read)(piece.data(), piece.size());
    if (!got && !beginning.is_cut) return std::nullopt;
    if (!got || *got == 0) break;
    out.append(piece, 0, *got);
  }
  if (beginning.is_cut) out.resize(std::min(out.rfind('\n') + 1, out.size()));
  return invalid_utf8_at(out) ? std::nullopt : std::optional{std::move(out)};
}

struct Column {
  std::string name;   // as the map names it: the header, or the number
  std::string header;  // for people; empty when there is none
  std::string words;
  std::int64_t filled = 0;
  std::map<std::string, std::int64_t> values;  // as long as they are few
  bool has_many = false;
  DateEvidence dates;
  const FlatField* field = nullptr;
};

struct Table {
  char separator = ',';
  std::string encoding = "utf-8";
  bool has_header = true;
  int skip = 0;
  std::string why_numbers;  // why columns go by number
  std::vector<Column> columns;
  std::int64_t rows = 0;
  bool is_cut = false;
};

// How well a separator explains the beginning: how many fields every row has, 0 when they differ.
std::size_t fields_by(std::string_view text, char separator) {
  CsvReader reader{"", text, separator};
  std::size_t fields = 0;
  for (int i = 0; i < 20; ++i) {
    const auto record = reader.next();
    if (!record) return 0;
    if (!*record) break;
    if (fields != 0 && (*record)->fields.size() != fields) return 0;
    fields = (*record)->fields.size();
  }
  return fields;
}

char separator_of(std::string_view text) {
  char best = ',';
  std::size_t most = 1;
  for (const char separator : {',', ';', '\t', '|'})
    if (const auto fields = fields_by(text, separator); fields > most) {
      best = separator;
      most = fields;
    }
  if (most > 1) return best;
  // Rows of different length: whatever the first line has most of.
  const auto line = text.substr(0, text.find_first_of("\r\n"));
  std::ptrdiff_t count = 0;
  for (const char separator : {',', ';', '\t', '|'})
    if (const auto here = std::count(line.begin(), line.end(), separator); here > count) {
      best = separator;
      count = here;
    }
  return best;
}

// The field that a header names whole: the field, and the place of the word among those that mean it.
std::optional<std::pair<const FlatField*, std::size_t>> named_field(const std::string& words) {
  for (const auto& [field, known] : known_words().fields)
    for (std::size_t i = 0; i < known.size(); ++i)
      if (without_blanks(known[i]) == without_blanks(words)) return std::pair{field, i};
  return std::nullopt;
}

std::size_t known_headers(std::string_view text) {
  CsvReader reader{"", text, separator_of(text)};
  const auto first = reader.next();
  if (!first || !*first) return 0;
  return static_cast<std::size_t>(std::count_if((*first)->fields.begin(), (*first)->fields.end(),
                                                [](const auto& name) { return named_field(words_of(name)).has_value(); }));
}

// The text of the beginning and its character set; nothing when that does not show.
std::optional<std::pair<std::string, std::string>> text_of(const Beginning& beginning) {
  const std::string_view start = std::string_view{beginning.bytes}.substr(0, 2);
  if (start == "\xFF\xFE" || start == "\xFE\xFF")
    if (auto text = decoded(beginning, "utf-16")) return std::pair{std::move(*text), std::string{"utf-16"}};
  if (auto text = decoded(beginning, "utf-8")) return std::pair{std::move(*text), std::string{"utf-8"}};
  std::optional<std::pair<std::string, std::string>> best;
  std::size_t most = 0;
  bool is_tie = false;
  for (const char* encoding : {"windows-1251", "windows-1256", "windows-1252", "cp866", "koi8-r"}) {
    auto text = decoded(beginning, encoding);
    const std::size_t known = text ? known_headers(*text) : 0;
    if (known == 0 || known < most) continue;
    is_tie = known == most;
    most = known;
    best = std::pair{std::move(*text), std::string{encoding}};
  }
  return is_tie ? std::nullopt : best;
}

void name_columns(const CsvRecord& first, Table& table) {
  std::set<std::string> seen;
  std::string date, twice;
  for (const auto& field : first.fields) {
    DateEvidence evidence;
    if (!trimmed(field).empty()) evidence.add(trimmed(field));
    if (evidence.are_dates()) date = field;
    if (!trimmed(field).empty() && !seen.insert(fold(trimmed(field))).second) twice = field;
  }
  if (!date.empty()) table.why_numbers = fmt::format("the first row holds a date, '{}', and so is no header", shown(date));
  else if (!twice.empty()) table.why_numbers = fmt::format("two columns are called '{}'", shown(trimmed(twice)));
  table.has_header = table.why_numbers.empty();
  table.skip = date.empty() && !table.has_header ? 1 : 0;
  for (std::size_t i = 0; i < first.fields.size(); ++i) {
    Column column;
    if (date.empty()) column.header = trimmed(first.fields[i]);
    column.words = words_of(column.header);
    column.name = !table.has_header ? fmt::format("{}", i + 1) : column.header.empty() ? fmt::format("column {}", i + 1) : column.header;
    table.columns.push_back(std::move(column));
  }
}

void count_row(const CsvRecord& record, Table& table) {
  ++table.rows;
  for (std::size_t i = 0; i < std::min(record.fields.size(), table.columns.size()); ++i) {
    Column& column = table.columns[i];
    const std::string_view text = trimmed(record.fields[i]);
    if (text.empty()) continue;
    ++column.filled;
    column.dates.add(text);
    if (column.has_many) continue;
    const auto found = column.values.find(std::string{text});
    if (found != column.values.end()) ++found->second;
    else if (column.values.size() == csv_guess_values || text.size() > 200) column.has_many = true;
    else column.values.emplace(text, 1);
    if (column.has_many) column.values.clear();
  }
}

Result<Table> look_at(const std::string& file_name, const ReadBytes& bytes) {
  const auto beginning = read_beginning(bytes);
  if (!beginning) return beginning.failure();
  if (beginning->bytes.empty()) return unreadable(file_name, tr("the file is empty"));
  const auto text = text_of(*beginning);
  if (!text)
    return unreadable(file_name, tr("the file is not in UTF-8, and its headers do not tell its character set"),
                      tr("convert it first: iconv -f windows-1251 -t utf-8 FILE | cmt import --guess -"));
  if (text->first.empty()) return unreadable(file_name, tr("its first line has more than {} MiB", csv_guess_bytes >> 20U));
  Table table;
  table.encoding = text->second;
  table.is_cut = beginning->is_cut;
  table.separator = separator_of(text->first);
  CsvReader reader{file_name, text->first, table.separator};
  const auto first = reader.next();
  if (!first) return Failure{FailureKind::unreadable, first.diagnostics()};
  if (!*first) return unreadable(file_name, tr("the file has no rows"));
  name_columns(**first, table);
  if (!table.has_header && table.skip == 0) count_row(**first, table);
  while (table.rows < csv_guess_rows) {
    const auto next = reader.next();
    // A cut may run through a field in quotes.
    if (!next && !table.is_cut) return Failure{FailureKind::unreadable, next.diagnostics()};
    if (!next || !*next) break;
    count_row(**next, table);
  }
  table.is_cut = table.is_cut || table.rows == csv_guess_rows;
  return table;
}

// ---- the draft ----------------------------------------------------------------------------------------

std::string blank(std::string_view asked) {
  return yaml::scalar(fmt::format("{} {} ]]", csv_map_blank, truncate(printable_line(asked), 300)));
}

std::string rows(std::int64_t count) { return fmt::format("{} row{}", count, count == 1 ? "" : "s"); }

class Draft {
 public:
  Draft(Table& table, const Lists& lists, std::string_view zone) : table_(table), lists_(lists), zone_(zone) {}

  std::string write(const std::string& file_name) {
    choose();
    out_ = fmt::format("# A map for {}, drafted by `cmt import --guess` from {}{} of it. docs/import.md explains\n"
                       "# each key. It runs once every [[? blank ]] has an answer in its place.\n",
                       printable_line(file_name), table_.is_cut ? "the first " : "", rows(table_.rows));
    write_head();
    out_ += "fields:\n";
    for (const auto& field : flat_fields()) write_field(field);
    write_rest();
    return std::move(out_);
  }

 private:
  // Each column gets the field that its header names best, and each field one column.
  void choose() {
    for (const auto& [field, known] : known_words().fields) {
      Column* best = nullptr;
      std::size_t place = known.size();
      for (auto& column : table_.columns)
        if (const auto named = named_field(column.words); named && named->first == field && named->second < place) {
          best = &column;
          place = named->second;
        }
      if (!best || (has_codes(*field) && best->has_many)) continue;
      best->field = field;
    }
  }

  static bool has_codes(const FlatField& field) {
    switch (field.form) {
      case FlatForm::code:
      case FlatForm::name:
      case FlatForm::truth:
      case FlatForm::scale:
      case FlatForm::language:
        return true;
      default:
        return false;
    }
  }

  void write_head() {
    const std::string separator = table_.separator == '\t' ? "tab" : fmt::format("\"{}\"", table_.separator);
    out_ += fmt::format("separator: {}\n", separator);
    if (table_.encoding != "utf-8") out_ += fmt::format("encoding: {}  # its headers are words in this character set\n", table_.encoding);
    if (!table_.has_header) {
      out_ += fmt::format("# Columns go by number: {}.\nheader: false\n", table_.why_numbers);
      if (table_.skip > 0) out_ += fmt::format("skip: {}\n", table_.skip);
    }
    if (std::none_of(table_.columns.begin(), table_.columns.end(), [](const Column& column) {
          return column.field && column.field->form == FlatForm::time && column.dates.are_local_times();
        }))
      return;
    if (zone_.empty()) out_ += fmt::format("timezone: {}\n", blank("the zone whose clock wrote the times, such as Europe/Paris"));
    else out_ += fmt::format("timezone: {}  # that of the register; the zone whose clock wrote the times\n", zone_);
  }

  // A name of a column in a comment.
  static std::string quoted(const Column& column) {
    return column.header.empty() ? "column " + column.name : fmt::format("'{}'", shown(column.header));
  }

  void write_field(const FlatField& field) {
    const auto found = std::find_if(table_.columns.begin(), table_.columns.end(), [&](const auto& one) { return one.field == &field; });
    if (found == table_.columns.end()) return write_missing(field);
    const Column& column = *found;
    if (!has_complainant_ && field.name.starts_with("complainant_")) {
      has_complainant_ = true;
      out_ += "  # Who complained becomes a party of the register, apart from the record: parties/. Under `ignore` it is left out.\n";
    }
    if (field.form == FlatForm::time) return write_time(field, column);
    if (has_codes(field)) return write_codes(field, column);
    out_ += fmt::format("  {}: {}{}\n", field.name, yaml::scalar(column.name), number_comment(column));
  }

  std::string number_comment(const Column& column) const {
    return table_.has_header ? std::string{} : fmt::format("  # {}", quoted(column));
  }

  void write_missing(const FlatField& field) {
    if (field.name == "external_refs")
      out_ += "  # No header is that of a number: a row is known by all that it says, and a row that changes is a new one.\n";
    if (field.name == "medium") {
      out_ += "  # No header says how complaints came, or it has too many different words.\n";
      out_ += fmt::format("  medium: {{value: {}}}\n", yaml::flow_scalar(fmt::format("{} a code of the list media: {} ]]", csv_map_blank, some_codes(field))));
    }
    if (field.name != "received_at") return;
    std::string dates;
    for (const auto& column : table_.columns)
      if (column.dates.are_dates() && !column.field) (dates += dates.empty() ? "" : " or ") += quoted(column);
    out_ += "  # No header is that of the day on which a complaint came.\n";
    out_ += fmt::format("  received_at: {}\n", blank("a column of dates" + (dates.empty() ? "" : ": " + dates)));
  }

  std::string some_codes(const FlatField& field) const {
    std::string out;
    const auto codes = codes_of(field, lists_);
    for (std::size_t i = 0; i < std::min<std::size_t>(codes.size(), 12); ++i) (out += out.empty() ? "" : ", ") += codes[i];
    return out + (codes.size() > 12 ? ", …" : "");
  }

  void write_time(const FlatField& field, const Column& column) {
    const DateEvidence& dates = column.dates;
    const auto ways = dates.keys("    ");
    std::string asked = "how dates are written, such as %d.%m.%Y %H:%M";
    if (ways.size() == 1) {
      out_ += fmt::format("  # {}: all {} dates fit this, and nothing else that is common.\n", quoted(column), dates.values());
    } else if (!ways.empty()) {
      out_ += fmt::format("  # {}: all {} dates fit each of these, and whoever made the file knows which is meant:\n", quoted(column), dates.values());
      for (const auto& way : dates.keys("  #   ")) out_ += way;
      asked = "one of those above";
    } else if (column.filled == 0) {
      out_ += fmt::format("  # {} is empty in these rows.\n", quoted(column));
    } else {
      out_ += fmt::format("  # {}: its {} texts are not all dates of one form. Texts that mean no date go under `nothing`.\n", quoted(column), column.filled);
    }
    out_ += fmt::format("  {}:\n    column: {}\n", field.name, yaml::scalar(column.name));
    if (ways.size() == 1) out_ += ways.front();
    else out_ += fmt::format("    dates: [{}]\n", yaml::flow_scalar(fmt::format("{} {} ]]", csv_map_blank, asked)));
  }

  void write_codes(const FlatField& field, const Column& column) {
    const bool is_plain = std::all_of(column.values.begin(), column.values.end(), [&](const auto& one) { return !fault_of_value(field, one.first, lists_); });
    const bool has_gaps = field.name == "medium" && column.filled < table_.rows;
    if (is_plain && !has_gaps) {
      out_ += fmt::format("  {}: {}{}\n", field.name, yaml::scalar(column.name), number_comment(column));
      return;
    }
    out_ += fmt::format("  {}:{}\n    column: {}\n", field.name, number_comment(column), yaml::scalar(column.name));
    if (has_gaps) out_ += fmt::format("    empty: {}  # {}\n", blank("how a complaint came when the cell is empty"), rows(table_.rows - column.filled));
    if (is_plain) return;
    out_ += "    values:\n";
    std::vector<std::pair<std::string, std::int64_t>> values(column.values.begin(), column.values.end());
    std::stable_sort(values.begin(), values.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
    std::set<std::string> seen;
    for (const auto& [word, count] : values) {
      if (!seen.insert(fold(word)).second) continue;  // the same to the map
      const auto code = code_for(field, word);
      out_ += fmt::format("      {}: {}  # {}\n", yaml::scalar(word), code ? yaml::scalar(*code) : blank(asked_of(field)), rows(count));
    }
  }

  std::string asked_of(const FlatField& field) const {
    if (field.form == FlatForm::truth) return "true or false";
    if (field.form == FlatForm::scale) return "1 to 4";
    if (field.form == FlatForm::language) return "a language tag such as en";
    if (field.form == FlatForm::code)
      return fmt::format("a code of cmt schema --list {}{}", field.list, field.name == "medium" ? "" : ", or nothing");
    return some_codes(field);
  }

  // The value that a word is known to mean: a code, or a label of one in any language.
  std::optional<std::string> code_for(const FlatField& field, const std::string& word) const {
    if (!fault_of_value(field, word, lists_)) return word;
    const std::string words = words_of(word);
    if (words.empty()) return std::nullopt;
    if (field.form == FlatForm::truth)
      for (const auto& [value, known] : known_words().truth)
        if (std::find(known.begin(), known.end(), words) != known.end()) return value;
    std::optional<std::string> found;
    for (const auto& code : codes_of(field, lists_)) {
      if (!means(field, code, words)) continue;
      if (found) return std::nullopt;
      found = code;
    }
    return found;
  }

  bool means(const FlatField& field, const std::string& code, const std::string& words) const {
    if (are_same_words(code, words)) return true;
    const ListValue* value = lists_[field.list].find(code);
    if (!value) return false;
    for (const auto& [language, label] : value->labels) {
      if (are_same_words(label, words)) return true;
      // "web form or portal", "رایانامه (ایمیل)"
      std::string_view rest = label;
      for (std::size_t end = 0; end != std::string_view::npos;) {
        std::size_t size = 0;
        end = std::string_view::npos;
        for (const std::string_view mark : {" or ", " یا ", " или ", "(", ")", ",", "،", "/"})
          if (const auto at = rest.find(mark); at < end) {
            end = at;
            size = mark.size();
          }
        if (are_same_words(rest.substr(0, end), words)) return true;
        if (end != std::string_view::npos) rest.remove_prefix(end + size);
      }
    }
    return false;
  }

  void write_rest() {
    std::vector<const Column*> people, others;
    for (const auto& column : table_.columns) {
      if (column.field) continue;
      (tells_of_people(column.words) ? people : others).push_back(&column);
    }
    write_columns("ignore", "Called like data of persons: left out. Under `keep` they would stand word for word in the record.", people);
    write_columns("keep", "No field is called like these: kept word for word, as `source.fields` of the record.", others);
  }

  void write_columns(std::string_view key, std::string_view why, const std::vector<const Column*>& columns) {
    if (columns.empty()) return;
    out_ += fmt::format("# {}\n{}:\n", why, key);
    for (const Column* column : columns) {
      std::string remark = number_comment(*column);
      if (column->has_many && named_field(column->words) && has_codes(*named_field(column->words)->first))
        remark += fmt::format("  # more than {} different texts: too many for a table", csv_guess_values);
      out_ += fmt::format("  - {}{}\n", yaml::scalar(column->name), remark);
    }
  }

  Table& table_;
  const Lists& lists_;
  std::string_view zone_;
  std::string out_;
  bool has_complainant_ = false;  // whether it was said what becomes of them
};

}  // namespace

Result<std::string> guess_csv_map(const std::string& file_name, const ReadBytes& bytes, const Lists& lists, std::string_view zone) {
  auto table = look_at(file_name, bytes);
  if (!table) return std::move(table).failure();
  return Draft{*table, lists, zone}.write(file_name);
}

}  // namespace cmt::intake
