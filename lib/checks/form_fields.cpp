// What the two ISO forms ask for besides.
#include <fmt/core.h>

#include "checks/all_rules.hpp"
#include "checks/finding.hpp"

namespace cmt::checks {
namespace {

void check_form_fields(const Subject& subject, std::vector<Finding>& out) {
  const auto& state = subject.state;
  const auto* received = std::get_if<process::Received>(&subject.complaint.history.front().body);
  if (!received || !is_full(subject) || state.is_imported()) return;
  std::vector<std::string> missing;
  if (!received->occurred_on) missing.emplace_back("occurred_on");
  if (received->complainant_type.empty() && !state.anonymous)
    missing.emplace_back("complainant_type");
  if (received->notice.empty()) missing.emplace_back("notice");
  const bool wants_more = received->remedy_sought &&
                          received->remedy_sought->requested == process::Answer::yes &&
                          received->remedy_sought->codes.empty() &&
                          received->remedy_sought->text.empty();
  if (wants_more) missing.emplace_back("remedy_sought.codes");
  if (state.assessed_once) {
    if (state.product.empty()) missing.emplace_back("product");
    if (state.unit.empty()) missing.emplace_back("unit");
  }
  if (missing.empty()) return;
  out.push_back(found(all::form_fields, Severity::note, {0, ""},
                      tr("the record does not say: {}", joined(missing)),
                      tr("what is known is added with cmt correct {}, or cmt note {}",
                         id_of(subject), id_of(subject))));
}

}  // namespace

const Rule all::form_fields{
    "form-fields",
    "7.2",
    Severity::note,
    msgid("a case of the full process has the fields of the ISO forms"),
    "The form for complainants and the follow-up form ask when the problem occurred, what the "
    "complainant is to the organization, which remedy is wanted, and from the assessment on "
    "which product and unit are concerned; the version of the public notice says what was "
    "promised that day (7.1, 7.2). A gap keeps the case out of a report by that field.",
    "`cmt new --occurred DATE --product NAME --unit NAME` and its other options; afterwards "
    "`cmt correct ID --field product`.",
    check_form_fields};

}  // namespace cmt::checks
