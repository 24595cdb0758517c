// What can go wrong, as a value with a place: one type from the reader of a file to the last line
// of a command, printed once, at the edge (cli/run.cpp).
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "core/message.hpp"

namespace cmt {

enum class Severity { note, warning, error };

// 1-based line and column, the column counted in characters; column 0 means the whole line (a row of
// a table), line 0 the whole file, and an empty file no file at all (an argument, a rule of the
// process).
struct SourcePos {
  std::string file;
  int line = 0;
  int column = 0;
  bool operator==(const SourcePos&) const = default;
};

struct Diagnostic {
  Severity severity = Severity::error;
  SourcePos at;
  std::string rule;     // stable id of the rule of `cmt check`, when one is broken
  std::string clause;   // "7.9" for ISO 10002:2018, "ISO 10003 7.2" for another standard
  Message message;      // what was found, without a full stop
  Message hint;         // what to do, a command where one exists
  std::string excerpt;  // the source line at `at`, raw bytes: printed escaped, with a caret
};

using Diagnostics = std::vector<Diagnostic>;

// Why an operation gave no value. The kind alone decides the exit code.
enum class FailureKind {
  refused,     // 1: the answer is no: the process refuses, no such complaint, findings
  usage,       // 2: the command line is wrong
  unreadable,  // 3: a file, folder, lock or disk could not be read or written
};

struct Failure {
  FailureKind kind = FailureKind::refused;
  Diagnostics diagnostics;
};

inline Failure failure(FailureKind kind, Message message, Message hint = {}) {
  Diagnostic diagnostic;
  diagnostic.message = std::move(message);
  diagnostic.hint = std::move(hint);
  return {kind, {std::move(diagnostic)}};
}

// Refused by the process: exit code 1. `clause` names the text that asks for it.
inline Failure refuse(std::string clause, Message message, Message hint = {}) {
  Failure refused = failure(FailureKind::refused, std::move(message), std::move(hint));
  refused.diagnostics.front().clause = std::move(clause);
  return refused;
}

// A file that could not be read or written: exit code 3.
inline Failure unreadable(std::string file, Message message, Message hint = {}) {
  Failure failed = failure(FailureKind::unreadable, std::move(message), std::move(hint));
  failed.diagnostics.front().at.file = std::move(file);
  return failed;
}

// A file that is refused whole for what it holds: its place is its beginning.
inline Failure unreadable_whole(std::string file, Message message, Message hint = {}) {
  Failure failed = unreadable(std::move(file), std::move(message), std::move(hint));
  failed.diagnostics.front().at.line = failed.diagnostics.front().at.column = 1;
  return failed;
}

}  // namespace cmt
