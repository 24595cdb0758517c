// format=flowed (RFC 3676): lines that a mail program broke are put together again.
#pragma once
#include <string>
#include <string_view>

namespace cmt::mail {

// `delsp`: the blank at the end of a broken line goes. Quotation marks stay in front of each line.
std::string unflowed(std::string_view text, bool delsp);

}  // namespace cmt::mail
