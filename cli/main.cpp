// cmt: a complaint register by ISO 10002 over a folder of YAML records kept in git.
#include <malloc.h>

#include "cli/edges/console.hpp"
#include "cli/print.hpp"
#include "cli/run.hpp"

int main(int argc, char** argv) {
  using namespace cmt;
#ifdef M_MMAP_THRESHOLD
  // Large blocks go back to the system as soon as they are let go. Else the library raises this limit
  // by itself, and a report over many records holds them twice.
  ::mallopt(M_MMAP_THRESHOLD, 128 << 10);
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
