// The import of the CFPB's complaint database: what a row proves, and what is refused.
#include <fstream>
#include <map>
#include <sstream>

#include "core/csv.hpp"
#include "core/text.hpp"
#include "intake/context.hpp"
#include "support/test.hpp"

using namespace cmt;
using namespace intake_test;

namespace {

const std::string kHeader =
    "Date received,Product,Sub-product,Issue,Sub-issue,Consumer complaint narrative,Company public "
    "response,Company,State,ZIP code,Tags,Consumer consent provided?,Submitted via,Date sent to "
    "company,Company response to consumer,Timely response?,Consumer disputed?,Complaint ID\n";

const std::string& sample() {
  static const std::string bytes = [] {
    std::ifstream file{CMT_SOURCE_DIR "/examples/import/cfpb-sample.csv", std::ios::binary};
    std::ostringstream all;
    all << file.rdbuf();
    return all.str();
  }();
  return bytes;
}

const Batch& sample_batch() {
  static const Batch batch = [] {
    Register empty;
    auto read = read_cfpb("cfpb-sample.csv", sample(), empty.context());
    return read ? *std::move(read) : Batch{};
  }();
  return batch;
}

// A row of a small file with five columns.
std::string small_file(const std::string& rows) {
  return "Complaint ID,Date received,Product,Company response to consumer,Issue\n" + rows;
}

Result<Batch> read(const std::string& bytes) {
  Register empty;
  return read_cfpb("in.csv", bytes, empty.context());
}

std::string faults_of(const std::string& bytes) {
  const auto batch = read(bytes);
  if (batch) return "no fault";
  CHECK(batch.failure().kind == FailureKind::unreadable);
  return all(batch.diagnostics());
}

}  // namespace

TEST_CASE("every row of the sample becomes a record") {
  CHECK(sample_batch().records.size() == 2000);
  CHECK(sample_batch().known == 0);
}

TEST_CASE("the records of the sample count by product and by month as the rows do") {
  std::map<std::string, int> rows_by_product, rows_by_month, by_product, by_month;
  CsvReader reader{"sample", sample()};
  const auto header = reader.next();
  REQUIRE(header);
  for (auto row = reader.next(); row && *row; row = reader.next()) {
    ++rows_by_product[(*row)->fields[1]];
    ++rows_by_month[(*row)->fields[0].substr(0, 7)];
  }
  for (const auto& incoming : sample_batch().records) {
    const auto state = state_of(incoming);
    ++by_product[state.product];
    ++by_month[month_of(state.received_at.day)];
  }
  CHECK(by_product.size() == 12);
  CHECK(by_product == rows_by_product);
  CHECK(by_month == rows_by_month);
}

TEST_CASE("the records of the sample have the statuses and outcomes that its responses prove") {
  std::map<std::string, int> statuses, outcomes;
  int contested = 0;
  for (const auto& incoming : sample_batch().records) {
    const auto state = state_of(incoming);
    ++statuses[std::string{name_of(process::status_names, state.status)}];
    const auto& outcome = state.cycle().outcome;
    ++outcomes[outcome ? std::string{name_of(process::outcome_names, *outcome)} : "unknown"];
    contested += state.cycle().contested ? 1 : 0;
  }
  CHECK(statuses == std::map<std::string, int>{{"closed", 1982}, {"new", 18}});
  CHECK(outcomes ==
        std::map<std::string, int>{{"not-upheld", 1668}, {"no-finding", 311}, {"unknown", 21}});
  CHECK(contested == 7);
}

TEST_CASE("every record of the sample reads back equal and breaks no rule of the process") {
  std::set<std::string> ids;
  for (const auto& incoming : sample_batch().records) {
    ids.insert(incoming.complaint.id.text());
    if (!reads_back(incoming)) FAIL(incoming.bytes);
    if (!process::judge(incoming.complaint, settings().rules).empty()) FAIL(incoming.bytes);
  }
  CHECK(ids.size() == 2000);
}

TEST_CASE("importing the sample again adds nothing") {
  Register full;
  full.add(sample_batch());
  const auto again = read_cfpb("cfpb-sample.csv", sample(), full.context());
  REQUIRE(again);
  CHECK(again->records.empty());
  CHECK(again->known == 2000);
}

