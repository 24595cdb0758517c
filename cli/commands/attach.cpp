// 7.2 Receipt of complaint: a document that belongs to a case, kept with its digest.
#include <fmt/core.h>

#include <filesystem>

#include "cli/commands.hpp"
#include "cli/kept_file.hpp"
#include "cli/print.hpp"
#include "cli/session.hpp"
#include "core/text.hpp"

namespace cmt::cli {
namespace {

struct Options : StepOptions {
  std::string file, name;
};

int run_attach(World& world, const Options& o) {
  const std::filesystem::path path = world.folder / o.file;
  const auto bytes = bytes_to_keep(world, o.file);
  if (!bytes) return fail(world, bytes.failure());

  auto opened = open_step(world, o);
  if (!opened) return fail(world, opened.failure());
  const ComplaintId& id = opened->record.complaint.id;

  const std::string name = o.name.empty() ? path.filename().string() : o.name;
  const auto kept = keep(*opened, name, *bytes, o);
  if (!kept) return fail(world, kept.failure());
  const std::string said = fmt::format("{}: {} attached", id.text(), printable_line(name));
  const auto done = carry_out(world, opened->session, o, kept->changes, {"Attach a file to " + id.text()});
  if (!done) return fail(world, done.failure());
  if (!o.dry_run) world.say(said);
  return cli::done;
}

}  // namespace

Run add_attach(Args& args) {
  const auto o = std::make_shared<Options>();
  add_step_options(args, *o);
  args.positional("FILE", o->file, "the document").completes("file");
  args.option("--name", "NAME", o->name, "what it is called; else the name of the file");
  args.example("cmt attach 7K3 scan.pdf", "kept under attachments/, its digest in the history");
  return [o](World& world) { return run_attach(world, *o); };
}

}  // namespace cmt::cli
