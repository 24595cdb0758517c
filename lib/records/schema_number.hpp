// The number of the form that a file is written in.
#pragma once
#include "records/field_reader.hpp"

namespace cmt::records {

// A problem at `schema` where it is not the number that this program reads, or where it is missing and must not be.
void check_schema_number(Reading& reading, Need need);

}  // namespace cmt::records
