// Drafts of mapping files: what is said, what is left to the person.
#include "intake/csv_guess.hpp"

#include <fstream>
#include <sstream>

#include "intake/context.hpp"
#include "intake/csv_map.hpp"
#include "support/test.hpp"

using namespace cmt;
using namespace cmt::intake;
using namespace intake_test;

namespace {

std::string guess(const std::string& csv, const char* zone = "Europe/Paris") {
  const auto draft = guess_csv_map("in.csv", read_from(csv), settings().rules.lists, zone);
  if (!draft) FAIL(all(draft.diagnostics()));
  return *draft;
}

bool has(const std::string& text, const std::string& part) {
  INFO(text);
  return text.find(part) != std::string::npos;
}

// Whether the draft runs as it is, and what it makes of the file.
std::string run(const std::string& csv) {
  const auto map = read_csv_map("draft.yaml", guess(csv), settings());
  if (!map) return all(map.diagnostics());
  Register empty;
  const auto batch = batch_of([&](const std::string& name, ReadBytes bytes, const Context& context, const Receiver& receiver) {
    return read_csv(name, std::move(bytes), *map, context, receiver);
  }, "in.csv", csv, empty.context());
  return batch ? fmt::format("{} records", batch->records.size()) : all(batch.diagnostics());
}

std::string file(const std::string& name) {
  std::ifstream in{CMT_SOURCE_DIR "/examples/import/" + name, std::ios::binary};
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

}  // namespace

TEST_CASE("a draft that leaves nothing open runs as it is") {
  CHECK(run("Ticket ID;Received;Channel;Subject;Email\n1;13.11.2026 09:00;E-mail;Late;a@example.org\n2;14.11.2026 10:30;telephone;Cold;b@example.org\n") == "2 records");
}

TEST_CASE("columns are known by headers in English, Persian and Russian") {
  const std::string english = guess("Complaint ID,Date received,Submitted via,Product\n1,2026-11-13,web,Tea\n");
  CHECK(has(english, "  external_refs: Complaint ID\n"));
  CHECK(has(english, "  received_at:\n    column: Date received\n    dates: [\"%Y-%m-%d\"]\n"));
  CHECK(has(english, "  medium: Submitted via\n"));
  const std::string persian = guess("شماره پیگیری,تاریخ ثبت,روش دریافت\n۱,۱۴۰۵/۰۸/۲۹,تلفن\n");
  CHECK(has(persian, "  received_at:\n    column: تاریخ ثبت\n    dates: [\"%Y/%m/%d\"]\n    calendar: solar-hijri\n"));
  CHECK(has(persian, "      تلفن: phone  # 1 row\n"));
  const std::string russian = guess("Номер заявки;Дата обращения;Канал;Результат\n1;02.11.2026;Электронная почта;Обоснована\n");
  CHECK(has(russian, "separator: \";\"\n"));
  CHECK(has(russian, "  received_at:\n    column: Дата обращения\n    dates: [\"%d.%m.%Y\"]\n"));
  CHECK(has(russian, "      Электронная почта: email  # 1 row\n"));
  CHECK(has(russian, "      Обоснована: upheld  # 1 row\n"));
}

TEST_CASE("days and months that could change places are left to the person, and the draft does not run") {
  const std::string csv = "Received,Channel\n03/11/2026,web\n04/11/2026,phone\n";
  CHECK(has(guess(csv), "which is meant:\n  #   dates: [\"%d/%m/%Y\"]\n  #   dates: [\"%m/%d/%Y\"]\n  received_at:\n    column: Received\n"
                        "    dates: [\"[[? one of those above ]]\"]\n"));
  CHECK(run(csv) == "draft.yaml:10:13: this is not decided yet: one of those above\n");
  CHECK(has(guess(csv + "13/11/2026,web\n"), "    dates: [\"%d/%m/%Y\"]\n"));
  CHECK(has(guess(csv + "11/13/2026,web\n"), "    dates: [\"%m/%d/%Y\"]\n"));
  CHECK(has(guess(csv + "11/13/2026,web\n13/11/2026,web\n"), "its 4 texts are not all dates of one form"));
}

TEST_CASE("a word that no value is called is left to the person, with how often it comes") {
  const std::string draft = guess("Received,Channel\n2026-11-13,Pigeon\n2026-11-13,Pigeon\n2026-11-13,e-mail\n");
  CHECK(has(draft, "      Pigeon: \"[[? a code of cmt schema --list media ]]\"  # 2 rows\n"));
  CHECK(has(draft, "      e-mail: email  # 1 row\n"));
}

TEST_CASE("what no header says and every complaint has is left to the person") {
  const std::string draft = guess("A,B\n2026-11-13,x\n");
  CHECK(has(draft, "  received_at: \"[[? a column of dates: 'A' ]]\"\n"));
  CHECK(has(draft, "  medium: {value: \"[[? a code of the list media: "));
  CHECK(has(draft, "keep:\n  - A\n  - B\n"));
  CHECK(has(guess("Received,Channel\n2026-11-13,web\n2026-11-13,\n"), "    empty: \"[[? how a complaint came when the cell is empty ]]\"  # 1 row\n"));
}

TEST_CASE("4.10 columns of a draft called like who complained are of the party, other data of persons are left out") {
  const std::string draft = guess("Received,Channel,Full name,Phone,Email,ФИО,Birth date,نام مشتری,Colour\n2026-11-13,web,a,b,c,d,e,f,g\n");
  CHECK(has(draft, "  # Who complained becomes a party of the register, apart from the record: parties/. Under `ignore` it is left out.\n"
                   "  complainant_name: Full name\n  complainant_email: Email\n  complainant_phone: Phone\n"));
  CHECK(has(draft, "ignore:\n  - ФИО\n  - Birth date\n  - نام مشتری\n"));
  CHECK(has(draft, "keep:\n  - Colour\n"));
}

TEST_CASE("the zone of times without an offset is said, and asked for where there is no register") {
  const std::string csv = "Received,Channel\n2026-11-13 09:00,web\n";
  CHECK(has(guess(csv), "timezone: Europe/Paris  # "));
  CHECK(has(guess(csv, ""), "timezone: \"[[? the zone whose clock wrote the times, such as Europe/Paris ]]\"\n"));
  CHECK_FALSE(has(guess("Received,Channel\n2026-11-13T09:00:00Z,web\n"), "timezone"));
}

TEST_CASE("a first row that is no header, or has a name twice, makes columns go by number") {
  CHECK(has(guess("2026-11-13,web\n2026-11-14,web\n"), "header: false\nfields:\n"));
  const std::string csv = "Received,Channel,X,X\n2026-11-13,web,1,2\n";
  CHECK(has(guess(csv), "header: false\nskip: 1\n"));
  CHECK(run(csv) == "1 records");
}

TEST_CASE("the character set shows by the words of the headers, or the file is refused") {
  const std::string headers = "\xC4\xE0\xF2\xE0;\xCA\xE0\xED\xE0\xEB\n";  // Дата;Канал in windows-1251
  CHECK(has(guess(headers + "02.11.2026;web\n"), "encoding: windows-1251  # "));
  CHECK(run(headers + "02.11.2026;web\n") == "1 records");
  const auto unknown = guess_csv_map("in.csv", read_from("\xC4\xE0,B\n1,2\n"), settings().rules.lists, "UTC");
  REQUIRE_FALSE(unknown);
  CHECK(all(unknown.diagnostics()) == "in.csv:0:0: the file is not in UTF-8, and its headers do not tell its character set\n");
  CHECK(guess_csv_map("in.csv", read_from(""), settings().rules.lists, "UTC").failure().kind == FailureKind::unreadable);
}

TEST_CASE("only the beginning of a file is looked at, and the draft says so") {
  std::string csv = "Received,Channel\n";
  for (int i = 0; i < csv_guess_rows + 10; ++i) csv += "2026-11-13,web\n";
  CHECK(has(guess(csv), fmt::format("from the first {} rows of it", csv_guess_rows)));
  std::size_t read = 0;
  const ReadBytes endless = [&](char* buffer, std::size_t size) -> Result<std::size_t> {
    std::fill_n(buffer, size, 'x');
    read += size;
    return size;
  };
  const auto line = guess_csv_map("in.csv", endless, settings().rules.lists, "UTC");
  REQUIRE_FALSE(line);
  CHECK(all(line.diagnostics()) == "in.csv:0:0: its first line has more than 4 MiB\n");
  CHECK(read <= 2 * csv_guess_bytes);
}

TEST_CASE("hostile headers and cells stay words of the draft") {
  const std::string csv = "Received,Channel,\"\x1b[31m: [x]\n- y #\",\"'\"\"\"\n2026-11-13,\"\x1b]0;t\x07\nfields: {}\n# \u202e\",1,2\n";
  const std::string draft = guess(csv);
  CHECK(draft.find('\x1b') == std::string::npos);
  CHECK(draft.find("\u202e") == std::string::npos);
  const auto map = read_csv_map("draft.yaml", draft, settings());
  REQUIRE_FALSE(map);
  CHECK(map.diagnostics().size() == 1);
  CHECK(map.diagnostics().front().message.english().substr(0, 24) == "this is not decided yet:");
}

TEST_CASE("the drafts of the examples leave open what their maps decide") {
  const std::string draft = guess(file("helpdesk.csv"));
  for (const char* said : {"separator: \";\"\n", "  external_refs: Номер заявки\n", "    column: Дата обращения\n    dates: [\"%d.%m.%Y %H:%M\"]\n",
                           "      Телефон: phone  # 2 rows\n", "  description: Текст обращения\n", "  note: Комментарий\n",
                           "      Обоснована: upheld  # 1 row\n", "      Обоснована частично: partly-upheld  # 1 row\n", "  complainant_name: Клиент\n  complainant_phone: Телефон\n"})
    CHECK(has(draft, said));
  CHECK(has(guess(file("customer-club.csv")), "    column: تاریخ ثبت\n    dates: [\"%Y/%m/%d\"]\n    calendar: solar-hijri\n"));
}
