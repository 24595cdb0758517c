#include "exchange/table.hpp"

#include "core/bytes.hpp"

namespace cmt::exchange {

void append(std::string& bytes, const Row& row) {
  ByteSink sink{bytes};
  sink.size(row.table);
  sink.size(row.cells.size());
  for (const auto& cell : row.cells) {
    sink.size(cell.index());
    if (const auto* text = std::get_if<std::string>(&cell)) sink.text(*text);
    else if (const auto* number = std::get_if<std::int64_t>(&cell)) sink.raw(*number);
    else if (const auto* flag = std::get_if<bool>(&cell)) sink.size(*flag ? 1 : 0);
  }
}

bool RowsOf::next(Row& row) {
  if (rest_.empty()) return false;
  ByteSource source{rest_};
  row.table = static_cast<std::size_t>(source.size());
  row.cells.resize(source.count());
  for (auto& cell : row.cells) switch (source.size()) {
      case 1: cell = std::string{source.text()}; break;
      case 2: cell = source.raw<std::int64_t>(); break;
      case 3: cell = source.size() != 0; break;
      default: cell = std::monostate{};
    }
  rest_ = source.rest();
  return source.ok();
}

}  // namespace cmt::exchange
