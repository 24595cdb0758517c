// CSV is read strictly, with places for faults, and written safe for spreadsheets.
#include "core/csv.hpp"

#include <algorithm>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "support/test.hpp"

namespace cmt {
namespace {

using Fields = std::vector<std::string>;
using Rows = std::vector<Fields>;

struct Reading {
  Rows rows;
  std::vector<int> lines;
  Diagnostics faults;
};

Reading read_by(CsvReader reader) {
  Reading reading;
  while (true) {
    auto record = reader.next();
    if (!record) {
      reading.faults.push_back(record.diagnostics().front());
    } else if (!record->has_value()) {
      return reading;
    } else {
      reading.lines.push_back((*record)->line);
      reading.rows.push_back((*record)->fields);
    }
  }
}

// The same whether the bytes come at once or one by one.
Reading read(std::string_view bytes, char delimiter = ',') {
  Reading whole = read_by({"in.csv", bytes, delimiter});
  const auto one_by_one = [bytes](char* buffer, std::size_t) mutable -> Result<std::size_t> {
    const std::size_t count = bytes.copy(buffer, 1);
    bytes.remove_prefix(count);
    return count;
  };
  const Reading pieces = read_by({"in.csv", ReadBytes{one_by_one}, delimiter});
  REQUIRE(pieces.rows == whole.rows);
  REQUIRE(pieces.lines == whole.lines);
  REQUIRE(pieces.faults.size() == whole.faults.size());
  for (std::size_t i = 0; i < whole.faults.size(); ++i) {
    REQUIRE(pieces.faults[i].at == whole.faults[i].at);
    REQUIRE(pieces.faults[i].message == whole.faults[i].message);
    REQUIRE(pieces.faults[i].excerpt == whole.faults[i].excerpt);
  }
  return whole;
}

// `head`, and then `filling` for ever; `given` counts the bytes.
ReadBytes endless(std::string_view head, char filling, std::size_t& given) {
  return [head, filling, &given](char* buffer, std::size_t size) mutable -> Result<std::size_t> {
    const std::size_t count = head.copy(buffer, size);
    head.remove_prefix(count);
    std::fill(buffer + count, buffer + size, filling);
    given += size;
    return size;
  };
}

std::string row(const std::string& cell) {
  CsvOptions options;
  options.eol = "";
  return csv_row(Fields{cell}, options);
}

std::string number(const std::string& cell) {
  CsvOptions options;
  options.eol = "";
  return csv_row(std::vector<CsvCell>{{cell, true}}, options);
}

}  // namespace

TEST_CASE("records and fields are read as they stand") {
  CHECK(read("id,title\r\n1, late \r\n").rows == Rows{{"id", "title"}, {"1", " late "}});
  CHECK(read("نام,город\n").rows == Rows{{"نام", "город"}});
  CHECK(read("").rows.empty());
}

TEST_CASE("the last line needs no line end") {
  CHECK(read("a,b\n1,2").rows == Rows{{"a", "b"}, {"1", "2"}});
  CHECK(read("a,").rows == Rows{{"a", ""}});
  CHECK(read("a,\"b\"").rows == Rows{{"a", "b"}});
}

TEST_CASE("lines end in LF, CR LF or CR") {
  CHECK(read("a\nb\r\nc\rd").rows == Rows{{"a"}, {"b"}, {"c"}, {"d"}});
  CHECK(read("a\nb\r\nc\rd").lines == std::vector<int>{1, 2, 3, 4});
}

TEST_CASE("N/A, empty and quoted empty fields are kept apart from missing ones") {
  CHECK(read("N/A,,\"\"\n,\n").rows == Rows{{"N/A", "", ""}, {"", ""}});
}

TEST_CASE("quoted fields hold delimiters, doubled quotes and line ends") {
  CHECK(read("\"a,b\",\"say \"\"no\"\"\",\"x\r\ny\nz\rw\"\n").rows ==
        Rows{{"a,b", "say \"no\"", "x\r\ny\nz\rw"}});
  CHECK(read("\"\"\"\"\n").rows == Rows{{"\""}});
}

TEST_CASE("a record knows the physical line on which it starts") {
  CHECK(read("h\n\"a\nb\"\n\nc\n").lines == std::vector<int>{1, 2, 5});
}

TEST_CASE("empty lines are no records, but an empty quoted field is one") {
  CHECK(read("\n\na\n\n\"\"\n\n").rows == Rows{{"a"}, {""}});
}

TEST_CASE("a byte order mark is skipped") {
  CHECK(read("\xEF\xBB\xBFid,x\n").rows == Rows{{"id", "x"}});
  CHECK(read("\xEF\xBB\xBF\"id\",x\n").rows == Rows{{"id", "x"}});
}

TEST_CASE("another delimiter leaves commas alone") {
  CHECK(read("1,5;2\n", ';').rows == Rows{{"1,5", "2"}});
  CHECK(read("a\tb\n", '\t').rows == Rows{{"a", "b"}});
}

TEST_CASE("a quote that is not closed is reported where it opens") {
  const Reading reading = read("a,b\nنام,\"x\ny\n");
  REQUIRE(reading.faults.size() == 1);
  CHECK(reading.faults[0].at == SourcePos{"in.csv", 2, 5});
  CHECK(reading.faults[0].message == "the quote opened here is not closed");
  CHECK(reading.faults[0].excerpt == "نام,\"x");
  CHECK(reading.rows == Rows{{"a", "b"}});
}

TEST_CASE("text after a closing quote is reported and the next line is read") {
  const Reading reading = read("\"a\nb\"c,d\ne\n");
  REQUIRE(reading.faults.size() == 1);
  CHECK(reading.faults[0].at == SourcePos{"in.csv", 2, 3});
  CHECK(reading.faults[0].message == "text after the closing quote of a field");
  CHECK(reading.rows == Rows{{"e"}});
  CHECK(reading.lines == std::vector<int>{3});
}

TEST_CASE("a quote inside an unquoted field is reported and the next line is read") {
  const Reading reading = read("a\nсло\"во,b\nc\n");
  REQUIRE(reading.faults.size() == 1);
  CHECK(reading.faults[0].at == SourcePos{"in.csv", 2, 4});
  CHECK(reading.faults[0].message == "a quote inside a field without quotes");
  CHECK(reading.rows == Rows{{"a"}, {"c"}});
}

TEST_CASE("a NUL is reported with its place, also inside a quoted field") {
  const Reading reading = read(std::string_view("a\n\"b\nc\0\",d\ne\n", 13));
  REQUIRE(reading.faults.size() == 1);
  CHECK(reading.faults[0].at == SourcePos{"in.csv", 3, 2});
  CHECK(reading.faults[0].message == "a NUL byte");
  CHECK(reading.rows == Rows{{"a"}, {"e"}});
  CHECK(reading.lines == std::vector<int>{1, 4});
}

TEST_CASE("invalid UTF-8 is reported with its place") {
  const Reading reading = read("a\nب,x\xE9y\nc\n");
  REQUIRE(reading.faults.size() == 1);
  CHECK(reading.faults[0].at == SourcePos{"in.csv", 2, 4});
  CHECK(reading.faults[0].message == "a byte that is not UTF-8");
  CHECK(reading.rows == Rows{{"a"}, {"c"}});
}

TEST_CASE("every fault of a file is reported") {
  const Reading reading = read("a\"b\nc\n\"d\"e\n\xFF\nf\n");
  REQUIRE(reading.faults.size() == 3);
  CHECK(reading.faults[0].at.line == 1);
  CHECK(reading.faults[1].at.line == 3);
  CHECK(reading.faults[2].at.line == 4);
  CHECK(reading.rows == Rows{{"c"}, {"f"}});
}

TEST_CASE("UTF-16 and spreadsheet files are refused once") {
  for (const std::string_view bytes :
       {std::string_view("\xFF\xFE"
                         "a\0,\0\n\0",
                         8),
        std::string_view("\xFE\xFF\0a\0\n", 6), std::string_view("PK\x03\x04\xFF\n\xFF\n", 8)}) {
    const Reading reading = read(bytes);
    REQUIRE(reading.faults.size() == 1);
    CHECK(reading.faults[0].message == "this is not CSV text in UTF-8");
    CHECK(reading.rows.empty());
  }
}

TEST_CASE("a quote that is not closed for long ends the file where it opens, whatever follows") {
  std::size_t given = 0;
  const Reading reading = read_by({"in.csv", endless("a,b\nc,\"x\ny", 'z', given)});
  REQUIRE(reading.faults.size() == 1);
  CHECK(reading.faults[0].at == SourcePos{"in.csv", 2, 3});
  CHECK(reading.faults[0].message == "the quote opened here is not closed within 16 MiB");
  CHECK(reading.faults[0].excerpt == "c,\"x");
  CHECK(reading.rows == Rows{{"a", "b"}});
  CHECK(given < 2 * max_csv_record);
}

TEST_CASE("a row without an end in sight ends the file") {
  for (const char filling : {'z', '\0'}) {
    std::size_t given = 0;
    const Reading reading = read_by({"in.csv", endless("a\nb,", filling, given)});
    REQUIRE(reading.faults.size() == 1);
    CHECK(reading.faults[0].at == SourcePos{"in.csv", 2, 1});
    CHECK(reading.faults[0].message == "a row of more than 16 MiB");
    CHECK(reading.rows == Rows{{"a"}});
    CHECK(given < 2 * max_csv_record);
  }
}

TEST_CASE("bytes that cannot be read end the file, and say why") {
  for (const std::string_view text : {"a,b\nc,d", "a,b\nc,\"d", "a,b\n"}) {
    CAPTURE(std::string{text});
    const auto failing = [read = read_from(text)](char* buffer, std::size_t size) -> Result<std::size_t> {
      auto got = read(buffer, size);
      if (*got > 0) return got;
      return unreadable("in.csv", "input/output error");
    };
    const Reading reading = read_by({"in.csv", ReadBytes{failing}});
    REQUIRE(reading.faults.size() == 1);
    CHECK(reading.faults[0].message == "input/output error");
  }
}

TEST_CASE("a row is joined by commas and ended by CR LF") {
  CHECK(csv_row(Fields{"a", "b"}) == "a,b\r\n");
  CHECK(csv_row(Fields{"", ""}) == ",\r\n");
  CHECK(csv_row(Fields{""}) == "\"\"\r\n");
  CHECK(csv_row(Fields{"a", "b"}, {true, "\n", '\t'}) == "a\tb\n");
}

TEST_CASE("cells are quoted where they need it") {
  CHECK(row("a,b") == "\"a,b\"");
  CHECK(row("a;b") == "\"a;b\"");
  CHECK(row("a\tb") == "\"a\tb\"");
  CHECK(row("say \"no\"") == "\"say \"\"no\"\"\"");
  CHECK(row("a\nb") == "\"a\nb\"");
  CHECK(row("plain نام") == "plain نام");
}

TEST_CASE("line ends become LF and other control characters go") {
  CHECK(row("a\r\nb\rc") == "\"a\nb\nc\"");
  CHECK(row("a\x1B[2J\x7F\u009Bz") == "a[2Jz");
  CHECK(row(std::string("a\0b", 3)) == "ab");
  CHECK(row("a\xFFz") == "a\uFFFDz");
}

TEST_CASE("a cell is never taken for a formula") {
  for (const std::string start : {"=", "+", "-", "@", "＝", "＋", "－", "＠"}) {
    INFO(start);
    CHECK(row(start + "1") == "'" + start + "1");
    CHECK(row("  " + start + "1") == "'  " + start + "1");
    CHECK(row("\u00A0\u200B" + start + "1") == "'\u00A0\u200B" + start + "1");
    CHECK(row("\x01" + start + "1") == "'" + start + "1");
  }
  CHECK(row("\tx") == "\"'\tx\"");
  CHECK(row("\rx") == "\"'\nx\"");
  CHECK(row("\nx") == "\"'\nx\"");
  CHECK(row(std::string("\0=1", 3)) == "'=1");
  CHECK(row("=1,2") == "\"'=1,2\"");
  CHECK(row("-5") == "'-5");
}

TEST_CASE("text with signs further inside is left alone") {
  CHECK(row("a=b") == "a=b");
  CHECK(row("2026-10-02") == "2026-10-02");
  CHECK(row("a@b.example") == "a@b.example");
}

TEST_CASE("numbers stay numbers, and nothing else passes for one") {
  CHECK(number("-5") == "-5");
  CHECK(number("-12.50") == "-12.50");
  CHECK(number("-1+cmd") == "'-1+cmd");
  CHECK(number("=1") == "'=1");
  CHECK(number("-") == "'-");
  CHECK(number("-5.") == "'-5.");
}

TEST_CASE("the guard can be left out") {
  CHECK(csv_row(Fields{"=1", "-x"}, {false, "\n", ','}) == "=1,-x\n");
}

TEST_CASE("what is written is read back the same") {
  const std::vector<std::string> pieces{"a",  ",", "\"", "\n", ";",  " ", "=",  "-",
                                        "\t", "'", "ی",  "ж",  "便", "👍", "N/A"};
  std::mt19937 random(20261002);  // fixed seed; the engine is specified bit by bit
  const auto below = [&random](std::size_t n) { return static_cast<std::size_t>(random()) % n; };
  for (int round = 0; round < 2000; ++round) {
    CsvOptions options;
    options.guard = false;
    options.eol = below(2) == 0 ? "\r\n" : "\n";
    options.delimiter = below(3) == 0 ? ';' : ',';
    Rows rows(1 + below(4));
    std::string bytes;
    for (Fields& fields : rows) {
      fields.resize(1 + below(4));
      for (std::string& field : fields) {
        for (std::size_t n = below(6); n > 0; --n) field += pieces[below(pieces.size())];
      }
      bytes += csv_row(fields, options);
    }
    INFO(bytes);
    const Reading reading = read(bytes, options.delimiter);
    REQUIRE(reading.faults.empty());
    REQUIRE(reading.rows == rows);
  }
}

TEST_CASE("the place of a field is that of its first byte, behind quotes, line ends in them and wide letters") {
  const auto places = [](std::string_view bytes, std::size_t row, char delimiter = ',') {
    CsvReader reader{"a.csv", bytes, delimiter};
    auto record = reader.next();
    for (std::size_t i = 0; i < row; ++i) record = reader.next();
    REQUIRE(record);
    std::string out;
    for (std::size_t i = 0; i < (*record)->fields.size(); ++i) {
      const SourcePos at = reader.place_of(i);
      out += std::to_string(at.line) + ":" + std::to_string(at.column) + " ";
    }
    return out;
  };
  CHECK(places("a,b,\n", 0) == "1:1 1:3 1:5 ");
  CHECK(places("\xEF\xBB\xBF" "a,b", 0) == "1:1 1:3 ");
  CHECK(places("x\r\n\r\nд,\"\"\"د\"\" , \r\n1\",,c\r\n", 1) == "3:1 3:3 4:4 4:5 ");
  CHECK(places("\"a\rb\rc\";d", 0, ';') == "1:1 3:4 ");
}

TEST_CASE("asking for places changes nothing of what is read next") {
  CsvReader reader{"a.csv", "a,\"b\n\"\n\nc,d\n"};
  REQUIRE(reader.next());
  CHECK(reader.place_of(1).column == 3);
  const auto next = reader.next();
  REQUIRE(next);
  CHECK((*next)->fields == Fields{"c", "d"});
  CHECK((*next)->line == 4);
  CHECK(reader.place_of(1).line == 4);
  CHECK_FALSE(*reader.next());
}

TEST_CASE("no bytes stop the reader or lead it past the end") {
  const std::string pieces("a,\"\n\r\0\xFF;", 8);
  std::mt19937 random(7);
  for (int round = 0; round < 5000; ++round) {
    std::string bytes;
    for (std::size_t n = random() % 20; n > 0; --n) bytes += pieces[random() % pieces.size()];
    const Reading reading = read(bytes);
    REQUIRE(reading.rows.size() + reading.faults.size() <= bytes.size());
  }
}

}  // namespace cmt
