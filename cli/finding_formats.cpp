#include "cli/finding_formats.hpp"

#include <nlohmann/json.hpp>

#include "cli/print.hpp"
#include "core/json_text.hpp"

namespace cmt::cli {
namespace {

using Json = nlohmann::ordered_json;

std::string printed(const Json& json) {
  return escaped_json(json.dump(2, ' ', false, Json::error_handler_t::replace)) + "\n";
}

}  // namespace

std::string_view severity_name(Severity severity) {
  switch (severity) {
    case Severity::note:
      return "note";
    case Severity::warning:
      return "warning";
    case Severity::error:
      break;
  }
  return "error";
}

std::string findings_text(const Gathered& gathered, bool notes, bool color) {
  std::string out;
  for (const auto& finding : gathered.findings)
    if (finding.diagnostic.severity != Severity::note || notes)
      out += rendered(finding.diagnostic, color);
  return out;
}

std::string findings_json(const Gathered& gathered) {
  Json out{{"schema", 1}, {"records", gathered.records}};
  Json& array = out["findings"] = Json::array();
  for (const auto& finding : gathered.findings) {
    const Diagnostic& d = finding.diagnostic;
    array.push_back({{"rule", d.rule},
                     {"clause", d.clause},
                     {"severity", severity_name(d.severity)},
                     {"file", d.at.file},
                     {"line", d.at.line},
                     {"column", d.at.column},
                     {"id", finding.id.empty() ? Json(nullptr) : Json(finding.id)},
                     {"message", d.message},
                     {"hint", d.hint}});
  }
  return printed(out);
}

}  // namespace cmt::cli
