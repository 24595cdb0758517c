#include "cli/signatures.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <set>

#include "audit/audit.hpp"
#include "core/text.hpp"
#include "git/signatures.hpp"
#include "git/tree.hpp"
#include "growth/alignment.hpp"
#include "growth/growth.hpp"

namespace cmt::cli {
namespace {

using store::record_limit;

// The steps that are asked to be signed, of the records in a folder.
std::vector<std::string_view> signed_steps(std::string_view path) {
  if (path.starts_with("complaints/")) return {"closed"};
  if (path.starts_with(std::string{audit::Audit::folder} + "/")) return {"reported", "closed"};
  return {};
}

bool may_hold(std::string_view bytes, const std::vector<std::string_view>& steps) {
  return std::any_of(steps.begin(), steps.end(),
                     [&](auto step) { return bytes.find(step) != std::string_view::npos; });
}

struct Step {
  Diagnostic finding;  // at its place, without words
  std::string name;
  git::ObjectName commit = {};  // the first that has it; empty: none does
};

using Steps = std::map<std::string, Step>;  // by growth::event_keys

std::string id_of(const std::string& path) {
  const auto slash = path.rfind('/') + 1;
  std::string id = path.substr(slash, path.rfind('.') - slash);
  return ComplaintId::parse(id) ? id : std::string{};
}

class Signatures {
 public:
  Signatures(const Session& session, const Commits& commits) : session_(session), commits_(commits) {}

  Result<std::vector<Finding>> run(const Subjects& records) {
    for (const auto& id : records.complaints) note(id.path());
    for (const auto& path : records.others) note(path);
    if (auto done = leave_out_base(); !done) return std::move(done).failure();
    if (records_.empty()) return std::vector<Finding>{};
    if (auto done = find_commits(); !done) return std::move(done).failure();
    return judged();
  }

 private:
  void note(const std::string& path) {
    const auto wanted = signed_steps(path);
    if (wanted.empty()) return;
    auto bytes = session_.reg.files().read(path, record_limit);
    if (!bytes || !may_hold(*bytes, wanted)) return;  // what cannot be read is a finding of its own
    auto document = yaml::parse(path, std::move(*bytes));
    if (!document) return;
    Steps out;
    const auto events = growth::events_of(*document);
    auto keys = growth::event_keys(*document);
    for (std::size_t i = 0; i < events.size(); ++i) {
      const auto name = growth::text_of(events[i], "event");
      if (name && std::count(wanted.begin(), wanted.end(), *name))
        out.emplace(std::move(keys[i]),
                    Step{growth::finding("signature", *document, events[i], ""), std::string{*name}});
    }
    if (!out.empty()) records_.emplace(path, std::move(out));
  }

  Result<Done> leave_out_base() {
    if (commits_.base.empty() || records_.empty()) return Done{};
    const auto tree = git::Tree::open(commits_.objects, commits_.base, commits_.folder);
    if (!tree) return Done{};  // it holds no such register
    for (auto record = records_.begin(); record != records_.end();) {
      const auto blob = (*tree)->at(record->first);
      if (!blob) return blob.failure();
      if (*blob)
        if (auto done = each_key(record->first, **blob, [&](const auto& key) { record->second.erase(key); }); !done)
          return done;
      record = record->second.empty() ? records_.erase(record) : std::next(record);
    }
    return Done{};
  }

  template <class Take>
  Result<Done> each_key(const std::string& path, const git::Blob& blob, Take&& take) {
    if (!blob.is_file()) return Done{};
    auto bytes = commits_.objects->blob(blob.name, record_limit);
    if (!bytes) return std::move(bytes).failure();
    if (!may_hold(*bytes, signed_steps(path))) return Done{};
    const auto document = yaml::parse(path, std::move(*bytes));
    if (!document) return Done{};
    for (const auto& key : growth::event_keys(*document)) take(key);
    return Done{};
  }

