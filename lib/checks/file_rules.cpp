// What reading the folder finds: rules without a function here, found by whoever reads the files
// (cli/findings.cpp, cli/folder_findings.cpp).
#include "checks/rule.hpp"

namespace cmt::checks {

std::span<const Rule> file_rules() {
  static const Rule table[] = {
      {"baseline", "4.9", Severity::warning, msgid("every entry of the baseline still stands for a finding"),
       "check-baseline.yaml holds findings that were there before and are hidden. An entry "
       "whose finding is gone would hide the same fault when it comes back, so that it is "
       "taken out.",
       "`cmt check --print-baseline > check-baseline.yaml` writes the file without it.",
       nullptr},
      {"dispute-record", "ISO 10003 7.3", Severity::error, msgid("every dispute is named by its complaint"),
       "A dispute is kept in disputes/ID.yaml and named by the complaint that was referred. "
       "One that cannot be read, or whose complaint does not name it, leaves the complaint "
       "waiting for a dispute that nobody follows.",
       "Put the file right at the place that the finding names; `cmt refer ID` writes both "
       "files together.",
       nullptr},
      {"document-blanks", "5.3", Severity::error, msgid("a document that was approved has no blanks"),
       "The drafts of `cmt init --sector` mark what only the organization knows, `[[? what ]]`. A policy or a notice "
       "with such a blank tells nobody whom to call or where to go next (5.3, 7.1).",
       "`cmt document revise ID --text LANG=FILE` with the blanks filled in; it is then approved again.", nullptr},
      {"document-review", "5.3", Severity::warning, msgid("a document is reviewed when it is due"),
       "A policy, procedure or notice that nobody looks at goes out of date: laws, products and channels "
       "change. Each version says until when it is to be reviewed (5.3, 8.6), and the review is on record.",
       "`cmt document review ID --findings TEXT --review-due DATE` when it can stay as it is; else `cmt document "
       "revise ID`.",
       nullptr},
      {"duplicate-id", "7.2", Severity::error, msgid("an id is in the register once"),
       "Each complaint has an identifier of its own (7.2). A second file with the same id, a "
       "copy or what a merge left, is read by no command, and what is written in it is lost.",
       "Compare the two files; move events that only the copy has with their commands, and "
       "remove the copy.",
       nullptr},
      {"file-name", "4.9", Severity::warning, msgid("complaints/ holds records and nothing else"),
       "A file that is not named like a record, complaints/YYYY/ID.yaml, is read by no "
       "command, so that a complaint in it would be lost from every figure.",
       "Move it to its place, or out of the folder.",
       nullptr},
      {"leftover", "8.1", Severity::note, msgid("no temporary file is left among the records"),
       "A program that was killed while it wrote leaves a hidden file beside the record. It "
       "may hold personal data, and nobody sees it.",
       "Remove the file when no command is running; the next command that writes there removes "
       "old ones by itself.",
       nullptr},
      {"legal-review", "ISO 10003 7.5", Severity::warning, msgid("a dispute in court is reviewed every 90 days"),
       "Whether to go on, to offer something or to give in changes as a case goes on, and costs grow "
       "meanwhile. A dispute whose method is litigation is therefore looked at at least every ninety "
       "days, and the review is on record.",
       "`cmt dispute legal-review ID TEXT`.", nullptr},
      {"merge-attributes", "4.9", Severity::error, msgid("git merges records as text with conflicts"),
       "With `merge=union` in .gitattributes git joins the lines of two versions of a record "
       "without a conflict: events and keys stand twice or in the wrong place, and nobody is "
       "told.",
       "Take `merge=union` out of .gitattributes; `cmt init` writes the right file.",
       nullptr},
      {"owner-active", "5.4", Severity::error, msgid("who answers for what is under way is active"),
       "An objective and a document have an owner who answers for them (5.4, 6.2). When that person has left "
       "or is not on the staff list, nobody does, and nobody notices that it is missed or out of date.",
       "`cmt objective revise ID --owner WHO` or `cmt document revise ID --owner WHO` gives it to somebody "
       "else; it is then approved again.",
       nullptr},
      {"party-orphan", "4.10", Severity::warning, msgid("every party is named by a record"),
       "Personal data are kept to handle a complaint and no longer (4.10). A file in parties/ "
       "that no record names serves none. Not asked while a record cannot be read, because "
       "that might be the one.",
       "Remove the file, or name the party with `cmt correct ID --field complainant`.",
       nullptr},
      {"party-record", "4.10", Severity::error, msgid("every file of parties/ can be read"),
       "Who the complainant is, and how to reach them, stands in parties/ID.yaml. What cannot "
       "be read reaches nobody, and is not found when somebody asks for their data.",
       "Put it right at the place that the finding names; `git log -p FILE` shows how it came "
       "about.",
       nullptr},
      {"policy-known", "5.3", Severity::warning, msgid("staff know the policy that is in force"),
       "The policy is known to staff (5.3), who must know their part in it (5.4). Active people on the staff list "
       "who have not acknowledged the version in force may still work by an older one.",
       "`cmt document acknowledge ID --person WHO`, by whoever has read it.", nullptr},
      {"promise-twice", "ISO 10001 6", Severity::error, msgid("a promise belongs to one charter"),
       "A complaint names a promise by its number alone. When two charters have the same number, "
       "nobody can say which text was broken, and which limitation and remedy go with it.",
       "Give one of the two another number: `cmt charter promise` finds a free one.", nullptr},
      {"record-shape", "4.9", Severity::error, msgid("a record can be read, whole and without a doubt"),
       "A record is YAML without anchors, tags, duplicate keys and conflict markers, with the "
       "events and fields of docs/record.md, each of the form that is asked for there. What "
       "cannot be read safely is neither counted nor changed.",
       "Put it right at the place that the finding names; `git log -p FILE` shows how it came "
       "about.",
       nullptr},
      {"rule-settings", "4.9", Severity::error, msgid("the exceptions under `checks` of cmt.yaml name rules and have not ended"),
       "A register may set the severity of a rule, or silence it, with a reason and until a "
       "date. An exception for a rule that does not exist changes nothing; one that has ended "
       "no longer holds, and the rule counts again.",
       "Put the name right, or take the entry out of cmt.yaml; a new `until` needs a new "
       "reason.",
       nullptr},
      {"request-overdue", "8.1", Severity::warning, msgid("requests for one's own record are answered in time"),
       "Complainants, and whoever acts for them, may ask for what is held of them, by rules that say until when they are "
       "answered (8.1). A request is open, and the `request_days` of cmt.yaml since it came, 30 when that is not set, are over.",
       "`cmt export --subject P-… --format html -o FILE` makes what they asked for; `cmt request verify ID --how TEXT`, then "
       "`cmt request answer ID` or `cmt request refuse ID`.", nullptr},
      {"sealed", "4.10", Severity::error, msgid("in a sealed register nothing stands in clear"),
       "A sealed register keeps words and people so that only its recipients can read them, and nobody once a key is "
       "destroyed. A text that was written by hand stands in clear in every clone and in git's history; a key that "
       "comes back from a backup opens what was to be forgotten. The rule needs no key.",
       "`cmt redact` takes a text out, and `cmt retention history` tells how it goes from git's commits; `cmt key prune` "
       "destroys keys that came back.",
       nullptr},
      {"second-reader", "4.9", Severity::warning, msgid("another YAML reader reads the same"),
       "Editors and scripts read the files with other YAML libraries. Where one of them reads "
       "something else, people see another record than the program does. Asked of files that "
       "are named, and of all with --strict.",
       "Put the value in quotes at the place that the finding names.",
       nullptr},
      {"settings", "5.4", Severity::warning, msgid("people, products and units stand in cmt.yaml once"),
       "Two entries for one person, product or unit say different things of it, and only the "
       "first counts: the authority of a person, or the name that reports group by.",
       "Take the second entry out of cmt.yaml, or give it a name of its own.",
       nullptr},
      {"training-due", "6.4", Severity::warning, msgid("staff have the training that their roles ask for"),
       "Whoever handles complaints is trained and competent (4.14, 6.4). A course says which roles need it and for "
       "how long it is good; people with such a role who never took it, or took it too long ago, are named.",
       "`cmt training record ID --person WHO` once they took it; `cmt training matrix` shows how all stand.", nullptr},
      {"unknown-key", "4.9", Severity::warning, msgid("no key is nearly that of a field"),
       "Keys that the program does not know are kept and not read. One that is nearly the name "
       "of a field is most likely a slip, and what it says is in no figure.",
       "Write the name that the finding suggests.",
       nullptr},
      {"wrong-folder", "7.2", Severity::error, msgid("a record is in the folder of its year"),
       "The path of a record is complaints/YYYY/ID.yaml for life, with the year of its id. A "
       "record anywhere else is read by no command, and its complaint is lost from every "
       "figure.",
       "Move the file to the folder of its year: `git mv`.",
       nullptr},
  };
  return table;
}

}  // namespace cmt::checks