TEST_CASE("a row becomes the events it proves and no others") {
  const auto batch = read(
      kHeader +
      "2017-01-05,Mortgage,VA mortgage,\"Loan servicing, payments, escrow account\",,\"They lost "
      "it.\r\nTwice.\",,\"Acme, Inc.\",FL,335XX,Older American,Consent provided,Referral,"
      "2017-01-09,Closed with monetary relief,No,Yes,42\n");
  REQUIRE(batch);
  const auto& incoming = batch->records.at(0);
  CHECK(events_of(incoming) == "received forwarded decision-communicated contested closed");
  CHECK(incoming.reference == "cfpb:42");
  CHECK(incoming.line == 2);
  CHECK(incoming.complaint.id.year() == 2017);
  CHECK(incoming.complaint.summary == "Loan servicing, payments, escrow account: Mortgage");

  const auto& history = incoming.complaint.history;
  const auto& received = receipt_of(incoming);
  CHECK(history[0].at == on_day(*parse_date("2017-01-05")));
  CHECK(history[0].by == "sara");
  CHECK(received.medium == "regulator");
  CHECK(received.unit == "Acme, Inc.");
  CHECK(received.description.value == "They lost it.\nTwice.");
  CHECK(received.consent->publish == true);
  CHECK(received.external_refs == std::vector<std::string>{"cfpb:42"});
  CHECK(std::get<process::Forwarded>(history[1].body).to == "Acme, Inc.");
  CHECK(history[1].at == on_day(*parse_date("2017-01-09")));
  const auto& decision = std::get<process::DecisionCommunicated>(history[2].body);
  CHECK_FALSE(history[2].at.is_known());
  CHECK(decision.outcome == process::Outcome::no_finding);
  CHECK(decision.timely == false);
  CHECK(std::get<process::Contested>(history[3].body).grounds.value == "not given");
  CHECK_FALSE(history[4].at.is_known());
  CHECK(std::get<process::Closed>(history[4].body).reason == process::ClosureReason::unknown);
  for (const auto& event : history) CHECK(event.imported == "cfpb");
}

TEST_CASE("what the export does not say stays unknown") {
  const auto batch = read(small_file("7,2020-01-01,Mortgage,,\n"));
  REQUIRE(batch);
  const auto& received = receipt_of(batch->records.at(0));
  CHECK(events_of(batch->records.at(0)) == "received");
  CHECK(received.medium.empty());
  CHECK(received.language.empty());
  CHECK(received.complainant.empty());
  CHECK(received.category.empty());
  CHECK(received.description.empty());
  CHECK_FALSE(received.kind);
  CHECK_FALSE(received.consent);
  CHECK_FALSE(received.recurring);
  CHECK_FALSE(received.process);
}

TEST_CASE("a response that is no final answer leaves the case open and its words in the source") {
  for (const std::string response : {"In progress", "Untimely response"}) {
    const auto batch = read(small_file("7,2020-01-01,Mortgage," + response + ",\n"));
    REQUIRE(batch);
    CHECK(events_of(batch->records.at(0)) == "received");
    CHECK(field_of(batch->records.at(0), "Company response to consumer") == response);
  }
}

TEST_CASE("the other columns are kept word for word, empty ones are left out") {
  const auto batch = read(
      "Complaint ID,Date received,Product,Consumer disputed?,Tags,Mood,\n7,2020-01-01,Mortgage,"
      "N/A,, =1+1 ,x\n");
  REQUIRE(batch);
  const auto& incoming = batch->records.at(0);
  CHECK(field_of(incoming, "Consumer disputed?") == "N/A");
  CHECK(field_of(incoming, "Mood") == " =1+1 ");
  CHECK(field_of(incoming, "column 7") == "x");
  CHECK(receipt_of(incoming).source->fields.size() == 3);
  CHECK(receipt_of(incoming).source->reference == "7");
  CHECK(reads_back(incoming));
}

TEST_CASE("older names of columns, older dates and any order of columns give the same record") {
  Register one, two;
  const auto present = read_cfpb(
      "a",
      "Complaint ID,Date received,Product,Tags,Timely response?\n7,2012-03-04,Mortgage,T,Yes\n",
      one.context());
  const auto older = read_cfpb(
      "b", "timely,tags,product,date_received,complaint_id\r\nYes,T,Mortgage,03/04/2012,7\r\n",
      two.context());
  REQUIRE(present);
  REQUIRE(older);
  CHECK(present->records.at(0).bytes == older->records.at(0).bytes);
}

TEST_CASE("the time of day of the search API is no time of receipt") {
  const auto batch = read(small_file("7,2020-01-01T12:00:00-05:00,Mortgage,,\n"));
  REQUIRE(batch);
  CHECK(batch->records.at(0).complaint.history[0].at == on_day(*parse_date("2020-01-01")));
}

