// Charts of the HTML report: inline SVG without scripts. Positions are per cent of the width and
// text is not scaled, so that one drawing serves a telephone, a screen and paper.
#pragma once
#include <string>
#include <string_view>

#include "exporters/value.hpp"

namespace cmt::exporters {

struct ChartFrame {
  std::string id;           // a prefix of element ids, unique in the page
  std::string title;        // raw text, read out as the name of the picture
  std::string description;  // raw text
  bool is_right_to_left = false;
};

// A legend where there is more than one series, and the picture.
std::string html_chart(const Drawing& drawing, const ChartFrame& frame);

// A thin rule filled to `fraction`, from 0 to 1.
std::string html_gauge(double fraction, bool is_right_to_left);

}  // namespace cmt::exporters
