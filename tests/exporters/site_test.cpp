// Specifies lib/exporters/site.hpp.
#include "exporters/site.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "exporters/html.hpp"
#include "exporters/sample.hpp"
#include "support/golden.hpp"

namespace {

using namespace cmt::exporters;
using namespace cmt::reports;

// The dashboard, one report and the months of a quarter.
Collection quarter_site(Report report = cmt::test::quarter()) {
  using std::chrono::month, std::chrono::year;
  Collection all;
  all.dashboard = report;
  all.dashboard.name.clear();
  all.dashboard.title = "Dashboard";
  all.reports = {report};
  Report small = report;
  small.tables.resize(1);
  small.title = "Overview: month";
  all.months = {{year{2025} / month{12}, 3, small},
                {year{2026} / month{1}, 31, small},
                {year{2026} / month{3}, 29, small}};
  return all;
}

const std::string& page(const std::vector<SitePage>& pages, std::string_view name) {
  const auto found = std::find_if(pages.begin(), pages.end(),
                                  [&](const SitePage& one) { return one.name == name; });
  REQUIRE(found != pages.end());
  return found->bytes;
}

bool has(std::string_view text, std::string_view part) { return text.find(part) != text.npos; }

}  // namespace

TEST_CASE("the dashboard of a site is as it was reviewed") {
  CHECK_GOLDEN("exporters/site.index.html", page(site(quarter_site()), "index.html"));
}

TEST_CASE("the page of a month is as it was reviewed") {
  CHECK_GOLDEN("exporters/site.month.html", page(site(quarter_site()), "month-2026-01.html"));
}

TEST_CASE("a site has an index, a page a report and a page a month, by fixed names") {
  std::vector<std::string> names;
  for (const SitePage& one : site(quarter_site())) names.push_back(one.name);
  CHECK(names == std::vector<std::string>{"index.html", "overview.html", "month-2025-12.html",
                                          "month-2026-01.html", "month-2026-03.html"});
}

TEST_CASE("the same collection gives the same bytes") {
  const auto first = site(quarter_site()), second = site(quarter_site());
  for (std::size_t i = 0; i < first.size(); ++i) CHECK(first[i].bytes == second[i].bytes);
}

TEST_CASE("every link of a site leads to one of its pages") {
  const auto pages = site(quarter_site());
  for (const SitePage& one : pages)
    for (auto at = one.bytes.find("href=\""); at != std::string::npos;
         at = one.bytes.find("href=\"", at + 1)) {
      const auto from = at + 6;
      const std::string target = one.bytes.substr(from, one.bytes.find('"', from) - from);
      const std::string name = target.substr(0, target.find('#'));
      const std::string id = target.find('#') == target.npos ? "" : target.substr(name.size() + 1);
      const std::string& bytes = name.empty() ? one.bytes : page(pages, name);
      if (!id.empty()) CHECK(has(bytes, "id=\"" + id + "\""));
    }
}

TEST_CASE("every page says which of the links it is") {
  const auto pages = site(quarter_site());
  CHECK(has(page(pages, "index.html"), "<a href=\"index.html\" aria-current=\"page\">"));
  CHECK(has(page(pages, "overview.html"), "<a href=\"overview.html\" aria-current=\"page\">"));
}

TEST_CASE("a month leads to those beside it") {
  const auto pages = site(quarter_site());
  CHECK(has(page(pages, "month-2026-01.html"),
            "<a href=\"month-2025-12.html\"><bdi>Month before: 2025-12</bdi></a>"));
  CHECK(has(page(pages, "month-2026-01.html"),
            "<a href=\"month-2026-03.html\"><bdi>Month after: 2026-03</bdi></a>"));
  CHECK_FALSE(has(page(pages, "month-2025-12.html"), "Month before"));
}

TEST_CASE("the index has the months by year, with what came in each") {
  const std::string index = page(site(quarter_site()), "index.html");
  CHECK(has(index, "<h3>2025</h3>\n<ul>\n<li><a href=\"month-2025-12.html\"><bdi>2025-12</bdi></a>"
                   " <span>3 received</span></li>\n</ul>\n<h3>2026</h3>"));
}

TEST_CASE("the index tells the command that makes the site again, of no folder by name") {
  CHECK(has(page(site(quarter_site()), "index.html"),
            "cmt report --from 2026-07-01 --to 2026-09-30 --as-of 2026-10-02T09:00:00+02:00 "
            "-o DIR/ --format html"));
}

TEST_CASE("hostile text stays text in every page of a site") {
  for (const SitePage& one : site(quarter_site(cmt::test::hostile()))) {
    CAPTURE(one.name);
    CHECK_FALSE(has(one.bytes, "<script"));
    CHECK_FALSE(has(one.bytes, "\"onload"));
    CHECK_FALSE(has(one.bytes, "\u202e"));
    for (const char* part : {"<link", "<iframe", "<img", "url(", "@import", "src="})
      CHECK_FALSE(has(one.bytes, part));
  }
}

TEST_CASE("a page of a site is known by its name and by what it says of itself") {
  const auto pages = site(quarter_site());
  for (const SitePage& one : pages) CHECK(is_site_page(one.name, one.bytes));
  const std::string& bytes = pages.front().bytes;
  CHECK_FALSE(is_site_page("notes.html", bytes));
  CHECK_FALSE(is_site_page("month-2026-13.html", bytes));
  CHECK_FALSE(is_site_page("index.htm", bytes));
  CHECK_FALSE(is_site_page("index.html", "<!doctype html><title>Mine</title>"));
  CHECK_FALSE(is_site_page("index.html", html(cmt::test::quarter())));
  CHECK_FALSE(is_site_page("index.html", std::string(4000, ' ') + bytes));
}
