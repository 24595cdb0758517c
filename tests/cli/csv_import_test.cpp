// `cmt import` of CSV by a map, and the draft of one, as a person sees them.
#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "cli/transcript.hpp"
#include "support/test.hpp"

namespace cmt::testing {
namespace {

std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream in{path, std::ios::binary};
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

struct Room {
  Room() { REQUIRE(terminal.type("cmt init r --name R --timezone Europe/Moscow").code == 0); }

  void write(const std::string& name, const std::string& bytes) { std::ofstream{terminal.folder() / name, std::ios::binary} << bytes; }
  Outcome cmt(std::vector<std::string> words) {
    words.insert(words.begin(), {"-C", "r"});
    return terminal.cmt(words);
  }
  static std::string example(const std::string& name) { return CMT_SOURCE_DIR "/examples/import/" + name; }

  // Every file of the register with its bytes.
  std::string all() const {
    std::string out;
    for (const auto& entry : std::filesystem::recursive_directory_iterator{terminal.folder() / "r"})
      if (entry.is_regular_file()) out += entry.path().string() + "\n" + bytes_of(entry.path());
    return out;
  }

  Terminal terminal;
};

constexpr const char* kMap = "fields:\n  received_at: When\n  medium: {column: How, values: {Phone: phone}}\n  external_refs: No\n";

}  // namespace

TEST_CASE("7.2 the examples of maps are imported, and a second time nothing changes") {
  Room room;
  for (const auto& [name, said] : {std::pair{"helpdesk", "5 complaints"}, std::pair{"customer-club", "3 complaints"}}) {
    const std::vector<std::string> words{"import", Room::example(fmt::format("{}.csv", name)), "--map", Room::example(fmt::format("{}.map.yaml", name))};
    const Outcome first = room.cmt(words);
    CAPTURE(first.err);
    CHECK(first.code == 0);
    CHECK(first.err.find(said) == 0);
    const std::string before = room.all();
    const Outcome again = room.cmt(words);
    CHECK(again.code == 0);
    CHECK(again.err.find("0 complaints imported") == 0);
    CHECK(room.all() == before);
  }
  const Outcome checked = room.cmt({"check"});
  CAPTURE(checked.both);
  CHECK(checked.code == 0);
}

TEST_CASE("a faulty row, map or draft imports nothing") {
  Room room;
  room.write("in.csv", "No,When,How\n1,2026-11-02,Phone\n2,02.11.2026,Fone\n");
  room.write("m.yaml", kMap);
  const std::string before = room.all();
  const Outcome faulty = room.cmt({"import", "in.csv", "--map", "m.yaml"});
  CHECK(faulty.code == 3);
  CHECK(faulty.out.empty());
  CHECK(faulty.err == "in.csv:3:3: error: `When` (received_at) says '02.11.2026', which is not a time\n"
                      "  a time with an offset such as 2026-11-20T09:12:00+03:30, or a date; `dates` of the map says how dates are written\n"
                      "in.csv:3:14: error: `How` (medium) says 'Fone', which `values` of the map lacks\n"
                      "  did you mean 'Phone'? else add it, or `otherwise` for all that it lacks\n");
  room.write("m.yaml", std::string{kMap} + "  sumary: X\n");
  const Outcome map = room.cmt({"import", "in.csv", "--map", "m.yaml"});
  CHECK(map.code == 3);
  CHECK(map.err.find("m.yaml:5:3: error: there is no field 'sumary'\n") == 0);
  CHECK(room.cmt({"import", "in.csv", "--map", "none.yaml"}).err.find("none.yaml: error: no such file\n") == 0);
  CHECK(room.all() == before);
}

TEST_CASE("a draft is printed or written, replaces no file, and leaves the register alone") {
  Room room;
  const std::string before = room.all();
  const Outcome printed = room.cmt({"import", Room::example("helpdesk.csv"), "--guess"});
  CHECK(printed.code == 0);
  CHECK(printed.err.empty());
  CHECK(printed.out.find("timezone: Europe/Moscow") != std::string::npos);
  const Outcome written = room.cmt({"import", Room::example("helpdesk.csv"), "--guess", "-o", "draft.yaml"});
  CHECK(written.code == 0);
  CHECK(written.err == "written to draft.yaml\n");
  CHECK(bytes_of(room.terminal.folder() / "draft.yaml") == printed.out);
  const Outcome again = room.cmt({"import", Room::example("helpdesk.csv"), "--guess", "-o", "draft.yaml"});
  CHECK(again.code == 3);
  CHECK(again.err.find("draft.yaml: error: it is there already") == 0);
  const Outcome run = room.cmt({"import", Room::example("helpdesk.csv"), "--map", "draft.yaml"});
  CHECK(run.code == 3);
  CHECK(run.err.find("error: this is not decided yet: ") != std::string::npos);
  CHECK(room.all() == before);
}

TEST_CASE("a draft is made without a register, too, and as JSON") {
  Terminal terminal;
  const Outcome outcome = terminal.cmt({"import", Room::example("helpdesk.csv"), "--guess", "--json"});
  CHECK(outcome.code == 0);
  CHECK(outcome.out.find("\"map\": \"# A map for ") != std::string::npos);
  CHECK(outcome.out.find("the zone whose clock wrote the times") != std::string::npos);
}

TEST_CASE("options of an import that do not go together are refused") {
  Room room;
  const auto said = [&](std::vector<std::string> words) {
    words.insert(words.begin(), {"import", "in.csv"});
    const Outcome outcome = room.cmt(words);
    CHECK(outcome.code == 2);
    return outcome.err;
  };
  CHECK(said({}) == "error: --format is missing\n  cfpb, csv, jsonl, eml, mbox or maildir\n");
  CHECK(said({"--guess", "--map", "m"}) == "error: --guess drafts a map, and --map names one\n");
  CHECK(said({"--format", "jsonl", "--map", "m"}) == "error: --map and --guess are for csv, not for jsonl\n");
  CHECK(said({"--format", "csv", "-o", "m"}) == "error: -o is for --guess\n");
  CHECK(said({"--guess", "--dry-run"}) == "error: --guess writes nothing to the register: it has no --dry-run and no --commit\n");
  CHECK(said({"--format", "csv", "--keep-going"}) == "error: --medium and --keep-going are for mails, not for csv\n");
}

TEST_CASE("the table and its map may come from standard input, not both") {
  Room room;
  room.write("m.yaml", kMap);
  room.terminal.input = "No,When,How\n1,2026-11-02,Phone\n";
  CHECK(room.cmt({"import", "-", "--map", "m.yaml"}).err == "1 complaint imported from standard input, 0 known already\n");
  room.write("in.csv", "No,When,How\n2,2026-11-02,Phone\n");
  room.terminal.input = kMap;
  CHECK(room.cmt({"import", "in.csv", "--map", "-"}).err == "1 complaint imported from in.csv, 0 known already\n");
  CHECK(room.cmt({"import", "-", "--map", "-"}).code == 2);
}

namespace {

constexpr const char* kPeople =
    "fields:\n  received_at: When\n  medium: {value: phone}\n  external_refs: No\n  complainant_name: Who\n"
    "  complainant_email: Mail\n  complainant_phone: Phone\n  complainant_town: Town\n";

struct Named {
  std::string complainant, name, email, phone, town;
};
// Of each complaint in the order of receipt, who complained.
std::vector<Named> complainants(Room& room) {
  std::vector<Named> out;
  std::istringstream ids{room.cmt({"list", "--ids"}).out};
  for (std::string id; std::getline(ids, id);) {
    const auto found = room.cmt({"show", id, "--json"}).out;
    const auto at = found.find("\"complainant\": \"P-");
    Named one;
    if (at != std::string::npos) {
      one.complainant = found.substr(at + 16, 9);
      std::istringstream party{bytes_of(room.terminal.folder() / "r/parties" / (one.complainant + ".yaml"))};
      for (std::string line; std::getline(party, line);)
        for (const auto& [key, to] : {std::pair{"name: ", &one.name}, {"emails: ", &one.email}, {"phones: ", &one.phone}, {"town: ", &one.town}})
          if (line.rfind(key, 0) == 0) *to = line.substr(std::string_view{key}.size());
    }
    out.push_back(one);
  }
  return out;
}

std::size_t parties(const Room& room) {
  const auto folder = std::filesystem::directory_iterator{room.terminal.folder() / "r/parties"};
  return static_cast<std::size_t>(std::count_if(begin(folder), end(folder), [](const auto& entry) { return entry.path().extension() == ".yaml"; }));
}

}  // namespace

TEST_CASE("7.2 who complained in a row is a party, and the same address or number is the same party") {
  Room room;
  room.write("m.yaml", kPeople);
  room.write("in.csv",
             "No,When,Who,Mail,Phone,Town\n"
             "1,2026-11-01,Ada,ada@example.org,+44 20 7946 0001,Leeds\n"
             "2,2026-11-02,Ada,ADA@example.org,,Leeds\n"
             "3,2026-11-03,A. Byron,,0044 20 7946 0001,York\n"
             "4,2026-11-04,Bob,,,\n"
             "5,2026-11-05,Bob,,,\n"
             "6,2026-11-06,,,,\n");
  const Outcome imported = room.cmt({"import", "in.csv", "--map", "m.yaml"});
  CHECK(imported.code == 0);
  CHECK(imported.err == "1 row says something else of a complainant than the party that is known by that address or number: line 4; "
                        "the party stays as it is\n6 complaints imported from in.csv, 0 known already\n");
  const auto who = complainants(room);
  REQUIRE(who.size() == 6);
  CHECK(who[0].name == "Ada");
  CHECK(who[0].email == "[ada@example.org]");
  CHECK(who[0].town == "Leeds");
  CHECK(who[1].complainant == who[0].complainant);
  CHECK(who[2].complainant == who[0].complainant);
  CHECK(who[3].name == "Bob");
  CHECK(who[4].name == "Bob");
  CHECK(who[3].complainant != who[4].complainant);
  CHECK(who[5].complainant.empty());
  CHECK(parties(room) == 3);
  CHECK(room.cmt({"check"}).code == 0);
}

TEST_CASE("7.2 a complainant whom the register knows is no second party when a file names them") {
  Room room;
  room.write("m.yaml", kPeople);
  REQUIRE(room.cmt({"new", "--medium", "phone", "--complainant", "Ada", "--email", "ada@example.org", "--category", "P20", "--description", "Late."}).code == 0);
  room.write("in.csv", "No,When,Who,Mail,Phone,Town\n1,2025-11-01,Ada,Ada@Example.org,,\n");
  CHECK(room.cmt({"import", "in.csv", "--map", "m.yaml"}).err == "1 complaint imported from in.csv, 0 known already\n");
  CHECK(parties(room) == 1);
  const auto who = complainants(room);
  REQUIRE(who.size() == 2);
  CHECK(who[0].complainant == who[1].complainant);
  const std::string before = room.all();
  CHECK(room.cmt({"import", "in.csv", "--map", "m.yaml"}).code == 0);
  CHECK(room.all() == before);
}

TEST_CASE("7.2 a party that cannot be read ends an import that names a complainant, and no other") {
  Room room;
  room.write("m.yaml", kPeople);
  room.write("r/parties/P-4TZ8N2C.yaml", "broken");
  room.write("in.csv", "No,When,Who,Mail,Phone,Town\n1,2026-11-01,Ada,,,\n");
  const std::string before = room.all();
  const Outcome named = room.cmt({"import", "in.csv", "--map", "m.yaml"});
  CHECK(named.code == 3);
  CHECK(named.err.find("parties/P-4TZ8N2C.yaml:") == 0);
  CHECK(room.all() == before);
  room.write("in.csv", "No,When,Who,Mail,Phone,Town\n1,2026-11-01,,,,\n");
  CHECK(room.cmt({"import", "in.csv", "--map", "m.yaml"}).code == 0);
}

TEST_CASE("7.2 a row that is anonymous and names its complainant is a fault, and no party is left of its file") {
  Room room;
  room.write("m.yaml", std::string{kPeople} + "  anonymous: {column: Anon, values: {\"yes\": true, \"no\": false}}\n");
  room.write("in.csv", "No,When,Who,Mail,Phone,Town,Anon\n1,2026-11-01,Ada,,,,no\n2,2026-11-02,Bob,,,,yes\n");
  const std::string before = room.all();
  const Outcome imported = room.cmt({"import", "in.csv", "--map", "m.yaml"});
  CHECK(imported.code == 3);
  CHECK(imported.err == "in.csv:3:21: error: `Anon` (anonymous) says that the complainant is anonymous, and the row tells who it is\n");
  CHECK(room.all() == before);
}

TEST_CASE("7.2 a line of JSON names its complainant with the same fields") {
  Room room;
  room.write("in.jsonl", "{\"received_at\": \"2026-11-01\", \"medium\": \"web\", \"complainant_name\": \"Ada\", \"complainant_email\": \"ada@example.org\"}\n");
  CHECK(room.cmt({"import", "--format", "jsonl", "in.jsonl"}).code == 0);
  REQUIRE(parties(room) == 1);
  CHECK(complainants(room).front().email == "[ada@example.org]");
}

TEST_CASE("4.10 in a sealed register nothing that a row says stands in clear") {
  Terminal terminal;
  terminal.variables["CMT_IDENTITY"] = (terminal.folder() / "identity").string();
  REQUIRE(terminal.cmt({"key", "new"}).code == 0);
  REQUIRE(terminal.cmt({"init", "r", "--name", "R", "--timezone", "UTC", "--sealed"}).code == 0);
  std::ofstream{terminal.folder() / "m.yaml"} << kMap << "  description: Text\n  note: Note\n  complainant_name: Who\n  complainant_phone: Tel\nkeep: [Town]\n";
  std::ofstream{terminal.folder() / "in.csv"} << "No,When,How,Text,Note,Town,Who,Tel\n1,2026-11-02,Phone,secret-a,secret-b,secret-c,secret-d,+44 20 555\n"
                                              << "2,2026-11-03,Phone,secret-a,secret-b,secret-c,secret-d,0044 20 555\n";
  const Outcome imported = terminal.cmt({"-C", "r", "import", "in.csv", "--map", "m.yaml"});
  CAPTURE(imported.err);
  REQUIRE(imported.code == 0);
  for (const auto& entry : std::filesystem::recursive_directory_iterator{terminal.folder() / "r"})
    if (entry.is_regular_file()) CHECK(bytes_of(entry.path()).find("secret-") == std::string::npos);
  // The number of the second row is that of the first, which is sealed meanwhile.
  std::ofstream{terminal.folder() / "again.csv"} << "No,When,How,Text,Note,Town,Who,Tel\n3,2026-11-04,Phone,,,,secret-d,+44 (20) 555\n";
  CHECK(terminal.cmt({"-C", "r", "import", "again.csv", "--map", "m.yaml"}).code == 0);
  const auto folder = std::filesystem::directory_iterator{terminal.folder() / "r/parties"};
  CHECK(std::count_if(begin(folder), end(folder), [](const auto& entry) { return entry.path().extension() == ".yaml"; }) == 1);
  CHECK(terminal.cmt({"-C", "r", "import", "in.csv", "--map", "m.yaml"}).err == "0 complaints imported from in.csv, 2 known already\n");
  const std::string id = terminal.cmt({"-C", "r", "list", "--ids"}).out.substr(0, 12);
  CHECK(terminal.cmt({"-C", "r", "show", id, "--json"}).out.find("\"Town\": \"secret-c\"") != std::string::npos);
}

}  // namespace cmt::testing
