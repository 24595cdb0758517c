// JSON that is safe to look at: it may end up on a terminal.
#pragma once
#include <string>
#include <string_view>

namespace cmt {

// The same JSON with DEL, the C1 controls and the direction and invisible characters written as
// \u escapes. Precondition: valid JSON in UTF-8, where these stand only within strings.
std::string escaped_json(std::string_view json);

}  // namespace cmt
