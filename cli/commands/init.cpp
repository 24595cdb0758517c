// 6 Planning: makes a register, a folder of records to be kept in git.
#include <fmt/core.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <optional>
#include <vector>

#include "cli/ci_files.hpp"
#include "cli/commands.hpp"
#include "cli/git.hpp"
#include "cli/git_hooks.hpp"
#include "cli/git_setup.hpp"
#include "cli/print.hpp"
#include "cli/sealing.hpp"
#include "cli/session.hpp"
#include "cli/values.hpp"
#include "core/text.hpp"
#include "records/json.hpp"
#include "records/profiles.hpp"
#include "records/schema.hpp"
#include "records/sector.hpp"
#include "yaml/value.hpp"

namespace cmt::cli {
namespace {

struct Options {
  std::string folder, name, process, timezone, profile, language, sector, ci;
  std::vector<std::string> recipients;
  bool git = false, hook = false, sealed = false;

  // What may be done in a register that is there already, a clone for example.
  bool has_addition() const { return git || hook || !ci.empty(); }
  bool has_settings() const { return !(name + process + timezone + profile + language + sector).empty(); }
};

constexpr std::string_view gitignore =
    "# Machine-local files of cmt.\n.cmt/\n.cmt-tmp-*\n.cmt-pending/\n";

// The system's own zone: $TZ, else what /etc/localtime points to, else UTC.
std::string local_zone(const World& world) {
  if (const auto name = world.environment("TZ"); name && !name->empty() && TimeZone::find(*name)) return *name;
  char target[512];
  const auto size = ::readlink("/etc/localtime", target, sizeof target - 1);
  if (size > 0) {
    const std::string path{target, static_cast<std::size_t>(size)};
    const auto at = path.find("zoneinfo/");
    if (at != std::string::npos && TimeZone::find(path.substr(at + 9))) return path.substr(at + 9);
  }
  return "UTC";
}

// What decisions and drafts say of a review inside the organization (7.8, 7.9).
std::string review_words(std::string_view language) {
  const auto known = records::language_of_drafts(language);
  if (known == "fa") return "می‌توانید درخواست بازنگری کنید: کسی که در تصمیم نقشی نداشته است دوباره بررسی می‌کند.";
  if (known == "ru") return "Вы можете просить о пересмотре: дело рассмотрит сотрудник, не принимавший решения.";
  return "Ask us for a review: somebody who took no part in the decision will look again.";
}

std::string lines_of_lists(const records::Sector& sector) {
  std::string out = "lists:\n";
  for (const auto& [list, values] : sector.lists) {
    out += fmt::format("  {}:\n    add:\n", list);
    for (const auto& one : values)
      out += fmt::format("      - code: {}\n        maps_to: {}\n        en: {}\n        fa: {}\n        ru: {}\n",
                         one.code, one.maps_to, yaml::scalar(one.en), yaml::scalar(one.fa), yaml::scalar(one.ru));
  }
  return out;
}

std::string settings_file(const Options& o, const std::string& name, const std::string& zone,
                          const std::optional<records::Sector>& sector) {
  const std::string language = o.language.empty() ? "en" : o.language;
  std::string out = "# yaml-language-server: $schema=schemas/settings.schema.json\n"
                    "# Settings of this complaint register; docs/settings.md describes each.\n";
  out += fmt::format("organization: {}\n", yaml::scalar(name));
  out += "\n# small: steps may be taken together (new, assign, close). full: each step is its own command,\n"
         "# and nobody approves what they investigated.\n";
  out += fmt::format("process: {}\n", o.process);
  out += "\n# Dates without a time are days of this zone.\n";
  out += fmt::format("timezone: {}\n", yaml::scalar(zone));
  out += "\n# The first is the register's own.\n";
  out += fmt::format("languages: [{}]\n", yaml::flow_scalar(language));
  out += "\n# Time limits by clock, and the days and hours by which they are counted; docs/deadlines.md.\n";
  out += fmt::format("profile: {}\n", yaml::scalar(o.profile));
  if (sector)
    out += fmt::format("# Of countries and authorities, where they apply to you: {}.\n",
                       joined(sector->profiles));
  out += "# calendar:\n#   week: {mon-fri: \"09:00-17:00\"}\n"
         "#   holidays: [calendars/holidays.ics]\n";
  out += "\n# What every decision says about further options (7.8, 7.9).\n";
  out += fmt::format("next_step_rights:\n  internal_review: {}\n", yaml::scalar(review_words(language)));
  out += "\n# What closing takes for granted when a small case was not assessed (7.5).\n"
         "defaults:\n  severity: 2\n  impact: 1\n  complexity: simple\n";
  out += "\n# Who handles complaints (5.4). Without a list, anybody may act.\n"
         "# staff:\n#   - id: sara\n#     name: Sara Karimi\n#     roles: [manager, approver]\n"
         "#     authority: {amount: \"500.00\", currency: EUR}\n"
         "# role_limits:\n#   - role: approver\n#     authority: {amount: \"5000.00\", currency: EUR}\n";
  out += "\n# Products and units. Without a list, any name is accepted.\n";
  if (sector) {
    out += "products:\n";
    for (const auto& product : sector->products) out += fmt::format("  - {}\n", yaml::scalar(product));
  } else {
    out += "# products: [Card, Loan]\n";
  }
  out += "# units: [North branch]\n";
  out += "\n# Values of this register's own; cmt schema --lists names the lists.\n";
  if (sector) return out + lines_of_lists(*sector);
  out += "# lists:\n#   problems:\n#     add:\n#       - code: billing\n#         en: Billing\n#         maps_to: P20\n";
  return out;
}

// A file that somebody may have already: ours is made, theirs gets the lines that it lacks.
Result<Done> ensure_lines(store::Disk& disk, const std::string& path, std::string_view lines) {
  auto created = disk.create(path, lines, store::Privacy::shared);
  if (!created) return std::move(created).failure();
  if (*created == store::Creation::created) return Done{};
  auto bytes = disk.read(path, store::record_limit);
  if (!bytes) return std::move(bytes).failure();
  if (bytes->find(lines) != std::string::npos) return Done{};
  const std::string gap = bytes->empty() || bytes->back() == '\n' ? "" : "\n";
  return disk.replace(path, *bytes, *bytes + gap + std::string{lines});
}

// --git, --ci and --hook, each if it was asked for.
int add_to_register(World& world, const std::filesystem::path& root, const Options& o) {
  if (o.git) {
    const auto inside = git(root, {"rev-parse", "--is-inside-work-tree"});
    if (!inside || inside->status != 0) {
      const auto created = git(root, {"init", "--quiet"});
      if (!created || created->status != 0)
        return fail(world, failure(FailureKind::unreadable, tr("the register is there, but git init failed")));
    }
    auto disk = store::Disk::open(root);
    if (!disk) return fail(world, disk.failure());
    if (auto r = install_merge_driver(root); !r) return fail(world, r.failure());
    if (auto r = ensure_lines(*disk, ".gitattributes", gitattributes); !r) return fail(world, r.failure());
    world.say(tr("git merges the records of this clone with cmt from now on"));
  }
  if (const auto forge = parse_name(forge_names, o.ci)) {
    const auto written = write_ci_file(root, *forge);
    if (!written) return fail(world, written.failure());
    world.say(*written);
  }
  if (o.hook) {
    const auto installed = install_hook(root);
    if (!installed) return fail(world, installed.failure());
    world.say(*installed);
  }
  return cli::done;
}

// The drafts of the sector's documents, drafts/NAME.LANGUAGE.md; they say who made the register and by when
// it answers.
Result<std::vector<std::string>> write_drafts(store::Disk& disk, const Options& o, const std::string& name,
                                              const records::Sector& sector) {
  const records::DraftWords words{printable_line(name), review_words(o.language), records::built_in_profile(o.profile)};
  std::vector<std::string> out;
  for (const auto& draft : records::draft_names()) {
    out.push_back(fmt::format("drafts/{}.{}.md", draft, records::language_of_drafts(o.language)));
    auto made = disk.create(out.back(), records::draft(draft, sector, o.language, words), store::Privacy::shared);
    if (!made) return std::move(made).failure();
  }
  return out;
}

// Who can read a sealed register: those that were named, else whoever makes it.
Result<std::vector<Recipient>> recipients_of(World& world, const std::filesystem::path& root, const Options& o) {
  std::vector<Recipient> out;
  for (const auto& typed : o.recipients) {
    const auto at = typed.find('=');
    Recipient one{typed.substr(0, at), at == std::string::npos ? std::string{} : typed.substr(at + 1)};
    if (!is_recipient_name(one.name) || !seal::is_public_key(one.key))
      return failure(FailureKind::usage, tr("--recipient cannot be '{}'", truncate(printable_line(typed), 60)),
                     tr("NAME=PUBLICKEY; cmt key show prints the key of a person"));
    out.push_back(std::move(one));
  }
  if (!out.empty()) return out;
  const auto identity = read_identity(world);
  if (!identity) return identity.failure();
  if (!*identity)
    return failure(FailureKind::usage, tr("nobody could read the sealed register"),
                   tr("cmt key new makes your key; --recipient NAME=PUBLICKEY names others"));
  const auto by = actor(world, root);
  if (!by) return by.failure();
  return std::vector{Recipient{is_recipient_name(*by) ? *by : "owner", seal::public_key(**identity)}};
}

int run_init(World& world, Options o) {
  const std::filesystem::path root = world.folder / world.globals.folder / o.folder;
  std::error_code error;
  o.sealed = o.sealed || !o.recipients.empty();
  if (std::filesystem::exists(root / "cmt.yaml", error)) {
    if (o.sealed)
      return fail(world, failure(FailureKind::refused, tr("a register that is there cannot be sealed: what it holds would stay in clear in git"),
                                 tr("make a new one with --sealed, and cmt import what cmt export --format jsonl gives")));
    if (o.has_addition() && !o.has_settings()) return add_to_register(world, root, o);
    return fail(world, failure(FailureKind::refused, tr("there is a register here already: {}", printable_line((root / "cmt.yaml").string())),
                               tr("change its settings in cmt.yaml; --git, --ci and --hook alone may be added")));
  }
  const std::string zone = o.timezone.empty() ? local_zone(world) : o.timezone;
  if (const auto found = TimeZone::find(zone); !found) return fail(world, found.failure());
  std::filesystem::create_directories(root, error);
  if (error) return fail(world, unreadable(root.string(), tr("the folder cannot be made: {}", error.message())));
  std::string name = o.name;
  if (name.empty()) name = printable_line(std::filesystem::weakly_canonical(root).filename().string());
  if (name.empty()) name = "Organization";
  std::optional<records::Sector> sector;
  if (!o.sector.empty()) sector = records::sector(o.sector, o.language);
  if (o.process.empty()) o.process = sector ? sector->process : "small";
  if (o.profile.empty()) o.profile = sector ? sector->profile : "iso";
  if (!records::built_in_profile(o.profile))
    return fail(world, failure(FailureKind::usage,
                               tr("there is no deadline profile '{}'", printable_line(o.profile)),
                               tr("one of: {}", joined(records::built_in_profiles()))));
  const std::string settings = settings_file(o, name, zone, sector);
  if (const auto read = records::read_settings("cmt.yaml", settings); !read)
    return fail(world, {FailureKind::usage, read.failure().diagnostics});

  std::vector<Recipient> recipients;
  if (o.sealed) {
    auto named = recipients_of(world, root, o);
    if (!named) return fail(world, named.failure());
    recipients = std::move(*named);
  }
  auto disk = store::Disk::open(root);
  if (!disk) return fail(world, disk.failure());
  if (auto r = ensure_lines(*disk, ".gitignore", gitignore); !r) return fail(world, r.failure());
  if (o.sealed) {
    if (auto r = ensure_lines(*disk, ".gitignore", "# Keys of a sealed register: they must never be in git.\n.cmt-keys/\n"); !r)
      return fail(world, r.failure());
    auto made = disk->create(recipients_path, written(recipients), store::Privacy::shared);
    if (!made) return fail(world, made.failure());
  }
  if (auto r = ensure_lines(*disk, ".gitattributes", gitattributes); !r) return fail(world, r.failure());
  for (const auto schema : records::schema_names()) {
    const std::string path = fmt::format("schemas/{}.schema.json", schema);
    auto made = disk->create(path, records::schema(schema, records::built_in_lists()), store::Privacy::shared);
    if (!made) return fail(world, made.failure());
  }
  for (const char* folder : {"complaints", "parties"}) {
    auto made = disk->create(std::string{folder} + "/.gitkeep", "", store::Privacy::closed);
    if (!made) return fail(world, made.failure());
  }
  std::vector<std::string> drafts;
  if (sector) {
    auto written = write_drafts(*disk, o, name, *sector);
    if (!written) return fail(world, written.failure());
    drafts = std::move(*written);
  }
  // The settings make the folder a register, so they come last: a run that was cut short is simply
  // run again.
  auto made = disk->create("cmt.yaml", settings, store::Privacy::shared);
  if (!made) return fail(world, made.failure());
  world.say(tr("made a register for {} in {}", printable_line(name), printable_line(root.lexically_normal().string())));
  world.say(tr("next: cmt new, or read cmt.yaml first"));
  if (!drafts.empty())
    world.say(tr("fill in what stands in [[? ]] of {}, then cmt document new", joined(drafts)));
  const int code = add_to_register(world, root, o);
  if (code == cli::done && world.globals.json)
    world.out += fmt::format("{{\"schema\": 1, \"path\": {}}}\n",
                             records::json_string(root.lexically_normal().string()));
  return code;
}

}  // namespace

Run add_init(Args& args) {
  const auto o = std::make_shared<Options>();
  args.positional("DIR", o->folder, "the folder; this one when not given", false).completes("folder");
  args.option("--name", "ORG", o->name, "name of the organization; else the folder's");
  args.option("--process", "P", o->process, "small: steps may be taken together; full: each on its own")
      .choices(choices_of(process::process_names));
  args.option("--timezone", "TZ", o->timezone, "IANA time zone, such as Asia/Tehran; else the system's");
  args.option("--language", "TAG", o->language, "the register's own language; en when not given");
  args.option("--profile", "NAME", o->profile, "deadline profile; iso when not given").completes("profile");
  args.option("--sector", "S", o->sector, "categories, products, a profile and drafts of a policy and a notice that fit")
      .choices(records::sector_names());
  args.flag("--git", o->git, "make it a git repository too, and let git merge its records with cmt; "
                              "in a register that is there, such as a clone, only the latter");
  args.option("--ci", "FORGE", o->ci, "write the workflow that checks every proposed change")
      .choices(choices_of(forge_names));
  args.flag("--hook", o->hook, "install the hook that checks the staged records before each commit");
  args.flag("--sealed", o->sealed, "words and people are kept so that only recipients can read them: docs/sealed.md");
  args.repeated("--recipient", "NAME=PUBLICKEY", o->recipients, "who can read a sealed register, if not just who makes it");
  args.about("In a register that is there already, such as a clone, --git, --ci and --hook do just what they say.");
  args.example("cmt init complaints --name 'Corner Shop' --timezone Europe/Paris", "a register for a small team");
  args.example("cmt init complaints --name 'City Clinic' --sector hospital --language fa", "in Persian, with drafts of its documents");
  args.example("cmt init --git --hook", "in a clone: git merges records as records, and a hook looks at each commit");
  args.example("cmt init complaints --sealed --recipient sara=KEY --recipient omid=KEY", "sealed, for two people");
  args.example("cmt init --ci github", "in a register: the gate on the forge");
  return [o](World& world) { return run_init(world, *o); };
}

}  // namespace cmt::cli
