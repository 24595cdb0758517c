// ISO 10002:2018, 4, 5, 6.4 and 7.1: a controlled document of the complaints process, such as its policy or
// a notice for customers: versions that are drafted, approved, published, acknowledged by staff, reviewed
// and withdrawn.
//
// The record holds who did what when; the text of each version is a file beside it that is never changed
// again (path_of), and the record has its digest.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "dossier/dossier.hpp"

namespace cmt::framework {

using process::may;
using process::must;
using process::Text;

enum class DocumentType { context, policy, procedure, notice, resources, implementation, information };
inline constexpr auto document_type_names =
    names<DocumentType>({{DocumentType::context, "context"},
                         {DocumentType::policy, "policy"},
                         {DocumentType::procedure, "procedure"},
                         {DocumentType::notice, "notice"},
                         {DocumentType::resources, "resources"},
                         {DocumentType::implementation, "implementation"},
                         {DocumentType::information, "information"}});
constexpr const auto& names_for(DocumentType) { return document_type_names; }

enum class DocumentStatus { draft, approved, published, withdrawn };
inline constexpr auto document_status_names =
    names<DocumentStatus>({{DocumentStatus::draft, "draft"},
                           {DocumentStatus::approved, "approved"},
                           {DocumentStatus::published, "published"},
                           {DocumentStatus::withdrawn, "withdrawn"}});

struct DocumentText {
  static constexpr bool is_one_line = true;
  std::string language, extension, sha256;
};
template <class V>
void describe(V& v, DocumentText& e) {
  v(must("language", "its language", "@language"), e.language);
  v(must("extension", "what its file is: md, txt, html, pdf, …"), e.extension);
  v(must("sha256", "digest of the file", "@sha256"), e.sha256);
}

// What a notice tells the public (7.1).
struct NoticeElements {
  Text how, supply, handling, times, remedies, progress;
};
template <class V>
void describe(V& v, NoticeElements& e) {
  v(may("how", "where and how to complain"), e.how);
  v(may("supply", "what the complainant has to supply"), e.supply);
  v(may("handling", "how the complaint will be handled"), e.handling);
  v(may("times", "how long each stage takes"), e.times);
  v(may("remedies", "what the complainant can get, inside and outside"), e.remedies);
  v(may("progress", "how the complainant learns how it goes"), e.progress);
}

struct DocumentHead {
  std::string title;
  std::optional<DocumentType> type;
};
template <class V>
void describe(V& v, DocumentHead& e) {
  v(must("title", "one line without personal data"), e.title);
  v(must("type", "what it is"), e.type);
}

struct DocumentDrafted {
  std::optional<int> version;
  std::string owner;
  std::vector<DocumentText> texts;
  Text changes;
  std::vector<std::string> considered;
  std::optional<NoticeElements> notice;
};
template <class V>
void describe(V& v, DocumentDrafted& e) {
  v(must("version", "number of the version, from 1"), e.version);
  v(must("owner", "who keeps it up to date"), e.owner);
  v(must("texts", "the text in each language, a file each: attachments/ID/vVERSION.LANGUAGE.EXTENSION"), e.texts);
  v(may("changes", "what is new in it"), e.changes);
  v(may("considered", "what was taken into account: law, finance, operations, structure, stakeholders"),
    e.considered);
  v(may("notice", "what a notice tells the public, in short"), e.notice);
}

struct DocumentApproved {
  std::optional<int> version;
  std::optional<Date> effective_from, review_due;
};
template <class V>
void describe(V& v, DocumentApproved& e) {
  v(must("version", "the version that is approved"), e.version);
  v(must("effective_from", "first day on which it holds"), e.effective_from);
  v(must("review_due", "until when it is to be reviewed"), e.review_due);
}

struct DocumentPublished {
  std::optional<int> version;
  std::vector<std::string> places;
  std::string audience;
};
template <class V>
void describe(V& v, DocumentPublished& e) {
  v(must("version", "the version that is published"), e.version);
  v(must("places", "where it can be read"), e.places);
  v(may("audience", "for whom: customers, staff, interested parties"), e.audience);
}

struct DocumentAcknowledged {
  std::optional<int> version;
  std::vector<std::string> persons;
};
template <class V>
void describe(V& v, DocumentAcknowledged& e) {
  v(must("version", "the version that they have read"), e.version);
  v(must("persons", "who know it now"), e.persons);
}

struct DocumentReviewed {
  Text findings;
  std::optional<Date> review_due;
};
template <class V>
void describe(V& v, DocumentReviewed& e) {
  v(must("findings", "what the review found; it needs no new version"), e.findings);
  v(must("review_due", "until when it is to be reviewed again"), e.review_due);
}

struct DocumentWithdrawn {
  Text reason;
};
template <class V>
void describe(V& v, DocumentWithdrawn& e) {
  v(must("reason", "why it holds no longer"), e.reason);
}

struct DocumentNoted {
  Text text;
};
template <class V>
void describe(V& v, DocumentNoted& e) {
  v(must("text", "the note"), e.text);
}

using DocumentBody = std::variant<DocumentDrafted, DocumentApproved, DocumentPublished, DocumentAcknowledged,
                                  DocumentReviewed, DocumentWithdrawn, DocumentNoted>;

// A version that was approved; the next one supersedes it.
struct DocumentVersion {
  DocumentDrafted drafted;
  std::string approved_by;
  Date effective_from{};
  std::vector<std::string> places;
  std::vector<std::string> acknowledged;  // by whom
};

struct DocumentState : dossier::Progress {
  DocumentStatus status = DocumentStatus::draft;
  std::string title;
  DocumentType type = DocumentType::policy;
  int drafted = 0;                       // number of the last version that was drafted
  std::optional<DocumentDrafted> draft;  // not approved yet
  std::string drafted_by;
  std::vector<DocumentVersion> versions;
  std::optional<Date> review_due;

