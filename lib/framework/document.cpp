#include "framework/document.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <set>

#include "core/text.hpp"
#include "dossier/define_steps.hpp"

namespace cmt::framework {
namespace {

using enum DocumentStatus;
using Set = dossier::StatusSet<DocumentStatus>;

template <class E>
constexpr std::size_t of = dossier::index_of<DocumentBody, E>();

constexpr Set unended(draft, approved, published), in_force(approved, published),
    any(draft, approved, published, withdrawn);

constexpr dossier::Transition<Document> table[] = {
    {"F1", of<DocumentDrafted>, Set(), draft, "document new", "5.3", "", "an owner; a text in each language"},
    {"F2", of<DocumentDrafted>, unended, {}, "document revise", "5.3", "",
     "the same; what was approved holds until the new version is"},
    {"F3", of<DocumentApproved>, unended, approved, "document approve", "5.2", "manager",
     "a draft; another person than who drafted it; the six elements of a notice; a review after it begins"},
    {"F4", of<DocumentPublished>, in_force, published, "document publish", "4.4", "",
     "the version approved last; places"},
    {"F5", of<DocumentAcknowledged>, in_force, {}, "document acknowledge", "5.3", "",
     "the version approved last; people of the staff list, each once"},
    {"F6", of<DocumentReviewed>, in_force, {}, "document review", "5.3", "manager",
     "findings; the next review later than this one"},
    {"F7", of<DocumentWithdrawn>, unended, withdrawn, "document withdraw", "5.3", "manager", "reason"},
    {"F8", of<DocumentNoted>, any, {}, "document note", "5.3", "", "text"},
};

bool has(const std::vector<std::string>& all, const std::string& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

void guard_texts(DocumentJudgement& j, const DocumentDrafted& drafted) {
  std::set<std::string_view> languages;
  for (const auto& one : drafted.texts) {
    if (!one.language.empty() && !languages.insert(one.language).second)
      j.refuse(tr("it has two texts in {}", one.language));
    if (!one.extension.empty() && !is_extension(one.extension))
      j.refuse(tr("'{}' is no ending of a file name", printable_line(one.extension)),
               tr("small letters and digits, such as md"));
  }
}

// 7.1 names six things that the public must know.
void guard_notice(DocumentJudgement& j, const DocumentDrafted& drafted) {
  NoticeElements notice = drafted.notice.value_or(NoticeElements{});
  struct Missing {
    DocumentJudgement& j;
    void operator()(const process::Field& field, const Text& text) {
      if (text.empty())
        j.refuse(tr("the notice does not say {}", field.meaning),
                 tr("cmt document revise {} --{}", j.state.id, field.name));
    }
  } missing{j};
  describe(missing, notice);
}

// What was approved last is published and known, not a version before it.
void guard_version(DocumentJudgement& j, const std::optional<int>& version) {
  if (!version || j.state.versions.empty()) return;
  if (const auto last = j.state.versions.back().drafted.version; version != last)
    j.refuse(tr("version {} is not the one approved last, {}", *version, last.value_or(0)));
}

void guard_review(DocumentJudgement& j, const std::optional<Date>& due, const std::optional<Date>& after) {
  if (due && after && *due <= *after)
    j.refuse(tr("the next review, {}, is not after {}", text(*due), text(*after)), tr("--review-due names a later day"));
}

}  // namespace

std::span<const dossier::Transition<Document>> Document::transitions() { return table; }

std::optional<Diagnostic> refusal_of_blank(const std::string& id, const std::string& path, std::string_view text) {
  const auto begin = text.find("[[?");
  if (begin == std::string_view::npos) return std::nullopt;
  auto blank = text.substr(begin);
  blank = blank.substr(0, blank.find("]]"));
  Diagnostic out;
  out.rule = "document-blanks";
  out.clause = "5.3";
  out.message = tr("line {} of {} has a blank: {}", 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(begin), '\n'),
                   path, truncate(printable_line(blank) + "]]", 60));
  out.hint = tr("cmt document revise {} --text LANG=FILE with the blanks filled in, then cmt document approve {}", id, id);
  return out;
}

std::string path_of(const std::string& id, int version, const DocumentText& text) {
  return fmt::format("attachments/{}/v{}.{}.{}", id, version, text.language, text.extension);
}

bool is_extension(std::string_view text) {
  if (text.empty() || text.size() > 8) return false;
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); });
}

const DocumentVersion* DocumentState::on(Date day) const {
  if (status == withdrawn) return nullptr;
  const DocumentVersion* found = nullptr;
  for (const auto& version : versions)
    if (version.effective_from <= day) found = &version;
  return found;
}

const std::string& DocumentState::owner() const {
  static const std::string nobody;
  return draft ? draft->owner : versions.empty() ? nobody : versions.back().drafted.owner;
}

bool is_for_publication(const DocumentDrafted& drafted) {
  return drafted.figures && !drafted.figures->commit.empty() &&
         drafted.figures->report.find("--publish") != std::string::npos;
}

void begin(DocumentState& state, const DocumentHead& head) {
  state.title = head.title;
  state.type = head.type.value_or(DocumentType::policy);
}

