// Closed sets are enums with one table of names, read by YAML, options, help, reports and schemas.
#pragma once
#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace cmt {

template <class Enum>
struct Name {
  Enum value;
  std::string_view text;
};

template <class Enum, std::size_t N>
using Names = std::array<Name<Enum>, N>;

template <class Enum, std::size_t N>
constexpr Names<Enum, N> names(const Name<Enum> (&table)[N]) {
  Names<Enum, N> out{};
  for (std::size_t i = 0; i < N; ++i) out[i] = table[i];
  return out;
}

template <class Enum, std::size_t N>
constexpr std::optional<Enum> parse_name(const Names<Enum, N>& table, std::string_view text) {
  for (const auto& row : table)
    if (row.text == text) return row.value;
  return std::nullopt;
}

template <class Enum, std::size_t N>
constexpr std::string_view name_of(const Names<Enum, N>& table, Enum value) {
  for (const auto& row : table)
    if (row.value == value) return row.text;
  return {};
}

}  // namespace cmt