TEST_CASE("an issue has its category, and one that no table has is noted once") {
  const auto batch = read(
      small_file("1,2020-01-01,Mortgage,,Advertising\n2,2020-01-01,Mortgage,,Opening an account\n"
                 "3,2020-01-01,Mortgage,,Bad vibes\n4,2020-01-01,Mortgage,,Bad vibes\n"));
  REQUIRE(batch);
  CHECK(receipt_of(batch->records.at(0)).category == "P13");
  CHECK(receipt_of(batch->records.at(1)).category.empty());
  CHECK(field_of(batch->records.at(2), "Issue") == "Bad vibes");
  REQUIRE(batch->notes.size() == 1);
  CHECK(batch->notes[0].severity == Severity::note);
  CHECK(all(batch->notes) ==
        "in.csv:4:0: `Issue` says 'Bad vibes', which has no category; 2 records stay without\n");
}

TEST_CASE("of a column that has another text in every row only some are noted") {
  std::string rows;
  for (int i = 0; i < 1003; ++i) rows += fmt::format("{},2020-01-01,Mortgage,,text {}\n", i, i);
  const auto batch = read(small_file(rows));
  REQUIRE(batch);
  REQUIRE(batch->notes.size() == 1001);
  CHECK(all({batch->notes.back()}) ==
        "in.csv:0:0: `Issue` says other texts that have no category; 3 records stay without\n");
}

TEST_CASE("each complaint is handed on as soon as its row is read") {
  Register empty;
  const auto context = empty.context();
  std::string told;
  const intake::Receiver receiver{
      [&](intake::Incoming&& record) -> Result<Done> {
        told += fmt::format("take {}; ", record.line);
        return Done{};
      },
      [&](Diagnostic fault) { told += fmt::format("fault {}; ", fault.at.line); },
      [&](std::int64_t rows) { told += fmt::format("row {}; ", rows); }};
  const std::string file = small_file("1,2020-01-01,Mortgage,,\n2,2020-01-01,Mortgage,,\nx,2020-01-01,Mortgage,,\n"
                                      "4,2020-01-01,Mortgage,,\n");
  const auto tally = intake::read_cfpb("in.csv", read_from(file), context, receiver);
  REQUIRE(tally);
  CHECK(told == "row 1; take 2; row 2; take 3; row 3; fault 4; row 4; ");
  CHECK(tally->faults == 1);
}

TEST_CASE("a reading ends with the failure of whoever takes the records") {
  Register empty;
  const auto context = empty.context();
  int taken = 0;
  const intake::Receiver receiver{[&](intake::Incoming&&) -> Result<Done> {
                                    if (++taken < 2) return Done{};
                                    return unreadable("x", "the disk is full");
                                  },
                                  [](const Diagnostic&) {}, [](std::int64_t) {}};
  const std::string file = small_file("1,2020-01-01,Mortgage,,\n2,2020-01-01,Mortgage,,\n3,2020-01-01,Mortgage,,\n");
  const auto tally = intake::read_cfpb("in.csv", read_from(file), context, receiver);
  REQUIRE_FALSE(tally);
  CHECK(tally.diagnostics().front().message == "the disk is full");
  CHECK(taken == 2);
}

TEST_CASE("all required columns that are missing are named at once") {
  CHECK(faults_of("Product,Issue\nMortgage,x\n") ==
        "in.csv:1:0: missing columns: Date received, Complaint ID\n");
}

TEST_CASE("a file that is not the CFPB's export is refused with a hint") {
  const auto batch = read("name;text\nx;y\n");
  REQUIRE_FALSE(batch);
  CHECK(all(batch.diagnostics()).find("not the export of the CFPB") != std::string::npos);
  CHECK(batch.diagnostics().front().hint.english().find("commas") != std::string::npos);
  CHECK(faults_of("").find("the file is empty") != std::string::npos);
  CHECK(faults_of("PK\x03\x04rest").find("not CSV text") != std::string::npos);
}

TEST_CASE("two columns of the same meaning are refused") {
  CHECK(
      faults_of("Complaint ID,Date received,Product,product\n").find("columns 3 and 4 are both") !=
      std::string::npos);
}

TEST_CASE("every faulty row is reported at its line and nothing is imported") {
  CHECK(faults_of(small_file("1,2020-01-01,Mortgage,Closed,\n"
                             "x,2020-02-30,Mortgage,Closd,\n"
                             "3,2020-01-01,Mortgage\n"
                             "4,2020-01-01,\"Mort\"gage,,\n"
                             "5,,,,\n")) ==
        "in.csv:3:0: `Complaint ID` says 'x'\n"
        "in.csv:3:0: `Date received` says '2020-02-30', which is not a date\n"
        "in.csv:3:0: `Company response to consumer` says 'Closd', which is not known\n"
        "in.csv:4:0: the row has 3 fields, the first line has 5\n"
        "in.csv:5:20: text after the closing quote of a field\n"
        "in.csv:6:0: `Date received` is empty\n"
        "in.csv:6:0: `Product` is empty\n");
}

