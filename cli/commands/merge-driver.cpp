// 4.9 Information integrity: what git runs to merge one file of a register.
#include <fmt/core.h>

#include <fstream>

#include "cli/commands.hpp"
#include "cli/merging.hpp"
#include "cli/print.hpp"
#include "core/text.hpp"
#include "store/register.hpp"

namespace cmt::cli {
namespace {

struct Options {
  std::string base, ours, theirs, mark_size, path;
};

// The whole of a file that git made for us.
Result<std::string> bytes_of(const World& world, const std::string& name) {
  std::error_code error;
  const std::filesystem::path file = world.folder / name;
  std::ifstream in{file, std::ios::binary};
  if (!std::filesystem::is_regular_file(file, error) || !in) return unreadable(name, tr("no such file"));
  std::string bytes{std::istreambuf_iterator<char>{in}, {}};
  if (in.bad()) return unreadable(name, tr("it could not be read"));
  return bytes;
}

// git reads the file only after we are done, so it is whole or as it was.
Result<Done> put(const World& world, const std::string& name, const std::string& bytes) {
  const std::filesystem::path file = world.folder / name, fresh = world.folder / (name + ".cmt");
  std::error_code error;
  {
    std::ofstream out{fresh, std::ios::binary | std::ios::trunc};
    out << bytes;
    out.flush();
    if (!out) {
      std::filesystem::remove(fresh, error);
      return unreadable(name, tr("it could not be written"));
    }
  }
  std::filesystem::rename(fresh, file, error);
  if (error) return unreadable(name, tr("it could not be written: {}", error.message()));
  return Done{};
}

int run_merge_driver(World& world, const Options& o) {
  std::size_t mark_size = 7;
  if (!o.mark_size.empty()) {
    const bool is_number = o.mark_size.size() <= 3 &&
                           o.mark_size.find_first_not_of("0123456789") == std::string::npos;
    mark_size = is_number ? std::stoul(o.mark_size) : 0;
    if (mark_size == 0)
      return fail(world, failure(FailureKind::usage, tr("'{}' is not the size of a conflict mark",
                                                        truncate(printable_line(o.mark_size), 40))));
  }
  const auto base = bytes_of(world, o.base), ours = bytes_of(world, o.ours), theirs = bytes_of(world, o.theirs);
  for (const auto* read : {&base, &ours, &theirs})
    if (!*read) return fail(world, read->failure());
  // What git could merge as text it should, if it is too large for a record.
  for (const auto* read : {&base, &ours, &theirs})
    if ((*read)->size() > store::record_limit)
      return fail(world, unreadable(o.path, tr("the file is too large for a record")));
  merge::Versions versions{*base, *ours, *theirs};
  if (base->empty()) versions.base.reset();  // git gives an empty file when both sides made it
  const merge::Outcome outcome = merge_file(world.folder, o.path, versions);
  const std::string bytes =
      outcome.bytes ? *outcome.bytes
                    : marked(o.path, versions, outcome, mark_size);
  if (const auto done = put(world, o.ours, bytes); !done) return fail(world, done.failure());
  if (outcome.bytes) return cli::done;
  for (const auto& reason : outcome.reasons)
    world.say(fmt::format("{}: {}", printable_line(o.path), printable_line(reason)));
  return answer_is_no;
}

}  // namespace

Run add_merge_driver(Args& args) {
  const auto o = std::make_shared<Options>();
  args.positional("BASE", o->base, "the common version, %O; empty when there is none").completes("file");
  args.positional("OURS", o->ours, "our version, %A; the result is put in its place").completes("file");
  args.positional("THEIRS", o->theirs, "their version, %B").completes("file");
  args.positional("PATH", o->path, "the path of the file in the repository, %P");
  args.option("--marker-size", "N", o->mark_size, "length of the conflict marks, %L; 7 when not given");
  args.about("git runs this for every file that both sides changed, once `cmt init --git` has told it so. "
             "Exit status 0: merged; 1: a conflict, with marks in the file and the reason on standard "
             "error; anything else: not merged, and the file is as it was. docs/merging.md says what "
             "merges.");
  args.example("cmt merge-driver --marker-size %L -- %O %A %B %P", "as it stands in git's configuration");
  return [o](World& world) { return run_merge_driver(world, *o); };
}

}  // namespace cmt::cli
