#include "git/call.hpp"

#include <iterator>

namespace cmt::git {

std::vector<std::string> argv_of(const Call& call, std::vector<std::string> words) {
  std::vector<std::string> out = {"git", "--no-pager", "-c", "core.fsmonitor=false"};
  for (const auto& setting : call.settings) out.insert(out.end(), {"-c", setting});
  out.insert(out.end(), {"-C", call.folder.string()});
  out.insert(out.end(), std::make_move_iterator(words.begin()), std::make_move_iterator(words.end()));
  return out;
}

store::RunOptions options_of(const Call& call) {
  store::RunOptions out;
  out.environment = call.environment;
  out.environment.insert({{"LC_ALL", "C"},
                          {"GIT_OPTIONAL_LOCKS", "0"},
                          {"GIT_TERMINAL_PROMPT", "0"},
                          {"GIT_ASKPASS", std::nullopt},
                          // A partial clone must not fetch, and has no program to fetch with.
                          {"GIT_NO_LAZY_FETCH", "1"},
                          {"GIT_ALLOW_PROTOCOL", "none"}});
  out.input = call.input;
  out.output_limit = std::size_t{1} << 30;
  return out;
}

Result<store::ProcessOutput> run(const Call& call, std::vector<std::string> words) {
  return store::run(argv_of(call, std::move(words)), options_of(call));
}

}  // namespace cmt::git
