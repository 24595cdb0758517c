// Data as content or quoted attribute of HTML and SVG: no markup, control or direction character
// of the data is left in force.
#pragma once
#include <string>
#include <string_view>

#include "core/text.hpp"

namespace cmt::exporters {

inline std::string html_text(std::string_view raw) { return html_escape(printable_line(raw)); }

}  // namespace cmt::exporters
