#include "cli/complete.hpp"

#include <algorithm>
#include <set>

#include "checks/rule.hpp"
#include "cli/cases.hpp"
#include "cli/command.hpp"
#include "cli/preferences.hpp"
#include "core/text.hpp"
#include "records/profiles.hpp"
#include "reports/breakdown.hpp"
#include "reports/catalogue.hpp"
#include "records/dossier_kind.hpp"
#include "store/dossiers.hpp"

namespace cmt::cli {
namespace {

class Candidates {
 public:
  explicit Candidates(std::string start) : start_(std::move(start)) {}
  void add(std::string_view word, std::string_view meaning) {
    if (word.substr(0, start_.size()) != start_ || word.empty()) return;
    out_ += std::string{word} + "\t" + truncate(printable_line(meaning), 60) + "\n";
  }
  const std::string& start() const { return start_; }
  std::string take() && { return std::move(out_); }

 private:
  std::string start_, out_;
};

void add_values(Candidates& out, const Lists& lists, std::string_view list, const std::string& language) {
  for (const auto& value : lists[list].values())
    if (!value.retired) out.add(value.code, lists[list].label(value.code, language));
}

// Of "status:op" the values of the field, each with the field before it.
void add_query_values(Candidates& out, const Lists& lists, const std::string& language, const Session* session) {
  const std::string& start = out.start();
  const auto colon = start.find(':');
  if (colon == std::string::npos) return;
  const CaseField* field = find_case_field(start.substr(0, colon));
  if (!field) return;
  const std::string head = start.substr(0, colon + 1), name = field->name;
  if (name == "status") out.add(head + "open", "not ended");
  if (*field->list)
    for (const auto& value : lists[field->list].values())
      if (!value.retired) out.add(head + value.code, lists[field->list].label(value.code, language));
  if (field->type == query::Type::flag)
    for (const char* value : {"yes", "no"}) out.add(head + value, "");
  if (!session) return;
  if (name == "owner")
    for (const auto& person : session->rules().staff) out.add(head + person.id, person.name);
  if (name == "product")
    for (const auto& one : session->rules().products) out.add(head + one, "");
  if (name == "unit")
    for (const auto& one : session->rules().units) out.add(head + one, "");
}

void add_what(Candidates& out, World& world, const std::string& what) {
  static const std::pair<std::string_view, std::string_view> lists_by_name[] = {
      {"medium", "media"},           {"category", "problems"},       {"interest", "interests"},
      {"remedy", "remedies"},        {"cause", "causes"},
      {"complainant-type", "complainant_types"},
      {"withdrawal-reason", "withdrawal_reasons"},
      {"reopen-reason", "reopen_reasons"},
      {"rejection-reason", "rejection_reasons"}};
  if (what == "command")
    for (const auto& command : commands()) out.add(command.name, command.summary);
  if (what == "report")
    for (const auto& report : reports::catalogue()) out.add(report.name, translated(report.summary).shown());
  if (what == "rule")
    for (const auto table : checks::tables())
      for (const auto& rule : table) out.add(rule.id, rule.title);
  if (what == "field" || what == "query")
    for (const auto& field : case_fields())
      out.add(std::string{field.name} + (what == "query" ? ":" : ""), field.meaning);
  if (what == "dimension")
    for (const auto& dimension : reports::dimensions()) out.add(dimension.key, dimension.heading);
  if (what == "clock")
    for (const auto& row : process::clock_names) out.add(row.text, "");
  if (what == "profile")
    for (const auto& name : records::built_in_profiles()) {
      const auto* profile = records::built_in_profile(name);
      out.add(name, profile && profile->titles.count("en") ? profile->titles.find("en")->second : "");
    }
  const auto session = open_session(world);
  const Lists& lists = session ? session->rules().lists : records::built_in_lists();
  const std::string language = session ? session->settings().language() : "en";
  for (const auto& [name, list] : lists_by_name)
    if (what == name) add_values(out, lists, list, language);
  if (what == "query") add_query_values(out, lists, language, session ? &*session : nullptr);
  if (what == "list")
    for (const auto& name : lists.names()) out.add(name, "");
  if (!session) return;
  if (what == "person")
    for (const auto& person : session->rules().staff) out.add(person.id, person.name);
  if (what == "product")
    for (const auto& name : session->rules().products) out.add(name, "");
  if (what == "unit")
    for (const auto& name : session->rules().units) out.add(name, "");
  for (const auto* kind : records::dossier_kinds()) {
    if (what != kind->name) continue;
    if (const auto listing = store::list_dossiers(session->reg.files(), kind->folder, kind->letter))
      for (const auto& id : listing->ids) out.add(id, "");
  }
  if (what == "party")
    if (const auto listing = store::list_dossiers(session->reg.files(), "parties", 'P'))
      for (const auto& id : listing->ids) out.add(id, "");
  if (what == "promise")
    for (const auto& promise : session->rules().promises) out.add(promise.id, "");
  if (what != "id") return;
  const auto ids = session->reg.starting_with(out.start());
  if (!ids) return;
  // A summary costs a look into the file, so only a list that is short gets them.
  const bool with_summaries = ids->size() <= 200;
  for (const auto& id : *ids) {
    std::string summary;
    if (with_summaries)
      if (const auto record = session->reg.load(id)) summary = record->complaint.summary;
    out.add(id.text(), summary);
  }
}

}  // namespace

std::string candidates(World& world, const std::vector<std::string>& words) {
  const std::string last = words.empty() ? "" : words.back();
  Candidates out{last};
  std::size_t at = 0;
  while (at + 1 < words.size() && !words[at].empty() && words[at].front() == '-') at += words[at] == "-q" || words[at] == "--json" ? 1 : 2;
  const Command* command = at + 1 < words.size() ? find_command(words[at]) : nullptr;
  const auto preferences = command ? Result<Preferences>{Preferences{}} : read_preferences(world);
  if (!command && preferences && at + 1 < words.size())
    if (const auto alias = preferences->aliases.find(words[at]); alias != preferences->aliases.end()) {
      std::vector<std::string> meant{alias->second};
      meant.insert(meant.end(), words.begin() + static_cast<std::ptrdiff_t>(at) + 1, words.end());
      return candidates(world, meant);
    }
  if (!command) {
    if (preferences)
      for (const auto& [name, meaning] : preferences->aliases) out.add(name, "alias of " + meaning.front());
    add_what(out, world, "command");
    return std::move(out).take();
  }
  if (command->verbs) {
    const Command* verb = at + 2 < words.size() ? find_verb(*command, words[at + 1]) : nullptr;
    if (!verb) {
      for (const auto& one : command->verbs()) out.add(verb_of(one), one.summary);
      return std::move(out).take();
    }
    command = verb;
    ++at;
  }
  Args args;
  Globals globals;
  command->add(args);
  args.add_globals(globals);
  const auto dashes = std::find(words.begin(), words.end() - 1, "--");
  const bool has_step = std::any_of(args.args().begin(), args.args().end(),
                                    [](const Arg& arg) { return arg.kind == ArgKind::after_dashes; });
  if (has_step && dashes != words.end() - 1) {
    // The step as it is completed by itself, with an id in its place.
    std::vector<std::string> step(dashes + 1, words.end());
    if (step.size() > 1) step.insert(step.begin() + 1, "0");
    return candidates(world, step);
  }
  const std::string before = words.size() >= 2 ? words[words.size() - 2] : "";
  for (const auto& arg : args.args()) {
    if (!is_option(arg) || arg.kind == ArgKind::flag) continue;
    if (arg.name != before && arg.name.find(before + ",") == std::string::npos &&
        (before.size() < 3 || arg.name.size() < before.size() || arg.name.substr(arg.name.size() - before.size()) != before))
      continue;
    if (before.empty() || before.front() != '-') continue;
    for (const auto& choice : arg.choices) out.add(choice, "");
    add_what(out, world, arg.completes);
    return std::move(out).take();
  }
  if (!last.empty() && last.front() == '-') {
    for (const auto& arg : args.args())
      if (is_option(arg))
        out.add(arg.name.substr(arg.name.find(',') == std::string::npos ? 0 : arg.name.find(',') + 1), arg.meaning);
    return std::move(out).take();
  }
  // The positional whose turn it is.
  std::size_t position = 0;
  for (std::size_t i = at + 1; i + 1 < words.size(); ++i)
    if (words[i].empty() || words[i].front() != '-') ++position;
  for (const auto& arg : args.args()) {
    if (is_option(arg) || arg.kind == ArgKind::after_dashes) continue;
    if (arg.kind == ArgKind::positional && position-- != 0) continue;
    for (const auto& choice : arg.choices) out.add(choice, "");
    add_what(out, world, arg.completes);
    break;
  }
  return std::move(out).take();
}

}  // namespace cmt::cli
