// 4.10: personal data that left the register.
#include "disclosure/disclosure.hpp"

#include "cli/commands.hpp"
#include "cli/dossiers.hpp"
#include "cli/print.hpp"
#include "cli/text_step.hpp"

namespace cmt::cli {
namespace {

using namespace disclosure;

std::string status_of(const DisclosureState& state) { return std::string{name_of(disclosure_status_names, state.status)}; }

Json object_of(const Session&, const DisclosureState& state) {
  return {{"id", state.id},
          {"status", status_of(state)},
          {"to", state.to},
          {"purpose", json_text(state.made.purpose.value)},
          {"ground", json_text(state.made.ground)},
          {"filter", json_text(state.made.filter)},
          {"complaints", state.made.complaints.value_or(0)},
          {"people", state.made.people.value_or(0)},
          {"made_on", json_date(state.made_on)},
          {"gone_on", json_date(state.gone_on)},
          {"format", json_text(state.made.format)},
          {"sha256", json_text(state.made.sha256)}};
}

Run add_end_disclosure(Args& args) {
  return add_text_step<Disclosure, DisclosureEnded>(
      args, {"--how", true, msgid("how it is known that the copy is gone; - or @FILE"), msgid("ended"),
             "cmt disclosure end X-4T --how 'The service confirmed by letter of 3 May that it deleted the file'", "the copy is gone"});
}

Run add_note_disclosure(Args& args) {
  return add_text_step<Disclosure, DisclosureNoted>(
      args, {nullptr, true, msgid("the note; - or @FILE"), msgid("noted"), "cmt disclosure note X-4T 'They keep it until the end of the trial'", "a remark"});
}

Run add_list_disclosures(Args& args) {
  const auto status = std::make_shared<std::string>();
  args.option("--status", "S", *status, "only these").choices(choices_of(disclosure_status_names));
  args.example("cmt disclosure list --status out", "copies of personal data that somebody still has");
  return [status](World& world) {
    return list_dossiers<Disclosure>(
        world, [&](const DisclosureState& state) { return status->empty() || *status == status_of(state); },
        {{tr("ID").shown(), Align::left, 9, 0}, {tr("Status").shown(), Align::left, 4, 0}, {tr("Made").shown(), Align::left, 10, 0}, {tr("Gone").shown(), Align::left, 10, 0},
         {tr("People").shown(), Align::right, 6, 0}, {tr("To").shown(), Align::left, 8, 1}, {tr("Purpose").shown(), Align::left, 8, 2}},
        [](const Session&, const DisclosureState& state) {
          return std::vector<std::string>{state.id, status_of(state), text_or_dash(state.made_on), text_or_dash(state.gone_on),
                                          std::to_string(state.made.people.value_or(0)), state.to, state.made.purpose.value};
        },
        object_of);
  };
}

Run add_show_disclosure(Args& args) {
  const auto id = std::make_shared<std::string>();
  args.positional("ID", *id, "its id, or any start of it that is unique").completes("disclosure");
  args.example("cmt disclosure show X-4T", "who got what");
  return [id](World& world) {
    return show_dossier<Disclosure>(
        world, *id, [](const DisclosureState& state) { return "to " + state.to; },
        [](const Session&, const DisclosureState& state) {
          return Facts{{msgid("Made"), text_or_dash(state.made_on)},
                       {msgid("Gone"), text_or_dash(state.gone_on)},
                       {msgid("Complaints"), std::to_string(state.made.complaints.value_or(0))},
                       {msgid("People"), std::to_string(state.made.people.value_or(0))},
                       {msgid("Filter"), state.made.filter},
                       {msgid("Ground"), state.made.ground},
                       {msgid("Sent"), state.made.format + " " + state.made.sha256}};
        },
        object_of);
  };
}

constexpr Command verbs[] = {
    {"disclosure list", "learn", msgid("who got personal data of the register"), "4.10", add_list_disclosures},
    {"disclosure show", "learn", msgid("one disclosure and its timeline"), "4.10", add_show_disclosure},
    {"disclosure end", "learn", msgid("the copy is gone"), "4.10", add_end_disclosure},
    {"disclosure note", "learn", msgid("add a remark"), "4.10", add_note_disclosure},
};

}  // namespace

std::span<const Command> disclosure_verbs() { return verbs; }

Run add_disclosure(Args& args) {
  args.about("Each `cmt export --with-personal` is put on record: who got the data, what for, of how many people, and the "
             "digest of the file. docs/records/disclosure.md tells the whole way.");
  args.example("cmt disclosure list --status out", "copies of personal data that somebody still has");
  args.example("cmt export --format jsonl --with-personal --to 'Survey service' --purpose 'Survey of May' -o may.jsonl",
               "a copy leaves the register");
  return [](World&) { return cli::done; };
}

}  // namespace cmt::cli
