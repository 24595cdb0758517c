#include "records/sent_return.hpp"

#include "records/field_reader.hpp"
#include "records/field_writer.hpp"
#include "yaml/splice.hpp"

namespace cmt::records {

std::string path_of_return(const std::string& period) { return "returns/" + period + ".yaml"; }

Result<SentReturn> read_return(std::string path, std::string bytes) {
  auto document = yaml::parse(std::move(path), std::move(bytes));
  if (!document) return std::move(document).failure();
  static const Lists none;
  Reading reading{*document, none, {}, {}};
  SentReturn sent;
  FieldReader reader{reading, document->root(), "the return", false};
  describe(reader, sent);
  reader.finish({"schema"}, [&](FieldReader& names) { describe(names, sent); });
  if (!sent.period.empty() && document->path() != path_of_return(sent.period))
    reading.problem(*document->root().find("period"),
                    tr("the period is {}, the file is {}", shown(sent.period),
                       shown(document->path())));
  if (!sent.sent_at.is_known() && document->root().find("sent_at"))
    reading.problem(*document->root().find("sent_at"), tr("the day on which it was sent is not known"));
  if (!reading.problems.empty())
    return Failure{FailureKind::unreadable, std::move(reading.problems)};
  return sent;
}

std::string write(const SentReturn& written) {
  SentReturn sent = written;  // `describe` takes what it visits by reference
  Value map = Value::map();
  map.add("schema", Value::verbatim(std::to_string(process::schema_version)));
  FieldWriter writer{map};
  describe(writer, sent);
  return "# yaml-language-server: $schema=../schemas/return.schema.json\n" + yaml::write(map);
}

}  // namespace cmt::records
