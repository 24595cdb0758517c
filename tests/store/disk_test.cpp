#include "store/disk.hpp"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <thread>

#include "scratch_folder.hpp"

namespace cmt::store {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
namespace fs = std::filesystem;

constexpr std::size_t kLimit = 1 << 20;
const std::string kRecord = "complaints/2026/2026-7K3QX4M.yaml";

// A register with the record at kRecord missing, and its folder there.
struct Register {
  ScratchFolder folder;
  Disk disk = open_disk(folder);
  Register() { folder.put("complaints/2026/2026-0000000.yaml", "id: other\n"); }
  fs::path record() const { return folder / kRecord; }
};

bool is_root() { return geteuid() == 0; }

}  // namespace

// --- reading -------------------------------------------------------------------------------------

TEST_CASE("a file is read whole") {
  const Register here;
  const std::string bytes = std::string("a\0b\r\n", 5) + std::string(100'000, 'x');
  here.folder.put(kRecord, bytes);
  CHECK(*here.disk.read(kRecord, kLimit) == bytes);
  CHECK(*here.disk.read(kRecord, bytes.size()) == bytes);
  here.folder.put("empty", "");
  CHECK(here.disk.read("empty", 0)->empty());
}

TEST_CASE("a file that is not there is said to be missing") {
  const Register here;
  const auto result = here.disk.read(kRecord, kLimit);
  CHECK(message(result) == "no such file");
  CHECK(result.diagnostics().front().at.file == kRecord);
  CHECK(message(here.disk.read("none/none.yaml", kLimit)) == "no such file");
}

TEST_CASE("a file over the limit is refused by its size, before it is read") {
  const Register here;
  here.folder.put(kRecord, "12345");
  CHECK(message(here.disk.read(kRecord, 4)) == "is larger than 4 bytes, the most that is read");
}

TEST_CASE("a sparse file of 200 GB is refused at once") {
  const Register here;
  here.folder.put(kRecord, "");
  if (truncate(here.record().c_str(), off_t{200} << 30) != 0) return;  // no such large files here
  CHECK(message(here.disk.read(kRecord, kLimit)).find("is larger than") == 0);
}

TEST_CASE("a named pipe, socket, device or folder in place of a record is named and not opened") {
  const Register here;
  SECTION("named pipe, without waiting for a writer") {
    REQUIRE(mkfifo(here.record().c_str(), 0600) == 0);
    CHECK(message(here.disk.read(kRecord, kLimit)) == "is a named pipe, not a file");
    CHECK(*here.disk.find(kRecord) == EntryKind::other);
  }
  SECTION("socket") {
    const int sock = socket(AF_UNIX, SOCK_STREAM, 0);
    sockaddr_un address = {};
    address.sun_family = AF_UNIX;
    const std::string name = here.record().string();
    REQUIRE(name.size() < sizeof address.sun_path);
    name.copy(address.sun_path, name.size());
    const bool is_bound = bind(sock, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
    close(sock);
    REQUIRE(is_bound);
    CHECK(message(here.disk.read(kRecord, kLimit)) == "is a socket, not a file");
  }
  SECTION("device") {
    if (mknod(here.record().c_str(), S_IFCHR | 0600, makedev(1, 5)) != 0) return;  // needs root
    CHECK(message(here.disk.read(kRecord, kLimit)).find("is a device") == 0);
  }
  SECTION("folder") {
    fs::create_directory(here.record());
    CHECK(message(here.disk.read(kRecord, kLimit)) == "is a folder, not a file");
  }
}

TEST_CASE("a symbolic link is never read or written through") {
  Register here;
  const ScratchFolder outside;
  outside.put("secret", "secret");
  const auto check = [&] {
    SECTION("the record itself, out of the register") {
      fs::create_symlink(outside / "secret", here.record());
      CHECK(message(here.disk.read(kRecord, kLimit)) == "is a symbolic link, not a file");
      CHECK(*here.disk.find(kRecord) == EntryKind::link);
      CHECK_FALSE(here.disk.replace(kRecord, "secret", "overwritten"));
      CHECK(*here.disk.create(kRecord, "overwritten", Privacy::closed) == Creation::exists);
    }
    SECTION("the record itself, to nothing, a device or itself") {
      for (const char* target :
           {"/none/none", "/dev/zero", "/proc/self/mem", "2026-7K3QX4M.yaml"}) {
        fs::create_symlink(target, here.record());
        CHECK_FALSE(here.disk.read(kRecord, kLimit));
        CHECK(*here.disk.create(kRecord, "x", Privacy::closed) == Creation::exists);
        fs::remove(here.record());
      }
    }
    SECTION("a folder on the way") {
      fs::create_symlink(outside.path(), here.folder / "parties");
      CHECK(message(here.disk.read("parties/secret", kLimit)) ==
            "is a symbolic link or lies behind one");
      CHECK_FALSE(here.disk.list("parties"));
      CHECK_FALSE(here.disk.find("parties/secret"));
      CHECK_FALSE(here.disk.create("parties/new", "x", Privacy::closed));
      CHECK_FALSE(here.disk.create("parties/sub/new", "x", Privacy::closed));
      CHECK_FALSE(here.disk.replace("parties/secret", "secret", "overwritten"));
      CHECK_FALSE(here.disk.remove("parties/secret"));
      CHECK_FALSE(here.disk.sweep("parties", seconds(0)));
      CHECK_FALSE(here.disk.apply({{"parties/new", {}, "x"}, {"new", {}, "x"}}));
    }
    SECTION("a folder on the way, even inside the register") {
      fs::create_directory_symlink("complaints", here.folder / "cases");
      CHECK_FALSE(here.disk.read("cases/2026/2026-0000000.yaml", kLimit));
    }
    SECTION("the staging folder of several changes") {
      fs::create_symlink(outside.path(), here.folder / ".cmt-pending");
      CHECK_FALSE(here.disk.apply({{"a", {}, "x"}, {"b", {}, "x"}}));
      CHECK_FALSE(here.disk.recover());
      CHECK_FALSE(here.disk.pending());
    }
    CHECK(outside.files() == std::map<std::string, std::string>{{"secret", "secret"}});
  };
  SECTION("with openat2") { check(); }
  SECTION("without openat2") {
    const Without older(testing::Feature::openat2);
    check();
  }
}

TEST_CASE("a path that leads out of the register is refused by every operation") {
  Register here;
  for (const char* path : {"../x", "/etc/passwd", "complaints/../../x", "", ".git/config"}) {
    CAPTURE(path);
    CHECK_FALSE(here.disk.read(path, kLimit));
    CHECK_FALSE(here.disk.create(path, "x", Privacy::closed));
    CHECK_FALSE(here.disk.replace(path, "x", "y"));
    CHECK_FALSE(here.disk.remove(path));
    CHECK_FALSE(here.disk.apply({{path, {}, "x"}}));
  }
  CHECK_FALSE(here.disk.list("../"));
  CHECK_FALSE(here.disk.sweep("..", seconds(0)));
}

TEST_CASE("files are read, listed and written without openat2 too") {
  const Without older(testing::Feature::openat2);
  Register here;
  REQUIRE(*here.disk.create(kRecord, "id: x\n", Privacy::closed) == Creation::created);
  CHECK(*here.disk.read(kRecord, kLimit) == "id: x\n");
  CHECK(here.disk.list("complaints/2026")->size() == 2);
  CHECK(message(here.disk.read("complaints/none/x", kLimit)) == "no such file");
  CHECK_FALSE(here.disk.read("complaints/2026/2026-0000000.yaml/x", kLimit));
}

TEST_CASE("a file without permission to read is named") {
  if (is_root()) return;
  const Register here;
  here.folder.put(kRecord, "x");
  REQUIRE(chmod(here.record().c_str(), 0) == 0);
  CHECK(message(here.disk.read(kRecord, kLimit)) == "permission denied");
}

TEST_CASE("a folder is listed with the kind of each entry, in the order of their bytes") {
  const Register here;
  here.folder.put("x/b", "");
  here.folder.put("x/B", "");
  here.folder.put("x/é", "");
  here.folder.put("x/.hidden", "");
  here.folder.put("x/line\nbreak", "");
  fs::create_directory(here.folder / "x/a");
  fs::create_symlink("nowhere", here.folder / "x/c");
  REQUIRE(mkfifo((here.folder / "x/d").c_str(), 0600) == 0);
  CHECK(*here.disk.list("x") == std::vector<Entry>{{".hidden", EntryKind::file},
                                                   {"B", EntryKind::file},
                                                   {"a", EntryKind::folder},
                                                   {"b", EntryKind::file},
                                                   {"c", EntryKind::link},
                                                   {"d", EntryKind::other},
                                                   {"line\nbreak", EntryKind::file},
                                                   {"é", EntryKind::file}});
  CHECK(here.disk.list("")->size() == 2);
}

TEST_CASE("a missing folder is empty and a file is no folder") {
  const Register here;
  CHECK(here.disk.list("none/none")->empty());
  here.folder.put("file", "");
  CHECK(message(here.disk.list("file")) == "is not a folder");
}

TEST_CASE("what is at a path is found, or nothing") {
  const Register here;
  CHECK(*here.disk.find("complaints") == EntryKind::folder);
  CHECK(*here.disk.find("complaints/2026/2026-0000000.yaml") == EntryKind::file);
  CHECK(*here.disk.find("none/none") == std::nullopt);
}

// --- create --------------------------------------------------------------------------------------

TEST_CASE("a created file holds its bytes, is closed to others and has no leftovers beside it") {
  Register here;
  const mode_t old = umask(0);
  const auto created = here.disk.create(kRecord, "id: x\n", Privacy::closed);
  umask(old);
  REQUIRE(created);
  CHECK(*created == Creation::created);
  CHECK(here.folder.bytes(kRecord) == "id: x\n");
  CHECK(here.folder.mode(kRecord) == 0600);
  CHECK(here.folder.files().size() == 2);
}

TEST_CASE("a file that others may read follows the umask") {
  Register here;
  const mode_t old = umask(0027);
  const auto created = here.disk.create(kRecord, "x", Privacy::shared);
  umask(old);
  REQUIRE(created);
  CHECK(here.folder.mode(kRecord) == 0640);
}

TEST_CASE("folders that are missing are made, closed to others") {
  Register here;
  const mode_t old = umask(0);
  const auto created = here.disk.create("attachments/2026-7K3QX4M/scan.pdf", "x", Privacy::closed);
  umask(old);
  REQUIRE(created);
  CHECK(here.folder.mode("attachments") == 0700);
  CHECK(here.folder.mode("attachments/2026-7K3QX4M") == 0700);
}

TEST_CASE("create never overwrites, whatever is there") {
  Register here;
  SECTION("file") { here.folder.put(kRecord, "old"); }
  SECTION("folder") { fs::create_directory(here.record()); }
  SECTION("dangling link") { fs::create_symlink("nowhere", here.record()); }
  CHECK(*here.disk.create(kRecord, "new", Privacy::closed) == Creation::exists);
  if (fs::is_regular_file(here.record())) CHECK(here.folder.bytes(kRecord) == "old");
}

TEST_CASE("of several that create one file at once exactly one succeeds") {
  Register here;
  constexpr int kRounds = 50;
  std::atomic<int> created = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&, i] {
      for (int round = 0; round < kRounds; ++round) {
        const auto result =
            here.disk.create(fmt::format("new/{}/x", round), std::to_string(i), Privacy::closed);
        if (result && *result == Creation::created) ++created;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(created == kRounds);
}

TEST_CASE("a file where a folder is needed is named") {
  Register here;
  here.folder.put("parties", "");
  CHECK(message(here.disk.create("parties/x.yaml", "", Privacy::closed)) ==
        "cannot be written: a part of the path is not a folder");
}

// --- replace and remove --------------------------------------------------------------------------

TEST_CASE("replace puts new bytes in place and leaves nothing beside them") {
  Register here;
  here.folder.put(kRecord, "old");
  REQUIRE(here.disk.replace(kRecord, "old", "new"));
  CHECK(here.folder.bytes(kRecord) == "new");
  CHECK(here.folder.files().size() == 2);
}

TEST_CASE("replace keeps the mode and owner of a file") {
  Register here;
  here.folder.put(kRecord, "old");
  if (is_root()) REQUIRE(chown(here.record().c_str(), 1234, 5678) == 0);
  for (const mode_t mode : {0600U, 0640U, 0664U, 0444U, 0755U}) {
    REQUIRE(chmod(here.record().c_str(), mode) == 0);
    const std::string bytes = here.folder.bytes(kRecord);
    REQUIRE(here.disk.replace(kRecord, bytes, bytes + "+"));
    CHECK(here.folder.mode(kRecord) == mode);
  }
  struct stat status = {};
  REQUIRE(stat(here.record().c_str(), &status) == 0);
  CHECK(status.st_uid == (is_root() ? 1234 : geteuid()));
}

TEST_CASE("replace with the same bytes writes nothing") {
  Register here;
  here.folder.put(kRecord, "same");
  testing::fail_call(1, EIO, true);
  const auto result = here.disk.replace(kRecord, "same", "same");
  testing::fail_call(0, 0, false);
  CHECK(result);
}

TEST_CASE("replace refuses a file that changed meanwhile and leaves it alone") {
  Register here;
  for (const char* edited : {"edited", "olD", "old and more", "ol", ""}) {
    here.folder.put(kRecord, edited);
    CHECK(message(here.disk.replace(kRecord, "old", "new")) == "changed on disk meanwhile");
    CHECK(here.folder.bytes(kRecord) == edited);
  }
  fs::remove(here.record());
  CHECK(message(here.disk.replace(kRecord, "old", "new")) == "no such file");
  CHECK(here.folder.files().size() == 1);
}

TEST_CASE("replace writes no other name of the same file") {
  Register here;
  const ScratchFolder outside;
  outside.put("linked", "old");
  fs::create_hard_link(outside / "linked", here.record());
  REQUIRE(here.disk.replace(kRecord, "old", "new"));
  CHECK(outside.bytes("linked") == "old");
}

TEST_CASE("remove takes a file or a link away, and neither a folder nor what is not there") {
  Register here;
  const ScratchFolder outside;
  outside.put("kept", "");
  here.folder.put(kRecord, "");
  REQUIRE(here.disk.remove(kRecord));
  CHECK_FALSE(fs::exists(here.record()));
  CHECK(message(here.disk.remove(kRecord)) == "cannot be removed: no such file");
  CHECK_FALSE(here.disk.remove("complaints"));
  fs::create_symlink(outside / "kept", here.record());
  REQUIRE(here.disk.remove(kRecord));
  CHECK(outside.files().size() == 1);
}

TEST_CASE("nothing lands in a file that takes the place of a closed standard stream") {
  Register here;
  const int status = in_child([&] {
    close(0);
    close(1);
    close(2);
    auto disk = Disk::open(here.folder.path());
    if (!disk) return 1;
    const auto lock = disk->lock(milliseconds(0));
    const Descriptor folder = open_beneath(AT_FDCWD, "", O_RDONLY | O_DIRECTORY);
    const Descriptor file = make_unnamed_file(folder.get(), 0600);
    const bool is_high = folder.get() > 2 && file.get() > 2;
    return lock && is_high && write(2, "x", 1) < 0 ? 0 : 2;
  });
  CHECK(status == 0);
}

// --- lock ----------------------------------------------------------------------------------------

TEST_CASE("a second writer waits for the first, then says who it is and that nothing changed") {
  Register here;
  int ready[2];
  REQUIRE(pipe(ready) == 0);
  const pid_t child = fork();
  if (child == 0) {
    auto disk = Disk::open(here.folder.path());
    const auto lock = disk->lock(milliseconds(1000));
    (void)!write(ready[1], "x", 1);
    pause();
    _exit(0);
  }
  char byte = 0;
  REQUIRE(read(ready[0], &byte, 1) == 1);
  const auto start = std::chrono::steady_clock::now();
  const auto refused = here.disk.lock(milliseconds(60));
  const auto waited = std::chrono::steady_clock::now() - start;
  CHECK(waited >= milliseconds(60));
  CHECK(waited < seconds(5));
  const std::string text = message(refused);
  CHECK(text.find("the register is being written by ") == 0);
  CHECK(text.find("; waited 60 ms and changed nothing") != std::string::npos);
  // The system names the holder where its numbers for disks are the true ones.
  const bool names_holder = text.find(fmt::format("(process {})", child)) != std::string::npos;
  CHECK((names_holder || text.find("another program") != std::string::npos));

  // The lock dies with its holder: no file is left that blocks.
  kill(child, SIGKILL);
  REQUIRE(waitpid(child, nullptr, 0) == child);
  close(ready[0]);
  close(ready[1]);
  CHECK(here.disk.lock(milliseconds(1000)));
}

TEST_CASE("the lock holds on when the cache folder is removed, and leaves no file") {
  Register here;
  fs::create_directory(here.folder / ".cmt");
  const auto before = here.folder.files();
  const auto lock = here.disk.lock(milliseconds(0));
  REQUIRE(lock);
  fs::remove_all(here.folder / ".cmt");
  CHECK_FALSE(here.disk.lock(milliseconds(0)));
  CHECK(here.folder.files() == before);
}

TEST_CASE("readers do not wait for the lock") {
  Register here;
  here.folder.put(kRecord, "x");
  const auto lock = here.disk.lock(milliseconds(0));
  REQUIRE(lock);
  CHECK(*open_disk(here.folder).read(kRecord, kLimit) == "x");
}

TEST_CASE("four writers that append a hundred times each under the lock lose nothing") {
  Register here;
  here.folder.put(kRecord, "");
  std::vector<pid_t> writers;
  for (int writer = 0; writer < 4; ++writer) {
    const pid_t child = fork();
    REQUIRE(child >= 0);
    if (child == 0) {
      auto disk = Disk::open(here.folder.path());
      for (int i = 0; i < 100; ++i) {
        const auto lock = disk->lock(seconds(20));
        const auto old = disk->read(kRecord, kLimit);
        if (!lock || !old) _exit(1);
        if (!disk->replace(kRecord, *old, *old + fmt::format("{} {}\n", writer, i))) _exit(2);
      }
      _exit(0);
    }
    writers.push_back(child);
  }
  for (const pid_t writer : writers) {
    int status = 0;
    REQUIRE(waitpid(writer, &status, 0) == writer);
    CHECK(status == 0);
  }
  const std::string bytes = here.folder.bytes(kRecord);
  CHECK(std::count(bytes.begin(), bytes.end(), '\n') == 400);
  for (int writer = 0; writer < 4; ++writer) {
    for (int i = 0; i < 100; ++i) {
      const std::string line = fmt::format("{} {}\n", writer, i);
      if (("\n" + bytes).find("\n" + line) == std::string::npos) FAIL("lost: " << line);
    }
  }
}

// --- several files -------------------------------------------------------------------------------

TEST_CASE("several files are made and replaced together, and the staging folder goes") {
  Register here;
  here.folder.put(kRecord, "old");
  REQUIRE(chmod(here.record().c_str(), 0640) == 0);
  REQUIRE(here.disk.apply({{"parties/P-4TZ8N2C.yaml", {}, "name: x\n"},
                           {kRecord, "old", "new"},
                           {"cmt.yaml", {}, "settings\n", Privacy::shared}}));
  CHECK(here.folder.files() ==
        std::map<std::string, std::string>{{"parties/P-4TZ8N2C.yaml", "name: x\n"},
                                           {kRecord, "new"},
                                           {"cmt.yaml", "settings\n"},
                                           {"complaints/2026/2026-0000000.yaml", "id: other\n"}});
  CHECK(here.folder.mode(kRecord) == 0640);
  CHECK(here.folder.mode("parties/P-4TZ8N2C.yaml") == 0600);
  CHECK_FALSE(fs::exists(here.folder / ".cmt-pending"));
  CHECK_FALSE(here.disk.pending());
}

TEST_CASE("files go together with the changes that speak of them, and one that is gone already is none too few") {
  Register here;
  here.folder.put(kRecord, "old");
  here.folder.put("attachments/x/letter.txt", "Dear all");
  REQUIRE(here.disk.apply({{kRecord, "old", "new"}}, {"attachments/x/letter.txt", "attachments/x/other.txt", "none/at.all"}));
  CHECK(here.folder.files() == std::map<std::string, std::string>{{kRecord, "new"}, {"complaints/2026/2026-0000000.yaml", "id: other\n"}});
  CHECK_FALSE(here.disk.apply({{kRecord, "new", "newer"}}, {"../x"}));
  CHECK_FALSE(here.disk.apply({{kRecord, "new", "newer"}}, {kRecord}));
  CHECK(here.folder.files().at(kRecord) == "new");
}

TEST_CASE("several changes are refused as a whole when one cannot be made") {
  Register here;
  here.folder.put(kRecord, "old");
  const auto before = here.folder.files();
  const std::string taken = "complaints/2026/2026-0000000.yaml";
  CHECK(message(here.disk.apply({{"a", {}, "x"}, {taken, {}, "x"}})) == "exists already");
  CHECK(message(here.disk.apply({{"a", {}, "x"}, {kRecord, "other", "x"}})) ==
        "changed on disk meanwhile");
  CHECK(message(here.disk.apply({{"a", {}, "x"}, {"none", "old", "x"}})) == "no such file");
  CHECK(message(here.disk.apply({{"a", {}, "x"}, {"a", {}, "y"}})) == "is changed twice");
  CHECK_FALSE(here.disk.apply({{"a", {}, "x"}, {".gitattributes", {}, "x"}}));
  CHECK_FALSE(here.disk.apply({{"a", {}, "x"}, {kRecord + "/x", {}, "x"}}));
  CHECK(here.folder.files() == before);
  CHECK_FALSE(fs::exists(here.folder / ".cmt-pending"));
}

TEST_CASE("no changes, and changes to the same bytes, write nothing") {
  Register here;
  here.folder.put(kRecord, "same");
  testing::fail_call(1, EIO, true);
  const bool is_done = here.disk.apply({}) && here.disk.apply({{kRecord, "same", "same"}});
  testing::fail_call(0, 0, false);
  CHECK(is_done);
}

namespace {

// Leaves a register as a program killed just after the commit of two changes does.
void interrupt_after_commit(const Register& here) {
  here.folder.put(kRecord, "old");
  here.folder.put(".cmt-pending/0", "created");
  here.folder.put(".cmt-pending/1", "new");
  here.folder.put(".cmt-pending/commit",
                  print_manifest({{"complaints/2027/x.yaml", fingerprint("created"), {}},
                                  {kRecord, fingerprint("new"), fingerprint("old")}}));
}

}  // namespace

TEST_CASE("a change that was committed is completed by recover") {
  Register here;
  interrupt_after_commit(here);
  CHECK(here.disk.pending());
  const auto recovered = here.disk.recover();
  REQUIRE(recovered);
  CHECK(*recovered);
  CHECK(here.folder.bytes("complaints/2027/x.yaml") == "created");
  CHECK(here.folder.bytes(kRecord) == "new");
  CHECK_FALSE(fs::exists(here.folder / ".cmt-pending"));
  CHECK_FALSE(*here.disk.recover());
}

TEST_CASE("a change that was not committed is dropped by recover") {
  Register here;
  interrupt_after_commit(here);
  fs::rename(here.folder / ".cmt-pending/commit", here.folder / ".cmt-pending/manifest");
  CHECK_FALSE(here.disk.pending());
  const auto recovered = here.disk.recover();
  REQUIRE(recovered);
  CHECK_FALSE(*recovered);
  CHECK(here.folder.bytes(kRecord) == "old");
  CHECK_FALSE(fs::exists(here.folder / ".cmt-pending"));
}

TEST_CASE("recover stops, and places nothing, when somebody changed a file meanwhile") {
  Register here;
  interrupt_after_commit(here);
  here.folder.put(kRecord, "edited");
  const auto refused = here.disk.recover();
  CHECK(message(refused) ==
        "was changed while a change to several files, begun before, waits to be completed");
  CHECK(refused.diagnostics().front().at.file == kRecord);
  CHECK(refused.diagnostics().front().hint.english().find(".cmt-pending/1") != std::string::npos);
  CHECK(here.folder.bytes(kRecord) == "edited");
  CHECK_FALSE(fs::exists(here.folder / "complaints/2027/x.yaml"));

  // As the hint says.
  fs::copy_file(here.folder / ".cmt-pending/1", here.record(),
                fs::copy_options::overwrite_existing);
  CHECK(*here.disk.recover());
  CHECK(here.folder.bytes("complaints/2027/x.yaml") == "created");
}

TEST_CASE("recover stops when what it is to place is damaged") {
  Register here;
  interrupt_after_commit(here);
  SECTION("the list") { here.folder.put(".cmt-pending/commit", "cmt-pending 2\n"); }
  SECTION("a staged file") { here.folder.put(".cmt-pending/1", "nex"); }
  SECTION("a staged file is gone") { fs::remove(here.folder / ".cmt-pending/1"); }
  SECTION("a staged file is a link") {
    fs::remove(here.folder / ".cmt-pending/1");
    fs::create_symlink("/etc/passwd", here.folder / ".cmt-pending/1");
  }
  CHECK_FALSE(here.disk.recover());
  CHECK(here.folder.bytes(kRecord) == "old");
  CHECK_FALSE(fs::exists(here.folder / "complaints/2027/x.yaml"));
}

TEST_CASE("recover takes no path out of a list that a stranger prepared") {
  Register here;
  here.folder.put(".cmt-pending/0", "#!/bin/sh\n");
  here.folder.put(".cmt-pending/commit",
                  print_manifest({{".git/hooks/pre-commit", fingerprint("#!/bin/sh\n"), {}}}));
  CHECK_FALSE(here.disk.recover());
  CHECK_FALSE(fs::exists(here.folder / ".git"));
}

TEST_CASE("a list that was cut anywhere before the commit is dropped, and no file of it is taken") {
  const std::string whole = print_manifest({{"complaints/2027/x.yaml", fingerprint("created"), {}},
                                            {kRecord, fingerprint("new"), fingerprint("old")}});
  for (std::size_t size = 0; size <= whole.size(); ++size) {
    Register here;
    interrupt_after_commit(here);
    fs::remove(here.folder / ".cmt-pending/commit");
    here.folder.put(".cmt-pending/manifest", whole.substr(0, size));
    CAPTURE(size);
    const auto recovered = here.disk.recover();
    REQUIRE(recovered);
    CHECK_FALSE(*recovered);
    CHECK(here.folder.bytes(kRecord) == "old");
    CHECK_FALSE(fs::exists(here.folder / "complaints/2027/x.yaml"));
    CHECK_FALSE(fs::exists(here.folder / ".cmt-pending"));
  }
}

TEST_CASE("a list that was cut anywhere after the commit places nothing") {
  const std::string whole = print_manifest({{"complaints/2027/x.yaml", fingerprint("created"), {}},
                                            {kRecord, fingerprint("new"), fingerprint("old")}});
  for (std::size_t size = 0; size < whole.size(); ++size) {
    Register here;
    interrupt_after_commit(here);
    here.folder.put(".cmt-pending/commit", whole.substr(0, size));
    CAPTURE(size);
    CHECK(message(here.disk.recover()) == "is damaged, so a change to several files cannot be completed");
    CHECK(here.folder.bytes(kRecord) == "old");
    CHECK_FALSE(fs::exists(here.folder / "complaints/2027/x.yaml"));
  }
}

TEST_CASE("apply completes an interrupted change before its own") {
  Register here;
  interrupt_after_commit(here);
  REQUIRE(here.disk.apply({{kRecord, "new", "newer"}, {"a", {}, "x"}}));
  CHECK(here.folder.bytes(kRecord) == "newer");
  CHECK(here.folder.bytes("complaints/2027/x.yaml") == "created");
}

// --- any number of new files ---------------------------------------------------------------------

namespace {

std::unique_ptr<Batch> begin(Disk& disk) {
  auto batch = disk.begin();
  REQUIRE(batch);
  return std::move(*batch);
}

const auto kUntold = [](std::size_t) {};

}  // namespace

TEST_CASE("files that come one after the other are put in place together") {
  Register here;
  const auto before = here.folder.files();
  const auto batch = begin(here.disk);
  constexpr std::size_t kMany = 3000;  // the list is written in pieces
  std::map<std::string, std::string> expected = before;
  for (std::size_t i = 0; i < kMany; ++i) {
    const std::string path = fmt::format("complaints/{}/{:07}.yaml", 2000 + i % 30, i);
    expected[path] = std::to_string(i);
    REQUIRE(batch->add(path, expected[path], i % 2 == 0 ? Privacy::closed : Privacy::shared));
  }
  CHECK_FALSE(here.disk.pending());
  CHECK_FALSE(fs::exists(here.folder / "complaints/2000/0000000.yaml"));
  std::vector<std::size_t> told;
  REQUIRE(batch->commit([&](std::size_t placed) { told.push_back(placed); }));
  CHECK(here.folder.files() == expected);
  CHECK(told == std::vector<std::size_t>{0, 1024, 2048});
  CHECK(here.folder.mode("complaints/2000/0000000.yaml") == 0600);
  CHECK(here.folder.mode("complaints/2001/0000001.yaml") == 0644);
  CHECK_FALSE(fs::exists(here.folder / ".cmt-pending"));
}

TEST_CASE("a batch that is let go leaves nothing, and one without a file writes nothing") {
  Register here;
  const auto before = here.folder.files();
  REQUIRE(begin(here.disk)->add("a", "x", Privacy::closed));
  CHECK(here.folder.files() == before);
  CHECK_FALSE(fs::exists(here.folder / ".cmt-pending"));
  testing::fail_call(1, EIO, true);
  const bool is_done = bool(begin(here.disk)->commit(kUntold));
  testing::fail_call(0, 0, false);
  CHECK(is_done);
}

TEST_CASE("a batch is refused as a whole when one of its files cannot be made") {
  Register here;
  const std::string taken = "complaints/2026/2026-0000000.yaml";
  const auto before = here.folder.files();
  {
    const auto batch = begin(here.disk);
    REQUIRE(batch->add("a", "x", Privacy::closed));
    CHECK(message(batch->add("a", "y", Privacy::closed)) == "is changed twice");
    CHECK_FALSE(batch->add("../b", "x", Privacy::closed));
    CHECK_FALSE(batch->add(".git/b", "x", Privacy::closed));
    REQUIRE(batch->add(taken, "x", Privacy::closed));
    const auto refused = batch->commit(kUntold);
    CHECK(message(refused) == "exists already");
    CHECK(refused.diagnostics().front().at.file == taken);
  }
  {
    const auto batch = begin(here.disk);
    REQUIRE(batch->add("cmt.yaml", "x", Privacy::closed));
    REQUIRE(batch->add(taken + "/b", "x", Privacy::closed));
    CHECK_FALSE(batch->commit(kUntold));
  }
  CHECK(here.folder.files() == before);
  CHECK_FALSE(fs::exists(here.folder / ".cmt-pending"));
}

TEST_CASE("a batch replaces files that are as they were, beside new ones, or nothing") {
  Register here;
  const std::string before = "old";
  here.folder.put("cmt.yaml", before);
  {
    const auto batch = begin(here.disk);
    REQUIRE(batch->add("a", "x", Privacy::closed));
    REQUIRE(batch->replace("cmt.yaml", before, "new"));
    CHECK(here.folder.bytes("cmt.yaml") == before);
    REQUIRE(batch->commit(kUntold));
  }
  CHECK(here.folder.bytes("cmt.yaml") == "new");
  CHECK(here.folder.bytes("a") == "x");
  const auto batch = begin(here.disk);
  REQUIRE(batch->add("b", "x", Privacy::closed));
  REQUIRE(batch->replace("cmt.yaml", "new", "newer"));
  here.folder.put("cmt.yaml", "another's");
  CHECK(message(batch->commit(kUntold)) == "changed on disk meanwhile");
  CHECK(here.folder.bytes("cmt.yaml") == "another's");
  CHECK_FALSE(fs::exists(here.folder / "b"));
}

TEST_CASE("a batch completes an interrupted change before its own") {
  Register here;
  interrupt_after_commit(here);
  const auto batch = begin(here.disk);
  CHECK(here.folder.bytes(kRecord) == "new");
  REQUIRE(batch->add("a", "x", Privacy::closed));
  REQUIRE(batch->commit(kUntold));
  CHECK(here.folder.bytes("a") == "x");
}

TEST_CASE("many files are synced in one go where the system tells of what it could not write") {
  const auto count = [](const char* name) {
    Register here;
    std::vector<std::string> calls;
    testing::trace_calls(&calls);
    const auto batch = begin(here.disk);
    for (int i = 0; i < 100; ++i) (void)batch->add(std::to_string(i), "x", Privacy::closed);
    const bool is_done = bool(batch->commit(kUntold));
    testing::trace_calls(nullptr);
    CHECK(is_done);
    return std::count(calls.begin(), calls.end(), name);
  };
  CHECK(count("sync") == 17);  // sixteen and the list
  CHECK(count("sync_all") == 1);
  const Without sync_all(testing::Feature::sync_all);
  CHECK(count("sync") == 101);
  CHECK(count("sync_all") == 0);
}

// --- leftovers and the root ----------------------------------------------------------------------

TEST_CASE("sweep removes leftovers of one folder and nothing else") {
  Register here;
  here.folder.put("complaints/2026/.cmt-tmp-0123456789abcdef", "left by who held the lock");
  here.folder.put("complaints/2026/.cmt-tmp-new-0123456789abcdef", "perhaps being made");
  here.folder.put("complaints/2026/.other", "kept");
  here.folder.put("complaints/.cmt-tmp-0123456789abcdef", "kept");
  REQUIRE(here.disk.sweep("complaints/2026", kLeftoverAge));
  CHECK(here.folder.files().size() == 4);
  CHECK(here.folder.files().count("complaints/2026/.cmt-tmp-0123456789abcdef") == 0);
  REQUIRE(here.disk.sweep("complaints/2026", seconds(0)));
  CHECK(here.folder.files().size() == 3);
  CHECK(here.folder.files().count("complaints/.cmt-tmp-0123456789abcdef") == 1);
  CHECK(here.disk.sweep("none", seconds(0)));
}

TEST_CASE("the register is the nearest folder upwards that holds cmt.yaml") {
  const ScratchFolder folder;
  folder.put("cmt.yaml", "");
  folder.put("inner/cmt.yaml", "");
  folder.put("inner/complaints/2026/x.yaml", "");
  folder.put("complaints/2026/x.yaml", "");
  const fs::path root = fs::canonical(folder.path());
  CHECK(*find_root(folder / "complaints/2026") == root);
  CHECK(*find_root(folder / "inner/complaints/2026") == root / "inner");
  CHECK(*find_root(folder.path()) == root);
}

TEST_CASE("without a register the message says how to make one") {
  const ScratchFolder folder;
  const auto none = find_root(folder.path());
  CHECK(message(none).find("no register: neither ") == 0);
  CHECK(none.diagnostics().front().hint.english().find("cmt init") != std::string::npos);
  CHECK(message(find_root(folder / "none")) == "no such folder");
}

TEST_CASE("a register that is not there or not a folder cannot be opened") {
  const ScratchFolder folder;
  folder.put("file", "");
  CHECK(message(Disk::open(folder / "none")) == "no such folder");
  CHECK(message(Disk::open(folder / "file")) == "is not a folder");
}

}  // namespace cmt::store
