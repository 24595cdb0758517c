// Products and units by the names that the register's settings list.
#include <fmt/core.h>

#include <algorithm>

#include "checks/all_rules.hpp"
#include "checks/finding.hpp"
#include "core/text.hpp"

namespace cmt::checks {
namespace {

// The event that gave a product or unit its present value.
Place place_of(const Subject& subject, const std::string& field,
               std::string process::Assessed::*assessed) {
  Place place{0, field};
  each_event<process::Assessed>(subject,
                                [&](std::size_t i, const auto&, const process::Assessed& body) {
                                  if (!(body.*assessed).empty()) place = {i, field};
                                });
  if (const auto corrected = last_correction(subject, field);
      corrected && *corrected > place.event.value_or(0))
    place = {*corrected, "value"};
  return place;
}

void check_catalogue(const Subject& subject, std::vector<Finding>& out) {
  const auto compare = [&](const char* field, const char* list, const std::string& value,
                           const std::vector<std::string>& known,
                           std::string process::Assessed::*assessed) {
    if (value.empty() || known.empty()) return;
    if (std::find(known.begin(), known.end(), value) != known.end()) return;
    const auto meant = nearest(value, known);
    const auto hint = meant
                          ? tr("cmt correct {} --field {} with '{}', or add it to `{}`",
                               id_of(subject), field, *meant, list)
                          : tr("add it to `{}` in cmt.yaml, or cmt correct {} --field {}",
                               list, id_of(subject), field);
    out.push_back(found(all::catalogue, note_if_imported(subject, all::catalogue.severity),
                        place_of(subject, field, assessed),
                        tr("{} '{}' is not in `{}` of cmt.yaml", field,
                           truncate(printable_line(value), 40), list),
                        hint));
  };
  const auto& state = subject.state;
  compare("product", "products", state.product, subject.rules.products,
          &process::Assessed::product);
  compare("unit", "units", state.unit, subject.rules.units, &process::Assessed::unit);
}

}  // namespace

const Rule all::catalogue{
    "catalogue",
    "8.2",
    Severity::warning,
    msgid("product and unit are names that cmt.yaml lists"),
    "Where cmt.yaml lists the products or the units, a record uses those names. Complaints are "
    "analysed by product and unit (8.2), and one thing under two names is counted as two. In an "
    "imported record it is a note.",
    "`cmt correct ID --field product`, or add the name to cmt.yaml.",
    check_catalogue};

}  // namespace cmt::checks
