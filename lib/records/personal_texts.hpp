// 4.10 Confidentiality: texts of dossiers that hold words of or about a complainant, and whose they are.
//
// All texts of a dispute are about its complaint, all of a request about the person who asks; the comments of a survey
// are about the complaint of each. The texts of all other kinds are about how the organization works and no
// case owns them, so that they stay when a case is forgotten.
#pragma once
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/lists.hpp"
#include "core/result.hpp"
#include "yaml/document.hpp"

namespace cmt::records {

struct PersonalText {
  std::size_t event;  // index in the history
  std::string owner;  // id of the complaint or of the party
  yaml::Node place;
};

// Those of one file, in the order in which they stand.
struct PersonalTexts {
  yaml::Document document;
  std::size_t events;  // in the history
  std::vector<PersonalText> texts;
};

// Whether the file at a path is one of such a kind: "surveys/S-….yaml".
bool may_hold_personal_texts(std::string_view path);

// Precondition: may_hold_personal_texts(path). Failure: unreadable.
Result<PersonalTexts> personal_texts(std::string path, std::string bytes, const Lists& lists);

// The file with texts replaced: `choose` gives what stands there instead, or nothing. Failure: unreadable, also
// when the file cannot be edited safely.
using ReplacePersonal = std::function<std::optional<std::string>(const PersonalText&)>;
Result<std::string> replace_personal_texts(std::string path, std::string bytes, const Lists& lists,
                                           const ReplacePersonal& choose);

}  // namespace cmt::records
