// The people that a record names by id.
#include <fmt/core.h>

#include "checks/all_rules.hpp"
#include "checks/finding.hpp"
#include "process/redaction.hpp"

namespace cmt::checks {
namespace {

void check_party(const Subject& subject, std::vector<Finding>& out) {
  if (!subject.others.has_party) return;
  const auto need = [&](std::size_t event, const char* field, const std::string& party) {
    if (party.empty() || subject.others.has_party(party)) return;
    bool is_gone = false;  // on purpose, which an event says
    each_event<process::Redacted>(subject, [&](std::size_t, const auto&, const process::Redacted& redacted) {
      is_gone = is_gone || process::names_party(redacted, party);
    });
    if (is_gone) return;
    out.push_back(found(all::party, Severity::warning, {event, field},
                        tr("there is no file parties/{}.yaml", party),
                        tr("add the file, unless the register's personal data are kept elsewhere")));
  };
  bool is_removed = false;
  each_event<process::Redacted>(subject, [&](std::size_t, const auto&, const process::Redacted& redacted) {
    is_removed = is_removed || redacted.field == process::redacted_complainant;
  });
  const auto corrected = last_correction(subject, "complainant");
  if (corrected && !is_removed) need(*corrected, "value", subject.state.complainant);
  each_event<process::Received>(subject,
                                [&](std::size_t i, const auto&, const process::Received& received) {
                                  if (!corrected && !is_removed) need(i, "complainant", received.complainant);
                                  if (received.representative)
                                    need(i, "representative", received.representative->party);
                                  if (LetterId::parse('P', received.contact_person))
                                    need(i, "contact_person", received.contact_person);
                                });
  each_event<process::Noted>(subject, [&](std::size_t i, const auto&, const process::Noted& noted) {
    if (!is_removed || noted.from != subject.state.complainant) need(i, "from", noted.from);
  });
}

}  // namespace

const Rule all::party{
    "party",
    "7.2",
    Severity::warning,
    msgid("the complainant and the representative have a file in parties/"),
    "A record holds only the ids of the complainant and of those who act for them; who they are "
    "stands in parties/ (confidentiality, 4.10). Without that file nobody can be answered. It is a "
    "warning, because personal data may be withheld from a copy of the register. A file that was "
    "removed with `cmt redact ID --field complainant` is not missed.",
    "Add parties/P-….yaml, or name another party with `cmt correct ID --field complainant`.",
    check_party};

}  // namespace cmt::checks
