// 4.10 Confidentiality: texts taken out of the file of a record (process/redaction.hpp says which ones a
// `redacted` event names). Only texts in somebody's own words can go: codes, dates, amounts and the
// names of staff are the history itself.
#pragma once
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/lists.hpp"
#include "process/events.hpp"
#include "records/dossier.hpp"
#include "records/record.hpp"
#include "survey/survey.hpp"

namespace cmt::records {

// Tells of every text and line of words of the record where it stands, those that were taken out too, by the index of its
// event (none: the summary) and its path in it. What an earlier redaction says of itself is none.
using LookAtText = std::function<void(std::optional<std::size_t> event, const std::string& path, yaml::Node text)>;
void each_text(const Record& record, const LookAtText& look);

// The texts of a record that can be taken out and were not yet: "summary", "history.1.description".
std::vector<std::string> redactable_texts(const Record& record);

// The file with texts replaced: `choose` is told of each text of the record, by the index of its event (none: the
// summary) and its path in it, and gives what stands there instead, or nothing. It is asked of a text once more
// when it was replaced, until it gives nothing or the same. Failure: unreadable, when the file cannot be edited safely.
using Replace =
    std::function<std::optional<std::string>(std::optional<std::size_t> event, const std::string& path, std::string_view text)>;
Result<std::string> replace_texts(const Record& record, const Lists& lists, const Replace& choose);

// The file with each text that the event names replaced by process::redacted_text, everything else as it
// was; unchanged when it names none. Failure: unreadable, when the file cannot be edited safely.
Result<std::string> redact(const Record& record, const process::Redacted& what, const Lists& lists);

// An older version of a record without the texts that are taken out of the newer one; an event is known again
// by its name and time. Unchanged when it holds none of them.
Result<std::string> redact_like(const Record& newer, const Record& older, const Lists& lists);

// The file of a survey with the comment of each answer about one of the complaints replaced.
Result<std::string> redact_comments(const DossierRecord<survey::Survey>& record,
                                    const std::vector<std::string>& complaints, const Lists& lists);

}  // namespace cmt::records
