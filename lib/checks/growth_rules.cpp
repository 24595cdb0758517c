// What looking at git's commits finds (`cmt check --since` and `--signatures`): rules without a function
// here, found by lib/growth. In the order of ids.
#include "checks/rule.hpp"

namespace cmt::checks {
namespace {

constexpr Severity error = Severity::error, note = Severity::note;

const Rule table[] = {
    {"attachment-altered", "8.1", error,
     "a file that an event names is there, with the bytes that it was attached with",
     "An attachment is evidence. Its digest stands in the event that attached it; a file that is "
     "gone or has another digest proves nothing any more. A `redacted` event may name a file that "
     "was taken out.",
     "`git checkout BASE -- PATH` brings the file back; a new version is attached as a new file "
     "with `cmt attach ID FILE`.",
     nullptr},
    {"dated-after-commit", "4.9", error, "no event is dated after the commit that brought it",
     "What is in a commit was known when it was made. An event with a later `at` or `recorded_at` "
     "has a wrong date, or the clock of a machine is wrong. Five minutes are allowed for clocks "
     "that disagree. The later of a commit's two dates is taken.",
     "Put the date right in a new commit before the branch is merged.", nullptr},
    {"event-altered", "4.9", error, "an event says what it said",
     "What was recorded stays as it was recorded: the history is evidence of how the complaint was "
     "handled. What was wrong is put right by a later event, which says that it was wrong.",
     "`git checkout BASE -- FILE` brings the event back; then `cmt correct ID --field FIELD` or "
     "`cmt note ID`.",
     nullptr},
    {"event-inserted", "4.9", error, "new events stand after those that were there",
     "A history is written forward. An event that appears between older ones says of the past what "
     "the past did not know. It is accepted where git shows that it was written on a branch that "
     "did not have the later events yet: in a merge, or in a rebased commit that was authored "
     "before them.",
     "Take the event out and record it with its command and `--at TIME`, which appends it.",
     nullptr},
    {"event-moved", "4.9", error, "events stand in the order in which they stood",
     "The order of the events is the order in which they were recorded, and replaying them in "
     "another order gives another state.",
     "`git checkout BASE -- FILE` brings the order back.", nullptr},
    {"event-removed", "4.9", error, "no event is removed",
     "A step that was taken was taken. What was recorded in error is put right by a later event, "
     "and a record that should not exist is voided.",
     "`git checkout BASE -- FILE` brings the event back; `cmt correct`, `cmt note` or `cmt void` "
     "says what was wrong.",
     nullptr},
    {"header-altered", "4.9", error, "schema, id and what else heads a record stay",
     "The head of a record says what it is, for life.",
     "`git checkout BASE -- FILE` brings it back.", nullptr},
    {"id-reused", "7.2", error, "an id belongs to one record and one path",
     "A complaint has a unique identifier; a second file with the same id makes it a matter of "
     "chance which of them is read.",
     "Give the new record an id of its own: `cmt new` draws one.", nullptr},
    {"late-commit", "4.9", error,
     "an event is committed within the days in which a step may be put on record",
     "An event says when it was put on record: in `recorded_at`, else in `at`. When it first "
     "appears in git much later, it was written later than it says, and is back-dated without "
     "saying so. The limit is `back_dating_days` of cmt.yaml, seven days when absent; the earlier "
     "of a commit's two dates is taken. Imported events are left out.",
     "Record the event with its command, which writes `recorded_at`; where it was only committed "
     "late, `cmt note ID` says why, and cmt.yaml can allow more days.",
     nullptr},
    {"not-comparable", "4.9", error, "both versions of a record can be read",
     "A record that cannot be read, then or now, cannot be shown to have only grown.",
     "Put the file right at the place that record-shape names; `git show BASE:FILE` shows how it "
     "was.",
     nullptr},
    {"party-removed", "8.1", error, "a party that a record names keeps its file",
     "The file of a party may change and its data may be erased, but without the file nobody knows "
     "any more whether the complainant can be reached. A `redacted` event that names `complainant`, "
     "or the party, says that it was taken out on purpose.",
     "`git checkout BASE -- FILE` brings it back; its fields may be emptied.", nullptr},
    {"receipt-altered", "7.2", error, "the receipt stands as it was recorded",
     "Every due date is counted from the receipt, and what was recorded then is what the "
     "complainant said. What was wrong is put right by `corrected` events.",
     "`git checkout BASE -- FILE`, then `cmt correct ID --field received_at --value TIME --reason "
     "WHY`.",
     nullptr},
    {"record-moved", "7.2", error, "a record keeps its path for life",
     "The path follows from the id, which never changes; other records, letters and commits name "
     "it.",
     "`git mv` the file back.", nullptr},
    {"record-removed", "8.1", error, "no record is removed",
     "Records are kept, retained and disposed of by rules (8.1). A record that should not exist is "
     "voided: it stays, and says why.",
     "`git checkout BASE -- FILE`, then `cmt void ID --reason WHY`.", nullptr},
    {"redaction", "4.10", error, "a text is taken out only with a `redacted` event that names it",
     "Personal data may be taken out of an event; the text `[redacted]` stands in its place, and a "
     "`redacted` event says what was taken out, by whom and on what ground. Without it nobody can "
     "tell a redaction from a loss.",
     "Add the event: `cmt redact ID --field FIELD --reason WHY`.", nullptr},
    {"rewritten-history", "4.9", error, "the commit that is compared with is part of the history",
     "When the earlier commit is no ancestor of what is there now, commits were rewritten or left "
     "out, or the branch is behind.",
     "Merge the branch when it is only behind, or compare with `--since REF...`; else restore what "
     "was rewritten: `git log HEAD..REF` shows it.",
     nullptr},
    {"rules-silenced", "4.9", note, "rules are not silenced in passing",
     "A change of cmt.yaml that sets or silences rules changes what `cmt check` finds from now on. "
     "It is shown so that a reviewer sees it.",
     "Look at the change of cmt.yaml.", nullptr},
    {"settings-altered", "4.9", note, "settings that figures rest on are not changed in passing",
     "Due dates and figures are computed from the history and these settings, also those of "
     "earlier periods. The change is shown so that a reviewer sees it.",
     "Look at the change; a report of an earlier period is made again at its commit.", nullptr},
    {"signature", "4.9", error, "somebody whom git trusts signed the commit that closed a complaint, or an audit",
     "A commit names whoever its author wrote into it; a signature shows whose key made it. Asked with "
     "`--signatures`: the first commit with a `closed` of a complaint, or with a `reported` or `closed` of an "
     "audit, has a good signature, or a signed tag holds it. A key that expired later is a warning.",
     "`git tag -s NAME` signs everything that led to a commit; `git config commit.gpgSign true` signs every commit "
     "from now on.",
     nullptr},
    {"unknown-key-altered", "4.9", error, "a key that the program does not know stays as it was",
     "Such keys are somebody's data: of another program, or of a newer version. They are part of "
     "what was recorded. One that was added to an earlier event is a warning.",
     "`git checkout BASE -- FILE` brings it back.", nullptr},
    {"words-altered", "4.9", error, "description and summary stay in the words of their time",
     "The complaint in the complainant's own words is what all of the handling answers. A "
     "`corrected` event says what holds instead, beside the first words and not in their place.",
     "`git checkout BASE -- FILE`, then `cmt correct ID --field description`.", nullptr},
};

}  // namespace

std::span<const Rule> growth_rules() { return table; }

}  // namespace cmt::checks
