// The functions of fmt that are not templates, compiled here with its headers alone. Taking the address of the
// one that all formatting goes through makes the compiler write it out, with what it calls.
#include <fmt/core.h>

namespace cmt {

extern std::string (*const format_of_fmt)(fmt::string_view, fmt::format_args);
std::string (*const format_of_fmt)(fmt::string_view, fmt::format_args) = &fmt::vformat;

}  // namespace cmt
