// The snapshot under .cmt/ changes how long a command takes and nothing that it says: whatever is done
// to the records or to the snapshot itself, the answer is that of `--no-cache`.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "cache/snapshot.hpp"
#include "cli/transcript.hpp"
#include "core/id.hpp"
#include "core/time.hpp"
#include "store/disk.hpp"
#include "support/damage.hpp"
#include "support/test.hpp"

namespace {

namespace fs = std::filesystem;
using cmt::ComplaintId;
using cmt::testing::Outcome;
using cmt::testing::Terminal;
using Words = std::vector<std::string>;

std::string read(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// In place: the inode stays.
void write(const fs::path& file, const std::string& bytes) {
  fs::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << bytes;
}

void write_beside(const fs::path& file, const std::string& bytes) {
  write(file.string() + ".new", bytes);
  fs::rename(file.string() + ".new", file);
}

std::string record(const std::string& id, std::size_t i) {
  const std::string day = "2026-0" + std::to_string(i % 9 + 1) + "-1" + std::to_string(i % 10);
  std::string out = "schema: 1\nid: " + id + "\nsummary: case " + std::to_string(i) +
                    "\nhistory:\n  - event: received\n    at: " + day + "T08:00:00Z\n    by: sara\n" +
                    "    medium: " + (i % 2 == 0 ? "email" : "phone") + "\n    language: en\n" +
                    "    anonymous: true\n    category: P0" + std::to_string(i % 5 + 1) +
                    "\n    product: Home Plan\n    recurring: false\n    remedy_sought:\n" +
                    "      requested: false\n    immediate_action:\n      taken: false\n    process: small\n" +
                    "    description: |-\n      The parcel came late.\n      Посылка #" + std::to_string(i) + "\n";
  if (i % 3 == 0)
    out += "  - event: acknowledged\n    at: " + day + "T09:00:00Z\n    by: sara\n    medium: email\n";
  if (i % 4 == 0)
    out += "  - event: noted\n    at: " + day + "T10:00:00Z\n    by: sara\n    text: rang back\n";
  return out;
}

const std::vector<Words>& commands() {
  static const std::vector<Words> all = {
      {"list", "--csv", "--columns", "id,status,category,medium,due,overdue,age,summary,acknowledged"},
      {"report", "--format", "json"},
      {"search", "посылка #1"},
      {"report", "timeliness", "--format", "csv"},
      {"list", "--json", "status:open", "rang"},
      {"report", "pareto", "--format", "json", "category:P02"},
      {"due", "--within", "all"},
      {"list", "--csv"},
      {"report", "kpi", "--format", "json"}};
  return all;
}

// A register of so many records in a terminal of its own, with a snapshot from the first record on.
class Many {
 public:
  explicit Many(std::size_t count) {
    REQUIRE(terminal.cmt({"init", "many", "--name", "Many", "--timezone", "UTC"}).code == 0);
    terminal.at = terminal.folder() / "many";
    terminal.variables["CMT_CACHE_FROM"] = "1";
    for (std::size_t i = 0; i < count; ++i) add();
  }

  fs::path add() {
    const auto id = ComplaintId::draw(2024 + static_cast<int>(made_ % 3), [this] { return random(); });
    files.push_back(terminal.at / id.path());
    write(files.back(), record(id.text(), made_++));
    return files.back();
  }

  fs::path snapshot() const { return terminal.at / ".cmt/snapshot"; }
  // A new one that trusts all records: none changed while it was made.
  void settle() {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    fs::remove(snapshot());
    (void)terminal.cmt({"list", "rang"});
    REQUIRE(fs::exists(snapshot()));
  }

  void agree(Words command) {
    CAPTURE(command);
    const Outcome found = terminal.cmt(command);
    command.emplace_back("--no-cache");
    const Outcome expected = terminal.cmt(command);
    CHECK(found.code == expected.code);
    CHECK(found.out == expected.out);
    CHECK(found.err == expected.err);
  }
  void agree() {
    for (const auto& command : commands()) agree(command);
  }

  Terminal terminal;
  std::vector<fs::path> files;
  std::mt19937_64 random{11};

 private:
  std::size_t made_ = 0;
};

// One change of the kinds that people, editors and git make.
void change(Many& many, unsigned kind) {
  auto& random = many.random;
  const std::size_t at = random() % many.files.size();
  const fs::path file = many.files[at];
  const std::string bytes = read(file);
  const auto time = fs::last_write_time(file);
  const auto swapped = [&] {
    auto out = bytes;
    const auto found = out.find("category: P0");
    if (found != std::string::npos) out[found + 12] = static_cast<char>('1' + random() % 5);
    return out;
  };
  switch (kind) {
    case 0:  // of the same size, in place
      write(file, swapped());
      break;
    case 1:  // of the same size, with the time it had
      write(file, swapped());
      fs::last_write_time(file, time);
      break;
    case 2:  // of the same size, put in its place, with the time it had
      write_beside(file, swapped());
      fs::last_write_time(file, time);
      break;
    case 3:  // twice within a tick of the clock
      write(file, swapped());
      write(file, swapped());
      break;
    case 4:  // touched
      fs::last_write_time(file, time + std::chrono::hours(static_cast<int>(random() % 5) - 2));
      break;
    case 5:  // longer
      write(file, bytes + "  - event: noted\n    at: 2026-10-02T10:00:00Z\n    by: lev\n    text: rang again\n");
      break;
    case 6:
      many.add();
      break;
    case 7:
      fs::remove(file);
      many.files.erase(many.files.begin() + static_cast<std::ptrdiff_t>(at));
      break;
    case 8:  // away and back
      fs::rename(file, file.string() + ".away");
      write(file, swapped());
      fs::rename(file.string() + ".away", file);
      break;
    case 9:  // a copy with all times, as cp -p makes it
      fs::copy_file(file, file.string() + ".copy");
      fs::last_write_time(file.string() + ".copy", time);
      fs::rename(file.string() + ".copy", file);
      break;
    default:  // two records change places on the disk
      const fs::path other = many.files[random() % many.files.size()];
      if (other == file) return;
      const std::string theirs = read(other);
      write(file, swapped());
      write(other, theirs);
  }
}

}  // namespace

TEST_CASE("after thousands of random changes the answer with a snapshot is the one without") {
  Many many(140);
  many.agree();
  for (int round = 0; round < 260; ++round) {
    const auto changes = round % 20 == 19 ? 120 : many.random() % 8;
    for (std::size_t i = 0; i < changes; ++i) change(many, static_cast<unsigned>(many.random() % 11));
    if (round % 13 == 0) many.settle();
    many.agree(commands()[static_cast<std::size_t>(round) % commands().size()]);
  }
  CHECK(fs::exists(many.snapshot()));
}

TEST_CASE("a record that was written just before it is read is not trusted, since a further write could look the same") {
  Many many(1);
  const auto disk = cmt::store::Disk::open(many.terminal.at);
  REQUIRE(disk);
  const auto is_trusted = [&] {
    const auto writer = cmt::cache::Writer::begin(many.terminal.at, "a key", false);
    REQUIRE(writer);
    return writer->mark_of(*disk, fs::relative(many.files[0], many.terminal.at)).is_known();
  };
  write(many.files[0], read(many.files[0]));
  CHECK_FALSE(is_trusted());
  std::this_thread::sleep_for(std::chrono::milliseconds(60));
  CHECK(is_trusted());
}

TEST_CASE("what git checks out is read, whatever its times") {
  Many many(80);
  Terminal& t = many.terminal;
  const auto git = [&](Words words) {
    words.insert(words.begin(), {"-c", "user.name=s", "-c", "user.email=s@example.org"});
    REQUIRE(t.git(words).code == 0);
  };
  git({"init", "-q"});
  git({"add", "."});
  git({"commit", "-qm", "one"});
  git({"tag", "one"});
  for (int i = 0; i < 20; ++i) change(many, 0);
  for (int i = 0; i < 3; ++i) many.add();
  git({"add", "."});
  git({"commit", "-qm", "two"});
  git({"tag", "two"});
  for (int i = 0; i < 6; ++i) {
    git({"checkout", "-q", i % 2 == 0 ? "one" : "two"});
    many.agree();
  }
}

TEST_CASE("a record that cannot be read is said with a snapshot as without") {
  Many many(70);
  many.settle();
  write(many.files[5], "history: [\n");
  many.agree();
  for (auto command : commands())
    if (command.front() != "search") {
      command.emplace_back("--skip-invalid");
      many.agree(command);
    }
  many.settle();
  many.agree({"list", "--csv", "--skip-invalid"});
}

TEST_CASE("other settings, another charter or another time zone make another snapshot") {
  Many many(70);
  many.settle();
  const fs::path settings = many.terminal.at / "cmt.yaml";
  std::string text = read(settings);
  const auto zone = text.find("UTC");
  REQUIRE(zone != std::string::npos);
  write(settings, text.replace(zone, 3, "Asia/Tehran"));
  many.agree();
  write(settings, read(settings) + "\nprofile: eu-adr\n");
  many.agree();
}

TEST_CASE("7.3 a due time that passes is told although no record changed") {
  Many many(120);
  Terminal& t = many.terminal;
  t.now = "2026-04-01T00:00:00Z";
  // Some wait for the complainant: their due times move with the day.
  for (std::size_t i = 0; i < many.files.size(); i += 7)
    write(many.files[i], read(many.files[i]) +
                             "  - event: info-requested\n    at: 2026-10-02T10:00:00Z\n    by: lev\n"
                             "    medium: email\n    question: When did it come?\n    reply_by: 2026-10-20\n");
  many.settle();
  std::string seen;
  std::size_t answers = 0;
  for (int i = 0; i < 60; ++i) {
    const auto day = static_cast<int>(many.random() % 300);
    t.now = cmt::text(cmt::Date{std::chrono::days{20454 + day}}) + "T" + (i % 2 == 0 ? "00:00:00Z" : "17:03:00Z");
    many.agree({"report", "--format", "json"});
    many.agree({"report", "timeliness", "--format", "csv"});
    const auto found = t.cmt({"report", "timeliness", "--format", "csv"});
    CAPTURE(t.now, found.err);
    REQUIRE(found.code == 0);
    const auto& out = found.out;
    answers += out != seen;
    seen = out;
    if (i % 9 == 0) many.settle();
  }
  CHECK(answers > 40);
}

TEST_CASE("a damaged, cut, foreign or strange snapshot changes no answer") {
  Many many(70);
  many.settle();
  const std::string whole = read(many.snapshot());
  REQUIRE(whole.size() > 10000);
  const Words list{"list", "--json"};
  for (int i = 0; i < 150; ++i) {
    fs::remove(many.snapshot());
    write(many.snapshot(), cmt::testing::damaged(whole, i, many.random));
    ::chmod(many.snapshot().c_str(), 0600);
    many.agree(i % 2 == 0 ? list : commands()[1]);
  }
  const auto with = [&](const char* what, auto make) {
    CAPTURE(what);
    fs::remove_all(many.snapshot());
    make(many.snapshot());
    many.agree(list);
    many.agree(commands()[1]);
  };
  with("a folder", [](const fs::path& at) { fs::create_directory(at); });
  with("a link", [&](const fs::path& at) { fs::create_symlink(many.files[0], at); });
  with("a pipe", [](const fs::path& at) { REQUIRE(::mkfifo(at.c_str(), 0600) == 0); });
  with("somebody else's", [&](const fs::path& at) {
    write(at, whole);
    if (::geteuid() == 0) REQUIRE(::chown(at.c_str(), 12345, 12345) == 0);
  });
  with("one that others may write", [&](const fs::path& at) {
    write(at, whole);
    ::chmod(at.c_str(), 0666);
  });
  fs::remove_all(many.terminal.at / ".cmt");
  fs::create_symlink("/nowhere", many.terminal.at / ".cmt");
  many.agree(list);
  CHECK(fs::is_symlink(many.terminal.at / ".cmt"));
}

TEST_CASE("a snapshot is its owner's alone, and git does not see it") {
  Many many(70);
  many.settle();
  struct stat status;
  REQUIRE(::stat(many.snapshot().c_str(), &status) == 0);
  CHECK((status.st_mode & 0777U) == 0600U);
  fs::remove(many.terminal.at / ".gitignore");
  REQUIRE(many.terminal.git({"init", "-q"}).code == 0);
  CHECK(many.terminal.git({"status", "--porcelain", "-uall"}).out.find(".cmt/") == std::string::npos);
}

TEST_CASE("a small register gets no snapshot, and --no-cache makes none") {
  Many many(70);
  (void)many.terminal.cmt({"list", "--no-cache"});
  CHECK_FALSE(fs::exists(many.terminal.at / ".cmt/snapshot"));
  many.terminal.variables.erase("CMT_CACHE_FROM");
  (void)many.terminal.cmt({"list"});
  CHECK_FALSE(fs::exists(many.terminal.at / ".cmt/snapshot"));
}

TEST_CASE("8.1 words that were redacted are in no snapshot") {
  Many many(70);
  many.settle();
  const auto in_snapshot = [&](const char* words) {
    return fs::exists(many.snapshot()) && read(many.snapshot()).find(words) != std::string::npos;
  };
  REQUIRE(in_snapshot("Посылка #7"));
  const std::string id = many.files[7].stem();
  const auto done = many.terminal.cmt({"redact", id, "--field", "description", "--reason", "asked for"});
  CAPTURE(done.err);
  REQUIRE(done.code == 0);
  CHECK_FALSE(in_snapshot("Посылка #7"));
  (void)many.terminal.cmt({"list", "rang"});
  REQUIRE(fs::exists(many.snapshot()));
  CHECK_FALSE(in_snapshot("Посылка #7"));
}

TEST_CASE("several programs at once make and use one snapshot") {
  Many many(200);
  const auto expected = many.terminal.program({CMT_PROGRAM, "list", "--csv", "--no-cache"});
  REQUIRE(expected.code == 0);
  for (int round = 0; round < 5; ++round) {
    fs::remove(many.snapshot());
    std::vector<std::string> outs(6);
    std::vector<std::thread> all;
    for (auto& out : outs)
      all.emplace_back([&] { out = many.terminal.program({CMT_PROGRAM, "list", "--csv"}).out; });
    for (auto& one : all) one.join();
    for (const auto& out : outs) CHECK(out == expected.out);
    CHECK(fs::exists(many.snapshot()));
    CHECK_FALSE(fs::exists(many.terminal.at / ".cmt/snapshot.new"));
  }
}

TEST_CASE("with a valid snapshot each record is looked at once and none is opened") {
  if (!fs::exists("/usr/bin/strace")) {
    WARN("strace is not installed");
    return;
  }
  Many many(300);
  many.terminal.variables["ASAN_OPTIONS"] = "detect_leaks=0";  // a process that is traced cannot look for leaks
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  const Words list{CMT_PROGRAM, "list", "--csv"};
  REQUIRE(many.terminal.program(list).code == 0);  // the program's own: its key is another
  for (const Words& command : {list, Words{CMT_PROGRAM, "report"}}) {
    CAPTURE(command);
    Words traced{"strace", "-f", "-o", (many.terminal.folder() / "trace").string(), "-e",
                 "trace=openat,openat2,open,newfstatat,fstatat64,statx"};
    traced.insert(traced.end(), command.begin(), command.end());
    REQUIRE(many.terminal.program(traced).code == 0);
    std::ifstream in(many.terminal.folder() / "trace");
    std::size_t opened = 0, looked_at = 0;
    for (std::string line; std::getline(in, line);) {
      if (line.find(".yaml\"") == std::string::npos || line.find("complaints/") == std::string::npos) continue;
      ++(line.find(" open") == std::string::npos ? looked_at : opened);
    }
    CHECK(opened == 0);
    CHECK(looked_at == 300);
  }
}

TEST_CASE("whatever call fails while a snapshot is read or written, the answer is the same") {
  if (!fs::exists("/usr/bin/strace")) {
    WARN("strace is not installed");
    return;
  }
  Many many(150);
  Terminal& t = many.terminal;
  t.variables["ASAN_OPTIONS"] = "detect_leaks=0";  // a process that is traced cannot look for leaks
  const Words list{CMT_PROGRAM, "list", "--csv", "--threads", "1"};
  const auto expected = t.program({CMT_PROGRAM, "list", "--csv", "--no-cache"});
  REQUIRE(expected.code == 0);
  int injected = 0;
  const auto with = [&](bool has_snapshot, const std::string& call, int at, const std::string& fault) {
    CAPTURE(has_snapshot, call, at, fault);
    if (!has_snapshot) fs::remove_all(t.at / ".cmt");
    else if (!fs::exists(many.snapshot())) (void)t.program(list);
    const std::string trace = (t.folder() / "trace").string();
    Words traced{"strace", "-o", trace, "-e", "trace=" + call, "-e",
                 "inject=" + call + ":" + fault + ":when=" + std::to_string(at)};
    traced.insert(traced.end(), list.begin(), list.end());
    const auto found = t.program(traced);
    const auto seen = read(trace);
    if (found.code == 127) return;  // of the loader, before the program began
    const bool is_killed = seen.find("killed by SIGKILL") != std::string::npos;
    injected += is_killed || seen.find("INJECTED") != std::string::npos;
    if (!is_killed) {
      CHECK(found.code == 0);
      CHECK(found.out == expected.out);
    }
    CHECK(t.program(list).out == expected.out);
    CHECK(t.program(list).out == expected.out);
  };
#ifdef __SANITIZE_ADDRESS__
  constexpr int writes = 2, reads = 4;  // a program with sanitizers takes ten times as long to begin
#else
  constexpr int writes = 4, reads = 12;
#endif
  for (const char* call : {"pwrite64", "flock", "ftruncate", "renameat", "mkdirat", "fstat"})
    for (int at = 1; at <= writes; ++at)
      for (const char* fault : {"error=ENOSPC", "error=EINTR", "signal=KILL", "retval=0"}) {
        if (std::string{fault} == "retval=0" && std::string{call} != "pwrite64") continue;  // else a lie
        with(false, call, at, fault);
      }
  for (int at = 1; at <= reads; ++at)
    for (const char* fault : {"error=EIO", "error=EINTR", "retval=0"}) with(true, "pread64", at, fault);
  CHECK(injected > 10 * writes);
}

namespace {

// A register with a history in git, whose files are settled.
class InGit {
 public:
  explicit InGit(std::size_t count) : many(count) {
    many.terminal.variables["ASAN_OPTIONS"] = "detect_leaks=0";  // a process that is traced cannot look for leaks
    git({"init", "-q"});
    commit();
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }

