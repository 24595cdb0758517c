// The people complained about are told and heard.
#include <fmt/core.h>

#include "checks/all_rules.hpp"
#include "checks/finding.hpp"
#include "core/text.hpp"

namespace cmt::checks {
namespace {

class Steps {
 public:
  explicit Steps(const Subject& subject) : subject_(subject) {}
  bool has(const std::string& person, process::StaffStep step) const {
    bool is_there = false;
    each_event<process::StaffInformed>(
        subject_, [&](std::size_t, const auto&, const process::StaffInformed& informed) {
          is_there = is_there || (informed.person == person && informed.step == step);
        });
    return is_there;
  }

 private:
  const Subject& subject_;
};

void check_staff_side(const Subject& subject, std::vector<Finding>& out) {
  using process::StaffStep;
  const auto& state = subject.state;
  if (state.persons.empty() || state.is_imported() || !state.assessed_once) return;
  const Steps steps{subject};
  const auto severity = is_full(subject) ? all::staff_side.severity : Severity::note;
  const auto say = [&](std::optional<std::size_t> event, const std::string& person,
                       const Message& what, const char* step) {
    out.push_back(found(all::staff_side, severity, {event, ""},
                        tr("'{}' is complained about and was not {}",
                           truncate(printable_line(person), 40), what),
                        fmt::format("cmt staff {} PERSON --step {}", id_of(subject), step)));
  };
  const auto response = last_event<process::ResponseProposed>(subject);
  const auto closed = last_event<process::Closed>(subject);
  bool is_told = false, is_heard = false;
  if (closed)
    is_told = std::get<process::Closed>(subject.complaint.history[*closed].body)
                  .staff_informed_on.has_value();
  if (response)
    is_heard = !std::get<process::ResponseProposed>(subject.complaint.history[*response].body)
                    .staff_view.empty();
  for (const auto& person : state.persons) {
    if (!steps.has(person, StaffStep::informed))
      say(last_event<process::Assessed>(subject), person, tr("told of it"), "informed");
    if (response && !is_heard && !steps.has(person, StaffStep::heard))
      say(response, person, tr("heard"), "heard");
    if (state.status == process::Status::closed && !is_told &&
        !steps.has(person, StaffStep::result))
      say(closed, person, tr("told the result"), "result");
  }
}

}  // namespace

const Rule all::staff_side{
    "staff-side",
    "4.7",
    Severity::warning,
    msgid("staff complained about are told, heard and told the result"),
    "Objectivity protects both sides: whoever is complained about is told at once and fully, "
    "is heard before anything is concluded, and learns the result (4.7). The steps stand in "
    "the history as `staff-informed`; the view of the staff in the response and the date in "
    "the closing count as well. In the small process it is a note; imported records are left "
    "out.",
    "`cmt staff ID PERSON --step informed`, then `heard` and `result`.",
    check_staff_side};

}  // namespace cmt::checks
