// The import of JSON Lines: records that come back, and flat lines of other systems.
#include <fstream>
#include <sstream>

#include "intake/context.hpp"
#include "records/json.hpp"
#include "support/test.hpp"

using namespace cmt;
using namespace intake_test;

namespace {

Result<Batch> read(const std::string& bytes) {
  Register empty;
  return read_jsonl("in.jsonl", bytes, empty.context());
}

std::string faults_of(const std::string& bytes) {
  const auto batch = read(bytes);
  if (batch) return "no fault";
  CHECK(batch.failure().kind == FailureKind::unreadable);
  return all(batch.diagnostics());
}

// A flat line with the two fields that every one has, and `more`.
std::string flat(const std::string& more = {}) {
  return R"({"received_at":"2026-03-04","medium":"phone")" + (more.empty() ? "" : "," + more) +
         "}\n";
}

// The line that `export --format jsonl` writes for a record.
std::string exported(const process::Complaint& complaint, const std::string& bytes,
                     const std::vector<records::Party>& parties = {}) {
  const auto& rules = settings().rules;
  const auto record = records::read(complaint.id.path(), bytes, rules.lists);
  REQUIRE(record);
  return records::to_json(process::replay(record->complaint, rules), rules,
                          *parse_instant("2026-10-01T12:00:00Z"), *record, parties) +
         "\n";
}

// A record with texts in three scripts and the kinds of values that records have.
process::Complaint rich_complaint(std::uint64_t seed = 5) {
  process::Received received;
  received.medium = "phone";
  received.language = "fa";
  received.anonymous = true;
  received.recurring = process::Answer::unknown;
  received.remedy_sought.emplace();
  received.remedy_sought->requested = process::Answer::yes;
  received.remedy_sought->amount = Money::parse("120.00", "EUR");
  received.immediate_action.emplace();
  received.immediate_action->taken = process::Answer::no;
  received.occurred_on = process::KnownDate{};
  received.external_refs = {"0012", "1e3", "no"};
  received.description.value = "دو بار پول کم شد\n  Деньги списаны дважды: #1\n";
  process::Assessed assessed;
  assessed.severity = 2;
  assessed.impact = 1;
  assessed.complexity = process::Complexity::simple;
  assessed.safety = false;
  assessed.action_needed = false;
  assessed.action_possible = true;
  assessed.persons = {"a: b", "- c"};
  const When at = *parse_when("2026-03-04T09:12:00+03:30");
  const When later = *parse_when("2026-03-05T10:00:00.5Z");
  return {
      ComplaintId::draw(2026, [seed] { return seed; }),
      "Charged twice: \"double\"",
      {{.at = at, .by = "sara", .recorded_at = {}, .imported = {}, .note = {}, .body = received},
       {.at = later,
        .by = "007",
        .recorded_at = parse_instant("2026-03-06T10:00:00+03:30"),
        .imported = {},
        .note = {"true"},
        .body = assessed}}};
}

}  // namespace

TEST_CASE("an exported record comes back as the same bytes under its own id") {
  const auto complaint = rich_complaint();
  const std::string bytes = records::write(complaint);
  const auto batch = read(exported(complaint, bytes));
  REQUIRE(batch);
  REQUIRE(batch->records.size() == 1);
  CHECK(batch->records[0].bytes == bytes);
  CHECK(batch->records[0].complaint.id == complaint.id);
  CHECK(batch->records[0].reference == "id:" + complaint.id.text());
}

TEST_CASE("keys that cmt does not know come back too") {
  const auto complaint = rich_complaint();
  const std::string bytes = records::write(complaint) + "x_colour: blue\n";
  const auto batch = read(exported(complaint, bytes));
  REQUIRE(batch);
  CHECK(batch->records.at(0).bytes.find("x_colour: blue") != std::string::npos);
}