  void git(Words words) {
    words.insert(words.begin(), {"-c", "user.name=s", "-c", "user.email=s@example.org"});
    REQUIRE(many.terminal.git(words).code == 0);
  }
  void commit() {
    git({"add", "-A"});
    git({"commit", "-qm", "step", "--allow-empty"});
  }
  bool remembers() const { return fs::exists(many.terminal.at / ".cmt/committed"); }
  std::string report(Words words = {}) {
    words.insert(words.begin(), {"report", "--format", "json"});
    const auto found = many.terminal.cmt(words);
    REQUIRE(found.code == 0);
    return found.out;
  }
  void agree() { CHECK(report() == report({"--no-cache"})); }

  Many many;
};

}  // namespace

TEST_CASE("8.2 a report in whose register nothing changed does not ask git for its status again") {
  if (!fs::exists("/usr/bin/strace")) {
    WARN("strace is not installed");
    return;
  }
  InGit of(80);
  // A snapshot, then what git said: the program's own, whose key is another than ours.
  for (int i = 0; i < 2; ++i) REQUIRE(of.many.terminal.program({CMT_PROGRAM, "report"}).code == 0);
  REQUIRE(of.remembers());
  const std::string trace = (of.many.terminal.folder() / "trace").string();
  const auto calls = [&] {
    const auto found = of.many.terminal.program({"strace", "-f", "-o", trace, "-e", "trace=execve", CMT_PROGRAM, "report", "--format", "json"});
    REQUIRE(found.code == 0);
    CHECK(found.out == of.report({"--no-cache"}));
    const std::string seen = read(trace);
    return std::pair{seen.find("\"rev-parse\"") != std::string::npos, seen.find("\"status\"") != std::string::npos};
  };
  CHECK(calls() == std::pair{true, false});
  write(of.many.files[3], read(of.many.files[3]) + "# a remark\n");
  CHECK(calls() == std::pair{true, true});
}

TEST_CASE("8.2 after random changes and commits a report names the commit that it names when git is asked anew") {
  InGit of(80);
  auto& random = of.many.random;
  int remembered = 0;
  for (int round = 0; round < 90; ++round) {
    switch (random() % 11) {
      case 8:  // git's index alone
        of.git({"rm", "-q", "--cached", "--ignore-unmatch", fs::relative(of.many.files[random() % of.many.files.size()], of.many.terminal.at)});
        break;
      case 9:  // another commit, of the same files where nothing was changed for it
        if (of.many.terminal.git({"rev-parse", "-q", "--verify", "HEAD~1"}).code == 0) of.git({"reset", "-q", "--soft", "HEAD~1"});
        break;
      case 10: of.git({"commit", "-qm", "nothing", "--allow-empty", "--only"}); break;
      case 0: change(of.many, static_cast<unsigned>(random() % 11)); break;
      case 1: of.commit(); break;
      case 2: of.git({"checkout", "-q", "-f", "HEAD"}); break;
      case 3: write(of.many.terminal.at / "cmt.yaml", read(of.many.terminal.at / "cmt.yaml") + "# " + std::to_string(round) + "\n"); break;
      case 4: write(of.many.terminal.at / ("actions/" + std::to_string(random() % 3) + ".txt"), "x"); break;
      case 5: of.git({"add", "-A"}); break;
      case 6:
        of.commit();
        std::this_thread::sleep_for(std::chrono::milliseconds(40));
        break;
      default: break;
    }
    of.agree();
    remembered += of.remembers();
  }
  CHECK(remembered > 10);
}

TEST_CASE("8.2 damaged, what git said is asked for anew") {
  InGit of(80);
  for (int i = 0; i < 2; ++i) (void)of.report();
  const fs::path file = of.many.terminal.at / ".cmt/committed";
  REQUIRE(of.remembers());
  const std::string whole = read(file);
  for (int i = 0; i < 30; ++i) {
    fs::remove(file);
    write(file, cmt::testing::damaged(whole, i, of.many.random, false));
    ::chmod(file.c_str(), 0600);
    of.agree();
  }
}
