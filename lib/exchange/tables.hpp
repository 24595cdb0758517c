// The register as tidy tables (docs/exchange.md): what `cmt export` writes for databases, spreadsheets
// and statistics programs. All that is computed is as of one moment.
#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/lists.hpp"
#include "exchange/table.hpp"
#include "improvement/action.hpp"
#include "process/complaint.hpp"
#include "process/rules.hpp"

namespace cmt::exchange {

// `complaints` first; every other one with a column `complaint` has rows of the complaints exported.
const std::vector<Table>& tables();
// "date", as the table `columns` says it.
std::string_view type_name(ColumnType type);
// Its place in tables(), or their number.
std::size_t find_table(std::string_view name);

// Rows of the tables chosen, in the order of tables() and of what happened.
class RowMaker {
 public:
  // `only`: the one table that is wanted, or tables().size() for all.
  RowMaker(const process::Rules& rules, const Instant& now, std::size_t only);

  // Of one complaint; `state` is that of its whole history. May be called from several threads.
  void add(const process::Complaint& complaint, const process::State& state, std::string& bytes) const;
  void add(const improvement::ActionState& action, std::string& bytes) const;
  // The labels of the codes in each language that the value lists have.
  void add_codes(std::string& bytes) const;
  // What each column means.
  void add_columns(std::string& bytes) const;
  // Where the tables come from: pairs of a name and a text.
  void add_about(const std::vector<std::pair<std::string, std::string>>& facts, std::string& bytes) const;

 private:
  const process::Rules& rules_;
  Instant now_;
  std::size_t only_;
};

}  // namespace cmt::exchange
