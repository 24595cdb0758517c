// Bytes of a dossier's file <-> a dossier, for every kind the same (dossier/dossier.hpp): as strict a
// reader, as careful a writer and as complete a schema as complaints have.
#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/lists.hpp"
#include "dossier/dossier.hpp"
#include "records/record.hpp"

namespace cmt::records {

// "actions/A-0000000.yaml".
std::string path_of_dossier(std::string_view folder, std::string_view id);

// A dossier with the file it was read from.
template <class Kind>
struct DossierRecord {
  dossier::Dossier<Kind> dossier;
  yaml::Document document;
  std::vector<yaml::Node> events;  // one for each event of the history, in the same order
  std::vector<UnknownKey> unknown_keys;
};

// Another record that a dossier names.
struct Reference {
  std::optional<std::size_t> event;  // absent: a field beside the history
  std::string field, form, id;       // form: "@complaint", "@action", …
};

// Defined in define_dossier.hpp; each kind instantiates it in one file of lib/records.
template <class Kind>
struct DossierFile {
  using Dossier = dossier::Dossier<Kind>;

  // Failure: unreadable, with every problem of the file that can be found in one run.
  static Result<DossierRecord<Kind>> read(std::string path, std::string bytes, const Lists& lists);

  // A new file: the line that tells an editor the schema, then the record.
  static std::string write(const Dossier& dossier);

  // One event as it is written; fields in the order of the event's description.
  static yaml::Value to_value(const dossier::Event<Kind>& event);

  // The file's bytes with the events that `changed` has more than the record; everything else stays
  // as it is. What is written is read again and compared. Failure: unreadable, when the file has a
  // form that cannot be edited safely.
  static Result<std::string> append(const DossierRecord<Kind>& record, const Dossier& changed,
                                    const Lists& lists);

  // Every other record that it names.
  static std::vector<Reference> references(const Dossier& dossier);

  // The JSON Schema of the file, and its events and fields as a page for people.
  static std::string schema(const Lists& lists);
  static std::string page();
};

}  // namespace cmt::records
