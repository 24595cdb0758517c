#include "git/signatures.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "core/text.hpp"

namespace cmt::git {
namespace {

// The programs that verify, by the setting that names each.
struct Verifier {
  std::string_view setting, program;
};
constexpr std::array usual = {
    Verifier{"gpg.program", "gpg"}, Verifier{"gpg.openpgp.program", "gpg"},
    Verifier{"gpg.x509.program", "gpgsm"}, Verifier{"gpg.ssh.program", "ssh-keygen"}};

// The next part of `text` up to `end`, which is taken from it.
std::string_view next(std::string_view& text, char end) {
  const auto at = std::min(text.find(end), text.size());
  const auto out = text.substr(0, at);
  text.remove_prefix(std::min(at + 1, text.size()));
  return out;
}

// `-c` and a setting, so that what the repository itself says does not count.
Result<std::vector<std::string>> trusted_verifiers(const Repository& repository) {
  const auto asked = store::run(repository.words({"config", "--list", "--show-scope", "-z"}), repository.options());
  if (!asked) return asked.failure();
  if (asked->status != 0) return failed(*asked, "config");
  std::map<std::string, std::string, std::less<>> programs;
  for (const auto& one : usual) programs.emplace(one.setting, one.program);
  std::string_view rest = asked->output;
  bool is_openpgp_named = false;
  while (!rest.empty()) {
    const auto scope = next(rest, '\0');
    auto entry = next(rest, '\0');
    const auto found = programs.find(next(entry, '\n'));
    if (found == programs.end() || (scope != "system" && scope != "global")) continue;
    found->second = entry;
    is_openpgp_named |= found->first == "gpg.openpgp.program";
  }
  // Two names of one setting.
  if (!is_openpgp_named) programs["gpg.openpgp.program"] = programs["gpg.program"];
  std::vector<std::string> out;
  for (const auto& [setting, program] : programs) out.insert(out.end(), {"-c", setting + "=" + program});
  return out;
}

Result<store::ProcessOutput> verify(const Repository& repository, std::vector<std::string> words,
                                    std::string input = {}) {
  auto options = repository.options();
  options.input = std::move(input);
  options.time_limit.reset();  // a program is run for each signature
  return store::run(repository.words(std::move(words)), options);
}

enum class Form { none, ssh, other };

// How a commit is signed, by its headers.
Form form_of(std::string_view commit) {
  for (std::string_view rest = commit.substr(0, commit.find("\n\n")); !rest.empty();) {
    const auto line = next(rest, '\n');
    if (!line.starts_with("gpgsig")) continue;
    return line.find(" -----BEGIN SSH SIGNATURE-----") == std::string_view::npos ? Form::other : Form::ssh;
  }
  return Form::none;
}

// By the letter of git's %G?. A good signature by a key that no list of signers has is one by anybody.
Grade grade_of(char letter, Form form) {
  switch (letter) {
    case 'G': return Grade::good;
    case 'U': return form == Form::ssh ? Grade::unknown : Grade::good;
    case 'X':
    case 'Y': return Grade::expired;
    case 'R': return Grade::revoked;
    case 'B': return Grade::bad;
    default: return form == Form::none ? Grade::none : Grade::unknown;
  }
}

}  // namespace

Result<std::map<ObjectName, Signature>> signatures(const Repository& repository, Objects& objects,
                                                   const std::vector<ObjectName>& commits) {
  constexpr std::size_t commit_limit = std::size_t{16} << 20;
  std::map<ObjectName, Signature> out;
  std::map<ObjectName, Form> forms;
  std::string asked_of;
  for (const auto& commit : commits) {
    const auto object = objects.find(commit, commit_limit);
    if (!object) return object.failure();
    const Form form = *object ? form_of((*object)->bytes) : Form::none;
    out[commit] = {};
    if (form == Form::none) continue;
    if (forms.emplace(commit, form).second) asked_of += commit + "\n";
  }
  if (forms.empty()) return out;
  auto words = trusted_verifiers(repository);
  if (!words) return std::move(words).failure();
  for (const char* word : {"log", "--stdin", "--no-walk=unsorted", "--no-show-signature", "--no-notes", "--no-color",
                           "--no-mailmap", "-s", "-z", "--pretty=tformat:%H%n%G?%n%GS"})
    words->emplace_back(word);
  const auto asked = verify(repository, std::move(*words), std::move(asked_of));
  if (!asked) return asked.failure();
  if (asked->status != 0) return failed(*asked, "log");
  std::string_view rest = asked->output;
  while (!rest.empty()) {
    auto entry = next(rest, '\0');
    const auto form = forms.find(ObjectName{next(entry, '\n')});
    const auto letter = next(entry, '\n');
    if (form == forms.end() || letter.size() != 1) return unreadable("", tr("what git said was not understood"));
    out[form->first] = {grade_of(letter.front(), form->second), std::string{entry}};
    forms.erase(form);
  }
  if (!forms.empty()) return unreadable("", tr("what git said was not understood"));
  return out;
}

Result<std::set<ObjectName>> in_signed_tags(const Repository& repository, const ObjectName& base) {
  const auto listed = store::run(
      repository.words({"for-each-ref", "--format=%(objectname) %(*objecttype)%(if)%(contents:signature)%(then) signed%(end)",
                        "refs/tags"}),
      repository.options());
  if (!listed) return listed.failure();
  if (listed->status != 0) return failed(*listed, "for-each-ref");
  const auto words = trusted_verifiers(repository);
  if (!words) return words.failure();
  std::string good;
  std::string_view rest = listed->output;
  while (!rest.empty()) {
    auto line = next(rest, '\n');
    const ObjectName name{next(line, ' ')};
    if (line != "commit signed") continue;
    auto asking = *words;
    asking.insert(asking.end(), {"verify-tag", name});
    const auto verified = verify(repository, std::move(asking));
    if (!verified) return verified.failure();
    if (verified->status == 0) good += name + "\n";
  }
  std::set<ObjectName> out;
  if (good.empty()) return out;
  if (!base.empty()) good += "^" + base + "\n";
  auto options = repository.options();
  options.input = std::move(good);
  const auto reached = store::run(repository.words({"rev-list", "--stdin"}), options);
  if (!reached) return reached.failure();
  if (reached->status != 0) return failed(*reached, "rev-list");
  rest = reached->output;
  while (!rest.empty()) out.emplace(next(rest, '\n'));
  return out;
}

}  // namespace cmt::git
