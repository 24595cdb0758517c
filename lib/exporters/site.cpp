// The pages of a site and the links between them.
#include "exporters/site.hpp"

#include <fmt/core.h>

#include <cstddef>

#include "core/time.hpp"
#include "exporters/html.hpp"
#include "exporters/html_text.hpp"
#include "exporters/value.hpp"
#include "exporters/words.hpp"
#include "reports/catalogue.hpp"

namespace cmt::exporters {
namespace {

using namespace reports;

constexpr std::string_view kIndex = "index.html";
constexpr std::string_view kMade = "<meta name=\"generator\" content=\"cmt report\">\n";
constexpr std::size_t kHead = 2000;  // bytes of a page in which kMade stands

std::string page_name(const Report& report) { return report.name + ".html"; }

std::string month_text(const MonthReport& one) { return month_of(cmt::Date{one.month / 1}); }

std::string page_name(const MonthReport& one) {
  return fmt::format("month-{}.html", month_text(one));
}

std::string link(std::string_view href, std::string_view text, bool is_current = false) {
  return fmt::format("<a href=\"{}\"{}><bdi>{}</bdi></a>", href,
                     is_current ? " aria-current=\"page\"" : "", html_text(text));
}

// The links of every page to every report; `current` is the name of the page itself.
std::string navigation(const Collection& all, const Words& words, std::string_view current) {
  std::string html = fmt::format("<nav class=\"site\" aria-label=\"{}\">\n<ul>\n", words.pages);
  const auto item = [&](std::string_view name, std::string_view title) {
    html += fmt::format("<li>{}</li>\n", link(name, title, name == current));
  };
  item(kIndex, all.dashboard.title);
  for (const Report& report : all.reports) item(page_name(report), report.title);
  if (!all.months.empty()) item(fmt::format("{}#months", kIndex), words.months);
  return html + "</ul>\n</nav>\n";
}

// Every report with its first figure.
std::string report_list(const Collection& all, const Words& words) {
  std::string html = fmt::format(
      "<section class=\"pages\">\n<h2>{}</h2>\n<ul>\n", words.pages);
  for (const Report& report : all.reports) {
    html += fmt::format("<li>{}", link(page_name(report), report.title));
    if (!report.measures.empty()) {
      const Measure& first = report.measures.front();
      html += fmt::format("<p><bdi>{}</bdi>: <bdi>{}</bdi></p>", html_text(first.name),
                          html_text(measure_value(first)));
    }
    html += "</li>\n";
  }
  return html + "</ul>\n</section>\n";
}

std::string month_list(const Collection& all, const Words& words) {
  if (all.months.empty()) return {};
  std::string html = fmt::format(
      "<section class=\"months\">\n<h2 id=\"months\">{}</h2>\n", words.months);
  const MonthReport* before = nullptr;
  for (const MonthReport& one : all.months) {
    if (!before || before->month.year() != one.month.year())
      html += fmt::format("{}<h3>{}</h3>\n<ul>\n", before ? "</ul>\n" : "",
                          static_cast<int>(one.month.year()));
    html += fmt::format("<li>{} <span>{}</span></li>\n", link(page_name(one), month_text(one)),
                        fmt::format(fmt::runtime(words.months_count), one.received));
    before = &one;
  }
  return html + "</ul>\n</section>\n";
}

// The months beside a month.
std::string turning(const Collection& all, const Words& words, std::size_t i) {
  if (all.months.size() < 2) return {};
  std::string html = fmt::format("<nav class=\"turn\" aria-label=\"{}\">\n<section>\n<ul>\n", words.months);
  const auto item = [&](std::string_view pattern, const MonthReport& one) {
    html += fmt::format("<li>{}</li>\n",
                        link(page_name(one), fmt::format(fmt::runtime(pattern), month_text(one))));
  };
  if (i > 0) item(words.month_before, all.months[i - 1]);
  if (i + 1 < all.months.size()) item(words.month_after, all.months[i + 1]);
  return html + "</ul>\n</section>\n</nav>\n";
}

// The command that makes the whole site again.
std::string site_command(const Report& dashboard) {
  Report all = dashboard;
  all.options.insert(all.options.end(), {"-o", "DIR/"});
  return command_line(all, "html");
}

}  // namespace

std::vector<SitePage> site(const Collection& all) {
  const Words& words = words_for(all.dashboard.language);
  std::vector<SitePage> pages;
  const auto add = [&](std::string name, const Report& report, Surroundings around) {
    around.head = kMade;
    around.navigation = navigation(all, words, name);
    std::string bytes = html(report, around);
    pages.push_back({std::move(name), std::move(bytes)});
  };
  add(std::string{kIndex}, all.dashboard,
      {.after = report_list(all, words) + month_list(all, words),
       .is_board = true,
       .command = site_command(all.dashboard)});
  for (const Report& report : all.reports) add(page_name(report), report, {});
  for (std::size_t i = 0; i < all.months.size(); ++i)
    add(page_name(all.months[i]), all.months[i].report, {.after = turning(all, words, i)});
  return pages;
}

bool is_site_page(std::string_view name, std::string_view bytes) {
  constexpr std::string_view kEnding = ".html", kMonth = "month-";
  if (name.size() <= kEnding.size() || !name.ends_with(kEnding)) return false;
  if (bytes.substr(0, kHead).find(kMade) == bytes.npos) return false;
  const std::string_view stem = name.substr(0, name.size() - kEnding.size());
  if (name == kIndex || find_report(stem)) return true;
  return stem.starts_with(kMonth) && parse_date(std::string{stem.substr(kMonth.size())} + "-01");
}

}  // namespace cmt::exporters
