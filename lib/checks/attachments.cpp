// Files that belong to the case.
#include <fmt/core.h>

#include "checks/all_rules.hpp"
#include "checks/finding.hpp"
#include "core/text.hpp"
#include "process/redaction.hpp"

namespace cmt::checks {
namespace {

// Whether a file was removed on purpose after it was attached.
bool is_redacted(const Subject& subject, const std::string& file, const std::string& name) {
  bool redacted = false;
  each_event<process::Redacted>(
      subject, [&](std::size_t, const auto&, const process::Redacted& body) {
        redacted = redacted || process::names_file(body, file, name);
      });
  return redacted;
}

void check_attachments(const Subject& subject, std::vector<Finding>& out) {
  if (!subject.others.has_file) return;
  const auto need = [&](std::size_t event, const char* field, const std::string& file,
                        const std::string& name) {
    if (file.empty() || subject.others.has_file(file) || is_redacted(subject, file, name)) return;
    out.push_back(found(all::attachments, Severity::error, {event, field},
                        tr("there is no file {}", truncate(printable_line(file), 80)),
                        tr("put the file back, or say why it is gone with cmt redact {}",
                           id_of(subject))));
  };
  each_event<process::Attached>(subject,
                                [&](std::size_t i, const auto&, const process::Attached& attached) {
                                  need(i, "file", attached.file, attached.name);
                                });
  each_event<process::DecisionCommunicated>(
      subject, [&](std::size_t i, const auto&, const process::DecisionCommunicated& told) {
        need(i, "attachment", told.attachment, "");
      });
}

}  // namespace

const Rule all::attachments{
    "attachments",
    "8.1",
    Severity::error,
    msgid("every file that the record names is in the register"),
    "Documents of the complainant and the letter with the decision are part of the record and are "
    "kept with it (8.1). A path that leads nowhere means that a file was never added to git, was "
    "moved, or is lost. A file that was removed on purpose has a `redacted` event with its path.",
    "Put the file back at its path, or `cmt redact ID --field PATH --reason WHY`.",
    check_attachments};

}  // namespace cmt::checks
