#include "exchange/sqlite.hpp"

#include <fmt/core.h>
#include <sqlite3.h>

#include <optional>

#include "exchange/library.hpp"
#include "exchange/tables.hpp"

namespace cmt::exchange {
namespace {

// What `PRAGMA user_version` says: changes when a table or a column gets another meaning.
constexpr int tables_version = 1;

struct Sqlite {
  decltype(&sqlite3_open_v2) open_v2;
  decltype(&sqlite3_close_v2) close_v2;
  decltype(&sqlite3_exec) exec;
  decltype(&sqlite3_prepare_v2) prepare_v2;
  decltype(&sqlite3_bind_text) bind_text;
  decltype(&sqlite3_bind_int64) bind_int64;
  decltype(&sqlite3_bind_null) bind_null;
  decltype(&sqlite3_step) step;
  decltype(&sqlite3_reset) reset;
  decltype(&sqlite3_finalize) finalize;
  decltype(&sqlite3_errmsg) errmsg;
};

const Sqlite* sqlite() {
  static const std::optional<Sqlite> loaded = []() -> std::optional<Sqlite> {
    const Library library{CMT_SQLITE};
    Sqlite out{};
    const bool is_whole = library.find("sqlite3_open_v2", out.open_v2) && library.find("sqlite3_close_v2", out.close_v2) &&
                          library.find("sqlite3_exec", out.exec) && library.find("sqlite3_prepare_v2", out.prepare_v2) &&
                          library.find("sqlite3_bind_text", out.bind_text) && library.find("sqlite3_bind_int64", out.bind_int64) &&
                          library.find("sqlite3_bind_null", out.bind_null) && library.find("sqlite3_step", out.step) &&
                          library.find("sqlite3_reset", out.reset) && library.find("sqlite3_finalize", out.finalize) &&
                          library.find("sqlite3_errmsg", out.errmsg);
    return is_whole ? std::optional{out} : std::nullopt;
  }();
  return loaded ? &*loaded : nullptr;
}

const char* type_of(ColumnType type) {
  switch (type) {
    case ColumnType::integer:
    case ColumnType::flag: return "INTEGER";
    case ColumnType::amount: return "NUMERIC";
    default: return "TEXT";
  }
}

std::string create(const Table& table) {
  std::string out = fmt::format("CREATE TABLE {} (", table.name), key;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const Column& column = table.columns[i];
    out += fmt::format("{}\n  \"{}\" {}", i ? "," : "", column.name, type_of(column.type));
    if (i < table.key_size) {
      out += " NOT NULL";
      key += fmt::format("{}\"{}\"", i ? ", " : "", column.name);
    }
    if (column.type == ColumnType::flag) out += fmt::format(" CHECK (\"{}\" IN (0, 1))", column.name);
    if (i == 0 && std::string_view{column.name} == "complaint" && std::string_view{table.name} != "complaints")
      out += " REFERENCES complaints";
    if (i == 0 && std::string_view{table.name} == "action_complaints") out += " REFERENCES actions";
  }
  return out + fmt::format(",\n  PRIMARY KEY ({})\n) WITHOUT ROWID;\n", key);
}

std::string insert(const Table& table) {
  std::string out = fmt::format("INSERT INTO {} VALUES (", table.name);
  for (std::size_t i = 0; i < table.columns.size(); ++i) out += i ? ", ?" : "?";
  return out + ")";
}

class SqliteWriter : public TableWriter {
 public:
  SqliteWriter(const Sqlite& api, std::string path) : api_(api), path_(std::move(path)) {}
  SqliteWriter(const SqliteWriter&) = delete;
  SqliteWriter& operator=(const SqliteWriter&) = delete;
  ~SqliteWriter() override { close(); }

  Result<Done> open() {
    if (api_.open_v2(path_.c_str(), &database_, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr) != SQLITE_OK) return failed();
    // Nobody reads it before it is whole, and one that is not whole is thrown away.
    std::string sql = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA encoding = 'UTF-8';\n";
    sql += fmt::format("PRAGMA user_version = {};\nBEGIN;\n", tables_version);
    for (const auto& table : tables()) sql += create(table);
    if (api_.exec(database_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) return failed();
    for (const auto& table : tables()) {
      sqlite3_stmt* statement = nullptr;
      if (api_.prepare_v2(database_, insert(table).c_str(), -1, &statement, nullptr) != SQLITE_OK) return failed();
      inserts_.push_back(statement);
    }
    return Done{};
  }

  Result<Done> add(const Row& row) override {
    sqlite3_stmt* statement = inserts_[row.table];
    bool is_bound = true;
    for (std::size_t i = 0; i < row.cells.size(); ++i) is_bound &= bind(statement, static_cast<int>(i) + 1, row.cells[i]) == SQLITE_OK;
    if (!is_bound || api_.step(statement) != SQLITE_DONE || api_.reset(statement) != SQLITE_OK) return failed();
    return Done{};
  }

  Result<Done> finish() override {
    if (api_.exec(database_, "COMMIT;", nullptr, nullptr, nullptr) != SQLITE_OK) return failed();
    return close() ? Result<Done>{Done{}} : failed();
  }

 private:
  int bind(sqlite3_stmt* statement, int at, const Cell& cell) {
    if (const auto* text = std::get_if<std::string>(&cell))  // read before the row goes
      return api_.bind_text(statement, at, text->data(), static_cast<int>(text->size()), SQLITE_STATIC);
    if (const auto* number = std::get_if<std::int64_t>(&cell)) return api_.bind_int64(statement, at, *number);
    if (const auto* flag = std::get_if<bool>(&cell)) return api_.bind_int64(statement, at, *flag ? 1 : 0);
    return api_.bind_null(statement, at);
  }

  Failure failed() { return unreadable(path_, tr("the database cannot be written: {}", api_.errmsg(database_))); }

  bool close() {
    for (auto* statement : inserts_) api_.finalize(statement);
    inserts_.clear();
    const bool is_closed = api_.close_v2(database_) == SQLITE_OK;
    database_ = nullptr;
    return is_closed;
  }

  const Sqlite& api_;
  std::string path_;
  sqlite3* database_ = nullptr;
  std::vector<sqlite3_stmt*> inserts_;  // in the order of tables()
};

}  // namespace

Result<std::unique_ptr<TableWriter>> write_sqlite(const std::string& path) {
  const Sqlite* api = sqlite();
  if (!api) return failure(FailureKind::unreadable, tr("SQLite is not on this system"), tr("install libsqlite3-0, or take csv or jsonl"));
  auto writer = std::make_unique<SqliteWriter>(*api, path);
  if (auto opened = writer->open(); !opened) return std::move(opened).failure();
  return std::unique_ptr<TableWriter>{std::move(writer)};
}

}  // namespace cmt::exchange