TEST_CASE("imported complaints of the CFPB come back as the same bytes") {
  std::ifstream file{CMT_SOURCE_DIR "/examples/import/cfpb-sample.csv", std::ios::binary};
  std::ostringstream csv;
  csv << file.rdbuf();
  Register empty;
  const auto first = read_cfpb("a.csv", csv.str(), empty.context());
  REQUIRE(first);
  std::string lines;
  for (std::size_t i = 0; i < first->records.size(); i += 10)
    lines += exported(first->records[i].complaint, first->records[i].bytes);
  const auto again = read(lines);
  REQUIRE(again);
  REQUIRE(again->records.size() == 200);
  for (std::size_t i = 0; i < again->records.size(); ++i)
    CHECK(again->records[i].bytes == first->records[i * 10].bytes);
}

TEST_CASE("an exported record whose id was drawn for an earlier line is refused, since that is on its way") {
  const auto complaint = rich_complaint();
  Register empty;
  auto context = empty.context();
  context.random = [] { return std::uint64_t{5}; };  // as for the id of `complaint`
  const auto batch = read_jsonl("in.jsonl", flat() + exported(complaint, records::write(complaint)), context);
  REQUIRE_FALSE(batch);
  CHECK(all(batch.diagnostics()) == fmt::format("in.jsonl:2:0: {} was drawn as the id of an earlier line, which has none\n",
                                                complaint.id.text()));
  CHECK(batch.diagnostics().front().hint == "import the lines with `history` first, in a file of their own");
  int drawn = 0;
  context.random = [&] { return std::uint64_t{drawn++ == 0 ? 5U : 6U}; };
  const auto turned = read_jsonl("in.jsonl", exported(complaint, records::write(complaint)) + flat(), context);
  REQUIRE(turned);
  CHECK(turned->records.size() == 2);
  CHECK(drawn > 1);
}

TEST_CASE("a note of a flat line becomes an event between the assignment and the decision") {
  const auto batch = read(flat(R"("note":"Called\nagain","owner":"ali","outcome":"upheld","closed_at":"2026-03-11")"));
  REQUIRE(batch);
  CHECK(events_of(batch->records.at(0)) == "received assigned noted decision-communicated closed");
  const auto& noted = batch->records.at(0).complaint.history.at(2);
  CHECK(std::get<process::Noted>(noted.body).text.value == "Called\nagain");
  CHECK_FALSE(noted.at.is_known());
  CHECK(reads_back(batch->records.at(0)));
  CHECK(faults_of(flat(R"("note":7)")) == "in.jsonl:1:0: `note` is not a text\n");
}

TEST_CASE("a record whose id the register has is counted as known") {
  const auto complaint = rich_complaint();
  Register full;
  full.references = {"id:" + complaint.id.text()};
  const auto batch =
      read_jsonl("in.jsonl", exported(complaint, records::write(complaint)), full.context());
  REQUIRE(batch);
  CHECK(batch->records.empty());
  CHECK(batch->known == 1);
}

TEST_CASE("two exported records may share an external reference, the same record twice may not") {
  const auto one = rich_complaint(5), two = rich_complaint(77);
  const std::string a = exported(one, records::write(one)), b = exported(two, records::write(two));
  const auto batch = read(a + b);
  REQUIRE(batch);
  CHECK(batch->records.size() == 2);
  CHECK(faults_of(a + b + a) ==
        "in.jsonl:3:0: id:" + one.id.text() + " is on line 1 already, and the two are identical\n");
  CHECK(faults_of(a + flat(R"("external_refs":["0012"])")) ==
        "in.jsonl:2:0: 0012 is on line 1 already, with other contents\n");
  CHECK(faults_of(flat(R"("external_refs":["0012"])") + a) ==
        "in.jsonl:2:0: 0012 is on line 1 already, with other contents\n");
}

TEST_CASE("parties come with their record, and one with two contents is refused") {
  const auto one = rich_complaint(5), two = rich_complaint(77);
  records::Party party;
  party.id = LetterId::draw('P', [] { return std::uint64_t{3}; }).text();
  party.name = "Анна";
  const std::string a = exported(one, records::write(one), {party});
  const auto batch = read(a);
  REQUIRE(batch);
  REQUIRE(batch->records.at(0).parties.size() == 1);
  CHECK(records::write(batch->records[0].parties[0]) == records::write(party));
  party.name = "Мария";
  CHECK(faults_of(a + exported(two, records::write(two), {party})) ==
        "in.jsonl:2:0: party " + party.id + " is on line 1 already, with other contents\n");
}

