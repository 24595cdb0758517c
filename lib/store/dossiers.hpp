// The files of the records that are not complaints: one folder a kind, ID.yaml each.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "store/files.hpp"

namespace cmt::store {

// The warning about a file among records that is none, complaints or others.
Diagnostic stranger(const std::string& path, Message message = tr("not named like a record"));

struct DossierListing {
  std::vector<std::string> ids;  // in order
  Diagnostics strangers;         // warnings: files that are not named like such a record
};
// What a folder holds; empty when there is no such folder.
Result<DossierListing> list_dossiers(const Files& files, std::string_view folder, char letter);

// A record by what a person typed: the id in any case, or a start of it (with or without the letter)
// that only one of them has. Refused when there is none or more than one; `name` is for the message, and `hint`, what to do when
// there is none, in the place of `cmt NAME list`.
Result<std::string> find_dossier(const Files& files, std::string_view folder, char letter,
                                 std::string_view name, std::string_view typed,
                                 Message hint = {});

}  // namespace cmt::store