TEST_CASE("a word that a closed table nearly has comes with a suggestion") {
  const auto batch = read(small_file("1,2020-01-01,Mortgage,Closed with explanations,\n"));
  REQUIRE_FALSE(batch);
  CHECK(batch.diagnostics().front().hint == "did you mean 'Closed with explanation'?");
}

TEST_CASE("the same complaint twice in one file names the first line and says if they are equal") {
  CHECK(faults_of(small_file("1,2020-01-01,Mortgage,,\n1,2020-01-01,Mortgage,,\n"
                             "1,2020-01-02,Mortgage,,\n")) ==
        "in.csv:3:0: cfpb:1 is on line 2 already, and the two are identical\n"
        "in.csv:4:0: cfpb:1 is on line 2 already, with other contents\n");
}

TEST_CASE("ids that are taken are drawn again, and a broken source of them ends the import") {
  Register busy;
  busy.ids_to_refuse = 3;
  const auto batch = read_cfpb("in.csv", small_file("1,2020-01-01,Mortgage,,\n"), busy.context());
  REQUIRE(batch);
  CHECK(busy.drawn >= 4);
  Register full;
  full.ids_to_refuse = 1'000'000;
  CHECK_FALSE(read_cfpb("in.csv", small_file("1,2020-01-01,Mortgage,,\n"), full.context()));
}

TEST_CASE("formulas, control characters and markup of a row arrive unharmed and harmless") {
  const std::string hostile =
      "=cmd|'/c calc'!A1 \x1b[31m\x07 \xe2\x80\xae{{ !!python/object: &a *a \xef\xbb\xbf\xd8\xb3";
  const auto batch = read(
      "Complaint ID,Date received,Product,Issue,Consumer complaint narrative\n"
      "1,2020-01-01,\"" +
      hostile + "\",\"" + hostile + "\",\"- " + hostile + "\n# x\n---\n\"\n");
  REQUIRE(batch);
  const auto& incoming = batch->records.at(0);
  CHECK(receipt_of(incoming).product == hostile);
  CHECK(field_of(incoming, "Issue") == hostile);
  CHECK(receipt_of(incoming).description.value == "- " + hostile + "\n# x\n---");
  CHECK(incoming.complaint.summary.find('\x1b') == std::string::npos);
  CHECK(reads_back(incoming));
}

TEST_CASE("every character of Unicode's first plane in a narrative reads back the same") {
  std::string text = "x";
  for (char32_t c = 1; c < 0x10000; ++c) {
    if ((c >= 0xD800 && c <= 0xDFFF) || c == '"' || c == '\r') continue;
    append_utf8(text, c);
  }
  text += "x";
  const auto batch =
      read("Complaint ID,Date received,Product,Consumer complaint narrative\n1,2020-01-01,M,\"" +
           text + "\"\n");
  REQUIRE(batch);
  CHECK(receipt_of(batch->records.at(0)).description.value == text);
}

TEST_CASE("a cell of ten megabytes is refused at its line") {
  const std::string file =
      "Complaint ID,Date received,Product,Consumer complaint narrative,Mood\n1,2020-01-01,M,x,y\n";
  const std::string huge(10'000'000, 'x');
  CHECK(faults_of(file + "2,2020-01-01,M," + huge + ",\n") ==
        "in.csv:3:0: `Consumer complaint narrative` has 10000000 bytes, a record takes 262144\n");
  CHECK(faults_of(file + "2,2020-01-01,M,," + huge + "\n") ==
        "in.csv:3:0: `Mood` has 10000000 bytes, a record takes 262144\n");
}

TEST_CASE("a record that would be too large as a whole is refused at its line") {
  std::string header = "Complaint ID,Date received,Product", row = "1,2020-01-01,M";
  for (int i = 0; i < 5; ++i) {
    header += fmt::format(",extra {}", i);
    row += "," + std::string(250'000, 'x');
  }
  const std::string faults = faults_of(header + "\n" + row + "\n");
  CHECK(faults.rfind("in.csv:2:0: ", 0) == 0);
}

TEST_CASE("a product of two lines is refused") {
  CHECK(faults_of(small_file("1,2020-01-01,\"Mort\ngage\",,\n")) ==
        "in.csv:2:0: `Product` has more than one line\n");
}

TEST_CASE(
    "an unterminated quote, a NUL and bytes that are not UTF-8 are refused with their place") {
  CHECK(faults_of(small_file("1,2020-01-01,\"Mortgage,,\n")) ==
        "in.csv:2:14: the quote opened here is not closed\n");
  CHECK(faults_of(small_file(std::string{"1,2020-01-01,M\0,,\n", 18})) ==
        "in.csv:2:15: a NUL byte\n");
  CHECK(faults_of(small_file("1,2020-01-01,M\xff,,\n")) ==
        "in.csv:2:15: a byte that is not UTF-8\n");
}
