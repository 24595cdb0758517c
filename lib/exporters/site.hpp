// A collection of reports as a small site: a folder of HTML pages that link to each other. Each page
// is as self-contained as that of a single report: no scripts, no network, no other file.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "reports/collection.hpp"

namespace cmt::exporters {

struct SitePage {
  std::string name;   // of the file: fixed words and dates, never text of a complaint
  std::string bytes;
};

// `index.html`, the dashboard, then a page a report, `NAME.html`, then a page a month,
// `month-YYYY-MM.html`. The same collection gives the same bytes.
std::vector<SitePage> site(const reports::Collection& collection);

// Whether a file was made by site(), in this or an earlier version: by its name and what it says of
// itself.
bool is_site_page(std::string_view name, std::string_view bytes);

}  // namespace cmt::exporters
