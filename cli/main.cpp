// cmt: a complaint register by ISO 10002 over a folder of YAML records kept in git.
#include <malloc.h>

#include "cli/edges/console.hpp"
#include "cli/print.hpp"
#include "cli/run.hpp"

int main(int argc, char** argv) {
  using namespace cmt;
#ifdef M_MMAP_THRESHOLD
  // Memory that was let go is kept for what comes next: a report asks for millions of bytes again and
  // again, and each time the system would clear them anew. A block that is larger still goes back at once,
  // else the library raises that limit by itself and a report over a million records holds them twice.
  ::mallopt(M_MMAP_THRESHOLD, 16 << 20);
  ::mallopt(M_TRIM_THRESHOLD, 64 << 20);
#endif
  cli::secure_streams();
  auto world = cli::real_world();
  if (!world) {
    cli::World plain;
    plain.console.write_err = [](std::string_view text) { return ::fwrite(text.data(), 1, text.size(), stderr) == text.size(); };
    plain.environment = [](const char*) { return std::nullopt; };
    return cli::fail(plain, world.failure());
  }
  return cli::run({argv + 1, argv + argc}, *world);
}
