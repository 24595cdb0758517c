// For each rule, lines that break it: printed by `cmt check --explain`. The register of the same name
// in tests/golden/checks holds them, and is found to break the rule.
#include <utility>

#include "checks/rule.hpp"

namespace cmt::checks {

std::string_view example_of(std::string_view rule) {
  static constexpr std::pair<std::string_view, std::string_view> examples[] = {
      {"attachment-digest",
       "sha256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08\n"},
      {"attachments",
       "file: attachments/2026-0000018/letter.txt\n"},
      {"back-dating",
       "at: 2026-03-04T09:00:00Z\n"
       "by: sara\n"
       "recorded_at: 2026-03-12T09:00:00Z\n"},
      {"baseline",
       "fingerprint: \"00000000000000000000000000000000\"\n"},
      {"both-sides",
       "reasons: The carrier may do that.\n"
       "no_evidence_reason: None was needed.\n"},
      {"catalogue",
       "product: Next day parcel\n"},
      {"category",
       "safety: false\n"
       "action_needed: false\n"
       "action_possible: false\n"},
      {"cause",
       "reason: implemented\n"
       "lessons: Tell customers where parcels are left.\n"},
      {"cause-review",
       "cause:\n"
       "  codes: [C90]\n"},
      {"cause-undetermined",
       "cause:\n"
       "  codes: [C99]\n"},
      {"conflict-of-interest",
       "investigator: omid\n"},
      {"consent",
       "consent:\n"
       "  share_external: false\n"},
      {"contact-route",
       "id: P-000001R\n"
       "name: Ada Young\n"},
      {"decision-points",
       "points:\n"
       "  - point: It was late.\n"},
      {"defaulted-assessment",
       "defaulted: [severity]\n"},
      {"dispute-record",
       "complaint: 2026-0000018\n"},
      {"document-blanks",
       "Call [[? the number of the desk ]].\n"},
      {"document-review",
       "review_due: 2026-03-01\n"},
      {"duplicate-id",
       "id: 2026-0000018\n"},
      {"file-name",
       "Call the depot.\n"},
      {"form-fields",
       "unit: Depot North\n"
       "recurring: false\n"},
      {"further-options",
       "reason: exhausted\n"
       "lessons: Tell customers where parcels are left.\n"},
      {"future-date",
       "occurred_on: 2027-02-27\n"},
      {"history",
       "- event: decided\n"
       "  at: 2026-03-10T09:00:00Z\n"
       "  by: omid\n"},
      {"id-year",
       "id: 2025-000009G\n"},
      {"imported-gaps",
       "imported: csv\n"
       "medium: phone\n"},
      {"late-entry",
       "at: 2026-03-02T09:00:00Z\n"
       "by: sara\n"
       "recorded_at: 2026-03-06T09:00:00Z\n"},
      {"leftover",
       "schema: 1\n"},
      {"legal-hold",
       "legal_hold: true\n"},
      {"legal-review",
       "method: litigation\n"},
      {"merge-attributes",
       "complaints/**/*.yaml merge=union\n"},
      {"milestone-order",
       "field: received_at\n"
       "value: 2026-03-05T09:00:00Z\n"},
      {"others-affected",
       "outcome: upheld\n"},
      {"overdue",
       "reply_expected_by: 2026-03-30\n"},
      {"owner",
       "- event: assessed\n"},
      {"owner-active",
       "owner: leila\n"},
      {"party",
       "complainant: P-000002Q\n"},
      {"party-orphan",
       "id: P-000002Q\n"},
      {"party-record",
       "emails: [ada@example.org]\n"
       "emails: [ada@example.net]\n"},
      {"personal-data",
       "summary: Ada (ada@example.org) got no parcel\n"},
      {"priority",
       "priority: P3\n"
       "priority_reason: It can wait.\n"},
      {"policy-known",
       "effective_from: 2026-01-01\n"},
      {"promise-twice",
       "promise: PR-01\n"},
      {"record-shape",
       "language: en\n"
       "language: fa\n"},
      {"references",
       "to: 2026-0000027\n"},
      {"remedy-verification",
       "- event: remedy-verified\n"
       "  at: 2026-03-16T09:00:00Z\n"
       "  by: omid\n"},
      {"representative",
       "representative:\n"
       "  party: P-000002Q\n"},
      {"request-overdue",
       "kind: copy\n"},
      {"retention",
       "retention_days: 5\n"},
      {"rule-settings",
       "- rule: late-enter\n"},
      {"safety-action",
       "safety: true\n"},
      {"sealed",
       "description: The parcel never came.\n"},
      {"second-reader",
       "external_refs: [order ?12]\n"},
      {"settings",
       "- id: nima\n"},
      {"staff-side",
       "persons: [nima]\n"},
      {"training-due",
       "roles: [investigator]\n"},
      {"unknown-key",
       "segmen: online\n"},
      {"unknown-process",
       "notice: \"2026-1\"\n"
       "description: The parcel never came.\n"},
      {"update-interval",
       "- event: acknowledged\n"
       "  at: 2026-03-05T10:00:00Z\n"},
      {"urgent-escalation",
       "action_needed: true\n"
       "action_possible: false\n"},
      {"withdrawal",
       "voluntary: false\n"},
      {"wrong-folder",
       "id: 2026-0000027\n"},
  };
  for (const auto& [id, lines] : examples)
    if (id == rule) return lines;
  return {};
}

}  // namespace cmt::checks
