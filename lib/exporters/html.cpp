// The page: heading, large figures, tables with their charts, notes, and how to get the figures
// again. All data passes through html_text.
#include "exporters/html.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cstddef>
#include <set>
#include <string_view>

#include "exporters/dates.hpp"
#include "exporters/html_chart.hpp"
#include "exporters/html_style.hpp"
#include "exporters/html_text.hpp"
#include "exporters/value.hpp"
#include "exporters/words.hpp"

namespace cmt::exporters {
namespace {

using namespace reports;

constexpr std::size_t kShort = 26;  // bytes of an id or a moment that is kept on one line
constexpr std::size_t kLargeFigures = 6;
constexpr std::size_t kRowsUnfolded = 24;  // a longer table of periods shows its last twelve rows
constexpr std::size_t kColumnsBesideChart = 4;  // a wider table stands below its chart

struct Page {
  const Report& report;
  const Words& words;
  const Surroundings& around;
  bool is_right_to_left = false;
};

std::string bdi(std::string_view raw) { return fmt::format("<bdi>{}</bdi>", html_text(raw)); }

std::string_view class_of(ColumnType type, std::string_view text) {
  const bool is_short = text.size() <= kShort && text.find(' ') == text.npos;
  if (type == ColumnType::number) return is_short ? " class=\"number short\"" : " class=\"number\"";
  if (type == ColumnType::date) return " class=\"date\"";
  return is_short ? " class=\"short\"" : "";
}

std::string fact(std::string_view term, std::string_view html) {
  return fmt::format("<div><dt>{}</dt><dd>{}</dd></div>\n", term, html);
}

std::string heading(const Page& page) {
  const Report& report = page.report;
  const Words& words = page.words;
  std::string html = "<header>\n";
  if (!report.organization.empty())
    html += fmt::format("<p class=\"organization\">{}</p>\n", bdi(report.organization));
  html += fmt::format("<h1>{}</h1>\n<dl class=\"facts\">\n", bdi(report.title));
  if (!report.period_from.empty())
    html += fact(words.period, fmt::format(fmt::runtime(words.period_range),
                                           bdi(shown_date(report.period_from, report.language)),
                                           bdi(shown_date(report.period_to, report.language))));
  if (!report.as_of.empty())
    html +=
        fact(words.as_of, fmt::format("<span{}>{}</span>", class_of(ColumnType::text, report.as_of),
                                      bdi(shown_date(report.as_of, report.language))));
  html += fact(words.filter,
               report.filter.empty() ? std::string(words.every_complaint) : bdi(report.filter));
  html += fact(words.records_read, std::to_string(report.records_read));
  html += "</dl>\n";
  if (report.records_skipped != 0)
    html += fmt::format("<p class=\"note\">{}</p>\n",
                        fmt::format(fmt::runtime(words.skipped), report.records_skipped));
  return html + "</header>\n";
}

std::string large_figure(const Page& page, const Measure& measure) {
  const std::string value = cell_text(measure.value);
  const auto* percent = std::get_if<Percent>(&measure.value);
  const auto number = cell_number(measure.value);
  std::string html = "<li>";
  if (value.empty() || value == "n/a") {
    html += "<p class=\"value none\">n/a</p>";
  } else {
    // "66.7 %" is set as a figure and its unit.
    const std::string figure = percent ? value.substr(0, value.find(' ')) : value;
    html += fmt::format("<p class=\"value\">{}", bdi(figure));
    if (!measure.unit.empty())
      html += fmt::format(" <span class=\"unit\">{}</span>", bdi(measure.unit));
    html += "</p>";
  }
  html += fmt::format("<p class=\"name\">{}</p><p class=\"detail\">{}", bdi(measure.name),
                      bdi(measure.id));
  if (percent) html += fmt::format(" \u00b7 {}", measure_parts(measure, page.words.part_of));
  html += "</p>";
  if (percent && number) html += html_gauge(*number / 100.0, page.is_right_to_left);
  return html + "</li>\n";
}

std::string records_behind(const Page& page, const Measure& measure) {
  if (measure.records.empty()) return {};
  std::string html =
      fmt::format("<details><summary>{}</summary><p>",
                  fmt::format(fmt::runtime(page.words.cases), measure.records.size()));
  for (std::size_t i = 0; i < measure.records.size(); ++i)
    html += (i == 0 ? "" : ", ") + bdi(measure.records[i]);
  return html + "</p></details>";
}

std::string measure_section(const Page& page) {
  const auto& measures = page.report.measures;
  const Words& words = page.words;
  if (measures.empty()) return {};
  std::string html = "<section>\n";
  html += fmt::format("<h2 id=\"measures\">{}</h2>\n<ul class=\"figures\">\n", words.measures);
  const std::size_t large = page.around.is_board ? measures.size() : kLargeFigures;
  for (std::size_t i = 0; i < std::min(measures.size(), large); ++i)
    html += large_figure(page, measures[i]);
  html += "</ul>\n";
  if (page.around.is_board) return html + "</section>\n";
  html += fmt::format(
      "<div class=\"scroll alone measures\" role=\"region\" aria-labelledby=\"measures\" "
      "tabindex=\"0\">\n<table>\n<caption>{}</caption>\n<thead><tr><th scope=\"col\">ID</th>"
      "<th scope=\"col\">{}</th><th scope=\"col\" class=\"number\">{}</th>"
      "<th scope=\"col\" class=\"number\">{}</th><th scope=\"col\">{}</th></tr></thead>\n<tbody>\n",
      words.measures, words.measure, words.value, words.parts, words.basis);
  for (const Measure& measure : measures) {
    html += fmt::format("<tr><td class=\"id\">{}</td><th scope=\"row\">{}", bdi(measure.id),
                        bdi(measure.name));
    if (!measure.note.empty())
      html += fmt::format("<span class=\"note\">{}</span>", bdi(measure.note));
    const std::string_view meaning = basis_meaning(words, measure.basis);
    html += fmt::format(
        "{}</th><td class=\"number\">{}</td><td class=\"number\">{}</td><td>{}</td></tr>\n",
        records_behind(page, measure), bdi(measure_value(measure)),
        measure_parts(measure, page.words.part_of),
        meaning.empty() ? bdi(measure.basis) : std::string(meaning));
  }
  return html + "</tbody>\n</table>\n</div>\n</section>\n";
}

std::string table_row(const Table& table, const Row& row) {
  std::string html = "<tr>";
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const std::string text = cell_text(cell_at(row, i));
    const std::string content = text.empty() ? std::string() : bdi(text);
    const std::string_view classes = class_of(table.columns[i].type, text);
    html += i == 0 ? fmt::format("<th scope=\"row\"{}>{}</th>", classes, content)
                   : fmt::format("<td{}>{}</td>", classes, content);
  }
  return html + "</tr>\n";
}

// A table of more periods than a reader takes in at a glance.
bool is_long(const Table& table) {
  return table.rows.size() > kRowsUnfolded && table.chart &&
         (table.chart->kind == ChartKind::columns || table.chart->kind == ChartKind::line);
}

// A long table of periods is folded on a screen, by a box to tick, since a closed <details> would
// not be printed whole everywhere.
std::string fold(const Page& page, const Table& table, std::string_view id) {
  if (!is_long(table)) return {};
  return fmt::format(
      "<input class=\"fold\" type=\"checkbox\" id=\"{0}-all\" aria-controls=\"{0}-rows\">"
      "<label for=\"{0}-all\">{1}</label>\n",
      id, fmt::format(fmt::runtime(page.words.all_rows), table.rows.size()));
}

std::string data_table(const Page& page, const Table& table, std::string_view id) {
  std::string html = fmt::format(
      "<div>\n{2}<div class=\"scroll\" id=\"{0}-rows\" role=\"region\" aria-labelledby=\"{0}\" "
      "tabindex=\"0\">\n<table>\n<caption>{1}</caption>\n<thead><tr>",
      id, html_text(table.title), fold(page, table, id));
  for (const Column& column : table.columns)
    html += fmt::format("<th scope=\"col\"{}>{}</th>", class_of(column.type, column.title),
                        bdi(column.title));
  html += "</tr></thead>\n<tbody>\n";
  for (const Row& row : table.rows) html += table_row(table, row);
  html += "</tbody>\n";
  if (table.total)
    html +=
        fmt::format("<tfoot>\n{}</tfoot>\n", table_row(table, total_row(table, page.words.total)));
  return html + "</table>\n</div>\n</div>\n";
}

// Sentences, one row after another: the first cells are a heading, the others stand below it.
std::string prose(const Table& table) {
  std::string html = "<div class=\"alone prose\">\n";
  for (const Row& row : table.rows) {
    std::string heading, facts;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      const std::string text = cell_text(cell_at(row, i));
      if (text.empty()) continue;
      if (i < table.heading_cells) heading += fmt::format("<span>{}</span> ", bdi(text));
      else facts += fmt::format("<dt>{}</dt><dd>{}</dd>\n", bdi(table.columns[i].title), bdi(text));
    }
    html += fmt::format("<article>\n<h3>{}</h3>\n{}</article>\n", heading, facts.empty() ? "" : "<dl>\n" + facts + "</dl>\n");
  }
  return html + "</div>\n";
}

