// SPDX-License-Identifier: MIT
// Error: what vary throws, and the one way its text is put together.
#pragma once

#include <concepts>
#include <cstdio>
#include <stdexcept>
#include <string>
#include <type_traits>

#include "vary/core/config.hpp"

VARY_NAMESPACE_BEGIN

/// Thrown for every wrong argument: when a pipeline or combinator is built, a functor is called, or
/// an image is met that cannot be taken. The text names who refuses, the field, the value, and what
/// would do: `Rotate.degrees: low 30 is above high 10`.
class Error : public std::invalid_argument {
 public:
  using std::invalid_argument::invalid_argument;
};

namespace detail {

/// The shortest plain spelling of a number in an error text: 30, 0.25, -1.5e-07.
inline std::string spell(double value) {
  std::string text = std::to_string(value);
  if (value != 0 && (value < 1e-3 && value > -1e-3)) {
    char small[32];
    std::snprintf(small, sizeof small, "%g", value);
    return small;
  }
  if (text.find('.') == std::string::npos) return text;  // inf, nan
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}
template <class Number>
  requires std::is_arithmetic_v<Number>
std::string spell(Number value) {
  if constexpr (std::integral<Number>) {
    return std::to_string(value);
  } else {
    return spell(static_cast<double>(value));
  }
}

}  // namespace detail

/// Throws Error with the text `owner.field: reason`.
[[noreturn]] inline void refuse(const std::string& owner, const std::string& field,
                                const std::string& reason) {
  throw Error(owner + (field.empty() ? "" : "." + field) + ": " + reason);
}

VARY_NAMESPACE_END
