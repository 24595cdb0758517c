// Drawing of bars, columns, lines and stacked bars in SVG. Colours are classes of html_style.hpp.
#include "exporters/html_chart.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <vector>

#include "core/text.hpp"
#include "exporters/html_text.hpp"

namespace cmt::exporters {
namespace {

using reports::ChartKind;

constexpr std::size_t kShades = 6;      // s0 to s5 of the style sheet
constexpr int kLabelColumns = 38;       // of a label above a bar, on the narrowest screen
constexpr int kTickColumns = 10;        // of a label below a column
constexpr std::size_t kTickLabels = 6;  // as many as fit side by side on the narrowest screen
constexpr std::size_t kFigures = 12;    // more columns than these have no figure of their own
constexpr int kPlotTop = 22;
constexpr int kPlotHeight = 170;
constexpr int kPlotBottom = kPlotTop + kPlotHeight;

double size_of(const std::optional<double>& number) { return std::max(0.0, number.value_or(0.0)); }

std::string short_text(std::string_view raw, int columns) {
  return html_escape(truncate(printable_line(raw), columns));
}

std::size_t shade_of(std::size_t series, std::size_t count) {
  if (count <= 1) return kShades - 2;
  if (count <= kShades) return series * (kShades - 1) / (count - 1);
  return std::min(series, kShades - 1);
}

// Turns positions from left to right round where the page reads from right to left.
struct Side {
  bool is_right_to_left = false;
  double at(double percent) const { return is_right_to_left ? 100.0 - percent : percent; }
  double box(double percent, double width) const {
    return is_right_to_left ? 100.0 - percent - width : percent;
  }
};

std::string open_svg(const ChartFrame& frame, int height) {
  return fmt::format(
      "<svg class=\"chart\" role=\"img\" aria-labelledby=\"{0}-t {0}-d\" width=\"100%\" "
      "height=\"{1}\">\n<title id=\"{0}-t\">{2}</title>\n<desc id=\"{0}-d\">{3}</desc>\n",
      frame.id, height, html_text(frame.title), html_text(frame.description));
}

std::string hover(std::string_view label, std::string_view value) {
  return fmt::format("<title>{}: {}</title>", html_text(label), html_text(value));
}

std::string rect(std::string_view classes, double x, int y, double width, int height,
                 std::string_view content = {}) {
  return fmt::format(
      "<rect class=\"{}\" x=\"{:.2f}%\" y=\"{}\" width=\"{:.2f}%\" height=\"{}\">{}</rect>\n",
      classes, x, y, width, height, content);
}

std::string legend(const Drawing& drawing) {
  if (drawing.series.size() < 2) return {};
  std::string html = "<ul class=\"legend\">\n";
  for (std::size_t i = 0; i < drawing.series.size(); ++i) {
    if (drawing.kind == ChartKind::control && i > 2) break;  // both limits look alike
    const bool is_limit = drawing.kind == ChartKind::control && i > 0;
    const std::string mark =
        is_limit ? fmt::format("<line class=\"{}\" x1=\"0\" y1=\"6\" x2=\"22\" y2=\"6\"/>",
                               i == 1 ? "centre" : "limit")
        : drawing.kind == ChartKind::line || drawing.kind == ChartKind::control
            ? fmt::format("<line class=\"l{}\" x1=\"0\" y1=\"6\" x2=\"22\" y2=\"6\"/>",
                          std::min(i, std::size_t{2}))
            : fmt::format("<rect class=\"s{}\" width=\"22\" height=\"12\"/>",
                          shade_of(i, drawing.series.size()));
    html += fmt::format(
        "<li><svg aria-hidden=\"true\" width=\"22\" height=\"12\">{}</svg> <bdi>{}</bdi></li>\n",
        mark,
        html_text(is_limit && i == 2 && drawing.series.size() > 3
                      ? drawing.series[2].title + ", " + drawing.series[3].title
                      : drawing.series[i].title));
  }
  return html + "</ul>\n";
}

// A label and a figure over a bar.
std::string bar_heading(std::string_view label, std::string_view figure, int y, Side side) {
  return fmt::format(
      "<text class=\"label\" x=\"{}%\" y=\"{}\">{}</text>\n"
      "<text class=\"figure\" x=\"{}%\" y=\"{}\" text-anchor=\"end\">{}</text>\n",
      side.at(0), y, short_text(label, kLabelColumns), side.at(100), y, html_text(figure));
}

std::string bars(const Drawing& drawing, const ChartFrame& frame) {
  constexpr int kRow = 38;
  const Side side{frame.is_right_to_left};
  const Series& series = drawing.series.front();
  double largest = 0;
  for (const auto& number : series.numbers) largest = std::max(largest, size_of(number));
  const int rows = static_cast<int>(drawing.labels.size());
  std::string svg = open_svg(frame, rows * kRow);
  int top = 0;
  for (std::size_t i = 0; i < drawing.labels.size(); ++i, top += kRow) {
    const double width = 100.0 * size_of(series.numbers[i]) / largest;
    svg += bar_heading(drawing.labels[i], series.texts[i], top + 15, side);
    svg += rect("track", 0, top + 22, 100, 8);
    svg += rect("mark", side.box(0, width), top + 22, width, 8,
                hover(drawing.labels[i], series.texts[i]));
  }
  return svg + "</svg>\n";
}

std::string stacked(const Drawing& drawing, const ChartFrame& frame) {
  constexpr int kRow = 46;
  const Side side{frame.is_right_to_left};
  std::vector<double> sums(drawing.labels.size(), 0.0);
  for (const Series& series : drawing.series)
    for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += size_of(series.numbers[i]);
  const double largest = *std::max_element(sums.begin(), sums.end());
  std::string svg = open_svg(frame, static_cast<int>(sums.size()) * kRow);
  int top = 0;
  for (std::size_t i = 0; i < sums.size(); ++i, top += kRow) {
    svg += bar_heading(drawing.labels[i], fmt::format("{:g}", sums[i]), top + 15, side);
    svg += rect("track", 0, top + 22, 100, 16);
    double at = 0;
    for (std::size_t s = 0; s < drawing.series.size(); ++s) {
      const Series& series = drawing.series[s];
      const double width = 100.0 * size_of(series.numbers[i]) / largest;
      if (width <= 0) continue;
      svg += rect(fmt::format("part s{}", shade_of(s, drawing.series.size())), side.box(at, width),
                  top + 22, width, 16,
                  hover(fmt::format("{}, {}", drawing.labels[i], series.title), series.texts[i]));
      at += width;
    }
  }
  return svg + "</svg>\n";
}

// A scale from zero with two to five even steps of 1, 2 or 5 times a power of ten.
struct Scale {
  double step = 1;
  int steps = 1;
  double top() const { return step * steps; }
};

Scale scale_of(const Drawing& drawing) {
  double largest = 0;
  bool is_whole = true;
  for (const Series& series : drawing.series) {
    for (const auto& number : series.numbers) {
      largest = std::max(largest, size_of(number));
      is_whole = is_whole && size_of(number) == std::floor(size_of(number));
    }
  }
  const double power = std::pow(10.0, std::floor(std::log10(largest / 4)));
  double step = power;
  for (const double factor : {1.0, 2.0, 5.0, 10.0}) {
    step = factor * power;
    if (step * 4 >= largest) break;
  }
  if (is_whole) step = std::max(step, 1.0);
  return {step, std::max(1, static_cast<int>(std::ceil(largest / step - 1e-9)))};
}

// The plot of columns and lines, to the right of the figures of the scale.
struct Plot {
  Scale scale;
  double left = 0;  // per cent
  std::size_t count = 0;
  double slot() const { return (100.0 - left) / static_cast<double>(count); }
  double middle(std::size_t i) const { return left + slot() * (static_cast<double>(i) + 0.5); }
  double y(double value) const { return kPlotBottom - kPlotHeight * value / scale.top(); }
};

std::string grid(const Drawing& drawing, const Plot& plot, Side side) {
  std::string svg;
  for (int i = 0; i <= plot.scale.steps; ++i) {
    const double value = plot.scale.step * i;
    const double y = plot.y(value);
    svg += fmt::format(
        "<line class=\"{}\" x1=\"{:.2f}%\" y1=\"{:.1f}\" x2=\"{:.2f}%\" y2=\"{:.1f}\"/>\n"
        "<text class=\"tick\" x=\"{:.2f}%\" y=\"{:.1f}\" text-anchor=\"end\">{:g}</text>\n",
        i == 0 ? "axis" : "grid", side.at(plot.left), y, side.at(100), y, side.at(plot.left - 1.5),
        y + 4, value);
  }
  const std::size_t every = (plot.count + kTickLabels - 1) / kTickLabels;
  for (std::size_t i = 0; i < plot.count; i += every)
    svg += fmt::format(
        "<text class=\"tick\" x=\"{:.2f}%\" y=\"{}\" text-anchor=\"middle\">{}</text>\n",
        side.at(plot.middle(i)), kPlotBottom + 20, short_text(drawing.labels[i], kTickColumns));
  return svg;
}

std::string figure_at(const Plot& plot, Side side, std::size_t i, double value,
                      std::string_view text, double shift = -7) {
  return fmt::format(
      "<text class=\"figure\" x=\"{:.2f}%\" y=\"{:.1f}\" text-anchor=\"middle\">{}</text>\n",
      side.at(plot.middle(i)), plot.y(value) + shift, html_text(text));
}

std::string columns(const Drawing& drawing, const Plot& plot, Side side) {
  const Series& series = drawing.series.front();
  std::string svg;
  for (std::size_t i = 0; i < plot.count; ++i) {
    const double value = size_of(series.numbers[i]);
    const double width = plot.slot() * 0.62;
    svg += fmt::format(
        "<rect class=\"mark\" x=\"{:.2f}%\" y=\"{:.1f}\" width=\"{:.2f}%\" height=\"{:.1f}\">{}"
        "</rect>\n",
        side.box(plot.middle(i) - width / 2, width), plot.y(value), width,
        kPlotBottom - plot.y(value), hover(drawing.labels[i], series.texts[i]));
    if (plot.count <= kFigures) svg += figure_at(plot, side, i, value, series.texts[i]);
  }
  return svg;
}

// The figure of the last point stands below it where another line ends close above; there is none
// where the other says the same, or where it would stand on the labels of the axis.
std::optional<double> shift_of_last(const Drawing& drawing, const Plot& plot, std::size_t series,
                                    std::size_t last) {
  const double y = plot.y(size_of(drawing.series[series].numbers[last]));
  for (std::size_t s = 0; s < drawing.series.size(); ++s) {
    const auto& number = drawing.series[s].numbers[last];
    if (s == series || !number) continue;
    const double above = y - plot.y(*number);
    if (above == 0 && s < series) return std::nullopt;
    if (above > 0 && above < 24)
      return y + 17 > kPlotBottom ? std::nullopt : std::optional<double>{17};
  }
  return -7;
}

std::string lines(const Drawing& drawing, const Plot& plot, Side side) {
  std::string svg;
  for (std::size_t s = 0; s < drawing.series.size(); ++s) {
    const Series& series = drawing.series[s];
    const std::size_t look = std::min(s, std::size_t{2});
    std::size_t last = plot.count;
    for (std::size_t i = 0; i < plot.count; ++i) {
      if (!series.numbers[i]) continue;
      const double y = plot.y(size_of(series.numbers[i]));
      if (i > 0 && series.numbers[i - 1])
        svg += fmt::format(
            "<line class=\"l{}\" x1=\"{:.2f}%\" y1=\"{:.1f}\" x2=\"{:.2f}%\" y2=\"{:.1f}\"/>\n",
            look, side.at(plot.middle(i - 1)), plot.y(size_of(series.numbers[i - 1])),
            side.at(plot.middle(i)), y);
      svg += fmt::format(
          "<circle class=\"p{}\" cx=\"{:.2f}%\" cy=\"{:.1f}\" r=\"3.5\">{}</circle>\n", look,
          side.at(plot.middle(i)), y,
          hover(fmt::format("{}, {}", drawing.labels[i], series.title), series.texts[i]));
      last = i;
    }
    if (last == plot.count) continue;
    if (const auto shift = shift_of_last(drawing, plot, s, last))
      svg += figure_at(plot, side, last, size_of(series.numbers[last]), series.texts[last], *shift);
  }
  return svg;
}

// The line of figures among its centre and limits; signals are rings.
std::string control(const Drawing& drawing, const Plot& plot, Side side) {
  std::string svg;
  for (std::size_t s = drawing.series.size(); s-- > 1;) {
    // Limits of months of different size are steps, each as wide as its month.
    const Series& series = drawing.series[s];
    for (std::size_t i = 0; i < plot.count; ++i) {
      if (!series.numbers[i]) continue;
      const double y = plot.y(size_of(series.numbers[i]));
      svg += fmt::format(
          "<line class=\"{}\" x1=\"{:.2f}%\" y1=\"{:.1f}\" x2=\"{:.2f}%\" y2=\"{:.1f}\"/>\n",
          s == 1 ? "centre" : "limit", side.at(plot.middle(i) - plot.slot() / 2), y,
          side.at(plot.middle(i) + plot.slot() / 2), y);
    }
  }
  Drawing figures = drawing;
  figures.series.resize(1);
  svg += lines(figures, plot, side);
  const Series& series = drawing.series.front();
  for (std::size_t i = 0; i < plot.count && i < drawing.marked.size(); ++i)
    if (drawing.marked[i] && series.numbers[i])
      svg += fmt::format("<circle class=\"signal\" cx=\"{:.2f}%\" cy=\"{:.1f}\" r=\"7.5\">{}</circle>\n",
                         side.at(plot.middle(i)), plot.y(size_of(series.numbers[i])),
                         hover(drawing.labels[i], series.texts[i]));
  return svg;
}

std::string plotted(const Drawing& drawing, const ChartFrame& frame) {
  const Side side{frame.is_right_to_left};
  Plot plot{scale_of(drawing), 0, drawing.labels.size()};
  plot.left = 4.0 + 2.2 * static_cast<double>(fmt::format("{:g}", plot.scale.top()).size());
  return open_svg(frame, kPlotBottom + 30) + grid(drawing, plot, side) +
         (drawing.kind == ChartKind::control ? control(drawing, plot, side)
          : drawing.kind == ChartKind::line  ? lines(drawing, plot, side)
                                             : columns(drawing, plot, side)) +
         "</svg>\n";
}

}  // namespace

std::string html_chart(const Drawing& drawing, const ChartFrame& frame) {
  switch (drawing.kind) {
    case ChartKind::bars:
      return bars(drawing, frame);
    case ChartKind::stacked:
      return legend(drawing) + stacked(drawing, frame);
    case ChartKind::columns:
    case ChartKind::line:
    case ChartKind::control:
      return legend(drawing) + plotted(drawing, frame);
  }
  return {};
}

std::string html_gauge(double fraction, bool is_right_to_left) {
  const double width = 100.0 * std::clamp(fraction, 0.0, 1.0);
  return "<svg class=\"gauge\" aria-hidden=\"true\" width=\"100%\" height=\"4\">" +
         fmt::format(
             "<rect class=\"track\" width=\"100%\" height=\"4\"/><rect class=\"mark\" "
             "x=\"{:.2f}%\" width=\"{:.2f}%\" height=\"4\"/></svg>",
             Side{is_right_to_left}.box(0, width), width);
}

}  // namespace cmt::exporters
