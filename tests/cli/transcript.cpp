#include "cli/transcript.hpp"

#include <fmt/core.h>
#include <stdlib.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <vector>

#include "cli/run.hpp"
#include "store/process_run.hpp"
#include "support/test.hpp"

namespace cmt::testing {
namespace {

std::uint64_t mixed(std::uint64_t& state) {
  std::uint64_t z = state += 0x9e3779b97f4a7c15;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  return z ^ (z >> 31);
}

std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream in{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

}  // namespace

Terminal::Terminal(std::uint64_t seed) : seed_(seed) {
  // In memory where there is such a file system: every command syncs what it writes.
  const std::filesystem::path memory = "/dev/shm";
  const bool has_memory = !::getenv("TMPDIR") && ::access(memory.c_str(), W_OK) == 0;
  std::string name =
      ((has_memory ? memory : std::filesystem::temp_directory_path()) / "cmt-test-XXXXXX").string();
  REQUIRE(::mkdtemp(name.data()) != nullptr);
  folder_ = std::filesystem::canonical(name);
  at = folder_;
  // Of the person who runs the tests, nothing: neither their configuration nor their repository.
  ::setenv("HOME", folder_.c_str(), 1);
  ::setenv("GIT_CONFIG_GLOBAL", (folder_ / ".gitconfig").c_str(), 1);
  ::setenv("GIT_CONFIG_NOSYSTEM", "1", 1);
  ::setenv("GIT_CEILING_DIRECTORIES", folder_.parent_path().c_str(), 1);
  ::setenv("LC_ALL", "C.UTF-8", 1);
  for (const char* foreign : {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL",
                              "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL", "EMAIL", "XDG_CONFIG_HOME"})
    ::unsetenv(foreign);
}

Terminal::~Terminal() {
  std::error_code error;
  std::filesystem::remove_all(folder_, error);
}

Outcome Terminal::cmt(const std::vector<std::string>& words) {
  Outcome outcome;
  cli::World world;
  world.console.write_out = [&](std::string_view text) {
    outcome.out += text;
    outcome.both += text;
    return true;
  };
  world.console.write_err = [&](std::string_view text) {
    outcome.err += text;
    outcome.both += text;
    return true;
  };
  world.console.read_line = [this] { return answer; };
  world.console.in_is_terminal = world.console.err_is_terminal = answer.has_value();
  world.console.out_is_terminal = height > 0;
  world.console.height = height;
  world.console.page = [this](const std::string& program, std::string_view text) {
    if (!has_pager) return false;
    pager = program;
    paged = text;
    return true;
  };
  world.console.read_all = [this]() -> Result<std::string> { return input; };
  world.console.read_bytes = read_from(input);
  world.steady_now = [this, at = std::chrono::steady_clock::time_point{}]() mutable { return at += tick; };
  world.environment = [this](const char* name) -> std::optional<std::string> {
    if (std::string_view{name} == "CMT_USER") return by;
    if (std::string_view{name} == "TZ") return "Europe/Paris";
    if (const auto found = variables.find(name); found != variables.end()) return found->second;
    if (const char* from = std::getenv("CMT_CACHE_FROM"); from && std::string_view{name} == "CMT_CACHE_FROM") return from;
    return std::nullopt;
  };
  const auto fixed = parse_instant(now);
  REQUIRE(fixed.has_value());
  world.now = [fixed] { return *fixed; };
  world.random = [this] { return mixed(seed_); };
  world.folder = at;
  outcome.code = cli::run(words, world);
  return outcome;
}

Outcome Terminal::git(const std::vector<std::string>& words, const std::string& given) {
  std::vector<std::string> argv = {"git"};
  argv.insert(argv.end(), words.begin(), words.end());
  return program(argv, given);
}

Outcome Terminal::program(const std::vector<std::string>& argv, const std::string& given) {
  store::RunOptions options;
  options.folder = at;
  options.input = given;
  const char* path = std::getenv("PATH");
  options.environment = {{"CMT_NOW", now}, {"CMT_USER", by}, {"GIT_AUTHOR_DATE", now}, {"GIT_COMMITTER_DATE", now},
                         {"GIT_EDITOR", "true"}, {"GIT_MERGE_AUTOEDIT", "no"},
                         {"PATH", std::string{CMT_PROGRAM_FOLDER} + ":" + (path ? path : "/usr/bin:/bin")}};
  for (const auto& [name, value] : variables) options.environment[name] = value;
  const auto output = store::run(argv, options);
  REQUIRE(output);
  return {output->status, output->output, output->errors, output->output + output->errors};
}

std::vector<std::string> words_of(std::string_view line) {
  std::vector<std::string> words;
  std::string word;
  bool in_word = false;
  char quote = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (quote) {
      if (c == quote) quote = 0;
      else word += c;
    } else if (c == '\'' || c == '"') {
      quote = c;
      in_word = true;
    } else if (c == ' ' || c == '\n') {
      if (in_word) words.push_back(std::move(word));
      word.clear();
      in_word = false;
    } else if (c == '\\' && i + 1 < line.size() && line[i + 1] == '\n') {
      ++i;
    } else {
      word += c;
      in_word = true;
    }
  }
  if (in_word) words.push_back(std::move(word));
  return words;
}

Outcome Terminal::type(std::string_view line) {
  auto words = words_of(line);
  REQUIRE_FALSE(words.empty());
  REQUIRE(words.front() == "cmt");
  words.erase(words.begin());
  return cmt(words);
}

std::string played(std::string_view transcript) {
  Terminal terminal;
  return played(terminal, transcript);
}

std::string played(Terminal& terminal, std::string_view transcript) {
  std::string out;
  bool in_output = false;
  while (!transcript.empty()) {
    const auto end = std::min(transcript.find('\n'), transcript.size());
    std::string line{transcript.substr(0, end)};
    transcript.remove_prefix(std::min(end + 1, transcript.size()));
    if (line.substr(0, 2) != "$ ") {
      if (!in_output || line.substr(0, 2) == "# ") out += line + "\n";
      continue;
    }
    // A command may go on in the next line: after a backslash, or within quotes.
    while ((line.back() == '\\' || std::count(line.begin(), line.end(), '\'') % 2 == 1) &&
           !transcript.empty()) {
      const auto more = std::min(transcript.find('\n'), transcript.size());
      line += "\n" + std::string{transcript.substr(0, more)};
      transcript.remove_prefix(std::min(more + 1, transcript.size()));
    }
    out += line + "\n";
    in_output = true;
    const auto words = words_of(std::string_view{line}.substr(2));
    if (words.front() == "export") {
      const std::string& set = words.at(1);
      const auto equals = set.find('=');
      REQUIRE(equals != std::string::npos);
      const std::string name = set.substr(0, equals);
      REQUIRE((name == "CMT_NOW" || name == "CMT_USER"));
      (name == "CMT_NOW" ? terminal.now : terminal.by) = set.substr(equals + 1);
    } else if (words.front() == "cat") {
      out += bytes_of(terminal.at / words.at(1));
    } else if (words.front() == "cd") {
      terminal.at = std::filesystem::canonical(terminal.at / words.at(1));
    } else if (words.front() == "write") {
      std::filesystem::create_directories((terminal.at / words.at(1)).parent_path());
      std::ofstream{terminal.at / words.at(1), std::ios::binary} << words.at(2) << "\n";
    } else {
      const bool is_program = words.front() == "git" || words.front() == "sed";
      const Outcome outcome = is_program ? terminal.program(words) : terminal.type(std::string_view{line}.substr(2));
      std::string text = outcome.both;
      // The folder is a new one each time.
      for (std::size_t at; (at = text.find(terminal.folder().string())) != std::string::npos;)
        text.replace(at, terminal.folder().string().size(), "/home/sara");
      out += text;
      if (outcome.code != 0) out += fmt::format("[exit {}]\n", outcome.code);
    }
  }
  return out;
}

std::string played_page(std::string_view page, Terminals terminals, std::size_t& blocks) {
  constexpr std::string_view fence = "```console\n";
  Terminal shared;
  std::string out;
  std::size_t at = 0;
  for (blocks = 0;; ++blocks) {
    const auto start = page.find(fence, at);
    if (start == std::string_view::npos) break;
    const auto begin = start + fence.size(), end = page.find("```", begin);
    REQUIRE(end != std::string_view::npos);
    const auto block = page.substr(begin, end - begin);
    out += page.substr(at, begin - at);
    out += terminals == Terminals::one ? played(shared, block) : played(block);
    at = end;
  }
  return out + std::string{page.substr(at)};
}

}  // namespace cmt::testing
