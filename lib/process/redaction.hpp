// 4.10 Confidentiality: what a `redacted` event allows to be gone, and what stands in its place.
//
// Redaction is the one change that the history of a complaint allows besides growth: a text is taken
// out of an earlier event, or a file out of the register, and the event says that it was, by whom
// and on what ground. Key and event stay.
#pragma once
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "process/complaint.hpp"
#include "process/events.hpp"

namespace cmt::process {

// What a text holds that was taken out.
inline constexpr std::string_view redacted_text = "[redacted]";
// The field of an event that allows the file of the complainant to be gone.
inline constexpr std::string_view redacted_complainant = "complainant";

// Whether the event names a field: `path` is the key, with those it lies within before it
// ("remedy_sought.text"), and `event` the index of the event in the history. The event may name
//   summary              the summary of the record, or
//   description          the field in every event that has it, and what lies within it, or
//   history.3.text       the field in the third event alone.
bool names_field(const Redacted& redacted, std::size_t event, std::string_view path);
// The same for a key of the record itself, such as `summary`.
bool names_key(const Redacted& redacted, std::string_view key);

// Whether the event names a file: by its path below the register, by the name under which it was
// attached, or as `attachment`, which stands for every file of the record.
bool names_file(const Redacted& redacted, std::string_view path, std::string_view name);

// Whether the event names the file of a party by its id or path. `complainant` names that of the
// complainant, whoever it is.
bool names_party(const Redacted& redacted, std::string_view party);

// Told of every text and line of words (text_fields.hpp) of an event, those that are not there included: its key with
// those it lies within ("remedy_sought.text").
using LookAtText = std::function<void(const std::string& path, const std::string& text)>;
void each_text(const Event& event, const LookAtText& look);

// Whether it is the name of a document, which stays when texts are taken out: `redacted` events name the document by it.
bool is_name_of_file(const Event& event, std::string_view path);

// The files of a record: what was attached, with the name under which it was, and letters with a
// decision, which have none.
std::vector<std::pair<std::string, std::string>> files_of(const Complaint& complaint);

}  // namespace cmt::process
