#include "store/process_run.hpp"

#include <fcntl.h>
#include <fmt/core.h>
#include <signal.h>
#include <unistd.h>

#include "scratch_folder.hpp"

namespace cmt::store {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

ProcessOutput shell(const std::string& script, RunOptions options = {}) {
  auto result = run({"sh", "-c", script}, options);
  REQUIRE(result);
  return *result;
}

}  // namespace

TEST_CASE("a program's output, errors and status come back apart") {
  const ProcessOutput result = shell("echo out; echo err >&2; exit 7");
  CHECK(result.output == "out\n");
  CHECK(result.errors == "err\n");
  CHECK(result.status == 7);
  CHECK(result.signal == 0);
}

TEST_CASE("arguments reach a program as they are, without a shell") {
  const auto result = run({"printf", "%s|", "a b", "$HOME", "*", "; rm x", "", "\"'"});
  REQUIRE(result);
  CHECK(result->output == "a b|$HOME|*|; rm x||\"'|");
}

TEST_CASE("a program reads the input it is given and then the end of it") {
  RunOptions options;
  options.input = std::string(1 << 20, 'x');  // more than a pipe holds, both ways at once
  const auto result = run({"cat"}, options);
  REQUIRE(result);
  CHECK(result->output == options.input);
  CHECK(run({"cat"})->output.empty());
}

TEST_CASE("a program that does not read its input ends as usual") {
  RunOptions options;
  options.input = std::string(1 << 20, 'x');
  CHECK(shell("exec <&-; echo done", options).output == "done\n");
  CHECK(run({"true"}, options)->status == 0);
}

TEST_CASE("a program that a signal ends is told from one that exits") {
  const ProcessOutput result = shell("kill -TERM $$");
  CHECK(result.signal == SIGTERM);
  CHECK(result.status == 128 + SIGTERM);
}

TEST_CASE("a program runs in the folder it is given") {
  const ScratchFolder folder;
  RunOptions options;
  options.folder = folder.path();
  CHECK(shell("pwd -P", options).output ==
        std::filesystem::canonical(folder.path()).string() + "\n");
  options.folder = folder / "none";
  CHECK(message(run({"true"}, options)) == "no such folder");
}

TEST_CASE("a program sees variables added, changed and taken away") {
  REQUIRE(setenv("CMT_TEST_KEPT", "kept", 1) == 0);
  REQUIRE(setenv("CMT_TEST_GONE", "gone", 1) == 0);
  RunOptions options;
  options.environment = {{"CMT_TEST_NEW", "new"}, {"CMT_TEST_GONE", std::nullopt}};
  CHECK(shell("echo $CMT_TEST_KEPT-$CMT_TEST_GONE-$CMT_TEST_NEW", options).output == "kept--new\n");
}

TEST_CASE("a program that is not there is named") {
  const auto result = run({"/cmt-no-such-program"});
  CHECK(message(result) == "cannot be run: no such program");
  CHECK(result.diagnostics().front().at.file == "/cmt-no-such-program");
  CHECK_FALSE(run({"cmt-no-such-program"}));
  CHECK_FALSE(run({}));
  CHECK_FALSE(run({"printf", std::string("a\0b", 3)}));
}

TEST_CASE("a program that takes too long is stopped") {
  RunOptions options;
  options.time_limit = milliseconds(50);
  const auto start = steady_clock::now();
  CHECK(message(run({"sleep", "10"}, options)) == "was stopped: it took longer than 50 ms");
  CHECK(steady_clock::now() - start < std::chrono::seconds(5));
}

TEST_CASE("a program that writes too much is stopped") {
  RunOptions options;
  options.output_limit = 1000;
  CHECK(message(run({"yes"}, options)) == "was stopped: it wrote more than 1000 bytes");
}

TEST_CASE("a program left running in the background is not waited for") {
  const auto start = steady_clock::now();
  CHECK(shell("sleep 10 & echo started").output == "started\n");
  CHECK(steady_clock::now() - start < std::chrono::seconds(5));
}

TEST_CASE("a program gets none of our descriptors but the three") {
  const int ours = open("/dev/null", O_RDONLY);  // not close-on-exec
  REQUIRE(ours >= 3);
  const ProcessOutput result = shell(fmt::format("test -e /proc/$$/fd/{}", ours));
  close(ours);
  CHECK(result.status == 1);
}

TEST_CASE("a program runs when our own standard streams are closed") {
  const int status = in_child([] {
    close(0);
    close(1);
    close(2);
    RunOptions options;
    options.input = "in";
    const auto result = run({"sh", "-c", "cat; echo err >&2"}, options);
    return result && result->output == "in" && result->errors == "err\n" ? 0 : 1;
  });
  CHECK(status == 0);
}

TEST_CASE("a program's closed pipe is a closed pipe to it as to any other") {
  // Not ignored by inheritance: `yes` would otherwise run on with an error message.
  const int status = in_child([] {
    signal(SIGPIPE, SIG_IGN);
    const auto result = run({"sh", "-c", "yes | head -n 1"});
    return result && result->output == "y\n" && result->errors.empty() ? 0 : 1;
  });
  CHECK(status == 0);
}

TEST_CASE("a conversation answers one request after another") {
  auto cat = Conversation::start({"cat"});
  REQUIRE(cat);
  REQUIRE(cat->say("one\ntwo\n"));
  CHECK(*cat->line() == "one");
  REQUIRE(cat->say("three\n"));
  CHECK(*cat->line() == "two");
  CHECK(*cat->bytes(3) == "thr");
  REQUIRE(cat->skip(2));
  CHECK(*cat->line() == "");
}

TEST_CASE("neither side of a conversation waits for the other for good") {
  // More than both pipes hold, answered while it is being said.
  auto cat = Conversation::start({"cat"});
  REQUIRE(cat);
  const std::string much(std::size_t{8} << 20, 'x');
  REQUIRE(cat->say(much));
  CHECK(*cat->bytes(much.size()) == much);
  REQUIRE(cat->say(much + "\nend\n"));
  REQUIRE(cat->skip(much.size() + 1));
  CHECK(*cat->line() == "end");
}

TEST_CASE("a conversation with a program that ends says what it said last") {
  auto gone = Conversation::start({"sh", "-c", "echo half; echo 'no such thing' >&2; exit 1"});
  REQUIRE(gone);
  CHECK(*gone->line() == "half");
  CHECK(message(gone->line()) == "ended: no such thing");
  auto deaf = Conversation::start({"true"});
  REQUIRE(deaf);
  CHECK_FALSE(deaf->say(std::string(1 << 20, 'x')));
  CHECK(message(Conversation::start({"no-such-program-anywhere"})).find("no such program") !=
        std::string::npos);
}

TEST_CASE("a conversation with a program that falls silent is given up, and the program ended") {
  RunOptions options;
  options.time_limit = milliseconds(50);
  const auto start = steady_clock::now();
  {
    auto silent = Conversation::start({"sleep", "60"}, options);
    REQUIRE(silent);
    CHECK(message(silent->line()) == "said nothing for 50 ms");
  }
  CHECK(steady_clock::now() - start < std::chrono::seconds(20));
}

}  // namespace cmt::store
