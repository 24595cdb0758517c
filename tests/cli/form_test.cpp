// Forms: from the page or file that a complainant filled in to a record, and back to the same form.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "cli/transcript.hpp"
#include "support/test.hpp"

namespace {

namespace fs = std::filesystem;
using cmt::testing::Outcome;
using cmt::testing::Terminal;

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

std::string bytes_of(const fs::path& path) {
  std::ifstream in{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

// Every item of the form for complainants.
const std::string full =
    "form: complainant\nschema: 1\nlanguage: fa\n"
    "name: Ada Byron\naddress: 12 Mill Lane\npost_code: \"01234\"\ntown: Oldtown\ncountry: Norway\n"
    "phone: +47 22 00 00 00\nfax: +47 22 00 00 01\nemail: ada@example.org\n"
    "representative_name: Omar Khan\nrepresentative_authority: power of attorney\nrepresentative_address: 3 Elm Street\n"
    "representative_phone: +47 22 00 00 02\nrepresentative_email: omar@example.org\n"
    "contact_name: Eve Moss\ncontact_address: 5 Elm Street\ncontact_phone: +47 22 00 00 03\ncontact_email: eve@example.org\n"
    "reference_number: INV-7\nproduct: Card\noccurred_on: 2026-11-02\n"
    "description: \"Charged twice.\\nکارت من دو بار کم شد.\"\nremedy_requested: \"yes\"\nremedy: My money back.\n"
    "signed_on: 2026-11-03\nsignature: Ada Byron\nenclosures: \"receipt\\nstatement\"\n";

struct Office {
  Terminal terminal;

  explicit Office(std::vector<std::string> more = {}) {
    std::vector<std::string> words{"init", "r", "--name", "Blue Shop", "--timezone", "UTC", "-q"};
    words.insert(words.end(), more.begin(), more.end());
    terminal.variables["CMT_IDENTITY"] = (terminal.folder() / "identity").string();
    if (!more.empty()) REQUIRE(terminal.cmt({"key", "new", "-q"}).code == 0);
    REQUIRE(terminal.cmt(words).code == 0);
    terminal.at = terminal.folder() / "r";
  }
  void write(const std::string& name, const std::string& bytes) {
    fs::create_directories((terminal.at / name).parent_path());
    std::ofstream{terminal.at / name, std::ios::binary} << bytes;
  }
  Outcome take(const std::string& bytes, std::vector<std::string> more = {}) {
    write("f.yaml", bytes);
    more.insert(more.begin(), {"new", "Charged twice", "--medium", "email", "--from-form", "f.yaml"});
    return terminal.cmt(more);
  }
  std::string taken(const std::string& bytes, std::vector<std::string> more = {}) {
    const auto made = take(bytes, std::move(more));
    CAPTURE(made.err);
    REQUIRE(made.code == 0);
    return made.out.substr(0, made.out.find('\n'));
  }
  std::string form_of(const std::string& id) { return printed({"form", id, "--complainant", "--lang", "en", "--format", "yaml"}); }
  std::string printed(const std::vector<std::string>& words) {
    const auto made = terminal.cmt(words);
    CAPTURE(made.err);
    REQUIRE(made.code == 0);
    return made.out;
  }
  std::string record(const std::string& id) { return bytes_of(terminal.at / ("complaints/2026/" + id + ".yaml")); }
  std::size_t files() const {
    std::size_t count = 0;
    for (const auto& entry : fs::recursive_directory_iterator{terminal.at}) count += entry.is_regular_file() ? 1 : 0;
    return count;
  }
};

// PATH for as long as this lives.
class Path {
 public:
  explicit Path(const std::string& folder) : before_(std::getenv("PATH")) { ::setenv("PATH", folder.c_str(), 1); }
  ~Path() { ::setenv("PATH", before_.c_str(), 1); }
  Path(const Path&) = delete;
  Path& operator=(const Path&) = delete;

 private:
  std::string before_;
};

}  // namespace

TEST_CASE("7.2 a form becomes a record, and the record the same form, in a clear and a sealed register") {
  for (const bool is_sealed : {false, true}) {
    CAPTURE(is_sealed);
    Office first{is_sealed ? std::vector<std::string>{"--sealed"} : std::vector<std::string>{}}, second;
    const std::string form = first.form_of(first.taken(full));
    for (const char* part : {"Ada Byron", "12 Mill Lane", "01234", "Oldtown", "Norway", "+47 22 00 00 00", "+47 22 00 00 01", "ada@example.org", "Omar Khan",
                             "power of attorney", "3 Elm Street", "omar@example.org", "Eve Moss", "5 Elm Street", "eve@example.org", "INV-7",
                             "Card", "2026-11-02", "Charged twice.", "کارت", "My money back.", "2026-11-03", "receipt", "statement"}) {
      CAPTURE(part);
      CHECK(has(form, part));
    }
    CHECK(second.form_of(second.taken(form)) == form);
  }
}

TEST_CASE("4.10 a form that is taken into a sealed register stands nowhere in clear") {
  Office office{{"--sealed"}};
  office.taken(full);
  fs::remove(office.terminal.at / "f.yaml");
  for (const auto& entry : fs::recursive_directory_iterator{office.terminal.at}) {
    if (!entry.is_regular_file()) continue;
    CAPTURE(entry.path().string());
    const std::string bytes = bytes_of(entry.path());
    for (const char* word : {"Ada Byron", "Mill Lane", "01234", "Oldtown", "22 00 00", "Omar Khan", "Eve Moss", "Charged twice.", "My money back"}) {
      CAPTURE(word);
      CHECK_FALSE(has(bytes, word));
    }
  }
}

TEST_CASE("7.2 the address of the complainant goes into the file of the party, as do the options for it") {
  Office office;
  const std::string id = office.printed({"new", "Late", "--medium", "post", "--description", "x", "--complainant", "Ada", "--address", "12 Mill Lane",
                                         "--post-code", "01234", "--town", "Oldtown", "--country", "Norway", "-q"});
  const std::string party = office.printed({"party", "show", "P-"});
  for (const char* part : {"12 Mill Lane", "01234", "Oldtown", "Norway"}) CHECK(has(party, part));
}

TEST_CASE("7.2 an address of several lines, which no file of a party can hold, is refused before anything is written") {
  Office office;
  const auto before = office.files();
  const auto refused = office.terminal.cmt({"new", "Late", "--medium", "post", "--description", "x", "--complainant", "Ada", "--address", "a\nb"});
  CHECK(refused.code == 2);
  CHECK(has(refused.err, "`address` has more than one line"));
  CHECK(office.files() == before);
}

TEST_CASE("7.2 an option that is given wins over what the form says") {
  Office office;
  const std::string form = office.form_of(office.taken(full, {"--product", "Loan", "--description", "In short: twice.", "--town", "Newtown",
                                                             "--remedy-sought", "none", "--language", "en", "--representative", "Zoe Lind"}));
  for (const char* part : {"product: Loan", "description: 'In short: twice.'", "Newtown", "Zoe Lind", "language: en"}) {
    CAPTURE(part);
    const bool is_there = has(form, part) || has(form, "description: \"In short: twice.\"");
    CHECK(is_there);
  }
  CHECK_FALSE(has(form, "Oldtown"));
  CHECK(has(form, "remedy_requested: \"no\""));
}

TEST_CASE("7.2 a form without a name, an address or a number is recorded as anonymous") {
  Office office;
  const auto made = office.take("form: complainant\nschema: 1\ndescription: x\n");
  CHECK(made.code == 0);
  CHECK(has(made.err, "as anonymous"));
  const auto refused = office.take(full, {"--anonymous"});
  CHECK(refused.code == 2);
  CHECK(has(refused.err, "the form says who complains"));
}

TEST_CASE("4.10 a name in a form that looks like the id of a party is only a name") {
  Office office;
  office.taken(full);
  std::string party;
  for (const auto& entry : fs::directory_iterator{office.terminal.at / "parties"})
    if (entry.path().extension() == ".yaml") party = entry.path().stem().string();
  const std::string id = office.taken("form: complainant\nschema: 1\ndescription: x\nname: " + party + "\ncontact_name: " + party + "\n");
  REQUIRE(party.starts_with("P-"));
  CHECK_FALSE(has(office.record(id), "complainant: " + party));
  CHECK_FALSE(has(office.record(id), "contact_person: " + party));
}

TEST_CASE("7.2 a known complainant whose file says otherwise is named, and the file is left as it is") {
  Office office;
  office.printed({"new", "Late", "--medium", "web", "--description", "x", "--complainant", "Ada Byron", "--email", "ada@example.org", "-q"});
  const auto made = office.take(full);
  CHECK(made.code == 0);
  CHECK(has(made.err, "known complainant P-"));
  CHECK(has(made.err, "is left as it is and says otherwise of: telephone, address, post code, town, country"));
}

TEST_CASE("7.2 a form comes from standard input too, as much of it as a form may hold") {
  Office office;
  office.terminal.input = full;
  CHECK(office.terminal.cmt({"new", "Twice", "--medium", "web", "--from-form", "-", "-q"}).code == 0);
  office.terminal.input = std::string(std::size_t{4} << 20, 'a');
  const auto refused = office.terminal.cmt({"new", "Twice", "--medium", "web", "--from-form", "-"});
  CHECK(refused.code == 3);
  CHECK(has(refused.err, "standard input"));
}

TEST_CASE("7.2 a hostile form is refused with its place, and no file changes") {
  Office office;
  office.write("f.yaml", "");
  const auto before = office.files();
  for (const std::string& bytes : {full + "adress: x\n", full + "name: twice\n", full + "x: !!python/object a\n", std::string{"\x1b]0;x\n"},
                                   full.substr(0, 60) + "description: \"\\e[2J\"\n", std::string(std::size_t{1} << 20, '['), std::string{"\xff\xfe"}}) {
    const auto refused = office.take(bytes);
    CAPTURE(refused.err);
    CHECK(refused.code == 3);
    CHECK(refused.out.empty());
    CHECK(has(refused.err, "f.yaml"));
    CHECK_FALSE(has(refused.err, "\x1b]"));
    CHECK(office.files() == before);
  }
  const auto absent = office.terminal.cmt({"new", "--medium", "web", "--from-form", "none.yaml"});
  CHECK(absent.code == 3);
}

TEST_CASE("7.2 a dry run of a form shows the record and writes nothing") {
  Office office;
  office.write("f.yaml", "");
  const auto before = office.files();
  const auto shown = office.take(full, {"--dry-run"});
  CHECK(shown.code == 0);
  CHECK(has(shown.out, "+++ b/complaints/2026/"));
  CHECK(office.files() == before);
}

TEST_CASE("7.2 a register whose complaint came by a form passes its check") {
  Office office;
  office.taken(full);
  fs::remove(office.terminal.at / "f.yaml");
  const auto checked = office.terminal.cmt({"check"});
  CAPTURE(checked.out);
  CHECK(checked.code == 0);
}

TEST_CASE("7.2 the form that came with a case is no longer said when it is gone") {
  Office office;
  const std::string id = office.taken(full);
  fs::remove_all(office.terminal.at / "attachments");
  const std::string form = office.form_of(id);
  CHECK(has(form, "fax: \"\""));
  CHECK(has(form, "Ada Byron"));
}

TEST_CASE("7.2 a form is in the language of the complainant, the follow-up form in the register's, or as asked") {
  Office office;
  const std::string id = office.taken(full);
  CHECK(has(office.printed({"form", id, "--complainant", "--format", "html"}), "<html lang=\"fa\" dir=\"rtl\">"));
  CHECK(has(office.printed({"form", id, "--follow-up", "--format", "html"}), "<html lang=\"en\" dir=\"ltr\">"));
  CHECK(has(office.printed({"form", id, "--follow-up", "--lang", "ru"}), "Жалоба"));
  const auto refused = office.terminal.cmt({"form", "--complainant", "--lang", "../x"});
  CHECK(refused.code == 2);
  CHECK(has(refused.err, "one of en, fa, ru"));
}

TEST_CASE("4.5 a register changes the words of its forms, and adds a language with one file") {
  Office office;
  office.write("templates/form.de.yaml", "name: Name der Person\n");
  CHECK(has(office.printed({"form", "--complainant", "--lang", "de"}), "Name der Person"));
  office.write("templates/form.en.yaml", "nane: x\n");
  const auto refused = office.terminal.cmt({"form", "--complainant", "--lang", "en"});
  CHECK(refused.code == 3);
  CHECK(has(refused.err, "templates/form.en.yaml:1:1"));
}

TEST_CASE("a form is one of two, goes to no file that is there, and the follow-up form is no file to fill in") {
  Office office;
  CHECK(office.terminal.cmt({"form"}).code == 2);
  CHECK(office.terminal.cmt({"form", "--complainant", "--follow-up"}).code == 2);
  CHECK(office.terminal.cmt({"form", "--follow-up", "--format", "yaml"}).code == 2);
  CHECK(office.terminal.cmt({"form", "2026-ZZZ", "--complainant"}).code == 1);
  office.write("there.html", "x");
  CHECK(office.terminal.cmt({"form", "--complainant", "-o", "there.html"}).code == 3);
  CHECK(bytes_of(office.terminal.at / "there.html") == "x");
}

TEST_CASE("a form as JSON has its items as texts, and what is blank as null") {
  Office office;
  const std::string id = office.taken(full);
  const auto made = office.printed({"form", id, "--complainant", "--json"});
  CHECK(has(made, "\"id\": \"" + id + "\""));
  CHECK(has(made, "\"name\": \"Ada Byron\""));
  CHECK(has(office.printed({"form", "--complainant", "--json"}), "\"name\": null"));
  office.printed({"ack", id, "-q"});
  CHECK(has(office.printed({"form", id, "--follow-up", "--json"}), "\"step\": \"acknowledged\""));
}

TEST_CASE("a form as PDF is the page for paper, by weasyprint") {
  Office office;
  const fs::path programs = office.terminal.folder() / "programs";
  fs::create_directories(programs);
  std::ofstream{programs / "weasyprint"} << "#!/bin/sh\nprintf '%%PDF-1.7 '\n/bin/cat\n";
  fs::permissions(programs / "weasyprint", fs::perms::owner_all);
  const Path path{programs.string()};
  const auto made = office.printed({"form", "--complainant", "--format", "pdf"});
  CHECK(made.starts_with("%PDF-1.7 <!doctype html>"));
  CHECK_FALSE(has(made, "<input"));
}

TEST_CASE("4.10 without a key to a sealed register there is no filled form") {
  Office office{{"--sealed"}};
  const std::string id = office.taken(full);
  office.terminal.variables["CMT_IDENTITY"] = (office.terminal.folder() / "none").string();
  for (const char* kind : {"--complainant", "--follow-up"}) {
    const auto refused = office.terminal.cmt({"form", id, kind});
    CHECK(refused.code == 1);
    CHECK(refused.out.empty());
  }
}
