#include "statistics/association.hpp"

#include <algorithm>
#include <cmath>

namespace cmt::statistics {
namespace {

struct Sums {
  std::vector<std::int64_t> rows, columns;
  std::int64_t total = 0;
};

Sums sums_of(const Contingency& table) {
  Sums sums;
  sums.columns.assign(table.empty() ? 0 : table.front().size(), 0);
  for (const auto& row : table) {
    sums.rows.push_back(0);
    for (std::size_t j = 0; j < row.size() && j < sums.columns.size(); ++j) {
      sums.rows.back() += row[j];
      sums.columns[j] += row[j];
      sums.total += row[j];
    }
  }
  return sums;
}

int filled(const std::vector<std::int64_t>& sums) {
  return static_cast<int>(
      std::count_if(sums.begin(), sums.end(), [](std::int64_t sum) { return sum > 0; }));
}

}  // namespace

double chi_square_tail(double chi_square, int degrees) {
  if (chi_square <= 0) return 1;
  const double half = chi_square / 2;
  // The finite series of the incomplete gamma function at whole and half arguments.
  double term = degrees % 2 == 0 ? std::exp(-half) : 0;
  double sum = degrees % 2 == 0 ? term : std::erfc(std::sqrt(half));
  double at = degrees % 2 == 0 ? 1 : 0.5;
  if (degrees % 2 != 0) term = std::exp(-half) * std::sqrt(half) / std::tgamma(1.5);
  if (degrees % 2 == 0) {
    for (int k = 1; k < degrees / 2; ++k, at += 1) {
      term *= half / at;
      sum += term;
    }
  } else {
    for (int k = 0; k < (degrees - 1) / 2; ++k) {
      sum += term;
      at += 1;
      term *= half / at;
    }
  }
  return std::min(1.0, sum);
}

std::optional<Association> association(const Contingency& table) {
  const Sums sums = sums_of(table);
  const int rows = filled(sums.rows), columns = filled(sums.columns);
  if (rows < 2 || columns < 2) return std::nullopt;
  Association out;
  std::int64_t cells = 0, large = 0;
  const auto total = static_cast<double>(sums.total);
  for (std::size_t i = 0; i < table.size(); ++i) {
    for (std::size_t j = 0; j < sums.columns.size(); ++j) {
      if (sums.rows[i] == 0 || sums.columns[j] == 0) continue;
      ++cells;
      if (sums.rows[i] * sums.columns[j] >= 5 * sums.total) ++large;
      const double expected =
          static_cast<double>(sums.rows[i]) * static_cast<double>(sums.columns[j]) / total;
      const double difference = static_cast<double>(table[i][j]) - expected;
      out.chi_square += difference * difference / expected;
    }
  }
  out.degrees = (rows - 1) * (columns - 1);
  out.p = chi_square_tail(out.chi_square, out.degrees);
  out.cramers_v = std::sqrt(out.chi_square / (total * (std::min(rows, columns) - 1)));
  out.is_valid = 5 * large >= 4 * cells;
  return out;
}

double fisher_tail(std::int64_t both, std::int64_t first, std::int64_t second,
                   std::int64_t total) {
  const auto log_choose = [](std::int64_t n, std::int64_t k) {
    const auto x = static_cast<double>(n), y = static_cast<double>(k);
    return std::lgamma(x + 1) - std::lgamma(y + 1) - std::lgamma(x - y + 1);
  };
  if (both <= std::max<std::int64_t>(0, first + second - total)) return 1;
  double sum = 0;
  for (std::int64_t k = std::min(first, second); k >= both; --k)
    sum += std::exp(log_choose(first, k) + log_choose(total - first, second - k) -
                    log_choose(total, second));
  return std::min(1.0, sum);
}

std::optional<double> cohens_kappa(const Contingency& table) {
  const Sums sums = sums_of(table);
  if (sums.total == 0 || sums.rows.size() != sums.columns.size()) return std::nullopt;
  std::int64_t agreed = 0, chance = 0;  // of total, of total squared
  for (std::size_t i = 0; i < table.size(); ++i) {
    agreed += table[i][i];
    chance += sums.rows[i] * sums.columns[i];
  }
  const std::int64_t square = sums.total * sums.total;
  if (chance == square) return std::nullopt;
  return static_cast<double>(agreed * sums.total - chance) / static_cast<double>(square - chance);
}

}  // namespace cmt::statistics
