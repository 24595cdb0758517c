#include "cli/finding_formats.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "checks/rule.hpp"
#include "cli/baseline.hpp"
#include "cli/print.hpp"
#include "core/json_text.hpp"
#include "core/text.hpp"

namespace cmt::cli {
namespace {

using Json = nlohmann::ordered_json;

std::string printed(const Json& json) {
  return escaped_json(json.dump(2, ' ', false, Json::error_handler_t::replace)) + "\n";
}

// A relative reference of RFC 3986: every byte that is not unreserved or a slash is %XX.
std::string uri_of(std::string_view path) {
  std::string out;
  for (const char c : path) {
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                          (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == '~' ||
                          c == '/';
    out += is_plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

bool fails(const Finding& finding, const Telling& telling) {
  return finding.diagnostic.severity == Severity::error ||
         (telling.strict && finding.diagnostic.severity == Severity::warning);
}

// Message, what to do, and where it is asked for, as one line.
std::string whole_message(const Diagnostic& d) {
  std::string out = printable_line(d.message.english());
  if (!d.hint.empty()) out += ". " + printable_line(d.hint.english());
  return out;
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

std::string findings_text(const Gathered& gathered, const Telling& telling) {
  std::string out;
  for (const auto& finding : gathered.findings)
    if (finding.diagnostic.severity != Severity::note || telling.notes)
      out += rendered(finding.diagnostic, telling.color);
  return out;
}

std::string findings_json(const Gathered& gathered) {
  Json out{{"schema", 1},
           {"records", gathered.records},
           {"silenced", gathered.silenced},
           {"in_baseline", gathered.in_baseline}};
  Json& array = out["findings"] = Json::array();
  const auto prints = fingerprints(gathered.findings);
  for (std::size_t i = 0; i < prints.size(); ++i) {
    const auto& finding = gathered.findings[i];
    const Diagnostic& d = finding.diagnostic;
    array.push_back({{"rule", d.rule},
                     {"clause", d.clause},
                     {"severity", severity_name(d.severity)},
                     {"file", d.at.file},
                     {"line", d.at.line},
                     {"column", d.at.column},
                     {"id", finding.id.empty() ? Json(nullptr) : Json(finding.id)},
                     {"message", d.message.english()},
                     {"hint", d.hint.english()},
                     {"fingerprint", prints[i]}});
  }
  return printed(out);
}

std::string findings_sarif(const Gathered& gathered, const Telling& telling) {
  constexpr std::size_t most = 25'000;  // what GitHub takes of one run
  const auto prints = fingerprints(gathered.findings);
  std::vector<std::size_t> order(prints.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  if (order.size() > most) {
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      return gathered.findings[a].diagnostic.severity > gathered.findings[b].diagnostic.severity;
    });
    order.resize(most);
  }
  std::map<std::string, std::size_t, std::less<>> index;
  for (const std::size_t i : order) index.emplace(gathered.findings[i].diagnostic.rule, 0);
  Json rules = Json::array();
  for (auto& [id, number] : index) {
    number = rules.size();
    Json rule{{"id", id}};
    if (const checks::Rule* found = checks::find_rule(id)) {
      rule["shortDescription"] = {{"text", std::string{found->title}}};
      rule["fullDescription"] = {{"text", std::string{found->explanation}}};
      rule["help"] = {{"text", std::string{found->remedy}}};
      rule["defaultConfiguration"] = {{"level", severity_name(found->severity)}};
      rule["properties"] = {{"clause", std::string{found->clause}}};
    }
    rules.push_back(std::move(rule));
  }
  Json results = Json::array();
  for (const std::size_t i : order) {
    const Diagnostic& d = gathered.findings[i].diagnostic;
    Json place{{"artifactLocation", {{"uri", uri_of(telling.prefix + d.at.file)}}}};
    if (d.at.line > 0) {
      place["region"] = {{"startLine", d.at.line}};
      if (d.at.column > 0) place["region"]["startColumn"] = d.at.column;
    }
    Json result{{"ruleId", d.rule},
                {"ruleIndex", index.find(d.rule)->second},
                {"level", severity_name(d.severity)},
                {"message", {{"text", whole_message(d)}}}};
    if (!d.at.file.empty())
      result["locations"] = Json::array({Json{{"physicalLocation", std::move(place)}}});
    result["partialFingerprints"] = {{"cmt/v1", prints[i]}};
    results.push_back(std::move(result));
  }
  Json invocation{{"executionSuccessful", true}};
  if (order.size() < prints.size())
    invocation["toolExecutionNotifications"] = Json::array(
        {Json{{"level", "warning"},
              {"message",
               {{"text", fmt::format("{} of {} findings are given, errors first", order.size(),
                                     prints.size())}}}}});
  Json run{{"tool",
            {{"driver",
              {{"name", "cmt"}, {"version", telling.version}, {"rules", std::move(rules)}}}}},
           {"columnKind", "unicodeCodePoints"},
           {"invocations", Json::array({std::move(invocation)})},
           {"results", std::move(results)}};
  return printed(
      Json{{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
           {"version", "2.1.0"},
           {"runs", Json::array({std::move(run)})}});
}

std::string findings_junit(const Gathered& gathered, const Telling& telling) {
  // The lines of each rule that fails in a file, in the order of the findings.
  std::map<std::string, std::vector<std::pair<std::string, std::vector<const Finding*>>>> failures;
  std::string others;
  std::size_t failed = 0;
  for (const auto& finding : gathered.findings) {
    const Diagnostic& d = finding.diagnostic;
    if (!fails(finding, telling)) {
      if (d.severity != Severity::note || telling.notes) others += rendered(d, false);
      continue;
    }
    auto& rules = failures[d.at.file];
    const auto same = std::find_if(rules.begin(), rules.end(),
                                   [&](const auto& rule) { return rule.first == d.rule; });
    if (same != rules.end()) {
      same->second.push_back(&finding);
    } else {
      rules.push_back({d.rule, {&finding}});
      ++failed;
    }
  }
  std::set<std::string> files{gathered.files.begin(), gathered.files.end()};
  for (const auto& [file, rules] : failures) files.insert(file);
  std::string cases;
  std::size_t tests = 0;
  for (const auto& file : files) {
    const std::string name = xml_escape(printable_line(telling.prefix + file));
    const auto broken = failures.find(file);
    if (broken == failures.end()) {
      cases += fmt::format("    <testcase classname=\"{}\" name=\"sound\" time=\"0.000\"/>\n", name);
      ++tests;
      continue;
    }
    for (const auto& [rule, found] : broken->second) {
      const Diagnostic& first = found.front()->diagnostic;
      std::string lines;
      for (const Finding* finding : found) lines += rendered(finding->diagnostic, false);
      cases += fmt::format(
          "    <testcase classname=\"{0}\" name=\"{1}\" time=\"0.000\">\n"
          "      <failure message=\"{2}\" type=\"{3}\">{4}</failure>\n    </testcase>\n",
          name, xml_escape(printable_line(rule)), xml_escape(printable_line(first.message.english())),
          severity_name(first.severity), xml_escape(lines));
      ++tests;
    }
  }
  const std::string at = text(TimeZone::utc().at(telling.now.utc)).substr(0, 19);
  const std::string counts =
      fmt::format("tests=\"{}\" failures=\"{}\" errors=\"0\" time=\"0.000\"", tests, failed);
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n"
      "  <testsuite id=\"0\" package=\"cmt\" name=\"cmt check\" timestamp=\"{}\" "
      "hostname=\"localhost\" {}>\n"
      "    <properties><property name=\"cmt\" value=\"{}\"/></properties>\n{}    <system-out>{}</system-out>\n"
      "    <system-err/>\n  </testsuite>\n</testsuites>\n",
      at, counts, xml_escape(telling.version), cases, xml_escape(others));
}

std::string findings_github(const Gathered& gathered, const Telling& telling) {
  // The rest of the line is one message, whatever is in it; a property also ends at : and at a comma.
  const auto escaped = [](std::string_view text, bool is_property) {
    std::string out;
    for (const char c : printable_line(text)) {
      if (c == '%')
        out += "%25";
      else if (is_property && c == ':')
        out += "%3A";
      else if (is_property && c == ',')
        out += "%2C";
      else
        out += c;
    }
    return out;
  };
  std::string out;
  for (const auto& finding : gathered.findings) {
    const Diagnostic& d = finding.diagnostic;
    if (d.severity == Severity::note && !telling.notes) continue;
    out += d.severity == Severity::error     ? "::error "
           : d.severity == Severity::warning ? "::warning "
                                             : "::notice ";
    if (!d.at.file.empty())
      out += fmt::format("file={},", escaped(telling.prefix + d.at.file, true));
    if (d.at.line > 0) out += fmt::format("line={0},endLine={0},", d.at.line);
    if (d.at.column > 0) out += fmt::format("col={},", d.at.column);
    out += fmt::format("title={}::{}", escaped(fmt::format("{} ({})", d.rule, d.clause), true),
                       escaped(d.message.english(), false));
    if (!d.hint.empty()) out += "%0A" + escaped(d.hint.english(), false);
    out += "\n";
  }
  return out;
}

std::string findings_checkstyle(const Gathered& gathered, const Telling& telling) {
  std::map<std::string, std::string> files;
  for (const auto& finding : gathered.findings) {
    const Diagnostic& d = finding.diagnostic;
    if (d.severity == Severity::note && !telling.notes) continue;
    std::string place;
    if (d.at.line > 0) place = fmt::format(" line=\"{}\"", d.at.line);
    if (d.at.column > 0) place += fmt::format(" column=\"{}\"", d.at.column);
    files[d.at.file] += fmt::format("    <error{} severity=\"{}\" message=\"{}\" source=\"cmt.{}\"/>\n", place,
                                    d.severity == Severity::note ? "info" : severity_name(d.severity),
                                    xml_escape(printable_line(d.message.english())), xml_escape(printable_line(d.rule)));
  }
  std::string out = fmt::format("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"{}\">\n", xml_escape(telling.version));
  for (const auto& [file, errors] : files)
    out += fmt::format("  <file name=\"{}\">\n{}  </file>\n", xml_escape(printable_line(telling.prefix + file)), errors);
  return out + "</checkstyle>\n";
}

std::string findings_gitlab(const Gathered& gathered, const Telling& telling) {
  Json out = Json::array();
  const auto prints = fingerprints(gathered.findings);
  for (std::size_t i = 0; i < prints.size(); ++i) {
    const Diagnostic& d = gathered.findings[i].diagnostic;
    if (d.severity == Severity::note && !telling.notes) continue;
    out.push_back({{"description", whole_message(d)},
                   {"check_name", d.rule},
                   {"fingerprint", prints[i]},
                   {"severity", d.severity == Severity::error     ? "major"
                                : d.severity == Severity::warning ? "minor"
                                                                  : "info"},
                   {"location",
                    {{"path", telling.prefix + d.at.file},
                     {"lines", {{"begin", std::max(d.at.line, 1)}}}}}});
  }
  return printed(out);
}

}  // namespace cmt::cli
