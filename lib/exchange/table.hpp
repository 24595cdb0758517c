// Tidy tables: a row a thing, a column a fact. What is a table of the register says tables.hpp; here is
// how its rows travel and who writes them.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/result.hpp"

namespace cmt::exchange {

enum class ColumnType {
  text,     // words, an id, or a code
  integer,
  amount,   // a decimal number
  date,     // ISO 8601: 2026-11-20
  moment,   // RFC 3339, with its offset
  flag,     // true or false
  json,     // an object of docs/json.md
};

struct Column {
  const char* name;
  ColumnType type;
  const char* meaning;
  const char* list = "";  // the value list that its codes are of
};

struct Table {
  const char* name;
  const char* meaning;
  std::size_t key_size;  // the first columns, which together name a row
  std::vector<Column> columns;
};

// Empty: the register does not say.
using Cell = std::variant<std::monostate, std::string, std::int64_t, bool>;

struct Row {
  std::size_t table = 0;  // its place in tables()
  std::vector<Cell> cells;
};

// Rows as bytes, which threads make and one writer reads in order.
void append(std::string& bytes, const Row& row);
// The rows again, one after the other, until there is none. Precondition: made by append().
class RowsOf {
 public:
  explicit RowsOf(std::string_view bytes) : rest_(bytes) {}
  bool next(Row& row);

 private:
  std::string_view rest_;
};

// Writes tables in a format. A failure is the last that is asked of a writer.
class TableWriter {
 public:
  virtual ~TableWriter() = default;
  virtual Result<Done> add(const Row& row) = 0;
  // After the last row. Only then the output is whole.
  virtual Result<Done> finish() = 0;
  // How many texts were cut because the format holds no longer ones.
  virtual std::size_t cut() const { return 0; }
};

}  // namespace cmt::exchange