  // The version in force on a day; null when none is.
  const DocumentVersion* on(Date day) const;
  const std::string& owner() const;
};

// "attachments/F-0000000/v2.en.md". Precondition: is_extension.
std::string path_of(const std::string& id, int version, const DocumentText& text);
// Small letters and digits, at most eight.
bool is_extension(std::string_view text);

// Why a text of the document `id` cannot be put in force (5.3): something is left to be filled in, "[[? what ]]"
// as the drafts of `cmt init --sector` have it. `path` is that of its file. Asked by `document approve`, and by
// `cmt check` of the version approved last.
std::optional<Diagnostic> refusal_of_blank(const std::string& id, const std::string& path, std::string_view text);

struct Document {
  static constexpr std::string_view name = "document", folder = "documents", title = "A document", clause = "5.3";
  static constexpr char letter = 'F';  // of the framework: D is a dispute
  using Head = DocumentHead;
  using Body = DocumentBody;
  using Status = DocumentStatus;
  using State = DocumentState;
  static constexpr std::string_view event_names[] = {"drafted",  "approved",  "published", "acknowledged",
                                                     "reviewed", "withdrawn", "noted"};
  static constexpr const auto& status_names() { return document_status_names; }
  static std::span<const dossier::Transition<Document>> transitions();
  // Nothing is approved where no draft waits.
  static bool can_be_next(const DocumentState& state, std::string_view command) {
    return command != "document approve" || state.draft.has_value();
  }
};
static_assert(std::size(Document::event_names) == std::variant_size_v<DocumentBody>);

using DocumentEvent = dossier::Event<Document>;
using DocumentJudgement = dossier::Judgement<Document>;

void begin(DocumentState& state, const DocumentHead& head);

void guard(DocumentJudgement& j, const DocumentDrafted& drafted);
void guard(DocumentJudgement& j, const DocumentApproved& approved);
void guard(DocumentJudgement& j, const DocumentPublished& published);
void guard(DocumentJudgement& j, const DocumentAcknowledged& acknowledged);
void guard(DocumentJudgement& j, const DocumentReviewed& reviewed);
void guard(DocumentJudgement& j, const DocumentWithdrawn& withdrawn);
void guard(DocumentJudgement& j, const DocumentNoted& noted);

void apply(DocumentState& state, const DocumentEvent&, const DocumentDrafted&, const process::Rules&);
void apply(DocumentState& state, const DocumentEvent&, const DocumentApproved&, const process::Rules&);
void apply(DocumentState& state, const DocumentEvent&, const DocumentPublished&, const process::Rules&);
void apply(DocumentState& state, const DocumentEvent&, const DocumentAcknowledged&, const process::Rules&);
void apply(DocumentState& state, const DocumentEvent&, const DocumentReviewed&, const process::Rules&);
void apply(DocumentState& state, const DocumentEvent&, const DocumentWithdrawn&, const process::Rules&);
void apply(DocumentState& state, const DocumentEvent&, const DocumentNoted&, const process::Rules&);

// Active staff who do not know the policy that is in force; nobody for other documents.
std::vector<std::string> not_acknowledged(const DocumentState& state, const process::Rules& rules, Date today);

}  // namespace cmt::framework
