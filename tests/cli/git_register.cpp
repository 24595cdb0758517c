#include "cli/git_register.hpp"

#include <fstream>
#include <nlohmann/json.hpp>

#include "store/process_run.hpp"
#include "support/test.hpp"

namespace cmt::testing {
namespace {

store::ProcessOutput run_git(const GitRegister& in, std::vector<std::string> words,
                             const std::string& input) {
  words.insert(words.begin(), {"git", "-C", in.top().string()});
  store::RunOptions options;
  const std::string& now = in.terminal.now;
  options.environment = {
      {"GIT_CONFIG_GLOBAL", "/dev/null"},
      {"GIT_CONFIG_NOSYSTEM", "1"},
      {"GIT_AUTHOR_NAME", "Sara"},
      {"GIT_AUTHOR_EMAIL", "sara@example.org"},
      {"GIT_COMMITTER_NAME", "Sara"},
      {"GIT_COMMITTER_EMAIL", "sara@example.org"},
      {"GIT_AUTHOR_DATE", in.author_date.empty() ? now : in.author_date},
      {"GIT_COMMITTER_DATE", in.committer_date.empty() ? now : in.committer_date},
      {"GIT_EDITOR", "true"},
      {"GIT_DIR", std::nullopt},
      {"GIT_INDEX_FILE", std::nullopt},
      {"GIT_WORK_TREE", std::nullopt}};
  options.input = input;
  auto output = store::run(words, options);
  REQUIRE(output);
  return *output;
}

}  // namespace

GitRegister::GitRegister(std::uint64_t seed) : terminal(seed) {
  std::filesystem::create_directories(top());
  git({"init", "--quiet", "--initial-branch=main"});
}

GitRegister::GitRegister(const GitRegister& other) : terminal(7) {
  std::filesystem::copy(other.top(), top(), std::filesystem::copy_options::recursive);
  terminal.now = other.terminal.now;
  terminal.by = other.terminal.by;
  folder = other.folder;
}

Outcome GitRegister::cmt(std::vector<std::string> words) {
  words.insert(words.begin(), {"-C", "repository/" + folder});
  return terminal.cmt(words);
}

std::string GitRegister::done(std::vector<std::string> words) {
  const Outcome outcome = cmt(std::move(words));
  INFO(outcome.both);
  REQUIRE(outcome.code == 0);
  return outcome.out.substr(0, outcome.out.find_last_not_of('\n') + 1);
}

std::string GitRegister::git(std::vector<std::string> words) {
  const auto output = run_git(*this, std::move(words), {});
  INFO(output.errors);
  REQUIRE(output.status == 0);
  return output.output.substr(0, output.output.find_last_not_of('\n') + 1);
}

int GitRegister::status_of_git(std::vector<std::string> words, const std::string& input) {
  return run_git(*this, std::move(words), input).status;
}

std::string GitRegister::commit(const std::string& message) {
  git({"add", "--all"});
  git({"commit", "--quiet", "--allow-empty", "-m", message});
  return git({"rev-parse", "HEAD"});
}

std::string GitRegister::make_key(const std::string& name) {
  const auto key = (terminal.folder() / name).string();
  const auto made = store::run({"ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", key});
  REQUIRE(made);
  INFO(made->errors);
  REQUIRE(made->status == 0);
  return key;
}

void GitRegister::sign_with(const std::string& key) {
  git({"config", "gpg.format", "ssh"});
  git({"config", "user.signingKey", key});
  git({"config", "commit.gpgSign", "true"});
}

void GitRegister::trust(const std::vector<std::string>& keys) {
  const auto path = terminal.folder() / "signers";
  std::ofstream signers{path};
  for (const auto& key : keys) signers << "sara@example.org " << bytes(key + ".pub");
  git({"config", "gpg.ssh.allowedSignersFile", path.string()});
}

std::string GitRegister::bytes(const std::string& name) const {
  std::ifstream in{path(name), std::ios::binary};
  REQUIRE(in);
  return {std::istreambuf_iterator<char>{in}, {}};
}

void GitRegister::write(const std::string& name, const std::string& bytes) const {
  std::filesystem::create_directories(path(name).parent_path());
  std::ofstream{path(name), std::ios::binary} << bytes;
}

void GitRegister::replace(const std::string& name, const std::string& from,
                          const std::string& to) const {
  std::string text = bytes(name);
  const auto at = text.find(from);
  INFO(from << " in\n" << text);
  REQUIRE(at != std::string::npos);
  write(name, text.replace(at, from.size(), to));
}

std::vector<SeenFinding> findings_of(const Outcome& outcome) {
  INFO(outcome.both);
  const auto json = nlohmann::json::parse(outcome.out, nullptr, false);
  REQUIRE_FALSE(json.is_discarded());
  std::vector<SeenFinding> out;
  for (const auto& one : json["findings"])
    out.push_back({one["rule"], one["severity"], one["file"], one["message"], one["hint"],
                   one["id"].is_null() ? "" : one["id"].get<std::string>(), one["line"],
                   one["column"]});
  return out;
}

}  // namespace cmt::testing
