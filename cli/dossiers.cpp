#include "cli/dossiers.hpp"

namespace cmt::cli {

Result<std::vector<std::string>> complaint_ids(const Session& session,
                                               const std::vector<std::string>& typed) {
  std::vector<std::string> out;
  for (const auto& one : typed) {
    const auto id = session.reg.find(one);
    if (!id) return id.failure();
    out.push_back(id->text());
  }
  return out;
}

Json json_text(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }
Json json_date(const std::optional<Date>& date) { return date ? Json(text(*date)) : Json(nullptr); }
std::string text_or_dash(const std::optional<Date>& date) { return date ? text(*date) : "-"; }

}  // namespace cmt::cli
