#include "cli/commands.hpp"

#include "core/message.hpp"

namespace cmt::cli {
namespace {

constexpr Command table[] = {
    {"init", "register", msgid("make a register"), "6", add_init},
    {"new", "receive", msgid("put a complaint on record"), "7.2", add_new},
    {"ack", "handle", msgid("acknowledge it to the complainant"), "7.4", add_ack},
    {"assess", "handle", msgid("judge severity, impact and complexity"), "7.5", add_assess},
    {"assign", "handle", msgid("say who is accountable"), "7.3", add_assign},
    {"investigate", "handle", msgid("begin to find the facts"), "7.6", add_investigate},
    {"ask", "handle", msgid("ask the complainant something"), "7.6", add_ask},
    {"answer", "handle", msgid("record the reply, or go on without"), "7.6", add_answer},
    {"respond", "handle", msgid("propose a response"), "7.7", add_respond},
    {"approve", "handle", msgid("approve the response"), "7.7", add_approve},
    {"return", "handle", msgid("send the response back"), "7.7", add_return},
    {"notify", "handle", msgid("tell the complainant the decision"), "7.8", add_notify},
    {"accept", "handle", msgid("the complainant accepts"), "7.9", add_accept},
    {"contest", "handle", msgid("the complainant rejects"), "7.9", add_contest},
    {"remedy", "handle", msgid("carry out and verify remedies"), "7.9", add_remedy},
    {"close", "handle", msgid("close the complaint"), "7.9", add_close},
    {"update", "handle", msgid("tell the complainant how it goes"), "7.3", add_update},
    {"note", "handle", msgid("add a remark"), "7.3", add_note},
    {"extend", "handle", msgid("move a due date, with notice"), "7.3", add_extend},
    {"escalate", "handle", msgid("go up a level, or start a review"), "7.9", add_escalate},
    {"refer", "handle", msgid("take it to an outside body"), "ISO 10003 7.2", add_refer},
    {"dispute", "handle", msgid("a dispute that was referred, to its end"), "ISO 10003 7", add_dispute,
     dispute_verbs},
    {"withdraw", "handle", msgid("the complainant takes it back"), "7.9", add_withdraw},
    {"reopen", "handle", msgid("take a closed case up again"), "7.9", add_reopen},
    {"correct", "handle", msgid("put a mistake right"), "4.9", add_correct},
    {"redact", "handle", msgid("take personal data out of a record"), "4.10", add_redact},
    {"staff", "handle", msgid("how the person complained about was treated"), "4.7", add_staff},
    {"each", "handle", msgid("one step on all complaints that a query describes"), "7.3", add_each},
    {"forward", "handle", msgid("pass the case on"), "7.3", add_forward},
    {"attach", "receive", msgid("keep a document with the case"), "7.2", add_attach},
    {"link", "receive", msgid("say that two complaints belong together"), "8.2", add_link},
    {"merge", "receive", msgid("put a duplicate into another"), "7.2", add_merge},
    {"unmerge", "receive", msgid("make it a case of its own again"), "7.2", add_unmerge},
    {"split", "receive", msgid("make several complaints of one"), "7.2", add_split},
    {"reject", "receive", msgid("not a complaint, or out of scope"), "7.2", add_reject},
    {"reclassify", "receive", msgid("make it another kind of feedback"), "7.2", add_reclassify},
    {"void", "receive", msgid("take an erroneous record out of every count"), "7.2", add_void},
    {"import", "receive", msgid("take complaints from another system's file"), "7.2", add_import},
    {"due", "look", msgid("what is overdue and what falls due"), "7.3", add_due},
    {"explain", "look", msgid("how a due time came about"), "7.3", add_explain},
    {"letter", "look", msgid("a letter to the complainant"), "7.8", add_letter},
    {"form", "look", msgid("the forms for complainants and for follow-up"), "7.2", add_form},
    {"list", "look", msgid("complaints that a query describes"), "7.3", add_list},
    {"ui", "look", msgid("a board of the complaints on the terminal"), "7.3", add_ui},
    {"show", "look", msgid("one complaint and its timeline"), "7.3", add_show},
    {"log", "look", msgid("what happened, newest first"), "7.3", add_log},
    {"search", "look", msgid("complaints that hold a text"), "8.2", add_search},
    {"report", "learn", msgid("figures over all complaints"), "8.2", add_report},
    {"submit", "learn", msgid("a return was sent to an authority"), "8.4", add_submit},
    {"action", "learn", msgid("remove causes, and prove that it worked"), "8.7", add_action, action_verbs},
    {"audit", "learn", msgid("what the records answer an auditor, and what was found"), "8.5", add_audit, audit_verbs},
    {"review", "learn", msgid("management reviews: the pack, decisions, what came of them"), "8.6",
     add_review, review_verbs},
    {"gap", "learn", msgid("what there is and what is missing, by the lists of documents"), "6.1", add_gap},
    {"charter", "learn", msgid("what the organization promises its customers"), "ISO 10001",
     add_charter, charter_verbs},
    {"survey", "learn", msgid("ask how satisfied complainants are"), "8.3", add_survey, survey_verbs},
    {"document", "learn", msgid("policies, procedures and notices, in versions"), "5.3", add_document, document_verbs},
    {"training", "learn", msgid("courses, and who is trained in what"), "6.4", add_training, training_verbs},
    {"request", "learn", msgid("requests of complainants for their own record"), "8.1", add_request, request_verbs},
    {"disclosure", "learn", msgid("who got personal data of the register"), "4.10", add_disclosure, disclosure_verbs},
    {"objective", "learn", msgid("what is to be reached, measured in the register"), "6.2",
     add_objective, objective_verbs},
    {"party", "register", msgid("the people whose data are held, and how they are forgotten"), "4.10",
     add_party, party_verbs},
    {"key", "register", msgid("who can read a sealed register"), "4.10", add_key, key_verbs},
    {"retention", "register", msgid("how long what is kept, and what is due to go"), "8.1",
     add_retention, retention_verbs},
    {"export", "exchange", msgid("the register for other programs"), "", add_export},
    {"check", "register", msgid("find what is wrong in the records"), "4.9", add_check},
    {"fix", "register", msgid("mend what can be mended without a doubt"), "4.9", add_fix},
    {"resolve", "register", msgid("settle conflicts that git left behind"), "4.9", add_resolve},
    {"merge-driver", "register", msgid("what git runs to merge a record"), "4.9", add_merge_driver},
    {"schema", "register", msgid("the form of the files, and the value lists"), "", add_schema},
    {"config", "register", msgid("what holds for you here, and where it comes from"), "", add_config},
    {"completion", "register", msgid("completion for a shell"), "", add_completion},
    {"version", "register", msgid("which program this is"), "", add_version},
    {"help", "register", msgid("help on a command"), "", add_help},
};

}  // namespace

std::span<const Command> commands() { return table; }

const Command* find_command(std::string_view name) {
  for (const auto& command : table)
    if (command.name == name) return &command;
  return nullptr;
}

const Command* find_verb(const Command& command, std::string_view word) {
  if (command.verbs)
    for (const auto& verb : command.verbs())
      if (verb_of(verb) == word) return &verb;
  return nullptr;
}

std::string_view verb_of(const Command& verb) { return verb.name.substr(verb.name.find(' ') + 1); }

}  // namespace cmt::cli
