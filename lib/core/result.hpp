// A value or the reason why there is none. g++ 12 has std::expected only in C++23 and clang 14 not
// at all; this serves both.
#pragma once
#include <cassert>
#include <utility>
#include <variant>

#include "core/diagnostic.hpp"

namespace cmt {

template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Failure failure) : state_(std::in_place_index<1>, std::move(failure)) {}

  explicit operator bool() const { return state_.index() == 0; }
  bool has_value() const { return state_.index() == 0; }

  // Precondition: has_value().
  T& operator*() & { return assert(has_value()), *std::get_if<0>(&state_); }
  const T& operator*() const& { return assert(has_value()), *std::get_if<0>(&state_); }
  T&& operator*() && { return assert(has_value()), std::move(*std::get_if<0>(&state_)); }
  T* operator->() { return std::get_if<0>(&state_); }
  const T* operator->() const { return std::get_if<0>(&state_); }

  // Precondition: !has_value().
  const Failure& failure() const& { return assert(!has_value()), *std::get_if<1>(&state_); }
  Failure&& failure() && { return assert(!has_value()), std::move(*std::get_if<1>(&state_)); }
  const Diagnostics& diagnostics() const { return failure().diagnostics; }

 private:
  std::variant<T, Failure> state_;
};

// The result of an operation that gives nothing back.
struct Done {};

}  // namespace cmt
