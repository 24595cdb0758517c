// Each call that changes the disk fails once, fails from then on, or is the last that a killed
// program makes; in a loop over the calls of an operation until it runs to its end undisturbed.
#include <cerrno>
#include <csignal>
#include <functional>
#include <vector>

#include "scratch_folder.hpp"

namespace cmt::store {
namespace {

using Contents = std::map<std::string, std::string>;
using std::chrono::seconds;

const std::string kA = "complaints/2026/a.yaml";
const std::string kB = "complaints/2026/b.yaml";
const std::string kNew = "parties/deep/new.yaml";

// An operation, and what a register holds before and after it.
struct Operation {
  const char* name;
  Contents before;
  Contents after;
  std::function<bool(Disk&)> run;
};

// More files than are synced one by one, with one that is there already.
Contents many() {
  Contents files{{kA, "old"}};
  for (int i = 0; i < 18; ++i) files["complaints/2027/" + std::to_string(i)] = "new";
  return files;
}

const std::vector<Operation>& operations() {
  static const std::vector<Operation> all = {
      {"create",
       {{kA, "old"}},
       {{kA, "old"}, {kB, "new"}},
       [](Disk& disk) {
         const auto created = disk.create(kB, "new", Privacy::closed);
         return created && *created == Creation::created;
       }},
      {"create in new folders",
       {{kA, "old"}},
       {{kA, "old"}, {kNew, "new"}},
       [](Disk& disk) {
         const auto created = disk.create(kNew, "new", Privacy::shared);
         return created && *created == Creation::created;
       }},
      {"create by way of a hidden name",
       {{kA, "old"}},
       {{kA, "old"}, {kB, "new"}},
       [](Disk& disk) {
         const Without unnamed(testing::Feature::unnamed_files);
         const auto created = disk.create(kB, "new", Privacy::closed);
         return created && *created == Creation::created;
       }},
      {"replace",
       {{kA, "old"}},
       {{kA, "new"}},
       [](Disk& disk) { return bool(disk.replace(kA, "old", "new")); }},
      {"remove",
       {{kA, "old"}, {kB, "old"}},
       {{kB, "old"}},
       [](Disk& disk) { return bool(disk.remove(kA)); }},
      {"apply without links",
       {{kA, "old"}},
       {{kA, "newer"}, {kNew, "new"}},
       [](Disk& disk) {
         const Without links(testing::Feature::links);
         return bool(disk.apply({{kNew, {}, "new"}, {kA, "old", "newer"}}));
       }},
      {"apply, and a file goes",
       {{kA, "old"}, {kB, "old"}},
       {{kA, "newer"}},
       [](Disk& disk) { return bool(disk.apply({{kA, "old", "newer"}}, {kB})); }},
      {"apply of many new files",
       {{kA, "old"}},
       many(),
       [](Disk& disk) {
         const auto batch = disk.begin();
         if (!batch) return false;
         for (const auto& [path, bytes] : many())
           if (path != kA && !(*batch)->add(path, bytes, Privacy::closed)) return false;
         return bool((*batch)->commit([](std::size_t) {}));
       }},
      {"apply",
       {{kA, "old"}, {kB, "old"}},
       {{kA, "newer"}, {kB, "newer"}, {kNew, "new"}},
       [](Disk& disk) {
         return bool(disk.apply({{kNew, {}, "new"}, {kA, "old", "newer"}, {kB, "old", "newer"}}));
       }},
  };
  return all;
}

ScratchFolder& fill(ScratchFolder& folder, const Contents& contents) {
  for (const auto& [name, bytes] : contents) {
    folder.put(name, bytes);
    std::filesystem::permissions(folder / name, std::filesystem::perms(0640));
  }
  return folder;
}

// What the next writer does before its own work.
bool begin(Disk& disk) {
  const auto lock = disk.lock(seconds(1));
  bool is_done = lock && disk.recover();
  for (const char* folder : {"", "complaints/2026", "parties", "parties/deep"}) {
    is_done = is_done && disk.sweep(folder, seconds(0));
  }
  return is_done;
}

bool is_hidden(const std::string& name) {
  return name.find("/.") != std::string::npos || name[0] == '.';
}

Contents visible(const ScratchFolder& folder) {
  Contents found = folder.files();
  for (auto it = found.begin(); it != found.end();) {
    it = is_hidden(it->first) ? found.erase(it) : std::next(it);
  }
  return found;
}

// The records are all old or all new once the next writer has begun, with nothing beside them.
void check_whole(const ScratchFolder& folder, const Operation& operation) {
  Disk disk = open_disk(folder);
  REQUIRE(begin(disk));
  const Contents found = folder.files();
  std::string names;
  for (const auto& [name, bytes] : found) names += name + "=" + bytes + " ";
  CAPTURE(names);
  CHECK((found == operation.before || found == operation.after));
  CHECK_FALSE(std::filesystem::exists(folder / ".cmt-pending"));
}

constexpr int kMostCalls = 200;

}  // namespace

TEST_CASE("a program killed at any call leaves all of a change or none of it") {
  for (const Operation& operation : operations()) {
    bool is_clean = false;
    int calls = 0;
    for (int n = 1; !is_clean && n < kMostCalls; ++n) {
      ScratchFolder folder;
      fill(folder, operation.before);
      const int status = in_child([&] {
        auto disk = Disk::open(folder.path());
        testing::fail_call(n, testing::kKilled, false);
        return disk && operation.run(*disk) ? 0 : 1;
      });
      CAPTURE(operation.name, n, status);
      is_clean = status == 0;
      if (!is_clean) CHECK((WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL));
      calls = n;
      check_whole(folder, operation);
      if (is_clean) CHECK(folder.files() == operation.after);
    }
    CAPTURE(operation.name);
    CHECK(is_clean);
    CHECK(calls > 2);
  }
}

TEST_CASE("a program killed while it completes an interrupted change leaves it to the next") {
  const Operation& apply = operations().back();
  bool is_past_end = false;
  int recoveries = 0;
  for (int n = 1; !is_past_end && n < kMostCalls; ++n) {
    ScratchFolder crashed;
    fill(crashed, apply.before);
    const int first = in_child([&] {
      auto disk = Disk::open(crashed.path());
      testing::fail_call(n, testing::kKilled, false);
      return disk && apply.run(*disk) ? 0 : 1;
    });
    is_past_end = first == 0;
    for (int m = 1; m < kMostCalls; ++m) {
      ScratchFolder folder;
      std::filesystem::copy(crashed.path(), folder.path(),
                            std::filesystem::copy_options::recursive);
      const int second = in_child([&] {
        auto disk = Disk::open(folder.path());
        testing::fail_call(m, testing::kKilled, false);
        return disk && disk->recover() ? 0 : 1;
      });
      CAPTURE(n, m);
      check_whole(folder, apply);
      if (second == 0) break;
      ++recoveries;
    }
  }
  CHECK(is_past_end);
  CHECK(recoveries > 50);
}

TEST_CASE("a change that fails at any call says so, and is all old or all new") {
  for (const Operation& operation : operations()) {
    for (const int error : {ENOSPC, EIO, EINTR}) {
      for (const bool is_lasting : {false, true}) {
        bool is_reached = true;
        for (int n = 1; is_reached && n < kMostCalls; ++n) {
          ScratchFolder folder;
          fill(folder, operation.before);
          Disk disk = open_disk(folder);
          testing::fail_call(n, error, is_lasting);
          const bool is_done = operation.run(disk);
          is_reached = testing::calls_made() >= n;
          testing::fail_call(0, 0, false);
          CAPTURE(operation.name, error, is_lasting, n);
          if (is_done) CHECK(visible(folder) == operation.after);
          if (!is_reached) CHECK(is_done);
          // Only a call that may be repeated, or whose work another can do, fails unheard.
          if (is_reached && is_lasting) CHECK_FALSE(is_done);
          if (is_reached && error != EINTR && operation.name != std::string("replace")) {
            CHECK_FALSE(is_done);
          }
          check_whole(folder, operation);
        }
        CHECK_FALSE(is_reached);
      }
    }
  }
}

TEST_CASE("a full disk leaves the target of create, replace and remove as it was") {
  for (const Operation& operation : operations()) {
    if (std::string(operation.name).find("apply") == 0) continue;
    for (const int error : {ENOSPC, EIO}) {
      bool is_reached = true;
      for (int n = 1; is_reached && n < kMostCalls; ++n) {
        ScratchFolder folder;
        fill(folder, operation.before);
        Disk disk = open_disk(folder);
        testing::fail_call(n, error, false);
        const auto result = operation.run(disk);
        is_reached = testing::calls_made() >= n;
        const bool is_last = testing::calls_made() == n;
        testing::fail_call(0, 0, false);
        CAPTURE(operation.name, error, n);
        // After the one step that puts it in place, only the sync of the folder can fail.
        if (is_reached && !result && !is_last) CHECK(folder.files() == operation.before);
      }
    }
  }
}

TEST_CASE("a write that writes half is continued") {
  for (const Operation& operation : operations()) {
    ScratchFolder folder;
    fill(folder, operation.before);
    Disk disk = open_disk(folder);
    testing::fail_call(1, testing::kShortWrite, true);
    const bool is_done = operation.run(disk);
    testing::fail_call(0, 0, false);
    CAPTURE(operation.name);
    CHECK(is_done);
    CHECK(folder.files() == operation.after);
  }
}

TEST_CASE("a write that writes nothing does not pass for success, nor hang") {
  for (const Operation& operation : operations()) {
    if (operation.name == std::string("remove")) continue;
    ScratchFolder folder;
    fill(folder, operation.before);
    Disk disk = open_disk(folder);
    testing::fail_call(1, testing::kNothingWritten, true);
    const bool is_done = operation.run(disk);
    testing::fail_call(0, 0, false);
    CAPTURE(operation.name);
    CHECK_FALSE(is_done);
    CHECK(folder.files() == operation.before);
  }
}

TEST_CASE("bytes are durable before their name is, and the name before the end") {
  const auto trace = [](const Operation& operation) {
    ScratchFolder folder;
    fill(folder, operation.before);
    Disk disk = open_disk(folder);
    std::vector<std::string> calls;
    testing::trace_calls(&calls);
    const bool is_done = operation.run(disk);
    testing::trace_calls(nullptr);
    CHECK(is_done);
    std::string text;
    for (const std::string& call : calls) text += call + ' ';
    return text;
  };
  const auto& all = operations();
  CHECK(trace(all[0]) == "make_unnamed_file write sync link_unnamed close sync_folder ");
  CHECK(trace(all[1]) ==
        "make_folder sync_folder make_folder sync_folder "
        "make_unnamed_file write sync link_unnamed close sync_folder ");
  CHECK(trace(all[2]) == "make_file write sync close rename_new sync_folder ");
  CHECK(trace(all[3]) == "make_file write set_mode sync close rename_over sync_folder ");
  CHECK(trace(all[4]) == "unlink sync_folder ");
  CHECK(trace(all.back()) ==
        "make_folder sync_folder make_folder sync_folder make_folder "
        "make_file write sync close "
        "make_file write set_mode sync close "
        "make_file write set_mode sync close "
        "make_file write sync close sync_folder sync_folder rename_over sync_folder "
        "sync_folder sync_folder link link rename_over link rename_over "
        "sync_folder sync_folder "
        "unlink sync_folder unlink unlink unlink remove_folder ");
}

TEST_CASE("the same command again completes what a killed one began") {
  for (const Operation& operation : operations()) {
    for (int n = 1; n < kMostCalls; ++n) {
      ScratchFolder folder;
      fill(folder, operation.before);
      const int status = in_child([&] {
        auto disk = Disk::open(folder.path());
        testing::fail_call(n, testing::kKilled, false);
        return disk && operation.run(*disk) ? 0 : 1;
      });
      if (status == 0) break;
      Disk disk = open_disk(folder);
      REQUIRE(begin(disk));
      CAPTURE(operation.name, n);
      if (folder.files() == operation.before) CHECK(operation.run(disk));
      CHECK(folder.files() == operation.after);
    }
  }
}

}  // namespace cmt::store
