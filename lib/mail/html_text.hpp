// The text of an HTML page, for people who read it in a terminal.
#pragma once
#include <string>
#include <string_view>

namespace cmt::mail {

// Tags, scripts, styles and comments go; blocks become lines, items of lists begin with a hyphen, quotations with
// "> ", and the address of a link follows its text. The page is UTF-8. Nothing of it is run, opened or fetched.
std::string html_to_text(std::string_view html);

// The character set that the page itself names in its first kilobyte; empty when it names none.
std::string charset_of_html(std::string_view bytes);

}  // namespace cmt::mail
