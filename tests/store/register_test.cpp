// The register: found from a folder within it, its settings, its records and its parties.
#include "store/register.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <atomic>

#include "scratch_folder.hpp"
#include "store/memory.hpp"
#include "support/test.hpp"

namespace cmt::store {
namespace {

const std::string settings = "organization: Shop\ntimezone: UTC\n";

std::string record_of(const std::string& id) {
  return "schema: 1\nid: " + id + "\nsummary: Case " + id +
         "\nhistory:\n  - event: received\n    at: 2026-03-02T09:00:00Z\n    by: sara\n"
         "    medium: phone\n    language: en\n    anonymous: true\n    recurring: false\n"
         "    remedy_sought:\n      requested: false\n    immediate_action:\n      taken: false\n";
}

std::string path_of(const std::string& id) { return ComplaintId::parse(id)->path(); }

// The n-th of many ids that are all different, with its check symbol.
std::string id_of(unsigned n) {
  return ComplaintId::draw(2026, [n] { return std::uint64_t{n}; }).text();
}

Memory files_with(std::initializer_list<const char*> ids) {
  Memory files{{"cmt.yaml", settings}};
  for (const std::string id : ids) files.put(path_of(id), record_of(id));
  return files;
}

Register open(Memory& files) {
  auto reg = Register::open(files);
  REQUIRE(reg);
  return *reg;
}

template <class T>
T value_of(Result<T> result) {
  REQUIRE(result);
  return std::move(*result);
}

std::string id_found(const Register& reg, const char* typed) {
  return value_of(reg.find(typed)).text();
}

template <class T>
Diagnostic refusal(const Result<T>& result, FailureKind kind) {
  REQUIRE_FALSE(result);
  CHECK(result.failure().kind == kind);
  return result.diagnostics().front();
}

}  // namespace

// ---- opening
// --------------------------------------------------------------------------------------

TEST_CASE("a register is found upwards from a folder within it, and opened") {
  const ScratchFolder folder;
  folder.put("cmt.yaml", settings);
  folder.put("complaints/2026/2026-7K3QX4M.yaml", record_of("2026-7K3QX4M"));
  const auto root = find_root(folder / "complaints/2026");
  REQUIRE(root);
  CHECK(*root == std::filesystem::canonical(folder.path()));
  auto disk = Disk::open(*root);
  REQUIRE(disk);
  const auto reg = Register::open(*disk);
  REQUIRE(reg);
  CHECK(reg->settings().organization == "Shop");
  CHECK(value_of(reg->list()).ids.size() == 1);
}

TEST_CASE("the nearest register upwards is the one that is found") {
  const ScratchFolder folder;
  folder.put("cmt.yaml", settings);
  folder.put("branch/cmt.yaml", settings);
  std::filesystem::create_directories(folder / "branch/complaints");
  CHECK(value_of(find_root(folder / "branch/complaints")) ==
        std::filesystem::canonical(folder / "branch"));
}

TEST_CASE("a folder that lies in no register is refused") {
  const ScratchFolder folder;
  CHECK_FALSE(find_root(folder.path()));
}

TEST_CASE("a register without settings is not opened") {
  Memory files;
  const Diagnostic problem = refusal(Register::open(files), FailureKind::unreadable);
  CHECK(problem.message == "no such file");
  CHECK(problem.at.file == "cmt.yaml");
}

TEST_CASE("a register whose settings are wrong is not opened") {
  Memory files{{"cmt.yaml", "organization: Shop\ntimezone: Mars/Base\n"}};
  const Diagnostic problem = refusal(Register::open(files), FailureKind::unreadable);
  CHECK(problem.message == "time zone 'Mars/Base' is not known");
  CHECK(problem.at.line == 2);
}

TEST_CASE("opening a register to read takes no lock") {
  Memory files = files_with({});
  const Register reg = open(files);
  CHECK_FALSE(files.is_locked());
}

TEST_CASE("a writer holds the lock until it lets go") {
  Memory files = files_with({});
  {
    const auto lock = begin_writing(files);
    REQUIRE(lock);
    CHECK(files.is_locked());
  }
  CHECK_FALSE(files.is_locked());
}

TEST_CASE("what a killed writer left is removed by the next one, not by a reader") {
  const ScratchFolder folder;
  folder.put("cmt.yaml", settings);
  folder.put(".cmt-tmp-0123456789abcdef", "half a record");
  auto disk = value_of(Disk::open(folder.path()));
  const auto reg = value_of(Register::open(disk));
  CHECK(folder.files().size() == 2);
  REQUIRE(begin_writing(disk));
  CHECK(folder.files().size() == 1);
}

// ---- loading
// --------------------------------------------------------------------------------------

TEST_CASE("a record is loaded by its id") {
  Memory files = files_with({"2026-7K3QX4M", "2026-000000D"});
  const auto record = open(files).load(*ComplaintId::parse("2026-000000D"));
  REQUIRE(record);
  CHECK(record->complaint.summary == "Case 2026-000000D");
}

TEST_CASE("a record that is not there cannot be loaded") {
  Memory files = files_with({"2026-7K3QX4M"});
  const auto id = *ComplaintId::parse("2026-000000D");
  CHECK_FALSE(open(files).has(id));
  const Diagnostic problem = refusal(open(files).load(id), FailureKind::unreadable);
  CHECK(problem.message == "no such file");
  CHECK(problem.at.file == "complaints/2026/2026-000000D.yaml");
}

TEST_CASE("a record that is no record is unreadable, with the place") {
  Memory files = files_with({});
  files.put(path_of("2026-7K3QX4M"), "schema: 1\nid: 2026-7K3QX4M\nhistory: [\n");
  const Diagnostic problem =
      refusal(open(files).load(*ComplaintId::parse("2026-7K3QX4M")), FailureKind::unreadable);
  CHECK(problem.at.file == "complaints/2026/2026-7K3QX4M.yaml");
  CHECK(problem.at.line == 3);
}

TEST_CASE("a record that the disk does not give is unreadable") {
  Memory files = files_with({"2026-7K3QX4M"});
  const Register reg = open(files);
  files.fail(1);
  const Diagnostic problem =
      refusal(reg.load(*ComplaintId::parse("2026-7K3QX4M")), FailureKind::unreadable);
  CHECK(problem.message == "input/output error");
}

TEST_CASE("a file larger than a record may be is not read") {
  Memory files = files_with({});
  files.put(path_of("2026-7K3QX4M"), std::string(record_limit + 1, '#'));
  const Diagnostic problem =
      refusal(open(files).load(*ComplaintId::parse("2026-7K3QX4M")), FailureKind::unreadable);
  CHECK(problem.message == "is larger than 1048576 bytes, the most that is read");
}

TEST_CASE("a record with a code that the register added is loaded") {
  Memory files{{"cmt.yaml", settings + "lists:\n  media:\n    add:\n      - code: kiosk\n"}};
  std::string bytes = record_of("2026-7K3QX4M");
  bytes.replace(bytes.find("phone"), 5, "kiosk");
  files.put(path_of("2026-7K3QX4M"), bytes);
  CHECK(open(files).load(*ComplaintId::parse("2026-7K3QX4M")));
}

// ---- ids
// ------------------------------------------------------------------------------------------

TEST_CASE("a complaint is found by its id, in any case and as people read it aloud") {
  Memory files = files_with({"2026-7K3QX4M", "2026-000000D"});
  const Register reg = open(files);
  CHECK(id_found(reg, "2026-7K3QX4M") == "2026-7K3QX4M");
  CHECK(id_found(reg, "2026-7k3qx4m") == "2026-7K3QX4M");
  CHECK(id_found(reg, "2026-ooooood") == "2026-000000D");
}

TEST_CASE("a complaint is found by a start that only it has") {
  Memory files = files_with({"2026-7K3QX4M", "2026-7K3QX5H", "2026-000000D"});
  const Register reg = open(files);
  CHECK(id_found(reg, "2026-7K3QX4") == "2026-7K3QX4M");
  CHECK(id_found(reg, "2026-0") == "2026-000000D");
}

TEST_CASE("a complaint is found by a start of its part after the year") {
  Memory files = files_with({"2026-7K3QX4M", "2026-7K3QX5H", "2026-000000D"});
  CHECK(id_found(open(files), "7k3qx5") == "2026-7K3QX5H");
}

TEST_CASE("a start that several complaints have is refused, and they are named") {
  Memory files = files_with({"2026-7K3QX4M", "2026-7K3QX5H", "2025-7K3AAAY", "2026-000000D"});
  const Diagnostic problem = refusal(open(files).find("7k3"), FailureKind::refused);
  CHECK(problem.message == "'7K3' fits 3 complaints");
  CHECK(problem.hint == "2025-7K3AAAY, 2026-7K3QX4M, 2026-7K3QX5H");
}

TEST_CASE("of many complaints with the same start ten are named and the rest counted") {
  Memory files = files_with({});
  for (unsigned n = 0; n < 12; ++n) files.put(path_of(id_of(n)), record_of(id_of(n)));
  const Diagnostic problem = refusal(open(files).find("2026"), FailureKind::refused);
  CHECK(problem.message == "'2026' fits 12 complaints");
  CHECK(std::count(problem.hint.english().begin(), problem.hint.english().end(), ',') == 9);
  CHECK(problem.hint.english().find(" and 2 more") == problem.hint.english().size() - 11);
}

TEST_CASE("an id that no complaint has is refused") {
  Memory files = files_with({"2026-7K3QX4M"});
  const Register reg = open(files);
  const Diagnostic problem = refusal(reg.find("2026-000000D"), FailureKind::refused);
  CHECK(problem.message == "there is no complaint '2026-000000D'");
  CHECK(problem.hint == "cmt list shows what there is");
  CHECK(refusal(reg.find("zzz"), FailureKind::refused).hint == "cmt list shows what there is");
}

TEST_CASE("an id with a slip of the pen is refused as one") {
  Memory files = files_with({"2026-7K3QX4M"});
  const Diagnostic problem = refusal(open(files).find("2026-7K3QX4N"), FailureKind::refused);
  CHECK(problem.hint == "its last symbol does not fit the others: a slip of the pen?");
}

TEST_CASE("what cannot be an id is refused without a look at the register") {
  Memory files = files_with({"2026-7K3QX4M"});
  const Register reg = open(files);
  for (const char* typed : {"", "../cmt", "2026-7K3QX4M7", "7K3*"}) {
    CAPTURE(typed);
    files.fail(1, true);
    CHECK(refusal(reg.find(typed), FailureKind::refused).hint ==
          "an id looks like 2026-7K3QX4M; cmt list shows them");
    files.fail(0);
  }
}

// ---- listing
// --------------------------------------------------------------------------------------

TEST_CASE("the records of a register are listed by their paths") {
  Memory files = files_with({"2026-7K3QX4M", "2025-7K3AAAY", "2026-000000D"});
  const auto listing = open(files).list();
  REQUIRE(listing);
  std::vector<std::string> ids;
  for (const auto& id : listing->ids) ids.push_back(id.text());
  CHECK(ids == std::vector<std::string>{"2025-7K3AAAY", "2026-000000D", "2026-7K3QX4M"});
  CHECK(listing->strangers.empty());
}

TEST_CASE("however many threads list a register, the list is the same") {
  Memory files{{"cmt.yaml", settings}};
  for (unsigned n = 0; n < 300; ++n) {
    const auto id = ComplaintId::draw(2020 + static_cast<int>(n % 5), [n] { return std::uint64_t{n} * 7919; });
    files.put(id.path(), "");
    files.put(fmt::format("complaints/{}/note-{}", id.year(), n), "");
  }
  const Register reg = open(files);
  const auto alone = value_of(reg.list()), together = value_of(reg.list(4));
  CHECK(alone.ids.size() == 300);
  CHECK(std::is_sorted(alone.ids.begin(), alone.ids.end()));
  CHECK(alone.ids == together.ids);
  REQUIRE(alone.strangers.size() == 300);
  for (std::size_t i = 0; i < 300; ++i) CHECK(alone.strangers[i].at.file == together.strangers[i].at.file);
}

TEST_CASE("the complaints that begin so are found by a start of the id or of its part after the year") {
  Memory files = files_with({"2026-7K3QX4M", "2025-7K3AAAY", "2026-000000D"});
  files.put("complaints/2026/2025-7K3AAAY.yaml", "");
  const Register reg = open(files);
  const auto found = [&](const char* start) {
    std::vector<std::string> ids;
    for (const auto& id : value_of(reg.starting_with(start))) ids.push_back(id.text());
    return ids;
  };
  CHECK(found("7K3") == std::vector<std::string>{"2025-7K3AAAY", "2026-7K3QX4M"});
  CHECK(found("2026-") == std::vector<std::string>{"2026-000000D", "2026-7K3QX4M"});
  CHECK(found("202").size() == 3);
  CHECK(found("").size() == 3);
  CHECK(found("8").empty());
}

TEST_CASE("a register without complaints has an empty list") {
  Memory files = files_with({});
  CHECK(value_of(open(files).list()).ids.empty());
}

TEST_CASE("what lies among the records and is none is named, and not read") {
  Memory files = files_with({"2026-7K3QX4M"});
  files.put("complaints/2026/notes.txt", "");
  files.put("complaints/2026/2026-7K3QX4N.yaml", "");
  files.put("complaints/2025/2026-000000D.yaml", "");
  files.put("complaints/drafts/a.yaml", "");
  const auto listing = open(files).list();
  REQUIRE(listing);
  CHECK(listing->ids.size() == 1);
  std::vector<std::pair<std::string, std::string>> strangers;
  for (const auto& one : listing->strangers) {
    CHECK(one.severity == Severity::warning);
    strangers.emplace_back(one.at.file, one.message.english());
  }
  CHECK(strangers == std::vector<std::pair<std::string, std::string>>{
                         {"complaints/2025/2026-000000D.yaml", "in the folder of another year"},
                         {"complaints/2026/2026-7K3QX4N.yaml", "not named like a record"},
                         {"complaints/2026/notes.txt", "not named like a record"},
                         {"complaints/drafts", "not a folder of a year"}});
}

TEST_CASE("records behind a link in the place of a year are not passed over") {
  const ScratchFolder folder, outside;
  folder.put("cmt.yaml", settings);
  outside.put("2026-7K3QX4M.yaml", record_of("2026-7K3QX4M"));
  std::filesystem::create_directory(folder / "complaints");
  std::filesystem::create_directory_symlink(outside.path(), folder / "complaints/2026");
  auto disk = value_of(Disk::open(folder.path()));
  const auto reg = value_of(Register::open(disk));
  CHECK(refusal(reg.list(), FailureKind::unreadable).at.file == "complaints/2026");
  CHECK(refusal(reg.find("2026-7K3QX4M"), FailureKind::unreadable).at.file ==
        "complaints/2026/2026-7K3QX4M.yaml");
}

TEST_CASE("hidden files among the records are passed over in silence") {
  Memory files = files_with({"2026-7K3QX4M"});
  files.put("complaints/.keep", "");
  files.put("complaints/2026/.2026-7K3QX4M.yaml.swp", "");
  CHECK(value_of(open(files).list()).strangers.empty());
}

TEST_CASE("several threads read each record once and give it under its own number") {
  Memory files{{"cmt.yaml", settings}};
  for (unsigned n = 0; n < 700; ++n) files.put(path_of(id_of(n)), record_of(id_of(n)));
  files.put(path_of(id_of(300)), "broken");
  const Register reg = open(files);
  const auto ids = value_of(reg.list()).ids;
  REQUIRE(ids.size() == 700);
  std::vector<int> taken(ids.size());
  std::vector<std::string> found(ids.size());
  std::atomic<int> unreadable_ones{0};
  reg.read_all(ids, 4, [&](std::size_t i, Result<records::Record>&& record) {
    ++taken[i];
    if (record) {
      found[i] = record->complaint.id.text();
    } else {
      found[i] = ids[i].text();
      ++unreadable_ones;
    }
  });
  CHECK(taken == std::vector<int>(ids.size(), 1));
  CHECK(unreadable_ones == 1);
  for (std::size_t i = 0; i < ids.size(); ++i) CHECK(found[i] == ids[i].text());
}

// ---- parties
// --------------------------------------------------------------------------------------

TEST_CASE("a party is loaded by its id") {
  Memory files = files_with({});
  files.put("parties/P-4TZ8N2C.yaml", "schema: 1\nid: P-4TZ8N2C\nname: Ann\n");
  CHECK(value_of(open(files).load_party("P-4TZ8N2C")).name == "Ann");
  CHECK_FALSE(open(files).load_party("P-000000X"));
}

TEST_CASE("a party is found by its e-mail address or its telephone number") {
  Memory files = files_with({});
  files.put("parties/P-000000X.yaml", "schema: 1\nid: P-000000X\nemails: [bo@example.org]\n");
  files.put("parties/P-4TZ8N2C.yaml",
            "schema: 1\nid: P-4TZ8N2C\nemails: [ann@example.org]\nphones: [\"+4722\"]\n");
  const Register reg = open(files);
  const auto party_found = [&](const char* email, const char* phone) {
    const auto found = reg.find_party(email, phone);
    REQUIRE(found);
    return *found ? (*found)->id : std::string{};
  };
  CHECK(party_found("Ann@Example.org", "") == "P-4TZ8N2C");
  CHECK(party_found("", "0047 22") == "P-4TZ8N2C");
  CHECK(party_found("bo@example.org", "") == "P-000000X");
  CHECK(party_found("nobody@example.org", "123") == "");
  CHECK(party_found("", "") == "");
}

TEST_CASE("a party that cannot be read might be the one that is looked for") {
  Memory files = files_with({});
  files.put("parties/P-4TZ8N2C.yaml", "broken");
  refusal(open(files).find_party("ann@example.org", ""), FailureKind::unreadable);
}

TEST_CASE("whatever the number of threads, the party that is found or refused is the first by id") {
  Memory files = files_with({});
  std::uint64_t drawn = 0;
  std::vector<std::string> ids;
  for (int i = 0; i < 1000; ++i) {
    ids.push_back(LetterId::draw('P', [&] { return ++drawn * 0x9E3779B97F4A7C15U; }).text());
    files.put("parties/" + ids.back() + ".yaml", "schema: 1\nid: " + ids.back() + "\nemails: [a" +
                                                     std::to_string(i % 700) + "@example.org]\n");
  }
  std::sort(ids.begin(), ids.end());
  files.put("parties/" + ids[900] + ".yaml", "broken");
  const Register reg = open(files);
  int found_or_none = 0;
  for (int i = 0; i < 710; i += 10) {
    const std::string email = "A" + std::to_string(i) + "@Example.org";
    const auto one = reg.find_party(email, "");
    if (one) ++found_or_none;
    for (const unsigned threads : {2U, 7U}) {
      const auto more = reg.find_party(email, "", threads);
      REQUIRE(bool(more) == bool(one));
      if (one) CHECK((*more)->id == (*one)->id);
      else CHECK(more.diagnostics().front().at.file == one.diagnostics().front().at.file);
    }
  }
  CHECK(found_or_none > 50);
  CHECK(found_or_none < 71);  // the last few are behind the broken one, or nowhere
}

}  // namespace cmt::store
