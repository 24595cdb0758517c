// Integers of 128 bits, for comparing products of counts without rounding.
#pragma once

namespace cmt::statistics {

__extension__ typedef __int128 Wide;

}  // namespace cmt::statistics
