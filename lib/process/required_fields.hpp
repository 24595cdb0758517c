// The fields that a description asks for and a value lacks, at any depth.
#pragma once
#include "process/events.hpp"

namespace cmt::process {

// Hands each required field that has no value to `missing`; used as the visitor of `describe`.
template <class Missing>
class RequiredFields {
 public:
  explicit RequiredFields(Missing missing) : missing_(std::move(missing)) {}

  template <class T>
  void operator()(const Field& field, T& value) {
    if (field.need == Need::required && is_absent(value)) missing_(field);
    if constexpr (requires { describe(*this, *value); }) {
      if (value) describe(*this, *value);
    } else if constexpr (requires { describe(*this, value.front()); }) {
      for (auto& part : value) describe(*this, part);
    }
  }

 private:
  template <class T>
  static bool is_absent(const T& value) {
    if constexpr (requires { value.has_value(); })
      return !value.has_value();
    else if constexpr (requires { value.empty(); })
      return value.empty();
    else
      return false;
  }

  Missing missing_;
};

}  // namespace cmt::process
