// Days counted by months.
#pragma once
#include "core/time.hpp"

namespace cmt::calendar {

// The same day so many months later; the last one of a month that is shorter.
Date months_later(Date from, int count);

}  // namespace cmt::calendar
