// CSV by a mapping file: what the map says, where it is wrong, and what becomes of rows.
#include "intake/csv_map.hpp"

#include <fstream>
#include <random>
#include <sstream>

#include "core/csv.hpp"
#include "intake/context.hpp"
#include "support/test.hpp"

using namespace cmt;
using namespace cmt::intake;
using namespace intake_test;

namespace {

std::string file(const std::string& name) {
  std::ifstream in{CMT_SOURCE_DIR "/examples/import/" + name, std::ios::binary};
  REQUIRE(in.good());
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

Result<CsvMap> map_of(const std::string& bytes) { return read_csv_map("m.yaml", bytes, settings()); }

// "file:line:column: message" of each fault of a map, one a line.
std::string map_faults(const std::string& bytes) {
  const auto map = map_of(bytes);
  if (map) return "no fault";
  CHECK(map.failure().kind == FailureKind::unreadable);
  return all(map.diagnostics());
}

Result<Batch> read(const CsvMap& map, const std::string& csv, const intake::Context& context) {
  return batch_of([&](const std::string& name, ReadBytes bytes, const intake::Context& with, const intake::Receiver& receiver) {
    return read_csv(name, std::move(bytes), map, with, receiver);
  }, "in.csv", csv, context);
}
Result<Batch> read(const std::string& map, const std::string& csv) {
  const auto made = map_of(map);
  if (!made) FAIL(all(made.diagnostics()));
  Register empty;
  return read(*made, csv, empty.context());
}

std::string row_faults(const std::string& map, const std::string& csv) {
  const auto batch = read(map, csv);
  return batch ? "no fault" : all(batch.diagnostics());
}
std::string hint_of(const std::string& map, const std::string& csv) {
  const auto batch = read(map, csv);
  REQUIRE_FALSE(batch);
  return batch.diagnostics().front().hint.english();
}

When at(const intake::Incoming& incoming, std::size_t event = 0) { return incoming.complaint.history.at(event).at; }

constexpr const char* kSmall =
    "fields:\n"
    "  received_at: {column: When, dates: [\"%d/%m/%Y %H:%M\", \"%d/%m/%Y\"]}\n"
    "  medium: {column: How, values: {Phone: phone, Web page: web}}\n"
    "  external_refs: {column: No, prefix: \"t:\"}\n";

// The same with other or further lines.
std::string with(const std::string& lines) { return kSmall + lines; }

}  // namespace

// ---- the map ----------------------------------------------------------------------------------------

TEST_CASE("a map of a layout never seen before makes records of its rows") {
  const auto batch = read(file("helpdesk.map.yaml"), file("helpdesk.csv"));
  if (!batch) FAIL(all(batch.diagnostics()));
  REQUIRE(batch->records.size() == 5);
  const auto& first = batch->records[0];
  CHECK(events_of(first) == "received assigned noted decision-communicated closed");
  CHECK(text(at(first)) == "2026-11-02T09:15:00+03:00");
  CHECK(receipt_of(first).medium == "phone");
  CHECK(receipt_of(first).category == "P01");
  CHECK(receipt_of(first).language == "ru");
  CHECK(receipt_of(first).unit == "Склад «Север»");
  CHECK(receipt_of(first).external_refs == std::vector<std::string>{"helpdesk:HD-1041"});
  CHECK(receipt_of(first).description.value == "Доставку ждали весь день, никто не приехал.\nПросим назначить новый день.");
  CHECK(first.complaint.summary == "Не привезли холодильник");
  CHECK(first.complaint.history[0].imported == "csv");
  CHECK(receipt_of(first).source->format == "csv");
  CHECK(field_of(first, "Город") == "Тверь");
  CHECK(text(at(first, 4)) == "2026-11-05T17:40:00+03:00");
  CHECK(std::get<process::Noted>(first.complaint.history[2].body).text.value == "Курьер заболел");
  CHECK(text(at(batch->records[1], 3)) == "2026-11-09");
  CHECK(events_of(batch->records[3]) == "received assigned noted");
  CHECK(receipt_of(batch->records[4]).medium == "other");
  CHECK(field_of(batch->records[4], "Канал") == "Книга отзывов");
  CHECK(receipt_of(batch->records[4]).category.empty());
  REQUIRE(first.parties.size() == 1);
  CHECK(first.parties[0].name == "Анна Примерова");
  CHECK(first.parties[0].phones == std::vector<std::string>{"+7 000 000-00-01"});
  CHECK(receipt_of(first).complainant == first.parties[0].id);
  CHECK(receipt_of(batch->records[3]).complainant.empty());
  for (const auto& one : batch->records) {
    CHECK(reads_back(one));
    CHECK(one.bytes.find("Анна") == std::string::npos);
    CHECK(one.bytes.find("+7 000") == std::string::npos);
  }
}

TEST_CASE("solar Hijri dates, Persian digits and a time in a column of its own are read by the map") {
  const auto batch = read(file("customer-club.map.yaml"), file("customer-club.csv"));
  if (!batch) FAIL(all(batch.diagnostics()));
  REQUIRE(batch->records.size() == 3);
  CHECK(text(at(batch->records[0])) == "2026-11-01T09:20:00+03:30");
  CHECK(events_of(batch->records[0]) == "received decision-communicated closed");
  CHECK(text(at(batch->records[0], 1)) == "2026-11-06");
  CHECK(receipt_of(batch->records[0]).external_refs == std::vector<std::string>{"club:ب-۲۱۰"});
  CHECK(receipt_of(batch->records[0]).anonymous == false);
  CHECK(batch->records[0].parties.at(0).name == "مریم نمونه");
  CHECK(receipt_of(batch->records[2]).anonymous == true);
  CHECK(batch->records[2].parties.empty());
  CHECK(receipt_of(batch->records[2]).medium == "box");
  CHECK(events_of(batch->records[2]) == "received");
}

TEST_CASE("the map that docs/import.md shows is one, and it names every key that a map and a field have") {
  std::ifstream in{CMT_SOURCE_DIR "/docs/import.md", std::ios::binary};
  std::ostringstream out;
  out << in.rdbuf();
  const std::string page = out.str().substr(out.str().find("## CSV of any layout"));
  const auto begin = page.find("```yaml\n") + 8;
  CHECK(map_faults(page.substr(begin, page.find("```", begin) - begin)) == "no fault");
  for (const char* key : {"separator", "encoding", "header", "skip", "timezone", "calendar", "dates", "shown_twice", "nothing", "fields",
                          "keep", "ignore", "column", "columns", "value", "join", "one_line", "values", "otherwise", "empty", "prefix"})
    CHECK(page.find(fmt::format("`{}`", key)) != std::string::npos);
  for (const auto& field : flat_fields()) CHECK(out.str().find(fmt::format("`{}`", field.name)) != std::string::npos);
}

TEST_CASE("a key that no map has is an error with its place and the nearest") {
  CHECK(map_faults(with("seperator: \";\"\n")) == "m.yaml:5:1: 'seperator' is not a key of a map\n");
  const auto map = map_of(with("seperator: \";\"\n"));
  CHECK(map.diagnostics().front().hint == "did you mean 'separator'?");
  CHECK(map_faults(with("  summary: {colum: X}\n")) ==
        "m.yaml:5:12: `summary` has none of column, columns and value\nm.yaml:5:13: 'colum' is not a key of a map\n");
}

TEST_CASE("a field that a row does not have is an error with the nearest") {
  const auto map = map_of(with("  sumary: X\n"));
  REQUIRE_FALSE(map);
  CHECK(all(map.diagnostics()) == "m.yaml:5:3: there is no field 'sumary'\n");
  CHECK(map.diagnostics().front().hint == "did you mean 'summary'?");
}

TEST_CASE("7.2 a map without when or how a complaint came is refused") {
  CHECK(map_faults("fields: {summary: X}\n") ==
        "m.yaml:1:9: `fields` has no `received_at`\nm.yaml:1:9: `fields` has no `medium`\n");
  CHECK(map_faults("separator: \";\"\n") == "m.yaml:1:1: the map has no `fields`\n");
}

TEST_CASE("values and constants of a map are values of the register, said at their place") {
  CHECK(map_faults("fields:\n  received_at: A\n  medium: {value: phon}\n") ==
        "m.yaml:3:19: `medium` says 'phon', which is not in the list media\n");
  CHECK(map_faults(with("  outcome: {column: R, values: {ok: uphold}}\n")) == "m.yaml:5:37: `outcome` says 'uphold'\n");
  CHECK(map_faults(with("  category: {column: R, values: {a: P01}, otherwise: P99}\n")) ==
        "m.yaml:5:54: `category` says 'P99', which is not in the list problems\n");
  CHECK(map_faults(with("  category: {column: R, values: {a: P01, A: P02}}\n")) == "m.yaml:5:42: 'A' has another value above\n");
  CHECK(map_faults(with("  category: {column: R, values: {a: P01}, otherwise: \"\"}\n")) == "no fault");
}

TEST_CASE("what cannot stand together in a map is refused") {
  CHECK(map_faults(with("  summary: {column: A, value: x}\n")) == "m.yaml:5:12: `summary` has more than one of column, columns and value\n");
  CHECK(map_faults(with("  summary: {value: x, join: y}\n")) == "m.yaml:5:29: `join` is of a column, and `value` has none\n");
  CHECK(map_faults(with("  summary: {column: A, dates: [\"%d.%m.%Y\"]}\n")) == "m.yaml:5:31: `dates` is of dates and times\n");
  CHECK(map_faults(with("  closed_at: {column: A, values: {a: b}}\n")) ==
        "m.yaml:5:34: `values` is of words; `nothing` names texts that are no date\nm.yaml:5:38: `closed_at` says 'b', which is not a time\n");
  CHECK(map_faults(with("  summary: {column: A, prefix: x}\n")) == "m.yaml:5:32: `prefix` is of external_refs\n");
  CHECK(map_faults(with("  unit: {column: A, otherwise: x}\n")) == "m.yaml:5:32: `otherwise` is for what `values` lacks\n");
  CHECK(map_faults(with("keep: rest\nignore: rest\n")) == "m.yaml:6:9: `keep` and `ignore` cannot both take the rest\n");
  CHECK(map_faults(with("encoding: klingon\n")) == "m.yaml:5:11: 'klingon' is no character set that is known\n");
  CHECK(map_faults(with("separator: x\n")) == "m.yaml:5:12: 'x' is no separator\n");
  CHECK(map_faults(with("calendar: maya\n")) == "m.yaml:5:11: 'maya' is no calendar\n");
  CHECK(map_faults(with("timezone: Moon/Base\n")).substr(0, 13) == "m.yaml:5:11: ");
  CHECK(map_faults(with("dates: [\"%d\"]\n")) == "m.yaml:5:9: '%d' is no date format: it has no year\n");
  CHECK(map_faults(with("shown_twice: both\n")) == "m.yaml:5:14: 'both' is neither earlier nor later\n");
  CHECK(map_faults("header: false\nfields: {received_at: A, medium: 2}\n") == "m.yaml:2:23: 'A' is not the number of a column\n");
}

TEST_CASE("a blank of a draft is told as undecided, all of them at once") {
  CHECK(map_faults("fields:\n  received_at: \"[[? a column ]]\"\n  medium: {value: \"[[? a code ]]\"}\n") ==
        "m.yaml:2:16: this is not decided yet: a column\nm.yaml:3:19: this is not decided yet: a code\n");
}

// ---- the file and the map -------------------------------------------------------------------------------

TEST_CASE("a column that the map does not name is an error at its place, unless the rest is kept or ignored") {
  const std::string csv = "No,When,How,Colour\n1,03/11/2026,Phone,red\n";
  CHECK(row_faults(kSmall, csv) == "in.csv:1:13: the map does not say what the column 'Colour' is\n");
  CHECK(row_faults(with("ignore: rest\n"), csv) == "no fault");
  const auto kept = read(with("keep: rest\n"), csv);
  REQUIRE(kept);
  CHECK(field_of(kept->records.at(0), "Colour") == "red");
  const auto ignored = read(with("ignore: [colour]\n"), csv);
  REQUIRE(ignored);
  CHECK(field_of(ignored->records.at(0), "Colour").empty());
}

TEST_CASE("a column that the file lacks is an error at its place in the map") {
  const auto batch = read(with("  summary: Colours\n"), "No,When,How,Colour\n1,03/11/2026,Phone,red\n");
  REQUIRE_FALSE(batch);
  CHECK(all(batch.diagnostics()) == "m.yaml:5:12: the file has no column 'Colours'\nin.csv:1:13: the map does not say what the column 'Colour' is\n");
  CHECK(batch.diagnostics().front().hint == "did you mean 'Colour'?");
}

TEST_CASE("headers are compared without regard to case, blanks around them and the forms of one letter") {
  CHECK(row_faults("fields: {received_at: شكايت, medium: {value: web}}\n", "  شکایت \n2026-11-03\n") == "no fault");
}

TEST_CASE("two columns of one name are told, and may go by number") {
  const std::string csv = "a title\nDate,Date,How\n2026-11-03,x,web\n";
  CHECK(row_faults("skip: 1\nignore: rest\nfields: {received_at: Date, medium: How}\n", csv) == "in.csv:2:6: columns 1 and 2 are both 'Date'\n");
  const auto batch = read("skip: 2\nheader: false\nkeep: [2]\nfields: {received_at: 1, medium: 3}\n", csv);
  REQUIRE(batch);
  CHECK(field_of(batch->records.at(0), "column 2") == "x");
}

TEST_CASE("a kept column may not be called as a field that it is not") {
  CHECK(row_faults(with("keep: rest\n"), "No,When,How,severity\n1,03/11/2026,Phone,red\n") ==
        "in.csv:1:13: the column 'severity' is called as a field, and the map does not take it for it\n");
}

TEST_CASE("separators and character sets of other systems are read as the map says") {
  const std::string windows_1251 = "\xCD\xEE\xEC\xE5\xF0;\xCA\xE0\xED\xE0\xEB\r\n2026-11-03;\xD2\xE5\xEB\xE5\xF4\xEE\xED\r\n";  // Номер;Канал, Телефон
  const auto batch = read("separator: \";\"\nencoding: windows-1251\nfields: {received_at: Номер, medium: {column: Канал, values: {телефон: phone}}}\n", windows_1251);
  if (!batch) FAIL(all(batch.diagnostics()));
  CHECK(receipt_of(batch->records.at(0)).medium == "phone");
  const auto tabs = read("separator: tab\nfields: {received_at: A, medium: B}\n", "A\tB\n2026-11-03\tweb\n");
  CHECK(tabs);
  std::string utf_16 = "\xFF\xFE";
  for (const char c : std::string{"A,B\n2026-11-03,web\n"}) (utf_16 += c) += '\0';
  CHECK(row_faults("encoding: utf-16\nfields: {received_at: A, medium: B}\n", utf_16) == "no fault");
}

TEST_CASE("bytes that mean nothing in the character set of the map are told with their line") {
  CHECK(row_faults("encoding: windows-1252\nfields: {received_at: A, medium: B}\n", "A,B\n2026-11-03,web\n2026-11-03,\x81\n") ==
        "in.csv:3:0: bytes that mean nothing in windows-1252\n");
}

TEST_CASE("an empty file is refused") {
  CHECK(row_faults(kSmall, "") == "in.csv:0:0: the file is empty\n");
  CHECK(row_faults(with("skip: 3\n"), "No,When,How\n") == "in.csv:0:0: the file is empty\n");
}

// ---- rows -------------------------------------------------------------------------------------------

TEST_CASE("the fault of a row says its place, its column, its value and what the map would need") {
  const std::string csv = "No,When,How\n1,03/11/2026,Phone\n2,2026-11-03,Fone\n";
  CHECK(row_faults(kSmall, csv) ==
        "in.csv:3:3: `When` (received_at) says '2026-11-03', which is no date by %d/%m/%Y %H:%M, %d/%m/%Y\n"
        "in.csv:3:14: `How` (medium) says 'Fone', which `values` of the map lacks\n");
  const auto batch = read(kSmall, csv);
  CHECK(batch.diagnostics()[0].hint == "add its format to `dates` of the map");
  CHECK(batch.diagnostics()[1].hint == "did you mean 'Phone'? else add it, or `otherwise` for all that it lacks");
}

TEST_CASE("the place of a fault is right behind quotes, line ends inside them and letters of several bytes") {
  CHECK(row_faults(with("  description: Text\n"), "No,Text,When,How\r\n1,\"د, \"\"x\"\"\r\nsecond\",x,Phone\r\n") ==
        "in.csv:3:9: `When` (received_at) says 'x', which is no date by %d/%m/%Y %H:%M, %d/%m/%Y\n");
}

TEST_CASE("7.2 a row without when or how it came is refused, at the empty cell") {
  CHECK(row_faults(kSmall, "No,When,How\n1,,Phone\n2,03/11/2026,\n") ==
        "in.csv:2:3: `When` (received_at) is missing\nin.csv:3:14: `How` (medium) is missing\n");
  CHECK(row_faults("fields: {received_at: When, medium: {column: How, values: {Phone: phone}, empty: other}}\n", "When,How\n2026-11-03,\n") == "no fault");
}

TEST_CASE("a date that two formats of the map read differently is never guessed") {
  const std::string map = "dates: [\"%d/%m/%Y\", \"%m/%d/%Y\"]\nfields: {received_at: A, medium: {value: web}}\n";
  CHECK(row_faults(map, "A\n03/11/2026\n") ==
        "in.csv:2:1: `A` (received_at) says '03/11/2026', which is 2026-11-03 by %d/%m/%Y and 2026-03-11 by %m/%d/%Y\n");
  CHECK(row_faults(map, "A\n13/11/2026\n11/13/2026\n") == "no fault");
  CHECK(row_faults(map, "A\n05/05/2026\n") == "no fault");
}

TEST_CASE("a time that the clocks of its zone show twice or never is never guessed") {
  const std::string map = "timezone: Europe/Berlin\ndates: [\"%Y-%m-%d %H:%M\"]\nfields: {received_at: A, medium: {value: web}}\n";
  CHECK(row_faults(map, "A\n2026-10-25 02:30\n2026-03-29 02:30\n") ==
        "in.csv:2:1: `A` (received_at) says '2026-10-25 02:30', a time that clocks in Europe/Berlin show twice\n"
        "in.csv:3:1: `A` (received_at) says '2026-03-29 02:30', a time that clocks in Europe/Berlin leave out\n");
  CHECK(row_faults("shown_twice: earlier\n" + map, "A\n2026-10-25 02:30\n") == "no fault");
}

TEST_CASE("the zone of one column may differ from that of the map, and that from the register's") {
  const auto batch = read("timezone: Asia/Tehran\ndates: [\"%Y-%m-%d %H:%M\"]\nfields:\n  received_at: A\n  closed_at: {column: B, timezone: Europe/Paris}\n  medium: {value: web}\n",
                          "A,B\n2026-11-03 09:00,2026-11-03 09:00\n");
  REQUIRE(batch);
  CHECK(text(at(batch->records.at(0))) == "2026-11-03T09:00:00+03:30");
  CHECK(text(at(batch->records.at(0), 1)) == "2026-11-03T09:00:00+01:00");
}

TEST_CASE("several columns are joined, empty cells apart, and line ends made blanks where asked") {
  const auto batch = read(with("  summary: {columns: [A, B], join: \" / \", one_line: true}\n  description: {columns: [B, A], join: \"\\n\"}\n"),
                          "No,When,How,A,B\n1,03/11/2026,Phone,\"one\r\nline\",two\n2,03/11/2026,Phone,,two\n");
  if (!batch) FAIL(all(batch.diagnostics()));
  CHECK(batch->records.at(0).complaint.summary == "one line / two");
  CHECK(receipt_of(batch->records.at(0)).description.value == "two\none\nline");
  CHECK(batch->records.at(1).complaint.summary == "two");
}

TEST_CASE("a text that the map calls nothing is an empty cell") {
  const auto batch = read("nothing: [\"-\", N/A]\nfields: {received_at: A, medium: {value: web}, closed_at: B, product: C}\nkeep: [C]\n",
                          "A,B,C\n2026-11-03,n/a,-\n");
  REQUIRE(batch);
  CHECK(events_of(batch->records.at(0)) == "received");
  CHECK(receipt_of(batch->records.at(0)).product.empty());
  CHECK(field_of(batch->records.at(0), "C") == "-");
}

TEST_CASE("words are translated without regard to case, and codes pass as they are without a table") {
  const auto batch = read("fields:\n  received_at: A\n  medium: B\n  severity: C\n  impact: C\n  complexity: {value: simple}\n  anonymous: {column: D, values: {ДА: true, нет: false}}\n",
                          "A,B,C,D\n2026-11-03,web,2,да\n");
  if (!batch) FAIL(all(batch.diagnostics()));
  CHECK(events_of(batch->records.at(0)) == "received assessed");
  CHECK(receipt_of(batch->records.at(0)).anonymous == true);
  CHECK(row_faults("fields: {received_at: A, medium: B}\n", "A,B\n2026-11-03,wob\n") == "in.csv:2:12: `B` (medium) says 'wob', which is not in the list media\n");
  CHECK(hint_of("fields: {received_at: A, medium: B}\n", "A,B\n2026-11-03,wob\n") == "did you mean 'web'?; `values` of medium in the map says what words become");
  CHECK(row_faults("fields: {received_at: A, medium: {value: web}, severity: B}\n", "A,B\n2026-11-03,high\n") ==
        "in.csv:2:12: `B` (severity) says 'high', which is not a whole number from 1 to 4\n");
}

TEST_CASE("times of a row that cannot follow each other are refused by the names of their columns") {
  CHECK(row_faults("fields: {received_at: A, medium: {value: web}, closed_at: B}\n", "A,B\n2026-11-03,2026-11-02\n") ==
        "in.csv:2:12: `B` (closed_at) says 2026-11-02, before `A` (received_at), 2026-11-03\n");
}

TEST_CASE("the same file again adds nothing, by its references or by what its rows say") {
  for (const std::string& map : {std::string{kSmall}, std::string{"ignore: rest\nfields:\n  received_at: {column: When, dates: [\"%d/%m/%Y\"]}\n  medium: {value: web}\n"}}) {
    Register full;
    const auto made = map_of(map);
    REQUIRE(made);
    const std::string csv = "No,When,How\n1,03/11/2026,Phone\n2,03/11/2026,Phone\n";
    const auto first = read(*made, csv, full.context());
    REQUIRE(first);
    CHECK(first->records.size() == 2);
    full.add(*first);
    const auto again = read(*made, csv, full.context());
    REQUIRE(again);
    CHECK(again->records.empty());
    CHECK(again->known == 2);
  }
}

TEST_CASE("one reference on two rows is an error that names the first") {
  CHECK(row_faults(kSmall, "No,When,How\n1,03/11/2026,Phone\n1,04/11/2026,Phone\n") ==
        "in.csv:3:0: t:1 is on line 2 already, with other contents\n");
}

TEST_CASE("a row of another length is refused with its line, and the others are read for their faults") {
  CHECK(row_faults(kSmall, "No,When,How\n1,03/11/2026\n2,x,Phone\n") ==
        "in.csv:2:0: the row has 2 fields, the first line has 3\n"
        "in.csv:3:3: `When` (received_at) says 'x', which is no date by %d/%m/%Y %H:%M, %d/%m/%Y\n");
}

TEST_CASE("hostile cells stay text, and are shown without what steers a terminal") {
  const std::string csv = "No,When,How,T\n=1+1,03/11/2026,Phone,\"=HYPERLINK(\"\"x\"\") <b> $(rm) ../../etc \x1b[31m\"\n";
  const auto batch = read(with("  summary: T\n"), csv);
  if (!batch) FAIL(all(batch.diagnostics()));
  CHECK(batch->records.at(0).complaint.summary == "=HYPERLINK(\"x\") <b> $(rm) ../../etc \x1b[31m");
  CHECK(reads_back(batch->records.at(0)));
  const std::string faults = row_faults(kSmall, "No,When,How\n1,03/11/2026,\"\x1b]0;x\x07 \u202e " + std::string(500, 'y') + "\"\n");
  CHECK(faults.find('\x1b') == std::string::npos);
  CHECK(faults.find("\u202e") == std::string::npos);
  CHECK(faults.size() < 200);
  const std::string header = row_faults(kSmall, "No,When,How,\"\x1b[31m\nX\"\n");
  CHECK(header.find('\x1b') == std::string::npos);
  CHECK(header.find('\n') == header.size() - 1);
}

// ---- the standard layout ----------------------------------------------------------------------------

TEST_CASE("without a map the columns are called as the fields, and others are kept") {
  Register empty;
  const auto batch = read(standard_csv_map(), "received_at,medium,summary,external_refs,Colour\n2026-11-03,web,Late,T-1,red\n", empty.context());
  if (!batch) FAIL(all(batch.diagnostics()));
  CHECK(batch->records.at(0).complaint.summary == "Late");
  CHECK(field_of(batch->records.at(0), "Colour") == "red");
  const auto bad = read(standard_csv_map(), "When,How\n2026-11-03,web\n", empty.context());
  REQUIRE_FALSE(bad);
  CHECK(all(bad.diagnostics()) == "in.csv:1:0: there is no column `received_at`\nin.csv:1:0: there is no column `medium`\n");
}

TEST_CASE("a map of the standard layout onto itself, and the same rows as JSON Lines, give the same records") {
  std::string identity = "keep: rest\nfields:\n";
  std::vector<std::string> names;
  for (const auto& field : flat_fields()) {
    identity += fmt::format("  {}: {}\n", field.name, field.name);
    names.emplace_back(field.name);
  }
  names.emplace_back("Further");
  std::mt19937 random{7};
  const auto any = [&](std::vector<std::string> of) { return of[random() % of.size()]; };
  for (int round = 0; round < 20; ++round) {
    std::string csv = csv_row(names, {.guard = false});
    std::string lines;
    for (int row = 0; row < 10; ++row) {
      nlohmann::ordered_json json;
      std::vector<std::string> cells;
      const std::vector<std::vector<std::string>> choices = {
          {"2026-03-04", "2026-03-04T09:00:00+03:30"}, {"web", "phone"}, {"Late", "دیر", "", "=1+1"}, {"a\nb", "\"q\", x", ""},
          {fmt::format("T-{}-{}", round, row), ""}, {"P01", ""}, {"Tram", ""}, {"North", ""}, {"en", "fa", ""},
          {"Ada", "مریم", ""}, {"ada@example.org", "Bo@example.org", ""}, {"+44 20 7946", ""}, {"1 High Street", ""}, {"LS1", ""}, {"Leeds", ""},
          {"UK", ""}, {"false", ""},
          {"complaint", "praise", ""}, {"2026-03-05", ""}, {"ali", ""}, {"1", "4", ""}, {"2", ""}, {"simple", ""}, {"called", ""},
          {"2026-03-06", ""}, {"upheld", ""}, {"2026-03-09", ""}, {fmt::format("{}/{}", round, row)}};
      REQUIRE(choices.size() == names.size());
      for (std::size_t i = 0; i < names.size(); ++i) {
        const std::string value = any(choices[i]);
        cells.push_back(value);
        if (value.empty()) continue;
        if (names[i] == "anonymous") json[names[i]] = value == "true";
        else if (names[i] == "severity" || names[i] == "impact") json[names[i]] = std::stoi(value);
        else if (names[i] == "external_refs") json[names[i]] = {value};
        else json[names[i]] = value;
      }
      csv += csv_row(cells, {.guard = false});
      lines += json.dump() + "\n";
    }
    Register one, two, three;
    const auto standard = read(standard_csv_map(), csv, one.context());
    if (!standard) FAIL(all(standard.diagnostics()));
    const auto made = map_of(identity);
    REQUIRE(made);
    const auto mapped = read(*made, csv, two.context());
    REQUIRE(mapped);
    const auto json = read_jsonl("in.jsonl", lines, three.context());
    REQUIRE(json);
    REQUIRE(mapped->records.size() == 10);
    const auto as_csv = [](std::string bytes) {
      for (std::size_t i = 0; (i = bytes.find("jsonl", i)) != std::string::npos;) bytes.replace(i, 5, "csv");
      // Without a reference a row is known by a digest of what it says, and the two say it differently.
      const auto digest = bytes.find("    reference: ");
      return bytes.erase(digest, bytes.find('\n', digest) - digest);
    };
    for (std::size_t i = 0; i < 10; ++i) {
      CHECK(mapped->records[i].bytes == standard->records[i].bytes);
      CHECK(as_csv(mapped->records[i].bytes) == as_csv(json->records[i].bytes));
    }
  }
}