bool has_prose(const Report& report) {
  return std::any_of(report.tables.begin(), report.tables.end(), [](const Table& table) { return table.heading_cells > 0; });
}

std::string chart_description(const Words& words, const Drawing& drawing) {
  const Series& series = drawing.series.front();
  std::size_t largest = 0;
  for (std::size_t i = 0; i < series.numbers.size(); ++i)
    if (series.numbers[i].value_or(0) > series.numbers[largest].value_or(0)) largest = i;
  std::string says =
      fmt::format(fmt::runtime(words.chart_says), drawing.labels[largest], series.texts[largest]);
  if (drawing.kind == ChartKind::control)
    says += " " + fmt::format(fmt::runtime(words.signals_say),
                              std::count(drawing.marked.begin(), drawing.marked.end(), true));
  return says;
}

// A picture of the board: what is said of it and its figures are folded.
std::string board_section(const Page& page, const Table& table, std::size_t number,
                          const Drawing& drawing) {
  const std::string id = fmt::format("table-{}", number);
  const ChartFrame frame{fmt::format("chart-{}", number), table.title,
                         chart_description(page.words, drawing), page.is_right_to_left};
  std::string html = fmt::format(
      "<section>\n<h2 id=\"{0}\">{1}</h2>\n<figure>\n{2}</figure>\n"
      "<details><summary>{3}</summary>\n",
      id, bdi(table.title), html_chart(drawing, frame), page.words.figures_folded);
  if (!table.caption.empty()) html += fmt::format("<p>{}</p>\n", bdi(table.caption));
  html += data_table(page, table, id);
  if (!table.note.empty()) html += fmt::format("<p>{}</p>\n", bdi(table.note));
  return html + "</details>\n</section>\n";
}

