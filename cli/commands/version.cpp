// Which program this is, for people and for scripts.
#include <fmt/core.h>

#include "cli/commands.hpp"
#include "records/json.hpp"

#if defined(__SANITIZE_ADDRESS__)
#define CMT_BUILT_WITH "address and undefined-behaviour sanitizers"
#elif defined(NDEBUG)
#define CMT_BUILT_WITH "release"
#else
#define CMT_BUILT_WITH "debug"
#endif

namespace cmt::cli {

Run add_version(Args& args) {
  args.example("cmt version --json", "for a script: the version, the form of records it writes, how it was built");
  return [](World& world) {
    if (!world.globals.json) {
      world.out += fmt::format("cmt {}\n", CMT_VERSION);
      return cli::done;
    }
    world.out += fmt::format("{{\"schema\": 1, \"version\": {}, \"record_schema\": 1, \"compiler\": {}, \"build\": {}}}\n",
                             records::json_string(CMT_VERSION), records::json_string(__VERSION__),
                             records::json_string(CMT_BUILT_WITH));
    return cli::done;
  };
}

}  // namespace cmt::cli
