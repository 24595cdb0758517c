#include "cli/receipt.hpp"

#include <fmt/core.h>

#include "core/text.hpp"

namespace cmt::cli {

std::string neutral_summary(const process::Received& received, const records::Settings& settings) {
  const Lists& lists = settings.rules.lists;
  std::string what = received.category.empty()
                         ? std::string{"Complaint"}
                         : lists["problems"].label(received.category, settings.language());
  if (!received.product.empty()) return truncate(printable_line(what + ": " + received.product), 100);
  return fmt::format("{} ({})", what, lists["media"].label(received.medium, settings.language()));
}

}  // namespace cmt::cli
