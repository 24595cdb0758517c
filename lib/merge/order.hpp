// Events that stand in another order than that in which they were put on record.
#pragma once
#include <optional>
#include <string>

#include "process/rules.hpp"
#include "records/record.hpp"

namespace cmt::merge {

// Whether all events after the receipt stand in the order in which they were put on record.
bool is_in_order(const process::Complaint& complaint, const process::Rules& rules);

// The record with its events from `first` on in the order in which they were put on record; those
// before it keep their places. Nothing when they stand so, when the process refuses as much
// afterwards as before or anything new, or when the file has a form that cannot be taken apart.
// Precondition: first >= 1, for a history begins with the receipt.
std::optional<std::string> reordered(const records::Record& record, std::size_t first,
                                     const process::Rules& rules);

}  // namespace cmt::merge
