// The promises that hold for every command that writes.
#include <filesystem>
#include <fstream>
#include <map>
#include <string>

#include "cli/transcript.hpp"
#include "support/test.hpp"

namespace {

using cmt::testing::Terminal;

std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream in{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

std::map<std::string, std::string> files_of(const std::filesystem::path& folder) {
  std::map<std::string, std::string> out;
  for (const auto& entry : std::filesystem::recursive_directory_iterator{folder})
    if (entry.is_regular_file()) out[entry.path().string()] = bytes_of(entry.path());
  return out;
}

// A register with one complaint; gives its id.
std::string prepared(Terminal& terminal, const std::string& process) {
  REQUIRE(terminal.type("cmt init r --name R --timezone UTC --process " + process).code == 0);
  const auto made =
      terminal.type("cmt -C r new Late --medium web --description 'Late again' --anonymous");
  REQUIRE(made.code == 0);
  return made.out.substr(0, made.out.size() - 1);
}

}  // namespace

TEST_CASE("new prints the id alone on standard output") {
  Terminal terminal;
  const std::string id = prepared(terminal, "small");
  CHECK(id.size() == 12);
  CHECK(std::filesystem::exists(terminal.folder() / "r/complaints/2026" / (id + ".yaml")));
}

TEST_CASE("an id that is taken is drawn again, of complaints, parties and actions") {
  // Two terminals with one source of ids: the second draws what the first has used.
  Terminal first{7}, second{7};
  second.at = first.folder();
  REQUIRE(first.type("cmt init r --name R --timezone UTC -q").code == 0);
  const auto each = [](Terminal& terminal, const std::string& who) {
    CHECK(terminal.type("cmt -C r new Late --medium web --description Late --complainant " + who + " --email " + who +
                        "@example.org").code == 0);
    CHECK(terminal.type("cmt -C r action new Bags --kind corrective --problem Wet --owner omid").code == 0);
  };
  each(first, "ada");
  each(second, "ben");
  for (const char* folder : {"r/complaints/2026", "r/parties", "r/actions"}) {
    CAPTURE(folder);
    std::size_t records = 0;
    for (const auto& entry : std::filesystem::directory_iterator{first.folder() / folder})
      records += entry.path().extension() == ".yaml";
    CHECK(records == 2);
  }
}

TEST_CASE("init makes the register below the folder of -C") {
  Terminal terminal;
  std::filesystem::create_directory(terminal.folder() / "above");
  REQUIRE(terminal.type("cmt -C above init r --timezone UTC -q").code == 0);
  CHECK(std::filesystem::exists(terminal.folder() / "above/r/cmt.yaml"));
}

TEST_CASE("a refused step changes no byte of the register and prints nothing on standard output") {
  for (const char* refused :
       {"approve ID", "close ID", "notify ID", "accept ID", "contest ID", "reopen ID --reason new-evidence",
        "unmerge ID --reason X", "ask ID X --reply-by 2026-12-01", "answer ID --text X",
        "investigate ID", "return ID --reason X", "remedy ID --unilateral",
        "refer ID --body X --consent", "dispute close ID --result X", "respond ID --outcome upheld",
        "merge ID ID", "link ID ID", "extend ID --until 2026-01-01 --reason X"}) {
    CAPTURE(refused);
    Terminal terminal;
    const std::string id = prepared(terminal, "full");
    std::string line = std::string{"cmt -C r "} + refused;
    for (std::size_t at; (at = line.find("ID")) != std::string::npos;) line.replace(at, 2, id);
    const auto before = files_of(terminal.folder());
    const auto outcome = terminal.type(line);
    CHECK(outcome.code == 1);
    CHECK(outcome.out.empty());
    CHECK_FALSE(outcome.err.empty());
    CHECK(files_of(terminal.folder()) == before);
  }
}

TEST_CASE("a dry run prints the change as a diff and writes nothing") {
  Terminal terminal;
  const std::string id = prepared(terminal, "small");
  const auto before = files_of(terminal.folder());
  for (const char* step : {"ack", "close --outcome upheld", "note Called", "assign omid"}) {
    std::string line = std::string{"cmt -C r "} + step + " --dry-run";
    line.insert(line.find(' ', 9), " " + id);
    CAPTURE(line);
    const auto outcome = terminal.type(line);
    CHECK(outcome.code == 0);
    CHECK(outcome.out.find("\n+  - event: ") != std::string::npos);
    CHECK(outcome.out.find("\n-") == std::string::npos);
    CHECK(files_of(terminal.folder()) == before);
  }
}

TEST_CASE("a step adds lines at the end of a hand-written record and touches nothing else") {
  Terminal terminal;
  const std::string id = prepared(terminal, "small");
  const auto path = terminal.folder() / "r/complaints/2026" / (id + ".yaml");
  std::string text = bytes_of(path);
  text.replace(text.find("summary: Late"), 13, "summary:   'Late'   # as the caller said\nour_key: {kept: [1, 'two']}");
  text += "    # the last word of the first event\n";
  std::ofstream{path, std::ios::binary} << text;
  REQUIRE(terminal.type("cmt -C r ack " + id).code == 0);
  REQUIRE(terminal.type("cmt -C r note " + id + " 'It is \"fine\": really # yes'").code == 0);
  const std::string after = bytes_of(path);
  CHECK(after.substr(0, text.size()) == text);
  CHECK(after.size() > text.size());
  CHECK(terminal.type("cmt -C r check").code == 0);
}

TEST_CASE("a small team goes new, assign, close, and the record passes check") {
  Terminal terminal;
  const std::string id = prepared(terminal, "small");
  REQUIRE(terminal.type("cmt -C r assign " + id + " omid").code == 0);
  const auto closed = terminal.type("cmt -C r close " + id + " --outcome upheld --remedy 'R47:120.00 EUR'");
  CAPTURE(closed.err);
  REQUIRE(closed.code == 0);
  CHECK(terminal.type("cmt -C r check").code == 0);
  const auto json = terminal.type("cmt -C r list --json").out;
  CHECK(json.find("\"status\":\"closed\"") != std::string::npos);
  CHECK(json.find("\"outcome\":\"upheld\"") != std::string::npos);
}

TEST_CASE("text from a record never sends a control sequence to the terminal") {
  Terminal terminal;
  REQUIRE(terminal.type("cmt init r --name R --timezone UTC").code == 0);
  const std::string hostile = "a\x1b]52;c;AAAA\x07 b\xc2\x9b" "31m \xe2\x80\xae x";
  const auto made = terminal.cmt({"-C", "r", "new", hostile, "--medium", "web", "--description", hostile, "--anonymous", "--product", hostile});
  REQUIRE(made.code == 0);
  const std::string id = made.out.substr(0, 12);
  REQUIRE(terminal.cmt({"-C", "r", "note", id, hostile}).code == 0);
  for (const char* line : {"cmt -C r list", "cmt -C r list --csv", "cmt -C r list --json", "cmt -C r log", "cmt -C r search AAAA",
                           "cmt -C r report", "cmt -C r report --format html", "cmt -C r report --format md",
                           "cmt -C r report --format csv", "cmt -C r report --format json",
                           "cmt -C r export --format jsonl", "cmt -C r check --json", "cmt -C r check --notes"}) {
    CAPTURE(line);
    const std::string printed = terminal.type(line).both + terminal.type("cmt -C r show " + id).both;
    CHECK(printed.find('\x1b') == std::string::npos);
    CHECK(printed.find('\x07') == std::string::npos);
    CHECK(printed.find("\xc2\x9b") == std::string::npos);
  }
}

TEST_CASE("answers to a survey are words: no control sequence, markup or formula comes out of them") {
  Terminal terminal;
  const std::string id = prepared(terminal, "small");
  const std::string hostile = "=cmd|' /C x'!A0 \x1b]52;c;AAAA\x07 \xc2\x9b" "31m <script>alert(1)</script> \xe2\x80\xae x";
  REQUIRE(terminal.cmt({"-C", "r", "new", "Torn", "--medium", "web", "--description", "Torn", "--complainant",
                        "=Ada", "--email", "ada@example.org"}).code == 0);
  for (const char* line : {"cmt -C r close 2026-Y --outcome upheld"}) REQUIRE(terminal.type(line).code == 0);
  REQUIRE(terminal.cmt({"-C", "r", "survey", "plan", hostile, "--period", "2026", "--medium", "email", "--closes",
                        "2026-12-31"}).code == 0);
  for (const char* line : {"cmt -C r survey draw S-", "cmt -C r survey send S-"}) REQUIRE(terminal.type(line).code == 0);
  const auto sheet = terminal.type("cmt -C r survey sheet S- --contacts");
  REQUIRE(sheet.code == 0);
  CHECK(sheet.out.find(",=Ada") == std::string::npos);  // a spreadsheet would run it
  const std::string asked = sheet.out.substr(sheet.out.find('\n') + 1, 12);
  std::ofstream{terminal.folder() / "a.csv", std::ios::binary}
      << "complaint,overall,comment\n" << asked << ",5,\"" << hostile << "\"\n";
  REQUIRE(terminal.type("cmt -C r survey answer S- --csv a.csv").code == 0);
  for (const char* line : {"cmt -C r survey show S-", "cmt -C r survey show S- --json", "cmt -C r survey list",
                           "cmt -C r survey list --json", "cmt -C r survey report S-", "cmt -C r survey report S- --format html",
                           "cmt -C r survey report S- --format md", "cmt -C r survey report S- --format csv",
                           "cmt -C r survey report S- --format json", "cmt -C r check --json"}) {
    CAPTURE(line);
    const auto outcome = terminal.type(line);
    CHECK(outcome.code == 0);
    for (const char* never : {"\x1b", "\x07", "\xc2\x9b"}) CHECK(outcome.both.find(never) == std::string::npos);
    if (std::string_view{line}.find("html") != std::string_view::npos) {
      CHECK(outcome.out.find("<script>") == std::string::npos);
    }
    if (std::string_view{line}.find("csv") != std::string_view::npos) {
      CHECK(outcome.out.find(",=cmd") == std::string::npos);
    }
  }
  CHECK(id != asked);
}

TEST_CASE("a second import of the same file changes nothing") {
  Terminal terminal;
  REQUIRE(terminal.type("cmt init r --name R --timezone America/New_York").code == 0);
  const std::string file = CMT_SOURCE_DIR "/examples/import/cfpb-sample.csv";
  REQUIRE(terminal.cmt({"-C", "r", "import", "--format", "cfpb", file}).code == 0);
  const auto before = files_of(terminal.folder());
  CHECK(before.size() > 2000);
  const auto again = terminal.cmt({"-C", "r", "import", "--format", "cfpb", file});
  CHECK(again.code == 0);
  CHECK(files_of(terminal.folder()) == before);
  CHECK(terminal.type("cmt -C r check").code == 0);
}

TEST_CASE("an import with one faulty row imports nothing and names the line") {
  Terminal terminal;
  REQUIRE(terminal.type("cmt init r --name R --timezone UTC").code == 0);
  std::ofstream{terminal.folder() / "in.jsonl"} << "{\"received_at\": \"2026-11-01\", \"medium\": \"phone\"}\n"
                                                   "{\"received_at\": \"2026-11-31\", \"medium\": \"phone\"}\n";
  const auto before = files_of(terminal.folder());
  const auto outcome = terminal.type("cmt -C r import --format jsonl in.jsonl");
  CHECK(outcome.code == 3);
  CHECK(outcome.err.find("in.jsonl:2:") != std::string::npos);
  CHECK(files_of(terminal.folder()) == before);
}

TEST_CASE("what is exported as JSON Lines is imported as an equal register") {
  Terminal terminal;
  prepared(terminal, "small");
  REQUIRE(terminal.type("cmt -C r new Second --medium phone --description 'No: really # yes' --complainant Ada --email a@example.org").code == 0);
  REQUIRE(terminal.type("cmt -C r export --format jsonl --with-personal -o out.jsonl").code == 0);
  REQUIRE(terminal.type("cmt init b --name R --timezone UTC").code == 0);
  REQUIRE(terminal.type("cmt -C b import --format jsonl out.jsonl").code == 0);
  for (const char* folder : {"complaints", "parties"})
    for (const auto& entry : std::filesystem::recursive_directory_iterator{terminal.folder() / "r" / folder}) {
      if (!entry.is_regular_file()) continue;
      const auto twin = terminal.folder() / "b" / std::filesystem::relative(entry.path(), terminal.folder() / "r");
      CAPTURE(twin.string());
      CHECK(bytes_of(twin) == bytes_of(entry.path()));
    }
}

TEST_CASE("the manual page of a command with verbs tells the options of each verb") {
  Terminal terminal;
  const std::string page = terminal.type("cmt help document --format man").out;
  const auto verb = page.find(".SS cmt document approve ID");
  REQUIRE(verb != std::string::npos);
  const auto next = page.find(".SS ", verb + 4);
  CHECK(page.substr(verb, next - verb).find(".B \\-\\-effective DATE\n") != std::string::npos);
  CHECK(page.substr(verb, next - verb).find("\\-\\-color") == std::string::npos);
}

TEST_CASE("help --format man is a manual page, of cmt itself too") {
  Terminal terminal;
  const std::string overview = terminal.type("cmt help --format man").out;
  CHECK(overview.substr(0, 9) == ".TH CMT 1");
  CHECK(overview.find(".BR cmt\\-close (1)\n") != std::string::npos);
  CHECK(terminal.type("cmt help close --format man").out.substr(0, 15) == ".TH CMT-CLOSE 1");
}

TEST_CASE("help says the choices of an option once") {
  Terminal terminal;
  const std::string help = terminal.type("cmt new --help").out;
  CHECK(help.find("colours: auto, always, never\n") != std::string::npos);
  CHECK(help.find("(complaint, enquiry, service-request, suggestion,") != std::string::npos);
}

TEST_CASE("init --json prints where the register is, and nothing else") {
  cmt::testing::Terminal terminal;
  const auto outcome = terminal.type("cmt init shop --name Shop --timezone UTC --json");
  CHECK(outcome.code == 0);
  CHECK(outcome.out == "{\"schema\": 1, \"path\": \"" + (terminal.folder() / "shop").string() + "\"}\n");
}