std::string table_section(const Page& page, const Table& table, std::size_t number) {
  const auto drawing = drawing_of(table);
  if (page.around.is_board && drawing) return board_section(page, table, number, *drawing);
  const std::string id = fmt::format("table-{}", number);
  std::string html = fmt::format(
      "<section{2}>\n<h2 id=\"{0}\">{1}</h2>\n", id, bdi(table.title),
      page.around.is_board ? " class=\"wide\"" : "");
  if (!table.caption.empty())
    html += fmt::format("<p class=\"caption\">{}</p>\n", bdi(table.caption));
  if (table.rows.empty()) {
    html += fmt::format("<p class=\"alone\">{}</p>\n", page.words.no_rows);
  } else if (table.heading_cells > 0) {
    html += prose(table);
  } else if (drawing) {
    const bool is_beside = table.columns.size() <= kColumnsBesideChart;
    const ChartFrame frame{fmt::format("chart-{}", number), table.title,
                           chart_description(page.words, *drawing), page.is_right_to_left};
    html += fmt::format("<div class=\"pair{}{}\">\n<figure>\n{}</figure>\n{}</div>\n",
                        is_beside ? " beside" : "", is_long(table) ? " long" : "", html_chart(*drawing, frame),
                        data_table(page, table, id));
  } else {
    html += fmt::format("<div class=\"alone\">\n{}</div>\n", data_table(page, table, id));
  }
  if (!table.note.empty()) html += fmt::format("<p class=\"note\">{}</p>\n", bdi(table.note));
  return html + "</section>\n";
}