  Result<Done> find_commits() {
    std::vector<std::string> folders;
    for (const std::string_view part : {std::string_view{"complaints"}, audit::Audit::folder})
      folders.push_back(commits_.folder + std::string{part});
    const auto all = commits_.repository.commits(commits_.base, {commits_.tip}, folders);
    if (!all) return all.failure();
    std::map<std::string, std::size_t> left;  // steps that no commit was found for
    for (const auto& [path, steps] : records_) left.emplace(path, steps.size());
    for (const auto& commit : *all)
      for (const auto& file : commit.files) {
        if (!file.after || !file.path.starts_with(commits_.folder)) continue;
        const auto wanted = left.find(file.path.substr(commits_.folder.size()));
        if (wanted == left.end() || wanted->second == 0) continue;
        auto& steps = records_.at(wanted->first);
        auto done = each_key(wanted->first, *file.after, [&](const auto& key) {
          const auto step = steps.find(key);
          if (step == steps.end() || !step->second.commit.empty()) return;
          step->second.commit = commit.name;
          --wanted->second;
        });
        if (!done) return done;
      }
    return Done{};
  }

  Result<std::vector<Finding>> judged() {
    const auto tagged = git::in_signed_tags(commits_.repository, commits_.base);
    if (!tagged) return tagged.failure();
    std::set<git::ObjectName> asked;
    for (const auto& [path, steps] : records_)
      for (const auto& [key, step] : steps)
        if (!step.commit.empty() && !tagged->contains(step.commit)) asked.insert(step.commit);
    const auto found = git::signatures(commits_.repository, *commits_.objects, {asked.begin(), asked.end()});
    if (!found) return found.failure();
    std::vector<Finding> out;
    for (auto& [path, steps] : records_)
      for (auto& [key, step] : steps) {
        const auto signature = found->find(step.commit);
        if (step.commit.empty())
          word(step, tr("`{}` is in no commit, so that nobody has signed it", step.name), "git commit -S");
        else if (signature != found->end())
          judge(step, signature->second);
        if (!step.finding.message.empty()) out.push_back({std::move(step.finding), id_of(path)});
      }
    return out;
  }

  static void word(Step& step, Message message, Message hint) {
    step.finding.message = std::move(message);
    step.finding.hint = std::move(hint);
  }

  static void judge(Step& step, const git::Signature& signature) {
    const auto say = [&](const Message& what, Message hint) {
      word(step, tr("`{}` came with {}, which {}", step.name, git::brief(step.commit), what), std::move(hint));
    };
    const Message show = tr("git verify-commit {} says more", git::brief(step.commit));
    const Message signer = signature.signer.empty() ? Message{} : tr(" of {}", truncate(printable_line(signature.signer), 60));
    switch (signature.grade) {
      case git::Grade::good: return;
      case git::Grade::none:
        return say(tr("is not signed"), tr("git tag -s signs all that led to a commit; commit.gpgSign signs every new one"));
      case git::Grade::expired:
        step.finding.severity = Severity::warning;
        return say(tr("was signed with a key{} that has expired since", signer), show);
      case git::Grade::unknown:
        return say(tr("is signed by a key that git does not know"),
                   tr("{}; git needs the public key, or gpg.ssh.allowedSignersFile", show));
      case git::Grade::revoked: return say(tr("is signed with a key{} that was revoked", signer), show);
      case git::Grade::bad: return say(tr("has a signature that is not of this commit: it was altered"), show);
    }
  }

  const Session& session_;
  const Commits& commits_;
  std::map<std::string, Steps> records_;  // by path
};

}  // namespace

Result<Commits> commits_of(const Session& session) {
  auto repository = git::Repository::open(session.root);
  if (!repository) return std::move(repository).failure();
  if (repository->is_shallow()) return git::shallow(tr("what was signed when cannot be told in this clone"));
  auto objects = git::Objects::open(*repository);
  if (!objects) return std::move(objects).failure();
  auto tip = repository->commit(**objects, "HEAD");
  if (!tip) return std::move(tip).failure();
  std::string folder = repository->prefix();
  return Commits{std::move(*repository), std::move(*objects), {}, std::move(*tip), std::move(folder)};
}

Result<std::vector<Finding>> check_signatures(const Session& session, const Commits& commits,
                                              const Subjects& records) {
  return Signatures{session, commits}.run(records);
}

}  // namespace cmt::cli