void guard(DocumentJudgement& j, const DocumentDrafted& drafted) {
  if (drafted.version && *drafted.version != j.state.drafted + 1)
    j.refuse(tr("version {} does not follow {}", *drafted.version, j.state.drafted),
             tr("versions are counted from 1, drafts that were not approved too"));
  if (drafted.notice && j.state.type != DocumentType::notice)
    j.refuse(tr("only a notice has the elements of one"), "cmt document new --type notice");
  if (j.state.type == DocumentType::statistics && !is_for_publication(drafted))
    j.refuse(tr("it is not on record that the figures were made for the public"),
             tr("--report 'overview --period 2026 --publish' and --of-commit say how; --publish holds back small counts"));
  if (drafted.figures && j.state.type != DocumentType::statistics)
    j.refuse(tr("only statistics have a report that made them"), "cmt document new --type statistics");
  guard_texts(j, drafted);
}
void apply(DocumentState& state, const DocumentEvent& event, const DocumentDrafted& drafted,
           const process::Rules&) {
  state.draft = drafted;
  state.drafted = drafted.version.value_or(state.drafted + 1);
  state.drafted_by = event.by;
}

void guard(DocumentJudgement& j, const DocumentApproved& approving) {
  if (!j.state.draft)
    return j.refuse(tr("there is no draft to approve"), tr("cmt document revise {} drafts one", j.state.id));
  if (approving.version && approving.version != j.state.draft->version)
    j.refuse(tr("version {} is not the one drafted last, {}", *approving.version,
                j.state.draft->version.value_or(0)));
  if (j.full() && j.event.by == j.state.drafted_by)
    j.refuse(tr("'{}' drafted it and cannot approve it", j.event.by), tr("another person does: --by WHO"));
  if (j.state.type == DocumentType::notice) guard_notice(j, *j.state.draft);
  if (approving.effective_from && !j.state.versions.empty() &&
      *approving.effective_from <= j.state.versions.back().effective_from)
    j.refuse(tr("it would hold from {}, not after the version before it, {}", text(*approving.effective_from),
                text(j.state.versions.back().effective_from)), tr("--effective names a later day"));
  guard_review(j, approving.review_due, approving.effective_from);
}
void apply(DocumentState& state, const DocumentEvent& event, const DocumentApproved& approving,
           const process::Rules&) {
  if (!state.draft || !approving.effective_from) return;
  state.versions.push_back({std::move(*state.draft), event.by, *approving.effective_from, {}, {}});
  state.draft.reset();
  state.review_due = approving.review_due;
}

void guard(DocumentJudgement& j, const DocumentPublished& publishing) { guard_version(j, publishing.version); }
void apply(DocumentState& state, const DocumentEvent&, const DocumentPublished& publishing, const process::Rules&) {
  if (state.versions.empty()) return;
  auto& places = state.versions.back().places;
  for (const auto& place : publishing.places)
    if (!has(places, place)) places.push_back(place);
}

void guard(DocumentJudgement& j, const DocumentAcknowledged& acknowledged) {
  guard_version(j, acknowledged.version);
  std::vector<std::string> before =
      j.state.versions.empty() ? std::vector<std::string>{} : j.state.versions.back().acknowledged;
  for (const auto& person : acknowledged.persons) {
    if (!j.rules.staff.empty() && !j.rules.person(person))
      j.refuse(tr("'{}' is not on the staff list", printable_line(person)));
    if (has(before, person)) j.refuse(tr("'{}' knows this version already", printable_line(person)));
    before.push_back(person);
  }
}
void apply(DocumentState& state, const DocumentEvent&, const DocumentAcknowledged& acknowledged,
           const process::Rules&) {
  if (state.versions.empty()) return;
  auto& known = state.versions.back().acknowledged;
  known.insert(known.end(), acknowledged.persons.begin(), acknowledged.persons.end());
}

void guard(DocumentJudgement& j, const DocumentReviewed& reviewed) {
  guard_review(j, reviewed.review_due, dossier::day_of(j.event.at, j.rules));
}
void apply(DocumentState& state, const DocumentEvent&, const DocumentReviewed& reviewed, const process::Rules&) {
  state.review_due = reviewed.review_due;
}

void guard(DocumentJudgement&, const DocumentWithdrawn&) {}
void apply(DocumentState& state, const DocumentEvent&, const DocumentWithdrawn&, const process::Rules&) {
  state.review_due.reset();
}

void guard(DocumentJudgement&, const DocumentNoted&) {}
void apply(DocumentState&, const DocumentEvent&, const DocumentNoted&, const process::Rules&) {}

std::vector<std::string> not_acknowledged(const DocumentState& state, const process::Rules& rules, Date today) {
  const auto* version = state.type == DocumentType::policy ? state.on(today) : nullptr;
  std::vector<std::string> out;
  if (!version) return out;
  // Who knows a later version knows the one in force as well.
  const auto knows = [&](const std::string& person) {
    return std::any_of(state.versions.begin() + (version - state.versions.data()), state.versions.end(),
                       [&](const auto& one) { return has(one.acknowledged, person); });
  };
  for (const auto& member : rules.staff)
    if (member.active && !knows(member.id)) out.push_back(member.id);
  return out;
}

}  // namespace cmt::framework

template struct cmt::dossier::Steps<cmt::framework::Document>;