TEST_CASE("a faulty record is reported at its line with its id") {
  const std::string id = rich_complaint().id.text();
  CHECK(faults_of("\n{\"id\":\"" + id + "\",\"history\":[{\"event\":\"recieved\"}]}\n") ==
        "in.jsonl:2:0: " + id + ": event 'recieved' is not known\n");
  CHECK(faults_of("{\"id\":\"" + id + "\",\"history\":[]}\n") ==
        "in.jsonl:1:0: " + id + ": `history` is empty\n");
  CHECK(faults_of("{\"id\":\"../../etc\",\"history\":[]}\n") ==
        "in.jsonl:1:0: ../../etc: `id` is not the id of a complaint\n");
  CHECK(faults_of("{\"id\":\"" + id + R"(","history":[{"event":"noted","at":"2026-01-01",)" +
                  R"("by":"x","text":"y"}]})") ==
        "in.jsonl:1:0: the history does not begin with `received`\n");
}

TEST_CASE("a flat line with the least it can say becomes a receipt") {
  const auto batch = read(flat());
  REQUIRE(batch);
  const auto& incoming = batch->records.at(0);
  CHECK(events_of(incoming) == "received");
  CHECK(state_of(incoming).status == process::Status::fresh);
  CHECK(incoming.complaint.history[0].imported == "jsonl");
  CHECK(incoming.complaint.history[0].by == "sara");
  CHECK(incoming.complaint.id.year() == 2026);
  CHECK(receipt_of(incoming).source->format == "jsonl");
  CHECK_FALSE(receipt_of(incoming).kind);
  CHECK(reads_back(incoming));
}

TEST_CASE("a flat line becomes the events that its fields prove, in the order of time") {
  const auto batch = read(flat(
      R"("summary":"Late","description":"Very\nlate","external_refs":["A-1"],"category":"P04",)"
      R"("product":"Tram","unit":"North","language":"ru","anonymous":true,"severity":3,"impact":2,)"
      R"("complexity":"complex","acknowledged_at":"2026-03-05","owner":"lee","outcome":"upheld",)"
      R"("communicated_at":"2026-03-10T10:00:00Z","closed_at":"2026-03-11","kind":"complaint")"));
  REQUIRE(batch);
  const auto& incoming = batch->records.at(0);
  CHECK(events_of(incoming) ==
        "received acknowledged assigned assessed decision-communicated closed");
  const auto state = state_of(incoming);
  CHECK(state.status == process::Status::closed);
  CHECK(state.summary == "Late");
  CHECK(state.description.value == "Very\nlate");
  CHECK(state.category == "P04");
  CHECK(state.product == "Tram");
  CHECK(state.unit == "North");
  CHECK(state.language == "ru");
  CHECK(state.anonymous);
  CHECK(state.owner == "lee");
  CHECK(state.severity == 3);
  CHECK(state.cycle().outcome == process::Outcome::upheld);
  CHECK(text(*state.cycle().acknowledged) == "2026-03-05");
  CHECK(text(*state.cycle().communicated) == "2026-03-10T10:00:00Z");
  CHECK(text(*state.cycle().ended) == "2026-03-11");
  CHECK_FALSE(state.cycle().assessed->is_known());
  CHECK(incoming.reference == "A-1");
  CHECK(receipt_of(incoming).source->fields.empty());
  CHECK(reads_back(incoming));
}

TEST_CASE("an acknowledgement that came after the decision stands after it") {
  const auto batch = read(flat(R"("communicated_at":"2026-03-05","acknowledged_at":"2026-03-06")"));
  REQUIRE(batch);
  CHECK(events_of(batch->records.at(0)) == "received decision-communicated acknowledged");
}

TEST_CASE("an outcome of a closed complaint proves a decision whose day is unknown") {
  const auto batch = read(flat(R"("outcome":"upheld","closed_at":"2026-03-06")"));
  REQUIRE(batch);
  CHECK(events_of(batch->records.at(0)) == "received decision-communicated closed");
  CHECK_FALSE(batch->records[0].complaint.history[1].at.is_known());
}

TEST_CASE("what proves no event is kept in the source") {
  const auto batch = read(flat(
      R"("outcome":"upheld","severity":2,"status":"open","age":12,"due":[{"code":"ack"}],"x":null)"));
  REQUIRE(batch);
  const auto& incoming = batch->records.at(0);
  CHECK(events_of(incoming) == "received");
  CHECK(field_of(incoming, "outcome") == "upheld");
  CHECK(field_of(incoming, "severity") == "2");
  CHECK(field_of(incoming, "status") == "open");
  CHECK(field_of(incoming, "age") == "12");
  CHECK(field_of(incoming, "due") == R"([{"code":"ack"}])");
  CHECK(receipt_of(incoming).source->fields.size() == 5);
}

TEST_CASE("the year of an id is the local year of receipt") {
  Register tehran;
  records::Settings settings = intake_test::settings();
  settings.rules.zone = *TimeZone::find("Asia/Tehran");
  const auto base = tehran.context();
  const intake::Context context{settings, base.random,   base.now,
                                base.by,  base.is_known, base.is_taken};
  const auto batch =
      read_jsonl("in.jsonl", R"({"received_at":"2025-12-31T23:00:00Z","medium":"web"})", context);
  REQUIRE(batch);
  CHECK(batch->records.at(0).complaint.id.year() == 2026);
}

TEST_CASE("wrong types, dates and codes of a flat line are all reported with their field") {
  CHECK(faults_of(R"({"received_at":"4.3.2026","medium":"fone","language":"english!",)"
                  R"("category":"P999","anonymous":"yes","severity":5,"impact":1.0,)"
                  R"("complexity":"hard","external_refs":"A","product":7,"owner":"a\nb",)"
                  R"("outcome":"won","closed_at":"unknown","kind":"rant"})") ==
        "in.jsonl:1:0: `kind` says 'rant'\n"
        "in.jsonl:1:0: `medium` says 'fone', which is not in the list media\n"
        "in.jsonl:1:0: `language` says 'english!', not a language tag such as en, fa or pt-BR\n"
        "in.jsonl:1:0: `anonymous` is neither true nor false\n"
        "in.jsonl:1:0: `category` says 'P999', which is not in the list problems\n"
        "in.jsonl:1:0: `product` is not a text\n"
        "in.jsonl:1:0: `external_refs` is not a list of texts\n"
        "in.jsonl:1:0: `received_at` says '4.3.2026', which is not a time\n"
        "in.jsonl:1:0: `owner` has more than one line\n"
        "in.jsonl:1:0: `severity` is not a whole number from 1 to 4\n"
        "in.jsonl:1:0: `impact` is not a whole number from 1 to 4\n"
        "in.jsonl:1:0: `complexity` says 'hard'\n"
        "in.jsonl:1:0: `outcome` says 'won'\n"
        "in.jsonl:1:0: `closed_at` says 'unknown', which is not a time\n");
}

TEST_CASE("a flat line says when and how the complaint came") {
  CHECK(faults_of("{}\n{\"received_at\":null,\"medium\":\"\"}") ==
        "in.jsonl:1:0: `received_at` is missing\nin.jsonl:1:0: `medium` is missing\n"
        "in.jsonl:2:0: `received_at` is missing\nin.jsonl:2:0: `medium` is missing\n");
}

TEST_CASE("a complaint is not answered or closed before it came, nor closed before its answer") {
  CHECK(faults_of(flat(R"("communicated_at":"2026-03-03")")) ==
        "in.jsonl:1:0: `communicated_at` says 2026-03-03, before `received_at`, 2026-03-04\n");
  CHECK(faults_of(flat(R"("communicated_at":"2026-03-08","closed_at":"2026-03-07")")) ==
        "in.jsonl:1:0: `closed_at` says 2026-03-07, before `communicated_at`, 2026-03-08\n");
}

TEST_CASE("importing flat lines again adds nothing, with references of their own or without") {
  const std::string lines =
      flat(R"("external_refs":["A","B"])") + flat(R"("summary":"no reference")");
  Register growing;
  const auto first = read_jsonl("in.jsonl", lines, growing.context());
  REQUIRE(first);
  CHECK(first->records.size() == 2);
  growing.add(*first);
  const auto again = read_jsonl("in.jsonl", lines, growing.context());
  REQUIRE(again);
  CHECK(again->records.empty());
  CHECK(again->known == 2);
}

TEST_CASE("one known reference of several makes a flat line known") {
  Register full;
  full.references = {"B"};
  const auto batch = read_jsonl("in.jsonl", flat(R"("external_refs":["A","B"])"), full.context());
  REQUIRE(batch);
  CHECK(batch->known == 1);
}

TEST_CASE("the order of keys, nulls and blanks do not make another complaint of a line") {
  CHECK(faults_of("{\"medium\":\"web\",\"received_at\":\"2026-01-01\"}\n"
                  "{ \"received_at\" : \"2026-01-01\", \"unit\":null, \"medium\":\"web\" }\n")
            .find("is on line 1 already") != std::string::npos);
}

TEST_CASE("blank lines, a byte order mark and CR LF are accepted, and lines are counted") {
  CHECK(faults_of("\xEF\xBB\xBF\r\n" + flat(R"("summary":"a")") + "  \r\n[]\r\n") ==
        "in.jsonl:4:0: the line is not a JSON object\n");
  const auto batch =
      read("\xEF\xBB\xBF{\"received_at\":\"2026-01-01\",\"medium\":\"web\"}\r\n\r\n");
  REQUIRE(batch);
  CHECK(batch->records.size() == 1);
  const auto nothing = read("");
  REQUIRE(nothing);
  CHECK(nothing->records.empty());
}

TEST_CASE("bytes that are not UTF-8, NULs and broken JSON are refused with line and column") {
  CHECK(faults_of("{\"summary\":\"س\xff\"}") == "in.jsonl:1:14: a byte that is not UTF-8\n");
  CHECK(faults_of(std::string("{\"a\":\0}", 7)) == "in.jsonl:1:6: a NUL byte\n");
  CHECK(faults_of(R"({"summary":"a\u0000b"})") ==
        "in.jsonl:1:0: a text contains a NUL character\n");
  CHECK(faults_of(R"({"id":"x","history":[{"\u0000":"x"}]})") ==
        "in.jsonl:1:0: a text contains a NUL character\n");
  CHECK(faults_of("\n{\"a\":tru}") == "in.jsonl:2:9: this is not JSON\n");
  CHECK(faults_of(R"({"a":"\ud800"})").find("this is not JSON") != std::string::npos);
}

TEST_CASE("a key that comes twice is refused, also inside a history") {
  CHECK(faults_of(R"({"medium":"web","medium":"phone"})") ==
        "in.jsonl:1:0: the key 'medium' comes twice\n");
  CHECK(faults_of(R"({"id":"x","history":[{"at":"1","at":"2"}]})") ==
        "in.jsonl:1:0: the key 'at' comes twice\n");
}

TEST_CASE("deep nesting and overlong lines are refused") {
  CHECK(faults_of(flat("\"x\":" + std::string(100'000, '['))) ==
        "in.jsonl:1:0: the values are nested deeper than 60 levels\n");
  CHECK(
      faults_of(flat("\"x\":\"" + std::string(10'000'000, 'x') + "\"")).find("more than 4194304") !=
      std::string::npos);
  CHECK(faults_of(flat("\"description\":\"" + std::string(300'000, 'x') + "\"")) ==
        "in.jsonl:1:0: `description` has 300000 bytes, a record takes 262144\n");
}

TEST_CASE("names of unknown fields are printable and short") {
  CHECK(faults_of(flat(R"("\u001b[31m":"x")")).find("is not the name of a field") !=
        std::string::npos);
  CHECK(faults_of(flat("\"\":\"x\"")).find("is not the name of a field") != std::string::npos);
}

TEST_CASE("markup and control characters of a flat line arrive as they are") {
  const auto batch = read(flat(
      R"("summary":"=1+1 \u001b[31m","description":"- &a !!x\n---\n\u202e\ttab ","note: x":"*a")"));
  REQUIRE(batch);
  const auto& incoming = batch->records.at(0);
  CHECK(incoming.complaint.summary == "=1+1 \x1b[31m");
  CHECK(receipt_of(incoming).description.value == "- &a !!x\n---\n\xe2\x80\xae\ttab ");
  CHECK(field_of(incoming, "note: x") == "*a");
  CHECK(reads_back(incoming));
}
