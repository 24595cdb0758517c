// ISO 10002:2018, 5.3 and 7.1: documents in versions, step by step.
#include "framework/document.hpp"

#include "support/dossier_cases.hpp"

using namespace cmt;
using namespace cmt::framework;
using namespace cmt::test;

namespace {

using Documents = dossier::Steps<Document>;
using Paper = dossier::Dossier<Document>;

const std::string id = LetterId::draw('F', [] { return std::uint64_t{7}; }).text();

Rules staffed() {
  Rules rules = rules_of(Process::full);
  for (const char* one : {"sara", "omid", "leila"})
    rules.staff.push_back({.id = one, .name = {}, .unit = {}, .roles = {}, .authority = {}, .active = true});
  return rules;
}
const Rules rules = staffed();

dossier::Event<Document> on(std::string_view at, DocumentBody body, std::string by = "sara") {
  return dossier_event<Document>(at, std::move(body), std::move(by));
}
DocumentDrafted drafted(int version = 1) {
  DocumentDrafted out;
  out.version = version;
  out.owner = "sara";
  out.texts = {{"en", "md", std::string(64, 'a')}};
  return out;
}
DocumentApproved approving(int version = 1, const char* from = "2026-02-01", const char* due = "2026-12-31") {
  return {version, day(from), day(due)};
}
DocumentDrafted notice() {
  DocumentDrafted out = drafted();
  out.notice = NoticeElements{{"By mail"}, {"The number"}, {"By one person"}, {"20 days"}, {"Money back"}, {"Your page"}};
  return out;
}

// Drafted by omid on 2026-01-02, approved by sara on 2026-01-05.
Paper document_that_is(DocumentStatus status, DocumentType type = DocumentType::policy) {
  using enum DocumentStatus;
  std::vector<dossier::Event<Document>> events{on("2026-01-02", drafted(), "omid")};
  if (status == approved || status == published) events.push_back(on("2026-01-05", approving()));
  if (status == published) events.push_back(on("2026-01-06", DocumentPublished{1, {"Intranet"}, {}}));
  if (status == withdrawn) events.push_back(on("2026-01-06", DocumentWithdrawn{{"Merged"}}));
  return after<Document>({id, {"Complaints policy", type}, {}}, events, rules);
}
Messages refusal(DocumentStatus status, DocumentBody body, std::string by = "sara") {
  return refused<Document>(document_that_is(status), on("2026-03-02", std::move(body), std::move(by)), rules);
}
DocumentState state_of(const Paper& paper) { return Documents::replay(paper, rules); }

}  // namespace

TEST_CASE("5.3 from every status of a document exactly the steps of the table are possible") {
  using enum DocumentStatus;
  check_table<Document>(
      {{draft, {"drafted", "approved", "withdrawn", "noted"}},
       {approved, {"drafted", "approved", "published", "acknowledged", "reviewed", "withdrawn", "noted"}},
       {published, {"drafted", "approved", "published", "acknowledged", "reviewed", "withdrawn", "noted"}},
       {withdrawn, {"noted"}}},
      [](DocumentStatus status) { return document_that_is(status); },
      {on("2026-03-02", drafted(2)), on("2026-03-02", approving()), on("2026-03-02", DocumentPublished{1, {"X"}, {}}),
       on("2026-03-02", DocumentAcknowledged{1, {"omid"}}), on("2026-03-02", DocumentReviewed{{"X"}, day("2027-01-01")}),
       on("2026-03-02", DocumentWithdrawn{{"X"}}), on("2026-03-02", DocumentNoted{{"X"}})},
      rules);
}

TEST_CASE("5.3 a version has a number that follows, an owner, and one text in a language") {
  CHECK(refused<Document>({id, {}, {}}, on("2026-01-02", DocumentDrafted{}), rules) ==
        Messages{"version is missing", "owner is missing", "texts is missing", "title is missing", "type is missing"});
  CHECK(refusal(DocumentStatus::approved, drafted(1)) == Messages{"version 1 does not follow 1"});
  CHECK(refusal(DocumentStatus::approved, drafted(3)) == Messages{"version 3 does not follow 1"});
  DocumentDrafted twice = drafted(2);
  twice.texts.push_back(twice.texts.front());
  twice.texts.back().extension = "../x";
  CHECK(refusal(DocumentStatus::approved, twice) ==
        Messages{"it has two texts in en", "'../x' is no ending of a file name"});
}

TEST_CASE("5.3 the path of a text has no part that anybody typed but language and ending") {
  CHECK(path_of("F-0000000", 2, {"pt-BR", "md", {}}) == "attachments/F-0000000/v2.pt-BR.md");
  for (const char* wrong : {"", "MD", "m/d", "..", "m.d", "123456789", "m d"}) CHECK_FALSE(is_extension(wrong));
  for (const char* right : {"md", "txt", "pdf", "html", "odt"}) CHECK(is_extension(right));
}

TEST_CASE("5.2 nobody approves what they drafted, nor what is not the last draft, nor twice") {
  CHECK(refusal(DocumentStatus::draft, approving(), "omid") == Messages{"'omid' drafted it and cannot approve it"});
  CHECK(refusal(DocumentStatus::draft, approving(2)) == Messages{"version 2 is not the one drafted last, 1"});
  CHECK(refusal(DocumentStatus::approved, approving()) == Messages{"there is no draft to approve"});
  CHECK(refusal(DocumentStatus::draft, approving(1, "2026-02-01", "2026-02-01")) ==
        Messages{"the next review, 2026-02-01, is not after 2026-02-01"});
}