std::string note_section(const Page& page) {
  if (page.report.notes.empty()) return {};
  std::string html = fmt::format(
      "<section>\n<h2 id=\"notes\">{}</h2>\n<ul class=\"notes\">\n",
      page.words.notes);
  for (const std::string& note : page.report.notes) html += fmt::format("<li>{}</li>\n", bdi(note));
  return html + "</ul>\n</section>\n";
}

std::string footer(const Page& page) {
  const Report& report = page.report;
  const Words& words = page.words;
  std::string html = fmt::format("<footer>\n<h2>{}</h2>\n<dl>\n", words.reproduce);
  const auto line = [&html](std::string_view term, const std::string& content) {
    html += fmt::format("<dt>{}</dt><dd>{}</dd>\n", term, content);
  };
  const auto code = [](std::string_view raw) {
    return fmt::format("<code dir=\"ltr\">{}</code>", html_text(raw));
  };
  line(words.commit, report.commit.empty() ? std::string(words.no_commit) : code(report.commit));
  line(words.command, code(page.around.command.empty() ? command_line(report, "html")
                                                       : page.around.command));
  if (!report.timezone.empty()) line(words.timezone, bdi(report.timezone));
  return html +
         fmt::format("</dl>\n<p>{}</p>\n<p>{}</p>\n</footer>\n", words.rounding, words.guidance);
}

}  // namespace

std::string html(const Report& report) { return html(report, Surroundings{}); }

std::string html(const Report& made, const Surroundings& around) {
  const Report report = with_shown_dates(made);
  const Page page{report, words_for(report.language), around, is_right_to_left(report.language)};
  const std::string title = report.organization.empty()
                                ? report.title
                                : fmt::format("{} \u2013 {}", report.title, report.organization);
  std::string out = fmt::format(
      "<!doctype html>\n<html lang=\"{}\" dir=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
      "style-src 'unsafe-inline'; img-src data:\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"color-scheme\" content=\"light dark\">\n"
      "<meta name=\"referrer\" content=\"no-referrer\">\n"
      "{}<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n"
      "<a class=\"skip\" href=\"#content\">{}</a>\n",
      html_text(report.language), page.is_right_to_left ? "rtl" : "ltr", around.head,
      html_text(title), std::string{kHtmlStyle} + std::string{has_prose(report) ? kProseStyle : ""}, page.words.skip);
  out += around.navigation + heading(page) + "<main id=\"content\" tabindex=\"-1\">\n" +
         measure_section(page);
  if (around.is_board) out += "<div class=\"board\">\n";
  for (std::size_t i = 0; i < report.tables.size(); ++i)
    out += table_section(page, shortened(report.tables[i], page.words.others), i + 1);
  if (around.is_board) out += "</div>\n";
  out += around.after + note_section(page) + "</main>\n" + footer(page) + "</body>\n</html>\n";
  return out;
}

}  // namespace cmt::exporters
