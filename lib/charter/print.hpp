// A charter as customers read it.
#pragma once
#include <string>
#include <string_view>

#include "charter/charter.hpp"
#include "core/lists.hpp"

namespace cmt::charter {

// The version in force on a day, in a language where its promises are translated. Everything that
// the register holds is escaped for the format. Precondition: state.on(day).
std::string as_text(const CharterState& state, Date day, const Lists& lists, std::string_view language);
std::string as_markdown(const CharterState& state, Date day, const Lists& lists,
                        std::string_view language);
// A page of its own, readable on a telephone, without scripts and without anything from elsewhere.
std::string as_html(const CharterState& state, Date day, const Lists& lists,
                    std::string_view language);

}  // namespace cmt::charter
