// Files of the case that are not what was attached.
#include <fmt/core.h>

#include "checks/all_rules.hpp"
#include "checks/finding.hpp"
#include "core/text.hpp"

namespace cmt::checks {
namespace {

void check_attachment_digest(const Subject& subject, std::vector<Finding>& out) {
  if (!subject.others.digest_of) return;
  each_event<process::Attached>(
      subject, [&](std::size_t i, const auto&, const process::Attached& attached) {
        if (attached.file.empty() || attached.sha256.empty()) return;
        const auto digest = subject.others.digest_of(attached.file);
        if (!digest || *digest == attached.sha256) return;
        out.push_back(found(all::attachment_digest, Severity::error, {i, "sha256"},
                            tr("{} is not the file that was attached",
                               truncate(printable_line(attached.file), 80)),
                            tr("put the file back as it was: git log -- PATH shows its versions")));
      });
}

}  // namespace

const Rule all::attachment_digest{
    "attachment-digest",
    "8.1",
    Severity::error,
    msgid("a file is still the one that was attached"),
    "The history holds the digest (SHA-256) of every document at the time when it was "
    "attached. Another digest means that the file was replaced or changed since: what the "
    "decision rested on is no longer there (8.1; information integrity, 4.9).",
    "Put the file back as it was, `git log -- PATH` shows its versions; a new version of a "
    "document is attached as another file, `cmt attach ID FILE`.",
    check_attachment_digest};

}  // namespace cmt::checks
