// 7.2 Receipt of complaint: a document that belongs to a case, kept with its digest.
#include <fmt/core.h>

#include <filesystem>

#include "cli/commands.hpp"
#include "cli/kept_file.hpp"
#include "cli/print.hpp"
#include "cli/session.hpp"
#include "core/sha256.hpp"
#include "core/text.hpp"

namespace cmt::cli {
namespace {

struct Options : StepOptions {
  std::string file, name;
};

// A name that is a plain file name everywhere: letters and digits of any script, dots, hyphens.
std::string safe_name(std::string_view name) {
  std::string out;
  while (!name.empty() && out.size() < 100) {
    const CodePoint point = first_code_point(name);
    const bool plain = point.is_valid &&
                       ((point.value >= '0' && point.value <= '9') ||
                        (point.value >= 'A' && point.value <= 'Z') ||
                        (point.value >= 'a' && point.value <= 'z') || point.value == '.' ||
                        point.value == '_' || point.value == '-' ||
                        (point.value > 0xbf &&
                         printable_line(name.substr(0, point.size)) == name.substr(0, point.size)));
    if (plain) out += name.substr(0, point.size);
    else if (out.empty() || out.back() != '_') out += '_';
    name.remove_prefix(point.size);
  }
  while (!out.empty() && (out.front() == '.' || out.front() == '-')) out.erase(0, 1);
  return out.empty() ? "file" : out;
}

int run_attach(World& world, const Options& o) {
  const std::filesystem::path path = world.folder / o.file;
  const auto bytes = bytes_to_keep(world, o.file);
  if (!bytes) return fail(world, bytes.failure());

  auto opened = open_step(world, o);
  if (!opened) return fail(world, opened.failure());
  auto& [session, lock, record, mark] = *opened;
  const ComplaintId& id = record.complaint.id;

  const std::string digest = sha256(*bytes);
  const std::string name = o.name.empty() ? path.filename().string() : o.name;
  const std::string target =
      fmt::format("attachments/{}/{}-{}", id.text(), digest.substr(0, 8), safe_name(name));
  // The name holds the digest: what is there already is the same document, which may be kept sealed.
  const auto there = session.disk->find(target);
  if (!there) return fail(world, there.failure());
  std::string kept_digest = digest;
  if (*there) {
    const auto kept = session.disk->read(target, kept_file_limit);
    if (!kept) return fail(world, kept.failure());
    kept_digest = sha256(*kept);
  }
  auto taken = process::take(
      record.complaint,
      event_of(mark, process::Attached{printable_line(name), target, kept_digest, {}}),
      session.rules());
  if (!taken) return fail(world, taken.failure());
  auto changed = records::append(record, *taken, session.rules().lists);
  if (!changed) return fail(world, changed.failure());

  std::vector<store::Change> changes;
  if (!*there && !o.dry_run) changes.push_back({target, std::nullopt, *bytes});
  changes.push_back({id.path(), record.document.bytes(), std::move(*changed)});
  const std::string said = fmt::format("{}: {} attached", id.text(), printable_line(name));
  const auto done = carry_out(world, session, o, changes, {"Attach a file to " + id.text()});
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
