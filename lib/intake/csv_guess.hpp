// A draft of the map of somebody's CSV file (csv_map.hpp): what its beginning allows to say, with the
// reasons beside it, and a blank wherever only a person knows. A draft with a blank does not run.
#pragma once
#include <string>
#include <string_view>

#include "core/lists.hpp"
#include "core/result.hpp"
#include "core/window.hpp"

namespace cmt::intake {

// So much of a file is looked at.
inline constexpr std::size_t csv_guess_bytes = std::size_t{4} << 20U;
inline constexpr int csv_guess_rows = 5000;
// A column of more different texts gets no table of values.
inline constexpr std::size_t csv_guess_values = 60;

// `lists` are those of the register, or the built-in ones; `zone` is its time zone, empty where there is
// no register. Failure: unreadable, when the beginning of the file is no table, or its character set
// does not show.
Result<std::string> guess_csv_map(const std::string& file_name, const ReadBytes& bytes, const Lists& lists,
                                  std::string_view zone);

}  // namespace cmt::intake
