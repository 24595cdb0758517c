// Findings as people and other programs read them: one function a format, bytes out, nothing else.
// What comes from a record is escaped for the format and cleaned of control characters.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "cli/findings.hpp"

namespace cmt::cli {

std::string_view severity_name(Severity severity);

// How findings are told.
struct Telling {
  bool notes = false;   // print notes as well
  bool strict = false;  // a warning fails
  bool color = false;
  std::string prefix;   // path of the register below the repository, "register/"; or empty
  std::string version;  // of the program
  Instant now;
};

// Lines with an excerpt and a hint.
std::string findings_text(const Gathered& gathered, const Telling& telling);
// The form of `check --json` (schemas/check.schema.json).
std::string findings_json(const Gathered& gathered);
// SARIF 2.1.0 with the rules that found something, at most 25,000 results: errors first where there
// are more, and a notification says so. Columns are counted in code points.
std::string findings_sarif(const Gathered& gathered, const Telling& telling);
// JUnit XML: a test case for each record without a failure, and one for each rule that fails in a
// file. What does not fail stands in system-out.
std::string findings_junit(const Gathered& gathered, const Telling& telling);
// Workflow commands of GitHub Actions, one line each.
std::string findings_github(const Gathered& gathered, const Telling& telling);
// Checkstyle XML, which many programs of CI and editors read: the findings of each file.
std::string findings_checkstyle(const Gathered& gathered, const Telling& telling);
// The code quality report of GitLab.
std::string findings_gitlab(const Gathered& gathered, const Telling& telling);

}  // namespace cmt::cli
