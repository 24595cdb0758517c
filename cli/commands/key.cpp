// 4.10 Confidentiality: who can read a sealed register, and the keys that it is sealed with.
#include <fmt/core.h>

#include <algorithm>

#include "cli/commands.hpp"
#include "cli/dossiers.hpp"
#include "cli/print.hpp"
#include "cli/sealing.hpp"

namespace cmt::cli {
namespace {

// ---- new, show --------------------------------------------------------------------------------------

int run_new(World& world) {
  const auto path = identity_path(world);
  if (path.empty())
    return fail(world, failure(FailureKind::usage, tr("there is no place for an identity"), tr("name a file in CMT_IDENTITY")));
  std::error_code error;
  std::filesystem::create_directories(path.parent_path(), error);
  if (error) return fail(world, unreadable(path.parent_path().string(), tr("the folder cannot be made: {}", error.message())));
  auto disk = store::Disk::open(path.parent_path());
  if (!disk) return fail(world, disk.failure());
  // One key in sixty-four begins with a hyphen, and would be taken for an option of `key add`.
  auto secret = seal::Secret::make();
  while (seal::public_key(secret).front() == '-') secret = seal::Secret::make();
  std::string text = secret.text() + "\n";
  const auto made = disk->create(path.filename().string(), text, store::Privacy::closed);
  seal::wipe(text);
  if (!made) return fail(world, made.failure());
  if (*made == store::Creation::exists)
    return fail(world, failure(FailureKind::refused, tr("there is an identity already: {}", printable_line(path.string())),
                               tr("cmt key show prints its public key; CMT_IDENTITY names another file")));
  world.out += seal::public_key(secret) + "\n";
  world.say(tr("the secret is in {}: keep it, and a copy in a safe place", printable_line(path.string())));
  return cli::done;
}

int run_show(World& world) {
  const auto identity = read_identity(world);
  if (!identity) return fail(world, identity.failure());
  if (!*identity) return fail(world, failure(FailureKind::refused, tr("there is no identity"), tr("cmt key new makes one")));
  world.out += seal::public_key(**identity) + "\n";
  return cli::done;
}

// ---- add, remove ------------------------------------------------------------------------------------

struct Options : ChangeOptions {
  std::string name, key;
};

// Writes the recipients as `change` makes them, and boxes all keys for them.
int change_recipients(World& world, const Options& o,
                      const std::function<Result<Done>(std::vector<Recipient>&)>& change) {
  auto session = open_session(world);
  if (!session) return fail(world, session.failure());
  const auto lock = lock_for(*session, o);
  if (!lock) return fail(world, lock.failure());
  auto sealing = Sealing::open(world, *session);
  if (!sealing) return fail(world, sealing.failure());
  if (!sealing->is_on())
    return fail(world, failure(FailureKind::refused, tr("this register is not sealed"),
                               tr("cmt init --sealed makes one that is; what is in git already stays in git")));
  auto recipients = sealing->recipients();
  if (auto done = change(recipients); !done) return fail(world, done.failure());
  const auto before = session->disk->read(recipients_path, store::record_limit);
  if (!before) return fail(world, before.failure());
  const auto done = carry_out(world, *session, o, {{recipients_path, *before, written(recipients)}}, {"Change who can read"});
  if (!done) return fail(world, done.failure());
  if (o.dry_run) return cli::done;
  const auto left = sealing->box_again(recipients);
  if (!left) return fail(world, left.failure());
  world.say(tr("{} recipients; commit {}", recipients.size(), recipients_path));
  if (!left->empty())
    world.say(tr("{} keys cannot be opened by you: who can runs cmt key add again", left->size()));
  return cli::done;
}

int run_add(World& world, const Options& o) {
  return change_recipients(world, o, [&](std::vector<Recipient>& recipients) -> Result<Done> {
    if (!is_recipient_name(o.name))
      return failure(FailureKind::usage, tr("'{}' is not a name", truncate(printable_line(o.name), 40)), tr("one word"));
    if (!seal::is_public_key(o.key))
      return failure(FailureKind::usage, tr("'{}' is not a public key", truncate(printable_line(o.key), 60)),
                     tr("cmt key show prints that of a person"));
    std::erase_if(recipients, [&](const auto& one) { return one.name == o.name; });
    recipients.push_back({o.name, o.key});
    return Done{};
  });
}

int run_remove(World& world, const Options& o) {
  return change_recipients(world, o, [&](std::vector<Recipient>& recipients) -> Result<Done> {
    if (std::erase_if(recipients, [&](const auto& one) { return one.name == o.name; }) == 0)
      return failure(FailureKind::refused, tr("'{}' is no recipient", truncate(printable_line(o.name), 40)));
    if (recipients.empty()) return failure(FailureKind::refused, tr("nobody could read the register any more"));
    return Done{};
  });
}

// ---- check, prune -----------------------------------------------------------------------------------

int run_check(World& world, bool prunes) {
  auto session = open_session(world);
  if (!session) return fail(world, session.failure());
  auto sealing = Sealing::open(world, *session);
  if (!sealing) return fail(world, sealing.failure());
  const auto named = named_keys(*session);
  if (!named) return fail(world, named.failure());
  int missing = 0, back = 0, needed = 0;
  for (const auto& key : named->destroyed) {
    if (!sealing->has(key)) continue;
    // Else an event that names the key of another case would have it destroyed.
    if (const auto need = named->needed.find(key); need != named->needed.end()) {
      ++needed;
      world.out += fmt::format("{}  was destroyed, is there, and is needed: {}\n", key, need->second);
      continue;
    }
    ++back;
    if (prunes)
      if (auto done = sealing->destroy(key); !done) return fail(world, done.failure());
    world.out += fmt::format("{}  was destroyed{}\n", key, prunes ? " again" : ", and is there");
  }
  if (prunes) {
    world.say(tr("{} destroyed", back));
    if (needed == 0) return cli::done;
    world.say(tr("what is needed is kept: see who wrote the `redacted` event that names it"));
    return answer_is_no;
  }
  for (const auto& [key, path] : named->used) {
    if (named->destroyed.count(key) != 0 || sealing->has(key)) continue;
    ++missing;
    world.out += fmt::format("{}  is missing: {}\n", key, path);
  }
  world.say(tr("{} keys named, {} missing, {} back after they were destroyed", named->used.size(), missing, back));
  return missing + back + needed == 0 ? cli::done : answer_is_no;
}

Run add_key_new(Args& args) {
  args.about("Prints the public key, which a recipient gives to cmt key add. The secret goes to CMT_IDENTITY, else to "
             "cmt/identity of XDG_CONFIG_HOME.");
  args.example("cmt key new", "a key pair of one's own");
  return [](World& world) { return run_new(world); };
}

Run add_key_show(Args& args) {
  args.about("Prints the public key of whoever runs it.");
  args.example("cmt key show", "what to send to a recipient");
  return [](World& world) { return run_show(world); };
}

Run add_key_add(Args& args) {
  const auto o = std::make_shared<Options>();
  args.positional("NAME", o->name, "who");
  args.positional("PUBLICKEY", o->key, "what cmt key show prints for them");
  add_change_options(args, *o);
  args.reads_register();
  args.about("Lets a person read a sealed register: all that is written from now on, and what whoever runs it can read.");
  args.example("cmt key add omid hVq…", "Omid can read from now on");
  return [o](World& world) { return run_add(world, *o); };
}

Run add_key_remove(Args& args) {
  const auto o = std::make_shared<Options>();
  args.positional("NAME", o->name, "who");
  add_change_options(args, *o);
  args.reads_register();
  args.about("Takes the boxes of a person out of all keys. What they copied before they can read still.");
  args.example("cmt key remove omid", "Omid has left");
  return [o](World& world) { return run_remove(world, *o); };
}

Run add_key_check(Args& args) {
  args.reads_register();
  args.about("Says which keys are missing, and which were destroyed and are back, from a backup for example. Exit status 1 when there are any.");
  args.example("cmt key check", "after a backup was put back");
  return [](World& world) { return run_check(world, false); };
}

Run add_key_prune(Args& args) {
  args.reads_register();
  args.about("Destroys keys that are there although a `redacted` event says that they were destroyed, but for those that another "
             "record needs.");
  args.example("cmt key prune", "after a backup was put back");
  return [](World& world) { return run_check(world, true); };
}

constexpr Command verbs[] = {
    {"key new", "register", msgid("make one's own key pair"), "4.10", add_key_new},
    {"key show", "register", msgid("print one's public key"), "4.10", add_key_show},
    {"key add", "register", msgid("let somebody read"), "4.10", add_key_add},
    {"key remove", "register", msgid("let somebody read no more"), "4.10", add_key_remove},
    {"key check", "register", msgid("keys that are missing, or came back"), "4.10", add_key_check},
    {"key prune", "register", msgid("destroy keys that came back"), "4.10", add_key_prune},
};

}  // namespace

std::span<const Command> key_verbs() { return verbs; }

Run add_key(Args& args) {
  args.about("A sealed register keeps words and people so that only its recipients can read them; docs/sealed.md tells how.");
  args.example("cmt key new", "a key pair of one's own");
  args.example("cmt key add omid hVq…", "Omid can read from now on");
  return [](World&) { return cli::done; };
}

}  // namespace cmt::cli
