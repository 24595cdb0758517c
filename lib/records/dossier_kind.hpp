// The kinds of dossiers by name: for what treats all of them alike without knowing their types, such as
// reading a folder for `cmt check`, merging, and writing schemas.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "process/rules.hpp"
#include "records/dossier.hpp"

namespace cmt::records {

// A dossier's file, read and judged.
struct JudgedDossier {
  std::string id;
  yaml::Document document;
  std::vector<yaml::Node> events;
  std::vector<UnknownKey> unknown_keys;
  std::vector<std::pair<std::size_t, Diagnostic>> refusals;  // by event: what the process has against it
  std::vector<Reference> references;
};

struct DossierKind {
  std::string_view name, folder, title;
  char letter;
  // Failure: unreadable, with every problem of the file.
  Result<JudgedDossier> (*judge)(std::string path, std::string bytes, const process::Rules& rules);
  std::string (*schema)(const Lists& lists);
  std::string (*page)();
  std::vector<std::string_view> (*commands)();  // of its steps: "action plan", …
};

// All of them, in the order of their names.
std::span<const DossierKind* const> dossier_kinds();

// The kind whose record a path names ("actions/A-0000000.yaml"), or null.
const DossierKind* dossier_kind_of(std::string_view path);

}  // namespace cmt::records
