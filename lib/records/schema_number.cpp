#include "records/schema_number.hpp"

namespace cmt::records {

void check_schema_number(Reading& reading, Need need) {
  const Node root = reading.document.root();
  const auto schema = root.find("schema");
  if (!schema && need == Need::optional) return;
  if (!schema || !schema->is_scalar())
    reading.problem(root, tr("`schema` is missing"), tr("the first line of a record is `schema: 1`"));
  else if (schema->text() != std::to_string(process::schema_version))
    reading.problem(*schema, tr("schema '{}' is not known", shown(schema->text())),
                    tr("this program reads schema {}; a newer one needs a newer cmt",
                       process::schema_version));
}

}  // namespace cmt::records