TEST_CASE("7.1 a notice that lacks one of its six elements is not approved") {
  const auto refused_with = [](const DocumentDrafted& draft) {
    const auto paper = after<Document>({id, {"How to complain", DocumentType::notice}, {}},
                                       {on("2026-01-02", draft, "omid")}, rules);
    return refused<Document>(paper, on("2026-01-05", approving()), rules);
  };
  CHECK(refused_with(notice()).empty());
  CHECK(refused_with(drafted()) ==
        Messages{"the notice does not say where and how to complain",
                 "the notice does not say what the complainant has to supply",
                 "the notice does not say how the complaint will be handled",
                 "the notice does not say how long each stage takes",
                 "the notice does not say what the complainant can get, inside and outside",
                 "the notice does not say how the complainant learns how it goes"});
  auto one = notice();
  one.notice->times = {};
  CHECK(refused_with(one) == Messages{"the notice does not say how long each stage takes"});
  DocumentDrafted no_notice = notice();
  no_notice.version = 2;
  CHECK(refusal(DocumentStatus::draft, no_notice) == Messages{"only a notice has the elements of one"});
}

TEST_CASE("5.3 a version holds from its first day until the next one does") {
  const auto paper = after<Document>(document_that_is(DocumentStatus::published),
                                     {on("2026-03-02", drafted(2), "omid"), on("2026-03-03", drafted(3), "omid"),
                                      on("2026-03-04", approving(3, "2026-04-01"))},
                                     rules);
  const auto state = state_of(paper);
  CHECK(state.status == DocumentStatus::approved);
  CHECK(state.on(day("2026-01-31")) == nullptr);
  CHECK(state.on(day("2026-02-01"))->drafted.version == 1);
  CHECK(state.on(day("2026-03-31"))->drafted.version == 1);
  CHECK(state.on(day("2026-04-01"))->drafted.version == 3);
  const auto ended = after<Document>(paper, {on("2026-05-04", DocumentWithdrawn{{"Merged"}})}, rules);
  CHECK(state_of(ended).on(day("2026-06-01")) == nullptr);
  const auto next = after<Document>(document_that_is(DocumentStatus::published), {on("2026-03-02", drafted(2), "omid")}, rules);
  CHECK(refused<Document>(next, on("2026-03-03", approving(2, "2026-02-01")), rules) ==
        Messages{"it would hold from 2026-02-01, not after the version before it, 2026-02-01"});
}

TEST_CASE("5.3 a version is acknowledged once by people of the staff list, and published as the last one") {
  CHECK(refusal(DocumentStatus::approved, DocumentAcknowledged{1, {"omid", "nobody", "omid"}}) ==
        Messages{"'nobody' is not on the staff list", "'omid' knows this version already"});
  CHECK(refusal(DocumentStatus::approved, DocumentAcknowledged{2, {"omid"}}) ==
        Messages{"version 2 is not the one approved last, 1"});
  CHECK(refusal(DocumentStatus::approved, DocumentPublished{2, {"X"}, {}}) ==
        Messages{"version 2 is not the one approved last, 1"});
}

TEST_CASE("5.3 active staff know the policy that is in force") {
  auto paper = document_that_is(DocumentStatus::approved);
  CHECK(not_acknowledged(state_of(paper), rules, day("2026-01-31")).empty());
  CHECK(not_acknowledged(state_of(paper), rules, day("2026-02-01")) == Messages{"sara", "omid", "leila"});
  paper = after<Document>(paper, {on("2026-02-02", DocumentAcknowledged{1, {"omid"}})}, rules);
  Rules smaller = rules;
  smaller.staff.back().active = false;
  CHECK(not_acknowledged(state_of(paper), smaller, day("2026-02-02")) == Messages{"sara"});
  // A version that holds later is known to count for the one before it.
  paper = after<Document>(paper,
                          {on("2026-03-02", drafted(2), "omid"), on("2026-03-03", approving(2, "2026-04-01")),
                           on("2026-03-04", DocumentAcknowledged{2, {"sara"}})},
                          rules);
  CHECK(not_acknowledged(state_of(paper), rules, day("2026-03-04")) == Messages{"leila"});
  CHECK(not_acknowledged(state_of(paper), rules, day("2026-04-01")) == Messages{"omid", "leila"});
  const auto procedure = document_that_is(DocumentStatus::approved, DocumentType::procedure);
  CHECK(not_acknowledged(state_of(procedure), rules, day("2026-03-01")).empty());
}

TEST_CASE("5.3 a review moves the day of the next one, which is later") {
  CHECK(refusal(DocumentStatus::approved, DocumentReviewed{{"X"}, day("2026-03-02")}) ==
        Messages{"the next review, 2026-03-02, is not after 2026-03-02"});
  const auto paper = after<Document>(document_that_is(DocumentStatus::approved),
                                     {on("2026-03-02", DocumentReviewed{{"X"}, day("2027-03-02")})}, rules);
  CHECK(state_of(paper).review_due == day("2027-03-02"));
}
