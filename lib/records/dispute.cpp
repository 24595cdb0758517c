#include "records/dispute.hpp"

#include "records/field_reader.hpp"
#include "records/field_writer.hpp"
#include "yaml/splice.hpp"

namespace cmt::records {

std::string path_of_dispute(const std::string& id) { return "disputes/" + id + ".yaml"; }

Result<DisputeRecord> read_dispute(std::string path, std::string bytes, const Lists& lists) {
  auto document = yaml::parse(std::move(path), std::move(bytes));
  if (!document) return std::move(document).failure();
  Dispute dispute;
  {
    Reading reading{*document, lists, {}, {}};
    FieldReader reader{reading, document->root(), "the dispute", false};
    describe(reader, dispute);
    reader.finish({"schema"});
    if (!dispute.id.empty() && document->path() != path_of_dispute(dispute.id))
      reading.problem(*document->root().find("id"), fmt::format("the id is {}, the file is {}",
                                                                dispute.id, shown(document->path())));
    if (!reading.problems.empty())
      return Failure{FailureKind::unreadable, std::move(reading.problems)};
  }
  return DisputeRecord{std::move(*document), std::move(dispute)};
}

std::string write(const Dispute& written) {
  Dispute dispute = written;  // `describe` takes what it visits by reference
  Value map = Value::map();
  map.add("schema", Value::verbatim(std::to_string(process::schema_version)));
  FieldWriter writer{map};
  describe(writer, dispute);
  return "# yaml-language-server: $schema=../schemas/dispute.schema.json\n" + yaml::write(map);
}

Result<std::string> append(const DisputeRecord& record, const DisputeStep& written) {
  DisputeStep step = written;
  Value item = Value::map();
  FieldWriter writer{item};
  describe(writer, step);
  return yaml::append_item(record.document, *record.document.root().find("history"), item);
}

}  // namespace cmt::records
