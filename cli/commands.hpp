// The functions that declare each command's options; one file of cli/commands has each.
#pragma once
#include <memory>

#include "cli/command.hpp"

namespace cmt::cli {

Run add_init(Args& args);
Run add_new(Args& args);
Run add_ack(Args& args);
Run add_assess(Args& args);
Run add_assign(Args& args);
Run add_investigate(Args& args);
Run add_ask(Args& args);
Run add_answer(Args& args);
Run add_respond(Args& args);
Run add_approve(Args& args);
Run add_return(Args& args);
Run add_notify(Args& args);
Run add_accept(Args& args);
Run add_contest(Args& args);
Run add_remedy(Args& args);
Run add_close(Args& args);
Run add_update(Args& args);
Run add_note(Args& args);
Run add_version(Args& args);
Run add_ui(Args& args);
Run add_config(Args& args);
Run add_each(Args& args);
Run add_due(Args& args);
Run add_explain(Args& args);
Run add_form(Args& args);
Run add_letter(Args& args);
Run add_extend(Args& args);
Run add_escalate(Args& args);
Run add_refer(Args& args);
Run add_dispute(Args& args);
std::span<const Command> dispute_verbs();
Run add_withdraw(Args& args);
Run add_reopen(Args& args);
Run add_correct(Args& args);
Run add_redact(Args& args);
Run add_staff(Args& args);
Run add_submit(Args& args);
Run add_forward(Args& args);
Run add_attach(Args& args);
Run add_link(Args& args);
Run add_merge(Args& args);
Run add_unmerge(Args& args);
Run add_split(Args& args);
Run add_reject(Args& args);
Run add_reclassify(Args& args);
Run add_void(Args& args);
Run add_import(Args& args);
Run add_list(Args& args);
Run add_show(Args& args);
Run add_log(Args& args);
Run add_search(Args& args);
Run add_report(Args& args);
Run add_action(Args& args);
std::span<const Command> action_verbs();
Run add_audit(Args& args);
std::span<const Command> audit_verbs();
Run add_review(Args& args);
std::span<const Command> review_verbs();
Run add_gap(Args& args);
Run add_charter(Args& args);
std::span<const Command> charter_verbs();
Run add_survey(Args& args);
std::span<const Command> survey_verbs();
Run add_document(Args& args);
std::span<const Command> document_verbs();
Run add_disclosure(Args& args);
std::span<const Command> disclosure_verbs();
Run add_request(Args& args);
std::span<const Command> request_verbs();
Run add_party(Args& args);
std::span<const Command> party_verbs();
Run add_key(Args& args);
std::span<const Command> key_verbs();
Run add_retention(Args& args);
std::span<const Command> retention_verbs();
Run add_training(Args& args);
std::span<const Command> training_verbs();
Run add_objective(Args& args);
std::span<const Command> objective_verbs();
Run add_export(Args& args);
Run add_check(Args& args);
Run add_fix(Args& args);
Run add_resolve(Args& args);
Run add_merge_driver(Args& args);
Run add_schema(Args& args);
Run add_completion(Args& args);
Run add_help(Args& args);

}  // namespace cmt::cli
